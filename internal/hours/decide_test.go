package hours

import (
	"errors"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

var (
	today = caldate.MustParse("2026-11-19") // a Thursday
	week  = today.Week()
	now   = time.Date(2026, 11, 19, 12, 0, 0, 0, time.UTC)
)

func course() placement.Placement {
	return placement.Placement{Agreement: placement.Agreement{
		Start: week.Day(1), End: week.Add(8).Sunday(),
		Tasks: []placement.Task{{ID: "t1", Title: "Plader", Strand: placement.Praktik}, {ID: "t2", Title: "Brød", Strand: placement.Paid}},
	}}
}

func entry(day, begin, end, minutes int) Entry {
	return Entry{Date: week.Day(day), Begin: begin, End: end, Minutes: minutes, TaskID: "t1"}
}

func TestAdd(t *testing.T) {
	held := Line{ID: "l1", Date: week.Day(2), Begin: 8 * 60, Minutes: 120, EnteredBy: "p1"}
	tests := map[string]struct {
		entry Entry
		want  map[string]string // faults by field; none when the line is taken
	}{
		"length only":           {entry(1, -1, -1, 90), nil},
		"from and to":           {entry(1, 480, 570, 0), nil},
		"from and length":       {entry(1, 480, -1, 90), nil},
		"beside the other line": {entry(2, 600, 660, 0), nil},
		"overlap":               {entry(2, 599, 660, 0), map[string]string{"begin": "overlap"}},
		"overlap, other strand": {Entry{Date: week.Day(2), Begin: 500, End: 510, TaskID: "t2"}, map[string]string{"begin": "overlap"}},
		"nothing said":          {entry(1, -1, -1, 0), map[string]string{"minutes": "required"}},
		"ends before it begins": {entry(1, 600, 540, 0), map[string]string{"end": "end_before_begin"}},
		"length differs":        {entry(1, 480, 570, 60), map[string]string{"minutes": "minutes_differ"}},
		"only an end":           {entry(1, -1, 570, 0), map[string]string{"begin": "begin_missing"}},
		"only a beginning":      {entry(1, 480, -1, 0), map[string]string{"end": "end_missing"}},
		"25 hours":              {entry(1, -1, -1, 25*60), map[string]string{"minutes": "over_a_day"}},
		"day full with other":   {entry(2, -1, -1, 23*60), map[string]string{"minutes": "over_a_day"}},
		"past midnight":         {entry(1, 23*60, -1, 120), map[string]string{"minutes": "over_a_day"}},
		"before the course":     {entry(0, -1, -1, 60), map[string]string{"date": "before_course"}},
		"tomorrow":              {entry(4, -1, -1, 60), map[string]string{"date": "after_today"}},
		"another week":          {entry(8, -1, -1, 60), map[string]string{"date": "outside_week"}},
		"no date":               {Entry{Begin: -1, End: -1, Minutes: 60, TaskID: "t1"}, map[string]string{"date": "required"}},
		"unknown task":          {Entry{Date: week.Day(1), Begin: -1, End: -1, Minutes: 60, TaskID: "t9"}, map[string]string{"task": "choose"}},
		"two things wrong":      {Entry{Date: week.Day(0), Begin: -1, End: -1, TaskID: "t1"}, map[string]string{"date": "before_course", "minutes": "required"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := Week{Week: week, Lines: []Line{held}}
			line, err := add(&w, course(), tt.entry, today, "l2", Signer{PersonID: "p1"})
			got := fault.FieldsOf(err)
			if len(got) != len(tt.want) {
				t.Fatalf("faults %v, want %v", got, tt.want)
			}
			for field, code := range tt.want {
				if got[field] != code {
					t.Errorf("fault of %s = %q, want %q", field, got[field], code)
				}
			}
			if tt.want == nil && (len(w.Lines) != 2 || line.Minutes == 0 || line.Kind == "") {
				t.Errorf("the line %+v was not taken: %+v", line, w.Lines)
			}
			if tt.want != nil && len(w.Lines) != 1 {
				t.Errorf("a wrong line was taken: %+v", w.Lines)
			}
		})
	}
}

func TestAddBeforeApproval(t *testing.T) {
	p := course()
	p.Vitas.On = week.Day(3)
	w := Week{Week: week}
	if _, err := add(&w, p, entry(2, -1, -1, 60), today, "l1", Signer{PersonID: "p1"}); fault.FieldsOf(err)["date"] != "before_gate" {
		t.Errorf("a line of a day before the approval gave %v", err)
	}
	if _, err := add(&w, p, entry(3, -1, -1, 60), today, "l1", Signer{PersonID: "p1"}); err != nil {
		t.Errorf("a line of the day of the approval gave %v", err)
	}
}

func TestAddAfterCourse(t *testing.T) {
	p := course()
	p.Agreement.End = week.Day(1)
	w := Week{Week: week}
	if _, err := add(&w, p, entry(2, -1, -1, 60), today, "l1", Signer{PersonID: "p1"}); fault.FieldsOf(err)["date"] != "after_course" {
		t.Errorf("a line after the last day gave %v", err)
	}
}

func lines() []Line {
	return []Line{
		{ID: "l1", Date: week.Day(1), Begin: -1, Minutes: 120, EnteredBy: "mentor"},
		{ID: "l2", Date: week.Day(2), Begin: -1, Minutes: 90, EnteredBy: "mentor"},
	}
}

func TestSubmit(t *testing.T) {
	tests := map[string]struct {
		week Week
		none bool
		want string // code of the fault
	}{
		"with hours":       {Week{Week: week, Lines: lines()}, false, ""},
		"no hours, said":   {Week{Week: week}, true, ""},
		"no hours, unsaid": {Week{Week: week}, false, "no_hours_said"},
		"hours and none":   {Week{Week: week, Lines: lines()}, true, "has_hours"},
		"not begun":        {Week{Week: week.Add(1)}, true, "week_not_begun"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			err := submit(&tt.week, Handed{NoHours: tt.none}, Signer{PersonID: "mentor", Name: "Mads"}, now, today)
			if fault.CodeOf(err) != tt.want {
				t.Fatalf("submit gave %v, want %q", err, tt.want)
			}
			if got := tt.week.Status() == Submitted; got != (tt.want == "") {
				t.Errorf("submitted: %t", got)
			}
		})
	}
}

