package company

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// Request is a colleague who signed in without a role and asks for one. Its id
// follows from the person's, so asking twice is asking once.
type Request struct {
	store.Doc  `bson:",inline"`
	CompanyID  string    `bson:"company_id"`
	PersonID   string    `bson:"person_id"`
	PersonName string    `bson:"person_name"`
	AskedAt    time.Time `bson:"asked_at"`
}

// Requests is where they wait; a request is deleted when it is answered.
var Requests = store.Table[Request]{
	Name:    "member_requests",
	Indexes: []store.Index{{Name: "company", Keys: []string{"company_id", "asked_at"}}},
}

// Member is a person with the roles they hold at the firm.
type Member struct {
	PersonID string
	Name     string
	Grants   []access.Grant // active ones, in the order they were given
}

// Ask puts the actor among those who wait for a role at their firm.
func (s *Service) Ask(ctx context.Context, actor access.Actor) error {
	r := Request{
		Doc: store.Doc{ID: "ask_" + actor.PersonID()}, CompanyID: actor.Party().ID,
		PersonID: actor.PersonID(), PersonName: actor.Name(), AskedAt: s.clock.Now(),
	}
	err := s.requests.Insert(ctx, actor.PartyScope(), &r)
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

// HasAsked tells whether the actor waits for a role already.
func (s *Service) HasAsked(ctx context.Context, actor access.Actor) (bool, error) {
	_, err := s.requests.Get(ctx, actor.PartyScope(), "ask_"+actor.PersonID())
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// Waiting lists who asks for a role, longest waiting first.
func (s *Service) Waiting(ctx context.Context, actor access.Actor) ([]Request, error) {
	scope, err := actor.Scope(access.ManageMembers)
	if err != nil {
		return nil, err
	}
	return s.requests.All(ctx, scope, store.Query{Index: "company"})
}

// Grants lists every role ever given at the actor's firm, for the members page
// and its history.
func (s *Service) Grants(ctx context.Context, actor access.Actor) ([]access.Grant, error) {
	scope, err := actor.Scope(access.ManageMembers)
	if err != nil {
		return nil, err
	}
	return s.allGrants(ctx, scope)
}

func (s *Service) allGrants(ctx context.Context, scope store.Scope) ([]access.Grant, error) {
	grants, err := s.grants.All(ctx, scope, store.Query{Index: "company"})
	slices.SortFunc(grants, func(a, b access.Grant) int { return a.GrantedAt.Compare(b.GrantedAt) })
	return grants, err
}

// Colleagues lists the people who hold a role at the actor's firm today: the
// choice of mentors.
func (s *Service) Colleagues(ctx context.Context, actor access.Actor) ([]Member, error) {
	scope, err := actor.Scope(access.EditOpenings)
	if err != nil {
		return nil, err
	}
	grants, err := s.allGrants(ctx, scope)
	return membersOf(grants, caldate.Of(s.clock.Now())), err
}

// IsAlone tells whether nobody else at the actor's firm holds a role today that
// gives a permission.
func (s *Service) IsAlone(ctx context.Context, actor access.Actor, p access.Permission) (bool, error) {
	grants, err := s.allGrants(ctx, actor.PartyScope())
	if err != nil {
		return false, err
	}
	today := caldate.Of(s.clock.Now())
	return !slices.ContainsFunc(grants, func(g access.Grant) bool {
		return g.PersonID != actor.PersonID() && g.Active(today) && access.ReachOf(p, g.Role) > access.None
	}), nil
}

// membersOf gathers the grants that count today by person.
func membersOf(grants []access.Grant, today caldate.Date) []Member {
	var members []Member
	for _, g := range grants {
		if !g.Active(today) {
			continue
		}
		i := slices.IndexFunc(members, func(m Member) bool { return m.PersonID == g.PersonID })
		if i < 0 {
			members = append(members, Member{PersonID: g.PersonID, Name: g.PersonName})
			i = len(members) - 1
		}
		members[i].Grants = append(members[i].Grants, g)
	}
	return members
}

// Appointment gives a person of the firm a role from today.
type Appointment struct {
	PersonID string
	Role     access.Role
	Until    caldate.Date // last day, or zero for no end; a deputy must have one
}

// Appointable lists the roles an actor may give: an owner all but ownership,
// which follows from signing for the firm; an administrator no administrators.
func Appointable(actor access.Actor) []access.Role {
	roles := []access.Role{access.Approver, access.Deputy, access.Mentor}
	if actor.Has(access.Owner) {
		roles = append([]access.Role{access.Administrator}, roles...)
	}
	return roles
}

// Appoint gives a role to somebody who asked for one or is a member already.
func (s *Service) Appoint(ctx context.Context, actor access.Actor, a Appointment) error {
	scope, err := actor.Scope(access.ManageMembers)
	if err != nil {
		return err
	}
	if !slices.Contains(Appointable(actor), a.Role) {
		return fault.Field("role", "role_not_yours")
	}
	now := s.clock.Now()
	today := caldate.Of(now)
	switch {
	case a.Role == access.Deputy && a.Until.IsZero():
		return fault.Field("until", "deputy_until")
	case !a.Until.IsZero() && a.Until.Before(today):
		return fault.Field("until", "before_today")
	}
	grants, err := s.allGrants(ctx, scope)
	if err != nil {
		return err
	}
	name, err := s.nameOf(ctx, scope, grants, a.PersonID)
	if err != nil {
		return err
	}
	held := slices.ContainsFunc(grants, func(g access.Grant) bool {
		return g.PersonID == a.PersonID && g.Role == a.Role && g.Active(today)
	})
	if held {
		return fault.Field("role", "role_held")
	}
	g := access.Grant{
		Doc: store.Doc{ID: id.New("grt", now)}, PersonID: a.PersonID, PersonName: name, PartyKind: access.Company,
		CompanyID: actor.Party().ID, PartyID: actor.Party().ID, Role: a.Role, Source: access.FromAppointed,
		GrantedBy: actor.PersonID(), GrantedByName: actor.Name(), GrantedAt: now, From: today, Until: a.Until,
	}
	if err := s.grants.Insert(ctx, scope, &g); err != nil {
		return err
	}
	// The request has its answer. If this fails, the person is shown as waiting
	// although they hold a role, and answering again is harmless.
	if err := s.requests.Delete(ctx, scope, "ask_"+a.PersonID); err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	return nil
}

// nameOf finds a person among those who asked and those who are members.
func (s *Service) nameOf(ctx context.Context, scope store.Scope, grants []access.Grant, personID string) (string, error) {
	for _, g := range grants {
		if g.PersonID == personID {
			return g.PersonName, nil
		}
	}
	r, err := s.requests.Get(ctx, scope, "ask_"+personID)
	if fault.Is(err, fault.NotFound) {
		return "", fault.Field("person", "choice")
	}
	return r.PersonName, err
}

// Withdraw ends a role at once. The last owner stays: somebody must be able to
// give roles.
func (s *Service) Withdraw(ctx context.Context, actor access.Actor, grantID string) error {
	scope, err := actor.Scope(access.ManageMembers)
	if err != nil {
		return err
	}
	g, err := s.grants.Get(ctx, scope, grantID)
	if err != nil {
		return err
	}
	if g.Role == access.Owner || !slices.Contains(Appointable(actor), g.Role) {
		return fault.New(fault.Forbidden, "role_not_yours")
	}
	_, err = s.grants.Update(ctx, scope, grantID, func(g *access.Grant) error {
		if !g.RevokedAt.IsZero() {
			return store.Unchanged
		}
		g.RevokedAt, g.RevokedBy, g.RevokedByName = s.clock.Now(), actor.PersonID(), actor.Name()
		return nil
	})
	return err
}

// grantOwner makes a signatory owner. The grant's id follows from firm and
// person, so that it exists once however often it is given.
func (s *Service) grantOwner(ctx context.Context, actor access.Actor) error {
	now := s.clock.Now()
	g := access.Grant{
		Doc:      store.Doc{ID: "grt_owner_" + actor.Party().ID + "_" + actor.PersonID()},
		PersonID: actor.PersonID(), PersonName: actor.Name(), PartyKind: access.Company,
		CompanyID: actor.Party().ID, PartyID: actor.Party().ID, Role: access.Owner, Source: access.FromSignatory,
		GrantedBy: actor.PersonID(), GrantedByName: actor.Name(), GrantedAt: now, From: caldate.Of(now),
	}
	if err := s.grants.Insert(ctx, actor.PartyScope(), &g); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	return nil
}
