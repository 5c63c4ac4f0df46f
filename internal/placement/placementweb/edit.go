package placementweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// editModel is the form of an agreement.
type editModel struct {
	Name    string
	Note    string      // what a change does to an agreement that is sent, or ""
	Effects []view.Fact // parts, and whose yes a change of them takes back
	Form    form.Model
	Theirs  []view.Fact
}

// formOf fills the form with an agreement.
func formOf(p placement.Placement) *form.Form {
	a := p.Agreement
	f := form.Of(nil).SetVersion(p.Version).Set("mentor", p.MentorID).Set("p_number", a.PNumber).
		Set("purpose", a.Purpose).Set("start", a.Start.Danish()).Set("end", a.End.Danish()).
		SetMinutes("from_minutes", a.Ramp.From).SetMinutes("to_minutes", a.Ramp.To).Set("pace", string(a.Ramp.Pace)).
		Set("paid_answer", a.PaidHours.Answer).Set("paid_from", a.PaidHours.From.Danish()).Set("paid_note", a.PaidHours.Note).
		Set("promise", a.Promise).SetMinutes("promise_minutes", a.PromiseMinutes).Set("decide_on", a.DecideOn.Danish())
	for i, m := range a.Meetings {
		f.Set(placement.MeetingFields()[i], m.On.Danish())
	}
	for i, o := range a.Other {
		f.Set(placement.OtherField(i, "what"), string(o.What)).SetMinutes(placement.OtherField(i, "minutes"), o.Minutes)
	}
	for i, task := range a.Tasks {
		f.Set(opening.TaskField(i, "title"), task.Title).SetMinutes(opening.TaskField(i, "minutes"), task.Minutes).
			Set(opening.TaskField(i, "strand"), task.Kind())
	}
	return f
}

// readAgreement reads the form. A task without title and minutes is left out.
func readAgreement(f *form.Form) placement.Agreement {
	a := placement.Agreement{
		PNumber: f.Value("p_number"), Purpose: f.Value("purpose"), Start: f.Date("start"), End: f.Date("end"), Promise: f.Text("promise", form.Max(600)), PromiseMinutes: f.Minutes("promise_minutes"), DecideOn: f.Date("decide_on"),
		Ramp:      placement.Ramp{From: f.Minutes("from_minutes"), To: f.Minutes("to_minutes"), Pace: placement.Pace(f.Choice("pace", placement.Paces()...))},
		PaidHours: readPaidHours(f),
		Meetings:  []placement.Meeting{{On: f.Date("halfway"), Kind: "halfway"}, {On: f.Date("final"), Kind: "end"}},
	}
	for i := range f.Compact("tasks", opening.MaxTasks, "title", "minutes") {
		title, minutes := f.Text(opening.TaskField(i, "title"), form.Required, form.Max(100)), f.Minutes(opening.TaskField(i, "minutes"))
		task := placement.Task{ID: opening.TaskID(i), Title: title, Minutes: minutes}
		a.Tasks = append(a.Tasks, task.OfKind(f.Value(opening.TaskField(i, "strand"))))
	}
	for i := range f.Compact("other", placement.MaxOther, "what", "minutes") {
		a.Other = append(a.Other, placement.OtherHours{What: placement.OtherWhat(f.Value(placement.OtherField(i, "what"))), Minutes: f.Minutes(placement.OtherField(i, "minutes"))})
	}
	return a
}

func readPaidHours(f *form.Form) placement.PaidHours {
	return placement.PaidHours{Answer: f.Value("paid_answer"), From: f.Date("paid_from"), Note: f.Text("paid_note", form.Max(400))}
}

func buildEdit(t *i18n.Texts, f *form.Form, address string, places, mentors []form.Option) form.Model {
	b := f.Build(t, "placement.field")
	sections := []form.Section{{Fields: []form.Field{
		b.Field(form.Day, "start"), b.Field(form.Day, "end"),
		b.Options(form.Select, "p_number", places...), b.Options(form.Select, "mentor", mentors...),
	}}}
	for i := range f.Rows("tasks", opening.MaxTasks, "title", "minutes") {
		s := form.Section{Row: true, Fields: []form.Field{
			b.Field(form.Line, opening.TaskField(i, "title")), b.Field(form.Duration, opening.TaskField(i, "minutes")),
			b.Choices(form.Select, opening.TaskField(i, "strand"), "strand", placement.TaskKinds()...),
		}}
		if i == 0 {
			s.Heading, s.Note = t.T("placement.tasks"), t.T("placement.tasks_note")
		}
		sections = append(sections, s)
	}
	sections = append(sections, form.Section{Heading: t.T("placement.hours"), Note: t.T("placement.hours_note"), Fields: []form.Field{
		b.Field(form.Duration, "from_minutes"), b.Field(form.Duration, "to_minutes"), b.Choices(form.Radios, "pace", "placement.pace", placement.Paces()...),
	}})
	sections = append(sections, otherSections(t, f, b)...)
	sections = append(sections,
		form.Section{Heading: t.T("placement.meetings"), Note: t.T("placement.meetings_note"), Fields: []form.Field{b.Field(form.Day, "halfway"), b.Field(form.Day, "final")}},
		form.Section{Heading: t.T("placement.fact.paid_hours"), Fields: []form.Field{
			b.Choices(form.Radios, "paid_answer", "placement.paid_answers", placement.PaidAnswers()...), b.Field(form.Day, "paid_from"), b.Field(form.Area, "paid_note"),
		}},
		form.Section{Heading: t.T("placement.aim"), Fields: []form.Field{
			b.Choices(form.Radios, "purpose", "placement.purpose", placement.PraktikPurposes()...), b.Optional(form.Area, "promise"), b.Optional(form.Duration, "promise_minutes"), b.Optional(form.Day, "decide_on"),
		}})
	m := b.Sections(address+"/edit", "form.save", sections...)
	m.Cancel = address
	return m
}

