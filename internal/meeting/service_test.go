package meeting

import (
	"sync"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

// office is a firm with a course, a mentor and a consultant.
type office struct {
	*Service
	db                               *store.DB
	now                              *clock.Fixed
	placements                       *placement.Service
	owner, mentor, other, consultant access.Actor
	stranger                         access.Actor // of another firm
}

// eachEngine runs a test with an office on a fresh database of either engine.
func eachEngine(t *testing.T, test func(t *testing.T, o office)) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		firm := access.Party{Kind: access.Company, ID: "com_1", Name: "Bageri"}
		person := func(id, name string, at access.Party, role access.Role) access.Actor {
			return access.NewActor(access.Identity{PersonID: id, Name: name}, at, role)
		}
		o := office{db: db, now: clock.At(day("2026-03-18").Time().Add(10 * time.Hour)),
			owner: person("per_1", "Karen", firm, access.Owner), mentor: person("per_2", "Mads", firm, access.Mentor), other: person("per_3", "Ida", firm, access.Mentor),
			consultant: person("per_4", "Bo", access.Party{Kind: access.Municipality, ID: "mun_1", Name: "Kommunen"}, access.Consultant),
			stranger:   person("per_5", "Tove", access.Party{Kind: access.Company, ID: "com_2"}, access.Owner),
		}
		companies := company.NewService(db, cvr.List{}, o.now, company.Home{})
		openings := opening.NewService(db, companies, o.now)
		o.placements = placement.NewService(db, companies, openings, candidate.NewService(db, openings, o.now), o.now)
		o.Service = NewService(db, o.placements, companies, o.now)
		p := course("2026-02-02", "2026-05-01")
		g := access.Grant{Doc: store.Doc{ID: "grt_1"}, PersonID: "per_1", PersonName: "Karen", CompanyID: "com_1", Role: access.Owner, From: day("2026-01-01")}
		if err := store.In(db, placement.Table).Insert(t.Context(), access.System(), &p); err != nil {
			t.Fatal(err)
		}
		if err := store.In(db, access.Grants).Insert(t.Context(), access.System(), &g); err != nil {
			t.Fatal(err)
		}
		test(t, o)
	}, Table.Spec(), placement.Table.Spec(), company.Table.Spec(), company.Requests.Spec(), access.Grants.Spec(), opening.Table.Spec(), candidate.Table.Spec(), candidate.Referrals.Spec())
}

// TestFollowUp walks a meeting from its invitation to its closing, an intention
// until it wakes, and a milestone until it is reached, by those who may.
func TestFollowUp(t *testing.T) {
	eachEngine(t, func(t *testing.T, o office) {
		must := func(f FollowUp, err error) FollowUp {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
			return f
		}
		ctx := t.Context()
		must(o.Call(ctx, o.consultant, "plc_1", "halfway", Arrangement{Time: 600, Place: "Bageriet"}))
		f := must(o.Hold(ctx, o.mentor, "plc_1", "halfway", Attendance{On: day("2026-03-18"), Attended: Parties()}))
		n := complete()
		n.Answer, n.Because, n.Milestone = "not_yet", "Pladerne driller", Aim{"Kan pladerne alene", "firm", day("2026-04-10")}
		if _, err := o.Close(ctx, o.mentor, "plc_1", "halfway", f.Version, Note{}); fault.FieldsOf(err)["paid_answer"] != "item_one" {
			t.Errorf("closing without item 1: %v", err)
		}
		f = must(o.Write(ctx, o.mentor, "plc_1", "halfway", f.Version, Note{Work: "Plader"}))
		if now, err := o.Close(ctx, o.consultant, "plc_1", "halfway", f.Version-1, n); fault.CodeOf(err) != "changed" || now.Meetings[0].Note.Work != "Plader" {
			t.Errorf("closing what somebody else changed: %v, %v", now, err)
		}
		f = must(o.Close(ctx, o.consultant, "plc_1", "halfway", f.Version, n))
		must(o.Reach(ctx, o.mentor, "plc_1", f.Milestones[0].ID))
		park := Intention{What: "hire", Minutes: 600, Wakes: day("2027-01-04"), OwnerID: "per_1", WhyNot: "lønkroner"}
		f = must(o.Park(ctx, o.owner, "plc_1", park))
		if got := len(f.Events); got != 6 || f.Version != 6 || f.Intention.Owner != "Karen" || f.OpenUntil != forever {
			t.Errorf("%d events, version %d, want one for each of 6 changes; owner %q, until %s", got, f.Version, f.Intention.Owner, f.OpenUntil)
		}
		park.OwnerID = "per_4"
		if _, err := o.Park(ctx, o.owner, "plc_1", park); fault.FieldsOf(err)["owner"] != "choose" {
			t.Errorf("somebody outside the firm owns its intention: %v", err)
		}
		if _, err := o.Park(ctx, o.mentor, "plc_1", park); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a mentor parks the firm's intention: %v", err)
		}
		// Long after the course, the intention is still there.
		o.now.Set(day("2027-06-01").Time())
		for _, actor := range []access.Actor{o.owner, o.mentor, o.consultant} {
			list, err := o.Since(ctx, actor, day("2026-12-01"))
			if items := Waiting(nil, list, day("2026-12-01"), day("2027-06-01")); err != nil || len(items) != 1 || items[0].Reason != IntentionWoke {
				t.Errorf("what waits for %s: %v, %v", actor.Name(), items, err)
			}
		}
		f = must(o.EndPark(ctx, o.owner, "plc_1", "done", ""))
		if list, err := o.Since(ctx, o.owner, day("2026-12-01")); len(list) != 0 || err != nil || f.OpenUntil != day("2026-05-01") {
			t.Errorf("what is over is still listed: %v, %v", list, err)
		}
	})
}

