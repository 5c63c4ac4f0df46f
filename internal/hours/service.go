package hours

import (
	"context"
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Service reads and changes weeks.
type Service struct {
	weeks      store.Collection[Week]
	placements *placement.Service
	companies  *company.Service
	clock      clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, placements *placement.Service, companies *company.Service, c clock.Clock) *Service {
	return &Service{weeks: store.In(db, Table), placements: placements, companies: companies, clock: c}
}

// indexes are the index for lists by week and the one for a placement's weeks,
// by what the actor's scope fixes.
func indexes(actor access.Actor, p access.Permission) (byWeek, byPlacement string) {
	name := string(actor.Party().Kind)
	if actor.Reach(p) == access.Own {
		name = "mentor"
	}
	return name, name + "_placement"
}

// Get gives a week with its placement and the weeks before it. A week that
// nobody has logged yet is an empty open one.
func (s *Service) Get(ctx context.Context, actor access.Actor, placementID string, week caldate.Week) (Sheet, error) {
	p, err := s.placements.Get(ctx, actor, access.ViewHours, placementID)
	if err != nil {
		return Sheet{}, err
	}
	scope, err := actor.Scope(access.ViewHours)
	if err != nil {
		return Sheet{}, err
	}
	if !p.Runs(week) {
		return Sheet{}, fault.New(fault.NotFound, "")
	}
	_, index := indexes(actor, access.ViewHours)
	weeks, err := s.weeks.All(ctx, scope, store.Query{Index: index, Equal: []any{p.ID}, To: week.Add(1)})
	sheet := Sheet{Week: emptyWeek(p, week), Before: weeks, Whole: actor.Reach(access.ViewHours) == access.All, Placement: p}
	if last := len(weeks) - 1; last >= 0 && weeks[last].Week == week {
		sheet.Week, sheet.Before = weeks[last], weeks[:last]
	}
	return sheet, err
}

func emptyWeek(p placement.Placement, week caldate.Week) Week {
	w := Week{
		Doc: store.Doc{ID: weekID(p.ID, week)}, CompanyID: p.CompanyID, MunicipalityID: p.MunicipalityID,
		MentorID: p.MentorID, PlacementID: p.ID, FirstName: p.FirstName, MentorName: p.MentorName,
		Week: week, Planned: p.Planned(week),
	}
	w.Status = statusOf(w)
	return w
}

// MayApprove tells whether the actor could approve a week: it is not their own
// doing, or nobody else at the firm could.
func (s *Service) MayApprove(ctx context.Context, actor access.Actor, w Week) (bool, error) {
	if !actor.Can(access.ApproveHours) || !w.Touched(actor.PersonID()) {
		return actor.Can(access.ApproveHours), nil
	}
	return s.companies.IsAlone(ctx, actor, access.ApproveHours)
}

// HandOver gives a placement's weeks that are not approved to its new mentor,
// who could not see them otherwise.
func (s *Service) HandOver(ctx context.Context, actor access.Actor, p placement.Placement) error {
	scope, err := actor.Scope(access.EditPlacements)
	if err != nil {
		return err
	}
	weeks, err := s.weeks.All(ctx, scope, store.Query{Index: "company_placement", Equal: []any{p.ID}})
	if err != nil {
		return err
	}
	for _, w := range weeks {
		_, err := s.weeks.Update(ctx, scope, w.ID, func(w *Week) error {
			if w.MentorID == p.MentorID || statusOf(*w) == Approved {
				return store.Unchanged
			}
			w.Append(actor, access.EditPlacements, s.clock.Now(), audit.Event{Type: "week_handed_over", From: w.MentorName, To: p.MentorName})
			w.MentorID, w.MentorName = p.MentorID, p.MentorName
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// OfPlacement lists the weeks of a placement that have been logged, in order.
// Outside the firm only approved ones are there.
func (s *Service) OfPlacement(ctx context.Context, actor access.Actor, placementID string) ([]Week, error) {
	scope, err := actor.Scope(access.ViewHours)
	if err != nil {
		return nil, err
	}
	_, index := indexes(actor, access.ViewHours)
	weeks, err := s.weeks.All(ctx, scope, store.Query{Index: index, Equal: []any{placementID}})
	if !actor.Can(access.LogHours) {
		weeks = slices.DeleteFunc(weeks, func(w Week) bool { return statusOf(w) != Approved })
	}
	return weeks, err
}

// Since lists the logged weeks from a week on that the actor's firm, or the
// mentor, has to do with.
func (s *Service) Since(ctx context.Context, actor access.Actor, from caldate.Week) ([]Week, error) {
	scope, err := actor.Scope(access.LogHours)
	if err != nil {
		return nil, err
	}
	index, _ := indexes(actor, access.LogHours)
	return s.weeks.All(ctx, scope, store.Query{Index: index, From: from})
}

// change applies a decision to a week, which it creates when nobody has logged
// anything yet, in one guarded write with its event.
func (s *Service) change(ctx context.Context, actor access.Actor, used access.Permission, p placement.Placement, week caldate.Week,
	apply func(w *Week, now time.Time) (audit.Event, error)) (Week, error) {
	scope, err := actor.Scope(used)
	if err != nil {
		return Week{}, err
	}
	now := s.clock.Now()
	write := func(w *Week) error {
		event, err := apply(w, now)
		if err != nil {
			return err
		}
		w.Planned = p.Planned(week)
		w.Status = statusOf(*w)
		w.Append(actor, used, now, event)
		return nil
	}
	w, err := s.weeks.Update(ctx, scope, weekID(p.ID, week), write)
	if !fault.Is(err, fault.NotFound) {
		return w, err
	}
	fresh := emptyWeek(p, week)
	if err := write(&fresh); err != nil {
		return fresh, ignoreUnchanged(err)
	}
	err = s.weeks.Insert(ctx, scope, &fresh)
	if fault.Is(err, fault.Conflict) { // somebody else created it meanwhile
		return s.weeks.Update(ctx, scope, fresh.ID, write)
	}
	return fresh, err
}

func ignoreUnchanged(err error) error {
	if err == store.Unchanged {
		return nil
	}
	return err
}

// forLogging loads the placement and refuses while its gate is closed.
func (s *Service) forLogging(ctx context.Context, actor access.Actor, placementID string, week caldate.Week) (placement.Placement, error) {
	p, err := s.placements.Get(ctx, actor, access.LogHours, placementID)
	if err != nil {
		return p, err
	}
	if !p.Runs(week) {
		return p, fault.New(fault.NotFound, "")
	}
	if gate := p.GateOn(caldate.Of(s.clock.Now())); !gate.Open {
		return p, fault.New(fault.Conflict, "gate_"+gate.Reason)
	}
	return p, nil
}

// Log adds a line to a week.
func (s *Service) Log(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, e Entry) (Week, error) {
	p, err := s.forLogging(ctx, actor, placementID, week)
	if err != nil {
		return Week{}, err
	}
	return s.change(ctx, actor, access.LogHours, p, week, func(w *Week, now time.Time) (audit.Event, error) {
		line, err := add(w, p, e, caldate.Of(now), lineID(e, now), actor.PersonID())
		return audit.Event{Type: "line_added", To: line.describe()}, err
	})
}

// lineID names a line after the form it came from.
func lineID(e Entry, now time.Time) string {
	if e.Key == "" {
		return id.New("lin", now)
	}
	return "lin_" + e.Key
}

// Remove takes a line out of a week.
func (s *Service) Remove(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, lineID string) (Week, error) {
	p, err := s.forLogging(ctx, actor, placementID, week)
	if err != nil {
		return Week{}, err
	}
	return s.change(ctx, actor, access.LogHours, p, week, func(w *Week, _ time.Time) (audit.Event, error) {
		line, err := remove(w, lineID)
		return audit.Event{Type: "line_removed", From: line.describe()}, err
	})
}

// Submit says that a week is done; noHours affirms that nothing was worked.
func (s *Service) Submit(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, noHours bool) (Week, error) {
	p, err := s.forLogging(ctx, actor, placementID, week)
	if err != nil {
		return Week{}, err
	}
	return s.change(ctx, actor, access.LogHours, p, week, func(w *Week, now time.Time) (audit.Event, error) {
		kind := "week_submitted"
		if noHours {
			kind = "week_no_hours"
		}
		return audit.Event{Type: kind}, submit(w, noHours, signer{personID: actor.PersonID(), name: actor.Name()}, now, caldate.Of(now))
	})
}

// Withdraw takes a submitted week back before anybody has decided about it.
func (s *Service) Withdraw(ctx context.Context, actor access.Actor, placementID string, week caldate.Week) (Week, error) {
	p, err := s.forLogging(ctx, actor, placementID, week)
	if err != nil {
		return Week{}, err
	}
	return s.change(ctx, actor, access.LogHours, p, week, func(w *Week, _ time.Time) (audit.Event, error) {
		return audit.Event{Type: "week_withdrawn"}, withdraw(w)
	})
}

// Approve accepts single days of a submitted week, or with no days named all
// of it. Of many at once, one succeeds.
func (s *Service) Approve(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, days []caldate.Date) (Week, error) {
	return s.asApprover(ctx, actor, placementID, week, func(w *Week, by signer, now time.Time) (audit.Event, error) {
		err := approve(w, days, by, now)
		switch {
		case w.SelfApproved:
			return audit.Event{Type: "week_self_approved"}, err
		case w.ApprovedAt.IsZero():
			return audit.Event{Type: "days_approved", To: list(days)}, err
		}
		return audit.Event{Type: "week_approved"}, err
	})
}

// list writes days for the history.
func list(days []caldate.Date) string {
	var texts []string
	for _, d := range days {
		texts = append(texts, d.Danish())
	}
	return strings.Join(texts, ", ")
}

// Return sends single days of a week back with a reason.
func (s *Service) Return(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, days []caldate.Date, reason string) (Week, error) {
	return s.asApprover(ctx, actor, placementID, week, func(w *Week, by signer, now time.Time) (audit.Event, error) {
		return audit.Event{Type: "days_returned", To: list(days), Reason: reason}, returnDays(w, days, reason, by, now)
	})
}

// asApprover loads what an approver decides about and writes the decision.
func (s *Service) asApprover(ctx context.Context, actor access.Actor, placementID string, week caldate.Week,
	apply func(*Week, signer, time.Time) (audit.Event, error)) (Week, error) {
	p, err := s.placements.Get(ctx, actor, access.ApproveHours, placementID)
	if err != nil {
		return Week{}, err
	}
	if !p.Runs(week) {
		return Week{}, fault.New(fault.NotFound, "")
	}
	alone, err := s.companies.IsAlone(ctx, actor, access.ApproveHours)
	if err != nil {
		return Week{}, err
	}
	by := signer{personID: actor.PersonID(), name: actor.Name(), alone: alone}
	return s.change(ctx, actor, access.ApproveHours, p, week, func(w *Week, now time.Time) (audit.Event, error) {
		return apply(w, by, now)
	})
}
