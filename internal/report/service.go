package report

import (
	"context"
	"strconv"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Service reads and changes documentation.
type Service struct {
	Needs
	documents store.Collection[Documentation]
	clock     clock.Clock
}

// Needs are the features that documentation rests on.
type Needs struct {
	Placements *placement.Service
	Hours      *hours.Service
	Meetings   *meeting.Service
	Candidates *candidate.Service
}

// NewService makes the service.
func NewService(db *store.DB, n Needs, c clock.Clock) *Service {
	return &Service{Needs: n, documents: store.In(db, Table), clock: c}
}

// View is the documentation of a course as it stands now.
type View struct {
	Documentation
	Placement placement.Placement
	Content   Content
	Print     string
}

// Get gives the documentation of a course, with what it says now.
func (s *Service) Get(ctx context.Context, actor access.Actor, placementID string) (View, error) {
	var v View
	known, err := s.known(ctx, actor, access.ViewDocumentation, placementID)
	if err != nil {
		return v, err
	}
	v.Placement = known.Placement
	if v.Documentation, err = s.Of(ctx, actor, v.Placement); err != nil {
		return v, err
	}
	v.Content = v.Sum(known)
	v.Print = v.Content.Print()
	return v, nil
}

// known reads what the documentation of a course follows from.
func (s *Service) known(ctx context.Context, actor access.Actor, used access.Permission, placementID string) (k Known, err error) {
	k.Today = caldate.Of(s.clock.Now())
	if k.Placement, err = s.Placements.Get(ctx, actor, used, placementID); err != nil {
		return k, err
	}
	if k.Weeks, err = s.Hours.OfPlacement(ctx, actor, placementID); err != nil {
		return k, err
	}
	k.FollowUp, err = s.Meetings.Of(ctx, actor, k.Placement)
	return k, err
}

// Of gives what people did about the documentation of a course that the actor has in
// hand.
func (s *Service) Of(ctx context.Context, actor access.Actor, p placement.Placement) (Documentation, error) {
	scope, err := actor.Scope(access.ViewDocumentation)
	if err != nil {
		return Documentation{}, err
	}
	d, err := s.documents.Get(ctx, scope, documentID(p.ID))
	if fault.Is(err, fault.NotFound) {
		return Empty(p), nil
	}
	return d, err
}

// Since lists the documentation within the actor's reach of courses that ended on a
// day or after it.
func (s *Service) Since(ctx context.Context, actor access.Actor, day caldate.Date) ([]Documentation, error) {
	scope, err := actor.Scope(access.ViewDocumentation)
	if err != nil {
		return nil, err
	}
	index := string(actor.Party().Kind)
	if actor.Reach(access.ViewDocumentation) == access.Own {
		index = "mentor"
	}
	return s.documents.All(ctx, scope, store.Query{Index: index, From: day})
}

// HandOver gives the documentation of a course to its new mentor, who could not see
// it otherwise.
func (s *Service) HandOver(ctx context.Context, actor access.Actor, p placement.Placement) error {
	scope, err := actor.Scope(access.EditPlacements)
	if err != nil {
		return err
	}
	_, err = s.documents.Update(ctx, scope, documentID(p.ID), func(d *Documentation) error {
		if d.MentorID == p.MentorID {
			return store.Unchanged
		}
		d.MentorID = p.MentorID
		d.Append(actor, access.EditPlacements, s.clock.Now(), audit.Event{Type: "documentation_handed_over", To: p.MentorName})
		return nil
	})
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// decision is a change of the documentation, with the event that tells of it.
type decision func(d *Documentation, m moment) (audit.Event, error)

// change applies a decision in one guarded write with its event; the documentation
// is made with the first one.
func (s *Service) change(ctx context.Context, actor access.Actor, c Command, placementID string, decide decision) error {
	used := row(c).Used
	known, err := s.known(ctx, actor, used, placementID)
	if err != nil {
		return err
	}
	scope, err := actor.Scope(used)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	write := func(d *Documentation) error {
		content := d.Sum(known)
		event, err := decide(d, moment{Known: known, by: actor.Name(), at: now, content: content, print: content.Print()})
		if err != nil {
			return err
		}
		d.copyCourse(known.Placement)
		d.Append(actor, used, now, event)
		return nil
	}
	_, err = s.documents.Update(ctx, scope, documentID(placementID), write)
	if !fault.Is(err, fault.NotFound) || c == Strike {
		return err
	}
	fresh := Empty(known.Placement)
	if err := write(&fresh); err != nil {
		return err
	}
	err = s.documents.Insert(ctx, scope, &fresh)
	if fault.Is(err, fault.Conflict) { // somebody else made it meanwhile
		_, err = s.documents.Update(ctx, scope, fresh.ID, write)
	}
	return err
}

// Observe keeps what somebody noticed at work.
func (s *Service) Observe(ctx context.Context, actor access.Actor, placementID string, o Observation) error {
	return s.change(ctx, actor, Observe, placementID, func(d *Documentation, m moment) (audit.Event, error) { return d.observe(o, m) })
}

// Strike takes an observation away, its words and all.
func (s *Service) Strike(ctx context.Context, actor access.Actor, placementID, observationID string) error {
	return s.change(ctx, actor, Strike, placementID, func(d *Documentation, m moment) (audit.Event, error) { return d.strike(observationID, m) })
}

// Write keeps the firm's part over the version that was seen.
func (s *Service) Write(ctx context.Context, actor access.Actor, placementID string, version int64, part Part) error {
	return s.change(ctx, actor, Write, placementID, func(d *Documentation, m moment) (audit.Event, error) {
		if d.Version != version {
			return audit.Event{}, fault.New(fault.Conflict, "changed")
		}
		return d.write(part, m)
	})
}

// Show notes that the candidate has seen what the documentation says, and what they
// say to it. Print of the sight is that of what was looked at.
func (s *Service) Show(ctx context.Context, actor access.Actor, placementID string, sight Sight) error {
	return s.change(ctx, actor, Show, placementID, func(d *Documentation, m moment) (audit.Event, error) { return d.show(sight, m) })
}

// Deliver hands what the documentation says, as it was looked at, to the consultant.
func (s *Service) Deliver(ctx context.Context, actor access.Actor, placementID, print string) error {
	return s.change(ctx, actor, Deliver, placementID, func(d *Documentation, m moment) (audit.Event, error) { return d.deliver(print, m) })
}

// Receive is the consultant's receipt for what was delivered last.
func (s *Service) Receive(ctx context.Context, actor access.Actor, placementID string) error {
	return s.change(ctx, actor, Receive, placementID, func(d *Documentation, m moment) (audit.Event, error) { return d.receive(m) })
}

// Delivery gives what was delivered as the n-th version, from 1.
func (s *Service) Delivery(ctx context.Context, actor access.Actor, placementID, n string) (View, Delivery, error) {
	v, err := s.Get(ctx, actor, placementID)
	if err != nil {
		return v, Delivery{}, err
	}
	i, err := strconv.Atoi(n)
	if err != nil || i < 1 || i > len(v.Deliveries) {
		return v, Delivery{}, fault.New(fault.NotFound, "")
	}
	return v, v.Deliveries[i-1], nil
}

// Carry takes the working conditions of some observations over into what the person
// is looked a next place for with, as they agreed to: the conditions and nothing of
// where they were learnt. It is written down with the person, where no firm sees it.
// helped is one of placement.HelpReasons.
func (s *Service) Carry(ctx context.Context, actor access.Actor, placementID string, observationIDs []string, helped string) (candidateID string, err error) {
	p, err := s.Placements.Get(ctx, actor, access.ManageCandidates, placementID)
	if err != nil {
		return "", err
	}
	d, err := s.Of(ctx, actor, p)
	if err != nil {
		return "", err
	}
	var conditions []string
	for _, observationID := range observationIDs {
		if o, ok := d.Observation(observationID); ok && o.Condition != "" {
			conditions = append(conditions, o.Condition)
		}
	}
	if len(conditions) == 0 {
		return "", fault.Field("carried", "choose")
	}
	if candidateID, err = s.Placements.CandidateOf(ctx, actor, p); err != nil {
		return "", err
	}
	_, err = s.Candidates.CarryConditions(ctx, actor, candidateID, conditions, helped)
	return candidateID, err
}
