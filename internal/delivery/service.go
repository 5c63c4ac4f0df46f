package delivery

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/store"
)

// Service reads and changes how people are told.
type Service struct {
	settings store.Collection[Setting]
	digests  store.Collection[reminder.Digest]
	grants   store.Collection[access.Grant]
	clock    clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, c clock.Clock) *Service {
	return &Service{settings: store.In(db, Table), digests: store.In(db, reminder.Table), grants: store.In(db, access.Grants), clock: c}
}

// Mine is how the actor is told; one who never chose is told in the portal.
func (s *Service) Mine(ctx context.Context, actor access.Actor) (Setting, error) {
	scope, err := actor.Scope(access.ViewReminders)
	if err != nil {
		return Setting{}, err
	}
	fresh := actorsSetting(actor)
	found, err := s.settings.Get(ctx, scope, fresh.ID)
	if fault.Is(err, fault.NotFound) {
		return fresh, nil
	}
	return found, err
}

// Choose writes the actor's choice, and the address as typed. Where it is to be
// confirmed, the mail for that waits afterwards.
func (s *Service) Choose(ctx context.Context, actor access.Actor, c Choice, typed string) (Setting, error) {
	scope, err := actor.Scope(access.ViewReminders)
	if err != nil {
		return Setting{}, err
	}
	address, err := check(c, typed)
	if err != nil {
		return Setting{}, err
	}
	now := s.clock.Now()
	apply := func(set *Setting) error {
		before := set.Choice
		if err := set.choose(c, address, now); err != nil {
			return err
		}
		set.PersonName = actor.Name()
		e := audit.Event{Type: "delivery_chosen", ToChoices: []string{"delivery.how." + string(c.How)}}
		if before.How != c.How {
			e.FromChoices = []string{"delivery.how." + string(before.How)}
		}
		set.Append(actor, access.ViewReminders, now, e)
		return nil
	}
	fresh := actorsSetting(actor)
	if _, err := s.settings.Get(ctx, scope, fresh.ID); fault.Is(err, fault.NotFound) {
		if err := apply(&fresh); err != nil {
			return Setting{}, err
		}
		if err := s.settings.Insert(ctx, scope, &fresh); !fault.Is(err, fault.Conflict) {
			return fresh, err
		}
	}
	return s.settings.Update(ctx, scope, fresh.ID, apply)
}

// ClaimConfirmation takes a confirmation mail that waits, for one attempt, with
// the secret of its link: fault.Conflict when there is none to take.
func (s *Service) ClaimConfirmation(ctx context.Context, settingID string) (Setting, string, error) {
	secret := id.Secret()
	set, err := s.settings.Update(ctx, access.System(), settingID, func(set *Setting) error {
		return set.Confirmation.Claim(s.clock.Now(), id.Hash(secret))
	})
	return set, secret, err
}

// confirmationLink reaches the one setting that a confirmation link was made for.
func confirmationLink(secret string) store.Scope {
	return access.Link("confirmation.link_hash", id.Hash(secret))
}

// Confirmable tells whether a link confirms an address: fault.NotFound if not.
func (s *Service) Confirmable(ctx context.Context, secret string) error {
	set, err := s.settings.First(ctx, confirmationLink(secret), store.Query{Index: "link"})
	if err != nil {
		return err
	}
	return set.confirm(s.clock.Now()) // of a copy that is not kept
}

// Confirm takes the address that a link was sent to. The link ends with it.
func (s *Service) Confirm(ctx context.Context, secret string) error {
	set, err := s.settings.First(ctx, confirmationLink(secret), store.Query{Index: "link"})
	if err != nil {
		return err
	}
	// The link is gone afterwards, so the one who writes is the portal; another
	// link, made meanwhile, is not this one's business.
	hash := set.Confirmation.LinkHash
	_, err = s.settings.Update(ctx, access.System(), set.ID, func(set *Setting) error {
		if set.Confirmation.LinkHash != hash {
			return fault.New(fault.NotFound, "")
		}
		return set.confirm(s.clock.Now())
	})
	return err
}

// Stoppable tells whether a link of a mail ends such mails: fault.NotFound if not.
func (s *Service) Stoppable(ctx context.Context, secret string) error {
	_, err := s.mailed(ctx, secret)
	return err
}

// mailed finds the digest whose mail carried a link.
func (s *Service) mailed(ctx context.Context, secret string) (reminder.Digest, error) {
	return s.digests.First(ctx, access.Link("mail.link_hash", id.Hash(secret)), store.Query{Index: "link"})
}

// Stop ends the mails to whoever got the one that carried a link. They can begin
// again in the portal; a second click changes nothing.
func (s *Service) Stop(ctx context.Context, secret string) error {
	d, err := s.mailed(ctx, secret)
	if err != nil {
		return err
	}
	_, err = s.settings.Update(ctx, access.System(), settingID(d.CompanyID, d.PersonID), func(set *Setting) error {
		if set.Choice.How == Portal {
			return store.Unchanged
		}
		before := set.Choice.How
		set.Choice.How = Portal
		set.AppendOutside(set.PersonName, s.clock.Now(), audit.Event{
			Type: "delivery_stopped", FromChoices: []string{"delivery.how." + string(before)}, ToChoices: []string{"delivery.how." + string(Portal)},
		})
		return nil
	})
	return err
}

// Return notes that mail to the address of a person of a firm comes back.
func (s *Service) Return(ctx context.Context, companyID, personID, address string) error {
	_, err := s.settings.Update(ctx, access.System(), settingID(companyID, personID), func(set *Setting) error {
		return set.returned(address, s.clock.Now())
	})
	return err
}

// Returned lists the ids of the people of the actor's firm whose mails come back.
func (s *Service) Returned(ctx context.Context, actor access.Actor) ([]string, error) {
	scope, err := actor.Scope(access.ManageMembers)
	if err != nil {
		return nil, err
	}
	all, err := s.settings.All(ctx, scope, store.Query{Index: "company"})
	var people []string
	for _, set := range all {
		if !set.ReturnedAt.IsZero() {
			people = append(people, set.PersonID)
		}
	}
	return people, err
}

// settle notes what became of an attempt at a confirmation mail.
func (s *Service) settle(ctx context.Context, set Setting, o reminder.Outcome, now time.Time) error {
	_, err := s.settings.Update(ctx, access.System(), set.ID, func(fresh *Setting) error {
		return fresh.Confirmation.Settle(set.Confirmation.LinkHash, o, now)
	})
	return err
}

// forgetHour is when addresses that nobody needs any longer are looked for.
const forgetHour = 3

// Forget deletes at night how people are told who no longer hold a role at the
// firm, and addresses that were never confirmed.
func (s *Service) Forget(ctx context.Context, now time.Time) error {
	if caldate.Local(now).Hour() != forgetHour {
		return nil
	}
	all := access.System()
	settings, err := s.settings.All(ctx, all, store.Query{Index: "company"})
	if err != nil {
		return err
	}
	for _, set := range settings {
		grants, err := s.grants.All(ctx, all, store.Query{Index: "person", Equal: []any{set.PersonID, set.CompanyID}})
		if err != nil {
			return err
		}
		switch {
		case !slices.ContainsFunc(grants, func(g access.Grant) bool { return !g.Over(caldate.Of(now)) }):
			err = s.settings.Delete(ctx, all, set.ID)
		case set.Pending != "" && !now.Before(set.PendingEnds):
			_, err = s.settings.Update(ctx, all, set.ID, func(set *Setting) error {
				if set.Pending == "" || now.Before(set.PendingEnds) {
					return store.Unchanged
				}
				set.withdraw()
				return nil
			})
		}
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}
