package placement

import (
	"testing"

	"fodfaeste/internal/caldate"
)

// approved is a course of three months that everybody and VITAS said yes to.
func approved() Placement {
	p := complete()
	agreed(&p)
	p.Vitas.State = "approved"
	return p
}

func stoppedOn(day caldate.Date) func(*Placement) {
	return func(p *Placement) { p.Stop = &Stop{On: day, Reason: "work", At: when} }
}

func paused(from, resume caldate.Date) func(*Placement) {
	return func(p *Placement) { p.Pauses = append(p.Pauses, Pause{From: from, Resume: resume}) }
}

func TestStageOn(t *testing.T) {
	end := approved().Agreement.End
	unapproved := func(state string) func(*Placement) { return func(p *Placement) { p.Vitas.State = state } }
	both := func(changes ...func(*Placement)) func(*Placement) {
		return func(p *Placement) {
			for _, change := range changes {
				change(p)
			}
		}
	}
	nothing := func(*Placement) {}
	tests := map[string]struct {
		change func(*Placement)
		on     caldate.Date
		stage  Status
		gate   string // reason, or "" when open
	}{
		"draft":                           {func(p *Placement) { *p = complete() }, monday, Draft, "ticks"},
		"with parties":                    {func(p *Placement) { p.Company = nil }, monday, WithParties, "ticks"},
		"agreed":                          {unapproved(""), monday, Agreed, "vitas"},
		"in VITAS":                        {unapproved("sent"), monday, InVitas, "vitas"},
		"refused":                         {unapproved("refused"), monday, Refused, "refused"},
		"consent withdrawn":               {func(p *Placement) { p.WithdrawnAt = when }, monday, Withdrawn, "withdrawn"},
		"withdrawn beats stopped":         {both(func(p *Placement) { p.WithdrawnAt = when }, stoppedOn(monday)), end, Withdrawn, "withdrawn"},
		"day before the first":            {nothing, monday.Add(-1), Ready, "start"},
		"approved late":                   {func(p *Placement) { p.Vitas.On = monday.Add(3) }, monday.Add(2), Ready, "start"},
		"first day":                       {nothing, monday, Running, ""},
		"last day":                        {nothing, end, Running, ""},
		"day after the last":              {nothing, end.Add(1), Ended, ""},
		"day before a pause":              {paused(monday.Add(7), monday.Add(21)), monday.Add(6), Running, ""},
		"first day of a pause":            {paused(monday.Add(7), monday.Add(21)), monday.Add(7), Paused, ""},
		"last day of a pause":             {paused(monday.Add(7), monday.Add(21)), monday.Add(20), Paused, ""},
		"first day back":                  {paused(monday.Add(7), monday.Add(21)), monday.Add(21), Running, ""},
		"last day that counts":            {stoppedOn(monday.Add(9)), monday.Add(9), Running, ""},
		"day after the stop":              {stoppedOn(monday.Add(9)), monday.Add(10), Stopped, ""},
		"stopped long ago":                {stoppedOn(monday.Add(9)), end.Add(90), Stopped, ""},
		"stopped in a pause":              {both(paused(monday.Add(7), monday.Add(21)), stoppedOn(monday.Add(9))), monday.Add(12), Stopped, ""},
		"stopped before it began":         {stoppedOn(monday.Add(-1)), monday.Add(-5), Stopped, "stopped"},
		"stopped before VITAS had it":     {both(unapproved(""), stoppedOn(monday.Add(4))), monday.Add(-5), Stopped, "stopped"},
		"stopped on the day it began":     {stoppedOn(monday), monday, Running, ""},
		"stopped after a late approval":   {both(func(p *Placement) { p.Vitas.On = monday.Add(3) }, stoppedOn(monday.Add(2))), monday, Stopped, "stopped"},
		"to be stopped, not begun yet":    {stoppedOn(monday.Add(4)), monday.Add(-1), Ready, "start"},
		"stopped on the agreed last day":  {stoppedOn(end), end.Add(1), Stopped, ""},
		"refused, then stopped":           {both(unapproved("refused"), stoppedOn(monday)), monday, Stopped, "stopped"},
		"paid only, no VITAS is asked":    {func(p *Placement) { p.Vitas, p.Agreement.Tasks = Vitas{}, p.Agreement.Tasks[1:] }, monday, Running, ""},
		"a second pause":                  {both(paused(monday.Add(7), monday.Add(9)), paused(monday.Add(14), monday.Add(16))), monday.Add(15), Paused, ""},
		"between two pauses":              {both(paused(monday.Add(7), monday.Add(9)), paused(monday.Add(14), monday.Add(16))), monday.Add(10), Running, ""},
		"the stop leaves its pauses open": {both(paused(monday.Add(7), monday.Add(21)), stoppedOn(monday.Add(9))), monday.Add(8), Paused, ""},
	}
	reached := map[Status]bool{}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := approved()
			tt.change(&p)
			stage := p.StageOn(tt.on)
			reached[stage] = true
			if stage != tt.stage {
				t.Errorf("stage %s, want %s", stage, tt.stage)
			}
			if gate := p.GateOn(tt.on); gate.Reason != tt.gate || gate.Open != (tt.gate == "") {
				t.Errorf("gate %+v, want %q", gate, tt.gate)
			}
		})
	}
	for _, s := range []Status{Draft, WithParties, Agreed, InVitas, Refused, Withdrawn, Ready, Running, Paused, Stopped, Ended} {
		if !reached[s] {
			t.Errorf("no case reaches %s", s)
		}
	}
	if reached[Approved] {
		t.Error("approved is no stage: the calendar says more")
	}
}

