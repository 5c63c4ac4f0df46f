package grant

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
)

// question is something the rules are asked. A check can also be asked about a
// single scheme.
type question struct {
	ask   func(*Rules) any
	check *Situation
}

// asking collects questions.
type asking struct {
	t   *testing.T
	all []question
}

func (a *asking) check(s Situation) {
	a.all = append(a.all, question{func(r *Rules) any { return r.Check(s) }, &s})
}

func (a *asking) calculate(input string) {
	a.all = append(a.all, question{ask: func(r *Rules) any { return calculated(r, []byte(input)) }})
}

// told is a situation of the facts told, after some that let it past the gates
// of as many schemes as they can.
func (a *asking) told(facts string) Situation {
	var s Situation
	tell(a.t, &s, "asked_on=2026-09-01 work.start=2026-09-28 employer.sector=private employer.public_body=municipality "+
		"work.jobrotation.granted_on=2026-01-31 person.target_granted_on=2026-01-31 "+facts)
	return s
}

// questionsOf are all that the data are tried with: those of the acceptance
// cases, those of the tests of single conditions, and the ones made here.
func questionsOf(t *testing.T, r *Rules) []question {
	t.Helper()
	a := &asking{t: t}
	a.aboutRates(r) // what is quickly asked comes first
	a.aboutCalculations()
	for _, input := range caseInputs(t, "amounts") {
		a.calculate(string(input))
	}
	a.aboutTargets(r)
	a.aboutDays(r)
	a.aboutCombinations(r)
	a.aboutPlaces(r)
	a.aboutMoney()
	a.aboutLengths()
	for _, s := range caseSituations(t, r) {
		a.check(s)
	}
	for _, sector := range []string{"private", "public"} {
		for _, tt := range factCases {
			s := a.told("employer.sector=" + sector + " " + tt.facts)
			s.Person.Target = tt.target
			a.check(s)
		}
	}
	for _, tt := range conditionCases {
		a.check(but(tt.change))
	}
	return a.all
}

// everyGroup belongs to a group of every scheme.
var everyGroup = []Target{
	Fleksjobvisiteret, Foertidspension, IntroJobparat, "nyuddannet_handicap", "flygtning_igu", "voksen_25_ledig", "fgu_egu_elev", ownSick, "udsat_frikort", Dagpenge,
}

// aboutTargets asks for every group with hardly anything known, so that every
// condition is open and told.
func (a *asking) aboutTargets(r *Rules) {
	for _, target := range r.Targets() {
		for _, sector := range []string{"private", "public"} {
			s := a.told("employer.sector=" + sector)
			s.Person.Target = target
			a.check(s)
		}
		// Who was last employed here, and who works here, by group.
		a.check(but(lastHere(target, "ordinary")))
		for _, hours := range []string{"5.9", "6"} {
			a.check(but(func(s *Situation) {
				s.Person.Target, s.Employer.Sector, s.Person.BenefitMonths = target, Public, new(dec(hours))
			}))
		}
	}
	for _, granted := range []string{"2026-01-30", "2026-01-31", "2026-02-01"} {
		for _, target := range []string{"ressourceforloeb", "revalidend", "kth_jobparat"} {
			s := a.told("person.target_granted_on=" + granted + " work.jobrotation.granted_on=" + granted)
			s.Person.Target = Target(target)
			a.check(s)
		}
	}
	s := a.told("person.target=dagpenge")
	for _, today := range []string{"2027-10-21", "2027-10-22", "2027-11-21", "2027-11-22", "2027-12-21", "2027-12-22"} {
		a.all = append(a.all, question{ask: func(r *Rules) any { return r.CheckOn(caldate.MustParse(today), s) }})
	}
}

// aboutDays asks on both sides of every day on which something changes.
func (a *asking) aboutDays(r *Rules) {
	for _, first := range []string{"2024-01-01", "2025-01-01", "2026-01-01", "2027-01-01", "2028-01-01"} {
		for _, start := range []caldate.Date{caldate.MustParse(first).Add(-1), caldate.MustParse(first), caldate.MustParse(first).Add(1)} {
			for _, sector := range []string{"private", "public"} {
				s := a.told("person.target=kth_aktivitetsparat person.benefit_ends_on=2024-02-15 employer.sector=" + sector)
				s.Work.Start, s.Person.Also = start, everyGroup
				a.check(s)
			}
		}
	}
}

