package hours

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Ref names a week of a placement.
type Ref struct {
	PlacementID string
	Week        caldate.Week
}

// Waiting gathers the actor's queue, with the placements it is about.
func (s *Service) Waiting(ctx context.Context, actor access.Actor) ([]placement.Placement, []Item, error) {
	today := caldate.Of(s.clock.Now())
	from := today.Week().Add(-WeeksBack)
	placements, err := s.placements.Current(ctx, actor, from.Monday())
	if err != nil {
		return nil, nil, err
	}
	weeks, err := s.Since(ctx, actor, from)
	return placements, Queue(placements, weeks, today), err
}

// ToSee lists the approved weeks that the consultant should look at, oldest
// first, as eyes outside the firm see them, however long ago they were.
func (s *Service) ToSee(ctx context.Context, actor access.Actor) ([]Item, error) {
	scope, err := actor.Scope(access.ConfirmHours)
	if err != nil {
		return nil, err
	}
	weeks, err := s.weeks.All(ctx, scope, store.Query{Index: "municipality_to_look", Equal: []any{true}})
	var items []Item
	for _, w := range weeks {
		seen, _ := w.asApproved()
		items = append(items, Item{Week: seen, State: Done, Exceptions: seen.toSee()})
	}
	return items, err
}

// ApproveTogether approves those of the named weeks that need no look by
// themselves, and answers how many it approved. The others stay as they are:
// each is judged as it stands at that moment, not as a page showed it.
func (s *Service) ApproveTogether(ctx context.Context, actor access.Actor, refs []Ref) (approved int, err error) {
	placements, items, err := s.Waiting(ctx, actor)
	if err != nil {
		return 0, err
	}
	by := signerOf(actor)
	if by.Alone, err = s.companies.IsAlone(ctx, actor, access.ApproveHours); err != nil {
		return 0, err
	}
	courses := map[string]placement.Placement{}
	for _, p := range placements {
		courses[p.ID] = p
	}
	for _, item := range items {
		if item.State != ToApprove || len(item.Exceptions) > 0 || !slices.Contains(refs, Ref{item.PlacementID, item.Week.Week}) {
			continue
		}
		done := false
		_, err := s.change(ctx, actor, access.ApproveHours, courses[item.PlacementID], item.Week.Week, func(w *Week, now time.Time) (audit.Event, error) {
			if done = w.Version == item.Version && w.May(Approve, by) == nil; !done {
				return audit.Event{}, store.Unchanged
			}
			return approveWith(w, Approval{}, by, now)
		})
		if err != nil {
			return approved, err
		}
		if done {
			approved++
		}
	}
	return approved, nil
}

// Lock locks the approved days from one to another, which have to be over, of some
// courses or of all, and answers how many weeks it touched. A week that is approved
// later is locked when it is done again.
func (s *Service) Lock(ctx context.Context, actor access.Actor, from, through caldate.Date, placementIDs ...string) (locked int, err error) {
	scope, err := actor.Scope(access.ApproveHours)
	if err != nil {
		return 0, err
	}
	weeks, err := s.Since(ctx, actor, from.Week())
	if err != nil {
		return 0, err
	}
	for _, w := range weeks {
		if w.Week.Monday().After(through) {
			break // they come in order
		}
		if len(placementIDs) > 0 && !slices.Contains(placementIDs, w.PlacementID) {
			continue
		}
		done := false
		_, err := s.weeks.Update(ctx, scope, w.ID, s.stamped(actor, access.ApproveHours, func(w *Week, now time.Time) (audit.Event, error) {
			if done = lock(w, through, caldate.Of(now), signerOf(actor)) == nil; !done {
				return audit.Event{}, store.Unchanged // not approved yet, or locked already
			}
			return audit.Event{Type: "week_locked", To: w.LockedThrough.Danish()}, nil
		}))
		if err != nil {
			return locked, err
		}
		if done {
			locked++
		}
	}
	return locked, nil
}
