package grant

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// test asks one condition of a situation.
type test func(*inquiry) Finding

// conditions is the table of every condition: the code by which the data name
// it, and its test. Where it stands in the law, and the figures it compares
// with, are in data/conditions.yaml.
var conditions = map[Code]test{
	// Shared by several schemes.
	"strike_lockout":                   noFlag(Strike),
	"not_distorting_competition":       noFlag(Distorts),
	"no_work_sharing":                  noFlag(WorkSharing),
	"not_owned_by_partner":             privateOnly(noFlag(PartnerOwned)),
	"not_distressed_firm":              privateOnly(noFlag(Distressed, Recovery, ExportAid)),
	"ratio_ok":                         ratioOK,
	"net_expansion_ok":                 netExpansionOK,
	"prior_benefit_6_months":           priorBenefit,
	"not_last_employer":                notLastEmployer,
	"clearly_education_ready":          notClearlyEducationReady,
	"person_not_in_job":                sickNotInJob,
	"purpose_one_of":                   purpose,
	"hours_within_normal_working_time": withinFullTime,
	"wage_collective_or_usual":         usualWage,
	"ordinary_terms":                   ordinaryTerms,
	"boerneattest":                     boerneattest,
	"not_combinable":                   combinable,
	"employer_established_in_DK":       established,
	"de_minimis":                       deMinimis,
	"if_combined_with_wage_hours_then_different_function": functionOfPaidHours,
	"different_function_than_praktik_or_loentilskud":      functionOfOffer,

	// Fleksjob.
	"own_employee_retention": ownEmployee,

	// Isbryder, and the course at hiring.
	"education_min_months":                 exceptFleksjob(longEducation),
	"start_within_years_of_graduation":     exceptFleksjob(soonAfterEducation),
	"lacks_experience_in_field":            exceptFleksjob(no("person.education.experience_in_field", func(q *inquiry) *bool { return q.Person.Education.ExperienceInField })),
	"job_in_field_of_study":                jobInField,
	"beyond_training_employer_should_give": exceptFleksjob(yes("work.course.beyond_employer_training", func(q *inquiry) *bool { return q.Work.Course.BeyondTraining })),
	"hired_without_wage_subsidy":           exceptFleksjob(hiredWithoutSubsidy),
	"course_decisive_for_fleksjob":         onlyFleksjob(yes("work.course.decisive_for_fleksjob", func(q *inquiry) *bool { return q.Work.Course.Decisive })),

	// Voksenlærling.
	"training_agreement":                               yes("work.training.agreement", func(q *inquiry) *bool { return q.Work.Training.Agreement }),
	"age_at_start_of_training_agreement":               oldEnoughForTraining,
	"track_ledig":                                      fromUnemployment,
	"track_beskaeftiget":                               fromJob,
	"not_employed_here_last_6_months":                  notEmployedHereLately,
	"wage_at_least_lowest_unskilled_collective_wage":   yes("work.training.wage_at_least_lowest_unskilled", func(q *inquiry) *bool { return q.Work.Training.LowestUnskilledWage }),
	"not_sosu_or_paedagogisk_assistent_with_adult_pay": no("work.training.sosu_adult_pay", func(q *inquiry) *bool { return q.Work.Training.SosuAdultPay }),
	"no_other_public_support_for_same_apprentice":      no("work.training.other_public_support", func(q *inquiry) *bool { return q.Work.Training.OtherPublicSupport }),

	// Igu and egu.
	"age_at_start":                   ageForIgu,
	"registered_residence_years":     registeredSince,
	"one_igu_per_person":             no("person.igu_before", func(q *inquiry) *bool { return q.Person.IguBefore }),
	"igu_hours":                      iguHours,
	"agreement_signed_between":       signedBetween,
	"start_within_months_of_signing": soonAfterSigning,
	"period_completed":               periodCompleted,

	// Mentor, personal assistance, aids.
	"beyond_what_employer_normally_does":              yes("work.mentor.beyond_normal", func(q *inquiry) *bool { return q.Work.Mentor.BeyondNormal }),
	"decisive_for_the_activity_or_job":                yes("work.mentor.decisive", func(q *inquiry) *bool { return q.Work.Mentor.Decisive }),
	"mentor_not_doing_own_work_in_mentor_hours":       yes("work.mentor.freed_from_own_work", func(q *inquiry) *bool { return q.Work.Mentor.Freed }),
	"permanent_and_substantial_functional_impairment": yes("person.impairment_permanent_substantial", func(q *inquiry) *bool { return q.Person.Impairment }),
	"person_performs_core_tasks":                      yes("work.assistance.person_performs_core_tasks", func(q *inquiry) *bool { return q.Work.Assistance.CoreTasks }),
	"assistant_not_general_help_or_substitute":        yes("work.assistance.not_general_help", func(q *inquiry) *bool { return q.Work.Assistance.NotGeneralHelp }),
	"person_approves_assistant":                       yes("work.assistance.person_approves", func(q *inquiry) *bool { return q.Work.Assistance.Approves }),
	"decisive_or_compensates_limitation":              yes("work.aid.decisive", func(q *inquiry) *bool { return q.Work.Aid.Decisive }),
	"beyond_employer_duty":                            exceptInFleksjob(yes("work.aid.beyond_employer_duty", func(q *inquiry) *bool { return q.Work.Aid.BeyondDuty })),
	"not_usual_at_workplace":                          exceptInFleksjob(no("work.aid.usual_here", func(q *inquiry) *bool { return q.Work.Aid.UsualHere })),
	"other_law_insufficient":                          no("work.aid.other_law_sufficient", func(q *inquiry) *bool { return q.Work.Aid.OtherLawSufficient }),

	// Sickness.
	"wage_paid_during_absence":                  yes("work.sickness.wage_paid", func(q *inquiry) *bool { return q.Work.Sickness.WagePaid }),
	"partial_absence_min_hours_week":            partialAbsence,
	"employer_period_days":                      pastEmployerPeriod,
	"municipal_right":                           municipalRight,
	"section_56_ground":                         section56Ground,
	"employee_meets_s30_employment_requirement": employedLongEnough,

	// Jobrotation, partnership, nytteindsats, seniorjob, frikort.
	"substitute_prior_benefit_months": sixMonths,
	"substitute_min_hours_week":       substituteHours,
	"employee_employed_months":        traineeMonths,
	"partnership_agreement":           yes("work.partnership_agreement", func(q *inquiry) *bool { return q.Work.PartnershipAgreement }),
	"availability_test_only":          onlyAsTest,
	"tasks_beyond_normal_staffing":    yes("work.nytteindsats.beyond_normal_staffing", func(q *inquiry) *bool { return q.Work.Nytteindsats.BeyondStaffing }),
	"seniorjob_expiry_window":         nearRetirement,
	"seniorjob_application_window":    appliesInTime,
	"municipality_issued_card":        yes("person.frikort.issued", func(q *inquiry) *bool { return q.Person.Frikort.Issued }),
	"ordinary_unsubsidised_work":      unsubsidised,
}

