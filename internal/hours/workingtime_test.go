package hours

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fodfaeste/internal/caldate"
)

func TestWorkingTime(t *testing.T) {
	monday := caldate.MustParse("2026-11-30")
	line := func(day, begin, minutes int, kind Kind) Line {
		return Line{Date: monday.Add(day), Begin: begin, Minutes: minutes, Kind: kind}
	}
	weeks := []Week{
		{Week: monday.Week(), ApprovedAt: time.Unix(1, 0), Lines: []Line{
			line(0, 780, 60, Paid), line(0, 540, 120, Subsidised), line(0, 700, 60, Praktik), line(1, -1, 90, Paid), line(2, 540, 60, Teaching), line(3, -1, 0, Absence),
		}},
		{Week: monday.Week().Add(1), Lines: []Line{line(7, 600, 30, Paid), line(8, 600, 30, Paid)}},
		{Week: monday.Week().Add(-1), Lines: []Line{line(-1, 600, 999, Paid)}, Versions: []Version{{Lines: []Line{line(-1, 600, 45, Paid)}}}},
	}
	want := []WorkDay{
		{Date: monday.Add(-1), Minutes: 45, Spells: []Spell{{600, 645}}, Approved: true},
		{Date: monday, Minutes: 180, Spells: []Spell{{540, 660}, {780, 840}}, Approved: true},
		{Date: monday.Add(1), Minutes: 90, Approved: true},
		{Date: monday.Add(7), Minutes: 30, Spells: []Spell{{600, 630}}},
	}
	got := WorkingTime(weeks, monday.Add(-1), monday.Add(7))
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b caldate.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}
