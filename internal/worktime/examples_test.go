package worktime

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
)

// example is a log with exactly what must be found in it.
type example struct {
	name       string
	person     Person
	employment Employment
	period     string // "2026-01-01 2026-04-30"
	school     string // days of school: "10-06 10-07", or "none"; "" for not known
	lines      string // see line
	want       string // see describe; "" for nothing
}

func (e example) log(t testing.TB) Log {
	t.Helper()
	l := Log{Person: e.person, Employment: e.employment, Lines: lines(t, e.lines)}
	if from, to, ok := strings.Cut(e.period, " "); ok {
		l.Period = Period{From: caldate.MustParse(from), To: caldate.MustParse(to)}
	}
	if e.school != "" {
		l.SchoolDays = []caldate.Date{}
	}
	for _, d := range strings.Fields(strings.TrimPrefix(e.school, "none")) {
		l.SchoolDays = append(l.SchoolDays, date(d))
	}
	return l
}

// run checks examples one by one.
func run(t *testing.T, examples []example) {
	t.Helper()
	r := rules(t)
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			if got := describe(r.Check(e.log(t)).Findings); got != e.want {
				t.Errorf("got\n%s\nwant\n%s", got, e.want)
			}
		})
	}
}

// describe writes findings one a line: date, code, severity, and the params.
func describe(findings []Finding) string {
	texts := make([]string, len(findings))
	for i, f := range findings {
		texts[i] = fmt.Sprintf("%s %s %s", strings.TrimPrefix(f.Date.String(), "2026-"), f.Code, f.Severity)
		for _, key := range slices.Sorted(maps.Keys(f.Params)) {
			texts[i] += fmt.Sprintf(" %s=%v", key, f.Params[key])
		}
	}
	return strings.Join(texts, "\n")
}

// date reads a date of 2026 without its year, or any date with it.
func date(text string) caldate.Date {
	if len(text) == len("01-02") {
		text = "2026-" + text
	}
	return caldate.MustParse(text)
}

// lines reads lines separated by "; ", each a date or some from-to, a time, and
// whatever else there is to say, in any order:
//
//	10-05 08:00-16:00/30       from a start to an end with a break of 30 minutes
//	10-05..10-09 300m praktik  300 minutes of praktik on each of five days
//	10-05 4h/0 other =Bench    at another employer, in the function Bench
func lines(t testing.TB, text string) []Line {
	t.Helper()
	var all []Line
	for part := range strings.SplitSeq(text, ";") {
		fields := strings.Fields(part)
		if len(fields) == 0 {
			continue
		}
		from, to, several := strings.Cut(fields[0], "..")
		if !several {
			to = from
		}
		for d := date(from); !d.After(date(to)); d = d.Add(1) {
			all = append(all, line(t, d, fields[1], fields[2:]))
		}
	}
	return all
}

func line(t testing.TB, d caldate.Date, time string, rest []string) Line {
	t.Helper()
	l := Line{Date: d, Kind: Work}
	time, pause, hasBreak := strings.Cut(time, "/")
	if hasBreak {
		l.BreakMinutes = new(number(t, pause))
	}
	if from, to, ok := strings.Cut(time, "-"); ok {
		l.Start, l.End = Clock(from), Clock(to)
	} else if hours, ok := strings.CutSuffix(time, "h"); ok {
		l.Minutes = new(60 * number(t, hours))
	} else {
		l.Minutes = new(number(t, strings.TrimSuffix(time, "m")))
	}
	for _, word := range rest {
		function, ok := strings.CutPrefix(word, "=")
		switch {
		case ok:
			l.Function = strings.ReplaceAll(function, "_", " ")
		case word == string(Other):
			l.Employer = Other
		default:
			l.Kind = Kind(word)
		}
	}
	return l
}

func number(t testing.TB, digits string) int {
	t.Helper()
	n, err := strconv.Atoi(digits)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The people of the examples.
var (
	grown      = Person{Age: new(40)}
	nobody     = Person{} // of no known age
	seventeen  = Person{Age: new(17), InCompulsorySchool: new(false)}
	undecided  = Person{Age: new(16)} // in school or not, nobody said
	schoolgirl = Person{Age: new(15), InCompulsorySchool: new(true)}
	fourteen   = Person{Age: new(14)}
	dropout    = Person{Age: new(14), InCompulsorySchool: new(false)}
	twelve     = Person{Age: new(12)}
)

// born is somebody out of school with a birthday.
func born(on string) Person {
	return Person{BirthDate: caldate.MustParse(on), InCompulsorySchool: new(false)}
}

// The employments of the examples.
var (
	evenings = Employment{NightWindow: From22To06}
	late     = Employment{NightWindow: From23To07}
)

// examples are all there are, for the tests that look at every report.
func examples() []example {
	return slices.Concat(restExamples, dayOffExamples, averageExamples, breakExamples, limitExamples, nightExamples,
		termsExamples, praktikExamples, overlapExamples, personExamples)
}
