package report

import (
	"cmp"
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
)

// Content is what the documentation says: what the portal knows, what was observed
// on the way, and the firm's part. Times are in minutes.
type Content struct {
	FirstName    string        `bson:"first_name" json:"first_name"`
	Company      string        `bson:"company" json:"company"`
	From         caldate.Date  `bson:"from" json:"from"`
	To           caldate.Date  `bson:"to" json:"to"` // last day
	Praktik      int           `bson:"praktik" json:"praktik"`
	Paid         int           `bson:"paid" json:"paid"`
	Weeks        []WeekHours   `bson:"weeks,omitempty" json:"weeks,omitempty"`
	Patterns     []Pattern     `bson:"patterns,omitempty" json:"patterns,omitempty"`
	Tasks        []TaskRun     `bson:"tasks,omitempty" json:"tasks,omitempty"`
	Conditions   []string      `bson:"conditions,omitempty" json:"conditions,omitempty"`
	Observations []Observation `bson:"observations,omitempty" json:"observations,omitempty"` // by day
	Answers      []Answer      `bson:"answers,omitempty" json:"answers,omitempty"`
	Taken        []Taken       `bson:"taken,omitempty" json:"taken,omitempty"`
	Ending       effort.Ending `bson:"ending,omitempty" json:"ending,omitempty"`   // once the course is over
	Stopped      string        `bson:"stopped,omitempty" json:"stopped,omitempty"` // of placement.StopReasons
	Part         *Part         `bson:"part,omitempty" json:"part,omitempty"`
}

// WeekHours is one week. What is not approved has no hours, and says so.
type WeekHours struct {
	Week     caldate.Week `bson:"week" json:"week"`
	Planned  int          `bson:"planned" json:"planned"`
	Praktik  int          `bson:"praktik" json:"praktik"`
	Paid     int          `bson:"paid" json:"paid"`
	Approved bool         `bson:"approved" json:"approved"`
	Rests    bool         `bson:"rests,omitempty" json:"rests,omitempty"` // in a pause
}

// Minutes are those approved of both kinds.
func (w WeekHours) Minutes() int { return w.Praktik + w.Paid }

// Pattern is a plan of hours as it was tried, and what came of it.
type Pattern struct {
	From     caldate.Date   `bson:"from" json:"from"`
	Move     placement.Move `bson:"move,omitempty" json:"move,omitempty"` // "" for the agreement's
	First    int            `bson:"first" json:"first"`                   // minutes a week
	Last     int            `bson:"last" json:"last"`                     // where it led, in minutes a week
	LastFrom caldate.Date   `bson:"last_from" json:"last_from"`
	Tried    string         `bson:"tried,omitempty" json:"tried,omitempty"`
	Happened string         `bson:"happened,omitempty" json:"happened,omitempty"`
}

// TaskRun is one task through the course.
type TaskRun struct {
	Title   string               `bson:"title" json:"title"`
	Minutes int                  `bson:"minutes" json:"minutes"` // approved
	Step    placement.LadderStep `bson:"step,omitempty" json:"step,omitempty"`
	Moves   []Moved              `bson:"moves,omitempty" json:"moves,omitempty"`
}

// Moved is a task's step on the ladder.
type Moved struct {
	Step placement.LadderStep `bson:"step" json:"step"`
	On   caldate.Date         `bson:"on" json:"on"`
}

// Answer is what a meeting said to the question of paid hours; the agreement's is
// the first one.
type Answer struct {
	Meeting meeting.Kind `bson:"meeting,omitempty" json:"meeting,omitempty"` // "" for the agreement
	On      caldate.Date `bson:"on" json:"on"`
	Answer  string       `bson:"answer" json:"answer"` // of placement.PaidAnswers
	From    caldate.Date `bson:"from" json:"from"`
	Minutes int          `bson:"minutes,omitempty" json:"minutes,omitempty"` // a week
	Because string       `bson:"because,omitempty" json:"because,omitempty"`
	Route   string       `bson:"route,omitempty" json:"route,omitempty"` // of meeting.Routes
}

