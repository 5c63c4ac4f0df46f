package report

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
)

func day(s string) caldate.Date { return caldate.MustParse(s) }

var (
	start = day("2026-02-02") // a Monday
	last  = day("2026-05-01")
)

// course is a course of both kinds of hours with a condition.
func course() placement.Placement {
	p := placement.Placement{CompanyID: "com_1", MunicipalityID: "mun_1", MentorID: "per_2", FirstName: "Sanne", CompanyName: "Bageri", SentAt: start.Time(), Company: &placement.Tick{}, Candidate: &placement.Tick{},
		Representative: placement.Representative{NotNeeded: true}, Conditions: []string{"calm"}, Vitas: placement.Vitas{State: "approved"}}
	p.ID = "plc_1"
	p.Agreement = placement.Agreement{Start: start, End: last, Steps: []placement.Step{{From: start, Minutes: 480}}, PaidHours: placement.PaidHours{Answer: "not_yet", Note: "nyt"},
		Tasks: []placement.Task{{ID: "t1", Title: "Plader", Minutes: 240, Strand: placement.Praktik}, {ID: "t2", Title: "Brød", Minutes: 120, Strand: placement.Paid}}}
	return p
}

func approved(n int, lines ...hours.Line) hours.Week {
	w := start.Week().Add(n)
	for i := range lines {
		lines[i].Date = w.Day(i % 5)
	}
	return hours.Week{Week: w, PlacementID: "plc_1", Lines: lines, ApprovedAt: w.Sunday().Time()}
}

func praktik(minutes int) hours.Line {
	return hours.Line{Minutes: minutes, TaskTitle: "Plader", Kind: hours.Praktik}
}

func paid(minutes int) hours.Line {
	return hours.Line{Minutes: minutes, TaskTitle: "Brød", Kind: hours.Paid}
}

func known(today caldate.Date, weeks ...hours.Week) Known {
	return Known{Placement: course(), Weeks: weeks, Today: today}
}

// TestSum: each part of the documentation comes from where it is kept.
func TestSum(t *testing.T) {
	k := known(last.Add(1), approved(0, praktik(240), paid(60)), approved(1, praktik(120)), hours.Week{Week: start.Week().Add(2), Lines: []hours.Line{praktik(999)}})
	k.Placement.Staircases = []placement.Staircase{
		{From: start.Add(14), Move: placement.Raise, Tried: "Tre dage", Happened: "Det gik", Steps: []placement.PlanStep{{From: start.Add(14), Praktik: 500}, {From: start.Add(70), Praktik: 600}}},
		{From: start.Add(28), Move: placement.Lower, Tried: "To dage", Happened: "For meget", Steps: []placement.PlanStep{{From: start.Add(28), Praktik: 300}}},
	}
	k.Placement.Ladder = []placement.Rung{{TaskID: "t1", Step: placement.Training, On: start.Add(3)}, {TaskID: "t1", Step: placement.WithHelp, On: start.Add(9)}, {TaskID: "t1", Step: placement.Training, On: start.Add(20)}}
	yes := &placement.Tick{}
	k.Placement.Conversions = []placement.Conversion{
		{TaskIDs: []string{"t1"}, From: start.Add(35), MinutesAWeek: 120, Kind: placement.SmallJob, Company: yes, Candidate: yes, Informed: yes}, {TaskIDs: []string{"t2"}, From: start.Add(35), Company: yes},
	}
	note := meeting.Note{Answer: "other_route", Route: "fleksjob"}
	k.FollowUp.Meetings = []meeting.Meeting{
		{ID: "end", Kind: meeting.End, On: last, Held: &meeting.Held{On: last}, Noted: &meeting.Mark{}, Closed: &meeting.Mark{}, Note: note},
		{ID: "halfway", Kind: meeting.Halfway, On: start.Add(40), Held: &meeting.Held{On: start.Add(40)}, Noted: &meeting.Mark{}, Note: meeting.Note{Answer: "not_yet", Because: "fart"}},
		{ID: "after-1", Kind: meeting.Interim, On: start.Add(60), Cancelled: &meeting.Cancellation{}},
	}
	c := Documentation{}.Sum(k)
	if c.Praktik != 360 || c.Paid != 60 || c.Weeks[0].Planned != 480 || c.Weeks[2].Minutes() != 0 || c.Weeks[2].Approved || len(c.Weeks) != 13 || c.Unapproved() != 11 {
		t.Errorf("hours: %d and %d in %+v", c.Praktik, c.Paid, c.Weeks)
	}
	if len(c.Patterns) != 3 || c.Patterns[0].Happened != "Det gik" || c.Patterns[1].Happened != "For meget" || c.Patterns[1].Last != 500 || c.Patterns[2].First != 300 || c.Patterns[2].Happened != "" {
		t.Errorf("patterns: %+v", c.Patterns)
	}
	if run := c.Tasks[0]; run.Title != "Plader" || run.Minutes != 360 || run.Step != placement.PaidTask || len(run.Moves) != 4 || run.Moves[3].Step != placement.PaidTask {
		t.Errorf("tasks: %+v", c.Tasks)
	}
	var answers []string
	for _, a := range c.Answers {
		answers = append(answers, string(a.Meeting)+":"+a.Answer+a.Route)
	}
	if !slices.Equal(answers, []string{":not_yet", "halfway:not_yet", "end:other_routefleksjob"}) {
		t.Errorf("answers: %v", answers)
	}
	if len(c.Taken) != 1 || c.Taken[0].Minutes != 120 || c.Ending != effort.Fleksjob || c.Stopped != "" {
		t.Errorf("taken %+v, ending %q", c.Taken, c.Ending)
	}
	k.Today = last
	if early := (Documentation{}).Sum(k); early.Ending != "" {
		t.Errorf("on the last day it has ended: %q", early.Ending)
	}
}

