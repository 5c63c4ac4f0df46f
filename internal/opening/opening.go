// Package opening holds the small jobs a firm has to give: a left-over task
// spotted in five questions becomes a draft with sensible defaults, is edited,
// published to the municipality's consultants, and closed.
package opening

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Opening is a small job on offer.
type Opening struct {
	store.Doc      `bson:",inline"`
	CompanyID      string    `bson:"company_id"`
	MunicipalityID string    `bson:"municipality_id"` // whose consultants review it, and see it when live
	CompanyName    string    `bson:"company_name"`
	Offer          Offer     `bson:"offer"`
	Mentor         Mentor    `bson:"mentor"`
	TouchedAt      time.Time `bson:"touched_at,omitempty"` // when the draft was last written in
	Submitted      *Mark     `bson:"submitted,omitempty"`  // for review; anew each time
	Review         *Review   `bson:"review,omitempty"`     // what came of that, if anything yet
	PublishedAt    time.Time `bson:"published_at,omitempty"`
	RenewedAt      time.Time `bson:"renewed_at,omitempty"` // when it was last said to be wanted still
	Paused         *Mark     `bson:"paused,omitempty"`
	ClosedAt       time.Time `bson:"closed_at,omitempty"`
	CloseReason    string    `bson:"close_reason,omitempty"`
	Pending        *Snapshot `bson:"pending,omitempty"`     // a change that waits for the consultant
	PreparedBy     string    `bson:"prepared_by,omitempty"` // who wrote the draft, if the firm did not
	CopyOf         string    `bson:"copy_of,omitempty"`     // the opening it was posted again from
	CampaignID     string    `bson:"campaign_id,omitempty"`
	Campaign       string    `bson:"campaign,omitempty"`    // its name, as it was
	Template       string    `bson:"template,omitempty"`    // that the draft followed; "" of one that did not begin with the five questions
	SamePerson     bool      `bson:"same_person,omitempty"` // who had that place is asked for again; only the municipality knows who
	audit.Trail    `bson:",inline"`

	// Copies for the index, written with the facts they follow from: the list it
	// is in and, where that comes with the clock, its last day there. Which of the
	// two sides of that day it is today, a query asks by a bound; so no copy is
	// ever wrong, and nothing has to run when a day ends. See file.
	Status Status       `bson:"status"`
	Until  caldate.Date `bson:"until"`

	Changing string `bson:"changing,omitempty"` // "yes" while a change waits
}

// changing is what the index finds openings by whose change waits.
const changing = "yes"

// Mark is who did something and when.
type Mark struct {
	By string    `bson:"by"` // name
	At time.Time `bson:"at"`
}

// Review is what the municipality's consultant said to an opening.
type Review struct {
	Verdict Verdict `bson:"verdict"`
	Reason  string  `bson:"reason,omitempty"` // of a no, for the firm
	Mark    `bson:",inline"`
}

// Verdict is what comes of a review. Sent back is not the end, rejected is.
type Verdict string

const (
	IsApproved Verdict = "approved"
	IsSentBack Verdict = "sent_back"
	IsRejected Verdict = "rejected"
)

// Offer is what the firm writes about the job.
type Offer struct {
	Title      string       `bson:"title"`
	Tasks      []Task       `bson:"tasks"`
	Minutes    int          `bson:"minutes"` // a week
	Months     int          `bson:"months"`
	Weeks      int          `bson:"weeks,omitempty"` // in place of months, for less than one
	When       string       `bson:"when"`            // days and times in the firm's own words
	Start      caldate.Date `bson:"start"`
	PNumber    string       `bson:"p_number"`
	Workplace  string       `bson:"workplace"` // its name
	Conditions []string     `bson:"conditions"`
	Kind       Kind         `bson:"kind"`
	Pair       bool         `bson:"pair,omitempty"` // two who start together are welcome
	Promise    string       `bson:"promise"`        // what must be true to be hired, in plain words
}

// Task is a piece of work with the minutes it takes a week.
type Task struct {
	ID      string `bson:"id"`
	Title   string `bson:"title"`
	Minutes int    `bson:"minutes"`
}

// Mentor is the colleague who shows the person the ropes.
type Mentor struct {
	PersonID string `bson:"person_id"`
	Name     string `bson:"name"`
}

// Kind says whether the hours are paid or praktik.
type Kind string

const (
	Paid           Kind = "paid"          // paid from day one
	PraktikFirst   Kind = "praktik_first" // praktik first, paid hours when tasks are mastered
	BothAtOnce     Kind = "both"          // some tasks paid and others as praktik
	DefaultMonths       = 3               // Jammerbugt's template for small jobs:
	DefaultMinutes      = 8 * 60          // three months, eight hours a week,
	MaxTasks            = 8               // two meetings, hire agreed beforehand
	MaxMinutes          = 37 * 60         // an ordinary full week
	MaxWeeks            = 12              // beyond that an offer says months
)

// Kinds lists the choices in the order the page shows them.
func Kinds() []string { return []string{string(Paid), string(PraktikFirst), string(BothAtOnce)} }

// Conditions is the pick-list of working conditions on offer or needed. They
// are about the work; there is no word for a diagnosis.
func Conditions() []string {
	return []string{"calm", "fixed_tasks", "predictable_times", "few_people", "no_heavy_lifts", "sitting_breaks", "own_pace", "written_steps", "short_days"}
}

