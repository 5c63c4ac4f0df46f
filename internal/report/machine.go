package report

import (
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
)

// Status is where the documentation of a course stands.
type Status string

const (
	NotBegun  Status = "not_begun" // the course has days to come
	Draft     Status = "draft"     // what the portal knows is there
	Written   Status = "written"   // and the firm's part
	HasSeen   Status = "seen"      // by the candidate, as it is now
	Delivered Status = "delivered"
	Receipted Status = "receipted"
)

// Statuses lists them in their order.
func Statuses() []Status {
	return []Status{NotBegun, Draft, Written, HasSeen, Delivered, Receipted}
}

// StatusOn derives where the documentation stands from the facts; print is that of
// what it says now. What the candidate saw counts as long as it says the same. Of
// one that was delivered and says something else now, the new version begins where
// the candidate has seen it.
func (d Documentation) StatusOn(p placement.Placement, print string, today caldate.Date) Status {
	last, delivered := d.Last()
	seen := d.Seen() && d.Sight.Print == print
	begins, will := Begins(p)
	switch {
	case seen && (!delivered || last.Print != print):
		return HasSeen
	case delivered && last.Receipt != nil:
		return Receipted
	case delivered:
		return Delivered
	case d.Part != nil:
		return Written
	case !will || today.Before(begins):
		return NotBegun
	}
	return Draft
}

// Changed tells whether what was delivered last says something else than the facts
// do now.
func (d Documentation) Changed(print string) bool {
	last, delivered := d.Last()
	return delivered && last.Print != print
}

// Command is something that is done about the documentation.
type Command string

const (
	Observe Command = "observe"
	Strike  Command = "strike" // take an observation away
	Write   Command = "write"  // the firm's part
	Show    Command = "show"   // note that the candidate has seen it
	Deliver Command = "deliver"
	Receive Command = "receive"
)

// Transition is one row of the machine: from which statuses a command leads to
// which, what it takes to give it, and what the history says. Observing changes what
// the documentation says, so the candidate sees it again.
type Transition struct {
	Command Command
	From    []Status
	To      []Status
	Used    access.Permission
	Event   string // text key below "history."
}

// Machine is the whole of what can be done. Guards, buttons and tests follow it.
func Machine() []Transition { return slices.Clone(machine) }

var (
	underway = []Status{NotBegun, Draft, Written, HasSeen}
	machine  = []Transition{
		{Observe, underway, []Status{NotBegun, Draft, Written, Delivered, Receipted}, access.Observe, "observation_made"},
		{Strike, underway, []Status{NotBegun, Draft, Written, Delivered, Receipted, HasSeen}, access.Observe, "observation_struck"},
		{Write, []Status{Draft, Written, HasSeen, Delivered, Receipted}, []Status{Written, Delivered, Receipted}, access.WriteDocumentation, "documentation_written"},
		{Show, []Status{Written, Delivered, Receipted}, []Status{HasSeen}, access.ShowDocumentation, "documentation_seen"},
		{Deliver, []Status{HasSeen}, []Status{Delivered}, access.DeliverDocumentation, "documentation_delivered"},
		{Receive, []Status{Delivered}, []Status{Receipted}, access.ReceiveDocumentation, "documentation_receipted"},
	}
)

// row is the line of the table about a command.
func row(c Command) Transition {
	return machine[slices.IndexFunc(machine, func(t Transition) bool { return t.Command == c })]
}

// May tells whether a command can be given as things stand: nil, or why not. What it
// takes of roles is the caller's business.
func (d Documentation) May(c Command, p placement.Placement, print string, today caldate.Date) error {
	status := d.StatusOn(p, print, today)
	switch _, will := Begins(p); {
	case !slices.Contains(row(c).From, status):
		return fault.New(fault.Conflict, "documentation_is_"+string(status))
	case !will || !meeting.Begun(p, today):
		return fault.New(fault.Conflict, "documentation_no_course")
	case c == Show && status != Written && !d.Changed(print):
		return fault.New(fault.Conflict, "documentation_unchanged")
	case c == Deliver && today.Before(p.LastDay()):
		return fault.New(fault.Conflict, "documentation_too_early")
	}
	return nil
}

// Can tells whether a page offers a command to an actor: the same row of the table
// that the command itself is held up against.
func (d Documentation) Can(actor access.Actor, c Command, p placement.Placement, print string, today caldate.Date) bool {
	return actor.Can(row(c).Used) && d.May(c, p, print, today) == nil
}
