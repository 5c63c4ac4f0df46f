// Package company holds the firms: their data as confirmed by somebody who may
// sign for them, their workplaces with the ordinary employees that the ratio
// rule counts, and who of their people does what.
//
// A person who signs in for a firm the portal does not know sees what the
// register says about it. If they may sign for the firm they confirm the data,
// accept the terms and become its owner; if not they ask for a role, and the
// owner or an administrator gives them one.
package company

import (
	"slices"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// TermsVersion is the version of the terms people accept now.
const TermsVersion = "2026-11"

// Company is a firm. Its id is the id of its party.
type Company struct {
	store.Doc      `bson:",inline"`
	CompanyID      string         `bson:"company_id"` // equals ID: a firm belongs to itself
	MunicipalityID string         `bson:"municipality_id"`
	CVR            string         `bson:"cvr"`
	Details        Details        `bson:"details"`
	Contact        Contact        `bson:"contact"`
	Confirmed      Confirmation   `bson:"confirmed"`
	Terms          []Acceptance   `bson:"terms,omitempty"` // of later versions
	Representative Representative `bson:"representative"`
	Chosen         Reminders      `bson:"reminders"` // see Reminders for those in force
	Trust          Trust          `bson:"trust"`
	Template       string         `bson:"template,omitempty"` // way to begin that the association suggested, a code of package opening
	audit.Trail    `bson:",inline"`
}

// Details are what the firm itself confirms and keeps up to date.
type Details struct {
	Name       string      `bson:"name"`
	Address    string      `bson:"address"`
	Branch     string      `bson:"branch"`
	Workplaces []Workplace `bson:"workplaces"`
}

// Workplace is a place of work. The ratio rule counts per P-number
// (BEK 1216/2023 § 60 and § 66).
type Workplace struct {
	PNumber   string      `bson:"p_number"`
	Name      string      `bson:"name"`
	Employees []Headcount `bson:"employees"` // newest month first
}

// Contact is the named person the firm can ring.
type Contact struct {
	Name  string `bson:"name"`
	Role  string `bson:"role"`
	Phone string `bson:"phone"`
}

// Confirmation is who confirmed the data and accepted which terms.
type Confirmation struct {
	By    string    `bson:"by"`
	At    time.Time `bson:"at"`
	Terms string    `bson:"terms"`
}

// Table is where firms are kept.
var Table = store.Table[Company]{
	Name: "companies",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id"}, Unique: true},
		{Name: "cvr", Keys: []string{"cvr"}, Unique: true},
		{Name: "municipality", Keys: []string{"municipality_id", "details.name"}},
	},
}

// CountedMonths is how many months before a start the ratio rule averages
// (BEK 1216/2023 § 65(4)).
const CountedMonths = 4

// Months lists the first days of the months that count on a day, newest first.
func Months(today caldate.Date) []caldate.Date {
	months := make([]caldate.Date, CountedMonths)
	for i := range months {
		months[i] = today.MonthStart().AddMonths(-1 - i)
	}
	return months
}

// Workplace finds a place of work by its P-number.
func (c Company) Workplace(pNumber string) (Workplace, bool) {
	i := slices.IndexFunc(c.Details.Workplaces, func(w Workplace) bool { return w.PNumber == pNumber })
	if i < 0 {
		return Workplace{}, false
	}
	return c.Details.Workplaces[i], true
}

// Headcounts gives the counted months' numbers in hundredths, newest month
// first; ok is false when a month is missing.
func (w Workplace) Headcounts(today caldate.Date) (hundredths []int, ok bool) {
	for _, month := range Months(today) {
		i := slices.IndexFunc(w.Employees, func(h Headcount) bool { return h.Month == month })
		if i < 0 {
			return hundredths, false
		}
		hundredths = append(hundredths, w.Employees[i].Counted())
	}
	return hundredths, true
}

// Headcount sums the firm's ordinary employees in the newest month of each
// workplace, in hundredths; ok is false when a workplace has no numbers.
func (c Company) Headcount() (hundredths int, ok bool) {
	for _, w := range c.Details.Workplaces {
		if len(w.Employees) == 0 {
			return 0, false
		}
		hundredths += w.Employees[0].Counted()
	}
	return hundredths, len(c.Details.Workplaces) > 0
}

// Check finds what is wrong with details; field names carry the number of the
// workplace, as in "workplaces.0.p_number".
func (d Details) Check() error {
	var faults fault.Fields
	if d.Name == "" {
		faults.Add("name", "required")
	}
	if d.Address == "" {
		faults.Add("address", "required")
	}
	if len(d.Workplaces) == 0 {
		faults.Add("workplaces.0.p_number", "required")
	}
	seen := map[string]bool{}
	for i, w := range d.Workplaces {
		field := WorkplaceField(i, "p_number")
		if code := cvr.CheckWorkplace(w.PNumber); code != "" {
			faults.Add(field, code)
		} else if seen[w.PNumber] {
			faults.Add(field, "p_number_twice")
		}
		seen[w.PNumber] = true
		if w.Name == "" {
			faults.Add(WorkplaceField(i, "name"), "required")
		}
	}
	return faults.Err()
}
