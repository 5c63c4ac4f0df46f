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
	Moves      []TaskMove   // on the ladder, in the order they came
	Faces      []Face       // of the approved weeks that have one
	Questions  []Asked      // about weeks, that nobody has answered; told inside the firm
}

// TaskMove is a task's step on the ladder, up, down or to pay.
type TaskMove struct {
	Title string
	Step  placement.LadderStep
	On    caldate.Date
}

// Face is how a week went, in a face.
type Face struct {
	Week caldate.Week
	Face string // one of hours.Faces
}

// Asked is a question about a week.
type Asked struct {
	Week caldate.Week
	Text string
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
		week := logged[w]
		if q, open := week.OpenQuestion(); open {
			prepared.Questions = append(prepared.Questions, Asked{w, q.Text})
		}
		lines, approved := week.InForce()
		if !approved {
			if !p.Rests(w) {
				prepared.Missing++
			}
			continue
		}
		if face := week.WordInForce().Face; face != "" {
			prepared.Faces = append(prepared.Faces, Face{w, face})
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
	prepared.Moves = MovesBetween(p, prepared.From, until)
	return prepared
}

// MovesBetween lists how the tasks of a course moved on the ladder from a day to
// another, those that became paid among them.
func MovesBetween(p placement.Placement, from, until caldate.Date) []TaskMove {
	var moves []TaskMove
	add := func(taskID string, step placement.LadderStep, on caldate.Date) {
		if task, ok := p.Agreement.Task(taskID); ok && !on.Before(from) && !on.After(until) {
			moves = append(moves, TaskMove{task.Title, step, on})
		}
	}
	for _, r := range p.Ladder {
		add(r.TaskID, r.Step, r.On)
	}
	for _, c := range p.Conversions {
		if c.StatusOn(c.From) != placement.ConversionActive {
			continue
		}
		for _, taskID := range c.TaskIDs {
			add(taskID, placement.PaidTask, c.From)
		}
	}
	slices.SortStableFunc(moves, func(a, b TaskMove) int { return a.On.Compare(b.On) })
	return moves
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
