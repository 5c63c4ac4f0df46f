package opening

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Suggest makes a draft of tasks somebody talked about with the actor's firm: with
// the hours of the usual template, and without a mentor, so that the firm has to
// look it through before it can be published. The id is the caller's, so that
// there is one draft however often it is tried.
func (s *Service) Suggest(ctx context.Context, actor access.Actor, openingID string, tasks []string) (Opening, error) {
	scope, err := actor.Scope(access.EditOpenings)
	if err != nil {
		return Opening{}, err
	}
	switch {
	case len(tasks) == 0:
		return Opening{}, fault.Field("tasks", "required")
	case len(tasks) > MaxTasks:
		return Opening{}, fault.Field("tasks", "too_many_tasks")
	}
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return Opening{}, err
	}
	now := s.clock.Now()
	spotted, workplace := Spotted{Tasks: tasks, Minutes: DefaultMinutes}, ""
	if places := firm.Details.Workplaces; len(places) > 0 {
		spotted.PNumber, workplace = places[0].PNumber, places[0].Name
	}
	o := Opening{
		Doc: store.Doc{ID: openingID}, CompanyID: firm.ID, MunicipalityID: firm.MunicipalityID, CompanyName: firm.Details.Name,
		Offer: draftOf(spotted, workplace, caldate.Of(now)), TouchedAt: now, PreparedBy: actor.Name(),
	}
	o.file(now)
	o.Append(actor, access.EditOpenings, now, audit.Event{Type: "opening_suggested"})
	if err := s.openings.Insert(ctx, scope, &o); err != nil && !fault.Is(err, fault.Conflict) {
		return Opening{}, err
	}
	return o, nil
}
