package placementweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/ball"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// ballModel says who has the next step of a course.
type ballModel struct {
	Who  string
	Step string
	When string
	Late view.Badge // without a label while there is time
	Href string     // where the viewer can do it, or ""
}

// court is what the balls of courses follow from besides the courses.
type court struct {
	weeks     map[string][]hours.Week
	followUps map[string]meeting.FollowUp
	reports   map[string]report.Documentation
	owner     string
	approver  string
}

// people looks up who acts for the actor's own firm; nobody outside it is told.
func (h Handlers) people(r *web.Request) (c court, err error) {
	c = court{weeks: map[string][]hours.Week{}, followUps: map[string]meeting.FollowUp{}, reports: map[string]report.Documentation{}}
	if r.Actor.Party().Kind != access.Company {
		return c, nil
	}
	names, err := h.Companies.Holders(r.Context(), r.Actor, access.EditPlacements, access.ApproveHours)
	if err != nil {
		return c, err
	}
	for i, into := range []*string{&c.owner, &c.approver} {
		if len(names[i]) > 0 {
			*into = names[i][0]
		}
	}
	return c, nil
}

// courtOf gathers for a list of courses, in as many calls as for one.
func (h Handlers) courtOf(r *web.Request) (court, error) {
	c, err := h.people(r)
	if err != nil {
		return c, err
	}
	from := r.Today().Week().Add(-hours.WeeksBack)
	followUps, err := h.Meetings.Since(r.Context(), r.Actor, from.Monday())
	if err != nil {
		return c, err
	}
	for _, f := range followUps {
		c.followUps[f.PlacementID] = f
	}
	reports, err := h.Reports.Since(r.Context(), r.Actor, r.Today().AddMonths(-12))
	if err != nil {
		return c, err
	}
	for _, d := range reports {
		c.reports[d.PlacementID] = d
	}
	if !r.Actor.Can(access.LogHours) {
		return c, nil
	}
	weeks, err := h.Hours.Since(r.Context(), r.Actor, from)
	for _, w := range weeks {
		c.weeks[w.PlacementID] = append(c.weeks[w.PlacementID], w)
	}
	return c, err
}

// of finds the ball of a course.
func (c court) of(actor access.Actor, p placement.Placement, today caldate.Date) ball.Ball {
	return ball.Of(ball.Course{
		Placement: p, Weeks: c.weeks[p.ID], FollowUp: c.followUps[p.ID], Report: c.reports[p.ID], Inside: actor.Can(access.LogHours), Owner: c.owner, Approver: c.approver,
	}, today)
}

func newBall(t *i18n.Texts, actor access.Actor, p placement.Placement, b ball.Ball, today caldate.Date) ballModel {
	if b.Step == "" {
		return ballModel{} // there is nothing left to do
	}
	m := ballModel{
		Who: t.T("ball.holder." + string(b.Holder)), When: t.T("ball.when", "day", t.Date(b.On)),
		Step: t.T("ball.step."+string(b.Step), "n", b.Week.Number(), "text", b.Text),
	}
	if b.Name != "" {
		m.Who = t.T("ball.who", "name", t.Person(b.Name), "holder", m.Who)
	}
	if b.On.Before(today) {
		m.Late = view.Badge{Label: t.T("ball.late"), Tone: "warning"}
	}
	if canTake(actor, b.Holder) {
		m.Href = b.Href
	}
	if b.Holder == ball.Mentor && p.MentorID == actor.PersonID() || b.Name != "" && b.Name == actor.Name() {
		m.Who = t.T("ball.you")
	}
	return m
}

// canTake tells whether an actor can do what is somebody's step.
func canTake(actor access.Actor, h ball.Holder) bool {
	switch h {
	case ball.Firm:
		return actor.Can(access.EditPlacements)
	case ball.Mentor:
		return actor.Can(access.LogHours)
	case ball.Approver:
		return actor.Can(access.ApproveHours)
	case ball.Consultant:
		return actor.Can(access.ConfirmForCandidate)
	}
	return false
}
