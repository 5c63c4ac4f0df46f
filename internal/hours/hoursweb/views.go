package hoursweb

import (
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/worktime"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{queuePage, weekPage, workingTimePage, correctionPage, weekRegion, daysRegion, linesRegion, remarksRegion, entryRegion, historyRegion}
}

var (
	sampleDay        = caldate.MustParse("2026-11-21")
	sampleMentor     = access.NewActor(access.Identity{PersonID: "p1", Name: "Mads Kjær"}, access.Party{Kind: access.Company}, access.Mentor)
	sampleConsultant = access.NewActor(access.Identity{PersonID: "p4", Name: "Karen Holm"}, access.Party{Kind: access.Municipality}, access.Consultant)
	sampleApprover   = access.NewActor(access.Identity{PersonID: "p2", Name: "Ida Lund"}, access.Party{Kind: access.Company}, access.Approver)
)

func samplePlacement() placement.Placement {
	p := placement.Placement{FirstName: "Sanne", MentorName: "Mads Kjær", SentAt: sampleDay.Time(), Company: &placement.Tick{}, Candidate: &placement.Tick{},
		Representative: placement.Representative{NotNeeded: true}, Vitas: placement.Vitas{State: "approved"},
		Agreement: placement.Agreement{
			Start: sampleDay.Add(-30), End: sampleDay.Add(60), Steps: []placement.Step{{From: sampleDay.Add(-30), Minutes: 480}},
			Tasks: []placement.Task{{ID: "t1", Title: "Rengøring af plader", Minutes: 240, Strand: placement.Praktik}, {ID: "t2", Title: "Pakke brød", Minutes: 240, Strand: placement.Paid}},
		}}
	p.ID = "plc_1"
	return p
}

func sampleWeek(s hours.Status) hours.Week {
	p := samplePlacement()
	week := sampleDay.Week()
	w := hours.Week{PlacementID: p.ID, FirstName: p.FirstName, MentorName: p.MentorName, Week: week, Planned: p.Planned(week), MentorID: "p1", Lines: []hours.Line{
		{ID: "lin_1", Date: week.Monday(), Begin: 480, Minutes: 120, TaskTitle: "Rengøring af plader", Kind: hours.Praktik, EnteredBy: "p1"},
		{ID: "lin_2", Date: week.Day(2), Begin: -1, Minutes: 150, TaskTitle: "Pakke brød", Kind: hours.Paid, EnteredBy: "p1"},
	}}
	w.Events = []audit.Event{{Type: "line_added", At: sampleDay.Time(), ByName: "Mads Kjær", Role: access.Mentor, To: "16.11.2026, 2:00, Rengøring af plader"}}
	if s != hours.Open {
		w.SubmittedAt, w.SubmittedBy = sampleDay.Time(), "Mads Kjær"
	}
	if s == hours.Returned {
		w.SubmittedBy = ""
		w.Days = map[string]hours.Day{week.Monday().String(): {By: "Ida Lund", Reason: "Var det ikke 3 timer?"}}
	}
	if s == hours.Approved || s == hours.Corrected || s == hours.Locked {
		w.ApprovedAt, w.ApprovedBy = sampleDay.Time(), "Ida Lund"
		w.Days = map[string]hours.Day{week.Monday().String(): {Approved: true, By: "Ida Lund"}}
	}
	switch s {
	case hours.Locked:
		w.LockedThrough = week.Sunday()
	case hours.Corrected:
		w.Versions = []hours.Version{{Lines: w.Lines[:1], ApprovedAt: w.ApprovedAt, ApprovedBy: w.ApprovedBy, Reason: "Onsdagen var ikke skrevet", By: "Ida Lund"}}
		w.ApprovedAt, w.Days = time.Time{}, nil
		w.CorrectedAt, w.CorrectedBy, w.Correctors = sampleDay.Time(), "Ida Lund", []string{"p2"}
	}
	return w
}

