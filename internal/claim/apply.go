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

// Write sets what the open fields of an application say.
func (s *Service) Write(ctx context.Context, actor access.Actor, applicationID string, version int64, said Said) (Application, error) {
	scope, err := actor.Scope(access.Apply)
	if err != nil {
		return Application{}, err
	}
	if _, err := s.Get(ctx, actor, applicationID); err != nil {
		return Application{}, err
	}
	now := s.clock.Now()
	return s.applications.UpdateAt(ctx, scope, applicationID, version, func(a *Application) error {
		rule, _ := s.Rules.Scheme(a.Scheme)
		open := a.OpenFields(rule.Of)
		if len(open) == 0 {
			return fault.New(fault.Conflict, "application_is_"+string(s.Status(*a)))
		}
		next := a.Said.with(said, open)
		if err := next.check(); err != nil {
			return err
		}
		changed := differ(a.Said, next, rule.Of)
		if len(changed) == 0 {
			return store.Unchanged
		}
		a.Said = next
		a.Append(actor, access.Apply, now, audit.Event{Type: "application_written", About: keys("claim.field.", changed)})
		return nil
	})
}

func keys(prefix string, names []string) []string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = prefix + n
	}
	return list
}

// with takes over the fields named from another.
func (s Said) with(other Said, fields []string) Said {
	for _, name := range fields {
		switch name {
		case "why":
			s.Why = other.Why
		case "work":
			s.Work = other.Work
		case "help":
			s.Help = other.Help
		case "minutes":
			s.Minutes = other.Minutes
		case "from":
			s.From = other.From
		case "to":
			s.To = other.To
		}
	}
	return s
}

// check finds what is wrong with what is said, also before it is complete.
func (s Said) check() error {
	var faults fault.Fields
	if !s.From.IsZero() && !s.To.IsZero() && s.To.Before(s.From) {
		faults.Add("to", "before_start")
	}
	return faults.Err()
}

// complete finds what an application lacks before it can be sent.
func (s Said) complete(of Of) error {
	faults := fault.Fields(fault.FieldsOf(s.check()))
	for _, name := range Fields(of) {
		if v := s.field(name); v == "" || v == 0 || v == (caldate.Date{}) {
			faults.Add(name, "required")
		}
	}
	return faults.Err()
}

// Tick notes that lines of the checklist are done, and that the others are not.
func (s *Service) Tick(ctx context.Context, actor access.Actor, applicationID string, done []string) (Application, error) {
	return s.change(ctx, actor, access.Apply, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		if status := s.Status(*a); status != Preparing && status != ToSend {
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		}
		var kept []Mark
		for _, what := range s.Checklist(a.Scheme) {
			switch i := slices.IndexFunc(a.Ready, func(m Mark) bool { return m.What == what }); {
			case !slices.Contains(done, what):
			case i >= 0:
				kept = append(kept, a.Ready[i])
			default:
				kept = append(kept, Mark{What: what, By: actor.Name(), At: now})
			}
		}
		if len(kept) == len(a.Ready) && slices.EqualFunc(kept, a.Ready, func(x, y Mark) bool { return x.What == y.What }) {
			return audit.Event{}, store.Unchanged
		}
		a.Ready = kept
		return audit.Event{Type: "application_checklist"}, nil
	})
}

// Send notes that the application was sent in VITAS or to the municipality, with
// the reference it has there. What is said then is kept.
func (s *Service) Send(ctx context.Context, actor access.Actor, applicationID, reference string) (Application, error) {
	return s.change(ctx, actor, access.Apply, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		rule, _ := s.Rules.Scheme(a.Scheme)
		switch status := s.Status(*a); status {
		case Preparing:
			return audit.Event{}, fault.New(fault.Conflict, "application_checklist")
		case ToSend, MoreWanted:
		default:
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		}
		faults := fault.Fields(fault.FieldsOf(a.Said.complete(rule.Of)))
		if rule.Of == Help && len(a.Split) == 0 {
			return audit.Event{}, fault.New(fault.Conflict, "split_first")
		}
		if reference == "" {
			faults.Add("reference", "required")
		}
		if err := faults.Err(); err != nil {
			return audit.Event{}, err
		}
		a.Sendings = append(a.Sendings, Sending{Mark: Mark{By: actor.Name(), At: now}, Reference: reference, Said: a.Said})
		return audit.Event{Type: "application_sent", To: reference, About: keys("claim.field.", a.Difference(rule.Of))}, nil
	})
}

// Ask notes what the municipality wants to know more about. Only those fields open.
func (s *Service) Ask(ctx context.Context, actor access.Actor, applicationID string, fields []string, text string) (Application, error) {
	return s.change(ctx, actor, access.RecordDecisions, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		rule, _ := s.Rules.Scheme(a.Scheme)
		if status := s.Status(*a); status != Sent {
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		}
		fields = slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return !slices.Contains(Fields(rule.Of), f) })
		var faults fault.Fields
		if len(fields) == 0 {
			faults.Add("fields", "choose")
		}
		if text == "" {
			faults.Add("text", "required")
		}
		if err := faults.Err(); err != nil {
			return audit.Event{}, err
		}
		a.Asked = append(a.Asked, Asked{Mark: Mark{By: actor.Name(), At: now}, Fields: fields, Text: text})
		return audit.Event{Type: "application_asked", About: keys("claim.field.", fields), Reason: text}, nil
	})
}

// Withdraw takes an application back.
func (s *Service) Withdraw(ctx context.Context, actor access.Actor, applicationID, why string) (Application, error) {
	if why == "" {
		return Application{}, fault.Field("why_withdrawn", "required")
	}
	return s.change(ctx, actor, access.Apply, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		switch status := s.Status(*a); status {
		case Granted, Refused:
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		case Dropped:
			return audit.Event{}, store.Unchanged
		}
		a.Withdrawn = &Mark{By: actor.Name(), At: now, Reason: why}
		return audit.Event{Type: "application_withdrawn", Reason: why}, nil
	})
}
