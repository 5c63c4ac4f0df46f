package placementweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/ball"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{listPage, placementPage, breakRegion, extensionRegion, partiesRegion, chartRegion, planRegion, tasksRegion, historyRegion, conversionPage, conversionsRegion, editPage, versionsPage, staircasePage, stopPage, pausePage, extensionPage, firstDayPage, sheetPage, guestPage, hearingPage, vitasPage}
}

// sampleDay is the day the samples are set on.
var sampleDay = caldate.MustParse("2026-11-21")

var (
	sampleOwner      = access.NewActor(access.Identity{PersonID: "p2", Name: "Karen Holm"}, access.Party{Kind: access.Company}, access.Owner)
	sampleConsultant = access.NewActor(access.Identity{PersonID: "p3", Name: "Bo Lindtner"}, access.Party{Kind: access.Municipality}, access.Consultant)
	samplePlaces     = []form.Option{{Value: "1009999991", Label: "Bageriet (1009999991)"}}
	sampleMentors    = []form.Option{{Value: "p1", Label: "Mads Kjær"}}
)

func samplePlacement(s placement.Status) placement.Placement {
	start := caldate.MustParse("2026-10-05")
	p := placement.Placement{
		CompanyName: "Nakskov Bageri ApS", FirstName: "Sanne", MentorID: "p1", MentorName: "Mads Kjær", Consultant: "Bo Lindtner",
		Conditions: []string{"calm", "own_pace"},
		Agreement: placement.Agreement{
			PNumber: "1009999991", Workplace: "Bageriet", Purpose: "ordinary_hours", Start: start, End: start.AddMonths(3).Add(-1),
			Tasks:     []placement.Task{{ID: "t1", Title: "Rengøring af plader", Minutes: 240, Strand: placement.Praktik}, {ID: "t2", Title: "Pakke brød", Minutes: 120, Strand: placement.Paid}},
			Ramp:      placement.Ramp{From: 360, To: 720, Pace: placement.Slow},
			Meetings:  []placement.Meeting{{On: start.Add(45), Kind: "halfway"}, {On: start.Add(90), Kind: "end"}},
			PaidHours: placement.PaidHours{Answer: "not_yet", Note: "først når pladerne sidder"}, Promise: "Møder stabilt.", PromiseMinutes: 900, DecideOn: start.Add(85),
		},
	}
	p.ID = "plc_1"
	p.Agreement.Steps = p.Agreement.Ramp.Steps(p.Agreement.Start, p.Agreement.End)
	if s != placement.Draft {
		p.SentAt = sampleDay.Time()
	}
	if s != placement.Draft && s != placement.WithParties {
		tick := placement.Tick{By: "Karen Holm", At: sampleDay.Time()}
		p.Company, p.Candidate = &tick, &placement.Tick{By: "Bo Lindtner", At: sampleDay.Time(), Helped: "needs_help"}
		p.Representative = placement.Representative{Name: "Gitte Skov", Answer: "yes", At: sampleDay.Time()}
	}
	if s == placement.InVitas || s == placement.Refused {
		p.Vitas = placement.Vitas{State: "sent", By: "Karen Holm", At: sampleDay.Time()}
	}
	if s == placement.Refused {
		p.Vitas.State = "refused"
	}
	if s == placement.Approved {
		p.Vitas = placement.Vitas{State: "approved", Reference: "V-1"}
	}
	p.Events = []audit.Event{{Type: "placement_drafted", At: sampleDay.Time(), ByName: "Karen Holm", Role: access.Owner}}
	return p
}

func sampleWeeks(p placement.Placement) []hours.Week {
	first := p.Agreement.Start.Week()
	approved := hours.Week{Week: first, ApprovedAt: sampleDay.Time(), Lines: []hours.Line{{Date: first.Monday(), Minutes: 330}}}
	submitted := hours.Week{Week: first.Add(1), SubmittedAt: sampleDay.Time(), Lines: []hours.Line{{Date: first.Add(1).Monday(), Minutes: 420}}}
	return []hours.Week{approved, submitted}
}

