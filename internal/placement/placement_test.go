package placement

import (
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

var (
	monday = caldate.MustParse("2026-11-23")
	when   = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
)

func complete() Placement {
	p := Placement{MentorID: "p1", Consented: []string{"paid", "praktik"}, Agreement: Agreement{
		PNumber: "1999999991", Purpose: "ordinary_hours", Start: monday, End: monday.AddMonths(3).Add(-1),
		Tasks:     []Task{{ID: "t1", Title: "Plader", Minutes: 240, Strand: Praktik}, {ID: "t2", Title: "Brød", Minutes: 240, Strand: Paid}},
		Ramp:      Ramp{From: 480, To: 480, Pace: Hold},
		Meetings:  []Meeting{{monday.Add(45), "halfway"}, {monday.Add(80), "end"}},
		PaidHours: PaidHours{Answer: "not_yet", Note: "når pladerne sidder"},
	}}
	p.Agreement.Steps = p.Agreement.Ramp.Steps(p.Agreement.Start, p.Agreement.End)
	return p
}

func TestIncomplete(t *testing.T) {
	tests := map[string]struct {
		change func(*Placement)
		field  string
		code   string
	}{
		"complete":             {func(*Placement) {}, "", ""},
		"no mentor":            {func(p *Placement) { p.MentorID = "" }, "mentor", "choose"},
		"no tasks":             {func(p *Placement) { p.Agreement.Tasks = nil }, "tasks.0.title", "required"},
		"task in both strands": {func(p *Placement) { p.Agreement.Tasks[1].Title = "plader" }, "tasks.1.title", "task_in_both"},
		"task twice": {func(p *Placement) {
			p.Agreement.Tasks[1] = Task{ID: "t2", Title: "PLADER", Minutes: 60, Strand: Praktik}
		}, "tasks.1.title", "task_twice"},
		"task without time":         {func(p *Placement) { p.Agreement.Tasks[0].Minutes = 0 }, "tasks.0.minutes", "required"},
		"task without strand":       {func(p *Placement) { p.Agreement.Tasks[0].Strand = "" }, "tasks.0.strand", "choose"},
		"praktik needs purpose":     {func(p *Placement) { p.Agreement.Purpose = "" }, "purpose", "choose"},
		"ends before it starts":     {func(p *Placement) { p.Agreement.End = monday.Add(-1) }, "end", "before_start"},
		"over a year":               {func(p *Placement) { p.Agreement.End = monday.AddMonths(13) }, "end", "over_a_year"},
		"meeting outside":           {func(p *Placement) { p.Agreement.Meetings[0].On = monday.Add(-1) }, "halfway", "outside_course"},
		"meeting missing":           {func(p *Placement) { p.Agreement.Meetings[1].On = caldate.Date{} }, "final", "required"},
		"paid hours unanswered":     {func(p *Placement) { p.Agreement.PaidHours = PaidHours{} }, "paid_answer", "choose"},
		"paid hours, no date":       {func(p *Placement) { p.Agreement.PaidHours = PaidHours{Answer: "yes"} }, "paid_from", "required"},
		"not yet, no reason":        {func(p *Placement) { p.Agreement.PaidHours.Note = "" }, "paid_note", "required"},
		"falling staircase":         {func(p *Placement) { p.Agreement.Ramp.To = 60 }, "to_minutes", "ramp_falls"},
		"more than a full week":     {func(p *Placement) { p.Agreement.Ramp = Ramp{480, 38 * 60, Slow} }, "to_minutes", "over_full_week"},
		"no consent to paid":        {func(p *Placement) { p.Consented = []string{"praktik"} }, "tasks.1.strand", "strand_no_consent"},
		"hold, but more at the end": {func(p *Placement) { p.Agreement.Ramp.To = 600 }, "to_minutes", "pace_needed"},
		"a job without words":       {func(p *Placement) { p.Agreement.PromiseMinutes = 600 }, "promise", "required"},
		"a promise with a job": {func(p *Placement) {
			p.Agreement.Promise, p.Agreement.PromiseMinutes, p.Agreement.DecideOn = "Møder stabilt", 600, monday.Add(70)
		}, "", ""},
		"decided before the start": {func(p *Placement) { p.Agreement.Promise, p.Agreement.DecideOn = "Møder stabilt", monday.Add(-1) }, "decide_on", "before_start"},
		"paid only, no purpose":    {func(p *Placement) { p.Agreement.Tasks[0].Strand, p.Agreement.Purpose = Paid, "" }, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := complete()
			tt.change(&p)
			got := fault.FieldsOf(p.incomplete())
			if tt.field == "" && len(got) > 0 || tt.field != "" && got[tt.field] != tt.code {
				t.Errorf("faults %v, want %s=%s", got, tt.field, tt.code)
			}
		})
	}
}

