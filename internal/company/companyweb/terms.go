package companyweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// termsModel shows the terms in force and what the firm has accepted.
type termsModel struct {
	Version  string
	Accepted []string // one line each
	Ask      bool     // the version in force is to be accepted, and the reader may
	Waits    bool     // it is to be accepted by an owner
}

func (h Handlers) terms(r *web.Request) (web.Answer, error) {
	c, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := newTerms(r.Texts, c)
	accepted, may := c.HasAccepted(company.TermsVersion), r.Actor.Can(access.AcceptTerms)
	m.Ask, m.Waits = !accepted && may, !accepted && !may
	return web.Page(termsPage, r.T("visit.terms.title"), m), nil
}

func newTerms(t *i18n.Texts, c company.Company) termsModel {
	m := termsModel{Version: company.TermsVersion}
	for _, a := range c.Terms {
		m.Accepted = append(m.Accepted, t.T("visit.terms.accepted", "version", a.Version, "when", t.Moment(a.At), "who", t.Person(a.By)))
	}
	m.Accepted = append(m.Accepted, t.T("visit.terms.accepted_first", "version", c.Confirmed.Terms, "when", t.Moment(c.Confirmed.At)))
	return m
}

func (h Handlers) acceptTerms(r *web.Request) (web.Answer, error) {
	err := h.Companies.AcceptTerms(r.Context(), r.Actor, r.Form().Value("version"))
	if fault.CodeOf(err) == "terms_changed" {
		return web.SeeOther("/company/terms", web.Notice{}), nil // to what is in force now
	}
	if err != nil {
		return nil, err
	}
	return web.SeeOther("/overview", web.Done(r.T("visit.terms.done"))), nil
}

// representativeModel is where the firm says who speaks for the colleagues.
type representativeModel struct {
	Form form.Model
}

func (h Handlers) representative(r *web.Request) (web.Answer, error) {
	c, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	f := form.Of(nil).Set("name", c.Representative.Name)
	if c.Representative.None {
		f.Set("none", "yes")
	}
	return showRepresentative(r, f), nil
}

func showRepresentative(r *web.Request, f *form.Form) web.Answer {
	return web.Form(representativePage, r.T("visit.representative.title"), f, newRepresentative(r.Texts, f))
}

func newRepresentative(t *i18n.Texts, f *form.Form) representativeModel {
	b := f.Build(t, "visit.representative.field")
	m := b.Model("/company/representative", "form.save", b.Field(form.Line, "name"), b.Field(form.Tick, "none"))
	m.Cancel = "/company"
	return representativeModel{m}
}

func (h Handlers) nameRepresentative(r *web.Request) (web.Answer, error) {
	f := r.Form()
	name := f.Text("name", form.Max(100))
	err := f.Do(func() error {
		return h.Companies.NameRepresentative(r.Context(), r.Actor, name, f.Ticked("none"))
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return showRepresentative(r, f), nil
	}
	return web.SeeOther("/company", web.Done(r.T("visit.representative.saved"))), nil
}

// representativeText says who speaks for the colleagues, or "".
func representativeText(t *i18n.Texts, rep company.Representative) string {
	switch {
	case rep.Name != "":
		return t.T("placement.ticked", "who", rep.Name, "when", t.Moment(rep.At))
	case rep.None:
		return t.T("visit.representative.none")
	}
	return ""
}

var termsPage = view.New("pages/company/terms", func(t *i18n.Texts) []view.Sample[termsModel] {
	first := company.Company{Confirmed: company.Confirmation{At: sampleDay.Time(), Terms: "2025-01"}}
	again := first
	again.Terms = []company.Acceptance{{Version: company.TermsVersion, By: "Karen Holm", At: sampleDay.Time()}}
	ask, waits := newTerms(t, first), newTerms(t, first)
	ask.Ask, waits.Waits = true, true
	return []view.Sample[termsModel]{{Name: "accepted", Model: newTerms(t, again)}, {Name: "new-version", Model: ask}, {Name: "waits-for-owner", Model: waits}}
})

var representativePage = view.New("pages/company/representative", func(t *i18n.Texts) []view.Sample[representativeModel] {
	wrong := form.Of(nil).Set("none", "yes")
	wrong.Fail("none", "representative_needed")
	return []view.Sample[representativeModel]{{Name: "empty", Model: newRepresentative(t, form.Of(nil))}, {Name: "errors", Model: newRepresentative(t, wrong)}}
})