// sampleBalls is a course at every step.
func sampleBalls(t *i18n.Texts) []rowModel {
	var rows []rowModel
	holders := []ball.Holder{ball.Firm, ball.Mentor, ball.Approver, ball.Consultant, ball.Representative, ball.Candidate}
	for i, step := range ball.Steps() {
		p := samplePlacement(placement.Approved)
		row := newRow(t, p, sampleDay)
		b := ball.Ball{Holder: holders[i%len(holders)], Name: []string{"Karen Holm", "", "Ida Lund"}[i%3], Step: step, On: sampleDay.Add(i - 3), Week: sampleDay.Week(), Text: "Prøve kassen", Href: "/placements/plc_1"}
		row.Ball = newBall(t, sampleOwner, p, b, sampleDay)
		rows = append(rows, row)
	}
	return rows
}

var listPage = view.New("pages/placement/list", func(t *i18n.Texts) []view.Sample[listModel] {
	return []view.Sample[listModel]{
		{Name: "empty", Model: listModel{Empty: t.T("placement.empty")}},
		{Name: "balls", Model: listModel{Rows: sampleBalls(t)}},
		{Name: "typical", Model: listModel{Next: "/placements?after=x", Effort: true, Rows: []rowModel{
			newRow(t, samplePlacement(placement.Draft), sampleDay), newRow(t, samplePlacement(placement.Approved), sampleDay), newRow(t, samplePlacement(placement.Refused), sampleDay),
			newRow(t, pausedPlacement(), sampleDay), newRow(t, stoppedPlacement(sampleDay.Add(-1)), sampleDay),
		}}},
	}
})

var placementPage = view.New("pages/placement/placement", func(t *i18n.Texts) []view.Sample[placementModel] {
	draft := newPlacementModel(t, sampleOwner, samplePlacement(placement.Draft), nil, sampleDay, form.Of(nil))
	draft.Mind = mind(t, samplePlacement(placement.Draft))
	draft.Apply = grant.ApplyBy{Day: sampleDay.Add(12), Days: 12}.Text(t, sampleDay.Add(28))
	asked := samplePlacement(placement.WithParties)
	asked.Representative = placement.Representative{Name: "Gitte Skov", Question: "Er kollegerne hørt?"}
	changed := samplePlacement(placement.Agreed)
	changed.Earlier = changedPlacement().Earlier
	changed.Events = append(changed.Events, audit.Event{
		Type: "agreement_changed", At: sampleDay.Time(), ByName: "Karen Holm", Role: access.Owner, About: []string{"placement.fact.staircase"},
		From: "6:00 – 8:00", To: "6:00 – 12:00", TookBack: []string{"placement.whose.company", "placement.whose.representative"},
	})
	running := samplePlacement(placement.Approved)
	runs := newPlacementModel(t, sampleOwner, running, sampleWeeks(running), sampleDay, form.Of(nil))
	runs.Ball = newBall(t, sampleOwner, running, ball.Ball{Holder: ball.Mentor, Name: "Mads Kjær", Step: ball.LogWeek, On: sampleDay.Add(-5), Week: sampleDay.Add(-7).Week(), Href: "/placements/plc_1/weeks/2026-W46"}, sampleDay)
	runs.FollowUp = newFollowUp(t, running, meeting.FollowUp{Meetings: []meeting.Meeting{{ID: "halfway", On: sampleDay.Add(-2), Held: &meeting.Held{},
		Closed: &meeting.Mark{}, Note: meeting.Note{Answer: "other_route", Route: "fleksjob", Step: "Prøve om torsdagen", Ball: "mentor", StepOn: sampleDay.Add(5)}}}}, sampleDay)
	quiet := climbedPlacement()
	quiet.Quiet = true
	full, wrong := climbedPlacement(), form.Of(nil)
	full.Quiet, full.Pauses, full.Extensions = true, pausedPlacement().Pauses, extendedPlacement("", caldate.Date{}).Extensions
	wrong.Fail("resume", "required")
	errors := newPlacementModel(t, sampleOwner, full, sampleWeeks(full), sampleDay, wrong)
	errors.Break = newBreak(t, sampleOwner, full, sampleDay, wrong, nil)
	over := stoppedPlacement(sampleDay.Add(-2))
	stopped := newPlacementModel(t, sampleConsultant, over, sampleWeeks(over), sampleDay, form.Of(nil))
	stopped.Documentation = "/placements/plc_1/documentation"
	stopped.Break, stopped.NextTry = newBreak(t, sampleConsultant, over, sampleDay, form.Of(nil), nil), "/candidates/cnd_1"
	return []view.Sample[placementModel]{
		{Name: "draft", Model: draft},
		{Name: "with-parties", Model: newPlacementModel(t, sampleOwner, asked, nil, sampleDay, form.Of(nil))},
		{Name: "agreed", Model: newPlacementModel(t, sampleOwner, changed, nil, sampleDay, form.Of(nil))},
		{Name: "running", Model: runs},
		{Name: "mentor", Model: newPlacementModel(t, sampleMentor, quiet, sampleWeeks(quiet), sampleDay, form.Of(nil))},
		{Name: "errors", Model: errors},
		{Name: "stopped", Model: stopped},
	}
})

