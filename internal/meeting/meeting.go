// Package meeting holds the follow-up of a course: its meetings, the answer to
// the paid-hours question that every meeting gives, the milestones that come of
// "not yet", and the firm's intention to hire later.
//
// The plan of meetings follows from the course (Plan) and is not stored; what
// is stored is what people did: moved, called, held, noted, closed or cancelled
// a meeting. A meeting goes from planned over called and held to noted and
// closed, and cannot be closed while the question of paid hours is unanswered.
// The notes are shared by all parties; there is no place in them for health.
package meeting

import (
	"slices"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// FollowUp is everything about following up one course, in one document.
type FollowUp struct {
	store.Doc      `bson:",inline"`
	CompanyID      string       `bson:"company_id"`
	MunicipalityID string       `bson:"municipality_id"`
	MentorID       string       `bson:"mentor_id"`
	PlacementID    string       `bson:"placement_id"`
	FirstName      string       `bson:"first_name"`
	Ends           caldate.Date `bson:"ends"`     // last day of the course, when last written
	Meetings       []Meeting    `bson:"meetings"` // those that somebody did something to
	Milestones     []Milestone  `bson:"milestones"`
	Intention      *Intention   `bson:"intention"`
	OpenUntil      caldate.Date `bson:"open_until"` // for the index: see openUntil
	audit.Trail    `bson:",inline"`
}

// Kind says which meeting of the course it is.
type Kind string

const (
	Halfway Kind = "halfway"
	Interim Kind = "interim" // between those that the agreement names
	End     Kind = "end"
)

// Meeting is one follow-up meeting with its shared note.
type Meeting struct {
	ID        string        `bson:"id"`
	Kind      Kind          `bson:"kind"`
	On        caldate.Date  `bson:"on"`
	Time      int           `bson:"time"` // minutes after midnight, or 0 when not agreed
	Place     string        `bson:"place"`
	Moved     []Move        `bson:"moved"`
	Called    *Mark         `bson:"called"`
	Held      *Held         `bson:"held"`
	Cancelled *Cancellation `bson:"cancelled"`
	Note      Note          `bson:"note"`
	Noted     *Mark         `bson:"noted"` // the last change of the note
	Closed    *Mark         `bson:"closed"`
}

// Mark is who did something, and when.
type Mark struct {
	By string    `bson:"by"` // name
	At time.Time `bson:"at"`
}

// Move is a meeting's change of date.
type Move struct {
	From caldate.Date `bson:"from"`
	Who  string       `bson:"who"` // the party that asked for it
	Why  string       `bson:"why"` // "" where the candidate asked
	Mark `bson:",inline"`
}

// Held tells that a meeting took place.
type Held struct {
	On       caldate.Date `bson:"on"`
	Attended []string     `bson:"attended"` // of Parties
	Mark     `bson:",inline"`
}

// Cancellation tells that a meeting does not take place.
type Cancellation struct {
	Who   string `bson:"who"`   // the party that cancelled
	Why   string `bson:"why"`   // "" where the candidate cancelled
	Again string `bson:"again"` // the meeting that was planned instead, or ""
	Mark  `bson:",inline"`
}

// ReplanBy is the day by which a cancelled meeting must be planned anew.
func (c Cancellation) ReplanBy() caldate.Date { return caldate.Of(c.At).Add(7) }

// Parties lists who takes part in a meeting.
func Parties() []string { return []string{"firm", "candidate", "consultant"} }

// Milestone is what must be in place before hours can be paid. Somebody has to
// see to it by a date.
type Milestone struct {
	ID      string       `bson:"id"`
	Text    string       `bson:"text"`
	Owner   string       `bson:"owner"` // of Parties
	Due     caldate.Date `bson:"due"`
	Meeting string       `bson:"meeting"` // that it came of
	Made    Mark         `bson:"made"`
	Reached *Reached     `bson:"reached"`
	Dropped *Dropped     `bson:"dropped"`
}

// Reached tells that a milestone is in place.
type Reached struct {
	On   caldate.Date `bson:"on"`
	Mark `bson:",inline"`
}

// Dropped tells that a milestone is given up.
type Dropped struct {
	Because string `bson:"because"`
	Mark    `bson:",inline"`
}

// Intention is a firm's wish to hire that waits for a day: there is no money in
// this year's budget, say. It outlives the course.
type Intention struct {
	What    string       `bson:"what"`    // of Intentions
	Minutes int          `bson:"minutes"` // a week
	Wakes   caldate.Date `bson:"wakes"`
	OwnerID string       `bson:"owner_id"` // person of the firm
	Owner   string       `bson:"owner"`    // name
	WhyNot  string       `bson:"why_not"`  // now
	Parked  Mark         `bson:"parked"`
	Ended   *Ending      `bson:"ended"`
}

// Intentions lists what a firm can mean to do later.
func Intentions() []string { return []string{"hire", "more_hours", "fleksjob", "loentilskud"} }

// intended is what a firm that said no until a day means to do then.
func intended(c placement.Conversion) Intention {
	what := map[placement.ConversionKind]string{placement.Fleksjob: "fleksjob", placement.WageSubsidy: "loentilskud"}[c.Kind]
	switch {
	case c.Declined.Reason == "rather_ordinary":
		what = "hire"
	case what == "":
		what = "more_hours"
	}
	return Intention{What: what, Minutes: c.MinutesAWeek, Wakes: c.Declined.On}
}

// Ending is what became of an intention.
type Ending struct {
	Outcome string `bson:"outcome"` // of Outcomes
	Note    string `bson:"note"`
	Mark    `bson:",inline"`
}

// Outcomes lists what can become of an intention.
func Outcomes() []string { return []string{"done", "given_up"} }

// Table is where follow-ups are kept.
var Table = store.Table[FollowUp]{
	Name: "meetings",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "open_until"}},
		{Name: "mentor", Keys: []string{"company_id", "mentor_id", "open_until"}},
		{Name: "municipality", Keys: []string{"municipality_id", "open_until"}},
		{Name: "changed", Keys: []string{"changed_at"}},
	},
}

