package grant

import (
	"slices"
	"testing"

	"fodfaeste/internal/caldate"
)

// Every condition with a situation that meets it, one that fails it and one
// that leaves it open. A truth that a condition cannot have is left out.
var conditionCases = []struct {
	name    string
	scheme  SchemeID
	code    Code
	change  func(*Situation)
	want    Truth
	missing Path      // of Unknown
	mark    Certainty // where the reading of the law is not the condition's own
}{
	{"nothing stands in the way", Praktik, "strike_lockout", same, Yes, "", ""},
	{"a strike is notified", Praktik, "strike_lockout", flag(Strike), No, "", ""},
	{"not asked", Praktik, "strike_lockout", noFlags, Unknown, "employer.flags", ""},

	{"fair", Praktik, "not_distorting_competition", same, Yes, "", ""},
	{"unfair", Praktik, "not_distorting_competition", flag(Distorts), No, "", ""},
	{"not asked", Praktik, "not_distorting_competition", noFlags, Unknown, "employer.flags", ""},

	{"none", WageSubsidy, "no_work_sharing", same, Yes, "", ""},
	{"work sharing", WageSubsidy, "no_work_sharing", flag(WorkSharing), No, "", ""},
	{"not asked", WageSubsidy, "no_work_sharing", noFlags, Unknown, "employer.flags", ""},

	{"a stranger", WageSubsidy, "not_owned_by_partner", same, Yes, "", ""},
	{"the spouse's firm", WageSubsidy, "not_owned_by_partner", flag(PartnerOwned), No, "", ""},
	{"a public employer has no owner", WageSubsidy, "not_owned_by_partner", func(s *Situation) { flag(PartnerOwned)(s); s.Employer.Sector = Public }, Yes, "", ""},
	{"the spouse's, private or not", WageSubsidy, "not_owned_by_partner", func(s *Situation) { flag(PartnerOwned)(s); s.Employer.Sector = "" }, Unknown, "employer.sector", ""},

	{"sound", WageSubsidy, "not_distressed_firm", same, Yes, "", ""},
	{"aid to pay back", WageSubsidy, "not_distressed_firm", flag(Recovery), No, "", ""},
	{"not asked", WageSubsidy, "not_distressed_firm", noFlags, Unknown, "employer.flags", ""},

	{"room", Praktik, "ratio_ok", same, Yes, "", ""},
	{"no room", Praktik, "ratio_ok", func(s *Situation) { placed("loentilskud", "74")(s) }, No, "", ""},
	{"hours not known", Praktik, "ratio_ok", func(s *Situation) { s.Work.HoursPerWeek = nil }, Unknown, "work.hours_per_week", ""},
	{"placed not known", Praktik, "ratio_ok", func(s *Situation) { s.Employer.Units[0].Placed = nil }, Unknown, "employer.units[1000000001].placed", ""},
	{"a month not known", Praktik, "ratio_ok", func(s *Situation) { delete(s.Employer.Units[0].Ordinary, "2026-07") }, Unknown, "employer.units[1000000001].ordinary_fte_by_month.2026-07", ""},
	{"which place of two", Praktik, "ratio_ok", func(s *Situation) {
		s.Employer.WorkplacePNumber = ""
		s.Employer.Units = append(s.Employer.Units, Unit{PNumber: "1000000002"})
	}, Unknown, "employer.workplace_p_number", ""},

	{"beside a wage subsidy", "socialt_frikort", "ordinary_unsubsidised_work", beside(WageSubsidy, "", ""), No, "", ""},

	{"as many as before", WageSubsidy, "net_expansion_ok", same, Yes, "", ""},
	{"two fewer than before", WageSubsidy, "net_expansion_ok", func(s *Situation) { s.Employer.Units[0].OrdinaryNow = new(dec("8")) }, No, "", ""},
	{"half a person fewer, made up by the new one", WageSubsidy, "net_expansion_ok", func(s *Situation) { s.Employer.Units[0].OrdinaryNow = new(dec("9.5")) }, Unknown, "", C},
	{"under-18s not known", WageSubsidy, "net_expansion_ok", func(s *Situation) { s.Employer.Units[0].Under18 = nil }, Unknown, "employer.units[1000000001].under_18_fte_by_month", ""},
	{"a month a year ago not known", WageSubsidy, "net_expansion_ok", func(s *Situation) { delete(s.Employer.Units[0].Ordinary, "2025-09") }, Unknown, "employer.units[1000000001].ordinary_fte_by_month.2025-09", ""},

	{"14 months", WageSubsidy, "prior_benefit_6_months", same, Yes, "", ""},
	{"exactly 6", WageSubsidy, "prior_benefit_6_months", months("6"), Yes, "", ""},
	{"5 months", WageSubsidy, "prior_benefit_6_months", months("5"), No, "", ""},
	{"5 months, without a trade", WageSubsidy, "prior_benefit_6_months", func(s *Situation) { months("5")(s); s.Person.QualifyingEducation = new(false) }, Yes, "", ""},
	{"5 months, alone with children", WageSubsidy, "prior_benefit_6_months", func(s *Situation) { months("5")(s); s.Person.SingleParent = new(true) }, Yes, "", ""},
	{"5 months, 51 years", WageSubsidy, "prior_benefit_6_months", func(s *Situation) { months("5")(s); s.Person.Age = new(51) }, Yes, "", ""},
	{"5 months, 50 years, birthday not known", WageSubsidy, "prior_benefit_6_months", func(s *Situation) { months("5")(s); s.Person.Age = new(50) }, Unknown, "person.birth_date", C},
	{"5 months, 50 on the first day", WageSubsidy, "prior_benefit_6_months", func(s *Situation) { born("1976-09-28")(s) }, Unknown, "", C},
	{"5 months, 50 the day before", WageSubsidy, "prior_benefit_6_months", func(s *Situation) { born("1976-09-27")(s) }, Yes, "", ""},
	{"months not known", WageSubsidy, "prior_benefit_6_months", func(s *Situation) { s.Person.BenefitMonths = nil }, Unknown, "person.benefit_months", ""},
	{"dagpenge, hours enough", WageSubsidy, "prior_benefit_6_months", hoursOnDagpenge("961.98"), Yes, "", ""},
	{"dagpenge, hours just short", WageSubsidy, "prior_benefit_6_months", hoursOnDagpenge("961.97"), No, "", ""},
	{"revalidend need not", WageSubsidy, "prior_benefit_6_months", func(s *Situation) { months("0")(s); s.Person.Target = "revalidend" }, Yes, "", ""},

	{"elsewhere", Praktik, "not_last_employer", same, Yes, "", ""},
	{"here, job-ready", Praktik, "not_last_employer", lastHere("dagpenge", "ordinary"), No, "", ""},
	{"here, job-ready, a small job", Praktik, "not_last_employer", lastHere("dagpenge", "small_job"), Unknown, "", C},
	{"here, other function", Praktik, "not_last_employer", func(s *Situation) { lastHere("kth_aktivitetsparat", "")(s); s.Person.LastJob.SameFunction = new(false) }, Yes, "", ""},
	{"here, same function", Praktik, "not_last_employer", func(s *Situation) { lastHere("kth_aktivitetsparat", "")(s); s.Person.LastJob.SameFunction = new(true) }, No, "", B},
	{"here, same function, sick and willing", Praktik, "not_last_employer", func(s *Situation) {
		lastHere("sygedagpenge", "")(s)
		s.Person.LastJob.SameFunction, s.Person.AgreesSameFunction = new(true), new(true)
	}, Yes, "", ""},
	{"sick, employed here", Praktik, "not_last_employer", func(s *Situation) { lastHere("sygedagpenge", "")(s); s.Person.EmployedHere = new(true) }, Yes, "", ""},
	{"here, introduction programme", Praktik, "not_last_employer", lastHere(IntroJobparat, "ordinary"), Unknown, "", C},
	{"here with wage subsidy", WageSubsidy, "not_last_employer", lastHere("kth_aktivitetsparat", "loentilskud"), No, "", ""},
	{"here, kind not known", WageSubsidy, "not_last_employer", lastHere("kth_aktivitetsparat", ""), Unknown, "person.last_job.kind", ""},
	{"not asked", WageSubsidy, "not_last_employer", func(s *Situation) { s.Person.LastJob = LastJob{} }, Unknown, "person.last_job.at", ""},

	{"another group", WageSubsidy, "clearly_education_ready", same, Yes, "", ""},
	{"clearly ready", WageSubsidy, "clearly_education_ready", func(s *Situation) { s.Person.Target = UddannelsesparatU30; s.Person.ClearlyEducationReady = new(true) }, No, "", ""},
	{"not asked", WageSubsidy, "clearly_education_ready", func(s *Situation) { s.Person.Target = UddannelsesparatU30 }, Unknown, "person.clearly_education_ready", ""},

	{"sick without a job", WageSubsidy, "person_not_in_job", sick, Yes, "", ""},
	{"sick with a job", WageSubsidy, "person_not_in_job", func(s *Situation) { sick(s); s.Person.Employed = new(true) }, No, "", ""},
	{"not asked", WageSubsidy, "person_not_in_job", func(s *Situation) { sick(s); s.Person.Employed = nil }, Unknown, "person.employed", ""},

	{"skills", Praktik, "purpose_one_of", same, Yes, "", ""},
	{"a purpose nobody knows", Praktik, "purpose_one_of", purposeOf("cheap_labour"), No, "", ""},
	{"keeping a job, not sick", Praktik, "purpose_one_of", purposeOf("job_retention"), No, "", ""},
	{"keeping a job, sick and employed", Praktik, "purpose_one_of", func(s *Situation) { sick(s); purposeOf("job_retention")(s); s.Person.Employed = new(true) }, Yes, "", ""},
	{"testing availability, not on dagpenge", Praktik, "purpose_one_of", purposeOf("availability_test"), No, "", ""},
	{"not asked", Praktik, "purpose_one_of", purposeOf(""), Unknown, "work.purpose", ""},

	{"37 of 37 hours", Praktik, "hours_within_normal_working_time", weekly("37"), Yes, "", ""},
	{"above a full week", Praktik, "hours_within_normal_working_time", weekly("37.01"), No, "", ""},
	{"not asked", Praktik, "hours_within_normal_working_time", func(s *Situation) { s.Work.HoursPerWeek = nil }, Unknown, "work.hours_per_week", ""},

	{"usual pay", WageSubsidy, "wage_collective_or_usual", same, Yes, "", ""},
	{"below it", WageSubsidy, "wage_collective_or_usual", usual(new(false)), No, "", ""},
	{"not asked", WageSubsidy, "wage_collective_or_usual", usual(nil), Unknown, "work.wage.collective_or_usual", ""},
	{"usual pay", SmallJob, "ordinary_terms", same, Yes, "", ""},
	{"below it", SmallJob, "ordinary_terms", usual(new(false)), No, "", ""},
	{"not asked", SmallJob, "ordinary_terms", usual(nil), Unknown, "work.wage.collective_or_usual", ""},

	{"no children", Praktik, "boerneattest", same, Yes, "", ""},
	{"children and certificate", Praktik, "boerneattest", func(s *Situation) { s.Work.ContactWithChildren, s.Work.Boerneattest = new(true), new(true) }, Yes, "", ""},
	{"a certificate can still be had", Praktik, "boerneattest", func(s *Situation) { s.Work.ContactWithChildren, s.Work.Boerneattest = new(true), new(false) }, Unknown, "work.boerneattest", ""},

	{"nothing beside it", WageSubsidy, "not_combinable", same, Yes, "", ""},
	{"adult apprentice", WageSubsidy, "not_combinable", beside("voksenlaerling", "", ""), No, "", ""},

	{"no paid hours", Praktik, "if_combined_with_wage_hours_then_different_function", same, Yes, "", ""},
	{"other work", Praktik, "if_combined_with_wage_hours_then_different_function", beside(SmallJob, "pakke", "køre"), Yes, "", ""},
	{"the same work in other letters", Praktik, "if_combined_with_wage_hours_then_different_function", beside(SmallJob, "Pakke ", "pakke"), No, "", ""},
	{"work not told", Praktik, "if_combined_with_wage_hours_then_different_function", beside(SmallJob, "pakke", ""), Unknown, "work.other_function", ""},
	{"no praktik", SmallJob, "different_function_than_praktik_or_loentilskud", same, Yes, "", ""},
	{"the same work", SmallJob, "different_function_than_praktik_or_loentilskud", beside(Praktik, "pakke", "pakke"), No, "", ""},
	{"work not told", SmallJob, "different_function_than_praktik_or_loentilskud", beside(Praktik, "", "pakke"), Unknown, "work.function", ""},
	{"back to one's own job", SmallJob, "different_function_than_praktik_or_loentilskud", func(s *Situation) {
		beside(Praktik, "pakke", "pakke")(s)
		sick(s)
		s.Person.EmployedHere = new(true)
	}, Yes, "", ""},
}

