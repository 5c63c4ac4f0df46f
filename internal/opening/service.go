package opening

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// Service reads and changes openings.
type Service struct {
	openings  store.Collection[Opening]
	companies *company.Service
	clock     clock.Clock
	awaited   func(ctx context.Context, scope store.Scope, openingID string) error
}

// NewService makes the service.
func NewService(db *store.DB, companies *company.Service, c clock.Clock) *Service {
	return &Service{openings: store.In(db, Table), companies: companies, clock: c}
}

// BeforeClosing has a function asked before an opening closes: an error of it
// keeps the opening. It is for those who know what waits at an opening.
func (s *Service) BeforeClosing(ask func(ctx context.Context, scope store.Scope, openingID string) error) {
	s.awaited = ask
}

// Spot makes a draft of the five answers.
func (s *Service) Spot(ctx context.Context, actor access.Actor, a Spotted) (Opening, error) {
	scope, err := actor.Scope(access.EditOpenings)
	if err != nil {
		return Opening{}, err
	}
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return Opening{}, err
	}
	workplace, mentor, err := s.placeAndMentor(ctx, actor, firm, a.PNumber, a.Mentor, a.check())
	if err != nil {
		return Opening{}, err
	}
	now := s.clock.Now()
	o := Opening{
		Doc: store.Doc{ID: id.New("opn", now)}, CompanyID: firm.ID, MunicipalityID: firm.MunicipalityID,
		CompanyName: firm.Details.Name, Offer: draftOf(a, workplace, caldate.Of(now)), Mentor: mentor,
	}
	o.Status = statusOf(o)
	o.Append(actor, access.EditOpenings, now, audit.Event{Type: "opening_drafted"})
	return o, s.openings.Insert(ctx, scope, &o)
}

// placeAndMentor checks the choices that only the firm's own record can tell,
// together with faults found already, so that all are told at once.
func (s *Service) placeAndMentor(ctx context.Context, actor access.Actor, firm company.Company, pNumber, mentorID string, found error) (string, Mentor, error) {
	faults := fault.Fields(fault.FieldsOf(found))
	workplace, ok := firm.Workplace(pNumber)
	if !ok {
		faults.Add("p_number", "choose")
	}
	colleagues, err := s.companies.Colleagues(ctx, actor)
	if err != nil {
		return "", Mentor{}, err
	}
	mentor := Mentor{}
	for _, c := range colleagues {
		if c.PersonID == mentorID {
			mentor = Mentor{PersonID: c.PersonID, Name: c.Name}
		}
	}
	if mentor.PersonID == "" {
		faults.Add("mentor", "choose")
	}
	return workplace.Name, mentor, faults.Err()
}

// List gives the openings of a status that the actor's party may see, newest
// first. A municipality sees live ones only.
func (s *Service) List(ctx context.Context, actor access.Actor, status Status, after string) (store.Page[Opening], error) {
	scope, err := actor.Scope(access.ViewOpenings)
	if err != nil {
		return store.Page[Opening]{}, err
	}
	return s.openings.Find(ctx, scope, store.Query{
		Index: string(actor.Party().Kind), Equal: []any{string(visible(actor, status))}, Descending: true, After: after,
	})
}

// visible is the status an actor may list: outside the firm, live ones.
func visible(actor access.Actor, status Status) Status {
	if actor.Party().Kind != access.Company {
		return Live
	}
	return status
}

// Get gives an opening. Outside the firm a draft is not found.
func (s *Service) Get(ctx context.Context, actor access.Actor, openingID string) (Opening, error) {
	scope, err := actor.Scope(access.ViewOpenings)
	if err != nil {
		return Opening{}, err
	}
	o, err := s.openings.Get(ctx, scope, openingID)
	if err == nil && o.Status == Draft && actor.Party().Kind != access.Company {
		return Opening{}, fault.New(fault.NotFound, "")
	}
	return o, err
}

// Edit is a firm's change of an opening it saw at a version.
type Edit struct {
	Version int64
	Offer   Offer
	Mentor  string // person id
}

