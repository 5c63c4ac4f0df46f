// Package claimweb shows applications for support and what they became: the
// checklist and the text for VITAS, what was asked and decided, and the claims of
// every period with what is still missing.
package claimweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/company"
	"fodfaeste/internal/document"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/money"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for applications and claims.
type Handlers struct {
	Claims     *claim.Service
	Placements *placement.Service
	Meetings   *meeting.Service
	Documents  *document.Service
	Companies  *company.Service
	Grants     *grant.Rules
	Danish     *i18n.Texts
}

const path = "/applications"

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	const one, period = path + "/:id", path + "/:id/claims/:from"
	return []web.Route{
		web.Get(path, access.ViewApplications, h.list),
		web.Get("/placements/:id/applications", access.ViewApplications, h.ofPlacement),
		web.Post("/placements/:id/applications", access.Apply, h.begin),
		web.Get(one, access.ViewApplications, h.show),
		web.Post(one, access.Apply, h.write),
		web.Post(one+"/checklist", access.Apply, h.tick),
		web.Post(one+"/sending", access.Apply, h.send),
		web.Post(one+"/question", access.RecordDecisions, h.ask),
		web.Post(one+"/decision", access.RecordDecisions, h.decide),
		web.Post(one+"/withdrawal", access.Apply, h.withdraw),
		web.Post(one+"/changes", access.RecordDecisions, h.alter),
		web.Post(one+"/changes/:change", access.RecordDecisions, h.told),
		web.Get(one+"/split", access.ViewApplications, h.split),
		web.Post(one+"/split", access.Apply, h.setSplit),
		web.Get("/claims", access.RunClaims, h.calendar),
		web.Get(period, access.RunClaims, h.claim),
		web.Get(period+"/package", access.RunClaims, h.pack),
		web.Post(period+"/package", access.RunClaims, h.keepPackage),
		web.Post(period+"/sending", access.RunClaims, h.sendClaim),
		web.Post(period+"/answer", access.RunClaims, h.answer),
		web.Post(period+"/excuse", access.RunClaims, h.excuse),
		web.Post(period+"/help", access.RunClaims, h.setHelp),
	}
}

// listModel is the applications of a firm, a municipality or one course.
type listModel struct {
	Back   string // to the course, or ""
	Name   string
	Claims bool // the actor runs claims
	Rows   []rowModel
	Begin  *form.Model
}

type rowModel struct {
	Href   string
	Title  string
	Detail string
	Badge  view.Badge
}

func (h Handlers) list(r *web.Request) (web.Answer, error) {
	list, err := h.Claims.List(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := listModel{Claims: r.Actor.Can(access.RunClaims), Rows: h.rows(r.Texts, list)}
	return web.Page(listPage, r.T("claim.title"), m), nil
}

func (h Handlers) rows(t *i18n.Texts, list []claim.Application) []rowModel {
	var rows []rowModel
	for i := len(list) - 1; i >= 0; i-- {
		rows = append(rows, newRow(t, list[i], h.Claims.Status(list[i])))
	}
	return rows
}

func newRow(t *i18n.Texts, a claim.Application, status claim.Status) rowModel {
	return rowModel{
		Href: path + "/" + a.ID, Title: t.T("claim.of", "scheme", schemeName(t, a.Scheme), "name", a.FirstName),
		Detail: a.CompanyName + ". " + t.T("claim.next."+string(status)), Badge: statusBadge(t, status),
	}
}

func schemeName(t *i18n.Texts, id grant.SchemeID) string {
	return t.T("grant.scheme." + string(id) + ".formal")
}

func statusBadge(t *i18n.Texts, s claim.Status) view.Badge {
	tone := map[claim.Status]string{claim.Granted: "success", claim.ToSend: "info", claim.MoreWanted: "warning", claim.Refused: "error"}[s]
	return view.Badge{Label: t.T("claim.status." + string(s)), Tone: tone}
}

func (h Handlers) ofPlacement(r *web.Request) (web.Answer, error) {
	return h.showPlacement(r, form.Of(nil))
}

func (h Handlers) showPlacement(r *web.Request, f *form.Form) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.ViewApplications, r.Param("id"))
	if err != nil {
		return nil, err
	}
	list, err := h.Claims.OfPlacement(r.Context(), r.Actor, p.ID)
	if err != nil {
		return nil, err
	}
	m := listModel{Back: "/placements/" + p.ID, Name: p.FirstName, Rows: h.rows(r.Texts, list)}
	if r.Actor.Can(access.Apply) {
		m.Begin = beginForm(r.Texts, h.Claims.Rules.Schemes(), p.ID, f)
	}
	return web.Form(listPage, r.T("claim.of_course", "name", p.FirstName), f, m), nil
}

func beginForm(t *i18n.Texts, schemes []claim.Scheme, placementID string, f *form.Form) *form.Model {
	var options []form.Option
	for _, s := range schemes {
		options = append(options, form.Option{Value: string(s.ID), Label: schemeName(t, s.ID)})
	}
	b := f.Build(t, "claim.field")
	m := b.Model("/placements/"+placementID+"/applications", "claim.begin", b.Options(form.Radios, "scheme", options...))
	return &m
}

func (h Handlers) begin(r *web.Request) (web.Answer, error) {
	if _, err := h.Placements.Get(r.Context(), r.Actor, access.ViewApplications, r.Param("id")); err != nil {
		return nil, err
	}
	f := r.Form()
	scheme := f.Choice("scheme", ids(h.Claims.Rules.Schemes())...)
	var a claim.Application
	err := f.Do(func() (err error) {
		a, err = h.Claims.Begin(r.Context(), r.Actor, r.Param("id"), grant.SchemeID(scheme))
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showPlacement(r, f)
	}
	return web.SeeOther(path+"/"+a.ID, web.Done(r.T("claim.begun"))), nil
}

func ids(schemes []claim.Scheme) []string {
	list := make([]string, len(schemes))
	for i, s := range schemes {
		list[i] = string(s.ID)
	}
	return list
}

// kroner writes an amount, or that it is not known.
func kroner(t *i18n.Texts, o *money.Ore) string {
	if o == nil {
		return t.T("claim.not_known")
	}
	return t.T("rules.kroner", "amount", *o)
}

// conflict shows what keeps a command from being done on the page it came from;
// other errors are given back.
func conflict(r *web.Request, back string, err error) (web.Answer, error) {
	if code := fault.CodeOf(err); fault.Is(err, fault.Conflict) && r.Texts.Has("error."+code) && code != "changed" {
		return web.SeeOther(back, web.Notice{Kind: "warning", Text: r.T("error." + code)}), nil
	}
	return nil, err
}
