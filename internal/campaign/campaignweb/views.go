package campaignweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/campaign"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{listPage, campaignPage, formPage} }

var (
	sampleDay   = caldate.MustParse("2026-11-21")
	coordinator = access.NewActor(access.Identity{PersonID: "per_1", Name: "Jens Toft"}, access.Party{Kind: access.Association, ID: "aso_1"}, access.Coordinator)
	consultant  = access.NewActor(access.Identity{PersonID: "per_2", Name: "Karen Holm"}, access.Party{Kind: access.Municipality, ID: "mun_1"}, access.Consultant)
	owner       = access.NewActor(access.Identity{PersonID: "per_3", Name: "Birthe Holm"}, access.Party{Kind: access.Company, ID: "com_1"}, access.Owner)
)

func sampleCampaigns() []campaign.Campaign {
	one := func(name string, from, until int) campaign.Campaign {
		c := campaign.Campaign{AssociationID: "aso_1", AssociationName: "Sydhavets Erhvervsforening", Call: campaign.Call{
			Name: name, Text: "Byggeriet ved Femern giver travlhed i kantiner, rengøring og på lagre. Hvilke timer kunne en ny kollega tage?", Template: "season",
			From: sampleDay.Add(from), Until: sampleDay.Add(until),
		}}
		c.ID, c.Version = "cmp_1", 1
		c.Events = []audit.Event{{Type: "campaign_begun", At: sampleDay.Time(), ByName: "Jens Toft", Role: access.Coordinator, Party: c.AssociationName}}
		return c
	}
	return []campaign.Campaign{one("Job ved Femern", -10, 60), one("Sommerens travle uger på havnene mellem Rødbyhavn og Gedser", 160, 260), one("Ekstra rengøring", -200, -90)}
}

var listPage = view.New("pages/campaign/list", func(t *i18n.Texts) []view.Sample[listModel] {
	return []view.Sample[listModel]{
		{Name: "none", Model: newList(t, nil, map[string]int{}, sampleDay)},
		{Name: "association", Model: newList(t, sampleCampaigns(), map[string]int{"small_job": 41, "try_out": 1}, sampleDay)},
		{Name: "none-running", Model: newList(t, nil, nil, sampleDay)},
		{Name: "firm", Model: newList(t, sampleCampaigns()[:1], nil, sampleDay)},
	}
})

var campaignPage = view.New("pages/campaign/campaign", func(t *i18n.Texts) []view.Sample[campaignModel] {
	list := sampleCampaigns()
	counts := campaign.Counts{Openings: 14, Live: 9, Filled: 4, Firms: 11}
	live := []opening.Opening{{CompanyName: "Nakskov Bageri ApS", Offer: opening.Offer{Title: "Rengøring af plader m.m.", Minutes: 480}}}
	base := "https://fodfaeste.dk"
	return []view.Sample[campaignModel]{
		{Name: "association", Model: newCampaign(t, coordinator, list[0], counts, nil, base, sampleDay)},
		{Name: "firm", Model: newCampaign(t, owner, list[0], campaign.Counts{}, nil, base, sampleDay)},
		{Name: "consultant", Model: newCampaign(t, consultant, list[0], counts, live, base, sampleDay)},
		{Name: "consultant-none", Model: newCampaign(t, consultant, list[2], campaign.Counts{Openings: 1, Firms: 1}, nil, base, sampleDay)},
	}
})

var formPage = view.New("pages/campaign/form", func(t *i18n.Texts) []view.Sample[formModel] {
	wrong := form.Of(nil).Set("from", "1.2.2027").Set("until", "1.1.2027")
	wrong.Fail("name", "required")
	wrong.Fail("text", "required")
	wrong.Fail("until", "before_start")
	wrong.Fail("template", "choose")
	theirs := newForm(t, formOf(sampleCampaigns()[0]), "campaign.edit", listPath+"/cmp_1/edit", listPath+"/cmp_1")
	theirs.Theirs = []view.Fact{{Label: t.T("campaign.field.name"), Value: "Femern"}}
	return []view.Sample[formModel]{
		{Name: "typical", Model: newForm(t, formOf(sampleCampaigns()[0]), "campaign.edit", listPath+"/cmp_1/edit", listPath+"/cmp_1")},
		{Name: "errors", Model: newForm(t, wrong, "campaign.new", listPath, listPath)},
		{Name: "changed", Model: theirs},
	}
})
