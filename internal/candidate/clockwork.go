package candidate

import (
	"context"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Run does what the days bring, for everybody: a proposal without an answer goes
// back, and what firms saw of a proposal that is over is deleted. Pages do not
// wait for it. Done again on the same day it finds nothing more to do.
func (s *Service) Run(ctx context.Context, now time.Time) error {
	today := caldate.Of(now)
	due, err := s.referrals.All(ctx, access.System(), store.Query{Index: "next", From: firstDay, To: today.Add(1)})
	if err != nil {
		return err
	}
	old, err := s.referrals.All(ctx, access.System(), store.Query{Index: "next", Equal: []any{nil}}) // from before there were such days
	if err != nil {
		return err
	}
	for _, r := range append(due, old...) {
		_, err := s.referrals.Update(ctx, access.System(), r.ID, func(r *Referral) error {
			r.tick(now)
			r.settle(today)
			return nil
		})
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}

// firstDay is before every day that means something.
var firstDay = caldate.New(2000, time.January, 1)

// tick does to a referral what has come by a moment. The record of the proposal
// stays, to count by.
func (r *Referral) tick(now time.Time) {
	today := caldate.Of(now)
	if r.Returned == nil && r.May(Return, today) == nil && r.StatusOn(today) == Returned {
		r.Returned = &Mark{At: now}
		r.AppendOutside("Fodfæste", now, audit.Event{Type: "referral_returned"})
	}
	if r.Erased == nil && r.over(today) && r.May(Erase, today) == nil {
		r.Erased, r.CompanyID, r.Shown = &Mark{At: now}, "", Profile{}
		r.AppendOutside("Fodfæste", now, audit.Event{Type: "referral_erased"})
	}
}
