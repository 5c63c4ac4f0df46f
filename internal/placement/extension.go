package placement

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Extension is a firm's wish for a later last day and what was decided about
// it: in VITAS where there is praktik, otherwise by the candidate.
type Extension struct {
	To         caldate.Date `bson:"to"` // the new last day
	Motivation string       `bson:"motivation"`
	PaidHours  PaidHours    `bson:"paid_hours"` // the question, asked again
	AskedBy    string       `bson:"asked_by"`   // name
	AskedAt    time.Time    `bson:"asked_at"`
	Decision   string       `bson:"decision"` // "", approved or refused
	Reference  string       `bson:"reference,omitempty"`
	Helped     string       `bson:"helped,omitempty"` // why somebody else recorded the candidate's answer
	DecidedOn  caldate.Date `bson:"decided_on"`
	DecidedBy  string       `bson:"decided_by,omitempty"` // name
	DecidedAt  time.Time    `bson:"decided_at,omitempty"`
}

// ExtensionStates lists what can be decided about an extension.
func ExtensionStates() []string { return []string{"approved", "refused"} }

// OpenExtension finds the extension that waits for a decision; there is one at
// most. A course that is stopped asks for nothing.
func (p Placement) OpenExtension() (Extension, bool) {
	i := p.openExtension()
	if i < 0 {
		return Extension{}, false
	}
	return p.Extensions[i], true
}

func (p Placement) openExtension() int {
	if p.Stop != nil || !p.WithdrawnAt.IsZero() {
		return -1
	}
	return slices.IndexFunc(p.Extensions, func(e Extension) bool { return e.Decision == "" })
}

// CanExtend tells whether a later last day can be asked for: once at a time,
// from the approval until the day before the last.
func (p Placement) CanExtend(today caldate.Date) bool {
	return p.mayExtend(today) == nil
}

func (p Placement) mayExtend(today caldate.Date) error {
	stage := p.StageOn(today)
	switch {
	case p.Stop != nil || stage == Ended:
		return errOver
	case !slices.Contains([]Status{Ready, Running, Paused}, stage):
		return fault.New(fault.Conflict, "extension_before_approval")
	case p.openExtension() >= 0:
		return fault.New(fault.Conflict, "extension_open")
	case !today.Before(p.Agreement.End):
		return fault.New(fault.Conflict, "extension_too_late")
	}
	return nil
}

// check finds what is wrong with an extension of an agreement.
func (e Extension) check(a Agreement) error {
	var faults fault.Fields
	switch {
	case e.To.IsZero():
		faults.Add("to", "required")
	case !e.To.After(a.End):
		faults.Add("to", "extension_not_later")
	case e.To.Sub(a.Start) > longestCourse:
		faults.Add("to", "over_a_year")
	}
	if e.Motivation == "" {
		faults.Add("motivation", "required")
	}
	e.PaidHours.check(&faults)
	return faults.Err()
}

// Extended is an agreement as an extension makes it: the staircase goes on from
// where it is.
func (a Agreement) Extended(e Extension) Agreement {
	a.End, a.PaidHours = e.To, e.PaidHours
	a.Steps = a.Ramp.Steps(a.Start, a.End)
	return a
}

// AskExtension asks for a later last day. By and when follow from the actor and
// the clock.
func (s *Service) AskExtension(ctx context.Context, actor access.Actor, placementID string, e Extension) (Placement, error) {
	now := s.clock.Now()
	asked := Extension{To: e.To, Motivation: e.Motivation, PaidHours: e.PaidHours, AskedBy: actor.Name(), AskedAt: now}
	return s.transition(ctx, actor, access.EditPlacements, placementID, func(p *Placement) error {
		if open, ok := p.OpenExtension(); ok && open.To == asked.To && open.Motivation == asked.Motivation {
			return store.Unchanged // a second click
		}
		if err := p.mayExtend(caldate.Of(now)); err != nil {
			return err
		}
		if err := asked.check(p.Agreement); err != nil {
			return err
		}
		p.Extensions = append(p.Extensions, asked)
		p.Append(actor, access.EditPlacements, now, audit.Event{
			Type: "extension_asked", From: p.Agreement.End.Danish(), To: asked.To.Danish(),
			ToChoices: []string{"placement.paid_answers." + asked.PaidHours.Answer}, Reason: asked.Motivation,
		})
		return nil
	})
}

