package hours

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
)

// TestLineFollowsTheDay: whatever tasks become paid on the way, a line is of the
// strand its task lies on that day; none is praktik once its task is paid, and no
// task is of both kinds on one day.
func TestLineFollowsTheDay(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	first := caldate.MustParse("2026-08-31")
	tick := &placement.Tick{By: "Karen", At: time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)}
	conversionKinds := []placement.ConversionKind{placement.SmallJob, placement.WageSubsidy}
	met := map[Kind]bool{}
	for round := range 200 {
		p := placement.Placement{Agreement: placement.Agreement{Start: first, End: first.Add(83), Tasks: []placement.Task{
			{ID: "t1", Title: "Plader", Minutes: 120, Strand: placement.Praktik}, {ID: "t4", Title: "Hygiejne", Minutes: 60, Strand: placement.Praktik, Teaching: true}, {ID: "t2", Title: "Brød", Minutes: 120, Strand: placement.Paid}, {ID: "t3", Title: "Mel", Minutes: 120, Strand: placement.Praktik},
		}}}
		for range rng.IntN(3) {
			c := placement.Conversion{TaskIDs: []string{fmt.Sprint("t", 1+rng.IntN(3))}, From: first.Add(7 * rng.IntN(12)), Kind: conversionKinds[rng.IntN(2)], Company: tick, Candidate: tick}
			if rng.IntN(3) > 0 {
				c.Informed = tick
			}
			p.Conversions = append(p.Conversions, c)
		}
		w := Week{Week: first.Week().Add(rng.IntN(12))}
		for n := range 12 {
			e := Entry{Date: w.Week.Day(rng.IntN(7)), Begin: -1, End: -1, Minutes: 30, TaskID: fmt.Sprint("t", 1+rng.IntN(4))}
			if _, err := add(&w, p, e, p.Agreement.End, fmt.Sprint("lin_", n), Signer{}); err != nil {
				t.Fatal(err)
			}
		}
		kinds := map[string]Kind{}
		for _, l := range w.Lines {
			key := l.TaskID + l.Date.String()
			if kind, seen := kinds[key]; seen && kind != l.Kind {
				t.Fatalf("round %d: %s is both %s and %s on %s", round, l.TaskID, kind, l.Kind, l.Date)
			}
			kinds[key] = l.Kind
			for _, c := range p.Conversions {
				if c.StatusOn(l.Date) == placement.ConversionActive && c.TaskIDs[0] == l.TaskID && l.Kind.Strand() != placement.Paid {
					t.Fatalf("round %d: %s is %s on %s", round, l.TaskID, l.Kind, l.Date)
				}
			}
			if task, _ := p.TaskOn(l.TaskID, l.Date); Kind(task.Kind()) != l.Kind || l.Kind.Strand() != task.Strand {
				t.Fatalf("round %d: %s is %s on %s, and its task %s", round, l.TaskID, l.Kind, l.Date, task.Kind())
			}
			met[l.Kind] = true
		}
	}
	if len(met) != 4 {
		t.Errorf("only met %v", met)
	}
}
