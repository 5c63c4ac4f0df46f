package grant

import (
	"strings"
	"testing"
)

// tell sets facts from a text of path=answer.
func tell(t *testing.T, s *Situation, facts string) {
	t.Helper()
	for fact := range strings.FieldsSeq(facts) {
		path, answer, _ := strings.Cut(fact, "=")
		if err := s.Tell(Path(path), answer); err != nil {
			t.Fatal(err)
		}
	}
}

// factCases try the conditions of single schemes: the facts told beside a start
// on 28 September 2026 and a person of the group, and what the test then finds.
// Facts that are not told are not known.
var factCases = []struct {
	scheme  SchemeID
	code    Code
	target  Target
	facts   string
	want    Truth
	missing Path
	mark    Certainty
}{
	{"fleksjob", "employer_established_in_DK", "fleksjobvisiteret", "employer.danish_cvr=yes", Yes, "", ""},
	{"fleksjob", "employer_established_in_DK", "fleksjobvisiteret", "employer.danish_cvr=no", No, "", ""},
	{"fleksjob", "employer_established_in_DK", "fleksjobvisiteret", "", Unknown, "employer.danish_cvr", ""},
	{"socialt_frikort", "employer_established_in_DK", "udsat_frikort", "employer.danish_cvr=no employer.sector=public", Yes, "", ""},
	{"socialt_frikort", "employer_established_in_DK", "udsat_frikort", "employer.danish_cvr=no employer.sector=private", No, "", ""},
	{"socialt_frikort", "employer_established_in_DK", "udsat_frikort", "employer.danish_cvr=no", Unknown, "employer.sector", ""},

	{"fleksjob", "own_employee_retention", "fleksjobvisiteret", "person.employed_here=no", Yes, "", ""},
	{"fleksjob", "own_employee_retention", "fleksjobvisiteret", "", Unknown, "person.employed_here", ""},
	{"fleksjob", "own_employee_retention", "fleksjobvisiteret", "person.employed_here=yes person.fleks.years_to_pension=6", Yes, "", ""},
	{"fleksjob", "own_employee_retention", "fleksjobvisiteret", "person.employed_here=yes person.fleks.social_chapter_months=12", Yes, "", ""},
	{"fleksjob", "own_employee_retention", "fleksjobvisiteret", "person.employed_here=yes person.fleks.acute_and_futile=yes", Yes, "", ""},
	{"fleksjob", "own_employee_retention", "fleksjobvisiteret", "person.employed_here=yes person.fleks.years_to_pension=6.1 person.fleks.social_chapter_months=11.9", Unknown, "person.fleks.acute_and_futile", ""},
	{"fleksjob", "own_employee_retention", "fleksjobvisiteret", "person.employed_here=yes person.fleks.years_to_pension=6.1 person.fleks.social_chapter_months=11.9 person.fleks.acute_and_futile=no", No, "", ""},

	{"isbryder", "education_min_months", "nyuddannet_handicap", "person.education.months=18 person.education.unemployment_fund_access=yes", Yes, "", ""},
	{"isbryder", "education_min_months", "nyuddannet_handicap", "person.education.months=17 person.education.unemployment_fund_access=yes", No, "", ""},
	{"isbryder", "education_min_months", "nyuddannet_handicap", "person.education.months=18 person.education.unemployment_fund_access=no", No, "", ""},
	{"isbryder", "education_min_months", "nyuddannet_handicap", "person.education.unemployment_fund_access=yes", Unknown, "person.education.months", ""},
	{"isbryder", "start_within_years_of_graduation", "nyuddannet_handicap", "person.education.finished_on=2024-09-28", Yes, "", ""},
	{"isbryder", "start_within_years_of_graduation", "nyuddannet_handicap", "person.education.finished_on=2024-09-27", No, "", ""},
	{"isbryder", "start_within_years_of_graduation", "nyuddannet_handicap", "", Unknown, "person.education.finished_on", ""},
	{"isbryder", "lacks_experience_in_field", "nyuddannet_handicap", "person.education.experience_in_field=no", Yes, "", ""},
	{"isbryder", "lacks_experience_in_field", "nyuddannet_handicap", "person.education.experience_in_field=yes", No, "", ""},
	{"isbryder", "lacks_experience_in_field", "nyuddannet_handicap", "", Unknown, "person.education.experience_in_field", ""},
	{"isbryder", "job_in_field_of_study", "nyuddannet_handicap", "work.in_field=yes", Yes, "", ""},
	{"isbryder", "job_in_field_of_study", "nyuddannet_handicap", "work.in_field=no", Unknown, "", D},
	{"isbryder", "job_in_field_of_study", "nyuddannet_handicap", "", Unknown, "work.in_field", ""},
	{"isbryder", "not_last_employer", "nyuddannet_handicap", "person.last_job.at=workplace person.last_job.kind=paid_internship", No, "", B},
	{"isbryder", "not_last_employer", "nyuddannet_handicap", "person.last_job.at=workplace", Unknown, "person.last_job.kind", ""},

	{"opkvalificering_ved_ansaettelse", "education_min_months", "fleksjobvisiteret", "", Yes, "", ""},
	{"opkvalificering_ved_ansaettelse", "beyond_training_employer_should_give", "nyuddannet_handicap", "work.course.beyond_employer_training=yes", Yes, "", ""},
	{"opkvalificering_ved_ansaettelse", "beyond_training_employer_should_give", "nyuddannet_handicap", "work.course.beyond_employer_training=no", No, "", ""},
	{"opkvalificering_ved_ansaettelse", "beyond_training_employer_should_give", "nyuddannet_handicap", "", Unknown, "work.course.beyond_employer_training", ""},
	{"opkvalificering_ved_ansaettelse", "hired_without_wage_subsidy", "nyuddannet_handicap", "work.course.with_wage_subsidy=no", Yes, "", ""},
	{"opkvalificering_ved_ansaettelse", "hired_without_wage_subsidy", "nyuddannet_handicap", "work.course.with_wage_subsidy=yes", No, "", ""},
	{"opkvalificering_ved_ansaettelse", "hired_without_wage_subsidy", "nyuddannet_handicap", "", Unknown, "work.course.with_wage_subsidy", ""},
	{"opkvalificering_ved_ansaettelse", "course_decisive_for_fleksjob", "nyuddannet_handicap", "", Yes, "", ""},
	{"opkvalificering_ved_ansaettelse", "course_decisive_for_fleksjob", "fleksjobvisiteret", "work.course.decisive_for_fleksjob=no", No, "", ""},
	{"opkvalificering_ved_ansaettelse", "course_decisive_for_fleksjob", "fleksjobvisiteret", "", Unknown, "work.course.decisive_for_fleksjob", ""},

	{"voksenlaerling", "training_agreement", "dagpenge", "work.training.agreement=yes", Yes, "", ""},
	{"voksenlaerling", "training_agreement", "dagpenge", "work.training.agreement=no", No, "", ""},
	{"voksenlaerling", "training_agreement", "dagpenge", "", Unknown, "work.training.agreement", ""},
	{"voksenlaerling", "age_at_start_of_training_agreement", "dagpenge", "person.birth_date=2001-09-28", Yes, "", ""},
	{"voksenlaerling", "age_at_start_of_training_agreement", "dagpenge", "person.birth_date=2001-09-29", No, "", ""},
	{"voksenlaerling", "age_at_start_of_training_agreement", "dagpenge", "", Unknown, "person.birth_date", ""},
	{"voksenlaerling", "track_ledig", "dagpenge", "person.unskilled=yes", Yes, "", ""},
	{"voksenlaerling", "track_ledig", "kth_jobparat", "person.unskilled=no person.education_unused_years=5", Yes, "", ""},
	{"voksenlaerling", "track_ledig", "kth_jobparat", "person.unskilled=no person.education_unused_years=4.9 person.benefit_months=6", Yes, "", ""},
	{"voksenlaerling", "track_ledig", "kth_jobparat", "person.unskilled=no person.education_unused_years=4.9 person.benefit_months=5.9", No, "", ""},
	{"voksenlaerling", "track_ledig", "kth_jobparat", "person.unskilled=no person.education_unused_years=4.9", Unknown, "person.benefit_months", ""},
	{"voksenlaerling", "track_ledig", "fleksjobvisiteret", "person.unskilled=yes person.on_ledighedsydelse=no", No, "", ""},
	{"voksenlaerling", "track_ledig", "fleksjobvisiteret", "person.unskilled=yes", Unknown, "person.on_ledighedsydelse", ""},
	{"voksenlaerling", "track_ledig", "voksen_25_beskaeftiget", "", Yes, "", ""},
	{"voksenlaerling", "track_beskaeftiget", "dagpenge", "", Yes, "", ""},
	{"voksenlaerling", "track_beskaeftiget", "voksen_25_beskaeftiget", "person.unskilled=yes work.training.positive_list=yes", Yes, "", ""},
	{"voksenlaerling", "track_beskaeftiget", "voksen_25_beskaeftiget", "person.unskilled=yes work.training.positive_list=no", No, "", ""},
	{"voksenlaerling", "track_beskaeftiget", "voksen_25_beskaeftiget", "person.unskilled=yes", Unknown, "work.training.positive_list", ""},
	{"voksenlaerling", "not_employed_here_last_6_months", "dagpenge", "person.last_job.at=elsewhere", Yes, "", ""},
	{"voksenlaerling", "not_employed_here_last_6_months", "dagpenge", "person.unskilled=no person.education_unused_years=1 person.last_job.at=workplace", Yes, "", ""},
	{"voksenlaerling", "not_employed_here_last_6_months", "dagpenge", "person.unskilled=yes person.last_job.at=workplace person.last_job.kind=small_job", Yes, "", ""},
	{"voksenlaerling", "not_employed_here_last_6_months", "dagpenge", "person.unskilled=yes person.last_job.at=workplace person.last_job.kind=ordinary person.last_job.ended_on=2026-03-28", Yes, "", ""},
	{"voksenlaerling", "not_employed_here_last_6_months", "dagpenge", "person.unskilled=yes person.last_job.at=workplace person.last_job.kind=ordinary person.last_job.ended_on=2026-03-29 person.last_job.with_benefit=yes", Yes, "", ""},
	{"voksenlaerling", "not_employed_here_last_6_months", "dagpenge", "person.unskilled=yes person.last_job.at=workplace person.last_job.kind=ordinary person.last_job.ended_on=2026-03-29 person.last_job.with_benefit=no", No, "", ""},
	{"voksenlaerling", "not_employed_here_last_6_months", "dagpenge", "person.unskilled=yes person.last_job.at=workplace person.last_job.kind=ordinary person.last_job.running=yes person.last_job.with_benefit=no", No, "", ""},
	{"voksenlaerling", "not_employed_here_last_6_months", "dagpenge", "person.unskilled=yes person.last_job.at=workplace person.last_job.kind=ordinary person.last_job.with_benefit=no", Unknown, "person.last_job.ended_on", ""},
	{"voksenlaerling", "not_employed_here_last_6_months", "dagpenge", "person.unskilled=yes person.last_job.at=workplace person.last_job.ended_on=2026-05-01 person.last_job.with_benefit=no", Unknown, "person.last_job.kind", ""},
	{"voksenlaerling", "not_employed_here_last_6_months", "voksen_25_beskaeftiget", "", Yes, "", ""},
	{"voksenlaerling", "wage_at_least_lowest_unskilled_collective_wage", "dagpenge", "work.training.wage_at_least_lowest_unskilled=yes", Yes, "", ""},
	{"voksenlaerling", "wage_at_least_lowest_unskilled_collective_wage", "dagpenge", "work.training.wage_at_least_lowest_unskilled=no", No, "", ""},
	{"voksenlaerling", "wage_at_least_lowest_unskilled_collective_wage", "dagpenge", "", Unknown, "work.training.wage_at_least_lowest_unskilled", ""},
	{"voksenlaerling", "not_sosu_or_paedagogisk_assistent_with_adult_pay", "dagpenge", "work.training.sosu_adult_pay=no", Yes, "", ""},
	{"voksenlaerling", "not_sosu_or_paedagogisk_assistent_with_adult_pay", "dagpenge", "work.training.sosu_adult_pay=yes", No, "", ""},
	{"voksenlaerling", "not_sosu_or_paedagogisk_assistent_with_adult_pay", "dagpenge", "", Unknown, "work.training.sosu_adult_pay", ""},
	{"voksenlaerling", "no_other_public_support_for_same_apprentice", "dagpenge", "work.training.other_public_support=no", Yes, "", ""},
	{"voksenlaerling", "no_other_public_support_for_same_apprentice", "dagpenge", "work.training.other_public_support=yes", No, "", ""},
	{"voksenlaerling", "no_other_public_support_for_same_apprentice", "dagpenge", "", Unknown, "work.training.other_public_support", ""},
	{"voksenlaerling", "de_minimis", "dagpenge", "employer.sector=private employer.de_minimis_room=no", No, "", ""},
	{"voksenlaerling", "de_minimis", "dagpenge", "employer.sector=public employer.de_minimis_room=no", Yes, "", ""},
	{"voksenlaerling", "de_minimis", "dagpenge", "employer.de_minimis_room=no", Unknown, "employer.sector", ""},
	{"voksenlaerling", "de_minimis", "dagpenge", "employer.de_minimis_room=yes", Yes, "", ""},

	{"igu", "age_at_start", "flygtning_igu", "person.age=18", Yes, "", ""},
	{"igu", "age_at_start", "flygtning_igu", "person.age=17", No, "", ""},
	{"igu", "age_at_start", "flygtning_igu", "person.age=50", No, "", ""},
	{"igu", "age_at_start", "flygtning_igu", "", Unknown, "person.birth_date", ""},
	{"igu", "registered_residence_years", "flygtning_igu", "person.registered_since=2006-09-28", Yes, "", ""},
	{"igu", "registered_residence_years", "flygtning_igu", "person.registered_since=2006-09-27", No, "", ""},
	{"igu", "registered_residence_years", "flygtning_igu", "", Unknown, "person.registered_since", ""},
	{"igu", "one_igu_per_person", "flygtning_igu", "person.igu_before=no", Yes, "", ""},
	{"igu", "one_igu_per_person", "flygtning_igu", "person.igu_before=yes", No, "", ""},
	{"igu", "one_igu_per_person", "flygtning_igu", "", Unknown, "person.igu_before", ""},
	{"igu", "igu_hours", "flygtning_igu", "work.hours_per_week=32 work.igu.work_hours_avg_week=25", Yes, "", ""},
	{"igu", "igu_hours", "flygtning_igu", "work.hours_per_week=31.9 work.igu.work_hours_avg_week=25", No, "", ""},
	{"igu", "igu_hours", "flygtning_igu", "work.hours_per_week=37.1 work.igu.work_hours_avg_week=25", No, "", ""},
	{"igu", "igu_hours", "flygtning_igu", "work.hours_per_week=37 work.igu.work_hours_avg_week=24.9", No, "", ""},
	{"igu", "igu_hours", "flygtning_igu", "work.hours_per_week=37", Unknown, "work.igu.work_hours_avg_week", ""},
	{"igu", "not_last_employer", "flygtning_igu", "person.last_job.at=workplace person.last_job.kind=ordinary person.last_job.ended_on=2026-06-28", Yes, "", ""},
	{"igu", "not_last_employer", "flygtning_igu", "person.last_job.at=workplace person.last_job.kind=small_job person.last_job.ended_on=2026-06-29", No, "", B},
	{"igu", "not_last_employer", "flygtning_igu", "person.last_job.at=workplace person.last_job.kind=apprentice person.last_job.ended_on=2026-06-29", Yes, "", ""},
	{"igu", "not_last_employer", "flygtning_igu", "person.last_job.at=workplace person.last_job.kind=ordinary", Unknown, "person.last_job.ended_on", ""},
	{"igu", "not_last_employer", "flygtning_igu", "person.last_job.at=workplace person.last_job.ended_on=2026-06-29", Unknown, "person.last_job.kind", ""},

	{"egu_fgu_bonus", "agreement_signed_between", "fgu_egu_elev", "work.egu.signed_on=2019-08-01", Yes, "", ""},
	{"egu_fgu_bonus", "agreement_signed_between", "fgu_egu_elev", "work.egu.signed_on=2019-07-31", No, "", ""},
	{"egu_fgu_bonus", "agreement_signed_between", "fgu_egu_elev", "work.egu.signed_on=2027-12-31", Yes, "", ""},
	{"egu_fgu_bonus", "agreement_signed_between", "fgu_egu_elev", "work.egu.signed_on=2028-01-01", No, "", ""},
	{"egu_fgu_bonus", "agreement_signed_between", "fgu_egu_elev", "", Unknown, "work.egu.signed_on", ""},
	{"egu_fgu_bonus", "start_within_months_of_signing", "fgu_egu_elev", "work.egu.signed_on=2026-06-28", Yes, "", ""},
	{"egu_fgu_bonus", "start_within_months_of_signing", "fgu_egu_elev", "work.egu.signed_on=2026-06-27", No, "", ""},
	{"egu_fgu_bonus", "start_within_months_of_signing", "fgu_egu_elev", "", Unknown, "work.egu.signed_on", ""},
	{"egu_fgu_bonus", "period_completed", "fgu_egu_elev", "work.egu.completed=yes", Yes, "", ""},
	{"egu_fgu_bonus", "period_completed", "fgu_egu_elev", "work.egu.completed=no work.egu.weeks_before_break=4 work.egu.switched_to_education=yes", Yes, "", ""},
	{"egu_fgu_bonus", "period_completed", "fgu_egu_elev", "work.egu.completed=no work.egu.weeks_before_break=3.9 work.egu.switched_to_education=yes", No, "", ""},
	{"egu_fgu_bonus", "period_completed", "fgu_egu_elev", "work.egu.completed=no work.egu.weeks_before_break=4", Unknown, "work.egu.switched_to_education", ""},
	{"egu_fgu_bonus", "de_minimis", "fgu_egu_elev", "employer.de_minimis_room=no work.egu.signed_on=2023-12-31", Yes, "", ""},
	{"egu_fgu_bonus", "de_minimis", "fgu_egu_elev", "employer.de_minimis_room=no work.egu.signed_on=2024-01-01", No, "", ""},
	{"egu_fgu_bonus", "de_minimis", "fgu_egu_elev", "employer.de_minimis_room=no", Unknown, "work.egu.signed_on", ""},

	{"mentor", "beyond_what_employer_normally_does", "dagpenge", "work.mentor.beyond_normal=yes", Yes, "", ""},
	{"mentor", "beyond_what_employer_normally_does", "dagpenge", "work.mentor.beyond_normal=no", No, "", ""},
	{"mentor", "beyond_what_employer_normally_does", "dagpenge", "", Unknown, "work.mentor.beyond_normal", ""},
	{"mentor", "decisive_for_the_activity_or_job", "dagpenge", "work.mentor.decisive=yes", Yes, "", ""},
	{"mentor", "decisive_for_the_activity_or_job", "dagpenge", "work.mentor.decisive=no", No, "", ""},
	{"mentor", "decisive_for_the_activity_or_job", "dagpenge", "", Unknown, "work.mentor.decisive", ""},
	{"mentor", "mentor_not_doing_own_work_in_mentor_hours", "dagpenge", "work.mentor.freed_from_own_work=yes", Yes, "", ""},
	{"mentor", "mentor_not_doing_own_work_in_mentor_hours", "dagpenge", "work.mentor.freed_from_own_work=no", No, "", ""},
	{"mentor", "mentor_not_doing_own_work_in_mentor_hours", "dagpenge", "", Unknown, "work.mentor.freed_from_own_work", ""},
	{"personlig_assistance", "permanent_and_substantial_functional_impairment", "handicap", "person.impairment_permanent_substantial=yes", Yes, "", ""},
	{"personlig_assistance", "permanent_and_substantial_functional_impairment", "handicap", "person.impairment_permanent_substantial=no", No, "", ""},
	{"personlig_assistance", "permanent_and_substantial_functional_impairment", "handicap", "", Unknown, "person.impairment_permanent_substantial", ""},
	{"personlig_assistance", "person_performs_core_tasks", "handicap", "work.assistance.person_performs_core_tasks=yes", Yes, "", ""},
	{"personlig_assistance", "person_performs_core_tasks", "handicap", "work.assistance.person_performs_core_tasks=no", No, "", ""},
	{"personlig_assistance", "person_performs_core_tasks", "handicap", "", Unknown, "work.assistance.person_performs_core_tasks", ""},
	{"personlig_assistance", "assistant_not_general_help_or_substitute", "handicap", "work.assistance.not_general_help=yes", Yes, "", ""},
	{"personlig_assistance", "assistant_not_general_help_or_substitute", "handicap", "work.assistance.not_general_help=no", No, "", ""},
	{"personlig_assistance", "assistant_not_general_help_or_substitute", "handicap", "", Unknown, "work.assistance.not_general_help", ""},
	{"personlig_assistance", "person_approves_assistant", "handicap", "work.assistance.person_approves=yes", Yes, "", ""},
	{"personlig_assistance", "person_approves_assistant", "handicap", "work.assistance.person_approves=no", No, "", ""},
	{"personlig_assistance", "person_approves_assistant", "handicap", "", Unknown, "work.assistance.person_approves", ""},
	{"hjaelpemidler", "decisive_or_compensates_limitation", "handicap", "work.aid.decisive=yes", Yes, "", ""},
	{"hjaelpemidler", "decisive_or_compensates_limitation", "handicap", "work.aid.decisive=no", No, "", ""},
	{"hjaelpemidler", "decisive_or_compensates_limitation", "handicap", "", Unknown, "work.aid.decisive", ""},
	{"hjaelpemidler", "beyond_employer_duty", "handicap", "work.aid.context=ordinary work.aid.beyond_employer_duty=yes", Yes, "", ""},
	{"hjaelpemidler", "beyond_employer_duty", "handicap", "work.aid.context=offer work.aid.beyond_employer_duty=no", No, "", ""},
	{"hjaelpemidler", "beyond_employer_duty", "handicap", "work.aid.context=fleksjob work.aid.beyond_employer_duty=no", Yes, "", ""},
	{"hjaelpemidler", "beyond_employer_duty", "handicap", "work.aid.beyond_employer_duty=yes", Unknown, "work.aid.context", ""},
	{"hjaelpemidler", "not_usual_at_workplace", "handicap", "work.aid.context=ordinary work.aid.usual_here=no", Yes, "", ""},
	{"hjaelpemidler", "not_usual_at_workplace", "handicap", "work.aid.context=ordinary work.aid.usual_here=yes", No, "", ""},
	{"hjaelpemidler", "not_usual_at_workplace", "handicap", "work.aid.context=ordinary", Unknown, "work.aid.usual_here", ""},
	{"hjaelpemidler", "other_law_insufficient", "handicap", "work.aid.other_law_sufficient=no", Yes, "", ""},
	{"hjaelpemidler", "other_law_insufficient", "handicap", "work.aid.other_law_sufficient=yes", No, "", ""},
	{"hjaelpemidler", "other_law_insufficient", "handicap", "", Unknown, "work.aid.other_law_sufficient", ""},

	{"sygedagpengerefusion", "wage_paid_during_absence", "ansat_syg", "work.sickness.wage_paid=yes", Yes, "", ""},
	{"sygedagpengerefusion", "wage_paid_during_absence", "ansat_syg", "work.sickness.wage_paid=no", No, "", ""},
	{"sygedagpengerefusion", "wage_paid_during_absence", "ansat_syg", "", Unknown, "work.sickness.wage_paid", ""},
	{"sygedagpengerefusion", "partial_absence_min_hours_week", "ansat_syg", "work.sickness.partial=no", Yes, "", ""},
	{"sygedagpengerefusion", "partial_absence_min_hours_week", "ansat_syg", "work.sickness.partial=yes work.sickness.absent_hours_per_week=4", Yes, "", ""},
	{"sygedagpengerefusion", "partial_absence_min_hours_week", "ansat_syg", "work.sickness.partial=yes work.sickness.absent_hours_per_week=3.9", Unknown, "work.sickness.fleksjob", ""},
	{"sygedagpengerefusion", "partial_absence_min_hours_week", "ansat_syg", "work.sickness.partial=yes work.sickness.absent_hours_per_week=3.9 work.sickness.fleksjob=no", No, "", ""},
	{"sygedagpengerefusion", "employer_period_days", "ansat_syg", employed + "work.sickness.absence_days=31", Yes, "", ""},
	{"sygedagpengerefusion", "employer_period_days", "ansat_syg", employed + "work.sickness.absence_days=30 work.sickness.section_56_approved=no work.sickness.small_employer_insurance=no", No, "", ""},
	{"sygedagpengerefusion", "employer_period_days", "ansat_syg", employed + "work.sickness.absence_days=30 work.sickness.section_56_approved=yes", Yes, "", ""},
	{"sygedagpengerefusion", "employer_period_days", "ansat_syg", employed + "work.sickness.absence_days=30 work.sickness.section_56_approved=no work.sickness.small_employer_insurance=yes", Yes, "", ""},
	{"sygedagpengerefusion", "employer_period_days", "ansat_syg", employed + "work.sickness.absence_days=30 work.sickness.section_56_approved=no", Unknown, "work.sickness.small_employer_insurance", ""},
	{"sygedagpengerefusion", "employer_period_days", "ansat_syg", "employer.sector=private work.sickness.employed_weeks=7.9 work.sickness.absence_days=1", Yes, "", ""},
	{"sygedagpengerefusion", "employer_period_days", "ansat_syg", "employer.sector=private work.sickness.employed_weeks=8 work.sickness.hours_last_8_weeks=73.9 work.sickness.absence_days=1", Yes, "", ""},
	{"sygedagpengerefusion", "employer_period_days", "ansat_syg", "employer.sector=public work.sickness.employed_weeks=8 work.sickness.hours_last_8_weeks=74 work.sickness.absence_days=1 work.sickness.section_56_approved=no work.sickness.small_employer_insurance=yes", No, "", ""},
	{"sygedagpengerefusion", "municipal_right", "ansat_syg", "employer.sector=private work.sickness.municipal_right=yes", Yes, "", ""},
	{"sygedagpengerefusion", "municipal_right", "ansat_syg", "employer.sector=private work.sickness.municipal_right=no work.sickness.section_56_approved=no work.sickness.small_employer_insurance=no", No, "", ""},
	{"sygedagpengerefusion", "municipal_right", "ansat_syg", "employer.sector=private work.sickness.section_56_approved=no work.sickness.small_employer_insurance=no", Unknown, "work.sickness.municipal_right", ""},
	{"par56", "section_56_ground", "ansat_syg", "work.sickness.expected_absence_days_per_year=10", Yes, "", ""},
	{"par56", "section_56_ground", "ansat_syg", "work.sickness.treatment_decided_at_hiring=yes", Yes, "", ""},
	{"par56", "section_56_ground", "ansat_syg", "work.sickness.days_paid_same_illness_12m=21", Yes, "", ""},
	{"par56", "section_56_ground", "ansat_syg", "work.sickness.expected_absence_days_per_year=9.9 work.sickness.treatment_decided_at_hiring=no work.sickness.days_paid_same_illness_12m=20.9", No, "", ""},
	{"par56", "section_56_ground", "ansat_syg", "work.sickness.expected_absence_days_per_year=9.9 work.sickness.treatment_decided_at_hiring=no", Unknown, "work.sickness.days_paid_same_illness_12m", ""},
	{"par56", "employee_meets_s30_employment_requirement", "ansat_syg", "work.sickness.employed_weeks=8 work.sickness.hours_last_8_weeks=74", Yes, "", ""},
	{"par56", "employee_meets_s30_employment_requirement", "ansat_syg", "work.sickness.employed_weeks=8 work.sickness.hours_last_8_weeks=73.9", No, "", ""},
	{"par56", "employee_meets_s30_employment_requirement", "ansat_syg", "work.sickness.employed_weeks=8", Unknown, "work.sickness.hours_last_8_weeks", ""},

	{"jobrotation", "substitute_prior_benefit_months", "kth_jobparat", "person.benefit_months=6", Yes, "", ""},
	{"jobrotation", "substitute_prior_benefit_months", "kth_jobparat", "person.benefit_months=5.9 person.single_parent=yes", No, "", ""},
	{"jobrotation", "substitute_prior_benefit_months", "kth_jobparat", "", Unknown, "person.benefit_months", ""},
	{"jobrotation", "substitute_min_hours_week", "kth_jobparat", "work.hours_per_week=10", Yes, "", ""},
	{"jobrotation", "substitute_min_hours_week", "kth_jobparat", "work.hours_per_week=9.9", No, "", ""},
	{"jobrotation", "substitute_min_hours_week", "kth_jobparat", "", Unknown, "work.hours_per_week", ""},
	{"jobrotation", "employee_employed_months", "kth_jobparat", "work.jobrotation.trainee_employed_months=3", Yes, "", ""},
	{"jobrotation", "employee_employed_months", "kth_jobparat", "work.jobrotation.trainee_employed_months=2.9", No, "", ""},
	{"jobrotation", "employee_employed_months", "kth_jobparat", "", Unknown, "work.jobrotation.trainee_employed_months", ""},
	{"partnerskabsaftale", "partnership_agreement", "dagpenge", "work.partnership_agreement=yes", Yes, "", ""},
	{"partnerskabsaftale", "partnership_agreement", "dagpenge", "work.partnership_agreement=no", No, "", ""},
	{"partnerskabsaftale", "partnership_agreement", "dagpenge", "", Unknown, "work.partnership_agreement", ""},
	{"nytteindsats", "availability_test_only", "kth_jobparat", "", Yes, "", ""},
	{"nytteindsats", "availability_test_only", "dagpenge", "work.nytteindsats.availability_test=no", No, "", ""},
	{"nytteindsats", "availability_test_only", "dagpenge", "", Unknown, "work.nytteindsats.availability_test", ""},
	{"nytteindsats", "tasks_beyond_normal_staffing", "dagpenge", "work.nytteindsats.beyond_normal_staffing=yes", Yes, "", ""},
	{"nytteindsats", "tasks_beyond_normal_staffing", "dagpenge", "work.nytteindsats.beyond_normal_staffing=no", No, "", ""},
	{"nytteindsats", "tasks_beyond_normal_staffing", "dagpenge", "", Unknown, "work.nytteindsats.beyond_normal_staffing", ""},
	{"nytteindsats", "not_last_employer", "dagpenge", "person.last_job.at=workplace person.last_job.kind=loentilskud", No, "", B},
	{"nytteindsats", "not_last_employer", "dagpenge", "person.last_job.at=workplace person.last_job.kind=small_job", Unknown, "", C},
	{"seniorjob", "seniorjob_expiry_window", "dagpenge", "person.years_to_early_retirement=5", Yes, "", ""},
	{"seniorjob", "seniorjob_expiry_window", "dagpenge", "person.years_to_early_retirement=5.1", No, "", ""},
	{"seniorjob", "seniorjob_expiry_window", "dagpenge", "", Unknown, "person.years_to_early_retirement", ""},
	{"seniorjob", "seniorjob_application_window", "dagpenge", "asked_on=2026-09-01 person.benefit_ends_on=2026-12-01", Yes, "", ""},
	{"seniorjob", "seniorjob_application_window", "dagpenge", "asked_on=2026-09-01 person.benefit_ends_on=2026-12-02", No, "", ""},
	{"seniorjob", "seniorjob_application_window", "dagpenge", "asked_on=2026-09-01 person.benefit_ends_on=2026-07-01", Yes, "", ""},
	{"seniorjob", "seniorjob_application_window", "dagpenge", "asked_on=2026-09-01 person.benefit_ends_on=2026-06-30", No, "", ""},
	{"seniorjob", "seniorjob_application_window", "dagpenge", "asked_on=2026-09-01", Unknown, "person.benefit_ends_on", ""},
	{"socialt_frikort", "municipality_issued_card", "udsat_frikort", "person.frikort.issued=yes", Yes, "", ""},
	{"socialt_frikort", "municipality_issued_card", "udsat_frikort", "person.frikort.issued=no", No, "", ""},
	{"socialt_frikort", "municipality_issued_card", "udsat_frikort", "", Unknown, "person.frikort.issued", ""},
	{"socialt_frikort", "ordinary_unsubsidised_work", "udsat_frikort", "", Yes, "", ""},
	{"integration_loentilskud", "wage_collective_or_usual", "intro_jobparat", "employer.sector=public work.wage.collective_or_usual=no", Yes, "", ""},
	{"integration_loentilskud", "wage_collective_or_usual", "intro_jobparat", "employer.sector=private work.wage.collective_or_usual=no", No, "", ""},
	{"integration_loentilskud", "wage_collective_or_usual", "intro_jobparat", "work.wage.collective_or_usual=no", Unknown, "employer.sector", ""},
}

