package grant

import "fodfaeste/internal/money"

// aboutMoney asks what is paid to whom, and how the limits of it work.
func (a *asking) aboutMoney() {
	cost := func(s *Situation) {
		s.Work.Wage.CostHour, s.Work.Wage.CostFirstYear = new(money.Ore(12345)), new(money.Ore(9_876_543))
		s.Work.PaidHours = []PaidHours{{From: s.Work.Start, To: s.Work.Start.Add(6), Hours: dec("37")}}
	}
	for _, facts := range []string{
		"person.target=foertidspension work.special_rate=yes",
		"person.target=foertidspension work.special_rate=no",
		"person.target=jobafklaring work.rate_step=2",
		"person.target=revalidend work.rate_step=5",
		"person.target=intro_jobparat",
		"person.target=intro_jobparat employer.sector=public",
		"person.target=nyuddannet_handicap work.rate_step=4",
		"person.target=fleksjobvisiteret work.wage.monthly_oere=2000000",
		"person.target=selvfors_jobparat employer.sector=public person.supports_children=yes",
		"person.target=selvfors_jobparat employer.sector=public person.supports_children=no",
		"person.target=dagpenge employer.sector=public person.insured=part_time person.benefit_month_oere=1500000",
		"person.target=udsat_frikort person.frikort.earned_this_year_oere=1000000",
		"person.target=ansat_syg", "person.target=voksen_25_ledig", "person.target=voksen_25_beskaeftiget", "person.target=flygtning_igu",
	} {
		s := a.told(facts)
		a.check(s)
		cost(&s)
		a.check(s)
		s.Person.BenefitEndsOn = s.Work.Start.Add(3)
		a.check(s)
	}
}

// aboutCalculations asks those that no acceptance case tries closely.
func (a *asking) aboutCalculations() {
	for _, input := range closely {
		a.calculate(input)
	}
}

// closely are documents of every calculation, on and beside the limits, with
// amounts so large that a little difference shows.
var closely = []string{
	`{"calculator":"dagpenge_supplement","month":"2026-10","hours":60,"insured":"full_time"}`,
	`{"calculator":"dagpenge_supplement","month":"2026-10","hours":60,"insured":"full_time","benefit_month_oere":1000000000}`,
	`{"calculator":"dagpenge_supplement","month":"2026-10","hours":60,"insured":"part_time","benefit_month_oere":1000000000}`,
	`{"calculator":"public_hours","month":"2026-10","insured":"full_time","benefit_month_oere":1000000000}`,
	`{"calculator":"public_hours","month":"2026-10","insured":"part_time","benefit_month_oere":1000000000}`,
	`{"calculator":"public_hours","month":"2026-10","insured":"full_time","benefit_month_oere":2000000,"ordinary_hours_per_week":8}`,
	`{"calculator":"public_wage","month":"2026-10","hours":100}`,
	`{"calculator":"fleks_subsidy","month":"2026-10","wage_oere":1500000}`,
	`{"calculator":"fleks_subsidy","month":"2026-10","wage_oere":2500000}`,
	`{"calculator":"fleks_paid_hours","month":"2026-10","clock_hours_per_week":20,"intensity_pct":50,"hourly_wage_oere":20000}`,
	`{"calculator":"ledighedsydelse_deduction","month":"2026-10","wage_oere":2500000}`,
	`{"calculator":"kontanthjaelp_small_job","month":"2026-10","sats":"grund","gross_oere":900000,"help_oere":1200000}`,
	`{"calculator":"kontanthjaelp_small_job","month":"2026-10","sats":"forhoejet","gross_oere":2900000,"help_oere":1900000}`,
	`{"calculator":"assistance_hours","job_hours_per_week":37,"weeks":13}`,
	`{"calculator":"assistance_hours","job_hours_per_week":36,"weeks":13}`,
	`{"calculator":"assistance_hours","job_hours_per_week":38,"weeks":13}`,
	`{"calculator":"assistance_back_to","applied_on":"2026-10-05"}`,
	`{"calculator":"six_months_hours","insured":"full_time","hours":961.98}`,
	`{"calculator":"six_months_hours","insured":"part_time","hours":780}`,
	`{"calculator":"egu_bonus","days":600,"days_paid_before":100}`,
	`{"calculator":"igu_bonus","sector":"private","months_completed":24}`,
	`{"calculator":"sick_refund","week_start":"2026-10-05","absent_hours":37,"hourly_wage_oere":13000}`,
	`{"calculator":"sick_refund","week_start":"2026-10-05","absent_hours":37,"hourly_wage_oere":90000}`,
	`{"calculator":"sick_refund_from","first_absence_on":"2026-10-01","notified_on":"2026-11-05","claimed_on":"2026-11-06","employer_period_applies":true}`,
	`{"calculator":"sick_refund_from","first_absence_on":"2026-10-01","notified_on":"2026-11-06","claimed_on":"2027-03-06","employer_period_applies":false}`,
	`{"calculator":"claim_paid_by","work_month":"2026-10","received_on":"2026-11-15"}`,
	`{"calculator":"claim_paid_by","work_month":"2026-10","received_on":"2026-11-16"}`,
	`{"calculator":"decision_due","kind":"vitas","applied_on":"2026-10-05"}`,
	`{"calculator":"decision_due","kind":"compensation_aid","applied_on":"2026-10-05"}`,
	`{"calculator":"release_certificate","notice_from":"2026-10-05","received_on":"2026-11-08"}`,
	`{"calculator":"signatory","shop_steward_on_p":true,"shop_steward_on_cvr":true,"joint_shop_steward_on_cvr":false,"employee_rep_on_p":false,"first_absent_workdays":3}`,
	`{"calculator":"signatory","shop_steward_on_p":true,"shop_steward_on_cvr":true,"joint_shop_steward_on_cvr":false,"employee_rep_on_p":false,"first_absent_workdays":4}`,
	`{"calculator":"voksenlaerling","track":"ledig","start":"2026-01-01","applied_on":"2026-02-01","lines":[{"from":"2026-01-05","to":"2026-01-09","hours":37}]}`,
	`{"calculator":"voksenlaerling","track":"ledig","start":"2026-01-01","applied_on":"2026-02-02","lines":[{"from":"2026-01-05","to":"2026-01-09","hours":37}]}`,
	`{"calculator":"voksenlaerling","track":"beskaeftiget","start":"2024-02-01","lines":[{"from":"2026-01-26","to":"2026-01-31","hours":37},{"from":"2026-02-02","to":"2026-02-06","hours":37}]}`,
}
