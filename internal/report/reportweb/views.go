package reportweb

import (
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{documentationPage, deliveryPage, partPage, contentRegion, wordsRegion}
}

var (
	sampleStart   = caldate.MustParse("2026-09-07")
	sampleEnd     = caldate.MustParse("2026-10-30")
	sampleToday   = caldate.MustParse("2026-11-02")
	sampleOwner   = access.NewActor(access.Identity{PersonID: "p2", Name: "Karen Holm"}, access.Party{Kind: access.Company}, access.Owner)
	sampleMentor  = access.NewActor(access.Identity{PersonID: "p1", Name: "Mads Kjær"}, access.Party{Kind: access.Company}, access.Mentor)
	sampleConsult = access.NewActor(access.Identity{PersonID: "p3", Name: "Karen Bay"}, access.Party{Kind: access.Municipality}, access.Consultant)
	sampleMark    = report.Mark{By: "Karen Holm", At: sampleToday.Time()}
)

// sampleKnown is a course that is over, as the portal knows it.
func sampleKnown(today caldate.Date) report.Known {
	p := placement.Placement{FirstName: "Sanne", CompanyName: "Nakskov Bageri ApS", SentAt: sampleStart.Time(), Company: &placement.Tick{}, Candidate: &placement.Tick{},
		Representative: placement.Representative{NotNeeded: true}, Vitas: placement.Vitas{State: "approved"}, Conditions: []string{"calm", "short_days"}}
	p.ID = "plc_1"
	p.Agreement = placement.Agreement{Start: sampleStart, End: sampleEnd, Steps: []placement.Step{{From: sampleStart, Minutes: 360}, {From: sampleStart.Add(14), Minutes: 480}},
		PaidHours: placement.PaidHours{Answer: "not_yet", Note: "opgaverne er nye"},
		Tasks:     []placement.Task{{ID: "t1", Title: "Rengøring af plader", Minutes: 240, Strand: placement.Praktik}, {ID: "t2", Title: "Pakke brød", Minutes: 120, Strand: placement.Paid}}}
	p.Staircases = []placement.Staircase{{From: sampleStart.Add(28), Move: placement.Lower, Tried: "To dage fra kl. 9, med en pause kl. 10.", Happened: "Tre dage om ugen blev for meget.", Steps: []placement.PlanStep{{From: sampleStart.Add(28), Paid: 120, Praktik: 180}}}}
	p.Ladder = []placement.Rung{{TaskID: "t1", Step: placement.Training, On: sampleStart.Add(2)}, {TaskID: "t1", Step: placement.WithHelp, On: sampleStart.Add(20)}}
	var weeks []hours.Week
	for n := range 7 {
		w := sampleStart.Week().Add(n)
		week := hours.Week{Week: w, PlacementID: "plc_1", Lines: []hours.Line{{Date: w.Monday(), Minutes: 240, TaskTitle: "Rengøring af plader", Kind: hours.Praktik}, {Date: w.Day(2), Minutes: 60 + 30*(n%2), TaskTitle: "Pakke brød", Kind: hours.Paid}}}
		if n < 6 {
			week.ApprovedAt = sampleToday.Time()
		}
		weeks = append(weeks, week)
	}
	held := func(id string, kind meeting.Kind, on caldate.Date, n meeting.Note) meeting.Meeting {
		mark := &meeting.Mark{By: "Mads Kjær", At: on.Time()}
		return meeting.Meeting{ID: id, Kind: kind, On: on, Held: &meeting.Held{On: on, Attended: meeting.Parties()}, Note: n, Noted: mark, Closed: mark}
	}
	up := meeting.FollowUp{Meetings: []meeting.Meeting{
		held("halfway", meeting.Halfway, sampleStart.Add(28), meeting.Note{Answer: "not_yet", Because: "pladerne tager tid"}),
		held("end", meeting.End, sampleEnd, meeting.Note{Answer: "other_route", Route: "fleksjob"}),
	}}
	return report.Known{Placement: p, Weeks: weeks, FollowUp: up, Today: today}
}

func samplePart() *report.Part {
	return &report.Part{Effects: []report.Effect{{Condition: "calm", Effect: "helped", Word: "Pakningen gik bedst bag døren"}, {Condition: "short_days", Effect: "not_needed"}},
		Aids: []report.Aid{{What: "Høj stol", From: sampleStart.Add(7), Lent: "kommunen"}}, Intensity: "Pladerne går af sig selv i to timer ad gangen.", Next: "Prøve kassen en formiddag.", Mark: sampleMark}
}

