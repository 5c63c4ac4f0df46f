// Package pipeline is a business association's list of firms on their way: from
// the first word to paid hours again and again. Every firm has one coordinator.
// How far it has come is derived, from the invitation and, as long as the firm
// lets the association see it, from what the firm does here; and it says whom to
// ring today, and why.
package pipeline

import (
	"fmt"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/store"
)

// Firm is a firm that an association follows. There is one for each association
// and CVR number.
type Firm struct {
	store.Doc     `bson:",inline"`
	AssociationID string       `bson:"association_id"`
	CVR           string       `bson:"cvr"`
	Name          string       `bson:"name"`
	Phone         string       `bson:"phone"` // "" when nobody has written it yet
	Owner         Person       `bson:"owner"` // the one coordinator
	ContactedOn   caldate.Date `bson:"contacted_on"`
	NextOn        caldate.Date `bson:"next_on"` // when to ring again, or zero
	Notes         []Note       `bson:"notes"`
	Kept          Kept         `bson:"kept"`
	audit.Trail   `bson:",inline"`
}

// Person is a coordinator.
type Person struct {
	ID   string `bson:"id"`
	Name string `bson:"name"` // "" for a name-protected employee
}

// Note is what a coordinator wrote about a firm. It is the association's own: the
// firm sees only a note that was made into a suggestion and a draft.
type Note struct {
	ID        string    `bson:"id"` // within the firm
	Kind      NoteKind  `bson:"kind"`
	Text      string    `bson:"text"`              // "" for a call that nothing is said of
	Minutes   int       `bson:"minutes,omitempty"` // a week, of a pledge
	By        Person    `bson:"by"`
	At        time.Time `bson:"at"`
	Suggested time.Time `bson:"suggested,omitempty"`  // when it became a suggestion
	OpeningID string    `bson:"opening_id,omitempty"` // the draft that was made of it
}

// NoteKind is what the note is about.
type NoteKind string

const (
	Called  NoteKind = "called"
	Visited NoteKind = "visited"
	Other   NoteKind = "other"
	Pledge  NoteKind = "pledge" // the firm's word at a gathering; nobody chooses it by hand
)

// Offers tells whether a note is about work that a draft can be made of.
func (n Note) Offers() bool { return n.Kind == Visited || n.Kind == Pledge }

// NoteKinds lists those that somebody can choose, in the order pages show them.
func NoteKinds() []string { return []string{string(Called), string(Visited), string(Other)} }

// Limits and delays, in characters and days.
const (
	LongestNote  = 1000
	NextCall     = 14 // when nothing else is chosen
	DormantAfter = 45 // without a step: time to ask
	waitTask     = 7  // signed in, and no task found
	waitDraft    = 14 // a draft that nobody writes in
	waitConfirm  = 2  // went on from the link, and did not confirm
	waitStart    = 30 // live, and nobody begins
	endsSoon     = 30 // a delegation's last day
	mostToRing   = 10 // firms on a day's list
)

// Kept is what a firm lets the association see of its own steps, as it was when
// it was looked into last; see keep. It is shown only while the firm lets them.
type Kept struct {
	Task       caldate.Date `bson:"task"`        // first draft of a small job
	Live       caldate.Date `bson:"live"`        // first small job that was live
	Start      caldate.Date `bson:"start"`       // first person who began
	Paid       caldate.Date `bson:"paid"`        // first approved paid hours
	Repeat     caldate.Date `bson:"repeat"`      // second person who began
	DraftSince caldate.Date `bson:"draft_since"` // how long the oldest draft of today lies untouched
	LiveSince  caldate.Date `bson:"live_since"`  // how long the oldest small job live today is
}

// Deputy is a coordinator's colleague who sees to their firms for some days.
type Deputy struct {
	store.Doc     `bson:",inline"`
	AssociationID string       `bson:"association_id"`
	Of            Person       `bson:"of"`
	Colleague     Person       `bson:"colleague"`
	From          caldate.Date `bson:"from"`
	Until         caldate.Date `bson:"until"` // last day
	audit.Trail   `bson:",inline"`
}

// On tells whether the deputy stands in on a day.
func (d Deputy) On(today caldate.Date) bool {
	return !today.Before(d.From) && !today.After(d.Until)
}

// firmID names the firm of a CVR number in an association's pipeline.
func firmID(associationID, number string) string {
	return fmt.Sprintf("pip_%s_%s", associationID, number)
}

func deputyID(associationID, personID string) string {
	return fmt.Sprintf("dep_%s_%s", associationID, personID)
}

// Table is where the firms of pipelines are kept, and Deputies who stands in for
// whom.
var (
	Table = store.Table[Firm]{
		Name:    "pipeline",
		Indexes: []store.Index{{Name: "association", Keys: []string{"association_id", "name"}}},
	}
	Deputies = store.Table[Deputy]{
		Name:    "pipeline_deputies",
		Indexes: []store.Index{{Name: "association", Keys: []string{"association_id", "until"}}},
	}
)
