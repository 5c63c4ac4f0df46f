// Package hoursweb shows weeks: the list of what waits, the mentor's week on a
// phone, the approver's days, and the correction of what was approved.
package hoursweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/web"
	"fodfaeste/internal/worktime"
)

// Handlers answer for weeks.
type Handlers struct {
	Hours      *hours.Service
	Placements *placement.Service
	Companies  *company.Service
	Law        *worktime.Rules
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	const week = "/placements/:id/weeks/:week"
	return []web.Route{
		web.Get("/weeks", access.LogHours, h.queue),
		web.Get("/weeks/unseen", access.ConfirmHours, h.unseen),
		web.Post("/weeks/approval", access.ApproveHours, h.approveTogether),
		web.Post("/weeks/lock", access.ApproveHours, h.lock),
		web.Get("/placements/:id/working-time", access.ApproveHours, h.workingTime),
		web.Get(week, access.ViewHours, inWeek(h.show)),
		web.Post(week+"/lines", access.LogHours, inWeek(h.log)),
		web.Post(week+"/lines/:line/deletion", access.LogHours, inWeek(h.remove)),
		web.Post(week+"/repetition", access.LogHours, inWeek(h.repeat)),
		web.Post(week+"/submission", access.LogHours, inWeek(h.submit)),
		web.Post(week+"/withdrawal", access.LogHours, inWeek(h.withdraw)),
		web.Post(week+"/answer", access.LogHours, inWeek(h.reply)),
		web.Post(week+"/question", access.ApproveHours, inWeek(h.ask)),
		web.Post(week+"/approval", access.ApproveHours, inWeek(h.approve)),
		web.Post(week+"/return", access.ApproveHours, inWeek(h.giveBack)),
		web.Get(week+"/correction", access.ApproveHours, inWeek(h.correction)),
		web.Post(week+"/correction", access.ApproveHours, inWeek(h.correct)),
		web.Post(week+"/reopening", access.ApproveHours, inWeek(h.reopen)),
		web.Post(week+"/confirmation", access.ConfirmHours, inWeek(h.confirm)),
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

func weekPath(placementID string, w caldate.Week) string {
	return "/placements/" + placementID + "/weeks/" + w.String()
}
