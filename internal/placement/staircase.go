package placement

import (
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/opening"
)

// Step is one step of the hour staircase: from a day on, so many minutes a week.
type Step struct {
	From    caldate.Date `bson:"from"`
	Minutes int          `bson:"minutes"`
}

// Ramp is how a staircase was asked for: hours at the start and at the end and
// the pace between them.
type Ramp struct {
	From int  `bson:"from"` // minutes a week
	To   int  `bson:"to"`
	Pace Pace `bson:"pace"`
}

// Pace is how fast hours rise. The presets are the speeds of real courses; a
// steeper one is not offered.
type Pace string

const (
	Hold   Pace = "hold"   // stay at the first step
	Slow   Pace = "slow"   // half an hour more every week
	Normal Pace = "normal" // an hour more every week
)

// Paces lists the presets.
func Paces() []string { return []string{string(Hold), string(Slow), string(Normal)} }

// perWeek is how many minutes a pace adds every week.
func (p Pace) perWeek() int {
	switch p {
	case Slow:
		return 30
	case Normal:
		return 60
	}
	return 0
}

func (r Ramp) check() string {
	switch {
	case r.From <= 0 || r.To <= 0:
		return "required"
	case max(r.From, r.To) > opening.MaxMinutes:
		return "over_full_week"
	case r.To < r.From:
		return "ramp_falls"
	case r.To > r.From && r.Pace == Hold:
		return "pace_needed"
	}
	return ""
}

// Steps makes the staircase of a course: the first step on its first day, then
// one every Monday until the target or the last day.
func (r Ramp) Steps(start, end caldate.Date) []Step {
	steps := []Step{{From: start, Minutes: r.From}}
	add := r.Pace.perWeek()
	if add == 0 {
		return steps
	}
	minutes := r.From
	for w := start.Week().Add(1); minutes < r.To && !w.Monday().After(end); w = w.Add(1) {
		minutes = min(minutes+add, r.To)
		steps = append(steps, Step{From: w.Monday(), Minutes: minutes})
	}
	return steps
}

// minutes sums the tasks of each strand.
func (a Agreement) minutes() (paid, praktik int) {
	for _, t := range a.Tasks {
		if t.Strand == Paid {
			paid += t.Minutes
		} else {
			praktik += t.Minutes
		}
	}
	return paid, praktik
}

// PraktikOf is the praktik part of a step of the staircase, which covers both
// strands: the share the praktik tasks have of all tasks, rounded up to a
// minute. Paid hours need no approval and fill no place.
func (a Agreement) PraktikOf(minutes int) int {
	paid, praktik := a.minutes()
	if paid+praktik == 0 {
		return 0
	}
	return (minutes*praktik + paid + praktik - 1) / (paid + praktik)
}

// Highest is the highest step, paid and praktik together.
func (a Agreement) Highest() int {
	highest := 0
	for _, s := range a.Steps {
		highest = max(highest, s.Minutes)
	}
	return highest
}

// MeetingsOf plans the two meetings that every course has, halfway and at the
// end: on a workday, unless there is none since the first day.
func MeetingsOf(start, end caldate.Date) []Meeting {
	meetings := []Meeting{{On: start.Add(end.Sub(start) / 2), Kind: "halfway"}, {On: end, Kind: "end"}}
	for i, m := range meetings {
		if day := m.On.Workday(); !day.Before(start) {
			meetings[i].On = day
		}
	}
	return meetings
}
