package placement

import (
	"errors"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

func extension(p Placement) Extension {
	return Extension{To: p.Agreement.End.Add(60), Motivation: "lidt endnu", PaidHours: PaidHours{Answer: "not_yet", Note: "om lidt"}, AskedBy: "Karen"}
}

func TestExtensionCheck(t *testing.T) {
	start, end := approved().Agreement.Start, approved().Agreement.End
	for name, tt := range map[string]struct {
		change      func(*Extension)
		field, code string
	}{
		"complete":              {func(*Extension) {}, "", ""},
		"a day more":            {func(e *Extension) { e.To = end.Add(1) }, "", ""},
		"the same day":          {func(e *Extension) { e.To = end }, "to", "extension_not_later"},
		"no day":                {func(e *Extension) { e.To = caldate.Date{} }, "to", "required"},
		"a year in all":         {func(e *Extension) { e.To = start.Add(366) }, "", ""},
		"over a year":           {func(e *Extension) { e.To = start.Add(367) }, "to", "over_a_year"},
		"no motivation":         {func(e *Extension) { e.Motivation = "" }, "motivation", "required"},
		"paid hours unanswered": {func(e *Extension) { e.PaidHours = PaidHours{} }, "paid_answer", "choose"},
		"not yet, no because":   {func(e *Extension) { e.PaidHours.Note = "" }, "paid_note", "required"},
		"yes, no day":           {func(e *Extension) { e.PaidHours = PaidHours{Answer: "yes"} }, "paid_from", "required"},
	} {
		e := extension(approved())
		tt.change(&e)
		got := fault.FieldsOf(e.check(approved().Agreement))
		if tt.field == "" && len(got) > 0 || tt.field != "" && got[tt.field] != tt.code {
			t.Errorf("%s: faults %v, want %s=%s", name, got, tt.field, tt.code)
		}
	}
}

func TestMayExtend(t *testing.T) {
	end := approved().Agreement.End
	asked := func(decision string) func(*Placement) {
		return func(p *Placement) { p.Extensions = []Extension{{Decision: decision}} }
	}
	for name, tt := range map[string]struct {
		change func(*Placement)
		on     caldate.Date
		want   string
	}{
		"running":            {func(*Placement) {}, monday.Add(20), ""},
		"not begun":          {func(*Placement) {}, monday.Add(-1), ""},
		"paused":             {paused(monday, monday.Add(30)), monday.Add(20), ""},
		"the day before":     {func(*Placement) {}, end.Add(-1), ""},
		"the last day":       {func(*Placement) {}, end, "extension_too_late"},
		"ended":              {func(*Placement) {}, end.Add(1), "course_over"},
		"to be stopped":      {stoppedOn(monday.Add(30)), monday.Add(20), "course_over"},
		"not approved":       {func(p *Placement) { p.Vitas.State = "sent" }, monday.Add(20), "extension_before_approval"},
		"asked already":      {asked(""), monday.Add(20), "extension_open"},
		"refused before":     {asked("refused"), monday.Add(20), ""},
		"extended before":    {asked("approved"), monday.Add(20), ""},
		"consent taken back": {func(p *Placement) { p.WithdrawnAt = when }, monday.Add(20), "extension_before_approval"},
	} {
		p := approved()
		tt.change(&p)
		if got := fault.CodeOf(p.mayExtend(tt.on)); got != tt.want || p.CanExtend(tt.on) != (tt.want == "") {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestSettle: an approval makes a version that lasts longer and costs nobody
// their yes; a refusal changes nothing.
func TestSettle(t *testing.T) {
	rising := func() Placement {
		p := approved()
		p.Agreement.Ramp = Ramp{480, 1200, Slow}
		p.Agreement.Steps = p.Agreement.Ramp.Steps(p.Agreement.Start, p.Agreement.End)
		p.Extensions = []Extension{extension(p)}
		return p
	}
	end, to := rising().Agreement.End, rising().Extensions[0].To
	p := rising()
	before := p.Agreement
	event, err := p.settle(ExtensionAnswer{To: to, State: "approved", Reference: "VP-2", On: end}, "Bo", when)
	if err != nil || event.Type != "extension_approved" || p.Agreement.End != to || p.Agreement.PaidHours.Note != "om lidt" {
		t.Fatalf("%v, %v: the last day is %s, want %s", event, err, p.Agreement.End, to)
	}
	if p.StageOn(to) != Running || p.Revision != 0 || p.Company == nil || p.Vitas.State != "approved" || len(p.Earlier) != 1 {
		t.Errorf("on the new last day it is %s, revision %d, %d earlier versions", p.StageOn(to), p.Revision, len(p.Earlier))
	}
	if changes := p.Versions()[1].Since(p.Versions()[0]); len(changes) != 2 || changes[0].After.Name != "period" {
		t.Errorf("the versions differ in %v", changes)
	}
	last := before.Steps[len(before.Steps)-1]
	if next := p.Agreement.Steps[len(before.Steps)]; next.Minutes != last.Minutes+30 || next.From != last.From.Add(7) {
		t.Errorf("after %v the staircase goes on with %v", last, next)
	}
	if _, open := p.OpenExtension(); open {
		t.Error("it still waits")
	}
	if _, err := p.settle(ExtensionAnswer{To: to, State: "approved", On: end}, "Bo", when); !errors.Is(err, store.Unchanged) {
		t.Errorf("a second click gives %v", err)
	}
	if _, err := p.settle(ExtensionAnswer{To: to, State: "refused", On: end}, "Bo", when); fault.CodeOf(err) != "extension_gone" {
		t.Errorf("a second decision gives %v", err)
	}

	p = rising()
	if _, err := p.settle(ExtensionAnswer{To: to, State: "refused", On: end.Add(5)}, "Bo", when); err != nil || p.Agreement.End != end || len(p.Earlier) != 0 || p.Extensions[0].DecidedOn != end.Add(5) {
		t.Errorf("refused: %v, last day %s, %d earlier versions", err, p.Agreement.End, len(p.Earlier))
	}
	p = rising()
	if _, err := p.settle(ExtensionAnswer{To: to, State: "approved", On: end.Add(1)}, "Bo", when); fault.FieldsOf(err)["on"] != "extension_decided_late" {
		t.Errorf("approved after the last day: %v", err)
	}
	if _, err := p.settle(ExtensionAnswer{To: to.Add(1), State: "approved", On: end}, "Bo", when); fault.CodeOf(err) != "extension_gone" {
		t.Errorf("an answer about another day: %v", err)
	}
	p.Stop = &Stop{On: end}
	if _, err := p.settle(ExtensionAnswer{To: to, State: "approved", On: end}, "Bo", when); fault.CodeOf(err) != "extension_gone" {
		t.Errorf("of a stopped course: %v", err)
	}
}
