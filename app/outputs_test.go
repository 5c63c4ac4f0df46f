package main

import (
	"math/rand/v2"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/payroll"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
)

// TestOneLogFourOutputs: whatever was approved of a course, corrected or opened again,
// the payroll file, the claim, the meeting's page and the documentation tell the same
// lines: pay in the first, the subsidised ones in the second, all in the others.
func TestOneLogFourOutputs(t *testing.T) {
	grants, rules := must(grant.Load()), must(claim.Load())
	start := caldate.MustParse("2025-10-27") // over the turn of a year and of the rates
	last := start.Add(25*7 - 1)
	kinds := []hours.Kind{hours.Paid, hours.Subsidised, hours.Praktik, hours.Teaching, hours.Absence}
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 60))
		p := runningFrom(start, last)
		var weeks []hours.Week
		sums := map[hours.Kind]int{}
		for n := range 25 {
			w := hours.Week{PlacementID: p.ID, FirstName: p.FirstName, Week: start.Week().Add(n)}
			for range r.IntN(7) {
				l := hours.Line{Date: w.Week.Day(r.IntN(7)), Kind: kinds[r.IntN(len(kinds))], TaskTitle: "Plader"}
				if l.Kind != hours.Absence {
					l.Minutes = 5 * r.IntN(60)
				}
				w.Lines = append(w.Lines, l)
			}
			switch r.IntN(5) {
			case 0: // never approved
			case 1: // opened again: the version counts
				w.Versions = []hours.Version{{Lines: append([]hours.Line(nil), w.Lines...)}}
				w.Lines = nil
			default:
				w.ApprovedAt = time.Unix(1, 0)
			}
			lines, _ := w.InForce()
			for _, l := range lines {
				sums[l.Kind] += l.Minutes
			}
			weeks = append(weeks, w)
		}
		today, all := last.Add(30), sums[hours.Paid]+sums[hours.Subsidised]+sums[hours.Praktik]+sums[hours.Teaching]
		rows := payroll.Rows(hours.Book(weeks, start, last), nil, nil, start, last)
		for _, kind := range payroll.Kinds() {
			if got := told(rows, kind); got != sums[kind] {
				t.Fatalf("seed %d: payroll tells %d minutes %s of %d", seed, got, kind, sums[kind])
			}
		}
		if got := told(rows, hours.Praktik) + told(rows, hours.Teaching); got != 0 {
			t.Fatalf("seed %d: payroll tells %d minutes of praktik", seed, got)
		}
		a := claim.Application{PlacementID: p.ID, Scheme: grant.WageSubsidy, Decision: &claim.Decision{Granted: true, Reference: "B", From: start, To: last, Rate: 9212, Step: 3}}
		claimed := 0
		for _, f := range claim.Follow(grants, rules, []claim.Application{a}, claim.FirmFacts{Weeks: weeks, Placements: []placement.Placement{p}, Since: start}, today) {
			for _, st := range f.Claims {
				claimed += st.Minutes
			}
		}
		if claimed != sums[hours.Subsidised] {
			t.Fatalf("seed %d: %d minutes are claimed of %d", seed, claimed, sums[hours.Subsidised])
		}
		if got := meeting.Prepare(p, meeting.FollowUp{}, meeting.Meeting{ID: "end", On: today}, weeks, today).Approved; got != all {
			t.Fatalf("seed %d: the meeting tells %d minutes of %d", seed, got, all)
		}
		if got := (report.Documentation{}).Sum(report.Known{Placement: p, Weeks: weeks, Today: today}).Minutes(); got != all {
			t.Fatalf("seed %d: the documentation tells %d minutes of %d", seed, got, all)
		}
	}
}

// told is how many minutes of a kind some rows tell.
func told(rows []payroll.Row, kind hours.Kind) (sum int) {
	for _, r := range rows {
		if r.Kind == kind {
			sum += r.Minutes
		}
	}
	return sum
}

// runningFrom is a course that everybody said yes to, with all kinds of hours.
func runningFrom(start, last caldate.Date) placement.Placement {
	p := placement.Placement{FirstName: "Sanne", SentAt: start.Time(), Company: &placement.Tick{At: start.Time()}, Candidate: &placement.Tick{At: start.Time()}, Representative: placement.Representative{NotNeeded: true}, Vitas: placement.Vitas{State: "approved"}}
	p.ID = "plc_1"
	p.Agreement = placement.Agreement{Start: start, End: last, Steps: []placement.Step{{From: start, Minutes: 480}}, Tasks: []placement.Task{{ID: "t1", Title: "Plader", Minutes: 240, Strand: placement.Praktik}, {ID: "t2", Title: "Brød", Minutes: 240, Strand: placement.Paid}}}
	return p
}
