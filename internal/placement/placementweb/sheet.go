package placementweb

import (
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/document"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// sheetModel is what the candidate gets on paper about the course, said to the
// candidate.
type sheetModel struct {
	Name    string
	Back    string // to the course; "" on a page that stands alone
	Lead    string
	Facts   []view.Fact
	Call    string // whom to ring, or ""
	Tasks   []view.Fact
	Hours   chartModel // no Sentence while the course is quiet, or before it began
	Next    string     // the next meeting, or ""
	Paid    string     // how the paid-hours question stands, or ""
	Promise []string
	Keep    string // address that makes a document of it, or ""
}

func (h Handlers) sheet(r *web.Request) (web.Answer, error) {
	m, err := h.readSheet(r)
	if err != nil {
		return nil, err
	}
	if r.Actor.Can(access.AddDocuments) {
		m.Keep = m.Back + "/sheet/document"
	}
	return web.Page(sheetPage, r.T("sheet.title"), m), nil
}

// keepSheet makes a document of the sheet as it is now.
func (h Handlers) keepSheet(r *web.Request) (web.Answer, error) {
	m, err := h.readSheet(r)
	if err != nil {
		return nil, err
	}
	course, title := m.Back, r.T("sheet.title")+" – "+m.Name
	m.Back = ""
	html, err := web.Standalone(r, sheetPage, title, m)
	if err != nil {
		return nil, err
	}
	if _, err := h.Documents.Print(r.Context(), r.Actor, document.New{PlacementID: r.Param("id"), Kind: document.Sheet, Name: title}, html); err != nil {
		return nil, err
	}
	return web.SeeOther(course+"/documents", web.Done(r.T("document.queued"))), nil
}

func (h Handlers) readSheet(r *web.Request) (sheetModel, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.ViewPlacements, r.Param("id"))
	if err != nil {
		return sheetModel{}, err
	}
	weeks, err := h.Hours.OfPlacement(r.Context(), r.Actor, p.ID)
	if err != nil {
		return sheetModel{}, err
	}
	_, up, err := h.followUp(r, p)
	if err != nil {
		return sheetModel{}, err
	}
	return newSheet(r.Texts, r.Actor, p, weeks, up, r.Today()), nil
}

func newSheet(t *i18n.Texts, actor access.Actor, p placement.Placement, weeks []hours.Week, up followUpModel, today caldate.Date) sheetModel {
	a := p.Agreement
	m := sheetModel{
		Name: p.FirstName, Back: "/placements/" + p.ID, Lead: t.T("sheet.lead", "name", p.FirstName, "company", p.CompanyName), Call: p.FirstDay.Call, Next: up.Next, Paid: up.Paid, Promise: promise(t, a),
		Facts: []view.Fact{
			{Label: t.T("placement.fact.period"), Value: t.T("placement.period", "start", t.Date(a.Start), "end", t.Date(p.LastDay()))},
			{Label: t.T("placement.fact.place"), Value: a.Workplace},
			{Label: t.T("placement.fact.mentor"), Value: t.Person(p.MentorName)},
			{Label: t.T("placement.fact.consultant"), Value: t.Person(p.Consultant)},
			{Label: t.T("placement.fact.staircase"), Value: planText(t, p, p.Plans()[len(p.Plans())-1])},
		},
	}
	if len(a.Other) > 0 {
		m.Facts = append(m.Facts, view.Fact{Label: t.T("placement.fact.other_hours"), Value: otherText(t, a)})
	}
	for _, task := range a.Tasks {
		now, _ := p.TaskOn(task.ID, today)
		says := t.T("strand." + now.Kind())
		if !task.Teaching && p.Status() == placement.Approved && now.Strand == placement.Praktik {
			says += ", " + t.T("ladder.steps."+string(p.StandingOn(task.ID, today).Step))
		}
		m.Tasks = append(m.Tasks, view.Fact{Label: task.Title, Value: says})
	}
	if m.Paid == "" && a.PaidHours.Answer != "" {
		m.Paid = paidText(t, a.PaidHours)
	}
	approved := slices.DeleteFunc(slices.Clone(weeks), func(w hours.Week) bool { return w.ApprovedAt.IsZero() })
	if !p.Quiet && len(approved) > 0 { // on paper the hours are nobody's to hide or show by role
		m.Hours = newChart(t, actor, p, approved, today)
	}
	return m
}

var sheetPage = view.New("pages/placement/sheet", func(t *i18n.Texts) []view.Sample[sheetModel] {
	running := samplePlacement(placement.Approved)
	running.FirstDay.Call = "Mads, 54 12 34 56"
	running.Agreement.Other = []placement.OtherHours{{What: "teaching", Minutes: 720}}
	running.Agreement.Tasks = append(running.Agreement.Tasks, placement.Task{ID: "t3", Title: "Hygiejnekursus", Minutes: 60, Strand: placement.Praktik, Teaching: true})
	quiet := running
	quiet.Quiet = true
	return []view.Sample[sheetModel]{
		{Name: "new", Model: newSheet(t, sampleOwner, samplePlacement(placement.Draft), nil, followUpModel{}, sampleDay)},
		{Name: "running", Model: newSheet(t, sampleOwner, running, sampleWeeks(running), followUpModel{Next: t.T("meeting.next", "date", t.Date(sampleDay.Add(9)), "kind", t.T("meeting.kind.interim")), Paid: paidText(t, placement.PaidHours{Answer: "yes", From: sampleDay.Add(16)})}, sampleDay)},
		{Name: "quiet", Model: newSheet(t, sampleConsultant, quiet, sampleWeeks(quiet), followUpModel{}, sampleDay)},
	}
})
