package hours

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/worktime"
)

// Sheet is a week in its course: with the weeks before it, which the law of
// working hours looks back on.
type Sheet struct {
	Week      Week
	Before    []Week // those that were logged, in order
	Placement placement.Placement
	By        Signer // who looks at it
}

// Law is what the law of working hours says because of the lines of the week.
// The rest before a Monday belongs to the Monday's week. A duty, which stands
// from a day on, belongs to the week that brought it about, so that it is said
// once. Nothing of it keeps anybody from logging or approving.
//
// The person's age, days of school and other employers are not known here, so
// the rules for adults apply to the hours of this course.
func (s Sheet) Law(rules *worktime.Rules) worktime.Report {
	report := s.check(rules, slices.Concat(s.Before, []Week{s.Week}))
	before := s.check(rules, s.Before)
	report.Findings = slices.DeleteFunc(report.Findings, func(f worktime.Finding) bool {
		said := func(earlier worktime.Finding) bool { return earlier.Code == f.Code }
		switch {
		case len(s.Week.Lines) == 0:
			return true
		case f.Severity == worktime.Duty:
			return slices.ContainsFunc(before.Findings, said)
		default:
			return !s.Week.Week.Holds(f.Date)
		}
	})
	return report
}

// check holds weeks, in order, up against the rules.
func (s Sheet) check(rules *worktime.Rules, weeks []Week) worktime.Report {
	log := worktime.Log{Lines: linesForLaw(weeks, s.Week.Week), Period: rules.AveragePeriod(s.Week.Week.Sunday())}
	log.Employment.StartedOn = firstPaid(weeks)
	return rules.Check(log)
}

// firstPaid is the first day with paid hours: praktik is no employment, so that
// is when the employment begins. Zero when there are none.
func firstPaid(weeks []Week) caldate.Date {
	for _, w := range weeks {
		for _, l := range w.Lines { // in the order of days
			if l.Kind.Strand() == placement.Paid {
				return l.Date
			}
		}
	}
	return caldate.Date{}
}

// linesForLaw writes the lines of weeks, in order, as the law reads them. Only
// those of the week that is looked at name their task as the function: a task
// may be praktik one week and paid from the next on, and that is what a course
// is for; both in one week is what the law rules out.
func linesForLaw(weeks []Week, looked caldate.Week) []worktime.Line {
	var j joiner
	for _, w := range weeks {
		for _, l := range w.Lines {
			if l.Kind == Absence {
				continue
			}
			line := worktime.Line{Date: l.Date, Kind: lawKinds[l.Kind.Strand()]}
			if w.Week == looked {
				line.Function = l.TaskTitle
			}
			j.add(l, line)
		}
	}
	return j.lines
}

// lawKinds: praktik is counted beside work and is no employment.
var lawKinds = map[placement.Strand]worktime.Kind{placement.Paid: worktime.Work, placement.Praktik: worktime.Praktik}

// joiner puts nights together. A line ends at midnight at the latest, so that a
// night shift is two of them; left apart, the law would see no rest in between.
type joiner struct {
	lines []worktime.Line
	shift shift
}

// shift is the last line with times, or several that run through a night.
type shift struct {
	line       int // its place among the lines
	date       caldate.Date
	begin, end int // minutes after the midnight that the date begins with
}

const (
	dayLong = 24 * 60
	// longestBreak is, in minutes, how long a pause in a night can be before
	// what follows is a shift of its own.
	longestBreak = 60
)

// add takes in a line, of which all but the time is filled in.
func (j *joiner) add(l Line, line worktime.Line) {
	begin := l.Begin + dayLong*l.Date.Sub(j.shift.date)
	pause, end := begin-j.shift.end, begin+l.Minutes
	switch {
	case l.Begin < 0:
		line.Minutes = new(l.Minutes)
	case l.Date == j.shift.date || pause < 0 || pause > longestBreak:
		j.shift = shift{len(j.lines), l.Date, l.Begin, l.End()}
		line.Start, line.End = worktime.At(l.Begin), worktime.At(l.End())
	case j.lines[j.shift.line].Kind == line.Kind && end-j.shift.begin <= dayLong:
		j.prolong(pause, end)
		return
	default: // work after praktik, in one night: how long is known, and nobody went home
		j.shift.end = end
		line.Minutes = new(l.Minutes)
	}
	j.lines = append(j.lines, line)
}

// prolong lets the shift end later, after a pause.
func (j *joiner) prolong(pause, end int) {
	j.shift.end = end
	night := &j.lines[j.shift.line]
	night.End = worktime.At(end)
	if pause > 0 {
		if night.BreakMinutes == nil {
			night.BreakMinutes = new(0)
		}
		*night.BreakMinutes += pause
	}
}