func same(*Situation)                     {}
func flag(f Flag) func(*Situation)        { return func(s *Situation) { s.Employer.Flags = []Flag{f} } }
func noFlags(s *Situation)                { s.Employer.Flags = nil }
func sick(s *Situation)                   { s.Person.Target = "sygedagpenge" }
func purposeOf(p string) func(*Situation) { return func(s *Situation) { s.Work.Purpose = p } }
func usual(ok *bool) func(*Situation) {
	return func(s *Situation) { s.Work.Wage.CollectiveOrUsual = ok }
}
func weekly(hours string) func(*Situation) {
	return func(s *Situation) { s.Work.HoursPerWeek = new(dec(hours)) }
}
func months(n string) func(*Situation) {
	return func(s *Situation) { s.Person.BenefitMonths = new(dec(n)) }
}

func born(date string) func(*Situation) {
	return func(s *Situation) {
		months("5")(s)
		s.Person.Age, s.Person.BirthDate = nil, caldate.MustParse(date)
	}
}

func hoursOnDagpenge(n string) func(*Situation) {
	return func(s *Situation) {
		s.Person.Target, s.Person.BenefitHours, s.Person.Insured = Dagpenge, new(dec(n)), "full_time"
	}
}

func lastHere(target Target, kind string) func(*Situation) {
	return func(s *Situation) { s.Person.Target, s.Person.LastJob = target, LastJob{At: "workplace", Kind: kind} }
}

