package companyweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/web"
)

// welcomeModel is the first page of somebody without a role. Exactly one of
// the ways on applies.
type welcomeModel struct {
	Party string
	Way   string     // confirm, claim, ask, waiting, declined, unknown, other_firm or operator; texts below "welcome."
	Form  form.Model // for confirm
	Other string     // for other_firm: the firm that was invited
	By    string     // for declined: who said no, and when
	When  string

	Reference string // of the person, for whoever runs the portal
}

func (h Handlers) welcome(r *web.Request) (web.Answer, error) {
	if len(r.Actor.Roles()) > 0 {
		return web.SeeOther("/overview", web.Notice{}), nil
	}
	way, asked, err := h.way(r)
	if err != nil {
		return nil, err
	}
	secret := r.Query("invitation")
	proposal, invited, other, err := h.prepared(r, secret)
	switch {
	case err != nil:
		return nil, err
	case other != "":
		return web.Page(welcomePage, r.T("welcome.title"), welcomeModel{Party: r.Actor.Party().Name, Way: "other_firm", Other: other}), nil
	}
	f := form.Of(nil)
	if way == "confirm" {
		if !invited {
			if proposal.Details, err = h.Companies.RegisterDetails(r.Context(), r.Actor); err != nil {
				return nil, err
			}
		}
		f = formOfDetails(proposal.Filled(h.told(r, proposal.Details)))
		if invited {
			f.Set("invitation", secret)
		}
	}
	m := newWelcomeModel(r, way, f, h.told(r, proposal.Details))
	if asked.Declined() {
		m.By, m.When = r.Texts.Person(asked.Answer.By), r.Texts.Moment(asked.Answer.At)
	}
	return web.Page(welcomePage, r.T("welcome.title"), m), nil
}

// way finds out how this person gets on, and gives what they asked for so far.
func (h Handlers) way(r *web.Request) (string, company.Request, error) {
	var asked company.Request
	if r.Actor.Party().Kind != access.Company {
		return "operator", asked, nil
	}
	known, err := h.Companies.Known(r.Context(), r.Actor)
	switch {
	case err != nil:
		return "", asked, err
	case r.Actor.Signatory() && known:
		return "claim", asked, nil
	case r.Actor.Signatory():
		return "confirm", asked, nil
	case !known:
		return "unknown", asked, nil
	}
	asked, err = h.Companies.Asked(r.Context(), r.Actor)
	switch {
	case fault.Is(err, fault.NotFound):
		return "ask", asked, nil
	case err != nil:
		return "", asked, err
	case asked.Waits():
		return "waiting", asked, nil
	case asked.Declined():
		return "declined", asked, nil
	}
	return "ask", asked, nil // had a role, which was taken back
}

// told is what the register has said of the employees of the actor's firm, to an
// association that prepared it or now.
func (h Handlers) told(r *web.Request, prepared company.Details) company.Details {
	return h.Companies.Told(r.Context(), r.Actor.Party().CVR, prepared)
}

func newWelcomeModel(r *web.Request, way string, f *form.Form, told company.Details) welcomeModel {
	m := welcomeModel{Party: r.Actor.Party().Name, Way: way, Reference: r.Actor.PersonID()}
	if way == "confirm" {
		m.Form = detailsForm(r, f, told, "/welcome", "welcome.confirm")
		terms := form.Section{Heading: r.T("welcome.terms_heading"), Note: r.T("welcome.terms_text"),
			Fields: []form.Field{f.Build(r.Texts, "welcome").Field(form.Tick, "terms"), f.Build(r.Texts, "welcome").Field(form.Hidden, "invitation")}}
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
	prepared, _, _, err := h.prepared(r, f.Value("invitation"))
	if err != nil {
		return nil, err
	}
	if f.Ticked("add") {
		return web.Form(welcomePage, r.T("welcome.title"), f, newWelcomeModel(r, "confirm", addRow(f), h.told(r, prepared.Details))), nil
	}
	var details company.Details
	way, _, err := h.way(r)
	if err != nil {
		return nil, err
	}
	if way == "confirm" {
		details = readDetails(r.Today(), f)
		if !f.Ticked("terms") {
			f.Fail("terms", "terms")
		}
	}
	err = f.Do(func() error { return h.Companies.ConfirmPrepared(r.Context(), r.Actor, details, prepared) })
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return web.Form(welcomePage, r.T("welcome.title"), f, newWelcomeModel(r, way, f, h.told(r, prepared.Details))), nil
	}
	if secret := f.Value("invitation"); secret != "" && way == "confirm" {
		// Doing it again is harmless: the firm is there, and a link that is used up is none.
		if _, err := h.Invitations.Confirm(r.Context(), r.Actor, secret, details); err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Conflict) {
			return nil, err
		}
	}
	return web.SeeOther("/overview", web.Done(r.T("welcome.done"))), nil
}

func (h Handlers) ask(r *web.Request) (web.Answer, error) {
	if len(r.Actor.Roles()) > 0 {
		return web.SeeOther("/overview", web.Notice{}), nil
	}
	if way, _, err := h.way(r); err != nil || way != "ask" && way != "declined" {
		return web.SeeOther("/welcome", web.Notice{}), err
	}
	if err := h.Companies.Ask(r.Context(), r.Actor); err != nil {
		return nil, err
	}
	return web.SeeOther("/welcome", web.Done(r.T("welcome.asked"))), nil
}
