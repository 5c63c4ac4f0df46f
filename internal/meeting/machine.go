package meeting

import (
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// Status is where a meeting, a milestone or an intention stands.
type Status string

// Of a meeting.
const (
	Planned   Status = "planned"
	Called    Status = "called" // everybody was asked to come
	WasHeld   Status = "held"
	Noted     Status = "noted" // there is a note, which can still be changed
	Closed    Status = "closed"
	Cancelled Status = "cancelled"
	Overdue   Status = "overdue"
)

// Of a milestone.
const (
	Unreached Status = "open"
	IsReached Status = "reached"
	IsDropped Status = "dropped"
)

// Of an intention.
const (
	NoIntention Status = "none"
	Parked      Status = "parked"
	Awake       Status = "awake" // its day has come
)

// Statuses lists every status.
func Statuses() []Status {
	return []Status{Planned, Called, WasHeld, Noted, Closed, Cancelled, Overdue, Unreached, IsReached, IsDropped, NoIntention, Parked, Awake}
}

// overdueAfter is how many days after its date a meeting that was not held is
// overdue.
const overdueAfter = 14

// Status derives where the meeting stands from the facts. It is not stored.
func (m Meeting) Status(today caldate.Date) Status {
	switch {
	case m.Closed != nil:
		return Closed
	case m.Cancelled != nil:
		return Cancelled
	case m.Noted != nil:
		return Noted
	case m.Held != nil:
		return WasHeld
	case today.After(m.On.Add(overdueAfter)):
		return Overdue
	case m.Called != nil:
		return Called
	default:
		return Planned
	}
}

// Status derives where the milestone stands. It is not stored.
func (m Milestone) Status() Status {
	switch {
	case m.Reached != nil:
		return IsReached
	case m.Dropped != nil:
		return IsDropped
	default:
		return Unreached
	}
}

// IntentionOn derives where the firm's intention stands on a day.
func (f FollowUp) IntentionOn(today caldate.Date) Status {
	switch i := f.Intention; {
	case i == nil || i.Ended != nil:
		return NoIntention
	case i.Wakes.After(today):
		return Parked
	default:
		return Awake
	}
}

// Command is something that is done about following up.
type Command string

const (
	MoveIt  Command = "move"
	Call    Command = "call" // ask everybody to come
	Hold    Command = "hold" // say that it was held
	Cancel  Command = "cancel"
	Replan  Command = "replan" // plan a cancelled one anew
	Write   Command = "note"
	Close   Command = "close"
	Reach   Command = "reach"
	Drop    Command = "drop"
	Park    Command = "park"
	EndPark Command = "end_park"
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

// Machine is the whole of what can be done about following up. Guards, buttons
// and tests all follow it.
func Machine() []Transition { return slices.Clone(machine) }

var machine = []Transition{
	{MoveIt, []Status{Planned, Called, Overdue}, []Status{Planned}, access.EditMeetings, []string{"meeting_moved"}},
	{Call, []Status{Planned, Called}, []Status{Called}, access.EditMeetings, []string{"meeting_called"}},
	{Hold, []Status{Planned, Called, Overdue}, []Status{WasHeld}, access.EditMeetings, []string{"meeting_held"}},
	{Cancel, []Status{Planned, Called, Overdue}, []Status{Cancelled}, access.EditMeetings, []string{"meeting_cancelled"}},
	{Replan, []Status{Cancelled}, []Status{Cancelled}, access.EditMeetings, []string{"meeting_replanned"}},
	{Write, []Status{WasHeld, Noted}, []Status{Noted}, access.EditMeetings, []string{"meeting_noted"}},
	{Close, []Status{WasHeld, Noted}, []Status{Closed}, access.EditMeetings, []string{"meeting_closed"}},
	{Reach, []Status{Unreached}, []Status{IsReached}, access.EditMeetings, []string{"milestone_reached"}},
	{Drop, []Status{Unreached}, []Status{IsDropped}, access.EditMeetings, []string{"milestone_dropped"}},
	// What a firm means to do is the firm's to say.
	{Park, []Status{NoIntention, Parked, Awake}, []Status{Parked}, access.EditPlacements, []string{"intention_parked", "intention_parked_again"}},
	{EndPark, []Status{Parked, Awake}, []Status{NoIntention}, access.EditPlacements, []string{"intention_done", "intention_given_up"}},
}

// row is the line of the table about a command.
func row(c Command) Transition {
	return machine[slices.IndexFunc(machine, func(t Transition) bool { return t.Command == c })]
}

// May tells whether a command can be given to a meeting as it stands: nil, or
// why not. What it takes of roles is the caller's business.
func (m Meeting) May(c Command, today caldate.Date) error {
	if c == Replan && m.Cancelled != nil && m.Cancelled.Again != "" {
		return fault.New(fault.Conflict, "meeting_replanned")
	}
	return allow("meeting", c, m.Status(today))
}

// allow holds a status up against the row of a command.
func allow(what string, c Command, s Status) error {
	if slices.Contains(row(c).From, s) {
		return nil
	}
	return fault.New(fault.Conflict, what+"_is_"+string(s))
}

// Can tells whether a page offers a command about a meeting to an actor: the
// same row of the table that the command itself is held up against.
func (m Meeting) Can(actor access.Actor, c Command, today caldate.Date) bool {
	return actor.Can(row(c).Used) && m.May(c, today) == nil
}
