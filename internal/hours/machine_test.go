package hours

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/placement"
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

func TestExceptions(t *testing.T) {
	plain := Week{Week: week, Planned: 210, Lines: lines(), SubmittedAt: now, SubmittedByID: "mentor", Word: Word{Face: "good"}}
	for name, tt := range map[string]struct {
		change func(*Week)
		want   string
	}{
		"inside plan":  {func(*Week) {}, ""},
		"below plan":   {func(w *Week) { w.Planned = 900 }, ""},
		"no hours":     {func(w *Week) { w.Lines, w.NoHours = nil, true }, ""},
		"above plan":   {func(w *Week) { w.Planned = 209 }, "above_plan"},
		"corrected":    {func(w *Week) { w.CorrectedAt, w.Versions = now, []Version{{}} }, "corrected"},
		"opened again": {func(w *Week) { w.Versions = []Version{{}} }, "corrected"},
		"overlap":      {func(w *Week) { w.Lines[0].Begin, w.Lines[1].Begin, w.Lines[1].Date = 480, 500, w.Lines[0].Date }, "overlap"},
		"question":     {func(w *Week) { w.Questions = []Question{{Text: "?"}} }, "question"},
		"answered":     {func(w *Week) { w.Questions = []Question{{Text: "?", AnsweredAt: now}} }, ""},
		"a sentence":   {func(w *Week) { w.Word.Text = "Travl uge" }, "word"},
		"ring til mig": {func(w *Week) { w.Word.Call = true }, "word"},
		"a hard week":  {func(w *Week) { w.Word.Face = "hard" }, "word"},
		"a fair week":  {func(w *Week) { w.Word.Face = "fair" }, ""},
		"a note":       {func(w *Week) { w.Lines[1].Note = "gik før" }, "note"},
		"first logger": {func(w *Week) { w.SubmittedByID = "new" }, "first_logger"},
		"several":      {func(w *Week) { w.Planned, w.Word.Call, w.SubmittedByID = 0, true, "new" }, "above_plan word first_logger"},
	} {
		w := plain
		w.Lines = lines()
		tt.change(&w)
		if got := strings.Trim(fmt.Sprint(w.exceptions(map[string]bool{"mentor": true})), "[]"); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

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

// TestToSee: what eyes outside the firm are asked for, and no longer once they
// have seen it.
func TestToSee(t *testing.T) {
	approved := Week{Week: week, Planned: 210, Lines: lines(), SubmittedAt: now, ApprovedAt: now}
	for name, tt := range map[string]struct {
		change func(*Week)
		want   string
	}{
		"inside the plan": {func(*Week) {}, ""},
		"not approved":    {func(w *Week) { w.ApprovedAt, w.Planned = time.Time{}, 0 }, ""},
		"above":           {func(w *Week) { w.Planned = 209 }, "above_plan"},
		"all":             {func(w *Week) { w.Planned, w.SelfApproved, w.Word.Call = 0, true, true }, "self_approved above_plan call"},
		"seen":            {func(w *Week) { w.SelfApproved, w.SeenAt = true, now }, ""},
	} {
		w := approved
		tt.change(&w)
		if got := strings.Trim(fmt.Sprint(w.toSee()), "[]"); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
