package hours

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// TestModel gives random commands by random people to a week, and holds what
// comes of it up against what must never happen. Every status must be reached,
// and every refused command must name its reason.
func TestModel(t *testing.T) {
	steps := 120_000
	if testing.Short() {
		steps = 12_000
	}
	r := rand.New(rand.NewPCG(4, 2026))
	reached, refused, given := map[Status]int{}, map[string]int{}, map[Command]int{}
	var w Week
	p := course()
	p.Agreement.Start, p.Agreement.End = week.Monday(), week.Day(5)
	for step := range steps {
		if step%60 == 0 {
			w = Week{Week: week, Planned: 300 + r.IntN(600)}
		}
		before := clone(w)
		command, by, err := randomCommand(r, &w, p, step)
		if err != nil && !errors.Is(err, store.Unchanged) {
			if faultText(err) == "" {
				t.Fatalf("step %d: %s was refused without a reason: %v", step, command, err)
			}
			refused[faultText(err)]++
		}
		if err != nil {
			if !reflect.DeepEqual(before, w) {
				t.Fatalf("step %d: %s was refused (%v) and changed the week\n%+v\n%+v", step, command, err, before, w)
			}
			continue
		}
		given[command]++
		reached[w.Status()]++
		checkStep(t, step, before, w, command, by)
	}
	for _, s := range Statuses() {
		if reached[s] == 0 {
			t.Errorf("%s was never reached", s)
		}
	}
	for _, row := range Machine() {
		if given[row.Command] == 0 {
			t.Errorf("%s was never given", row.Command)
		}
	}
	t.Logf("%d steps; reached %v; refused for %d reasons: %v", steps, reached, len(refused), refused)
}

// checkStep holds one accepted command up against the invariants.
func checkStep(t *testing.T, step int, before, after Week, command Command, by Signer) {
	t.Helper()
	row := row(command)
	switch {
	case intact(before, after) != nil:
		t.Fatalf("step %d: %s lost approved lines", step, command)
	case !slices.Contains(row.From, before.Status()) || !slices.Contains(row.To, after.Status()):
		t.Fatalf("step %d: %s led from %s to %s, which the table does not know", step, command, before.Status(), after.Status())
	case command == Approve && after.Touched(by.PersonID) && !by.Alone:
		t.Fatalf("step %d: %s approved their own hours", step, by.PersonID)
	case command == Approve && after.Touched(by.PersonID) && !after.ApprovedAt.IsZero() && !after.SelfApproved:
		t.Fatalf("step %d: a self-approval without its label", step)
	case !after.ApprovedAt.IsZero() && after.AbovePlan() && after.AboveReason == "":
		t.Fatalf("step %d: above the plan without a word", step)
	case len(after.Versions) > len(before.Versions) && command != Correct && command != Reopen:
		t.Fatalf("step %d: %s made a version", step, command)
	}
	for _, l := range before.Lines {
		if before.locked(l.Date) && command != Reopen && !slices.Contains(after.Lines, l) {
			t.Fatalf("step %d: %s changed a locked line", step, command)
		}
	}
	count, sum := 0, 0
	for _, a := range after.Lines {
		sum += a.Minutes
		if a.Date.After(today) || !after.Week.Holds(a.Date) {
			t.Fatalf("step %d: a line on %s", step, a.Date)
		}
		for _, b := range after.Lines {
			if a.ID != b.ID && overlap(a, b) {
				t.Fatalf("step %d: two lines in one time", step)
			}
		}
	}
	for _, d := range after.WorkedDays() {
		count += after.LoggedOn(d)
	}
	if count != sum || after.Logged() != sum {
		t.Fatalf("step %d: the days sum to %d, the lines to %d", step, count, sum)
	}
}

func clone(w Week) Week {
	w.Lines, w.Versions, w.Questions = slices.Clone(w.Lines), slices.Clone(w.Versions), slices.Clone(w.Questions)
	if w.Days != nil {
		days := map[string]Day{}
		for k, d := range w.Days {
			days[k] = d
		}
		w.Days = days
	}
	return w
}

// randomCommand gives one command; what it is made of can be wrong.
func randomCommand(r *rand.Rand, w *Week, p placement.Placement, step int) (Command, Signer, error) {
	people := []Signer{{PersonID: "mentor", Name: "Mads"}, {PersonID: "hr", Name: "Ida"}, {PersonID: "owner", Name: "Bo"}, {PersonID: "alone", Name: "Tove", Alone: true}}
	by := people[r.IntN(len(people))]
	day := func() caldate.Date { return week.Day(r.IntN(9) - 1) }
	pick := func(texts ...string) string { return texts[r.IntN(len(texts))] }
	at := now.Add(time.Duration(step) * time.Second)
	e := Entry{Date: day(), Begin: r.IntN(4)*120 + 359, End: -1, Minutes: 30 * r.IntN(8), TaskID: pick("t1", "t2", "t3"), Note: pick("", "", "gik før")}
	if r.IntN(4) == 0 {
		e.Begin = -1
	}
	if r.IntN(8) == 0 {
		e = Entry{Date: e.Date, Begin: -1, End: -1, Absence: pick(append(AbsenceReasons(), "x")...)}
	}
	lineID := fmt.Sprint("l", step)
	some := "l0"
	if len(w.Lines) > 0 {
		some = w.Lines[r.IntN(len(w.Lines))].ID
	}
	reason := pick("", "for kort", "Det var en time mere", "Det var en time mindre")
	var days []caldate.Date
	for range r.IntN(3) {
		days = append(days, day())
	}
	switch n := r.IntN(16); n {
	case 0, 1, 2:
		_, err := add(w, p, e, today, lineID, by)
		return Log, by, err
	case 3:
		_, err := remove(w, some)
		return Log, by, err
	case 4:
		pattern := Week{Week: week.Add(-1), Lines: []Line{{Date: week.Add(-1).Day(r.IntN(5)), Begin: -1, Minutes: 60, TaskID: "t1"}}}
		_, err := repeat(w, p, pattern, nil, today, by)
		return Log, by, err
	case 5, 6:
		return Submit, by, submit(w, Handed{NoHours: len(w.Lines) == 0 || r.IntN(8) == 0, Word: Word{Face: pick("", "good", "hard", "x")}}, by, at, today)
	case 7:
		return Withdraw, by, withdraw(w, by)
	case 8:
		return Look, by, look(w, by, at)
	case 9:
		return Ask, by, ask(w, pick("", "Hvornår?"), by, at)
	case 10:
		return Reply, by, reply(w, r.IntN(3), pick("", "Mandag"), by, at)
	case 11, 12:
		return Approve, by, approve(w, Approval{Days: days, Word: pick("", "Aftalt")}, by, at)
	case 13:
		return Return, by, returnDays(w, days, reason, by, at)
	case 14:
		_, _, err := correct(w, p, Correction{LineID: pick("", some), Entry: e, Remove: r.IntN(4) == 0, Reason: reason}, today, lineID, by, at)
		return Correct, by, err
	default:
		switch r.IntN(3) {
		case 0:
			return Lock, by, lock(w, day().Add(r.IntN(4)), week.Add(2).Monday(), by)
		case 1:
			return Reopen, by, reopen(w, reason, by, at)
		default:
			return Confirm, by, confirm(w, by, at)
		}
	}
}
