package identity

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
)

// Reader gives the actor of a person at a party without a session, with the roles
// they have right now, for what reads in their name by a link of their own. Signatory
// is what was known of them when the link was made.
func (s *Service) Reader(ctx context.Context, who access.Identity, at access.Party) (access.Actor, error) {
	roles, err := s.roles(ctx, session{PersonID: who.PersonID, Party: at, Signatory: who.Signatory}, caldate.Of(s.clock.Now()))
	if err != nil {
		return access.Actor{}, err
	}
	return access.NewActor(who, at, roles...), nil
}
