package grant

import (
	"maps"
	"slices"
)

// applies is the table of steps and notes that schemes list in the data: when
// each is to be said.
var applies = map[Code]func(*inquiry) bool{
	// Steps.
	"employee_hearing":                             func(q *inquiry) bool { return !q.keepsOwnJob() && !q.continues() }, // BEK 1216/2023 § 65 stk. 6, § 82
	"discussion_over_13_weeks":                     overThirteenWeeks,
	"apply_in_vitas":                               always,
	"claim_in_nemrefusion":                         always,
	"insurance":                                    always,
	"hours_to_eindkomst":                           always,
	"written_terms":                                overThreeHours,
	"release_certificate":                          onDagpenge,
	"full_time_wage_statement":                     always,
	"apply_within_1_month":                         always,
	"agreement_before_start":                       always,
	"vitas_registration":                           always,
	"inform_and_consult_employees":                 always,
	"siri_within_1_year":                           func(q *inquiry) bool { return q.kind() == Private },
	"wage_by_agreement_with_unions_involved":       always,
	"written_and_approved_by_municipality":         always,
	"registered_before_start_in_joint_it_solution": always,
	"priority_duties":                              always,
	"inform_shop_steward":                          always,

	// Notes.
	"person_hard_to_place_even_with_wage_subsidy": always,
	"self_found_right":                            selfFound,
	"self_found_not_a_right":                      clearlyReady,
	"young_worker_rules":                          under18,
	"supplementary_dagpenge_30_weeks":             onDagpenge,
	"small_job_may_block_wage_subsidy":            couldGetSubsidy,
	"benefit_effect_not_known_after":              func(q *inquiry) bool { return !q.knownForPraktik() },
	"person_visiteret":                            always,
	"wage_equals_benefit":                         always,
	"aub_pays_automatically":                      always,
	"no_entitlement_budget_cap":                   underBudgetCap,
	"person_applies":                              always,
	"retroactive_3_months":                        always,
	"revaluation_22_weeks":                        always,
	"person_last_year_taxable_earnings_max":       always,
	"no_money_to_employer":                        always,
}

// alongside are the notes that tests, lengths and amounts say by themselves.
var alongside = []Code{
	"legacy_target", "function_difference_in_agreement", "maybe_13_weeks", "runs_past_known_rules",
	"six_weeks_right_of_person", "within_benefit_entitlement", "special_rate_possible", "combined_support_counts_towards_ceiling",
	"aid_ceiling_one_year_reading", "ratio_seasonal", "ratio_near_step", "ratio_open_kinds", "net_expansion_other_reading", "net_expansion_checked_by_municipality",
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
	days := 7 * q.rules.count("discussion_over_weeks")
	return !q.Work.End.IsZero() && q.Work.End.Sub(q.Work.Start) >= days && !q.keepsOwnJob()
}

// overThreeHours: written terms are due above three hours a week on average
// (lov 501/2023 § 1). Hours that are not known may be more.
func overThreeHours(q *inquiry) bool {
	return q.Work.HoursPerWeek == nil || q.Work.HoursPerWeek.GreaterThan(q.rules.constant("written_terms_over_week_hours"))
}

func onDagpenge(q *inquiry) bool { return q.belongs(Dagpenge) }

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
	return ok && years < q.rules.count("adult_from_years")
}

// couldGetSubsidy: one of the wage subsidies is for people like this.
func couldGetSubsidy(q *inquiry) bool {
	return slices.ContainsFunc(wageSubsidies, func(id SchemeID) bool {
		s, ok := q.rules.scheme(id)
		return ok && q.in(s.Targets.List)
	})
}

// underBudgetCap: since 2026 a municipality may spend so much and no more on
// mentors and partnerships (lov 1749/2025).
func underBudgetCap(q *inquiry) bool {
	return !q.Work.Start.Before(q.rules.days["budget_cap_from"].Date)
}

// knownForPraktik tells whether the employment act is known for the start: what
// pay does to a benefit follows the same reform.
func (q *inquiry) knownForPraktik() bool {
	s, ok := q.rules.scheme(Praktik)
	return ok && s.covers(q.Work.Start)
}

func (r *Rules) scheme(id SchemeID) (*scheme, bool) {
	i := slices.IndexFunc(r.schemes, func(s scheme) bool { return s.ID == id })
	if i < 0 {
		return nil, false
	}
	return &r.schemes[i], true
}
