package company

import (
	"maps"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store/storetest"
)

func TestMonths(t *testing.T) {
	for on, want := range map[string]string{"2026-11-21": "2026-10-01", "2026-01-31": "2025-12-01", "2026-03-31": "2026-02-01"} {
		months := Months(caldate.MustParse(on))
		if len(months) != CountedMonths || months[0].String() != want || months[0].Sub(months[1]) < 28 {
			t.Errorf("months that count on %s: %v, want from %s back", on, months, want)
		}
	}
}

func TestHeadcount(t *testing.T) {
	known := Workplace{Employees: []Headcount{{Hundredths: 150}, {Hundredths: 900}}}
	for name, tt := range map[string]struct {
		places []Workplace
		want   int
		ok     bool
	}{
		"two places":       {[]Workplace{known, known}, 300, true},
		"one unknown":      {[]Workplace{known, {}}, 0, false},
		"no places at all": {nil, 0, false},
	} {
		got, ok := Company{Details: Details{Workplaces: tt.places}}.Headcount()
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("%s: %d, %t; want %d, %t: not known is not none", name, got, ok, tt.want, tt.ok)
		}
	}
}

func TestDetails(t *testing.T) {
	good := Details{Name: "Bageri", Address: "Gade 1", Workplaces: []Workplace{{PNumber: "1999999991", Name: "Her"}}}
	for name, tt := range map[string]struct {
		change func(*Details)
		field  string
		code   string
	}{
		"good":           {func(*Details) {}, "", ""},
		"no name":        {func(d *Details) { d.Name = "" }, "name", "required"},
		"no workplace":   {func(d *Details) { d.Workplaces = nil }, "workplaces.0.p_number", "required"},
		"short P-number": {func(d *Details) { d.Workplaces = []Workplace{{PNumber: "12", Name: "Her"}} }, "workplaces.0.p_number", "p_number"},
		"P-number twice": {func(d *Details) { d.Workplaces = append(d.Workplaces, d.Workplaces[0]) }, "workplaces.1.p_number", "p_number_twice"},
	} {
		d := good
		tt.change(&d)
		if got := fault.FieldsOf(d.Check()); got[tt.field] != tt.code {
			t.Errorf("%s: faults %v, want %s=%s", name, got, tt.field, tt.code)
		}
	}
}

// TestJoining walks a firm from its first sign-in to a deputy: only a
// signatory can begin, a colleague asks, and roles are given within bounds.
func TestJoining(t *testing.T) {
	db := storetest.Open(t, Table.Spec(), Requests.Spec(), access.Grants.Spec())
	now := clock.At(caldate.MustParse("2026-11-21").Time())
	s := NewService(db, cvr.List{}, now, Home{})
	party := access.Party{Kind: access.Company, ID: "com_1", CVR: "99999993", Name: "Bageri"}
	details := Details{Name: "Bageri", Address: "Gade 1", Workplaces: []Workplace{{PNumber: "1999999991", Name: "Her"}}}
	colleague := access.NewActor(access.Identity{PersonID: "per_2", Name: "Mads"}, party)
	if err := s.Confirm(t.Context(), colleague, details); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("somebody who may not sign confirmed the firm: %v", err)
	}
	signatory := access.NewActor(access.Identity{PersonID: "per_1", Name: "Karen", Signatory: true}, party)
	for range 2 { // twice is once
		if err := s.Confirm(t.Context(), signatory, details); err != nil {
			t.Fatal(err)
		}
	}
	owner := access.NewActor(access.Identity{PersonID: "per_1", Name: "Karen", Signatory: true}, party, access.Owner)
	if err := s.Appoint(t.Context(), owner, Appointment{PersonID: "per_2", Role: access.Mentor}); fault.FieldsOf(err)["person"] != "choice" {
		t.Errorf("somebody who never asked got a role: %v", err)
	}
	for range 2 {
		if err := s.Ask(t.Context(), colleague); err != nil {
			t.Fatal(err)
		}
	}
	administrator := access.NewActor(access.Identity{PersonID: "per_3", Name: "Ida"}, party, access.Administrator)
	for name, tt := range map[string]struct {
		by   access.Actor
		a    Appointment
		want map[string]string
	}{
		"an administrator by another": {administrator, Appointment{PersonID: "per_2", Role: access.Administrator}, map[string]string{"role": "role_not_yours"}},
		"an owner":                    {owner, Appointment{PersonID: "per_2", Role: access.Owner}, map[string]string{"role": "role_not_yours"}},
		"a deputy for ever":           {owner, Appointment{PersonID: "per_2", Role: access.Deputy}, map[string]string{"until": "deputy_until"}},
		"a deputy until yesterday":    {owner, Appointment{PersonID: "per_2", Role: access.Deputy, Until: caldate.MustParse("2026-11-20")}, map[string]string{"until": "before_today"}},
		"from yesterday":              {owner, Appointment{PersonID: "per_2", Role: access.Mentor, From: caldate.MustParse("2026-11-20")}, map[string]string{"from": "before_today"}},
		"ends before it begins":       {owner, Appointment{PersonID: "per_2", Role: access.Deputy, From: caldate.MustParse("2026-12-20"), Until: caldate.MustParse("2026-12-10")}, map[string]string{"until": "before_start"}},
		"a mentor":                    {administrator, Appointment{PersonID: "per_2", Role: access.Mentor}, nil},
	} {
		if got := fault.FieldsOf(s.Appoint(t.Context(), tt.by, tt.a)); !maps.Equal(got, tt.want) {
			t.Errorf("%s: faults %v, want %v", name, got, tt.want)
		}
	}
	if alone, err := s.IsAlone(t.Context(), owner, access.ApproveHours); !alone || err != nil {
		t.Errorf("with a mentor only, nobody else can approve: %t, %v", alone, err)
	}
	if err := s.Appoint(t.Context(), owner, Appointment{PersonID: "per_2", Role: access.Approver}); err != nil {
		t.Fatal(err)
	}
	if alone, err := s.IsAlone(t.Context(), owner, access.ApproveHours); alone || err != nil {
		t.Errorf("with an approver, the owner is not alone: %t, %v", alone, err)
	}
	if requests, err := s.Requests(t.Context(), owner); len(requests) != 1 || requests[0].Waits() || err != nil {
		t.Errorf("an answered request still waits: %v, %v", requests, err)
	}
}

