package strictjson

import (
	"io"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
)

type animal struct {
	Name   string                     `json:"name" must:"true"`
	Kind   string                     `json:"kind" in:"cat,dog"`
	Tags   []string                   `json:"tags" in:"@tags"`
	Born   caldate.Date               `json:"born"`
	Weight *decimal.Decimal           `json:"weight" limit:"0..100"`
	Legs   *int                       `json:"legs" limit:"2.."`
	Chip   string                     `json:"chip" digits:"3"`
	Seen   string                     `json:"seen" form:"month"`
	Fed    string                     `json:"fed" form:"clock"`
	Tame   *bool                      `json:"tame"`
	Food   map[string]decimal.Decimal `json:"food" limit:"0.."`
	Young  []animal                   `json:"young"`
	Home   *struct {
		Street string `json:"street"`
	} `json:"home"`
}

func TestFaults(t *testing.T) {
	tests := []struct{ text, want string }{
		{``, "document: is empty"},
		{`{"name":`, "document: is not one JSON document"},
		{`{"name":"a"} {}`, "document: is not one JSON document"},
		{`{"name":"a","weight":NaN}`, "document: is not one JSON document"},
		{"{\"name\":\"\xff\"}", "document: is not UTF-8"},
		{strings.Repeat("[", 40) + strings.Repeat("]", 40), "document: is nested more than 32 deep"},
		{`[]`, "document: must be an object, not a list"},
		{`{}`, "name: is missing"},
		{`{"name":null}`, "name: must not be null; leave out what is not known"},
		{`{"name":"a","name":"b"}`, "name: is given twice"},
		{`{"name":"a","mood":1}`, "mood: is not a key of this document"},
		{`{"name":1}`, "name: must be a text, not a number"},
		{`{"name":"a","kind":"cow"}`, "kind: must be one of cat, dog"},
		{`{"name":"a","tags":["x","y","x"]}`, "tags[2]: x is given twice"},
		{`{"name":"a","tags":["z"]}`, "tags[0]: must be one of x, y"},
		{`{"name":"a","tags":"x"}`, "tags: must be a list, not a text"},
		{`{"name":"a","born":"2026-2-3"}`, "born: is not a date, YYYY-MM-DD"},
		{`{"name":"a","born":"2026-02-30"}`, "born: is not a date, YYYY-MM-DD"},
		{`{"name":"a","born":20260203}`, "born: must be a date as text, not a number"},
		{`{"name":"a","weight":-1}`, "weight: must not be negative"},
		{`{"name":"a","weight":100.01}`, "weight: must be at most 100"},
		{`{"name":"a","weight":"9"}`, "weight: must be a number, not a text"},
		{`{"name":"a","weight":1e99}`, "weight: is too large or too fine a number"},
		{`{"name":"a","weight":1e-999999999}`, "weight: is too large or too fine a number"},
		{`{"name":"a","legs":18446744073709e6}`, "legs: is too large or too fine a number"},
		{`{"name":"a","legs":1000000001}`, "legs: is too large or too fine a number"},
		{`{"name":"a","legs":1}`, "legs: must be at least 2"},
		{`{"name":"a","legs":2.5}`, "legs: must be a whole number"},
		{`{"name":"a","legs":true}`, "legs: must be a number, not true or false"},
		{`{"name":"a","chip":"12"}`, "chip: must be 3 digits"},
		{`{"name":"a","chip":"12a"}`, "chip: must be 3 digits"},
		{`{"name":"a","seen":"2026-13"}`, "seen: is not a month, YYYY-MM"},
		{`{"name":"a","fed":"24:00"}`, "fed: is not a time of day, HH:MM"},
		{`{"name":"a","fed":"7:30"}`, "fed: is not a time of day, HH:MM"},
		{`{"name":"a","fed":"07:60"}`, "fed: is not a time of day, HH:MM"},
		{`{"name":"a","fed":"07:30\n"}`, "fed: is not a time of day, HH:MM"},
		{`{"name":"a","tame":"yes"}`, "tame: must be true or false, not a text"},
		{`{"name":"a","food":{"2026-1":1}}`, "food.2026-1: is not a month, YYYY-MM"},
		{`{"name":"a","food":{"2026-01":-1}}`, "food.2026-01: must not be negative"},
		{`{"name":"a","food":{"2026-01":1,"2026-01":1}}`, "food.2026-01: is given twice"},
		{`{"name":"a","food":[]}`, "food: must be an object, not a list"},
		{`{"name":"a","young":[{"name":"b"},{"kind":"dog"}]}`, "young[1].name: is missing"},
		{`{"name":"a","home":{"road":"x"}}`, "home.road: is not a key of this document"},
		{`{"name":"a","home":[]}`, "home: must be an object, not a list"},
		{`{"kind":"cow","legs":1}`, "kind: must be one of cat, dog\nlegs: must be at least 2\nname: is missing"},
	}
	for _, tt := range tests {
		var a animal
		err := Decode(strings.NewReader(tt.text), &a, Lists{"tags": {"x", "y"}})
		if err == nil || err.Error() != tt.want || !Is(err) {
			t.Errorf("%s\n got %v\nwant %s", tt.text, err, tt.want)
		}
	}
}

func TestDecode(t *testing.T) {
	var a animal
	text := `{"name":"a","kind":"cat","tags":["y","x"],"born":"2026-02-28","weight":0.1,"legs":4.0,"chip":"012","seen":"2026-12",
		"fed":"23:59","tame":false,"food":{"2026-01":1.5},"young":[],"home":{"street":"b"}}`
	if err := Decode(strings.NewReader(text), &a, Lists{"tags": {"x", "y"}}); err != nil {
		t.Fatal(err)
	}
	if a.Weight.String() != "0.1" || *a.Legs != 4 || a.Born.String() != "2026-02-28" || *a.Tame || a.Food["2026-01"].String() != "1.5" ||
		a.Young == nil || a.Home.Street != "b" || len(a.Tags) != 2 || a.Chip != "012" || a.Fed != "23:59" {
		t.Errorf("read %+v", a)
	}
}

func TestTooLarge(t *testing.T) {
	err := Decode(strings.NewReader(strings.Repeat(" ", maxBytes+1)), &animal{}, nil)
	if err == nil || err.Error() != "document: is larger than 4194304 bytes" {
		t.Error(err)
	}
}

func TestText(t *testing.T) {
	again, got, err := Text(strings.NewReader(`{"b":1,"a":"x"}`), "a")
	if got != "x" || err != nil {
		t.Fatal(got, err)
	}
	if whole, _ := io.ReadAll(again); string(whole) != `{"b":1,"a":"x"}` {
		t.Errorf("reads %s again", whole)
	}
	for _, text := range []string{`{"a":1}`, `{}`, `[]`, `{`, ``} {
		if _, _, err := Text(strings.NewReader(text), "a"); !Is(err) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
