package hours

import (
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/fault"
)

// Status is where a week stands.
type Status string

const (
	Open      Status = "open"
	Submitted Status = "submitted"
	Returned  Status = "returned" // some days are to be put right
	Approved  Status = "approved"
	Corrected Status = "corrected" // approved before, put right, and to be approved again
	Locked    Status = "locked"    // every day is exported or claimed
)

// Statuses lists every status.
func Statuses() []Status { return []Status{Open, Submitted, Returned, Approved, Corrected, Locked} }

// Status derives where the week stands from the facts. It is not stored.
func (w Week) Status() Status {
	switch {
	case !w.ApprovedAt.IsZero() && !w.LockedThrough.Before(w.Week.Sunday()):
		return Locked
	case !w.ApprovedAt.IsZero():
		return Approved
	case !w.CorrectedAt.IsZero():
		return Corrected
	case len(w.ReturnedDays()) > 0:
		return Returned
	case !w.SubmittedAt.IsZero():
		return Submitted
	default:
		return Open
	}
}

// Command is something that is done to a week.
type Command string

const (
	Log      Command = "log"      // add a line or take one out
	Submit   Command = "submit"   // say that the week is done
	Withdraw Command = "withdraw" // take it back
	Look     Command = "look"     // open what was handed in
	Ask      Command = "ask"
	Reply    Command = "reply"
	Approve  Command = "approve" // all of it, or single days
	Return   Command = "return"  // single days, with a reason
	Correct  Command = "correct" // a line of an approved week, with a reason
	Lock     Command = "lock"
	Reopen   Command = "reopen"  // locked days, with a reason
	Confirm  Command = "confirm" // that somebody outside the firm has seen an approved week
)

// Transition is one row of the machine: from which statuses a command leads to
// which, what it takes to give it, and what the history can say of it.
type Transition struct {
	Command Command
	From    []Status
	To      []Status
	Used    access.Permission
	Events  []string // text keys below "history."

	// guard refuses a command that the status allows; by is who gives it.
	guard func(w Week, by Signer) error
}

// Signer is who does something to a week.
type Signer struct {
	PersonID string
	Name     string
	Alone    bool // nobody else at the firm could approve
}

// Machine is the whole of what can be done to a week. Guards, buttons, tests
// and the list of words all follow it.
func Machine() []Transition { return slices.Clone(machine) }

var machine = []Transition{
	{Log, []Status{Open, Returned}, []Status{Open, Returned}, access.LogHours, []string{"line_added", "line_removed", "lines_repeated"}, nil},
	{Submit, []Status{Open, Returned}, []Status{Submitted}, access.LogHours, []string{"week_submitted", "week_no_hours"}, nil},
	{Withdraw, []Status{Submitted}, []Status{Open}, access.LogHours, []string{"week_withdrawn"}, untouched},
	{Look, []Status{Submitted}, []Status{Submitted}, access.ApproveHours, []string{"week_opened"}, nil},
	{Ask, []Status{Submitted, Corrected}, []Status{Submitted, Corrected}, access.ApproveHours, []string{"week_asked"}, oneQuestion},
	{Reply, Statuses(), Statuses(), access.LogHours, []string{"week_answered"}, asked},
	{Approve, []Status{Submitted, Corrected}, []Status{Submitted, Corrected, Approved}, access.ApproveHours,
		[]string{"week_approved", "week_self_approved", "days_approved"}, notOwn},
	{Return, []Status{Submitted}, []Status{Returned}, access.ApproveHours, []string{"days_returned"}, nil},
	{Correct, []Status{Approved, Corrected}, []Status{Corrected}, access.ApproveHours, []string{"line_corrected"}, nil},
	{Lock, []Status{Approved}, []Status{Approved, Locked}, access.ApproveHours, []string{"week_locked"}, nil},
	{Reopen, []Status{Approved, Locked}, []Status{Open}, access.ApproveHours, []string{"week_reopened"}, lockedAtAll},
	{Confirm, []Status{Approved, Locked}, []Status{Approved, Locked}, access.ConfirmHours, []string{"week_seen"}, unseen},
}

