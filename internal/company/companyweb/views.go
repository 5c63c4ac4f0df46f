package companyweb

import (
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{welcomePage, companyPage, editPage, membersPage, invitationsPage, invitationPage, preparePage, invitedPage, termsPage, representativePage, recoverPage, recoveriesPage, recoveryPage}
}

// sampleTold is what the register said of the samples.
var sampleTold = company.Details{Workplaces: []company.Workplace{{PNumber: "1009999991", Employees: []company.Headcount{{Month: caldate.MustParse("2026-10-01"), Hundredths: 1850, FromRegister: true}}}}}

// sampleDay is the day the samples are set on.
var sampleDay = caldate.MustParse("2026-11-21")

func sampleForm(t *i18n.Texts, f *form.Form) form.Model {
	return buildDetails(t, sampleDay, f, sampleTold, "/company/edit", "form.save")
}

var welcomePage = view.New("pages/company/welcome", func(t *i18n.Texts) []view.Sample[welcomeModel] {
	var samples []view.Sample[welcomeModel]
	for _, way := range []string{"claim", "ask", "waiting", "unknown", "operator"} {
		samples = append(samples, view.Sample[welcomeModel]{Name: way, Model: welcomeModel{Party: "Nakskov Bageri ApS", Way: way, Reference: "per_1"}})
	}
	samples = append(samples, view.Sample[welcomeModel]{Name: "declined", Model: welcomeModel{
		Party: "Nakskov Bageri ApS", Way: "declined", By: "Karen Holm", When: "21. november 2026 kl. 10.00",
	}})
	samples = append(samples, view.Sample[welcomeModel]{Name: "other_firm", Model: welcomeModel{Party: "Nakskov Bageri ApS", Way: "other_firm", Other: "Maribo Cykler v/ Tove Lund (CVR 99999985)"}})
	return append(samples, view.Sample[welcomeModel]{Name: "confirm", Model: welcomeModel{
		Party: "Nakskov Bageri ApS", Way: "confirm", Form: sampleForm(t, formOfDetails(company.Details{Name: "Nakskov Bageri ApS"})),
	}})
})

var companyPage = view.New("pages/company/company", func(t *i18n.Texts) []view.Sample[companyModel] {
	return []view.Sample[companyModel]{
		{Name: "new", Model: companyModel{Name: "Nakskov Bageri ApS", CanRecover: true}},
		{Name: "typical", Model: companyModel{
			Name: "Nakskov Bageri ApS", CanEdit: true, CanManage: true, CanDelegate: true,
			Facts: []view.Fact{{Label: t.T("company.field.cvr"), Value: "99999993"}},
			Workplaces: []workplaceModel{{"Bageriet, Søndergade", "1009999991", []monthModel{
				{"oktober 2026", "20", t.T("company.corrected", "register", "18,5", "n", "20", "who", "Birthe Holm", "why", "to nye siden august")},
				{"september 2026", "18,5", t.T("company.from_register")}, {"august 2026", "12,5", ""}}}},
			History: []auditweb.Line{{When: "21. november 2026 kl. 10.00", What: t.T("history.company_confirmed"), Who: "Karen Holm"}},
		}},
	}
})

var editPage = view.New("pages/company/edit", func(t *i18n.Texts) []view.Sample[editModel] {
	wrong := form.Of(nil).Set("name", "").Set("rows", "2").Set("workplaces.0.p_number", "12")
	wrong.Fail("name", "required")
	wrong.Fail("workplaces.0.p_number", "p_number")
	corrected := formOfDetails(company.Details{Name: "Nakskov Bageri ApS", Workplaces: sampleTold.Workplaces}).Set("workplaces.0.2026-10-01", "20")
	corrected.Fail("workplaces.0.reason", "correction_reason")
	return []view.Sample[editModel]{
		{Name: "corrected-without-reason", Model: editModel{Form: sampleForm(t, corrected)}},
		{Name: "empty", Model: editModel{Form: sampleForm(t, form.Of(nil))}},
		{Name: "errors", Model: editModel{Form: sampleForm(t, wrong)}},
		{Name: "changed-meanwhile", Model: editModel{Form: sampleForm(t, form.Of(nil)), Theirs: []view.Fact{{Label: t.T("company.field.address"), Value: "Søndergade 1"}}}},
	}
})

var membersPage = view.New("pages/company/members", func(t *i18n.Texts) []view.Sample[membersModel] {
	b := form.Of(nil).Build(t, "members.field")
	appoint := b.Model("/company/members", "members.appoint", b.Options(form.Select, "person", form.Option{Value: "p1", Label: "Mads Kjær"}),
		b.Choices(form.Radios, "role", "members.role", "approver", "mentor"), b.Optional(form.Day, "from"), b.Optional(form.Day, "until"))
	return []view.Sample[membersModel]{
		{Name: "alone", Model: membersModel{Form: appoint, Members: []memberModel{{Name: "Karen Holm", Roles: []roleModel{{ID: "g1", Label: t.T("role.owner")}}}}}},
		{Name: "typical", Model: membersModel{
			Mails:  t.N("delivery.returned_members", 1, "names", "Karen Holm"),
			Deputy: true, Claims: []claimModel{{"rcv_1", t.T("recovery.here", "who", "Henrik Dam", "text", "Karen er stoppet")}}, Form: appoint, Waiting: []waitingModel{{"ask_1", "Mads Kjær", "21. november 2026 kl. 9.30"}},
			Members: []memberModel{{Name: "Karen Holm", Roles: []roleModel{
				{ID: "g1", Label: t.T("role.owner")},
				{ID: "g2", Label: t.T("role.deputy"), Until: "til 1. december 2026", Given: "givet", Withdraw: "stedfortræder for HR, Karen Holm"}}}},
			Past:    []pastModel{{"Jens Due var mentor til 1. oktober 2026"}},
			History: []auditweb.Line{{When: "20. november 2026 kl. 10.00", What: t.T("history.access_declined"), Change: "Mads Kjær", Who: "Karen Holm, ejer"}},
		}},
	}
})
