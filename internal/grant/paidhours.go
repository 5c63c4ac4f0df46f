package grant

import (
	"cmp"
	"fmt"
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/strictjson"
)

// stretch is the days and hours of a line, for the faults lines can have.
type stretch struct {
	from, to caldate.Date
	refund   bool
}

// checkStretches finds lines that end before they begin, overlap, lie across a
// day in borders (the first day of something new), or carry a refund for more
// than one day: refunds are taken off day by day (BEK 1216/2023 § 88 stk. 3).
func checkStretches(f *strictjson.Faults, path string, lines []stretch, borders []caldate.Date) {
	order := make([]int, len(lines))
	for i, l := range lines {
		order[i] = i
		here := fmt.Sprintf("%s[%d]", path, i)
		if l.from.IsZero() || l.to.IsZero() {
			continue
		}
		if l.to.Before(l.from) {
			f.Add(here+".to", "is before from")
		}
		for _, border := range borders {
			if l.from.Before(border) && !l.to.Before(border) {
				f.Add(here+".to", "crosses %s, where the rate changes; split the line there", border)
			}
		}
		if l.refund && l.from != l.to {
			f.Add(here+".refund_oere", "belongs to one day only")
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(lines[a].from.Compare(lines[b].from), a-b)
	})
	for i := 1; i < len(order); i++ {
		if before := lines[order[i-1]]; !lines[order[i]].from.After(before.to) {
			f.Add(fmt.Sprintf("%s[%d].from", path, order[i]), "overlaps %s[%d]", path, order[i-1])
		}
	}
}

// borders are the days on which a rate changes, the day after the last known
// one included.
func (r *Rules) borders(rate string) []caldate.Date {
	var days []caldate.Date
	for _, p := range r.rates[rate].Periods {
		days = append(days, p.From.Date)
		if !p.To.IsZero() {
			days = append(days, p.To.Add(1))
		}
	}
	slices.SortFunc(days, caldate.Date.Compare)
	return slices.Compact(days)
}
