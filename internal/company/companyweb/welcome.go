package companyweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/company"
	"fodfaeste/internal/form"
	"fodfaeste/internal/web"
)

// welcomeModel is the first page of somebody without a role. Exactly one of
// the ways on applies.
type welcomeModel struct {
	Party string
	Way   string     // confirm, claim, ask, waiting, unknown or operator; texts below "welcome."
	Form  form.Model // for confirm

	Reference string // of the person, for whoever runs the portal
}

func (h Handlers) welcome(r *web.Request) (web.Answer, error) {
	if len(r.Actor.Roles()) > 0 {
		return web.SeeOther("/overview", web.Notice{}), nil
	}
	way, err := h.way(r)
	if err != nil {
		return nil, err
	}
	f := form.Of(nil)
	if way == "confirm" {
		proposal, err := h.Companies.RegisterDetails(r.Context(), r.Actor)
		if err != nil {
			return nil, err
		}
		f = formOfDetails(r.Today(), proposal)
	}
	return web.Page(welcomePage, r.T("welcome.title"), newWelcomeModel(r, way, f)), nil
}

// way finds out how this person gets on.
func (h Handlers) way(r *web.Request) (string, error) {
	if r.Actor.Party().Kind != access.Company {
		return "operator", nil
	}
	known, err := h.Companies.Known(r.Context(), r.Actor)
	switch {
	case err != nil:
		return "", err
	case r.Actor.Signatory() && known:
		return "claim", nil
	case r.Actor.Signatory():
		return "confirm", nil
	case !known:
		return "unknown", nil
	}
	asked, err := h.Companies.HasAsked(r.Context(), r.Actor)
	if asked {
		return "waiting", err
	}
	return "ask", err
}

func newWelcomeModel(r *web.Request, way string, f *form.Form) welcomeModel {
	m := welcomeModel{Party: r.Actor.Party().Name, Way: way, Reference: r.Actor.PersonID()}
	if way == "confirm" {
		m.Form = detailsForm(r, f, "/welcome", "welcome.confirm")
		terms := form.Section{Heading: r.T("welcome.terms_heading"), Note: r.T("welcome.terms_text"),
			Fields: []form.Field{f.Build(r.Texts, "welcome").Field(form.Tick, "terms")}}
		m.Form.Sections = append(m.Form.Sections, terms)
		if line := f.Build(r.Texts, "welcome").Summary(terms.Fields...); len(line.Lines) > 0 {
			m.Form.Summary.Lines = append(m.Form.Summary.Lines, line.Lines...)
			m.Form.Summary.Title = r.Texts.N("form.summary", len(m.Form.Summary.Lines))
		}
	}
	return m
}

func (h Handlers) confirm(r *web.Request) (web.Answer, error) {
	f := r.Form()
	if f.Ticked("add") {
		return web.Page(welcomePage, r.T("welcome.title"), newWelcomeModel(r, "confirm", addRow(f))), nil
	}
	var details company.Details
	way, err := h.way(r)
	if err != nil {
		return nil, err
	}
	if way == "confirm" {
		details = readDetails(r.Today(), f)
		if !f.Ticked("terms") {
			f.Fail("terms", "terms")
		}
	}
	if f.OK() {
		err = f.Merge(h.Companies.Confirm(r.Context(), r.Actor, details))
	}
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return web.Invalid(welcomePage, r.T("welcome.title"), newWelcomeModel(r, way, f)), nil
	}
	return web.SeeOther("/overview", web.Done(r.T("welcome.done"))), nil
}

func (h Handlers) ask(r *web.Request) (web.Answer, error) {
	if way, err := h.way(r); err != nil || way != "ask" {
		return web.SeeOther("/welcome", web.Notice{}), err
	}
	if err := h.Companies.Ask(r.Context(), r.Actor); err != nil {
		return nil, err
	}
	return web.SeeOther("/welcome", web.Done(r.T("welcome.asked"))), nil
}