// TestDecline: a request is declined once, with one event; the person may ask
// again, and a role answers for good.
func TestDecline(t *testing.T) {
	db := storetest.Open(t, Table.Spec(), Requests.Spec(), access.Grants.Spec())
	s := NewService(db, cvr.List{}, clock.At(caldate.MustParse("2026-11-21").Time()), Home{})
	party := access.Party{Kind: access.Company, ID: "com_1", CVR: "99999993", Name: "Bageri"}
	owner := access.NewActor(access.Identity{PersonID: "per_1", Name: "Karen"}, party, access.Owner)
	colleague := access.NewActor(access.Identity{PersonID: "per_2", Name: "Mads"}, party)
	elsewhere := access.NewActor(access.Identity{PersonID: "per_3", Name: "Ida"}, access.Party{Kind: access.Company, ID: "com_2"}, access.Owner)
	const request = "ask_com_1_per_2"
	ask := func() error { return s.Ask(t.Context(), colleague) }
	decline := func(by access.Actor) func() error {
		return func() error { return s.Decline(t.Context(), by, request) }
	}
	appoint := func() error {
		return s.Appoint(t.Context(), owner, Appointment{PersonID: "per_2", Role: access.Mentor})
	}
	if _, err := s.Asked(t.Context(), colleague); !fault.Is(err, fault.NotFound) {
		t.Errorf("before asking there is a request: %v", err)
	}
	steps := []struct {
		name            string
		do              func() error
		kind            fault.Kind
		events          int
		waits, declined bool
	}{
		{"ask", ask, "", 1, true, false},
		{"decline as somebody without a role", decline(colleague), fault.Forbidden, 1, true, false},
		{"decline as another firm", decline(elsewhere), fault.NotFound, 1, true, false},
		{"decline", decline(owner), "", 2, false, true},
		{"decline twice", decline(owner), "", 2, false, true},
		{"ask again", ask, "", 3, true, false},
		{"ask twice", ask, "", 3, true, false},
		{"decline again", decline(owner), "", 4, false, true},
		{"appoint after all", appoint, "", 5, false, false},
		{"decline what was given", decline(owner), fault.Conflict, 5, false, false},
	}
	for _, step := range steps {
		if err := step.do(); fault.KindOf(err) != step.kind {
			t.Fatalf("%s: %v, want %q", step.name, err, step.kind)
		}
		r, err := s.Asked(t.Context(), colleague)
		if err != nil || len(r.Events) != step.events || r.Waits() != step.waits || r.Declined() != step.declined {
			t.Errorf("%s: %d events, waits %t, declined %t, %v", step.name, len(r.Events), r.Waits(), r.Declined(), err)
		}
	}
}
