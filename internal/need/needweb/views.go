package needweb

import (
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/need"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{listPage, editPage, needPage, cardPage} }

// sampleDay is the day the samples are looked at.
var sampleDay = caldate.MustParse("2026-11-21")

var (
	sampleOwner      = access.NewActor(access.Identity{PersonID: "p2"}, access.Party{Kind: access.Company}, access.Owner)
	sampleConsultant = access.NewActor(access.Identity{PersonID: "p3"}, access.Party{Kind: access.Municipality}, access.Consultant)
	samplePerson     = candidate.Candidate{Doc: store.Doc{ID: "cnd_1"}, Profile: candidate.Profile{FirstName: "Sanne"}}
	sampleJobs       = []form.Option{{Value: "opn_1", Label: "Rengøring af plader"}}
	sampleSaid       = need.Said{
		Tasks: []string{"Pakke varer", "Gøre rent"}, MinutesNow: 240, MinutesWished: 600, Conditions: []string{"calm", "own_pace"}, Times: []string{"morning"},
		Place: "4900 Nakskov", From: sampleDay.Add(9), Purposes: candidate.Purposes(), Text: "Vil gerne have en fast makker.",
	}
)

func sampleAt(days int) time.Time { return sampleDay.Add(-days).Time().Add(9 * time.Hour) }

// sampleNeed stands somewhere on the day of the samples.
func sampleNeed(s need.Status) need.Need {
	by := func(days int) need.Mark { return need.Mark{By: "Bo Lindtner", At: sampleAt(days)} }
	n := need.Need{Doc: store.Doc{ID: "ned_1"}, CandidateID: samplePerson.ID, Said: sampleSaid, Consultant: "Bo Lindtner", WrittenAt: sampleAt(4)}
	if s != need.Draft {
		asked := by(3)
		n.Asked = &asked
	}
	switch s {
	case need.Expired:
		n.Asked.At = sampleAt(70)
	case need.Picked:
		n.Picked = &need.Pick{AnswerID: "nda_1", CompanyName: "Nakskov Bageri ApS", OpeningID: "opn_1", Mark: by(1)}
	case need.Matched:
		n.Ended = &need.Ending{ReferralID: "ref_1", Mark: by(0)}
	case need.Closed:
		n.Ended = &need.Ending{Words: "Tak, fordi I svarede.", Mark: by(0)}
	}
	return n
}

func sampleAnswers() []need.Answer {
	could := need.Answer{Doc: store.Doc{ID: "nda_1"}, CompanyName: "Nakskov Bageri ApS", By: "Karen Holm", At: sampleAt(2), OpeningTitle: "Rengøring af plader",
		Given: need.Given{Kind: need.Could, Minutes: 480, Line: "Vi har ro fra kl. 10.", OpeningID: "opn_1"}}
	could.AppendOutside("Karen Holm", could.At, audit.Event{Type: "need_could"})
	early := need.Answer{Doc: store.Doc{ID: "nda_2"}, CompanyName: "Maribo Cykler", By: "Tove Lund", At: sampleAt(5), Given: need.Given{Kind: need.Could}}
	not := need.Answer{Doc: store.Doc{ID: "nda_3"}, CompanyName: "Plejehjemmet Strandlyst", By: "Lis Bech", At: sampleAt(1), Given: need.Given{Kind: need.NotNow, Line: "Spørg igen til foråret."}}
	back := need.Answer{Doc: store.Doc{ID: "nda_4"}, CompanyName: "Sakskøbing Friskole", By: "Pia Lunde", At: sampleAt(1), Given: need.Given{Kind: need.Could}, TakenBack: &need.Mark{By: "Pia Lunde", At: sampleAt(0)}}
	return []need.Answer{could, early, not, back}
}

func sampleCard(s need.Standing) need.Card {
	c := need.Card{ID: "ned_1", Said: sampleSaid, Consultant: "Bo Lindtner", LastDay: sampleDay.Add(50), Standing: s, Open: s == need.Unanswered || s == need.SaysCould || s == need.SaysNotNow}
	if a := sampleAnswers()[0]; s != need.Unanswered {
		c.Answer = &a
	}
	switch s {
	case need.SaysCould:
		c.Changed = true
	case need.SaysNotNow:
		c.Answer.Given = need.Given{Kind: need.NotNow}
	case need.Chosen:
		c.Drafted = "opn_2"
	case need.Over:
		c.Words = "Tak, fordi I svarede."
	}
	return c
}

var listPage = view.New("pages/need/list", func(t *i18n.Texts) []view.Sample[listModel] {
	empty, firm, municipality := newList(t, sampleOwner), newList(t, sampleOwner), newList(t, sampleConsultant)
	var cards []need.Card
	for _, s := range need.Standings() {
		cards = append(cards, sampleCard(s))
	}
	firm.addCards(t, cards)
	var needs []need.Listed
	for _, s := range need.Statuses() {
		needs = append(needs, need.Listed{Need: sampleNeed(s), Could: 2})
	}
	near := sampleNeed(need.Open)
	near.Asked.At = sampleAt(55)
	municipality.addNeeds(t, append(needs, need.Listed{Need: near}), sampleDay)
	return []view.Sample[listModel]{
		{Name: "empty", Model: empty}, {Name: "municipality-empty", Model: newList(t, sampleConsultant)}, {Name: "firm", Model: firm}, {Name: "municipality", Model: municipality},
	}
})

var editPage = view.New("pages/need/edit", func(t *i18n.Texts) []view.Sample[editModel] {
	wrong, hinted := formOf(sampleSaid).SetVersion(2), sampleSaid
	hinted.Tasks, hinted.Text = []string{"Arbejde sammen med Peter"}, "Ring til 010190-1234. Depression."
	wrong.Fail("place", "need_names_person")
	warn(wrong, hinted)
	return []view.Sample[editModel]{
		{Name: "new", Model: editModel{Title: t.T("need.new"), Form: buildSaid(t, form.Of(nil), "/needs", "/needs")}},
		{Name: "prefilled", Model: editModel{Title: t.T("need.new"), Form: buildSaid(t, formOf(sampleSaid).Set("candidate", "cnd_1"), "/needs", "/needs")}},
		{Name: "errors", Model: editModel{Title: t.T("need.edit"), Form: buildSaid(t, wrong, "/needs/ned_1/edit", "/needs/ned_1"), Theirs: facts(t, sampleSaid)}},
	}
})

var needPage = view.New("pages/need/need", func(t *i18n.Texts) []view.Sample[needModel] {
	show := func(name string, s need.Status, change func(*matter), f *form.Form) view.Sample[needModel] {
		x := matter{need: sampleNeed(s), person: samplePerson, answers: sampleAnswers()}
		if s == need.Draft {
			x.answers = nil
		}
		if change != nil {
			change(&x)
		}
		return view.Sample[needModel]{Name: name, Model: newNeedModel(t, sampleConsultant, x, f, sampleDay)}
	}
	job := func(s opening.Status) func(*matter) {
		return func(x *matter) {
			x.opening = &opening.Opening{PublishedAt: sampleAt(1), Offer: opening.Offer{Title: "Rengøring af plader"}}
			switch s {
			case opening.InReview:
				x.opening.PublishedAt, x.opening.Submitted = time.Time{}, &opening.Mark{At: sampleAt(0)}
			case opening.Closed:
				x.opening.ClosedAt = sampleAt(0)
			}
		}
	}
	wrong := form.Of(nil).Set("words", "Sanne siger tak")
	wrong.Fail("chosen", "choose")
	wrong.Fail("candidate", "choose")
	wrong.Fail("words", "need_names_person")
	return []view.Sample[needModel]{
		show("draft", need.Draft, func(x *matter) { x.need.Said.Text = "Spørg efter Peter" }, form.Of(nil)),
		show("open", need.Open, nil, form.Of(nil)),
		show("no-answers", need.Open, func(x *matter) { x.answers = nil }, form.Of(nil)),
		show("near", need.Open, func(x *matter) { x.need.Asked.At = sampleAt(55) }, form.Of(nil)),
		show("errors", need.Open, func(x *matter) {
			x.need.CandidateID, x.person, x.register = "", candidate.Candidate{}, []candidate.Candidate{samplePerson}
		}, wrong),
		show("firm", need.Picked, nil, form.Of(nil)),
		show("gone", need.Picked, func(x *matter) { x.answers[0].TakenBack = &need.Mark{} }, form.Of(nil)),
		show("review", need.Picked, job(opening.InReview), form.Of(nil)),
		show("not-live", need.Picked, job(opening.Closed), form.Of(nil)),
		show("consent", need.Picked, job(opening.Live), form.Of(nil)),
		show("matched", need.Matched, nil, form.Of(nil)),
		show("closed", need.Closed, nil, form.Of(nil)),
		show("expired", need.Expired, nil, form.Of(nil)),
	}
})

var cardPage = view.New("pages/need/card", func(t *i18n.Texts) []view.Sample[cardModel] {
	wrong := form.Of(nil)
	wrong.Fail("answer", "choose")
	wrong.Fail("line", "cpr")
	samples := []view.Sample[cardModel]{{Name: "errors", Model: newCardModel(t, sampleCard(need.Unanswered), nil, wrong)}}
	for _, s := range need.Standings() {
		samples = append(samples, view.Sample[cardModel]{Name: string(s), Model: newCardModel(t, sampleCard(s), sampleJobs, form.Of(nil))})
	}
	return samples
})