// sampleView is the documentation at a status.
func sampleView(s report.Status) report.View {
	today := sampleToday
	if s == report.NotBegun {
		today = sampleStart.Add(20)
	}
	known := sampleKnown(today)
	d := report.Empty(known.Placement)
	d.ID, d.Version = "dok_plc_1", 4
	d.Observations = []report.Observation{{ID: "obs_1", What: "Arbejdede en time længere, da døren var lukket.", Condition: "calm", Outcome: "better", On: sampleStart.Add(9), Mark: sampleMark}}
	d.Events = []audit.Event{{Type: "observation_made", At: sampleToday.Time(), ByName: "Mads Kjær", Role: access.Mentor, To: "16.9.2026", ToChoices: []string{"documentation.outcomes.better", "condition.calm"}}}
	if s != report.NotBegun && s != report.Draft {
		d.Part = samplePart()
	}
	content := d.Sum(known)
	print := content.Print()
	if s != report.NotBegun && s != report.Draft && s != report.Written {
		d.Sight = &report.Sight{Print: print, Helped: "needs_help", Comment: "Jeg kunne godt lide pladerne.\nKassen vil jeg gerne prøve.", Mark: sampleMark}
	}
	if s == report.Delivered || s == report.Receipted {
		d.Deliveries = []report.Delivery{{Content: content, Sight: *d.Sight, Print: print, Mark: sampleMark}}
	}
	if s == report.Receipted {
		d.Deliveries[0].Receipt = &report.Mark{By: "Karen Bay", At: sampleToday.Add(1).Time()}
	}
	return report.View{Documentation: d, Placement: known.Placement, Content: content, Print: print}
}

// corrected is the documentation after a week was approved that was not when it was
// delivered.
func corrected() report.View {
	v, known := sampleView(report.Delivered), sampleKnown(sampleToday)
	known.Weeks[6].ApprovedAt = sampleToday.Time()
	v.Content = v.Sum(known)
	v.Print = v.Content.Print()
	return v
}

var documentationPage = view.New("pages/documentation/documentation", func(t *i18n.Texts) []view.Sample[pageModel] {
	none := typed{f: form.Of(nil)}
	var samples []view.Sample[pageModel]
	for _, s := range report.Statuses() {
		today := sampleToday
		if s == report.NotBegun {
			today = sampleStart.Add(20)
		}
		samples = append(samples, view.Sample[pageModel]{Name: string(s), Model: newPage(t, sampleOwner, sampleView(s), "Karen Holm", today, none)})
	}
	wrong := form.Of(nil).Set("what", "010190-1234")
	wrong.Fail("what", "cpr")
	wrong.Fail("outcome", "choose")
	wrong.Fail("observed_on", "outside_course")
	quiet := sampleView(report.Written)
	quiet.Placement.Quiet = true
	quiet.Observations[0].What = strings.Repeat("Arbejdede længere, da døren var lukket. ", 8)
	return append(samples,
		view.Sample[pageModel]{Name: "late", Model: newPage(t, sampleOwner, sampleView(report.Draft), "Karen Holm", sampleEnd.Add(20), none)},
		view.Sample[pageModel]{Name: "changed", Model: newPage(t, sampleConsult, corrected(), "", sampleToday, none)},
		view.Sample[pageModel]{Name: "quiet", Model: newPage(t, sampleMentor, quiet, "", sampleToday, none)},
		view.Sample[pageModel]{Name: "errors", Model: newPage(t, sampleOwner, sampleView(report.Draft), "", sampleToday, typed{"observation", wrong})},
	)
})

var deliveryPage = view.New("pages/documentation/delivery", func(t *i18n.Texts) []view.Sample[deliveryModel] {
	v := sampleView(report.Receipted)
	return []view.Sample[deliveryModel]{
		{Name: "firm", Model: newDelivery(t, sampleOwner, v, v.Deliveries[0], "1")},
		{Name: "consultant", Model: newDelivery(t, sampleConsult, v, v.Deliveries[0], "1")},
	}
})

var partPage = view.New("pages/documentation/part", func(t *i18n.Texts) []view.Sample[partModel] {
	wrong := form.Of(nil).Set("version", "3").Set("calm_word", "Roligt bag døren").Set("aids.0.what", "Stol")
	for field, code := range map[string]string{"calm_effect": "choose", "aids.0.from": "required", "intensity": "required"} {
		wrong.Fail(field, code)
	}
	return []view.Sample[partModel]{
		{Name: "empty", Model: newPart(t, sampleView(report.Draft), form.Of(nil))},
		{Name: "typical", Model: newPart(t, sampleView(report.Written), form.Of(nil))},
		{Name: "errors", Model: newPart(t, sampleView(report.Draft), wrong)},
	}
})

var contentRegion = view.New("fragments/documentation/content", func(t *i18n.Texts) []view.Sample[contentModel] {
	return []view.Sample[contentModel]{{Name: "typical", Model: newContent(t, sampleView(report.Written).Content, false)}}
})

var wordsRegion = view.New("fragments/documentation/words", func(t *i18n.Texts) []view.Sample[*wordsModel] {
	return []view.Sample[*wordsModel]{{Name: "said", Model: words(t, sampleConsult, *sampleView(report.HasSeen).Sight, false)}}
})
