// Package companyweb shows a firm and its members, and welcomes people who
// have signed in and hold no role yet.
package companyweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/company"
	"fodfaeste/internal/form"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for firms.
type Handlers struct {
	Companies   *company.Service
	Invitations *invitation.Service
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
		CanEdit: r.Actor.Can(access.EditCompany), CanManage: r.Actor.Can(access.ManageMembers), CanDelegate: r.Actor.Can(access.Delegate),
		History: auditweb.History(t, c.Events),
	}
	for _, w := range c.Details.Workplaces {
		wm := workplaceModel{Name: w.Name, PNumber: w.PNumber}
		for _, e := range w.Employees {
			wm.Months = append(wm.Months, monthModel{t.Month(e.Month), t.Decimal(float64(e.Hundredths) / 100)})
		}
		m.Workplaces = append(m.Workplaces, wm)
	}
	return m
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
	return showEdit(r, formOfDetails(c.Details).SetVersion(c.Version), c), nil
}

// showEdit shows the form of a firm's data; c is the firm as it is now, which
// a stale form is shown with.
func showEdit(r *web.Request, f *form.Form, c company.Company) web.Answer {
	m := editModel{}
	if f.Stale() {
		f.SetVersion(c.Version)
		m.Theirs = newCompanyModel(r, c).Facts
	}
	m.Form = detailsForm(r, f, "/company/edit", "form.save")
	m.Form.Cancel = "/company"
	return web.Form(editPage, r.T("company.edit"), f, m)
}

func (h Handlers) change(r *web.Request) (web.Answer, error) {
	f := r.Form()
	var c company.Company
	if f.Ticked("add") {
		return showEdit(r, addRow(f), c), nil
	}
	details := readDetails(r.Today(), f)
	err := f.DoAt(func(version int64) (err error) {
		c, err = h.Companies.Change(r.Context(), r.Actor, version, details)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return showEdit(r, f, c), nil
	}
	return web.SeeOther("/company", web.Done(r.T("company.saved"))), nil
}
