package placementweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
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
	return []view.Declaration{listPage, placementPage, chartRegion, editPage, linkPage, hearingPage, vitasPage}
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
			PaidHours: placement.PaidHours{Answer: "not_yet", Note: "først når pladerne sidder"}, Promise: "Møder stabilt.",
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
	approved := hours.Week{Week: first, Status: hours.Approved, ApprovedAt: sampleDay.Time(), Lines: []hours.Line{{Date: first.Monday(), Minutes: 330}}}
	submitted := hours.Week{Week: first.Add(1), Status: hours.Submitted, SubmittedAt: sampleDay.Time(), Lines: []hours.Line{{Date: first.Add(1).Monday(), Minutes: 420}}}
	return []hours.Week{approved, submitted}
}

var listPage = view.New("pages/placement/list", func(t *i18n.Texts) []view.Sample[listModel] {
	return []view.Sample[listModel]{
		{Name: "empty", Model: listModel{Empty: t.T("placement.empty")}},
		{Name: "typical", Model: listModel{Next: "/placements?after=x", Rows: []rowModel{
			newRow(t, samplePlacement(placement.Draft), sampleDay), newRow(t, samplePlacement(placement.Approved), sampleDay), newRow(t, samplePlacement(placement.Refused), sampleDay),
		}}},
	}
})

var placementPage = view.New("pages/placement/placement", func(t *i18n.Texts) []view.Sample[placementModel] {
	running := samplePlacement(placement.Approved)
	asked := samplePlacement(placement.WithParties)
	asked.Representative = placement.Representative{Name: "Gitte Skov", Question: "Er kollegerne hørt?"}
	refused := samplePlacement(placement.WithParties)
	refused.Representative = placement.Representative{Name: "Gitte Skov", Answer: "no", Reason: "For travlt i december"}
	alone := samplePlacement(placement.WithParties)
	alone.Representative.NotNeeded = true
	wrong := form.Of(nil)
	wrong.Fail("representative", "required")
	wrong.Fail("helped", "choose")
	draft := newPlacementModel(t, sampleOwner, samplePlacement(placement.Draft), nil, sampleDay, form.Of(nil))
	draft.Mind = mind(t, samplePlacement(placement.Draft))
	draft.Apply = grant.ApplyBy{Day: sampleDay.Add(12), Days: 12}.Text(t, sampleDay.Add(28))
	runs := newPlacementModel(t, sampleOwner, running, sampleWeeks(running), sampleDay, form.Of(nil))
	runs.FollowUp = newFollowUp(t, running, meeting.FollowUp{Meetings: []meeting.Meeting{{ID: "halfway", On: sampleDay.Add(-2), Held: &meeting.Held{},
		Closed: &meeting.Mark{}, Note: meeting.Note{Step: "Prøve om torsdagen", Ball: "mentor", StepOn: sampleDay.Add(5)}}}}, sampleDay)
	return []view.Sample[placementModel]{
		{Name: "draft", Model: draft},
		{Name: "with-parties", Model: newPlacementModel(t, sampleOwner, asked, nil, sampleDay, wrong)},
		{Name: "representative-no", Model: newPlacementModel(t, sampleOwner, refused, nil, sampleDay, form.Of(nil))},
		{Name: "consultant", Model: newPlacementModel(t, sampleConsultant, alone, nil, sampleDay, wrong)},
		{Name: "agreed", Model: newPlacementModel(t, sampleOwner, samplePlacement(placement.Agreed), nil, sampleDay, form.Of(nil))},
		{Name: "running", Model: runs},
	}
})

var chartRegion = view.New("fragments/placement/chart", func(t *i18n.Texts) []view.Sample[chartModel] {
	p := samplePlacement(placement.Approved)
	return []view.Sample[chartModel]{{Name: "typical", Model: newChart(t, sampleOwner, p, sampleWeeks(p), sampleDay)}}
})

var editPage = view.New("pages/placement/edit", func(t *i18n.Texts) []view.Sample[editModel] {
	wrong := formOf(samplePlacement(placement.Draft))
	wrong.Fail("tasks.1.title", "task_in_both")
	wrong.Fail("paid_answer", "choose")
	typical := buildEdit(t, formOf(samplePlacement(placement.Draft)), "/placements/plc_1", samplePlaces, sampleMentors)
	return []view.Sample[editModel]{
		{Name: "typical", Model: editModel{Name: "Sanne", Form: typical}},
		{Name: "errors", Model: editModel{Name: "Sanne", Note: t.T("placement.edit_sent"), Form: buildEdit(t, wrong, "/placements/plc_1", samplePlaces, sampleMentors)}},
		{Name: "changed-meanwhile", Model: editModel{Name: "Sanne", Form: typical, Theirs: facts(t, samplePlacement(placement.Draft))}},
	}
})

var linkPage = view.New("pages/placement/link", func(*i18n.Texts) []view.Sample[linkModel] {
	return []view.Sample[linkModel]{{Name: "only", Model: linkModel{"Gitte Skov", "https://fodfaeste.example/representative/abc", "/placements/plc_1"}}}
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