// Change writes a new offer. Somebody else's change in between gives
// fault.Conflict and the opening as it is now.
func (s *Service) Change(ctx context.Context, actor access.Actor, openingID string, e Edit) (Opening, error) {
	scope, err := actor.Scope(access.EditOpenings)
	if err != nil {
		return Opening{}, err
	}
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return Opening{}, err
	}
	workplace, mentor, err := s.placeAndMentor(ctx, actor, firm, e.Offer.PNumber, e.Mentor, e.Offer.check())
	if err != nil {
		return Opening{}, err
	}
	e.Offer.Workplace = workplace
	return s.openings.UpdateAt(ctx, scope, openingID, e.Version, func(o *Opening) error {
		if err := o.mayEdit(actor); err != nil {
			return err
		}
		event := audit.Event{Type: "opening_changed"}
		event.From, event.To = audit.Changed(append(o.Offer.describe(), o.Mentor.Name), append(e.Offer.describe(), mentor.Name))
		event.FromChoices, event.ToChoices = audit.Differing(o.Offer.choices(), e.Offer.choices())
		o.Append(actor, access.EditOpenings, s.clock.Now(), event)
		o.Offer, o.Mentor = e.Offer, mentor
		return nil
	})
}

// mayEdit tells whether an actor can change the words of an opening as it stands:
// nil, or why not. What is live, the firm has said yes to.
func (o Opening) mayEdit(actor access.Actor) error {
	switch {
	case o.Status == Closed:
		return fault.New(fault.Conflict, "opening_closed")
	case o.Status == Live && !actor.Can(access.PublishOpenings):
		return fault.New(fault.Forbidden, "opening_live")
	}
	return nil
}

// CanEdit tells whether a page offers an actor to change the opening.
func (o Opening) CanEdit(actor access.Actor) bool {
	return actor.Can(access.EditOpenings) && o.mayEdit(actor) == nil
}

// Publish shows the opening to the municipality's consultants.
func (s *Service) Publish(ctx context.Context, actor access.Actor, openingID string) (Opening, error) {
	return s.transition(ctx, actor, openingID, func(o *Opening) error {
		switch o.Status {
		case Live:
			return store.Unchanged
		case Closed:
			return fault.New(fault.Conflict, "opening_closed")
		}
		if err := o.Offer.check(); err != nil {
			return fault.New(fault.Invalid, "opening_incomplete")
		}
		o.PublishedAt = s.clock.Now()
		o.Append(actor, access.PublishOpenings, o.PublishedAt, audit.Event{Type: "opening_published"})
		return nil
	})
}

// CloseReasons is the pick-list of why an opening closes.
func CloseReasons() []string { return []string{"filled", "not_needed", "later", "other"} }

// Close takes the opening away. What BeforeClosing was given is asked first.
func (s *Service) Close(ctx context.Context, actor access.Actor, openingID, reason string) (Opening, error) {
	scope, err := actor.Scope(access.EditOpenings)
	if err == nil && s.awaited != nil {
		err = s.awaited(ctx, scope, openingID)
	}
	if err != nil {
		return Opening{}, err
	}
	return s.transition(ctx, actor, openingID, func(o *Opening) error {
		if o.Status == Closed {
			return store.Unchanged
		}
		o.ClosedAt, o.CloseReason = s.clock.Now(), reason
		o.Append(actor, access.PublishOpenings, o.ClosedAt, audit.Event{Type: "opening_closed_" + reason})
		return nil
	})
}

func (s *Service) transition(ctx context.Context, actor access.Actor, openingID string, apply func(*Opening) error) (Opening, error) {
	scope, err := actor.Scope(access.PublishOpenings)
	if err != nil {
		return Opening{}, err
	}
	return s.openings.Update(ctx, scope, openingID, func(o *Opening) error {
		if err := apply(o); err != nil {
			return err
		}
		o.Status = statusOf(*o)
		return nil
	})
}
