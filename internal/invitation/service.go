package invitation

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Service reads and changes invitations.
type Service struct {
	invitations store.Collection[Invitation]
	companies   store.Collection[company.Company]
	register    Register
	clock       clock.Clock
}

// Register tells what the company register has said of a firm's employees.
type Register interface {
	Told(ctx context.Context, number string, kept company.Details) company.Details
}

// NewService makes the service.
func NewService(db *store.DB, register Register, c clock.Clock) *Service {
	return &Service{invitations: store.In(db, Table), companies: store.In(db, company.Table), register: register, clock: c}
}

// Prepare keeps what a coordinator knows of a firm. A firm that is here already
// is not invited: its people ask it for access. The template is the way to begin
// that the coordinator suggests, or "".
func (s *Service) Prepare(ctx context.Context, actor access.Actor, number string, d company.Details, template string) (Invitation, error) {
	scope, err := actor.Scope(access.InviteFirms)
	if err != nil {
		return Invitation{}, err
	}
	now := s.clock.Now()
	d, err = d.Reviewed(s.register.Told(ctx, number, company.Details{}), actor.Name(), now)
	faults := fault.Fields(fault.FieldsOf(err))
	if code := cvr.Check(number); code != "" {
		faults.Add("cvr", code)
	}
	if !isTemplate(template) {
		faults.Add("template", "choice")
	}
	if err := faults.Err(); err != nil {
		return Invitation{}, err
	}
	if err := s.unknown(ctx, number); err != nil {
		return Invitation{}, err
	}
	i := Invitation{
		Doc: store.Doc{ID: "inv_" + actor.Party().ID + "_" + number}, AssociationID: actor.Party().ID, AssociationName: actor.Party().Name,
		CVR: number, Details: d, Template: template, PreparedBy: actor.Name(),
	}
	i.Append(actor, access.InviteFirms, now, audit.Event{Type: "invitation_prepared", Reason: d.Reasons(now)})
	err = s.invitations.Insert(ctx, scope, &i)
	if fault.Is(err, fault.Conflict) { // a colleague was faster
		err = fault.Field("cvr", "prepared_already")
	}
	return i, err
}

// isTemplate tells whether a template can be suggested; none can.
func isTemplate(code string) bool { return code == "" || opening.TemplateOf(code).Code == code }

// unknown refuses a number that a firm of the portal has. It asks as the portal:
// no coordinator's scope reaches a firm.
func (s *Service) unknown(ctx context.Context, number string) error {
	_, err := s.companies.First(ctx, access.System(), store.Query{Index: "cvr", Equal: []any{number}})
	switch {
	case fault.Is(err, fault.NotFound):
		return nil
	case err != nil:
		return err
	}
	return fault.Field("cvr", "firm_here_already")
}

// change gives a command to an invitation of the actor's association.
func (s *Service) change(ctx context.Context, actor access.Actor, invitationID string, c Command, apply func(*Invitation, time.Time) (audit.Event, error)) (Invitation, error) {
	scope, err := actor.Scope(access.InviteFirms)
	if err != nil {
		return Invitation{}, err
	}
	now := s.clock.Now()
	return s.invitations.Update(ctx, scope, invitationID, func(i *Invitation) error {
		if err := i.May(c, caldate.Of(now)); err != nil {
			return err
		}
		e, err := apply(i, now)
		if err != nil {
			return err
		}
		e.Type = row(c).Event
		i.Append(actor, access.InviteFirms, now, e)
		return nil
	})
}

// Change writes what is known of the firm anew.
func (s *Service) Change(ctx context.Context, actor access.Actor, invitationID string, d company.Details, template string) (Invitation, error) {
	if !isTemplate(template) {
		return Invitation{}, fault.Field("template", "choice")
	}
	return s.change(ctx, actor, invitationID, Change, func(i *Invitation, now time.Time) (audit.Event, error) {
		reviewed, err := d.Reviewed(i.Details.Told(company.Details{}), actor.Name(), now)
		if err != nil {
			return audit.Event{}, err
		}
		from, to := i.Details.Differing(reviewed)
		if from+to == "" && i.Template == template {
			return audit.Event{}, store.Unchanged
		}
		e := audit.Event{From: from, To: to, Reason: reviewed.Reasons(now)}
		if template != "" && template != i.Template {
			e.ToChoices = []string{"opening.template." + template}
		}
		i.Details, i.Template = reviewed, template
		return e, nil
	})
}

