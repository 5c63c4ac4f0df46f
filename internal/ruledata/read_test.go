package ruledata

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// ruling is a shape with a value of every form.
type ruling struct {
	Provenance `yaml:",inline"`
	Share      Number        `yaml:"share"`
	Rest       Span          `yaml:"rest_hours"`
	Weeks      Count         `yaml:"weeks"`
	From       Day           `yaml:"from"`
	To         Day           `yaml:"to"`
	Trades     AnyOf[string] `yaml:"trades"`
	Groups     AnyOf[string] `yaml:"groups"`
}

const written = `
law: "§ 7"
certainty: B
sources: [ACT]
share: "961.98"
rest_hours: "4.5"
weeks: "13"
from: "2026-11-21"
to: ""
trades: any
groups: [young, old]
`

func folder(text string) fs.FS {
	return fstest.MapFS{"data/rules.yaml": &fstest.MapFile{Data: []byte(text)}}
}

func TestRead(t *testing.T) {
	var got ruling
	if err := Read(folder(written), "rules.yaml", &got); err != nil {
		t.Fatal(err)
	}
	if got.Share.String() != "961.98" || got.Rest != 270 || got.Weeks != 13 || got.From.String() != "2026-11-21" || !got.To.IsZero() {
		t.Errorf("got %+v", got)
	}
	if diff := cmp.Diff(Provenance{"§ 7", B, []string{"ACT"}}, got.Provenance); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]AnyOf[string]{{All: true}, {List: []string{"young", "old"}}}, []AnyOf[string]{got.Trades, got.Groups}); diff != "" {
		t.Error(diff)
	}
}

// What is refused: a text replaced, and what is said of it, by file and line.
func TestReadRefuses(t *testing.T) {
	const (
		number = "is not a decimal number in quotes"
		hours  = "is not hours in quotes that come to whole minutes, such as \"4.5\""
		count  = "is not a whole number in quotes, such as \"7\""
		day    = "is not a date in quotes, such as \"2026-11-21\""
	)
	tests := map[string]struct{ old, replacement, want string }{
		"an unknown key":             {"rest_hours:", "rests_hours:", "rules.yaml: line 6: field rests_hours not found"},
		"a key given twice":          {"weeks:", "weeks: \"1\"\nweeks:", `line 8: mapping key "weeks" already defined at line 7`},
		"no YAML":                    {"share:", "share", "rules.yaml: yaml:"},
		"nothing":                    {written, "", "rules.yaml: EOF"},
		"a list for a table":         {written, "- 1", "rules.yaml: line 1: cannot unmarshal"},
		"a table for a list":         {"[young, old]", "{young: old}", "line 11: cannot unmarshal"},
		"another word than any":      {"trades: any", "trades: all", "line 10: cannot unmarshal"},
		"a number that is none":      {`"961.98"`, `"961,98"`, `rules.yaml: line 5: "961,98" ` + number},
		"a number without quotes":    {`"961.98"`, `961.98`, `"961.98" ` + number},
		"no number":                  {`"961.98"`, `""`, `"" ` + number},
		"hours that are none":        {`"4.5"`, `"4,5"`, `line 6: "4,5" ` + hours},
		"hours without quotes":       {`"4.5"`, `4.5`, `"4.5" ` + hours},
		"a fraction of a minute":     {`"4.5"`, `"4.51"`, `"4.51" ` + hours},
		"hours below nothing":        {`"4.5"`, `"-4.5"`, `"-4.5" ` + hours},
		"hours with an exponent":     {`"4.5"`, `"4e99"`, `"4e99" ` + hours},
		"hours above a week":         {`"4.5"`, `"169"`, `"169" ` + hours},
		"a count that is none":       {`"13"`, `"13.5"`, `line 7: "13.5" ` + count},
		"a count with a sign":        {`"13"`, `"+13"`, `"+13" ` + count},
		"a count without quotes":     {`"13"`, `13`, `"13" ` + count},
		"a count above any":          {`"13"`, `"1300"`, `"1300" ` + count},
		"a date that does not exist": {`"2026-11-21"`, `"2026-02-30"`, `line 8: "2026-02-30" ` + day},
		"a date without quotes":      {`"2026-11-21"`, `2026-11-21`, `"2026-11-21" ` + day},
		"a date written otherwise":   {`"2026-11-21"`, `"21-11-2026"`, `"21-11-2026" ` + day},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(written, tt.old, tt.replacement, 1)
			if text == written {
				t.Fatalf("there is no %q", tt.old)
			}
			var into ruling
			if err := Read(folder(text), "rules.yaml", &into); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
		})
	}
}

// The longest span and the ones at midnight are within.
func TestSpan(t *testing.T) {
	for text, want := range map[string]Span{"0": 0, "0.05": 3, "24": 1440, "168": 10080} {
		var got ruling
		if err := Read(folder(`rest_hours: "`+text+`"`), "rules.yaml", &got); err != nil || got.Rest != want {
			t.Errorf("%s hours are %d minutes, %v; want %d", text, got.Rest, err, want)
		}
	}
}

// Every fault of a file is named, and what is right is there all the same.
func TestReadNamesEveryFault(t *testing.T) {
	var got ruling
	err := Read(folder("share: 1\nrest_hours: \"much\"\nweeks: \"13\"\nuntil: \"\"\n"), "rules.yaml", &got)
	for _, want := range []string{`line 1: "1" is not a decimal`, `line 2: "much" is not hours`, "line 4: field until not found"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
	if got.Weeks != 13 {
		t.Errorf("weeks are %d", got.Weeks)
	}
}

func TestReadRefusesAMissingFile(t *testing.T) {
	var into ruling
	if err := Read(folder(written), "rates.yaml", &into); err == nil || !strings.Contains(err.Error(), "data/rates.yaml") {
		t.Errorf("got %v", err)
	}
}
