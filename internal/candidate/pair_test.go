package candidate

import (
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// TestPair: two are bound to each other, each with a consent of their own, and
// what becomes of one ends nothing but that they are two.
func TestPair(t *testing.T) {
	ctx := t.Context()
	consent := Consent{Purposes: Purposes(), Fields: []string{"first_name"}, Given: today}
	for name, tt := range map[string]struct {
		end func(b bench, second Referral) error
		two bool
	}{
		"nothing happens": {func(bench, Referral) error { return nil }, true},
		"the firm says yes to one": {func(b bench, r Referral) error {
			_, err := b.Reply(ctx, owner, r.ID, Answer{Kind: Yes})
			return err
		}, true},
		"the firm says no to one": {func(b bench, r Referral) error {
			_, err := b.Reply(ctx, owner, r.ID, Answer{Kind: No, Reason: "tasks"})
			return err
		}, false},
		"one withdraws": {func(b bench, r Referral) error {
			_, err := b.WithdrawConsent(ctx, consultant, r.ID)
			return err
		}, false},
		"one finds something else": {func(b bench, r Referral) error {
			_, err := b.FoundElsewhere(ctx, consultant, r.ID)
			return err
		}, false},
	} {
		b := open(t)
		check := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(name, err)
			}
		}
		b.small(t, 1, 0, 3)
		first, err := b.Propose(ctx, consultant, "opn_1", "cnd_b0", consent)
		check(err)
		if _, err := b.ProposeWith(ctx, consultant, "opn_1", first.ID, "cnd_b1", consent); fault.CodeOf(err) != "pair_not_open" {
			t.Errorf("an opening for one: %v", err)
		}
		_, err = b.WithdrawConsent(ctx, consultant, first.ID)
		check(err)
		_, err = store.In(b.db, opening.Table).Update(ctx, access.System(), "opn_1", func(o *opening.Opening) error {
			o.Offer.Pair = true
			return nil
		})
		check(err)
		first, err = b.Propose(ctx, consultant, "opn_1", "cnd_b0", consent)
		check(err)
		if _, err := b.ProposeWith(ctx, consultant, "opn_2", first.ID, "cnd_b1", consent); !fault.Is(err, fault.NotFound) {
			t.Errorf("another opening: %v", err)
		}
		if _, err := b.ProposeWith(ctx, consultant, "opn_1", first.ID, "cnd_b1", Consent{}); !fault.Is(err, fault.Invalid) {
			t.Errorf("without a consent of their own: %v", err)
		}
		second, err := b.ProposeWith(ctx, consultant, "opn_1", first.ID, "cnd_b1", consent)
		check(err)
		if _, err := b.ProposeWith(ctx, consultant, "opn_1", first.ID, "cnd_b2", consent); fault.CodeOf(err) != "pair_not_open" {
			t.Errorf("a third one: %v", err)
		}
		check(tt.end(b, second))
		for _, actor := range []access.Actor{owner, consultant} {
			r, err := b.Referral(ctx, actor, first.ID)
			check(err)
			if !r.Status.Unanswered() {
				t.Errorf("%s: the first one is %s", name, r.Status)
			}
			other, err := b.Other(ctx, actor, r)
			check(err)
			if r.Two(other) != tt.two {
				t.Errorf("%s: they are two: %t", name, !tt.two)
			}
		}
	}
}