// followUpID names the follow-up of a course, so that there is one.
func followUpID(placementID string) string { return "fol_" + placementID }

// empty is the follow-up of a course that nobody has done anything about yet.
func empty(p placement.Placement) FollowUp {
	f := FollowUp{Doc: store.Doc{ID: followUpID(p.ID)}, PlacementID: p.ID}
	f.copyCourse(p)
	return f
}

// copyCourse takes over what the course says now.
func (f *FollowUp) copyCourse(p placement.Placement) {
	f.CompanyID, f.MunicipalityID, f.MentorID = p.CompanyID, p.MunicipalityID, p.MentorID
	f.FirstName, f.Ends = p.FirstName, p.LastDay()
	f.OpenUntil = f.openUntil()
}

// forever is later than any day somebody asks about.
var forever = caldate.MustParse("9999-12-31")

// openUntil is the last day on which the follow-up may concern somebody: the
// course's last day, and no end while a milestone is open, an intention is
// parked or a meeting is not closed.
func (f FollowUp) openUntil() caldate.Date {
	open := f.Intention != nil && f.Intention.Ended == nil ||
		slices.ContainsFunc(f.Milestones, func(m Milestone) bool { return m.Status() == Unreached }) ||
		slices.ContainsFunc(f.Meetings, func(m Meeting) bool { return m.Held != nil && m.Closed == nil })
	if open {
		return forever
	}
	return f.Ends
}

// Milestone finds a milestone by its id.
func (f FollowUp) Milestone(id string) (Milestone, bool) {
	i := slices.IndexFunc(f.Milestones, func(m Milestone) bool { return m.ID == id })
	if i < 0 {
		return Milestone{}, false
	}
	return f.Milestones[i], true
}

// OpenMilestones lists those that are neither reached nor dropped, the first
// due first.
func (f FollowUp) OpenMilestones() []Milestone {
	var open []Milestone
	for _, m := range f.Milestones {
		if m.Status() == Unreached {
			open = append(open, m)
		}
	}
	slices.SortStableFunc(open, func(a, b Milestone) int { return a.Due.Compare(b.Due) })
	return open
}
