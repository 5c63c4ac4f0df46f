package grant

import (
	"reflect"
	"slices"
	"testing"

	"fodfaeste/internal/caldate"
)

// changesTheQuestion are the facts that do not only add something to what is
// known: another start is another question, and one that is left out stands for
// something by itself (no further groups, an ordinary full week, nobody
// seasonal, staff now as in the month before, a grant asked for today).
var changesTheQuestion = []string{
	"asked_on", "start", "end", "combined_with", "scheme", "started_on", "also", "seasonal_fte_by_month", "full_time_hours",
	"public_funding_pct", "ordinary_fte_now", "under_18_fte_now", "granted_on", "subsidised_fte_by_month",
}

// A fact that is left out never makes a no of what may be possible, nor a yes
// of what may not be.
func TestAMissingFactNeverDecides(t *testing.T) {
	decided := map[Verdict]int{}
	forAll(t, func(t *testing.T, r *Rules, d *draw, s Situation) {
		facts := factsIn(reflect.ValueOf(&s).Elem(), "")
		with := r.Check(s).Schemes
		for range min(len(facts), 5) {
			forgetOne(t, r, s, with, d.IntN(len(facts)), decided)
		}
	})
	if !underRace && (decided[Likely] < 1000 || decided[NotPossible] < 1000) {
		t.Errorf("too few answers to go by: %v", decided)
	}
}

// The same for every fact of every acceptance case.
func TestAMissingFactNeverDecidesACase(t *testing.T) {
	t.Parallel()
	r, decided := loaded(t), map[Verdict]int{}
	for i, s := range caseSituations(t, r) {
		if underRace && i%10 > 0 {
			continue
		}
		with := r.Check(s).Schemes
		for n := range factsIn(reflect.ValueOf(&s).Elem(), "") {
			forgetOne(t, r, s, with, n, decided)
		}
	}
}

// forgetOne takes the n-th fact out of a situation and compares the verdicts.
func forgetOne(t *testing.T, r *Rules, s Situation, with []SchemeAnswer, n int, decided map[Verdict]int) {
	t.Helper()
	less := clone(s)
	fact := factsIn(reflect.ValueOf(&less).Elem(), "")[n]
	if fact.path == ".person.target" && len(s.Person.Also) > 0 {
		return // further groups stand beside a main one
	}
	fact.forget()
	for i, a := range r.Check(less).Schemes {
		if a.Verdict == Maybe {
			continue
		}
		decided[a.Verdict]++
		if with[i].Verdict != a.Verdict {
			t.Errorf("%s is %s without %s and %s with it: %+v\n%+v", a.ID, a.Verdict, fact.path, with[i].Verdict, a.Reasons, with[i].Reasons)
		}
	}
}

// aFact is a fact that is there, and a way of taking it out.
type aFact struct {
	path   string
	forget func()
}

// factsIn lists the facts of a situation that only add to what is known: the
// single ones, the lists as a whole, and the months of staff one by one.
func factsIn(in reflect.Value, path string) []aFact {
	var facts []aFact
	for i := range in.NumField() {
		field, at := in.Type().Field(i), in.Field(i)
		name := field.Tag.Get("json")
		here := path + "." + name
		if slices.Contains(changesTheQuestion, name) {
			continue
		}
		if at.Kind() == reflect.Struct && at.Type() != reflect.TypeFor[caldate.Date]() {
			facts = append(facts, factsIn(at, here)...)
			continue
		}
		if at.IsZero() {
			continue
		}
		facts = append(facts, aFact{here, func() { at.SetZero() }})
		if units, ok := at.Interface().([]Unit); ok {
			for i := range units {
				facts = append(facts, ofUnit(&units[i], here)...)
			}
		}
	}
	return facts
}

func ofUnit(u *Unit, path string) []aFact {
	var facts []aFact
	if u.Under18 != nil {
		facts = append(facts, aFact{path + ".under_18_fte_by_month", func() { u.Under18 = nil }})
	}
	if u.Placed != nil {
		facts = append(facts, aFact{path + ".placed", func() { u.Placed = nil }})
	}
	for month := caldate.New(2023, 1, 1); month.Year() < 2027; month = month.AddMonths(1) {
		if key := MonthKey(month); u.Ordinary[key].IsPositive() {
			facts = append(facts, aFact{path + ".ordinary_fte_by_month." + key, func() { delete(u.Ordinary, key) }})
		}
	}
	return facts
}
