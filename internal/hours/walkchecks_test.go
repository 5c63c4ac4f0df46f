package hours_test

import (
	"reflect"
	"slices"
	"unicode/utf8"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/placement"
)

// What must never happen, looked for by what stands there and by what the walk
// noted itself, not by what the decisions say of themselves.

// checkCourse holds a course up against what it was before a command.
func (w *walk) checkCourse(c command, by access.Actor, before, after placement.Placement) {
	event := last(after.Trail)
	gone := map[string]bool{
		"company": before.Company != nil && after.Company == nil, "candidate": before.Candidate != nil && after.Candidate == nil,
		"representative": before.Representative.Answer == "yes" && after.Representative.Answer == "", "vitas": before.Vitas.State != "" && after.Vitas.State == "",
	}
	for party, gone := range gone {
		if gone && (event.Type != "agreement_changed" || !slices.Contains(event.TookBack, "placement.whose."+party)) {
			w.fail(c, by, "took back what %s said, and tells %+v", party, event)
		}
	}
	switch {
	case before.Stop != nil && after.Stop == nil && (event.Type != "stop_undone" || caldate.Of(before.Stop.At) != w.today()):
		w.fail(c, by, "undid the stop of %s", before.Stop.At)
	case !grew(before.Earlier, after.Earlier) || !grew(before.Staircases, after.Staircases) || !grew(before.Ladder, after.Ladder) ||
		len(after.Extensions) < len(before.Extensions) || len(after.Conversions) < len(before.Conversions):
		w.fail(c, by, "lost a part of the course's past")
	}
	w.checkConversions(c, by, before, after)
	if before.Status() == placement.Approved {
		w.checkApproved(c, by, before, after)
	}
}

// checkApproved: of an approved course nothing changes backwards.
func (w *walk) checkApproved(c command, by access.Actor, before, after placement.Placement) {
	if after.Status() != placement.Approved && after.Status() != placement.Withdrawn {
		w.fail(c, by, "made an approved course %s", after.Status())
	}
	if after.Agreement.Start != before.Agreement.Start || after.Agreement.End.Before(before.Agreement.End) || after.OpensOn() != before.OpensOn() {
		w.fail(c, by, "moved the first day, or made the course shorter")
	}
	event := last(after.Trail)
	granted := event.Type == "hours_granted" || event.Type == "extension_approved"
	for day := before.Agreement.Start; !day.After(w.today()); day = day.Add(1) {
		for _, task := range before.Agreement.Tasks {
			was, _ := before.TaskOn(task.ID, day)
			if is, stands := after.TaskOn(task.ID, day); !stands || is != was {
				w.fail(c, by, "changed %s on %s, which is over", task.ID, day)
			}
		}
		if week := day.Week(); week.Before(w.today().Week()) && !granted && before.StepIn(week) != after.StepIn(week) {
			w.fail(c, by, "changed the plan of %s, which is over", week)
		}
	}
}

// checkConversions: one conversion at a time changes, by the table.
func (w *walk) checkConversions(c command, by access.Actor, before, after placement.Placement) {
	changed, today := 0, w.today()
	for i, is := range after.Conversions {
		if i >= len(before.Conversions) {
			if changed++; is.StatusOn(today) != placement.ConversionProposed && is.StatusOn(today) != placement.ConversionFirmYes {
				w.fail(c, by, "began a conversion as %s", is.StatusOn(today))
			}
			continue
		}
		was := before.Conversions[i]
		if reflect.DeepEqual(was, is) {
			continue
		}
		changed++
		j := slices.IndexFunc(placement.ConversionMachine(), func(t placement.ConversionTransition) bool { return t.Event == last(after.Trail).Type })
		if j < 0 {
			w.fail(c, by, "changed a conversion")
		}
		if row := placement.ConversionMachine()[j]; !slices.Contains(row.From, was.StatusOn(today)) || is.StatusOn(today) != row.To || !by.Can(row.Used) {
			w.fail(c, by, "led a conversion from %s to %s", was.StatusOn(today), is.StatusOn(today))
		}
	}
	if changed > 1 {
		w.fail(c, by, "changed %d conversions", changed)
	}
}

// checkWeek holds a week up against what it was before a command.
func (w *walk) checkWeek(c command, by access.Actor, before, after hours.Week) {
	event := last(after.Trail)
	i := slices.IndexFunc(hours.Machine(), func(t hours.Transition) bool { return slices.Contains(t.Events, event.Type) })
	switch {
	case event.Type == "week_handed_over":
		same := after
		same.Doc, same.Trail, same.MentorID, same.MentorName = before.Doc, before.Trail, before.MentorID, before.MentorName
		if !reflect.DeepEqual(before, same) || after.MentorID != w.course.MentorID {
			w.fail(c, by, "changed more than the mentor of %s", after.ID)
		}
	case i < 0:
		w.fail(c, by, "did what the table does not know: %s", event.Type)
	default:
		if row := hours.Machine()[i]; !slices.Contains(row.From, before.Status()) || !slices.Contains(row.To, after.Status()) || !by.Can(row.Used) {
			w.fail(c, by, "led %s from %s to %s", after.ID, before.Status(), after.Status())
		}
	}
	w.checkCounting(c, by, before, after)
	w.checkLock(c, by, before, after)
	if len(after.Questions) < len(before.Questions) {
		w.fail(c, by, "lost a question")
	}
}

