package worktime

import (
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/ruledata"
)

// dailyRest: rest between two working days (arbejdsmiljøloven § 50).
func dailyRest(j *journal) []Finding {
	required := j.law.DailyRest.Rest
	if j.log.Employment.ShiftChange || j.log.Employment.AgricultureShortRest {
		required = j.law.DailyRest.Short
	}
	return j.rests(false, func(caldate.Date) ruledata.Span { return required })
}

// youngDailyRest: the young rest longer, and no change of shift makes it
// shorter (arbejdsmiljøloven § 62 stk. 1).
func youngDailyRest(j *journal) []Finding {
	return j.rests(true, func(d caldate.Date) ruledata.Span {
		if j.group(d).isStrict() {
			return j.law.YoungDailyRest.Strict
		}
		return j.law.YoungDailyRest.Rest
	})
}

// rests finds the dates that began too soon after the end of the one before.
// Only lines with clock times tell; the age on the later date decides.
func (j *journal) rests(young bool, required func(caldate.Date) ruledata.Span) (found []Finding) {
	shifts := j.shifts(young)
	for i := 1; i < len(shifts); i++ {
		before, next := shifts[i-1], shifts[i]
		if j.group(next.date).isYoung() != young || j.tooYoung(next.date) {
			continue
		}
		rest := dayLong*next.date.Sub(before.date) + next.from - before.until
		if want := required(next.date); rest < int(want) {
			found = append(found, Finding{Date: next.date, Severity: Breach, Params: Params{
				"rest_hours": hoursOf(max(0, rest)), "required_hours": hoursOf(int(want)),
			}})
		}
	}
	return found
}

// shift is a date from its first start to its last end.
type shift struct {
	date        caldate.Date
	from, until int
}

// shifts lists the dates with working time by the clock.
func (j *journal) shifts(young bool) (shifts []shift) {
	for _, d := range j.days {
		s := shift{date: d.date, from: -1}
		for _, e := range d.entries {
			if !e.timed || !j.isWorking(e.Kind, young) {
				continue
			}
			if s.from < 0 {
				s.from = e.from // entries stand in the order of time
			}
			s.until = max(s.until, e.until)
		}
		if s.from >= 0 {
			shifts = append(shifts, s)
		}
	}
	return shifts
}

// weeklyDayOff: a day off in every seven (arbejdsmiljøloven § 51). After one
// finding the days are counted afresh.
func weeklyDayOff(j *journal) (found []Finding) {
	row := 0
	var before caldate.Date
	for _, d := range j.days {
		if j.working(d, false) == 0 {
			continue
		}
		if d.date != before.Add(1) {
			row = 0
		}
		row++
		before = d.date
		if row >= int(j.law.WeeklyDayOff.Row) && !j.group(d.date).isYoung() {
			found = append(found, Finding{Date: d.date, Severity: Breach})
			row = 0
		}
	}
	return found
}

// youngTwoDaysOff: two days off within seven (arbejdsmiljøloven § 62 stk. 2).
// For those out of school a trade may have leave to postpone one (stk. 3), so
// that the log alone does not tell a breach.
func youngTwoDaysOff(j *journal) (found []Finding) {
	rule := j.law.YoungTwoDaysOff
	var worked []caldate.Date // since the last finding, within the days
	for _, d := range j.days {
		if j.working(d, true) == 0 {
			continue
		}
		worked = append(worked, d.date)
		for d.date.Sub(worked[0]) >= int(rule.Within) {
			worked = worked[1:]
		}
		g := j.group(d.date)
		if len(worked) < int(rule.Days) || !g.isYoung() {
			continue
		}
		severity := Warning
		if g.isStrict() {
			severity = Breach
		}
		found = append(found, Finding{Date: d.date, Severity: severity})
		worked = nil
	}
	return found
}