// TestSubmitTwice: a second click is the first; other words are not taken for it.
func TestSubmitTwice(t *testing.T) {
	mentor, said := Signer{PersonID: "mentor"}, Handed{Word: Word{Face: "good", Text: "En god uge"}}
	w := Week{Week: week, Lines: lines()}
	if err := submit(&w, said, mentor, now, today); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		handed Handed
		want   error
		code   string
	}{
		"the same":    {said, store.Unchanged, ""},
		"other words": {Handed{Word: Word{Face: "good", Text: "Ring om torsdagen"}}, nil, "week_is_submitted"},
		"no words":    {Handed{}, nil, "week_is_submitted"},
	} {
		if err := submit(&w, tt.handed, mentor, now, today); tt.want != nil && !errors.Is(err, tt.want) || fault.CodeOf(err) != tt.code || w.Word != said.Word {
			t.Errorf("%s: %v, and it says %q", name, err, w.Word.Text)
		}
	}
}

func TestApprove(t *testing.T) {
	submitted := func() Week { return Week{Week: week, Planned: 300, Lines: lines(), SubmittedAt: now} }
	approved := submitted()
	approved.ApprovedAt, approved.ApprovedBy = now, "Ida"
	tests := map[string]struct {
		week Week
		by   Signer
		want string
		self bool
	}{
		"by another":              {submitted(), Signer{PersonID: "hr", Name: "Ida"}, "", false},
		"own hours":               {submitted(), Signer{PersonID: "mentor"}, "own_hours", false},
		"own hours, alone":        {submitted(), Signer{PersonID: "mentor", Alone: true}, "", true},
		"another's, alone":        {submitted(), Signer{PersonID: "hr", Alone: true}, "", false},
		"not submitted":           {Week{Week: week, Lines: lines()}, Signer{PersonID: "hr"}, "week_is_open", false},
		"twice":                   {approved, Signer{PersonID: "hr"}, "week_is_approved", false},
		"no hours, affirmed":      {Week{Week: week, SubmittedAt: now, NoHours: true}, Signer{PersonID: "hr"}, "", false},
		"handed in by themselves": {Week{Week: week, SubmittedAt: now, SubmittedByID: "hr", NoHours: true}, Signer{PersonID: "hr"}, "own_hours", false},
		"one line of their own":   {Week{Week: week, Planned: 300, SubmittedAt: now, Lines: append(lines(), Line{Date: week.Day(3), EnteredBy: "hr"})}, Signer{PersonID: "hr"}, "own_hours", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			before := tt.week.ApprovedAt
			err := approve(&tt.week, Approval{}, tt.by, now.Add(time.Hour))
			if fault.CodeOf(err) != tt.want {
				t.Fatalf("approve gave %v, want %q", err, tt.want)
			}
			if tt.want != "" {
				if tt.week.ApprovedAt != before {
					t.Error("a refused approval changed the week")
				}
				return
			}
			if tt.week.SelfApproved != tt.self || len(tt.week.Days) != len(tt.week.WorkedDays()) {
				t.Errorf("self %t, decided days %d of %d", tt.week.SelfApproved, len(tt.week.Days), len(tt.week.WorkedDays()))
			}
		})
	}
}

