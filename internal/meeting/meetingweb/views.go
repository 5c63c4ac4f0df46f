package meetingweb

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
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration {
	return []view.Declaration{waitingPage, listPage, meetingPage, actionsRegion, noteRegion}
}

var (
	sampleDay        = caldate.MustParse("2026-11-23")
	sampleOwner      = access.NewActor(access.Identity{PersonID: "p2", Name: "Karen Holm"}, access.Party{Kind: access.Company}, access.Owner)
	sampleApprover   = access.NewActor(access.Identity{PersonID: "p4", Name: "Ida Lund"}, access.Party{Kind: access.Company}, access.Approver)
	sampleColleagues = []form.Option{{Value: "p2", Label: "Karen Holm"}, {Value: "p1", Label: "Mads Kjær"}}
	sampleMark       = meeting.Mark{By: "Mads Kjær", At: sampleDay.Time()}
)

func samplePlacement() placement.Placement {
	start := caldate.MustParse("2026-10-05")
	p := placement.Placement{FirstName: "Sanne", SentAt: start.Time(), Company: &placement.Tick{}, Candidate: &placement.Tick{},
		Representative: placement.Representative{NotNeeded: true}, Vitas: placement.Vitas{State: "approved"}}
	p.ID = "plc_1"
	p.Ladder = []placement.Rung{{TaskID: "t1", Step: placement.WithHelp, On: start.Add(20)}}
	p.Agreement = placement.Agreement{Start: start, End: start.AddMonths(3).Add(-1), Promise: "Møder stabilt.", Steps: []placement.Step{{From: start, Minutes: 480}},
		Tasks: []placement.Task{{ID: "t1", Title: "Rengøring af plader", Minutes: 240, Strand: placement.Praktik}, {ID: "t2", Title: "Pakke brød", Minutes: 120, Strand: placement.Paid}}}
	return p
}

func sampleWeeks() []hours.Week {
	first := samplePlacement().Agreement.Start.Week()
	lines := []hours.Line{{Date: first.Monday(), Minutes: 330, TaskTitle: "Rengøring af plader"}, {Date: first.Monday(), Minutes: 90, TaskTitle: "Pakke brød"}}
	return []hours.Week{{Week: first, ApprovedAt: sampleDay.Time(), Lines: lines, Word: hours.Word{Face: "good"}},
		{Week: first.Add(1), Lines: lines, Questions: []hours.Question{{Text: "Var det også torsdag?"}}}}
}

// sampleNote says "not yet" and leaves a milestone.
func sampleNote() meeting.Note {
	return meeting.Note{Answer: "not_yet", Because: "pladerne tager for lang tid endnu", Milestone: meeting.Aim{Text: "Kan tage pladerne alene", Owner: "firm", Due: sampleDay.Add(-3)},
		Work: "Plader og brød", Pattern: "Tre formiddage", Conditions: "Ro om morgenen", Aids: "Høj stol", Step: "Prøve om torsdagen", Ball: "mentor", StepOn: sampleDay.Add(7)}
}

// sampleFollowUp has a meeting that was held and closed, a milestone and an
// intention.
func sampleFollowUp() meeting.FollowUp {
	n := sampleNote()
	held := meeting.Meeting{ID: "halfway", Kind: meeting.Halfway, On: sampleDay.Add(-5), Time: 600, Place: "Bageriet", Called: &sampleMark,
		Moved: []meeting.Move{{From: sampleDay.Add(-9), Who: "firm", Why: "Travlt i butikken", Mark: sampleMark}},
		Held:  &meeting.Held{On: sampleDay.Add(-5), Attended: meeting.Parties(), Mark: sampleMark}, Note: n, Noted: &sampleMark, Closed: &sampleMark}
	f := meeting.FollowUp{PlacementID: "plc_1", FirstName: "Sanne", Meetings: []meeting.Meeting{held}, Milestones: []meeting.Milestone{
		{ID: "mil_1", Text: n.Milestone.Text, Owner: "firm", Due: n.Milestone.Due, Made: sampleMark},
		{ID: "mil_2", Text: "Møder hver dag", Owner: "candidate", Due: sampleDay, Reached: &meeting.Reached{On: sampleDay, Mark: sampleMark}},
		{ID: "mil_3", Text: "Kasseapparat", Owner: "consultant", Due: sampleDay, Dropped: &meeting.Dropped{Because: "Butikken får nyt system", Mark: sampleMark}},
	}, Intention: &meeting.Intention{What: "hire", Minutes: 600, Wakes: sampleDay.Add(-1), OwnerID: "p2", Owner: "Karen Holm", WhyNot: "Der er først lønkroner i næste budgetår", Parked: sampleMark}}
	f.ID, f.Version = "fol_plc_1", 3
	f.Events = []audit.Event{{Type: "meeting_held", At: sampleDay.Time(), ByName: "Mads Kjær", Role: access.Mentor, ToChoices: []string{"meeting.kind.halfway", "meeting.party.firm"}, To: "18.11.2026"}}
	return f
}

