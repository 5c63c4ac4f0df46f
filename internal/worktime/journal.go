package worktime

import (
	"cmp"
	"slices"

	"fodfaeste/internal/caldate"
)

// journal is a log made ready for the rules.
type journal struct {
	law        statutes
	log        Log
	days       []workday
	schoolDays map[caldate.Date]bool
}

// workday is a date that the log has lines for.
type workday struct {
	date    caldate.Date
	entries []entry // in the order of time
}

// entry is a line with what it comes to.
type entry struct {
	Line
	minutes     int // without the break
	timed       bool
	from, until int // after the midnight its date begins with; only of a timed one
}

// open puts a log in the order of time.
func (r *Rules) open(log Log) *journal {
	j := &journal{law: r.law, log: log, schoolDays: map[caldate.Date]bool{}}
	for _, d := range log.SchoolDays {
		j.schoolDays[d] = true
	}
	entries := make([]entry, len(log.Lines))
	for i, line := range log.Lines {
		entries[i] = enter(line)
	}
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.from, b.from), cmp.Compare(a.until, b.until))
	})
	for _, e := range entries {
		if n := len(j.days); n == 0 || j.days[n-1].date != e.Date {
			j.days = append(j.days, workday{date: e.Date})
		}
		last := &j.days[len(j.days)-1]
		last.entries = append(last.entries, e)
	}
	return j
}

func enter(line Line) entry {
	e := entry{Line: line}
	if e.from, e.until, e.timed = line.span(); e.timed {
		e.minutes = e.until - e.from
		if line.BreakMinutes != nil {
			e.minutes = max(0, e.minutes-*line.BreakMinutes)
		}
		return e
	}
	e.from, e.until = 0, 0
	if line.Minutes != nil {
		e.minutes = *line.Minutes
	}
	return e
}

// here tells whether an entry was for this firm.
func (e entry) here() bool { return e.Employer != Other }

// of adds up the minutes of one kind.
func (d workday) of(k Kind) int {
	return d.sum(func(e entry) bool { return e.Kind == k })
}

func (d workday) sum(counts func(entry) bool) int {
	total := 0
	for _, e := range d.entries {
		if counts(e) {
			total += e.minutes
		}
	}
	return total
}

// weeks adds up the dates of every week, by its Monday.
func (j *journal) weeks(of func(workday) int) map[caldate.Date]int {
	weeks := map[caldate.Date]int{}
	for _, d := range j.days {
		weeks[d.date.Week().Monday()] += of(d)
	}
	return weeks
}

// working adds up what counts as working time under the working-environment
// act: work and praktik (LAB § 60), and for the young the school that is part
// of their training. Compulsory school is not.
func (j *journal) working(d workday, young bool) int {
	return d.sum(func(e entry) bool { return j.isWorking(e.Kind, young) })
}

func (j *journal) isWorking(k Kind, young bool) bool {
	return k == Work || k == Praktik || k == School && young && !j.inSchool()
}

func (j *journal) inSchool() bool {
	return j.log.Person.InCompulsorySchool != nil && *j.log.Person.InCompulsorySchool
}

func (j *journal) outOfSchool() bool {
	return j.log.Person.InCompulsorySchool != nil && !*j.log.Person.InCompulsorySchool
}

// age is in whole years on a date, not ok when it is not known.
func (j *journal) age(d caldate.Date) (years int, ok bool) {
	switch birth := j.log.Person.BirthDate; {
	case j.log.Person.Age != nil:
		return *j.log.Person.Age, true
	case birth.IsZero():
		return 0, false
	default:
		years = d.Year() - birth.Year()
		if d.Before(birth.AddMonths(12 * years)) {
			years--
		}
		return years, true
	}
}

// group is which rules a person is under on a date.
type group int

const (
	adult       group = iota // also when the age is not known
	youth                    // 15 to 17, not in compulsory school as far as is known
	olderPupil               // 15 to 17, in compulsory school
	pupil                    // under 15, as far as is known in compulsory school
	outOfSchool              // under 15, not in it
)

// isYoung tells whether the order on young people's work applies.
func (g group) isYoung() bool { return g != adult }

// isStrict tells whether its strict rules do.
func (g group) isStrict() bool { return g == olderPupil || g == pupil || g == outOfSchool }

func (j *journal) group(d caldate.Date) group {
	years, known := j.age(d)
	switch young := j.law.Young; {
	case !known || years >= int(young.Below):
		return adult
	case years >= int(young.StrictBelow) && j.inSchool():
		return olderPupil
	case years >= int(young.StrictBelow):
		return youth
	case j.outOfSchool():
		return outOfSchool
	default:
		return pupil
	}
}

// tooYoung tells whether a person may not work for an employer at all; then
// the limits of the day say nothing more.
func (j *journal) tooYoung(d caldate.Date) bool {
	years, known := j.age(d)
	return known && years < int(j.law.YoungNotAllowed.Below)
}

// checksDay tells whether the limits of the day for the young apply on a date.
func (j *journal) checksDay(d caldate.Date) bool {
	return j.group(d).isYoung() && !j.tooYoung(d)
}
