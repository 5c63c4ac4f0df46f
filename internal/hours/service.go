package hours

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
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
// nobody has logged yet is an empty open one. Outside the firm a week is there
// once it was approved, as it was approved.
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
	sheet := Sheet{Week: emptyWeek(p, week), Before: weeks, Placement: p}
	if err != nil {
		return sheet, err
	}
	if last := len(weeks) - 1; last >= 0 && weeks[last].Week == week {
		sheet.Week, sheet.Before = weeks[last], weeks[:last]
	}
	if sheet.Week.ApprovedAt.IsZero() { // as the plan stands now, which decisions are held up against
		sheet.Week.Planned = p.Planned(week)
	}
	if !actor.Can(access.LogHours) {
		var approved bool
		if sheet.Week, approved = sheet.Week.asApproved(); !approved {
			return Sheet{}, fault.New(fault.NotFound, "")
		}
		sheet.Before = allApproved(sheet.Before)
	}
	sheet.By = signerOf(actor)
	if actor.Can(access.ApproveHours) && sheet.Week.Touched(actor.PersonID()) {
		sheet.By.Alone, err = s.companies.IsAlone(ctx, actor, access.ApproveHours)
	}
	return sheet, err
}

func signerOf(actor access.Actor) Signer {
	return Signer{PersonID: actor.PersonID(), Name: actor.Name()}
}

// allApproved are the weeks that were ever approved, as they were.
func allApproved(weeks []Week) []Week {
	var approved []Week
	for _, w := range weeks {
		if w, ok := w.asApproved(); ok {
			approved = append(approved, w)
		}
	}
	return approved
}

func emptyWeek(p placement.Placement, week caldate.Week) Week {
	return Week{
		Doc: store.Doc{ID: weekID(p.ID, week)}, CompanyID: p.CompanyID, MunicipalityID: p.MunicipalityID,
		MentorID: p.MentorID, PlacementID: p.ID, FirstName: p.FirstName, MentorName: p.MentorName,
		Week: week, Planned: p.Planned(week),
	}
}

// HandOver gives all weeks of a placement to its new mentor, who could not see
// them otherwise.
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
			if w.MentorID == p.MentorID {
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
		weeks = allApproved(weeks)
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
