package worktime

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"fodfaeste/internal/strictjson"
)

const line60 = `{"date": "2026-10-05", "minutes": 60, "kind": "work"}`

// of is a log with lines and nothing else of interest.
func of(lines string) string { return `{"person": {"age": 40}, "lines": [` + lines + `]}` }

// faultyLogs are what a log must not say, each with everything that is wrong.
var faultyLogs = []struct{ text, want string }{
	{``, "document: is empty"},
	{`{"person": {}, "lines": []} {}`, "document: is not one JSON document"},
	{`{}`, "person: is missing\nlines: is missing"},
	{`{"person": {}, "lines": {}}`, "lines: must be a list, not an object"},
	{`{"person": {}, "lines": null}`, "lines: must not be null; leave out what is not known"},
	{`{"person": {}, "lines": [], "weather": "rain"}`, "weather: is not a key of this document"},
	{`{"person": {"name": "a"}, "lines": []}`, "person.name: is not a key of this document"},
	{`{"person": {"age": 40, "birth_date": "1986-01-01"}, "lines": []}`, "person.age: must not be given beside person.birth_date"},
	{`{"person": {"age": -1}, "lines": []}`, "person.age: must not be negative"},
	{`{"person": {"age": 121}, "lines": []}`, "person.age: must be at most 120"},
	{`{"person": {"age": 17.5}, "lines": []}`, "person.age: must be a whole number"},
	{`{"person": {"birth_date": "2026-02-30"}, "lines": []}`, "person.birth_date: is not a date, YYYY-MM-DD"},
	{`{"person": {"in_compulsory_school": "yes"}, "lines": []}`, "person.in_compulsory_school: must be true or false, not a text"},
	{`{"person": {}, "lines": [], "employment": {"night_window": "21-05"}}`, "employment.night_window: must be one of 22-06, 23-07"},
	{`{"person": {}, "lines": [], "employment": {"night_sector": "bakery"}}`,
		"employment.night_sector: must be one of bakery_or_stable, theatre_or_cinema, restaurant_or_hotel, newspaper_delivery, hospital_factory_warehouse, vocational_education"},
	{`{"person": {}, "lines": [], "employment": {"full_time_hours": 0}}`, "employment.full_time_hours: must be at least 1"},
	{`{"person": {}, "lines": [], "employment": {"full_time_hours": 48.1}}`, "employment.full_time_hours: must be at most 48"},
	{`{"person": {}, "lines": [], "employment": {"shift_change": 1}}`, "employment.shift_change: must be true or false, not a number"},
	{`{"person": {}, "lines": [], "employment": {"started_on": "05-10-2026"}}`, "employment.started_on: is not a date, YYYY-MM-DD"},
	{`{"person": {}, "lines": [], "period": {"from": "2026-10-05", "to": "2026-10-04"}}`, "period.to: lies before period.from"},
	{`{"person": {}, "lines": [], "period": {"until": "2026-10-05"}}`, "period.until: is not a key of this document"},
	{`{"person": {}, "lines": [], "school_days": ["2026-10-05", "2026-10-06", "2026-10-05"]}`, "school_days[2]: 2026-10-05 is given twice"},
	{`{"person": {}, "lines": [], "school_days": ["2026-10-5"]}`, "school_days[0]: is not a date, YYYY-MM-DD"},
	{of(`{"minutes": 60}`), "lines[0].date: is missing\nlines[0].kind: is missing"},
	{of(line60 + `, {"date": "2026-10-05", "minutes": 60, "kind": "party"}`), "lines[1].kind: must be one of work, praktik, school, holiday, sick, leave"},
	{of(`{"date": "2026-10-05", "minutes": 60, "kind": "work", "employer": "that"}`), "lines[0].employer: must be one of this, other"},
	{of(`{"date": "2026-10-05", "minutes": -60, "kind": "work"}`), "lines[0].minutes: must not be negative"},
	{of(`{"date": "2026-10-05", "minutes": 10081, "kind": "work"}`), "lines[0].minutes: must be at most 10080"},
	{of(`{"date": "2026-10-05", "minutes": 60.5, "kind": "work"}`), "lines[0].minutes: must be a whole number"},
	{of(`{"date": "2026-10-05", "minutes": 60, "break_minutes": -1, "kind": "work"}`), "lines[0].break_minutes: must not be negative"},
	{of(`{"date": "2026-10-05", "minutes": 60, "break_minutes": 1441, "kind": "work"}`), "lines[0].break_minutes: must be at most 1440"},
	{of(`{"date": "2026-10-05", "start": "8:00", "end": "24:00", "kind": "work"}`),
		"lines[0].start: is not a time of day, HH:MM\nlines[0].end: is not a time of day, HH:MM"},
	{of(`{"date": "2026-10-05", "kind": "work"}`), "lines[0].minutes: must be given, or else lines[0].start and lines[0].end"},
	{of(`{"date": "2026-10-05", "kind": "work", "start": "08:00"}`), "lines[0].end: is missing, for there is lines[0].start"},
	{of(`{"date": "2026-10-05", "kind": "work", "end": "08:00"}`), "lines[0].start: is missing, for there is lines[0].end"},
	{of(`{"date": "2026-10-05", "kind": "work", "start": "08:00", "end": "09:00", "minutes": 60}`),
		"lines[0].minutes: must not be given beside lines[0].start and lines[0].end"},
	{of(`{"date": "2026-10-05", "kind": "work", "start": "08:00", "minutes": 60}`), "lines[0].minutes: must not be given beside lines[0].start and lines[0].end"},
	{of(`{"date": "2026-10-05", "kind": "work", "start": "08:00", "end": "09:00", "break_minutes": 61}`),
		"lines[0].break_minutes: is longer than the time from lines[0].start to lines[0].end"},
	{`{"person": {"age": 1, "birth_date": "2025-01-01"}, "period": {"from": "2026-10-05", "to": "2026-01-01"}, "lines": [` + line60 + `,
		{"date": "2026-10-05", "kind": "work"}]}`,
		"person.age: must not be given beside person.birth_date\nperiod.to: lies before period.from\nlines[1].minutes: must be given, or else lines[1].start and lines[1].end"},
}

