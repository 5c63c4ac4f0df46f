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

// The plan of hours of a course under way. The agreement's ramp gives the first
// one; each later one counts from a Monday on and leaves the weeks before it as
// they were planned. Going down and staying are as good as going up.

// Staircase is a later plan of hours.
type Staircase struct {
	From     caldate.Date `bson:"from"` // the Monday it counts from
	Move     Move         `bson:"move"`
	Steps    []PlanStep   `bson:"steps"`              // the first begins on From
	Tried    string       `bson:"tried,omitempty"`    // what is tried with it: days, times, breaks
	Happened string       `bson:"happened,omitempty"` // what came of the plan it replaced
	By       string       `bson:"by"`                 // name
	At       time.Time    `bson:"at"`
}

// PlanStep is a step of a plan: from a day on, so many minutes a week of each
// kind. The day is a Monday, but for the first day of a course.
type PlanStep struct {
	From    caldate.Date `bson:"from"`
	Paid    int          `bson:"paid"`
	Praktik int          `bson:"praktik"`
}

// Minutes are those of a week in all.
func (s PlanStep) Minutes() int { return s.Paid + s.Praktik }

// sameHours tells whether two steps plan the same week.
func (s PlanStep) sameHours(other PlanStep) bool {
	return s.Paid == other.Paid && s.Praktik == other.Praktik
}

// Move is how a plan differs from the one before.
type Move string

const (
	Raise Move = "raise" // one more step
	Stay  Move = "stay"  // on the step of a week
	Lower Move = "lower"

	Convert Move = "convert" // by a conversion: as long a week, with more pay and less praktik
)

// Moves lists how people change a plan.
func Moves() []string { return []string{string(Raise), string(Stay), string(Lower)} }

// Grant is a later approval in VITAS of other hours than the first.
type Grant struct {
	Minutes   int          `bson:"minutes"` // highest praktik of a week
	Reference string       `bson:"reference"`
	On        caldate.Date `bson:"on"` // the day it was decided
	By        string       `bson:"by"` // name
	At        time.Time    `bson:"at"`
}

// GrantedOn is the highest praktik of a week that VITAS has approved as of a
// day, in minutes: what was written down, or else what the agreement asks for.
func (p Placement) GrantedOn(day caldate.Date) int {
	granted := p.Vitas.GrantedMinutes
	for _, g := range p.Vitas.Grants {
		if !g.On.After(day) {
			granted = g.Minutes
		}
	}
	if granted == 0 {
		return p.Agreement.PraktikOf(p.Agreement.Highest())
	}
	return granted
}

// Planned is the plan for a week in minutes, of both kinds: as the plan that
// counts in it says, and nothing outside the course or in a week that rests.
func (p Placement) Planned(w caldate.Week) int {
	return p.PlannedStep(w).Minutes()
}

// PlannedStep is the step that a week is planned with, which is none outside
// the course or in a week that rests.
func (p Placement) PlannedStep(w caldate.Week) PlanStep {
	if !p.Runs(w) || p.Rests(w) {
		return PlanStep{}
	}
	return p.StepIn(w)
}

// StepIn is the last step that begins before a week is over, of the plan that
// counts in the week, whether the week rests or not; none before the course.
func (p Placement) StepIn(w caldate.Week) PlanStep {
	var step PlanStep
	for _, s := range p.planIn(w) {
		if !s.From.After(w.Sunday()) {
			step = s
		}
	}
	return step
}

// planIn are the steps of the plan that counts in a week: the latest one that
// begins by then.
func (p Placement) planIn(w caldate.Week) []PlanStep {
	for _, v := range slices.Backward(p.Staircases) {
		if !v.From.After(w.Monday()) {
			return v.Steps
		}
	}
	return p.agreedPlan()
}

// agreedPlan is the ramp of the agreement as a plan: each kind has the share its
// tasks have, and no praktik is planned beyond what was granted.
func (p Placement) agreedPlan() []PlanStep {
	steps := make([]PlanStep, len(p.Agreement.Steps))
	for i, s := range p.Agreement.Steps {
		praktik := p.Agreement.PraktikOf(s.Minutes)
		steps[i] = PlanStep{From: s.From, Paid: s.Minutes - praktik, Praktik: min(praktik, p.GrantedOn(s.From))}
	}
	return steps
}

