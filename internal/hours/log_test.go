package hours

import (
	"errors"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/store"
)

// TestRepeat: empty days become what they were, and what cannot be repeated is
// left out.
func TestRepeat(t *testing.T) {
	p := course()
	p.Agreement.Start = week.Add(-4).Monday()
	pattern := Week{Week: week.Add(-2), Lines: []Line{
		{ID: "a", Date: week.Add(-2).Day(0), Begin: 480, Minutes: 120, TaskID: "t1", Kind: Praktik},
		{ID: "b", Date: week.Add(-2).Day(0), Begin: 600, Minutes: 60, TaskID: "t2", Kind: Paid},
		{ID: "c", Date: week.Add(-2).Day(1), Begin: -1, Minutes: 90, TaskID: "t9"},     // a task that is gone
		{ID: "d", Date: week.Add(-2).Day(2), Kind: Absence, Absence: "ill", Begin: -1}, // not repeated
		{ID: "e", Date: week.Add(-2).Day(3), Begin: -1, Minutes: 90, TaskID: "t1"},
		{ID: "f", Date: week.Add(-2).Day(4), Begin: -1, Minutes: 90, TaskID: "t1"}, // tomorrow
	}}
	before := []Week{pattern, {Week: week.Add(-1), NoHours: true}}
	s := Sheet{Week: Week{Week: week}, Before: before, Placement: p}
	if got := s.Suggest(today); len(got) != 2 || got[0].Minutes != 180 || got[1].Date != week.Day(3) {
		t.Errorf("suggested %+v; want Monday and Thursday", got)
	}
	w := Week{Week: week}
	mentor := Signer{PersonID: "mentor", Name: "Mads"}
	if got, err := repeat(&w, p, pattern, []caldate.Date{week.Day(0)}, today, mentor); err != nil || len(got) != 2 || w.Lines[1].Kind != Paid {
		t.Fatalf("one day: %v, %+v", err, got)
	}
	if got, err := repeat(&w, p, pattern, nil, today, mentor); err != nil || len(got) != 1 || w.Logged() != 270 {
		t.Errorf("the rest: %v, %+v", err, got)
	}
	if _, err := repeat(&w, p, pattern, nil, today, mentor); !errors.Is(err, store.Unchanged) {
		t.Errorf("a second tap: %v", err)
	}
}

func TestAbsence(t *testing.T) {
	w, by := Week{Week: week}, Signer{PersonID: "mentor"}
	ill := Entry{Date: week.Day(2), Begin: -1, End: -1, Absence: "ill"}
	if _, err := add(&w, course(), ill, today, "l1", by); err != nil || w.Logged() != 0 || len(w.WorkedDays()) != 1 {
		t.Fatalf("an absence: %v, %+v", err, w.Lines)
	}
	for name, tt := range map[string]struct {
		change func(*Entry)
		want   string
	}{
		"twice":         {func(*Entry) {}, "task=absence_twice"},
		"unknown":       {func(e *Entry) { e.Date, e.Absence = week.Day(1), "flu" }, "task=choose"},
		"with hours":    {func(e *Entry) { e.Date, e.Minutes = week.Day(1), 60 }, "minutes=absence_has_no_hours"},
		"hours besides": {func(e *Entry) { e.Absence, e.TaskID, e.Minutes = "", "t1", 60 }, ""},
	} {
		e, w := ill, w
		tt.change(&e)
		if _, err := add(&w, course(), e, today, "l2", by); faultText(err) != tt.want {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}
