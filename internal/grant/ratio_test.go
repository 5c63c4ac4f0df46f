package grant

import (
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
)

// The steps of BEK 1216/2023 § 65 stk. 1 as municipal tables print them: one
// place per 5 up to 50, then one per 10, and always one.
func TestRatioSteps(t *testing.T) {
	steps := []struct{ from, to, places int }{
		{0, 9, 1}, {10, 14, 2}, {15, 19, 3}, {20, 24, 4}, {25, 29, 5}, {30, 34, 6}, {35, 39, 7}, {40, 44, 8},
		{45, 49, 9}, {50, 59, 10}, {60, 69, 11}, {70, 79, 12}, {100, 109, 15},
	}
	r := loaded(t)
	for _, step := range steps {
		for n := step.from; n <= step.to; n++ {
			t.Run(strconv.Itoa(n), func(t *testing.T) {
				if got, _ := r.capOf(decimal.NewFromInt(int64(n))); got != int64(step.places) {
					t.Errorf("%d employees give %d places, want %d", n, got, step.places)
				}
			})
		}
	}
}

// staffed gives everything with another number of employees in every month.
func staffed(n string, change func(*Situation)) Situation {
	s := everything()
	for month := range s.Employer.Units[0].Ordinary {
		s.Employer.Units[0].Ordinary[month] = dec(n)
	}
	change(&s)
	return s
}

func placed(kind, hours string) func(*Situation) {
	return func(s *Situation) {
		s.Employer.Units[0].Placed = append(s.Employer.Units[0].Placed, Placed{Kind: kind, HoursPerWeek: dec(hours)})
	}
}

func TestRatioOfPraktik(t *testing.T) {
	hours := func(n string) func(*Situation) { return func(s *Situation) { s.Work.HoursPerWeek = new(dec(n)) } }
	both := func(changes ...func(*Situation)) func(*Situation) {
		return func(s *Situation) {
			for _, change := range changes {
				change(s)
			}
		}
	}
	tests := map[string]struct {
		situation Situation
		effect    Effect // "" when the condition is met
		certainty Certainty
	}{
		"the cap may be filled exactly: 15 + 22 hours":  {staffed("9", both(placed("virksomhedspraktik", "15"), hours("22"))), "", A},
		"an hour more is too much":                      {staffed("9", both(placed("virksomhedspraktik", "15"), hours("23"))), Blocks, A},
		"thirds of an hour add up to exactly one place": {staffed("9", both(placed("virksomhedspraktik", "24.3333333333333333"), hours("12.6666666666666667"))), "", A},
		"a full week of 30 hours fills a place sooner":  {staffed("9", both(placed("virksomhedspraktik", "15"), hours("20"), func(s *Situation) { s.Work.FullTimeHours = new(dec("30")) })), Blocks, A},
		"a fleksjob fills no place":                     {staffed("9", both(placed("fleksjob", "37"), hours("37"))), "", A},
		"nytteindsats may fill one":                     {staffed("9", both(placed("nytteindsats", "37"), hours("37"))), Open, C},
		"a pensioner on wage subsidy may fill one":      {staffed("9", both(placed("loentilskud_foertidspension", "37"), hours("37"))), Open, C},
		"9.99 employees lie just below two places":      {staffed("9.99", both(placed("virksomhedspraktik", "37"), hours("37"))), Open, C},
		"9.95 is the last that is open":                 {staffed("9.95", both(placed("virksomhedspraktik", "37"), hours("37"))), Open, C},
		"9.94 is not":                                   {staffed("9.94", both(placed("virksomhedspraktik", "37"), hours("37"))), Blocks, A},
		"10 employees give two places":                  {staffed("10", both(placed("virksomhedspraktik", "37"), hours("37"))), "", A},
		"somebody who has left before the start is gone": {staffed("9", func(s *Situation) {
			s.Employer.Units[0].Placed = []Placed{{Kind: "virksomhedspraktik", HoursPerWeek: dec("37"), Until: s.Work.Start.Add(-1)}}
		}), "", A},
		"a sick person's own job is not tested": {staffed("0", both(placed("virksomhedspraktik", "37"), func(s *Situation) {
			s.Person.Target, s.Person.EmployedHere = "sygedagpenge", new(true)
		})), "", A},
	}
	r := loaded(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a := schemeOf(t, r.Check(tt.situation), Praktik)
			if got := effectOf(a, "ratio_ok"); got != tt.effect || a.Certainty != tt.certainty {
				t.Errorf("got %q, certainty %s, want %q, %s; %+v", got, a.Certainty, tt.effect, tt.certainty, a.Reasons)
			}
		})
	}
}

// In the wage-subsidy test a pensioner on wage subsidy is left out by name
// (§ 83 stk. 5).
func TestPensionerIsLeftOutOfTheWageSubsidyTest(t *testing.T) {
	s := staffed("9", placed("loentilskud_foertidspension", "37"))
	a := loaded(t).Check(s)
	if got := effectOf(schemeOf(t, a, WageSubsidy), "ratio_ok"); got != "" {
		t.Errorf("got %q, want the ratio met", got)
	}
	if a.Ratio.Allowed != Yes || !a.Ratio.Used.Equal(decimal.Zero) {
		t.Errorf("got %+v, want nobody counted", a.Ratio)
	}
}

func schemeOf(t *testing.T, a Answer, id SchemeID) SchemeAnswer {
	t.Helper()
	for _, s := range a.Schemes {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("no answer for %s", id)
	return SchemeAnswer{}
}

func effectOf(a SchemeAnswer, code Code) Effect {
	for _, r := range a.Reasons {
		if r.Code == code {
			return r.Effect
		}
	}
	return ""
}
