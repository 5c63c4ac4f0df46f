package need

import (
	"slices"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

// town is a municipality with two firms and one person.
type town struct {
	*Service
	t        *testing.T
	now      *clock.Fixed
	openings *opening.Service
	people   *candidate.Service
	anne     candidate.Candidate
}

func eachEngine(t *testing.T, test func(t *testing.T, s town)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		now := clock.At(mark(0).At)
		companies := company.NewService(db, cvr.List{}, now, company.Home{MunicipalityID: "mun_1"})
		elsewhere := company.NewService(db, cvr.List{}, now, company.Home{MunicipalityID: "mun_2"})
		details := company.Details{Name: "Firma", Address: "Gade 1", Workplaces: []company.Workplace{{PNumber: "1999999991", Name: "Her"}}}
		s := town{t: t, now: now, openings: opening.NewService(db, companies, now)}
		s.people = candidate.NewService(db, s.openings, now)
		s.Service = NewService(db, s.people, s.openings, companies, now)
		for actor, c := range map[*access.Actor]*company.Service{&owner: companies, &other: companies, &far: elsewhere} {
			s.must(c.Confirm(t.Context(), *actor, details))
		}
		s.must(companies.GiveTrust(t.Context(), consultant, "com_1"))
		var err error
		s.anne, err = s.people.Add(t.Context(), consultant, candidate.Profile{FirstName: "Anne", Mastered: []string{"Luge"}, MinutesWished: 300}, candidate.Wish{})
		s.must(err)
		test(t, s)
	}, Table.Spec(), Answers.Spec(), candidate.Table.Spec(), candidate.Referrals.Spec(), opening.Table.Spec(), opening.Hands.Spec(), company.Table.Spec(), company.Requests.Spec(), access.Grants.Spec())
}

var far = access.NewActor(access.Identity{PersonID: "per_5", Name: "Lis", Signatory: true}, access.Party{Kind: access.Company, ID: "com_3", CVR: "3"}, access.Owner)

func (s town) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// refused wants an error of a code.
func (s town) refused(what string, err error, code string) {
	s.t.Helper()
	if fault.CodeOf(err) != code {
		s.t.Errorf("%s: %v, want %q", what, err, code)
	}
}

// is gives the need a command left, which must stand at a status.
func (s town) is(want Status) func(Need, error) Need {
	return func(n Need, err error) Need {
		s.t.Helper()
		if err != nil || n.StatusOn(caldate.Of(s.now.Now())) != want {
			s.t.Fatalf("%s, %v; want %s", n.StatusOn(caldate.Of(s.now.Now())), err, want)
		}
		return n
	}
}

// standings are where the needs stand that a firm finds.
func (s town) standings(actor access.Actor) []Standing {
	s.t.Helper()
	cards, err := s.Cards(s.t.Context(), actor)
	s.must(err)
	var list []Standing
	for _, c := range cards {
		list = append(list, c.Standing)
	}
	return list
}

func (s town) finds(who string, actor access.Actor, want ...Standing) {
	s.t.Helper()
	if got := s.standings(actor); !slices.Equal(got, want) {
		s.t.Errorf("%s finds %v, want %v", who, got, want)
	}
}

