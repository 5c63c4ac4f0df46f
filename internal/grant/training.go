package grant

import "github.com/shopspring/decimal"

// aged is met when the age on the first day is known to satisfy ok.
func aged(q *inquiry, ok func(years int) bool) Finding {
	years, known := q.age()
	if !known {
		return missing("person.birth_date")
	}
	return holds(ok(years))
}

// oldEnoughForTraining: an adult apprentice has turned 25 (LAB § 154).
func oldEnoughForTraining(q *inquiry) Finding {
	least := q.whole("age_at_start_of_training_agreement", "years")
	return aged(q, func(years int) bool { return years >= least })
}

// unskilledRoute: without a vocational education, or with one that has not been
// used for years (LAB § 155 stk. 1 nr. 1).
func unskilledRoute(q *inquiry) Finding {
	return either(
		isTrue(q.Person.Unskilled, "person.unskilled"),
		atLeast(q.Person.EducationUnusedYears, "person.education_unused_years", q.figure("track_ledig", "unused_years")),
	)
}

// fromUnemployment: on the unskilled route, or skilled with six months of
// benefit. People referred to fleksjob only while on ledighedsydelse.
func fromUnemployment(q *inquiry) Finding {
	if q.belongs(jobTrack) {
		return met()
	}
	route := either(unskilledRoute(q), sixMonths(q))
	if q.Person.Target == Fleksjobvisiteret {
		return all(isTrue(q.Person.OnLedighedsydelse, "person.on_ledighedsydelse"), route)
	}
	return route
}

// fromJob: without a vocational education, in a trade on the positive list
// (LAB § 155 stk. 2).
func fromJob(q *inquiry) Finding {
	if !q.belongs(jobTrack) {
		return met()
	}
	return all(isTrue(q.Person.Unskilled, "person.unskilled"), isTrue(q.Work.Training.PositiveList, "work.training.positive_list"))
}

// notEmployedHereLately binds the unskilled route only: no ordinary job here in
// the months before, unless benefit was received beside it or it was subsidised
// (LAB § 156).
func notEmployedHereLately(q *inquiry) Finding {
	if q.belongs(jobTrack) {
		return met()
	}
	return either(not(unskilledRoute(q)), notOrdinaryHereLately(q))
}

func notOrdinaryHereLately(q *inquiry) Finding {
	job := q.Person.LastJob
	switch {
	case job.At == "":
		return missing("person.last_job.at")
	case job.At != "workplace", job.Kind == "loentilskud", job.Kind == "small_job":
		return met()
	}
	ways := []Finding{
		endedMonthsBefore(q, q.whole("not_employed_here_last_6_months", "months")),
		isTrue(job.WithBenefit, "person.last_job.with_benefit"),
	}
	if job.Kind == "" {
		ways = append(ways, missing("person.last_job.kind"))
	}
	return either(ways...)
}

// ageForIgu: from 18 and under 50 (lov 623/2016 § 3).
func ageForIgu(q *inquiry) Finding {
	from, below := q.whole("age_at_start", "from_years"), q.whole("age_at_start", "below_years")
	return aged(q, func(years int) bool { return years >= from && years < below })
}

// registeredSince: with an address in Denmark for at most so many years.
func registeredSince(q *inquiry) Finding {
	since := q.Person.RegisteredSince
	if since.IsZero() {
		return missing("person.registered_since")
	}
	return holds(!q.Work.Start.After(since.AddMonths(12 * q.whole("registered_residence_years", "years"))))
}

// iguHours: enough work on average, and work and school together in a full week.
func iguHours(q *inquiry) Finding {
	limit := func(name string) decimal.Decimal { return q.figure("igu_hours", name) }
	return all(
		atLeast(q.Work.HoursPerWeek, "work.hours_per_week", limit("least_hours")),
		atMost(q.Work.HoursPerWeek, "work.hours_per_week", limit("most_hours")),
		atLeast(q.Work.Igu.WorkHours, "work.igu.work_hours_avg_week", limit("work_hours")),
	)
}

// signedBetween: the agreement on egu practice was made while the bonus is given.
func signedBetween(q *inquiry) Finding {
	signed, days := q.Work.Egu.SignedOn, q.rules.conditions["agreement_signed_between"].Days
	if signed.IsZero() {
		return missing("work.egu.signed_on")
	}
	return holds(period{days["from"], days["to"]}.covers(signed))
}

// soonAfterSigning: the practice begins within months of the agreement.
func soonAfterSigning(q *inquiry) Finding {
	signed := q.Work.Egu.SignedOn
	if signed.IsZero() {
		return missing("work.egu.signed_on")
	}
	latest := signed.AddMonths(q.whole("start_within_months_of_signing", "months"))
	return holds(!q.Work.Start.After(latest)).with(Params{"latest_start": latest})
}

// periodCompleted: the practice is completed, or broken off after some weeks to
// begin another qualifying education.
func periodCompleted(q *inquiry) Finding {
	e := q.Work.Egu
	return either(
		isTrue(e.Completed, "work.egu.completed"),
		all(
			atLeast(e.Weeks, "work.egu.weeks_before_break", q.figure("period_completed", "weeks")),
			isTrue(e.ToAnother, "work.egu.switched_to_education"),
		),
	)
}
