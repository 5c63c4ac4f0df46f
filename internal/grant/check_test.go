package grant

import (
	"fmt"
	"slices"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
)

func TestEverythingMet(t *testing.T) {
	a := loaded(t).Check(everything())
	for _, id := range []SchemeID{Praktik, SmallJob, WageSubsidy} {
		s := schemeOf(t, a, id)
		if s.Verdict != Likely || len(s.Reasons) > 0 || len(s.Missing) > 0 {
			t.Errorf("%s: got %s, reasons %+v", s.ID, s.Verdict, s.Reasons)
		}
	}
}

func TestNothingKnown(t *testing.T) {
	a := loaded(t).Check(Situation{})
	start := []Path{"work.start"}
	if a.Ratio.Allowed != Unknown || !slices.Equal(a.Ratio.Missing, start) || a.NetExpansion.Strict != Unknown || !slices.Equal(a.NetExpansion.Missing, start) {
		t.Errorf("figures without a start: %+v, %+v", a.Ratio, a.NetExpansion)
	}
	for _, s := range a.Schemes {
		if s.Verdict != Maybe || !slices.Equal(s.Missing, []Path{"work.start"}) || s.Amount != nil || s.Length != nil {
			t.Errorf("%s: got %+v", s.ID, s)
		}
	}
}

func TestKnownDates(t *testing.T) {
	tests := map[string]struct {
		start   string
		scheme  SchemeID
		verdict Verdict
		reason  Code
		figures bool
	}{
		"the day before the rules begin":          {"2023-12-31", WageSubsidy, Maybe, "rules_not_known_before", false},
		"their first day":                         {"2024-01-01", WageSubsidy, Likely, "", true},
		"their last day":                          {"2026-12-31", WageSubsidy, Likely, "", true},
		"the first day of the new act":            {"2027-01-01", WageSubsidy, Maybe, "rules_not_known_after", false},
		"praktik on the first day of the new act": {"2027-01-01", Praktik, Maybe, "rules_not_known_after", false},
		"a small job has no last day":             {"2027-01-01", SmallJob, Likely, "", true},
	}
	r := loaded(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := everything()
			s.Work.Start = caldate.MustParse(tt.start)
			for _, month := range Months(s.Work.Start, 12) {
				s.Employer.Units[0].Ordinary[MonthKey(month)] = dec("10")
			}
			a := r.Check(s)
			got := schemeOf(t, a, tt.scheme)
			if got.Verdict != tt.verdict || tt.reason != "" && effectOf(got, tt.reason) != Open {
				t.Errorf("got %s %+v, want %s %s", got.Verdict, got.Reasons, tt.verdict, tt.reason)
			}
			if (got.Amount != nil) != tt.figures || (got.Length != nil) != tt.figures {
				t.Errorf("amount %v, length %v, want figures: %v", got.Amount, got.Length, tt.figures)
			}
			if lawKnown := tt.start >= "2024" && tt.start < "2027"; (a.Ratio != nil) != lawKnown {
				t.Errorf("ratio %v, want one: %v", a.Ratio, lawKnown)
			}
		})
	}
}

func TestVerdicts(t *testing.T) {
	tests := map[string]struct {
		change    func(*Situation)
		verdict   Verdict
		missing   []Path
		certainty Certainty
	}{
		"a fact is missing":                         {usual(nil), Maybe, []Path{"work.wage.collective_or_usual"}, A},
		"a known obstacle beats a missing fact":     {func(s *Situation) { usual(nil)(s); flag(WorkSharing)(s) }, NotPossible, nil, B},
		"an obstacle that is inferred is a maybe":   {lastHere("kth_aktivitetsparat", "small_job"), Maybe, nil, C},
		"the wrong kind of employer":                {func(s *Situation) { s.Employer.Sector = Public }, NotPossible, nil, B},
		"half public money makes it public":         {func(s *Situation) { s.Employer.PublicFundingPct = new(dec("50")) }, NotPossible, nil, B},
		"just under half does not":                  {func(s *Situation) { s.Employer.PublicFundingPct = new(dec("49.99")) }, Likely, nil, A},
		"kind and group not known":                  {func(s *Situation) { s.Employer.Sector, s.Person.Target = "", "" }, Maybe, []Path{"employer.sector", "person.target"}, A},
		"not for a fleksjob":                        {func(s *Situation) { s.Person.Target = "fleksjobvisiteret" }, NotPossible, nil, B},
		"another group of the same person":          {func(s *Situation) { s.Person.Target = "fleksjobvisiteret"; s.Person.Also = []Target{Dagpenge} }, Likely, nil, A},
		"ressourceforløb, grant date not known":     {func(s *Situation) { s.Person.Target = "ressourceforloeb" }, Maybe, []Path{"person.target_granted_on"}, A},
		"ressourceforløb granted in time":           {granted("2026-01-31"), Likely, nil, A},
		"ressourceforløb granted a day too late":    {granted("2026-02-01"), NotPossible, nil, A},
		"merbeskæftigelse under the looser reading": {func(s *Situation) { s.Employer.Units[0].OrdinaryNow = new(dec("9.5")) }, Maybe, nil, C},
	}
	r := loaded(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := schemeOf(t, r.Check(but(tt.change)), WageSubsidy)
			if got.Verdict != tt.verdict || !slices.Equal(got.Missing, tt.missing) || got.Certainty != tt.certainty {
				t.Errorf("got %s, %v, %s; want %s, %v, %s; %+v", got.Verdict, got.Missing, got.Certainty, tt.verdict, tt.missing, tt.certainty, got.Reasons)
			}
			if got.Verdict == NotPossible && (got.Length != nil || got.Amount != nil) {
				t.Error("a no with figures")
			}
		})
	}
}

