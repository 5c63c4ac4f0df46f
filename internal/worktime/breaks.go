package worktime

// breakDue: an adult's day of work above a number of hours has a break
// (arbejdstidsloven § 3). The act is about employees, so praktik alone asks
// for none.
func breakDue(j *journal) (found []Finding) {
	for _, d := range j.days {
		if !j.group(d.date).isYoung() && d.of(Work) > int(j.law.Break.Over) {
			found = append(found, d.withBreak(1)...)
		}
	}
	return found
}

// youngBreak: the young have a break of a certain length (BEK 1713/2025 § 25).
func youngBreak(j *journal) (found []Finding) {
	rule := j.law.YoungBreak
	for _, d := range j.days {
		if j.checksDay(d.date) && j.working(d, true) > int(rule.Over) {
			found = append(found, d.withBreak(int(rule.Length))...)
		}
	}
	return found
}

// withBreak finds a day with too little break. Where no line says anything of
// breaks there may have been one, so that is a warning.
func (d workday) withBreak(least int) []Finding {
	minutes, recorded := d.breaks()
	switch {
	case minutes >= least:
		return nil
	case !recorded:
		return []Finding{{Date: d.date, Severity: Warning}}
	default:
		return []Finding{{Date: d.date, Severity: Breach}}
	}
}

// breaks adds up the breaks written down on the lines, and the time between
// lines: whoever worked from 8 to 12 and from 13 to 17 had a break, whatever
// the lines say about it.
func (d workday) breaks() (minutes int, recorded bool) {
	for _, e := range d.entries {
		if e.Kind.takesTime() && e.BreakMinutes != nil {
			minutes, recorded = minutes+*e.BreakMinutes, true
		}
	}
	return minutes + d.between(), recorded
}

// between adds up the time between lines. A line without clock times may lie
// there, so it takes all certainty away.
func (d workday) between() int {
	total, until := 0, -1
	for _, e := range d.entries {
		switch {
		case !e.Kind.takesTime():
			continue
		case !e.timed && e.minutes > 0:
			return 0
		case !e.timed:
			continue
		case until >= 0 && e.from > until:
			total += e.from - until
		}
		until = max(until, e.until)
	}
	return total
}
