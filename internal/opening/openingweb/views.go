package openingweb

import (
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/campaign"
	"fodfaeste/internal/company"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{listPage, spotterPage, openingPage, editPage, handsPage, handPage}
}

var (
	samplePlaces  = []form.Option{{Value: "1009999991", Label: "Bageriet (1009999991)"}}
	sampleMentors = []form.Option{{Value: "p1", Label: "Mads Kjær"}, {Value: "p2", Label: "Karen Holm"}}
)

// sampleDay is the day the samples are looked at.
var sampleDay = caldate.MustParse("2026-11-21")

func sampleOpening(s opening.Status) opening.Opening {
	at := func(days int) time.Time { return sampleDay.Add(-days).Time().Add(9 * time.Hour) }
	by := func(days int) opening.Mark { return opening.Mark{By: "Lone Friis", At: at(days)} }
	sent := by(2)
	o := opening.Opening{CompanyName: "Nakskov Bageri ApS", Mentor: opening.Mentor{PersonID: "p1", Name: "Mads Kjær"}, TouchedAt: at(3)}
	switch s {
	case opening.InReview:
		o.Submitted = &sent
	case opening.SentBack, opening.Rejected:
		o.Submitted, o.Review = &sent, &opening.Review{Verdict: opening.Verdict(s), Reason: "Skriv, hvad man gør på en almindelig dag.", Mark: by(1)}
	case opening.Live:
		o.PublishedAt = at(10)
	case opening.Paused:
		o.PublishedAt, o.Paused = at(10), &sent
	case opening.Expired:
		o.PublishedAt = at(61)
	case opening.Closed, opening.Filled:
		o.PublishedAt, o.ClosedAt, o.CloseReason = at(10), at(1), map[opening.Status]string{opening.Filled: "filled", opening.Closed: "later"}[s]
	}
	o.ID, o.SamePerson = "opn_1", s == opening.Live // that one was ordered again
	o.Offer = opening.Offer{
		Title: "Rengøring af plader m.m.", Minutes: 480, Months: 3, When: "Hverdage 8–10", Start: caldate.MustParse("2026-11-30"),
		PNumber: "1009999991", Workplace: "Bageriet", Kind: opening.PraktikFirst, Pair: s == opening.Live, Conditions: []string{"calm", "fixed_tasks"},
		Promise: "Møder stabilt og kan gøre pladerne rene alene.",
		Tasks:   []opening.Task{{ID: "t1", Title: "Rengøring af plader", Minutes: 240}, {ID: "t2", Title: "Pakke brød", Minutes: 240}},
	}
	return o
}

var sampleCampaigns = []campaign.Campaign{{Doc: store.Doc{ID: "cmp_1"}, Call: campaign.Call{Name: "Job ved Femern"}}}

var listPage = view.New("pages/opening/list", func(t *i18n.Texts) []view.Sample[listModel] {
	waiting := listModel{Hands: t.N("hand.waiting", 2), Tabs: newTabs(t, opening.Tabs(sampleConsultant), opening.Live), Rows: []rowModel{newRow(t, sampleOpening(opening.Live), sampleDay, true)}}
	waiting.count(t, opening.InReview, 2)
	return []view.Sample[listModel]{
		{Name: "consultant", Model: waiting},
		{Name: "empty", Model: listModel{Empty: t.T("opening.empty.live"), CanAdd: true, Tabs: newTabs(t, []opening.Status{opening.Live, opening.Draft, opening.InReview, opening.Paused, opening.Expired, opening.Closed}, opening.Live)}},
		{Name: "typical", Model: listModel{CanAdd: true, Campaigns: true, Hands: t.T("hand.title"), Next: "/openings?after=x", Rows: []rowModel{newRow(t, sampleOpening(opening.Live), sampleDay, true), newRow(t, sampleOpening(opening.SentBack), sampleDay, false)}}},
	}
})

