package opening

import (
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

// shop is a firm that is not trusted yet, with its municipality.
type shop struct {
	*Service
	t                 *testing.T
	db                *store.DB
	now               *clock.Fixed
	owner, consultant access.Actor
}

func eachEngine(t *testing.T, test func(t *testing.T, s shop)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		now := clock.At(at(today))
		s := shop{t: t, db: db, now: now,
			owner:      access.NewActor(access.Identity{PersonID: "per_1", Name: "Birthe", Signatory: true}, access.Party{Kind: access.Company, ID: "com_1", Name: "Bageri"}, access.Owner),
			consultant: access.NewActor(access.Identity{PersonID: "per_2", Name: "Karen"}, access.Party{Kind: access.Municipality, ID: "mun_1"}, access.Consultant),
		}
		companies := company.NewService(db, cvr.List{}, now, company.Home{MunicipalityID: "mun_1"})
		details := company.Details{Name: "Bageri", Address: "Gade 1", Workplaces: []company.Workplace{{PNumber: "1999999991", Name: "Her"}}}
		if err := companies.Confirm(t.Context(), s.owner, details); err != nil {
			t.Fatal(err)
		}
		s.Service = NewService(db, companies, now)
		test(t, s)
	}, Table.Spec(), Hands.Spec(), company.Table.Spec(), company.Requests.Spec(), access.Grants.Spec())
}

func (s shop) day() caldate.Date { return caldate.Of(s.now.Now()) }

// is gives the opening a command left, which must stand at a status.
func (s shop) is(want Status) func(Opening, error) Opening {
	return func(o Opening, err error) Opening {
		s.t.Helper()
		if err != nil || o.StatusOn(s.day()) != want {
			s.t.Fatalf("%s, %v; want %s", o.StatusOn(s.day()), err, want)
		}
		return o
	}
}

func (s shop) spot() Opening {
	s.t.Helper()
	return s.is(Draft)(s.Spot(s.t.Context(), s.owner, Spotted{Tasks: []string{"Feje"}, Minutes: 480, When: "mandag", PNumber: "1999999991", Mentor: "per_1"}))
}

// count is how many openings stand on a list.
func (s shop) count(actor access.Actor, status Status) int {
	s.t.Helper()
	page, err := s.List(s.t.Context(), actor, status, "")
	if err != nil {
		s.t.Fatal(err)
	}
	return len(page.Items)
}

func types(o Opening) []string {
	var list []string
	for _, e := range o.Events {
		list = append(list, e.Type)
	}
	return list
}

// TestReview: the first opening is reviewed, sent back, sent again and approved;
// the next is live at once, until trust is withdrawn.
func TestReview(t *testing.T) {
	eachEngine(t, func(t *testing.T, s shop) {
		ctx := t.Context()
		first := s.spot()
		if _, err := s.Get(ctx, s.consultant, first.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("the municipality sees a draft: %v", err)
		}
		if _, err := s.Approve(ctx, s.consultant, first.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("the municipality approves what nobody sent: %v", err)
		}
		s.is(InReview)(s.Publish(ctx, s.owner, first.ID))
		s.is(InReview)(s.Publish(ctx, s.owner, first.ID)) // a second click
		if _, err := s.Approve(ctx, s.owner, first.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a firm approves its own: %v", err)
		}
		if _, err := s.SendBack(ctx, s.consultant, first.ID, " "); fault.FieldsOf(err)["send_back_reason"] != "required" {
			t.Errorf("sent back without a reason: %v", err)
		}
		s.is(SentBack)(s.SendBack(ctx, s.consultant, first.ID, "Hvilke dage?"))
		s.is(InReview)(s.Publish(ctx, s.owner, first.ID))
		if n := s.count(s.consultant, InReview); n != 1 {
			t.Errorf("%d to review", n)
		}
		o := s.is(Live)(s.Approve(ctx, s.consultant, first.ID))
		want := []string{"opening_drafted", "opening_submitted", "opening_sent_back", "opening_submitted", "opening_approved", "trust_given"}
		if !slices.Equal(types(o), want) {
			t.Errorf("history %v", types(o))
		}
		second := s.is(Live)(s.Publish(ctx, s.owner, s.spot().ID))
		if _, err := s.WithdrawTrust(ctx, s.consultant, second.ID, ""); fault.FieldsOf(err)["distrust_reason"] != "required" {
			t.Errorf("trust withdrawn without a reason: %v", err)
		}
		s.is(Live)(s.WithdrawTrust(ctx, s.consultant, second.ID, "Opgaven fandtes ikke"))
		third := s.is(InReview)(s.Publish(ctx, s.owner, s.spot().ID))
		s.is(Live)(s.Approve(ctx, s.consultant, third.ID)) // which does not bring trust back
		s.is(InReview)(s.Publish(ctx, s.owner, s.spot().ID))
		firm, err := s.companies.Get(ctx, s.owner)
		if n := len(firm.Events); err != nil || firm.Trust.Holds() || firm.Events[n-1].Type != "trust_withdrawn" || firm.Events[n-1].Reason == "" {
			t.Errorf("the firm: %+v, %v", firm.Trust, err)
		}
		rejected := s.is(InReview)(s.Publish(ctx, s.owner, s.spot().ID))
		s.is(Rejected)(s.Reject(ctx, s.consultant, rejected.ID, "Det er ikke et job"))
		if _, err := s.Publish(ctx, s.owner, rejected.ID); fault.CodeOf(err) != "opening_is_rejected" {
			t.Errorf("a rejected opening is sent again: %v", err)
		}
	})
}

