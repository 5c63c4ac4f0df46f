package opening

import (
	"context"
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// act gives a command to an opening: one guarded change with its event. A second
// click changes nothing.
func (s *Service) act(ctx context.Context, actor access.Actor, openingID string, c Command, apply func(*Opening, Mark) (audit.Event, error)) (Opening, error) {
	used := row(c).Used
	scope, err := actor.Scope(used)
	if err != nil {
		return Opening{}, err
	}
	now := s.clock.Now()
	return s.openings.Update(ctx, scope, openingID, func(o *Opening) error {
		today := caldate.Of(now)
		if !o.shown(actor) {
			return fault.New(fault.NotFound, "")
		}
		if o.done(c, today) {
			return store.Unchanged
		}
		if err := o.May(c, today); err != nil {
			return err
		}
		event, err := apply(o, Mark{By: actor.Name(), At: now})
		if err != nil {
			return err
		}
		o.Append(actor, used, now, event)
		o.file(now)
		return nil
	})
}

// Publish shows the opening to the municipality's consultants, or asks them to
// review it where the firm is not trusted yet.
func (s *Service) Publish(ctx context.Context, actor access.Actor, openingID string) (Opening, error) {
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return Opening{}, err
	}
	return s.act(ctx, actor, openingID, Publish, func(o *Opening, by Mark) (audit.Event, error) {
		if err := o.Offer.check(); err != nil || o.Mentor.PersonID == "" {
			return audit.Event{}, fault.New(fault.Invalid, "opening_incomplete")
		}
		if !firm.Trust.Holds() {
			o.Submitted, o.Review = &by, nil
			return audit.Event{Type: "opening_submitted"}, nil
		}
		o.PublishedAt = by.At
		return audit.Event{Type: "opening_published"}, nil
	})
}

// Approve makes a reviewed opening live. The firm is trusted with it, unless it
// was before and somebody took that back: then that is said by itself.
func (s *Service) Approve(ctx context.Context, actor access.Actor, openingID string) (Opening, error) {
	o, err := s.act(ctx, actor, openingID, Approve, func(o *Opening, by Mark) (audit.Event, error) {
		o.Review, o.PublishedAt = &Review{Verdict: IsApproved, Mark: by}, by.At
		return audit.Event{Type: "opening_approved"}, nil
	})
	if err != nil {
		return Opening{}, err
	}
	firm, err := s.companies.Find(ctx, actor, o.CompanyID)
	if err != nil || firm.Trust.Given != nil {
		return o, err
	}
	return s.GiveTrust(ctx, actor, openingID)
}

// SendBack gives an opening back to the firm with what has to be changed.
func (s *Service) SendBack(ctx context.Context, actor access.Actor, openingID, reason string) (Opening, error) {
	return s.refuse(ctx, actor, openingID, SendBack, Review{Verdict: IsSentBack, Reason: reason}, audit.Event{Type: "opening_sent_back"})
}

// Reject says no to an opening for good.
func (s *Service) Reject(ctx context.Context, actor access.Actor, openingID, reason string) (Opening, error) {
	return s.refuse(ctx, actor, openingID, Reject, Review{Verdict: IsRejected, Reason: reason}, audit.Event{Type: "opening_rejected"})
}

func (s *Service) refuse(ctx context.Context, actor access.Actor, openingID string, c Command, r Review, e audit.Event) (Opening, error) {
	if strings.TrimSpace(r.Reason) == "" {
		return Opening{}, fault.Field(string(c)+"_reason", "required")
	}
	return s.act(ctx, actor, openingID, c, func(o *Opening, by Mark) (audit.Event, error) {
		r.Mark, e.Reason = by, r.Reason
		o.Review = &r
		return e, nil
	})
}

// GiveTrust trusts the firm behind an opening; both keep it in their history.
func (s *Service) GiveTrust(ctx context.Context, actor access.Actor, openingID string) (Opening, error) {
	return s.trust(ctx, actor, openingID, audit.Event{Type: "trust_given"}, func(companyID string) error {
		return s.companies.GiveTrust(ctx, actor, companyID)
	})
}

// WithdrawTrust takes the trust in the firm behind an opening back.
func (s *Service) WithdrawTrust(ctx context.Context, actor access.Actor, openingID, reason string) (Opening, error) {
	return s.trust(ctx, actor, openingID, audit.Event{Type: "trust_withdrawn", Reason: reason}, func(companyID string) error {
		return s.companies.WithdrawTrust(ctx, actor, companyID, reason)
	})
}

func (s *Service) trust(ctx context.Context, actor access.Actor, openingID string, e audit.Event, change func(companyID string) error) (Opening, error) {
	scope, err := actor.Scope(access.ReviewOpenings)
	if err != nil {
		return Opening{}, err
	}
	o, err := s.Get(ctx, actor, openingID)
	if err != nil {
		return Opening{}, err
	}
	if err := change(o.CompanyID); err != nil {
		return Opening{}, err
	}
	now := s.clock.Now()
	return s.openings.Update(ctx, scope, openingID, func(o *Opening) error {
		if n := len(o.Events); n > 0 && o.Events[n-1].Type == e.Type {
			return store.Unchanged // a second click
		}
		o.Append(actor, access.ReviewOpenings, now, e)
		return nil
	})
}

