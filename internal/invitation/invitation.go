// Package invitation is how a firm comes to the portal by way of a business
// association: a coordinator prepares what is known of it, the firm looks at it
// without signing in, signs in, puts right what is wrong and confirms. What was
// prepared counts for nothing before that.
package invitation

import (
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Invitation is a firm that an association prepared. There is one for each firm
// and association.
type Invitation struct {
	store.Doc       `bson:",inline"`
	AssociationID   string          `bson:"association_id"`
	AssociationName string          `bson:"association_name"`
	CVR             string          `bson:"cvr"`
	Details         company.Details `bson:"details"`            // as prepared
	Template        string          `bson:"template,omitempty"` // way to begin that it suggests, or ""
	PreparedBy      string          `bson:"prepared_by"`
	SentBy          string          `bson:"sent_by,omitempty"`
	SentAt          time.Time       `bson:"sent_at,omitempty"`   // when the link in force was made
	LinkHash        string          `bson:"link_hash,omitempty"` // "" when no link opens it
	OpenedAt        time.Time       `bson:"opened_at,omitempty"` // since it was sent last: somebody went on from the link
	Declined        *Declined       `bson:"declined,omitempty"`
	CompanyID       string          `bson:"company_id,omitempty"` // the firm, once it has confirmed
	ConfirmedBy     string          `bson:"confirmed_by,omitempty"`
	ConfirmedAt     time.Time       `bson:"confirmed_at,omitempty"`
	audit.Trail     `bson:",inline"`
}

// Declined is a firm's no to the invitation.
type Declined struct {
	Reason string    `bson:"reason"` // of DeclineReasons
	At     time.Time `bson:"at"`
}

// DeclineReasons lists why a firm says no.
func DeclineReasons() []string { return []string{"not_now", "not_for_us", "wrong_firm", "other"} }

// Status is where an invitation stands.
type Status string

const (
	Draft     Status = "draft"
	Invited   Status = "invited"
	Unopened  Status = "unopened" // for fourteen days: time to ring
	Opened    Status = "opened"
	Ended     Status = "ended" // the link does not open it any longer
	Refused   Status = "refused"
	Confirmed Status = "confirmed"
)

// Statuses lists every status.
func Statuses() []Status {
	return []Status{Draft, Invited, Unopened, Opened, Ended, Refused, Confirmed}
}

// Days that an invitation may wait: before somebody should ring, and before its
// link ends.
const (
	ringAfter = 14
	endsAfter = 60
)

// StatusOn derives where the invitation stands on a day.
func (i Invitation) StatusOn(today caldate.Date) Status {
	waited := today.Sub(caldate.Of(i.SentAt))
	switch {
	case !i.ConfirmedAt.IsZero():
		return Confirmed
	case i.Declined != nil:
		return Refused
	case i.SentAt.IsZero():
		return Draft
	case waited > endsAfter:
		return Ended
	case !i.OpenedAt.IsZero():
		return Opened
	case waited >= ringAfter:
		return Unopened
	}
	return Invited
}

// FirstSentOn is the day the firm was first given a link; zero before that.
func (i Invitation) FirstSentOn() caldate.Date {
	for _, e := range i.Events {
		if e.Type == row(Send).Event {
			return caldate.Of(e.At)
		}
	}
	return caldate.Date{}
}

// EndsOn is the last day of the link.
func (i Invitation) EndsOn() caldate.Date { return caldate.Of(i.SentAt).Add(endsAfter) }

// Command is something that is done to an invitation.
type Command string

const (
	Change  Command = "change"
	Send    Command = "send"
	Open    Command = "open"
	Decline Command = "decline"
	Confirm Command = "confirm"
)

// Transition is one row of the machine: from which statuses a command leads to
// which, and what the history says. Who opens, declines or confirms holds the
// link; the rest is the coordinator's.
type Transition struct {
	Command Command
	From    []Status
	To      []Status
	Event   string // text key below "history."
}

// Machine is the whole of what can be done to an invitation.
func Machine() []Transition { return slices.Clone(machine) }

var (
	waiting = []Status{Invited, Unopened, Opened}
	machine = []Transition{
		{Change, []Status{Draft, Invited, Unopened, Ended}, []Status{Draft, Invited, Unopened, Ended}, "invitation_changed"},
		// A link is made anew only while nobody has gone on from the last one.
		{Send, []Status{Draft, Invited, Unopened, Ended, Refused}, []Status{Invited}, "invitation_sent"},
		{Open, waiting, []Status{Opened}, "invitation_opened"},
		{Decline, waiting, []Status{Refused}, "invitation_declined"},
		{Confirm, waiting, []Status{Confirmed}, "invitation_confirmed"},
	}
)

func row(c Command) Transition {
	return machine[slices.IndexFunc(machine, func(t Transition) bool { return t.Command == c })]
}

// May tells whether a command can be given on a day: nil, or why not.
func (i Invitation) May(c Command, today caldate.Date) error {
	if s := i.StatusOn(today); !slices.Contains(row(c).From, s) {
		return fault.New(fault.Conflict, "invitation_is_"+string(s))
	}
	return nil
}

// Can tells whether a page offers a command to an actor: the same row of the
// table that the command itself is held up against.
func (i Invitation) Can(actor access.Actor, c Command, today caldate.Date) bool {
	return actor.Can(access.InviteFirms) && i.May(c, today) == nil
}

// Table is where invitations are kept.
var Table = store.Table[Invitation]{
	Name: "invitations",
	Indexes: []store.Index{
		{Name: "association", Keys: []string{"association_id", "details.name"}},
		{Name: "link", Keys: []string{"link_hash"}},
	},
}
