package identity

import (
	"context"
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Associations lists the business associations that the portal knows, by name.
func (s *Service) Associations(ctx context.Context) ([]access.Party, error) {
	known, err := s.parties.All(ctx, access.System(), store.Query{Index: "kind", Equal: []any{string(access.Association)}})
	list := make([]access.Party, len(known))
	for i, p := range known {
		list[i] = p.party()
	}
	return list, err
}

// ActFor lets a coordinator act for a firm in the session that asks, as far as a
// delegation goes. It answers fault.Conflict "delegation_is_..." when that does
// not count today.
func (s *Service) ActFor(ctx context.Context, actor access.Actor, d delegation.Delegation) error {
	if !actor.Has(access.Coordinator) || actor.Party().ID != d.AssociationID {
		return fault.New(fault.Forbidden, "forbidden")
	}
	if status := d.StatusOn(caldate.Of(s.clock.Now())); status != delegation.Active {
		return fault.New(fault.Conflict, "delegation_is_"+string(status))
	}
	firm, err := s.parties.Get(ctx, access.System(), d.CompanyID)
	if err != nil {
		return err
	}
	return s.setActing(ctx, actor, d.ID, firm.party())
}

// ActingFor is the actor as they would be acting for a firm right now, without
// changing their session: for one thing that is done in the firm's name. It
// answers fault.Forbidden when the delegation gives nothing today.
func (s *Service) ActingFor(ctx context.Context, actor access.Actor, d delegation.Delegation) (access.Actor, error) {
	given := d.RolesOn(caldate.Of(s.clock.Now()))
	if !actor.Has(access.Coordinator) || actor.Party().ID != d.AssociationID || len(given) == 0 {
		return access.Actor{}, fault.New(fault.Forbidden, "forbidden")
	}
	firm, err := s.parties.Get(ctx, access.System(), d.CompanyID)
	if err != nil {
		return access.Actor{}, err
	}
	who := access.Identity{PersonID: actor.PersonID(), Name: actor.Name(), SessionID: actor.SessionID(), AuthAt: actor.AuthAt()}
	return access.Acting(who, actor.Party(), firm.party(), given...), nil
}

// Coordinators lists the people who are coordinators of an association today,
// those who have been longest first.
func (s *Service) Coordinators(ctx context.Context, associationID string) ([]access.Grant, error) {
	grants, err := s.grants.All(ctx, access.System(), store.Query{Index: "party", Equal: []any{associationID, string(access.Coordinator)}})
	today := caldate.Of(s.clock.Now())
	return slices.DeleteFunc(grants, func(g access.Grant) bool { return !g.Active(today) }), err
}

// EndActing lets the actor be themselves again.
func (s *Service) EndActing(ctx context.Context, actor access.Actor) error {
	return s.setActing(ctx, actor, "", access.Party{})
}

func (s *Service) setActing(ctx context.Context, actor access.Actor, delegationID string, firm access.Party) error {
	_, err := s.sessions.Update(ctx, access.System(), actor.SessionID(), func(sess *session) error {
		if sess.Delegation == delegationID {
			return store.Unchanged
		}
		sess.Delegation, sess.Firm = delegationID, firm
		return nil
	})
	return err
}

// actor makes the actor of a session with the roles they have right now. Who
// acts for a firm has what the firm's delegation gives at this moment; once it
// gives nothing, they are themselves again.
func (s *Service) actor(ctx context.Context, sess session, who access.Identity, today caldate.Date) (access.Actor, error) {
	roles, err := s.roles(ctx, sess, today)
	if err != nil {
		return access.Actor{}, err
	}
	self := access.NewActor(who, sess.Party, roles...)
	if sess.Delegation == "" || !self.Has(access.Coordinator) {
		return self, nil
	}
	d, err := s.delegations.Get(ctx, access.System(), sess.Delegation)
	if fault.Is(err, fault.NotFound) {
		return self, nil
	}
	given := d.RolesOn(today)
	if err != nil || len(given) == 0 || d.AssociationID != sess.Party.ID {
		return self, err
	}
	return access.Acting(who, sess.Party, sess.Firm, given...), nil
}
