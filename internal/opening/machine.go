package opening

import (
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// Status is where an opening stands on a day.
type Status string

const (
	Draft        Status = "draft"
	InReview     Status = "in_review" // with the municipality's consultant
	SentBack     Status = "sent_back" // to be changed and sent again
	Rejected     Status = "rejected"
	Live         Status = "live"
	Paused       Status = "paused"
	Filled       Status = "filled"
	Closed       Status = "closed"
	Expired      Status = "expired"       // was live, and nobody said it was wanted still
	DraftExpired Status = "draft_expired" // nobody wrote in it for twelve weeks
)

// Statuses lists every status.
func Statuses() []Status {
	return []Status{Draft, InReview, SentBack, Rejected, Live, Paused, Filled, Closed, Expired, DraftExpired}
}

// LiveDays is how long an opening is live when nobody says that it is wanted
// still, and DraftDays how long a draft is kept that nobody writes in.
const (
	LiveDays  = 60
	DraftDays = 12 * 7
)

// AskBefore is how many days before its last one the firm is asked about a live
// opening.
const AskBefore = 7

// StatusOn derives where the opening stands on a day from the facts.
func (o Opening) StatusOn(today caldate.Date) Status {
	s := o.settled()
	last, ends := o.LastDay()
	switch {
	case !ends || !today.After(last):
		return s
	case s == Live:
		return Expired
	default:
		return DraftExpired
	}
}

// settled is the status as far as what people did decides it, and not the clock.
func (o Opening) settled() Status {
	switch {
	case !o.ClosedAt.IsZero() && o.CloseReason == reasonFilled:
		return Filled
	case !o.ClosedAt.IsZero():
		return Closed
	case o.Paused != nil:
		return Paused
	case !o.PublishedAt.IsZero():
		return Live
	case o.Submitted != nil && o.Review == nil:
		return InReview
	case o.Review != nil && o.Review.Verdict == IsRejected:
		return Rejected
	case o.Review != nil && o.Review.Verdict == IsSentBack:
		return SentBack
	default:
		return Draft
	}
}

// LastDay is the last day of an opening that is live, or of a draft, if nobody
// does anything; ends is false for one that stays as it is.
func (o Opening) LastDay() (day caldate.Date, ends bool) {
	switch o.settled() {
	case Live:
		return caldate.Of(later(o.PublishedAt, o.RenewedAt)).Add(LiveDays), true
	case Draft, SentBack:
		return caldate.Of(o.touched()).Add(DraftDays), true
	default:
		return caldate.Date{}, false
	}
}

// touched is when anybody last did something about a draft.
func (o Opening) touched() time.Time {
	at := o.TouchedAt
	if n := len(o.Events); at.IsZero() && n > 0 { // made before that was kept
		at = o.Events[n-1].At
	}
	if o.Review != nil {
		at = later(at, o.Review.At)
	}
	return at
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// file writes the copies for the index: the list the opening is in and its last
// day there, or for one without a last day the day it came there.
func (o *Opening) file(now time.Time) {
	switch s := o.settled(); s {
	case SentBack:
		o.Status = Draft
	case Filled, Rejected:
		o.Status = Closed
	default:
		o.Status = s
	}
	last, ends := o.LastDay()
	if !ends {
		last = caldate.Of(now)
	}
	o.Until, o.Changing = last, ""
	if o.Pending != nil {
		o.Changing = changing
	}
}

// AskedOn tells whether the firm is asked on a day if the opening is wanted
// still, because its last day is near.
func (o Opening) AskedOn(today caldate.Date) bool {
	last, _ := o.LastDay()
	return o.StatusOn(today) == Live && last.Sub(today) <= AskBefore
}

// Command is something that is done to an opening.
type Command string

const (
	Write    Command = "write" // change what it says
	Publish  Command = "publish"
	Approve  Command = "approve"
	SendBack Command = "send_back"
	Reject   Command = "reject"
	Accept   Command = "accept" // a change of what is live
	Decline  Command = "decline"
	Renew    Command = "renew" // it is wanted still
	Pause    Command = "pause"
	Resume   Command = "resume"
	Close    Command = "close"
	Repost   Command = "repost" // make a fresh copy
)

// Transition is one row of the machine: from which statuses a command leads to
// which, what it takes to give it, and what the history can say of it.
type Transition struct {
	Command Command
	From    []Status
	To      []Status
	Used    access.Permission
	Events  []string // text keys below "history."
}

// Machine is the whole of what can be done to an opening; the clock alone ends a
// live one or a draft. Guards, buttons and tests all follow it.
func Machine() []Transition { return slices.Clone(machine) }

var machine = []Transition{
	{Write, []Status{Draft, SentBack, Live, Paused}, []Status{Draft, SentBack, Live, Paused}, access.EditOpenings, []string{"opening_changed", "opening_change_asked"}},
	{Publish, []Status{Draft, SentBack}, []Status{InReview, Live}, access.PublishOpenings, []string{"opening_submitted", "opening_published"}},
	{Approve, []Status{InReview}, []Status{Live}, access.ReviewOpenings, []string{"opening_approved"}},
	{SendBack, []Status{InReview}, []Status{SentBack}, access.ReviewOpenings, []string{"opening_sent_back"}},
	{Reject, []Status{InReview}, []Status{Rejected}, access.ReviewOpenings, []string{"opening_rejected"}},
	{Accept, []Status{Live, Paused}, []Status{Live, Paused}, access.ReviewOpenings, []string{"opening_change_accepted"}},
	{Decline, []Status{Live, Paused}, []Status{Live, Paused}, access.ReviewOpenings, []string{"opening_change_declined"}},
	{Renew, []Status{Live}, []Status{Live}, access.PublishOpenings, []string{"opening_renewed"}},
	{Pause, []Status{Live}, []Status{Paused}, access.PublishOpenings, []string{"opening_paused"}},
	{Resume, []Status{Paused}, []Status{Live}, access.PublishOpenings, []string{"opening_resumed"}},
	{Close, []Status{Draft, SentBack, InReview, Live, Paused}, []Status{Filled, Closed}, access.PublishOpenings,
		[]string{"opening_closed_filled", "opening_closed_not_needed", "opening_closed_later", "opening_closed_other"}},
	// The copy is a draft of its own; the opening itself stays as it is.
	{Repost, []Status{Filled, Closed, Expired, DraftExpired}, []Status{Draft}, access.EditOpenings, []string{"opening_reposted"}},
}

// row is the line of the table about a command.
func row(c Command) Transition {
	return machine[slices.IndexFunc(machine, func(t Transition) bool { return t.Command == c })]
}

// May tells whether a command can be given on a day: nil, or why not. What it
// takes of roles is the caller's business.
func (o Opening) May(c Command, today caldate.Date) error {
	status := o.StatusOn(today)
	if (c == Accept || c == Decline) && o.Pending == nil {
		return fault.New(fault.Conflict, "opening_no_change")
	}
	if slices.Contains(row(c).From, status) {
		return nil
	}
	return fault.New(fault.Conflict, "opening_is_"+string(status))
}

// Can tells whether a page offers a command to an actor: the same row of the
// table that the command itself is held up against.
func (o Opening) Can(actor access.Actor, c Command, today caldate.Date) bool {
	return actor.Can(row(c).Used) && o.May(c, today) == nil && (c != Write || o.mayWrite(actor) == nil)
}

// mayWrite tells whether an actor who can change drafts can change this opening:
// nil, or why not. What was published, the firm has said yes to.
func (o Opening) mayWrite(actor access.Actor) error {
	if s := o.settled(); (s == Live || s == Paused) && !actor.Can(access.PublishOpenings) {
		return fault.New(fault.Forbidden, "opening_live")
	}
	return nil
}

// done tells whether a command has nothing more to do: it is a second click.
func (o Opening) done(c Command, today caldate.Date) bool {
	status, t := o.StatusOn(today), row(c)
	return slices.Contains(t.To, status) && !slices.Contains(t.From, status)
}

// shown tells whether an actor may see the opening at all: outside the firm a
// draft is not there, and neither is one that was sent back, until it is sent
// again.
func (o Opening) shown(actor access.Actor) bool {
	s := o.settled()
	return actor.Party().Kind == access.Company || s != Draft && s != SentBack
}
