package gatheringweb

import (
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/gathering"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{listPage, gatheringPage, formPage, pledgesPage, pledgePage}
}

var (
	sampleDay   = caldate.MustParse("2026-11-21")
	coordinator = access.NewActor(access.Identity{PersonID: "per_1", Name: "Jens Toft"}, access.Party{Kind: access.Association, ID: "aso_1"}, access.Coordinator)
	owner       = access.NewActor(access.Identity{PersonID: "per_3", Name: "Birthe Holm"}, access.Party{Kind: access.Company, ID: "com_1"}, access.Owner)
)

func sampleGathering(days, seats int) gathering.Gathering {
	g := gathering.Gathering{AssociationID: "aso_1", AssociationName: "Sydhavets Erhvervsforening", Notice: gathering.Notice{
		Title: "Tilsagnsaften", Text: "En time med kaffe. Hver virksomhed siger, hvilke timer en ny kollega kunne tage.", On: sampleDay.Add(days), Time: 17 * 60, Place: "Havnegade 2, Nakskov", Seats: seats,
	}}
	g.ID, g.Version = "gat_1", 1
	g.SignUps = []gathering.SignUp{{CompanyID: "com_1", CompanyName: "Nakskov Bageri ApS", People: 2}, {CompanyID: "com_2", CompanyName: "Maribo Cykler v/ Tove Lund", People: 1}}
	g.Events = []audit.Event{{Type: "gathering_announced", At: sampleDay.Time(), ByName: "Jens Toft", Role: access.Coordinator, Party: g.AssociationName}}
	return g
}

func samplePledges() gathering.Gathering {
	g := sampleGathering(-1, 0)
	for i, p := range []gathering.Pledge{
		{Word: gathering.Word{Firm: "Nakskov Bageri ApS", CVR: "99999993", Work: "Opvask og bageplader", Minutes: 480, Phone: "54 92 00 00"}, FirmID: "pip_1", Drafted: true},
		{Word: gathering.Word{Firm: "Maribo Cykler v/ Tove Lund", CVR: "99999985", Work: "Gøre cykler klar", Minutes: 300}, FirmID: "pip_2"},
		{Word: gathering.Word{Firm: "Kroen på hjørnet", Work: strings.Repeat("Dække borde og ", 8) + "stryge duge", Minutes: 600}},
		{Word: gathering.Word{Firm: "Sakskøbing Kro", CVR: "99999861", Work: "Køkkenhjælp", Minutes: 600}},
	} {
		p.ID = string(rune('1' + i))
		g.Pledges = append(g.Pledges, p)
	}
	return g
}

var listPage = view.New("pages/gathering/list", func(t *i18n.Texts) []view.Sample[listModel] {
	cancelled := sampleGathering(3, 0)
	cancelled.CalledOff = &gathering.CalledOff{Why: "Sneen lukkede vejene."}
	list := []gathering.Gathering{sampleGathering(10, 30), sampleGathering(5, 3), cancelled, sampleGathering(-40, 0)}
	for i := range list {
		list[i].ID = "gat_" + string(rune('1'+i))
	}
	stranger := list[1]
	stranger.SignUps = stranger.SignUps[1:]
	wrong := form.Of(nil).Set("people", "40")
	wrong.Fail("people", "no_seats_left")
	return []view.Sample[listModel]{
		{Name: "none", Model: newList(t, coordinator, nil, form.Of(nil), "", sampleDay)},
		{Name: "association", Model: newList(t, coordinator, list, form.Of(nil), "", sampleDay)},
		{Name: "none-coming", Model: newList(t, owner, nil, form.Of(nil), "", sampleDay)},
		{Name: "firm", Model: newList(t, owner, []gathering.Gathering{list[0], stranger, cancelled}, form.Of(nil), "", sampleDay)},
		{Name: "errors", Model: newList(t, owner, []gathering.Gathering{stranger}, wrong, stranger.ID, sampleDay)},
	}
})

var gatheringPage = view.New("pages/gathering/gathering", func(t *i18n.Texts) []view.Sample[gatheringModel] {
	empty := sampleGathering(10, 0)
	empty.SignUps = nil
	wrong := form.Of(nil)
	wrong.Fail("why", "required")
	return []view.Sample[gatheringModel]{
		{Name: "empty", Model: newGathering(t, empty, form.Of(nil), sampleDay)},
		{Name: "typical", Model: newGathering(t, sampleGathering(10, 30), wrong, sampleDay)},
		{Name: "held", Model: newGathering(t, samplePledges(), form.Of(nil), sampleDay)},
	}
})

var formPage = view.New("pages/gathering/form", func(t *i18n.Texts) []view.Sample[formModel] {
	wrong := form.Of(nil).Set("on", "1.1.2020").Set("time", "kl. 17")
	wrong.Fail("title", "required")
	wrong.Fail("on", "before_today")
	wrong.Fail("time", "time_of_day")
	wrong.Fail("place", "required")
	theirs := newForm(t, formOf(sampleGathering(10, 30)), "gathering.edit", listPath+"/gat_1/edit", listPath+"/gat_1")
	theirs.Theirs = []view.Fact{{Label: t.T("gathering.field.title"), Value: "Åbent hus"}}
	return []view.Sample[formModel]{
		{Name: "typical", Model: newForm(t, formOf(sampleGathering(10, 30)), "gathering.edit", listPath+"/gat_1/edit", listPath+"/gat_1")},
		{Name: "errors", Model: newForm(t, wrong, "gathering.new", listPath, listPath)},
		{Name: "changed", Model: theirs},
	}
})

var pledgesPage = view.New("pages/gathering/pledges", func(t *i18n.Texts) []view.Sample[pledgesModel] {
	wrong := form.Of(nil).Set("firm", "Kroen").Set("work", "Opvask, har angst")
	wrong.Fail("minutes", "required")
	warn(wrong)
	return []view.Sample[pledgesModel]{
		{Name: "empty", Model: newPledges(t, sampleGathering(0, 0), form.Of(nil))},
		{Name: "typical", Model: newPledges(t, samplePledges(), form.Of(nil))},
		{Name: "errors", Model: newPledges(t, samplePledges(), wrong)},
	}
})

var pledgePage = view.New("pages/gathering/pledge", func(t *i18n.Texts) []view.Sample[pledgeModel] {
	f := form.Of(nil).Set("firm", "Kroen på hjørnet").Set("work", "Dække borde").SetMinutes("minutes", 600)
	wrong := form.Of(nil).Set("firm", "Kroen på hjørnet").Set("cvr", "123").Set("work", "Dække borde").SetMinutes("minutes", 600)
	wrong.Fail("cvr", "cvr_digits")
	return []view.Sample[pledgeModel]{
		{Name: "typical", Model: pledgeModel{pledgeForm(t, f, listPath+"/gat_1/pledges/1", "form.save")}},
		{Name: "errors", Model: pledgeModel{pledgeForm(t, wrong, listPath+"/gat_1/pledges/1", "form.save")}},
	}
})
