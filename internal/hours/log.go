package hours

import (
	"fmt"
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// The decisions of the week, here and in decide.go and correct.go: pure
// functions of the week, the placement and what somebody wants. They change the
// week they are given or say why not.

// Entry is a line somebody wants to log. Either Begin and End are given, in
// minutes after midnight, or Minutes; -1 and 0 stand for "not given". With an
// Absence there is neither task nor time.
type Entry struct {
	Date    caldate.Date
	Begin   int
	End     int
	Minutes int
	TaskID  string
	Absence string // one of AbsenceReasons, or ""
	Note    string
	Key     string // made with the form, so that sending it twice is sending it once
}

// minutes works out how long an entry is and what is wrong with its times.
func (e Entry) minutes(faults *fault.Fields) int {
	switch {
	case e.Begin >= 0 && e.End >= 0:
		if e.End <= e.Begin {
			faults.Add("end", "end_before_begin")
			return 0
		}
		if e.Minutes > 0 && e.Minutes != e.End-e.Begin {
			faults.Add("minutes", "minutes_differ")
		}
		return e.End - e.Begin
	case e.Begin >= 0:
		if e.Minutes <= 0 {
			faults.Add("end", "end_missing")
		} else if e.Begin+e.Minutes > dayLong {
			faults.Add("minutes", "over_a_day")
		}
		return e.Minutes
	case e.End >= 0:
		faults.Add("begin", "begin_missing")
		return 0
	case e.Minutes <= 0:
		faults.Add("minutes", "required")
	case e.Minutes > dayLong:
		faults.Add("minutes", "over_a_day")
	}
	return e.Minutes
}

// line makes the line of an entry, and finds what is wrong with it by itself.
func (e Entry) line(p placement.Placement, lineID string, by Signer, faults *fault.Fields) Line {
	l := Line{ID: lineID, Date: e.Date, Begin: e.Begin, Note: e.Note, EnteredBy: by.PersonID, EnteredName: by.Name}
	if e.Absence != "" {
		if !slices.Contains(AbsenceReasons(), e.Absence) {
			faults.Add("task", "choose")
		}
		if e.Minutes > 0 || e.Begin >= 0 || e.End >= 0 {
			faults.Add("minutes", "absence_has_no_hours")
		}
		l.Kind, l.Absence, l.Begin = Absence, e.Absence, -1
		return l
	}
	l.Minutes = e.minutes(faults)
	if task, ok := p.TaskOn(e.TaskID, e.Date); ok {
		l.TaskID, l.TaskTitle, l.Kind = task.ID, task.Title, Kind(task.Kind())
	} else {
		faults.Add("task", "choose")
	}
	return l
}

// add puts a line into the week.
func add(w *Week, p placement.Placement, e Entry, today caldate.Date, lineID string, by Signer) (Line, error) {
	var faults fault.Fields
	if slices.ContainsFunc(w.Lines, func(l Line) bool { return l.ID == lineID }) {
		return Line{}, store.Unchanged // the same form, sent twice
	}
	line := e.line(p, lineID, by, &faults)
	checkDate(*w, p, e.Date, today, &faults)
	if faults["date"] == "" && !w.CanEdit(e.Date) {
		faults.Add("date", "day_closed")
	}
	return line, w.put(line, faults)
}

// put takes a line into the week when nothing is wrong with it, also beside the
// others.
func (w *Week) put(line Line, faults fault.Fields) error {
	if faults.Err() == nil {
		checkDay(*w, line, &faults)
	}
	if err := faults.Err(); err != nil {
		return err
	}
	w.Lines = append(w.Lines, line)
	slices.SortStableFunc(w.Lines, func(a, b Line) int {
		if c := a.Date.Compare(b.Date); c != 0 {
			return c
		}
		return a.Begin - b.Begin
	})
	return nil
}

func checkDate(w Week, p placement.Placement, d, today caldate.Date, faults *fault.Fields) {
	reason, closed := p.ClosedOn(d)
	switch {
	case d.IsZero():
		faults.Add("date", "required")
	case !w.Week.Holds(d):
		faults.Add("date", "outside_week")
	case closed:
		faults.Add("date", reason)
	case d.After(today):
		faults.Add("date", "after_today")
	}
}

// checkDay finds lines that cannot stand beside the new one: no time twice, in
// whichever strand, no absence twice, and no day beyond 24 hours.
func checkDay(w Week, line Line, faults *fault.Fields) {
	if w.LoggedOn(line.Date)+line.Minutes > dayLong {
		faults.Add("minutes", "over_a_day")
	}
	for _, other := range w.Lines {
		switch {
		case overlap(other, line):
			faults.Add("begin", "overlap")
		case other.Date == line.Date && other.Kind == Absence && line.Kind == Absence:
			faults.Add("task", "absence_twice")
		}
	}
}

// overlap tells whether two lines lie in the same time of one day.
func overlap(a, b Line) bool {
	return a.Date == b.Date && a.Begin >= 0 && b.Begin >= 0 && a.Begin < b.End() && b.Begin < a.End()
}

// remove takes a line out of the week.
func remove(w *Week, lineID string) (Line, error) {
	i := slices.IndexFunc(w.Lines, func(l Line) bool { return l.ID == lineID })
	if i < 0 {
		return Line{}, store.Unchanged // gone already: a second click
	}
	line := w.Lines[i]
	if !w.CanEdit(line.Date) {
		return Line{}, fault.New(fault.Conflict, "day_closed")
	}
	w.Lines = slices.Delete(slices.Clone(w.Lines), i, i+1)
	return line, nil
}

// Pattern is the last logged week before one, whose days can be repeated: the
// hours most people work are those of the week before.
func Pattern(before []Week) (Week, bool) {
	for _, w := range slices.Backward(before) {
		if w.Logged() > 0 {
			return w, true
		}
	}
	return Week{}, false
}

// repeatable are the lines of a pattern on one weekday that the same day of this
// week can take: it has no line yet, can be written, and the tasks still stand.
func repeatable(w Week, p placement.Placement, pattern Week, d, today caldate.Date) []Line {
	var faults fault.Fields
	checkDate(w, p, d, today, &faults)
	if len(faults) > 0 || !w.CanEdit(d) || slices.Contains(w.WorkedDays(), d) {
		return nil
	}
	var lines []Line
	for _, l := range pattern.Lines {
		_, stands := p.Agreement.Task(l.TaskID)
		if stands && l.Kind != Absence && l.Date.Weekday() == d.Weekday() {
			lines = append(lines, l)
		}
	}
	return lines
}

// Suggested is a day that can be filled as the same day of an earlier week was.
type Suggested struct {
	Date    caldate.Date
	Minutes int
	Titles  []string // of the tasks, in the order of the day
}

// Suggest lists the days that can be repeated from the week before.
func (s Sheet) Suggest(today caldate.Date) []Suggested {
	pattern, ok := Pattern(s.Before)
	if !ok {
		return nil
	}
	var days []Suggested
	for i := range 7 {
		day := Suggested{Date: s.Week.Week.Day(i)}
		for _, l := range repeatable(s.Week, s.Placement, pattern, day.Date, today) {
			day.Minutes += l.Minutes
			if !slices.Contains(day.Titles, l.TaskTitle) {
				day.Titles = append(day.Titles, l.TaskTitle)
			}
		}
		if day.Minutes > 0 {
			days = append(days, day)
		}
	}
	return days
}

// repeat fills days as the same days of a pattern were: the given ones, or
// every day that can be. Days that cannot are left out; when none is left there
// is nothing to do.
func repeat(w *Week, p placement.Placement, pattern Week, days []caldate.Date, today caldate.Date, by Signer) ([]Line, error) {
	var added []Line
	for i := range 7 {
		d := w.Week.Day(i)
		if len(days) > 0 && !slices.Contains(days, d) {
			continue
		}
		for n, l := range repeatable(*w, p, pattern, d, today) {
			e := Entry{Date: d, Begin: l.Begin, End: -1, Minutes: l.Minutes, TaskID: l.TaskID}
			var faults fault.Fields
			line := e.line(p, fmt.Sprintf("lin_%s_%d", d, n), by, &faults) // the day was empty, so the name is free
			if faults.Err() == nil {
				added = append(added, line)
			}
		}
	}
	if len(added) == 0 {
		return nil, store.Unchanged
	}
	for _, line := range added {
		if err := w.put(line, nil); err != nil {
			return nil, err
		}
	}
	return added, nil
}
