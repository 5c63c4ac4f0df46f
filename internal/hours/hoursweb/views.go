package hoursweb

import (
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
	return []view.Declaration{queuePage, weekPage, weekRegion, remarksRegion, entryRegion, historyRegion}
}

var (
	sampleDay      = caldate.MustParse("2026-11-21")
	sampleMentor   = access.NewActor(access.Identity{PersonID: "p1", Name: "Mads Kjær"}, access.Party{Kind: access.Company}, access.Mentor)
	sampleApprover = access.NewActor(access.Identity{PersonID: "p2", Name: "Ida Lund"}, access.Party{Kind: access.Company}, access.Approver)
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
	w := hours.Week{PlacementID: p.ID, FirstName: p.FirstName, MentorName: p.MentorName, Week: week, Planned: p.Planned(week), Status: s, Lines: []hours.Line{
		{ID: "lin_1", Date: week.Monday(), Begin: 480, Minutes: 120, TaskTitle: "Rengøring af plader", Kind: placement.Praktik, EnteredBy: "p1"},
		{ID: "lin_2", Date: week.Day(2), Begin: -1, Minutes: 150, TaskTitle: "Pakke brød", Kind: placement.Paid, EnteredBy: "p1"},
	}}
	w.Events = []audit.Event{{Type: "line_added", At: sampleDay.Time(), ByName: "Mads Kjær", Role: access.Mentor, To: "16.11.2026, 2:00, Rengøring af plader"}}
	if s != hours.Open {
		w.SubmittedAt, w.SubmittedBy = sampleDay.Time(), "Mads Kjær"
	}
	if s == hours.Returned {
		w.SubmittedBy = ""
		w.Days = map[string]hours.Day{week.Monday().String(): {By: "Ida Lund", Reason: "Var det ikke 3 timer?"}}
	}
	if s == hours.Approved {
		w.ApprovedAt, w.ApprovedBy = sampleDay.Time(), "Ida Lund"
		w.Days = map[string]hours.Day{week.Monday().String(): {Approved: true, By: "Ida Lund"}}
	}
	return w
}

// remarkedWeek has a long day of paid work, a short night after it, and more
// praktik than a full week. It is the first of its course.
func remarkedWeek(s hours.Status) hours.Week {
	w := sampleWeek(s)
	praktik := func(id string, day int) hours.Line {
		return hours.Line{ID: id, Date: w.Week.Day(day), Begin: -1, Minutes: 575, TaskTitle: "Rengøring af plader", Kind: placement.Praktik, EnteredBy: "p1"}
	}
	paid := func(id string, day, begin, minutes int) hours.Line {
		return hours.Line{ID: id, Date: w.Week.Day(day), Begin: begin, Minutes: minutes, TaskTitle: "Pakke brød", Kind: placement.Paid, EnteredBy: "p1"}
	}
	w.Lines = []hours.Line{
		praktik("lin_1", 0), paid("lin_2", 1, 840, 465), paid("lin_3", 2, 370, 300), praktik("lin_4", 3), praktik("lin_5", 4), praktik("lin_6", 5),
	}
	return w
}

// sampleLaw puts what the law says of a week into words. Rules that do not load
// say nothing, and the tests of package worktime say why.
func sampleLaw(t *i18n.Texts, actor access.Actor, w hours.Week) law {
	rules, err := worktime.Load()
	if err != nil {
		return law{Texts: t}
	}
	sheet := hours.Sheet{Week: w, Whole: actor.Reach(access.ViewHours) == access.All}
	return law{t, rules, sheet.Law(rules)}
}

func samplePage(t *i18n.Texts, actor access.Actor, w hours.Week, f *form.Form) pageModel {
	return buildPage(sampleLaw(t, actor, w), actor, actor.Can(access.ApproveHours), w, samplePlacement(), sampleDay, f)
}

