package grant

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// test asks one condition of a situation.
type test func(*inquiry) Finding

// conditions is the table of every condition: the code by which the data name
// it, and its test. Where it stands in the law is in data/conditions.yaml.
var conditions = map[Code]test{
	"strike_lockout":                   noFlag(Strike),
	"not_distorting_competition":       noFlag(Distorts),
	"no_work_sharing":                  noFlag(WorkSharing),
	"not_owned_by_partner":             privateOnly(noFlag(PartnerOwned)),
	"not_distressed_firm":              privateOnly(noFlag(Distressed, Recovery, ExportAid)),
	"ratio_ok":                         ratioOK,
	"net_expansion_ok":                 netExpansionOK,
	"prior_benefit_6_months":           priorBenefit,
	"not_last_employer":                notLastEmployer,
	"clearly_education_ready":          notClearlyEducationReady,
	"person_not_in_job":                sickNotInJob,
	"purpose_one_of":                   purpose,
	"hours_within_normal_working_time": withinFullTime,
	"wage_collective_or_usual":         usualWage,
	"ordinary_terms":                   usualWage,
	"boerneattest":                     boerneattest,
	"not_combinable":                   combinable,
	"if_combined_with_wage_hours_then_different_function": functionOfPaidHours,
	"different_function_than_praktik_or_loentilskud":      functionOfOffer,
}

// noFlag is met when none of the obstacles applies to the firm.
func noFlag(flags ...Flag) test {
	return func(q *inquiry) Finding {
		if q.Employer.Flags == nil {
			return missing("employer.flags")
		}
		return holds(!slices.ContainsFunc(flags, func(f Flag) bool { return slices.Contains(q.Employer.Flags, f) }))
	}
}

// privateOnly is for rules that bind private employers only (BEK 1216/2023
// § 67 stk. 1, § 85).
func privateOnly(inner test) test {
	return func(q *inquiry) Finding {
		f := inner(q)
		switch kind := q.kind(); {
		case kind == Public:
			return met()
		case kind == "" && f.Truth == No:
			return missing("employer.sector")
		}
		return f
	}
}

// notClearlyEducationReady keeps out the åbenlyst uddannelsesparate (LAB § 66).
func notClearlyEducationReady(q *inquiry) Finding {
	if q.Person.Target != UddannelsesparatU30 {
		return met()
	}
	return isFalse(q.Person.ClearlyEducationReady, "person.clearly_education_ready")
}

// sickNotInJob: people on sickness benefit or in jobafklaring must not be in a
// job (LAB § 66).
func sickNotInJob(q *inquiry) Finding {
	if !q.sick() {
		return met()
	}
	return isFalse(q.Person.Employed, "person.employed")
}

// purpose must be one of those the order names. Keeping a job is for the sick
// who have one, testing availability for dagpenge (BEK 1216/2023 § 60 stk. 2-4).
func purpose(q *inquiry) Finding {
	switch q.Work.Purpose {
	case "":
		return missing("work.purpose")
	case "job_retention":
		return all(holds(q.sick()), isTrue(q.Person.Employed, "person.employed"))
	case "availability_test":
		return holds(q.Person.Target == Dagpenge)
	}
	return holds(slices.Contains(Purposes(), q.Work.Purpose))
}

// Purposes lists what a praktik can be for, apart from keeping a job and
// testing availability.
func Purposes() []string {
	return []string{"ordinary_wage_hours", "specific_skills", "clarification_of_goal"}
}

// withinFullTime: at most the firm's full week (BEK 1216/2023 § 60 stk. 5).
func withinFullTime(q *inquiry) Finding {
	if q.Work.HoursPerWeek == nil {
		return missing("work.hours_per_week")
	}
	return holds(q.Work.HoursPerWeek.LessThanOrEqual(q.fullTime()))
}

func usualWage(q *inquiry) Finding {
	return isTrue(q.Work.Wage.CollectiveOrUsual, "work.wage.collective_or_usual")
}

// boerneattest: one that is not there yet keeps the start open, no more: it can
// still be had before day one.
func boerneattest(q *inquiry) Finding {
	switch {
	case q.Work.ContactWithChildren == nil:
		return missing("work.contact_with_children")
	case *q.Work.ContactWithChildren && !isYes(q.Work.Boerneattest):
		return missing("work.boerneattest")
	}
	return met()
}

// combinable: some schemes exclude each other for the same person and hours.
func combinable(q *inquiry) Finding {
	for _, other := range q.Work.CombinedWith {
		if slices.Contains(q.scheme.NotWith, other) {
			return failed().with(Params{"with": other})
		}
	}
	return met()
}

// functionOfPaidHours: paid hours beside the offer lie in another function
// (LAB § 52 stk. 2, § 59).
func functionOfPaidHours(q *inquiry) Finding {
	if !slices.Contains(q.Work.CombinedWith, SmallJob) || q.keepsOwnJob() {
		return met()
	}
	return q.differentFunctions()
}

