package grant

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"fodfaeste/internal/strictjson"
	"fodfaeste/internal/strictjson/casetest"
)

// FuzzRunCheck and FuzzRunAmounts: whatever a document holds, it is refused by
// name with nothing written, or answered with one JSON document.
func FuzzRunCheck(f *testing.F) {
	addCases(f)
	r, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) { answersOrRefuses(t, r.RunCheck, text) })
}

func FuzzRunAmounts(f *testing.F) {
	addCases(f)
	for _, input := range closely {
		f.Add([]byte(input))
	}
	r, err := Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text []byte) { answersOrRefuses(t, r.RunAmounts, text) })
}

// addCases begins with the documents of every acceptance case, the refused ones
// too.
func addCases(f *testing.F) {
	f.Helper()
	names, err := filepath.Glob("testdata/cases/*.json")
	if err != nil || len(names) == 0 {
		f.Fatal("no cases", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		c, err := casetest.Read(text)
		if err != nil {
			f.Fatal(name, err)
		}
		if c.InputRaw != nil {
			f.Add([]byte(*c.InputRaw))
		} else {
			f.Add([]byte(c.Input))
		}
	}
}

// huge is a number that no amount or count of hours has; what is worked out from
// such numbers need not make sense.
var huge = regexp.MustCompile(`\d{11}|\d[eE]`)

func answersOrRefuses(t *testing.T, command casetest.Command, text []byte) {
	t.Helper()
	var out bytes.Buffer
	if err := command(bytes.NewReader(text), &out); err != nil {
		if !strictjson.Is(err) {
			t.Errorf("refused, but not for the document: %v", err)
		}
		if out.Len() > 0 {
			t.Errorf("refused, and all the same wrote %s", &out)
		}
		return
	}
	d := json.NewDecoder(&out)
	d.UseNumber()
	var answer map[string]any
	if err := d.Decode(&answer); err != nil || answer["rules_version"] == nil {
		t.Fatalf("answered with no document: %v", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		t.Error("answered with more than one document")
	}
	if !huge.Match(text) {
		inspect(t, "", answer)
	}
}

// inspect looks for numbers that no answer may hold: a binary fraction's
// exponent, or money below nothing.
func inspect(t *testing.T, path string, value any) {
	t.Helper()
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			inspect(t, path+"."+name, inner)
		}
	case []any:
		for _, inner := range v {
			inspect(t, path+"[]", inner)
		}
	case json.Number:
		if amount := regexp.MustCompile(`_oere\b`); bytes.ContainsAny([]byte(v), "eE") || amount.MatchString(path) && v[0] == '-' {
			t.Errorf("%s is %s", path, v)
		}
	}
}
