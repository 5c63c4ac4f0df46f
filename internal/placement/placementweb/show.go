package placementweb

import (
	"fmt"
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/chart"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// placementModel is one course.
type placementModel struct {
	ID            string
	Name          string
	Company       string
	Badge         view.Badge
	Gate          string   // why the log is closed, or ""
	Apply         string   // when to apply in VITAS, or "" when that is done or not needed
	Mind          []string // what to know of support before everybody has said yes
	WeekHref      string   // this week's log, or ""
	GrantsHref    string   // "" for those who may not see them
	FollowUp      followUpModel
	Ball          ballModel
	Facts         []view.Fact
	Paid          []view.Fact // tasks of each strand
	Praktik       []view.Fact
	Conditions    []string
	Promise       []string // in the firm's words, and which job it is about
	Parties       partiesModel
	CanEdit       bool
	Break         breakModel
	Tasks         tasksModel
	Paying        []conversionModel
	Propose       string // address of the page that proposes paid hours, or ""
	Quiet         quietModel
	ShowHours     bool // otherwise curves and sums are kept from who looks
	CanStop       bool
	CanPause      bool
	Extension     extensionModel
	CanExtend     bool
	Applications  bool // for support
	Documents     bool
	Documentation string // address, once the course has begun, or ""
	WorkingTime   bool   // there are hours with pay, and the actor answers for them
	Staircase     string // address of the plan of hours, or ""
	NextTry       string // address of the person in the register, once the course is over, or ""
	Versions      string // address of the page that compares them, or ""
	Vitas         string // address of the VITAS page, or ""
	FirstDay      string // address of the plan of day one, or ""
	DayBadge      view.Badge
	HoursFirst    bool // the course runs: its hours matter more than its papers
	Chart         chartModel
	History       historyModel
}

// chartModel is the hours against the staircase, with its sentence and table.
type chartModel struct {
	Sentence string
	Wide     chart.Drawing
	Narrow   chart.Drawing
	Rows     []chartRow
}

type chartRow struct {
	Week    string
	Href    string
	Planned string
	Logged  string
	State   string
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	return h.showPlacement(r, form.Of(nil))
}

// showPlacement shows a course with its weeks and the forms of the parties.
func (h Handlers) showPlacement(r *web.Request, f *form.Form) (web.Answer, error) {
	return h.showWithDays(r, f, nil)
}

// showWithDays does so knowing the days with hours, for what f says wrong about
// a pause.
func (h Handlers) showWithDays(r *web.Request, f *form.Form, logged []caldate.Date) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.ViewPlacements, r.Param("id"))
	if err != nil {
		return nil, err
	}
	weeks, err := h.Hours.OfPlacement(r.Context(), r.Actor, p.ID)
	if err != nil {
		return nil, err
	}
	m := newPlacementModel(r.Texts, r.Actor, p, weeks, r.Today(), f)
	m.Break = newBreak(r.Texts, r.Actor, p, r.Today(), f, logged)
	m.Paying = newConversions(r.Texts, r.Actor, p, h.Law, r.Today(), f)
	if stage := p.StageOn(r.Today()); r.Actor.Can(access.ManageCandidates) && (stage == placement.Stopped || stage == placement.Ended) {
		candidateID, err := h.Placements.CandidateOf(r.Context(), r.Actor, p)
		if err != nil {
			return nil, err
		}
		m.NextTry = "/candidates/" + candidateID
	}
	if r.Actor.Can(access.ViewGrants) && toApplyFor(p) {
		m.Apply = h.Rules.ApplyBy(p.Agreement.Start, r.Today()).Text(r.Texts, p.Agreement.Start)
	}
	if r.Actor.Can(access.ViewGrants) {
		m.Mind = mind(r.Texts, p)
	}
	court, err := h.people(r)
	if err != nil {
		return nil, err
	}
	court.weeks[p.ID] = weeks
	if court.followUps[p.ID], m.FollowUp, err = h.followUp(r, p); err != nil {
		return nil, err
	}
	if _, will := report.Begins(p); will && r.Actor.Can(access.ViewDocumentation) && !r.Today().Before(p.OpensOn()) {
		m.Documentation = "/placements/" + p.ID + "/documentation"
		if court.reports[p.ID], err = h.Reports.Of(r.Context(), r.Actor, p); err != nil {
			return nil, err
		}
	}
	m.Ball = newBall(r.Texts, r.Actor, p, court.of(r.Actor, p, r.Today()), r.Today())
	return web.Form(placementPage, p.FirstName, f, m), nil
}

