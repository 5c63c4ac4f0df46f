package claim

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/money"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Followed is a granted application with where its claims stand.
type Followed struct {
	Application
	Scheme Scheme
	Claims []Standing
}

// About names the package of a period, for the documents that lie in it.
func (a Application) About(from caldate.Date) string { return "claim:" + a.ID + ":" + from.String() }

// All follows every granted application of the actor's firm.
func (s *Service) All(ctx context.Context, actor access.Actor) ([]Followed, error) {
	scope, err := actor.Scope(access.RunClaims)
	if err != nil {
		return nil, err
	}
	list, err := s.applications.All(ctx, scope, store.Query{Index: "company"})
	if err != nil {
		return nil, err
	}
	return s.follow(ctx, actor, list)
}

// Of follows one application.
func (s *Service) Of(ctx context.Context, actor access.Actor, applicationID string) (Followed, error) {
	scope, err := actor.Scope(access.RunClaims)
	if err != nil {
		return Followed{}, err
	}
	a, err := s.applications.Get(ctx, scope, applicationID)
	if err != nil {
		return Followed{}, err
	}
	list, err := s.follow(ctx, actor, []Application{a})
	if err == nil && len(list) == 0 {
		err = fault.New(fault.NotFound, "")
	}
	if err != nil {
		return Followed{}, err
	}
	return list[0], nil
}

// follow reads once what the claims of some applications follow from.
func (s *Service) follow(ctx context.Context, actor access.Actor, list []Application) ([]Followed, error) {
	list = slices.DeleteFunc(list, func(a Application) bool { return a.Until().IsZero() })
	if len(list) == 0 {
		return nil, nil
	}
	first := list[0].Decision.From
	for _, a := range list {
		if a.Decision.From.Before(first) {
			first = a.Decision.From
		}
	}
	weeks, err := s.weeks.Since(ctx, actor, first.Week())
	if err != nil {
		return nil, err
	}
	placements, err := s.placements.Current(ctx, actor, first)
	if err != nil {
		return nil, err
	}
	followUps, err := s.meetings.Since(ctx, actor, first)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(a Application) bool { return !runs(placements, a) })
	facts := FirmFacts{Weeks: weeks, Placements: placements, FollowUps: followUps, Since: first, Papers: map[string]map[string][]string{}}
	for _, a := range list {
		if _, read := facts.Papers[a.PlacementID]; read || s.papers == nil {
			continue
		}
		if facts.Papers[a.PlacementID], err = s.papers(ctx, actor, a.PlacementID); err != nil {
			return nil, err
		}
	}
	return Follow(s.grants, s.Rules, list, facts, s.today()), nil
}

// FirmFacts is what the claims of a firm follow from.
type FirmFacts struct {
	Weeks      []hours.Week
	Placements []placement.Placement
	FollowUps  []meeting.FollowUp
	Since      caldate.Date                   // that all of these are known from
	Papers     map[string]map[string][]string // kinds of documents by course and what they are about
}

// Follow works out where the claims of granted applications stand.
func Follow(grants *grant.Rules, rules *Rules, list []Application, facts FirmFacts, today caldate.Date) []Followed {
	late := map[string]bool{}
	for _, item := range meeting.Waiting(facts.Placements, facts.FollowUps, facts.Since, today) {
		if item.Reason == meeting.IsOverdue || item.Reason == meeting.ToReplan {
			late[item.PlacementID] = true
		}
	}
	var followed []Followed
	for _, a := range list {
		rule, known := rules.Scheme(a.Scheme)
		if !known || a.Until().IsZero() || !runs(facts.Placements, a) {
			continue
		}
		f := Facts{Today: today, FollowUp: late[a.PlacementID], Papers: map[caldate.Date][]string{}, Approved: map[caldate.Week]caldate.Date{}}
		var of []hours.Week
		for _, w := range facts.Weeks {
			if w.PlacementID == a.PlacementID {
				of = append(of, w)
				f.Approved[w.Week] = caldate.Of(w.ApprovedAt)
			}
		}
		f.Book = hours.Book(of, a.Decision.From.Week().Monday(), a.Until().Week().Sunday())
		courses := slices.DeleteFunc(slices.Clone(facts.Placements), func(p placement.Placement) bool { return p.ID != a.PlacementID })
		f.Missing = hours.Missing(courses, of, a.Decision.From, a.Until(), today)
		for _, span := range a.Spans(rule.Every) {
			f.Papers[span.From] = facts.Papers[a.PlacementID][a.About(span.From)]
		}
		followed = append(followed, Followed{a, rule, a.Stand(grants, rule, f)})
	}
	return followed
}

