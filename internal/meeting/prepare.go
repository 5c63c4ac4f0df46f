package meeting

import (
	"cmp"
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/placement"
)

// Prepared is what the approved weeks tell before a meeting.
type Prepared struct {
	From       caldate.Date // the meeting before, or the course's first day
	Planned    int          // minutes, of the weeks that are over
	Approved   int          // minutes
	Tasks      []TaskTime   // in approved weeks, the longest first
	Missing    int          // weeks that are over and not approved
	Milestones []Milestone  // open ones
}

// TaskTime is how long somebody worked at a task.
type TaskTime struct {
	Title   string
	Minutes int
}

// Prepare gathers what there is to know at a meeting: of the weeks that were
// over on its day, or until today when it is to come, and that were not over at
// the meeting before. Only what is approved counts.
func Prepare(p placement.Placement, f FollowUp, m Meeting, weeks []hours.Week, today caldate.Date) Prepared {
	prepared := Prepared{From: f.lastHeld(p, m), Milestones: f.OpenMilestones()}
	until := today
	if m.Held != nil {
		until = m.Held.On
	}
	logged := map[caldate.Week]hours.Week{}
	for _, w := range weeks {
		logged[w.Week] = w
	}
	minutes := map[string]int{}
	for w := prepared.From.Week(); w.Sunday().Before(until) && p.Runs(w); w = w.Add(1) {
		prepared.Planned += p.Planned(w)
		lines, approved := logged[w].InForce()
		if !approved {
			if !p.Rests(w) {
				prepared.Missing++
			}
			continue
		}
		for _, l := range lines {
			if l.Kind != hours.Absence {
				prepared.Approved += l.Minutes
				minutes[l.TaskTitle] += l.Minutes
			}
		}
	}
	for title, n := range minutes {
		prepared.Tasks = append(prepared.Tasks, TaskTime{title, n})
	}
	slices.SortFunc(prepared.Tasks, func(a, b TaskTime) int {
		return cmp.Or(b.Minutes-a.Minutes, cmp.Compare(a.Title, b.Title))
	})
	return prepared
}

// lastHeld is the day of the last meeting held before another one, or the
// course's first day.
func (f FollowUp) lastHeld(p placement.Placement, m Meeting) caldate.Date {
	last := p.Agreement.Start
	for _, other := range f.Meetings {
		if other.Held != nil && other.ID != m.ID && other.Held.On.After(last) && other.Held.On.Before(m.On) {
			last = other.Held.On
		}
	}
	return last
}