// TestSums: of whatever was approved, the weeks, the tasks, the strands and the book
// add up to the same, and what is not approved counts nowhere.
func TestSums(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 2026))
	kinds := []hours.Kind{hours.Paid, hours.Subsidised, hours.Praktik, hours.Teaching, hours.Absence}
	for range 3000 {
		k := known(last.Add(r.IntN(40) - 10))
		want := 0
		for n := range 13 {
			if r.IntN(5) == 0 {
				continue
			}
			w := hours.Week{Week: start.Week().Add(n), PlacementID: "plc_1"}
			for range r.IntN(6) {
				l := hours.Line{Date: w.Week.Day(r.IntN(7)), Kind: kinds[r.IntN(len(kinds))], TaskTitle: []string{"Plader", "Brød", "Fra før"}[r.IntN(3)]}
				if l.Kind != hours.Absence {
					l.Minutes = r.IntN(300)
				} else {
					l.TaskTitle = ""
				}
				w.Lines = append(w.Lines, l)
			}
			counts := w.Lines
			switch r.IntN(4) {
			case 0: // not approved
				counts = nil
			case 1: // open again: what was approved counts
				w.Versions, counts = []hours.Version{{Lines: []hours.Line{{Date: w.Week.Monday(), Minutes: 77, Kind: hours.Paid, TaskTitle: "Brød"}}}}, nil
				counts = w.Versions[0].Lines
			default:
				w.ApprovedAt = w.Week.Sunday().Time()
			}
			k.Weeks = append(k.Weeks, w)
			if !w.Week.Monday().After(k.Today) {
				for _, l := range counts {
					want += l.Minutes
				}
			}
		}
		c := Documentation{}.Sum(k)
		weeks, tasks, book := 0, 0, 0
		for _, w := range c.Weeks {
			weeks += w.Minutes()
		}
		for _, run := range c.Tasks {
			tasks += run.Minutes
		}
		for _, l := range hours.Book(k.Weeks, start, k.Today.Week().Sunday()) {
			book += l.Minutes
		}
		if c.Minutes() != want || weeks != want || tasks != want || book != want {
			t.Fatalf("on %s: %d minutes approved, the documentation says %d, its weeks %d, its tasks %d, the book %d", k.Today, want, c.Minutes(), weeks, tasks, book)
		}
		if e := effort.CourseOf(k.Placement, k.Weeks, k.FollowUp); k.Today.After(last) && (e.Praktik != c.Praktik || e.Paid != c.Paid) {
			t.Fatalf("the effort counts %d and %d, the documentation %d and %d", e.Praktik, e.Paid, c.Praktik, c.Paid)
		}
	}
}

