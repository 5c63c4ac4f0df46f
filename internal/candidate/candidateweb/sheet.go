package candidateweb

import (
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// sheetModel is what the person gets on paper before there is a course, said to
// the person: the small job, what the firm sees, the promise and whom to ring.
type sheetModel struct {
	Name    string
	Back    string
	Lead    string
	Job     []view.Fact
	Tasks   []string
	Level   string // the hours the person can now and would like to, or ""
	Shown   []view.Fact
	Pair    string // that two start together, or that they do not any more, or ""
	Promise string
	Call    string
}

func (h Handlers) sheet(r *web.Request) (web.Answer, error) {
	ref, err := h.Candidates.Referral(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	if ref.Shown.FirstName == "" { // deleted, and nothing to say any more
		return nil, fault.New(fault.NotFound, "")
	}
	o, err := h.Openings.Get(r.Context(), r.Actor, ref.OpeningID)
	if err != nil {
		return nil, err
	}
	other, err := h.Candidates.Other(r.Context(), r.Actor, ref)
	if err != nil {
		return nil, err
	}
	return web.Page(sheetPage, r.T("sheet.link"), newSheet(r.Texts, ref, other, o)), nil
}

// newSheet names nobody else: who the other one is, they tell each other.
func newSheet(t *i18n.Texts, ref candidate.Referral, other *candidate.Referral, o opening.Opening) sheetModel {
	m := sheetModel{
		Name: ref.Shown.FirstName, Back: "/referrals/" + ref.ID, Lead: t.T("sheet.lead", "name", ref.Shown.FirstName, "company", ref.CompanyName),
		Shown: profileFacts(t, ref.Shown), Promise: o.Offer.Promise, Call: t.Person(ref.Consultant),
		Job: []view.Fact{
			{Label: t.T("opening.field.when"), Value: o.Offer.When},
			{Label: t.T("opening.field.minutes"), Value: t.T("opening.per_week", "hours", t.Hours(o.Offer.Minutes))},
			{Label: t.T("opening.field.start"), Value: t.Date(o.Offer.Start)},
			{Label: t.T("placement.fact.place"), Value: o.Offer.Workplace},
			{Label: t.T("placement.fact.mentor"), Value: t.Person(o.Mentor.Name)},
		},
	}
	switch {
	case ref.Two(other):
		m.Pair = t.T("referral.sheet.two")
	case ref.PairID != "":
		m.Pair = t.T("referral.sheet.alone")
	}
	for _, task := range o.Offer.Tasks {
		m.Tasks = append(m.Tasks, task.Title)
	}
	switch now, wished := ref.Shown.MinutesNow, ref.Shown.MinutesWished; {
	case now > 0 && wished > now:
		m.Level = t.T("referral.sheet.level_rising", "now", t.Hours(now), "wished", t.Hours(wished))
	case wished > 0:
		m.Level = t.T("referral.sheet.level", "wished", t.Hours(wished))
	}
	return m
}

var sheetPage = view.New("pages/candidate/sheet", func(t *i18n.Texts) []view.Sample[sheetModel] {
	o := opening.Opening{Offer: opening.Offer{When: "Hverdage kl. 6–10", Minutes: 480, Start: sampleDay.Add(16), Workplace: "Bageriet", Promise: "Når du kan pakke alene i fire uger, ansætter vi dig.",
		Tasks: []opening.Task{{Title: "Rengøring af plader"}, {Title: "Pakke brød"}}}, Mentor: opening.Mentor{Name: "Søren Krag"}}
	first, second := samplePair()
	little := sampleReferral(candidate.New)
	little.Shown, little.PairID = candidate.Profile{FirstName: "Sanne"}, "ref_gone"
	return []view.Sample[sheetModel]{
		{Name: "typical", Model: newSheet(t, first, &second, o)},
		{Name: "little", Model: newSheet(t, little, nil, opening.Opening{Offer: opening.Offer{Tasks: o.Offer.Tasks[:1]}})},
	}
})
