package meeting

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Service reads and changes follow-ups.
type Service struct {
	followUps  store.Collection[FollowUp]
	placements *placement.Service
	companies  *company.Service
	clock      clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, placements *placement.Service, companies *company.Service, c clock.Clock) *Service {
	return &Service{followUps: store.In(db, Table), placements: placements, companies: companies, clock: c}
}

// Get gives a course and its follow-up, which is empty where nobody has done
// anything yet.
func (s *Service) Get(ctx context.Context, actor access.Actor, placementID string) (placement.Placement, FollowUp, error) {
	p, err := s.placements.Get(ctx, actor, access.ViewMeetings, placementID)
	if err != nil {
		return p, FollowUp{}, err
	}
	f, err := s.Of(ctx, actor, p)
	return p, f, err
}

// Of gives the follow-up of a course that the actor has in hand.
func (s *Service) Of(ctx context.Context, actor access.Actor, p placement.Placement) (FollowUp, error) {
	scope, err := actor.Scope(access.ViewMeetings)
	if err != nil {
		return FollowUp{}, err
	}
	f, err := s.followUps.Get(ctx, scope, followUpID(p.ID))
	if fault.Is(err, fault.NotFound) {
		return empty(p), nil
	}
	return f, err
}

// Since lists the follow-ups within the actor's reach that may concern somebody
// on a day or after it: one call of the store.
func (s *Service) Since(ctx context.Context, actor access.Actor, day caldate.Date) ([]FollowUp, error) {
	scope, err := actor.Scope(access.ViewMeetings)
	if err != nil {
		return nil, err
	}
	index := string(actor.Party().Kind)
	if actor.Reach(access.ViewMeetings) == access.Own {
		index = "mentor"
	}
	return s.followUps.All(ctx, scope, store.Query{Index: index, From: day})
}