// talkedWeek is above the plan and has everything that can be said of a week.
func talkedWeek(s hours.Status) hours.Week {
	w := sampleWeek(s)
	w.Planned, w.OpenedAt, w.OpenedBy = 240, sampleDay.Time(), "Ida Lund"
	w.Word = hours.Word{Face: "hard", Text: "Der var mange bestillinger, og Sanne blev hele tiden ud.", Call: true}
	w.Lines[0].Note, w.Lines[1].EnteredBy, w.Lines[1].EnteredName = "blev en halv time længere", "p3", "Bo Ravn"
	w.Lines = append(w.Lines, hours.Line{ID: "lin_3", Date: w.Week.Day(3), Begin: -1, Kind: hours.Absence, Absence: "appointment", EnteredBy: "p1"})
	w.Questions = []hours.Question{
		{Text: "Var det mandag eller tirsdag?", By: "Ida Lund", At: sampleDay.Time(), Answer: "Mandag", AnsweredBy: "Mads Kjær", AnsweredAt: sampleDay.Time()},
		{Text: "Og var det den aftalte tid?", By: "Ida Lund", At: sampleDay.Time()},
	}
	return w
}

// remarkedWeek has a long day of paid work, a short night after it, and more
// praktik than a full week. It is the first of its course.
func remarkedWeek(s hours.Status) hours.Week {
	w := sampleWeek(s)
	praktik := func(id string, day int) hours.Line {
		return hours.Line{ID: id, Date: w.Week.Day(day), Begin: -1, Minutes: 575, TaskTitle: "Rengøring af plader", Kind: hours.Praktik, EnteredBy: "p1"}
	}
	paid := func(id string, day, begin, minutes int) hours.Line {
		return hours.Line{ID: id, Date: w.Week.Day(day), Begin: begin, Minutes: minutes, TaskTitle: "Pakke brød", Kind: hours.Paid, EnteredBy: "p1"}
	}
	w.Lines = []hours.Line{
		praktik("lin_1", 0), paid("lin_2", 1, 840, 465), paid("lin_3", 2, 370, 300), praktik("lin_4", 3), praktik("lin_5", 4), praktik("lin_6", 5),
	}
	w.Lines[1].Kind, w.Lines[5].Kind, w.Lines[5].TaskTitle = hours.Subsidised, hours.Teaching, "Hygiejnekursus"
	return w
}

// sampleLaw puts what the law says of a week into words. Rules that do not load
// say nothing, and the tests of package worktime say why.
func sampleLaw(t *i18n.Texts, w hours.Week) law {
	rules, err := worktime.Load()
	if err != nil {
		return law{Texts: t}
	}
	return law{t, rules, hours.Sheet{Week: w}.Law(rules)}
}

func sampleSheet(actor access.Actor, w hours.Week) hours.Sheet {
	return hours.Sheet{Week: w, Placement: samplePlacement(), By: hours.Signer{PersonID: actor.PersonID(), Name: actor.Name()}}
}

func samplePage(t *i18n.Texts, actor access.Actor, w hours.Week, f *form.Form) pageModel {
	return buildPage(sampleLaw(t, w), actor, sampleSheet(actor, w), sampleDay, f)
}

var queuePage = view.New("pages/hours/queue", func(t *i18n.Texts) []view.Sample[queueModel] {
	item := func(s hours.Status, state hours.State, why ...hours.Exception) hours.Item {
		return hours.Item{Week: sampleWeek(s), State: state, Exceptions: why}
	}
	above := item(hours.Submitted, hours.ToApprove, hours.AbovePlan, hours.HasWord)
	above.Planned = 60
	asked := item(hours.Submitted, hours.ToApprove, hours.HasQuestion)
	asked.Questions = talkedWeek(hours.Submitted).Questions
	self := item(hours.Approved, hours.Done)
	self.SelfApproved = true
	approver := queue{t, sampleApprover, []string{"Ida Lund", "Bo Ravn"}, sampleDay, nil}
	mentor := queue{t, sampleMentor, approver.approvers, sampleDay, nil}
	quiet := queue{t, sampleMentor, approver.approvers, sampleDay, map[string]bool{"plc_1": true}}
	open := []placement.Placement{samplePlacement()}
	plain := item(hours.Submitted, hours.ToApprove)
	plain.ID = "wk_1"
	return []view.Sample[queueModel]{
		{Name: "empty", Model: approver.model(nil, nil)},
		{Name: "typical", Model: approver.model([]hours.Item{plain, above, asked, item(hours.Corrected, hours.ToApprove, hours.WasCorrected), item(hours.Returned, hours.ToCorrect), item(hours.Open, hours.NotSubmitted), self}, open)},
		{Name: "unseen", Model: queue{t, sampleConsultant, nil, sampleDay, nil}.unseen([]hours.Item{{Week: self.Week, State: hours.Done, Exceptions: []hours.Exception{hours.SelfApproved, hours.AbovePlan, hours.WantsCall}}})},
		{Name: "quiet", Model: quiet.model([]hours.Item{above, item(hours.Open, hours.NotSubmitted)}, open)},
		{Name: "mentor", Model: mentor.model([]hours.Item{plain}, open)},
	}
})