// figure is a number that a condition compares with.
func (q *inquiry) figure(code Code, name string) decimal.Decimal {
	return q.rules.conditions[code].Figures[name].Decimal
}

// whole is a figure that counts months, weeks, days or years.
func (q *inquiry) whole(code Code, name string) int { return int(q.figure(code, name).IntPart()) }

// yes is met when a fact is known to be true.
func yes(path Path, fact func(*inquiry) *bool) test {
	return func(q *inquiry) Finding { return isTrue(fact(q), path) }
}

// no is met when a fact is known to be false.
func no(path Path, fact func(*inquiry) *bool) test {
	return func(q *inquiry) Finding { return isFalse(fact(q), path) }
}

// noFlag is met when none of the obstacles applies to the firm.
func noFlag(flags ...Flag) test {
	return func(q *inquiry) Finding {
		if q.Employer.Flags == nil {
			return missing("employer.flags")
		}
		return holds(!slices.ContainsFunc(flags, func(f Flag) bool { return slices.Contains(q.Employer.Flags, f) }))
	}
}

// privateOnly is for rules that bind private employers only (BEK 1216/2023
// § 67 stk. 1, § 85).
func privateOnly(inner test) test {
	return func(q *inquiry) Finding {
		switch q.kind() {
		case Public:
			return met()
		case Private:
			return inner(q)
		}
		if f := inner(q); f.Truth != No {
			return f
		}
		return missing("employer.sector")
	}
}

// notClearlyEducationReady keeps out the åbenlyst uddannelsesparate (LAB § 66).
func notClearlyEducationReady(q *inquiry) Finding {
	if q.Person.Target != UddannelsesparatU30 {
		return met()
	}
	return isFalse(q.Person.ClearlyEducationReady, "person.clearly_education_ready")
}

// sickNotInJob: people on sickness benefit or in jobafklaring must not be in a
// job (LAB § 66).
func sickNotInJob(q *inquiry) Finding {
	if !q.sick() {
		return met()
	}
	return isFalse(q.Person.Employed, "person.employed")
}

