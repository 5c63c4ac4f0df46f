package delegationweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{ownPage, firmsPage, lapsedPage} }

var sampleDay = caldate.MustParse("2026-11-21")

// sampleDelegations are one of each status, the last of them asked to be renewed.
func sampleDelegations() []delegation.Delegation {
	signed := func(firm string, until caldate.Date) delegation.Delegation {
		d := delegation.Delegation{
			CompanyName: firm, AssociationName: "Sydhavets Erhvervsforening", Rights: delegation.Rights(), Until: until, SignedBy: "Karen Holm", SignedAt: sampleDay.Time(),
		}
		d.ID = "dlg_1"
		d.Events = []audit.Event{{Type: "delegation_signed", At: sampleDay.Time(), ByName: "Karen Holm", Role: access.Owner, Party: firm, ToChoices: []string{"delegation.rights.prepare"}, To: until.Danish()}}
		return d
	}
	active, ended, revoked, soon := signed("Nakskov Bageri ApS", sampleDay.Add(200)), signed("Plejehjemmet Strandlyst", sampleDay.Add(-1)), signed("Maribo Cykler v/ Tove Lund", sampleDay.Add(90)), signed("Sydhavets Teknik A/S", sampleDay.Add(10))
	revoked.RevokedAt, revoked.RevokedBy = sampleDay.Time(), "Tove Lund"
	soon.AskedAt, soon.AskedBy = sampleDay.Time(), "Jens Toft"
	return []delegation.Delegation{active, ended, revoked, soon}
}

var ownPage = view.New("pages/delegation/own", func(t *i18n.Texts) []view.Sample[ownModel] {
	one := []access.Party{{ID: "aso_1", Name: "Sydhavets Erhvervsforening"}}
	two := append(one, access.Party{ID: "aso_2", Name: "Erhvervsrådet Vest for Storebælt og Omegns Handelsstandsforening"})
	wrong := form.Of(nil).Set("rights", "publish").Set("until", "1.1.2030")
	wrong.Fail("association", "choose")
	wrong.Fail("rights", "publish_without_prepare")
	wrong.Fail("until", "over_twelve_months")
	fresh := newOwn(t, nil, one, sampleDay, form.Of(nil).Set("rights", "prepare").Set("until", "1.5.2027"))
	fresh.Fresh = []linkModel{{t.T("delegation.fresh_link", "broker", "MitID Erhverv"), "/signin/dev/start?fresh=1"}}
	return []view.Sample[ownModel]{
		{Name: "empty", Model: newOwn(t, nil, one, sampleDay, form.Of(nil))},
		{Name: "typical", Model: newOwn(t, sampleDelegations(), two, sampleDay, form.Of(nil))},
		{Name: "errors", Model: newOwn(t, sampleDelegations()[:1], two, sampleDay, wrong)},
		{Name: "prove-first", Model: fresh},
	}
})

var firmsPage = view.New("pages/delegation/firms", func(t *i18n.Texts) []view.Sample[firmsModel] {
	return []view.Sample[firmsModel]{
		{Name: "empty", Model: newFirms(t, nil, sampleDay)},
		{Name: "typical", Model: newFirms(t, sampleDelegations(), sampleDay)},
	}
})

var lapsedPage = view.New("pages/delegation/lapsed", func(t *i18n.Texts) []view.Sample[lapsedModel] {
	list := sampleDelegations()
	typed := form.Of(nil).Set("tasks", "Folde kageæsker\nFeje bagrummet").Set("minutes", "4").Set("when", "Hverdage fra 13").Set("mentor", "prs_1")
	edited := form.Of(nil).Set("title", "Folde kageæsker").Set("tasks.0.title", "Folde kageæsker").Set("tasks.1.title", "Feje bagrummet").Set("tasks.1.minutes", "1")
	return []view.Sample[lapsedModel]{
		{Name: "nothing-typed", Model: newLapsed(t, list[1], sampleDay, form.Of(nil))},
		{Name: "revoked", Model: newLapsed(t, list[2], sampleDay, typed)},
		{Name: "not-acting", Model: newLapsed(t, list[0], sampleDay, edited)},
	}
})
