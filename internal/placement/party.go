package placement

import (
	"context"
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Send puts a complete agreement before the parties. Whether the employees
// must be heard follows from the firm's headcount at this moment.
func (s *Service) Send(ctx context.Context, actor access.Actor, placementID string) (Placement, error) {
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return Placement{}, err
	}
	headcount, known := firm.Headcount()
	// Full-time equivalents tell nothing about heads, except when there are none.
	alone := known && headcount == 0
	return s.transition(ctx, actor, access.EditPlacements, placementID, func(p *Placement) error {
		if !p.SentAt.IsZero() {
			return store.Unchanged
		}
		if err := p.incomplete(); err != nil {
			return err
		}
		p.SentAt = s.clock.Now()
		p.Representative.NotNeeded = alone
		p.Append(actor, access.EditPlacements, p.SentAt, audit.Event{Type: "agreement_sent"})
		return nil
	})
}

// errNotSent is a yes to an agreement that is still a draft.
var errNotSent = fault.New(fault.Conflict, "agreement_not_sent")

// errOtherWords is a yes to words that were changed after they were read.
var errOtherWords = fault.New(fault.Conflict, "agreement_other_words")

// ConfirmForCompany is the firm's yes to the agreement as it read at a revision.
func (s *Service) ConfirmForCompany(ctx context.Context, actor access.Actor, placementID string, revision int) (Placement, error) {
	return s.transition(ctx, actor, access.ConfirmForCompany, placementID, func(p *Placement) error {
		switch {
		case p.SentAt.IsZero():
			return errNotSent
		case p.Revision != revision:
			return errOtherWords
		case p.Company != nil:
			return store.Unchanged
		}
		p.Company = &Tick{By: actor.Name(), At: s.clock.Now()}
		p.Append(actor, access.ConfirmForCompany, p.Company.At, audit.Event{Type: "confirmed_company"})
		return nil
	})
}

// ConfirmForCandidate records the candidate's own yes to the agreement as it
// read at a revision. Why somebody else records it must be one of HelpReasons.
func (s *Service) ConfirmForCandidate(ctx context.Context, actor access.Actor, placementID string, revision int, helped string) (Placement, error) {
	if !slices.Contains(HelpReasons(), helped) {
		return Placement{}, fault.Field("helped", "choose")
	}
	return s.transition(ctx, actor, access.ConfirmForCandidate, placementID, func(p *Placement) error {
		switch {
		case p.SentAt.IsZero():
			return errNotSent
		case p.Revision != revision:
			return errOtherWords
		case p.Candidate != nil:
			return store.Unchanged
		}
		p.Candidate = &Tick{By: actor.Name(), At: s.clock.Now(), Helped: helped}
		p.Append(actor, access.ConfirmForCandidate, p.Candidate.At, audit.Event{Type: "confirmed_candidate", OnBehalf: "candidate"})
		return nil
	})
}

// InviteRepresentative makes the one-time link for the employee
// representative. The secret is given back once and not kept; an earlier link
// stops working.
func (s *Service) InviteRepresentative(ctx context.Context, actor access.Actor, placementID, name string) (secret string, err error) {
	if name == "" {
		return "", fault.Field("representative", "required")
	}
	secret = id.Secret()
	_, err = s.transition(ctx, actor, access.EditPlacements, placementID, func(p *Placement) error {
		switch {
		case p.SentAt.IsZero():
			return errNotSent
		case p.Representative.settled():
			return fault.New(fault.Conflict, "representative_settled")
		}
		p.Representative = Representative{Name: name}
		p.LinkHash = id.Hash(secret)
		p.Append(actor, access.EditPlacements, s.clock.Now(), audit.Event{Type: "representative_invited", To: name})
		return nil
	})
	return secret, err
}

// ByLink finds the placement that a representative's link opens.
func (s *Service) ByLink(ctx context.Context, secret string) (Placement, error) {
	return s.placements.First(ctx, linkScope(secret), store.Query{Index: "link"})
}

// linkScope reaches the one record the link was made for.
func linkScope(secret string) store.Scope { return access.Link("link_hash", id.Hash(secret)) }

// Hearing is what the representative says: yes, no with a reason, or a question.
type Hearing struct {
	Answer   string // yes, no or question
	Reason   string
	Question string
}

// HearingAnswers lists what the representative can say.
func HearingAnswers() []string { return []string{"yes", "no", "question"} }

func (h Hearing) check() error {
	switch {
	case !slices.Contains(HearingAnswers(), h.Answer):
		return fault.Field("answer", "choose")
	case h.Answer == "no" && h.Reason == "":
		return fault.Field("reason", "required")
	case h.Answer == "question" && h.Question == "":
		return fault.Field("question", "required")
	}
	return nil
}