func TestStatusAndGate(t *testing.T) {
	tick := &Tick{By: "Karen", At: when}
	tests := map[string]struct {
		change func(*Placement)
		on     caldate.Date
		status Status
		gate   string // reason, or "" when open
	}{
		"draft":                    {func(*Placement) {}, monday, Draft, "ticks"},
		"sent":                     {func(p *Placement) { p.SentAt = when }, monday, WithParties, "ticks"},
		"representative missing":   {func(p *Placement) { p.SentAt, p.Company, p.Candidate = when, tick, tick }, monday, WithParties, "ticks"},
		"representative said no":   {func(p *Placement) { p.SentAt, p.Company, p.Candidate, p.Representative.Answer = when, tick, tick, "no" }, monday, WithParties, "ticks"},
		"all yes":                  {agreed, monday, Agreed, "vitas"},
		"sent in VITAS":            {func(p *Placement) { agreed(p); p.Vitas.State = "sent" }, monday, InVitas, "vitas"},
		"more wanted":              {func(p *Placement) { agreed(p); p.Vitas.State = "more_wanted" }, monday, InVitas, "vitas"},
		"refused":                  {func(p *Placement) { agreed(p); p.Vitas.State = "refused" }, monday, Refused, "refused"},
		"approved, day before":     {func(p *Placement) { agreed(p); p.Vitas.State = "approved" }, monday.Add(-1), Approved, "start"},
		"approved, first day":      {func(p *Placement) { agreed(p); p.Vitas.State = "approved" }, monday, Approved, ""},
		"approved, after the end":  {func(p *Placement) { agreed(p); p.Vitas.State = "approved" }, monday.AddMonths(4), Approved, ""},
		"paid only needs no VITAS": {func(p *Placement) { agreed(p); p.Agreement.Tasks = p.Agreement.Tasks[1:] }, monday, Approved, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := complete()
			tt.change(&p)
			if got := p.Status(); got != tt.status {
				t.Errorf("status %s, want %s", got, tt.status)
			}
			if gate := p.GateOn(tt.on); gate.Reason != tt.gate || gate.Open != (tt.gate == "") {
				t.Errorf("gate %+v, want %q", gate, tt.gate)
			}
		})
	}
}

func agreed(p *Placement) {
	p.SentAt, p.Company, p.Candidate = when, &Tick{}, &Tick{}
	p.Representative = Representative{Name: "Gitte", Answer: "yes"}
}

func TestSteps(t *testing.T) {
	end := monday.AddMonths(3).Add(-1)
	tests := map[string]struct {
		ramp        Ramp
		start       caldate.Date
		count, last int
	}{
		"hold":             {Ramp{480, 480, Hold}, monday, 1, 480},
		"slow 6 to 8":      {Ramp{360, 480, Slow}, monday, 5, 480},
		"normal 6 to 8":    {Ramp{360, 480, Normal}, monday, 3, 480},
		"never above":      {Ramp{360, 405, Normal}, monday, 2, 405},
		"cut by the end":   {Ramp{120, 2000, Normal}, monday, 14, 120 + 13*60},
		"starts mid week":  {Ramp{360, 420, Normal}, monday.Add(2), 2, 420},
		"hold with target": {Ramp{360, 480, Hold}, monday, 1, 360},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			steps := tt.ramp.Steps(tt.start, end)
			if len(steps) != tt.count || steps[len(steps)-1].Minutes != tt.last {
				t.Fatalf("%d steps up to %d, want %d up to %d", len(steps), steps[len(steps)-1].Minutes, tt.count, tt.last)
			}
			if steps[0].From != tt.start {
				t.Errorf("the first step begins %s, want the first day", steps[0].From)
			}
			for _, s := range steps[1:] {
				if s.From.Weekday() != time.Monday || s.From.After(end) {
					t.Errorf("a step begins %s", s.From)
				}
			}
		})
	}
}

func TestPlanned(t *testing.T) {
	p := complete()
	p.Agreement.Ramp = Ramp{360, 480, Normal}
	p.Agreement.Steps = p.Agreement.Ramp.Steps(p.Agreement.Start, p.Agreement.End)
	for n, want := range map[int]int{-1: 0, 0: 360, 1: 420, 2: 480, 9: 480, 20: 0} {
		if got := p.Planned(monday.Week().Add(n)); got != want {
			t.Errorf("plan of week %d = %d, want %d", n, got, want)
		}
	}
}
