package openingweb

import (
	"strconv"

	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
)

// formOf fills the form with an opening.
func formOf(o opening.Opening) *form.Form {
	f := form.Of(nil).SetVersion(o.Version).Set("title", o.Offer.Title).SetMinutes("minutes", o.Offer.Minutes).
		Set("when", o.Offer.When).Set("start", o.Offer.Start.Danish()).
		Set("p_number", o.Offer.PNumber).Set("mentor", o.Mentor.PersonID).Set("conditions", o.Offer.Conditions...).
		Set("kind", string(o.Offer.Kind)).Set("promise", o.Offer.Promise)
	for name, n := range map[string]int{"months": o.Offer.Months, "weeks": o.Offer.Weeks} {
		if n > 0 {
			f.Set(name, strconv.Itoa(n))
		}
	}
	if o.Offer.Pair {
		f.Set("pair", "yes")
	}
	for i, task := range o.Offer.Tasks {
		f.Set(opening.TaskField(i, "title"), task.Title).SetMinutes(opening.TaskField(i, "minutes"), task.Minutes)
	}
	return f
}

// warn says at the fields what should be looked at again.
func warn(f *form.Form, written opening.Offer) {
	for _, h := range written.Hints() {
		f.Warn(h.Field, h.Code)
	}
}

// readOffer reads the form. A task without title and minutes is left out.
func readOffer(f *form.Form) opening.Offer {
	o := opening.Offer{
		Title: f.Text("title", form.Required, form.Max(100)), Minutes: f.Minutes("minutes"), Months: f.Int("months", 0, 12), Weeks: f.Int("weeks", 0, opening.MaxWeeks),
		When: f.Text("when", form.Max(200)), Start: f.Date("start"), PNumber: f.Value("p_number"),
		Conditions: f.Choices("conditions", opening.Conditions()...), Kind: opening.Kind(f.Value("kind")), Pair: f.Ticked("pair"), Promise: f.Text("promise", form.Max(600)),
	}
	for i := range f.Compact("tasks", opening.MaxTasks, "title", "minutes") {
		title := f.Text(opening.TaskField(i, "title"), form.Required, form.Max(100))
		o.Tasks = append(o.Tasks, opening.Task{ID: opening.TaskID(i), Title: title, Minutes: f.Minutes(opening.TaskField(i, "minutes"))})
	}
	return o
}

func buildEdit(t *i18n.Texts, f *form.Form, address string, places, mentors []form.Option) form.Model {
	b := f.Build(t, "opening.field")
	sections := []form.Section{{Fields: []form.Field{
		b.Field(form.Line, "title"), b.Field(form.Duration, "minutes"), b.Field(form.Number, "months"), b.Optional(form.Number, "weeks"),
		b.Field(form.Day, "start"), b.Field(form.Line, "when"), b.Options(form.Select, "p_number", places...), b.Options(form.Select, "mentor", mentors...),
	}}}
	for i := range f.Rows("tasks", opening.MaxTasks, "title", "minutes") {
		s := form.Section{Row: true, Fields: []form.Field{b.Field(form.Line, opening.TaskField(i, "title")), b.Field(form.Duration, opening.TaskField(i, "minutes"))}}
		if i == 0 {
			s.Heading, s.Note = t.T("opening.tasks"), t.T("opening.tasks_note")
		}
		sections = append(sections, s)
	}
	sections = append(sections, form.Section{Heading: t.T("opening.terms"), Fields: []form.Field{
		b.Choices(form.Radios, "kind", "opening.kind", opening.Kinds()...),
		b.Choices(form.Checks, "conditions", "condition", opening.Conditions()...),
		b.Field(form.Tick, "pair"), b.Optional(form.Area, "promise"),
	}})
	m := b.Sections(address+"/edit", "form.save", sections...)
	m.Cancel = address
	return m
}
