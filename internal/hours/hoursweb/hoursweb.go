// Package hoursweb shows weeks: the list of what waits, the mentor's week on a
// phone, and the approver's days.
package hoursweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
	"fodfaeste/internal/worktime"
)

// Handlers answer for weeks.
type Handlers struct {
	Hours      *hours.Service
	Placements *placement.Service
	Law        *worktime.Rules
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	const week = "/placements/:id/weeks/:week"
	return []web.Route{
		web.Get("/weeks", access.LogHours, h.queue),
		web.Get(week, access.LogHours, inWeek(h.show)),
		web.Post(week+"/lines", access.LogHours, inWeek(h.log)),
		web.Post(week+"/lines/:line/deletion", access.LogHours, inWeek(h.remove)),
		web.Post(week+"/submission", access.LogHours, inWeek(h.submit)),
		web.Post(week+"/withdrawal", access.LogHours, inWeek(h.withdraw)),
		web.Post(week+"/approval", access.ApproveHours, inWeek(h.approve)),
		web.Post(week+"/return", access.ApproveHours, inWeek(h.giveBack)),
	}
}

// inWeek reads the week of the address for a handler; an address that names no
// week is not found.
func inWeek(handler func(*web.Request, caldate.Week) (web.Answer, error)) web.Handler {
	return func(r *web.Request) (web.Answer, error) {
		week, err := caldate.ParseWeek(r.Param("week"))
		if err != nil {
			return nil, fault.New(fault.NotFound, "")
		}
		return handler(r, week)
	}
}

// queueModel is the list of weeks by where they stand.
type queueModel struct {
	Groups []groupModel
	Empty  bool
}

type groupModel struct {
	Heading string
	Rows    []queueRow
}

type queueRow struct {
	Href   string
	Title  string
	Detail string
	Mentor string
	Badge  view.Badge
}

func (h Handlers) queue(r *web.Request) (web.Answer, error) {
	from := r.Today().Week().Add(-hours.WeeksBack)
	placements, err := h.Placements.Current(r.Context(), r.Actor, from.Monday())
	if err != nil {
		return nil, err
	}
	weeks, err := h.Hours.Since(r.Context(), r.Actor, from)
	if err != nil {
		return nil, err
	}
	m := newQueue(r.Texts, r.Actor, hours.Queue(placements, weeks, r.Today()), openLogs(placements, r.Today()), r.Today())
	return web.Page(queuePage, r.T("nav.weeks"), m), nil
}

// openLogs are the placements whose current week can be logged.
func openLogs(placements []placement.Placement, today caldate.Date) []placement.Placement {
	var open []placement.Placement
	for _, p := range placements {
		if p.GateOn(today).Open && p.Runs(today.Week()) {
			open = append(open, p)
		}
	}
	return open
}

func newQueue(t *i18n.Texts, actor access.Actor, items []hours.Item, open []placement.Placement, today caldate.Date) queueModel {
	m := queueModel{Empty: len(items) == 0 && len(open) == 0}
	current := groupModel{Heading: t.T("week.group.current")}
	listed := map[string]bool{}
	for _, item := range items {
		listed[item.PlacementID+item.Week.Week.String()] = true
	}
	for _, p := range open {
		week := today.Week()
		if listed[p.ID+week.String()] {
			continue // it stands in a group already, handed in or returned
		}
		current.Rows = append(current.Rows, queueRow{
			Href: weekPath(p.ID, week), Title: t.T("week.row_title", "name", p.FirstName, "n", week.Number()), Mentor: t.Person(p.MentorName),
			Detail: t.T("week.planned_detail", "planned", t.Hours(p.Planned(week))), Badge: view.Badge{Label: t.T("week.status.open")},
		})
	}
	groups := map[hours.State]*groupModel{}
	order := []hours.State{hours.ToApprove, hours.ToCorrect, hours.NotSubmitted, hours.Done}
	for _, state := range order {
		heading := "week.group." + string(state)
		if state == hours.ToApprove && !actor.Can(access.ApproveHours) {
			heading = "week.group.waiting_for_approver"
		}
		groups[state] = &groupModel{Heading: t.T(heading)}
	}
	for _, item := range items {
		g := groups[item.State]
		g.Rows = append(g.Rows, newQueueRow(t, item))
	}
	for _, state := range order {
		if len(groups[state].Rows) > 0 {
			m.Groups = append(m.Groups, *groups[state])
		}
	}
	if len(current.Rows) > 0 {
		m.Groups = append(m.Groups, current)
	}
	return m
}

func newQueueRow(t *i18n.Texts, item hours.Item) queueRow {
	return queueRow{
		Href:   weekPath(item.PlacementID, item.Week.Week),
		Title:  t.T("week.row_title", "name", item.FirstName, "n", item.Week.Week.Number()),
		Detail: t.T("week.row_detail", "logged", t.Hours(item.Logged()), "planned", t.Hours(item.Planned)),
		Mentor: t.Person(item.MentorName), Badge: planBadge(t, item.Week),
	}
}

// planBadge tells how a week's hours stand to the plan. Below is neutral: only
// above, which the brake is for, stands out.
func planBadge(t *i18n.Texts, w hours.Week) view.Badge {
	switch {
	case w.SelfApproved:
		return view.Badge{Label: t.T("week.self_approved")}
	case w.Logged() > w.Planned:
		return view.Badge{Label: t.T("week.above_plan"), Tone: "warning"}
	case len(w.Lines) == 0 && w.NoHours:
		return view.Badge{Label: t.T("week.none")}
	default:
		return view.Badge{Label: t.T("week.status." + string(w.Status))}
	}
}

func weekPath(placementID string, w caldate.Week) string {
	return "/placements/" + placementID + "/weeks/" + w.String()
}