func sampleHands() []opening.Hand {
	asked := sampleDay.Add(-1).Time().Add(9 * time.Hour) // a Friday
	hand := func(id string, answered bool) opening.Hand {
		h := opening.Hand{CompanyName: "Nakskov Bageri ApS", By: "Karen Holm", AskedAt: asked, Wish: opening.Wish{Text: "Vi mangler en til at pakke brød", Minutes: 300, Phone: "12 34 56 78"}}
		h.ID = id
		if answered {
			h.Answer, h.OpeningID = &opening.HandAnswer{Text: "Jeg kommer forbi i morgen kl. 9.", Mark: opening.Mark{By: "Lone Friis", At: asked.Add(90 * time.Minute)}}, "opn_1"
		}
		return h
	}
	return []opening.Hand{hand("hnd_1", false), hand("hnd_2", true)}
}

var (
	sampleOwner      = access.NewActor(access.Identity{PersonID: "p2"}, access.Party{Kind: access.Company}, access.Owner)
	sampleConsultant = access.NewActor(access.Identity{PersonID: "p3"}, access.Party{Kind: access.Municipality}, access.Consultant)
)

var handsPage = view.New("pages/opening/hands", func(t *i18n.Texts) []view.Sample[handsModel] {
	wrong := form.Of(nil).Set("text", "En til lageret").Set("phone", "12")
	wrong.Fail("minutes", "required")
	wrong.Fail("phone", "phone")
	now, fast := sampleDay.Add(3).Time().Add(9*time.Hour), opening.Clock{Answered: 4, Median: 95}
	return []view.Sample[handsModel]{
		{Name: "empty", Model: newHandsModel(t, sampleOwner, form.Of(nil), nil, opening.Clock{}, now)},
		{Name: "typical", Model: newHandsModel(t, sampleOwner, form.Of(nil), sampleHands(), fast, now)},
		{Name: "errors", Model: newHandsModel(t, sampleOwner, wrong, nil, fast, now)},
		{Name: "consultant", Model: newHandsModel(t, sampleConsultant, form.Of(nil), sampleHands(), fast, now)},
		{Name: "consultant-empty", Model: newHandsModel(t, sampleConsultant, form.Of(nil), nil, opening.Clock{}, now)},
	}
})

var handPage = view.New("pages/opening/hand", func(t *i18n.Texts) []view.Sample[handModel] {
	wrong := form.Of(nil).Set("tasks", "Pakke brød")
	wrong.Fail("answer", "required")
	now, late := sampleDay.Add(3).Time().Add(9*time.Hour), sampleDay.Add(4).Time().Add(9*time.Hour)
	hands := sampleHands()
	return []view.Sample[handModel]{
		{Name: "waiting", Model: newHandModel(t, sampleOwner, form.Of(nil), hands[0], now)},
		{Name: "answered", Model: newHandModel(t, sampleOwner, form.Of(nil), hands[1], now)},
		{Name: "to-answer", Model: newHandModel(t, sampleConsultant, form.Of(nil), hands[0], late)},
		{Name: "errors", Model: newHandModel(t, sampleConsultant, wrong, hands[0], now)},
	}
})

var spotterPage = view.New("pages/opening/spotter", func(t *i18n.Texts) []view.Sample[spotterModel] {
	wrong := form.Of(nil).Set("minutes", "mange")
	wrong.Fail("tasks", "required")
	wrong.Fail("minutes", "duration")
	return []view.Sample[spotterModel]{
		{Name: "empty", Model: spotterModel{buildSpotter(t, form.Of(nil), samplePlaces, sampleMentors, nil)}},
		{Name: "errors", Model: spotterModel{buildSpotter(t, wrong, samplePlaces, sampleMentors, sampleCampaigns)}},
	}
})

