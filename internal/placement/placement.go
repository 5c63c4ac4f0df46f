// Package placement holds the course of one person in one firm: what is agreed
// (tasks on two strands, an hour staircase, meetings, the paid-hours question),
// who has said yes to it, and what the municipality decided in VITAS.
//
// An agreement goes from draft to the parties; the firm, the candidate and the
// employee representative each tick it; praktik then needs the approval that
// is given in VITAS and recorded here. Until that stands, the hour log is
// closed. A change of a part removes the ticks of those it touches, and what
// the parties had before is kept. A course under way can pause and come back,
// stop before its last day, or be extended beyond it; nothing is deleted by that.
//
// Under way the plan of hours changes in versions below what VITAS granted
// (plan.go), tasks climb a ladder (ladder.go), and tasks that are mastered become
// paid from a Monday on (conversion.go); which strand a task lies on therefore
// depends on the day (strand.go).
package placement

import (
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Placement is one person's course in one firm.
type Placement struct {
	store.Doc      `bson:",inline"`
	CompanyID      string         `bson:"company_id"`
	MunicipalityID string         `bson:"municipality_id"`
	MentorID       string         `bson:"mentor_id"`
	MentorName     string         `bson:"mentor_name"`
	CompanyName    string         `bson:"company_name"`
	OpeningID      string         `bson:"opening_id"`
	ReferralID     string         `bson:"referral_id"`
	CandidateID    string         `bson:"candidate_id,omitempty"` // whose course it is, for counting people; "" in courses from before it was kept
	FirstName      string         `bson:"first_name"`
	Conditions     []string       `bson:"conditions"`
	Consented      []string       `bson:"consented"` // what the person consented to: paid, praktik
	Consultant     string         `bson:"consultant"`
	Agreement      Agreement      `bson:"agreement"`
	Earlier        []Version      `bson:"earlier,omitempty"` // oldest first
	Revision       int            `bson:"revision"`          // counts the changes that somebody must say yes to again
	SentAt         time.Time      `bson:"sent_at,omitempty"` // to the parties
	Company        *Tick          `bson:"company_tick"`
	Candidate      *Tick          `bson:"candidate_tick"`
	Representative Representative `bson:"representative"`
	LinkHash       string         `bson:"link_hash"` // of the representative's link, or ""
	Vitas          Vitas          `bson:"vitas"`
	FirstDay       FirstDay       `bson:"first_day"`
	Guests         []Guest        `bson:"guests,omitempty"`
	GuestLinks     []string       `bson:"guest_links"` // hashes of the links that still open something
	Suggestions    []Suggestion   `bson:"suggestions,omitempty"`
	Checks         []SupportCheck `bson:"checks,omitempty"`     // one for each side that saved one
	Staircases     []Staircase    `bson:"staircases,omitempty"` // later plans of hours, oldest first
	Ladder         []Rung         `bson:"ladder,omitempty"`     // how tasks moved, oldest first
	Conversions    []Conversion   `bson:"conversions,omitempty"`
	Quiet          bool           `bson:"quiet,omitempty"` // curves and sums of hours are kept from those beside the person
	Stop           *Stop          `bson:"stop,omitempty"`
	Pauses         []Pause        `bson:"pauses,omitempty"`       // by their first day; they do not overlap
	Extensions     []Extension    `bson:"extensions,omitempty"`   // oldest first
	WithdrawnAt    time.Time      `bson:"withdrawn_at,omitempty"` // consent: then the firm's id is gone
	audit.Trail    `bson:",inline"`
}

// Agreement is what the parties agree on.
type Agreement struct {
	PNumber        string       `bson:"p_number"`
	Workplace      string       `bson:"workplace"`
	Purpose        string       `bson:"purpose"` // of the praktik; "" without one
	Tasks          []Task       `bson:"tasks"`
	Start          caldate.Date `bson:"start"`
	End            caldate.Date `bson:"end"` // last day
	Ramp           Ramp         `bson:"ramp"`
	Steps          []Step       `bson:"steps"`
	Other          []OtherHours `bson:"other,omitempty"`
	Meetings       []Meeting    `bson:"meetings"`
	PaidHours      PaidHours    `bson:"paid_hours"`
	Promise        string       `bson:"promise"`                   // what must be in place to be hired, in the firm's words
	PromiseMinutes int          `bson:"promise_minutes,omitempty"` // a week, of the job that is promised
	DecideOn       caldate.Date `bson:"decide_on,omitempty"`       // when the firm says whether it hires
}

// Task is a piece of work on one of the two strands.
type Task struct {
	ID      string `bson:"id"`
	Title   string `bson:"title"`
	Minutes int    `bson:"minutes"` // a week
	Strand  Strand `bson:"strand"`

	// Teaching is lessons at the workplace: praktik hours, and not work that
	// anybody climbs a ladder with or is paid for one day.
	Teaching bool `bson:"teaching,omitempty"`
	// Subsidised is pay with a wage subsidy. It follows from the conversion that
	// took the task over, so only TaskOn knows it.
	Subsidised bool `bson:"-"`
}

// Kind is what kind of hours the task makes: a text key below "strand.".
func (t Task) Kind() string {
	switch {
	case t.Teaching:
		return "teaching"
	case t.Subsidised:
		return "subsidised"
	}
	return string(t.Strand)
}

// TaskKinds lists the kinds that an agreement can give a task, in the order
// pages show them.
func TaskKinds() []string { return append(Strands(), "teaching") }

// OfKind gives the task one of TaskKinds; what is none of them becomes a strand
// that no agreement is saved with.
func (t Task) OfKind(kind string) Task {
	if t.Teaching = kind == "teaching"; t.Teaching {
		kind = string(Praktik)
	}
	t.Strand = Strand(kind)
	return t
}

// Strand tells what kind of hours a task makes. Paid and praktik hours of one
// person at one place must lie in different work functions (LAB § 59).
type Strand string

const (
	Paid    Strand = "paid"
	Praktik Strand = "praktik"
)

// Strands lists the choices in the order pages show them.
func Strands() []string { return []string{string(Paid), string(Praktik)} }

// PraktikPurposes are the reasons a praktik can have (BEK 1216/2023 § 60(2)).
func PraktikPurposes() []string { return []string{"ordinary_hours", "skills", "clarify_goal"} }

// Meeting is a follow-up that is planned from the start.
type Meeting struct {
	On   caldate.Date `bson:"on"`
	Kind string       `bson:"kind"` // halfway or end
}

// PaidHours is the answer to the question asked at every meeting: are there
// paid hours in it?
type PaidHours struct {
	Answer string       `bson:"answer"`
	From   caldate.Date `bson:"from"` // for "yes"
	Note   string       `bson:"note"` // because …
}

// PaidAnswers lists the answers. "Not yet, because" is a good one.
func PaidAnswers() []string { return []string{"yes", "not_yet", "other_route", "not_relevant"} }

// Tick is a party's yes.
type Tick struct {
	By     string    `bson:"by"` // name
	At     time.Time `bson:"at"`
	Helped string    `bson:"helped,omitempty"` // why somebody else recorded it
}

// HelpReasons are why a consultant may record the candidate's own yes.
func HelpReasons() []string { return []string{"no_eid", "reserved", "needs_help"} }

// Representative is the employees' answer, given over a link without account.
type Representative struct {
	Name      string    `bson:"name"`
	NotNeeded bool      `bson:"not_needed"` // a firm without employees
	Answer    string    `bson:"answer"`     // yes, no or ""
	Reason    string    `bson:"reason"`
	Question  string    `bson:"question"`
	At        time.Time `bson:"at,omitempty"`
}

// settled tells whether nothing more is needed of the representative.
func (r Representative) settled() bool { return r.NotNeeded || r.Answer == "yes" }

// Vitas mirrors what VITAS says; somebody reads it there and records it here.
type Vitas struct {
	State     string       `bson:"state"` // "", sent, more_wanted, approved or refused
	Reference string       `bson:"reference"`
	On        caldate.Date `bson:"on"` // the day it was decided
	By        string       `bson:"by"`
	At        time.Time    `bson:"at,omitempty"`

	// GrantedMinutes is the highest praktik of a week that was approved; 0 when
	// nobody wrote it down. Grants are later approvals of other hours, in order.
	GrantedMinutes int     `bson:"granted_minutes,omitempty"`
	Grants         []Grant `bson:"grants,omitempty"`
}

// VitasStates lists what can be recorded.
func VitasStates() []string { return []string{"sent", "more_wanted", "approved", "refused"} }

// HasPraktik tells whether any task makes praktik hours, which need an approval.
func (a Agreement) HasPraktik() bool {
	return slices.ContainsFunc(a.Tasks, func(t Task) bool { return t.Strand == Praktik })
}

// Task finds a task by its id.
func (a Agreement) Task(id string) (Task, bool) {
	i := slices.IndexFunc(a.Tasks, func(t Task) bool { return t.ID == id })
	if i < 0 {
		return Task{}, false
	}
	return a.Tasks[i], true
}

// Table is where placements are kept.
var Table = store.Table[Placement]{
	Name: "placements",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "agreement.end"}},
		{Name: "mentor", Keys: []string{"company_id", "mentor_id", "agreement.end"}},
		{Name: "municipality", Keys: []string{"municipality_id", "agreement.end"}},
		{Name: "link", Keys: []string{"link_hash"}},
		{Name: "guest", Keys: []string{"guest_links"}},
		{Name: "changed", Keys: []string{"changed_at"}},
	},
}