var queuePage = view.New("pages/hours/queue", func(t *i18n.Texts) []view.Sample[queueModel] {
	item := func(s hours.Status, state hours.State) hours.Item {
		return hours.Item{Week: sampleWeek(s), State: state}
	}
	above := item(hours.Submitted, hours.ToApprove)
	above.Planned = 60
	self := item(hours.Approved, hours.Done)
	self.SelfApproved = true
	return []view.Sample[queueModel]{
		{Name: "empty", Model: newQueue(t, sampleApprover, nil, nil, sampleDay)},
		{Name: "typical", Model: newQueue(t, sampleApprover, []hours.Item{item(hours.Submitted, hours.ToApprove), above, item(hours.Returned, hours.ToCorrect), item(hours.Open, hours.NotSubmitted), self}, []placement.Placement{samplePlacement()}, sampleDay)},
		{Name: "mentor", Model: newQueue(t, sampleMentor, []hours.Item{item(hours.Submitted, hours.ToApprove)}, []placement.Placement{samplePlacement()}, sampleDay)},
	}
})

var weekPage = view.New("pages/hours/week", func(t *i18n.Texts) []view.Sample[pageModel] {
	wrong := form.Of(nil).Set("minutes", "25")
	wrong.Fail("minutes", "over_a_day")
	empty := hours.Week{PlacementID: "plc_1", Week: sampleDay.Week(), Planned: 480, Status: hours.Open}
	undecided := form.Of(nil)
	undecided.Fail("days", "choose_days")
	undecided.Fail("reason", "required")
	return []view.Sample[pageModel]{
		{Name: "empty", Model: samplePage(t, sampleMentor, empty, form.Of(nil))},
		{Name: "logged", Model: samplePage(t, sampleMentor, sampleWeek(hours.Open), form.Of(nil))},
		{Name: "errors", Model: samplePage(t, sampleMentor, sampleWeek(hours.Open), wrong)},
		{Name: "submitted", Model: samplePage(t, sampleMentor, sampleWeek(hours.Submitted), form.Of(nil))},
		{Name: "to-approve", Model: samplePage(t, sampleApprover, sampleWeek(hours.Submitted), form.Of(nil))},
		{Name: "return-errors", Model: samplePage(t, sampleApprover, sampleWeek(hours.Submitted), undecided)},
		{Name: "returned", Model: samplePage(t, sampleMentor, sampleWeek(hours.Returned), form.Of(nil))},
		{Name: "approved", Model: samplePage(t, sampleApprover, sampleWeek(hours.Approved), form.Of(nil))},
		{Name: "remarks", Model: samplePage(t, sampleMentor, remarkedWeek(hours.Open), form.Of(nil))},
		{Name: "to-approve-remarks", Model: samplePage(t, sampleApprover, remarkedWeek(hours.Submitted), form.Of(nil))},
		{Name: "approved-remarks", Model: samplePage(t, sampleApprover, remarkedWeek(hours.Approved), form.Of(nil))},
	}
})

var weekRegion = view.New("fragments/hours/week", func(t *i18n.Texts) []view.Sample[weekModel] {
	return []view.Sample[weekModel]{{Name: "logged", Model: samplePage(t, sampleMentor, sampleWeek(hours.Open), form.Of(nil)).Week}}
})

var remarksRegion = view.New("fragments/hours/remarks", func(t *i18n.Texts) []view.Sample[[]remarkModel] {
	w := remarkedWeek(hours.Open)
	l := sampleLaw(t, sampleApprover, w)
	return []view.Sample[[]remarkModel]{
		{Name: "none"},
		{Name: "day", Model: l.remarksOn(w.Week.Day(2))},
		{Name: "week", Model: l.model(w).Remarks},
		{Name: "without-law", Model: []remarkModel{{Text: t.T("worktime.overlap")}}},
	}
})

var entryRegion = view.New("fragments/hours/entry", func(t *i18n.Texts) []view.Sample[entryModel] {
	return []view.Sample[entryModel]{{Name: "empty", Model: samplePage(t, sampleMentor, sampleWeek(hours.Open), form.Of(nil)).Entry}}
})

var historyRegion = view.New("fragments/hours/history", func(t *i18n.Texts) []view.Sample[historyModel] {
	return []view.Sample[historyModel]{{Name: "empty"}}
})
