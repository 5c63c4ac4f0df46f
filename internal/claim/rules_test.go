package claim

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func TestLoad(t *testing.T) {
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := r.Scheme("personlig_assistance"); !ok || s.Every != Quarterly || s.Of != Help || s.Window != 3 {
		t.Errorf("personal assistance: %+v, %t", s, ok)
	}
	if _, ok := r.Scheme("fleksjob"); ok {
		t.Error("fleksjob pays the employee, and the firm claims nothing")
	}
}

// TestLoadFaults: every fault of the data is named at once.
func TestLoadFaults(t *testing.T) {
	text, err := os.ReadFile("data/claims.yaml")
	if err != nil {
		t.Fatal(err)
	}
	sources, err := os.ReadFile("data/sources.yaml")
	if err != nil {
		t.Fatal(err)
	}
	bad := string(text)
	for old, new := range map[string]string{"every: quarter": "every: year", "of: help": "of: hours", "asked_by_day: 15": "asked_by_day: 31", "window_is: advice": "window_is: hope", "[KOMP, KOMP_BEK]": "[NOBODY]", "figures: [cvr,": "figures: [iban,"} {
		if !strings.Contains(bad, old) {
			t.Fatalf("%q is not in the data", old)
		}
		bad = strings.ReplaceAll(bad, old, new)
	}
	_, err = load(fstest.MapFS{"data/claims.yaml": {Data: []byte(bad)}, "data/sources.yaml": {Data: sources}})
	if err == nil {
		t.Fatal("faulty data were loaded")
	}
	for _, want := range []string{`every is "year"`, `of is "hours"`, "asked_by_day is 31", `window_is is "hope"`, "NOBODY", `"iban"`} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not named in: %v", want, err)
		}
	}
}
