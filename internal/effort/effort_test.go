package effort

import (
	"maps"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
)

var (
	today = caldate.MustParse("2026-11-18")
	now   = time.Date(2026, 11, 18, 12, 0, 0, 0, time.UTC)
)

// course began so many weeks ago and lasts so many.
func course(id string, ago, weeks int, changes ...func(*placement.Placement)) placement.Placement {
	start := today.Week().Add(-ago).Monday()
	said := start.Time().Add(-240 * time.Hour)
	p := placement.Placement{
		SentAt: said, Company: &placement.Tick{At: said}, Candidate: &placement.Tick{At: said}, Representative: placement.Representative{NotNeeded: true},
		Vitas:     placement.Vitas{State: "approved"},
		Agreement: placement.Agreement{Start: start, End: start.Week().Add(weeks - 1).Sunday(), Tasks: []placement.Task{{ID: "t1", Strand: placement.Praktik}, {ID: "t2", Strand: placement.Paid}}},
	}
	p.ID = id
	for _, change := range changes {
		change(&p)
	}
	return p
}

func stopped(reason string) func(*placement.Placement) {
	return func(p *placement.Placement) { p.Stop = &placement.Stop{On: today.Add(-1), Reason: reason} }
}

// log is the approved weeks of a course from its first on, in hours of praktik.
func log(p placement.Placement, list ...int) []hours.Week {
	var weeks []hours.Week
	for i, n := range list {
		w := p.Agreement.Start.Week().Add(i)
		weeks = append(weeks, hours.Week{PlacementID: p.ID, Week: w, ApprovedAt: now, Lines: []hours.Line{{Date: w.Monday(), Minutes: n * 60, Kind: hours.Praktik}}})
	}
	return weeks
}

func closed(p placement.Placement, n meeting.Note) meeting.FollowUp {
	return meeting.FollowUp{PlacementID: p.ID, Meetings: []meeting.Meeting{{ID: "end", Kind: meeting.End, On: p.LastDay(), Held: &meeting.Held{On: p.LastDay()}, Closed: &meeting.Mark{}, Note: n}}}
}

func TestNothing(t *testing.T) {
	e := Of(nil, nil, nil, today)
	if e.Begun != 0 || e.Ended != 0 || len(e.Endings) != 0 {
		t.Errorf("of no courses: %+v", e)
	}
	draft, ready, refused := course("a", 5, 9), course("b", -2, 9), course("c", 5, 9)
	draft.SentAt, refused.Vitas.State = time.Time{}, "refused"
	withdrawn := course("d", 5, 9, func(p *placement.Placement) { p.WithdrawnAt = now })
	never := course("e", 5, 9, func(p *placement.Placement) {
		p.Stop = &placement.Stop{On: p.Agreement.Start.Add(-1), Reason: "other"}
	})
	if e := Of([]placement.Placement{draft, ready, refused, withdrawn, never}, nil, nil, today); e.Begun != 0 || e.Alone.Of != 0 {
		t.Errorf("courses that never began count: %+v", e)
	}
}

func TestHours(t *testing.T) {
	p := course("a", 12, 20)
	weeks := log(p, 6, 6, 6, 6, 6, 6, 6, 8)
	weeks[7].Lines = append(weeks[7].Lines, hours.Line{Minutes: 90, Kind: hours.Paid}, hours.Line{Kind: hours.Absence, Absence: "ill"})
	open := hours.Week{PlacementID: p.ID, Week: p.Agreement.Start.Week().Add(8), SubmittedAt: now, Lines: []hours.Line{{Minutes: 600, Kind: hours.Paid}}}
	corrected := hours.Week{PlacementID: p.ID, Week: p.Agreement.Start.Week().Add(9), CorrectedAt: now, Lines: []hours.Line{{Minutes: 600, Kind: hours.Paid}},
		Versions: []hours.Version{{Lines: []hours.Line{{Minutes: 60, Kind: hours.Praktik}}}}}
	e := Of([]placement.Placement{p}, append(weeks, open, corrected), nil, today)
	if e.Praktik != 51*60 || e.Paid != 90 {
		t.Errorf("praktik %d, paid %d; what is not approved counts, or what is does not", e.Praktik, e.Paid)
	}
	if e.Earning != (Count{1, 1}) || e.Running != 1 || e.Alone != (Count{1, 2}) {
		t.Errorf("%+v", e)
	}
}

