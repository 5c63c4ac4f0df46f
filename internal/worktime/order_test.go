package worktime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"fodfaeste/internal/strictjson"
)

// TestOrderOfLines: the same lines in any order give the same report.
func TestOrderOfLines(t *testing.T) {
	r := rules(t)
	random := rand.New(rand.NewPCG(1, 2))
	logs := everyLog(t)
	for range 300 {
		logs = append(logs, invented(random))
	}
	for _, log := range logs {
		want := reports(t, r, []Log{log})[0]
		shuffled := log
		shuffled.Lines, shuffled.SchoolDays = slices.Clone(log.Lines), slices.Clone(log.SchoolDays)
		for range 5 {
			random.Shuffle(len(shuffled.Lines), func(i, j int) {
				shuffled.Lines[i], shuffled.Lines[j] = shuffled.Lines[j], shuffled.Lines[i]
			})
			random.Shuffle(len(shuffled.SchoolDays), func(i, j int) {
				shuffled.SchoolDays[i], shuffled.SchoolDays[j] = shuffled.SchoolDays[j], shuffled.SchoolDays[i]
			})
			if got := reports(t, r, []Log{shuffled})[0]; got != want {
				t.Fatalf("got  %s\nwant %s\nlines %+v", got, want, shuffled.Lines)
			}
		}
	}
}

// TestFindings: on any log they stand in order, each code once a date, with a
// severity of the list.
func TestFindings(t *testing.T) {
	r := rules(t)
	random := rand.New(rand.NewPCG(3, 4))
	seen := map[Code]bool{}
	for range 2000 {
		before := ""
		for _, f := range r.Check(invented(random)).Findings {
			here := f.Date.String() + string(f.Code)
			if here <= before {
				t.Fatalf("%s stands after %s", here, before)
			}
			if !slices.Contains([]Severity{Breach, Warning, Duty}, f.Severity) {
				t.Fatalf("%s is a %q", f.Code, f.Severity)
			}
			before, seen[f.Code] = here, true
		}
	}
	for _, code := range Codes() {
		if !seen[code] && code != "weekly_average_48" { // which takes more lines than these
			t.Errorf("nothing invented here breaks %s", code)
		}
	}
}

// invented is a log of two weeks and a half that may break anything.
func invented(random *rand.Rand) Log {
	pick := func(n int) int { return random.IntN(n) }
	maybe := func(value bool) *bool {
		if pick(3) == 0 {
			return nil
		}
		return &value
	}
	log := Log{Person: Person{InCompulsorySchool: maybe(pick(2) == 0)}}
	if pick(2) == 0 {
		log.Person.Age = new(11 + pick(9))
	} else if pick(5) > 0 {
		log.Person.BirthDate = date("10-05").AddMonths(-12 * (12 + pick(8))).Add(pick(20))
	}
	log.Employment = Employment{
		NoGuaranteedHours: pick(2) == 0, ShiftChange: pick(4) == 0, GradualReturn: pick(4) == 0,
		NightWindow: append(nightWindows(), "")[pick(3)], NightSector: append(sectors(), "")[pick(7)],
	}
	if pick(2) == 0 {
		log.Employment.StartedOn = date("10-01").Add(pick(10))
	}
	for d := date("10-05"); pick(3) > 0; d = d.Add(1 + pick(3)) {
		log.SchoolDays = append(log.SchoolDays, d)
	}
	for range pick(40) {
		l := Line{Date: date("10-05").Add(pick(18)), Kind: kinds()[pick(6)], Employer: []Employer{"", This, Other}[pick(3)],
			Function: []string{"", "bench", " Bench", "shop"}[pick(4)]}
		if pick(3) == 0 {
			l.Minutes = new(pick(700))
		} else {
			start := pick(dayLong)
			l.Start, l.End = At(start), At(start+1+pick(600))
		}
		if pick(2) == 0 {
			l.BreakMinutes = new(pick(40))
		}
		log.Lines = append(log.Lines, l)
	}
	return log
}

// FuzzRun: whatever comes in, there is either one JSON document out or faults
// and nothing out, the same a second time.
func FuzzRun(f *testing.F) {
	for _, text := range caseDocuments(f) {
		f.Add([]byte(text))
	}
	f.Add([]byte(`{"person": {"birth_date": "1678-01-01"}, "period": {"from": "1900-01-01", "to": "2262-04-10"}, "employment": {"started_on": "1700-01-01",
		"full_time_hours": 33.333}, "lines": [{"date": "2262-04-10", "start": "23:59", "end": "23:59", "kind": "work"}]}`))
	f.Add([]byte(`{"person": {"age": 0}, "lines": [{"date": "2026-10-05", "minutes": 1e9, "kind": "work"}]}`))
	r := rules(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		var out bytes.Buffer
		err := r.Run(bytes.NewReader(in), &out)
		switch {
		case err != nil && (!strictjson.Is(err) || out.Len() > 0):
			t.Fatalf("%v, after writing %q", err, &out)
		case err == nil && (!json.Valid(out.Bytes()) || bytes.Count(out.Bytes(), []byte("\n")) != 1 || !bytes.HasSuffix(out.Bytes(), []byte("\n"))):
			t.Fatalf("not one document: %q", &out)
		}
		var again bytes.Buffer
		second := r.Run(bytes.NewReader(in), &again)
		if fmt.Sprint(err) != fmt.Sprint(second) || out.String() != again.String() {
			t.Fatalf("%q and then %q, %v and then %v", &out, &again, err, second)
		}
		if bytes.Contains(out.Bytes(), []byte("null")) {
			t.Fatalf("nothing in a report is null: %s", &out)
		}
	})
}
