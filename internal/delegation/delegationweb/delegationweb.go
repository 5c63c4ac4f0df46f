// Package delegationweb is where an owner lets an association act for the firm,
// and where a coordinator finds the firms that did.
package delegationweb

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/identity"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for delegations.
type Handlers struct {
	Delegations *delegation.Service
	Identity    *identity.Service
}

const ownPath = "/company/delegations"

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get(ownPath, access.Delegate, h.own),
		web.Post(ownPath, access.Delegate, h.sign),
		web.Post(ownPath+"/:id/revocation", access.Delegate, h.revoke),
		web.Get("/firms", access.ViewFirms, h.firms),
		web.Post("/firms/:id/acting", access.ViewFirms, h.act),
		web.Post("/firms/:id/renewal", access.ViewFirms, h.askRenewal),
		web.Post(web.EndActingPath, access.SignedIn, h.endActing),
	}
}

// freshFor is how long after proving who they are an owner can sign.
const freshFor = 10 * time.Minute

// ownModel is what a firm lets associations do.
type ownModel struct {
	Given   []givenModel
	Form    form.Model
	Fresh   []linkModel // ways to prove who one is first; none when that was a moment ago
	History []auditweb.Line
}

type givenModel struct {
	Name   string
	Badge  view.Badge
	Facts  []view.Fact
	Asked  string // who asked for a renewal, or ""
	Revoke string // address, or ""
}

type linkModel struct {
	Label string
	Href  string
}

// own shows what is signed, with the form filled by what the address names: what
// somebody chose before they proved who they are.
func (h Handlers) own(r *web.Request) (web.Answer, error) {
	return h.showOwn(r, form.Of(r.QueryValues()), nil)
}

func (h Handlers) showOwn(r *web.Request, f *form.Form, fresh []linkModel) (web.Answer, error) {
	list, err := h.Delegations.Of(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	associations, err := h.Identity.Associations(r.Context())
	if err != nil {
		return nil, err
	}
	m := newOwn(r.Texts, list, associations, r.Today(), f)
	m.Fresh = fresh
	return web.Form(ownPage, r.T("delegation.title"), f, m), nil
}

func newOwn(t *i18n.Texts, list []delegation.Delegation, associations []access.Party, today caldate.Date, f *form.Form) ownModel {
	var m ownModel
	var events []audit.Event
	for _, d := range list {
		m.Given = append(m.Given, newGiven(t, d, today))
		events = append(events, d.Events...)
	}
	slices.SortStableFunc(events, func(a, b audit.Event) int { return a.At.Compare(b.At) })
	m.History = auditweb.History(t, events)
	var options []form.Option
	for _, a := range associations {
		options = append(options, form.Option{Value: a.ID, Label: a.Name})
	}
	if len(associations) == 1 && f.Value("association") == "" {
		f.Set("association", associations[0].ID)
	}
	var rights []string
	for _, r := range delegation.Rights() {
		rights = append(rights, string(r))
	}
	b := f.Build(t, "delegation.field")
	m.Form = b.Model(ownPath, "delegation.sign",
		b.Options(form.Radios, "association", options...), b.Choices(form.Checks, "rights", "delegation.rights", rights...), b.Field(form.Day, "until"))
	return m
}

func newGiven(t *i18n.Texts, d delegation.Delegation, today caldate.Date) givenModel {
	m := givenModel{Name: d.AssociationName, Badge: badge(t, d, today), Facts: facts(t, d)}
	if d.AskedBy != "" && d.EndsSoon(today) {
		m.Asked = t.T("delegation.again", "who", t.Person(d.AskedBy))
	}
	if d.StatusOn(today) == delegation.Active {
		m.Revoke = ownPath + "/" + d.ID + "/revocation"
	}
	return m
}

func badge(t *i18n.Texts, d delegation.Delegation, today caldate.Date) view.Badge {
	status, tone := d.StatusOn(today), ""
	if status == delegation.Active {
		tone = "success"
	}
	return view.Badge{Label: t.T("delegation.status." + string(status)), Tone: tone}
}

func facts(t *i18n.Texts, d delegation.Delegation) []view.Fact {
	list := []view.Fact{
		{Label: t.T("delegation.fact.rights"), Value: rightsText(t, d.Rights)},
		{Label: t.T("delegation.fact.until"), Value: t.Date(d.Until)},
		{Label: t.T("delegation.fact.signed"), Value: t.T("placement.ticked", "who", t.Person(d.SignedBy), "when", t.Moment(d.SignedAt))},
	}
	if !d.RevokedAt.IsZero() {
		list = append(list, view.Fact{Label: t.T("delegation.fact.revoked"), Value: t.T("placement.ticked", "who", t.Person(d.RevokedBy), "when", t.Moment(d.RevokedAt))})
	}
	return list
}

func rightsText(t *i18n.Texts, rights []delegation.Right) string {
	var texts []string
	for _, r := range rights {
		texts = append(texts, t.T("delegation.rights."+string(r)))
	}
	return strings.Join(texts, ", ")
}

func (h Handlers) sign(r *web.Request) (web.Answer, error) {
	f := r.Form()
	w := delegation.Wish{Until: f.Date("until")}
	for _, right := range f.Values("rights") {
		w.Rights = append(w.Rights, delegation.Right(right))
	}
	associations, err := h.Identity.Associations(r.Context())
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(associations, func(a access.Party) bool { return a.ID == f.Value("association") }); i >= 0 {
		w.Association = associations[i]
	} else {
		f.Fail("association", "choose")
	}
	if f.OK() && r.Now().Sub(r.Actor.AuthAt()) > freshFor {
		return h.showOwn(r, f, h.freshLinks(r, f))
	}
	if err := f.Do(func() error { _, err := h.Delegations.Sign(r.Context(), r.Actor, w); return err }); err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showOwn(r, f, nil)
	}
	return web.SeeOther(ownPath, web.Done(r.T("delegation.signed", "association", w.Association.Name, "rights", rightsText(r.Texts, w.Rights), "day", r.Texts.Date(w.Until)))), nil
}