func beside(other SchemeID, function, otherFunction string) func(*Situation) {
	return func(s *Situation) {
		s.Work.CombinedWith, s.Work.Function, s.Work.OtherFunction = []SchemeID{other}, function, otherFunction
	}
}

func TestConditions(t *testing.T) {
	r := loaded(t)
	for _, tt := range conditionCases {
		t.Run(string(tt.code)+"/"+string(tt.scheme)+"/"+tt.name, func(t *testing.T) {
			row, _ := r.scheme(tt.scheme)
			s := everything()
			s.Employer.Units = slices.Clone(s.Employer.Units)
			tt.change(&s)
			got := conditions[tt.code](&inquiry{Situation: &s, rules: r, scheme: row})
			if got.Truth != tt.want || got.Mark != tt.mark {
				t.Errorf("got truth %d, mark %q, missing %v; want %d, %q", got.Truth, got.Mark, got.Missing, tt.want, tt.mark)
			}
			if tt.missing != "" && !slices.Contains(got.Missing, tt.missing) {
				t.Errorf("missing %v, want %s among them", got.Missing, tt.missing)
			}
		})
	}
}

// Every condition is tried met, failed and open, apart from those that cannot be.
func TestConditionsAreTriedBothWaysAndOpen(t *testing.T) {
	never := map[Code]Truth{"boerneattest": No, "not_combinable": Unknown, "job_in_field_of_study": No, "ordinary_unsubsidised_work": Unknown}
	for code := range conditions {
		for _, want := range []Truth{Yes, No, Unknown} {
			tried := false
			for _, c := range conditionCases {
				tried = tried || c.code == code && c.want == want
			}
			for _, c := range factCases {
				tried = tried || c.code == code && c.want == want
			}
			if impossible, odd := never[code]; !tried && !(odd && impossible == want) {
				t.Errorf("%s is not tried with truth %d", code, want)
			}
		}
	}
}
