package claim

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/money"
)

func day(s string) caldate.Date { return caldate.MustParse(s) }

func loaded(t *testing.T) (*grant.Rules, *Rules) {
	t.Helper()
	g, err := grant.Load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return g, r
}

func granted(scheme grant.SchemeID, from, to string, rate money.Ore, step int) Application {
	a := Application{PlacementID: "p", Scheme: scheme, Decision: &Decision{Granted: true, Reference: "V-1", From: day(from), To: day(to), Rate: rate, Step: step}}
	a.ID = "app_1"
	return a
}

func line(d string, minutes int, kind hours.Kind) hours.Booked {
	return hours.Booked{PlacementID: "p", Week: day(d).Week(), Line: hours.Line{Date: day(d), Minutes: minutes, Kind: kind}}
}

func TestSpans(t *testing.T) {
	for name, tt := range map[string]struct {
		from, to string
		every    Rhythm
		want     string
	}{
		"one day":              {"2026-02-28", "2026-02-28", Monthly, "2026-02-28/2026-02-28 "},
		"over the year's end":  {"2026-12-15", "2027-01-10", Monthly, "2026-12-15/2026-12-31 2027-01-01/2027-01-10 "},
		"a leap February":      {"2028-02-01", "2028-03-01", Monthly, "2028-02-01/2028-02-29 2028-03-01/2028-03-01 "},
		"quarters":             {"2026-02-10", "2026-10-01", Quarterly, "2026-02-10/2026-03-31 2026-04-01/2026-06-30 2026-07-01/2026-09-30 2026-10-01/2026-10-01 "},
		"quarters to December": {"2026-12-31", "2027-03-31", Quarterly, "2026-12-31/2026-12-31 2027-01-01/2027-03-31 "},
	} {
		got := ""
		for _, s := range granted("loentilskud_privat", tt.from, tt.to, 0, 0).Spans(tt.every) {
			got += s.From.String() + "/" + s.To.String() + " "
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
	a := granted("loentilskud_privat", "2026-01-01", "2026-06-30", 0, 0)
	a.Changes = []Change{{Kind: Ends, On: day("2026-02-10")}}
	if spans := a.Spans(Monthly); len(spans) != 2 || spans[1].To != day("2026-02-10") {
		t.Errorf("after an early end: %v", spans)
	}
}

// TestStatus walks a month's claim through where it can stand.
func TestStatus(t *testing.T) {
	g, r := loaded(t)
	rule, _ := r.Scheme("loentilskud_privat")
	a := granted("loentilskud_privat", "2026-08-01", "2026-08-31", 9627, 3)
	f := Facts{Book: []hours.Booked{line("2026-08-03", 450, hours.Subsidised), line("2026-08-04", 90, hours.Subsidised), line("2026-08-04", 60, hours.Paid), line("2026-08-05", 60, hours.Praktik)}, Today: day("2026-09-01"), Papers: map[caldate.Date][]string{day("2026-08-01"): {"payslip"}}}
	stand := func(a Application, f Facts) Standing { return a.Stand(g, rule, f)[0] }
	st := stand(a, f)
	if st.Status != Complete || st.Minutes != 540 || *st.Amount != 86643 || st.Deadline != day("2026-11-30") || st.AskedBy != day("2026-09-15") || !st.AtRisk() {
		t.Errorf("complete: %+v, %v", st, st.Amount)
	}
	for want, change := range map[ClaimStatus]func(*Facts){
		TooEarly: func(f *Facts) { f.Today = day("2026-08-31") },
		Expired:  func(f *Facts) { f.Today = day("2026-12-01") },
		Zero:     func(f *Facts) { f.Book = nil },
		Open:     func(f *Facts) { f.Papers = nil },
	} {
		other := f
		if change(&other); stand(a, other).Status != want {
			t.Errorf("%s, want %s", stand(a, other).Status, want)
		}
	}
	at := time.Unix(100, 0)
	sent := a
	sent.Claims = []Claim{{From: day("2026-08-01"), Sendings: []ClaimSent{{Mark: Mark{At: at}, Days: st.Days, Amount: st.Amount}}}}
	if s := stand(sent, f).Status; s != ClaimIsSent {
		t.Errorf("sent: %s", s)
	}
	answered := func(kind AnswerKind) Application {
		b := sent
		b.Claims = slices.Clone(sent.Claims)
		b.Claims[0].Answers = []Answer{{Mark: Mark{At: at.Add(1)}, Kind: kind, Amount: 86643}}
		return b
	}
	for kind, want := range map[AnswerKind]ClaimStatus{AnswerPaid: Paid, AnswerMissing: Lacking, AnswerRefused: ClaimRefused} {
		if s := stand(answered(kind), f).Status; s != want {
			t.Errorf("answered %s: %s", kind, s)
		}
	}
	corrected := f
	corrected.Book = f.Book[1:]
	for _, b := range []Application{sent, answered(AnswerPaid), answered(AnswerMissing)} {
		if s := stand(b, corrected); s.Status != ToCorrect || s.Minutes-s.Claim.Told() != -450 {
			t.Errorf("after a correction: %s, %d minutes more", s.Status, s.Minutes-s.Claim.Told())
		}
	}
	again := answered(AnswerPaid)
	again.Claims[0].Sendings = append(slices.Clone(again.Claims[0].Sendings), ClaimSent{Mark: Mark{At: at.Add(2)}, Days: stand(a, corrected).Days, Amount: stand(a, corrected).Amount})
	if s := stand(again, corrected).Status; s != ClaimIsSent {
		t.Errorf("sent again: %s", s)
	}
}

// TestRates: the step granted follows the year, a rate of the letter stays, and of
// a year whose law is not known there is no figure.
func TestRates(t *testing.T) {
	g, r := loaded(t)
	rule, _ := r.Scheme("loentilskud_privat")
	book := []hours.Booked{line("2025-12-30", 60, hours.Subsidised), line("2025-12-31", 60, hours.Subsidised), line("2026-01-02", 60, hours.Subsidised), line("2027-01-04", 60, hours.Subsidised)}
	a := granted("loentilskud_privat", "2025-12-01", "2027-01-31", 9212, g.StepOf(9212, day("2025-12-01")))
	if a.Decision.Step != 3 {
		t.Fatalf("92.12 in 2025 is step %d, want 3", a.Decision.Step)
	}
	list := a.Stand(g, rule, Facts{Book: book, Today: day("2027-02-01")})
	got := ""
	for _, st := range list {
		for _, p := range st.Parts {
			got += fmt.Sprint(p.From, " ", p.Minutes, " ")
			if p.Rate != nil {
				got += fmt.Sprint(*p.Rate, " ", *p.Amount)
			}
			got += "; "
		}
	}
	if want := "2025-12-30 120 92,12 184,24; 2026-01-02 60 96,27 96,27; 2027-01-04 60 ; "; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if last := list[len(list)-1]; last.Amount != nil {
		t.Errorf("a figure for a year whose law is not known: %v", *last.Amount)
	}
	a.Decision.Rate, a.Decision.Step = 10000, 0
	a.Changes = []Change{{Kind: NewRate, On: day("2025-12-31"), Rate: 11000}}
	if parts := a.Stand(g, rule, Facts{Book: book, Today: day("2027-02-01")})[0].Parts; len(parts) != 2 || *parts[0].Rate != 10000 || *parts[1].Rate != 11000 {
		t.Errorf("a rate of the letter and its change: %+v", parts)
	}
}

// TestNothingTwiceNothingLost: over random grants and weeks around borders of
// months, years and rates, every approved line of a day granted is in one claim and
// in one part of it, to the minute, and the amounts are those of the parts.
func TestNothingTwiceNothingLost(t *testing.T) {
	g, r := loaded(t)
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 62))
		rule := r.Schemes()[rng.IntN(len(r.Schemes()))]
		from := day("2025-10-01").Add(rng.IntN(120))
		a := granted(rule.ID, from.String(), from.Add(rng.IntN(200)).String(), 9212, 0)
		if rng.IntN(2) == 0 && rule.Of == Subsidised {
			a.Decision.Step = 3
		}
		if rng.IntN(3) == 0 {
			a.Changes = append(a.Changes, Change{Kind: NewRate, On: from.Add(rng.IntN(60)), Rate: 10000})
		}
		a.Split = []Split{{From: from.Add(-30), Rows: []SplitRow{{Task: "x", Who: "alone", Minutes: 600}, {Task: "y", Who: "with_help", Minutes: 300, Help: 45 + rng.IntN(200)}, {Task: "z", Who: "colleague", Minutes: rng.IntN(100)}}}}
		var book []hours.Booked
		want := 0
		for d := from.Week().Monday(); !d.After(a.Until().Week().Sunday()); d = d.Add(1) {
			for range rng.IntN(3) {
				l := line(d.String(), 5*rng.IntN(60), []hours.Kind{hours.Subsidised, hours.Paid, hours.Praktik, hours.Absence}[rng.IntN(4)])
				if l.Kind == hours.Absence {
					l.Minutes = 0
				}
				book = append(book, l)
				if l.Kind == hours.Subsidised && !d.Before(from) && !d.After(a.Until()) {
					want += l.Minutes
				}
			}
		}
		claimed, days := 0, map[caldate.Date]bool{}
		for _, st := range a.Stand(g, rule, Facts{Book: book, Today: day("2027-06-01")}) {
			sum, amount := 0, money.Ore(0)
			for _, d := range st.Days {
				if days[d.Date] || d.Date.Before(st.From) || d.Date.After(st.To) {
					t.Fatalf("seed %d: %s is claimed twice, or outside its period", seed, d.Date)
				}
				days[d.Date] = true
				sum += d.Minutes
			}
			for _, p := range st.Parts {
				sum -= p.Minutes
				if p.Amount != nil {
					amount += *p.Amount
				}
			}
			if sum != 0 || st.Amount != nil && *st.Amount != amount {
				t.Fatalf("seed %d: the parts of %s do not add up: %d minutes, %v of %v", seed, st.From, sum, amount, st.Amount)
			}
			if st.Of == Help && st.Minutes > st.Ceiling {
				t.Fatalf("seed %d: %d minutes of help are above the ceiling of %d", seed, st.Minutes, st.Ceiling)
			}
			claimed += st.Minutes
		}
		if rule.Of == Subsidised && claimed != want {
			t.Fatalf("seed %d: %d minutes claimed of %d", seed, claimed, want)
		}
	}
}