// TestReturnAndCorrect walks a week back to the mentor and up again: only the
// returned day opens, and the other day's lines stay.
func TestReturnAndCorrect(t *testing.T) {
	w := Week{Week: week, Planned: 300, Lines: lines(), SubmittedAt: now}
	hr := Signer{PersonID: "hr", Name: "Ida"}
	if err := returnDays(&w, nil, "", hr, now); fault.FieldsOf(err)["days"] == "" || fault.FieldsOf(err)["reason"] == "" {
		t.Errorf("a return without days and reason gave %v", err)
	}
	if err := returnDays(&w, []caldate.Date{week.Day(1)}, "Tre timer?", hr, now); err != nil {
		t.Fatal(err)
	}
	if w.Status() != Returned || !w.CanEdit(week.Day(1)) || w.CanEdit(week.Day(2)) {
		t.Fatalf("status %s; only the returned day may be open", w.Status())
	}
	if err := returnDays(&w, []caldate.Date{week.Day(2)}, "Også her", hr, now); fault.CodeOf(err) != "week_is_returned" {
		t.Errorf("a day was returned while the mentor corrects: %v", err)
	}
	if _, err := remove(&w, "l2"); fault.CodeOf(err) != "day_closed" {
		t.Errorf("a line of a day that was not returned went: %v", err)
	}
	if _, err := remove(&w, "l1"); err != nil {
		t.Fatal(err)
	}
	if _, err := remove(&w, "l1"); !errors.Is(err, store.Unchanged) {
		t.Errorf("removing it again gave %v, want no change", err)
	}
	for _, want := range []error{nil, store.Unchanged} { // the same form twice is one line
		if _, err := add(&w, course(), entry(1, -1, -1, 180), today, "l3", Signer{PersonID: "mentor"}); !errors.Is(err, want) {
			t.Fatalf("adding gave %v, want %v", err, want)
		}
	}
	if err := approve(&w, Approval{}, hr, now); fault.CodeOf(err) != "week_is_returned" {
		t.Errorf("a returned week was approved: %v", err)
	}
	if err := submit(&w, Handed{}, Signer{PersonID: "mentor"}, now, today); err != nil || len(w.ReturnedDays()) != 0 {
		t.Fatalf("handing in again: %v, returned days %v", err, w.ReturnedDays())
	}
	if err := approve(&w, Approval{}, hr, now); err != nil || w.ApprovedMinutes() != 270 {
		t.Errorf("approved %d minutes, %v; want 270", w.ApprovedMinutes(), err)
	}
}