// employed is an own employee of a private firm who meets § 30.
const employed = "employer.sector=private work.sickness.employed_weeks=8 work.sickness.hours_last_8_weeks=74 "

func TestConditionsByFacts(t *testing.T) {
	r := loaded(t)
	for _, tt := range factCases {
		t.Run(string(tt.scheme)+"/"+string(tt.code)+"/"+tt.facts, func(t *testing.T) {
			s := Situation{Person: Person{Target: tt.target}}
			tell(t, &s, "work.start=2026-09-28 "+tt.facts)
			row, _ := r.scheme(tt.scheme)
			got := conditions[tt.code](&inquiry{Situation: &s, rules: r, scheme: row})
			if got.Truth != tt.want || got.Mark != tt.mark {
				t.Errorf("got truth %d, mark %q, missing %v; want %d, %q", got.Truth, got.Mark, got.Missing, tt.want, tt.mark)
			}
			if len(got.Missing) > 0 != (tt.missing != "") {
				t.Errorf("missing %v, want %q", got.Missing, tt.missing)
			}
			found := tt.missing == ""
			for _, path := range got.Missing {
				found = found || path == tt.missing
			}
			if !found {
				t.Errorf("missing %v, want %s among them", got.Missing, tt.missing)
			}
		})
	}
}
