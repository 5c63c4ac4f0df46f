package hours

import (
	"errors"
	"reflect"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

func TestCorrect(t *testing.T) {
	approved := func() Week {
		return Week{Week: week, Planned: 300, Lines: lines(), SubmittedAt: now, SubmittedByID: "mentor", ApprovedAt: now, ApprovedBy: "Ida"}
	}
	hr := Signer{PersonID: "hr", Name: "Ida"}
	longer := Correction{LineID: "l1", Entry: entry(1, -1, -1, 150), Reason: "Der var en halv time mere"}
	with := func(c Correction, change func(*Correction)) Correction { change(&c); return c }
	partly := approved()
	partly.LockedThrough = week.Day(1)
	for name, tt := range map[string]struct {
		week Week
		c    Correction
		want string // code or field=code
		sum  int
	}{
		"longer":            {approved(), longer, "", 240},
		"another day":       {approved(), with(longer, func(c *Correction) { c.Entry = entry(3, -1, -1, 60) }), "", 150},
		"a new line":        {approved(), with(longer, func(c *Correction) { c.LineID, c.Entry = "", entry(3, -1, -1, 60) }), "", 270},
		"taken out":         {approved(), with(longer, func(c *Correction) { c.Remove = true }), "", 90},
		"short reason":      {approved(), with(longer, func(c *Correction) { c.Reason = "for lidt  " }), "reason=reason_short", 210},
		"no such line":      {approved(), with(longer, func(c *Correction) { c.LineID = "l9" }), "line_gone", 210},
		"nothing named":     {approved(), Correction{Remove: true, Reason: longer.Reason}, "line=choose", 210},
		"wrong entry":       {approved(), with(longer, func(c *Correction) { c.Entry.Minutes = 0 }), "minutes=required", 210},
		"locked line":       {partly, longer, "line=day_locked", 210},
		"onto a locked day": {partly, with(longer, func(c *Correction) { c.LineID = "l2" }), "date=day_locked", 210},
		"beside the lock":   {partly, with(longer, func(c *Correction) { c.LineID, c.Entry = "l2", entry(2, -1, -1, 100) }), "", 220},
		"not approved":      {Week{Week: week, Lines: lines()}, longer, "week_is_open", 210},
	} {
		t.Run(name, func(t *testing.T) {
			w := tt.week
			_, _, err := correct(&w, course(), tt.c, today, "new", hr, now)
			if got := faultText(err); got != tt.want {
				t.Fatalf("correct gave %q, want %q", got, tt.want)
			}
			if w.Logged() != tt.sum {
				t.Errorf("%d minutes, want %d", w.Logged(), tt.sum)
			}
			if tt.want != "" {
				if !reflect.DeepEqual(w, tt.week) {
					t.Error("a refused correction changed the week")
				}
				return
			}
			if w.Status() != Corrected || w.ApprovedMinutes() != 210 {
				t.Errorf("%s with %d minutes that count; want the 210 approved ones until it is approved again", w.Status(), w.ApprovedMinutes())
			}
			if err := intact(tt.week, w); err != nil {
				t.Error(err)
			}
			if err := approve(&w, Approval{}, hr, now); fault.CodeOf(err) != "own_hours" {
				t.Errorf("whoever corrected approves: %v", err)
			}
			if err := approve(&w, Approval{}, Signer{PersonID: "owner", Name: "Bo"}, now); err != nil || w.ApprovedMinutes() != tt.sum {
				t.Errorf("approved again: %v, %d minutes", err, w.ApprovedMinutes())
			}
		})
	}
}

// faultText writes a fault as its code, or its first field and that one's code.
func faultText(err error) string {
	for field, code := range fault.FieldsOf(err) {
		return field + "=" + code
	}
	return fault.CodeOf(err)
}

// TestLockAndReopen: a week across a month's end is locked in two parts, and
// opened again it keeps what was locked.
func TestLockAndReopen(t *testing.T) {
	w := Week{Week: week, Planned: 300, Lines: lines(), SubmittedAt: now, ApprovedAt: now, ApprovedBy: "Ida"}
	later, hr := week.Add(2).Monday(), Signer{PersonID: "hr", Name: "Ida"}
	for _, step := range []struct {
		through, today caldate.Date
		want           string
		status         Status
	}{
		{week.Day(1), week.Day(1), "lock_not_over", Approved},
		{week.Day(-3), later, "lock_nothing", Approved},
		{week.Day(1), later, "", Approved},
		{week.Day(1), later, "lock_nothing", Approved},
		{week.Day(20), later, "", Locked},
		{week.Day(20), later, "week_is_locked", Locked},
	} {
		if err := lock(&w, step.through, step.today, hr); fault.CodeOf(err) != step.want || w.Status() != step.status {
			t.Errorf("lock through %s: %v, %s; want %q, %s", step.through, err, w.Status(), step.want, step.status)
		}
	}
	if err := reopen(&w, "kort", hr, now); faultText(err) != "reason=reason_short" {
		t.Errorf("reopened without a reason: %v", err)
	}
	if err := reopen(&w, "Lønnen manglede en dag", hr, now); err != nil || w.Status() != Open {
		t.Fatalf("reopen: %v, %s", err, w.Status())
	}
	if v := w.Versions[0]; w.ApprovedMinutes() != 210 || v.LockedThrough != week.Sunday() || v.Reason == "" {
		t.Errorf("what was locked is not kept: %+v", w.Versions)
	}
	unlocked := Week{Week: week, ApprovedAt: now}
	if err := reopen(&unlocked, "Lønnen manglede en dag", hr, now); fault.CodeOf(err) != "week_not_locked" {
		t.Errorf("a week without a lock was reopened: %v", err)
	}
}

// TestCorrectAgain: the same form sent twice is one line, a day approved in
// between is to be approved anew, and whoever corrected anything does not approve.
func TestCorrectAgain(t *testing.T) {
	w := Week{Week: week, Planned: 900, Lines: lines(), SubmittedAt: now, SubmittedByID: "mentor", ApprovedAt: now, Word: Word{Text: "Godt"}, SeenAt: now, SeenBy: "Karen"}
	ida, bo, anne := Signer{PersonID: "ida", Name: "Ida"}, Signer{PersonID: "bo", Name: "Bo"}, Signer{PersonID: "anne"}
	out := Correction{LineID: "l1", Remove: true, Reason: "Den stod der to gange"}
	if _, _, err := correct(&w, course(), out, today, "", ida, now); err != nil {
		t.Fatal(err)
	}
	more := Correction{Entry: entry(3, -1, -1, 60), Reason: "Torsdag var glemt i ugen"}
	for i, want := range []error{nil, store.Unchanged} {
		if _, _, err := correct(&w, course(), more, today, "key", bo, now); !errors.Is(err, want) || w.Logged() != 150 {
			t.Fatalf("click %d: %v, %d minutes", i+1, err, w.Logged())
		}
	}
	for _, by := range []Signer{ida, bo} {
		if err := approve(&w, Approval{}, by, now); fault.CodeOf(err) != "own_hours" {
			t.Errorf("%s approves what they corrected: %v", by.Name, err)
		}
	}
	if err := approve(&w, Approval{Days: []caldate.Date{week.Day(3)}}, anne, now); err != nil {
		t.Fatal(err)
	}
	more.Entry.Minutes = 120
	more.LineID = "key"
	if _, _, err := correct(&w, course(), more, today, "key2", bo, now); err != nil || len(w.Days) != 0 {
		t.Errorf("a day that changed stays approved: %v, %v", err, w.Days)
	}
	seen, _ := w.asApproved()
	if !seen.Superseded || seen.Word.Text != "Godt" || seen.SeenBy != "Karen" || seen.Logged() != 210 || len(seen.toSee()) != 0 {
		t.Errorf("outside the firm it reads %+v", seen)
	}
	if err := seen.May(Confirm, Signer{}); fault.CodeOf(err) != "week_is_corrected" {
		t.Errorf("what is being changed can be confirmed: %v", err)
	}
}
