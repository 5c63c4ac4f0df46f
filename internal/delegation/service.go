package delegation

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Service reads and changes delegations.
type Service struct {
	delegations store.Collection[Delegation]
	clock       clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, c clock.Clock) *Service {
	return &Service{delegations: store.In(db, Table), clock: c}
}

// Wish is what an owner wants to let an association do.
type Wish struct {
	Association access.Party
	Rights      []Right
	Until       caldate.Date
}

// Sign lets an association act for the actor's firm, in place of what was signed
// before.
func (s *Service) Sign(ctx context.Context, actor access.Actor, w Wish) (Delegation, error) {
	scope, err := actor.Scope(access.Delegate)
	if err != nil {
		return Delegation{}, err
	}
	now := s.clock.Now()
	if err := check(w.Rights, w.Until, caldate.Of(now)); err != nil {
		return Delegation{}, err
	}
	if w.Association.Kind != access.Association {
		return Delegation{}, fault.Field("association", "choose")
	}
	firm := actor.Party()
	fresh := Delegation{
		Doc:       store.Doc{ID: fmt.Sprintf(idPattern, firm.ID, w.Association.ID)},
		CompanyID: firm.ID, CompanyName: firm.Name, AssociationID: w.Association.ID, AssociationName: w.Association.Name,
	}
	sign := func(d *Delegation) error {
		if d.StatusOn(caldate.Of(now)) == Active && slices.Equal(d.Rights, w.Rights) && d.Until == w.Until {
			return store.Unchanged // a second click
		}
		d.CVR, d.Rights, d.Until, d.SignedBy, d.SignedAt = firm.CVR, w.Rights, w.Until, actor.Name(), now
		d.RevokedAt, d.RevokedBy, d.AskedAt, d.AskedBy = time.Time{}, "", time.Time{}, ""
		e := audit.Event{Type: "delegation_signed", To: w.Until.Danish()}
		for _, r := range w.Rights {
			e.ToChoices = append(e.ToChoices, "delegation.rights."+string(r))
		}
		d.Append(actor, access.Delegate, now, e)
		return nil
	}
	d, err := s.delegations.Update(ctx, scope, fresh.ID, sign)
	if !fault.Is(err, fault.NotFound) {
		return d, err
	}
	if err := sign(&fresh); err != nil {
		return fresh, err
	}
	return fresh, s.delegations.Insert(ctx, scope, &fresh)
}

// Revoke ends a delegation at once.
func (s *Service) Revoke(ctx context.Context, actor access.Actor, delegationID string) (Delegation, error) {
	scope, err := actor.Scope(access.Delegate)
	if err != nil {
		return Delegation{}, err
	}
	now := s.clock.Now()
	return s.delegations.Update(ctx, scope, delegationID, func(d *Delegation) error {
		if d.StatusOn(caldate.Of(now)) != Active {
			return store.Unchanged
		}
		d.RevokedAt, d.RevokedBy = now, actor.Name()
		d.Append(actor, access.Delegate, now, audit.Event{Type: "delegation_revoked"})
		return nil
	})
}

// AskRenewal asks the firm to sign again, when there is a month left at most.
func (s *Service) AskRenewal(ctx context.Context, actor access.Actor, delegationID string) (Delegation, error) {
	scope, err := actor.Scope(access.ViewFirms)
	if err != nil {
		return Delegation{}, err
	}
	now := s.clock.Now()
	return s.delegations.Update(ctx, scope, delegationID, func(d *Delegation) error {
		switch {
		case !d.AskedAt.IsZero():
			return store.Unchanged
		case !d.EndsSoon(caldate.Of(now)):
			return fault.New(fault.Conflict, "delegation_not_now")
		}
		d.AskedAt, d.AskedBy = now, actor.Name()
		d.Append(actor, access.ViewFirms, now, audit.Event{Type: "delegation_renewal_asked"})
		return nil
	})
}

// Of lists what the actor's firm ever signed, newest first.
func (s *Service) Of(ctx context.Context, actor access.Actor) ([]Delegation, error) {
	scope, err := actor.Scope(access.Delegate)
	if err != nil {
		return nil, err
	}
	return s.delegations.All(ctx, scope, store.Query{Index: "company", Descending: true})
}

// Firms lists the firms that ever let the actor's association act for them, by
// name.
func (s *Service) Firms(ctx context.Context, actor access.Actor) ([]Delegation, error) {
	scope, err := actor.Scope(access.ViewFirms)
	if err != nil {
		return nil, err
	}
	return s.delegations.All(ctx, scope, store.Query{Index: "association"})
}

// Get gives a delegation to the actor's association.
func (s *Service) Get(ctx context.Context, actor access.Actor, delegationID string) (Delegation, error) {
	scope, err := actor.Scope(access.ViewFirms)
	if err != nil {
		return Delegation{}, err
	}
	return s.delegations.Get(ctx, scope, delegationID)
}
