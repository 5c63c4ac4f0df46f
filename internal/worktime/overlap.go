package worktime

// overlapping is the one code that rests on no law: a log that says so cannot
// be right.
const overlapping Code = "overlap"

// overlaps finds the dates on which a line begins before another has ended.
func overlaps(j *journal) (found []Finding) {
	if len(j.days) == 0 {
		return nil
	}
	first := j.days[0].date
	until := 0 // of all lines so far, after the first midnight
	for _, d := range j.days {
		midnight := dayLong * d.date.Sub(first)
		overlap := false
		for _, e := range d.entries {
			if !e.timed {
				continue
			}
			overlap = overlap || midnight+e.from < until
			until = max(until, midnight+e.until)
		}
		if overlap {
			found = append(found, Finding{Date: d.date, Severity: Warning})
		}
	}
	return found
}
