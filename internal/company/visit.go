package company

import (
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
)

// Step is one thing that an owner sees to at the beginning.
type Step string

const (
	ConfirmDetails     Step = "details"
	GiveRoles          Step = "roles"
	NameRepresentative Step = "representative"
	FindTask           Step = "task"
	AcceptTerms        Step = "terms"
)

// Standing is where a step stands.
type Standing string

const (
	Done    Standing = "done"
	Missing Standing = "missing"
	NotYet  Standing = "not_yet" // something else comes first
	Waiting Standing = "waiting" // for somebody else, or for a day
)

// Begun is how far a firm has come with its first small job.
type Begun string

const (
	NoTask       Begun = ""
	TaskInReview Begun = "in_review"
	TaskFound    Begun = "found"
)

// VisitFacts is what the steps follow from.
type VisitFacts struct {
	Company Company
	Grants  []access.Grant // of the firm
	Task    Begun
	Terms   string // the version that is in force
	Today   caldate.Date
}

// VisitStep is a step and where it stands.
type VisitStep struct {
	Step     Step
	Standing Standing
}

// FirstVisit derives where each step stands, in the order pages show them. Only
// the details and the terms come before the first draft.
func FirstVisit(f VisitFacts) []VisitStep {
	details, terms := Missing, Missing
	if _, known := f.Company.Headcount(); known && f.Company.Details.Check() == nil {
		details = Done
	}
	if f.Company.HasAccepted(f.Terms) {
		terms = Done
	}
	return []VisitStep{
		{ConfirmDetails, details}, {GiveRoles, f.roles()}, {NameRepresentative, f.representative()},
		{FindTask, f.task(terms == Done)}, {AcceptTerms, terms},
	}
}

// Settled tells whether nothing is left to see to.
func Settled(steps []VisitStep) bool {
	return !slices.ContainsFunc(steps, func(s VisitStep) bool { return s.Standing != Done })
}

func (f VisitFacts) roles() Standing {
	switch members := MembersOf(f.Grants, f.Today); {
	case len(members) > 1 || !f.Company.hasColleagues() && f.Company.countsEverywhere():
		return Done
	case slices.ContainsFunc(f.Grants, func(g access.Grant) bool { return g.RevokedAt.IsZero() && g.From.After(f.Today) }):
		return Waiting
	}
	return Missing
}

func (f VisitFacts) representative() Standing {
	headcount, known := f.Company.Headcount()
	rep := f.Company.Representative
	if rep.Name != "" || rep.None && !f.Company.hasColleagues() || known && headcount == 0 {
		return Done
	}
	return Missing
}

func (f VisitFacts) task(accepted bool) Standing {
	switch {
	case f.Task == TaskFound:
		return Done
	case f.Task == TaskInReview:
		return Waiting
	case !accepted || f.Company.Details.Check() != nil:
		return NotYet
	}
	return Missing
}

// hasColleagues tells whether the firm is known to have more than one employee.
func (c Company) hasColleagues() bool {
	headcount, known := c.Headcount()
	return known && headcount > 100
}

func (c Company) countsEverywhere() bool {
	_, known := c.Headcount()
	return known
}

// NeedsDeputy tells whether one person alone can give roles at a firm of several
// people: when they leave, nobody can.
func NeedsDeputy(c Company, grants []access.Grant, today caldate.Date) bool {
	members := MembersOf(grants, today)
	managers := 0
	for _, m := range members {
		if m.Holds(access.Owner) || m.Holds(access.Administrator) {
			managers++
		}
	}
	return managers == 1 && (len(members) > 1 || c.hasColleagues())
}
