package candidate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/company"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

func person() Candidate {
	return Candidate{
		Profile: Profile{FirstName: "Sanne", Mastered: []string{"Pakke varer", "Rengøring"}, Conditions: []string{"calm"}, MinutesNow: 240, MinutesWished: 720},
		Wish:    Wish{PostCode: "4900", From: today.Add(14), Times: []string{"morning"}},
	}
}

func place(change func(*Place)) Place {
	p := Place{PostCode: "4900"}
	p.ID = "opn_1"
	p.Offer = Offer{
		Minutes: 480, When: "Hverdage om formiddagen", Start: today.Add(21),
		Conditions: []string{"calm", "own_pace"},
	}
	p.Offer.Tasks = append(p.Offer.Tasks, struct {
		Title string `bson:"title"`
	}{"Pakke brød"}, struct {
		Title string `bson:"title"`
	}{"Vaske biler"})
	change(&p)
	return p
}

// TestRank: what each fact of an opening gives, and that nothing else does.
func TestRank(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*Place)
		want   string
	}{
		"all fits, half the tasks": {func(*Place) {}, "80: tasks 20, hours 20, times 15, same_postcode 15, starts 10"},
		"no known task":            {func(p *Place) { p.Offer.Tasks = p.Offer.Tasks[1:] }, "60: tasks_new 0, hours 20, times 15, same_postcode 15, starts 10"},
		"more hours":               {func(p *Place) { p.Offer.Minutes = 900 }, "60: tasks 20, hours_more 0, times 15, same_postcode 15, starts 10"},
		"fewer hours":              {func(p *Place) { p.Offer.Minutes = 120 }, "70: tasks 20, hours_fewer 10, times 15, same_postcode 15, starts 10"},
		"in the evening":           {func(p *Place) { p.Offer.When = "Aften" }, "65: tasks 20, hours 20, times_other 0, same_postcode 15, starts 10"},
		"some time":                {func(p *Place) { p.Offer.When = "Efter aftale" }, "65: tasks 20, hours 20, times_unknown 0, same_postcode 15, starts 10"},
		"the next town":            {func(p *Place) { p.PostCode = "4930" }, "72: tasks 20, hours 20, times 15, same_area 7, starts 10"},
		"far away":                 {func(p *Place) { p.PostCode = "2100" }, "65: tasks 20, hours 20, times 15, other_area 0, starts 10"},
		"nobody knows where":       {func(p *Place) { p.PostCode = "" }, "65: tasks 20, hours 20, times 15, distance_unknown 0, starts 10"},
		"too early":                {func(p *Place) { p.Offer.Start = today }, "70: tasks 20, hours 20, times 15, same_postcode 15, starts_before 0"},
		"ordered again":            {func(p *Place) { p.Again = true }, "180: same_person 100, tasks 20, hours 20, times 15, same_postcode 15, starts 10"},
		"not what she needs":       {func(p *Place) { p.Offer.Conditions = []string{"own_pace"} }, "left out"},
	} {
		matches, without := Rank(person(), []Place{place(tt.change)})
		got := "left out"
		if without == 0 {
			var reasons []string
			for _, r := range matches[0].Reasons {
				reasons = append(reasons, fmt.Sprint(r.Code, " ", r.Points))
			}
			got = fmt.Sprintf("%d: %s", matches[0].Points, strings.Join(reasons, ", "))
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// TestFair: whoever needs more has fewer openings, and none of them ranks lower
// for it; whoever says nothing about place, time and start is asked nothing.
func TestFair(t *testing.T) {
	needs := person()
	needs.Profile.Conditions = []string{"calm", "own_pace"}
	less := person()
	less.Profile.Conditions = nil
	for i := range 50 {
		p := place(func(p *Place) {
			p.Offer.Minutes, p.PostCode = 60*(i%20+1), fmt.Sprint(4900+i%3*30)
			if i%2 == 0 {
				p.Offer.Conditions = nil
			}
		})
		a, without := Rank(needs, []Place{p})
		b, _ := Rank(less, []Place{p})
		if len(b) != 1 || without == 0 && a[0].Points != b[0].Points {
			t.Errorf("%d: needs change the points: %v, %v", i, a, b)
		}
		for _, m := range append(a, b...) {
			sum := 0
			for _, r := range m.Reasons {
				sum += r.Points
			}
			if len(m.Reasons) == 0 || sum != m.Points {
				t.Errorf("%d: %d points of %v", i, m.Points, m.Reasons)
			}
		}
	}
	plain := person()
	plain.Wish = Wish{}
	if m, _ := Rank(plain, []Place{place(func(*Place) {})}); len(m[0].Reasons) != 2 {
		t.Errorf("nothing was wished, and yet: %v", m[0].Reasons)
	}
}

func TestOrder(t *testing.T) {
	var places []Place
	for i, minutes := range []int{900, 480, 120, 480} {
		places = append(places, place(func(p *Place) {
			p.ID, p.Offer.Minutes = fmt.Sprint("opn_", i), minutes
			if i == 3 {
				p.Offer.Start = today.Add(20)
			}
		}))
	}
	matches, _ := Rank(person(), places)
	var order []string
	for _, m := range matches {
		order = append(order, m.ID)
	}
	if !slices.Equal(order, []string{"opn_3", "opn_1", "opn_2", "opn_0"}) {
		t.Errorf("ranked %v", order)
	}
}

func TestPostCodeOf(t *testing.T) {
	for address, want := range map[string]string{"Søndergade 12, 4900 Nakskov": "4900", "Vej 1234, 4970 Rødby": "4970", "Nakskov": "", "": ""} {
		if got := postCodeOf(address); got != want {
			t.Errorf("%q: %q", address, got)
		}
	}
}

// small adds firms, openings and people to a municipality.
func (b bench) small(t testing.TB, firms, openings, people int) {
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range firms {
		f := company.Company{Doc: store.Doc{ID: fmt.Sprint("com_b", i)}, CompanyID: fmt.Sprint("com_b", i), CVR: fmt.Sprint(10000000 + i), MunicipalityID: "mun_1", Details: company.Details{Name: "Firma", Address: fmt.Sprintf("Vej 1, %d By", 4900+i%9*10)}}
		check(store.In(b.db, company.Table).Insert(t.Context(), access.System(), &f))
	}
	for i := range openings {
		o := opening.Opening{Doc: store.Doc{ID: fmt.Sprint("opn_b", i)}, CompanyID: fmt.Sprint("com_b", i%firms), CompanyName: "Firma", MunicipalityID: "mun_1", Status: opening.Live, PublishedAt: today.Time(), Until: today.Add(opening.LiveDays)}
		o.Offer = opening.Offer{
			Title: "Pakke", Tasks: []opening.Task{{ID: "t1", Title: "Pakke brød", Minutes: 60}, {ID: "t2", Title: "Vaske biler", Minutes: 60}}, Minutes: 60 * (i%20 + 1), Months: 3,
			When: "Hverdage om formiddagen", Start: today.Add(i % 60), Conditions: []string{"calm", "own_pace"}, Kind: opening.PraktikFirst, Workplace: "Bageriet", Promise: "Når opgaverne sidder",
		}
		check(store.In(b.db, opening.Table).Insert(t.Context(), access.System(), &o))
	}
	for i := range people {
		c := person()
		c.ID, c.MunicipalityID = fmt.Sprint("cnd_b", i), "mun_1"
		check(b.candidates.Insert(t.Context(), access.System(), &c))
	}
}

// TestMatches: what is compared is what openings and firms store.
func TestMatches(t *testing.T) {
	b := open(t)
	b.small(t, 1, 1, 0)
	matches, without, err := b.Matches(t.Context(), consultant, person(), nil)
	if err != nil || len(matches) != 1 || without != 1 { // the other opening offers nothing
		t.Fatal(matches, without, err)
	}
	if m := matches[0]; m.Points != 60 || m.Offer.Title != "Pakke" || m.CompanyName != "Firma" || m.ID != "opn_b0" || m.PostCode != "4900" {
		t.Errorf("%+v", m)
	}
}

// TestSamePerson: who had a place is first, on their own list and when it is
// proposed to, where the firm wants the same one.
func TestSamePerson(t *testing.T) {
	b := open(t)
	b.small(t, 1, 3, 1)
	placed, other := standing(Placed), standing(Yes)
	placed.ID, placed.OpeningID, placed.CandidateID = "ref_had", "opn_old", "cnd_b0"
	other.ID, other.OpeningID, other.CandidateID = "ref_then", "opn_old", "cnd_x"
	b.put(t, placed)
	b.put(t, other)
	again := func(id string, same bool) opening.Opening {
		o, err := store.In(b.db, opening.Table).Update(t.Context(), access.System(), id, func(o *opening.Opening) error {
			o.CopyOf, o.SamePerson = "opn_old", same
			o.Offer.Tasks = []opening.Task{{ID: "t1", Title: "Noget nyt", Minutes: 60}}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	c, err := b.Get(t.Context(), consultant, "cnd_b0")
	if err != nil {
		t.Fatal(err)
	}
	for _, same := range []bool{true, false} {
		o := again("opn_b2", same)
		earlier, err := b.ReferralsOf(t.Context(), consultant, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		matches, _, err := b.Matches(t.Context(), consultant, c, earlier)
		if err != nil || (matches[0].ID == o.ID) != same {
			t.Errorf("the same person wanted %t: first is %s, %v", same, matches[0].ID, err)
		}
		if who, err := b.LastThere(t.Context(), consultant, o); err != nil || (who == c.ID) != same {
			t.Errorf("the same person wanted %t: %q was there, %v", same, who, err)
		}
	}
}

// BenchmarkMatches is one person's list among 1,000 openings and 1,000 people of
// 100 firms, from the store to the rank.
func BenchmarkMatches(b *testing.B) {
	s := openAny(b)
	s.small(b, 100, 1000, 1000)
	for b.Loop() {
		if matches, _, err := s.Matches(b.Context(), consultant, person(), nil); err != nil || len(matches) != 1000 {
			b.Fatal(len(matches), err)
		}
	}
}