func granted(on string) func(*Situation) {
	return func(s *Situation) {
		s.Person.Target, s.Person.TargetGrantedOn = "ressourceforloeb", caldate.MustParse(on)
	}
}

func TestLengths(t *testing.T) {
	long := "13 weeks to 2026-12-27; 26 to 2027-03-28; +13 to 2027-06-27"
	tests := map[string]struct {
		scheme SchemeID
		change func(*Situation)
		want   string
	}{
		"praktik, dagpenge":                {Praktik, group(Dagpenge), "4 weeks to 2026-10-25"},
		"praktik, job-ready":               {Praktik, group("kth_jobparat"), "4 weeks to 2026-10-25"},
		"praktik, activity-ready":          {Praktik, group("kth_aktivitetsparat"), long},
		"praktik, sick":                    {Praktik, group("sygedagpenge"), long},
		"praktik, introduction, not asked": {Praktik, group(IntroJobparat), "4 weeks to 2026-10-25; missing [person.work_experience person.long_unemployment]"},
		"praktik, introduction, never worked": {Praktik, func(s *Situation) {
			s.Person.Target, s.Person.WorkExperience = IntroJobparat, new(false)
		}, long},
		"wage subsidy, job-ready":      {WageSubsidy, group("kth_jobparat"), "6 months to 2027-03-27"},
		"wage subsidy, activity-ready": {WageSubsidy, group("kth_aktivitetsparat"), "6 months to 2027-03-27; 12 to 2027-09-27"},
		"small job":                    {SmallJob, same, "unlimited"},
	}
	r := loaded(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := describe(schemeOf(t, r.Check(but(tt.change)), tt.scheme).Length); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func group(target Target) func(*Situation) { return func(s *Situation) { s.Person.Target = target } }

func describe(l *Length) string {
	if l == nil || l.Unit == Unlimited {
		return "unlimited"
	}
	text := fmt.Sprintf("%d %s to %s", l.First, l.Unit, l.LastDay)
	for _, e := range l.Extensions {
		if e.By > 0 {
			text += fmt.Sprintf("; +%d to %s", e.By, e.LastDay)
		} else {
			text += fmt.Sprintf("; %d to %s", e.To, e.LastDay)
		}
	}
	if len(l.Missing) > 0 {
		text += fmt.Sprintf("; missing %v", l.Missing)
	}
	return text
}

func TestAmounts(t *testing.T) {
	ore := func(n int) *money.Ore { return new(money.Ore(n)) }
	cost := func(n int) func(*Situation) { return func(s *Situation) { s.Work.Wage.CostHour = ore(n) } }
	tests := map[string]struct {
		change                 func(*Situation)
		rate, ceiling, payable *money.Ore
		steps                  int
		missing                []Path
	}{
		"the rate of 2026":                   {same, ore(9627), nil, nil, 0, []Path{"work.wage.cost_hour_oere"}},
		"the ceiling is lower":               {cost(15000), ore(9627), ore(7500), ore(7500), 0, nil},
		"the rate is lower":                  {cost(30000), ore(9627), ore(15000), ore(9627), 0, nil},
		"the ceiling is rounded down":        {cost(15001), ore(9627), ore(7500), ore(7500), 0, nil},
		"75 % in jobafklaring, step 5":       {func(s *Situation) { s.Person.Target = "jobafklaring"; s.Work.RateStep = 5; cost(18000)(s) }, ore(18607), ore(13500), ore(13500), 0, nil},
		"the municipality has not chosen":    {group("jobafklaring"), nil, nil, nil, 5, []Path{"work.rate_step"}},
		"no ceiling is named for this group": {func(s *Situation) { s.Person.Target = "selvfors_jobparat"; cost(15000)(s) }, ore(9627), nil, nil, 0, nil},
	}
	r := loaded(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := schemeOf(t, r.Check(but(tt.change)), WageSubsidy).Amount
			if got == nil || got.Certainty != C {
				t.Fatalf("got %+v, want an amount of certainty C", got)
			}
			if !equal(got.Rate, tt.rate) || !equal(got.HourCeiling, tt.ceiling) || !equal(got.HourPayable, tt.payable) {
				t.Errorf("got rate %v, ceiling %v, payable %v", got.Rate, got.HourCeiling, got.HourPayable)
			}
			if len(got.Steps) != tt.steps || !slices.Equal(got.Missing, tt.missing) {
				t.Errorf("got steps %v, missing %v", got.Steps, got.Missing)
			}
		})
	}
}

