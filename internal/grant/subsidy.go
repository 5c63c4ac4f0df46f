package grant

import (
	"slices"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
)

// priceWageSubsidy is a rate per hour for which wage was paid (LAB § 75-76),
// for private employers within the aid ceiling (BEK 1216/2023 § 86).
func (q *inquiry) priceWageSubsidy(a *SchemeAnswer) *Amount {
	m := &Amount{Unit: "hour"}
	step, byMunicipality := q.subsidyStep(q.Work.RateStep)
	if byMunicipality {
		a.note("rate_step_by_municipality")
	}
	if q.scheme.Money.SpecialStep > 0 && !isYes(q.Work.SpecialRate) {
		a.note("special_rate_possible")
	}
	row, known := q.subsidyRow(m, q.Work.Start)
	switch {
	case !known:
		a.note("rate_not_known")
	case byMunicipality && step == 0:
		for _, s := range row.Steps {
			m.Steps = append(m.Steps, ore(s.Decimal))
		}
	case step > 0:
		m.Rate = new(ore(row.Steps[step-1].Decimal))
	}
	if step == 0 {
		m.Missing = append(m.Missing, q.missingForStep())
	} else {
		q.payHours(m, q.subsidyRates(m, step))
	}
	if q.scheme.Money.Pay != "" {
		q.publicPay(m)
	}
	q.limit(a, m)
	return m
}

// missingForStep is the fact that the step waits for.
func (q *inquiry) missingForStep() Path {
	if q.scheme.Money.StepPublic > 0 && q.kind() == "" {
		return "employer.sector"
	}
	return "work.rate_step"
}

// subsidyStep finds the step of the rate, and whether the municipality sets it;
// 0 while it has not.
func (q *inquiry) subsidyStep(given int) (step int, byMunicipality bool) {
	rule := q.scheme.Money
	special, own := rule.StepFor[q.group()]
	switch {
	case rule.Step == 0 || slices.Contains(rule.StepSetBy, q.group()):
		return given, true
	case own:
		return special, false
	case rule.SpecialStep > 0 && isYes(q.Work.SpecialRate):
		return rule.SpecialStep, false
	case rule.StepPublic > 0 && q.kind() == "":
		return 0, false
	case rule.StepPublic > 0 && q.kind() == Public:
		return rule.StepPublic, false
	}
	return rule.Step, false
}

// subsidyRow is the rate of a day. Some schemes use the rates for starts from a
// day on only; a calculation knows the days worked and no start.
func (q *inquiry) subsidyRow(m *Amount, day caldate.Date) (ratePeriod, bool) {
	start := q.Work.Start
	if start.IsZero() {
		start = day
	}
	if start.Before(q.scheme.Money.RateFrom.Date) {
		m.Certainty = lowest(m.Certainty, D)
		return ratePeriod{}, false
	}
	return q.use(m, q.scheme.Money.Rate, day)
}

// subsidyRates gives the rate of a day worked; none after the right to the
// benefit has ended.
func (q *inquiry) subsidyRates(m *Amount, step int) func(caldate.Date) *money.Ore {
	return func(day caldate.Date) *money.Ore {
		ends := q.Person.BenefitEndsOn
		if q.scheme.WithinBenefit && !ends.IsZero() && day.After(ends) {
			return nil
		}
		if row, known := q.subsidyRow(m, day); known {
			return new(ore(row.Steps[step-1].Decimal))
		}
		return nil
	}
}

// publicPay works out what a public employer pays the person: the hourly wage,
// and the weekly hours that the benefit comes to (LAB § 72, BEK 1216/2023 § 70).
func (q *inquiry) publicPay(m *Amount) {
	row, known := q.use(m, q.scheme.Money.Pay, q.Work.Start)
	if !known {
		return
	}
	m.WageHour = new(row.ore("amount"))
	if q.Person.Target == Sygedagpenge {
		return // the hours are agreed (LAB § 72 stk. 6)
	}
	benefit, path := q.benefitMonth(m)
	insured := "full_time"
	if path == "" && q.Person.Target == Dagpenge {
		insured = q.Person.Insured
	}
	switch {
	case path != "":
		m.Missing = append(m.Missing, path)
	case insured == "":
		m.Missing = append(m.Missing, "person.insured")
	default:
		m.HoursPerWeek = new(q.rules.publicHours(benefit, insured, *m.WageHour))
	}
}

