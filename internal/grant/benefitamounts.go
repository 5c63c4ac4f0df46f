package grant

import (
	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
	"fodfaeste/internal/strictjson"
)

// fleksSubsidyOf is what an employee in a fleksjob gets beside the wage.
type fleksSubsidyOf struct {
	named
	Month        string     `json:"month" must:"true" form:"month"`
	Wage         money.Ore  `json:"wage_oere" must:"true" limit:"0.."` // with both parts of the pension
	FullTimeWage *money.Ore `json:"full_time_wage_oere" limit:"0.."`
}

func (q *fleksSubsidyOf) work(r *Rules, _ *strictjson.Faults) result {
	return r.fleksResult(q.Month, q.Wage, q.FullTimeWage)
}

func (r *Rules) fleksResult(month string, wage money.Ore, fullTimeWage *money.Ore) result {
	base, known := r.row("fleks_base_month", monthDay(month))
	threshold, both := r.row("fleks_threshold_month", monthDay(month))
	if !known || !both {
		return rateNotKnown("result_oere", "by_rate_oere", "base_oere", "threshold_oere")
	}
	byRate, payable := r.fleksSubsidy(base.ore("amount"), threshold.ore("amount"), wage, fullTimeWage)
	return result{
		"by_rate_oere": byRate, "result_oere": payable, "paid_to": "employee",
		"base_oere": base.ore("amount"), "threshold_oere": threshold.ore("amount"),
	}
}

// fleksPaidHours turns hours by the clock into the hours a fleksjob pays.
type fleksPaidHours struct {
	named
	Month     string          `json:"month" must:"true" form:"month"`
	Clock     decimal.Decimal `json:"clock_hours_per_week" must:"true" limit:"0..168"`
	Intensity decimal.Decimal `json:"intensity_pct" must:"true" limit:"0..100"`
	Wage      money.Ore       `json:"hourly_wage_oere" must:"true" limit:"0.."`
}

func (q *fleksPaidHours) work(r *Rules, _ *strictjson.Faults) result {
	paid := q.Clock.Mul(q.Intensity).Shift(-2)
	week := paid.Mul(exact(q.Wage))
	month := halfUp(week.Mul(weeksOfYear).Div(monthsOfYear))
	out := r.fleksResult(q.Month, month, nil)
	out["paid_hours_per_week"], out["wage_week_oere"], out["wage_month_oere"] = paid, halfUp(week), month
	return out
}

// besideKontanthjaelp is what is left of the help beside a small job (LAS § 31).
type besideKontanthjaelp struct {
	named
	Month string    `json:"month" must:"true" form:"month"`
	Sats  string    `json:"sats" must:"true" in:"forhoejet,grund,mindste"`
	Gross money.Ore `json:"gross_oere" must:"true" limit:"0.."`
	Help  money.Ore `json:"help_oere" must:"true" limit:"0.."`
}

func (q *besideKontanthjaelp) work(r *Rules, _ *strictjson.Faults) result {
	row, known := r.row("kontanthjaelp_disregard_month", monthDay(q.Month))
	if !known {
		return rateNotKnown("result_oere", "disregard_oere", "deducted_oere", "over_ceiling_oere")
	}
	net, free := r.afterContribution(q.Gross), row.ore(q.Sats)
	deducted := min(q.Help, percent(max(0, net-free), r.constant("kontanthjaelp_deduction_pct")))
	left := q.Help - deducted
	over := min(left, max(0, left+net-row.ore("ceiling_"+q.Sats)))
	return result{
		"net_oere": net, "disregard_oere": free, "deducted_oere": deducted,
		"over_ceiling_oere": over, "result_oere": left - over,
	}
}

// dagpengeSupplement is what is left of dagpenge beside hours of work.
type dagpengeSupplement struct {
	named
	Month   string          `json:"month" must:"true" form:"month"`
	Hours   decimal.Decimal `json:"hours" must:"true" limit:"0.."` // in the month
	Insured string          `json:"insured" must:"true" in:"full_time,part_time"`
	Benefit *money.Ore      `json:"benefit_month_oere" limit:"0.."`
}

func (q *dagpengeSupplement) work(r *Rules, f *strictjson.Faults) result {
	if q.Insured == "part_time" && q.Benefit == nil {
		f.Add("benefit_month_oere", "is missing")
	}
	if f.Err() != nil {
		return nil
	}
	if q.Benefit == nil {
		row, known := r.row("dagpenge_max_month", monthDay(q.Month))
		if !known {
			return rateNotKnown("result_oere")
		}
		q.Benefit = new(row.ore("amount"))
	}
	full := r.monthHours(q.Insured)
	left := decimal.Max(decimal.Zero, full.Sub(q.Hours))
	return result{"result_oere": halfUp(left.Mul(exact(*q.Benefit)).Div(full))}
}

// ledighedsydelseDeduction is what a wage takes off ledighedsydelse (BEK 4/2026).
type ledighedsydelseDeduction struct {
	named
	Month string    `json:"month" must:"true" form:"month"`
	Wage  money.Ore `json:"wage_oere" must:"true" limit:"0.."`
}