// mind is what paid hours can mean for support, while the agreement can still be
// changed: they may close the door to a wage subsidy later, and beside praktik
// they must be other work (LAB § 52, § 59).
func mind(t *i18n.Texts, p placement.Placement) []string {
	status := p.Status()
	paid := slices.ContainsFunc(p.Agreement.Tasks, func(task placement.Task) bool { return task.Strand == placement.Paid })
	if !paid || status != placement.Draft && status != placement.WithParties {
		return nil
	}
	notes := []string{t.T("grant.warning.small_job_may_block_wage_subsidy")}
	if p.Agreement.HasPraktik() {
		notes = append(notes, t.T("grant.reason.different_function_than_praktik_or_loentilskud"))
	}
	return notes
}

// toApplyFor tells whether praktik is still to be applied for in VITAS.
func toApplyFor(p placement.Placement) bool {
	return p.Agreement.HasPraktik() && p.WithdrawnAt.IsZero() && p.Stop == nil && p.Vitas.State == "" && !p.Agreement.Start.IsZero()
}

func newPlacementModel(t *i18n.Texts, actor access.Actor, p placement.Placement, weeks []hours.Week, today caldate.Date, f *form.Form) placementModel {
	address := "/placements/" + p.ID
	m := placementModel{
		ID: p.ID, Name: p.FirstName, Company: p.CompanyName, Badge: badge(t, p, today), Promise: promise(t, p.Agreement),
		Facts: facts(t, p), Parties: newParties(t, actor, p, f), Tasks: newTasks(t, actor, p, today), CanEdit: actor.Can(access.EditPlacements), Documents: actor.Can(access.ViewDocuments),
		History: historyModel{auditweb.History(t, p.Events)}, Quiet: newQuiet(t, actor, p), ShowHours: !p.HidesHours(actor),
	}
	if m.ShowHours {
		m.Chart = newChart(t, actor, p, weeks, today)
	}
	m.CanStop = actor.Can(access.EndPlacements) && p.CanStop(today)
	_, paused := p.PauseToMove(today) // its day back can be moved: one at a time
	m.CanPause = actor.Can(access.EndPlacements) && p.CanPause(today) && !paused
	m.CanExtend = actor.Can(access.EditPlacements) && p.CanExtend(today)
	m.Extension = newExtension(t, actor, p, f)
	if actor.Can(access.ProposePaid) && p.MayPropose(today) == nil {
		m.Propose = address + "/conversion"
	}
	if actor.Can(access.PlanHours) && p.CanPlan(today) {
		m.Staircase = address + "/staircase"
	}
	gate := p.GateOn(today)
	switch {
	case !gate.Open && p.Stop == nil:
		m.Gate = t.T("gate."+gate.Reason, "date", t.Date(p.Agreement.Start), "days", p.Agreement.Start.Sub(today))
	case gate.Open && actor.Can(access.LogHours) && p.Runs(today.Week()) && !p.Rests(today.Week()):
		m.WeekHref = address + "/weeks/" + today.Week().String()
	}
	m.Applications = actor.Can(access.ViewApplications)
	m.WorkingTime = actor.Can(access.ApproveHours) && hours.PaidAny(weeks)
	if p.CanPlanFirstDay(today) {
		m.FirstDay = address + "/first-day"
		if today.Before(p.Agreement.Start) {
			m.DayBadge = firstDayBadge(t, p.FirstDay)
		}
	}
	m.HoursFirst = gate.Open
	if actor.Can(access.ViewGrants) {
		m.GrantsHref = address + "/grants"
	}
	if len(p.Earlier) > 0 {
		m.Versions = address + "/versions"
	}
	if actor.Can(access.RecordDecisions) && p.Agreement.HasPraktik() && p.Stop == nil && p.Status() != placement.Draft && p.Status() != placement.WithParties {
		m.Vitas = address + "/vitas"
	}
	for _, task := range p.Agreement.Tasks {
		line := view.Fact{Label: task.Title, Value: t.T("opening.per_week", "hours", t.Hours(task.Minutes))}
		if task.Teaching {
			line.Value = t.T("strand.teaching") + ", " + line.Value
		}
		if task.Strand == placement.Paid {
			m.Paid = append(m.Paid, line)
		} else {
			m.Praktik = append(m.Praktik, line)
		}
	}
	for _, c := range p.Conditions {
		m.Conditions = append(m.Conditions, t.T("condition."+c))
	}
	return m
}

