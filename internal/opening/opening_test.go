package opening

import (
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

var today = caldate.MustParse("2026-11-21")

func TestSpotted(t *testing.T) {
	tests := map[string]struct {
		spotted Spotted
		field   string
		code    string
	}{
		"complete":       {Spotted{Tasks: []string{"Feje"}, Minutes: 480, When: "mandag"}, "", ""},
		"no task":        {Spotted{Minutes: 480, When: "mandag"}, "tasks", "required"},
		"nine tasks":     {Spotted{Tasks: make([]string, 9), Minutes: 480, When: "mandag"}, "tasks", "too_many_tasks"},
		"no hours":       {Spotted{Tasks: []string{"Feje"}, When: "mandag"}, "minutes", "required"},
		"over full week": {Spotted{Tasks: []string{"Feje"}, Minutes: 38 * 60, When: "mandag"}, "minutes", "over_full_week"},
		"no time":        {Spotted{Tasks: []string{"Feje"}, Minutes: 480}, "when", "required"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := fault.FieldsOf(tt.spotted.check()); got[tt.field] != tt.code {
				t.Errorf("faults %v, want %s=%s", got, tt.field, tt.code)
			}
		})
	}
}

// TestDraftOf: the default template, with the time shared between the tasks
// and nothing lost in the sharing.
func TestDraftOf(t *testing.T) {
	o := draftOf(Spotted{Tasks: []string{"Feje", "Pakke", "Vaske"}, Minutes: 500, When: "mandag", PNumber: "1999999991"}, "Bageriet", today)
	sum := 0
	for _, task := range o.Tasks {
		sum += task.Minutes
	}
	if sum != 500 || len(o.Tasks) != 3 || o.Months != DefaultMonths || o.Kind != PraktikFirst || o.Start.String() != "2026-11-30" {
		t.Errorf("draft %+v: %d minutes in %d tasks, %d months, from %s", o, sum, len(o.Tasks), o.Months, o.Start)
	}
	if err := o.check(); err != nil {
		t.Errorf("the default draft cannot be saved: %v", err)
	}
}

func TestOffer(t *testing.T) {
	good := draftOf(Spotted{Tasks: []string{"Feje", "Pakke"}, Minutes: 480, When: "mandag"}, "Bageriet", today)
	tests := map[string]struct {
		change func(*Offer)
		field  string
		code   string
	}{
		"no title":            {func(o *Offer) { o.Title = "" }, "title", "required"},
		"no tasks":            {func(o *Offer) { o.Tasks = nil }, "tasks.0.title", "required"},
		"task twice":          {func(o *Offer) { o.Tasks = []Task{{"t1", "Feje", 60}, {"t2", "FEJE", 60}} }, "tasks.1.title", "task_twice"},
		"no length":           {func(o *Offer) { o.Months = 0 }, "months", "required"},
		"two lengths":         {func(o *Offer) { o.Weeks = 3 }, "weeks", "months_or_weeks"},
		"too many weeks":      {func(o *Offer) { o.Months, o.Weeks = 0, 13 }, "weeks", "out_of_range"},
		"task without time":   {func(o *Offer) { o.Tasks = []Task{{"t1", "Feje", 0}} }, "tasks.0.minutes", "required"},
		"tasks over the week": {func(o *Offer) { o.Minutes = 60 }, "minutes", "tasks_over_week"},
		"thirteen months":     {func(o *Offer) { o.Months = 13 }, "months", "out_of_range"},
		"no start":            {func(o *Offer) { o.Start = caldate.Date{} }, "start", "required"},
		"no kind":             {func(o *Offer) { o.Kind = "" }, "kind", "choose"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := good
			tt.change(&o)
			if got := fault.FieldsOf(o.check()); got[tt.field] != tt.code {
				t.Errorf("faults %v, want %s=%s", got, tt.field, tt.code)
			}
		})
	}
}

// TestNextStart: a season comes again at its time of year, anything else soon.
func TestNextStart(t *testing.T) {
	soon := "2026-11-30"
	for before, want := range map[string]string{
		"2026-12-01": "2026-12-01", "2026-01-15": "2027-01-15", "2024-03-01": "2027-03-01", "2026-06-01": soon, "2026-11-21": soon, "": soon,
	} {
		start := caldate.Date{}
		if before != "" {
			start = caldate.MustParse(before)
		}
		if got := nextStart(start, today).String(); got != want {
			t.Errorf("after one from %q: %s, want %s", before, got, want)
		}
	}
}