func TestHigher(t *testing.T) {
	for name, tt := range map[string]struct {
		hours []int
		want  Count
	}{
		"seven weeks":   {[]int{1, 1, 1, 1, 9, 9, 9}, Count{}},
		"rose":          {[]int{2, 2, 2, 2, 2, 2, 2, 3}, Count{1, 1}},
		"flat":          {[]int{2, 2, 2, 2, 2, 2, 2, 2}, Count{0, 1}},
		"fell":          {[]int{4, 4, 4, 4, 3, 3, 3, 3}, Count{0, 1}},
		"up and down":   {[]int{2, 2, 2, 2, 9, 9, 2, 2, 2, 2}, Count{0, 1}},
		"up in the end": {[]int{2, 2, 2, 2, 1, 1, 3, 3, 3, 3}, Count{1, 1}},
	} {
		p := course("a", 12, 20)
		if e := Of([]placement.Placement{p}, log(p, tt.hours...), nil, today); e.Higher != tt.want {
			t.Errorf("%s: %+v, want %+v", name, e.Higher, tt.want)
		}
	}
}

// TestEndings: every way a course ends counts once, and as what was recorded.
func TestEndings(t *testing.T) {
	var placements []placement.Placement
	var weeks []hours.Week
	var followUps []meeting.FollowUp
	want := map[Ending]int{}
	add := func(p placement.Placement, n meeting.Note, e Ending) {
		placements, followUps = append(placements, p), append(followUps, closed(p, n))
		want[e]++
	}
	add(course("1", 20, 12, stopped("work")), meeting.Note{}, Job)
	add(course("2", 20, 12, stopped("education")), meeting.Note{}, Education)
	add(course("3", 20, 12, stopped("absence")), meeting.Note{}, Stopped)
	add(course("4", 20, 12), meeting.Note{}, RanOut)
	for route, e := range map[string]Ending{"hire": Job, "fleksjob": Fleksjob, "loentilskud": Subsidy, "education": Education} {
		add(course("r"+route, 20, 12), meeting.Note{Answer: "other_route", Route: route, Promise: "yes"}, e)
	}
	add(course("5", 20, 12), meeting.Note{Answer: "yes", Promise: "no"}, RanOut) // said, and no paid hour was approved
	paid := course("6", 20, 12)
	add(paid, meeting.Note{Answer: "yes"}, PaidHours)
	weeks = append(weeks, hours.Week{PlacementID: paid.ID, Week: paid.Agreement.Start.Week(), ApprovedAt: now, Lines: []hours.Line{{Minutes: 60, Kind: hours.Paid}}})
	add(course("7", 20, 12, stopped("absence")), meeting.Note{Answer: "other_route", Route: "fleksjob"}, Fleksjob)
	for kind, e := range converted {
		add(course("k"+string(kind), 20, 12, func(p *placement.Placement) {
			p.Conversions = []placement.Conversion{{From: p.Agreement.Start.Add(14), Kind: kind, Company: &placement.Tick{}, Candidate: &placement.Tick{}, Informed: &placement.Tick{}}}
		}), meeting.Note{Answer: "yes"}, e)
	}
	e := Of(placements, weeks, followUps, today)
	if !maps.Equal(e.Endings, want) || e.Ended != len(placements) || e.Running != 0 {
		t.Errorf("endings %v of %d, want %v", e.Endings, e.Ended, want)
	}
	if e.Promises != (Count{4, 5}) {
		t.Errorf("promises %+v", e.Promises)
	}
	sum := 0
	for _, ending := range Endings() {
		sum += e.Endings[ending]
	}
	if sum != e.Ended {
		t.Errorf("the endings sum to %d of %d", sum, e.Ended)
	}
}

func TestMilestones(t *testing.T) {
	p := course("a", 5, 12)
	f := meeting.FollowUp{PlacementID: p.ID, Milestones: []meeting.Milestone{{}, {Reached: &meeting.Reached{}}, {Dropped: &meeting.Dropped{}}}}
	if e := Of([]placement.Placement{p}, nil, []meeting.FollowUp{f}, today); e.Milestones != (Count{1, 2}) {
		t.Errorf("milestones %+v; a dropped one does not count", e.Milestones)
	}
}
