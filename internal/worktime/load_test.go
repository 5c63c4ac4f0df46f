package worktime

import (
	"strings"
	"testing"

	"fodfaeste/internal/ruledata/datatest"
)

func TestLoadRefuses(t *testing.T) {
	const rest = `  short_rest_hours: "8"`
	datatest.Refuses(t, files, load, map[string]datatest.Misfit{
		"an unknown key":             {"rules.yaml", rest, rest + "\n  shortest_rest_hours: \"4\"", "shortest_rest_hours"},
		"an unknown rule":            {"rules.yaml", "daily_rest:\n  rest", "nightly_rest:\n  rest", "nightly_rest"},
		"a rule that is missing":     {"rules.yaml", "daily_rest:\n  rest", "nightly_rest:\n  rest", "daily_rest has a rule but nothing in rules.yaml"},
		"a number that is none":      {"rules.yaml", `"4.5"`, `"4,5"`, `"4,5" is not hours in quotes`},
		"nothing":                    {"rules.yaml", `"4.5"`, `"0"`, "young_break.over_hours is missing or not above 0"},
		"a number left out":          {"rules.yaml", `  over_hours: "4.5"` + "\n", "", "young_break.over_hours is missing or not above 0"},
		"a count that is none":       {"rules.yaml", `minutes: "30"`, `minutes: "30.5"`, `"30.5" is not a whole number in quotes`},
		"a count left out":           {"rules.yaml", `  years: "5"` + "\n", "", "keep.years is missing or not above 0"},
		"a window that is missing":   {"rules.yaml", `    "23-07": {from: "7", until: "23"}` + "\n", "", "young_night.windows lacks 23-07"},
		"a window nobody can name":   {"rules.yaml", `"23-07": {`, `"00-08": {`, "young_night.windows: no log can name 00-08"},
		"a window half open":         {"rules.yaml", `{from: "7", until: "23"}`, `{from: "7"}`, "young_night.windows.23-07.until is missing or not above 0"},
		"a window that never opens":  {"rules.yaml", `{from: "6", until: "20"}`, `{from: "20", until: "20"}`, "young_night.strict must open before it closes, on one day"},
		"a window past midnight":     {"rules.yaml", `{from: "6", until: "20"}`, `{from: "6", until: "24.05"}`, "young_night.strict must open before it closes, on one day"},
		"a trade that is missing":    {"rules.yaml", `    newspaper_delivery: {from: "5"}` + "\n", "", "young_night.sectors lacks newspaper_delivery"},
		"a trade nobody can name":    {"rules.yaml", `newspaper_delivery: {`, `newspapers: {`, "young_night.sectors: no log can name newspapers"},
		"a trade that goes nowhere":  {"rules.yaml", `newspaper_delivery: {from: "5"}`, `newspaper_delivery: {}`, "young_night.sectors lacks newspaper_delivery"},
		"a trade past midnight":      {"rules.yaml", `theatre_or_cinema: {until: "24"}`, `theatre_or_cinema: {until: "25"}`, "young_night.sectors.theatre_or_cinema must close on the same day"},
		"a trade from nothing":       {"rules.yaml", `newspaper_delivery: {from: "5"}`, `newspaper_delivery: {from: "0"}`, "young_night.sectors.newspaper_delivery.from is missing or not above 0"},
		"ages in the wrong order":    {"rules.yaml", `strict_below_age: "15"`, `strict_below_age: "18"`, "young: strict_below_age must be under below_age"},
		"no neutral days":            {"rules.yaml", "neutral: [holiday, sick]", "neutral: []", "weekly_average_48.neutral names no kind"},
		"neutral days nobody has":    {"rules.yaml", "neutral: [holiday, sick]", "neutral: [holiday, ill]", `weekly_average_48.neutral: "ill" is no kind of line`},
		"a rule without law":         {"rules.yaml", `law: "arbejdsmiljøloven § 50"`, `law: ""`, "daily_rest does not name its place in the law"},
		"a rule without source":      {"rules.yaml", "sources: [ABL]", "sources: []", "written_terms_due has no source"},
		"a source nobody names":      {"rules.yaml", "sources: [ABL]", "sources: [ABLE]", "written_terms_due: source ABLE is not in sources.yaml"},
		"a mark nobody knows":        {"rules.yaml", "certainty: B", "certainty: E", `young: certainty is "E"`},
		"no version":                 {"rules.yaml", `version: "2026-11-21"`, `version: ""`, "version is missing"},
		"a notice in one language":   {"rules.yaml", "  en:", "  de:", "notice needs a Danish and an English text"},
		"a source without address":   {"sources.yaml", `url: "https://www.retsinformation.dk/eli/lta/2025/1108"`, `url: ""`, "source AML needs a title and an address"},
		"a source without date":      {"sources.yaml", `checked: "2026-11-21"`, `checked: ""`, "source AML does not say when it was checked"},
		"a rule that is not its own": {"rules.yaml", "same_function_praktik_and_paid:\n", "same_function_praktik_and_paid:\n  hours: \"1\"\n", "field hours not found"},
	})
}

func TestLoadNamesEveryFault(t *testing.T) {
	all := datatest.Of(t, files)
	all.Replace(t, "rules.yaml", `"4.5"`, `"much"`)
	all.Replace(t, "rules.yaml", "  years:", "  yaers:")
	all.Replace(t, "rules.yaml", `law: "LAB § 52 stk. 2, § 59"`, `law: ""`)
	all.Replace(t, "sources.yaml", "AAGE:", "AGE:")
	_, err := load(all.FS())
	for _, want := range []string{`"much" is not hours`, "yaers", "same_function_praktik_and_paid does not name its place in the law",
		"daily_rest: source AAGE is not in sources.yaml", "keep: source AAGE is not in sources.yaml"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q in it", err, want)
		}
	}
}

func TestLoadRefusesAMissingFile(t *testing.T) {
	for _, name := range []string{"rules.yaml", "sources.yaml"} {
		all := datatest.Of(t, files)
		delete(all, name)
		if _, err := load(all.FS()); err == nil {
			t.Errorf("loaded without %s", name)
		}
	}
}
