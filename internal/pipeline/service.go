package pipeline

import (
	"cmp"
	"context"
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/identity"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Service reads and changes pipelines.
type Service struct {
	firms       store.Collection[Firm]
	deputies    store.Collection[Deputy]
	invitations store.Collection[invitation.Invitation]
	delegations store.Collection[delegation.Delegation]
	openings    store.Collection[opening.Opening]
	people      *identity.Service
	drafts      *opening.Service
	courses     Courses
	clock       clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, people *identity.Service, drafts *opening.Service, courses Courses, c clock.Clock) *Service {
	return &Service{
		firms: store.In(db, Table), deputies: store.In(db, Deputies), invitations: store.In(db, invitation.Table),
		delegations: store.In(db, delegation.Table), openings: store.In(db, opening.Table),
		people: people, drafts: drafts, courses: courses, clock: c,
	}
}

// gathered is what an association knows of its firms.
type gathered struct {
	firms       []Firm
	invitations []invitation.Invitation
	delegations []delegation.Delegation
}

// gather reads an association's firms. Those that it invited, or that let it act
// for them, are among them by themselves: whoever looks first writes them down.
func (s *Service) gather(ctx context.Context, scope store.Scope, q store.Query, associationID string) (g gathered, err error) {
	if g.firms, err = s.firms.All(ctx, scope, q); err != nil {
		return g, err
	}
	if g.invitations, err = s.invitations.All(ctx, scope, q); err != nil {
		return g, err
	}
	if g.delegations, err = s.delegations.All(ctx, scope, q); err != nil {
		return g, err
	}
	missing := g.missing()
	if len(missing) == 0 {
		return g, nil
	}
	colleagues, err := s.people.Coordinators(ctx, associationID)
	if err != nil || len(colleagues) == 0 {
		return g, err
	}
	for _, f := range missing {
		f.ID, f.AssociationID = firmID(associationID, f.CVR), associationID
		if f.Owner.ID == "" { // a firm never has nobody: the one who has been here longest
			f.Owner = Person{colleagues[0].PersonID, colleagues[0].PersonName}
		}
		if err := s.firms.Insert(ctx, scope, &f); err != nil && !fault.Is(err, fault.Conflict) {
			return g, err
		}
		g.firms = append(g.firms, f)
	}
	slices.SortStableFunc(g.firms, func(a, b Firm) int { return cmp.Compare(a.Name, b.Name) })
	return g, nil
}

// missing are the firms of invitations and delegations that are not written down
// yet.
func (g gathered) missing() []Firm {
	known := map[string]bool{"": true} // signed before the number was kept
	for _, f := range g.firms {
		known[f.CVR] = true
	}
	var list []Firm
	add := func(number, name string, owner Person, first audit.Event) {
		if !known[number] {
			known[number] = true
			f := Firm{CVR: number, Name: name, Owner: owner, ContactedOn: caldate.Of(first.At)}
			f.AppendOutside("Fodfæste", first.At, audit.Event{Type: "firm_followed"})
			list = append(list, f)
		}
	}
	for _, i := range g.invitations {
		if len(i.Events) > 0 {
			add(i.CVR, i.Details.Name, Person{i.Events[0].By, i.PreparedBy}, i.Events[0])
		}
	}
	for _, d := range g.delegations {
		if len(d.Events) > 0 {
			add(d.CVR, d.CompanyName, Person{}, d.Events[0])
		}
	}
	return list
}

// standings are the firms as they stand on a day.
func (g gathered) standings(today caldate.Date) []Standing {
	invitations := map[string]invitation.Invitation{}
	for _, i := range g.invitations {
		invitations[i.CVR] = i
	}
	byNumber, byCompany := map[string]delegation.Delegation{}, map[string]delegation.Delegation{}
	for _, d := range g.delegations {
		byNumber[d.CVR], byCompany[d.CompanyID] = d, d
	}
	list := make([]Standing, len(g.firms))
	for n, f := range g.firms {
		i := invitations[f.CVR]
		d, signed := byNumber[f.CVR]
		if !signed {
			d = byCompany[i.CompanyID]
		}
		list[n] = Stand(f, i, d, today)
	}
	return list
}

// ofAssociation asks for everything of the association that a scope is for.
func ofAssociation() store.Query { return store.Query{Index: "association"} }

// List gives the firms of the actor's association as they stand, by name.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]Standing, error) {
	scope, err := actor.Scope(access.FollowFirms)
	if err != nil {
		return nil, err
	}
	g, err := s.gather(ctx, scope, ofAssociation(), actor.Party().ID)
	if err != nil {
		return nil, err
	}
	away, err := s.deputyFor(ctx, actor, scope)
	if err != nil {
		return nil, err
	}
	list := g.standings(caldate.Of(s.clock.Now()))
	for i := range list {
		owner := list[i].Firm.Owner.ID
		list[i].Mine, list[i].Deputised = owner == actor.PersonID(), slices.Contains(away, owner)
	}
	return list, nil
}

