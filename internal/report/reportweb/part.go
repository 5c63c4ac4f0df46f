package reportweb

import (
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/report"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// partModel is the form of the firm's part.
type partModel struct {
	Back   string
	Title  string
	Theirs []view.Fact // what somebody else wrote meanwhile
	Form   form.Model
}

var aidFields = []string{"what", "from", "lent"}

func (h Handlers) part(r *web.Request) (web.Answer, error) { return h.showPart(r, form.Of(nil)) }

func (h Handlers) showPart(r *web.Request, f *form.Form) (web.Answer, error) {
	v, err := h.Reports.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	if err := v.May(report.Write, v.Placement, v.Print, r.Today()); err != nil {
		return nil, err
	}
	m := newPart(r.Texts, v, f)
	return web.Form(partPage, m.Title, f, m), nil
}

func newPart(t *i18n.Texts, v report.View, f *form.Form) partModel {
	m := partModel{Back: address(v.Placement.ID), Title: t.T("documentation.part.title", "name", v.Placement.FirstName)}
	switch {
	case f.Stale():
		if c := newContent(t, v.Content, true); v.Part != nil {
			m.Theirs = append(append(c.Conditions, c.Aids...), view.Fact{Label: t.T("documentation.field.intensity"), Value: c.Intensity}, view.Fact{Label: t.T("documentation.field.next"), Value: c.Next})
		}
		f.SetVersion(v.Version)
	case f.Value("version") == "" && f.OK():
		fillPart(f, v)
		f.SetVersion(v.Version)
	}
	b := f.Build(t, "documentation.field")
	var sections []form.Section
	for i, condition := range v.Placement.Conditions {
		effect := b.Choices(form.Radios, report.EffectField(condition, "effect"), "documentation.effects", report.Effects()...)
		word := b.Optional(form.Line, report.EffectField(condition, "word"))
		effect.Label, word.Label, word.Hint = t.T("documentation.field.effect", "condition", t.T("condition."+condition)), t.T("documentation.field.word"), t.T("documentation.field.word_hint")
		s := form.Section{Fields: []form.Field{effect, word}}
		if i == 0 {
			s.Heading = t.T("documentation.section.conditions")
		}
		sections = append(sections, s)
	}
	for i := range min(report.MostAids, max(2, f.Rows("aids", report.MostAids, aidFields...))) {
		s := form.Section{Row: true, Fields: []form.Field{b.Optional(form.Line, report.AidField(i, "what")), b.Optional(form.Day, report.AidField(i, "from")), b.Optional(form.Line, report.AidField(i, "lent"))}}
		if i == 0 {
			s.Heading, s.Note = t.T("documentation.aids"), t.T("documentation.aids_text")
		}
		sections = append(sections, s)
	}
	sections = append(sections, form.Section{Heading: t.T("documentation.level"), Fields: []form.Field{b.Field(form.Area, "intensity"), b.Field(form.Area, "next")}})
	m.Form = b.Sections(m.Back+"/part", "documentation.part.save", sections...)
	m.Form.Cancel = m.Back
	return m
}

func fillPart(f *form.Form, v report.View) {
	if v.Part == nil {
		return
	}
	for _, e := range v.Part.Effects {
		f.Set(report.EffectField(e.Condition, "effect"), e.Effect).Set(report.EffectField(e.Condition, "word"), e.Word)
	}
	for i, a := range v.Part.Aids {
		f.Set(report.AidField(i, "what"), a.What).Set(report.AidField(i, "from"), danish(a.From)).Set(report.AidField(i, "lent"), a.Lent)
	}
	f.Set("intensity", v.Part.Intensity).Set("next", v.Part.Next)
}

func (h Handlers) write(r *web.Request) (web.Answer, error) {
	v, err := h.Reports.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	f := r.Form()
	var part report.Part
	for _, condition := range v.Placement.Conditions {
		part.Effects = append(part.Effects, report.Effect{Condition: condition, Effect: f.Value(report.EffectField(condition, "effect")), Word: f.Text(report.EffectField(condition, "word"), form.Max(200))})
	}
	for i := range f.Compact("aids", report.MostAids, aidFields...) {
		part.Aids = append(part.Aids, report.Aid{What: f.Text(report.AidField(i, "what"), form.Max(100)), From: f.Date(report.AidField(i, "from")), Lent: f.Text(report.AidField(i, "lent"), form.Max(100))})
	}
	part.Intensity, part.Next = f.Text("intensity", form.Max(1500)), f.Text("next", form.Max(600))
	err = f.DoAt(func(version int64) error { return h.Reports.Write(r.Context(), r.Actor, r.Param("id"), version, part) })
	switch {
	case fault.Is(err, fault.Conflict) && r.Texts.Has("error."+fault.CodeOf(err)):
		return web.SeeOther(address(r.Param("id")), web.Notice{Kind: "warning", Text: r.T("error." + fault.CodeOf(err))}), nil
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showPart(r, f)
	}
	return web.SeeOther(address(r.Param("id")), web.Done(r.T("documentation.done.written"))), nil
}
