// Package companyweb shows a firm and its members, and welcomes people who
// have signed in and hold no role yet.
package companyweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/company"
	"fodfaeste/internal/delivery"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for firms.
type Handlers struct {
	Companies   *company.Service
	Invitations *invitation.Service
	Deliveries  *delivery.Service
	BaseURL     string
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get("/welcome", access.SignedIn, h.welcome),
		web.Post("/welcome", access.SignedIn, h.confirm),
		web.Post("/welcome/request", access.SignedIn, h.ask),
		web.Get("/invitations", access.InviteFirms, h.invitations),
		web.Get("/invitations/new", access.InviteFirms, h.prepare),
		web.Post("/invitations/new", access.InviteFirms, h.lookUp),
		web.Post("/invitations", access.InviteFirms, h.keepPrepared),
		web.Get("/invitations/:id", access.InviteFirms, h.invitation),
		web.Get("/invitations/:id/edit", access.InviteFirms, h.editPrepared),
		web.Post("/invitations/:id/edit", access.InviteFirms, h.changePrepared),
		web.Post("/invitations/:id/sending", access.InviteFirms, h.sendInvitation),
		web.Get("/invitation/:secret", access.Anyone, h.invited),
		web.Post("/invitation/:secret", access.Anyone, h.goOn),
		web.Post("/invitation/:secret/refusal", access.Anyone, h.declineInvitation),
		web.Get("/company", access.ViewCompany, h.show),
		web.Get("/company/edit", access.EditCompany, h.edit),
		web.Post("/company/edit", access.EditCompany, h.change),
		web.Get("/company/terms", access.ViewCompany, h.terms),
		web.Post("/company/terms", access.AcceptTerms, h.acceptTerms),
		web.Get("/company/representative", access.EditCompany, h.representative),
		web.Post("/company/representative", access.EditCompany, h.nameRepresentative),
		web.Get("/recovery", access.SignedIn, h.recover),
		web.Post("/recovery", access.SignedIn, h.askRecovery),
		web.Get("/recoveries", access.ConfirmOwners, h.recoveries),
		web.Get("/recoveries/:id", access.ConfirmOwners, h.recovery),
		web.Post("/recoveries/:id/confirmation", access.ConfirmOwners, h.confirmOwner),
		web.Post("/recoveries/:id/refusal", access.ConfirmOwners, h.refuseOwner),
		web.Post("/company/recoveries/:id/refusal", access.ManageMembers, h.object),
		web.Get("/company/members", access.ManageMembers, h.members),
		web.Post("/company/members", access.ManageMembers, h.appoint),
		web.Post("/company/members/requests/:id/decline", access.ManageMembers, h.decline),
		web.Post("/company/members/:id/withdrawal", access.ManageMembers, h.withdraw),
	}
}

// companyModel is a firm's own page.
type companyModel struct {
	Name        string
	Facts       []view.Fact
	Workplaces  []workplaceModel
	CanEdit     bool
	CanManage   bool
	CanDelegate bool
	CanRecover  bool // ask to be owner
	History     []auditweb.Line
}

type workplaceModel struct {
	Name    string
	PNumber string
	Months  []monthModel
}

type monthModel struct {
	Month     string
	Employees string
	Note      string // where the number comes from, or ""
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	c, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(companyPage, c.Details.Name, newCompanyModel(r, c)), nil
}

func newCompanyModel(r *web.Request, c company.Company) companyModel {
	t := r.Texts
	m := companyModel{
		Name: c.Details.Name,
		Facts: []view.Fact{
			{Label: t.T("company.field.cvr"), Value: c.CVR},
			{Label: t.T("company.field.address"), Value: c.Details.Address},
			{Label: t.T("company.field.branch"), Value: c.Details.Branch},
			{Label: t.T("company.confirmed"), Value: t.Moment(c.Confirmed.At)},
		},
		CanEdit: r.Actor.Can(access.EditCompany), CanManage: r.Actor.Can(access.ManageMembers), CanDelegate: r.Actor.Can(access.Delegate), CanRecover: company.MayRecover(r.Actor),
		History: auditweb.History(t, c.Events),
	}
	if rep := representativeText(t, c.Representative); rep != "" {
		m.Facts = append(m.Facts, view.Fact{Label: t.T("visit.step.representative"), Value: rep})
	}
	for _, w := range c.Details.Workplaces {
		wm := workplaceModel{Name: w.Name, PNumber: w.PNumber}
		for _, e := range w.Employees {
			wm.Months = append(wm.Months, monthModel{t.Month(e.Month), employees(t, e.Counted()), registerNote(t, e)})
		}
		m.Workplaces = append(m.Workplaces, wm)
	}
	return m
}

// registerNote says where a number of employees comes from, when it is not only
// the firm's own word.
func registerNote(t *i18n.Texts, h company.Headcount) string {
	switch c := h.Correction; {
	case c != nil:
		return t.T("company.corrected", "register", employees(t, h.Hundredths), "n", employees(t, c.Hundredths), "who", t.Person(c.By), "why", c.Reason)
	case h.FromRegister:
		return t.T("company.from_register")
	}
	return ""
}

// editModel is the page where a firm's data are changed.
type editModel struct {
	Form   form.Model
	Theirs []view.Fact // what somebody else wrote meanwhile, or none
}

func (h Handlers) edit(r *web.Request) (web.Answer, error) {
	c, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	told := h.Companies.Told(r.Context(), c.CVR, c.Details)
	return showEdit(r, formOfDetails(c.Details.Filled(told)).SetVersion(c.Version), c, told), nil
}

// showEdit shows the form of a firm's data; c is the firm as it is now, which
// a stale form is shown with, and told what the register has said of it.
func showEdit(r *web.Request, f *form.Form, c company.Company, told company.Details) web.Answer {
	m := editModel{}
	if f.Stale() {
		f.SetVersion(c.Version)
		m.Theirs = newCompanyModel(r, c).Facts
	}
	m.Form = detailsForm(r, f, told, "/company/edit", "form.save")
	m.Form.Cancel = "/company"
	return web.Form(editPage, r.T("company.edit"), f, m)
}

func (h Handlers) change(r *web.Request) (web.Answer, error) {
	f := r.Form()
	if f.Ticked("add") {
		return h.editAgain(r, addRow(f))
	}
	details := readDetails(r.Today(), f)
	err := f.DoAt(func(version int64) error {
		_, err := h.Companies.Change(r.Context(), r.Actor, version, details)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.editAgain(r, f)
	}
	return web.SeeOther("/company", web.Done(r.T("company.saved"))), nil
}

// editAgain shows the form as typed, beside the firm as it is now.
func (h Handlers) editAgain(r *web.Request, f *form.Form) (web.Answer, error) {
	c, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return showEdit(r, f, c, h.Companies.Told(r.Context(), c.CVR, c.Details)), nil
}
