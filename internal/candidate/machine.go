package candidate

import (
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// Status is where a referral stands.
type Status string

const (
	New       Status = "new"
	Seen      Status = "seen"     // somebody of the firm has looked at it
	Meeting   Status = "meeting"  // the firm would like to meet
	Arranged  Status = "arranged" // on a date
	Met       Status = "met"
	Yes       Status = "yes"
	Later     Status = "later" // not now; asked anew on a date
	No        Status = "no"
	Placed    Status = "placed"    // there is an agreement
	Returned  Status = "returned"  // ReturnDays without an answer
	Elsewhere Status = "elsewhere" // the person found work somewhere else
	Withdrawn Status = "withdrawn" // consent was taken back
)

// Statuses lists every status, in the order lists show them.
func Statuses() []Status {
	return []Status{New, Seen, Meeting, Arranged, Met, Yes, Later, Placed, No, Returned, Elsewhere, Withdrawn}
}

// StatusOn derives where the referral stands on a day from the facts. A "not
// now" whose day has come is asked anew.
func (r Referral) StatusOn(today caldate.Date) Status {
	switch {
	case !r.WithdrawnAt.IsZero():
		return Withdrawn
	case r.PlacementID != "":
		return Placed
	case r.Elsewhere != nil:
		return Elsewhere
	case r.Returned != nil:
		return Returned
	}
	if r.Answer != nil {
		switch {
		case r.Answer.Kind == Meeting && r.Held != nil:
			return Met
		case r.Answer.Kind == Meeting && !r.MeetingOn.IsZero():
			return Arranged
		case r.Answer.Kind != Later || today.Before(r.Answer.Again):
			return r.Answer.Kind
		}
	}
	switch {
	case !today.Before(r.returnsOn()):
		return Returned
	case r.Seen != nil:
		return Seen
	}
	return New
}

// Unanswered tells whether the firm has the next word.
func (s Status) Unanswered() bool { return s == New || s == Seen }

// Waits tells whether the person still waits for a yes or a no: so long their
// opening stays.
func (s Status) Waits() bool {
	return slices.Contains([]Status{New, Seen, Meeting, Arranged, Met, Later}, s)
}

// InDialogue tells whether the firm and the person are on their way to each
// other: nothing said yet, or nothing but good.
func (s Status) InDialogue() bool {
	return slices.Contains([]Status{New, Seen, Meeting, Arranged, Met, Yes}, s)
}

// Word is the status in the few words a firm needs: New, Meeting, Yes or No.
func (s Status) Word() Status {
	switch s {
	case New, Seen:
		return New
	case Meeting, Arranged, Met:
		return Meeting
	case Yes, Placed:
		return Yes
	}
	return No
}

// Command is something that is done to a referral.
type Command string

const (
	Look         Command = "look"
	SayYes       Command = "say_yes"
	AskMeeting   Command = "ask_meeting"
	SayLater     Command = "say_later"
	SayNo        Command = "say_no"
	Arrange      Command = "arrange"
	HoldMeeting  Command = "hold_meeting"
	MissMeeting  Command = "miss_meeting"
	Agree        Command = "agree" // an agreement is made of it
	Reopen       Command = "reopen"
	EndElsewhere Command = "end_elsewhere"
	PairUp       Command = "pair_up"   // with somebody to start together with
	TakeBack     Command = "take_back" // the consent
	Return       Command = "return"
	Erase        Command = "erase" // what the firm saw
)

// Transition is one row of the machine: from which statuses a command leads to
// which, what it takes to give it, and what the history says.
type Transition struct {
	Command Command
	From    []Status
	To      []Status // for Erase, where it stays
	Used    access.Permission
	Events  []string // text keys below "history."
}

// Machine is the whole of what can be done to a referral. Guards, buttons and
// tests follow it. Rows without a permission are the clock's.
func Machine() []Transition { return slices.Clone(machine) }

var (
	answerable = []Status{New, Seen, Meeting, Arranged, Met, Yes, Later, No} // a firm may change its mind
	machine    = []Transition{
		{Look, []Status{New}, []Status{Seen}, access.AnswerReferrals, []string{"referral_seen"}},
		{SayYes, answerable, []Status{Yes}, access.AnswerReferrals, []string{"referral_yes"}},
		{AskMeeting, []Status{New, Seen, Yes, Later, No}, []Status{Meeting}, access.AnswerReferrals, []string{"referral_meeting"}},
		{SayLater, answerable, []Status{Later}, access.AnswerReferrals, []string{"referral_later"}},
		{SayNo, answerable, []Status{No}, access.AnswerReferrals, []string{"referral_no"}},
		{Arrange, []Status{Meeting, Arranged}, []Status{Arranged}, access.MeetCandidates, []string{"referral_arranged"}},
		{HoldMeeting, []Status{Arranged}, []Status{Met}, access.MeetCandidates, []string{"referral_met"}},
		{MissMeeting, []Status{Arranged}, []Status{Arranged}, access.ManageCandidates, []string{"referral_missed"}}, // hidden from firms, see Secret
		{Agree, []Status{Yes}, []Status{Placed}, access.AnswerReferrals, []string{"referral_placed"}},
		{Reopen, []Status{No, Returned, Elsewhere}, []Status{New}, access.ManageCandidates, []string{"referral_reopened"}},
		{EndElsewhere, []Status{New, Seen, Meeting, Arranged, Met, Yes, Later, Returned}, []Status{Elsewhere}, access.ManageCandidates, []string{"referral_elsewhere"}},
		{PairUp, []Status{New, Seen}, []Status{New, Seen}, access.ManageCandidates, []string{"referral_paired"}},
		{TakeBack, []Status{New, Seen, Meeting, Arranged, Met, Yes, Later, Placed, No, Returned, Elsewhere}, []Status{Withdrawn}, access.ManageCandidates, []string{"consent_withdrawn"}},
		{Return, []Status{New, Seen, Returned}, []Status{Returned}, access.Permission{}, []string{"referral_returned"}}, // the day made it so; the job writes it down
		{Erase, []Status{No, Returned, Elsewhere, Withdrawn}, []Status{No, Returned, Elsewhere, Withdrawn}, access.Permission{}, []string{"referral_erased"}},
	}
)

// row is the line of the table about a command.
func row(c Command) Transition {
	return machine[slices.IndexFunc(machine, func(t Transition) bool { return t.Command == c })]
}

// commandOf is the command by which an answer is given.
var commandOf = map[Status]Command{Yes: SayYes, Meeting: AskMeeting, Later: SayLater, No: SayNo}

// May tells whether a command can be given to the referral on a day: nil, or why
// not. What it takes of roles is the caller's business.
func (r Referral) May(c Command, today caldate.Date) error {
	status := r.StatusOn(today)
	switch {
	case !slices.Contains(row(c).From, status):
		return fault.New(fault.Conflict, "referral_is_"+string(status))
	case c != Erase && c != TakeBack && c != Return && r.over(today):
		return fault.New(fault.Conflict, "referral_over")
	case (c == HoldMeeting || c == MissMeeting) && r.MeetingOn.After(today):
		return fault.New(fault.Conflict, "meeting_to_come")
	}
	return nil
}

// Can tells whether a page offers a command to an actor: the same row of the
// table that the command itself is held up against.
func (r Referral) Can(actor access.Actor, c Command, today caldate.Date) bool {
	return actor.Can(row(c).Used) && r.May(c, today) == nil
}

// CanAnswer tells whether a page offers an actor to answer, or to change the
// answer.
func (r Referral) CanAnswer(actor access.Actor, today caldate.Date) bool {
	return r.Can(actor, SayNo, today)
}
