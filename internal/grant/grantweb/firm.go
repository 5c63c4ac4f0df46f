package grantweb

import (
	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/placement"
)

// firm is what the portal knows of a firm before anybody answers anything.
type firm struct {
	places []place
}

// place is a place of work.
type place struct {
	pNumber string
	name    string
	staff   map[string]int // ordinary employees in hundredths, by month
	placed  []placement.Placement
}

// unnamed stands in for the P-number where no place of work is known. Like a
// P-number it is made of digits, which the texts of a field leave out.
const unnamed = "0"

// factsOf gathers a firm's places of work and who is there on a placement.
func factsOf(c company.Company, placements []placement.Placement) firm {
	var f firm
	for _, w := range c.Details.Workplaces {
		p := place{pNumber: w.PNumber, name: w.Name, staff: map[string]int{}}
		for _, e := range w.Employees {
			p.staff[grant.MonthKey(e.Month)] = e.Counted()
		}
		for _, other := range placements {
			if other.Agreement.PNumber == w.PNumber {
				p.placed = append(p.placed, other)
			}
		}
		f.places = append(f.places, p)
	}
	return f
}

// minutesOn adds up the weekly praktik minutes of those whose approved course
// runs on a day; a pause keeps its place. The portal knows its own placements only.
func (p place) minutesOn(day caldate.Date) int {
	sum := 0
	for _, other := range p.placed {
		a := other.Agreement
		if stage := other.StageOn(day); (stage == placement.Running || stage == placement.Paused) && other.HasPraktikOn(day) {
			sum += a.PraktikOf(a.Highest())
		}
	}
	return sum
}

// hoursOf turns minutes into hours.
func hoursOf(minutes int) decimal.Decimal {
	return decimal.NewFromInt(int64(minutes)).Div(decimal.NewFromInt(60))
}
