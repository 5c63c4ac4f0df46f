package company

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// Request is a colleague who signed in without a role and asks for one. There
// is one for each person at a firm, so asking twice is asking once; asking
// again after an answer makes it wait again.
type Request struct {
	store.Doc   `bson:",inline"`
	CompanyID   string    `bson:"company_id"`
	PersonID    string    `bson:"person_id"`
	PersonName  string    `bson:"person_name"`
	AskedAt     time.Time `bson:"asked_at"`
	Answer      *Answer   `bson:"answer"` // nil while it waits
	audit.Trail `bson:",inline"`
}

// Answer is what somebody said to a request.
type Answer struct {
	Given bool      `bson:"given"` // a role; otherwise it was declined
	By    string    `bson:"by"`    // name
	At    time.Time `bson:"at"`
}

// Waits tells whether nobody has answered the request yet.
func (r Request) Waits() bool { return r.Answer == nil }

// Declined tells whether the last answer was no.
func (r Request) Declined() bool { return r.Answer != nil && !r.Answer.Given }

// askID names the request of a person at a firm.
func askID(companyID, personID string) string { return "ask_" + companyID + "_" + personID }

// Requests is where they are kept.
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

// Holds tells whether a role is among theirs.
func (m Member) Holds(role access.Role) bool {
	return slices.ContainsFunc(m.Grants, func(g access.Grant) bool { return g.Role == role })
}

// Ask puts the actor among those who wait for a role at their firm.
func (s *Service) Ask(ctx context.Context, actor access.Actor) error {
	now, companyID := s.clock.Now(), actor.Party().ID
	fresh := Request{Doc: store.Doc{ID: askID(companyID, actor.PersonID())}, CompanyID: companyID, PersonID: actor.PersonID()}
	fresh.ask(actor, now)
	err := s.requests.Insert(ctx, actor.PartyScope(), &fresh)
	if !fault.Is(err, fault.Conflict) {
		return err
	}
	_, err = s.requests.Update(ctx, actor.PartyScope(), fresh.ID, func(r *Request) error {
		if r.Waits() {
			return store.Unchanged
		}
		r.ask(actor, now)
		return nil
	})
	return err
}

// ask makes a request wait for an answer.
func (r *Request) ask(actor access.Actor, now time.Time) {
	r.PersonName, r.AskedAt, r.Answer = actor.Name(), now, nil
	r.Append(actor, access.SignedIn, now, audit.Event{Type: "access_asked"})
}

// Asked gives the actor's own request for a role, or fault.NotFound when they
// never asked.
func (s *Service) Asked(ctx context.Context, actor access.Actor) (Request, error) {
	return s.requests.Get(ctx, actor.PartyScope(), askID(actor.Party().ID, actor.PersonID()))
}

// Requests lists everybody who ever asked for a role at the actor's firm, those
// who asked longest ago first.
func (s *Service) Requests(ctx context.Context, actor access.Actor) ([]Request, error) {
	scope, err := actor.Scope(access.ManageMembers)
	if err != nil {
		return nil, err
	}
	return s.requests.All(ctx, scope, store.Query{Index: "company"})
}

// Decline says no to somebody who asks for a role. They see it and may ask again.
func (s *Service) Decline(ctx context.Context, actor access.Actor, requestID string) error {
	scope, err := actor.Scope(access.ManageMembers)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	_, err = s.requests.Update(ctx, scope, requestID, func(r *Request) error {
		switch {
		case r.Declined():
			return store.Unchanged // a second click
		case !r.Waits():
			return fault.New(fault.Conflict, "request_answered")
		}
		r.Answer = &Answer{By: actor.Name(), At: now}
		r.Append(actor, access.ManageMembers, now, audit.Event{Type: "access_declined"})
		return nil
	})
	return err
}

// accept notes that a person was given a role. Members who never asked have no
// request to answer.
func (s *Service) accept(ctx context.Context, scope store.Scope, actor access.Actor, personID string) error {
	now := s.clock.Now()
	_, err := s.requests.Update(ctx, scope, askID(actor.Party().ID, personID), func(r *Request) error {
		if r.Answer != nil && r.Answer.Given {
			return store.Unchanged
		}
		r.Answer = &Answer{Given: true, By: actor.Name(), At: now}
		r.Append(actor, access.ManageMembers, now, audit.Event{Type: "access_given"})
		return nil
	})
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
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
	return MembersOf(grants, caldate.Of(s.clock.Now())), err
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

// Holders names, for each of some permissions, everybody at the actor's firm who
// holds a role today that gives it, those who got it first leading.
func (s *Service) Holders(ctx context.Context, actor access.Actor, permissions ...access.Permission) ([][]string, error) {
	grants, err := s.allGrants(ctx, actor.PartyScope())
	names := make([][]string, len(permissions))
	for _, m := range MembersOf(grants, caldate.Of(s.clock.Now())) {
		for i, p := range permissions {
			if slices.ContainsFunc(m.Grants, func(g access.Grant) bool { return access.ReachOf(p, g.Role) > access.None }) {
				names[i] = append(names[i], m.Name)
			}
		}
	}
	return names, err
}

// MembersOf gathers the grants that count on a day by person.
func MembersOf(grants []access.Grant, day caldate.Date) []Member {
	var members []Member
	for _, g := range grants {
		if !g.Active(day) {
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

// Appointment gives a person of the firm a role.
type Appointment struct {
	PersonID string
	Role     access.Role
	From     caldate.Date // first day, or zero for today
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
	if a.From.IsZero() {
		a.From = today
	}
	switch {
	case a.From.Before(today):
		return fault.Field("from", "before_today")
	case !a.Until.IsZero() && a.Until.Before(a.From) && !a.Until.Before(today):
		return fault.Field("until", "before_start")
	case a.Role == access.Deputy && a.Until.IsZero():
		return fault.Field("until", "deputy_until")
	case !a.Until.IsZero() && a.Until.Before(today):
		return fault.Field("until", "before_today")
	}
	grants, err := s.allGrants(ctx, scope)
	if err != nil {
		return err
	}
	name, err := s.nameOf(ctx, scope, actor, grants, a.PersonID)
	if err != nil {
		return err
	}
	held := slices.ContainsFunc(grants, func(g access.Grant) bool {
		return g.PersonID == a.PersonID && g.Role == a.Role && !g.Over(today)
	})
	if held {
		return fault.Field("role", "role_held")
	}
	g := access.Grant{
		Doc: store.Doc{ID: id.New("grt", now)}, PersonID: a.PersonID, PersonName: name, PartyKind: access.Company,
		CompanyID: actor.Party().ID, PartyID: actor.Party().ID, Role: a.Role, Source: access.FromAppointed,
		GrantedBy: actor.PersonID(), GrantedByName: actor.Name(), GrantedAt: now, From: a.From, Until: a.Until,
	}
	if err := s.grants.Insert(ctx, scope, &g); err != nil {
		return err
	}
	// If this fails, the person is shown as waiting although they hold a role,
	// and answering again is harmless.
	return s.accept(ctx, scope, actor, a.PersonID)
}

// nameOf finds a person among those who asked and those who are members.
func (s *Service) nameOf(ctx context.Context, scope store.Scope, actor access.Actor, grants []access.Grant, personID string) (string, error) {
	for _, g := range grants {
		if g.PersonID == personID {
			return g.PersonName, nil
		}
	}
	r, err := s.requests.Get(ctx, scope, askID(actor.Party().ID, personID))
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
