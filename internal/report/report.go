// Package report holds the final documentation of courses; Go keeps the name
// "documentation" of a package for itself. It sums a course up when it ends: what it
// was, as approved weeks, plans, meetings and the ladder tell it, and what the firm
// says helped.
//
// What the portal knows is gathered by one pure function (Sum) and never typed
// again. The firm adds its part, the candidate sees the whole of it and may say
// something to it, the firm delivers it to the municipality's consultant, and the
// consultant receipts it. What was delivered is kept as it was; when an approved
// week is corrected afterwards, the two differ, the page says so, and the new one
// can be seen and delivered in its turn. Observations made on the way are part of
// it. There is no place in it for health, and nothing is held up against a full week.
package report

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Documentation is what people did about the documentation of one course.
type Documentation struct {
	store.Doc      `bson:",inline"`
	CompanyID      string        `bson:"company_id"`
	MunicipalityID string        `bson:"municipality_id"`
	MentorID       string        `bson:"mentor_id"`
	PlacementID    string        `bson:"placement_id"`
	FirstName      string        `bson:"first_name"`
	Ends           caldate.Date  `bson:"ends"` // last day of the course, when last written
	Observations   []Observation `bson:"observations,omitempty"`
	Part           *Part         `bson:"part,omitempty"`
	Sight          *Sight        `bson:"sight,omitempty"`
	Deliveries     []Delivery    `bson:"deliveries,omitempty"` // oldest first
	audit.Trail    `bson:",inline"`
}

// Mark is who did something, and when.
type Mark struct {
	By string    `bson:"by"` // name
	At time.Time `bson:"at"`
}

// Observation is something that was noticed at work: what, under which working
// condition, and how it went.
type Observation struct {
	ID        string       `bson:"id" json:"id"`
	What      string       `bson:"what" json:"what"`
	Condition string       `bson:"condition,omitempty" json:"condition,omitempty"` // of opening.Conditions, or ""
	Outcome   string       `bson:"outcome" json:"outcome"`                         // of Outcomes
	On        caldate.Date `bson:"on" json:"on"`
	Mark      `bson:",inline" json:"-"`
}

// Outcomes lists how it can have gone. None is a bad one.
func Outcomes() []string { return []string{"better", "same", "harder"} }

// Part is what the firm adds.
type Part struct {
	Effects   []Effect `bson:"effects,omitempty" json:"effects,omitempty"` // of the conditions in place, each
	Aids      []Aid    `bson:"aids,omitempty" json:"aids,omitempty"`
	Intensity string   `bson:"intensity" json:"intensity"` // of the work, in own words
	Next      string   `bson:"next" json:"next"`           // step
	Mark      `bson:",inline" json:"-"`
}

// Effect is what a working condition did.
type Effect struct {
	Condition string `bson:"condition" json:"condition"`
	Effect    string `bson:"effect" json:"effect"`                 // of Effects
	Word      string `bson:"word,omitempty" json:"word,omitempty"` // about the work
}

// Effects lists what a condition can have done.
func Effects() []string { return []string{"helped", "not_needed", "not_tried"} }

// Aid is something that made the work easier.
type Aid struct {
	What string       `bson:"what" json:"what"`
	From caldate.Date `bson:"from" json:"from"`
	Lent string       `bson:"lent,omitempty" json:"lent,omitempty"` // by whom, "" for the firm itself
}

// MostAids is how many rows of aids there can be.
const MostAids = 6

// Sight is that the candidate has seen what there was. Somebody else writes it
// down, and why is one of placement.HelpReasons.
type Sight struct {
	Print   string `bson:"print"` // of what was seen
	Helped  string `bson:"helped"`
	Comment string `bson:"comment,omitempty"` // the candidate's own words
	Mark    `bson:",inline"`
}

// Delivery is a version as the consultant got it. It does not change.
type Delivery struct {
	Content Content `bson:"content"`
	Sight   Sight   `bson:"sight"`
	Print   string  `bson:"print"`
	Mark    `bson:",inline"`
	Receipt *Mark `bson:"receipt,omitempty"`
}

// Print names what the documentation says: two that say the same have the same one.
func (c Content) Print() string {
	said, _ := json.Marshal(c) // plain texts and numbers cannot fail
	h := fnv.New64a()
	_, _ = h.Write(said)
	return fmt.Sprintf("%016x", h.Sum64())
}

// Last is what was delivered last.
func (d Documentation) Last() (Delivery, bool) {
	if n := len(d.Deliveries); n > 0 {
		return d.Deliveries[n-1], true
	}
	return Delivery{}, false
}

// Begins is the first day there is a draft to see, some days before the last day of
// the course, and whether there will be one: of a course that came to nothing there
// is nothing to tell.
func Begins(p placement.Placement) (caldate.Date, bool) {
	return p.LastDay().Add(-draftBefore), meeting.Agreed(p) && !p.LastDay().Before(p.OpensOn())
}

// Due is the day the documentation is to be delivered by.
func Due(p placement.Placement) caldate.Date { return p.LastDay().Add(dueAfter) }

const (
	draftBefore = 14
	dueAfter    = 7
)

// Missing tells whether the documentation of a course is still to be delivered
// once its last day has come.
func (d Documentation) Missing(p placement.Placement, today caldate.Date) bool {
	_, will := Begins(p)
	return will && len(d.Deliveries) == 0 && !today.Before(p.LastDay())
}

// Late tells whether it should have been delivered.
func (d Documentation) Late(p placement.Placement, today caldate.Date) bool {
	return d.Missing(p, today) && today.After(Due(p))
}

// Seen tells whether the candidate has seen what the firm wrote last. Whether the
// weeks are still the same, StatusOn says.
func (d Documentation) Seen() bool {
	return d.Part != nil && d.Sight != nil && !d.Sight.At.Before(d.Part.At)
}

// Observation finds one by its id.
func (d Documentation) Observation(id string) (Observation, bool) {
	i := slices.IndexFunc(d.Observations, func(o Observation) bool { return o.ID == id })
	if i < 0 {
		return Observation{}, false
	}
	return d.Observations[i], true
}

// Table is where documentation is kept.
var Table = store.Table[Documentation]{
	Name: "documentation",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "ends"}},
		{Name: "mentor", Keys: []string{"company_id", "mentor_id", "ends"}},
		{Name: "municipality", Keys: []string{"municipality_id", "ends"}},
		{Name: "changed", Keys: []string{"changed_at"}},
	},
}

// documentID names the documentation of a course, so that there is one.
func documentID(placementID string) string { return "dok_" + placementID }

// Empty is the documentation of a course that nobody has done anything about yet.
func Empty(p placement.Placement) Documentation {
	d := Documentation{Doc: store.Doc{ID: documentID(p.ID)}, PlacementID: p.ID}
	d.copyCourse(p)
	return d
}

// copyCourse takes over what the course says now.
func (d *Documentation) copyCourse(p placement.Placement) {
	d.CompanyID, d.MunicipalityID, d.MentorID = p.CompanyID, p.MunicipalityID, p.MentorID
	d.FirstName, d.Ends = p.FirstName, p.LastDay()
}
