package grant

import "github.com/shopspring/decimal"

// ownEmployee: somebody who works here already gets a fleksjob here only after
// a real attempt under the social chapter, or when that makes no sense (LAB § 119).
func ownEmployee(q *inquiry) Finding {
	f := q.Person.Fleks
	if here := isFalse(q.Person.EmployedHere, "person.employed_here"); here.Truth != No {
		return here
	}
	return either(
		atMost(f.YearsToPension, "person.fleks.years_to_pension", q.figure("own_employee_retention", "years_to_pension")),
		atLeast(f.SocialChapterMonths, "person.fleks.social_chapter_months", q.figure("own_employee_retention", "social_chapter_months")),
		isTrue(f.AcuteAndFutile, "person.fleks.acute_and_futile"),
	)
}

// exceptFleksjob: in the course at hiring, people referred to fleksjob are held
// to one condition of their own only (LAB § 162).
func exceptFleksjob(inner test) test {
	return func(q *inquiry) Finding {
		f := inner(q)
		if q.scheme.ID == icebreaker {
			return f
		}
		return either(referredToFleksjob(q), f).with(f.Params)
	}
}

func onlyFleksjob(inner test) test {
	return func(q *inquiry) Finding { return either(not(referredToFleksjob(q)), inner(q)) }
}

// referredToFleksjob: a person whose group is not told may be.
func referredToFleksjob(q *inquiry) Finding {
	if yes := q.belongs(Fleksjobvisiteret); yes || q.Person.Target != "" {
		return holds(yes)
	}
	return missing("person.target")
}

// longEducation: long enough, and with access to an a-kasse (kompensationsloven § 15).
func longEducation(q *inquiry) Finding {
	e := q.Person.Education
	long := missing("person.education.months")
	if e.Months != nil {
		long = holds(*e.Months >= q.whole("education_min_months", "months"))
	}
	return all(long, isTrue(e.UnemploymentFundAccess, "person.education.unemployment_fund_access"))
}

// soonAfterEducation: the first day lies within the years after the education.
func soonAfterEducation(q *inquiry) Finding {
	finished := q.Person.Education.FinishedOn
	if finished.IsZero() {
		return missing("person.education.finished_on")
	}
	latest := finished.AddMonths(q.whole("start_within_years_of_graduation", "months"))
	return holds(!q.Work.Start.After(latest)).with(Params{"latest_start": latest})
}

// jobInField: the municipalities disagree whether the job must lie in the field
// of the education (D), so that one outside it is not turned down here.
func jobInField(q *inquiry) Finding {
	f := isTrue(q.Work.InField, "work.in_field")
	if f.Truth == No {
		return unclear(D)
	}
	return f
}

func hiredWithoutSubsidy(q *inquiry) Finding {
	return all(isFalse(q.Work.Course.WithWageSubsidy, "work.course.with_wage_subsidy"), unsubsidised(q))
}

// unsubsidised: no wage subsidy runs for the same job.
func unsubsidised(q *inquiry) Finding { return holds(!q.beside(wageSubsidies...)) }

// substituteHours: a substitute in jobrotation works enough hours (LAB § 150).
func substituteHours(q *inquiry) Finding {
	return atLeast(q.Work.HoursPerWeek, "work.hours_per_week", q.figure("substitute_min_hours_week", "hours"))
}

func traineeMonths(q *inquiry) Finding {
	return atLeast(q.Work.Jobrotation.TraineeMonths, "work.jobrotation.trainee_employed_months", q.figure("employee_employed_months", "months"))
}

// onlyAsTest: dagpenge recipients get nytteindsats only to test their
// availability (LAB § 82).
func onlyAsTest(q *inquiry) Finding {
	if q.Person.Target != Dagpenge {
		return met()
	}
	return isTrue(q.Work.Nytteindsats.AvailabilityTest, "work.nytteindsats.availability_test")
}

// nearRetirement: dagpenge end at most some years before early retirement.
func nearRetirement(q *inquiry) Finding {
	return atMost(q.Person.YearsToRetirement, "person.years_to_early_retirement", q.figure("seniorjob_expiry_window", "years"))
}