// emptyWeek is the week of the samples before anything is written in it.
func emptyWeek() hours.Week {
	return hours.Week{PlacementID: "plc_1", Week: sampleDay.Week(), Planned: 480}
}

var weekPage = view.New("pages/hours/week", func(t *i18n.Texts) []view.Sample[pageModel] {
	wrong := form.Of(nil).Set("minutes", "25")
	wrong.Fail("minutes", "over_a_day")
	resting := sampleSheet(sampleMentor, emptyWeek())
	resting.Placement.Pauses = []placement.Pause{{From: sampleDay.Week().Monday(), Resume: sampleDay.Week().Add(2).Monday()}}
	stopped := sampleSheet(sampleConsultant, sampleWeek(hours.Approved))
	stopped.Placement.Stop = &placement.Stop{On: sampleDay.Week().Day(2)}
	return []view.Sample[pageModel]{
		{Name: "empty", Model: samplePage(t, sampleMentor, emptyWeek(), form.Of(nil))},
		{Name: "logged", Model: samplePage(t, sampleMentor, sampleWeek(hours.Open), form.Of(nil))},
		{Name: "errors", Model: samplePage(t, sampleMentor, sampleWeek(hours.Open), wrong)},
		{Name: "to-approve", Model: samplePage(t, sampleApprover, remarkedWeek(hours.Submitted), form.Of(nil))},
		{Name: "paused", Model: buildPage(sampleLaw(t, resting.Week), sampleMentor, resting, sampleDay, form.Of(nil))},
		{Name: "stopped", Model: buildPage(sampleLaw(t, stopped.Week), sampleConsultant, stopped, sampleDay, form.Of(nil))},
	}
})

var correctionPage = view.New("pages/hours/correction", func(t *i18n.Texts) []view.Sample[correctionModel] {
	w := sampleWeek(hours.Approved)
	line := form.Of(nil).Set("line", "lin_1")
	fill(line, w.Lines[0])
	wrong := form.Of(nil).Set("line", "lin_1").Set("reason", "kort").Set("begin", "9").Set("end", "8")
	wrong.Fail("end", "end_before_begin")
	wrong.Fail("reason", "reason_short")
	s := sampleSheet(sampleApprover, w)
	return []view.Sample[correctionModel]{
		{Name: "line", Model: buildCorrection(t, s, line)},
		{Name: "new-line", Model: buildCorrection(t, s, form.Of(nil))},
		{Name: "errors", Model: buildCorrection(t, s, wrong)},
	}
})

var weekRegion = view.New("fragments/hours/week", func(t *i18n.Texts) []view.Sample[weekModel] {
	undecided := form.Of(nil)
	undecided.Fail("days", "choose_days")
	undecided.Fail("reason", "required")
	wordless := form.Of(nil)
	wordless.Fail("above_reason", "above_plan_word")
	seen := sampleWeek(hours.Locked)
	seen.SeenAt, seen.SeenBy, seen.AboveReason = sampleDay.Time(), "Karen Holm", "Juletravlhed, aftalt med Sanne"
	quiet := sampleSheet(sampleMentor, talkedWeek(hours.Open))
	quiet.Placement.Quiet = true
	show := func(actor access.Actor, w hours.Week, f *form.Form) weekModel { return samplePage(t, actor, w, f).Week }
	return []view.Sample[weekModel]{
		{Name: "quiet", Model: buildPage(sampleLaw(t, quiet.Week), sampleMentor, quiet, sampleDay, form.Of(nil)).Week},
		{Name: "asked", Model: show(sampleMentor, talkedWeek(hours.Submitted), form.Of(nil))},
		{Name: "above-plan-errors", Model: show(sampleApprover, talkedWeek(hours.Submitted), wordless)},
		{Name: "return-errors", Model: show(sampleApprover, sampleWeek(hours.Submitted), undecided)},
		{Name: "returned", Model: show(sampleMentor, sampleWeek(hours.Returned), form.Of(nil))},
		{Name: "approved", Model: show(sampleApprover, remarkedWeek(hours.Approved), form.Of(nil))},
		{Name: "corrected", Model: show(sampleMentor, sampleWeek(hours.Corrected), form.Of(nil))},
		{Name: "locked", Model: show(sampleApprover, seen, form.Of(nil))},
	}
})