// runs tells whether an application's course is among some. One that is not must not
// be seen: the person took consent back.
func runs(placements []placement.Placement, a Application) bool {
	return slices.ContainsFunc(placements, func(p placement.Placement) bool { return p.ID == a.PlacementID })
}

// Standing finds the claim of a period by its first day.
func (f Followed) Standing(from caldate.Date) (Standing, bool) {
	i := slices.IndexFunc(f.Claims, func(st Standing) bool { return st.From == from })
	if i < 0 {
		return Standing{}, false
	}
	return f.Claims[i], true
}

// AtRisk is the money of periods that are still to be claimed, and whether all of
// it is known; Lost that of periods whose window has gone.
func AtRisk(list []Followed) (risk, lost money.Ore, known bool) {
	known = true
	for _, f := range list {
		for _, st := range f.Claims {
			if !st.AtRisk() && st.Status != Expired {
				continue
			}
			switch {
			case st.Amount == nil:
				known = false
			case st.Status == Expired:
				lost += *st.Amount
			default:
				risk += *st.Amount
			}
		}
	}
	return risk, lost, known
}

// Fingerprint names what a claim says, its money included, so that what is sent is
// what was looked at.
func (st Standing) Fingerprint() string {
	h := fnv.New64a()
	for _, d := range st.Days {
		fmt.Fprintf(h, "%s %d\n", d.Date, d.Minutes)
	}
	for _, p := range st.Parts {
		if p.Rate != nil {
			fmt.Fprintf(h, "%s %d\n", p.From, *p.Rate)
		}
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// maySend finds what keeps a claim from being sent as it was looked at.
func (st Standing) maySend(seen, reference string) error {
	switch {
	case st.Status == TooEarly || st.Status == Zero || st.Status == ClaimIsSent || st.Status == Paid || st.Status == ClaimRefused:
		return fault.New(fault.Conflict, "claim_is_"+string(st.Status))
	case len(st.Lacks) > 0:
		return fault.New(fault.Conflict, "claim_is_open")
	case st.Fingerprint() != seen:
		return fault.New(fault.Conflict, "claim_changed")
	case reference == "":
		return fault.Field("reference", "required")
	}
	return nil
}

// claimChange does one thing to the claim of a period.
func (s *Service) claimChange(ctx context.Context, actor access.Actor, applicationID string, from caldate.Date, apply func(Standing, *Claim, time.Time) (audit.Event, error)) (Application, error) {
	f, err := s.Of(ctx, actor, applicationID)
	if err != nil {
		return Application{}, err
	}
	st, known := f.Standing(from)
	if !known {
		return Application{}, fault.New(fault.NotFound, "")
	}
	scope, err := actor.Scope(access.RunClaims)
	if err != nil {
		return Application{}, err
	}
	now := s.clock.Now()
	return s.applications.UpdateAt(ctx, scope, applicationID, f.Version, func(a *Application) error {
		i := slices.IndexFunc(a.Claims, func(c Claim) bool { return c.From == from })
		if i < 0 {
			a.Claims, i = append(a.Claims, Claim{From: from}), len(a.Claims)
		}
		e, err := apply(st, &a.Claims[i], now)
		if err == nil {
			e.From = st.From.Danish()
			a.Append(actor, access.RunClaims, now, e)
		}
		return err
	})
}

// SendClaim notes that the claim of a period was sent in NemRefusion, and keeps the
// days it told. They are locked first; seen is the fingerprint of what the sender
// looked at. A claim that has changed since it was sent is sent again.
func (s *Service) SendClaim(ctx context.Context, actor access.Actor, applicationID string, from caldate.Date, seen, reference string) (Application, error) {
	f, err := s.Of(ctx, actor, applicationID)
	if err != nil {
		return Application{}, err
	}
	if st, known := f.Standing(from); known {
		if err := st.maySend(seen, reference); err != nil { // before anything is locked
			return Application{}, err
		}
		if _, err := s.weeks.Lock(ctx, actor, st.From, st.To, f.PlacementID); err != nil {
			return Application{}, err
		}
	}
	return s.claimChange(ctx, actor, applicationID, from, func(st Standing, c *Claim, now time.Time) (audit.Event, error) {
		if err := st.maySend(seen, reference); err != nil {
			return audit.Event{}, err
		}
		c.Sendings = append(c.Sendings, ClaimSent{Mark: Mark{By: actor.Name(), At: now}, Reference: reference, Days: st.Days, Amount: st.Amount})
		return audit.Event{Type: "claim_sent", To: reference}, nil
	})
}

// AnswerClaim notes what came back about a claim that was sent.
func (s *Service) AnswerClaim(ctx context.Context, actor access.Actor, applicationID string, from caldate.Date, answer Answer) (Application, error) {
	return s.claimChange(ctx, actor, applicationID, from, func(st Standing, c *Claim, now time.Time) (audit.Event, error) {
		if len(c.Sendings) == 0 {
			return audit.Event{}, fault.New(fault.Conflict, "claim_is_"+string(st.Status))
		}
		if err := answer.check(caldate.Of(now)); err != nil {
			return audit.Event{}, err
		}
		answer.Mark = Mark{By: actor.Name(), At: now}
		c.Answers = append(c.Answers, answer)
		return audit.Event{Type: "claim_" + string(answer.Kind), Reason: answer.Text}, nil
	})
}

func (a Answer) check(today caldate.Date) error {
	var faults fault.Fields
	if !slices.Contains(AnswerKinds(), a.Kind) {
		faults.Add("kind", "choose")
	}
	switch {
	case a.On.IsZero():
		faults.Add("on", "required")
	case a.On.After(today):
		faults.Add("on", "after_today")
	}
	if (a.Kind == AnswerPaid || a.Kind == AnswerRepaid) && a.Amount <= 0 {
		faults.Add("amount", "required")
	}
	if (a.Kind == AnswerMissing || a.Kind == AnswerRefused) && a.Text == "" {
		faults.Add("text", "required")
	}
	return faults.Err()
}

// Excuse notes why a claim goes although a follow-up is overdue.
func (s *Service) Excuse(ctx context.Context, actor access.Actor, applicationID string, from caldate.Date, why string) (Application, error) {
	if why == "" {
		return Application{}, fault.Field("excuse", "required")
	}
	return s.claimChange(ctx, actor, applicationID, from, func(_ Standing, c *Claim, now time.Time) (audit.Event, error) {
		c.Excused = &Mark{By: actor.Name(), At: now, Reason: why}
		return audit.Event{Type: "claim_excused", Reason: why}, nil
	})
}

// SetHelp notes that the help of a week was otherwise than the sheet says.
func (s *Service) SetHelp(ctx context.Context, actor access.Actor, applicationID string, from caldate.Date, h Helped) (Application, error) {
	return s.claimChange(ctx, actor, applicationID, from, func(st Standing, c *Claim, now time.Time) (audit.Event, error) {
		var faults fault.Fields
		if h.Week.IsZero() || h.Week.Sunday().Before(st.From) || h.Week.Monday().After(st.To) {
			faults.Add("week", "choose")
		}
		if h.Minutes < 0 || h.Minutes > 7*24*60 {
			faults.Add("minutes", "duration")
		}
		if st.Most > 0 && h.Minutes > st.Most {
			faults.Add("minutes", "help_over_grant")
		}
		if len([]rune(h.Reason)) < 10 {
			faults.Add("reason", "reason_short")
		}
		if err := faults.Err(); err != nil {
			return audit.Event{}, err
		}
		if st.Of != Help {
			return audit.Event{}, fault.New(fault.NotFound, "")
		}
		h.Mark.By, h.Mark.At = actor.Name(), now
		c.Helped = append(c.Helped, h)
		return audit.Event{Type: "claim_help", To: h.Week.String(), Reason: h.Reason}, nil
	})
}
