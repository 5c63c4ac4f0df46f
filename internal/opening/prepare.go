package opening

import (
	"cmp"
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Prepared is a draft that somebody else than the firm writes. It lies with the
// firm, which chooses a mentor and looks it through before it is published. Its id
// follows from what it is written about: written again, it is the one there is
// already.
type Prepared struct {
	ID         string
	Spotted    Spotted // without workplace and mentor, which are the firm's to choose
	Conditions []string
	Kind       Kind         // "" for that of the template
	From       caldate.Date // the earliest start, if any
}

// Prepare writes a draft for a firm of the consultant's municipality.
func (s *Service) Prepare(ctx context.Context, actor access.Actor, companyID string, p Prepared) (Opening, error) {
	firm, err := s.companies.Find(ctx, actor, companyID)
	if err != nil {
		return Opening{}, err
	}
	return s.prepare(ctx, actor, access.AnswerHands, firm, p, "opening_prepared")
}

// Suggest writes a draft for the firm that the actor, a coordinator, acts for.
func (s *Service) Suggest(ctx context.Context, actor access.Actor, p Prepared) (Opening, error) {
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return Opening{}, err
	}
	return s.prepare(ctx, actor, access.EditOpenings, firm, p, "opening_suggested")
}

func (s *Service) prepare(ctx context.Context, actor access.Actor, used access.Permission, firm company.Company, p Prepared, event string) (Opening, error) {
	scope, err := actor.Scope(used)
	if err != nil {
		return Opening{}, err
	}
	switch n := len(p.Spotted.Tasks); {
	case n == 0:
		return Opening{}, fault.Field("tasks", "required")
	case n > MaxTasks:
		return Opening{}, fault.Field("tasks", "too_many_tasks")
	}
	now, workplace := s.clock.Now(), ""
	if places := firm.Details.Workplaces; len(places) > 0 {
		p.Spotted.PNumber, workplace = places[0].PNumber, places[0].Name
	}
	o := Opening{
		Doc: store.Doc{ID: p.ID}, CompanyID: firm.ID, MunicipalityID: firm.MunicipalityID, CompanyName: firm.Details.Name,
		Offer: draftOf(p.Spotted, workplace, caldate.Of(now)), TouchedAt: now, PreparedBy: actor.Name(),
	}
	o.Offer.Conditions, o.Offer.Kind = p.Conditions, cmp.Or(p.Kind, o.Offer.Kind)
	if p.From.After(o.Offer.Start) {
		o.Offer.Start = p.From
	}
	o.file(now)
	o.Append(actor, used, now, audit.Event{Type: event})
	if err := s.openings.Insert(ctx, scope, &o); err != nil && !fault.Is(err, fault.Conflict) {
		return Opening{}, err
	}
	return o, nil
}