// TestClock: lists are right on every day without anything being written.
func TestClock(t *testing.T) {
	eachEngine(t, func(t *testing.T, s shop) {
		ctx := t.Context()
		if err := s.companies.GiveTrust(ctx, s.consultant, "com_1"); err != nil {
			t.Fatal(err)
		}
		draft := s.spot()
		live := s.is(Live)(s.Publish(ctx, s.owner, s.spot().ID))
		days := func(n int) { s.now.Advance(time.Duration(n) * 24 * time.Hour) }
		lists := func(wantLive, wantDraft, wantExpired int) {
			t.Helper()
			if l, d, e := s.count(s.owner, Live), s.count(s.owner, Draft), s.count(s.owner, Expired); l != wantLive || d != wantDraft || e != wantExpired || s.count(s.consultant, Live) != wantLive {
				t.Errorf("on %s: %d live, %d drafts, %d expired", s.day(), l, d, e)
			}
		}
		lists(1, 1, 0)
		days(60)
		lists(1, 1, 0)
		s.is(Live)(s.Renew(ctx, s.owner, live.ID))
		days(24)
		lists(1, 1, 0)
		days(1)
		lists(1, 0, 1)
		if _, err := s.Publish(ctx, s.owner, draft.ID); fault.CodeOf(err) != "opening_is_draft_expired" {
			t.Errorf("an expired draft is published: %v", err)
		}
		s.is(Paused)(s.Pause(ctx, s.owner, live.ID))
		days(100)
		s.is(Live)(s.Resume(ctx, s.owner, live.ID))
		days(61)
		lists(0, 0, 2)
		again := s.is(Draft)(s.Repost(ctx, s.owner, live.ID))
		if again.CopyOf != live.ID || !again.Offer.Start.After(s.day()) || len(again.Events) != 1 {
			t.Errorf("the copy: %+v", again)
		}
		lists(0, 1, 2)
		if again.SamePerson || again.Mentor.PersonID != "per_1" {
			t.Errorf("what nobody filled is posted again for %+v, the same person: %t", again.Mentor, again.SamePerson)
		}
		s.is(Live)(s.Publish(ctx, s.owner, again.ID))
		s.is(Filled)(s.Close(ctx, s.owner, again.ID, "filled"))
		if season := s.is(Draft)(s.Repost(ctx, s.owner, again.ID)); !season.SamePerson {
			t.Error("what was filled is not ordered for the same person")
		}
	})
}

// TestRefile: openings that were kept before there was a last day get one.
func TestRefile(t *testing.T) {
	eachEngine(t, func(t *testing.T, s shop) {
		ctx := t.Context()
		type old struct {
			store.Doc   `bson:",inline"`
			CompanyID   string    `bson:"company_id"`
			Status      string    `bson:"status"`
			PublishedAt time.Time `bson:"published_at"`
		}
		// The same table, as it was before.
		before := store.In(s.db, store.Table[old](Table))
		if err := before.Insert(ctx, access.System(), &old{Doc: store.Doc{ID: "opn_old"}, CompanyID: "com_1", Status: "live", PublishedAt: at(today.Add(-10))}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := s.Refile(ctx, s.now.Now()); err != nil {
				t.Fatal(err)
			}
		}
		if n := s.count(s.owner, Live); n != 1 {
			t.Errorf("%d live", n)
		}
	})
}
