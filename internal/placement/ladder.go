package placement

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

// Rung is a task's move to a step of the ladder, on which work goes from
// something new to something paid.
type Rung struct {
	TaskID string       `bson:"task_id"`
	Step   LadderStep   `bson:"step"`
	On     caldate.Date `bson:"on"`
	By     string       `bson:"by"` // name
	At     time.Time    `bson:"at"`
}

// LadderStep is how far a person is with a task.
type LadderStep string

const (
	NewTask  LadderStep = "new"
	Training LadderStep = "training"
	WithHelp LadderStep = "with_help"
	Alone    LadderStep = "alone"

	// These two follow from conversions; nobody moves a task there by hand.
	ProposedPaid LadderStep = "proposed_paid"
	PaidTask     LadderStep = "paid"
)

// LadderMove is one step up or down. Down is as normal as up and asks for no
// reason.
type LadderMove string

const (
	StepUp   LadderMove = "up"
	StepDown LadderMove = "down"
)

// LadderTransition is one row of what can be done to a task: which move leads
// from which step to which, what it takes, and what the history says.
type LadderTransition struct {
	Move  LadderMove
	From  LadderStep
	To    LadderStep
	Used  access.Permission
	Event string // text key below "history."
}

// Ladder is the whole of it. Guards, buttons and tests follow it.
func Ladder() []LadderTransition { return slices.Clone(ladder) }

var ladder = []LadderTransition{
	{StepUp, NewTask, Training, access.MoveTasks, "task_up"},
	{StepUp, Training, WithHelp, access.MoveTasks, "task_up"},
	{StepUp, WithHelp, Alone, access.MoveTasks, "task_up"},
	{StepDown, Alone, WithHelp, access.MoveTasks, "task_down"},
	{StepDown, WithHelp, Training, access.MoveTasks, "task_down"},
	{StepDown, Training, NewTask, access.MoveTasks, "task_down"},
}

// stepOf finds the row for a move from a step.
func stepOf(move LadderMove, from LadderStep) (LadderTransition, bool) {
	i := slices.IndexFunc(ladder, func(t LadderTransition) bool { return t.Move == move && t.From == from })
	if i < 0 {
		return LadderTransition{}, false
	}
	return ladder[i], true
}

// Standing is where a task stands on the ladder.
type Standing struct {
	Step LadderStep
	On   caldate.Date // of the last move; zero when there was none
}

// StandingOn derives where a task stands on a day.
func (p Placement) StandingOn(taskID string, day caldate.Date) Standing {
	if task, _ := p.TaskOn(taskID, day); task.Strand == Paid {
		standing := Standing{Step: PaidTask, On: p.Agreement.Start}
		for _, c := range p.Conversions {
			if c.settled() && slices.Contains(c.TaskIDs, taskID) {
				standing.On = c.From
			}
		}
		return standing
	}
	for _, c := range p.Conversions {
		if slices.Contains(c.TaskIDs, taskID) && (c.waits(day) || c.StatusOn(day) == ConversionInformed) {
			return Standing{ProposedPaid, caldate.Of(c.Proposed.At)}
		}
	}
	for _, r := range slices.Backward(p.Ladder) {
		if r.TaskID == taskID && !r.On.After(day) {
			return Standing{r.Step, r.On}
		}
	}
	return Standing{Step: NewTask}
}

// CanMove tells whether an actor can make a move with a task now: the same row
// of the table that the move itself is held up against.
func (p Placement) CanMove(actor access.Actor, move LadderMove, taskID string, today caldate.Date) bool {
	t, ok := stepOf(move, p.StandingOn(taskID, today).Step)
	task, _ := p.Agreement.Task(taskID)
	return ok && !task.Teaching && actor.Can(t.Used) && p.mayPlan(today) == nil
}

// MoveTask takes a task one step up or down from the step it was seen at.
func (s *Service) MoveTask(ctx context.Context, actor access.Actor, placementID, taskID string, move LadderMove, seen LadderStep) (Placement, error) {
	now := s.clock.Now()
	today := caldate.Of(now)
	return s.transition(ctx, actor, access.MoveTasks, placementID, func(p *Placement) error {
		task, ok := p.Agreement.Task(taskID)
		if !ok || task.Teaching {
			return fault.New(fault.NotFound, "")
		}
		t, ok := stepOf(move, seen)
		standing := p.StandingOn(taskID, today)
		switch {
		case !ok:
			return fault.New(fault.Conflict, "no_such_step")
		case standing.Step == t.To:
			return store.Unchanged // a second click
		case standing.Step != seen:
			return fault.New(fault.Conflict, "task_moved_meanwhile")
		}
		if err := p.mayPlan(today); err != nil {
			return err
		}
		p.Ladder = append(slices.Clone(p.Ladder), Rung{TaskID: taskID, Step: t.To, On: today, By: actor.Name(), At: now})
		p.Append(actor, t.Used, now, audit.Event{
			Type: t.Event, FromChoices: []string{"ladder.steps." + string(t.From)}, ToChoices: []string{"ladder.steps." + string(t.To)}, Reason: task.Title,
		})
		return nil
	})
}

// HidesHours tells whether the course keeps curves and sums of hours from an
// actor: those who are beside the person, while it is quiet.
func (p Placement) HidesHours(actor access.Actor) bool {
	return p.Quiet && actor.Reach(access.ViewPlacements) == access.Own
}

// SetQuiet turns the quiet of a course on or off: whether curves and sums of
// hours are kept from the mentor and from what the candidate gets.
func (s *Service) SetQuiet(ctx context.Context, actor access.Actor, placementID string, quiet bool) (Placement, error) {
	return s.transition(ctx, actor, access.SetQuiet, placementID, func(p *Placement) error {
		if p.Quiet == quiet {
			return store.Unchanged
		}
		p.Quiet = quiet
		event := audit.Event{Type: "quiet_off"}
		if quiet {
			event.Type = "quiet_on"
		}
		p.Append(actor, access.SetQuiet, s.clock.Now(), event)
		return nil
	})
}
