package placementweb

import (
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/web"
)

// followUpModel is what the page of a course tells of its meetings.
type followUpModel struct {
	Href string // "" before there are any
	Next string // the next meeting, or ""
	Ball string // who has the next step, or ""
}

// followUp looks up how a course is followed.
func (h Handlers) followUp(r *web.Request, p placement.Placement) (followUpModel, error) {
	if !meeting.Agreed(p) {
		return followUpModel{}, nil
	}
	up, err := h.Meetings.Of(r.Context(), r.Actor, p)
	return newFollowUp(r.Texts, p, up, r.Today()), err
}

func newFollowUp(t *i18n.Texts, p placement.Placement, up meeting.FollowUp, today caldate.Date) followUpModel {
	m := followUpModel{Href: "/placements/" + p.ID + "/meetings"}
	if next, ok := up.Next(p, today); ok {
		m.Next = t.T("meeting.next", "date", t.Date(next.On), "kind", t.T("meeting.kind."+string(next.Kind)))
	}
	if n, ok := up.LastNote(); ok && n.Step != "" {
		m.Ball = t.T("meeting.ball", "who", t.T("meeting.balls."+n.Ball), "step", n.Step, "date", t.Date(n.StepOn))
	}
	return m
}