// appliesInTime: a seniorjob is applied for in the months around the end of
// dagpenge.
func appliesInTime(q *inquiry) Finding {
	ends := q.Person.BenefitEndsOn
	if ends.IsZero() {
		return missing("person.benefit_ends_on")
	}
	if q.AskedOn.IsZero() {
		return missing("asked_on")
	}
	first := ends.AddMonths(-q.whole("seniorjob_application_window", "months_before"))
	last := ends.AddMonths(q.whole("seniorjob_application_window", "months_after"))
	return holds(!q.AskedOn.Before(first) && !q.AskedOn.After(last))
}

// exceptInFleksjob: an aid in a fleksjob is not held to what employers pay
// themselves (kompensationsloven § 15 j).
func exceptInFleksjob(inner test) test {
	return func(q *inquiry) Finding {
		switch q.Work.Aid.Context {
		case "":
			return missing("work.aid.context")
		case "fleksjob":
			return met()
		}
		return inner(q)
	}
}

// employedLongEnough is the test of sygedagpengeloven § 30: employed for weeks,
// with enough hours in them.
func employedLongEnough(q *inquiry) Finding {
	const code = "employee_meets_s30_employment_requirement"
	return all(
		atLeast(q.Work.Sickness.EmployedWeeks, "work.sickness.employed_weeks", q.figure(code, "weeks")),
		atLeast(q.Work.Sickness.HoursLast8Weeks, "work.sickness.hours_last_8_weeks", q.figure(code, "hours")),
	)
}

// partialAbsence: partly absent for at least some hours a week, except in
// fleksjob (sygedagpengeloven § 17).
func partialAbsence(q *inquiry) Finding {
	s := q.Work.Sickness
	switch {
	case s.Partial == nil:
		return missing("work.sickness.partial")
	case !*s.Partial:
		return met()
	}
	return either(
		isTrue(s.Fleksjob, "work.sickness.fleksjob"),
		atLeast(s.AbsentHours, "work.sickness.absent_hours_per_week", q.figure("partial_absence_min_hours_week", "hours")),
	)
}

// refundFromDayOne: an agreement under § 56, or the insurance of small private
// employers, carries the refund from the start (sygedagpengeloven § 55-56).
func refundFromDayOne(q *inquiry) Finding {
	private := holds(q.kind() == Private)
	if q.kind() == "" {
		private = missing("employer.sector")
	}
	return either(
		isTrue(q.Work.Sickness.Section56, "work.sickness.section_56_approved"),
		all(private, isTrue(q.Work.Sickness.Insurance, "work.sickness.small_employer_insurance")),
	)
}

// pastEmployerPeriod: the employer bears the first days of those who meet § 30.
func pastEmployerPeriod(q *inquiry) Finding {
	past := missing("work.sickness.absence_days")
	if days := q.Work.Sickness.AbsenceDays; days != nil {
		past = holds(*days > q.whole("employer_period_days", "days"))
	}
	return either(not(employedLongEnough(q)), past, refundFromDayOne(q))
}

// municipalRight: the right towards the municipality (sygedagpengeloven § 32).
func municipalRight(q *inquiry) Finding {
	return either(isTrue(q.Work.Sickness.MunicipalRight, "work.sickness.municipal_right"), refundFromDayOne(q))
}

// section56Ground is one of the three grounds of sygedagpengeloven § 56 stk. 2.
func section56Ground(q *inquiry) Finding {
	s := q.Work.Sickness
	limit := func(name string) decimal.Decimal { return q.figure("section_56_ground", name) }
	return either(
		atLeast(s.ExpectedDays, "work.sickness.expected_absence_days_per_year", limit("days_a_year")),
		isTrue(s.TreatmentAtHiring, "work.sickness.treatment_decided_at_hiring"),
		atLeast(s.DaysPaid, "work.sickness.days_paid_same_illness_12m", limit("days_paid")),
	)
}