// freshLinks are the ways to prove who one is, which lead back here with what
// was chosen.
func (h Handlers) freshLinks(r *web.Request, f *form.Form) []linkModel {
	back := ownPath + "?" + f.Filled().Encode()
	var links []linkModel
	for _, b := range h.Identity.Brokers() {
		links = append(links, linkModel{r.T("delegation.fresh_link", "broker", b.Label), "/signin/" + b.Name + "/start?" + url.Values{"fresh": {"1"}, "return": {back}}.Encode()})
	}
	return links
}

func (h Handlers) revoke(r *web.Request) (web.Answer, error) {
	if _, err := h.Delegations.Revoke(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err
	}
	return web.SeeOther(ownPath, web.Done(r.T("delegation.revoked"))), nil
}

// firmsModel lists the firms that let the association act for them.
type firmsModel struct {
	Firms []firmModel
}

type firmModel struct {
	ID    string
	Name  string
	Badge view.Badge
	Facts []view.Fact
	Act   string // what the button to act says, or ""
	Ask   string // what the button to ask for a renewal says, or ""
	Asked string // that they were asked, or ""
}

func (h Handlers) firms(r *web.Request) (web.Answer, error) {
	list, err := h.Delegations.Firms(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(firmsPage, r.T("firms.title"), newFirms(r.Texts, list, r.Today())), nil
}

func newFirms(t *i18n.Texts, list []delegation.Delegation, today caldate.Date) firmsModel {
	var m firmsModel
	for _, d := range list {
		f := firmModel{ID: d.ID, Name: d.CompanyName, Badge: badge(t, d, today), Facts: facts(t, d)}
		if d.StatusOn(today) == delegation.Active {
			f.Act = t.T("firms.act", "firm", d.CompanyName)
		}
		switch {
		case !d.AskedAt.IsZero():
			f.Asked = t.T("firms.asked", "when", t.Moment(d.AskedAt))
		case d.EndsSoon(today):
			f.Ask = t.T("firms.ask", "firm", d.CompanyName)
		}
		m.Firms = append(m.Firms, f)
	}
	return m
}

func (h Handlers) act(r *web.Request) (web.Answer, error) {
	d, err := h.Delegations.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	if err := h.Identity.ActFor(r.Context(), r.Actor, d); err != nil {
		return nil, err
	}
	return web.WithCookies(web.SeeOther("/overview", web.Done(r.T("firms.acting", "firm", d.CompanyName))), actingCookie(r, d.ID, time.Time{})), nil
}

func (h Handlers) askRenewal(r *web.Request) (web.Answer, error) {
	if _, err := h.Delegations.AskRenewal(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err
	}
	return web.SeeOther("/firms", web.Done(r.T("firms.asked_done"))), nil
}

func (h Handlers) endActing(r *web.Request) (web.Answer, error) {
	if err := h.Identity.EndActing(r.Context(), r.Actor); err != nil {
		return nil, err
	}
	return web.WithCookies(web.SeeOther("/overview", web.Done(r.T("firms.ended"))), actingCookie(r, "", time.Unix(1, 0))), nil
}
