package effort

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
)

// Service gathers what the sums follow from.
type Service struct {
	Placements *placement.Service
	Hours      *hours.Service
	Meetings   *meeting.Service
	Clock      clock.Clock
}

// For sums up the courses of the actor's own firm.
func (s *Service) For(ctx context.Context, actor access.Actor) (Effort, error) {
	if _, err := actor.Scope(access.ViewEffort); err != nil {
		return Effort{}, err
	}
	var first caldate.Date // of everything there is
	placements, err := s.Placements.Current(ctx, actor, first)
	if err != nil {
		return Effort{}, err
	}
	weeks, err := s.Hours.Since(ctx, actor, caldate.Week{})
	if err != nil {
		return Effort{}, err
	}
	followUps, err := s.Meetings.Since(ctx, actor, first)
	return Of(placements, weeks, followUps, caldate.Of(s.Clock.Now())), err
}