// row is the line of the table about a command.
func row(c Command) Transition {
	return machine[slices.IndexFunc(machine, func(t Transition) bool { return t.Command == c })]
}

// May tells whether somebody can give a command to the week as it stands: nil,
// or why not. What it takes of roles is the caller's business.
func (w Week) May(c Command, by Signer) error {
	t, status := row(c), w.Status()
	if !slices.Contains(t.From, status) {
		return w.refusal(status)
	}
	if t.guard == nil {
		return nil
	}
	return t.guard(w, by)
}

// Can tells whether a page offers a command to the actor who looks at the sheet:
// the same row of the table that the command itself is held up against.
func (s Sheet) Can(actor access.Actor, c Command) bool {
	return actor.Can(row(c).Used) && s.Week.May(c, s.By) == nil
}

// refusal says how the week stands to somebody who wants what cannot be done to
// it now.
func (w Week) refusal(s Status) error {
	who := w.ApprovedBy
	if s == Corrected {
		who = w.CorrectedBy
	}
	return fault.New(fault.Conflict, "week_is_"+string(s), "who", who)
}

func untouched(w Week, _ Signer) error {
	switch {
	case len(w.Days) > 0:
		return fault.New(fault.Conflict, "week_decided")
	case !w.OpenedAt.IsZero():
		return fault.New(fault.Conflict, "week_opened", "who", w.OpenedBy)
	}
	return nil
}

func oneQuestion(w Week, _ Signer) error {
	if q, open := w.OpenQuestion(); open {
		return fault.New(fault.Conflict, "question_open", "who", q.By)
	}
	return nil
}

func asked(w Week, _ Signer) error {
	if _, open := w.OpenQuestion(); !open {
		return fault.New(fault.Conflict, "question_gone")
	}
	return nil
}

// notOwn: nobody approves what they logged themselves, unless there is nobody
// else.
func notOwn(w Week, by Signer) error {
	if w.Touched(by.PersonID) && !by.Alone {
		return fault.New(fault.Forbidden, "own_hours")
	}
	return nil
}

func lockedAtAll(w Week, _ Signer) error {
	if w.LockedThrough.IsZero() {
		return fault.New(fault.Conflict, "week_not_locked")
	}
	return nil
}

func unseen(w Week, _ Signer) error {
	if w.Superseded { // what comes of it is to be seen, once it is approved
		return fault.New(fault.Conflict, "week_is_corrected", "who", w.CorrectedBy)
	}
	if !w.SeenAt.IsZero() {
		return fault.New(fault.Conflict, "week_seen_already", "who", w.SeenBy)
	}
	return nil
}

// open takes back that the week is done, with everything that was decided since.
func (w *Week) open() {
	w.SubmittedAt, w.SubmittedBy, w.SubmittedByID, w.NoHours = time.Time{}, "", "", false
	w.OpenedAt, w.OpenedBy = time.Time{}, ""
}

// keep puts what is approved among the versions, because of a reason, so that it
// can be changed.
func (w *Week) keep(reason string, by Signer, now time.Time) {
	w.Versions = append(w.Versions, Version{
		Lines: slices.Clone(w.Lines), ApprovedAt: w.ApprovedAt, ApprovedBy: w.ApprovedBy, SelfApproved: w.SelfApproved,
		Planned: w.Planned, NoHours: w.NoHours, Word: w.Word, AboveReason: w.AboveReason, SeenAt: w.SeenAt, SeenBy: w.SeenBy,
		LockedThrough: w.LockedThrough, Reason: reason, By: by.Name, At: now,
	})
	w.ApprovedAt, w.ApprovedBy, w.SelfApproved, w.AboveReason, w.Days = time.Time{}, "", false, "", nil
	w.SeenAt, w.SeenBy = time.Time{}, ""
}
