package effort

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Service gathers what the sums follow from. It reads courses and weeks by the
// permission to see sums, which gives nobody a single one of them.
type Service struct {
	placements store.Collection[placement.Placement]
	weeks      store.Collection[hours.Week]
	followUps  store.Collection[meeting.FollowUp]
	clock      clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, c clock.Clock) *Service {
	return &Service{placements: store.In(db, placement.Table), weeks: store.In(db, hours.Table), followUps: store.In(db, meeting.Table), clock: c}
}

// For sums up all courses of the actor's own firm.
func (s *Service) For(ctx context.Context, actor access.Actor) (Effort, error) {
	scope, err := actor.Scope(access.ViewEffort)
	if err != nil {
		return Effort{}, err
	}
	everything := store.Query{Index: "company"}
	placements, err := s.placements.All(ctx, scope, everything)
	if err != nil {
		return Effort{}, err
	}
	weeks, err := s.weeks.All(ctx, scope, everything)
	if err != nil {
		return Effort{}, err
	}
	followUps, err := s.followUps.All(ctx, scope, everything)
	return Of(placements, weeks, followUps, caldate.Of(s.clock.Now())), err
}
