package placement

import (
	"fmt"
	"reflect"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// rising is a course of 10 to 14 hours, of which half are praktik: 10, 11, 12,
// 13 and then 14.
func rising() Placement {
	p := approved()
	p.Agreement.Ramp = Ramp{600, 840, Normal}
	p.Agreement.Steps = p.Agreement.Ramp.Steps(p.Agreement.Start, p.Agreement.End)
	return p
}

// weeks writes the plan of the first weeks as hours of praktik+paid.
func weeks(p Placement, n int) (list []string) {
	for i := range n {
		s := p.PlannedStep(monday.Week().Add(i))
		list = append(list, fmt.Sprintf("%g+%g", float64(s.Praktik)/60, float64(s.Paid)/60))
	}
	return list
}

func TestReplanned(t *testing.T) {
	today := monday.Add(9) // in the second week
	change := func(move Move, week, praktik, paid int) PlanChange {
		return PlanChange{Move: move, From: monday.Add(7 * week), Praktik: praktik, Paid: paid}
	}
	for name, tt := range map[string]struct {
		change      PlanChange
		before      func(*Placement)
		want        []string
		field, code string
	}{
		"nothing":                  {change: change("", 2, 0, 0), field: "move", code: "choose"},
		"down, now":                {change: change(Lower, 1, 240, 240), want: []string{"5+5", "4+4", "4+4", "4+4", "4+4", "4+4"}},
		"down, later":              {change: change(Lower, 3, 240, 240), want: []string{"5+5", "5.5+5.5", "6+6", "4+4", "4+4", "4+4"}},
		"stay":                     {change: change(Stay, 2, 999, 999), want: []string{"5+5", "5.5+5.5", "6+6", "6+6", "6+6", "6+6"}},
		"a step, then as was":      {change: change(Raise, 2, 390, 390), want: []string{"5+5", "5.5+5.5", "6.5+6.5", "6.5+6.5", "7+7", "7+7"}},
		"a step above all":         {change: change(Raise, 2, 420, 600), want: []string{"5+5", "5.5+5.5", "7+10", "7+10", "7+10", "7+10"}},
		"more pay, to a full week": {change: change(Raise, 2, 420, 37*60-420), want: []string{"5+5", "5.5+5.5", "7+30", "7+30", "7+30", "7+30"}},
		"beyond a full week":       {change: change(Raise, 2, 420, 37*60-419), field: "praktik_minutes", code: "over_full_week_together"},
		"with hours elsewhere": {change: change(Raise, 2, 420, 900), field: "praktik_minutes", code: "over_full_week_together",
			before: func(p *Placement) { p.Agreement.Other = []OtherHours{{"teaching", 16 * 60}} }},
		"more than the agreement asked for": {change: change(Raise, 2, 421, 600), field: "praktik_minutes", code: "over_granted"},
		"more than was granted":             {change: change(Raise, 2, 400, 600), field: "praktik_minutes", code: "over_granted", before: func(p *Placement) { p.Vitas.GrantedMinutes = 390 }},
		"as much as was granted": {change: change(Raise, 2, 600, 600), want: []string{"5+5", "5.5+5.5", "10+10", "10+10", "10+10", "10+10"},
			before: func(p *Placement) { p.Vitas.GrantedMinutes = 600 }},
		"granted since": {change: change(Raise, 2, 600, 600), want: []string{"5+5", "5.5+5.5", "10+10", "10+10", "10+10", "10+10"},
			before: func(p *Placement) { p.Vitas.Grants = []Grant{{Minutes: 600, On: monday}} }},
		"a step that is none":    {change: change(Raise, 2, 360, 360), field: "praktik_minutes", code: "step_not_higher"},
		"down that is up":        {change: change(Lower, 2, 361, 360), field: "praktik_minutes", code: "step_not_lower"},
		"down to nothing":        {change: change(Lower, 2, 0, 0), field: "praktik_minutes", code: "required"},
		"a week that is over":    {change: change(Lower, 0, 240, 240), field: "from", code: "choose"},
		"after the course":       {change: change(Lower, 40, 240, 240), field: "from", code: "choose"},
		"no week":                {change: PlanChange{Move: Stay}, field: "from", code: "choose"},
		"again, from the middle": {change: change(Stay, 3, 0, 0), want: []string{"5+5", "4+4", "4+4", "4+4", "4+4", "4+4"}, before: replanned(change(Lower, 1, 240, 240), today)},
		"again, from before": {change: change(Lower, 2, 180, 180), want: []string{"5+5", "5.5+5.5", "3+3", "3+3", "3+3", "3+3"},
			before: replanned(change(Stay, 4, 0, 0), today)},
	} {
		p := rising()
		if tt.before != nil {
			tt.before(&p)
		}
		kept := len(p.Staircases)
		next, err := p.Replanned(tt.change, today)
		if got := fault.FieldsOf(err); tt.field != "" && got[tt.field] != tt.code || tt.field == "" && err != nil {
			t.Errorf("%s: %v, want %s=%s", name, err, tt.field, tt.code)
		} else if tt.field == "" && (!reflect.DeepEqual(weeks(next, 6), tt.want) || len(p.Staircases) != kept) {
			t.Errorf("%s: %v, want %v", name, weeks(next, 6), tt.want)
		}
	}
}

func replanned(c PlanChange, today caldate.Date) func(*Placement) {
	return func(p *Placement) { *p, _ = p.Replanned(c, today) }
}

// TestGranted: nothing is planned beyond what was granted, and a later approval
// changes no week before it.
func TestGranted(t *testing.T) {
	p := rising()
	p.Vitas.GrantedMinutes = 360
	if got := weeks(p, 5); !reflect.DeepEqual(got, []string{"5+5", "5.5+5.5", "6+6", "6+6.5", "6+7"}) {
		t.Errorf("the plan is %v", got)
	}
	p.Vitas.Grants = []Grant{{Minutes: 390, On: monday.Add(22)}}
	if got := weeks(p, 5); !reflect.DeepEqual(got, []string{"5+5", "5.5+5.5", "6+6", "6+6.5", "6.5+7"}) {
		t.Errorf("after a new approval the plan is %v", got)
	}
	if p.HighestPlanned() != 13*60+30 {
		t.Errorf("the highest week is %d", p.HighestPlanned())
	}
}

func TestMayPlan(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*Placement)
		on     caldate.Date
		want   string
	}{
		"running":       {func(*Placement) {}, monday.Add(20), ""},
		"not begun":     {func(*Placement) {}, monday.Add(-10), ""},
		"paused":        {paused(monday, monday.Add(30)), monday.Add(20), ""},
		"the last day":  {func(*Placement) {}, rising().Agreement.End, ""},
		"ended":         {func(*Placement) {}, rising().Agreement.End.Add(1), "course_over"},
		"to be stopped": {stoppedOn(monday.Add(30)), monday.Add(20), "course_over"},
		"not approved":  {func(p *Placement) { p.Vitas.State = "sent" }, monday.Add(20), "plan_before_approval"},
	} {
		p := rising()
		tt.change(&p)
		if got := fault.CodeOf(p.mayPlan(tt.on)); got != tt.want || p.CanPlan(tt.on) != (tt.want == "") {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestPlans: the agreement's ramp is the first plan, and pauses and the weeks
// outside the course have none.
func TestPlans(t *testing.T) {
	p := rising()
	replanned(PlanChange{Move: Lower, From: monday.Add(14), Praktik: 240, Paid: 240}, monday)(&p)
	plans := p.Plans()
	if len(plans) != 2 || plans[0].From != monday || len(plans[0].Steps) != 5 || plans[1].Move != Lower {
		t.Errorf("the plans are %+v", plans)
	}
	if steps := p.StepsFrom(monday.Week().Add(-3)); len(steps) != 3 || steps[0].From != monday || steps[2].From != monday.Add(14) {
		t.Errorf("the steps are %+v", steps)
	}
	p.Pauses = []Pause{{From: monday.Add(21), Resume: monday.Add(28)}}
	if p.Planned(monday.Week().Add(3)) != 0 || p.Planned(monday.Week().Add(4)) != 480 || p.Planned(monday.Week().Add(-1)) != 0 {
		t.Error("a week without hours is planned")
	}
}

func TestOtherHours(t *testing.T) {
	for name, tt := range map[string]struct {
		other       []OtherHours
		field, code string
	}{
		"none":            {nil, "", ""},
		"12 and 25":       {[]OtherHours{{"teaching", 12 * 60}, {"other_work", 17 * 60}}, "", ""},
		"a minute more":   {[]OtherHours{{"teaching", 12 * 60}, {"other_work", 17*60 + 1}}, "other.1.minutes", "over_full_week_together"},
		"no length":       {[]OtherHours{{"teaching", 0}}, "other.0.minutes", "required"},
		"not on the list": {[]OtherHours{{"physio", 60}}, "other.0.what", "choose"},
	} {
		a := complete().Agreement
		a.Other = tt.other
		got := fault.FieldsOf(a.check())
		if tt.field == "" && len(got) > 0 || tt.field != "" && got[tt.field] != tt.code {
			t.Errorf("%s: faults %v, want %s=%s", name, got, tt.field, tt.code)
		}
	}
}
