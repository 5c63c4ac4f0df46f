package grant

import "slices"

// notLastEmployer: "senest ansat" (BEK 1216/2023 § 61, § 67, § 98; BEK
// 1825/2023 § 4). Each scheme has its own way of looking at the last job.
func notLastEmployer(q *inquiry) Finding {
	if q.scheme.ID == Praktik && q.sick() {
		// Sick people may be in praktik at their own employer (§ 60 stk. 3).
		if own := isTrue(q.Person.EmployedHere, "person.employed_here"); own.Truth != No {
			return own
		}
	}
	subsidy := slices.Contains(wageSubsidies, q.scheme.ID)
	switch at := q.Person.LastJob.At; {
	case at == "":
		return missing("person.last_job.at")
	case at != "workplace", subsidy && q.scheme.ID != icebreaker && q.continues():
		return met()
	}
	switch {
	case q.scheme.ID == Praktik && !q.rules.targets[q.Person.Target].JobReady:
		return newFunction(q)
	case q.scheme.ID == Praktik || subsidy && q.scheme.ID != icebreaker:
		return notLastJobHere(q)
	case q.scheme.ID == icebreaker: // municipal guidance, a paid internship included
		if q.Person.LastJob.Kind == "" {
			return missing("person.last_job.kind")
		}
		return failed().mark(B)
	case q.scheme.ID == integrationCourse:
		return notLatelyHere(q)
	}
	return notLastJobHere(q).mark(B)
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

// notLatelyHere: no ordinary job at the same place in the months before an igu
// (BEK 1825/2023 § 4).
func notLatelyHere(q *inquiry) Finding {
	job := q.Person.LastJob
	months := q.whole("not_last_employer", "igu_months")
	ended := endedMonthsBefore(q, months)
	if ended.Truth == No && !job.EndedOn.IsZero() {
		ended = ended.with(Params{"earliest_start": job.EndedOn.AddMonths(months)})
	}
	if job.Kind == "" {
		return either(missing("person.last_job.kind"), ended)
	}
	if job.Kind != "ordinary" && job.Kind != "small_job" {
		return met()
	}
	return ended.mark(B)
}

// endedMonthsBefore tells whether the last job was over so many months before
// the start.
func endedMonthsBefore(q *inquiry, months int) Finding {
	job := q.Person.LastJob
	switch {
	case !job.EndedOn.IsZero():
		return holds(!job.EndedOn.AddMonths(months).After(q.Work.Start))
	case isYes(job.Running):
		return failed()
	}
	return missing("person.last_job.ended_on")
}
