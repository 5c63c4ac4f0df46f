package meeting

import (
	"fmt"
	"slices"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
)

// Note is what a meeting came to, shared by all parties. Its first item is the
// question of paid hours.
type Note struct {
	Answer    string       `bson:"answer"`  // of placement.PaidAnswers, or ""
	From      caldate.Date `bson:"from"`    // for "yes", and for the route "hire"
	Minutes   int          `bson:"minutes"` // a week, for "yes"
	Tasks     []string     `bson:"tasks"`   // titles, for "yes"
	Because   string       `bson:"because"` // for "not_yet" and "not_relevant"
	Route     string       `bson:"route"`   // of Routes, for "other_route"
	Milestone Aim          `bson:"milestone"`

	Work       string `bson:"work"`    // tasks
	Pattern    string `bson:"pattern"` // hours and when
	Conditions string `bson:"conditions"`
	Aids       string `bson:"aids"`

	Step   string       `bson:"step"` // the next one
	Ball   string       `bson:"ball"` // who takes it, of Balls
	StepOn caldate.Date `bson:"step_on"`

	Promise string `bson:"promise"` // of Promises, at an end meeting
	WhatNow string `bson:"what_now"`
}

// Aim is the milestone that "not yet" turns into when the meeting is closed.
type Aim struct {
	Text  string       `bson:"text"`
	Owner string       `bson:"owner"`
	Due   caldate.Date `bson:"due"`
}

// Routes lists the other ways to work than paid hours here and now.
func Routes() []string { return []string{"hire", "loentilskud", "fleksjob", "education"} }

// Balls lists who can have the next step.
func Balls() []string { return []string{"firm", "mentor", "consultant", "candidate"} }

// Promises lists what can have become of what the firm said it takes to be hired.
func Promises() []string { return []string{"yes", "partly", "no"} }

// decidesPromise tells whether a meeting has to say what became of the promise.
func decidesPromise(m Meeting, p placement.Placement) bool {
	return m.Kind == End && p.Agreement.Promise != ""
}

// needsStep tells whether a meeting must end with a next step: every one but the
// last of a course that is over.
func needsStep(m Meeting, p placement.Placement, today caldate.Date) bool {
	return m.Kind != End || today.Before(p.LastDay())
}

// check finds what keeps a note from being saved at all: a choice that is not
// offered, or more hours than a week has.
func (n Note) check() error {
	var faults fault.Fields
	for _, c := range []struct {
		field, value string
		offered      []string
	}{
		{"paid_answer", n.Answer, placement.PaidAnswers()}, {"route", n.Route, Routes()}, {"milestone_owner", n.Milestone.Owner, Parties()},
		{"ball", n.Ball, Balls()}, {"promise", n.Promise, Promises()},
	} {
		if c.value != "" && !slices.Contains(c.offered, c.value) {
			faults.Add(c.field, "choice")
		}
	}
	if n.Minutes > opening.MaxMinutes {
		faults.Add("paid_minutes", "over_full_week")
	}
	return faults.Err()
}

// missing finds what keeps a meeting from being closed with the note: the
// question of paid hours, the next step, and at the end the promise.
func (n Note) missing(m Meeting, p placement.Placement, today caldate.Date) error {
	var faults fault.Fields
	need := func(field, code string, is bool) {
		if !is {
			faults.Add(field, code)
		}
	}
	switch n.Answer {
	case "yes":
		need("paid_from", "required", !n.From.IsZero())
		need("paid_minutes", "required", n.Minutes > 0)
		need("paid_tasks", "choose", len(n.Tasks) > 0)
	case "not_yet":
		need("because", "required", n.Because != "")
		need("milestone", "required", n.Milestone.Text != "")
		need("milestone_owner", "choose", n.Milestone.Owner != "")
		need("milestone_due", "required", !n.Milestone.Due.IsZero())
	case "other_route":
		need("route", "choose", n.Route != "")
		need("paid_from", "required", n.Route != "hire" || !n.From.IsZero())
	case "not_relevant":
		need("because", "required", n.Because != "")
	default:
		faults.Add("paid_answer", "item_one")
	}
	if needsStep(m, p, today) || n.Step != "" {
		need("step", "required", n.Step != "")
		need("ball", "choose", n.Ball != "")
		need("step_on", "required", !n.StepOn.IsZero())
	}
	if decidesPromise(m, p) {
		need("promise", "choose", n.Promise != "")
		need("what_now", "required", n.WhatNow != "")
	}
	return faults.Err()
}

// describe takes a note apart for the history, which tells that it was changed
// and what was decided, not every word.
func (n Note) describe() (choices []string, typed []string) {
	if n.Answer != "" {
		choices = append(choices, "placement.paid_answers."+n.Answer)
	}
	if n.Answer == "other_route" && n.Route != "" {
		choices = append(choices, "meeting.routes."+n.Route)
	}
	typed = append(typed, n.From.Danish())
	if n.Minutes > 0 {
		typed = append(typed, fmt.Sprintf("%d:%02d", n.Minutes/60, n.Minutes%60))
	}
	typed = append(typed, n.Tasks...)
	typed = append(typed, n.Because)
	if n.Answer == "not_yet" {
		typed = append(typed, n.Milestone.Text, n.Milestone.Due.Danish())
	}
	if n.Step != "" {
		typed = append(typed, n.Step, n.StepOn.Danish())
	}
	if n.Promise != "" {
		choices = append(choices, "meeting.promises."+n.Promise)
	}
	return choices, typed
}

// told is the event of a note that was changed.
func (m Meeting) told(kind string, before, after Note) audit.Event {
	fromChoices, from := before.describe()
	toChoices, to := after.describe()
	e := audit.Event{Type: kind}
	e.From, e.To = audit.Changed(from, to)
	e.FromChoices, e.ToChoices = audit.Differing(fromChoices, toChoices)
	e.ToChoices = append([]string{m.label()}, e.ToChoices...)
	return e
}

// label names the meeting in the history.
func (m Meeting) label() string { return "meeting.kind." + string(m.Kind) }
