package need

import (
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
)

// Status is where a need stands on a day.
type Status string

const (
	Draft   Status = "draft"
	Open    Status = "open"    // firms are asked
	Picked  Status = "picked"  // the consultant goes on with one answer
	Matched Status = "matched" // there is a proposal
	Closed  Status = "closed"  // wanted no longer
	Expired Status = "expired" // was open, and nobody said it was wanted still
)

// Statuses lists every status, in the order lists show them.
func Statuses() []Status { return []Status{Picked, Open, Draft, Expired, Matched, Closed} }

// Days of a need: how long it is open when nobody says it is wanted still, and a
// draft listed that nobody writes in, are those of an opening. What ended is
// shown for KeptDays.
const KeptDays = 30

// StatusOn derives where the need stands on a day from the facts.
func (n Need) StatusOn(today caldate.Date) Status {
	switch {
	case n.Ended != nil && n.Ended.ReferralID != "":
		return Matched
	case n.Ended != nil:
		return Closed
	case n.Picked != nil:
		return Picked
	case n.Asked == nil:
		return Draft
	case today.After(n.LastDay()):
		return Expired
	}
	return Open
}

// LastDay is the last day that an open need is open, if nobody says that it is
// wanted still.
func (n Need) LastDay() caldate.Date {
	at := n.Asked.At
	if n.RenewedAt.After(at) {
		at = n.RenewedAt
	}
	return caldate.Of(at).Add(opening.LiveDays)
}

// AskedOn tells whether the consultant is asked on a day if the need is wanted
// still, because its last day is near.
func (n Need) AskedOn(today caldate.Date) bool {
	return n.StatusOn(today) == Open && n.LastDay().Sub(today) <= opening.AskBefore
}

// file writes the copy for the index.
func (n *Need) file() {
	switch {
	case n.Ended != nil:
		n.Until = caldate.Of(n.Ended.At)
	case n.Picked != nil:
		n.Until = caldate.Of(n.Picked.At).Add(opening.LiveDays)
	case n.Asked != nil:
		n.Until = n.LastDay()
	default:
		n.Until = caldate.Of(n.WrittenAt).Add(opening.DraftDays)
	}
}

// Command is something that is done to a need.
type Command string

const (
	Write    Command = "write"
	Ask      Command = "ask"   // the firms
	Renew    Command = "renew" // it is wanted still
	Reply    Command = "reply" // a firm answers, or changes its answer
	TakeBack Command = "take_back"
	Choose   Command = "choose" // one of the answers
	Release  Command = "release"
	Match    Command = "match" // the person is proposed
	Close    Command = "close"
)

// Transition is one row of the machine: from which statuses a command leads to
// which, what it takes to give it, and what the history says.
type Transition struct {
	Command Command
	From    []Status
	To      []Status
	Used    access.Permission
	Events  []string // text keys below "history."
}

// Machine is the whole of what can be done to a need; the clock alone ends an
// open one. Guards, buttons and tests follow it.
func Machine() []Transition { return slices.Clone(machine) }

var machine = []Transition{
	{Write, []Status{Draft, Open}, []Status{Draft, Open}, access.ManageCandidates, []string{"need_changed"}},
	{Ask, []Status{Draft}, []Status{Open}, access.ManageCandidates, []string{"need_asked"}},
	{Renew, []Status{Open, Expired}, []Status{Open}, access.ManageCandidates, []string{"need_renewed"}},
	{Reply, []Status{Open}, []Status{Open}, access.AnswerNeeds, []string{"need_could", "need_not_now"}}, // kept with the answer
	{TakeBack, []Status{Open}, []Status{Open}, access.AnswerNeeds, []string{"need_taken_back"}},
	{Choose, []Status{Open}, []Status{Picked}, access.ManageCandidates, []string{"need_chosen"}},
	{Release, []Status{Picked}, []Status{Open}, access.ManageCandidates, []string{"need_released"}},
	{Match, []Status{Picked}, []Status{Matched}, access.ManageCandidates, []string{"need_matched"}},
	{Close, []Status{Draft, Open, Picked, Expired}, []Status{Closed}, access.ManageCandidates, []string{"need_closed"}},
}

// row is the line of the table about a command.
func row(c Command) Transition {
	return machine[slices.IndexFunc(machine, func(t Transition) bool { return t.Command == c })]
}

// May tells whether a command can be given to the need on a day: nil, or why not.
func (n Need) May(c Command, today caldate.Date) error {
	if status := n.StatusOn(today); !slices.Contains(row(c).From, status) {
		return fault.New(fault.Conflict, "need_is_"+string(status))
	}
	return nil
}

// Can tells whether a page offers a command to an actor: the same row of the
// table that the command itself is held up against.
func (n Need) Can(actor access.Actor, c Command, today caldate.Date) bool {
	return actor.Can(row(c).Used) && n.May(c, today) == nil
}

// done tells whether a command has nothing more to do: it is a second click.
func (n Need) done(c Command, today caldate.Date) bool {
	status, t := n.StatusOn(today), row(c)
	return slices.Contains(t.To, status) && !slices.Contains(t.From, status)
}
