package hours

import (
	"context"
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/store"
)

// LoggedDays lists the days of a placement that have hours, in order, approved
// or not: what a stop or a pause of the course must leave alone. Outside the
// firm it tells the days and nothing more.
func (s *Service) LoggedDays(ctx context.Context, actor access.Actor, placementID string) ([]caldate.Date, error) {
	scope, err := actor.Scope(access.EndPlacements)
	if err != nil {
		return nil, err
	}
	_, index := indexes(actor, access.EndPlacements)
	weeks, err := s.weeks.All(ctx, scope, store.Query{Index: index, Equal: []any{placementID}})
	var days []caldate.Date
	for _, w := range weeks {
		days = append(days, w.WorkedDays()...)
		counting, _ := w.InForce() // what is approved stays, also while it is corrected
		for _, l := range counting {
			days = append(days, l.Date)
		}
	}
	slices.SortFunc(days, caldate.Date.Compare)
	return slices.Compact(days), err
}