// Taken are tasks that became paid.
type Taken struct {
	Titles  []string                 `bson:"titles" json:"titles"`
	From    caldate.Date             `bson:"from" json:"from"`
	Minutes int                      `bson:"minutes" json:"minutes"` // a week
	Kind    placement.ConversionKind `bson:"kind" json:"kind"`
}

// Minutes are those approved of both kinds.
func (c Content) Minutes() int { return c.Praktik + c.Paid }

// Unapproved counts the weeks with a plan that are not approved: their hours are
// not in it.
func (c Content) Unapproved() int {
	n := 0
	for _, w := range c.Weeks {
		if !w.Approved && !w.Rests {
			n++
		}
	}
	return n
}

// Known is what the portal knows about a course.
type Known struct {
	Placement placement.Placement
	Weeks     []hours.Week // of the course, approved or not
	FollowUp  meeting.FollowUp
	Today     caldate.Date
}

// Sum gathers what the documentation of a course says, of what has come by a day:
// every approved line once, whichever way it is added up. It is the same whoever
// looks, and the same on every day once the course is over.
func (d Documentation) Sum(k Known) Content {
	p := k.Placement
	until := p.LastDay()
	over := k.Today.After(until)
	if !over {
		until = k.Today
	}
	c := Content{FirstName: p.FirstName, Company: p.CompanyName, From: p.OpensOn(), To: p.LastDay(), Conditions: p.Conditions, Part: d.Part}
	c.hours(k, until)
	c.patterns(p, until)
	c.tasks(k, until)
	c.answers(k)
	c.taken(p, until)
	if over {
		c.Ending = effort.CourseOf(p, k.Weeks, k.FollowUp).Ending
		if p.Stop != nil {
			c.Stopped = p.Stop.Reason
		}
	}
	c.Observations = slices.Clone(d.Observations)
	slices.SortStableFunc(c.Observations, func(a, b Observation) int { return a.On.Compare(b.On) })
	return c
}

// hours adds up the weeks until a day, one by one.
func (c *Content) hours(k Known, until caldate.Date) {
	p := k.Placement
	logged := map[caldate.Week]hours.Week{}
	for _, w := range k.Weeks {
		logged[w.Week] = w
	}
	for w := p.Agreement.Start.Week(); p.Runs(w) && !w.Monday().After(until); w = w.Add(1) {
		one := WeekHours{Week: w, Planned: p.Planned(w), Rests: p.Rests(w)}
		lines, approved := logged[w].InForce()
		one.Approved = approved
		for _, l := range lines {
			switch l.Kind.Strand() {
			case placement.Praktik:
				one.Praktik += l.Minutes
			case placement.Paid:
				one.Paid += l.Minutes
			}
		}
		c.Praktik, c.Paid = c.Praktik+one.Praktik, c.Paid+one.Paid
		c.Weeks = append(c.Weeks, one)
	}
}

// patterns lists the plans that began by a day, each with what came of it.
func (c *Content) patterns(p placement.Placement, until caldate.Date) {
	plans := p.Plans()
	for i, v := range plans {
		if v.From.After(until) || len(v.Steps) == 0 {
			continue
		}
		one := Pattern{From: v.From, Move: v.Move, Tried: v.Tried}
		one.First, one.Last, one.LastFrom = v.Steps[0].Minutes(), v.Steps[0].Minutes(), v.From
		ends := until
		if i+1 < len(plans) {
			one.Happened = plans[i+1].Happened
			ends = plans[i+1].From.Add(-1)
		}
		for _, s := range v.Steps {
			if !s.From.After(ends) { // steps that another plan came before were not tried
				one.Last, one.LastFrom = s.Minutes(), s.From
			}
		}
		c.Patterns = append(c.Patterns, one)
	}
}

