// Package audit keeps what happened to a record, inside the record: an
// append-only trail of events that everybody who may see the record can read.
package audit

import (
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/access"
)

// Event is one change: who made it, in which role, on whose behalf, when, what
// it was, and where it makes sense what stood before and after, and why.
type Event struct {
	Type     string      `bson:"type"` // text key below "history."
	At       time.Time   `bson:"at"`
	By       string      `bson:"by"` // person id, or "" for the portal itself and link holders
	ByName   string      `bson:"by_name"`
	Role     access.Role `bson:"role,omitempty"`
	Party    string      `bson:"party,omitempty"`        // name of the party the person acted for
	Through  string      `bson:"through,omitempty"`      // name of the association whose coordinator acted for the party
	OnBehalf string      `bson:"on_behalf_of,omitempty"` // whose answer was recorded by somebody else
	From     string      `bson:"from,omitempty"`
	To       string      `bson:"to,omitempty"`
	Reason   string      `bson:"reason,omitempty"`

	// What was chosen from a list before and after, as text keys: whoever reads
	// it has it in their own language.
	FromChoices []string `bson:"from_choices,omitempty"`
	ToChoices   []string `bson:"to_choices,omitempty"`

	// Which parts of the record it was about, and what of others it took back,
	// as text keys.
	About    []string `bson:"about,omitempty"`
	TookBack []string `bson:"took_back,omitempty"`
}

// Trail is embedded in every record that people change.
type Trail struct {
	Events    []Event   `bson:"events"`
	ChangedAt time.Time `bson:"changed_at,omitempty"` // the last event, for the index of what keeps figures of many records
}

// Append adds an event of an actor using a permission.
func (t *Trail) Append(a access.Actor, used access.Permission, at time.Time, e Event) {
	e.At, e.By, e.ByName = at, a.PersonID(), a.Name()
	e.Role, e.Party, e.Through = a.RoleFor(used), a.Party().Name, a.Through().Name
	t.add(e)
}

// AppendOutside adds an event of somebody without an account, such as the
// employee representative who follows a link.
func (t *Trail) AppendOutside(name string, at time.Time, e Event) {
	e.At, e.ByName = at, name
	t.add(e)
}

func (t *Trail) add(e Event) {
	t.Events = append(t.Events, e)
	t.ChangedAt = e.At
}

// Changed picks from two descriptions of a record, part by part, what differs:
// the history tells what changed and not what stayed.
func Changed(before, after []string) (from, to string) {
	gone, come := Differing(before, after)
	return strings.Join(gone, "; "), strings.Join(come, "; ")
}

// Differing picks the parts of each of two descriptions that the other lacks.
func Differing(before, after []string) (gone, come []string) {
	keep := func(parts, others []string) (differing []string) {
		for _, part := range parts {
			if part != "" && !slices.Contains(others, part) {
				differing = append(differing, part)
			}
		}
		return differing
	}
	return keep(before, after), keep(after, before)
}