var waitingPage = view.New("pages/meeting/waiting", func(t *i18n.Texts) []view.Sample[waitingModel] {
	item := func(r meeting.Reason) meeting.Item {
		return meeting.Item{Reason: r, PlacementID: "plc_1", FirstName: "Sanne", On: sampleDay, Meeting: meeting.Meeting{ID: "end", Kind: meeting.End}}
	}
	milestone := meeting.Item{Reason: meeting.MilestoneLate, PlacementID: "plc_1", FirstName: "Sanne", On: sampleDay, Text: "Kan tage pladerne alene"}
	intention := meeting.Item{Reason: meeting.IntentionWoke, PlacementID: "plc_1", FirstName: "Sanne", On: sampleDay, What: "hire"}
	return []view.Sample[waitingModel]{
		{Name: "empty", Model: newWaiting(t, nil)},
		{Name: "typical", Model: newWaiting(t, []meeting.Item{item(meeting.IsOverdue), item(meeting.ToReplan), item(meeting.ToClose), item(meeting.IsDue), milestone, intention})},
	}
})

func sampleList(t *i18n.Texts, actor access.Actor, up meeting.FollowUp, f *form.Form) listModel {
	p := samplePlacement()
	m := newList(t, actor, p, up, sampleDay, f)
	if actor.Can(access.EditPlacements) {
		m.Intention.offer(t, p, up, sampleDay, f, sampleColleagues)
	}
	return m
}

var listPage = view.New("pages/meeting/list", func(t *i18n.Texts) []view.Sample[listModel] {
	wrong := form.Of(nil).Set("wakes", "i går")
	wrong.Fail("wakes", "date")
	wrong.Fail("became", "choose")
	wrong.Fail("outcome", "choose")
	draft := samplePlacement()
	draft.Company = nil
	long := sampleFollowUp()
	long.Milestones[0].Text = strings.Repeat("Kan tage pladerne alene, også når ovnen er fuld. ", 4)
	long.Meetings[0].Closed = nil
	return []view.Sample[listModel]{
		{Name: "empty", Model: newList(t, sampleOwner, draft, meeting.FollowUp{}, sampleDay, form.Of(nil))},
		{Name: "untouched", Model: sampleList(t, sampleOwner, meeting.FollowUp{}, form.Of(nil))},
		{Name: "typical", Model: sampleList(t, sampleOwner, sampleFollowUp(), form.Of(nil))},
		{Name: "long", Model: sampleList(t, sampleApprover, long, form.Of(nil))},
		{Name: "errors", Model: sampleList(t, sampleOwner, sampleFollowUp(), wrong)},
	}
})

// planned and atEnd change the meeting of sampleFollowUp to one that was not held
// yet, and to the last one, with its note.
func planned(m *meeting.Meeting) {
	*m = meeting.Meeting{ID: m.ID, Kind: m.Kind, On: sampleDay.Add(-5)}
}

func atEnd(m *meeting.Meeting) { m.Kind, m.Closed = meeting.End, nil }

// sampleMeeting is the page of the meeting of sampleFollowUp, once it is changed.
func sampleMeeting(t *i18n.Texts, actor access.Actor, today caldate.Date, f *form.Form, change func(*meeting.Meeting)) meetingModel {
	up := sampleFollowUp()
	change(&up.Meetings[0])
	return newMeeting(t, actor, samplePlacement(), up, up.Meetings[0], sampleWeeks(), today, f)
}

var meetingPage = view.New("pages/meeting/meeting", func(t *i18n.Texts) []view.Sample[meetingModel] {
	cancelled := func(m *meeting.Meeting) {
		planned(m)
		m.Cancelled = &meeting.Cancellation{Who: "firm", Why: "Travlt i butikken", Mark: sampleMark}
	}
	unwritten := func(m *meeting.Meeting) {
		atEnd(m)
		m.Noted, m.Note = nil, meeting.Note{}
	}
	unanswered := form.Of(nil).Set("work", "Plader").Set("step", "Ringe")
	for _, field := range []string{"paid_answer", "ball", "step_on", "promise"} {
		unanswered.Fail(field, "required")
	}
	return []view.Sample[meetingModel]{
		{Name: "planned", Model: sampleMeeting(t, sampleOwner, sampleDay.Add(-10), form.Of(nil), planned)},
		{Name: "overdue", Model: sampleMeeting(t, sampleApprover, sampleDay.Add(30), form.Of(nil), planned)},
		{Name: "errors", Model: sampleMeeting(t, sampleOwner, sampleDay, unanswered, unwritten)},
		{Name: "closed", Model: sampleMeeting(t, sampleApprover, sampleDay, form.Of(nil), func(*meeting.Meeting) {})},
		{Name: "cancelled", Model: sampleMeeting(t, sampleOwner, sampleDay, form.Of(nil), cancelled)},
	}
})

var actionsRegion = view.New("fragments/meeting/actions", func(t *i18n.Texts) []view.Sample[[]actionModel] {
	wrong := form.Of(nil).Set("held_on", "i går")
	wrong.Fail("held_on", "date")
	wrong.Fail("attended", "nobody_came")
	return []view.Sample[[]actionModel]{
		{Name: "passed", Model: sampleMeeting(t, sampleOwner, sampleDay, form.Of(nil), planned).Actions},
		{Name: "errors", Model: sampleMeeting(t, sampleOwner, sampleDay, wrong, planned).Actions},
	}
})

var noteRegion = view.New("fragments/meeting/note", func(t *i18n.Texts) []view.Sample[noteModel] {
	return []view.Sample[noteModel]{{Name: "written", Model: sampleMeeting(t, sampleOwner, sampleDay, form.Of(nil), atEnd).Note}}
})