// deputyFor lists whom the actor stands in for today.
func (s *Service) deputyFor(ctx context.Context, actor access.Actor, scope store.Scope) ([]string, error) {
	today := caldate.Of(s.clock.Now())
	running, err := s.deputies.All(ctx, scope, store.Query{Index: "association", From: today})
	var away []string
	for _, d := range running {
		if d.Colleague.ID == actor.PersonID() && d.On(today) {
			away = append(away, d.Of.ID)
		}
	}
	return away, err
}

// Today gives whom to ring today and why, ten at most: of the actor's own firms
// and those they are deputy for, or with everyone of all.
func (s *Service) Today(ctx context.Context, actor access.Actor, everyone bool) ([]Call, error) {
	list, err := s.List(ctx, actor)
	if err != nil {
		return nil, err
	}
	if !everyone {
		list = slices.DeleteFunc(list, func(st Standing) bool { return st.order() > 0 })
	}
	return toRing(list, caldate.Of(s.clock.Now())), nil
}

// Get gives one firm of the actor's association.
func (s *Service) Get(ctx context.Context, actor access.Actor, firmID string) (Standing, error) {
	list, err := s.List(ctx, actor)
	if err != nil {
		return Standing{}, err
	}
	if i := slices.IndexFunc(list, func(st Standing) bool { return st.Firm.ID == firmID }); i >= 0 {
		return list[i], nil
	}
	return Standing{}, fault.New(fault.NotFound, "")
}

// Contact is a firm that a coordinator adds by hand.
type Contact struct {
	CVR, Name, Phone    string
	ContactedOn, NextOn caldate.Date
}

func (c Contact) check(today caldate.Date) error {
	var faults fault.Fields
	if code := cvr.Check(c.CVR); code != "" {
		faults.Add("cvr", code)
	}
	if c.Name == "" {
		faults.Add("name", "required")
	}
	if c.Phone != "" && !opening.IsPhone(c.Phone) {
		faults.Add("phone", "phone")
	}
	switch {
	case c.ContactedOn.IsZero():
		faults.Add("contacted", "required")
	case c.ContactedOn.After(today):
		faults.Add("contacted", "after_today")
	}
	checkNext(&faults, c.NextOn, today)
	return faults.Err()
}

// checkNext finds what is wrong with a next date: a firm that is followed has one,
// and it lies ahead.
func checkNext(faults *fault.Fields, next, today caldate.Date) {
	switch {
	case next.IsZero():
		faults.Add("next", "required")
	case !next.After(today):
		faults.Add("next", "not_after_today")
	case next.Sub(today) > farthestNext:
		faults.Add("next", "next_too_far")
	}
}

// farthestNext is how many days ahead a next date may lie.
const farthestNext = 366

// Add follows a firm, with the actor as its coordinator.
func (s *Service) Add(ctx context.Context, actor access.Actor, c Contact) (Firm, error) {
	scope, err := actor.Scope(access.FollowFirms)
	if err != nil {
		return Firm{}, err
	}
	now := s.clock.Now()
	if err := c.check(caldate.Of(now)); err != nil {
		return Firm{}, err
	}
	association := actor.Party().ID
	f := Firm{
		Doc: store.Doc{ID: firmID(association, c.CVR)}, AssociationID: association, CVR: c.CVR, Name: c.Name, Phone: c.Phone,
		Owner: self(actor), ContactedOn: c.ContactedOn, NextOn: c.NextOn,
	}
	f.Append(actor, access.FollowFirms, now, audit.Event{Type: "firm_added", To: c.NextOn.Danish()})
	err = s.firms.Insert(ctx, scope, &f)
	if fault.Is(err, fault.Conflict) {
		err = fault.Field("cvr", "followed_already")
	}
	return f, err
}

func self(actor access.Actor) Person { return Person{actor.PersonID(), actor.Name()} }
