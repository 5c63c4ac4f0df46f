package claim

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Service reads and changes applications and their claims.
type Service struct {
	Rules *Rules

	applications store.Collection[Application]
	grants       *grant.Rules
	placements   *placement.Service
	weeks        *hours.Service
	meetings     *meeting.Service
	papers       Papers
	clock        clock.Clock
}

// Papers tells which kinds of documents of a course there are, by what they are
// about.
type Papers func(ctx context.Context, actor access.Actor, placementID string) (map[string][]string, error)

// Needs are the features that claims rest on.
type Needs struct {
	Grants     *grant.Rules
	Placements *placement.Service
	Hours      *hours.Service
	Meetings   *meeting.Service
	Papers     Papers
}

// NewService makes the service.
func NewService(db *store.DB, rules *Rules, n Needs, c clock.Clock) *Service {
	return &Service{Rules: rules, applications: store.In(db, Table), grants: n.Grants, placements: n.Placements, weeks: n.Hours, meetings: n.Meetings, papers: n.Papers, clock: c}
}

func (s *Service) today() caldate.Date { return caldate.Of(s.clock.Now()) }

// Checklist is what an application for a scheme takes before it is sent: codes of
// steps and of documents, as a scheme's data name them. Asking and claiming
// themselves are not on it.
func (s *Service) Checklist(scheme grant.SchemeID) []string {
	steps, documents := s.grants.Preparation(scheme)
	var list []string
	for _, step := range steps {
		if step != "apply_in_vitas" && step != "claim_in_nemrefusion" {
			list = append(list, "warning."+string(step))
		}
	}
	for _, d := range documents {
		if d != "monthly_claim" && d != "payslips" && d != "assistant_hours" && d != "wage_accounts" {
			list = append(list, "document."+d)
		}
	}
	return list
}

// Status is where an application stands.
func (s *Service) Status(a Application) Status { return a.StatusBy(s.Checklist(a.Scheme)) }

// Begin starts an application for a course, with what the agreement says already.
// The firm has one at a time for a scheme and course.
func (s *Service) Begin(ctx context.Context, actor access.Actor, placementID string, scheme grant.SchemeID) (Application, error) {
	scope, err := actor.Scope(access.Apply)
	if err != nil {
		return Application{}, err
	}
	p, err := s.placements.Get(ctx, actor, access.ViewPlacements, placementID)
	if err != nil {
		return Application{}, err
	}
	rule, known := s.Rules.Scheme(scheme)
	if !known {
		return Application{}, fault.Field("scheme", "choose")
	}
	others, err := s.applications.All(ctx, scope, store.Query{Index: "company_placement", Equal: []any{placementID}})
	if err != nil {
		return Application{}, err
	}
	now, earlier := s.clock.Now(), 0
	for _, a := range others {
		if a.Scheme != scheme {
			continue
		}
		if !a.over(caldate.Of(now)) {
			return Application{}, fault.New(fault.Conflict, "application_there")
		}
		earlier++
	}
	a := Application{
		Doc: store.Doc{ID: applicationID(placementID, scheme, earlier)}, CompanyID: p.CompanyID, MunicipalityID: p.MunicipalityID, PlacementID: p.ID, FirstName: p.FirstName,
		CompanyName: p.CompanyName, Scheme: scheme, Said: suggested(p, rule, caldate.Of(now)),
	}
	a.Append(actor, access.Apply, now, audit.Event{Type: "application_begun"})
	if err = s.applications.Insert(ctx, scope, &a); fault.Is(err, fault.Conflict) {
		err = fault.New(fault.Conflict, "application_there")
	}
	return a, err
}

// applicationID names the n-th application of a course for a scheme, so that two who
// begin one at once begin one.
func applicationID(placementID string, scheme grant.SchemeID, n int) string {
	sum := sha256.Sum256([]byte(placementID + "\n" + string(scheme) + "\n" + strconv.Itoa(n)))
	return "app_" + hex.EncodeToString(sum[:16])
}

// suggested is what the agreement says already.
func suggested(p placement.Placement, rule Scheme, today caldate.Date) Said {
	said := Said{From: p.Agreement.Start, To: p.LastDay()}
	if said.From.Before(today) {
		said.From = today
	}
	for _, t := range p.Agreement.Tasks {
		if rule.Of == Subsidised && t.Strand != placement.Paid {
			continue
		}
		if said.Work != "" {
			said.Work += "\n"
		}
		said.Work += t.Title
		said.Minutes += t.Minutes
	}
	return said
}

// change does one thing to an application.
func (s *Service) change(ctx context.Context, actor access.Actor, used access.Permission, applicationID string, apply func(*Application, time.Time) (audit.Event, error)) (Application, error) {
	scope, err := actor.Scope(used)
	if err != nil {
		return Application{}, err
	}
	if _, err := s.Get(ctx, actor, applicationID); err != nil { // which must be seen to be changed
		return Application{}, err
	}
	now := s.clock.Now()
	return s.applications.Update(ctx, scope, applicationID, func(a *Application) error {
		e, err := apply(a, now)
		if err == nil {
			a.Append(actor, used, now, e)
		}
		return err
	})
}

// Get gives an application. Where the actor may not see its course, because the
// person took consent back, it is not there; nor for the municipality before it was
// sent, and then as it was sent.
func (s *Service) Get(ctx context.Context, actor access.Actor, applicationID string) (Application, error) {
	scope, err := actor.Scope(access.ViewApplications)
	if err != nil {
		return Application{}, err
	}
	a, err := s.applications.Get(ctx, scope, applicationID)
	if err != nil {
		return Application{}, err
	}
	if _, err := s.placements.Get(ctx, actor, access.ViewApplications, a.PlacementID); err != nil {
		return Application{}, err
	}
	a, seen := a.seenBy(actor)
	if !seen {
		return Application{}, fault.New(fault.NotFound, "")
	}
	return a, nil
}

// seenBy is an application as somebody may know it, and whether they may at all.
func (a Application) seenBy(actor access.Actor) (Application, bool) {
	if actor.Can(access.Apply) {
		return a, true
	}
	n := len(a.Sendings)
	if n == 0 {
		return a, false
	}
	a.Said = a.Sendings[n-1].Said
	return a, true
}

// List gives the applications of the actor's firm or municipality.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]Application, error) {
	return s.list(ctx, actor, string(actor.Party().Kind))
}

// OfPlacement gives those of one course.
func (s *Service) OfPlacement(ctx context.Context, actor access.Actor, placementID string) ([]Application, error) {
	return s.list(ctx, actor, string(actor.Party().Kind)+"_placement", placementID)
}

func (s *Service) list(ctx context.Context, actor access.Actor, index string, equal ...any) ([]Application, error) {
	scope, err := actor.Scope(access.ViewApplications)
	if err != nil {
		return nil, err
	}
	all, err := s.applications.All(ctx, scope, store.Query{Index: index, Equal: equal})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	placements, err := s.placements.Current(ctx, actor, caldate.Date{})
	if err != nil {
		return nil, err
	}
	var list []Application
	for _, a := range all {
		if a, seen := a.seenBy(actor); seen && runs(placements, a) {
			list = append(list, a)
		}
	}
	return list, nil
}
