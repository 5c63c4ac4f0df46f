package hours

import (
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// The decisions of the week: pure functions of the week, the placement and
// what somebody wants. They change the week they are given or say why not.

// Entry is a line somebody wants to log. Either Begin and End are given, in
// minutes after midnight, or Minutes; -1 and 0 stand for "not given".
type Entry struct {
	Date    caldate.Date
	Begin   int
	End     int
	Minutes int
	TaskID  string
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
		} else if e.Begin+e.Minutes > 24*60 {
			faults.Add("minutes", "over_a_day")
		}
		return e.Minutes
	case e.End >= 0:
		faults.Add("begin", "begin_missing")
		return 0
	case e.Minutes <= 0:
		faults.Add("minutes", "required")
	case e.Minutes > 24*60:
		faults.Add("minutes", "over_a_day")
	}
	return e.Minutes
}

// add puts a line into the week.
func add(w *Week, p placement.Placement, e Entry, today caldate.Date, lineID, personID string) (Line, error) {
	var faults fault.Fields
	if slices.ContainsFunc(w.Lines, func(l Line) bool { return l.ID == lineID }) {
		return Line{}, store.Unchanged // the same form, sent twice
	}
	line := Line{ID: lineID, Date: e.Date, Begin: e.Begin, EnteredBy: personID}
	line.Minutes = e.minutes(&faults)
	if task, ok := p.Agreement.Task(e.TaskID); ok {
		line.TaskID, line.TaskTitle, line.Kind = task.ID, task.Title, task.Strand
	} else {
		faults.Add("task", "choose")
	}
	checkDate(*w, p, e.Date, today, &faults)
	if faults.Err() == nil {
		checkDay(*w, line, &faults)
	}
	if err := faults.Err(); err != nil {
		return Line{}, err
	}
	w.Lines = append(w.Lines, line)
	slices.SortStableFunc(w.Lines, func(a, b Line) int {
		if c := a.Date.Compare(b.Date); c != 0 {
			return c
		}
		return a.Begin - b.Begin
	})
	return line, nil
}

func checkDate(w Week, p placement.Placement, d, today caldate.Date, faults *fault.Fields) {
	switch {
	case d.IsZero():
		faults.Add("date", "required")
	case !w.Week.Holds(d):
		faults.Add("date", "outside_week")
	case d.Before(p.Agreement.Start):
		faults.Add("date", "before_course")
	case d.Before(p.OpensOn()):
		faults.Add("date", "before_gate")
	case d.After(p.Agreement.End):
		faults.Add("date", "after_course")
	case d.After(today):
		faults.Add("date", "after_today")
	case !w.CanEdit(d):
		faults.Add("date", "day_closed")
	}
}

// checkDay finds lines that cannot stand beside the new one: no time twice, in
// whichever strand, and no day beyond 24 hours.
func checkDay(w Week, line Line, faults *fault.Fields) {
	if w.LoggedOn(line.Date)+line.Minutes > 24*60 {
		faults.Add("minutes", "over_a_day")
	}
	for _, other := range w.Lines {
		if other.Date == line.Date && other.Begin >= 0 && line.Begin >= 0 && line.Begin < other.End() && other.Begin < line.End() {
			faults.Add("begin", "overlap")
		}
	}
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
	w.Lines = slices.Delete(w.Lines, i, i+1)
	return line, nil
}

// submit says that the week is done. Without hours it takes the deliberate
// word that there were none.
func submit(w *Week, noHours bool, by signer, now time.Time, today caldate.Date) error {
	switch status := statusOf(*w); {
	case status == Submitted || status == Approved:
		return store.Unchanged
	case w.Week.Monday().After(today):
		return fault.New(fault.Invalid, "week_not_begun")
	case noHours && len(w.Lines) > 0:
		return fault.New(fault.Invalid, "has_hours")
	case !noHours && len(w.Lines) == 0:
		return fault.New(fault.Invalid, "no_hours_said")
	}
	w.SubmittedAt, w.SubmittedBy, w.SubmittedByID, w.NoHours = now, by.name, by.personID, noHours
	for key, day := range w.Days {
		if !day.Approved {
			delete(w.Days, key)
		}
	}
	return nil
}

// withdraw takes a week back that nobody has decided about yet.
func withdraw(w *Week) error {
	switch {
	case statusOf(*w) != Submitted:
		return fault.New(fault.Conflict, "week_not_submitted")
	case len(w.Days) > 0:
		return fault.New(fault.Conflict, "week_decided")
	}
	w.reopen()
	return nil
}

// reopen takes back that the week is done.
func (w *Week) reopen() {
	w.SubmittedAt, w.SubmittedBy, w.SubmittedByID, w.NoHours = time.Time{}, "", "", false
}

// signer is who hands a week in or decides about it.
type signer struct {
	personID string
	name     string
	alone    bool // for an approver: nobody else at the firm could approve
}

// approve accepts days: the given ones, or all that are not decided yet. The
// week is approved when every day with hours is.
func approve(w *Week, days []caldate.Date, by signer, now time.Time) error {
	switch statusOf(*w) {
	case Approved:
		return fault.New(fault.Conflict, "week_approved_already", "who", w.ApprovedBy)
	case Open, Returned:
		return fault.New(fault.Conflict, "week_not_submitted")
	}
	self := w.Touched(by.personID)
	if self && !by.alone {
		return fault.New(fault.Forbidden, "own_hours")
	}
	worked := w.WorkedDays()
	for _, d := range days {
		if !slices.Contains(worked, d) {
			return fault.Field("days", "day_without_hours")
		}
	}
	if w.Days == nil {
		w.Days = map[string]Day{}
	}
	missing := 0
	for _, d := range worked {
		_, decided := w.Days[d.String()]
		switch {
		case decided:
		case len(days) == 0 || slices.Contains(days, d):
			w.Days[d.String()] = Day{Approved: true, By: by.name, At: now}
		default:
			missing++
		}
	}
	if missing == 0 {
		w.ApprovedAt, w.ApprovedBy, w.SelfApproved = now, by.name, self
	}
	return nil
}

// returnDays sends single days back with a reason; the other days keep their
// lines and are approved when the week comes again.
func returnDays(w *Week, days []caldate.Date, reason string, by signer, now time.Time) error {
	var faults fault.Fields
	if len(days) == 0 {
		faults.Add("days", "choose_days")
	}
	if strings.TrimSpace(reason) == "" {
		faults.Add("reason", "required")
	}
	for _, d := range days {
		if !w.Week.Holds(d) {
			faults.Add("days", "choice")
		}
	}
	if err := faults.Err(); err != nil {
		return err
	}
	switch statusOf(*w) {
	case Approved:
		return fault.New(fault.Conflict, "week_approved_already", "who", w.ApprovedBy)
	case Open, Returned:
		return fault.New(fault.Conflict, "week_not_submitted")
	}
	if w.Days == nil {
		w.Days = map[string]Day{}
	}
	for _, d := range days {
		w.Days[d.String()] = Day{By: by.name, At: now, Reason: reason}
	}
	w.reopen()
	return nil
}
