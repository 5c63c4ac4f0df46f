package hours

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
)

// WorkDay is the working time of a day with pay, as the law asks for it to be kept
// for five years and shown to whoever worked (arbejdstidsloven, LBK 982/2024 § 4 b,
// since 1 July 2024). Praktik is no employment and is not in it.
type WorkDay struct {
	Date     caldate.Date
	Minutes  int
	Spells   []Spell // those whose beginning is known
	Approved bool    // otherwise as logged so far
}

// Spell is a stretch of a day, in minutes after midnight.
type Spell struct{ Begin, End int }

// WorkingTime lists the days with pay from one to another, in order: of a week that
// was approved what counts, of any other what is logged.
func WorkingTime(weeks []Week, from, to caldate.Date) []WorkDay {
	days := map[caldate.Date]*WorkDay{}
	for _, w := range weeks {
		lines, approved := w.InForce()
		if !approved {
			lines = w.Lines
		}
		for _, l := range lines {
			if l.Kind.Strand() != placement.Paid || l.Date.Before(from) || l.Date.After(to) {
				continue
			}
			if days[l.Date] == nil {
				days[l.Date] = &WorkDay{Date: l.Date, Approved: approved}
			}
			d := days[l.Date]
			d.Minutes += l.Minutes
			if l.Begin >= 0 {
				d.Spells = append(d.Spells, Spell{l.Begin, l.End()})
			}
		}
	}
	var list []WorkDay
	for _, d := range days {
		slices.SortFunc(d.Spells, func(a, b Spell) int { return a.Begin - b.Begin })
		list = append(list, *d)
	}
	slices.SortFunc(list, func(a, b WorkDay) int { return a.Date.Compare(b.Date) })
	return list
}

// PaidAny tells whether any of the weeks has hours with pay, approved or not.
func PaidAny(weeks []Week) bool {
	return slices.ContainsFunc(weeks, func(w Week) bool { return w.LoggedStrand(placement.Paid) > 0 })
}
