package grant

import (
	"strings"
	"testing"

	"fodfaeste/internal/ruledata/datatest"
)

// misfits are the ways in which the files can disagree with each other, or with
// the code that reads them.
var misfits = map[string]datatest.Misfit{
	"no version":                 {"general.yaml", `version: "2026-11-21"`, `version: ""`, "version is missing"},
	"no first day":               {"general.yaml", `known_from: "2024-01-01"`, `known_from: ""`, "known_from is missing"},
	"a week of nothing":          {"general.yaml", `full_time_week_hours: "37"`, `full_time_week_hours: "0"`, "full_time_week_hours must be above 0"},
	"a missing constant":         {"general.yaml", "claim_day:", "claim_dag:", "constants: claim_day is missing"},
	"a constant nobody reads":    {"general.yaml", "claim_day:", "claim_dag:", "constants: claim_dag is read by nothing"},
	"a missing day":              {"general.yaml", "budget_cap_from:", "budget_from:", "days: budget_cap_from is missing"},
	"a day nobody reads":         {"general.yaml", "budget_cap_from:", "budget_from:", "days: budget_from is read by nothing"},
	"a ratio of no months":       {"general.yaml", "window_months: 4", "window_months: 0", "ratio needs window_months, season_months and at_least"},
	"a season within the window": {"general.yaml", "season_months: 12", "season_months: 3", "ratio needs window_months, season_months and at_least"},
	"no place at all":            {"general.yaml", "at_least: 1", "at_least: 0", "ratio needs window_months, season_months and at_least"},
	"steps that begin late":      {"general.yaml", `{over: "0", per: "5"}`, `{over: "1", per: "5"}`, "ratio needs steps that begin at 0"},
	"an average of no months":    {"general.yaml", "window_months: 12", "window_months: 0", "net_expansion needs window_months"},
	"benefit of no months":       {"general.yaml", "months: 6", "months: 0", "prior_benefit needs months and over_age"},
	"benefit of no hours":        {"general.yaml", `hours: {full_time: "961.98", part_time: "780"}`, "hours: {}", "prior_benefit hours: part_time is missing"},
	"benefit of an unknown group": {
		"general.yaml", "private_only: [sygedagpenge,", "private_only: [sygedagpeng,", "prior_benefit: target group sygedagpeng is not in targets.yaml",
	},
	"a kind that half counts in praktik": {"general.yaml", `in_praktik: "open"`, `in_praktik: "half"`, `in_praktik is "half"`},
	"a period without beginning":         {"general.yaml", "- from: \"2024-01-01\"\n    to: \"2026-12-31\"\n    law: \"BEK 1216/2023 § 66", "- from: \"\"\n    to: \"2026-12-31\"\n    law: \"BEK 1216/2023 § 66", "net_expansion: a period has no from"},

	"known before any scheme is":   {"general.yaml", `known_from: "2024-01-01"`, `known_from: "2023-01-01"`, "known_from is 2023-01-01, and the first scheme is known from 2024-01-01"},
	"a ratio nobody asks for":      {"general.yaml", `to: "2026-12-31" # a new`, `to: "2027-12-31" # a new`, "ratio is known from 2024-01-01 to 2027-12-31, and asked for from 2024-01-01 to 2026-12-31"},
	"a ratio that ends early":      {"general.yaml", `to: "2026-12-31" # a new`, `to: "2026-06-30" # a new`, "ratio is known from 2024-01-01 to 2026-06-30"},
	"benefit rules that end early": {"general.yaml", "to: \"2026-12-31\"\n    law: \"LAB § 69", "to: \"2026-06-30\"\n    law: \"LAB § 69", "prior_benefit is known from 2024-01-01 to 2026-06-30"},

	"a rate nobody reads":      {"rates.yaml", "fleks_base_month:", "fleks_basis_month:", "rate fleks_basis_month is read by nothing"},
	"a rate that is not there": {"rates.yaml", "fleks_base_month:", "fleks_basis_month:", "rate fleks_base_month is missing"},
	"a rate without law":       {"rates.yaml", `law: "BEK 4/2026"`, `law: ""`, "rate ledighedsydelse_threshold_month needs law and unit"},
	"a rate of nothing":        {"rates.yaml", "  unit: once\n", "", "rate igu_bonus needs law and unit"},
	"a rate with a step less":  {"rates.yaml", `["34.51", `, `[`, "rate loentilskud_steps from 2026-01-01 needs 5 steps and nothing else"},
	"steps where there are none": {
		"rates.yaml", `amounts: {amount: "82"}`, `amounts: {amount: "82"}, steps: ["82"]`, "rate egu_day from 2024-01-01 has steps",
	},
	"an amount nobody reads":   {"rates.yaml", `ledig: "45"`, `ledige: "45"`, "rate voksenlaerling_hour from 2024-01-01: ledige is read by nothing"},
	"an amount that is absent": {"rates.yaml", `ledig: "45"`, `ledige: "45"`, "rate voksenlaerling_hour from 2024-01-01: ledig is missing"},
	"an amount of nothing":     {"rates.yaml", `amounts: {amount: "82"}`, `amounts: {amount: "0"}`, "rate egu_day from 2024-01-01: 0 is not an amount"},

	"a gate that is not there": {"conditions.yaml", "{code: start_date,", "{code: strike_lockout,", "gate start_date has nothing in conditions.yaml"},
	"a figure nobody reads":    {"conditions.yaml", "figures: {igu_months:", "figures: {igu_maaneder:", "condition not_last_employer: igu_maaneder is read by nothing"},
	"a figure that is absent":  {"conditions.yaml", "figures: {igu_months:", "figures: {igu_maaneder:", "condition not_last_employer: igu_months is missing"},
	"a figure of nothing":      {"conditions.yaml", `{weeks: "4"}`, `{weeks: "0"}`, "condition period_completed: weeks must be above 0"},
	"figures for a plain test": {"conditions.yaml", `law: "LAB § 16", certainty: B, sources: [LAB]`, `law: "LAB § 16", certainty: B, sources: [LAB], figures: {x: "1"}`, "condition strike_lockout: x is read by nothing"},
	"a day of a test nobody reads": {
		"conditions.yaml", "de_minimis_from:", "minimis_from:", "condition agreement_signed_between: minimis_from is read by nothing",
	},

	"a scheme without beginning":     {"schemes.yaml", `from: "2024-01-01"`, `from: ""`, "scheme virksomhedspraktik does not say from when it is known"},
	"a scheme that ends first":       {"schemes.yaml", `to: "2026-12-31"`, `to: "2023-12-31"`, "scheme virksomhedspraktik is known to a day before the first"},
	"open before it is known":        {"schemes.yaml", `only: {from: "2024-01-01"`, `only: {from: "2023-12-31"`, "scheme igu is open before the first day it is known for"},
	"open to before it opens":        {"schemes.yaml", `to: "2027-12-31"}`, `to: "2023-12-31"}`, "scheme igu is open to a day before the first"},
	"a scheme for no employer":       {"schemes.yaml", "  employers: [private, public]\n", "", "scheme virksomhedspraktik names kinds of employer and target groups, and is for none"},
	"a scheme for nobody":            {"schemes.yaml", "  targets: any\n", "", "scheme smaajob names kinds of employer and target groups, and is for none"},
	"groups of a scheme for none":    {"schemes.yaml", "  not_for_employers: true\n", "  not_for_employers: true\n  employers: [private]\n  targets: any\n", "scheme jobpraemie names kinds of employer"},
	"nobody decides":                 {"schemes.yaml", "  decided_by: municipality\n", "", "scheme virksomhedspraktik does not say who decides and where to apply"},
	"an unknown way in":              {"schemes.yaml", "admits: refugee", "admits: refugees", "scheme igu: nothing tests who refugees lets in"},
	"something earlier without end":  {"schemes.yaml", `earlier: {to: "2024-12-31"`, `earlier: {to: ""`, "scheme nytteindsats: earlier has no to"},
	"an earlier length of nothing":   {"schemes.yaml", "length: {unit: weeks, default: {first: 13}}", "length: {unit: weeks, default: {first: 0}}", "scheme nytteindsats earlier: a length needs a first period"},
	"an unknown earlier condition":   {"schemes.yaml", "conditions: [ratio_ok], length", "conditions: [ratio_good], length", "scheme nytteindsats: condition ratio_good has no test"},
	"an open group nobody knows":     {"schemes.yaml", "targets_open: [handicap,", "targets_open: [handicappet,", "target group handicappet is not in targets.yaml"},
	"a share of an unknown group":    {"schemes.yaml", `ceiling_pct: {foertidspension: "75"}`, `ceiling_pct: {pension: "75"}`, "target group pension is not in targets.yaml"},
	"money of an unknown kind":       {"schemes.yaml", "kind: egu_bonus", "kind: egu_gift", `scheme egu_fgu_bonus: money kind is "egu_gift"`},
	"money paid to nobody":           {"schemes.yaml", "money: {kind: egu_bonus, paid_to: employer,", "money: {kind: egu_bonus,", "scheme egu_fgu_bonus: money does not say whom it is paid to"},
	"an unknown second rate":         {"schemes.yaml", "threshold: fleks_threshold_month", "threshold: fleks_limit", "scheme fleksjob: rate fleks_limit is not in rates.yaml"},
	"a special step the rate lacks":  {"schemes.yaml", "special_step: 2", "special_step: 9", "there is no step 9"},
	"the whole course and so much":   {"schemes.yaml", "default: {whole_course: true}", "default: {whole_course: true, first: 6}", "a length needs a first period, or the whole course"},
	"a scheme that rules name":       {"schemes.yaml", "- id: mentor", "- id: mentors", "scheme mentor is missing, and rules name it"},
	"a scheme twice":                 {"schemes.yaml", "- id: mentor", "- id: fleksjob", "schemes.yaml: fleksjob is there twice"},
	"a condition twice":              {"conditions.yaml", "{code: not_for_employers,", "{code: start_date,", "conditions.yaml: start_date is there twice"},
	"a target group twice":           {"targets.yaml", "{id: handicap,", "{id: dagpenge,", "targets.yaml: dagpenge is there twice"},
	"money without a rate":           {"schemes.yaml", "paid_to: employer, rate: egu_day", "paid_to: employer", "scheme egu_fgu_bonus: money of kind egu_bonus names no rate"},
	"an exclusion of nobody":         {"exclusions.yaml", "a: voksenlaerling", "a: voksenlærling", "exclusion of voksenlærling and loentilskud_privat: voksenlærling is not in schemes.yaml"},
	"an exclusion without law":       {"exclusions.yaml", `law: "LAB § 158 stk. 3"`, `law: ""`, "exclusion of voksenlaerling and loentilskud_privat does not name its place in the law"},
	"a source without address":       {"sources.yaml", `url: "https://www.retsinformation.dk/eli/lta/2024/280"`, `url: ""`, "source LAB needs a title and an address"},
	"a target group known by no one": {"targets.yaml", "{id: udsat_frikort,", "{id: frikort,", "scheme socialt_frikort: target group udsat_frikort is not in targets.yaml"},
}

// Every one of them is refused by name.
func TestLoadRefusesWhatDoesNotFit(t *testing.T) { datatest.Refuses(t, files, load, misfits) }

func TestLoadRefusesFilesThatHoldNothing(t *testing.T) {
	tests := map[string]struct{ file, text, want string }{
		"no schemes": {"schemes.yaml", "[]", "schemes.yaml has no schemes"},
		"no ratio":   {"general.yaml", `version: "2026-11-21"`, "ratio has no periods"},
		"no periods": {"rates.yaml", `egu_day: {law: "x", unit: hour, periods: []}`, "rate egu_day has no periods"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			data := datatest.Of(t, files)
			data[tt.file] = tt.text
			if _, err := load(data.FS()); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
		})
	}
}