// aboutCombinations asks for each scheme beside every other.
func (a *asking) aboutCombinations(r *Rules) {
	for _, other := range r.SchemeIDs() {
		for _, sector := range []string{"private", "public"} {
			s := a.told("person.target=kth_aktivitetsparat employer.sector=" + sector)
			s.Person.Also, s.Work.CombinedWith = everyGroup, []SchemeID{other}
			a.check(s)
		}
	}
}

// aboutPlaces asks at a workplace with one place that somebody fills already,
// and with numbers of employees around a step.
func (a *asking) aboutPlaces(r *Rules) {
	for _, kind := range slices.Sorted(maps.Keys(r.placed)) {
		for _, hours := range []string{"0", "37"} {
			a.check(staffed("9", func(s *Situation) { placed(kind, "37")(s); weekly(hours)(s) }))
		}
	}
	for _, n := range []string{"9.93", "9.94", "9.95", "9.96", "49", "50", "51", "54", "59", "59.94", "59.95", "60", "61", "69.96"} {
		a.check(staffed(n, func(s *Situation) { placed("virksomhedspraktik", "444")(s) }))
		a.calculate(`{"calculator":"ratio_cap","base_fte":` + n + `}`)
	}
	// Months that differ, so that it matters which are counted.
	a.check(but(func(s *Situation) {
		u := &s.Employer.Units[0]
		u.Seasonal = ByMonth{}
		for i, month := range Months(s.Work.Start, 15) {
			u.Ordinary[MonthKey(month)] = decimal.NewFromInt(int64(10 + i*i))
			u.Seasonal[MonthKey(month)] = decimal.NewFromInt(int64(i % 7))
		}
	}))
}

// aboutLengths asks what shortens or lengthens a scheme.
func (a *asking) aboutLengths() {
	for _, facts := range []string{
		"person.target=intro_jobparat person.work_experience=no",
		"person.target=intro_jobparat person.work_experience=yes person.long_unemployment=no",
		"person.target=kth_aktivitetsparat person.benefit_ends_on=2026-11-01",
		"person.target=kth_aktivitetsparat employer.sector=public person.benefit_ends_on=2026-11-01",
		"person.target=kth_aktivitetsparat employer.sector=public person.benefit_ends_on=2024-07-01 work.start=2024-06-03",
		"person.target=voksen_25_beskaeftiget",
		"person.target=kth_jobparat work.end=2026-12-27", // 91 days
		"person.target=kth_jobparat work.end=2026-12-28",
		"person.target=kth_jobparat work.end=2026-12-26",
		"person.target=kth_jobparat work.hours_per_week=2.5",
		"person.target=kth_jobparat work.hours_per_week=3",
		"person.target=kth_jobparat work.hours_per_week=3.5",
		"person.target=kth_jobparat work.hours_per_week=36.5",
		"person.target=kth_jobparat work.hours_per_week=37",
		"person.target=kth_jobparat work.hours_per_week=37.5",
		"person.target=kth_jobparat person.age=17",
		"person.target=kth_jobparat person.age=18",
		"person.target=kth_jobparat employer.public_funding_pct=49",
		"person.target=kth_jobparat employer.public_funding_pct=50",
		"person.target=kth_jobparat employer.public_funding_pct=50 employer.sector=public",
	} {
		a.check(a.told(facts))
	}
}

// aboutRates looks every rate up on the days around each of its borders.
func (a *asking) aboutRates(r *Rules) {
	for _, name := range slices.Sorted(maps.Keys(r.rates)) {
		for _, border := range r.borders(name) {
			for _, day := range []caldate.Date{border.Add(-2), border.Add(-1), border, border.Add(1)} {
				input := fmt.Sprintf(`{"calculator":"rate","table":"%s","on":"%s"`, name, day)
				switch name {
				case "loentilskud_steps":
					for step := 1; step <= rateSteps; step++ {
						a.calculate(fmt.Sprintf(`%s,"step":%d}`, input, step))
					}
				case "kontanthjaelp_disregard_month":
					for _, sats := range []string{"forhoejet", "grund", "mindste"} {
						a.calculate(fmt.Sprintf(`%s,"sats":"%s"}`, input, sats))
					}
				default:
					a.calculate(input + "}")
				}
			}
		}
	}
}