// longestCourse is how many days the last day may lie after the first.
const longestCourse = 366

// check finds what keeps an agreement from being saved at all.
func (a Agreement) check() error {
	var faults fault.Fields
	if len(a.Tasks) == 0 {
		faults.Add("tasks.0.title", "required")
	}
	a.checkTasks(&faults)
	switch {
	case a.Start.IsZero():
		faults.Add("start", "required")
	case a.End.IsZero():
		faults.Add("end", "required")
	case a.End.Before(a.Start):
		faults.Add("end", "before_start")
	case a.End.Sub(a.Start) > longestCourse:
		faults.Add("end", "over_a_year")
	}
	for i, m := range a.Meetings {
		if !m.On.IsZero() && (m.On.Before(a.Start) || m.On.After(a.End)) {
			faults.Add(MeetingFields()[i], "outside_course")
		}
	}
	a.checkPromise(&faults)
	if code := a.Ramp.check(); code != "" {
		faults.Add("to_minutes", code)
	} else if paid, praktik := a.minutes(); paid+praktik > max(a.Ramp.From, a.Ramp.To) {
		faults.Add("to_minutes", "tasks_over_week")
	}
	a.checkOther(&faults)
	return faults.Err()
}

// checkPromise: hours and a date alone promise nothing.
func (a Agreement) checkPromise(faults *fault.Fields) {
	switch {
	case a.Promise == "" && (a.PromiseMinutes > 0 || !a.DecideOn.IsZero()):
		faults.Add("promise", "required")
	case a.PromiseMinutes > opening.MaxMinutes:
		faults.Add("promise_minutes", "over_full_week")
	case !a.DecideOn.IsZero() && a.DecideOn.Before(a.Start):
		faults.Add("decide_on", "before_start")
	}
}

