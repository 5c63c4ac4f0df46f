// Package hours holds the weekly hour log of a placement and its approval.
//
// A week belongs to one placement. The mentor adds lines and says that the
// week is done, or that there were no hours; both are deliberate acts, because
// otherwise nobody knows "worked nothing" from "forgot". The approver sees the
// days, asks, approves them or returns single days with a reason; returned
// days, and only those, can then be changed and handed in again. Nothing is
// ever approved by silence, and nobody approves what they logged themselves,
// except where one person is all there is; that is labelled.
//
// What is approved stays. A correction with a reason, or the reopening of
// locked days, keeps it as a version that counts until the week is approved
// again. Which command is possible at which status stands in one table, in
// machine.go.
package hours

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"fodfaeste/internal/access"
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
	Word           Word           `bson:"word"`
	OpenedAt       time.Time      `bson:"opened_at,omitempty"` // when an approver first looked at what was handed in
	OpenedBy       string         `bson:"opened_by,omitempty"` // name
	Questions      []Question     `bson:"questions,omitempty"`
	ApprovedAt     time.Time      `bson:"approved_at,omitempty"`
	ApprovedBy     string         `bson:"approved_by,omitempty"` // name
	SelfApproved   bool           `bson:"self_approved"`
	AboveReason    string         `bson:"above_reason,omitempty"`   // the approver's word for hours above the plan
	SeenAt         time.Time      `bson:"seen_at,omitempty"`        // by the municipality's consultant: the second pair of eyes
	SeenBy         string         `bson:"seen_by,omitempty"`        // name
	CorrectedAt    time.Time      `bson:"corrected_at,omitempty"`   // last; then it was approved before
	CorrectedBy    string         `bson:"corrected_by,omitempty"`   // name
	Correctors     []string       `bson:"correctors,omitempty"`     // everybody who corrected it since: person ids
	LockedThrough  caldate.Date   `bson:"locked_through,omitempty"` // days up to this one are exported or claimed
	ToLook         bool           `bson:"to_look"`                  // the consultant has something to look at: toSee, for the index
	Versions       []Version      `bson:"versions,omitempty"`       // what was approved earlier, in order
	Superseded     bool           `bson:"-"`                        // this is what was approved; it is being changed now
	audit.Trail    `bson:",inline"`
}

// Line is a piece of work on a day.
type Line struct {
	ID          string       `bson:"id"`
	Date        caldate.Date `bson:"date"`
	Begin       int          `bson:"begin"` // minutes after midnight, or -1 when only the length is known
	Minutes     int          `bson:"minutes"`
	TaskID      string       `bson:"task_id"`    // "" for an absence
	TaskTitle   string       `bson:"task_title"` // "" for an absence
	Kind        Kind         `bson:"kind"`
	Absence     string       `bson:"absence,omitempty"` // one of AbsenceReasons
	Note        string       `bson:"note,omitempty"`
	EnteredBy   string       `bson:"entered_by"` // person id
	EnteredName string       `bson:"entered_name,omitempty"`
}

// Kind is what kind of hours a line makes: that of its task on the day, or
// absence, which makes none.
type Kind string

const (
	Paid       = Kind(placement.Paid)
	Subsidised = Kind("subsidised") // pay with a wage subsidy
	Praktik    = Kind(placement.Praktik)
	Teaching   = Kind("teaching") // lessons at the workplace, part of the praktik
	Absence    = Kind("absence")
)

// Strand is which of the two the hours of a kind belong to, "" for absence.
func (k Kind) Strand() placement.Strand {
	switch k {
	case Paid, Subsidised:
		return placement.Paid
	case Praktik, Teaching:
		return placement.Praktik
	}
	return ""
}

// AbsenceReasons lists why somebody was not there. Ill is all that is asked
// about health.
func AbsenceReasons() []string { return []string{"ill", "appointment", "day_off", "closed", "no_show"} }

// Word is the weekly line: how the week went, in a face and a sentence.
type Word struct {
	Face string `bson:"face,omitempty"` // one of Faces, or ""
	Text string `bson:"text,omitempty"`
	Call bool   `bson:"call,omitempty"` // "ring til mig"
}

// Faces lists how a week can have gone, best first.
func Faces() []string { return []string{"good", "fair", "hard"} }

// Question is what an approver asks about a week without sending it back.
type Question struct {
	Text       string    `bson:"text"`
	By         string    `bson:"by"` // name
	At         time.Time `bson:"at"`
	Answer     string    `bson:"answer,omitempty"`
	AnsweredBy string    `bson:"answered_by,omitempty"` // name
	AnsweredAt time.Time `bson:"answered_at,omitempty"`
}

// Version is what was approved until a correction or a reopening. The last one
// counts until the week is approved again.
type Version struct {
	Lines         []Line       `bson:"lines"`
	ApprovedAt    time.Time    `bson:"approved_at"`
	ApprovedBy    string       `bson:"approved_by"` // name
	SelfApproved  bool         `bson:"self_approved,omitempty"`
	Planned       int          `bson:"planned"` // minutes
	NoHours       bool         `bson:"no_hours,omitempty"`
	Word          Word         `bson:"word"`
	AboveReason   string       `bson:"above_reason,omitempty"`
	SeenAt        time.Time    `bson:"seen_at,omitempty"`
	SeenBy        string       `bson:"seen_by,omitempty"` // name
	LockedThrough caldate.Date `bson:"locked_through,omitempty"`
	Reason        string       `bson:"reason"` // why it was opened
	By            string       `bson:"by"`     // who opened it: name
	At            time.Time    `bson:"at"`
}

