package grant

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
	"fodfaeste/internal/strictjson/casetest"
)

// How many situations each property is tried on, and where drawing begins.
const (
	tries = 3000
	seed  = 20261121
)

// caseInputs are the documents of the acceptance cases for a command that are
// not refused.
func caseInputs(t testing.TB, command string) [][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/cases/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	var inputs [][]byte
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := casetest.Read(text)
		if err != nil {
			t.Fatal(name, err)
		}
		if c.Command == command && c.ExpectExit == 0 {
			inputs = append(inputs, c.Input)
		}
	}
	return inputs
}

// caseSituations are the situations of the acceptance cases.
func caseSituations(t testing.TB, r *Rules) []Situation {
	t.Helper()
	var situations []Situation
	for _, input := range caseInputs(t, "check") {
		s, err := r.ReadSituation(bytes.NewReader(input))
		if err != nil {
			t.Fatal(err)
		}
		situations = append(situations, s)
	}
	return situations
}

// forAll draws situations for a property until one breaks it.
func forAll(t *testing.T, property func(t *testing.T, r *Rules, d *draw, s Situation)) {
	t.Helper()
	t.Parallel()
	r := loaded(t)
	t.Logf("seed %d", seed)
	d := drawing(r, seed, caseSituations(t, r))
	n := tries
	if underRace {
		n /= 10
	}
	for n := range n {
		s := d.situation()
		property(t, r, d, s)
		if t.Failed() {
			t.Fatalf("situation %d: %s", n, document(t, s))
		}
	}
}

// answered is an answer as a document.
func answered(t testing.TB, a Answer) string {
	t.Helper()
	var out bytes.Buffer
	if err := writeJSON(&out, answerJSON(a)); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// document writes a situation as the document it would be read from.
func document(t testing.TB, s Situation) string {
	t.Helper()
	var write func(v reflect.Value) (any, bool)
	write = func(v reflect.Value) (any, bool) {
		switch x := v.Interface().(type) {
		case caldate.Date:
			return x.String(), !x.IsZero()
		case decimal.Decimal:
			return json.Number(x.String()), true
		case money.Ore:
			return int64(x), true
		case ByMonth:
			months := map[string]any{}
			for month, n := range x {
				months[month] = json.Number(n.String())
			}
			return months, x != nil
		}
		switch v.Kind() {
		case reflect.Pointer:
			if v.IsNil() {
				return nil, false
			}
			told, _ := write(v.Elem())
			return told, true
		case reflect.Slice:
			list := []any{}
			for i := range v.Len() {
				item, _ := write(v.Index(i))
				list = append(list, item)
			}
			return list, !v.IsNil()
		case reflect.Struct:
			members := map[string]any{}
			for i := range v.NumField() {
				field := v.Type().Field(i)
				if member, there := write(v.Field(i)); there || field.Tag.Get("must") != "" {
					members[field.Tag.Get("json")] = member
				}
			}
			return members, !v.IsZero()
		}
		return v.Interface(), !v.IsZero()
	}
	root, _ := write(reflect.ValueOf(s))
	text, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What is drawn is a document that is read without a fault, as the situation it
// was made from; and the draws reach every verdict of every scheme there is.
func TestDrawnSituationsAreWellFormed(t *testing.T) {
	seen := map[SchemeID]map[Verdict]int{}
	forAll(t, func(t *testing.T, r *Rules, _ *draw, s Situation) {
		if s.AskedOn.IsZero() {
			return
		}
		text := document(t, s)
		got, err := r.ReadSituation(strings.NewReader(text))
		if err != nil {
			t.Errorf("refused: %v", err)
		}
		if again := document(t, got); again != text {
			t.Errorf("read as another: %s", again)
		}
		for _, a := range r.Check(s).Schemes {
			if seen[a.ID] == nil {
				seen[a.ID] = map[Verdict]int{}
			}
			seen[a.ID][a.Verdict]++
		}
	})
	for _, id := range slices.Sorted(maps.Keys(seen)) {
		verdicts := seen[id]
		t.Logf("%-32s yes %4d, maybe %4d, no %4d", id, verdicts[Likely], verdicts[Maybe], verdicts[NotPossible])
		if id != "jobpraemie" && !underRace && (verdicts[Likely] == 0 || verdicts[NotPossible] == 0) {
			t.Errorf("%s is never yes, or never no: %v", id, verdicts)
		}
	}
}

// More ordinary employees at the workplace never mean fewer places.
func TestMoreEmployeesNeverLowerTheCap(t *testing.T) {
	forAll(t, func(t *testing.T, r *Rules, d *draw, s Situation) {
		q := inquiry{Situation: &s, rules: r}
		unit, absent := q.workplace()
		before := r.Check(s).Ratio
		if absent != "" || before == nil || !before.Known {
			return
		}
		for month, n := range unit.Ordinary {
			unit.Ordinary[month] = n.Add(decimal.New(int64(d.IntN(300)), -2))
		}
		if after := r.Check(s).Ratio; after.Cap < before.Cap {
			t.Errorf("%s employees give %d places, and %s give %d", before.Average, before.Cap, after.Average, after.Cap)
		}
	})
}

// What is paid lies between nothing and what the rate gives, and never above a
// ceiling.
func TestAmountsStayWithinTheirLimits(t *testing.T) {
	forAll(t, func(t *testing.T, r *Rules, _ *draw, s Situation) {
		for _, a := range r.Check(s).Schemes {
			m := a.Amount
			if m == nil {
				continue
			}
			within := func(what string, amount *money.Ore, limits ...*money.Ore) {
				for _, most := range append(limits, amount) {
					if amount != nil && (*amount < 0 || most != nil && *amount > *most) {
						t.Errorf("%s: %s is %v, and the limit %v", a.ID, what, *amount, *most)
					}
				}
			}
			if a.ID != "igu" && a.ID != "egu_fgu_bonus" && m.Payable != nil && m.ByRate == nil && *m.Payable != 0 {
				t.Errorf("%s: %v is payable, and no rate gives it", a.ID, *m.Payable)
			}
			within("payable", m.Payable, m.ByRate, m.Ceiling)
			within("payable in a year", m.PayableYear, m.ByRate, m.CeilingYear)
			within("payable in an hour", m.HourPayable, m.Rate, m.HourCeiling)
			within("left of the year", m.Remaining, m.Ceiling)
			within("by rate", m.ByRate)
		}
	})
}

// The order in which things are told says nothing.
func TestOrderNeverMatters(t *testing.T) {
	forAll(t, func(t *testing.T, r *Rules, d *draw, s Situation) {
		before := answered(t, r.Check(s))
		other := clone(s)
		shuffle(d, other.Employer.Units)
		for i := range other.Employer.Units {
			shuffle(d, other.Employer.Units[i].Placed)
		}
		shuffle(d, other.Employer.Flags)
		shuffle(d, other.Person.Also)
		shuffle(d, other.Person.BenefitPeriods)
		shuffle(d, other.Work.CombinedWith)
		shuffle(d, other.Work.PaidHours)
		if after := answered(t, r.Check(other)); after != before {
			t.Errorf("another order gives another answer:\n%s\n%s", before, after)
		}
	})
}

func shuffle[E any](d *draw, list []E) {
	d.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// A question leaves the situation alone, and the same one has the same answer.
func TestCheckOnlyReads(t *testing.T) {
	forAll(t, func(t *testing.T, r *Rules, _ *draw, s Situation) {
		before := clone(s)
		first, second := answered(t, r.Check(s)), answered(t, r.Check(s))
		if !reflect.DeepEqual(s, before) {
			t.Errorf("the situation was changed; it was %s", document(t, before))
		}
		if first != second {
			t.Errorf("two answers:\n%s\n%s", first, second)
		}
	})
}

// Any number of requests may ask the same rules at once.
func TestRulesAreShared(t *testing.T) {
	t.Parallel()
	r := loaded(t)
	situations := caseSituations(t, r)[:40]
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for _, s := range situations {
				r.Check(clone(s))
			}
		})
	}
	wait.Wait()
}

