package grant

// What the code reads of the data by name. Loading compares these lists with
// the files, so that a figure can neither be missing nor stand there unused.

// figureNames are the figures of data/conditions.yaml.
var figureNames = map[Code][]string{
	"rules_not_checked":                         {"months"},
	"employer_kind":                             {"public_from_pct"},
	"not_last_employer":                         {"igu_months"},
	"own_employee_retention":                    {"years_to_pension", "social_chapter_months"},
	"education_min_months":                      {"months"},
	"start_within_years_of_graduation":          {"months"},
	"age_at_start_of_training_agreement":        {"years"},
	"track_ledig":                               {"unused_years"},
	"not_employed_here_last_6_months":           {"months"},
	"age_at_start":                              {"from_years", "below_years"},
	"registered_residence_years":                {"years"},
	"igu_hours":                                 {"work_hours", "least_hours", "most_hours"},
	"start_within_months_of_signing":            {"months"},
	"period_completed":                          {"weeks"},
	"partial_absence_min_hours_week":            {"hours"},
	"employer_period_days":                      {"days"},
	"section_56_ground":                         {"days_a_year", "days_paid"},
	"employee_meets_s30_employment_requirement": {"weeks", "hours"},
	"substitute_min_hours_week":                 {"hours"},
	"employee_employed_months":                  {"months"},
	"seniorjob_expiry_window":                   {"years"},
	"seniorjob_application_window":              {"months_before", "months_after"},
}

// figureDays are the days of data/conditions.yaml.
var figureDays = map[Code][]string{
	"agreement_signed_between": {"from", "to", "de_minimis_from"},
}

// constantNames are the constants of data/general.yaml.
var constantNames = []string{
	"month_hours_full_time", "month_hours_part_time", "week_hours_part_time", "after_am_contribution_pct",
	"fleks_below_threshold_pct", "fleks_above_threshold_pct", "kontanthjaelp_deduction_pct",
	"self_supporting_with_children_pct", "self_supporting_without_children_pct", "ordinary_hours_free_of_reduction",
	"egu_most_days", "voksenlaerling_job_track_months", "voksenlaerling_apply_within_months",
	"assistance_hours_of_full_week", "assistance_back_months", "sick_notice_days", "sick_claim_months", "claim_day",
	"vitas_decision_working_days", "aid_decision_days", "release_certificate_days", "representative_absent_working_days",
	"discussion_over_weeks", "written_terms_over_week_hours", "adult_from_years",
}

// dayNames are the days of data/general.yaml.
var dayNames = []string{"budget_cap_from"}

// rateSteps is how many steps the rate of a wage subsidy has (LAB § 75).
const rateSteps = 5

// rateNames are the rates of data/rates.yaml with the amounts each has; one
// without has steps.
var rateNames = map[string][]string{
	"loentilskud_steps":               nil,
	"public_loentilskud_hourly_wage":  {"amount"},
	"dagpenge_max_month":              {"amount"},
	"sygedagpenge_max":                {"amount", "week"},
	"refund_supplement_pct":           {"pct"},
	"fleks_base_month":                {"amount"},
	"fleks_threshold_month":           {"amount"},
	"ledighedsydelse_threshold_month": {"amount"},
	"kontanthjaelp_disregard_month":   {"forhoejet", "grund", "mindste", "ceiling_forhoejet", "ceiling_grund", "ceiling_mindste"},
	"socialt_frikort_year":            {"amount"},
	"jobrotation_hour":                {"amount"},
	"voksenlaerling_hour":             {"ledig", "beskaeftiget"},
	"egu_day":                         {"amount"},
	"igu_bonus":                       {"after_6_months", "after_12_months", "after_24_months"},
}