// TestFromNeedToProposal walks the whole way: two firms could, one of them without
// a small job; the person is proposed, and the other firm is thanked.
func TestFromNeedToProposal(t *testing.T) {
	eachEngine(t, func(t *testing.T, s town) {
		ctx := t.Context()
		n := s.is(Draft)(s.Add(ctx, consultant, s.anne.ID, said()))
		s.finds("the firm of a draft", owner)
		n = s.is(Open)(s.AskFirms(ctx, consultant, n.ID))
		again := s.is(Open)(s.AskFirms(ctx, consultant, n.ID))
		if again.Version != n.Version {
			t.Error("a second click asks again")
		}
		s.finds("the firm", owner, Unanswered)
		s.finds("a firm of another municipality", far)
		_, err := s.Card(ctx, far, n.ID)
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("a foreign need: %v", err)
		}
		_, err = s.Reply(ctx, far, n.ID, Given{})
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("an answer to a foreign need: %v", err)
		}

		first, err := s.Reply(ctx, owner, n.ID, Given{Kind: Could, Minutes: 240, Line: "Vi har ro"})
		s.must(err)
		_, err = s.Reply(ctx, other, n.ID, Given{Kind: NotNow, Minutes: 60, OpeningID: "opn_x"})
		s.must(err)
		_, err = s.Reply(ctx, other, n.ID, Given{Kind: Could})
		s.must(err)
		s.finds("who could", owner, SaysCould)
		if list, err := s.List(ctx, consultant); err != nil || len(list) != 1 || list[0].Could != 2 {
			t.Errorf("the list: %+v %v", list, err)
		}
		_, err = s.Choose(ctx, consultant, n.ID, "nda_x", "")
		if got := fault.FieldsOf(err); got["chosen"] != "choose" {
			t.Errorf("choosing nobody: %v", err)
		}
		n = s.is(Picked)(s.Choose(ctx, consultant, n.ID, first.ID, "cnd_ignored"))
		if !n.Picked.Drafted || n.CandidateID != s.anne.ID {
			t.Errorf("%+v", n)
		}
		s.finds("the chosen", owner, Chosen)
		s.finds("the other", other, SaysCould)
		_, err = s.TakeBack(ctx, other, n.ID)
		s.refused("taking back when it is too late", err, "need_answered")
		_, err = s.Reply(ctx, other, n.ID, Given{Kind: NotNow})
		s.refused("answering when it is too late", err, "need_answered")

		ref := s.propose(n)
		wrong := ref
		wrong.OpeningID = "opn_other"
		_, err = s.Matched(ctx, consultant, n.ID, wrong)
		s.refused("a proposal to another job", err, "need_other_proposal")
		s.is(Matched)(s.Matched(ctx, consultant, n.ID, ref))
		s.finds("the firm with the proposal", owner)
		s.finds("the other firm", other, Found)
		s.now.Set(s.now.Now().AddDate(0, 0, KeptDays+1))
		s.finds("the other firm a month later", other)
	})
}

// propose publishes the draft that the firm got and proposes the person to it.
func (s town) propose(n Need) candidate.Referral {
	s.t.Helper()
	ctx := s.t.Context()
	o, err := s.openings.Get(ctx, owner, n.Picked.OpeningID)
	s.must(err)
	if o.Offer.Minutes != 240 || o.Offer.Kind != opening.Paid || o.Offer.Title != "Luge bede" || o.StatusOn(today) != opening.Draft {
		s.t.Errorf("the draft says %+v", o.Offer)
	}
	if _, err := s.openings.Get(ctx, consultant, o.ID); !fault.Is(err, fault.NotFound) {
		s.t.Errorf("the draft is not the firm's alone: %v", err)
	}
	o, err = s.openings.Change(ctx, owner, o.ID, opening.Edit{Version: o.Version, Offer: o.Offer, Mentor: "per_1"})
	s.must(err)
	_, err = s.openings.Publish(ctx, owner, o.ID)
	s.must(err)
	ref, err := s.people.Propose(ctx, consultant, o.ID, s.anne.ID, candidate.Consent{Purposes: []string{"paid"}, Fields: []string{"first_name"}, Given: today})
	s.must(err)
	return ref
}