// checkCounting: what counts changes by an approval alone, after a correction or
// a reopening with its reason, and nobody approves their own unlabelled.
func (w *walk) checkCounting(c command, by access.Actor, before, after hours.Week) {
	event := last(after.Trail)
	if !before.ApprovedAt.IsZero() && (after.ApprovedAt.IsZero() || !reflect.DeepEqual(before.Lines, after.Lines)) {
		kept := len(after.Versions) - 1
		if event.Type != "line_corrected" && event.Type != "week_reopened" || utf8.RuneCountInString(event.Reason) < 10 ||
			kept != len(before.Versions) || !reflect.DeepEqual(after.Versions[kept].Lines, before.Lines) || !after.Versions[kept].ApprovedAt.Equal(before.ApprovedAt) {
			w.fail(c, by, "changed approved lines of %s: %+v", after.ID, event)
		}
		w.corrected[after.ID] = true
	}
	if before.ApprovedAt.IsZero() && !after.ApprovedAt.IsZero() {
		w.checkApproval(c, by, before, after)
		w.counting[after.ID] = slices.Clone(after.Lines)
		delete(w.corrected, after.ID)
	}
	if !grew(before.Versions, after.Versions) {
		w.fail(c, by, "lost what was approved before")
	}
	counting, approved := after.InForce()
	if noted, ok := w.counting[after.ID]; ok != approved || !slices.Equal(noted, counting) || after.ApprovedMinutes() != minutes(noted) {
		w.fail(c, by, "made %d minutes of %s count, %d were approved", after.ApprovedMinutes(), after.ID, minutes(noted))
	}
}

func (w *walk) checkApproval(c command, by access.Actor, before, after hours.Week) {
	event := last(after.Trail)
	own := before.SubmittedByID == by.PersonID()
	for _, l := range after.Lines {
		own = own || l.EnteredBy == by.PersonID()
		if decision := after.Days[l.Date.String()]; !decision.Approved {
			w.fail(c, by, "approved %s without %s", after.ID, l.Date)
		}
	}
	for _, e := range slices.Backward(before.Events) {
		if e.Type == "week_approved" || e.Type == "week_self_approved" {
			break
		}
		own = own || e.Type == "line_corrected" && e.By == by.PersonID()
	}
	_, again := w.counting[after.ID]
	switch {
	case own && (!after.SelfApproved || event.Type != "week_self_approved"):
		w.fail(c, by, "approved their own hours in %s, and nothing says so", after.ID)
	case own && w.approvers > 1:
		w.fail(c, by, "approved their own hours in %s, although they are not alone", after.ID)
	case after.SelfApproved && !after.Touched(by.PersonID()):
		w.fail(c, by, "is said to have approved their own hours in %s", after.ID)
	case after.AbovePlan() && after.AboveReason == "":
		w.fail(c, by, "approved %s above the plan without a word", after.ID)
	case again && !w.corrected[after.ID]:
		w.fail(c, by, "approved %s again", after.ID)
	}
}

// checkLock: locked days change by a reopening alone.
func (w *walk) checkLock(c command, by access.Actor, before, after hours.Week) {
	switch event := last(after.Trail); event.Type {
	case "week_locked":
		if !after.LockedThrough.After(w.locked[after.ID]) || !after.LockedThrough.Before(w.today()) || before.ApprovedAt.IsZero() {
			w.fail(c, by, "locked %s through %s", after.ID, after.LockedThrough)
		}
		w.locked[after.ID] = after.LockedThrough
	case "week_reopened":
		if w.locked[after.ID].IsZero() || after.Versions[len(after.Versions)-1].LockedThrough != w.locked[after.ID] {
			w.fail(c, by, "reopened %s, which was locked through %s", after.ID, w.locked[after.ID])
		}
		delete(w.locked, after.ID)
	}
	through := w.locked[after.ID]
	days := func(lines []hours.Line) []hours.Line {
		return slices.DeleteFunc(slices.Clone(lines), func(l hours.Line) bool { return l.Date.After(through) })
	}
	if after.LockedThrough != through || !slices.Equal(days(before.Lines), days(after.Lines)) {
		w.fail(c, by, "changed %s, which is locked through %s", after.ID, through)
	}
}

