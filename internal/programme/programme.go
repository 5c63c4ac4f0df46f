// Package programme counts what a programme of many firms has moved: firms,
// people in courses, people with approved paid hours and every way a course can
// end well. Each number is told with what it is out of and what it means, and
// can be counted again from the list of courses that can be taken out.
//
// What the courses of a firm count for is kept in one document per firm, and
// follows from approved weeks and recorded facts alone; Service.Run brings what
// changed up to date, and the same from nothing gives the same.
package programme

import (
	"fmt"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Firm is what the courses of a firm count for, by their ids.
type Firm struct {
	store.Doc      `bson:",inline"`
	CompanyID      string          `bson:"company_id"`
	CompanyName    string          `bson:"company_name"`
	MunicipalityID string          `bson:"municipality_id"`
	Courses        []effort.Course `bson:"courses"`
}

// Table is where it is kept.
var Table = store.Table[Firm]{
	Name: "programme_firms",
	Indexes: []store.Index{
		{Name: "municipality", Keys: []string{"municipality_id", "company_name"}},
		{Name: "all", Keys: []string{"company_id"}},
		{Name: "course", Keys: []string{"courses.id"}},
	},
}

// Programme is what a municipality or an association wants to reach, and which
// courses count: those that begin between two days.
type Programme struct {
	store.Doc      `bson:",inline"`
	MunicipalityID string       `bson:"municipality_id,omitempty"`
	AssociationID  string       `bson:"association_id,omitempty"`
	Name           string       `bson:"name"`
	From           caldate.Date `bson:"from"`
	Until          caldate.Date `bson:"until"`
	Firms          int          `bson:"firms"`  // goals; 0 for none
	People         int          `bson:"people"` // in courses
	Earning        int          `bson:"earning"`
	audit.Trail    `bson:",inline"`
}

// Programmes is where goals are kept; there is one for each party.
var Programmes = store.Table[Programme]{Name: "programmes"}

// counts tells whether a course is one of the programme's.
func (p Programme) counts(c effort.Course) bool {
	return (p.From.IsZero() || !c.Begins.Before(p.From)) && (p.Until.IsZero() || !c.Begins.After(p.Until))
}

// most is the highest goal that is not a slip of the finger.
const most = 100_000

// check finds what is wrong with what somebody wants to set.
func (p Programme) check() error {
	var faults fault.Fields
	if p.Name == "" {
		faults.Add("name", "required")
	}
	if p.From.IsZero() {
		faults.Add("from", "required")
	}
	switch {
	case p.Until.IsZero():
		faults.Add("until", "required")
	case p.Until.Before(p.From):
		faults.Add("until", "before_start")
	}
	for field, n := range map[string]int{"firms": p.Firms, "people": p.People, "earning": p.Earning} {
		if n < 0 || n > most {
			faults.Add(field, "number")
		}
	}
	return faults.Err()
}

// Differing tells what another programme says differently, goal by goal.
func (p Programme) Differing(other Programme) (from, to string) {
	return audit.Changed(p.parts(), other.parts())
}

// parts describes a programme for the history, as far as it says anything.
func (p Programme) parts() (parts []string) {
	if p.Name == "" {
		return nil
	}
	parts = []string{p.Name, p.From.Danish() + "–" + p.Until.Danish()}
	for _, goal := range []struct {
		of string
		n  int
	}{{"virksomheder", p.Firms}, {"personer", p.People}, {"med løntimer", p.Earning}} {
		if goal.n > 0 {
			parts = append(parts, fmt.Sprint(goal.n, " ", goal.of))
		}
	}
	return parts
}
