package grant

import (
	"strings"
	"testing"

	"fodfaeste/internal/ruledata/datatest"
)

func TestLoadRefuses(t *testing.T) {
	datatest.Refuses(t, files, load, map[string]datatest.Misfit{
		"an unknown key":               {"schemes.yaml", "  before_start:", "  befor_start:", "befor_start"},
		"a number that is none":        {"rates.yaml", `"96.27"`, `"96,27"`, `"96,27" is not a decimal number in quotes`},
		"a third of an øre":            {"rates.yaml", `"96.27"`, `"96.273"`, "96.273 is not an amount in kroner and øre"},
		"a rate below nothing":         {"rates.yaml", `"96.27"`, `"-96.27"`, "-96.27 is not an amount"},
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
	})
}

func TestLoadNamesEveryFault(t *testing.T) {
	data := datatest.Of(t, files)
	data.Replace(t, "rates.yaml", `"96.27"`, `"much"`)
	data.Replace(t, "sources.yaml", "DJOEF", "DJF")
	data.Replace(t, "schemes.yaml", "  channel: none", "  chanel: none")
	_, err := load(data.FS())
	for _, want := range []string{"much", "DJOEF is not in sources.yaml", "chanel", "does not say who decides and where to apply"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
}

func TestLoadRefusesAMissingFile(t *testing.T) {
	data := datatest.Of(t, files)
	delete(data, "rates.yaml")
	if _, err := load(data.FS()); err == nil {
		t.Error("loaded without rates")
	}
}