// Renew says that a live opening is wanted still: it begins its days anew.
func (s *Service) Renew(ctx context.Context, actor access.Actor, openingID string) (Opening, error) {
	return s.act(ctx, actor, openingID, Renew, func(o *Opening, by Mark) (audit.Event, error) {
		if caldate.Of(o.RenewedAt) == caldate.Of(by.At) {
			return audit.Event{}, store.Unchanged // a second click
		}
		o.RenewedAt = by.At
		return audit.Event{Type: "opening_renewed"}, nil
	})
}

// Pause takes a live opening out of the consultants' list for now.
func (s *Service) Pause(ctx context.Context, actor access.Actor, openingID string) (Opening, error) {
	return s.act(ctx, actor, openingID, Pause, func(o *Opening, by Mark) (audit.Event, error) {
		o.Paused = &by
		return audit.Event{Type: "opening_paused"}, nil
	})
}

// Resume puts a paused opening back, with all its days.
func (s *Service) Resume(ctx context.Context, actor access.Actor, openingID string) (Opening, error) {
	return s.act(ctx, actor, openingID, Resume, func(o *Opening, by Mark) (audit.Event, error) {
		o.Paused, o.RenewedAt = nil, by.At
		return audit.Event{Type: "opening_resumed"}, nil
	})
}

// reasonFilled is the reason that makes an opening filled and not just closed.
const reasonFilled = "filled"

// CloseReasons is the pick-list of why an opening closes.
func CloseReasons() []string { return []string{reasonFilled, "not_needed", "later", "other"} }

// Close takes the opening away, when nobody waits for an answer about it.
func (s *Service) Close(ctx context.Context, actor access.Actor, openingID, reason string) (Opening, error) {
	scope, err := actor.Scope(row(Close).Used)
	if err != nil {
		return Opening{}, err
	}
	waiting, _, err := s.proposals(ctx, scope, openingID)
	if err == nil && waiting {
		err = fault.New(fault.Conflict, "opening_awaited")
	}
	if err != nil {
		return Opening{}, err
	}
	return s.act(ctx, actor, openingID, Close, func(o *Opening, by Mark) (audit.Event, error) {
		o.ClosedAt, o.CloseReason = by.At, reason
		return audit.Event{Type: "opening_closed_" + reason}, nil
	})
}

// Repost makes a fresh draft of an opening that is over; the old one stays as it
// is. A place that was filled is ordered again with the same mentor, if they are
// still there, and the same person, if the municipality can.
func (s *Service) Repost(ctx context.Context, actor access.Actor, openingID string) (Opening, error) {
	scope, err := actor.Scope(access.EditOpenings)
	if err != nil {
		return Opening{}, err
	}
	old, err := s.openings.Get(ctx, scope, openingID)
	if err != nil {
		return Opening{}, err
	}
	now := s.clock.Now()
	if err := old.May(Repost, caldate.Of(now)); err != nil {
		return Opening{}, err
	}
	colleagues, err := s.companies.Colleagues(ctx, actor)
	if err != nil {
		return Opening{}, err
	}
	o := copyOf(old, now)
	if !slices.ContainsFunc(colleagues, func(c company.Member) bool { return c.PersonID == o.Mentor.PersonID }) {
		o.Mentor = Mentor{} // to be chosen before it is published
	}
	o.Append(actor, access.EditOpenings, now, audit.Event{Type: "opening_reposted", From: old.Offer.Title})
	return o, s.openings.Insert(ctx, scope, &o)
}

// copyOf is a draft that says the same as an opening, with a start to come.
func copyOf(old Opening, now time.Time) Opening {
	o := Opening{
		Doc: store.Doc{ID: id.New("opn", now)}, CompanyID: old.CompanyID, MunicipalityID: old.MunicipalityID, CompanyName: old.CompanyName,
		Offer: old.Offer, Mentor: old.Mentor, TouchedAt: now, CopyOf: old.ID, SamePerson: old.settled() == Filled,
	}
	o.Offer.Start = nextStart(old.Offer.Start, caldate.Of(now))
	o.file(now)
	return o
}

// seasonAhead is how many days ahead a season is ordered.
const seasonAhead = 120

// nextStart is when a copy begins: when the opening itself does if that is to
// come, the same season if it is near, and else the Monday after next.
func nextStart(before, today caldate.Date) caldate.Date {
	season := before
	for !season.After(today) && !season.IsZero() {
		season = season.AddMonths(12)
	}
	if season.After(today) && (season == before || season.Sub(today) <= seasonAhead) {
		return season
	}
	return today.Week().Add(2).Monday()
}

// Refile writes the copies for the index into openings that were kept before
// there were any. It finds none the second time.
func (s *Service) Refile(ctx context.Context, now time.Time) error {
	unfiled, err := s.openings.All(ctx, access.System(), store.Query{Index: "until", Equal: []any{nil}})
	if err != nil {
		return err
	}
	for _, o := range unfiled {
		if _, err := s.openings.Update(ctx, access.System(), o.ID, func(o *Opening) error {
			o.file(now)
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}
