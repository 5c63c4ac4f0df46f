package hours

import (
	"cmp"
	"slices"

	"fodfaeste/internal/caldate"
)

// Booked is an approved line and where it stands: what payroll, claims, meetings
// and documentation are made of.
type Booked struct {
	Line
	PlacementID string
	FirstName   string
	Week        caldate.Week
}

// Book lists the lines in force of the days from one to another, by day and
// course, each once. Absences are lines too, of no minutes.
func Book(weeks []Week, from, to caldate.Date) []Booked {
	var book []Booked
	for _, w := range weeks {
		lines, _ := w.InForce()
		for _, l := range lines {
			if l.Date.Before(from) || l.Date.After(to) {
				continue
			}
			book = append(book, Booked{Line: l, PlacementID: w.PlacementID, FirstName: w.FirstName, Week: w.Week})
		}
	}
	slices.SortStableFunc(book, func(a, b Booked) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.PlacementID, b.PlacementID), a.Begin-b.Begin, cmp.Compare(a.ID, b.ID))
	})
	return book
}