func TestFaults(t *testing.T) {
	r := rules(t)
	for _, tt := range faultyLogs {
		var out bytes.Buffer
		err := r.Run(strings.NewReader(tt.text), &out)
		if err == nil || err.Error() != tt.want || !strictjson.Is(err) {
			t.Errorf("%s\n got %v\nwant %s", tt.text, err, tt.want)
		}
		if out.Len() > 0 {
			t.Errorf("%s: written all the same: %s", tt.text, &out)
		}
	}
}

// TestWellFormed: what a log may say although it looks odd.
func TestWellFormed(t *testing.T) {
	for name, text := range map[string]string{
		"a break as long as the line":       `{"person": {}, "lines": [{"date": "2026-10-05", "start": "23:30", "end": "00:30", "break_minutes": 60, "kind": "work"}]}`,
		"minutes in decimals that are none": `{"person": {}, "lines": [{"date": "2026-10-05", "minutes": 60.0, "break_minutes": 9e1, "kind": "work"}]}`,
		"a period of one day":               `{"person": {}, "lines": [], "period": {"from": "2026-10-05", "to": "2026-10-05"}}`,
		"a period without end":              `{"person": {}, "lines": [], "period": {"from": "2026-10-05"}}`,
		"from one day round to the next":    `{"person": {}, "lines": [{"date": "2026-10-05", "start": "08:00", "end": "08:00", "kind": "leave"}]}`,
		"everything at once": `{"person": {"birth_date": "2008-02-29", "in_compulsory_school": true}, "employment": {"started_on": "2026-10-05",
			"terms_given_on": "2026-10-01", "no_guaranteed_hours": true, "shift_change": false, "agriculture_short_rest": true, "night_window": "23-07",
			"night_sector": "newspaper_delivery", "full_time_hours": 37.5, "gradual_return": true}, "period": {"from": "2026-10-01", "to": "2026-10-31"},
			"school_days": [], "lines": [{"date": "2026-10-05", "minutes": 0, "kind": "school", "employer": "this", "function": ""}]}`,
	} {
		var out bytes.Buffer
		if err := rules(t).Run(strings.NewReader(text), &out); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestReadingFails: what is wrong with reading is no fault of the document.
func TestReadingFails(t *testing.T) {
	broken := errors.New("the line went dead")
	var out bytes.Buffer
	if err := rules(t).Run(failing{broken}, &out); !errors.Is(err, broken) || strictjson.Is(err) || out.Len() > 0 {
		t.Error(err)
	}
	if err := rules(t).Run(strings.NewReader(`{"person": {}, "lines": []}`), failing{broken}); !errors.Is(err, broken) {
		t.Error(err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error)  { return 0, f.err }
func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestClock(t *testing.T) {
	for minutes, want := range map[int]Clock{0: "00:00", 59: "00:59", 60: "01:00", 1439: "23:59", 1440: "00:00", 1530: "01:30"} {
		got := At(minutes)
		if back, ok := got.minutes(); got != want || !ok || back != minutes%dayLong {
			t.Errorf("%d minutes after midnight are %q, read as %d", minutes, got, back)
		}
	}
	for _, bad := range []Clock{"", "8:00", "24:00", "23:60", "ab:cd", "08.00", "08:0x", "008:0"} {
		if minutes, ok := bad.minutes(); ok {
			t.Errorf("%q read as %d", bad, minutes)
		}
	}
}

// TestHalfLines: Check, which is given what the portal knows, makes do with
// lines that Run would refuse.
func TestHalfLines(t *testing.T) {
	r := rules(t).Check(Log{Person: grown, Lines: []Line{
		{Date: date("10-05"), Kind: Work},
		{Date: date("10-06"), Kind: Work, Start: "08:00"},
		{Date: date("10-07"), Kind: Work, Start: "08:00", End: "25:00", Minutes: new(30)},
		{Date: date("10-08"), Kind: Work, Start: "08:00", End: "09:00", BreakMinutes: new(90)},
	}})
	if len(r.Findings) > 0 || len(r.Days) != 4 || r.Days[date("10-07")].Work != 30 || r.Days[date("10-08")].Work != 0 {
		t.Errorf("%+v", r)
	}
}