// ExtensionAnswer is what was decided about an extension.
type ExtensionAnswer struct {
	To        caldate.Date // the new last day it is about, as it was read
	State     string       // one of ExtensionStates
	Reference string       // in VITAS
	On        caldate.Date // when it was decided; zero for today
	Helped    string       // for the candidate's own answer: one of HelpReasons
	Granted   int          // highest praktik of a week, with an approval in VITAS, in minutes; 0 when not told
}

// DecideExtension mirrors what VITAS says about an extension with praktik.
func (s *Service) DecideExtension(ctx context.Context, actor access.Actor, placementID string, d ExtensionAnswer) (Placement, error) {
	if d.State == "approved" && d.Reference == "" {
		return Placement{}, fault.Field("reference", "required")
	}
	if d.Granted > opening.MaxMinutes {
		return Placement{}, fault.Field("granted", "over_full_week")
	}
	d.Helped = ""
	behalf := ""
	if actor.Party().Kind != access.Municipality {
		behalf = "municipality"
	}
	return s.settleExtension(ctx, actor, access.RecordDecisions, placementID, d, behalf)
}

// ConfirmExtension records the candidate's own answer about an extension
// without praktik, which nobody else has to approve.
func (s *Service) ConfirmExtension(ctx context.Context, actor access.Actor, placementID string, d ExtensionAnswer) (Placement, error) {
	if !slices.Contains(HelpReasons(), d.Helped) {
		return Placement{}, fault.Field("helped", "choose")
	}
	d.Reference, d.Granted = "", 0
	return s.settleExtension(ctx, actor, access.ConfirmForCandidate, placementID, d, "candidate")
}

func (s *Service) settleExtension(ctx context.Context, actor access.Actor, used access.Permission, placementID string, d ExtensionAnswer, behalf string) (Placement, error) {
	now := s.clock.Now()
	today := caldate.Of(now)
	switch {
	case !slices.Contains(ExtensionStates(), d.State):
		return Placement{}, fault.Field("state", "choose")
	case d.On.IsZero():
		d.On = today
	case d.On.After(today):
		return Placement{}, fault.Field("on", "after_today")
	}
	return s.transition(ctx, actor, used, placementID, func(p *Placement) error {
		switch {
		case p.ExtendsInVitas() && used != access.RecordDecisions:
			return fault.New(fault.Conflict, "extension_in_vitas")
		case !p.ExtendsInVitas() && used == access.RecordDecisions:
			return fault.New(fault.Conflict, "vitas_not_needed")
		}
		event, err := p.settle(d, actor.Name(), now)
		if err != nil {
			return err
		}
		event.OnBehalf = behalf
		p.Append(actor, used, now, event)
		return nil
	})
}

// settle puts a decision to the open extension. An approved one makes a new
// version of the agreement, and every yes stands: it is about more of the same.
// A decision that came after the last day extends nothing, as hours would have
// gone on without one.
func (p *Placement) settle(d ExtensionAnswer, by string, now time.Time) (audit.Event, error) {
	i := p.openExtension()
	switch {
	case i < 0:
		if last := len(p.Extensions) - 1; last >= 0 && p.Extensions[last].To == d.To && p.Extensions[last].Decision == d.State {
			return audit.Event{}, store.Unchanged // a second click
		}
		return audit.Event{}, fault.New(fault.Conflict, "extension_gone")
	case p.Extensions[i].To != d.To:
		return audit.Event{}, fault.New(fault.Conflict, "extension_gone")
	case d.State == "approved" && d.On.After(p.Agreement.End):
		return audit.Event{}, fault.Field("on", "extension_decided_late")
	}
	e := p.Extensions[i]
	e.Decision, e.Reference, e.Helped, e.DecidedOn, e.DecidedBy, e.DecidedAt = d.State, d.Reference, d.Helped, d.On, by, now
	p.Extensions = slices.Clone(p.Extensions)
	p.Extensions[i] = e
	event := audit.Event{Type: "extension_" + d.State, From: p.Agreement.End.Danish(), To: e.To.Danish()}
	if d.State == "approved" {
		p.keep(by, now)
		p.Agreement = p.Agreement.Extended(e)
		if d.Granted > 0 {
			p.Vitas.Grants = append(slices.Clone(p.Vitas.Grants), Grant{Minutes: d.Granted, Reference: d.Reference, On: d.On, By: by, At: now})
		}
	}
	return event, nil
}
