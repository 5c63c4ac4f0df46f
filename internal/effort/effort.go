// Package effort sums up what a firm's courses have moved: counts that can be
// checked against approved lines and recorded facts, each out of a number that is
// told with it. It is as true with one course as with fifty, and gives no
// percentages: of three courses a share says nothing.
package effort

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
)

// Count is so many of so many.
type Count struct {
	N, Of int
}

// add counts one more, that holds or not.
func (c *Count) add(holds bool) {
	c.Of++
	if holds {
		c.N++
	}
}

// Ending is how a course can have ended: a text key below "effort.ending.".
type Ending string

const (
	Job       Ending = "job" // ordinary work here or elsewhere
	Fleksjob  Ending = "fleksjob"
	Subsidy   Ending = "wage_subsidy"
	Education Ending = "education"
	OwnWay    Ending = "own_way"    // the person found another way, which nobody asks about: recovered, or work of their own
	PaidHours Ending = "paid_hours" // ordinary paid hours here
	Stopped   Ending = "stopped"    // for another reason
	RanOut    Ending = "ran_out"    // its last day came
)

// Endings lists them, those of work first. A course counts once.
func Endings() []Ending {
	return []Ending{Job, Fleksjob, Subsidy, Education, OwnWay, PaidHours, RanOut, Stopped}
}

// Effort is what the courses of a firm have moved up to a day.
type Effort struct {
	Begun   int // courses whose first day has come
	Running int // of them under way, pauses included

	Praktik int // approved minutes
	Paid    int

	Earning    Count // courses with approved paid hours, of those begun
	Higher     Count // courses with more hours in their last four approved weeks than in the first four, of those with eight
	Alone      Count // tasks done alone or paid, of all tasks of courses begun
	Milestones Count // reached, of all that were not dropped
	Promises   Count // kept, of those decided at an end meeting
	Ended      int
	Endings    map[Ending]int // of Ended
}

// Of sums up. Weeks are every week of the firm, approved or not; only the lines
// in force count.
func Of(placements []placement.Placement, weeks []hours.Week, followUps []meeting.FollowUp, today caldate.Date) Effort {
	e := Effort{Endings: map[Ending]int{}}
	logs := map[string][]hours.Week{}
	for _, w := range weeks {
		if _, approved := w.InForce(); approved {
			logs[w.PlacementID] = append(logs[w.PlacementID], w)
		}
	}
	follow := map[string]meeting.FollowUp{}
	for _, f := range followUps {
		follow[f.PlacementID] = f
	}
	for _, p := range placements {
		if c := CourseOf(p, logs[p.ID], follow[p.ID]); c.Begun(today) {
			e.course(c, p, logs[p.ID], follow[p.ID], today)
		}
	}
	return e
}

func (e *Effort) course(c Course, p placement.Placement, log []hours.Week, f meeting.FollowUp, today caldate.Date) {
	e.Begun++
	e.Praktik, e.Paid = e.Praktik+c.Praktik, e.Paid+c.Paid
	e.Earning.add(c.Paid > 0)
	if higher, known := rose(log); known {
		e.Higher.add(higher)
	}
	for _, t := range p.Agreement.Tasks {
		if t.Teaching {
			continue
		}
		step := p.StandingOn(t.ID, today).Step
		e.Alone.add(step == placement.Alone || step == placement.PaidTask)
	}
	for _, m := range f.Milestones {
		if m.Status() != meeting.IsDropped {
			e.Milestones.add(m.Status() == meeting.IsReached)
		}
	}
	if last, closed := f.LastNote(); closed && last.Promise != "" {
		e.Promises.add(last.Promise == "yes")
	}
	if c.Over(today) {
		e.Ended++
		e.Endings[c.Ending]++
	} else {
		e.Running++
	}
}

// compared is how many approved weeks stand for the beginning and for the end.
const compared = 4

// rose tells whether a course has more hours in its last weeks than in its first,
// and whether there are weeks enough to say.
func rose(log []hours.Week) (higher, known bool) {
	if len(log) < 2*compared {
		return false, false
	}
	log = slices.Clone(log)
	slices.SortFunc(log, func(a, b hours.Week) int { return a.Week.Compare(b.Week) })
	sum := func(weeks []hours.Week) (total int) {
		for _, w := range weeks {
			total += w.ApprovedMinutes()
		}
		return total
	}
	return sum(log[len(log)-compared:]) > sum(log[:compared]), true
}
