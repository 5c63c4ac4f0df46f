package placement

import (
	"context"
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Service reads and changes placements.
type Service struct {
	placements store.Collection[Placement]
	companies  *company.Service
	openings   *opening.Service
	candidates *candidate.Service
	clock      clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, companies *company.Service, openings *opening.Service, candidates *candidate.Service, c clock.Clock) *Service {
	return &Service{placements: store.In(db, Table), companies: companies, openings: openings, candidates: candidates, clock: c}
}

// Begin makes a draft agreement of a proposal the firm said yes to. The id
// follows from the proposal's, so that there is one agreement for it however
// often this is done.
func (s *Service) Begin(ctx context.Context, actor access.Actor, referralID string) (Placement, error) {
	scope, err := actor.Scope(access.EditPlacements)
	if err != nil {
		return Placement{}, err
	}
	r, err := s.candidates.Referral(ctx, actor, referralID)
	if err != nil {
		return Placement{}, err
	}
	if r.Status != candidate.Yes && r.Status != candidate.Placed {
		return Placement{}, fault.New(fault.Conflict, "referral_not_open")
	}
	o, err := s.openings.Get(ctx, actor, r.OpeningID)
	if err != nil {
		return Placement{}, err
	}
	now := s.clock.Now()
	p := draftOf(r, o, caldate.Of(now))
	p.Append(actor, access.EditPlacements, now, audit.Event{Type: "placement_drafted"})
	// The proposal first: if consent is withdrawn at this moment, there is no
	// agreement. Stopping in between is mended by doing it again.
	if _, err := s.candidates.Place(ctx, actor, referralID, p.ID); err != nil {
		return Placement{}, err
	}
	err = s.placements.Insert(ctx, scope, &p)
	if fault.Is(err, fault.Conflict) {
		return s.placements.Get(ctx, scope, p.ID)
	}
	return p, err
}

// draftOf fills an agreement with what the opening and the proposal say.
func draftOf(r candidate.Referral, o opening.Opening, today caldate.Date) Placement {
	start := o.Offer.Start
	if start.Before(today) {
		start = today.Week().Add(1).Monday()
	}
	a := Agreement{
		PNumber: o.Offer.PNumber, Workplace: o.Offer.Workplace, Start: start,
		End: o.Offer.LastDay(start), Promise: o.Offer.Promise,
		Ramp: Ramp{From: o.Offer.Minutes, To: o.Offer.Minutes, Pace: Hold},
	}
	if now := r.Shown.MinutesNow; now > 0 && now < o.Offer.Minutes {
		a.Ramp = Ramp{From: now, To: o.Offer.Minutes, Pace: Slow}
	}
	for _, task := range o.Offer.Tasks {
		strand := Praktik
		if o.Offer.Kind == opening.Paid {
			strand = Paid
		}
		a.Tasks = append(a.Tasks, Task{ID: task.ID, Title: task.Title, Minutes: task.Minutes, Strand: strand})
	}
	a.Steps = a.Ramp.Steps(a.Start, a.End)
	a.Meetings = MeetingsOf(a.Start, a.End)
	_, suffix, _ := strings.Cut(r.ID, "_")
	return Placement{
		Doc: store.Doc{ID: "plc_" + suffix}, CompanyID: r.CompanyID, MunicipalityID: r.MunicipalityID,
		MentorID: o.Mentor.PersonID, MentorName: o.Mentor.Name, CompanyName: r.CompanyName, OpeningID: o.ID,
		ReferralID: r.ID, CandidateID: r.CandidateID, FirstName: r.Shown.FirstName, Conditions: r.Shown.Conditions, Consented: r.Consent.Purposes,
		Consultant: r.Consultant, Agreement: a,
	}
}

// Get gives a placement within the actor's reach for a permission.
func (s *Service) Get(ctx context.Context, actor access.Actor, p access.Permission, placementID string) (Placement, error) {
	scope, err := actor.Scope(p)
	if err != nil {
		return Placement{}, err
	}
	return s.placements.Get(ctx, scope, placementID)
}

// List gives a page of the placements within the actor's reach (a mentor's
// own, a firm's, a municipality's), those that end last first.
func (s *Service) List(ctx context.Context, actor access.Actor, after string) (store.Page[Placement], error) {
	scope, err := actor.Scope(access.ViewPlacements)
	if err != nil {
		return store.Page[Placement]{}, err
	}
	return s.placements.Find(ctx, scope, store.Query{Index: indexOf(actor), Descending: true, After: after})
}

// Current gives every placement within the actor's reach that has not ended
// before a day.
func (s *Service) Current(ctx context.Context, actor access.Actor, since caldate.Date) ([]Placement, error) {
	scope, err := actor.Scope(access.ViewPlacements)
	if err != nil {
		return nil, err
	}
	return s.placements.All(ctx, scope, store.Query{Index: indexOf(actor), From: since})
}

// indexOf is the index that begins with what the actor's scope fixes.
func indexOf(actor access.Actor) string {
	if actor.Reach(access.ViewPlacements) == access.Own {
		return "mentor"
	}
	return string(actor.Party().Kind)
}

// Edit is a change of an agreement that was seen at a version.
type Edit struct {
	Version   int64
	Agreement Agreement
	Mentor    string // person id
}

// Change writes an agreement. Of what the parties said, the parts that change
// take back what they touch, and no more; the words that stood until then are
// kept. While VITAS has it, or after its approval, what anybody said yes to
// stands; mentor, meetings and the paid-hours answer can still change.
func (s *Service) Change(ctx context.Context, actor access.Actor, placementID string, e Edit) (Placement, error) {
	scope, err := actor.Scope(access.EditPlacements)
	if err != nil {
		return Placement{}, err
	}
	mentor, workplace, err := s.checkEdit(ctx, actor, e)
	if err != nil {
		return Placement{}, err
	}
	e.Agreement.Workplace = workplace
	e.Agreement.Steps = e.Agreement.Ramp.Steps(e.Agreement.Start, e.Agreement.End)
	return s.placements.UpdateAt(ctx, scope, placementID, e.Version, func(p *Placement) error {
		now := s.clock.Now()
		event, err := p.rewrite(e.Agreement, mentor, actor.Name(), now)
		if err != nil {
			return err
		}
		p.Append(actor, access.EditPlacements, now, event)
		return nil
	})
}

// rewrite puts new words and a mentor into the agreement and takes back what
// that touches.
func (p *Placement) rewrite(a Agreement, mentor company.Member, by string, now time.Time) (audit.Event, error) {
	sent := !p.SentAt.IsZero()
	if sent && a.PNumber == p.Agreement.PNumber {
		a.Workplace = p.Agreement.Workplace // a place that was renamed is still the one that was agreed on
	}
	changes := changesBetween(p.Agreement.Parts(p.MentorName), a.Parts(mentor.Name))
	if len(changes) == 0 && mentor.PersonID == p.MentorID {
		return audit.Event{}, store.Unchanged
	}
	event := eventOf(changes)
	if parties := touched(changes); sent && len(parties) > 0 {
		if p.Locked() {
			return event, fault.New(fault.Conflict, "agreement_locked")
		}
		p.keep(by, now)
		for _, party := range p.takeBack(parties) {
			event.TookBack = append(event.TookBack, "placement.whose."+string(party))
		}
		p.Revision++
	}
	p.Agreement, p.MentorID, p.MentorName = a, mentor.PersonID, mentor.Name
	var faults fault.Fields
	p.checkConsent(&faults)
	return event, faults.Err()
}

// Locked tells whether what the parties said yes to stands as it is.
func (p Placement) Locked() bool {
	return p.Stop != nil || p.Vitas.State == "sent" || p.Vitas.State == "approved" || p.Status() == Approved
}

func (s *Service) checkEdit(ctx context.Context, actor access.Actor, e Edit) (company.Member, string, error) {
	faults := fault.Fields(fault.FieldsOf(e.Agreement.check()))
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return company.Member{}, "", err
	}
	workplace, ok := firm.Workplace(e.Agreement.PNumber)
	if !ok {
		faults.Add("p_number", "choose")
	}
	colleagues, err := s.companies.Colleagues(ctx, actor)
	if err != nil {
		return company.Member{}, "", err
	}
	i := slices.IndexFunc(colleagues, func(m company.Member) bool { return m.PersonID == e.Mentor })
	if i < 0 {
		faults.Add("mentor", "choose")
		return company.Member{}, "", faults.Err()
	}
	return colleagues[i], workplace.Name, faults.Err()
}

// transition changes a placement within the reach of a permission.
func (s *Service) transition(ctx context.Context, actor access.Actor, used access.Permission, placementID string, apply func(*Placement) error) (Placement, error) {
	scope, err := actor.Scope(used)
	if err != nil {
		return Placement{}, err
	}
	return s.placements.Update(ctx, scope, placementID, apply)
}