// TestHelp: the help of a week follows the sheet and what was worked.
func TestHelp(t *testing.T) {
	g, r := loaded(t)
	rule, _ := r.Scheme("personlig_assistance")
	a := granted("personlig_assistance", "2026-03-30", "2026-06-30", 20000, 0)
	a.Split = []Split{{From: day("2026-03-01"), Rows: []SplitRow{{Who: "alone", Minutes: 600}, {Who: "with_help", Minutes: 240, Help: 60}, {Who: "colleague", Minutes: 60}}}}
	if s := a.Split[0]; s.Work() != 900 || s.HelpMinutes() != 120 {
		t.Fatalf("the sheet: %d of %d", s.HelpMinutes(), s.Work())
	}
	book := []hours.Booked{
		line("2026-03-30", 300, hours.Paid), line("2026-03-31", 300, hours.Paid), line("2026-04-01", 300, hours.Paid), // a whole week over a quarter's end
		line("2026-04-06", 450, hours.Paid),  // half a week
		line("2026-04-13", 1200, hours.Paid), // more than the sheet is made for
	}
	facts := Facts{Book: book, Today: day("2026-07-01")}
	list := a.Stand(g, rule, facts)
	if len(list) != 2 || list[0].Minutes != 80 || list[1].Minutes != 40+60+120 {
		t.Fatalf("%+v", list)
	}
	if list[0].Ceiling != 324 { // twenty thirty-sevenths of 600, rounded down
		t.Errorf("ceiling %d", list[0].Ceiling)
	}
	a.Decision.Minutes = 90
	if list = a.Stand(g, rule, facts); list[1].Minutes != 30+60+90 {
		t.Errorf("above what was granted a week: %d", list[1].Minutes)
	}
	a.Claims = []Claim{{From: day("2026-04-01"), Helped: []Helped{{Week: day("2026-04-06").Week(), Minutes: 30}}}}
	if list = a.Stand(g, rule, facts); list[1].Minutes != 30+30+90 {
		t.Errorf("a corrected week: %d", list[1].Minutes)
	}
}