// A no is a no: it waits for nothing and offers nothing. A maybe says what it
// waits for, unless the law or the rules leave it open.
func TestVerdictsCarryWhatTheyMay(t *testing.T) {
	forAll(t, func(t *testing.T, r *Rules, _ *draw, s Situation) {
		for _, a := range r.Check(s).Schemes {
			for _, path := range a.Missing {
				if !names(reflect.TypeFor[Situation](), strings.Split(inBrackets.ReplaceAllString(string(path), ""), ".")) {
					t.Errorf("%s: %s is no path of a Situation", a.ID, path)
				}
			}
			switch blocked := slices.ContainsFunc(a.Reasons, func(r Reason) bool { return r.Effect == Blocks }); a.Verdict {
			case NotPossible:
				if !blocked || len(a.Missing) > 0 || a.Amount != nil || a.Length != nil {
					t.Errorf("%s: a no with more than its reasons: %+v", a.ID, a)
				}
			case Maybe:
				inferred := a.Certainty == C || a.Certainty == D || rulesNotKnown(a)
				if blocked || len(a.Reasons) == 0 || len(a.Missing) == 0 && !inferred {
					t.Errorf("%s: a maybe that does not say why: %+v", a.ID, a)
				}
			case Likely:
				if len(a.Reasons) > 0 || len(a.Missing) > 0 {
					t.Errorf("%s: a yes with something open: %+v", a.ID, a)
				}
			}
		}
	})
}

func rulesNotKnown(a SchemeAnswer) bool {
	return slices.ContainsFunc(a.Reasons, func(r Reason) bool { return strings.HasPrefix(string(r.Code), "rules_not_known") })
}
