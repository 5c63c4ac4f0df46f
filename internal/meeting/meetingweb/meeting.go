package meetingweb

import (
	"fmt"
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/ical"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// meetingModel is one meeting.
type meetingModel struct {
	Name     string
	List     string // address of the follow-up
	Title    string
	Badge    view.Badge
	Facts    []view.Fact
	Since    string // from when the prepared lines tell
	Prepared []view.Fact
	Faces    []view.Badge // of the approved weeks
	Agenda   []string     // what it will be about, before there is a note
	Actions  []actionModel
	Note     noteModel
	Answers  []view.Fact // the note, where it is not to be changed
	Calendar string      // address of the calendar file, while there is something to put into a calendar or take out
	TakeOut  bool        // it takes the meeting out
	History  []auditweb.Line
}

// actionModel is something that can be done to a meeting, folded away unless it
// is what comes next.
type actionModel struct {
	Heading string
	Open    bool
	Form    form.Model
}

// noteModel is the form of the note; without one it has no Action.
type noteModel struct {
	Theirs []view.Fact // what somebody else wrote meanwhile
	Form   form.Model
}

func (h Handlers) show(r *web.Request) (web.Answer, error) { return h.showMeeting(r, form.Of(nil)) }

// showMeeting shows a meeting with its prepared lines and its forms.
func (h Handlers) showMeeting(r *web.Request, f *form.Form) (web.Answer, error) {
	p, up, err := h.Meetings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	one, ok := up.Meeting(p, r.Param("meeting"))
	if !ok || !meeting.Agreed(p) {
		return nil, gone()
	}
	weeks, err := h.Hours.OfPlacement(r.Context(), r.Actor, p.ID)
	if err != nil {
		return nil, err
	}
	m := newMeeting(r.Texts, r.Actor, p, up, one, weeks, r.Today(), f)
	return web.Form(meetingPage, m.Title, f, m), nil
}

func newMeeting(t *i18n.Texts, actor access.Actor, p placement.Placement, up meeting.FollowUp, one meeting.Meeting, weeks []hours.Week, today caldate.Date, f *form.Form) meetingModel {
	m := meetingModel{
		Name: p.FirstName, List: listPath(p.ID), Title: t.T("meeting.heading", "kind", t.T("meeting.kind."+string(one.Kind)), "date", t.Date(one.On)),
		Badge: badge(t, one, today), Facts: facts(t, one), History: auditweb.History(t, up.Events),
		Actions: actions(t, actor, p, one, today, f),
	}
	if s := one.Status(today); s == meeting.Planned || s == meeting.Called || s == meeting.Cancelled {
		m.Calendar, m.TakeOut = meetingPath(p.ID, one.ID)+"/calendar.ics", s == meeting.Cancelled
	}
	prepared := meeting.Prepare(p, up, one, weeks, today)
	for _, face := range prepared.Faces {
		m.Faces = append(m.Faces, view.Badge{Label: t.T("week.short", "n", face.Week.Number()) + ": " + t.T("week.faces."+face.Face)})
	}
	m.Since, m.Prepared = t.T("meeting.prepared.since", "date", t.Date(prepared.From)), preparedFacts(t, prepared, p.HidesHours(actor))
	switch {
	case one.Can(actor, meeting.Write, today):
		if f.Stale() {
			m.Note.Theirs = answers(t, one.Note)
			f.SetVersion(up.Version)
		} else if f.OK() {
			fillNote(f, p, one.Note).SetVersion(up.Version)
		}
		m.Note.Form = buildNote(t, f, p, one, today)
	case one.Noted != nil:
		m.Answers = answers(t, one.Note)
	}
	if one.Noted == nil && one.Cancelled == nil {
		m.Agenda = agenda(t, p, one)
	}
	return m
}

// calendar is the meeting as a file for a calendar: it says that there is one, when
// and where, and nothing of whom it is about.
func (h Handlers) calendar(r *web.Request) (web.Answer, error) {
	p, up, err := h.Meetings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	one, ok := up.Meeting(p, r.Param("meeting"))
	if !ok || !meeting.Agreed(p) {
		return nil, gone()
	}
	e := Entry(r.Texts, p, one, h.BaseURL)
	c := ical.Calendar{Method: ical.Request, Events: []ical.Event{e}}
	if e.Cancelled {
		c.Method = ical.Cancel
	}
	c.Events[0].Organizer = h.BaseURL + "/"
	return web.Bytes("moede-"+one.On.String()+".ics", "text/calendar; charset=utf-8; method="+string(c.Method), c.Bytes()), nil
}

// facts tells what is known of a meeting besides its note.
func facts(t *i18n.Texts, m meeting.Meeting) []view.Fact {
	list := []view.Fact{{Label: t.T("meeting.fact.when"), Value: when(t, m)}}
	for _, move := range m.Moved {
		list = append(list, view.Fact{Label: t.T("meeting.fact.moved"), Value: t.T("meeting.moved", "from", t.Date(move.From), "who", t.T("meeting.party."+move.Who), "why", move.Why)})
	}
	if m.Called != nil {
		list = append(list, view.Fact{Label: t.T("meeting.fact.called"), Value: by(t, *m.Called)})
	}
	if m.Held != nil {
		var who []string
		for _, party := range m.Held.Attended {
			who = append(who, t.T("meeting.party."+party))
		}
		list = append(list, view.Fact{Label: t.T("meeting.fact.attended"), Value: strings.Join(who, ", ")})
	}
	if c := m.Cancelled; c != nil {
		list = append(list, view.Fact{Label: t.T("meeting.fact.cancelled"), Value: t.T("meeting.cancelled", "who", t.T("meeting.party."+c.Who), "why", c.Why)})
		if c.Again == "" {
			list = append(list, view.Fact{Label: t.T("meeting.fact.replan"), Value: t.Date(c.ReplanBy())})
		}
	}
	if m.Closed != nil {
		list = append(list, view.Fact{Label: t.T("meeting.fact.closed"), Value: by(t, *m.Closed)})
	}
	return list
}

func by(t *i18n.Texts, m meeting.Mark) string {
	return t.T("placement.ticked", "who", t.Person(m.By), "when", t.Moment(m.At))
}

// preparedFacts puts what the approved weeks tell into lines, without sums of
// hours where the course is quiet to the viewer.
func preparedFacts(t *i18n.Texts, prepared meeting.Prepared, quiet bool) []view.Fact {
	var tasks, milestones, moves, questions []string
	for _, task := range prepared.Tasks {
		line := task.Title
		if !quiet {
			line += ": " + t.Hours(task.Minutes)
		}
		tasks = append(tasks, line)
	}
	for _, m := range prepared.Milestones {
		milestones = append(milestones, m.Text+" ("+t.T("meeting.milestones.detail", "who", t.T("meeting.party."+m.Owner), "date", t.Date(m.Due))+")")
	}
	list := func(lines []string) string {
		if len(lines) == 0 {
			return t.T("meeting.prepared.none")
		}
		return strings.Join(lines, "\n")
	}
	var facts []view.Fact
	if !quiet {
		facts = append(facts, view.Fact{Label: t.T("meeting.prepared.hours"), Value: t.T("meeting.prepared.hours_value", "approved", t.Hours(prepared.Approved), "planned", t.Hours(prepared.Planned))})
	}
	for _, move := range prepared.Moves {
		moves = append(moves, move.Title+": "+t.T("ladder.steps."+string(move.Step))+" ("+t.Date(move.On)+")")
	}
	for _, q := range prepared.Questions {
		questions = append(questions, t.T("week.short", "n", q.Week.Number())+": "+q.Text)
	}
	if len(questions) > 0 {
		facts = append(facts, view.Fact{Label: t.T("meeting.prepared.questions"), Value: list(questions)})
	}
	return append(facts, []view.Fact{
		{Label: t.T("meeting.prepared.moves"), Value: list(moves)},
		{Label: t.T("meeting.prepared.missing"), Value: t.N("meeting.prepared.weeks", prepared.Missing)},
		{Label: t.T("meeting.prepared.tasks"), Value: list(tasks)},
		{Label: t.T("meeting.prepared.milestones"), Value: list(milestones)},
	}...)
}

// agenda lists what a meeting is about. The first item is never another.
func agenda(t *i18n.Texts, p placement.Placement, m meeting.Meeting) []string {
	items := []string{t.T("meeting.item.paid"), t.T("meeting.item.shared"), t.T("meeting.item.next")}
	if m.Kind == meeting.End && p.Agreement.Promise != "" {
		items = append(items, t.T("meeting.item.promise")+" "+p.Agreement.Promise)
	}
	return items
}

func clock(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }

// actions are the forms of what can be done to a meeting as it stands.
func actions(t *i18n.Texts, actor access.Actor, p placement.Placement, m meeting.Meeting, today caldate.Date, f *form.Form) []actionModel {
	address := meetingPath(p.ID, m.ID)
	if f.OK() {
		held := m.On
		if held.After(today) {
			held = today
		}
		f.Set("held_on", held.Danish()).Set("place", m.Place)
		if m.Time > 0 {
			f.Set("time", clock(m.Time))
		}
	}
	if !meeting.Begun(p, today) {
		return nil
	}
	b := f.Build(t, "meeting.field")
	party := func(name string) form.Field {
		return b.Choices(form.Radios, name, "meeting.party", meeting.Parties()...)
	}
	var list []actionModel
	for _, a := range []struct {
		command meeting.Command
		path    string
		next    bool // it is what comes next
		fields  []form.Field
	}{
		{meeting.Hold, "/attendance", !m.On.After(today), []form.Field{b.Field(form.Day, "held_on"), b.Choices(form.Checks, "attended", "meeting.party", meeting.Parties()...)}},
		{meeting.Call, "/invitation", m.Called == nil && m.On.After(today), []form.Field{b.Optional(form.Duration, "time"), b.Optional(form.Line, "place")}},
		{meeting.MoveIt, "/date", false, []form.Field{b.Field(form.Day, "on"), party("who"), b.Field(form.Area, "why")}},
		{meeting.Cancel, "/cancellation", false, []form.Field{party("cancelled_by"), b.Field(form.Area, "cancelled_why")}},
		{meeting.Replan, "/replacement", true, []form.Field{b.Field(form.Day, "new_on")}},
	} {
		if !m.Can(actor, a.command, today) {
			continue
		}
		model := b.Model(address+a.path, "meeting.do."+string(a.command), a.fields...)
		list = append(list, actionModel{
			Heading: t.T("meeting.do_heading." + string(a.command)), Form: model,
			Open: len(model.Summary.Lines) > 0 || a.next && f.OK(),
		})
	}
	return list
}

// act gives a command to a meeting and answers with its page.
func (h Handlers) act(r *web.Request, f *form.Form, done string, give func() (meeting.FollowUp, error)) (web.Answer, error) {
	err := f.Do(func() error {
		_, err := give()
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showMeeting(r, f)
	}
	return web.SeeOther(meetingPath(r.Param("id"), r.Param("meeting")), web.Done(r.T(done))), nil
}

func (h Handlers) move(r *web.Request) (web.Answer, error) {
	f := r.Form()
	a := meeting.Arrangement{On: f.Date("on"), Who: f.Value("who"), Why: f.Text("why", form.Max(400))}
	return h.act(r, f, "meeting.done.move", func() (meeting.FollowUp, error) {
		return h.Meetings.Move(r.Context(), r.Actor, r.Param("id"), r.Param("meeting"), a)
	})
}

func (h Handlers) call(r *web.Request) (web.Answer, error) {
	f := r.Form()
	a := meeting.Arrangement{Time: max(0, f.TimeOfDay("time")), Place: f.Text("place", form.Max(100))}
	return h.act(r, f, "meeting.done.call", func() (meeting.FollowUp, error) {
		return h.Meetings.Call(r.Context(), r.Actor, r.Param("id"), r.Param("meeting"), a)
	})
}

func (h Handlers) hold(r *web.Request) (web.Answer, error) {
	f := r.Form()
	a := meeting.Attendance{On: f.Date("held_on"), Attended: f.Choices("attended", meeting.Parties()...)}
	return h.act(r, f, "meeting.done.hold", func() (meeting.FollowUp, error) {
		return h.Meetings.Hold(r.Context(), r.Actor, r.Param("id"), r.Param("meeting"), a)
	})
}

func (h Handlers) cancel(r *web.Request) (web.Answer, error) {
	f := r.Form()
	why := f.Text("cancelled_why", form.Max(400))
	return h.act(r, f, "meeting.done.cancel", func() (meeting.FollowUp, error) {
		return h.Meetings.Cancel(r.Context(), r.Actor, r.Param("id"), r.Param("meeting"), f.Value("cancelled_by"), why)
	})
}

func (h Handlers) replan(r *web.Request) (web.Answer, error) {
	f := r.Form()
	on := f.Date("new_on")
	return h.act(r, f, "meeting.done.replan", func() (meeting.FollowUp, error) {
		return h.Meetings.Replan(r.Context(), r.Actor, r.Param("id"), r.Param("meeting"), on)
	})
}

// write keeps the note, and closes the meeting with it where that is asked for.
func (h Handlers) write(r *web.Request) (web.Answer, error) {
	p, _, err := h.Meetings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	f := r.Form()
	n, done, keep := readNote(f, p), "meeting.done.note", h.Meetings.Write
	if f.Ticked("close") {
		done, keep = "meeting.done.close", h.Meetings.Close
	}
	err = f.DoAt(func(version int64) error {
		_, err := keep(r.Context(), r.Actor, p.ID, r.Param("meeting"), version, n)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showMeeting(r, f)
	}
	return web.SeeOther(meetingPath(p.ID, r.Param("meeting")), web.Done(r.T(done))), nil
}

// fillNote fills the form with a note.
func fillNote(f *form.Form, p placement.Placement, n meeting.Note) *form.Form {
	var tasks []string
	for _, task := range p.Agreement.Tasks {
		if slices.Contains(n.Tasks, task.Title) {
			tasks = append(tasks, task.ID)
		}
	}
	if n.Minutes > 0 {
		f.SetMinutes("paid_minutes", n.Minutes)
	}
	return f.Set("paid_answer", n.Answer).Set("paid_from", n.From.Danish()).Set("paid_tasks", tasks...).Set("because", n.Because).Set("route", n.Route).
		Set("milestone", n.Milestone.Text).Set("milestone_owner", n.Milestone.Owner).Set("milestone_due", n.Milestone.Due.Danish()).
		Set("work", n.Work).Set("pattern", n.Pattern).Set("conditions", n.Conditions).Set("aids", n.Aids).
		Set("step", n.Step).Set("ball", n.Ball).Set("step_on", n.StepOn.Danish()).Set("promise", n.Promise).Set("what_now", n.WhatNow)
}

// readNote reads the form. Tasks are kept by their titles: the agreement they
// stand in may change.
func readNote(f *form.Form, p placement.Placement) meeting.Note {
	n := meeting.Note{
		Answer: f.Value("paid_answer"), From: f.Date("paid_from"), Minutes: f.Minutes("paid_minutes"), Because: f.Text("because", form.Max(600)), Route: f.Value("route"),
		Milestone: meeting.Aim{Text: f.Text("milestone", form.Max(200)), Owner: f.Value("milestone_owner"), Due: f.Date("milestone_due")},
		Work:      f.Text("work", form.Max(600)), Pattern: f.Text("pattern", form.Max(600)), Conditions: f.Text("conditions", form.Max(600)), Aids: f.Text("aids", form.Max(600)),
		Step: f.Text("step", form.Max(200)), Ball: f.Value("ball"), StepOn: f.Date("step_on"), Promise: f.Value("promise"), WhatNow: f.Text("what_now", form.Max(600)),
	}
	for _, id := range f.Values("paid_tasks") {
		if task, ok := p.Agreement.Task(id); ok {
			n.Tasks = append(n.Tasks, task.Title)
		}
	}
	return n
}

// buildNote makes the form of the note. Its first item is always there.
func buildNote(t *i18n.Texts, f *form.Form, p placement.Placement, m meeting.Meeting, today caldate.Date) form.Model {
	b := f.Build(t, "meeting.field")
	var tasks []form.Option
	for _, task := range p.Agreement.Tasks {
		tasks = append(tasks, form.Option{Value: task.ID, Label: task.Title})
	}
	sections := []form.Section{
		{Heading: "1. " + t.T("meeting.item.paid"), Note: t.T("meeting.item.paid_note"), Fields: []form.Field{
			b.Choices(form.Radios, "paid_answer", "placement.paid_answers", placement.PaidAnswers()...),
			b.Field(form.Day, "paid_from"), b.Field(form.Duration, "paid_minutes"), b.Options(form.Checks, "paid_tasks", tasks...),
			b.Field(form.Area, "because"),
			b.Field(form.Line, "milestone"), b.Choices(form.Radios, "milestone_owner", "meeting.party", meeting.Parties()...), b.Field(form.Day, "milestone_due"),
			b.Choices(form.Radios, "route", "meeting.routes", meeting.Routes()...),
		}},
		{Heading: "2. " + t.T("meeting.item.shared"), Note: t.T("candidate.no_health"), Fields: []form.Field{
			b.Optional(form.Area, "work"), b.Optional(form.Area, "pattern"), b.Optional(form.Area, "conditions"), b.Optional(form.Area, "aids"),
		}},
		{Heading: "3. " + t.T("meeting.item.next"), Fields: []form.Field{
			b.Field(form.Line, "step"), b.Choices(form.Radios, "ball", "ball.holder", meeting.Balls()...), b.Field(form.Day, "step_on"),
		}},
	}
	if m.Kind == meeting.End && p.Agreement.Promise != "" {
		sections = append(sections, form.Section{Heading: "4. " + t.T("meeting.item.promise"), Note: p.Agreement.Promise, Fields: []form.Field{
			b.Choices(form.Radios, "promise", "meeting.promises", meeting.Promises()...), b.Field(form.Area, "what_now"),
		}})
	}
	return b.Sections(meetingPath(p.ID, m.ID)+"/note", "meeting.do.note", sections...)
}

// answers tells a note in lines, what was not written left out.
func answers(t *i18n.Texts, n meeting.Note) []view.Fact {
	var list []view.Fact
	add := func(label, value string) {
		if value != "" {
			list = append(list, view.Fact{Label: t.T(label), Value: value})
		}
	}
	choice := func(texts, value string) string {
		if value == "" {
			return ""
		}
		return t.T(texts + "." + value)
	}
	date := func(d caldate.Date) string {
		if d.IsZero() {
			return ""
		}
		return t.Date(d)
	}
	add("meeting.item.paid", choice("placement.paid_answers", n.Answer))
	switch n.Answer {
	case "yes":
		add("meeting.fact.paid_from", date(n.From))
		if n.Minutes > 0 {
			add("meeting.fact.paid_minutes", t.T("opening.per_week", "hours", t.Hours(n.Minutes)))
		}
		add("meeting.fact.paid_tasks", strings.Join(n.Tasks, "\n"))
	case "not_yet":
		add("meeting.fact.because", n.Because)
		if n.Milestone.Text != "" {
			add("meeting.fact.milestone", n.Milestone.Text+"\n"+t.T("meeting.milestones.detail", "who", choice("meeting.party", n.Milestone.Owner), "date", t.Date(n.Milestone.Due)))
		}
	case "other_route":
		add("meeting.fact.route", choice("meeting.routes", n.Route))
		add("meeting.fact.paid_from", date(n.From))
	case "not_relevant":
		add("meeting.fact.because", n.Because)
	}
	add("meeting.field.work", n.Work)
	add("meeting.field.pattern", n.Pattern)
	add("meeting.field.conditions", n.Conditions)
	add("meeting.field.aids", n.Aids)
	add("meeting.field.step", n.Step)
	add("meeting.field.ball", choice("ball.holder", n.Ball))
	add("meeting.field.step_on", date(n.StepOn))
	add("meeting.item.promise", choice("meeting.promises", n.Promise))
	add("meeting.field.what_now", n.WhatNow)
	return list
}
