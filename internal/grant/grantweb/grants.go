// Package grantweb shows which schemes a firm can get support from: on a page
// of its own, and for a placement. The page is one form that works without
// script and is sent back with every answer; facts about a person stay out of
// addresses, and what is about the firm and the work can be shared as one. Only
// what somebody asks to save with a placement is stored.
package grantweb

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/web"
)

// Handlers answer for schemes.
type Handlers struct {
	Rules      *grant.Rules
	Companies  *company.Service
	Placements *placement.Service
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get("/grants", access.ViewGrants, h.show),
		web.Post("/grants", access.ViewGrants, h.showAnswered),
		web.Get("/grants/rules", access.ViewGrants, h.showRules),
		web.Get("/placements/:id/grants", access.ViewGrants, h.showPlacement),
		web.Post("/placements/:id/grants/saved", access.ViewGrants, h.save),
		web.Post("/placements/:id/grants", access.ViewGrants, h.showPlacement),
	}
}

// show asks about nobody in particular, with what the address says.
func (h Handlers) show(r *web.Request) (web.Answer, error) {
	return h.showPlain(r, form.Of(r.QueryValues()))
}

// showAnswered asks again with what was answered.
func (h Handlers) showAnswered(r *web.Request) (web.Answer, error) { return h.showPlain(r, r.Form()) }

// showPlain is the page of no placement. A municipality has no firm of its own,
// so it types the numbers.
func (h Handlers) showPlain(r *web.Request, f *form.Form) (web.Answer, error) {
	p := page{Texts: r.Texts, today: r.Today(), rules: h.Rules, form: f, action: "/grants"}
	if r.Actor.Party().Kind == access.Company {
		firm, err := h.Companies.Get(r.Context(), r.Actor)
		if err != nil {
			return nil, err
		}
		others, err := h.others(r.Context(), r.Actor, r.Today(), firm.ID, "")
		if err != nil {
			return nil, err
		}
		p.firm = factsOf(firm, others)
	}
	p.applies = applications(r.Actor, "")
	return p.answer(), nil
}

// showPlacement asks about the person of a placement, with its agreement as
// the first answers.
func (h Handlers) showPlacement(r *web.Request) (web.Answer, error) {
	p, err := h.pageOf(r)
	if err != nil {
		return nil, err
	}
	p.applies = applications(r.Actor, p.back)
	return p.answer(), nil
}

// applications is where those of a course, or all, are; "" for whoever may not see
// them.
func applications(actor access.Actor, course string) string {
	if !actor.Can(access.ViewApplications) {
		return ""
	}
	return course + "/applications"
}

// pageOf is the page about a placement.
func (h Handlers) pageOf(r *web.Request) (*page, error) {
	about, err := h.Placements.Get(r.Context(), r.Actor, access.ViewGrants, r.Param("id"))
	if err != nil {
		return nil, err
	}
	firm, err := h.Companies.Find(r.Context(), r.Actor, about.CompanyID)
	if err != nil {
		return nil, err
	}
	others, err := h.others(r.Context(), r.Actor, r.Today(), about.CompanyID, about.ID)
	if err != nil {
		return nil, err
	}
	back := "/placements/" + about.ID
	p := &page{
		Texts: r.Texts, today: r.Today(), rules: h.Rules, form: r.Form(), action: back + "/grants",
		firm: factsOf(firm, others), about: &about, back: back,
	}
	if check, saved := about.CheckOf(sideOf(r.Actor)); saved {
		p.saved = &check
	}
	return p, nil
}

// others lists the placements at a firm, apart from the one asked about.
func (h Handlers) others(ctx context.Context, actor access.Actor, today caldate.Date, companyID, without string) ([]placement.Placement, error) {
	list, err := h.Placements.Current(ctx, actor, today)
	if err != nil {
		return nil, err
	}
	var others []placement.Placement
	for _, p := range list {
		if p.CompanyID == companyID && p.ID != without {
			others = append(others, p)
		}
	}
	return others, nil
}

// answer puts the page together; a form that cannot be read is shown again.
func (p *page) answer() web.Answer {
	m := p.model()
	return web.Form(grantsPage, p.T("grant.title"), p.form, m)
}
