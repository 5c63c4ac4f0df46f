package candidate

import (
	"context"
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/store"
)

// InDialogue tells whether somebody is proposed to an opening of the actor's
// firm who has neither been said no to nor got an agreement.
func (s *Service) InDialogue(ctx context.Context, actor access.Actor, openingID string) (bool, error) {
	scope, err := actor.Scope(access.ViewReferrals)
	if err != nil {
		return false, err
	}
	list, err := s.referrals.All(ctx, scope, store.Query{Index: "company_opening", Equal: []any{openingID}})
	return slices.ContainsFunc(list, func(r Referral) bool {
		return r.PlacementID == "" && r.Status != No && r.Status != Withdrawn
	}), err
}
