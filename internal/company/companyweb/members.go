package companyweb

import (
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/web"
)

// membersModel shows who does what at the firm and who waits for a role.
type membersModel struct {
	Waiting []waitingModel
	Members []memberModel
	Form    form.Model
	Deputy  bool // one person alone can give roles
	Claims  []claimModel
	Mails   string // whose mails come back, as a sentence, or ""
	Past    []pastModel
	History []auditweb.Line // of those who asked for a role
}

// claimModel is somebody who asks to be owner.
type claimModel struct {
	ID   string
	Text string
}

type waitingModel struct {
	ID    string
	Name  string
	Since string
}

type memberModel struct {
	Name  string
	Roles []roleModel

	personID string // two people may have one name
}

type roleModel struct {
	ID       string
	Label    string
	Until    string // sentence, or ""
	Given    string
	Withdraw string // what the button says to a screen reader, or "" when it stays
}

type pastModel struct {
	Text string
}

func (h Handlers) members(r *web.Request) (web.Answer, error) {
	return h.showMembers(r, form.Of(nil))
}

// showMembers shows the members with the form that gives a role.
func (h Handlers) showMembers(r *web.Request, f *form.Form) (web.Answer, error) {
	requests, err := h.Companies.Requests(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	grants, err := h.Companies.Grants(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	c, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	claims, err := h.Companies.RecoveriesHere(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := membersModel{Deputy: company.NeedsDeputy(c, grants, r.Today()), Form: appointForm(r, f, requests, grants), History: requestHistory(r.Texts, requests, claims)}
	for _, req := range requests {
		if req.Waits() {
			m.Waiting = append(m.Waiting, waitingModel{req.ID, r.Texts.Person(req.PersonName), r.Texts.Moment(req.AskedAt)})
		}
	}
	for _, rec := range claims {
		if rec.Answer == nil {
			m.Claims = append(m.Claims, claimModel{rec.ID, r.T("recovery.here", "who", r.Texts.Person(rec.PersonName), "text", rec.Text)})
		}
	}
	returned, err := h.Deliveries.Returned(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m.Mails = mailsReturned(r.Texts, grants, returned, r.Today())
	for _, g := range grants {
		if !g.Over(r.Today()) {
			m.add(r, g)
		} else {
			m.Past = append(m.Past, pastModel{pastText(r.Texts, g)})
		}
	}
	return web.Form(membersPage, r.T("members.title"), f, m), nil
}

// mailsReturned tells of whose mails come back, by name; "" for nobody. Addresses
// are nobody's business here.
func mailsReturned(t *i18n.Texts, grants []access.Grant, returned []string, today caldate.Date) string {
	var names []string
	for _, m := range company.MembersOf(grants, today) {
		if slices.Contains(returned, m.PersonID) {
			names = append(names, t.Person(m.Name))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return t.N("delivery.returned_members", len(names), "names", strings.Join(names, ", "))
}

// requestHistory tells who asked for a role or to be owner, and what they were
// answered.
func requestHistory(t *i18n.Texts, requests []company.Request, claims []company.Recovery) []auditweb.Line {
	var events []audit.Event
	for _, rec := range claims {
		events = append(events, rec.Events...)
	}
	for _, req := range requests {
		for _, e := range req.Events {
			if e.By != req.PersonID {
				e.To = t.Person(req.PersonName) // an answer, and to whom
			}
			events = append(events, e)
		}
	}
	slices.SortStableFunc(events, func(a, b audit.Event) int { return a.At.Compare(b.At) })
	return auditweb.History(t, events)
}

func (m *membersModel) add(r *web.Request, g access.Grant) {
	name := r.Texts.Person(g.PersonName)
	i := slices.IndexFunc(m.Members, func(member memberModel) bool { return member.personID == g.PersonID })
	if i < 0 {
		m.Members = append(m.Members, memberModel{Name: name, personID: g.PersonID})
		i = len(m.Members) - 1
	}
	role := roleModel{ID: g.ID, Label: r.T("role." + string(g.Role)), Given: r.T("members.given", "when", r.Texts.Moment(g.GrantedAt), "who", r.Texts.Person(g.GrantedByName))}
	switch {
	case g.From.After(r.Today()) && g.Until.IsZero():
		role.Until = r.T("members.from", "date", r.Texts.Date(g.From))
	case g.From.After(r.Today()):
		role.Until = r.T("members.between", "from", r.Texts.Date(g.From), "until", r.Texts.Date(g.Until))
	case !g.Until.IsZero():
		role.Until = r.T("members.until", "date", r.Texts.Date(g.Until))
	}
	if slices.Contains(company.Appointable(r.Actor), g.Role) {
		role.Withdraw = role.Label + ", " + name
	}
	m.Members[i].Roles = append(m.Members[i].Roles, role)
}

func pastText(t *i18n.Texts, g access.Grant) string {
	name, role := t.Person(g.PersonName), t.T("role."+string(g.Role))
	if g.RevokedAt.IsZero() {
		return t.T("members.ended", "who", name, "role", role, "date", t.Date(g.Until))
	}
	return t.T("members.withdrawn", "who", name, "role", role, "when", t.Moment(g.RevokedAt), "by", t.Person(g.RevokedByName))
}

// appointForm offers everybody who waits and everybody who is a member.
func appointForm(r *web.Request, f *form.Form, requests []company.Request, grants []access.Grant) form.Model {
	var people []form.Option
	known := map[string]bool{}
	option := func(id, name string) {
		if !known[id] {
			known[id] = true
			people = append(people, form.Option{Value: id, Label: r.Texts.Person(name)})
		}
	}
	for _, req := range requests {
		if req.Waits() {
			option(req.PersonID, req.PersonName)
		}
	}
	for _, g := range grants {
		if g.Active(r.Today()) {
			option(g.PersonID, g.PersonName)
		}
	}
	var roles []string
	for _, role := range company.Appointable(r.Actor) {
		roles = append(roles, string(role))
	}
	b := f.Build(r.Texts, "members.field")
	return b.Model("/company/members", "members.appoint",
		b.Options(form.Select, "person", people...), b.Choices(form.Radios, "role", "members.role", roles...), b.Optional(form.Day, "from"), b.Optional(form.Day, "until"))
}

func (h Handlers) appoint(r *web.Request) (web.Answer, error) {
	f := r.Form()
	a := company.Appointment{PersonID: f.Text("person", form.Required), Role: access.Role(f.Value("role")), From: f.Date("from"), Until: f.Date("until")}
	if a.Role == "" {
		f.Fail("role", "choose")
	}
	if err := f.Do(func() error { return h.Companies.Appoint(r.Context(), r.Actor, a) }); err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showMembers(r, f)
	}
	return web.SeeOther("/company/members", web.Done(r.T("members.appointed"))), nil
}

func (h Handlers) decline(r *web.Request) (web.Answer, error) {
	if err := h.Companies.Decline(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err
	}
	return web.SeeOther("/company/members", web.Done(r.T("members.declined"))), nil
}

func (h Handlers) withdraw(r *web.Request) (web.Answer, error) {
	if err := h.Companies.Withdraw(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err
	}
	return web.SeeOther("/company/members", web.Done(r.T("members.withdrawn_done"))), nil
}