// Table is where openings are kept.
var Table = store.Table[Opening]{
	Name: "openings",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "status", "until"}},
		{Name: "municipality", Keys: []string{"municipality_id", "status", "until"}},
		{Name: "changing", Keys: []string{"municipality_id", "changing"}},
		{Name: "until", Keys: []string{"until"}},
		{Name: "template", Keys: []string{"template"}},
		{Name: "campaign", Keys: []string{"campaign_id"}},
		{Name: "municipality_campaign", Keys: []string{"municipality_id", "campaign_id", "status", "until"}},
	},
}

// Spotted is the answer to the five questions of the task spotter.
type Spotted struct {
	Tasks   []string // one a line: what trained people do that somebody else could
	Minutes int      // a week
	When    string
	PNumber string
	Mentor  string // person id

	Campaign string // its id, or ""
	Template string // its code
	Promise  string // what the template says of it, or ""
}

// check finds what is missing from the answers.
func (s Spotted) check() error {
	var faults fault.Fields
	if len(s.Tasks) == 0 {
		faults.Add("tasks", "required")
	} else if len(s.Tasks) > MaxTasks {
		faults.Add("tasks", "too_many_tasks")
	}
	if s.Minutes <= 0 {
		faults.Add("minutes", "required")
	} else if s.Minutes > MaxMinutes {
		faults.Add("minutes", "over_full_week")
	}
	if s.When == "" {
		faults.Add("when", "required")
	}
	return faults.Err()
}

// draftOf makes an offer of the answers and a template, starting the Monday after
// next, the time shared between the tasks.
func draftOf(s Spotted, workplace string, today caldate.Date) Offer {
	t := TemplateOf(s.Template)
	o := Offer{
		Title: s.Tasks[0], Minutes: s.Minutes, Months: t.Months, Weeks: t.Weeks, When: s.When, PNumber: s.PNumber,
		Workplace: workplace, Start: today.Week().Add(2).Monday(), Kind: t.Kind, Promise: s.Promise,
	}
	if len(s.Tasks) > 1 {
		o.Title += " m.m."
	}
	for i, title := range s.Tasks {
		share := s.Minutes / len(s.Tasks)
		if i == 0 {
			share += s.Minutes % len(s.Tasks)
		}
		o.Tasks = append(o.Tasks, Task{ID: TaskID(i), Title: title, Minutes: share})
	}
	return o
}

// TaskID names the i-th task of an opening or a placement.
func TaskID(i int) string { return "t" + strconv.Itoa(i+1) }

// describe takes an offer apart for the history.
func (o Offer) describe() []string {
	parts := []string{o.Title, fmt.Sprintf("%d:%02d", o.Minutes/60, o.Minutes%60), o.Start.Danish(), o.When, o.Workplace, o.Promise}
	for _, t := range o.Tasks {
		parts = append(parts, fmt.Sprintf("%s %d:%02d", t.Title, t.Minutes/60, t.Minutes%60))
	}
	return parts
}

// choices lists what an offer picks from lists, as text keys for the history.
func (o Offer) choices() []string {
	keys := []string{"opening.kind." + string(o.Kind)}
	if o.Pair {
		keys = append(keys, "opening.pair")
	}
	return keys
}

// check finds what keeps an offer from being saved.
func (o Offer) check() error {
	var faults fault.Fields
	if o.Title == "" {
		faults.Add("title", "required")
	}
	if len(o.Tasks) == 0 {
		faults.Add("tasks.0.title", "required")
	}
	sum := 0
	seen := map[string]bool{}
	for i, task := range o.Tasks {
		name := strings.ToLower(task.Title)
		switch {
		case seen[name]:
			faults.Add(TaskField(i, "title"), "task_twice")
		case task.Minutes <= 0:
			faults.Add(TaskField(i, "minutes"), "required")
		}
		seen[name] = true
		sum += task.Minutes
	}
	switch {
	case o.Minutes <= 0:
		faults.Add("minutes", "required")
	case o.Minutes > MaxMinutes:
		faults.Add("minutes", "over_full_week")
	case sum > o.Minutes:
		faults.Add("minutes", "tasks_over_week")
	}
	switch {
	case o.Months == 0 && o.Weeks == 0:
		faults.Add("months", "required")
	case o.Months < 0 || o.Months > 12:
		faults.Add("months", "out_of_range")
	case o.Months > 0 && o.Weeks > 0:
		faults.Add("weeks", "months_or_weeks")
	case o.Weeks < 0 || o.Weeks > MaxWeeks:
		faults.Add("weeks", "out_of_range")
	}
	if o.Start.IsZero() {
		faults.Add("start", "required")
	}
	if !slices.Contains(Kinds(), string(o.Kind)) {
		faults.Add("kind", "choose")
	}
	return faults.Err()
}

// LastDay is the last day of a course of this length that begins on a day.
func (o Offer) LastDay(start caldate.Date) caldate.Date {
	return start.AddMonths(o.Months).Add(7*o.Weeks - 1)
}

// TaskField names a form field of the i-th task.
func TaskField(i int, name string) string { return "tasks." + strconv.Itoa(i) + "." + name }