func pausedPlacement() placement.Placement {
	p := samplePlacement(placement.Approved)
	p.Pauses = []placement.Pause{{From: sampleDay.Add(-12), Resume: sampleDay.Add(9), Note: "Butikken bygger om.", By: "Karen Holm", At: sampleDay.Time()}}
	return p
}

// stoppedPlacement was stopped today, with a last day.
func stoppedPlacement(on caldate.Date) placement.Placement {
	p := samplePlacement(placement.Approved)
	p.Stop = &placement.Stop{On: on, Reason: "work", Note: "Begynder i køkkenet på havnen.", By: "Karen Holm", At: sampleDay.Time()}
	return p
}

var chartRegion = view.New("fragments/placement/chart", func(t *i18n.Texts) []view.Sample[chartModel] {
	p := samplePlacement(placement.Approved)
	return []view.Sample[chartModel]{{Name: "typical", Model: newChart(t, sampleOwner, p, sampleWeeks(p), sampleDay)}}
})

var editPage = view.New("pages/placement/edit", func(t *i18n.Texts) []view.Sample[editModel] {
	wrong := formOf(samplePlacement(placement.Draft))
	wrong.Fail("tasks.1.title", "task_in_both")
	wrong.Fail("paid_answer", "choose")
	typical := buildEdit(t, formOf(samplePlacement(placement.Draft)), "/placements/plc_1", samplePlaces, sampleMentors)
	note, effects := editNote(t, samplePlacement(placement.Agreed))
	return []view.Sample[editModel]{
		{Name: "typical", Model: editModel{Name: "Sanne", Form: typical}},
		{Name: "errors", Model: editModel{Name: "Sanne", Note: note, Effects: effects, Form: buildEdit(t, wrong, "/placements/plc_1", samplePlaces, sampleMentors)}},
		{Name: "changed-meanwhile", Model: editModel{Name: "Sanne", Form: typical, Theirs: facts(t, samplePlacement(placement.Draft))}},
	}
})

var hearingPage = view.New("pages/placement/hearing", func(t *i18n.Texts) []view.Sample[hearingModel] {
	open := samplePlacement(placement.WithParties)
	open.Representative = placement.Representative{Name: "Gitte Skov"}
	asked := open
	asked.Representative.Question = "Er kollegerne hørt?"
	wrong := form.Of(nil)
	wrong.Fail("reason", "required")
	return []view.Sample[hearingModel]{
		{Name: "open", Model: newHearing(t, open, "abc", form.Of(nil))},
		{Name: "errors", Model: newHearing(t, open, "abc", wrong)},
		{Name: "asked", Model: newHearing(t, asked, "abc", form.Of(nil))},
		{Name: "answered", Model: newHearing(t, samplePlacement(placement.Approved), "abc", form.Of(nil))},
		{Name: "gone", Model: hearingModel{Gone: true}},
	}
})