// TestApproveSingleDays: the week is approved with its last day, and approved
// days stay when another one is returned.
func TestApproveSingleDays(t *testing.T) {
	w := Week{Week: week, Planned: 300, Lines: lines(), SubmittedAt: now}
	hr := Signer{PersonID: "hr", Name: "Ida"}
	if err := approve(&w, Approval{Days: []caldate.Date{week.Day(3)}}, hr, now); fault.FieldsOf(err)["days"] != "day_without_hours" {
		t.Errorf("a day without hours was approved: %v", err)
	}
	if err := approve(&w, Approval{Days: []caldate.Date{week.Day(1)}}, hr, now); err != nil || w.Status() != Submitted {
		t.Fatalf("after one of two days: %v, status %s", err, w.Status())
	}
	if err := withdraw(&w, Signer{}); fault.CodeOf(err) != "week_decided" {
		t.Errorf("a week with a decided day was withdrawn: %v", err)
	}
	if err := returnDays(&w, []caldate.Date{week.Day(2)}, "Hvornår?", hr, now); err != nil || w.CanEdit(week.Day(1)) || !w.CanEdit(week.Day(2)) {
		t.Fatalf("the approved day must stay closed: %v", err)
	}
	if err := submit(&w, Handed{}, Signer{PersonID: "mentor"}, now, today); err != nil {
		t.Fatal(err)
	}
	if err := approve(&w, Approval{Days: []caldate.Date{week.Day(2)}}, hr, now); err != nil || w.Status() != Approved {
		t.Errorf("after the last day: %v, status %s", err, w.Status())
	}
}

// TestDescribe: what the history says of a line.
func TestDescribe(t *testing.T) {
	line, err := add(&Week{Week: week}, course(), entry(1, -1, -1, 95), today, "l1", Signer{PersonID: "mentor"})
	if want := "17.11.2026, 1:35, Plader"; err != nil || line.describe() != want {
		t.Errorf("describe = %q, %v; want %q", line.describe(), err, want)
	}
}

func TestWithdraw(t *testing.T) {
	w := Week{Week: week, Planned: 300, Lines: lines(), SubmittedAt: now}
	if err := withdraw(&w, Signer{}); err != nil || w.Status() != Open {
		t.Errorf("withdraw gave %v and status %s", err, w.Status())
	}
	decided := Week{Week: week, SubmittedAt: now, Days: map[string]Day{week.Day(1).String(): {Approved: true}}}
	if err := withdraw(&decided, Signer{}); fault.CodeOf(err) != "week_decided" {
		t.Errorf("a week with a decided day was withdrawn: %v", err)
	}
}

func TestQueue(t *testing.T) {
	p := course()
	p.ID = "plc_1"
	p.Agreement.Start = week.Add(-3).Monday()
	p.SentAt, p.Company, p.Candidate = now, &placement.Tick{}, &placement.Tick{}
	p.Representative.NotNeeded, p.Vitas.State = true, "approved"
	at := func(n int, w Week) Week {
		w.Week, w.ID = week.Add(n), weekID(p.ID, week.Add(n))
		return w
	}
	weeks := []Week{
		at(-3, Week{SubmittedAt: now, ApprovedAt: now}), at(-2, Week{SubmittedAt: now, Lines: lines()}), at(0, Week{Lines: lines()}),
	}
	got := Queue([]placement.Placement{p}, weeks, today)
	want := []State{ToApprove, NotSubmitted, Done}
	if len(got) != len(want) {
		t.Fatalf("%d items, want %d: the current week is nobody's omission", len(got), len(want))
	}
	for i, state := range want {
		if got[i].State != state {
			t.Errorf("item %d is %s, want %s", i, got[i].State, state)
		}
	}
	p.Vitas.State = "sent"
	if got := Queue([]placement.Placement{p}, weeks, today); len(got) != 0 {
		t.Errorf("a course whose gate is closed has %d weeks in the queue", len(got))
	}
}
