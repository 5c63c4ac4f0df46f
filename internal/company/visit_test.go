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

var theDay = caldate.MustParse("2026-11-20")

// role makes a grant that counts from a day.
func role(person string, r access.Role, from caldate.Date) access.Grant {
	return access.Grant{PersonID: person, PersonName: person, Role: r, From: from}
}

// TestFirstVisit: each step follows from the facts, and only details and terms
// come before the first draft.
func TestFirstVisit(t *testing.T) {
	owner, mentor := role("birthe", access.Owner, theDay), role("søren", access.Mentor, theDay)
	with := func(n int) VisitFacts {
		c := Company{Details: at(Headcount{Month: october, Hundredths: n}), Confirmed: Confirmation{Terms: "1"}}
		return VisitFacts{Company: c, Grants: []access.Grant{owner}, Terms: "1", Today: theDay}
	}
	for name, tt := range map[string]struct {
		facts  VisitFacts
		change func(*VisitFacts)
		want   [5]Standing // details, roles, representative, task, terms
	}{
		"a firm of many, just confirmed": {with(1850), func(*VisitFacts) {}, [5]Standing{Done, Missing, Missing, Missing, Done}},
		"a firm of one":                  {with(0), func(*VisitFacts) {}, [5]Standing{Done, Done, Done, Missing, Done}},
		"employees not known":            {with(0), func(f *VisitFacts) { f.Company.Details.Workplaces[0].Employees = nil }, [5]Standing{Missing, Missing, Missing, Missing, Done}},
		"no address":                     {with(0), func(f *VisitFacts) { f.Company.Details.Address = "" }, [5]Standing{Missing, Done, Done, NotYet, Done}},
		"a colleague":                    {with(1850), func(f *VisitFacts) { f.Grants = append(f.Grants, mentor) }, [5]Standing{Done, Done, Missing, Missing, Done}},
		"a colleague from tomorrow": {with(1850), func(f *VisitFacts) { f.Grants = append(f.Grants, role("anne", access.Deputy, theDay.Add(1))) },
			[5]Standing{Done, Waiting, Missing, Missing, Done}},
		"a representative":           {with(1850), func(f *VisitFacts) { f.Company.Representative.Name = "Gitte" }, [5]Standing{Done, Missing, Done, Missing, Done}},
		"none, and many":             {with(1850), func(f *VisitFacts) { f.Company.Representative.None = true }, [5]Standing{Done, Missing, Missing, Missing, Done}},
		"none, and one":              {with(100), func(f *VisitFacts) { f.Company.Representative.None = true }, [5]Standing{Done, Done, Done, Missing, Done}},
		"in review":                  {with(0), func(f *VisitFacts) { f.Task = TaskInReview }, [5]Standing{Done, Done, Done, Waiting, Done}},
		"all done":                   {with(0), func(f *VisitFacts) { f.Task = TaskFound }, [5]Standing{Done, Done, Done, Done, Done}},
		"new terms before the first": {with(0), func(f *VisitFacts) { f.Terms = "2" }, [5]Standing{Done, Done, Done, NotYet, Missing}},
		"new terms while things run": {with(0), func(f *VisitFacts) { f.Terms, f.Task = "2", TaskFound }, [5]Standing{Done, Done, Done, Done, Missing}},
		"new terms, accepted once more": {with(0), func(f *VisitFacts) { f.Terms, f.Company.Terms = "2", []Acceptance{{Version: "2"}} },
			[5]Standing{Done, Done, Done, Missing, Done}},
	} {
		tt.change(&tt.facts)
		steps := FirstVisit(tt.facts)
		done := true
		for i, s := range steps {
			if s.Standing != tt.want[i] {
				t.Errorf("%s: %s is %s, want %s", name, s.Step, s.Standing, tt.want[i])
			}
			done = done && tt.want[i] == Done
		}
		if len(steps) != 5 || Settled(steps) != done {
			t.Errorf("%s: settled %t of %v", name, Settled(steps), steps)
		}
	}
}

func TestNeedsDeputy(t *testing.T) {
	owner, mentor := role("birthe", access.Owner, theDay), role("søren", access.Mentor, theDay)
	left := role("anne", access.Administrator, theDay)
	left.RevokedAt = time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		employees int
		grants    []access.Grant
		want      bool
	}{
		"one person":                 {0, []access.Grant{owner}, false},
		"one owner of many":          {1850, []access.Grant{owner}, true},
		"one owner and a mentor":     {0, []access.Grant{owner, mentor}, true},
		"two owners":                 {1850, []access.Grant{owner, role("anne", access.Owner, theDay)}, false},
		"an administrator":           {1850, []access.Grant{owner, role("anne", access.Administrator, theDay)}, false},
		"the administrator left":     {1850, []access.Grant{owner, left}, true},
		"the owner is both":          {1850, []access.Grant{owner, role("birthe", access.Administrator, theDay)}, true},
		"nobody, which is recovered": {1850, []access.Grant{mentor}, false},
	} {
		c := Company{Details: at(Headcount{Month: october, Hundredths: tt.employees})}
		if got := NeedsDeputy(c, tt.grants, theDay); got != tt.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestAcceptTerms: the owner accepts what they read, once; and says who speaks for
// the colleagues.
func TestAcceptTerms(t *testing.T) {
	db := storetest.Open(t, Table.Spec(), Requests.Spec(), access.Grants.Spec())
	s := NewService(db, cvr.List{}, clock.At(theDay.Time()), Home{})
	party := access.Party{Kind: access.Company, ID: "com_1", CVR: "99999993", Name: "Bageri"}
	who := access.Identity{PersonID: "per_1", Name: "Birthe", Signatory: true}
	owner, administrator := access.NewActor(who, party, access.Owner), access.NewActor(who, party, access.Administrator)
	if err := s.Confirm(t.Context(), access.NewActor(who, party), at(Headcount{Month: october, Hundredths: 1850})); err != nil {
		t.Fatal(err)
	}
	if _, err := s.companies.Update(t.Context(), owner.PartyScope(), "com_1", func(c *Company) error { c.Confirmed.Terms = "2025-01"; return nil }); err != nil {
		t.Fatal(err)
	}
	if err := s.AcceptTerms(t.Context(), administrator, TermsVersion); !fault.Is(err, fault.Forbidden) {
		t.Errorf("an administrator accepted: %v", err)
	}
	if err := s.AcceptTerms(t.Context(), owner, "2025-01"); fault.CodeOf(err) != "terms_changed" {
		t.Errorf("terms of another version: %v", err)
	}
	for range 2 {
		if err := s.AcceptTerms(t.Context(), owner, TermsVersion); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name        string
		none        bool
		field, code string
	}{{"", false, "name", "representative_or_none"}, {"Gitte", true, "none", "representative_and_none"}, {"", true, "none", "representative_needed"}, {"Gitte", false, "", ""}, {"Gitte", false, "", ""}} {
		if got := fault.FieldsOf(s.NameRepresentative(t.Context(), owner, tt.name, tt.none)); got[tt.field] != tt.code || tt.field == "" && len(got) > 0 {
			t.Errorf("%q, none %t: %v", tt.name, tt.none, got)
		}
	}
	c, err := s.Get(t.Context(), owner)
	if err != nil || len(c.Terms) != 1 || !c.HasAccepted(TermsVersion) || !c.HasAccepted("2025-01") || c.Representative.Name != "Gitte" || len(c.Events) != 3 {
		t.Errorf("%+v, %v", c, err)
	}
}