// Plans lists every plan the course has had, oldest first, that of the agreement
// at its head.
func (p Placement) Plans() []Staircase {
	first := Staircase{From: p.Agreement.Start, Steps: p.agreedPlan(), At: p.SentAt}
	return append([]Staircase{first}, p.Staircases...)
}

// StepsFrom are the steps that count from a week on, whichever plan they come
// from, the one of that week first.
func (p Placement) StepsFrom(w caldate.Week) []PlanStep {
	if first := p.Agreement.Start.Week(); w.Before(first) {
		w = first
	}
	var steps []PlanStep
	for ; p.Runs(w); w = w.Add(1) {
		step := p.StepIn(w)
		if n := len(steps); n > 0 && steps[n-1].sameHours(step) {
			continue
		}
		if step.From.Before(w.Monday()) {
			step.From = w.Monday()
		}
		steps = append(steps, step)
	}
	return steps
}

// HighestPlanned is the highest week of the whole course as it is planned now.
func (p Placement) HighestPlanned() int {
	highest := 0
	for _, s := range p.StepsFrom(p.Agreement.Start.Week()) {
		highest = max(highest, s.Minutes())
	}
	return highest
}

// PlanChange is a wish for another plan.
type PlanChange struct {
	Seen          int // how many later plans there were when it was thought of
	Move          Move
	From          caldate.Date // a Monday
	Paid, Praktik int          // minutes of a week, to raise to or to lower to
	Tried         string
	Happened      string
}

// CanPlan tells whether the plan of hours can change: of an approved course,
// until its last day.
func (p Placement) CanPlan(today caldate.Date) bool { return p.mayPlan(today) == nil }

func (p Placement) mayPlan(today caldate.Date) error {
	switch stage := p.StageOn(today); {
	case p.Stop != nil || stage == Ended:
		return errOver
	case !slices.Contains([]Status{Ready, Running, Paused}, stage):
		return fault.New(fault.Conflict, "plan_before_approval")
	}
	return nil
}

// PlanWeeks are the weeks a new plan can begin with: this one and those to come.
func (p Placement) PlanWeeks(today caldate.Date) []caldate.Week {
	w := today.Week()
	if first := p.Agreement.Start.Week(); w.Before(first) {
		w = first
	}
	var weeks []caldate.Week
	for ; p.Runs(w); w = w.Add(1) {
		weeks = append(weeks, w)
	}
	return weeks
}

// HoursField names the form field for a week's hours of a kind.
func HoursField(s Strand) string { return string(s) + "_minutes" }

// Replanned is the placement with the plan that is wished for, or what is wrong
// with it. Weeks that are over keep the plan they had.
func (p Placement) Replanned(c PlanChange, today caldate.Date) (Placement, error) {
	w := c.From.Week()
	if c.From.IsZero() || !slices.Contains(p.PlanWeeks(today), w) {
		return p, fault.Field("from", "choose")
	}
	now := p.StepIn(w)
	first := PlanStep{From: w.Monday(), Paid: c.Paid, Praktik: c.Praktik}
	steps := []PlanStep{first}
	switch c.Move {
	case Stay:
		steps[0].Paid, steps[0].Praktik = now.Paid, now.Praktik
	case Raise, Lower:
		if err := p.checkStep(c.Move, first, now, today); err != nil {
			return p, err
		}
	default:
		return p, fault.Field("move", "choose")
	}
	steps = p.goOn(steps, c.Move)
	p.Staircases = append(slices.Clone(p.Staircases), Staircase{From: w.Monday(), Move: c.Move, Steps: steps, Tried: c.Tried, Happened: c.Happened})
	return p, nil
}

// goOn prolongs a plan of one step: a conversion that comes later takes hours
// over as it was agreed, and a step up leaves those that lie above it.
func (p Placement) goOn(steps []PlanStep, move Move) []PlanStep {
	first := steps[0]
	later := p.StepsFrom(first.From.Week().Add(1))
	for _, c := range p.Conversions {
		if c.settled() && c.From.After(first.From) {
			step := p.converted(steps[len(steps)-1], c)
			step.From = c.From
			steps = append(steps, step)
		}
	}
	if move != Raise {
		return steps
	}
	for _, s := range later {
		if s.Minutes() <= first.Minutes() {
			continue
		}
		steps = slices.DeleteFunc(steps, func(made PlanStep) bool { return !made.From.Before(s.From) })
		steps = append(steps, s)
	}
	return steps
}

