package hours

import (
	"errors"
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// TestStatus: every status is derived from the facts it stands for.
func TestStatus(t *testing.T) {
	at := time.Date(2026, 11, 19, 8, 0, 0, 0, time.UTC)
	for want, w := range map[Status]Week{
		Open:      {},
		Submitted: {SubmittedAt: at},
		Returned:  {Days: map[string]Day{week.Day(1).String(): {Reason: "Tre timer?"}}},
		Approved:  {SubmittedAt: at, ApprovedAt: at, CorrectedAt: at, LockedThrough: week.Day(5)},
		Corrected: {SubmittedAt: at, CorrectedAt: at},
		Locked:    {SubmittedAt: at, ApprovedAt: at, LockedThrough: week.Sunday()},
	} {
		w.Week = week
		if got := w.Status(); got != want {
			t.Errorf("status %s, want %s", got, want)
		}
	}
}

// TestMachineIsWhole: every status can be reached and left, and every command
// is in the table once.
func TestMachineIsWhole(t *testing.T) {
	seen := map[Command]bool{}
	reached := []Status{Open}
	for _, row := range Machine() {
		if seen[row.Command] {
			t.Errorf("%s stands twice", row.Command)
		}
		seen[row.Command] = true
		reached = append(reached, row.To...)
		if len(row.Events) == 0 {
			t.Errorf("%s leaves no trace", row.Command)
		}
	}
	for _, s := range Statuses() {
		if !slices.Contains(reached, s) {
			t.Errorf("nothing leads to %s", s)
		}
	}
}

// TestLook: once somebody else has opened it, a week cannot be taken back.
func TestLook(t *testing.T) {
	mentor, hr := Signer{PersonID: "mentor", Name: "Mads"}, Signer{PersonID: "hr", Name: "Ida"}
	w := Week{Week: week, Lines: lines(), SubmittedAt: now, SubmittedByID: "mentor"}
	if err := look(&w, mentor, now); !errors.Is(err, store.Unchanged) || !w.OpenedAt.IsZero() {
		t.Errorf("one's own look counts: %v", err)
	}
	if err := look(&w, hr, now); err != nil || w.OpenedBy != "Ida" {
		t.Fatalf("look: %v", err)
	}
	if err := look(&w, Signer{PersonID: "owner"}, now); !errors.Is(err, store.Unchanged) || w.OpenedBy != "Ida" {
		t.Errorf("the second look: %v, %s", err, w.OpenedBy)
	}
	if err := withdraw(&w, mentor); fault.CodeOf(err) != "week_opened" {
		t.Errorf("taken back after it was opened: %v", err)
	}
}

func TestAskAndReply(t *testing.T) {
	w := Week{Week: week, Lines: lines(), SubmittedAt: now}
	hr, mentor := Signer{Name: "Ida"}, Signer{Name: "Mads"}
	if err := reply(&w, 0, "Ja", mentor, now); fault.CodeOf(err) != "question_gone" {
		t.Errorf("answered what nobody asked: %v", err)
	}
	if err := ask(&w, " ", hr, now); faultText(err) != "question=required" {
		t.Errorf("asked nothing: %v", err)
	}
	if err := ask(&w, "Var det mandag?", hr, now); err != nil || w.Status() != Submitted {
		t.Fatalf("ask: %v, %s", err, w.Status())
	}
	if err := ask(&w, "Eller tirsdag?", hr, now); fault.CodeOf(err) != "question_open" {
		t.Errorf("asked twice: %v", err)
	}
	if err := reply(&w, 2, "Ja", mentor, now); fault.CodeOf(err) != "question_gone" {
		t.Errorf("answered another question: %v", err)
	}
	if err := reply(&w, 1, "Ja, mandag", mentor, now); err != nil || w.Questions[0].AnsweredBy != "Mads" {
		t.Errorf("reply: %v", err)
	}
}

// TestApproveWhatWasSeen: a week that was changed after it was looked at is not
// approved unseen.
func TestApproveWhatWasSeen(t *testing.T) {
	w := Week{Week: week, Planned: 300, Lines: lines(), SubmittedAt: now}
	w.Version = 7
	if err := approve(&w, Approval{Seen: 6}, Signer{PersonID: "hr"}, now); fault.CodeOf(err) != "week_changed" || !w.ApprovedAt.IsZero() {
		t.Errorf("what nobody saw is approved: %v", err)
	}
	if err := approve(&w, Approval{Seen: 7}, Signer{PersonID: "hr"}, now); err != nil {
		t.Error(err)
	}
}

func TestAbovePlanNeedsWord(t *testing.T) {
	w := Week{Week: week, Planned: 209, Lines: lines(), SubmittedAt: now}
	if err := approve(&w, Approval{}, Signer{PersonID: "hr"}, now); faultText(err) != "above_reason=above_plan_word" || w.Days != nil {
		t.Errorf("a week above the plan was approved without a word: %v", err)
	}
	if err := approve(&w, Approval{Days: []caldate.Date{week.Day(1)}}, Signer{PersonID: "hr"}, now); err != nil {
		t.Errorf("a single day takes no word: %v", err)
	}
	if err := approve(&w, Approval{Word: "Juletravlhed, aftalt med Sanne"}, Signer{PersonID: "hr"}, now); err != nil || w.AboveReason == "" {
		t.Errorf("with a word: %v", err)
	}
}

// TestApproveApprovedDays: who accepts days that a colleague accepted before
// decides nothing, and is not told of.
func TestApproveApprovedDays(t *testing.T) {
	w := Week{Week: week, Planned: 300, Lines: lines(), SubmittedAt: now}
	a := Approval{Days: []caldate.Date{week.Day(1)}}
	if err := approve(&w, a, Signer{PersonID: "hr", Name: "Ida"}, now); err != nil {
		t.Fatal(err)
	}
	if err := approve(&w, a, Signer{PersonID: "owner", Name: "Bo"}, now); fault.CodeOf(err) != "week_decided" || w.Days[week.Day(1).String()].By != "Ida" {
		t.Errorf("approved twice: %v, by %s", err, w.Days[week.Day(1).String()].By)
	}
	w.Lines = append(w.Lines, Line{ID: "l3", Date: week.Day(3), Begin: -1, Minutes: 30, EnteredBy: "mentor"})
	a.Days = append(a.Days, week.Day(3))
	if e, err := approveWith(&w, a, Signer{PersonID: "owner", Name: "Bo"}, now); err != nil || e.Type != "days_approved" || e.To != week.Day(3).Danish() {
		t.Errorf("one day more is told as %s %q: %v", e.Type, e.To, err)
	}
}

// TestReturnApproved: a day that a colleague approved meanwhile is not sent back.
func TestReturnApproved(t *testing.T) {
	w := Week{Week: week, Planned: 300, Lines: lines(), SubmittedAt: now}
	if err := approve(&w, Approval{Days: []caldate.Date{week.Day(1)}}, Signer{PersonID: "hr"}, now); err != nil {
		t.Fatal(err)
	}
	if err := returnDays(&w, []caldate.Date{week.Day(1)}, "Tre timer?", Signer{PersonID: "owner"}, now); fault.CodeOf(err) != "week_decided" {
		t.Errorf("an approved day was sent back: %v", err)
	}
}