var openingPage = view.New("pages/opening/opening", func(t *i18n.Texts) []view.Sample[openingModel] {
	owner, consultant := sampleOwner, sampleConsultant
	trusted := company.Trust{Given: &company.Given{By: "Lone Friis"}}
	show := func(name string, actor access.Actor, s opening.Status, trust company.Trust, f *form.Form, days int) view.Sample[openingModel] {
		return view.Sample[openingModel]{Name: name, Model: newOpeningModel(t, actor, sampleOpening(s), trust, f, sampleDay.Add(days))}
	}
	hinted := sampleOpening(opening.Draft)
	hinted.Offer.Title = "Vikar for Ida"
	changing := sampleOpening(opening.Live)
	changing.Pending = &opening.Snapshot{Offer: changing.Offer, Mentor: changing.Mentor, Mark: opening.Mark{By: "Karen Holm", At: sampleDay.Time()}}
	changing.Pending.Offer.Minutes, changing.Pending.Offer.Kind = 600, opening.BothAtOnce
	live := show("live", owner, opening.Live, trusted, form.Of(nil), 0)
	live.Model.Referrals = "/openings/opn_1/referrals"
	live.Model.Apply = grant.ApplyBy{Day: caldate.MustParse("2026-11-30"), Days: 9}.Text(t, caldate.MustParse("2026-12-14"))
	wrong := form.Of(nil)
	wrong.Fail("send_back_reason", "required")
	return []view.Sample[openingModel]{
		live,
		show("draft", owner, opening.Draft, trusted, form.Of(nil), 0),
		{Name: "hints", Model: newOpeningModel(t, owner, hinted, trusted, form.Of(nil), sampleDay)},
		show("first-draft", owner, opening.Draft, company.Trust{}, form.Of(nil), 0),
		show("draft-ends", owner, opening.Draft, trusted, form.Of(nil), 78),
		show("in-review", owner, opening.InReview, company.Trust{}, form.Of(nil), 0),
		show("sent-back", owner, opening.SentBack, company.Trust{}, form.Of(nil), 0),
		show("rejected", owner, opening.Rejected, company.Trust{}, form.Of(nil), 0),
		show("asked", owner, opening.Live, trusted, form.Of(nil), 44),
		show("paused", owner, opening.Paused, trusted, form.Of(nil), 0),
		show("expired", owner, opening.Expired, trusted, form.Of(nil), 0),
		show("closed", owner, opening.Closed, trusted, form.Of(nil), 0),
		show("filled", owner, opening.Filled, trusted, form.Of(nil), 0),
		show("consultant", consultant, opening.Live, trusted, form.Of(nil), 0),
		show("distrusted", consultant, opening.Live, company.Trust{Given: trusted.Given, Withdrawn: &company.Withdrawn{By: "Lone Friis"}}, form.Of(nil), 0),
		{Name: "changing", Model: newOpeningModel(t, owner, changing, trusted, form.Of(nil), sampleDay)},
		{Name: "change-to-see", Model: newOpeningModel(t, consultant, changing, trusted, form.Of(nil), sampleDay)},
		show("review", consultant, opening.InReview, company.Trust{}, form.Of(nil), 0),
		show("review-errors", consultant, opening.InReview, company.Trust{}, wrong, 0),
	}
})

var editPage = view.New("pages/opening/edit", func(t *i18n.Texts) []view.Sample[editModel] {
	wrong := formOf(sampleOpening(opening.Draft))
	wrong.Fail("title", "required")
	wrong.Fail("tasks.1.title", "task_twice")
	hinted := sampleOpening(opening.Draft)
	hinted.Offer.Tasks[1].Title, hinted.Offer.Promise = "Vikar for Ida", "Ring til Jens, 010190-1234"
	looked := formOf(hinted)
	warn(looked, hinted.Offer)
	return []view.Sample[editModel]{
		{Name: "hints", Model: editModel{Form: buildEdit(t, looked, "/openings/opn_1", samplePlaces, sampleMentors)}},
		{Name: "typical", Model: editModel{Form: buildEdit(t, formOf(sampleOpening(opening.Draft)), "/openings/opn_1", samplePlaces, sampleMentors)}},
		{Name: "errors", Model: editModel{Form: buildEdit(t, wrong, "/openings/opn_1", samplePlaces, sampleMentors)}},
		{Name: "changed-meanwhile", Model: editModel{
			Form:   buildEdit(t, formOf(sampleOpening(opening.Draft)), "/openings/opn_1", samplePlaces, sampleMentors),
			Theirs: []view.Fact{{Label: t.T("opening.fact.when"), Value: "Hverdage 9–11"}},
		}},
	}
})