// promise is what must be in place to be hired, with the job and the day it is
// decided.
func promise(t *i18n.Texts, a placement.Agreement) []string {
	if a.Promise == "" {
		return nil
	}
	lines := []string{a.Promise}
	if a.PromiseMinutes > 0 {
		lines = append(lines, t.T("placement.promise_hours", "hours", t.Hours(a.PromiseMinutes)))
	}
	if !a.DecideOn.IsZero() {
		lines = append(lines, t.T("placement.decide_on", "day", t.Date(a.DecideOn)))
	}
	return lines
}

func facts(t *i18n.Texts, p placement.Placement) []view.Fact {
	a := p.Agreement
	list := []view.Fact{
		{Label: t.T("placement.fact.period"), Value: t.T("placement.period", "start", t.Date(a.Start), "end", t.Date(a.End))},
		{Label: t.T("placement.fact.place"), Value: a.Workplace + " (" + a.PNumber + ")"},
		{Label: t.T("placement.fact.mentor"), Value: t.Person(p.MentorName)},
		{Label: t.T("placement.fact.consultant"), Value: t.Person(p.Consultant)},
		{Label: t.T("placement.fact.staircase"), Value: staircaseText(t, a)},
	}
	if n := len(p.Staircases); n > 0 {
		list = append(list, view.Fact{Label: t.T("staircase.now"), Value: planText(t, p, p.Staircases[n-1])})
	}
	if len(a.Other) > 0 {
		list = append(list, view.Fact{Label: t.T("placement.fact.other_hours"), Value: otherText(t, a)})
	}
	if a.HasPraktik() && a.Purpose != "" {
		list = append(list, view.Fact{Label: t.T("placement.fact.purpose"), Value: t.T("placement.purpose." + a.Purpose)})
	}
	for _, m := range a.Meetings {
		list = append(list, view.Fact{Label: t.T("placement.meeting." + m.Kind), Value: t.Date(m.On)})
	}
	if a.PaidHours.Answer != "" {
		list = append(list, view.Fact{Label: t.T("placement.fact.paid_hours"), Value: paidText(t, a.PaidHours)})
	}
	return list
}

// paidText puts the answer to the paid-hours question into words.
func paidText(t *i18n.Texts, h placement.PaidHours) string {
	text := t.T("placement.paid_answers." + h.Answer)
	if !h.From.IsZero() {
		text += " " + t.Date(h.From)
	}
	if h.Note != "" {
		text += ": " + h.Note
	}
	return text
}

// staircaseText puts the staircase into one sentence.
func staircaseText(t *i18n.Texts, a placement.Agreement) string {
	if a.Ramp.Pace == placement.Hold || a.Ramp.From == a.Ramp.To {
		return t.T("placement.staircase.hold", "hours", t.Hours(a.Ramp.From))
	}
	return t.T("placement.staircase."+string(a.Ramp.Pace), "from", t.Hours(a.Ramp.From), "to", t.Hours(a.Highest()))
}

// newChart compares hours with the plan, week by week, for the whole course.
// Outside the firm a week that is not approved tells nothing.
func newChart(t *i18n.Texts, actor access.Actor, p placement.Placement, weeks []hours.Week, today caldate.Date) chartModel {
	logged := map[caldate.Week]hours.Week{}
	for _, w := range weeks {
		logged[w.Week] = w
	}
	inside := actor.Can(access.LogHours)
	var bars []chart.Week
	m := chartModel{}
	approved := 0
	for w := p.Agreement.Start.Week(); !w.After(p.LastDay().Week()); w = w.Add(1) {
		bar := chart.Week{Label: fmt.Sprint(w.Number()), Planned: p.Planned(w)}
		state := "open"
		if week, ok := logged[w]; ok {
			bar.Minutes, bar.Approved, state = week.Logged(), !week.ApprovedAt.IsZero(), string(week.Status())
			approved += week.ApprovedMinutes()
		}
		bars = append(bars, bar)
		row := chartRow{Week: t.T("week.short", "n", w.Number()), Planned: t.Hours(bar.Planned), Logged: t.Hours(bar.Minutes), State: t.T("week.status." + state)}
		if state == "open" && p.Rests(w) {
			row.State = t.T("placement.status.paused")
		}
		if w.After(today.Week()) || !inside && !bar.Approved {
			row.Logged, row.State = "–", "–"
		} else {
			row.Href = "/placements/" + p.ID + "/weeks/" + w.String()
		}
		m.Rows = append(m.Rows, row)
	}
	m.Wide, m.Narrow = chart.Draw(bars, 720, "chart-wide"), chart.Draw(bars, 340, "chart-narrow")
	m.Sentence = t.T("placement.chart_sentence", "hours", t.Hours(approved), "now", t.Hours(p.Planned(today.Week())), "top", t.Hours(p.HighestPlanned()))
	return m
}