// purpose must be one of those the order names. Keeping a job is for the sick
// who have one, testing availability for dagpenge (BEK 1216/2023 § 60 stk. 2-4).
func purpose(q *inquiry) Finding {
	switch q.Work.Purpose {
	case "":
		return missing("work.purpose")
	case "job_retention":
		return all(holds(q.sick()), isTrue(q.Person.Employed, "person.employed"))
	case "availability_test":
		return holds(q.Person.Target == Dagpenge)
	}
	return holds(slices.Contains(Purposes(), q.Work.Purpose))
}

// Purposes lists what a praktik can be for, apart from keeping a job and
// testing availability.
func Purposes() []string {
	return []string{"ordinary_wage_hours", "specific_skills", "clarification_of_goal"}
}

// withinFullTime: at most the firm's full week (BEK 1216/2023 § 60 stk. 5).
func withinFullTime(q *inquiry) Finding {
	return atMost(q.Work.HoursPerWeek, "work.hours_per_week", q.fullTime())
}

// usualWage: collective or usual pay (LAB § 71). At public employers the pay of
// the introduction programme's wage subsidy follows other rules.
func usualWage(q *inquiry) Finding {
	if q.scheme.ID == integrationSubsidy {
		return privateOnly(ordinaryTerms)(q)
	}
	return ordinaryTerms(q)
}

func ordinaryTerms(q *inquiry) Finding {
	return isTrue(q.Work.Wage.CollectiveOrUsual, "work.wage.collective_or_usual")
}

// boerneattest: one that is not there yet keeps the start open, no more: it can
// still be had before day one.
func boerneattest(q *inquiry) Finding {
	switch {
	case q.Work.ContactWithChildren == nil:
		return missing("work.contact_with_children")
	case *q.Work.ContactWithChildren && !isYes(q.Work.Boerneattest):
		return missing("work.boerneattest")
	}
	return met()
}

// combinable: some schemes exclude each other for the same person and hours.
func combinable(q *inquiry) Finding {
	for _, e := range q.rules.exclusions {
		switch q.scheme.ID {
		case e.A:
			if q.beside(e.B) {
				return failed().with(Params{"with": e.B})
			}
		case e.B:
			if q.beside(e.A) {
				return failed().with(Params{"with": e.A})
			}
		}
	}
	return met()
}

// established: the employer has a Danish CVR number; for the social free card
// only private ones are asked (lov 616/2024).
func established(q *inquiry) Finding {
	asked := yes("employer.danish_cvr", func(q *inquiry) *bool { return q.Employer.DanishCVR })
	if q.scheme.ID == freeCard {
		return privateOnly(asked)(q)
	}
	return asked(q)
}

// deMinimis: small aid counts together over three years. It binds private firms
// that take an adult apprentice, and egu agreements signed since the day in the data.
func deMinimis(q *inquiry) Finding {
	room := isTrue(q.Employer.DeMinimisRoom, "employer.de_minimis_room")
	if q.scheme.ID == apprentice {
		return privateOnly(func(*inquiry) Finding { return room })(q)
	}
	signed, since := q.Work.Egu.SignedOn, q.rules.conditions["agreement_signed_between"].Days["de_minimis_from"]
	if signed.IsZero() {
		return either(room, missing("work.egu.signed_on"))
	}
	return either(room, holds(signed.Before(since.Date)))
}

// functionOfPaidHours: paid hours beside the offer lie in another function
// (LAB § 52 stk. 2, § 59).
func functionOfPaidHours(q *inquiry) Finding {
	switch {
	case !q.beside(SmallJob):
		return met()
	case q.scheme.ID == Praktik:
		return q.unlessOwnJob(q.differentFunctions())
	}
	return q.differentFunctions()
}

// functionOfOffer asks the same from the side of the paid hours. A sick person
// who comes back to their own job may do both in one function (LAB § 59 stk. 2).
func functionOfOffer(q *inquiry) Finding {
	switch {
	case q.beside(Praktik):
		return q.unlessOwnJob(q.differentFunctions())
	case q.beside(usefulWork, WageSubsidy, publicSubsidy, pensionerSubsidy):
		return q.differentFunctions()
	}
	return met()
}

func (q *inquiry) differentFunctions() Finding {
	named := all(known(q.Work.Function, "work.function"), known(q.Work.OtherFunction, "work.other_function"))
	if named.Truth != Yes {
		return named
	}
	return holds(!sameFunction(q.Work.Function, q.Work.OtherFunction))
}

// sameFunction tells whether two texts name one function.
func sameFunction(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}
