package placement

import (
	"slices"
	"time"
)

// Version is an agreement as the parties had it for a time.
type Version struct {
	Agreement  Agreement `bson:"agreement"`
	MentorName string    `bson:"mentor_name"`
	Revision   int       `bson:"revision"`
	From       time.Time `bson:"from"`
	Until      time.Time `bson:"until,omitempty"` // zero for the one that stands
	By         string    `bson:"by,omitempty"`    // who replaced it, name
}

// current is the agreement as it stands.
func (p Placement) current() Version {
	v := Version{Agreement: p.Agreement, MentorName: p.MentorName, Revision: p.Revision, From: p.SentAt}
	if n := len(p.Earlier); n > 0 {
		v.From = p.Earlier[n-1].Until
	}
	return v
}

// keep puts the agreement as it stands among the earlier ones, before it is
// replaced.
func (p *Placement) keep(by string, now time.Time) {
	v := p.current()
	v.Until, v.By = now, by
	p.Earlier = append(p.Earlier, v)
}

// Versions lists every version the parties had, oldest first, the one that
// stands last. A draft nobody has seen has none.
func (p Placement) Versions() []Version {
	if p.SentAt.IsZero() {
		return nil
	}
	return append(slices.Clone(p.Earlier), p.current())
}

// Since tells what a version changed of an earlier one.
func (v Version) Since(earlier Version) []Change {
	return changesBetween(earlier.Agreement.Parts(earlier.MentorName), v.Agreement.Parts(v.MentorName))
}