// TestTakingBack: an answer and a choice can be taken back, each in its time.
func TestTakingBack(t *testing.T) {
	eachEngine(t, func(t *testing.T, s town) {
		ctx := t.Context()
		n := s.is(Open)(s.AskFirms(ctx, consultant, s.is(Draft)(s.Add(ctx, consultant, "", said())).ID))
		_, err := s.TakeBack(ctx, owner, n.ID)
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("taking back nothing: %v", err)
		}
		a, err := s.Reply(ctx, owner, n.ID, Given{Kind: Could})
		s.must(err)
		same, err := s.Reply(ctx, owner, n.ID, Given{Kind: Could})
		if s.must(err); same.Version != a.Version {
			t.Error("a second click answers again")
		}
		_, err = s.TakeBack(ctx, owner, n.ID)
		s.must(err)
		s.finds("who took it back", owner, SaidBack)
		_, err = s.Choose(ctx, consultant, n.ID, a.ID, s.anne.ID)
		if got := fault.FieldsOf(err); got["chosen"] != "choose" {
			t.Errorf("choosing what was taken back: %v", err)
		}
		_, err = s.Reply(ctx, owner, n.ID, Given{Kind: Could})
		s.must(err)
		for _, person := range []string{"", "cnd_foreign"} {
			_, err = s.Choose(ctx, consultant, n.ID, a.ID, person)
			if got := fault.FieldsOf(err); got["candidate"] != "choose" {
				t.Errorf("for %q: %v", person, err)
			}
		}
		named := said()
		named.Text = "Anne er god til det"
		n = s.is(Open)(s.Change(ctx, consultant, n.ID, n.Version, named)) // nobody knows of whom it is
		_, err = s.Choose(ctx, consultant, n.ID, a.ID, s.anne.ID)
		if got := fault.FieldsOf(err); got["candidate"] != "need_names_person" {
			t.Errorf("a need that names the person: %v", err)
		}
		n = s.is(Open)(s.Change(ctx, consultant, n.ID, n.Version, said()))
		n = s.is(Picked)(s.Choose(ctx, consultant, n.ID, a.ID, s.anne.ID))
		s.is(Open)(s.Release(ctx, consultant, n.ID))
		s.finds("who was released", owner, SaysCould)
		s.is(Picked)(s.Choose(ctx, consultant, n.ID, a.ID, "")) // with the draft there is
		_, err = s.Close(ctx, consultant, n.ID, "Hilsen fra Anne")
		if got := fault.FieldsOf(err); got["words"] != "need_names_person" {
			t.Errorf("words that name the person: %v", err)
		}
		s.is(Closed)(s.Close(ctx, consultant, n.ID, "Tak"))
		s.finds("who could, at the end", owner, Over)
		s.finds("who said nothing", other)
	})
}

// TestAnswerNamesOpening: an answer names a live opening of the firm's own, or none.
func TestAnswerNamesOpening(t *testing.T) {
	eachEngine(t, func(t *testing.T, s town) {
		ctx := t.Context()
		o, err := s.openings.Spot(ctx, owner, opening.Spotted{Tasks: []string{"Feje"}, Minutes: 480, When: "mandag", PNumber: "1999999991", Mentor: "per_1"})
		s.must(err)
		n := s.is(Open)(s.AskFirms(ctx, consultant, s.is(Draft)(s.Add(ctx, consultant, s.anne.ID, said())).ID))
		_, err = s.Reply(ctx, owner, n.ID, Given{Kind: Could, OpeningID: o.ID})
		if got := fault.FieldsOf(err); got["opening"] != "choose" {
			t.Errorf("a draft: %v", err)
		}
		_, err = s.openings.Publish(ctx, owner, o.ID)
		s.must(err)
		_, err = s.Reply(ctx, other, n.ID, Given{Kind: Could, OpeningID: o.ID})
		if got := fault.FieldsOf(err); got["opening"] != "choose" {
			t.Errorf("another firm's: %v", err)
		}
		a, err := s.Reply(ctx, owner, n.ID, Given{Kind: Could, OpeningID: o.ID})
		s.must(err)
		if n = s.is(Picked)(s.Choose(ctx, consultant, n.ID, a.ID, "")); n.Picked.OpeningID != o.ID || n.Picked.Drafted {
			t.Errorf("%+v", n.Picked)
		}
	})
}

// TestYear: a need that nobody says anything about is asked about, expires, is
// out of the lists, and comes back when it is wanted still.
func TestYear(t *testing.T) {
	eachEngine(t, func(t *testing.T, s town) {
		ctx := t.Context()
		n := s.is(Open)(s.AskFirms(ctx, consultant, s.is(Draft)(s.Add(ctx, consultant, "", said())).ID))
		var seen, asked, listed int
		start := s.now.Now()
		for day := range 365 {
			s.now.Set(start.AddDate(0, 0, day))
			seen += len(s.standings(owner))
			list, err := s.List(ctx, consultant)
			s.must(err)
			listed += len(list)
			if len(list) == 1 && list[0].AskedOn(caldate.Of(s.now.Now())) {
				asked++
			}
			if day == 75 {
				s.is(Open)(s.Renew(ctx, consultant, n.ID))
			}
		}
		// 61 days at first and 60 more after the day it was renewed, after which the
		// consultant finds it for 30 days: the last seven and the day itself it is asked.
		if seen != 61+60 || asked != 16 || listed != 76+60+30 {
			t.Errorf("the firm saw it on %d days, the consultant on %d and was asked on %d", seen, listed, asked)
		}
	})
}
