package worktime

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/ruledata"
)

// youngNotAllowed: children may not work for an employer (arbejdsmiljøloven
// § 59).
func youngNotAllowed(j *journal) (found []Finding) {
	for _, d := range j.days {
		if j.tooYoung(d.date) && d.of(Work)+d.of(Praktik) > 0 {
			found = append(found, Finding{Date: d.date, Severity: Breach})
		}
	}
	return found
}

// youngDailyHours: how long a young person's day may be (BEK 1713/2025 § 16,
// § 18).
func youngDailyHours(j *journal) (found []Finding) {
	for _, d := range j.days {
		if j.checksDay(d.date) {
			school := j.schoolDays[d.date]
			found = append(found, j.over(j.law.YoungDailyHours, d.date, school, j.working(d, true))...)
		}
	}
	return found
}

// youngWeeklyHours: how long the week may be, from Monday to Sunday and at all
// employers together (§ 24). The age on the Monday decides.
func youngWeeklyHours(j *journal) (found []Finding) {
	school := map[caldate.Date]bool{}
	for d := range j.schoolDays {
		school[d.Week().Monday()] = true
	}
	for monday, minutes := range j.weeks(func(d workday) int { return j.working(d, true) }) {
		if j.group(monday).isYoung() {
			found = append(found, j.over(j.law.YoungWeeklyHours, monday, school[monday], minutes)...)
		}
	}
	return found
}

// over compares minutes with the limit for who the person is. Where the days
// of school are not known, what would be too much with school is a warning.
func (j *journal) over(l limits, d caldate.Date, school bool, minutes int) []Finding {
	g := j.group(d)
	limit, severity := l.free(g), Breach
	switch {
	case school:
		limit = l.school(g)
	case j.log.SchoolDays == nil && minutes <= int(limit):
		limit, severity = l.school(g), Warning
	}
	if minutes <= int(limit) {
		return nil
	}
	return []Finding{{Date: d, Severity: severity, Params: Params{"hours": hoursOf(minutes), "limit": hoursOf(int(limit))}}}
}

// free is the limit without school.
func (l limits) free(g group) ruledata.Span {
	switch g {
	case pupil:
		return l.Free
	case olderPupil:
		return l.OlderFree
	case outOfSchool:
		return l.OutOfSchool
	default:
		return l.Hours
	}
}

// school is the limit with it, for those who go there.
func (l limits) school(g group) ruledata.Span {
	if g == pupil || g == olderPupil {
		return l.School
	}
	return l.free(g)
}

// AveragePeriod is the months up to a date that the weekly average is taken
// over.
func (r *Rules) AveragePeriod(to caldate.Date) Period {
	return Period{From: to.Add(1).AddMonths(-int(r.law.WeeklyAverage.Months)), To: to}
}

// weeklyAverage: paid hours over a period of at least four months, without
// the days of holiday and sickness (arbejdstidsloven § 4). The act is about
// employees, and praktik is no employment.
func weeklyAverage(j *journal) []Finding {
	rule, p := j.law.WeeklyAverage, j.log.Period
	if p.From.IsZero() || p.To.Before(p.From.AddMonths(int(rule.Months)).Add(-1)) || j.group(p.To).isYoung() {
		return nil
	}
	minutes, days := 0, p.To.Sub(p.From)+1
	for _, d := range j.days {
		if d.date.Before(p.From) || d.date.After(p.To) {
			continue
		}
		work := d.of(Work)
		minutes += work
		if work == 0 && slices.ContainsFunc(d.entries, func(e entry) bool { return rule.isNeutral(e.Kind) }) {
			days--
		}
	}
	// minutes / (days / 7) > hours, without dividing
	if 7*minutes <= int(rule.Hours)*days {
		return nil
	}
	return []Finding{{Date: p.To, Severity: Breach, Params: Params{"average": ratio(7*minutes, 60*days)}}}
}
