// Package placementweb shows courses: the list, one course with its agreement,
// gate and hours against the staircase, the form of the agreement, the text
// for VITAS, and the page behind the employee representative's link.
package placementweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/document"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
	"fodfaeste/internal/worktime"
)

// Handlers answer for placements.
type Handlers struct {
	Placements *placement.Service
	Companies  *company.Service
	Hours      *hours.Service
	Meetings   *meeting.Service
	Documents  *document.Service
	Rules      *grant.Rules
	Law        *worktime.Rules
	BaseURL    string // for the link that is copied to the representative
	Danish     *i18n.Texts
	Reports    *report.Service
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Post("/referrals/:id/placement", access.EditPlacements, h.begin),
		web.Get("/placements", access.ViewPlacements, h.list),
		web.Get("/placements/:id", access.ViewPlacements, h.show),
		web.Get("/placements/:id/edit", access.EditPlacements, h.edit),
		web.Post("/placements/:id/edit", access.EditPlacements, h.change),
		web.Get("/placements/:id/versions", access.ViewPlacements, h.versions),
		web.Post("/placements/:id/parties", access.EditPlacements, h.send),
		web.Post("/placements/:id/confirmations/company", access.ConfirmForCompany, h.confirmForCompany),
		web.Post("/placements/:id/confirmations/candidate", access.ConfirmForCandidate, h.confirmForCandidate),
		web.Post("/placements/:id/representative", access.EditPlacements, h.inviteRepresentative),
		web.Get("/placements/:id/staircase", access.PlanHours, h.staircase),
		web.Post("/placements/:id/staircase", access.PlanHours, h.changeStaircase),
		web.Post("/placements/:id/ladder", access.MoveTasks, h.moveTask),
		web.Get("/placements/:id/conversion", access.ProposePaid, h.conversion),
		web.Post("/placements/:id/conversion", access.ProposePaid, h.propose),
		web.Post("/placements/:id/conversion/confirmation", access.ConfirmForCompany, h.agreeToPay),
		web.Post("/placements/:id/conversion/refusal", access.ConfirmForCompany, h.declineToPay),
		web.Post("/placements/:id/conversion/candidate", access.ConfirmForCandidate, h.answerForCandidate),
		web.Post("/placements/:id/conversion/notice", access.RecordDecisions, h.informMunicipality),
		web.Post("/placements/:id/conversion/withdrawal", access.ProposePaid, h.takeBackConversion),
		web.Post("/placements/:id/quiet", access.SetQuiet, h.makeQuiet),
		web.Post("/placements/:id/quiet/deletion", access.SetQuiet, h.endQuiet),
		web.Get("/placements/:id/stop", access.EndPlacements, h.stop),
		web.Post("/placements/:id/stop", access.EndPlacements, h.makeStop),
		web.Post("/placements/:id/stop/deletion", access.EndPlacements, h.undoStop),
		web.Get("/placements/:id/pause", access.EndPlacements, h.pause),
		web.Post("/placements/:id/pause", access.EndPlacements, h.makePause),
		web.Post("/placements/:id/resumption", access.EndPlacements, h.resume),
		web.Get("/placements/:id/extension", access.EditPlacements, h.extension),
		web.Post("/placements/:id/extension", access.EditPlacements, h.askExtension),
		web.Post("/placements/:id/extension/decision", access.RecordDecisions, h.decideExtension),
		web.Post("/placements/:id/extension/confirmation", access.ConfirmForCandidate, h.confirmExtension),
		web.Get("/placements/:id/vitas", access.RecordDecisions, h.vitas),
		web.Post("/placements/:id/vitas", access.RecordDecisions, h.recordVitas),
		web.Get("/placements/:id/first-day", access.ViewPlacements, h.firstDay),
		web.Post("/placements/:id/first-day", access.PlanFirstDay, h.planFirstDay),
		web.Get("/placements/:id/sheet", access.ViewPlacements, h.sheet),
		web.Post("/placements/:id/sheet/document", access.AddDocuments, h.keepSheet),
		web.Post("/placements/:id/guests", access.InviteGuests, h.inviteGuest),
		web.Post("/placements/:id/guests/end", access.InviteGuests, h.endGuest),
		web.Get("/guest/:secret", access.Anyone, h.guest),
		web.Post("/guest/:secret", access.Anyone, h.suggest),
		web.Post("/placements/:id/vitas/hours", access.RecordDecisions, h.recordGrant),
		web.Get("/representative/:secret", access.Anyone, h.hearing),
		web.Post("/representative/:secret", access.Anyone, h.hear),
	}
}

// act gives a command to a course and answers with its page, or with again for
// what is wrong with f.
func (h Handlers) act(r *web.Request, f *form.Form, again func(*web.Request, *form.Form) (web.Answer, error), done string, give func() (placement.Placement, error)) (web.Answer, error) {
	err := f.Do(func() error {
		_, err := give()
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return again(r, f)
	}
	return web.SeeOther("/placements/"+r.Param("id"), web.Done(done)), nil
}

func (h Handlers) begin(r *web.Request) (web.Answer, error) {
	p, err := h.Placements.Begin(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return web.SeeOther("/placements/"+p.ID+"/edit", web.Done(r.T("placement.begun"))), nil
}

// listModel is the list of courses.
type listModel struct {
	Rows   []rowModel
	Empty  string
	Next   string // address of the next page, or ""
	Effort bool   // what the courses have moved can be seen
}

type rowModel struct {
	Href   string
	Title  string
	Detail string
	Badge  view.Badge
	Ball   ballModel
}

func (h Handlers) list(r *web.Request) (web.Answer, error) {
	page, err := h.Placements.List(r.Context(), r.Actor, r.Query("after"))
	if err != nil {
		return nil, err
	}
	m := listModel{Empty: r.T("placement.empty"), Effort: r.Actor.Can(access.ViewEffort)}
	court, err := h.courtOf(r)
	if err != nil {
		return nil, err
	}
	for _, p := range page.Items {
		row := newRow(r.Texts, p, r.Today())
		row.Ball = newBall(r.Texts, r.Actor, p, court.of(r.Actor, p, r.Today()), r.Today())
		m.Rows = append(m.Rows, row)
	}
	if page.Next != "" {
		m.Next = "/placements?after=" + page.Next
	}
	return web.Page(listPage, r.T("nav.placements"), m), nil
}

func newRow(t *i18n.Texts, p placement.Placement, today caldate.Date) rowModel {
	return rowModel{
		Href: "/placements/" + p.ID, Title: p.FirstName, Badge: badge(t, p, today),
		Detail: t.T("placement.row", "company", p.CompanyName, "start", t.Date(p.Agreement.Start), "end", t.Date(p.Agreement.End)),
	}
}

// badge tells where a course stands, the calendar included. A pause and a stop
// are said, not marked.
func badge(t *i18n.Texts, p placement.Placement, today caldate.Date) view.Badge {
	stage, tone := p.StageOn(today), "info"
	switch stage {
	case placement.Running:
		tone = "success"
	case placement.Refused:
		tone = "warning"
	case placement.Paused, placement.Stopped, placement.Ended:
		tone = ""
	}
	return view.Badge{Label: t.T("placement.status." + string(stage)), Tone: tone}
}
