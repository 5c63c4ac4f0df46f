package placement

import (
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

func TestFirstDayReady(t *testing.T) {
	all := FirstDay{Meets: "Søren", Call: "54 00 00 01", Done: FirstDayTasks()}
	with := func(change func(*FirstDay)) FirstDay { d := all; change(&d); return d }
	for name, tt := range map[string]struct {
		day  FirstDay
		left int
	}{
		"nothing":        {FirstDay{}, len(FirstDayTasks()) + 2},
		"everything":     {all, 0},
		"nobody to call": {with(func(d *FirstDay) { d.Call = "" }), 1},
		"one not done":   {with(func(d *FirstDay) { d.Done = d.Done[1:] }), 1},
		"no plan wanted": {FirstDay{Waived: true}, 0},
	} {
		if tt.day.Left() != tt.left || tt.day.Ready() != (tt.left == 0) {
			t.Errorf("%s: %d left, ready %t; want %d", name, tt.day.Left(), tt.day.Ready(), tt.left)
		}
	}
}

// TestGuest: a professional sees one course over a link, until the day that was
// set, until somebody ends it, or until the course is over.
func TestGuest(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := clock.At(monday.Add(3).Time().Add(12 * time.Hour))
		s := NewService(db, nil, nil, nil, c)
		owner := access.NewActor(access.Identity{PersonID: "p1", Name: "Birthe"}, access.Party{ID: "com_1", Kind: access.Company}, access.Owner)
		p := approved()
		p.ID, p.CompanyID = "plc_1", "com_1"
		scope, err := owner.Scope(access.EditPlacements)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.placements.Insert(t.Context(), scope, &p); err != nil {
			t.Fatal(err)
		}
		today := caldate.Of(c.Now())
		good := Guest{Name: "Rikke", Profession: "physiotherapist", Until: today.Add(10)}
		for field, wrong := range map[string]Guest{
			"guest": {Profession: "other", Until: today}, "profession": {Name: "R", Profession: "doctor", Until: today},
			"until": {Name: "R", Profession: "other", Until: today.Add(-1)},
		} {
			if _, err := s.InviteGuest(t.Context(), owner, p.ID, wrong); fault.FieldsOf(err)[field] == "" {
				t.Errorf("a guest with a wrong %s: %v", field, err)
			}
		}
		for until, want := range map[caldate.Date]string{today.Add(91): "visit_too_long", p.LastDay().Add(1): "after_course", {}: "required"} {
			if until.Sub(today) > 90 && want == "after_course" {
				continue // this course is too long for that
			}
			if _, err := s.InviteGuest(t.Context(), owner, p.ID, Guest{Name: "R", Profession: "other", Until: until}); fault.FieldsOf(err)["until"] != want {
				t.Errorf("until %s: %v, want %s", until, err, want)
			}
		}
		invite := func() string {
			t.Helper()
			secret, err := s.InviteGuest(t.Context(), owner, p.ID, good)
			if err != nil {
				t.Fatal(err)
			}
			return secret
		}
		first, second := invite(), invite()
		for _, secret := range []string{first, second} {
			if got, g, err := s.ByGuestLink(t.Context(), secret); err != nil || got.ID != p.ID || g.Name != "Rikke" {
				t.Fatalf("the link opens %s for %s: %v", got.ID, g.Name, err)
			}
		}
		for range 2 { // sent twice
			if _, err := s.Suggest(t.Context(), first, "Hæv bordet"); err != nil {
				t.Fatal(err)
			}
		}
		got, g, err := s.ByGuestLink(t.Context(), first)
		if err != nil || len(got.Suggestions) != 1 || got.Suggestions[0].Profession != "physiotherapist" {
			t.Errorf("suggestions %+v, %v", got.Suggestions, err)
		}
		if _, err := s.EndGuest(t.Context(), owner, p.ID, g.Hash); err != nil {
			t.Fatal(err)
		}
		closed := func(secret, why string) {
			t.Helper()
			if _, _, err := s.ByGuestLink(t.Context(), secret); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s, the link still opens: %v", why, err)
			}
			if _, err := s.Suggest(t.Context(), secret, "Mere"); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s, a suggestion is taken: %v", why, err)
			}
		}
		closed(first, "after its end")
		if _, _, err := s.ByGuestLink(t.Context(), second); err != nil {
			t.Errorf("the other link fell too: %v", err)
		}
		c.Set(good.Until.Time().Add(36 * time.Hour))
		closed(second, "after its last day")
		c.Set(p.LastDay().Time().Add(60 * time.Hour))
		if _, err := s.InviteGuest(t.Context(), owner, p.ID, Guest{Name: "R", Profession: "other", Until: caldate.Of(c.Now())}); !fault.Is(err, fault.Conflict) {
			t.Errorf("a guest of a course that is over: %v", err)
		}
	}, Table.Spec())
}
