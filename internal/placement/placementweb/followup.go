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
	Paid string // what the last meeting said of paid hours, or ""
}

// followUp looks up how a course is followed; there is nothing to look up before
// everybody has said yes.
func (h Handlers) followUp(r *web.Request, p placement.Placement) (up meeting.FollowUp, m followUpModel, err error) {
	if !meeting.Agreed(p) {
		return up, m, nil
	}
	up, err = h.Meetings.Of(r.Context(), r.Actor, p)
	return up, newFollowUp(r.Texts, p, up, r.Today()), err
}

func newFollowUp(t *i18n.Texts, p placement.Placement, up meeting.FollowUp, today caldate.Date) followUpModel {
	m := followUpModel{Href: "/placements/" + p.ID + "/meetings"}
	if next, ok := up.Next(p, today); ok {
		m.Next = t.T("meeting.next", "date", t.Date(next.On), "kind", t.T("meeting.kind."+string(next.Kind)))
	}
	if n, closed := up.LastNote(); closed {
		said := placement.PaidHours{Answer: n.Answer, From: n.From, Note: n.Because}
		if n.Route != "" {
			said.Note = t.T("meeting.routes." + n.Route)
		}
		m.Paid = paidText(t, said)
	}
	return m
}