func TestClosedOn(t *testing.T) {
	p := approved()
	p.Vitas.On = monday.Add(2)
	paused(monday.Add(14), monday.Add(21))(&p)
	stoppedOn(monday.Add(30))(&p)
	for day, want := range map[caldate.Date]string{
		monday.Add(-1): "before_course", monday: "before_gate", monday.Add(1): "before_gate", monday.Add(2): "",
		monday.Add(13): "", monday.Add(14): "day_paused", monday.Add(20): "day_paused", monday.Add(21): "",
		monday.Add(30): "", monday.Add(31): "after_stop", p.Agreement.End: "after_stop", p.Agreement.End.Add(1): "after_course",
	} {
		if reason, closed := p.ClosedOn(day); reason != want || closed != (want != "") {
			t.Errorf("%s: closed %t, %q; want %q", day, closed, reason, want)
		}
	}
}

// TestWeeks: what a stop and a pause do to the weeks.
func TestWeeks(t *testing.T) {
	tests := map[string]struct {
		change  func(*Placement)
		week    int // after the first
		runs    bool
		rests   bool
		planned int
	}{
		"a week like any other":         {func(*Placement) {}, 2, true, false, 480},
		"before the first":              {func(*Placement) {}, -1, false, false, 0},
		"wholly paused":                 {paused(monday.Add(7), monday.Add(21)), 2, true, true, 0},
		"back on Sunday":                {paused(monday.Add(7), monday.Add(20)), 2, true, false, 480},
		"paused from Tuesday":           {paused(monday.Add(8), monday.Add(21)), 1, true, false, 480},
		"two pauses fill it":            {func(p *Placement) { paused(monday.Add(7), monday.Add(9))(p); paused(monday.Add(9), monday.Add(14))(p) }, 1, true, true, 0},
		"the stop's own week":           {stoppedOn(monday.Add(9)), 1, true, false, 480},
		"after the stop":                {stoppedOn(monday.Add(9)), 2, false, false, 0},
		"paused up to a stop that week": {func(p *Placement) { paused(monday.Add(7), monday.Add(14))(p); stoppedOn(monday.Add(9))(p) }, 1, true, true, 0},
		"stopped before it began":       {stoppedOn(monday.Add(-1)), 0, false, false, 0},
		"first days paused, mid-week":   {func(p *Placement) { p.Agreement.Start = monday.Add(3); paused(monday.Add(3), monday.Add(7))(p) }, 0, true, true, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := approved()
			tt.change(&p)
			w := monday.Week().Add(tt.week)
			if runs, rests, planned := p.Runs(w), p.Rests(w), p.Planned(w); runs != tt.runs || rests != tt.rests || planned != tt.planned {
				t.Errorf("runs %t, rests %t, planned %d; want %t, %t, %d", runs, rests, planned, tt.runs, tt.rests, tt.planned)
			}
		})
	}
}

func TestNextMeeting(t *testing.T) {
	p := approved()
	for day, want := range map[caldate.Date]caldate.Date{monday: monday.Add(45), monday.Add(45): monday.Add(45), monday.Add(46): monday.Add(80), monday.Add(81): {}} {
		if next, ok := p.NextMeeting(day); next.On != want || ok == want.IsZero() {
			t.Errorf("on %s the next meeting is %s, want %s", day, next.On, want)
		}
	}
}
