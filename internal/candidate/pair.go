package candidate

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// Two people who start together are two proposals bound to each other. Each has
// a consent, an answer and an end of its own; what becomes of one changes
// nothing in the other but that they are no longer two.

// ProposeWith proposes a person to the opening that somebody else is proposed to,
// to start together with them.
func (s *Service) ProposeWith(ctx context.Context, actor access.Actor, openingID, firstID, candidateID string, consent Consent) (Referral, error) {
	first, err := s.Referral(ctx, actor, firstID)
	if err == nil && first.OpeningID != openingID {
		err = fault.New(fault.NotFound, "")
	}
	if err != nil {
		return Referral{}, err
	}
	switch err := first.May(PairUp, caldate.Of(s.clock.Now())); {
	case err != nil:
		return Referral{}, err
	case first.PairID != "" || !first.ForTwo:
		return Referral{}, fault.New(fault.Conflict, "pair_not_open")
	}
	second, err := s.propose(ctx, actor, openingID, candidateID, consent, first.ID)
	if err != nil {
		return Referral{}, err
	}
	_, err = s.pair(ctx, actor, first.ID, second.ID)
	return second, err
}

// pair binds the first of two to the second.
func (s *Service) pair(ctx context.Context, actor access.Actor, firstID, secondID string) (Referral, error) {
	return s.change(ctx, actor, PairUp, firstID, func(r Referral) bool { return r.PairID == secondID },
		func(r *Referral, _ *audit.Event, _ time.Time) { r.PairID = secondID })
}

// Other gives the proposal that one is bound to: nil when there is none, or the
// actor finds it no more.
func (s *Service) Other(ctx context.Context, actor access.Actor, r Referral) (*Referral, error) {
	if r.PairID == "" {
		return nil, nil
	}
	other, err := s.Referral(ctx, actor, r.PairID)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return &other, err
}

// Two tells whether a proposal and the other one, as Other gives it, are of two
// people who still can start together.
func (r Referral) Two(other *Referral) bool {
	ended := func(s Status) bool { return slices.Contains([]Status{No, Returned, Elsewhere, Withdrawn}, s) }
	return other != nil && other.PairID == r.ID && !ended(r.Status) && !ended(other.Status)
}
