package identity

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Appoint gives a person a role at the organisation they sign in for, on the
// word of whoever runs the portal. It is how the people of a municipality or
// an association get in; firms give their own roles.
//
// It answers fault.NotFound for a person who has never signed in,
// fault.Invalid for a role that does not belong to such an organisation, and
// fault.Conflict "duplicate" when the person holds the role already.
func (s *Service) Appoint(ctx context.Context, personID string, role access.Role) error {
	p, err := s.people.Get(ctx, access.System(), personID)
	if err != nil {
		return err
	}
	by, err := s.parties.Get(ctx, access.System(), p.PartyID)
	if err != nil {
		return err
	}
	fits := map[access.PartyKind]access.Role{access.Municipality: access.Consultant, access.Association: access.Coordinator}
	if fits[by.Kind] != role {
		return fault.Field("role", "choice")
	}
	now := s.clock.Now()
	return s.grants.Insert(ctx, access.System(), &access.Grant{
		Doc: store.Doc{ID: "grt_" + string(role) + "_" + p.ID}, PersonID: p.ID, PersonName: p.Name, PartyKind: by.Kind, PartyID: by.ID,
		Role: role, Source: access.FromOperator, GrantedAt: now, From: caldate.Of(now),
	})
}
