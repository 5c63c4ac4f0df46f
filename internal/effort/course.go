package effort

import (
	"cmp"
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
)

// Course is what one course counts for. It follows from recorded facts alone and
// is the same on every day; what has come by a day, Begun and Over tell.
type Course struct {
	ID       string       `bson:"id"`
	Person   string       `bson:"person"`  // the same in every course of a person
	Begins   caldate.Date `bson:"begins"`  // the first day that can have hours, or zero for a course that never has one
	Ends     caldate.Date `bson:"ends"`    // the last day, then
	Praktik  int          `bson:"praktik"` // approved minutes
	Paid     int          `bson:"paid"`
	PaidFrom caldate.Date `bson:"paid_from"` // day of the first approved paid line, or zero
	Ending   Ending       `bson:"ending"`    // how it ends, as far as it is known
	Noted    bool         `bson:"noted"`     // the end meeting was held, and its note is closed
}

// Begun tells whether the first day has come.
func (c Course) Begun(today caldate.Date) bool { return !c.Begins.IsZero() && !today.Before(c.Begins) }

// Over tells whether the course is behind.
func (c Course) Over(today caldate.Date) bool { return c.Begun(today) && today.After(c.Ends) }

// CourseOf gathers what a course counts for from its weeks, approved or not, and
// its meetings.
func CourseOf(p placement.Placement, weeks []hours.Week, f meeting.FollowUp) Course {
	c := Course{ID: p.ID, Person: cmp.Or(p.CandidateID, p.ID)}
	if meeting.Agreed(p) && !p.LastDay().Before(p.OpensOn()) {
		c.Begins, c.Ends = p.OpensOn(), p.LastDay()
	}
	for _, w := range weeks {
		lines, _ := w.InForce()
		for _, l := range lines {
			c.line(l)
		}
	}
	last, _ := f.LastNote()
	c.Ending = endingOf(p, last, c.Paid)
	c.Noted = slices.ContainsFunc(f.Meetings, func(m meeting.Meeting) bool { return m.Kind == meeting.End && m.Closed != nil })
	return c
}

// line counts an approved line.
func (c *Course) line(l hours.Line) {
	switch l.Kind.Strand() {
	case placement.Praktik:
		c.Praktik += l.Minutes
	case placement.Paid:
		c.Paid += l.Minutes
		if l.Minutes > 0 && (c.PaidFrom.IsZero() || l.Date.Before(c.PaidFrom)) {
			c.PaidFrom = l.Date
		}
	}
}

// converted is what the kinds of a conversion are when a course ends with one.
var converted = map[placement.ConversionKind]Ending{
	placement.Ordinary: Job, placement.Fleksjob: Fleksjob, placement.WageSubsidy: Subsidy, placement.SmallJob: PaidHours,
}

// endingOf is how a course ends: what the stop says, what the last meeting
// agreed, which pay everybody said yes to, or that there were paid hours; each as
// it was recorded.
func endingOf(p placement.Placement, last meeting.Note, paid int) Ending {
	if p.Stop != nil {
		switch p.Stop.Reason {
		case "work":
			return Job
		case "education":
			return Education
		case "own_way":
			return OwnWay
		}
	}
	if last.Answer == "other_route" {
		return map[string]Ending{"hire": Job, "fleksjob": Fleksjob, "loentilskud": Subsidy, "education": Education}[last.Route]
	}
	for _, c := range slices.Backward(p.Conversions) {
		if c.StatusOn(c.From) == placement.ConversionActive {
			return converted[c.Kind]
		}
	}
	switch {
	case last.Answer == "yes" && paid > 0:
		return PaidHours
	case p.Stop != nil:
		return Stopped
	}
	return RanOut
}