// End is when a line with a beginning ends, in minutes after midnight.
func (l Line) End() int { return l.Begin + l.Minutes }

// describe sums a line up for the history, in numbers that read the same in
// every language.
func (l Line) describe() string {
	if l.Kind == Absence {
		return l.Date.Danish()
	}
	return fmt.Sprintf("%s, %d:%02d, %s", l.Date.Danish(), l.Minutes/60, l.Minutes%60, l.TaskTitle)
}

// Touched tells whether a person logged any of the week's lines, corrected it
// or handed it in: then approving it is approving oneself.
func (w Week) Touched(personID string) bool {
	return w.SubmittedByID == personID || slices.Contains(w.Correctors, personID) ||
		slices.ContainsFunc(w.Lines, func(l Line) bool { return l.EnteredBy == personID })
}

// Day is an approver's decision about one day.
type Day struct {
	Approved bool      `bson:"approved"` // otherwise returned
	By       string    `bson:"by"`       // name
	At       time.Time `bson:"at"`
	Reason   string    `bson:"reason,omitempty"`
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

// LoggedStrand is the sum of the lines of one strand in minutes.
func (w Week) LoggedStrand(s placement.Strand) int {
	return sum(w.Lines, func(l Line) bool { return l.Kind.Strand() == s })
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

// InForce are the lines that count, and whether anything was ever approved:
// those of an approved week, or while one is corrected or open again those that
// were approved last.
func (w Week) InForce() (lines []Line, approved bool) {
	switch last := len(w.Versions) - 1; {
	case !w.ApprovedAt.IsZero():
		return w.Lines, true
	case last >= 0:
		return w.Versions[last].Lines, true
	default:
		return nil, false
	}
}

// WordInForce is the weekly line that counts, as InForce; none when nothing was
// ever approved.
func (w Week) WordInForce() Word {
	switch last := len(w.Versions) - 1; {
	case !w.ApprovedAt.IsZero():
		return w.Word
	case last >= 0:
		return w.Versions[last].Word
	}
	return Word{}
}

// asApproved is the week as eyes outside the firm see it: what counts, and what
// happened to it up to then. False when nothing was ever approved.
func (w Week) asApproved() (Week, bool) {
	lines, approved := w.InForce()
	if !approved {
		return w, false
	}
	if last := len(w.Versions) - 1; w.ApprovedAt.IsZero() {
		v := w.Versions[last]
		w.Lines, w.ApprovedAt, w.ApprovedBy, w.SelfApproved, w.LockedThrough = lines, v.ApprovedAt, v.ApprovedBy, v.SelfApproved, v.LockedThrough
		w.Planned, w.NoHours, w.Word, w.AboveReason, w.SeenAt, w.SeenBy = v.Planned, v.NoHours, v.Word, v.AboveReason, v.SeenAt, v.SeenBy
		w.Superseded = true
		w.Versions = w.Versions[:last]
	}
	w.Days, w.Questions = nil, nil
	told := map[string]bool{}
	for _, t := range machine {
		for _, event := range t.Events {
			told[event] = t.Used == access.ConfirmHours || t.Used == access.ApproveHours && t.Command != Look && t.Command != Ask && t.Command != Return
		}
	}
	w.Events = slices.DeleteFunc(slices.Clone(w.Events), func(e audit.Event) bool {
		return !told[e.Type] || e.Type == "line_corrected" && e.At.After(w.ApprovedAt)
	})
	return w, true
}

// ApprovedMinutes is the sum of the lines that count.
func (w Week) ApprovedMinutes() int {
	lines, _ := w.InForce()
	return sum(lines, func(Line) bool { return true })
}

// AbovePlan tells whether more was logged than the staircase says: the brake.
func (w Week) AbovePlan() bool { return w.Logged() > w.Planned }

// OpenQuestion is the question nobody has answered yet.
func (w Week) OpenQuestion() (Question, bool) {
	if last := len(w.Questions) - 1; last >= 0 && w.Questions[last].AnsweredAt.IsZero() {
		return w.Questions[last], true
	}
	return Question{}, false
}

// WorkedDays lists the days with lines, absence included, in order.
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
	switch w.Status() {
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
		{Name: "municipality_to_look", Keys: []string{"municipality_id", "to_look", "week"}},
		{Name: "company_placement", Keys: []string{"company_id", "placement_id", "week"}},
		{Name: "mentor_placement", Keys: []string{"company_id", "mentor_id", "placement_id", "week"}},
		{Name: "municipality_placement", Keys: []string{"municipality_id", "placement_id", "week"}},
		{Name: "changed", Keys: []string{"changed_at"}},
	},
}

// weekID names the log of a placement in a week, so that there is one.
func weekID(placementID string, w caldate.Week) string { return "wk_" + placementID + "_" + w.String() }
