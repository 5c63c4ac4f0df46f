package company

import (
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store/storetest"
)

const aPlace = "1999999991"

var october = caldate.MustParse("2026-10-01")

// at makes details of one workplace.
func at(employees ...Headcount) Details {
	return Details{Name: "Bageri", Address: "Gade 1", Workplaces: []Workplace{{PNumber: aPlace, Name: "Her", Employees: employees}}}
}

// TestCorrected: what the register said stays, a correction stands beside it with
// its reason, and a number that the register did not tell needs none.
func TestCorrected(t *testing.T) {
	when, before := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	told := Headcount{Month: october, Hundredths: 1850, FromRegister: true}
	corrected := told
	corrected.Correction = &Correction{Hundredths: 2000, Reason: "to nye", By: "Anne", At: before}
	typed := func(n int, reason string) Headcount {
		return Headcount{Month: october, Hundredths: n, Correction: &Correction{Hundredths: n, Reason: reason}}
	}
	for name, tt := range map[string]struct {
		told   Details
		typed  []Headcount
		counts int
		reason string // of the correction that stands, and who made it
		by     string
		fault  string
	}{
		"nothing told":                 {at(), []Headcount{typed(1200, "")}, 1200, "", "", ""},
		"nothing told, a reason":       {at(), []Headcount{typed(1200, "det ved vi")}, 1200, "", "", ""},
		"typed before":                 {at(Headcount{Month: october, Hundredths: 900}), []Headcount{typed(1200, "")}, 1200, "", "", ""},
		"told of another place":        {Details{Workplaces: []Workplace{{PNumber: "1999999983", Employees: []Headcount{told}}}}, []Headcount{typed(1200, "")}, 1200, "", "", ""},
		"as told":                      {at(told), []Headcount{typed(1850, "")}, 1850, "", "", ""},
		"emptied":                      {at(told), nil, 1850, "", "", ""},
		"another number":               {at(told), []Headcount{typed(2000, "")}, 0, "", "", "correction_reason"},
		"another number, blank reason": {at(told), []Headcount{typed(2000, " ")}, 0, "", "", "correction_reason"},
		"corrected":                    {at(told), []Headcount{typed(2000, "to nye")}, 2000, "to nye", "Birthe", ""},
		"corrected to none":            {at(told), []Headcount{typed(0, "lukket")}, 0, "lukket", "Birthe", ""},
		"corrected before":             {at(corrected), []Headcount{typed(2000, "")}, 2000, "to nye", "Anne", ""},
		"corrected anew":               {at(corrected), []Headcount{typed(2100, "")}, 0, "", "", "correction_reason"},
		"corrected anew, with why":     {at(corrected), []Headcount{typed(2100, "en til")}, 2100, "en til", "Birthe", ""},
		"the register was right":       {at(corrected), []Headcount{typed(1850, "")}, 1850, "", "", ""},
	} {
		got, err := at(tt.typed...).Corrected(tt.told, "Birthe", when)
		if code := fault.FieldsOf(err)["workplaces.0.reason"]; code != tt.fault {
			t.Errorf("%s: fault %q, want %q", name, code, tt.fault)
		}
		if tt.fault != "" {
			continue
		}
		h := got.Workplaces[0].Employees[0]
		said, fromRegister := tt.told.RegisterSaid(aPlace, october)
		if h.Counted() != tt.counts || h.FromRegister != fromRegister || fromRegister && h.Hundredths != said {
			t.Errorf("%s: %+v counts %d, want %d", name, h, h.Counted(), tt.counts)
		}
		if c := h.Correction; (c == nil) != (tt.reason == "") || c != nil && (c.Reason != tt.reason || c.By != tt.by) {
			t.Errorf("%s: correction %+v, want %q by %s", name, c, tt.reason, tt.by)
		}
		if tt.by == "Birthe" != (got.Reasons(when) == tt.reason && tt.reason != "") {
			t.Errorf("%s: the history gets %q", name, got.Reasons(when))
		}
	}
}

// TestTold: what is kept stands against what the register says now, and months
// come newest first.
func TestTold(t *testing.T) {
	kept := at(Headcount{Month: october, Hundredths: 1850, FromRegister: true}, Headcount{Month: october.AddMonths(-2), Hundredths: 700})
	now := at(Headcount{Month: october, Hundredths: 1900, FromRegister: true}, Headcount{Month: october.AddMonths(-1), Hundredths: 1800, FromRegister: true})
	told := kept.Told(now)
	if n, _ := told.RegisterSaid(aPlace, october); n != 1850 {
		t.Errorf("what the register said became %d", n)
	}
	if _, ok := told.RegisterSaid(aPlace, october.AddMonths(-2)); ok {
		t.Error("a typed number passes for the register's")
	}
	filled := kept.Filled(told).Workplaces[0].Employees
	if len(filled) != 3 || filled[1].Hundredths != 1800 || filled[2].Hundredths != 700 {
		t.Errorf("filled in: %+v", filled)
	}
	if len(kept.Workplaces[0].Employees) != 2 {
		t.Error("filling in changed what is kept")
	}
}

// TestCorrecting walks a firm's correction through the service: one event, with
// the reason, and the corrected number counts.
func TestCorrecting(t *testing.T) {
	db := storetest.Open(t, Table.Spec(), Requests.Spec(), access.Grants.Spec())
	register := cvr.List{"99999993": {Workplaces: []cvr.Workplace{{PNumber: aPlace, Employees: []cvr.MonthCount{{Month: october, Hundredths: 1850}}}}}}
	s := NewService(db, register, clock.At(caldate.MustParse("2026-11-21").Time()), Home{})
	party := access.Party{Kind: access.Company, ID: "com_1", CVR: "99999993", Name: "Bageri"}
	who := access.Identity{PersonID: "per_1", Name: "Birthe", Signatory: true}
	if err := s.Confirm(t.Context(), access.NewActor(who, party), at()); err != nil {
		t.Fatal(err)
	}
	owner := access.NewActor(who, party, access.Owner)
	c, err := s.Get(t.Context(), owner)
	if n, ok := c.Headcount(); err != nil || !ok || n != 1850 {
		t.Fatalf("confirmed with what the register says: %d, %t, %v", n, ok, err)
	}
	wrong := at(Headcount{Month: october, Hundredths: 2000})
	if _, err := s.Change(t.Context(), owner, c.Version, wrong); fault.FieldsOf(err)["workplaces.0.reason"] != "correction_reason" {
		t.Fatalf("without a reason: %v", err)
	}
	right := at(Headcount{Month: october, Hundredths: 2000, Correction: &Correction{Hundredths: 2000, Reason: "to nye siden august"}})
	c, err = s.Change(t.Context(), owner, c.Version, right)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := c.Headcount(); n != 2000 {
		t.Errorf("%d counts", n)
	}
	last := c.Events[len(c.Events)-1]
	if len(c.Events) != 2 || last.Type != "company_changed" || last.Reason != "to nye siden august" || last.From != "Her 10.2026: 18,50" || last.To != "Her 10.2026: 20,00" {
		t.Errorf("history: %+v", c.Events)
	}
}