// checkStep finds what is wrong with a step beside the one it replaces.
func (p Placement) checkStep(move Move, step, now PlanStep, today caldate.Date) error {
	var faults fault.Fields
	praktik, paid := p.HasPraktikOn(step.From.Week().Sunday()), p.hasOn(Paid, step.From.Week().Sunday())
	field := HoursField(Praktik)
	if !praktik {
		field = HoursField(Paid)
	}
	if step.Praktik > 0 && !praktik {
		faults.Add(HoursField(Praktik), "no_task_then")
	}
	if step.Paid > 0 && !paid {
		faults.Add(HoursField(Paid), "no_task_then")
	}
	if step.Praktik > p.GrantedOn(today) && step.Praktik > now.Praktik {
		faults.Add(HoursField(Praktik), "over_granted")
	}
	switch {
	case step.Minutes() == 0:
		faults.Add(field, "required")
	case step.Minutes()+p.Agreement.OtherMinutes() > opening.MaxMinutes:
		faults.Add(field, "over_full_week_together")
	case move == Raise && step.Minutes() <= now.Minutes():
		faults.Add(field, "step_not_higher")
	case move == Lower && step.Minutes() >= now.Minutes():
		faults.Add(field, "step_not_lower")
	}
	return faults.Err()
}

// ChangePlan gives an approved course another plan of hours from a week on.
// Nobody is asked again: it stays below what was granted.
func (s *Service) ChangePlan(ctx context.Context, actor access.Actor, placementID string, c PlanChange) (Placement, error) {
	now := s.clock.Now()
	today := caldate.Of(now)
	return s.transition(ctx, actor, access.PlanHours, placementID, func(p *Placement) error {
		if n := len(p.Staircases); n > 0 && n == c.Seen+1 && p.Staircases[n-1].From == c.From && p.Staircases[n-1].Move == c.Move {
			return store.Unchanged // a second click
		} else if n != c.Seen {
			return fault.New(fault.Conflict, "plan_changed")
		}
		if err := p.mayPlan(today); err != nil {
			return err
		}
		next, err := p.Replanned(c, today)
		if err != nil {
			return err
		}
		made := &next.Staircases[c.Seen]
		made.By, made.At = actor.Name(), now
		p.Append(actor, access.PlanHours, now, audit.Event{
			Type: "staircase_changed", ToChoices: []string{"staircase.moves." + string(c.Move)}, Reason: c.Happened,
			From: hhmm(p.StepIn(c.From.Week()).Minutes()), To: hhmm(made.Steps[0].Minutes()) + ", " + made.From.Danish(),
		})
		p.Staircases = next.Staircases
		return nil
	})
}

// RecordGrant writes down that VITAS has approved other hours for a course that
// was approved before.
func (s *Service) RecordGrant(ctx context.Context, actor access.Actor, placementID string, g Grant) (Placement, error) {
	now := s.clock.Now()
	var faults fault.Fields
	switch today := caldate.Of(now); {
	case g.On.IsZero():
		g.On = today
	case g.On.After(today):
		faults.Add("on", "after_today")
	}
	switch {
	case g.Minutes <= 0:
		faults.Add("granted", "required")
	case g.Minutes > opening.MaxMinutes:
		faults.Add("granted", "over_full_week")
	}
	if g.Reference == "" {
		faults.Add("reference", "required")
	}
	if err := faults.Err(); err != nil {
		return Placement{}, err
	}
	g.By, g.At = actor.Name(), now
	return s.transition(ctx, actor, access.RecordDecisions, placementID, func(p *Placement) error {
		switch n := len(p.Vitas.Grants); {
		case n > 0 && p.Vitas.Grants[n-1].Minutes == g.Minutes && p.Vitas.Grants[n-1].Reference == g.Reference:
			return store.Unchanged // a second click
		case p.Vitas.State != "approved":
			return fault.New(fault.Conflict, "plan_before_approval")
		}
		if err := p.mayPlan(caldate.Of(now)); err != nil {
			return err
		}
		event := audit.Event{Type: "hours_granted", From: hhmm(p.GrantedOn(g.On)), To: hhmm(g.Minutes) + ", " + g.Reference}
		if actor.Party().Kind != access.Municipality {
			event.OnBehalf = "municipality"
		}
		p.Vitas.Grants = append(slices.Clone(p.Vitas.Grants), g)
		p.Append(actor, access.RecordDecisions, now, event)
		return nil
	})
}
