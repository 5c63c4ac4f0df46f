package company

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Acceptance is a version of the terms that the firm accepted after it came here.
type Acceptance struct {
	Version string    `bson:"version"`
	By      string    `bson:"by"` // name
	At      time.Time `bson:"at"`
}

// HasAccepted tells whether the firm accepted a version of the terms. One that it
// has not accepted is asked for and keeps nothing from going on.
func (c Company) HasAccepted(version string) bool {
	return c.Confirmed.Terms == version || slices.ContainsFunc(c.Terms, func(a Acceptance) bool { return a.Version == version })
}

// AcceptTerms accepts the terms for the actor's firm, in the version that the
// actor read. Another than the one in force gives fault.Conflict "terms_changed".
func (s *Service) AcceptTerms(ctx context.Context, actor access.Actor, version string) error {
	scope, err := actor.Scope(access.AcceptTerms)
	if err != nil {
		return err
	}
	if version != TermsVersion {
		return fault.New(fault.Conflict, "terms_changed")
	}
	now := s.clock.Now()
	_, err = s.companies.Update(ctx, scope, actor.Party().ID, func(c *Company) error {
		if c.HasAccepted(version) {
			return store.Unchanged
		}
		c.Terms = append(c.Terms, Acceptance{Version: version, By: actor.Name(), At: now})
		c.Append(actor, access.AcceptTerms, now, audit.Event{Type: "terms_accepted", To: version})
		return nil
	})
	return err
}

// Representative is who speaks for the colleagues: shop steward or another whom
// they chose; or that there is nobody to speak for.
type Representative struct {
	Name string    `bson:"name,omitempty"`
	None bool      `bson:"none,omitempty"` // one employee at most
	By   string    `bson:"by,omitempty"`   // name of who said so
	At   time.Time `bson:"at,omitempty"`
}

// check finds what is wrong with what somebody says of the representative.
func (r Representative) check(c Company) error {
	switch {
	case r.Name == "" && !r.None:
		return fault.Field("name", "representative_or_none")
	case r.Name != "" && r.None:
		return fault.Field("none", "representative_and_none")
	case r.None && c.hasColleagues():
		return fault.Field("none", "representative_needed")
	}
	return nil
}

// NameRepresentative notes who speaks for the colleagues of the actor's firm.
func (s *Service) NameRepresentative(ctx context.Context, actor access.Actor, name string, none bool) error {
	scope, err := actor.Scope(access.EditCompany)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	_, err = s.companies.Update(ctx, scope, actor.Party().ID, func(c *Company) error {
		before, r := c.Representative, Representative{Name: name, None: none, By: actor.Name(), At: now}
		if err := r.check(*c); err != nil {
			return err
		}
		if before.Name == name && before.None == none {
			return store.Unchanged
		}
		e := audit.Event{Type: "representative_named", From: before.Name, To: name}
		if none {
			e.ToChoices = []string{"visit.representative.none"}
		}
		c.Representative = r
		c.Append(actor, access.EditCompany, now, e)
		return nil
	})
	return err
}