var daysRegion = view.New("fragments/hours/days", func(t *i18n.Texts) []view.Sample[[]dayModel] {
	return []view.Sample[[]dayModel]{{Name: "none"}, {Name: "talked", Model: samplePage(t, sampleMentor, talkedWeek(hours.Open), form.Of(nil)).Week.Days}}
})

var linesRegion = view.New("fragments/hours/lines", func(t *i18n.Texts) []view.Sample[[]lineModel] {
	return []view.Sample[[]lineModel]{{Name: "earlier", Model: versions(t, sampleWeek(hours.Corrected))[0].Lines}}
})

var remarksRegion = view.New("fragments/hours/remarks", func(t *i18n.Texts) []view.Sample[[]remarkModel] {
	w := remarkedWeek(hours.Open)
	l := sampleLaw(t, w)
	return []view.Sample[[]remarkModel]{
		{Name: "none"},
		{Name: "day", Model: l.remarksOn(w.Week.Day(2))},
		{Name: "week", Model: l.model(w).Remarks},
		{Name: "without-law", Model: []remarkModel{{Text: t.T("worktime.overlap")}}},
	}
})

var entryRegion = view.New("fragments/hours/entry", func(t *i18n.Texts) []view.Sample[entryModel] {
	stopped := sampleSheet(sampleMentor, sampleWeek(hours.Open))
	stopped.Placement.Stop = &placement.Stop{On: sampleDay.Week().Day(2)}
	repeating, before := sampleSheet(sampleMentor, emptyWeek()), sampleDay.Week().Add(-1)
	repeating.Before = []hours.Week{{Week: before, Lines: []hours.Line{
		{Date: before.Monday(), Begin: 480, Minutes: 120, TaskID: "t1", TaskTitle: "Rengøring af plader", Kind: hours.Praktik},
		{Date: before.Day(2), Begin: -1, Minutes: 150, TaskID: "t2", TaskTitle: "Pakke brød", Kind: hours.Paid},
	}}}
	return []view.Sample[entryModel]{
		{Name: "stopped", Model: buildEntry(t, sampleMentor, stopped, sampleDay, true, form.Of(nil))},
		{Name: "repeat", Model: buildEntry(t, sampleMentor, repeating, sampleDay, true, form.Of(nil))},
		{Name: "folded", Model: buildEntry(t, sampleApprover, sampleSheet(sampleApprover, sampleWeek(hours.Open)), sampleDay, true, form.Of(nil))},
	}
})

var historyRegion = view.New("fragments/hours/history", func(t *i18n.Texts) []view.Sample[historyModel] {
	return []view.Sample[historyModel]{{Name: "empty"}}
})

var workingTimePage = view.New("pages/hours/working_time", func(t *i18n.Texts) []view.Sample[workingTimeModel] {
	p := samplePlacement()
	p.CompanyName = "Nakskov Bageri ApS"
	var weeks []hours.Week
	for n := range 8 {
		w := sampleWeek(hours.Approved)
		w.Week = sampleDay.Week().Add(-n)
		w.Lines = []hours.Line{
			{Date: w.Week.Monday(), Begin: 480, Minutes: 120, Kind: hours.Paid}, {Date: w.Week.Monday(), Begin: 630, Minutes: 45, Kind: hours.Subsidised},
			{Date: w.Week.Day(2), Begin: -1, Minutes: 150, Kind: hours.Paid}, {Date: w.Week.Day(3), Begin: 480, Minutes: 240, Kind: hours.Praktik},
		}
		if n == 0 {
			w.ApprovedAt = time.Time{}
		}
		weeks = append(weeks, w)
	}
	return []view.Sample[workingTimeModel]{
		{Name: "none", Model: newWorkingTime(t, p, nil, sampleDay)},
		{Name: "typical", Model: newWorkingTime(t, p, weeks, sampleDay)},
	}
})
