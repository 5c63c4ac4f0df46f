package overview

import (
	"context"
	"sync"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/opening"
)

// Visit is what an owner sees to at the beginning. Without steps there is nothing
// left, or it is not for the actor.
type Visit struct {
	Steps  []company.VisitStep
	Deputy bool   // one person alone can give roles
	Begin  string // code of the way to begin that the association suggested, or ""
}

// FirstVisit gathers what is left of an owner's beginning.
func (s *Service) FirstVisit(ctx context.Context, actor access.Actor) (Visit, error) {
	now, firm := s.Clock.Now(), actor.Party().ID
	if !actor.Can(access.AcceptTerms) || s.settled.holds(firm, now) {
		return Visit{}, nil
	}
	c, err := s.Companies.Get(ctx, actor)
	if err != nil {
		return Visit{}, err
	}
	grants, err := s.Companies.Grants(ctx, actor)
	if err != nil {
		return Visit{}, err
	}
	task, err := s.begun(ctx, actor)
	if err != nil {
		return Visit{}, err
	}
	today := caldate.Of(now)
	steps := company.FirstVisit(company.VisitFacts{Company: c, Grants: grants, Task: task, Terms: company.TermsVersion, Today: today})
	if company.Settled(steps) {
		s.settled.note(firm, now)
		return Visit{}, nil
	}
	return Visit{Steps: steps, Deputy: company.NeedsDeputy(c, grants, today), Begin: c.Template}, nil
}

// begun tells how far the firm has come with its first small job.
func (s *Service) begun(ctx context.Context, actor access.Actor) (company.Begun, error) {
	status, err := s.Openings.Foremost(ctx, actor)
	switch {
	case err != nil || status == "":
		return company.NoTask, err
	case status == opening.InReview:
		return company.TaskInReview, nil
	}
	return company.TaskFound, nil
}

// settled remembers for a while which firms have nothing left to see to: most
// overviews are theirs.
type settled struct {
	mu    sync.Mutex
	until map[string]time.Time // by company
}

const settledKept = 10 * time.Minute

func (s *settled) holds(companyID string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return now.Before(s.until[companyID])
}

func (s *settled) note(companyID string, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.until == nil {
		s.until = map[string]time.Time{}
	}
	s.until[companyID] = now.Add(settledKept)
}