// Send makes the link that the coordinator gives the firm. The secret is given
// back once and not kept; an earlier link stops working.
func (s *Service) Send(ctx context.Context, actor access.Actor, invitationID string) (i Invitation, secret string, err error) {
	secret = id.Secret()
	i, err = s.change(ctx, actor, invitationID, Send, func(i *Invitation, now time.Time) (audit.Event, error) {
		if err := s.unknown(ctx, i.CVR); err != nil {
			return audit.Event{}, fault.New(fault.Conflict, "firm_here_already")
		}
		i.SentAt, i.SentBy, i.LinkHash, i.OpenedAt, i.Declined = now, actor.Name(), id.Hash(secret), time.Time{}, nil
		return audit.Event{}, nil
	})
	return i, secret, err
}

// List gives the invitations of the actor's association by the firm's name.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]Invitation, error) {
	scope, err := actor.Scope(access.InviteFirms)
	if err != nil {
		return nil, err
	}
	return s.invitations.All(ctx, scope, store.Query{Index: "association"})
}

// Get gives one invitation of the actor's association.
func (s *Service) Get(ctx context.Context, actor access.Actor, invitationID string) (Invitation, error) {
	scope, err := actor.Scope(access.InviteFirms)
	if err != nil {
		return Invitation{}, err
	}
	return s.invitations.Get(ctx, scope, invitationID)
}

// linkScope reaches the one record the link was made for.
func linkScope(secret string) store.Scope { return access.Link("link_hash", id.Hash(secret)) }

// ByLink finds the invitation that a link opens while it waits: fault.NotFound
// for every other link.
func (s *Service) ByLink(ctx context.Context, secret string) (Invitation, error) {
	i, err := s.invitations.First(ctx, linkScope(secret), store.Query{Index: "link"})
	if err == nil && !slices.Contains(waiting, i.StatusOn(caldate.Of(s.clock.Now()))) {
		return Invitation{}, fault.New(fault.NotFound, "")
	}
	return i, err
}

// outside gives a command to the invitation that a link opens. It changes
// nothing when what it is about is so already.
func (s *Service) outside(ctx context.Context, secret string, c Command, apply func(*Invitation, time.Time) (by string, e audit.Event, err error)) (Invitation, error) {
	i, err := s.ByLink(ctx, secret)
	if err != nil {
		return i, err
	}
	now := s.clock.Now()
	return s.invitations.Update(ctx, linkScope(secret), i.ID, func(i *Invitation) error {
		if err := i.May(c, caldate.Of(now)); err != nil {
			return err
		}
		by, e, err := apply(i, now)
		if err != nil {
			return err
		}
		e.Type = row(c).Event
		i.AppendOutside(by, now, e)
		return nil
	})
}

// Open notes that somebody goes on from the link to sign in.
func (s *Service) Open(ctx context.Context, secret string) (Invitation, error) {
	return s.outside(ctx, secret, Open, func(i *Invitation, now time.Time) (string, audit.Event, error) {
		if !i.OpenedAt.IsZero() {
			return "", audit.Event{}, store.Unchanged
		}
		i.OpenedAt = now
		return i.Details.Name, audit.Event{}, nil
	})
}

// Decline is the firm's no. The link opens nothing afterwards.
func (s *Service) Decline(ctx context.Context, secret, reason string) (Invitation, error) {
	if !slices.Contains(DeclineReasons(), reason) {
		return Invitation{}, fault.Field("reason", "choose")
	}
	return s.outside(ctx, secret, Decline, func(i *Invitation, now time.Time) (string, audit.Event, error) {
		i.Declined = &Declined{Reason: reason, At: now}
		return i.Details.Name, audit.Event{ToChoices: []string{"invitation.reasons." + reason}}, nil
	})
}

// For finds the invitation behind a link for somebody who has signed in. For
// another firm than theirs it answers fault.Conflict "invitation_other_firm",
// with the invitation.
func (s *Service) For(ctx context.Context, actor access.Actor, secret string) (Invitation, error) {
	i, err := s.ByLink(ctx, secret)
	if err == nil {
		err = i.isFor(actor)
	}
	return i, err
}

// isFor refuses somebody who signed in for another firm than the invited one.
func (i Invitation) isFor(actor access.Actor) error {
	if i.CVR != actor.Party().CVR {
		return fault.New(fault.Conflict, "invitation_other_firm")
	}
	return nil
}

// Confirm notes that the firm is here, and what its owner put right of what was
// prepared. The link opens nothing afterwards.
func (s *Service) Confirm(ctx context.Context, actor access.Actor, secret string, d company.Details) (Invitation, error) {
	return s.outside(ctx, secret, Confirm, func(i *Invitation, now time.Time) (string, audit.Event, error) {
		if err := i.isFor(actor); err != nil {
			return "", audit.Event{}, err
		}
		i.CompanyID, i.ConfirmedBy, i.ConfirmedAt = actor.Party().ID, actor.Name(), now
		from, to := i.Details.Differing(d)
		return actor.Name(), audit.Event{From: from, To: to}, nil
	})
}