func (a Agreement) checkTasks(faults *fault.Fields) {
	strands := map[string]Strand{}
	for i, t := range a.Tasks {
		name := strings.ToLower(t.Title)
		other, seen := strands[name]
		switch {
		case seen && other != t.Strand:
			faults.Add(opening.TaskField(i, "title"), "task_in_both")
		case seen:
			faults.Add(opening.TaskField(i, "title"), "task_twice")
		case t.Minutes <= 0:
			faults.Add(opening.TaskField(i, "minutes"), "required")
		case !slices.Contains(Strands(), string(t.Strand)):
			faults.Add(opening.TaskField(i, "strand"), "choose")
		}
		strands[name] = t.Strand
	}
}

// MeetingFields names the form fields of the two meetings.
func MeetingFields() []string { return []string{"halfway", "final"} }

// incomplete finds what an agreement must have before the parties see it.
func (p Placement) incomplete() error {
	faults := fault.Fields(fault.FieldsOf(p.Agreement.check()))
	a := p.Agreement
	if p.MentorID == "" {
		faults.Add("mentor", "choose")
	}
	p.checkConsent(&faults)
	if a.HasPraktik() && !slices.Contains(PraktikPurposes(), a.Purpose) {
		faults.Add("purpose", "choose")
	}
	for i, field := range MeetingFields() {
		if i >= len(a.Meetings) || a.Meetings[i].On.IsZero() {
			faults.Add(field, "required")
		}
	}
	a.PaidHours.check(&faults)
	return faults.Err()
}

// check finds what the answer to the paid-hours question lacks.
func (h PaidHours) check(faults *fault.Fields) {
	switch {
	case !slices.Contains(PaidAnswers(), h.Answer):
		faults.Add("paid_answer", "choose")
	case h.Answer == "yes" && h.From.IsZero():
		faults.Add("paid_from", "required")
	case h.Answer != "yes" && h.Note == "":
		faults.Add("paid_note", "required")
	}
}

// checkConsent finds tasks on a strand that the person did not consent to.
func (p Placement) checkConsent(faults *fault.Fields) {
	for i, task := range p.Agreement.Tasks {
		if !slices.Contains(p.Consented, string(task.Strand)) {
			faults.Add(opening.TaskField(i, "strand"), "strand_no_consent")
		}
	}
}
