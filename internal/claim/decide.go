package claim

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Decide notes what the municipality decided. What was noted wrongly is noted again,
// as long as nothing was claimed by it. Two schemes do not pay for the same hours.
func (s *Service) Decide(ctx context.Context, actor access.Actor, applicationID string, d Decision) (Application, error) {
	if err := s.alone(ctx, actor, applicationID, d.From, d.To, "granted_from"); d.Granted && err != nil {
		return Application{}, err
	}
	return s.change(ctx, actor, access.RecordDecisions, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		rule, _ := s.Rules.Scheme(a.Scheme)
		if status := s.Status(*a); status != Sent && status != MoreWanted && !a.Redecidable() {
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		}
		if err := d.check(caldate.Of(now)); err != nil {
			return audit.Event{}, err
		}
		d.Mark = Mark{By: actor.Name(), At: now}
		if d.Step = 0; rule.Of == Subsidised && d.Granted {
			d.Step = s.grants.StepOf(d.Rate, d.From)
		}
		a.Decision = &d
		if !d.Granted {
			return audit.Event{Type: "application_refused", Reason: d.Refusal}, nil
		}
		return audit.Event{Type: "application_granted", From: d.From.Danish(), To: d.To.Danish()}, nil
	})
}

// Redecidable tells whether a decision can be noted again: nothing was claimed or
// altered by it.
func (a Application) Redecidable() bool {
	return a.Decision != nil && a.Withdrawn == nil && len(a.Changes) == 0 && !slices.ContainsFunc(a.Claims, func(c Claim) bool { return len(c.Sendings) > 0 })
}

// over tells whether an application stands in the way of none: it was refused or
// withdrawn, or its support has ended.
func (a Application) over(today caldate.Date) bool {
	if a.Withdrawn != nil || a.Decision != nil && !a.Decision.Granted {
		return true
	}
	return a.Decision != nil && a.Until().Before(today)
}

// alone finds another grant of the course that pays for the same hours between two
// days.
func (s *Service) alone(ctx context.Context, actor access.Actor, applicationID string, from, to caldate.Date, field string) error {
	a, err := s.Get(ctx, actor, applicationID)
	if err != nil {
		return err
	}
	if rule, _ := s.Rules.Scheme(a.Scheme); rule.Of != Subsidised {
		return nil
	}
	others, err := s.OfPlacement(ctx, actor, a.PlacementID)
	if err != nil {
		return err
	}
	for _, o := range others {
		rule, _ := s.Rules.Scheme(o.Scheme)
		if o.ID != a.ID && rule.Of == Subsidised && !o.Until().IsZero() && !o.Decision.From.After(to) && !o.Until().Before(from) {
			return fault.Field(field, "grant_overlaps")
		}
	}
	return nil
}

// check finds what a decision lacks.
func (d Decision) check(today caldate.Date) error {
	var faults fault.Fields
	switch {
	case d.On.IsZero():
		faults.Add("decided_on", "required")
	case d.On.After(today):
		faults.Add("decided_on", "after_today")
	}
	if d.Reference == "" {
		faults.Add("decision_reference", "required")
	}
	if !d.Granted {
		if d.Refusal == "" {
			faults.Add("refusal", "required")
		}
		return faults.Err()
	}
	switch {
	case d.From.IsZero():
		faults.Add("granted_from", "required")
	case d.To.IsZero():
		faults.Add("granted_to", "required")
	case d.To.Before(d.From):
		faults.Add("granted_to", "before_start")
	case d.To.Sub(d.From) > longestGrant:
		faults.Add("granted_to", "grant_too_long")
	}
	return faults.Err()
}

// longestGrant is how many days one decision can cover at most here: two years.
const longestGrant = 731

// Alter notes a change of what was granted.
func (s *Service) Alter(ctx context.Context, actor access.Actor, applicationID string, c Change) (Application, error) {
	if c.Kind == Longer {
		if err := s.alone(ctx, actor, applicationID, s.today(), c.On, "on"); err != nil {
			return Application{}, err
		}
	}
	return s.change(ctx, actor, access.RecordDecisions, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		rule, _ := s.Rules.Scheme(a.Scheme)
		if status := s.Status(*a); status != Granted {
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		}
		if err := c.check(*a); err != nil {
			return audit.Event{}, err
		}
		if c.Step = 0; c.Kind == NewRate && rule.Of == Subsidised {
			c.Step = s.grants.StepOf(c.Rate, c.On)
		}
		c.Mark.By, c.Mark.At = actor.Name(), now
		a.Changes = append(a.Changes, c)
		return audit.Event{Type: "grant_altered", To: c.On.Danish(), Reason: c.Reason, ToChoices: []string{"claim.change." + string(c.Kind)}}, nil
	})
}

func (c Change) check(a Application) error {
	var faults fault.Fields
	if !slices.Contains(ChangeKinds(), c.Kind) {
		faults.Add("kind", "choose")
	}
	switch {
	case c.On.IsZero():
		faults.Add("on", "required")
	case c.On.Before(a.Decision.From):
		faults.Add("on", "before_grant")
	case c.Kind == Longer && !c.On.After(a.Until()):
		faults.Add("on", "not_longer")
	case c.Kind == Longer && c.On.Sub(a.Decision.From) > longestGrant:
		faults.Add("on", "grant_too_long")
	case c.Kind != Longer && c.On.After(a.Until()):
		faults.Add("on", "after_grant")
	}
	if c.Kind == NewRate && c.Rate <= 0 {
		faults.Add("rate", "required")
	}
	if c.Reason == "" {
		faults.Add("reason", "required")
	}
	return faults.Err()
}

// Told notes that the municipality was told of a change, or settled it.
func (s *Service) Told(ctx context.Context, actor access.Actor, applicationID string, n int, settled bool) (Application, error) {
	return s.change(ctx, actor, access.RecordDecisions, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		if n < 0 || n >= len(a.Changes) {
			return audit.Event{}, fault.New(fault.NotFound, "")
		}
		c, mark := &a.Changes[n], &Mark{By: actor.Name(), At: now}
		switch {
		case settled && c.Settled == nil:
			c.Settled = mark
			return audit.Event{Type: "grant_change_settled"}, nil
		case !settled && c.Told == nil:
			c.Told = mark
			return audit.Event{Type: "grant_change_told"}, nil
		}
		return audit.Event{}, store.Unchanged
	})
}
