package grant

import (
	"github.com/shopspring/decimal"

	"fodfaeste/internal/money"
)

// Amounts are rounded half up to a whole øre for each stretch of hours, and
// then added; ceilings down to a whole øre; a public employer's weekly hours up
// to a whole hour; the supplement of a refund to the nearest krone. Everything
// before the rounding is exact.

var (
	half    = decimal.New(5, -1)
	hundred = decimal.NewFromInt(100)

	weeksOfYear  = decimal.NewFromInt(52)
	monthsOfYear = decimal.NewFromInt(12)
)

// plus adds without work where one of the two is nothing, as it mostly is when
// staff are counted.
func plus(a, b decimal.Decimal) decimal.Decimal {
	switch {
	case b.IsZero():
		return a
	case a.IsZero():
		return b
	}
	return a.Add(b)
}

// exact makes an exact number of an amount in øre.
func exact(o money.Ore) decimal.Decimal { return decimal.NewFromInt(int64(o)) }

// halfUp rounds an amount of øre that is not negative.
func halfUp(d decimal.Decimal) money.Ore { return money.Ore(d.Add(half).Floor().IntPart()) }

// percent is a share of an amount of øre, rounded half up.
func percent(of money.Ore, pct decimal.Decimal) money.Ore {
	return halfUp(exact(of).Mul(pct).Shift(-2))
}

// ore turns kroner with at most two decimals into øre; loading refuses others.
func ore(kroner decimal.Decimal) money.Ore { return money.Ore(kroner.Shift(2).IntPart()) }

// ore reads a named amount of a row.
func (p ratePeriod) ore(name string) money.Ore { return ore(p.Amounts[name].Decimal) }

// constant is a figure that calculations share.
func (r *Rules) constant(name string) decimal.Decimal { return r.constants[name].Decimal }

// count is a constant that counts days or months.
func (r *Rules) count(name string) int { return int(r.constant(name).IntPart()) }

// monthHours are the hours of a full month as an a-kasse counts them.
func (r *Rules) monthHours(insured string) decimal.Decimal {
	return r.constant("month_hours_" + insured)
}

// weekHours are the hours of a full week as an a-kasse counts them.
func (r *Rules) weekHours(insured string) decimal.Decimal {
	if insured == "part_time" {
		return r.constant("week_hours_part_time")
	}
	return r.fullTime
}

func (r *Rules) eguMostDays() int { return r.count("egu_most_days") }

// fleksSubsidy gives what the wage leaves of the base, and that limited by the
// full-time wage of the post, in øre a month (LAB § 123).
func (r *Rules) fleksSubsidy(base, threshold, wage money.Ore, fullTimeWage *money.Ore) (byRate, payable money.Ore) {
	below := exact(min(wage, threshold)).Mul(r.constant("fleks_below_threshold_pct")).Shift(-2)
	above := exact(max(0, wage-threshold)).Mul(r.constant("fleks_above_threshold_pct")).Shift(-2)
	byRate = max(0, halfUp(exact(base).Sub(below).Sub(above)))
	payable = byRate
	if fullTimeWage != nil {
		payable = max(0, min(byRate, *fullTimeWage-wage))
	}
	return byRate, payable
}

// publicHours are the weekly hours at a public employer that a benefit, in øre
// a month, comes to; started hours count whole (BEK 1216/2023 § 71).
func (r *Rules) publicHours(benefit decimal.Decimal, insured string, wage money.Ore) int64 {
	// benefit / month hours × week hours / 0.92 / wage, with one division.
	above := benefit.Mul(r.weekHours(insured)).Mul(hundred)
	below := r.monthHours(insured).Mul(r.constant("after_am_contribution_pct")).Mul(exact(wage))
	whole, rest := above.QuoRem(below, 0)
	if rest.IsPositive() {
		return whole.IntPart() + 1
	}
	return whole.IntPart()
}

// afterContribution is a wage less arbejdsmarkedsbidrag, rounded half up.
func (r *Rules) afterContribution(wage money.Ore) money.Ore {
	return percent(wage, r.constant("after_am_contribution_pct"))
}