func (q *ledighedsydelseDeduction) work(r *Rules, _ *strictjson.Faults) result {
	row, known := r.row("ledighedsydelse_threshold_month", monthDay(q.Month))
	if !known {
		return rateNotKnown("result_oere", "threshold_oere")
	}
	threshold := row.ore("amount")
	below := exact(min(q.Wage, threshold)).Mul(r.constant("fleks_below_threshold_pct"))
	above := exact(max(0, q.Wage-threshold)).Mul(r.constant("fleks_above_threshold_pct"))
	return result{"result_oere": halfUp(below.Add(above).Shift(-2)), "threshold_oere": threshold}
}

// sickRefund is a week's refund of wage paid during absence (sygedagpengeloven
// § 50, § 54-54 b).
type sickRefund struct {
	named
	WeekStart caldate.Date    `json:"week_start" must:"true"` // any day of the week
	Absent    decimal.Decimal `json:"absent_hours" must:"true" limit:"0..168"`
	Wage      *money.Ore      `json:"hourly_wage_oere" limit:"0.."`
	WagePaid  *money.Ore      `json:"wage_paid_oere" limit:"0.."`
}

func (q *sickRefund) work(r *Rules, _ *strictjson.Faults) result {
	monday := q.WeekStart.Week().Monday()
	supplement, pctKnown := r.row("refund_supplement_pct", monday)
	row, known := r.row("sygedagpenge_max", monday)
	out := result{"supplement_pct": nil, "supplement_oere": nil}
	if pctKnown {
		out["supplement_pct"] = supplement.Amounts["pct"].Decimal
	}
	if !known {
		out["result_oere"], out["rate_oere"], out["reason"] = nil, nil, "rate_not_known"
		return out
	}
	rate := row.ore("amount")
	if q.Wage != nil {
		rate = min(rate, r.afterContribution(*q.Wage))
	}
	refund := min(halfUp(exact(rate).Mul(q.Absent)), row.ore("week"))
	if q.WagePaid != nil {
		refund = min(refund, *q.WagePaid)
	}
	out["rate_oere"], out["result_oere"] = rate, refund
	if pctKnown {
		kroner := exact(refund).Mul(supplement.Amounts["pct"].Decimal).Shift(-4).Add(half).Floor()
		out["supplement_oere"] = ore(kroner)
	}
	return out
}

// sickRefundFrom is the first day that is refunded (sygedagpengeloven § 30,
// § 40, § 59).
type sickRefundFrom struct {
	named
	First    caldate.Date `json:"first_absence_on" must:"true"`
	Notified caldate.Date `json:"notified_on" must:"true"`
	Claimed  caldate.Date `json:"claimed_on" must:"true"`
	Period   bool         `json:"employer_period_applies" must:"true"`
}

func (q *sickRefundFrom) work(r *Rules, _ *strictjson.Faults) result {
	latest := q.First.Add(r.count("sick_notice_days"))
	inTime := !q.Notified.After(latest)
	from := []caldate.Date{q.Claimed.AddMonths(-r.count("sick_claim_months")), q.First}
	if !inTime {
		from = append(from, q.Notified)
	}
	if q.Period {
		days := r.conditions["employer_period_days"].Figures["days"]
		from = append(from, q.First.Add(int(days.IntPart())))
	}
	return result{"notice_latest": latest, "notice_in_time": inTime, "refund_from": latestOf(from...)}
}

func latestOf(days ...caldate.Date) (latest caldate.Date) {
	for _, d := range days {
		if d.After(latest) {
			latest = d
		}
	}
	return latest
}

// freeEarnings splits an offered wage into what the social free card leaves
// free and the rest (lov 616/2024).
type freeEarnings struct {
	named
	Year    int       `json:"year" must:"true" limit:"1900..2200"`
	Earned  money.Ore `json:"earned_oere" must:"true" limit:"0.."`
	Offered money.Ore `json:"offered_oere" must:"true" limit:"0.."`
}

func (q *freeEarnings) work(r *Rules, _ *strictjson.Faults) result {
	row, known := r.row("socialt_frikort_year", caldate.New(q.Year, 1, 1))
	if !known {
		return rateNotKnown("result_oere", "ceiling_oere", "ordinary_oere")
	}
	most := row.ore("amount")
	free := min(q.Offered, max(0, most-q.Earned))
	return result{"ceiling_oere": most, "result_oere": free, "ordinary_oere": q.Offered - free}
}

// sixMonthsHours are the hours that six months of dagpenge come to (BEK
// 1216/2023 § 9).
type sixMonthsHours struct {
	named
	Insured string          `json:"insured" must:"true" in:"full_time,part_time"`
	Hours   decimal.Decimal `json:"hours" must:"true" limit:"0.."`
}

func (q *sixMonthsHours) work(r *Rules, _ *strictjson.Faults) result {
	required := r.benefit[len(r.benefit)-1].Hours[q.Insured].Decimal
	return result{"required_hours": required, "met": q.Hours.GreaterThanOrEqual(required)}
}