// benefitMonth is the benefit in øre that the hours follow. For the
// self-supporting it is a share of the highest dagpenge (LAB § 72 stk. 3 nr. 3).
func (q *inquiry) benefitMonth(m *Amount) (decimal.Decimal, Path) {
	switch own := q.Person.BenefitMonth; {
	case q.Person.Target != "selvfors_jobparat" && q.Person.Target != "selvfors_aktivitetsparat":
		if own == nil {
			return decimal.Decimal{}, "person.benefit_month_oere"
		}
		return exact(*own), ""
	case q.Person.SupportsChildren == nil:
		return decimal.Decimal{}, "person.supports_children"
	}
	share := q.rules.constant("self_supporting_without_children_pct")
	if *q.Person.SupportsChildren {
		share = q.rules.constant("self_supporting_with_children_pct")
	}
	row, _ := q.use(m, "dagpenge_max_month", q.Work.Start)
	return exact(row.ore("amount")).Mul(share).Shift(-2), ""
}

// limit applies the aid ceiling of private employers: at most a share of the
// wage cost, rounded down to a whole øre. It is applied to the hours claimed,
// as municipalities do; the act looks at one year, which is shown beside it.
func (q *inquiry) limit(a *SchemeAnswer, m *Amount) {
	if q.beside(mentoring, assistance) && q.kind() != Public {
		a.note("combined_support_counts_towards_ceiling")
	}
	switch q.kind() {
	case Public:
		m.Payable = m.ByRate
		return
	case "":
		m.Missing = append(m.Missing, "employer.sector")
		return
	}
	pct, named := q.ceilingPct()
	if !named {
		a.note("aid_ceiling_not_named")
		return
	}
	m.CeilingPct = &pct
	a.Warnings = append(a.Warnings, Note{Code: "aid_intensity_cap", Params: Params{"pct": pct}})
	if year := q.Work.Wage.CostFirstYear; year != nil {
		m.CeilingYear = new(ceiling(pct, *year, decimal.NewFromInt(1)))
		m.PayableYear = lower(m.ByRate, m.CeilingYear)
		a.note("aid_ceiling_one_year_reading")
	}
	cost := q.Work.Wage.CostHour
	switch {
	case m.Steps != nil: // until the step is set, there is nothing to limit
		return
	case cost == nil:
		m.Missing = append(m.Missing, "work.wage.cost_hour_oere")
		a.note("aid_ceiling_needs_wage_cost")
		return
	}
	m.HourCeiling = new(ceiling(pct, *cost, decimal.NewFromInt(1)))
	m.HourPayable = lower(m.Rate, m.HourCeiling)
	if m.Hours != nil {
		m.Ceiling = new(ceiling(pct, *cost, *m.Hours))
		m.Payable = lower(m.ByRate, m.Ceiling)
	}
}

// ceilingPct is the share of the wage cost that aid may reach, where it is named.
func (q *inquiry) ceilingPct() (decimal.Decimal, bool) {
	if all := q.scheme.Money.CeilingPctAll; all != nil {
		return all.Decimal, true
	}
	pct, named := q.scheme.Money.CeilingPct[q.group()]
	return pct.Decimal, named
}

// ceiling is a share of the wage cost of some hours, rounded down.
func ceiling(pct decimal.Decimal, cost money.Ore, hours decimal.Decimal) money.Ore {
	return money.Ore(pct.Mul(exact(cost)).Mul(hours).Shift(-2).Floor().IntPart())
}

// lower is the lower of two amounts, and unknown where one is.
func lower(a, b *money.Ore) *money.Ore {
	if a == nil || b == nil {
		return nil
	}
	return new(min(*a, *b))
}
