package need

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fodfaeste/internal/candidate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
)

// said is a need that is in order.
func said() Said {
	return Said{Tasks: []string{"Luge bede"}, MinutesNow: 120, MinutesWished: 480, Purposes: []string{"paid"}}
}

func TestCheck(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*Said)
		field  string
		code   string
	}{
		"good":                  {func(*Said) {}, "", ""},
		"no tasks":              {func(s *Said) { s.Tasks = nil }, "tasks", "required"},
		"many tasks":            {func(s *Said) { s.Tasks = slices.Repeat([]string{"Luge"}, 9) }, "tasks", "too_many_tasks"},
		"a story for a task":    {func(s *Said) { s.Tasks = []string{strings.Repeat("æ", 101)} }, "tasks", "need_task_long"},
		"no hours":              {func(s *Said) { s.MinutesWished = 0 }, "minutes_wished", "required"},
		"more than a week":      {func(s *Said) { s.MinutesWished = 38 * 60 }, "minutes_wished", "over_full_week"},
		"more than a week now":  {func(s *Said) { s.MinutesNow = 38 * 60 }, "minutes_now", "over_full_week"},
		"for nothing":           {func(s *Said) { s.Purposes = nil }, "purposes", "choose"},
		"her name":              {func(s *Said) { s.Text = "Spørg efter Anne." }, "text", "need_names_person"},
		"her name in lower":     {func(s *Said) { s.Tasks = []string{"hjælpe som anne gør"} }, "tasks", "need_names_person"},
		"her second name":       {func(s *Said) { s.Text = "kaldes Marie" }, "text", "need_names_person"},
		"what is hers":          {func(s *Said) { s.Place = "Annes gade" }, "place", "need_names_person"},
		"a word that has it in": {func(s *Said) { s.Text = "kan banne og danne" }, "", ""},
	} {
		s := said()
		tt.change(&s)
		if got := fault.FieldsOf(s.check("Anne-Marie")); got[tt.field] != tt.code || tt.code == "" && len(got) > 0 {
			t.Errorf("%s: faults %v, want %s=%s", name, got, tt.field, tt.code)
		}
	}
	s := said()
	s.Text = "Anne"
	if err := s.check(""); err != nil {
		t.Errorf("for nobody yet: %v", err)
	}
}

func TestHints(t *testing.T) {
	for text, want := range map[string]string{
		"Vil gerne have ro. Kan begynde mandag.": "",
		"Bor i Nakskov og kan cykle":             "",
		"Kan IT og VVS":                          "",
		"Luge bede\nVande blomster":              "",
		"Har arbejdet for Peter før":             "name_like",
		"Har en veninde, Sanne":                  "name_like",
		"Har en depression":                      "diagnosis_word",
		"Nummeret er 010190-1234":                "cpr_like",
	} {
		s := said()
		s.Text = text
		got := ""
		for _, h := range s.Hints() {
			if h.Field != "text" {
				t.Errorf("%q: a hint at %s", text, h.Field)
			}
			got = h.Code
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	s := said()
	s.Place = "Vestlolland ved Nakskov"
	if hints := s.Hints(); len(hints) > 0 {
		t.Errorf("a place: %v", hints)
	}
}

// TestFrom: a need takes what a firm would be shown, and not who it is.
func TestFrom(t *testing.T) {
	c := candidate.Candidate{Profile: candidate.Profile{FirstName: "Anne", Mastered: []string{"Luge"}, Conditions: []string{"calm"}, MinutesNow: 60, MinutesWished: 300},
		Wish: candidate.Wish{PostCode: "4900", From: today, Times: []string{"morning"}}}
	want := Said{Tasks: []string{"Luge"}, Conditions: []string{"calm"}, MinutesNow: 60, MinutesWished: 300, Place: "4900", From: today, Times: []string{"morning"}}
	if got := From(c); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestKind(t *testing.T) {
	for purposes, want := range map[string]opening.Kind{"paid": opening.Paid, "praktik": opening.PraktikFirst, "paid praktik": opening.BothAtOnce} {
		if got := (Said{Purposes: strings.Fields(purposes)}).kind(); got != want {
			t.Errorf("%s: %s", purposes, got)
		}
	}
}
