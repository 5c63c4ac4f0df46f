package grant

import (
	"slices"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
)

// measure says how long the scheme can last for this person.
func (q *inquiry) measure(a *SchemeAnswer) {
	rules := q.scheme.Length
	if rules.Unit == Unlimited {
		a.Length = &Length{Unit: Unlimited}
		return
	}
	rule, special := rules.ByTarget[q.Person.Target]
	if !special {
		rule = rules.Default
	}
	l := &Length{Unit: rules.Unit}
	if longer, possible := rules.WithoutExperience[q.Person.Target]; possible {
		hard := either(isFalse(q.Person.WorkExperience, "person.work_experience"), isTrue(q.Person.LongUnemployment, "person.long_unemployment"))
		switch hard.Truth {
		case Yes:
			rule = longer
		case Unknown:
			l.Missing = hard.Missing
			a.Warnings = append(a.Warnings, Note{Code: "maybe_13_weeks"})
		}
	}
	l.fill(rule, q.Work.Start)
	a.Length = l
	last := q.Work.End
	if last.IsZero() {
		last = l.LastDay
	}
	if !q.scheme.To.IsZero() && last.After(q.scheme.To.Date) {
		a.Warnings = append(a.Warnings, Note{Code: "runs_past_known_rules"})
	}
}

// fill works out the last days of the first period and of every extension.
func (l *Length) fill(rule lengthRule, start caldate.Date) {
	l.First, l.LastDay = rule.First, l.last(start, rule.First)
	if rule.ExtendTo > 0 {
		l.Extensions = append(l.Extensions, Extension{To: rule.ExtendTo, LastDay: l.last(start, rule.ExtendTo)})
	}
	if rule.ThenStepsOf > 0 {
		l.Extensions = append(l.Extensions, Extension{By: rule.ThenStepsOf, LastDay: l.last(start, rule.ExtendTo+rule.ThenStepsOf)})
	}
}

// last is the last day of n weeks or months from a start.
func (l *Length) last(start caldate.Date, n int) caldate.Date {
	if l.Unit == Weeks {
		return start.Add(7*n - 1)
	}
	return start.AddMonths(n).Add(-1)
}

// price says what the scheme pays on its first day.
func (q *inquiry) price(a *SchemeAnswer) {
	rule := q.scheme.Money
	if rule.Kind == "none" {
		a.Amount = &Amount{None: true, Certainty: A}
		return
	}
	a.Amount = &Amount{}
	row, known := on(q.rules.rates[rule.Rate].Periods, q.Work.Start)
	if !known {
		a.Warnings = append(a.Warnings, Note{Code: "rate_not_known"})
		return
	}
	a.Amount.Certainty, a.Amount.Sources = row.Certainty, row.Sources
	q.chooseStep(a, row)
	q.limit(a)
}

// chooseStep finds the step of the rate. For some groups the municipality sets
// it; until it has, all of them are told (LAB § 75).
func (q *inquiry) chooseStep(a *SchemeAnswer, row ratePeriod) {
	step := q.scheme.Money.Step
	if slices.Contains(q.scheme.Money.StepSetBy, q.Person.Target) {
		a.Warnings = append(a.Warnings, Note{Code: "rate_step_by_municipality"})
		step = q.Work.RateStep
	}
	if step >= 1 && step <= len(row.Steps) {
		a.Amount.Rate = new(ore(row.Steps[step-1].Decimal))
		return
	}
	for _, s := range row.Steps {
		a.Amount.Steps = append(a.Amount.Steps, ore(s.Decimal))
	}
	a.Amount.Missing = append(a.Amount.Missing, "work.rate_step")
}

// ore turns kroner with at most two decimals into øre; loading refuses others.
func ore(kroner decimal.Decimal) money.Ore { return money.Ore(kroner.Shift(2).IntPart()) }

// limit applies the aid ceiling of private employers: at most a share of the
// wage cost (BEK 1216/2023 § 86), rounded down to a whole øre. The act looks at
// one year; this is the ceiling of one hour.
func (q *inquiry) limit(a *SchemeAnswer) {
	pct, named := q.scheme.Money.CeilingPct[q.Person.Target]
	if !named {
		a.Warnings = append(a.Warnings, Note{Code: "aid_ceiling_not_named"})
		return
	}
	a.Amount.CeilingPct = &pct.Decimal
	a.Warnings = append(a.Warnings, Note{Code: "aid_intensity_cap", Params: Params{"pct": pct.Decimal}})
	cost := q.Work.Wage.CostHour
	if cost == nil {
		a.Amount.Missing = append(a.Amount.Missing, "work.wage.cost_hour_oere")
		a.Warnings = append(a.Warnings, Note{Code: "aid_ceiling_needs_wage_cost"})
		return
	}
	share := pct.Mul(decimal.NewFromInt(int64(*cost))).Shift(-2)
	a.Amount.Ceiling = new(money.Ore(share.IntPart()))
	if a.Amount.Rate != nil {
		a.Amount.Payable = new(min(*a.Amount.Rate, *a.Amount.Ceiling))
	}
}