// TestReach: nobody else's course is there, a course that is not agreed has no
// meetings, and a new mentor takes the follow-up over.
func TestReach(t *testing.T) {
	eachEngine(t, func(t *testing.T, o office) {
		ctx := t.Context()
		hold := func(by access.Actor) error {
			_, err := o.Hold(ctx, by, "plc_1", "halfway", Attendance{On: day("2026-03-18"), Attended: []string{"firm", "candidate"}})
			return err
		}
		for _, by := range []access.Actor{o.other, o.stranger} {
			_, _, err := o.Get(ctx, by, "plc_1")
			if !fault.Is(err, fault.NotFound) || !fault.Is(hold(by), fault.NotFound) {
				t.Errorf("%s reaches the course: %v", by.Name(), err)
			}
		}
		if err := hold(o.mentor); err != nil {
			t.Fatal(err)
		}
		p, err := store.In(o.db, placement.Table).Update(ctx, access.System(), "plc_1", func(p *placement.Placement) error {
			p.MentorID, p.MentorName = "per_3", "Ida"
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // twice is once
			if err := o.HandOver(ctx, o.owner, p); err != nil {
				t.Fatal(err)
			}
		}
		if _, f, err := o.Get(ctx, o.other, "plc_1"); err != nil || len(f.Events) != 2 {
			t.Errorf("the new mentor sees %v, %v", f.Events, err)
		}
		if list, err := o.Since(ctx, o.mentor, day("2026-01-01")); len(list) != 0 || err != nil {
			t.Errorf("the mentor before still has %v, %v", list, err)
		}
		for name, change := range map[string]func(p *placement.Placement){
			"not agreed": func(p *placement.Placement) { p.Candidate = nil },
			"to come":    func(p *placement.Placement) { p.Candidate = &placement.Tick{At: o.now.Now().AddDate(0, 0, 1)} },
		} {
			_, err = store.In(o.db, placement.Table).Update(ctx, access.System(), "plc_1", func(p *placement.Placement) error { change(p); return nil })
			if err != nil {
				t.Fatal(err)
			}
			if _, err := o.Cancel(ctx, o.owner, "plc_1", "end", "candidate", ""); fault.CodeOf(err) != "meetings_not_ready" {
				t.Errorf("a course that is %s: %v", name, err)
			}
		}
	})
}

// TestAtOnce: of many who hold a meeting at the same moment, one does.
func TestAtOnce(t *testing.T) {
	eachEngine(t, func(t *testing.T, o office) {
		var wg sync.WaitGroup
		errs := make([]error, 12)
		for i := range errs {
			wg.Go(func() {
				_, errs[i] = o.Hold(t.Context(), o.mentor, "plc_1", "halfway", Attendance{On: day("2026-03-18"), Attended: []string{"firm"}})
			})
		}
		wg.Wait()
		done := 0
		for _, err := range errs {
			switch {
			case err == nil:
				done++
			case fault.CodeOf(err) != "meeting_is_held":
				t.Errorf("refused with %v", err)
			}
		}
		if _, f, err := o.Get(t.Context(), o.owner, "plc_1"); done != 1 || err != nil || len(f.Events) != 1 {
			t.Errorf("%d were told it is held, %d events, %v", done, len(f.Events), err)
		}
	})
}
