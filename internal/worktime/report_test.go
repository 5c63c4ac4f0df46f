package worktime

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fodfaeste/internal/caldate"
)

var personExamples = []example{
	{name: "of no known age: the rules for adults", person: nobody, lines: "10-05 14:00-22:30/30; 10-06 09:30-13:00"},
	{name: "of no known age: short rest", person: nobody, lines: "10-05 14:00-22:31/30; 10-06 09:30-13:00",
		want: "10-06 daily_rest breach required_hours=11 rest_hours=10.98"},
	{name: "16, in school or not: the rules for those who are not", person: undecided, lines: "10-06 8h/30; 10-07 481m/30",
		want: "10-07 young_daily_hours breach hours=8.02 limit=8"},
	{name: "no lines", person: grown},
}

func TestPeople(t *testing.T) { run(t, personExamples) }

func TestMissing(t *testing.T) {
	tests := []struct {
		name   string
		person Person
		lines  string
		want   []string
	}{
		{"an adult", grown, "10-06 1h", []string{}},
		{"of no known age", nobody, "10-06 1h", []string{"person.birth_date"}},
		{"of no known age, in school", Person{InCompulsorySchool: new(true)}, "10-06 1h", []string{"person.birth_date"}},
		{"of no known age, without lines", nobody, "", []string{"person.birth_date"}},
		{"17, out of school", seventeen, "10-06 1h", []string{}},
		{"15, in school", schoolgirl, "10-06 1h", []string{}},
		{"16, nobody said", undecided, "10-06 1h", []string{"person.in_compulsory_school"}},
		{"16, nobody said, in praktik", undecided, "10-06 1h praktik", []string{"person.in_compulsory_school"}},
		{"16, nobody said, but nothing was worked", undecided, "10-06 1h sick", []string{}},
		{"14, nobody said: the strict rules apply anyway", fourteen, "10-06 1h", []string{}},
		{"18 before the first line", Person{BirthDate: date("2008-10-06")}, "10-06 1h", []string{}},
		{"18 after the first line", Person{BirthDate: date("2008-10-07")}, "10-06 1h; 10-08 1h", []string{"person.in_compulsory_school"}},
	}
	for _, tt := range tests {
		r := rules(t).Check(Log{Person: tt.person, Lines: lines(t, tt.lines)})
		if diff := cmp.Diff(tt.want, r.Missing); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestDays(t *testing.T) {
	r := rules(t).Check(Log{Person: grown, Lines: lines(t, `10-06 08:00-12:15/30; 10-06 90m praktik; 10-06 1h school; 10-06 45m other;
		10-05 22:00-06:00; 10-07 8h holiday; 10-08 09:00-10:00/60`)})
	want := map[caldate.Date]Day{
		date("10-05"): {Work: 480},
		date("10-06"): {Work: 270, Praktik: 90, School: 60},
		date("10-07"): {},
		date("10-08"): {},
	}
	if diff := cmp.Diff(want, r.Days, cmp.Comparer(func(a, b caldate.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestKeepUntil(t *testing.T) {
	tests := []struct{ from, to, lines, want string }{
		{"2026-01-01", "2026-04-30", "02-01 1h; 05-20 1h", "2031-04-30"},
		{"", "", "05-20 1h; 02-01 1h", "2031-05-20"},
		{"", "2026-04-30", "02-01 1h", "2031-04-30"},
		{"2026-01-01", "", "02-01 1h", "2031-02-01"},
		{"", "", "2028-02-29 1h", "2033-02-28"},
		{"", "", "", ""},
	}
	for _, tt := range tests {
		log := Log{Person: grown, Lines: lines(t, tt.lines)}
		if tt.from != "" {
			log.Period.From = date(tt.from)
		}
		if tt.to != "" {
			log.Period.To = date(tt.to)
		}
		if got := rules(t).Check(log).KeepUntil.String(); got != tt.want {
			t.Errorf("%+v: keep until %q", tt, got)
		}
	}
}

func TestOn(t *testing.T) {
	r := rules(t).Check(Log{Person: seventeen, Lines: lines(t, "10-06 03:00-13:00/0; 10-07 1h")})
	if got := describe(r.On(date("10-06"))); got != "10-06 young_break breach\n10-06 young_daily_hours breach hours=10 limit=8\n10-06 young_night breach" {
		t.Error(got)
	}
	if got := r.On(date("10-07")); got != nil {
		t.Error(got)
	}
}

func TestProvenance(t *testing.T) {
	r := rules(t)
	for _, code := range Codes() {
		p, ok := r.Provenance(code)
		if ok != (code != overlapping) {
			t.Errorf("%s rests on %v", code, p)
		}
		for _, id := range p.Sources {
			if s, ok := r.Source(id); !ok || s.URL == "" || s.Checked.IsZero() {
				t.Errorf("%s: source %s is %v", code, id, s)
			}
		}
	}
}

func TestHours(t *testing.T) {
	for minutes, want := range map[int]string{0: "0", 1: "0.02", 15: "0.25", 30: "0.5", 60: "1", 100: "1.67", 600: "10", 659: "10.98", 60000: "1000"} {
		if got := hoursOf(minutes).String(); got != want {
			t.Errorf("%d minutes are %s, want %s", minutes, got, want)
		}
	}
	if got := ratio(1, 200).String() + " " + ratio(1, 201).String(); got != "0.01 0" {
		t.Error(got)
	}
}

// TestMinutes: what is shown with two decimals still tells every minute.
func TestMinutes(t *testing.T) {
	for n := range 7*dayLong + 1 {
		if got := hoursOf(n).Minutes(); got != n {
			t.Errorf("%d minutes are %s hours and %d minutes again", n, hoursOf(n), got)
		}
	}
}

// TestIsOfDay: a finding about more than a day carries the first or the last
// date of it, or the one to meet.
func TestIsOfDay(t *testing.T) {
	var longer []string
	for _, code := range Codes() {
		if !code.IsOfDay() {
			longer = append(longer, string(code))
		}
	}
	want := []string{"praktik_over_full_time", "weekly_average_48", "written_terms_due", "young_weekly_hours"}
	if diff := cmp.Diff(want, longer); diff != "" {
		t.Error(diff)
	}
}

// TestRun writes one document as it is meant to look.
func TestRun(t *testing.T) {
	in := `{"person": {"age": 17, "in_compulsory_school": false}, "employment": {"started_on": "2026-10-05", "no_guaranteed_hours": true},
		"lines": [{"date": "2026-10-06", "start": "13:00", "end": "22:30", "break_minutes": 10, "kind": "work", "function": "<bench> & æble"}]}`
	var out bytes.Buffer
	if err := rules(t).Run(strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	notice, err := json.Marshal(rules(t).law.Notice)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"rules_version":"2026-11-21","notice":` + string(notice) + `,"findings":[` +
		`{"code":"young_break","date":"2026-10-06","severity":"breach"},` +
		`{"code":"young_daily_hours","date":"2026-10-06","severity":"breach","params":{"hours":9.33,"limit":8}},` +
		`{"code":"young_night","date":"2026-10-06","severity":"warning"},` +
		`{"code":"written_terms_due","date":"2026-10-12","severity":"duty","params":{"core_by":"2026-10-12","rest_by":"2026-11-05"}}],` +
		`"days":{"2026-10-06":{"work_minutes":560}},"keep_until":"2031-10-06","missing":[]}` + "\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

// TestRunWithoutLines still writes every list.
func TestRunWithoutLines(t *testing.T) {
	var out bytes.Buffer
	if err := rules(t).Run(strings.NewReader(`{"person": {}, "lines": []}`), &out); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.HasSuffix(got, `"findings":[],"days":{},"missing":["person.birth_date"]}`+"\n") {
		t.Error(got)
	}
}