func equal(a, b *money.Ore) bool { return a == b || a != nil && b != nil && *a == *b }

func TestRatesByYear(t *testing.T) {
	r := loaded(t)
	for start, want := range map[string]money.Ore{"2024-06-03": 8892, "2025-06-02": 9212, "2026-06-01": 9627} {
		row, known := on(r.rates["loentilskud_steps"].Periods, caldate.MustParse(start))
		if got := ore(row.Steps[2].Decimal); !known || got != want {
			t.Errorf("%s: got %s, want %s", start, got, want)
		}
	}
}

func TestWarnings(t *testing.T) {
	tests := map[string]struct {
		scheme SchemeID
		change func(*Situation)
		with   []Code
		not    []Code
	}{
		"praktik of 13 weeks": {Praktik, func(s *Situation) { s.Work.End = s.Work.Start.Add(90) },
			[]Code{"employee_hearing", "apply_in_vitas", "self_found_right"}, []Code{"discussion_over_13_weeks", "runs_past_known_rules"}},
		"a day longer":            {Praktik, func(s *Situation) { s.Work.End = s.Work.Start.Add(91) }, []Code{"discussion_over_13_weeks"}, nil},
		"into 2027":               {Praktik, func(s *Situation) { s.Work.End = caldate.MustParse("2027-01-01") }, []Code{"runs_past_known_rules"}, nil},
		"a sick person's own job": {Praktik, func(s *Situation) { sick(s); s.Person.EmployedHere = new(true) }, []Code{"apply_in_vitas"}, []Code{"employee_hearing"}},
		"a new function here": {Praktik, func(s *Situation) {
			lastHere("kth_aktivitetsparat", "")(s)
			s.Person.LastJob.SameFunction = new(false)
		}, []Code{"function_difference_in_agreement"}, nil},
		"clearly education-ready": {Praktik, func(s *Situation) {
			s.Person.Target, s.Person.ClearlyEducationReady = UddannelsesparatU30, new(true)
		}, []Code{"self_found_not_a_right"}, []Code{"self_found_right"}},
		"17 years":            {Praktik, func(s *Situation) { s.Person.Age = new(17) }, []Code{"young_worker_rules"}, nil},
		"three paid hours":    {SmallJob, weekly("3"), []Code{"insurance"}, []Code{"written_terms", "release_certificate"}},
		"more than three":     {SmallJob, weekly("3.5"), []Code{"written_terms", "small_job_may_block_wage_subsidy"}, nil},
		"small job, dagpenge": {SmallJob, group(Dagpenge), []Code{"release_certificate", "supplementary_dagpenge_30_weeks"}, []Code{"benefit_effect_not_known_after"}},
		"small job in 2027":   {SmallJob, func(s *Situation) { s.Work.Start = caldate.MustParse("2027-01-04") }, []Code{"benefit_effect_not_known_after"}, nil},
		"no employees": {WageSubsidy, func(s *Situation) {
			s.Employer.Units[0].OrdinaryNow = new(dec("0"))
			clear(s.Employer.Units[0].Ordinary)
			zero(s)
		}, []Code{"net_expansion_checked_by_municipality"}, nil},
	}
	r := loaded(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := schemeOf(t, r.Check(but(tt.change)), tt.scheme)
			has := func(code Code) bool {
				return slices.ContainsFunc(got.Warnings, func(n Note) bool { return n.Code == code })
			}
			for _, code := range tt.with {
				if !has(code) {
					t.Errorf("%s is not said: %+v", code, got.Warnings)
				}
			}
			for _, code := range tt.not {
				if has(code) {
					t.Errorf("%s is said", code)
				}
			}
		})
	}
}

// zero gives a firm that has had no employees for a year.
func zero(s *Situation) {
	for _, month := range Months(s.Work.Start, 12) {
		s.Employer.Units[0].Ordinary[MonthKey(month)] = dec("0")
	}
}
