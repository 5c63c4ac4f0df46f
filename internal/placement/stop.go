package placement

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Stop ends a course before its agreed last day. What was logged and approved
// stays, and documentation is due as for any other course.
type Stop struct {
	On     caldate.Date `bson:"on"`     // the last day that counts
	Reason string       `bson:"reason"` // one of StopReasons
	Note   string       `bson:"note,omitempty"`
	By     string       `bson:"by"` // name
	At     time.Time    `bson:"at"`
}

// StopReasons lists why a course can stop: a job here or elsewhere, an
// education, a way of the person's own (nobody asks which), a long absence (nor
// why), a first day that never came, something at the firm, or what the note says.
func StopReasons() []string {
	return []string{"work", "education", "own_way", "absence", "no_show", "firm_event", "other"}
}

// CanStop tells whether the course can be stopped: an agreement that everybody
// said yes to, until its last day.
func (p Placement) CanStop(today caldate.Date) bool {
	return p.Stop == nil && slices.Contains([]Status{Agreed, InVitas, Refused, Ready, Running, Paused}, p.StageOn(today))
}

// check finds what is wrong with a stop. Days with hours, which it is given in
// order, lie on or before the last day that counts.
func (s Stop) check(p Placement, today caldate.Date, logged []caldate.Date) error {
	var faults fault.Fields
	earliest := p.Agreement.Start.Add(-1) // nobody ever came
	if today.Before(earliest) {
		earliest = today
	}
	switch {
	case s.On.IsZero():
		faults.Add("on", "required")
	case s.On.After(p.Agreement.End):
		faults.Add("on", "after_course")
	case len(logged) > 0 && s.On.Before(logged[len(logged)-1]):
		faults.Add("on", "hours_after_stop")
	case s.On.Before(earliest):
		faults.Add("on", "before_course")
	}
	switch {
	case !slices.Contains(StopReasons(), s.Reason):
		faults.Add("reason", "choose")
	case s.Reason == "other" && s.Note == "":
		faults.Add("note", "required")
	}
	return faults.Err()
}

// errOver is a change of a course that has come to its end.
var errOver = fault.New(fault.Conflict, "course_over")

// StopCourse ends a course with a last day and a reason. By and At follow from
// the actor and the clock; logged are the days with hours, in order.
func (s *Service) StopCourse(ctx context.Context, actor access.Actor, placementID string, stop Stop, logged []caldate.Date) (Placement, error) {
	now := s.clock.Now()
	stop.By, stop.At = actor.Name(), now
	return s.transition(ctx, actor, access.EndPlacements, placementID, func(p *Placement) error {
		switch status := p.Status(); {
		case p.Stop != nil && p.Stop.On == stop.On && p.Stop.Reason == stop.Reason:
			return store.Unchanged // a second click
		case status == Draft || status == WithParties:
			return fault.New(fault.Conflict, "stop_before_yes")
		case !p.CanStop(caldate.Of(now)):
			return errOver
		}
		if err := stop.check(*p, caldate.Of(now), logged); err != nil {
			return err
		}
		p.Stop = &stop
		p.Append(actor, access.EndPlacements, now, audit.Event{
			Type: "course_stopped", ToChoices: []string{"placement.stop_reasons." + stop.Reason}, To: stop.On.Danish(), Reason: stop.Note,
		})
		return nil
	})
}

// CanUndoStop tells whether a stop can be taken back: the day it was made only.
func (p Placement) CanUndoStop(today caldate.Date) bool {
	return p.Stop != nil && caldate.Of(p.Stop.At) == today
}

// UndoStop lets a course that was stopped today go on.
func (s *Service) UndoStop(ctx context.Context, actor access.Actor, placementID string) (Placement, error) {
	now := s.clock.Now()
	return s.transition(ctx, actor, access.EndPlacements, placementID, func(p *Placement) error {
		switch {
		case p.Stop == nil:
			return store.Unchanged
		case !p.CanUndoStop(caldate.Of(now)):
			return fault.New(fault.Conflict, "stop_stands")
		}
		p.Append(actor, access.EndPlacements, now, audit.Event{Type: "stop_undone", From: p.Stop.On.Danish()})
		p.Stop = nil
		return nil
	})
}

// CandidateOf names the person of a placement in the consultant's register: all
// that a next try elsewhere begins with.
func (s *Service) CandidateOf(ctx context.Context, actor access.Actor, p Placement) (candidateID string, err error) {
	r, err := s.candidates.Referral(ctx, actor, p.ReferralID)
	return r.CandidateID, err
}
