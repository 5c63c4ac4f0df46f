package company

import (
	"context"
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Trust is whether what a firm publishes is live at once. It comes with the
// first opening that the municipality's consultant approves, and goes only with
// a reason; what is live then stays so, and the next one is reviewed again.
type Trust struct {
	Given     *Given     `bson:"given,omitempty"`
	Withdrawn *Withdrawn `bson:"withdrawn,omitempty"` // after it was given
}

// Given is by whom a firm is trusted and since when.
type Given struct {
	By string    `bson:"by"` // name
	At time.Time `bson:"at"`
}

// Withdrawn is who took trust back, and why.
type Withdrawn struct {
	By     string    `bson:"by"` // name
	At     time.Time `bson:"at"`
	Reason string    `bson:"reason"`
}

// Holds tells whether the firm is trusted.
func (t Trust) Holds() bool { return t.Given != nil && t.Withdrawn == nil }

// GiveTrust notes that a firm of the actor's municipality is trusted from now
// on. A firm that is trusted already is left alone.
func (s *Service) GiveTrust(ctx context.Context, actor access.Actor, companyID string) error {
	return s.changeTrust(ctx, actor, companyID, func(t *Trust, now time.Time) (audit.Event, error) {
		if t.Holds() {
			return audit.Event{}, store.Unchanged
		}
		*t = Trust{Given: &Given{By: actor.Name(), At: now}}
		return audit.Event{Type: "trust_given"}, nil
	})
}

// WithdrawTrust takes trust back, with a reason that the firm reads.
func (s *Service) WithdrawTrust(ctx context.Context, actor access.Actor, companyID, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.Field("distrust_reason", "required")
	}
	return s.changeTrust(ctx, actor, companyID, func(t *Trust, now time.Time) (audit.Event, error) {
		if !t.Holds() {
			return audit.Event{}, store.Unchanged
		}
		t.Withdrawn = &Withdrawn{By: actor.Name(), At: now, Reason: reason}
		return audit.Event{Type: "trust_withdrawn", Reason: reason}, nil
	})
}

func (s *Service) changeTrust(ctx context.Context, actor access.Actor, companyID string, apply func(*Trust, time.Time) (audit.Event, error)) error {
	scope, err := actor.Scope(access.ReviewOpenings)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	_, err = s.companies.Update(ctx, scope, companyID, func(c *Company) error {
		event, err := apply(&c.Trust, now)
		if err != nil {
			return err
		}
		c.Append(actor, access.ReviewOpenings, now, event)
		return nil
	})
	return err
}
