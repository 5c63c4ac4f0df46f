package grant

import (
	"slices"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
)

// priorBenefit: six months on benefit before the start (LAB § 69). It is waived
// for people without a qualifying education, over 50, or alone with children.
func priorBenefit(q *inquiry) Finding {
	rule, inForce := on(q.rules.benefit, q.Work.Start)
	if q.Person.Target == "" || !inForce {
		return missing("person.target")
	}
	group := q.group()
	asked := slices.Contains(rule.Any, group) || slices.Contains(rule.Private, group) && q.kind() == Private
	if !asked {
		return met()
	}
	reached := q.reachedBenefit(rule)
	return either(
		reached,
		isFalse(q.Person.QualifyingEducation, "person.qualifying_education"),
		isTrue(q.Person.SingleParent, "person.single_parent"),
		q.overAge(rule.OverAge),
	).with(reached.Params)
}

// sixMonths asks for the same time on benefit without any waiver: of an adult
// apprentice and of a substitute in jobrotation.
func sixMonths(q *inquiry) Finding {
	rule, inForce := on(q.rules.benefit, q.Work.Start)
	if !inForce {
		return missing("work.start")
	}
	return q.reachedBenefit(rule)
}

// reachedBenefit counts hours where dagpenge are counted in hours, periods
// where they are known, and months otherwise (BEK 1216/2023 § 9).
func (q *inquiry) reachedBenefit(rule benefitPeriod) Finding {
	p := q.Person
	months := decimal.NewFromInt(int64(rule.Months))
	switch {
	case p.Target == Dagpenge && p.BenefitHours != nil && p.Insured == "":
		return missing("person.insured")
	case p.Target == Dagpenge && p.BenefitHours != nil:
		return holds(p.BenefitHours.GreaterThanOrEqual(rule.Hours[p.Insured].Decimal))
	case p.Target != Dagpenge && p.BenefitPeriods != nil && q.sick():
		return holds(accumulated(p.BenefitPeriods, q.Work.Start).GreaterThanOrEqual(months))
	case p.Target != Dagpenge && p.BenefitPeriods != nil:
		return unbroken(p.BenefitPeriods, q.Work.Start, rule.Months)
	case p.Target == Dagpenge && p.BenefitMonths == nil:
		return missing("person.benefit_hours")
	}
	return atLeast(p.BenefitMonths, "person.benefit_months", months)
}

// unbroken counts from the first day on benefit after the latest whole calendar
// month without any (BEK 1216/2023 § 9 stk. 4-5).
func unbroken(periods []BenefitPeriod, start caldate.Date, months int) Finding {
	from := firstAfterGap(periods, start)
	if from.IsZero() {
		return failed()
	}
	open := from.AddMonths(months)
	return holds(!open.After(start)).with(Params{"counted_from": from, "open_from": open})
}

// firstAfterGap goes back month by month from the start until it meets a month
// without benefit or the earliest day on it.
func firstAfterGap(periods []BenefitPeriod, start caldate.Date) caldate.Date {
	earliest := start
	for _, p := range periods {
		if p.From.Before(earliest) {
			earliest = p.From
		}
	}
	first := caldate.Date{}
	month := start.MonthStart()
	until := start.Add(-1) // of the month of the start only the days before it count
	for !month.AddMonths(1).Before(earliest) {
		day := firstIn(periods, month, until)
		whole := until == month.AddMonths(1).Add(-1)
		if day.IsZero() && whole {
			return first
		}
		if !day.IsZero() {
			first = day
		}
		until = month.Add(-1)
		month = month.AddMonths(-1)
	}
	return first
}

// firstIn is the first day on benefit from one day to another, both included.
func firstIn(periods []BenefitPeriod, from, to caldate.Date) (first caldate.Date) {
	for _, p := range periods {
		day := p.From
		if day.Before(from) {
			day = from
		}
		if day.After(to) || !p.To.IsZero() && p.To.Before(day) {
			continue
		}
		if first.IsZero() || day.Before(first) {
			first = day
		}
	}
	return first
}

// accumulated adds up the days before the start in months of a twelfth of a
// year; days that two periods share count once. The law names no way of turning
// days into months.
func accumulated(periods []BenefitPeriod, start caldate.Date) decimal.Decimal {
	sorted := slices.SortedFunc(slices.Values(periods), func(a, b BenefitPeriod) int { return a.From.Compare(b.From) })
	days, counted := 0, caldate.Date{}
	for _, p := range sorted {
		from, to := p.From, p.To
		if to.IsZero() || !to.Before(start) {
			to = start.Add(-1)
		}
		if !counted.IsZero() && !from.After(counted) {
			from = counted.Add(1)
		}
		if !from.After(to) {
			days += to.Sub(from) + 1
			counted = to
		}
	}
	return decimal.NewFromInt(int64(days) * 12).Div(decimal.NewFromInt(365))
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
