package needweb

import (
	"slices"
	"strings"

	"fodfaeste/internal/candidate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/need"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// editModel is the form of one need.
type editModel struct {
	Title  string
	Form   form.Model
	Theirs []view.Fact
}

func (h Handlers) begin(r *web.Request) (web.Answer, error) {
	f := form.Of(nil)
	if id := r.Query("candidate"); id != "" {
		c, err := h.Candidates.Get(r.Context(), r.Actor, id)
		if err != nil {
			return nil, err
		}
		said := need.From(c)
		f = formOf(said).Set("candidate", id)
		warn(f, said)
	}
	return showNew(r, f), nil
}

// showNew shows the form of a new need.
func showNew(r *web.Request, f *form.Form) web.Answer {
	m := editModel{Title: r.T("need.new"), Form: buildSaid(r.Texts, f, "/needs", "/needs")}
	return web.Form(editPage, m.Title, f, m)
}

// buildSaid makes the form of what firms will read. The person it is made from
// goes along unseen.
func buildSaid(t *i18n.Texts, f *form.Form, action, cancel string) form.Model {
	b := f.Build(t, "need.field")
	fields := []form.Field{
		b.Field(form.Area, "tasks"), b.Optional(form.Duration, "minutes_now"), b.Field(form.Duration, "minutes_wished"),
		b.Choices(form.Checks, "purposes", "consent.purpose", candidate.Purposes()...), b.Choices(form.Checks, "conditions", "condition", opening.Conditions()...),
		b.Choices(form.Checks, "times", "candidate.times", candidate.Times()...), b.Optional(form.Line, "place"), b.Optional(form.Day, "from"), b.Optional(form.Area, "text"),
	}
	if id := f.Value("candidate"); id != "" {
		fields = append(fields, form.Field{Kind: form.Hidden, ID: "candidate", Name: "candidate", Value: id})
	}
	m := b.Model(action, "need.preview", fields...)
	m.Cancel = cancel
	return m
}

func formOf(s need.Said) *form.Form {
	f := form.Of(nil).Set("tasks", strings.Join(s.Tasks, "\n")).Set("conditions", s.Conditions...).Set("times", s.Times...).
		Set("place", s.Place).Set("from", s.From.Danish()).Set("purposes", s.Purposes...).Set("text", s.Text)
	if s.MinutesNow > 0 {
		f.SetMinutes("minutes_now", s.MinutesNow)
	}
	if s.MinutesWished > 0 {
		f.SetMinutes("minutes_wished", s.MinutesWished)
	}
	return f
}

func readSaid(f *form.Form) need.Said {
	return need.Said{
		Tasks: f.Lines("tasks", form.Max(800)), MinutesNow: f.Minutes("minutes_now"), MinutesWished: f.Minutes("minutes_wished"),
		Conditions: f.Choices("conditions", opening.Conditions()...), Times: f.Choices("times", candidate.Times()...), Place: f.Text("place", form.Max(60)),
		From: f.Date("from"), Purposes: f.Choices("purposes", candidate.Purposes()...), Text: f.Text("text", form.Max(600)),
	}
}

// warn says at the fields what should be looked at again.
func warn(f *form.Form, s need.Said) {
	for _, hint := range s.Hints() {
		f.Warn(hint.Field, hint.Code)
	}
}

func (h Handlers) add(r *web.Request) (web.Answer, error) {
	f := r.Form()
	said := readSaid(f)
	if id := f.Value("candidate"); id != "" {
		if _, err := h.Candidates.Get(r.Context(), r.Actor, id); err != nil {
			return nil, err // a foreign person is a missing one
		}
	}
	var n need.Need
	err := f.Do(func() (err error) {
		n, err = h.Needs.Add(r.Context(), r.Actor, f.Value("candidate"), said)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		warn(f, said)
		return showNew(r, f), nil
	}
	return web.SeeOther("/needs/"+n.ID, web.Done(r.T("need.drafted"))), nil
}

func (h Handlers) edit(r *web.Request) (web.Answer, error) {
	n, _, err := h.Needs.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return showEdit(r, formOf(n.Said).SetVersion(n.Version), n, n.Said), nil
}

// showEdit shows the form of a need; n is the need as stored now, which a stale
// form is shown with, and said what stands in the form.
func showEdit(r *web.Request, f *form.Form, n need.Need, said need.Said) web.Answer {
	address := "/needs/" + r.Param("id")
	m := editModel{Title: r.T("need.edit")}
	if f.Stale() {
		f.SetVersion(n.Version)
		m.Theirs = facts(r.Texts, n.Said)
	}
	warn(f, said)
	m.Form = buildSaid(r.Texts, f, address+"/edit", address)
	return web.Form(editPage, m.Title, f, m)
}

func (h Handlers) change(r *web.Request) (web.Answer, error) {
	if _, _, err := h.Needs.Get(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err // before anything typed is judged: a foreign need is a missing one
	}
	f := r.Form()
	said := readSaid(f)
	var n need.Need
	err := f.DoAt(func(version int64) (err error) {
		n, err = h.Needs.Change(r.Context(), r.Actor, r.Param("id"), version, said)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return showEdit(r, f, n, said), nil
	}
	return web.SeeOther("/needs/"+n.ID, web.Done(r.T("need.saved"))), nil
}

// hints puts into words, once each, what should be looked at again.
func hints(t *i18n.Texts, s need.Said) []string {
	var texts []string
	for _, hint := range s.Hints() {
		if text := t.T("warn." + hint.Code); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return texts
}
