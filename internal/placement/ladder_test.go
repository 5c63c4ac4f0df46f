package placement

import (
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
)

var handSteps = []LadderStep{NewTask, Training, WithHelp, Alone}

// TestLadder: the table takes a task one step at a time, up and down, and
// neither into the paid strand nor out of it.
func TestLadder(t *testing.T) {
	if len(Ladder()) != 2*(len(handSteps)-1) {
		t.Errorf("%d rows", len(Ladder()))
	}
	for i, from := range append(handSteps, PaidTask) {
		up, canUp := stepOf(StepUp, from)
		down, canDown := stepOf(StepDown, from)
		if canUp != (i < 3) || canUp && up.To != handSteps[i+1] {
			t.Errorf("up from %s: %t to %s", from, canUp, up.To)
		}
		if canDown != (i > 0 && i < 4) || canDown && down.To != handSteps[i-1] {
			t.Errorf("down from %s: %t to %s", from, canDown, down.To)
		}
	}
}

func TestStandingOn(t *testing.T) {
	p := approved()
	p.Ladder = []Rung{{TaskID: "t1", Step: Training, On: monday}, {TaskID: "t1", Step: WithHelp, On: monday.Add(7)}, {TaskID: "t1", Step: Training, On: monday.Add(14)}}
	for name, tt := range map[string]struct {
		task string
		on   caldate.Date
		want Standing
	}{
		"before all":    {"t1", monday.Add(-1), Standing{Step: NewTask}},
		"the first day": {"t1", monday, Standing{Training, monday}},
		"between":       {"t1", monday.Add(13), Standing{WithHelp, monday.Add(7)}},
		"down again":    {"t1", monday.Add(90), Standing{Training, monday.Add(14)}},
		"paid":          {"t2", monday, Standing{PaidTask, p.Agreement.Start}},
		"no such task":  {"t9", monday, Standing{Step: NewTask}},
	} {
		if got := p.StandingOn(tt.task, tt.on); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func TestCanMove(t *testing.T) {
	at := func(step LadderStep) func(*Placement) {
		return func(p *Placement) { p.Ladder = []Rung{{TaskID: "t1", Step: step, On: monday}} }
	}
	as := func(r access.Role) access.Actor {
		return access.NewActor(access.Identity{PersonID: "p1"}, access.Party{Kind: access.Company}, r)
	}
	for name, tt := range map[string]struct {
		role     access.Role
		change   func(*Placement)
		task     string
		on       caldate.Date
		up, down bool
	}{
		"a new task":         {access.Mentor, func(*Placement) {}, "t1", monday, true, false},
		"on the way":         {access.Mentor, at(Training), "t1", monday, true, true},
		"alone":              {access.Consultant, at(Alone), "t1", monday, false, true},
		"paid":               {access.Owner, func(*Placement) {}, "t2", monday, false, false},
		"lessons":            {access.Mentor, func(p *Placement) { p.Agreement.Tasks[0].Teaching = true }, "t1", monday, false, false},
		"an approver":        {access.Approver, at(Training), "t1", monday, false, false},
		"before it begins":   {access.Mentor, func(*Placement) {}, "t1", monday.Add(-3), true, false},
		"after the last day": {access.Mentor, at(Training), "t1", approved().Agreement.End.Add(1), false, false},
		"before approval":    {access.Mentor, func(p *Placement) { p.Vitas.State = "sent" }, "t1", monday, false, false},
	} {
		p := approved()
		tt.change(&p)
		if up, down := p.CanMove(as(tt.role), StepUp, tt.task, tt.on), p.CanMove(as(tt.role), StepDown, tt.task, tt.on); up != tt.up || down != tt.down {
			t.Errorf("%s: up %t, down %t", name, up, down)
		}
	}
}

func TestHidesHours(t *testing.T) {
	for role, want := range map[access.Role]bool{access.Mentor: true, access.Owner: false, access.Approver: false, access.Consultant: false} {
		actor := access.NewActor(access.Identity{}, access.Party{}, role)
		if (Placement{}).HidesHours(actor) || (Placement{Quiet: true}).HidesHours(actor) != want {
			t.Errorf("%s: want %t when it is quiet", role, want)
		}
	}
}
