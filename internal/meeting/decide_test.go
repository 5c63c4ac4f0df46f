package meeting

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

func on(date string) signer { return signer{"Mads", day(date).Time().Add(10 * time.Hour)} }

func TestStatus(t *testing.T) {
	mark := &Mark{By: "Mads"}
	for name, tt := range map[string]struct {
		m     Meeting
		today string
		want  Status
	}{
		"to come":                 {Meeting{}, "2026-03-01", Planned},
		"called":                  {Meeting{Called: mark}, "2026-03-01", Called},
		"the day":                 {Meeting{}, "2026-03-18", Planned},
		"14 days after":           {Meeting{Called: mark}, "2026-04-01", Called},
		"15 days after":           {Meeting{Called: mark}, "2026-04-02", Overdue},
		"held late":               {Meeting{Held: &Held{}}, "2026-06-01", WasHeld},
		"noted":                   {Meeting{Held: &Held{}, Noted: mark}, "2026-06-01", Noted},
		"closed":                  {Meeting{Held: &Held{}, Noted: mark, Closed: mark}, "2026-06-01", Closed},
		"cancelled, and long ago": {Meeting{Cancelled: &Cancellation{}}, "2026-06-01", Cancelled},
	} {
		tt.m.On = day("2026-03-18")
		if got := tt.m.Status(day(tt.today)); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
}

// complete is a note that closes any meeting.
func complete() Note {
	return Note{Answer: "yes", From: day("2026-04-01"), Minutes: 240, Tasks: []string{"Plader"},
		Step: "Lav kontrakten", Ball: "firm", StepOn: day("2026-03-25"), Promise: "yes", WhatNow: "Ansættes"}
}

func TestMissing(t *testing.T) {
	end := Meeting{ID: "end", Kind: End}
	half := Meeting{ID: "halfway", Kind: Halfway}
	for name, tt := range map[string]struct {
		m      Meeting
		today  string
		change func(*Note)
		want   map[string]string
	}{
		"complete":             {half, "2026-03-18", func(*Note) {}, nil},
		"nothing":              {half, "2026-03-18", func(n *Note) { *n = Note{} }, map[string]string{"paid_answer": "item_one", "step": "required", "ball": "choose", "step_on": "required"}},
		"yes without more":     {half, "2026-03-18", func(n *Note) { n.From, n.Minutes, n.Tasks = caldate.Date{}, 0, nil }, map[string]string{"paid_from": "required", "paid_minutes": "required", "paid_tasks": "choose"}},
		"not yet without more": {half, "2026-03-18", func(n *Note) { n.Answer = "not_yet" }, map[string]string{"because": "required", "milestone": "required", "milestone_owner": "choose", "milestone_due": "required"}},
		"not yet": {half, "2026-03-18", func(n *Note) {
			n.Answer, n.Because, n.Milestone = "not_yet", "…", Aim{"Alene", "firm", day("2026-05-01")}
		}, nil},
		"another way, which":       {half, "2026-03-18", func(n *Note) { n.Answer = "other_route" }, map[string]string{"route": "choose"}},
		"a hire, when":             {half, "2026-03-18", func(n *Note) { n.Answer, n.Route, n.From = "other_route", "hire", caldate.Date{} }, map[string]string{"paid_from": "required"}},
		"fleksjob needs no date":   {half, "2026-03-18", func(n *Note) { n.Answer, n.Route, n.From = "other_route", "fleksjob", caldate.Date{} }, nil},
		"not relevant, because":    {half, "2026-03-18", func(n *Note) { n.Answer = "not_relevant" }, map[string]string{"because": "required"}},
		"no step halfway":          {half, "2026-06-01", func(n *Note) { n.Step, n.Ball, n.StepOn = "", "", caldate.Date{} }, map[string]string{"step": "required", "ball": "choose", "step_on": "required"}},
		"no step before the end":   {end, "2026-04-30", func(n *Note) { n.Step, n.Ball, n.StepOn = "", "", caldate.Date{} }, map[string]string{"step": "required", "ball": "choose", "step_on": "required"}},
		"no step at the end":       {end, "2026-05-01", func(n *Note) { n.Step, n.Ball, n.StepOn = "", "", caldate.Date{} }, nil},
		"half a step at the end":   {end, "2026-05-01", func(n *Note) { n.Ball = "" }, map[string]string{"ball": "choose"}},
		"promise not decided":      {end, "2026-05-01", func(n *Note) { n.Promise, n.WhatNow = "", "" }, map[string]string{"promise": "choose", "what_now": "required"}},
		"promise halfway is later": {half, "2026-03-18", func(n *Note) { n.Promise, n.WhatNow = "", "" }, nil},
	} {
		p, n := course("2026-02-02", "2026-05-01"), complete()
		p.Agreement.Promise = "Møder stabilt"
		tt.change(&n)
		if got := fault.FieldsOf(n.missing(tt.m, p, day(tt.today))); !maps.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
	p, n := course("2026-02-02", "2026-05-01"), complete()
	n.Promise, n.WhatNow = "", ""
	if err := n.missing(end, p, day("2026-05-01")); err != nil {
		t.Errorf("where nothing was promised, nothing is decided: %v", err)
	}
}

// TestRefused: what is wrong is told at its field, and nothing changes.
func TestRefused(t *testing.T) {
	p := course("2026-02-02", "2026-05-01")
	by := on("2026-03-18")
	for name, tt := range map[string]struct {
		do   func(f *FollowUp) error
		want map[string]string
	}{
		"move to the past": {func(f *FollowUp) error {
			return second(f.move(p, "halfway", Arrangement{On: day("2026-03-17"), Who: "candidate"}, by))
		}, map[string]string{"on": "before_today"}},
		"move beyond": {func(f *FollowUp) error {
			return second(f.move(p, "halfway", Arrangement{On: day("2026-05-02"), Who: "firm"}, by))
		}, map[string]string{"on": "outside_course", "why": "required"}},
		"move to the same day": {func(f *FollowUp) error {
			return second(f.move(p, "halfway", Arrangement{On: day("2026-03-18"), Why: "x"}, by))
		}, map[string]string{"on": "same_day", "who": "choose"}},
		"the end meeting a month after": {func(f *FollowUp) error {
			return second(f.move(p, "end", Arrangement{On: day("2026-05-30"), Who: "candidate"}, by))
		}, map[string]string{"on": "outside_course"}},
		"held tomorrow": {func(f *FollowUp) error { return second(f.hold(p, "halfway", Attendance{On: day("2026-03-19")}, by)) },
			map[string]string{"held_on": "after_today", "attended": "nobody_came"}},
		"held before the course": {func(f *FollowUp) error {
			return second(f.hold(p, "halfway", Attendance{On: day("2026-02-01"), Attended: []string{"boss"}}, by))
		}, map[string]string{"held_on": "outside_course", "attended": "choice"}},
		"cancelled by nobody": {func(f *FollowUp) error { return second(f.cancel(p, "halfway", "", "", by)) }, map[string]string{"cancelled_by": "choose"}},
		"cancelled by the firm, no reason": {func(f *FollowUp) error { return second(f.cancel(p, "halfway", "firm", " ", by)) },
			map[string]string{"cancelled_why": "required"}},
		"an empty note": {func(f *FollowUp) error {
			held := empty(p)
			held.put(Meeting{ID: "halfway", Held: &Held{}})
			return second(held.write(p, "halfway", Note{}, by))
		}, map[string]string{"work": "note_empty"}},
		"an intention of nothing": {func(f *FollowUp) error { return second(f.park(Intention{}, by)) },
			map[string]string{"what": "choose", "minutes": "required", "wakes": "required", "owner": "choose", "why_not": "required"}},
		"an intention that is awake": {func(f *FollowUp) error {
			return second(f.park(Intention{What: "hire", Minutes: 60, Wakes: day("2026-03-18"), OwnerID: "per_1", WhyNot: "x"}, by))
		}, map[string]string{"wakes": "not_after_today"}},
	} {
		f := empty(p)
		if got := fault.FieldsOf(tt.do(&f)); !maps.Equal(got, tt.want) || len(f.Meetings) > 0 || f.Intention != nil {
			t.Errorf("%s: got %v, want %v; %v", name, got, tt.want, f)
		}
	}
	f := empty(p)
	if _, err := f.cancel(p, "halfway", "candidate", "", by); err != nil {
		t.Errorf("the candidate need give no reason: %v", err)
	}
	if _, err := f.close(p, "before-9", complete(), by); !fault.Is(err, fault.NotFound) {
		t.Errorf("a meeting that is not there: %v", err)
	}
}

func second(_ audit.Event, err error) error { return err }

func TestPrepare(t *testing.T) {
	p := course("2026-02-02", "2026-05-01")
	week := func(n, minutes int, title string, approved bool) hours.Week {
		w := hours.Week{Week: day("2026-02-02").Week().Add(n), Lines: []hours.Line{{Minutes: minutes, TaskTitle: title}}}
		if approved {
			w.ApprovedAt = day("2026-02-20").Time()
		}
		return w
	}
	weeks := []hours.Week{week(0, 300, "Plader", true), week(1, 400, "Brød", true), week(2, 200, "Plader", false), week(4, 120, "Plader", true), week(5, 60, "Brød", true)}
	halfway := Meeting{ID: "halfway", On: day("2026-03-18")}
	f := FollowUp{Milestones: []Milestone{{Text: "Alene"}, {Text: "Nået", Reached: &Reached{}}}}
	got := Prepare(p, f, halfway, weeks, day("2026-03-11")) // a Wednesday: five weeks are over
	if got.Planned != 5*480 || got.Approved != 820 || got.Missing != 2 || len(got.Milestones) != 1 ||
		!slices.Equal(got.Tasks, []TaskTime{{"Plader", 420}, {"Brød", 400}}) || got.From != p.Agreement.Start {
		t.Errorf("before the meeting: %+v", got)
	}
	if got = Prepare(p, f, halfway, weeks, day("2026-03-08")); got.Planned != 4*480 {
		t.Errorf("on a Sunday the week is not over: %+v", got)
	}
	f.Meetings = []Meeting{{ID: "before-1", On: day("2026-02-18"), Held: &Held{On: day("2026-02-18")}}}
	got = Prepare(p, f, halfway, weeks, day("2026-03-11")) // since Wednesday of the third week
	if got.Planned != 3*480 || got.Approved != 120 || got.Missing != 2 || got.From != day("2026-02-18") {
		t.Errorf("since the meeting before: %+v", got)
	}
	halfway.Held = &Held{On: day("2026-03-04")}
	halfway.On = halfway.Held.On
	if got = Prepare(p, f, halfway, weeks, day("2026-06-01")); got.Planned != 2*480 || got.Missing != 2 || got.Approved != 0 {
		t.Errorf("as it was when held: %+v", got)
	}
	if got = Prepare(p, FollowUp{}, Meeting{ID: "end", On: day("2026-05-01")}, weeks, day("2026-08-01")); got.Planned != 13*480 {
		t.Errorf("no week after the course counts: %+v", got)
	}
}

func TestWaiting(t *testing.T) {
	p := course("2026-02-02", "2026-05-01") // halfway 18 March
	old := course("2025-02-03", "2025-05-02")
	old.ID = "plc_old"
	hidden := course("2026-02-02", "2026-05-01")
	hidden.ID = "plc_hidden"
	draft := course("2026-02-02", "2026-05-01")
	draft.ID, draft.Company = "plc_draft", nil
	parked := func(p placement.Placement) FollowUp {
		f := empty(p)
		f.Intention = &Intention{What: "hire", Wakes: day("2026-03-10")}
		f.Milestones = []Milestone{{Text: "Alene", Due: day("2026-03-10")}}
		return f
	}
	follow := func(change func(*FollowUp)) []FollowUp {
		f := empty(p)
		change(&f)
		return []FollowUp{f}
	}
	const halfwayHeld = "2026-03-18"
	for name, tt := range map[string]struct {
		today     string
		followUps []FollowUp
		want      []Reason
	}{
		"nothing yet":   {"2026-03-10", nil, nil},
		"within 7 days": {"2026-03-11", nil, []Reason{IsDue}},
		"passed":        {"2026-04-01", nil, []Reason{IsDue}},
		"overdue":       {"2026-04-02", nil, []Reason{IsOverdue}},
		"held":          {"2026-04-02", follow(func(f *FollowUp) { f.put(Meeting{ID: "halfway", On: day(halfwayHeld), Held: &Held{}}) }), []Reason{ToClose}},
		"noted":         {"2026-04-02", follow(func(f *FollowUp) { f.put(Meeting{ID: "halfway", On: day(halfwayHeld), Held: &Held{}, Noted: &Mark{}}) }), []Reason{ToClose}},
		"closed":        {"2026-04-02", follow(func(f *FollowUp) { f.put(Meeting{ID: "halfway", On: day(halfwayHeld), Held: &Held{}, Closed: &Mark{}}) }), nil},
		"cancelled":     {"2026-03-12", follow(func(f *FollowUp) { f.put(Meeting{ID: "halfway", On: day(halfwayHeld), Cancelled: &Cancellation{}}) }), []Reason{ToReplan}},
		"planned anew": {"2026-03-12", follow(func(f *FollowUp) {
			f.put(Meeting{ID: "halfway", On: day(halfwayHeld), Cancelled: &Cancellation{Again: "x"}})
		}), nil},
		"milestone due": {"2026-03-10", follow(func(f *FollowUp) { *f = parked(p); f.Intention = nil }), nil},
		"milestone late": {"2026-03-11", follow(func(f *FollowUp) {
			*f = parked(p)
			f.Intention = nil
			f.put(Meeting{ID: "halfway", On: day("2026-03-25")})
		}), []Reason{MilestoneLate}},
		"intention wakes":    {"2026-03-10", follow(func(f *FollowUp) { *f = parked(p) }), []Reason{IntentionWoke}},
		"intention sleeps":   {"2026-03-09", follow(func(f *FollowUp) { *f = parked(p) }), nil},
		"of an ended course": {"2026-03-11", []FollowUp{parked(old)}, []Reason{IsDue, MilestoneLate, IntentionWoke}},
		"of a hidden course": {"2026-03-10", []FollowUp{parked(hidden)}, nil},
	} {
		var got []Reason
		for _, item := range Waiting([]placement.Placement{p, draft}, tt.followUps, day("2025-10-01"), day(tt.today)) {
			got = append(got, item.Reason)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, got, tt.want)
		}
	}
}

// model drives a follow-up at random.
type model struct {
	r       *rand.Rand
	p       placement.Placement
	f       FollowUp
	by      signer
	reached map[Status]bool
	events  map[string]bool
}

func (m *model) pick(list []string) string { return list[m.r.IntN(len(list))] }

// text is typed, or not.
func (m *model) text() string { return m.pick([]string{"", "noget"}) }

func (m *model) date() caldate.Date {
	if m.r.IntN(8) == 0 {
		return caldate.Date{}
	}
	return m.by.today().Add(m.r.IntN(60) - 15)
}

func (m *model) choice(list []string) string { return m.pick(append([]string{"", "bad"}, list...)) }

func (m *model) note() Note {
	switch m.r.IntN(6) {
	case 0, 1:
		return complete()
	case 2:
		n := complete()
		n.Answer, n.Because, n.Milestone = "not_yet", "noget", Aim{"Alene", "firm", m.by.today().Add(20)}
		return n
	}
	n := Note{Answer: m.choice(placement.PaidAnswers()), From: m.date(), Minutes: m.r.IntN(2) * 60, Because: m.text(), Route: m.choice(Routes()),
		Milestone: Aim{m.text(), m.choice(Parties()), m.date()}, Step: m.text(), Ball: m.choice(Balls()), StepOn: m.date(),
		Promise: m.choice(Promises()), WhatNow: m.text()}
	if m.r.IntN(2) == 0 {
		n.Tasks = []string{"Plader"}
	}
	return n
}

// step gives one command to something and answers what came of it.
func (m *model) step(c Command) (audit.Event, error) {
	agenda := m.f.Agenda(m.p)
	meeting := agenda[m.r.IntN(len(agenda))].ID
	milestone := "mil_none"
	if n := len(m.f.Milestones); n > 0 && m.r.IntN(10) > 0 {
		milestone = m.f.Milestones[m.r.IntN(n)].ID
	}
	switch c {
	case MoveIt:
		return m.f.move(m.p, meeting, Arrangement{On: m.date(), Who: m.choice(Parties()), Why: m.text()}, m.by)
	case Call:
		return m.f.call(m.p, meeting, Arrangement{Time: m.r.IntN(3), Place: m.text()}, m.by)
	case Hold:
		return m.f.hold(m.p, meeting, Attendance{On: m.date(), Attended: Parties()[:m.r.IntN(4)]}, m.by)
	case Cancel:
		return m.f.cancel(m.p, meeting, m.choice(Parties()), m.text(), m.by)
	case Replan:
		return m.f.replan(m.p, meeting, m.date(), m.by)
	case Write:
		return m.f.write(m.p, meeting, m.note(), m.by)
	case Close:
		return m.f.close(m.p, meeting, m.note(), m.by)
	case Reach:
		return m.f.reach(milestone, m.by)
	case Drop:
		return m.f.drop(milestone, m.text(), m.by)
	case Park:
		return m.f.park(Intention{What: m.choice(Intentions()), Minutes: m.r.IntN(2) * 480, Wakes: m.date(), OwnerID: m.text(), WhyNot: m.text()}, m.by)
	default:
		return m.f.endPark(m.choice(Outcomes()), m.text(), m.by)
	}
}

// subjects are all statuses of what a command can be about.
func (m *model) subjects() map[string]Status {
	s := map[string]Status{"intention": m.f.IntentionOn(m.by.today())}
	for _, meeting := range m.f.Agenda(m.p) {
		s["meeting "+meeting.ID] = meeting.Status(m.by.today())
	}
	for _, milestone := range m.f.Milestones {
		s["milestone "+milestone.ID] = milestone.Status()
	}
	return s
}

// TestModel tries commands at random: every change follows a row of the table,
// every refusal says why, no meeting is closed without an answer, and every
// status and event of the table is met.
func TestModel(t *testing.T) {
	m := &model{r: rand.New(rand.NewPCG(20261122, 7)), reached: map[Status]bool{}, events: map[string]bool{}}
	const steps = 25000
	for n := range steps {
		if n%400 == 0 { // a new course
			m.p = course("2026-01-05", caldate.MustParse("2026-02-01").Add(m.r.IntN(300)).String())
			m.p.Agreement.Promise = m.text()
			m.f, m.by = empty(m.p), on("2026-01-05")
		}
		if m.r.IntN(3) == 0 {
			m.by.at = m.by.at.AddDate(0, 0, m.r.IntN(4))
		}
		rule := machine[m.r.IntN(len(machine))]
		before, kept := m.subjects(), m.f
		kept.Meetings, kept.Milestones = slices.Clone(m.f.Meetings), slices.Clone(m.f.Milestones)
		event, err := m.step(rule.Command)
		after := m.subjects()
		for _, s := range after {
			m.reached[s] = true
		}
		switch {
		case err == store.Unchanged:
		case err != nil:
			if fault.CodeOf(err) == "" && len(fault.FieldsOf(err)) == 0 && !fault.Is(err, fault.NotFound) {
				t.Fatalf("step %d: %s is refused without a reason: %v", n, rule.Command, err)
			}
			if fmt.Sprint(before) != fmt.Sprint(after) || fmt.Sprint(kept.Meetings) != fmt.Sprint(m.f.Meetings) {
				t.Fatalf("step %d: %s was refused and changed something", n, rule.Command)
			}
		default:
			m.events[event.Type] = true
			m.follows(t, n, rule, event, before, after)
		}
		m.holds(t, n)
	}
	for _, s := range Statuses() {
		if !m.reached[s] {
			t.Errorf("in %d steps nothing was ever %s", steps, s)
		}
	}
	for _, rule := range machine {
		for _, e := range rule.Events {
			if !m.events[e] {
				t.Errorf("in %d steps nobody ever saw %s", steps, e)
			}
		}
	}
}

// follows holds what a command did up against its row.
func (m *model) follows(t *testing.T, n int, rule Transition, event audit.Event, before, after map[string]Status) {
	t.Helper()
	if !slices.Contains(rule.Events, event.Type) {
		t.Fatalf("step %d: %s tells of %s, which its row does not name", n, rule.Command, event.Type)
	}
	for what, to := range after {
		from, was := before[what]
		if was && from != to && (!slices.Contains(rule.From, from) || !slices.Contains(rule.To, to)) {
			t.Fatalf("step %d: %s took %s from %s to %s", n, rule.Command, what, from, to)
		}
	}
}

// holds asserts what is always so.
func (m *model) holds(t *testing.T, n int) {
	t.Helper()
	for _, meeting := range m.f.Meetings {
		if meeting.Closed != nil && (meeting.Note.Answer == "" || meeting.Held == nil) {
			t.Fatalf("step %d: %s is closed without an answer or without having been held", n, meeting.ID)
		}
		if meeting.Closed != nil && meeting.Note.Answer == "not_yet" &&
			!slices.ContainsFunc(m.f.Milestones, func(ms Milestone) bool { return ms.Meeting == meeting.ID }) {
			t.Fatalf("step %d: %s says not yet and left no milestone", n, meeting.ID)
		}
		if meeting.Cancelled != nil && meeting.Held != nil {
			t.Fatalf("step %d: %s is cancelled and held", n, meeting.ID)
		}
	}
	ids := map[string]bool{}
	for _, meeting := range m.f.Agenda(m.p) {
		if ids[meeting.ID] {
			t.Fatalf("step %d: %s is there twice", n, meeting.ID)
		}
		ids[meeting.ID] = true
	}
}
