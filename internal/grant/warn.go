package grant

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"
)

// applies is the table of steps and notes that schemes list in the data: when
// each is to be said.
var applies = map[Code]func(*inquiry) bool{
	// Steps.
	"employee_hearing":         func(q *inquiry) bool { return !q.keepsOwnJob() }, // BEK 1216/2023 § 65 stk. 6, § 82
	"discussion_over_13_weeks": overThirteenWeeks,
	"apply_in_vitas":           always,
	"claim_in_nemrefusion":     always,
	"insurance":                always,
	"hours_to_eindkomst":       always,
	"written_terms":            overThreeHours,
	"release_certificate":      onDagpenge,

	// Notes.
	"person_hard_to_place_even_with_wage_subsidy": always,
	"self_found_right":                            selfFound,
	"self_found_not_a_right":                      clearlyReady,
	"young_worker_rules":                          under18,
	"supplementary_dagpenge_30_weeks":             onDagpenge,
	"small_job_may_block_wage_subsidy":            couldGetSubsidy,
	"benefit_effect_not_known_after":              func(q *inquiry) bool { return !q.knownForPraktik() },
}

// alongside are the notes that tests, lengths and amounts say by themselves.
var alongside = []Code{
	"legacy_target", "function_difference_in_agreement", "maybe_13_weeks", "runs_past_known_rules",
	"ratio_near_step", "ratio_open_kinds", "net_expansion_other_reading", "net_expansion_checked_by_municipality",
	"rate_not_known", "rate_step_by_municipality", "aid_intensity_cap", "aid_ceiling_not_named", "aid_ceiling_needs_wage_cost",
}

// ReasonCodes lists every condition an answer can name as a reason; each needs
// a text.
func ReasonCodes() []Code {
	return slices.Sorted(slices.Values(slices.Concat(gates, slices.Collect(maps.Keys(conditions)))))
}

// WarningCodes lists every step and note an answer can carry; each needs a text.
func WarningCodes() []Code {
	return slices.Sorted(slices.Values(slices.Concat(alongside, slices.Collect(maps.Keys(applies)))))
}

// warn adds the steps and notes of the scheme that apply.
func (q *inquiry) warn(a *SchemeAnswer) {
	for _, code := range q.scheme.Steps {
		if applies[code](q) {
			a.Warnings = append(a.Warnings, Note{Code: code, Step: true})
		}
	}
	for _, code := range q.scheme.Notes {
		if applies[code](q) {
			a.Warnings = append(a.Warnings, Note{Code: code})
		}
	}
}

func always(*inquiry) bool { return true }

// overThirteenWeeks: a praktik that long is discussed with the representative
// first (BEK 1216/2023 § 64).
func overThirteenWeeks(q *inquiry) bool {
	const days = 13 * 7
	return !q.Work.End.IsZero() && q.Work.End.Sub(q.Work.Start) >= days && !q.keepsOwnJob()
}

// overThreeHours: written terms are due above three hours a week on average
// (lov 501/2023 § 1). Hours that are not known may be more.
func overThreeHours(q *inquiry) bool {
	return q.Work.HoursPerWeek == nil || q.Work.HoursPerWeek.GreaterThan(decimal.NewFromInt(3))
}

func onDagpenge(q *inquiry) bool { return q.Person.Target == Dagpenge }

// selfFound: a place that the person found is a right for LAB § 6 nr. 1-5, but
// not for the clearly education-ready (LAB § 57 stk. 3).
func selfFound(q *inquiry) bool {
	groups := []Target{Dagpenge, "kth_jobparat", "kth_aktivitetsparat", UddannelsesparatU30, "u30_aktivitetsparat"}
	return slices.Contains(groups, q.Person.Target) && !clearlyReady(q)
}

func clearlyReady(q *inquiry) bool {
	return q.Person.Target == UddannelsesparatU30 && isYes(q.Person.ClearlyEducationReady)
}

func under18(q *inquiry) bool {
	years, ok := q.age()
	return ok && years < 18
}

func couldGetSubsidy(q *inquiry) bool {
	s, ok := q.rules.scheme(WageSubsidy)
	return ok && slices.Contains(s.Targets.List, q.Person.Target)
}

// knownForPraktik tells whether the employment act is known for the start: what
// pay does to a benefit follows the same reform.
func (q *inquiry) knownForPraktik() bool {
	s, ok := q.rules.scheme(Praktik)
	return ok && s.covers(q.Work.Start)
}

func (r *Rules) scheme(id SchemeID) (scheme, bool) {
	i := slices.IndexFunc(r.schemes, func(s scheme) bool { return s.ID == id })
	if i < 0 {
		return scheme{}, false
	}
	return r.schemes[i], true
}
