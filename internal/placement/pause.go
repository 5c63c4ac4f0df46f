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

// Pause is a time without hours inside a course, which keeps its plan, its
// people and its promise. It is as normal as a week with hours.
type Pause struct {
	From   caldate.Date `bson:"from"`
	Resume caldate.Date `bson:"resume"` // first day back
	Note   string       `bson:"note,omitempty"`
	By     string       `bson:"by"` // name
	At     time.Time    `bson:"at"`
}

// Holds tells whether a day lies in the pause.
func (p Pause) Holds(day caldate.Date) bool { return !day.Before(p.From) && day.Before(p.Resume) }

// span writes a pause for the history.
func (p Pause) span() string { return p.From.Danish() + " – " + p.Resume.Danish() }

// CanPause tells whether a pause can be made: from the approval of a course
// until its last day, unless it was stopped.
func (p Placement) CanPause(today caldate.Date) bool {
	return p.Stop == nil && slices.Contains([]Status{Ready, Running, Paused}, p.StageOn(today))
}

// PauseToMove finds the first pause that is not over: only of that one the day
// back can still change.
func (p Placement) PauseToMove(today caldate.Date) (Pause, bool) {
	i := slices.IndexFunc(p.Pauses, func(pause Pause) bool { return today.Before(pause.Resume) })
	if i < 0 || p.Stop != nil {
		return Pause{}, false
	}
	return p.Pauses[i], true
}

// checkPause finds what is wrong with a pause beside the others. No day of it
// has hours.
func (p Placement) checkPause(pause Pause, others []Pause, logged []caldate.Date) error {
	var faults fault.Fields
	switch {
	case pause.From.IsZero():
		faults.Add("from", "required")
	case pause.From.Before(p.Agreement.Start):
		faults.Add("from", "before_course")
	case pause.From.After(p.LastDay()):
		faults.Add("from", "after_course")
	case slices.ContainsFunc(others, func(o Pause) bool { return pause.From.Before(o.Resume) && o.From.Before(pause.Resume) }):
		faults.Add("from", "pause_overlaps")
	}
	switch {
	case pause.Resume.IsZero():
		faults.Add("resume", "required")
	case !pause.Resume.After(pause.From):
		faults.Add("resume", "resume_too_early")
	case pause.Resume.After(p.LastDay()):
		faults.Add("resume", "after_course")
	case slices.ContainsFunc(logged, pause.Holds):
		faults.Add("resume", "hours_in_pause")
	}
	return faults.Err()
}

// PauseCourse takes a time out of a course. By and At follow from the actor and
// the clock; logged are the days with hours, in order.
func (s *Service) PauseCourse(ctx context.Context, actor access.Actor, placementID string, pause Pause, logged []caldate.Date) (Placement, error) {
	now := s.clock.Now()
	pause.By, pause.At = actor.Name(), now
	return s.transition(ctx, actor, access.EndPlacements, placementID, func(p *Placement) error {
		again := func(o Pause) bool { return o.From == pause.From && o.Resume == pause.Resume }
		switch {
		case slices.ContainsFunc(p.Pauses, again):
			return store.Unchanged
		case p.Status() != Approved:
			return fault.New(fault.Conflict, "pause_before_approval")
		case !p.CanPause(caldate.Of(now)):
			return errOver
		}
		if err := p.checkPause(pause, p.Pauses, logged); err != nil {
			return err
		}
		p.Pauses = append(p.Pauses, pause)
		slices.SortFunc(p.Pauses, func(a, b Pause) int { return a.From.Compare(b.From) })
		p.Append(actor, access.EndPlacements, now, audit.Event{Type: "course_paused", To: pause.span(), Reason: pause.Note})
		return nil
	})
}

// MovePause gives a pause that is not over another first day back: an earlier
// one ends it, its own first day makes it fall away.
func (s *Service) MovePause(ctx context.Context, actor access.Actor, placementID string, from, resume caldate.Date, logged []caldate.Date) (Placement, error) {
	now := s.clock.Now()
	return s.transition(ctx, actor, access.EndPlacements, placementID, func(p *Placement) error {
		i := slices.IndexFunc(p.Pauses, func(o Pause) bool { return o.From == from })
		if i >= 0 && p.Pauses[i].Resume == resume {
			return store.Unchanged
		}
		if toMove, ok := p.PauseToMove(caldate.Of(now)); i < 0 || !ok || toMove.From.After(from) {
			return fault.New(fault.Conflict, "pause_over")
		}
		moved := p.Pauses[i]
		event := audit.Event{Type: "pause_moved", From: moved.span()}
		moved.Resume = resume
		p.Pauses = slices.Delete(slices.Clone(p.Pauses), i, i+1)
		if resume == from {
			event.Type = "pause_dropped"
		} else {
			if err := p.checkPause(moved, p.Pauses, logged); err != nil {
				return err
			}
			p.Pauses = slices.Insert(p.Pauses, i, moved)
			event.To = moved.span()
		}
		p.Append(actor, access.EndPlacements, now, event)
		return nil
	})
}