// otherSections ask for the hours beside the course, a row for each.
func otherSections(t *i18n.Texts, f *form.Form, b form.Builder) []form.Section {
	var sections []form.Section
	for i := range f.Rows("other", placement.MaxOther, "what", "minutes") {
		sections = append(sections, form.Section{Row: true, Fields: []form.Field{
			b.Choices(form.Select, placement.OtherField(i, "what"), "placement.other", placement.OtherKinds()...), b.Field(form.Duration, placement.OtherField(i, "minutes")),
		}})
	}
	sections[0].Heading, sections[0].Note = t.T("placement.fact.other_hours"), t.T("placement.other_note")
	return sections
}

func (h Handlers) edit(r *web.Request) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.EditPlacements, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return h.showEdit(r, formOf(p), p)
}

// showEdit shows the form of an agreement; p is as it is stored now.
func (h Handlers) showEdit(r *web.Request, f *form.Form, p placement.Placement) (web.Answer, error) {
	firm, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	var places, mentors []form.Option
	for _, w := range firm.Details.Workplaces {
		places = append(places, form.Option{Value: w.PNumber, Label: w.Name + " (" + w.PNumber + ")"})
	}
	colleagues, err := h.Companies.Colleagues(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	for _, c := range colleagues {
		mentors = append(mentors, form.Option{Value: c.PersonID, Label: r.Texts.Person(c.Name)})
	}
	m := editModel{Name: p.FirstName}
	m.Note, m.Effects = editNote(r.Texts, p)
	if f.Stale() {
		f.SetVersion(p.Version)
		m.Theirs = facts(r.Texts, p)
	}
	m.Form = buildEdit(r.Texts, f, "/placements/"+p.ID, places, mentors)
	return web.Form(editPage, r.T("placement.edit"), f, m), nil
}

// editNote tells what a change does once the parties have the agreement.
func editNote(t *i18n.Texts, p placement.Placement) (note string, effects []view.Fact) {
	switch {
	case p.Stop != nil:
		return t.T("placement.edit_stopped"), nil
	case p.Locked():
		return t.T("placement.edit_locked"), nil
	case p.SentAt.IsZero():
		return "", nil
	}
	for _, e := range p.Effects() {
		var whose []string
		for _, party := range e.Removes {
			whose = append(whose, "placement.whose."+string(party))
		}
		fact := view.Fact{Label: t.List(e.Labels), Value: t.T("placement.edit_removes_nothing")}
		if len(whose) > 0 {
			fact.Value = t.T("placement.edit_removes", "whose", t.List(whose))
		}
		effects = append(effects, fact)
	}
	note = t.T("placement.edit_sent")
	if p.LinkHash != "" && p.Representative.Answer == "" {
		note += " " + t.T("placement.edit_link")
	}
	return note, effects
}

func (h Handlers) change(r *web.Request) (web.Answer, error) {
	before, err := h.Placements.Get(r.Context(), r.Actor, access.EditPlacements, r.Param("id"))
	if err != nil {
		return nil, err
	}
	f := r.Form()
	e := placement.Edit{Agreement: readAgreement(f), Mentor: f.Value("mentor")}
	var p placement.Placement
	err = f.DoAt(func(version int64) (err error) {
		e.Version = version
		p, err = h.Placements.Change(r.Context(), r.Actor, before.ID, e)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case f.Stale():
		return h.showEdit(r, f, p)
	case !f.OK():
		return h.showEdit(r, f, before)
	}
	// Also when the mentor is the same: a hand-over that failed is mended by saving again.
	if err := h.Hours.HandOver(r.Context(), r.Actor, p); err != nil {
		return nil, err
	}
	if err := h.Meetings.HandOver(r.Context(), r.Actor, p); err != nil {
		return nil, err
	}
	if err := h.Reports.HandOver(r.Context(), r.Actor, p); err != nil {
		return nil, err
	}
	return web.SeeOther("/placements/"+p.ID, web.Done(r.T("placement.saved"))), nil
}
