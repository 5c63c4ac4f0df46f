package grant

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// broken gives the real data with one text replaced in one file.
func broken(t *testing.T, file, old, replacement string) fstest.MapFS {
	t.Helper()
	data := fstest.MapFS{}
	names, err := fs.Glob(files, "data/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		data[strings.TrimPrefix(name, "data/")] = &fstest.MapFile{Data: text}
	}
	if file == "" {
		return data
	}
	text := string(data[file].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not contain %q", file, old)
	}
	data[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, replacement, 1))}
	return data
}

func TestLoadRefuses(t *testing.T) {
	tests := map[string]struct{ file, old, replacement, want string }{
		"an unknown key":               {"schemes.yaml", "  before_start:", "  befor_start:", "befor_start"},
		"a key given twice":            {"general.yaml", `version: "2026-11-21"`, "version: \"2026-11-21\"\nversion: \"2026-11-22\"", "version"},
		"a number that is none":        {"rates.yaml", `"96.27"`, `"96,27"`, `"96,27" is not a decimal number in quotes`},
		"a number without quotes":      {"rates.yaml", `"96.27"`, `96.27`, `"96.27" is not a decimal number in quotes`},
		"a third of an øre":            {"rates.yaml", `"96.27"`, `"96.273"`, "96.273 is not an amount in kroner and øre"},
		"a rate below nothing":         {"rates.yaml", `"96.27"`, `"-96.27"`, "-96.27 is not an amount"},
		"a date that does not exist":   {"sources.yaml", `"2026-11-21"`, `"2026-02-30"`, "is not a date in quotes"},
		"a date without quotes":        {"general.yaml", `known_from: "2024-01-01"`, `known_from: 2024-01-01`, "is not a date in quotes"},
		"days without a rate":          {"rates.yaml", `to: "2024-12-31"`, `to: "2024-12-30"`, "rate loentilskud_steps: there is a gap before 2025-01-01"},
		"days with two rates":          {"rates.yaml", `to: "2024-12-31"`, `to: "2025-01-01"`, "rate loentilskud_steps: the period from 2025-01-01 overlaps the one before it"},
		"a rate after one without end": {"rates.yaml", `to: "2024-12-31"`, `to: ""`, "overlaps the one before it"},
		"a period that runs backwards": {"general.yaml", "- from: \"2024-01-01\"\n    to: \"2026-12-31\" # a new", "- from: \"2024-01-01\"\n    to: \"2023-12-31\" # a new", "ratio: the period from 2024-01-01 ends before it begins"},
		"a rate without source":        {"rates.yaml", "sources: [LAB, SATS25]", "sources: []", "rate loentilskud_steps has no source"},
		"a source nobody names":        {"conditions.yaml", "sources: [BATT]", "sources: [BATTA]", "condition boerneattest: source BATTA is not in sources.yaml"},
		"a source without date":        {"sources.yaml", `checked: "2026-11-21"`, `checked: ""`, "source LAB does not say when it was checked"},
		"a mark nobody knows":          {"conditions.yaml", "certainty: B, sources: [BATT]", "certainty: E, sources: [BATT]", `condition boerneattest: certainty is "E"`},
		"a condition without law":      {"conditions.yaml", `law: "LAB § 16"`, `law: ""`, "condition strike_lockout does not name its place in the law"},
		"a test without law":           {"conditions.yaml", "{code: strike_lockout,", "{code: strike,", "condition strike_lockout has a test but nothing in conditions.yaml"},
		"a law without test":           {"conditions.yaml", "{code: strike_lockout,", "{code: strike,", "condition strike is in conditions.yaml but has no test"},
		"a scheme's unknown condition": {"schemes.yaml", "conditions: [ordinary_terms,", "conditions: [extraordinary_terms,", "scheme smaajob: condition extraordinary_terms has no test"},
		"a note nobody can place":      {"schemes.yaml", "steps: [written_terms,", "steps: [spoken_terms,", "scheme smaajob: nothing says when spoken_terms applies"},
		"an unknown target group":      {"schemes.yaml", "dagpenge: {first: 4}", "dagpeng: {first: 4}", "target group dagpeng is not in targets.yaml"},
		"an unknown rate":              {"schemes.yaml", "rate: loentilskud_steps", "rate: loentilskud_trin", "rate loentilskud_trin is not in rates.yaml"},
		"a step the rate lacks":        {"schemes.yaml", "step: 3", "step: 6", "there is no step 6"},
		"a length of nothing":          {"schemes.yaml", "dagpenge: {first: 4}", "dagpenge: {first: 0}", "a length needs a first period, or the whole course"},
		"an extension that shortens":   {"schemes.yaml", "extend_to: 12", "extend_to: 5", "a length is extended to less than its first period"},
		"a length in years":            {"schemes.yaml", "unit: weeks", "unit: years", `length unit is "years"`},
		"places for nobody":            {"general.yaml", `per: "5"`, `per: "0"`, "ratio: a step needs per above 0"},
		"a kind that half counts":      {"general.yaml", `nytteindsats: {counts: "open"}`, `nytteindsats: {counts: "half"}`, `placed nytteindsats: counts is "half"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := load(broken(t, tt.file, tt.old, tt.replacement))
			if err == nil || r != nil {
				t.Fatal("loaded all the same")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestLoadNamesEveryFault(t *testing.T) {
	data := broken(t, "rates.yaml", `"96.27"`, `"much"`)
	data["sources.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(data["sources.yaml"].Data), "DJOEF", "DJF", 1))}
	data["schemes.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(data["schemes.yaml"].Data), "  channel: none", "  chanel: none", 1))}
	_, err := load(data)
	for _, want := range []string{"much", "DJOEF is not in sources.yaml", "chanel", "does not say who decides and where to apply"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
}

func TestLoadRefusesAMissingFile(t *testing.T) {
	data := broken(t, "", "", "")
	delete(data, "rates.yaml")
	if _, err := load(data); err == nil {
		t.Error("loaded without rates")
	}
}
