// Package hours holds the weekly hour log of a placement and its approval.
//
// A week belongs to one placement. The mentor adds lines and says that the
// week is done, or that there were no hours; both are deliberate acts, because
// otherwise nobody knows "worked nothing" from "forgot". The approver sees the
// days, approves them or returns single days with a reason; returned days, and
// only those, can then be changed and handed in again. Nothing is ever
// approved by silence, and nobody approves what they logged themselves, except
// where one person is all there is; that is labelled.
package hours

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Week is the log of one placement in one ISO week.
type Week struct {
	store.Doc      `bson:",inline"`
	CompanyID      string         `bson:"company_id"`
	MunicipalityID string         `bson:"municipality_id"`
	MentorID       string         `bson:"mentor_id"`
	PlacementID    string         `bson:"placement_id"`
	FirstName      string         `bson:"first_name"`
	MentorName     string         `bson:"mentor_name"`
	Week           caldate.Week   `bson:"week"`
	Planned        int            `bson:"planned"` // minutes, as the staircase stood when last changed
	Lines          []Line         `bson:"lines"`
	Days           map[string]Day `bson:"days"` // decisions by date, such as "2026-11-17"
	SubmittedAt    time.Time      `bson:"submitted_at,omitempty"`
	SubmittedBy    string         `bson:"submitted_by,omitempty"` // name
	SubmittedByID  string         `bson:"submitted_by_id,omitempty"`
	NoHours        bool           `bson:"no_hours"` // affirmed: nothing was worked
	ApprovedAt     time.Time      `bson:"approved_at,omitempty"`
	ApprovedBy     string         `bson:"approved_by,omitempty"` // name
	SelfApproved   bool           `bson:"self_approved"`
	Status         Status         `bson:"status"` // a copy for the index; see statusOf
	audit.Trail    `bson:",inline"`
}

// Line is a piece of work on a day.
type Line struct {
	ID        string           `bson:"id"`
	Date      caldate.Date     `bson:"date"`
	Begin     int              `bson:"begin"` // minutes after midnight, or -1 when only the length is known
	Minutes   int              `bson:"minutes"`
	TaskID    string           `bson:"task_id"`
	TaskTitle string           `bson:"task_title"`
	Kind      placement.Strand `bson:"kind"`
	EnteredBy string           `bson:"entered_by"` // person id
}

// End is when a line with a beginning ends, in minutes after midnight.
func (l Line) End() int { return l.Begin + l.Minutes }

// describe sums a line up for the history, in numbers that read the same in
// every language.
func (l Line) describe() string {
	return fmt.Sprintf("%s, %d:%02d, %s", l.Date.Danish(), l.Minutes/60, l.Minutes%60, l.TaskTitle)
}

// Touched tells whether a person logged any of the week's lines or handed it
// in: then approving it is approving oneself.
func (w Week) Touched(personID string) bool {
	return w.SubmittedByID == personID || slices.ContainsFunc(w.Lines, func(l Line) bool { return l.EnteredBy == personID })
}

// Day is an approver's decision about one day.
type Day struct {
	Approved bool      `bson:"approved"` // otherwise returned
	By       string    `bson:"by"`       // name
	At       time.Time `bson:"at"`
	Reason   string    `bson:"reason,omitempty"`
}

// Status is where a week stands.
type Status string

const (
	Open      Status = "open"
	Submitted Status = "submitted"
	Returned  Status = "returned" // some days are to be put right
	Approved  Status = "approved"
)

// statusOf derives the status from the facts.
func statusOf(w Week) Status {
	switch {
	case !w.ApprovedAt.IsZero():
		return Approved
	case len(w.ReturnedDays()) > 0:
		return Returned
	case !w.SubmittedAt.IsZero():
		return Submitted
	default:
		return Open
	}
}

// ReturnedDays lists the days that are to be put right, in order.
func (w Week) ReturnedDays() []caldate.Date {
	var days []caldate.Date
	for _, key := range slices.Sorted(maps.Keys(w.Days)) {
		if d, err := caldate.Parse(key); err == nil && !w.Days[key].Approved {
			days = append(days, d)
		}
	}
	return days
}

// Logged is the sum of all lines in minutes.
func (w Week) Logged() int { return sum(w.Lines, func(Line) bool { return true }) }

// LoggedKind is the sum of the lines of one kind in minutes.
func (w Week) LoggedKind(kind placement.Strand) int {
	return sum(w.Lines, func(l Line) bool { return l.Kind == kind })
}

// LoggedOn is the sum of a day in minutes.
func (w Week) LoggedOn(d caldate.Date) int {
	return sum(w.Lines, func(l Line) bool { return l.Date == d })
}

func sum(lines []Line, counts func(Line) bool) int {
	total := 0
	for _, l := range lines {
		if counts(l) {
			total += l.Minutes
		}
	}
	return total
}

// ApprovedMinutes is what counts: the sum of an approved week, otherwise nothing.
func (w Week) ApprovedMinutes() int {
	if w.ApprovedAt.IsZero() {
		return 0
	}
	return w.Logged()
}

// WorkedDays lists the days with lines, in order.
func (w Week) WorkedDays() []caldate.Date {
	var days []caldate.Date
	for _, l := range w.Lines {
		if !slices.Contains(days, l.Date) {
			days = append(days, l.Date)
		}
	}
	slices.SortFunc(days, caldate.Date.Compare)
	return days
}

// CanEdit tells whether lines of a day may change now: any day of an open
// week, and only the returned days of a returned one.
func (w Week) CanEdit(d caldate.Date) bool {
	switch statusOf(w) {
	case Open:
		return true
	case Returned:
		decision, decided := w.Days[d.String()]
		return decided && !decision.Approved
	default:
		return false
	}
}

// Table is where weeks are kept.
var Table = store.Table[Week]{
	Name: "weeks",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "week"}},
		{Name: "mentor", Keys: []string{"company_id", "mentor_id", "week"}},
		{Name: "municipality", Keys: []string{"municipality_id", "week"}},
		{Name: "company_placement", Keys: []string{"company_id", "placement_id", "week"}},
		{Name: "mentor_placement", Keys: []string{"company_id", "mentor_id", "placement_id", "week"}},
		{Name: "municipality_placement", Keys: []string{"municipality_id", "placement_id", "week"}},
	},
}

// weekID names the log of a placement in a week, so that there is one.
func weekID(placementID string, w caldate.Week) string { return "wk_" + placementID + "_" + w.String() }