// TestPrint: the print is the same on every day after the course, whoever wrote, and
// another one as soon as something else is said; storing changes nothing.
func TestPrint(t *testing.T) {
	k := known(last.Add(1), approved(0, praktik(240)))
	d := Documentation{Part: &Part{Intensity: "Godt", Next: "Mere", Aids: []Aid{}, Mark: Mark{By: "Karen"}}}
	before := d.Sum(k)
	later := k
	later.Today = last.Add(300)
	if before.Print() != d.Sum(later).Print() {
		t.Error("it says something else on another day")
	}
	d.Part.Mark, d.Part.Aids = Mark{By: "Mads", At: last.Time()}, nil
	if before.Print() != d.Sum(k).Print() {
		t.Error("it says something else because somebody else wrote it")
	}
	var stored Content
	data, err := json.Marshal(before)
	if err := json.Unmarshal(data, &stored); err != nil || stored.Print() != before.Print() {
		t.Error("it says something else once it was stored", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	k.Weeks = append(k.Weeks, approved(1, paid(30)))
	after := d.Sum(k)
	if before.Print() == after.Print() {
		t.Error("another week changes nothing")
	}
	diff := fmt.Sprint(Differ(before, after))
	if want := fmt.Sprint([]Difference{{"hours", start.Week().Add(1), 0, 30}, {Section: "tasks"}}); diff != want {
		t.Errorf("the difference is %s, want %s", diff, want)
	}
}

// TestStatus derives every status from its facts.
func TestStatus(t *testing.T) {
	p := course()
	mark, print := Mark{By: "Karen", At: last.Time()}, "now"
	part, seen, seenOther := &Part{Mark: mark}, &Sight{Print: "now", Mark: mark}, &Sight{Print: "before", Mark: mark}
	given := func(print string, receipt *Mark) []Delivery {
		return []Delivery{{Print: print, Mark: mark, Receipt: receipt}}
	}
	for name, tt := range map[string]struct {
		d     Documentation
		today caldate.Date
		want  Status
	}{
		"long before":                  {Documentation{}, last.Add(-15), NotBegun},
		"fourteen days before":         {Documentation{}, last.Add(-14), Draft},
		"observed only":                {Documentation{Observations: []Observation{{}}}, start, NotBegun},
		"over":                         {Documentation{}, last.Add(30), Draft},
		"written":                      {Documentation{Part: part}, last, Written},
		"seen":                         {Documentation{Part: part, Sight: seen}, last, HasSeen},
		"changed since":                {Documentation{Part: part, Sight: seenOther}, last, Written},
		"delivered":                    {Documentation{Part: part, Sight: seen, Deliveries: given("now", nil)}, last, Delivered},
		"receipted":                    {Documentation{Part: part, Sight: seen, Deliveries: given("now", &mark)}, last, Receipted},
		"delivered, and corrected":     {Documentation{Part: part, Sight: seenOther, Deliveries: given("before", nil)}, last, Delivered},
		"receipted, and corrected":     {Documentation{Part: part, Sight: seenOther, Deliveries: given("before", &mark)}, last, Receipted},
		"and the new one seen":         {Documentation{Part: part, Sight: seen, Deliveries: given("before", &mark)}, last, HasSeen},
		"extended after it was begun":  {Documentation{Part: part}, start, Written},
		"seen without the firm's part": {Documentation{Sight: seen}, last, Draft},
	} {
		if got := tt.d.StatusOn(p, print, tt.today); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
	stopped := course()
	stopped.Stop = &placement.Stop{On: start.Add(-1)}
	if got := (Documentation{}).StatusOn(stopped, print, last); got != NotBegun {
		t.Errorf("a course nobody came to is %s", got)
	}
}

// TestMachine: every command leads where the table says, and nowhere else.
func TestMachine(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 2026))
	reached := map[string]bool{}
	for range 4000 {
		d, k := Documentation{}, known(last.Add(r.IntN(40)-25), approved(0, praktik(240)))
		for step := range 14 {
			k.Today = k.Today.Add(r.IntN(4))
			if r.IntN(9) == 0 {
				k.Weeks = append(k.Weeks, approved(len(k.Weeks), paid(30)))
			}
			content := d.Sum(k)
			m := moment{Known: k, by: "Karen", at: k.Today.Time().Add(time.Duration(step) * time.Minute), content: content, print: content.Print()}
			before := d.StatusOn(k.Placement, m.print, k.Today)
			c := machine[r.IntN(len(machine))]
			err := give(&d, c.Command, m, r)
			after := d.StatusOn(k.Placement, d.Sum(k).Print(), k.Today)
			switch {
			case err == nil && (!slices.Contains(c.From, before) || !slices.Contains(c.To, after)):
				t.Fatalf("%s leads from %s to %s", c.Command, before, after)
			case err != nil && after != before:
				t.Fatalf("%s was refused and leads from %s to %s", c.Command, before, after)
			case err == nil:
				reached[string(c.Command)+" "+string(before)] = true
			}
		}
	}
	for _, c := range machine {
		for _, from := range c.From {
			if !reached[string(c.Command)+" "+string(from)] && !(c.Command == Strike && from == NotBegun) {
				t.Errorf("%s was never given at %s", c.Command, from)
			}
		}
	}
}

// give gives a command with what it needs.
func give(d *Documentation, c Command, m moment, r *rand.Rand) (err error) {
	next := *d
	switch c {
	case Observe:
		_, err = next.observe(Observation{What: fmt.Sprint(r.IntN(99)), Outcome: "better", On: start}, m)
	case Strike:
		id := "obs_0"
		if n := len(d.Observations); n > 0 {
			id = d.Observations[r.IntN(n)].ID
		}
		_, err = next.strike(id, m)
	case Write:
		_, err = next.write(Part{Effects: []Effect{{Condition: "calm", Effect: "helped"}}, Intensity: fmt.Sprint(r.IntN(2)), Next: "Mere"}, m)
	case Show:
		_, err = next.show(Sight{Print: m.print, Helped: "needs_help"}, m)
	case Deliver:
		_, err = next.deliver(m.print, m)
	case Receive:
		_, err = next.receive(m)
	}
	if err == nil {
		*d = next
	}
	return err
}

// TestFaults: what is typed is judged field by field.
func TestFaults(t *testing.T) {
	k := known(last.Add(2))
	m := moment{Known: k, by: "Karen", at: last.Add(2).Time(), print: "now"}
	m.content = Documentation{}.Sum(k)
	m.print = m.content.Print()
	want := func(name string, err error, fields ...string) {
		t.Helper()
		var got []string
		for field := range fault.FieldsOf(err) {
			got = append(got, field)
		}
		slices.Sort(got)
		slices.Sort(fields)
		if !slices.Equal(got, fields) {
			t.Errorf("%s: faults at %v, want %v (%v)", name, got, fields, err)
		}
	}
	d := Documentation{}
	_, err := d.observe(Observation{Condition: "broken_leg", Outcome: "worst", On: last.Add(1)}, m)
	want("an observation", err, "what", "condition", "outcome", "observed_on")
	_, err = d.observe(Observation{What: "Jens 010190-1234", Outcome: "same", On: start}, m)
	want("a number", err, "what")
	_, err = d.write(Part{Aids: []Aid{{What: "Stol"}, {From: last, Lent: "0101901234"}}}, m)
	want("a part", err, "calm_effect", "aids.0.from", "aids.1.what", "aids.1.lent", "intensity", "next")
	if _, err = d.write(Part{Effects: []Effect{{Condition: "calm", Effect: "not_tried"}}, Intensity: "a", Next: "b"}, m); err != nil {
		t.Fatal(err)
	}
	m.content = d.Sum(k)
	m.print = m.content.Print()
	_, err = d.show(Sight{Print: m.print, Comment: "010190-1234"}, m)
	want("a sight", err, "helped", "comment")
	if _, err = d.show(Sight{Print: "other", Helped: "no_eid"}, m); fault.CodeOf(err) != "documentation_other_words" {
		t.Errorf("seen as it no longer is: %v", err)
	}
	if _, err = d.show(Sight{Print: m.print, Helped: "no_eid"}, m); err != nil {
		t.Fatal(err)
	}
	if _, err = d.deliver("other", m); fault.CodeOf(err) != "documentation_other_words" {
		t.Errorf("delivered as it no longer is: %v", err)
	}
}

// TestRoles: who may do what, by the table.
func TestRoles(t *testing.T) {
	for role, want := range map[access.Role][]Command{
		access.Owner: {Observe, Strike, Write, Show, Deliver}, access.Mentor: {Observe, Strike, Write, Show}, access.Approver: nil, access.Consultant: {Observe, Strike, Show, Receive}, access.Coordinator: nil,
	} {
		actor := access.NewActor(access.Identity{PersonID: "x"}, access.Party{}, role)
		for _, c := range machine {
			if actor.Can(c.Used) != slices.Contains(want, c.Command) {
				t.Errorf("%s can %s: %t", role, c.Command, actor.Can(c.Used))
			}
		}
	}
}