// tasks lists every task of the agreement, and those that hours were approved for
// before it was changed, with their way on the ladder.
func (c *Content) tasks(k Known, until caldate.Date) {
	p := k.Placement
	minutes := map[string]int{}
	var titles []string
	for _, t := range p.Agreement.Tasks {
		titles = append(titles, t.Title)
	}
	for _, l := range hours.Book(k.Weeks, p.Agreement.Start.Week().Monday(), until.Week().Sunday()) {
		if l.Kind == hours.Absence {
			continue
		}
		if !slices.Contains(titles, l.TaskTitle) {
			titles = append(titles, l.TaskTitle)
		}
		minutes[l.TaskTitle] += l.Minutes
	}
	moves := meeting.MovesBetween(p, p.Agreement.Start, until)
	for _, title := range titles {
		run := TaskRun{Title: title, Minutes: minutes[title]}
		i := slices.IndexFunc(p.Agreement.Tasks, func(t placement.Task) bool { return t.Title == title })
		if i >= 0 && !p.Agreement.Tasks[i].Teaching {
			run.Step = p.StandingOn(p.Agreement.Tasks[i].ID, until).Step
		}
		for _, m := range moves {
			if m.Title == title {
				run.Moves = append(run.Moves, Moved{m.Step, m.On})
			}
		}
		c.Tasks = append(c.Tasks, run)
	}
}

// answers lists what was said of paid hours, in the agreement and at every meeting.
func (c *Content) answers(k Known) {
	if h := k.Placement.Agreement.PaidHours; h.Answer != "" {
		c.Answers = append(c.Answers, Answer{On: k.Placement.Agreement.Start, Answer: h.Answer, From: h.From, Because: h.Note})
	}
	var held []Answer
	for _, m := range k.FollowUp.Meetings {
		if m.Held == nil || m.Noted == nil || m.Note.Answer == "" {
			continue
		}
		n := m.Note
		held = append(held, Answer{Meeting: m.Kind, On: m.Held.On, Answer: n.Answer, From: n.From, Minutes: n.Minutes, Because: n.Because, Route: n.Route})
	}
	slices.SortStableFunc(held, func(a, b Answer) int { return cmp.Or(a.On.Compare(b.On)) })
	c.Answers = append(c.Answers, held...)
}

// taken lists the tasks that are paid by a day.
func (c *Content) taken(p placement.Placement, until caldate.Date) {
	for _, conversion := range p.Conversions {
		if conversion.StatusOn(until) != placement.ConversionActive {
			continue
		}
		one := Taken{From: conversion.From, Minutes: conversion.MinutesAWeek, Kind: conversion.Kind}
		for _, taskID := range conversion.TaskIDs {
			task, _ := p.Agreement.Task(taskID)
			one.Titles = append(one.Titles, task.Title)
		}
		c.Taken = append(c.Taken, one)
	}
}

// Difference is something that reads otherwise in one content than in another: the
// hours of a week, or else a whole section.
type Difference struct {
	Section string // of Sections
	Week    caldate.Week
	Before  int // approved minutes of the week
	After   int
}

// Sections names what the documentation is made of, in the order of pages.
func Sections() []string {
	return []string{"hours", "patterns", "tasks", "conditions", "observations", "answers", "ending", "part"}
}

// Differ tells what reads otherwise after than before.
func Differ(before, after Content) []Difference {
	var list []Difference
	was := map[caldate.Week]WeekHours{}
	for _, w := range before.Weeks {
		was[w.Week] = w
	}
	for _, w := range after.Weeks {
		if old := was[w.Week]; old.Praktik != w.Praktik || old.Paid != w.Paid || old.Approved != w.Approved {
			list = append(list, Difference{"hours", w.Week, old.Minutes(), w.Minutes()})
		}
	}
	for _, section := range Sections()[1:] {
		if before.only(section).Print() != after.only(section).Print() {
			list = append(list, Difference{Section: section})
		}
	}
	return list
}

// only is the content of one section.
func (c Content) only(section string) Content {
	switch section {
	case "patterns":
		return Content{Patterns: c.Patterns}
	case "tasks":
		return Content{Tasks: c.Tasks, Taken: c.Taken}
	case "conditions":
		return Content{Conditions: c.Conditions}
	case "observations":
		return Content{Observations: c.Observations}
	case "answers":
		return Content{Answers: c.Answers}
	case "ending":
		return Content{To: c.To, Ending: c.Ending, Stopped: c.Stopped}
	case "part":
		return Content{Part: c.Part}
	}
	return Content{}
}
