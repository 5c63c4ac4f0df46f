package openingweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{listPage, spotterPage, openingPage, editPage}
}

var (
	samplePlaces  = []form.Option{{Value: "1009999991", Label: "Bageriet (1009999991)"}}
	sampleMentors = []form.Option{{Value: "p1", Label: "Mads Kjær"}, {Value: "p2", Label: "Karen Holm"}}
)

func sampleOpening(s opening.Status) opening.Opening {
	o := opening.Opening{CompanyName: "Nakskov Bageri ApS", Status: s, Mentor: opening.Mentor{PersonID: "p1", Name: "Mads Kjær"}}
	o.ID = "opn_1"
	o.Offer = opening.Offer{
		Title: "Rengøring af plader m.m.", Minutes: 480, Months: 3, When: "Hverdage 8–10", Start: caldate.MustParse("2026-11-30"),
		PNumber: "1009999991", Workplace: "Bageriet", Kind: opening.PraktikFirst, Conditions: []string{"calm", "fixed_tasks"},
		Promise: "Møder stabilt og kan gøre pladerne rene alene.",
		Tasks:   []opening.Task{{ID: "t1", Title: "Rengøring af plader", Minutes: 240}, {ID: "t2", Title: "Pakke brød", Minutes: 240}},
	}
	return o
}

var listPage = view.New("pages/opening/list", func(t *i18n.Texts) []view.Sample[listModel] {
	return []view.Sample[listModel]{
		{Name: "empty", Model: listModel{Empty: t.T("opening.empty.live"), CanAdd: true, Tabs: []tabModel{{t.T("opening.tab.live"), "/openings?status=live", true}}}},
		{Name: "typical", Model: listModel{CanAdd: true, Next: "/openings?after=x", Rows: []rowModel{newRow(t, sampleOpening(opening.Live)), newRow(t, sampleOpening(opening.Draft))}}},
	}
})

var spotterPage = view.New("pages/opening/spotter", func(t *i18n.Texts) []view.Sample[spotterModel] {
	wrong := form.Of(nil).Set("minutes", "mange")
	wrong.Fail("tasks", "required")
	wrong.Fail("minutes", "duration")
	return []view.Sample[spotterModel]{
		{Name: "empty", Model: spotterModel{buildSpotter(t, form.Of(nil), samplePlaces, sampleMentors)}},
		{Name: "errors", Model: spotterModel{buildSpotter(t, wrong, samplePlaces, sampleMentors)}},
	}
})

var openingPage = view.New("pages/opening/opening", func(t *i18n.Texts) []view.Sample[openingModel] {
	owner := access.NewActor(access.Identity{PersonID: "p2"}, access.Party{Kind: access.Company}, access.Owner)
	consultant := access.NewActor(access.Identity{PersonID: "p3"}, access.Party{Kind: access.Municipality}, access.Consultant)
	live := newOpeningModel(t, owner, sampleOpening(opening.Live), form.Of(nil))
	live.Apply = grant.ApplyBy{Day: caldate.MustParse("2026-11-30"), Days: 9}.Text(t, caldate.MustParse("2026-12-14"))
	return []view.Sample[openingModel]{
		{Name: "draft", Model: newOpeningModel(t, owner, sampleOpening(opening.Draft), form.Of(nil))},
		{Name: "live", Model: live},
		{Name: "closed", Model: newOpeningModel(t, owner, sampleOpening(opening.Closed), form.Of(nil))},
		{Name: "consultant", Model: newOpeningModel(t, consultant, sampleOpening(opening.Live), form.Of(nil))},
	}
})

var editPage = view.New("pages/opening/edit", func(t *i18n.Texts) []view.Sample[editModel] {
	wrong := formOf(sampleOpening(opening.Draft))
	wrong.Fail("title", "required")
	wrong.Fail("tasks.1.title", "task_twice")
	return []view.Sample[editModel]{
		{Name: "typical", Model: editModel{Form: buildEdit(t, formOf(sampleOpening(opening.Draft)), "/openings/opn_1", samplePlaces, sampleMentors)}},
		{Name: "errors", Model: editModel{Form: buildEdit(t, wrong, "/openings/opn_1", samplePlaces, sampleMentors)}},
		{Name: "changed-meanwhile", Model: editModel{
			Form:   buildEdit(t, formOf(sampleOpening(opening.Draft)), "/openings/opn_1", samplePlaces, sampleMentors),
			Theirs: []view.Fact{{Label: t.T("opening.fact.when"), Value: "Hverdage 9–11"}},
		}},
	}
})