// functionOfOffer asks the same from the side of the paid hours. A sick person
// who comes back to their own job may do both in one function (LAB § 59 stk. 2).
func functionOfOffer(q *inquiry) Finding {
	offers := []SchemeID{Praktik, usefulWork, WageSubsidy, publicSubsidy, pensionerSubsidy}
	beside := slices.ContainsFunc(offers, func(s SchemeID) bool { return slices.Contains(q.Work.CombinedWith, s) })
	back := slices.Contains(q.Work.CombinedWith, Praktik) && q.sick() && isYes(q.Person.EmployedHere)
	if !beside || back {
		return met()
	}
	return q.differentFunctions()
}

func (q *inquiry) differentFunctions() Finding {
	named := all(known(q.Work.Function, "work.function"), known(q.Work.OtherFunction, "work.other_function"))
	if named.Truth != Yes {
		return named
	}
	return holds(!sameFunction(q.Work.Function, q.Work.OtherFunction))
}

// sameFunction tells whether two texts name one function.
func sameFunction(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// known is met when a text is there.
func known(text string, path Path) Finding {
	if text == "" {
		return missing(path)
	}
	return met()
}

// notLastEmployer: "senest ansat" (BEK 1216/2023 § 61, § 67).
func notLastEmployer(q *inquiry) Finding {
	if q.scheme.ID == Praktik && q.sick() {
		// Sick people may be in praktik at their own employer (§ 60 stk. 3).
		if own := isTrue(q.Person.EmployedHere, "person.employed_here"); own.Truth != No {
			return own
		}
	}
	switch q.Person.LastJob.At {
	case "":
		return missing("person.last_job.at")
	case "workplace":
	default:
		return met()
	}
	if q.scheme.ID == Praktik && !q.rules.targets[q.Person.Target].JobReady {
		return newFunction(q)
	}
	return notLastJobHere(q)
}

// notLastJobHere: never where the last job was, also when it was subsidised
// (§ 61 stk. 1, § 67 stk. 3). Whether a small job is such a job no ruling says (C).
func notLastJobHere(q *inquiry) Finding {
	switch q.Person.LastJob.Kind {
	case "":
		return missing("person.last_job.kind")
	case "small_job":
		return unclear(C)
	}
	return failed()
}

// newFunction: the others only in another function, and the sick without a job
// also in the same when they agree (§ 61 stk. 2-3). For the introduction
// programme the order is silent (C).
func newFunction(q *inquiry) Finding {
	if q.Person.Target == IntroJobparat {
		return unclear(C)
	}
	ways := []Finding{isFalse(q.Person.LastJob.SameFunction, "person.last_job.same_function")}
	if q.sick() {
		ways = append(ways, isTrue(q.Person.AgreesSameFunction, "person.agrees_same_function"))
	}
	f := either(ways...)
	switch {
	case f.Truth == No:
		f.Mark = B // one authoritative source for the groups that are not job-ready
	case q.Person.LastJob.SameFunction != nil && !*q.Person.LastJob.SameFunction:
		f = f.note(Note{Code: "function_difference_in_agreement", Step: true})
	}
	return f
}

// priorBenefit: six months on benefit before the start (LAB § 69). It is waived
// for people without a qualifying education, over 50, or alone with children.
func priorBenefit(q *inquiry) Finding {
	rule, inForce := on(q.rules.benefit, q.Work.Start)
	switch {
	case q.Person.Target == "" || !inForce:
		return missing("person.target")
	case slices.Contains(rule.NotFor, q.Person.Target):
		return met()
	}
	return either(
		q.reachedBenefit(rule),
		isFalse(q.Person.QualifyingEducation, "person.qualifying_education"),
		isTrue(q.Person.SingleParent, "person.single_parent"),
		q.overAge(rule.OverAge),
	)
}

// reachedBenefit counts months, and hours where dagpenge are counted in hours
// (BEK 1216/2023 § 9).
func (q *inquiry) reachedBenefit(rule benefitPeriod) Finding {
	p := q.Person
	if p.Target == Dagpenge && p.BenefitHours != nil {
		if p.Insured == "" {
			return missing("person.insured")
		}
		return holds(p.BenefitHours.GreaterThanOrEqual(rule.Hours[p.Insured].Decimal))
	}
	switch {
	case p.BenefitMonths != nil:
		return holds(p.BenefitMonths.GreaterThanOrEqual(decimal.NewFromInt(int64(rule.Months))))
	case p.Target == Dagpenge:
		return missing("person.benefit_hours")
	}
	return missing("person.benefit_months")
}

// overAge: over a number of years. Whether the birthday itself is enough is
// open (C), so that age alone does not decide in that year.
func (q *inquiry) overAge(limit int) Finding {
	years, ok := q.age()
	if !ok {
		return missing("person.birth_date")
	}
	if years != limit {
		return holds(years > limit)
	}
	switch birth := q.Person.BirthDate; {
	case birth.IsZero():
		return Finding{Missing: []Path{"person.birth_date"}, Mark: C}
	case birth.AddMonths(12 * limit).Before(q.Work.Start):
		return met()
	}
	return unclear(C)
}
