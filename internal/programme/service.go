package programme

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Service shows boards and keeps what they are counted from.
type Service struct {
	firms       store.Collection[Firm]
	programmes  store.Collection[Programme]
	companies   store.Collection[company.Company]
	delegations *delegation.Service
	clock       clock.Clock
	keeper
}

// NewService makes the service.
func NewService(db *store.DB, delegations *delegation.Service, c clock.Clock) *Service {
	return &Service{
		firms: store.In(db, Table), programmes: store.In(db, Programmes), companies: store.In(db, company.Table),
		delegations: delegations, clock: c, keeper: newKeeper(db),
	}
}

// Seen is a board with what it is counted from.
type Seen struct {
	Programme Programme
	Firms     []Firm // empty for an association, which sees sums alone
	Board     Board
}

// For counts for an actor: all firms of a municipality, or those that let an
// association see their sums today.
func (s *Service) For(ctx context.Context, actor access.Actor) (Seen, error) {
	p, err := s.Programme(ctx, actor)
	if err != nil {
		return Seen{}, err
	}
	firms, known, err := s.within(ctx, actor)
	if err != nil {
		return Seen{}, err
	}
	seen := Seen{Programme: p, Board: Count(p, firms, known, caldate.Of(s.clock.Now()))}
	if actor.Can(access.ExportCourses) {
		seen.Firms = firms
	}
	return seen, nil
}

// within finds the firms that an actor's board counts, and how many there are.
func (s *Service) within(ctx context.Context, actor access.Actor) (firms []Firm, known int, err error) {
	if actor.Party().Kind == access.Association {
		return s.letSee(ctx, actor)
	}
	scope, err := actor.Scope(access.ViewProgramme)
	if err != nil {
		return nil, 0, err
	}
	known, err = s.companies.Count(ctx, scope, store.Query{Index: "municipality"})
	if err != nil {
		return nil, 0, err
	}
	firms, err = s.firms.All(ctx, scope, store.Query{Index: "municipality"})
	return firms, known, err
}

// letSee finds the firms that let an association see their sums today. No scope
// of an association reaches a firm, so it asks as the portal.
func (s *Service) letSee(ctx context.Context, actor access.Actor) (firms []Firm, known int, err error) {
	given, err := s.delegations.Firms(ctx, actor)
	if err != nil {
		return nil, 0, err
	}
	let := map[string]bool{}
	for _, d := range given {
		if slices.Contains(d.RolesOn(caldate.Of(s.clock.Now())), access.Observer) {
			let[d.CompanyID] = true
		}
	}
	if len(let) == 0 {
		return nil, 0, nil
	}
	firms, err = s.firms.All(ctx, access.System(), store.Query{Index: "all"})
	return slices.DeleteFunc(firms, func(f Firm) bool { return !let[f.CompanyID] }), len(let), err
}

func programmeID(party access.Party) string { return "prg_" + party.ID }

// Programme gives the goals of the actor's party; empty ones where nobody has set
// any.
func (s *Service) Programme(ctx context.Context, actor access.Actor) (Programme, error) {
	scope, err := actor.Scope(access.ViewProgramme)
	if err != nil {
		return Programme{}, err
	}
	p, err := s.programmes.Get(ctx, scope, programmeID(actor.Party()))
	if fault.Is(err, fault.NotFound) {
		return Programme{}, nil
	}
	return p, err
}

// Set sets the goals of the actor's party.
func (s *Service) Set(ctx context.Context, actor access.Actor, version int64, goals Programme) (Programme, error) {
	scope, err := actor.Scope(access.EditProgramme)
	if err != nil {
		return Programme{}, err
	}
	if err := goals.check(); err != nil {
		return Programme{}, err
	}
	now := s.clock.Now()
	set := func(p *Programme) error {
		from, to := p.Differing(goals)
		if from+to == "" {
			return store.Unchanged
		}
		p.Name, p.From, p.Until, p.Firms, p.People, p.Earning = goals.Name, goals.From, goals.Until, goals.Firms, goals.People, goals.Earning
		p.Append(actor, access.EditProgramme, now, audit.Event{Type: "programme_set", From: from, To: to})
		return nil
	}
	if version > 0 {
		return s.programmes.UpdateAt(ctx, scope, programmeID(actor.Party()), version, set)
	}
	fresh := Programme{Doc: store.Doc{ID: programmeID(actor.Party())}}
	if party := actor.Party(); party.Kind == access.Association {
		fresh.AssociationID = party.ID
	} else {
		fresh.MunicipalityID = party.ID
	}
	if err := set(&fresh); err != nil {
		return fresh, err
	}
	err = s.programmes.Insert(ctx, scope, &fresh)
	if fault.Is(err, fault.Conflict) { // a colleague was faster
		fresh, err = s.programmes.Get(ctx, scope, fresh.ID)
		if err == nil {
			err = fault.New(fault.Conflict, "changed")
		}
	}
	return fresh, err
}

// Run brings up to date what boards are counted from.
func (s *Service) Run(ctx context.Context, now time.Time) error { return s.run(ctx, now) }

// Rebuild counts every firm from nothing. It is for data that came with dates of
// their own.
func (s *Service) Rebuild(ctx context.Context) error { return s.countSince(ctx, time.Time{}) }
