package placement

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// Propose proposes that tasks are paid from a date. Of the conversion it takes
// the tasks, the date, the hours and the kind. Whoever can say yes for the firm
// has said it with that.
func (s *Service) Propose(ctx context.Context, actor access.Actor, placementID string, wish Conversion) (Placement, error) {
	now := s.clock.Now()
	today := caldate.Of(now)
	c := Conversion{ID: id.New("cnv", now), TaskIDs: wish.TaskIDs, From: wish.From, MinutesAWeek: wish.MinutesAWeek, Kind: wish.Kind}
	c.Proposed = Tick{By: actor.Name(), At: now}
	if actor.Can(access.ConfirmForCompany) {
		c.Company = &Tick{By: actor.Name(), At: now}
	}
	return s.transition(ctx, actor, access.ProposePaid, placementID, func(p *Placement) error {
		if open, ok := p.OpenConversion(today); ok && open.From == c.From && slices.Equal(open.TaskIDs, c.TaskIDs) {
			return store.Unchanged // a second click
		}
		if err := p.MayPropose(today); err != nil {
			return err
		}
		if err := p.checkConversion(c, today); err != nil {
			return err
		}
		p.Conversions = append(slices.Clone(p.Conversions), c)
		p.Append(actor, access.ProposePaid, now, audit.Event{
			Type: "conversion_proposed", ToChoices: []string{"conversion.kinds." + string(c.Kind)},
			To: p.titles(c) + ", " + hhmm(c.MinutesAWeek) + ", " + c.From.Danish(),
		})
		return nil
	})
}

// convert gives a command to a conversion: done tells whether the fact is there
// already, and apply writes it.
func (s *Service) convert(ctx context.Context, actor access.Actor, placementID, conversionID string, command ConversionCommand,
	done func(Conversion) bool, apply func(*Placement, *Conversion, *audit.Event, time.Time)) (Placement, error) {
	now := s.clock.Now()
	row := conversionRow(command)
	return s.transition(ctx, actor, row.Used, placementID, func(p *Placement) error {
		i := slices.IndexFunc(p.Conversions, func(c Conversion) bool { return c.ID == conversionID })
		if i < 0 {
			return fault.New(fault.NotFound, "")
		}
		c := p.Conversions[i]
		if done(c) {
			return store.Unchanged // a second click
		}
		if err := p.mayConvert(command, c, caldate.Of(now)); err != nil {
			return err
		}
		event := audit.Event{Type: row.Event, To: p.titles(c)}
		p.Conversions = slices.Clone(p.Conversions)
		apply(p, &p.Conversions[i], &event, now)
		p.Append(actor, row.Used, now, event)
		return nil
	})
}

// AgreeToPay is the firm's yes to a conversion.
func (s *Service) AgreeToPay(ctx context.Context, actor access.Actor, placementID, conversionID string) (Placement, error) {
	return s.convert(ctx, actor, placementID, conversionID, AgreeAsFirm, func(c Conversion) bool { return c.Company != nil },
		func(_ *Placement, c *Conversion, _ *audit.Event, now time.Time) {
			c.Company = &Tick{By: actor.Name(), At: now}
		})
}

// DeclineToPay is the firm's no to a conversion: with one of DeclineReasons, and
// but for a plain no with the day from when it can be taken up again.
func (s *Service) DeclineToPay(ctx context.Context, actor access.Actor, placementID, conversionID string, d Decline) (Placement, error) {
	var faults fault.Fields
	switch {
	case !slices.Contains(DeclineReasons(), d.Reason):
		faults.Add("reason", "choose")
	case d.Reason != "no" && d.On.IsZero():
		faults.Add("on", "required")
	case !d.On.IsZero() && !d.On.After(caldate.Of(s.clock.Now())):
		faults.Add("on", "not_after_today")
	}
	if err := faults.Err(); err != nil {
		return Placement{}, err
	}
	return s.convert(ctx, actor, placementID, conversionID, DeclineAsFirm, declined,
		func(_ *Placement, c *Conversion, e *audit.Event, now time.Time) {
			c.Declined = &Decline{Party: TheCompany, Reason: d.Reason, On: d.On, By: actor.Name(), At: now}
			e.ToChoices, e.Reason = []string{"conversion.reasons." + d.Reason}, d.On.Danish()
		})
}

func declined(c Conversion) bool { return c.Declined != nil }

// AnswerForCandidate records the candidate's own answer to a conversion. Why
// somebody else records it must be one of HelpReasons; a no has no reason.
func (s *Service) AnswerForCandidate(ctx context.Context, actor access.Actor, placementID, conversionID, answer, helped string) (Placement, error) {
	var faults fault.Fields
	if answer != "yes" && answer != "no" {
		faults.Add("answer", "choose")
	}
	if !slices.Contains(HelpReasons(), helped) {
		faults.Add("helped", "choose")
	}
	if err := faults.Err(); err != nil {
		return Placement{}, err
	}
	if answer == "no" {
		return s.convert(ctx, actor, placementID, conversionID, DeclineCandidate, declined,
			func(_ *Placement, c *Conversion, e *audit.Event, now time.Time) {
				c.Declined = &Decline{Party: TheCandidate, By: actor.Name(), At: now, Helped: helped}
				e.OnBehalf = "candidate"
			})
	}
	return s.convert(ctx, actor, placementID, conversionID, AgreeAsCandidate, func(c Conversion) bool { return c.Candidate != nil },
		func(_ *Placement, c *Conversion, e *audit.Event, now time.Time) {
			c.Candidate = &Tick{By: actor.Name(), At: now, Helped: helped}
			e.OnBehalf = "candidate"
		})
}

// InformMunicipality notes that the municipality was told of a conversion, the
// last thing it needs. With that the plan changes from its date on: as many
// hours, with more pay and less praktik.
func (s *Service) InformMunicipality(ctx context.Context, actor access.Actor, placementID, conversionID string) (Placement, error) {
	return s.convert(ctx, actor, placementID, conversionID, Inform, func(c Conversion) bool { return c.Informed != nil },
		func(p *Placement, c *Conversion, _ *audit.Event, now time.Time) {
			c.Informed = &Tick{By: actor.Name(), At: now}
			p.convertPlan(*c, actor.Name(), now)
		})
}

// TakeBackConversion withdraws a proposal that is not in place yet.
func (s *Service) TakeBackConversion(ctx context.Context, actor access.Actor, placementID, conversionID string) (Placement, error) {
	return s.convert(ctx, actor, placementID, conversionID, TakeBack, func(c Conversion) bool { return c.Withdrawn != nil },
		func(_ *Placement, c *Conversion, _ *audit.Event, now time.Time) {
			c.Withdrawn = &Tick{By: actor.Name(), At: now}
		})
}
