package grant

import (
	"fmt"
	"testing"
	"time"
)

// mixed are situations as they come: those of the acceptance cases and random
// ones, few facts known or many, every scheme evaluated for each.
func mixed(t testing.TB, r *Rules) []Situation {
	t.Helper()
	situations := caseSituations(t, r)
	d := drawing(r, seed, situations)
	for range 200 {
		situations = append(situations, d.situation())
	}
	return situations
}

func BenchmarkCheck(b *testing.B) {
	r, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	situations := mixed(b, r)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		r.Check(situations[n%len(situations)])
		n++
	}
}

// A page asks a few times a second. This holds the order of magnitude: the
// ceiling is some ten times what a check takes on a slow core, so that a loaded
// machine passes and a slip of that size does not.
func TestCheckIsFast(t *testing.T) {
	const (
		most       = time.Millisecond
		mostAllocs = 2000
	)
	r := loaded(t)
	situations := mixed(t, r)
	round := func() {
		for _, s := range situations {
			r.Check(s)
		}
	}
	allocs := testing.AllocsPerRun(1, round) / float64(len(situations))
	best := time.Hour // of several rounds: another program may have had the core
	for range 5 {
		start := time.Now()
		round()
		best = min(best, time.Since(start)/time.Duration(len(situations)))
	}
	report := fmt.Sprintf("a check takes %s and %.0f allocations", best, allocs)
	t.Log(report)
	if allocs > mostAllocs || !underRace && best > most {
		t.Errorf("%s, more than %s and %d", report, most, mostAllocs)
	}
}