// HandOver gives the follow-up of a course to its new mentor, who could not see
// it otherwise.
func (s *Service) HandOver(ctx context.Context, actor access.Actor, p placement.Placement) error {
	scope, err := actor.Scope(access.EditPlacements)
	if err != nil {
		return err
	}
	_, err = s.followUps.Update(ctx, scope, followUpID(p.ID), func(f *FollowUp) error {
		if f.MentorID == p.MentorID {
			return store.Unchanged
		}
		f.MentorID = p.MentorID
		f.Append(actor, access.EditPlacements, s.clock.Now(), audit.Event{Type: "meetings_handed_over", To: p.MentorName})
		return nil
	})
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// decision is a change of a follow-up, with the event that tells of it.
type decision func(f *FollowUp, p placement.Placement, by signer) (audit.Event, error)

// change applies a decision in one guarded write with its event; the follow-up
// is made with the first one.
func (s *Service) change(ctx context.Context, actor access.Actor, c Command, placementID string, decide decision) (FollowUp, error) {
	return s.changeAt(ctx, actor, c, placementID, nil, decide)
}

// changeAt is change for who has seen the follow-up at a version, or nil.
func (s *Service) changeAt(ctx context.Context, actor access.Actor, c Command, placementID string, seen *int64, decide decision) (FollowUp, error) {
	used := row(c).Used
	p, err := s.placements.Get(ctx, actor, used, placementID)
	if err != nil {
		return FollowUp{}, err
	}
	if !Begun(p, caldate.Of(s.clock.Now())) {
		return FollowUp{}, fault.New(fault.Conflict, "meetings_not_ready")
	}
	scope, err := actor.Scope(used)
	if err != nil {
		return FollowUp{}, err
	}
	write := writing(actor, used, s.clock.Now(), p, decide)
	var f FollowUp
	if seen != nil {
		f, err = s.followUps.UpdateAt(ctx, scope, followUpID(p.ID), *seen, write)
	} else {
		f, err = s.followUps.Update(ctx, scope, followUpID(p.ID), write)
	}
	if !fault.Is(err, fault.NotFound) {
		return f, err
	}
	fresh := empty(p)
	if err := write(&fresh); err != nil {
		return fresh, err
	}
	err = s.followUps.Insert(ctx, scope, &fresh)
	if fault.Is(err, fault.Conflict) { // somebody else made it meanwhile
		return s.followUps.Update(ctx, scope, fresh.ID, write)
	}
	return fresh, err
}

// writing is what a decision does to the stored follow-up.
func writing(actor access.Actor, used access.Permission, now time.Time, p placement.Placement, decide decision) func(*FollowUp) error {
	return func(f *FollowUp) error {
		event, err := decide(f, p, signer{name: actor.Name(), at: now})
		if err != nil {
			return err
		}
		f.copyCourse(p)
		f.Append(actor, used, now, event)
		return nil
	}
}

// Move gives a meeting another date.
func (s *Service) Move(ctx context.Context, actor access.Actor, placementID, meetingID string, a Arrangement) (FollowUp, error) {
	return s.change(ctx, actor, MoveIt, placementID, func(f *FollowUp, p placement.Placement, by signer) (audit.Event, error) {
		return f.move(p, meetingID, a, by)
	})
}

// Call notes that everybody was asked to come, with the time and the place.
func (s *Service) Call(ctx context.Context, actor access.Actor, placementID, meetingID string, a Arrangement) (FollowUp, error) {
	return s.change(ctx, actor, Call, placementID, func(f *FollowUp, p placement.Placement, by signer) (audit.Event, error) {
		return f.call(p, meetingID, a, by)
	})
}

// Hold notes that a meeting was held, and by whom.
func (s *Service) Hold(ctx context.Context, actor access.Actor, placementID, meetingID string, a Attendance) (FollowUp, error) {
	return s.change(ctx, actor, Hold, placementID, func(f *FollowUp, p placement.Placement, by signer) (audit.Event, error) {
		return f.hold(p, meetingID, a, by)
	})
}

// Cancel calls a meeting off. Who did is one of Parties; the candidate need not
// say why.
func (s *Service) Cancel(ctx context.Context, actor access.Actor, placementID, meetingID, who, why string) (FollowUp, error) {
	return s.change(ctx, actor, Cancel, placementID, func(f *FollowUp, p placement.Placement, by signer) (audit.Event, error) {
		return f.cancel(p, meetingID, who, why, by)
	})
}

// Replan plans a cancelled meeting anew.
func (s *Service) Replan(ctx context.Context, actor access.Actor, placementID, meetingID string, on caldate.Date) (FollowUp, error) {
	return s.change(ctx, actor, Replan, placementID, func(f *FollowUp, p placement.Placement, by signer) (audit.Event, error) {
		return f.replan(p, meetingID, on, by)
	})
}

// Write keeps the note of a meeting whose follow-up was seen at a version.
func (s *Service) Write(ctx context.Context, actor access.Actor, placementID, meetingID string, version int64, n Note) (FollowUp, error) {
	return s.changeAt(ctx, actor, Write, placementID, &version, func(f *FollowUp, p placement.Placement, by signer) (audit.Event, error) {
		return f.write(p, meetingID, n, by)
	})
}

// Close ends a meeting with its note. The answer about paid hours and a next
// step must be there; see Note.
func (s *Service) Close(ctx context.Context, actor access.Actor, placementID, meetingID string, version int64, n Note) (FollowUp, error) {
	return s.changeAt(ctx, actor, Close, placementID, &version, func(f *FollowUp, p placement.Placement, by signer) (audit.Event, error) {
		return f.close(p, meetingID, n, by)
	})
}

// Reach notes that a milestone is in place.
func (s *Service) Reach(ctx context.Context, actor access.Actor, placementID, milestoneID string) (FollowUp, error) {
	return s.change(ctx, actor, Reach, placementID, func(f *FollowUp, _ placement.Placement, by signer) (audit.Event, error) {
		return f.reach(milestoneID, by)
	})
}

// Drop gives a milestone up.
func (s *Service) Drop(ctx context.Context, actor access.Actor, placementID, milestoneID, because string) (FollowUp, error) {
	return s.change(ctx, actor, Drop, placementID, func(f *FollowUp, _ placement.Placement, by signer) (audit.Event, error) {
		return f.drop(milestoneID, because, by)
	})
}

// Park keeps what the firm means to do until a day. Its owner must be a
// colleague of the firm.
func (s *Service) Park(ctx context.Context, actor access.Actor, placementID string, i Intention) (FollowUp, error) {
	colleagues, err := s.companies.Colleagues(ctx, actor)
	if err != nil {
		return FollowUp{}, err
	}
	k := slices.IndexFunc(colleagues, func(m company.Member) bool { return m.PersonID == i.OwnerID })
	if k < 0 {
		i.OwnerID = ""
	} else {
		i.Owner = colleagues[k].Name
	}
	return s.change(ctx, actor, Park, placementID, func(f *FollowUp, _ placement.Placement, by signer) (audit.Event, error) {
		return f.park(i, by)
	})
}

// TakeUpLater keeps a firm's no to paid hours, when it holds until a day, as what
// the firm means to do then, with the actor as owner. What it means already
// stays.
func (s *Service) TakeUpLater(ctx context.Context, actor access.Actor, p placement.Placement, conversionID, whyNot string) error {
	k := slices.IndexFunc(p.Conversions, func(c placement.Conversion) bool { return c.ID == conversionID })
	if k < 0 || p.Conversions[k].Declined == nil || p.Conversions[k].Declined.On.IsZero() {
		return nil
	}
	i := intended(p.Conversions[k])
	i.OwnerID, i.Owner, i.WhyNot = actor.PersonID(), actor.Name(), whyNot
	_, err := s.change(ctx, actor, Park, p.ID, func(f *FollowUp, _ placement.Placement, by signer) (audit.Event, error) {
		if f.IntentionOn(by.today()) != NoIntention {
			return audit.Event{}, store.Unchanged
		}
		return f.park(i, by)
	})
	return err
}

// EndPark says what became of an intention: one of Outcomes.
func (s *Service) EndPark(ctx context.Context, actor access.Actor, placementID, outcome, note string) (FollowUp, error) {
	return s.change(ctx, actor, EndPark, placementID, func(f *FollowUp, _ placement.Placement, by signer) (audit.Event, error) {
		return f.endPark(outcome, note, by)
	})
}