// Hear takes the representative's answer. A yes or no is given once; after a
// question the link still works.
func (s *Service) Hear(ctx context.Context, secret string, h Hearing) (Placement, error) {
	p, err := s.ByLink(ctx, secret)
	if err != nil {
		return Placement{}, err
	}
	if err := h.check(); err != nil {
		return Placement{}, err
	}
	return s.placements.Update(ctx, linkScope(secret), p.ID, func(p *Placement) error {
		r := &p.Representative
		if r.Answer != "" {
			return fault.New(fault.Conflict, "representative_answered")
		}
		r.At = s.clock.Now()
		event := audit.Event{Type: "representative_" + h.Answer}
		switch h.Answer {
		case "question":
			r.Question, event.Reason = h.Question, h.Question
		default:
			r.Answer, r.Reason, event.Reason = h.Answer, h.Reason, h.Reason
		}
		p.AppendOutside(r.Name, r.At, event)
		return nil
	})
}

// Decision is what VITAS says about the application.
type Decision struct {
	Revision  int    // of the agreement that was applied with
	State     string // one of VitasStates
	Reference string
	On        caldate.Date // when it was decided; zero for today
	Granted   int          // highest praktik of a week, with an approval, in minutes; 0 when not told
}

// RecordVitas mirrors a state of VITAS. Only an agreement that everybody said
// yes to can have been sent there.
func (s *Service) RecordVitas(ctx context.Context, actor access.Actor, placementID string, d Decision) (Placement, error) {
	if !slices.Contains(VitasStates(), d.State) {
		return Placement{}, fault.Field("state", "choose")
	}
	if d.State == "approved" && d.Reference == "" {
		return Placement{}, fault.Field("reference", "required")
	}
	if d.State != "approved" {
		d.Granted = 0
	}
	if d.Granted > opening.MaxMinutes {
		return Placement{}, fault.Field("granted", "over_full_week")
	}
	now := s.clock.Now()
	today := caldate.Of(now)
	switch {
	case d.On.IsZero():
		d.On = today
	case d.On.After(today):
		return Placement{}, fault.Field("on", "after_today")
	}
	return s.transition(ctx, actor, access.RecordDecisions, placementID, func(p *Placement) error {
		switch status := p.Status(); {
		case !p.Agreement.HasPraktik():
			return fault.New(fault.Conflict, "vitas_not_needed")
		case status == Draft || status == WithParties:
			return fault.New(fault.Conflict, "vitas_before_ticks")
		case p.Revision != d.Revision:
			return fault.New(fault.Conflict, "vitas_other_words")
		case p.Vitas.State == d.State && p.Vitas.Reference == d.Reference:
			return store.Unchanged
		case p.Stop != nil:
			return errOver
		case p.Vitas.State == "approved":
			return fault.New(fault.Conflict, "vitas_approved_already")
		}
		event := audit.Event{Type: "vitas_" + d.State, To: d.Reference}
		if actor.Party().Kind != access.Municipality {
			event.OnBehalf = "municipality"
		}
		p.Vitas = Vitas{State: d.State, Reference: d.Reference, On: d.On, By: actor.Name(), At: now, GrantedMinutes: d.Granted}
		p.Append(actor, access.RecordDecisions, p.Vitas.At, event)
		return nil
	})
}

// WithdrawConsent takes a person out of a firm's sight at once: the agreement,
// if there is one, and the proposal. Once the first day has come there may be
// hours, which the firm must keep: such a course is stopped, not hidden. One
// that was stopped before that has none.
func (s *Service) WithdrawConsent(ctx context.Context, actor access.Actor, referralID string) error {
	r, err := s.candidates.Referral(ctx, actor, referralID)
	if err != nil {
		return err
	}
	if r.PlacementID != "" {
		_, err := s.transition(ctx, actor, access.ManageCandidates, r.PlacementID, func(p *Placement) error {
			switch status := p.Status(); {
			case status == Withdrawn:
				return store.Unchanged
			case status == Approved && p.begins() && !caldate.Of(s.clock.Now()).Before(p.OpensOn()):
				return fault.New(fault.Conflict, "course_runs")
			}
			p.WithdrawnAt, p.CompanyID, p.MentorID, p.LinkHash, p.Checks, p.GuestLinks = s.clock.Now(), "", "", "", nil, nil
			p.Append(actor, access.ManageCandidates, p.WithdrawnAt, audit.Event{Type: "consent_withdrawn", OnBehalf: "candidate"})
			return nil
		})
		if err != nil && !fault.Is(err, fault.NotFound) { // an agreement that was never finished writing
			return err
		}
	}
	_, err = s.candidates.WithdrawConsent(ctx, actor, referralID)
	return err
}
