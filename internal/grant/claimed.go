package grant

import (
	"slices"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
	"fodfaeste/internal/ruledata"
)

// Preparation is what an application for a scheme takes: steps to do, as codes
// below "grant.warning.", and documents to have, below "grant.document.".
func (r *Rules) Preparation(id SchemeID) (steps []Code, documents []string) {
	s, known := r.scheme(id)
	if !known {
		return nil, nil
	}
	return slices.Clone(s.Steps), slices.Clone(s.Documents)
}

// BeforeStart tells whether a scheme has to be granted before the first day.
func (r *Rules) BeforeStart(id SchemeID) bool {
	s, known := r.scheme(id)
	return known && s.BeforeStart
}

// StepOf finds the step of the wage subsidy whose rate on a day is the one
// granted, 0 where there is none (LAB § 75).
func (r *Rules) StepOf(rate money.Ore, day caldate.Date) int {
	row, known := r.row("loentilskud_steps", day)
	if !known {
		return 0
	}
	return 1 + slices.IndexFunc(row.Steps, func(s ruledata.Number) bool { return ore(s.Decimal) == rate })
}

// StepRate is what an hour of a day gives at a step of the wage subsidy; unknown
// where no rate is loaded (LAB § 75-76).
func (r *Rules) StepRate(step int, day caldate.Date) (rate money.Ore, known bool) {
	row, known := r.row("loentilskud_steps", day)
	if !known || step < 1 || step > len(row.Steps) {
		return 0, false
	}
	return ore(row.Steps[step-1].Decimal), true
}

// ForMinutes is a rate per hour for minutes, rounded half up to a whole øre
// (BEK 1216/2023 § 88).
func ForMinutes(rate money.Ore, minutes int) money.Ore {
	return halfUp(exact(rate).Mul(decimal.NewFromInt(int64(minutes))).Div(decimal.NewFromInt(60)))
}

// AssistanceCeiling is the most personal assistance, in minutes, for a job of so
// many minutes: twenty hours of a full week and in proportion, rounded down
// (kompensationsloven § 4).
func (r *Rules) AssistanceCeiling(minutes int) int {
	return int(r.constant("assistance_hours_of_full_week").Mul(decimal.NewFromInt(int64(minutes))).Div(r.fullTime).IntPart())
}
