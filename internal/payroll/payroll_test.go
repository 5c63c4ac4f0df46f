package payroll

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
)

var (
	first = caldate.MustParse("2026-12-01")
	last  = caldate.MustParse("2026-12-31")
)

func booked(placementID, date string, kind hours.Kind, minutes int) hours.Booked {
	return hours.Booked{PlacementID: placementID, FirstName: "Name of " + placementID, Line: hours.Line{Date: caldate.MustParse(date), Kind: kind, Minutes: minutes}}
}

func TestRows(t *testing.T) {
	book := []hours.Booked{
		booked("a", "2026-11-30", hours.Paid, 60),
		booked("a", "2026-12-01", hours.Paid, 60),
		booked("a", "2026-12-01", hours.Paid, 30),
		booked("a", "2026-12-01", hours.Praktik, 240),
		booked("a", "2026-12-02", hours.Subsidised, 45),
		booked("b", "2026-12-31", hours.Paid, 120),
		booked("b", "2026-12-31", hours.Absence, 0),
		booked("b", "2026-12-31", hours.Teaching, 60),
		booked("b", "2027-01-01", hours.Paid, 60),
	}
	row := func(p, date string, kind hours.Kind, minutes int, correction bool) Row {
		return Row{PlacementID: p, FirstName: "Name of " + p, Date: caldate.MustParse(date), Kind: kind, Minutes: minutes, Correction: correction}
	}
	numbered := row("b", "2026-12-31", hours.Paid, 120, false)
	numbered.Employee = "17"
	whole := []Row{row("a", "2026-12-01", hours.Paid, 90, false), row("a", "2026-12-02", hours.Subsidised, 45, false), numbered}
	for name, tt := range map[string]struct {
		told []Export
		want []Row
	}{
		"nothing told":        {nil, whole},
		"all of it told":      {[]Export{{Rows: whole}}, nil},
		"told for other days": {[]Export{{Rows: []Row{row("a", "2026-11-30", hours.Paid, 999, false)}}}, whole},
		"told too little, too much and in vain": {
			[]Export{{Rows: []Row{row("a", "2026-12-01", hours.Paid, 80, false), row("a", "2026-12-02", hours.Subsidised, 60, false)}}, {Rows: []Row{numbered, row("c", "2026-12-03", hours.Paid, 15, false)}}},
			[]Row{row("a", "2026-12-01", hours.Paid, 10, true), row("a", "2026-12-02", hours.Subsidised, -15, true), row("c", "2026-12-03", hours.Paid, -15, true)},
		},
		"became hours with a subsidy": {
			[]Export{{Rows: []Row{whole[0], row("a", "2026-12-02", hours.Paid, 45, false), numbered}}},
			[]Row{row("a", "2026-12-02", hours.Paid, -45, true), row("a", "2026-12-02", hours.Subsidised, 45, false)},
		},
	} {
		got := Rows(book, tt.told, map[string]string{"b": "17"}, first, last)
		if diff := cmp.Diff(tt.want, got, cmp.Comparer(func(a, b caldate.Date) bool { return a == b })); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if Fingerprint(got) == Fingerprint(append(got, row("z", "2026-12-01", hours.Paid, 1, false))) {
			t.Errorf("%s: the fingerprint does not tell one row from none", name)
		}
	}
}

// TestFilesAddUp: over random weeks, approved, corrected and opened again while
// files are made of random periods, the files of any days covered add up to the
// approved lines with pay, and no hour of praktik is in them.
func TestFilesAddUp(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 6))
		w := world{r: r, day: caldate.MustParse("2026-11-02")}
		for range 40 {
			w.step()
		}
		w.check(t, seed)
	}
}

// world is two courses over some weeks around the turn of a year.
type world struct {
	r     *rand.Rand
	day   caldate.Date
	weeks []hours.Week
	files []Export
	held  map[caldate.Date]bool // days some file covers
}

func (w *world) step() {
	switch n := w.r.IntN(4); {
	case n < 2 || len(w.weeks) == 0:
		week := hours.Week{PlacementID: fmt.Sprint("p", w.r.IntN(2)), Week: w.day.Add(7 * w.r.IntN(12)).Week()}
		for i := range w.weeks {
			if w.weeks[i].PlacementID == week.PlacementID && w.weeks[i].Week == week.Week {
				w.correct(&w.weeks[i])
				return
			}
		}
		week.Lines, week.ApprovedAt = w.lines(week.Week), time.Unix(1, 0)
		w.weeks = append(w.weeks, week)
	case n == 2:
		w.correct(&w.weeks[w.r.IntN(len(w.weeks))])
	default:
		from := w.day.Add(w.r.IntN(80))
		w.export(from, from.Add(w.r.IntN(40)))
	}
}

// correct opens an approved week with other lines, or approves one that was open.
func (w *world) correct(week *hours.Week) {
	if week.ApprovedAt.IsZero() {
		week.ApprovedAt = time.Unix(2, 0)
		return
	}
	week.Versions = append(week.Versions, hours.Version{Lines: week.Lines})
	week.Lines, week.ApprovedAt = w.lines(week.Week), time.Time{}
}

func (w *world) lines(week caldate.Week) (lines []hours.Line) {
	kinds := []hours.Kind{hours.Paid, hours.Subsidised, hours.Praktik, hours.Teaching, hours.Absence}
	for range w.r.IntN(8) {
		l := hours.Line{Date: week.Day(w.r.IntN(7)), Kind: kinds[w.r.IntN(len(kinds))]}
		if l.Kind != hours.Absence {
			l.Minutes = 5 * w.r.IntN(100)
		}
		lines = append(lines, l)
	}
	return lines
}

func (w *world) export(from, to caldate.Date) {
	if w.held == nil {
		w.held = map[caldate.Date]bool{}
	}
	for d := from; !d.After(to); d = d.Add(1) {
		w.held[d] = true
	}
	w.files = append(w.files, Export{From: from, To: to, Rows: Rows(hours.Book(w.weeks, from, to), w.files, nil, from, to)})
}

func (w *world) check(t *testing.T, seed uint64) {
	t.Helper()
	for _, e := range append([]Export{}, w.files...) { // the last word on every period
		w.export(e.From, e.To)
	}
	want, got := map[key]int{}, map[key]int{}
	for _, week := range w.weeks {
		lines, _ := week.InForce()
		for _, l := range lines {
			if (l.Kind == hours.Paid || l.Kind == hours.Subsidised) && l.Minutes > 0 && w.held[l.Date] {
				want[key{week.PlacementID, l.Date, l.Kind}] += l.Minutes
			}
		}
	}
	for _, e := range w.files {
		for _, row := range e.Rows {
			if row.Kind != hours.Paid && row.Kind != hours.Subsidised {
				t.Fatalf("seed %d: a file holds %+v", seed, row)
			}
			got[key{row.PlacementID, row.Date, row.Kind}] += row.Minutes
		}
	}
	maps.DeleteFunc(got, func(_ key, n int) bool { return n == 0 })
	if !maps.Equal(want, got) {
		t.Fatalf("seed %d: the files tell %v, and %v is approved", seed, got, want)
	}
}