// checkLines holds every line of a week, and every one that counts, up against
// the course as it stands.
func (w *walk) checkLines(c command, by access.Actor, week hours.Week) {
	total, days := 0, map[caldate.Date]int{}
	for i, l := range week.Lines {
		total += l.Minutes
		days[l.Date] += l.Minutes
		for _, o := range week.Lines[:i] {
			if l.ID == o.ID || l.Date == o.Date && l.Begin >= 0 && o.Begin >= 0 && l.Begin < o.End() && o.Begin < l.End() {
				w.fail(c, by, "put two lines in one time: %+v, %+v", l, o)
			}
		}
		if !week.Week.Holds(l.Date) || l.Date.After(w.today()) || days[l.Date] > 24*60 {
			w.fail(c, by, "put a line on %s", l.Date)
		}
	}
	if total != week.Logged() || total != week.LoggedStrand(placement.Paid)+week.LoggedStrand(placement.Praktik) {
		w.fail(c, by, "let the lines of %s sum to %d, of %d", week.ID, week.Logged(), total)
	}
	counting, _ := week.InForce()
	for _, l := range slices.Concat(week.Lines, counting) {
		if why := w.shut(l.Date); why != "" {
			w.fail(c, by, "left a line on %s, %s", l.Date, why)
		}
		if strand := w.strand(l.TaskID, l.Date); l.Kind != hours.Absence && l.Kind.Strand() != strand {
			w.fail(c, by, "left %s of %s as %s, where it is %q", l.TaskID, l.Date, l.Kind, strand)
		}
	}
}

// shut tells why a day must have no lines, or "".
func (w *walk) shut(day caldate.Date) string {
	p := w.course
	if p.Company == nil || p.Candidate == nil || !p.Representative.NotNeeded && p.Representative.Answer != "yes" {
		return "which not everybody said yes to"
	}
	gate := []caldate.Date{p.Agreement.Start, caldate.Of(p.Company.At), caldate.Of(p.Candidate.At)}
	if !p.Representative.NotNeeded {
		gate = append(gate, caldate.Of(p.Representative.At))
	}
	if slices.ContainsFunc(p.Agreement.Tasks, func(t placement.Task) bool { return t.Strand == placement.Praktik }) {
		if p.Vitas.State != "approved" {
			return "which VITAS has not approved"
		}
		gate = append(gate, p.Vitas.On)
	}
	switch first := slices.MaxFunc(gate, caldate.Date.Compare); {
	case day.Before(first):
		return "before the gate of " + first.String()
	case p.Stop != nil && day.After(p.Stop.On):
		return "after the stop of " + p.Stop.On.String()
	case day.After(p.Agreement.End):
		return "after the last day " + p.Agreement.End.String()
	}
	for _, pause := range p.Pauses {
		if !day.Before(pause.From) && day.Before(pause.Resume) {
			return "in the pause from " + pause.From.String()
		}
	}
	return ""
}

// strand is the one strand of a task on a day: as agreed, or paid from the day
// of a conversion that everything is in place for.
func (w *walk) strand(taskID string, day caldate.Date) placement.Strand {
	task, _ := w.course.Agreement.Task(taskID)
	for _, c := range w.course.Conversions {
		inPlace := c.Company != nil && c.Candidate != nil && c.Informed != nil && c.Declined == nil && c.Withdrawn == nil
		if inPlace && slices.Contains(c.TaskIDs, taskID) && !day.Before(c.From) {
			return placement.Paid
		}
	}
	return task.Strand
}

// checkShown: what the firm and the municipality are shown sums to what was
// approved.
func (w *walk) checkShown(c command, by access.Actor) {
	want := 0
	for _, lines := range w.counting {
		want += minutes(lines)
	}
	for _, reader := range w.people {
		if !reader.Can(access.ViewHours) || reader.Reach(access.ViewHours) != access.All || reader.Party().ID == otherFirm {
			continue
		}
		weeks, err := w.hours.OfPlacement(w.t.Context(), reader, w.id)
		w.must(err)
		shown := 0
		for _, week := range weeks {
			shown += week.ApprovedMinutes()
			if !reader.Can(access.LogHours) && (!slices.Equal(week.Lines, w.counting[week.ID]) || week.Logged() != minutes(w.counting[week.ID])) {
				w.fail(c, by, "lets %s see %+v of %s", reader.Name(), week.Lines, week.ID)
			}
		}
		e := effort.Of([]placement.Placement{w.course}, weeks, nil, w.today())
		if gone := w.course.CompanyID == "" && shown == 0; !gone && (shown != want || e.Praktik+e.Paid != want) {
			w.fail(c, by, "lets %s see %d and %d approved minutes, of %d", reader.Name(), shown, e.Praktik+e.Paid, want)
		}
	}
}

func last(t audit.Trail) audit.Event { return t.Events[len(t.Events)-1] }

// grew tells whether a list begins with all it held before.
func grew[T any](before, after []T) bool {
	n := len(before)
	return len(after) >= n && (n == 0 || reflect.DeepEqual(before, after[:n]))
}

func minutes(lines []hours.Line) (total int) {
	for _, l := range lines {
		total += l.Minutes
	}
	return total
}
