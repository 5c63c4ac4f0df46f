package grant

import (
	"slices"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
	"fodfaeste/internal/strictjson"
)

// result is what a calculation gives, by the names of its figures. An amount
// that is not known is nil.
type result map[string]any

// calculation is one question about money or days, read from a document.
type calculation interface {
	work(r *Rules, f *strictjson.Faults) result
}

// calculations is the table of them, by the name a document calls one with.
var calculations = map[string]func() calculation{
	"rate":                      func() calculation { return new(rateOf) },
	"ratio_cap":                 func() calculation { return new(ratioCap) },
	"placed_fte":                func() calculation { return new(placedFTE) },
	"wage_subsidy":              func() calculation { return new(wageSubsidyOf) },
	"aid_ceiling":               func() calculation { return new(aidCeiling) },
	"fleks_subsidy":             func() calculation { return new(fleksSubsidyOf) },
	"fleks_paid_hours":          func() calculation { return new(fleksPaidHours) },
	"kontanthjaelp_small_job":   func() calculation { return new(besideKontanthjaelp) },
	"dagpenge_supplement":       func() calculation { return new(dagpengeSupplement) },
	"ledighedsydelse_deduction": func() calculation { return new(ledighedsydelseDeduction) },
	"sick_refund":               func() calculation { return new(sickRefund) },
	"sick_refund_from":          func() calculation { return new(sickRefundFrom) },
	"voksenlaerling":            func() calculation { return new(apprenticeSubsidy) },
	"egu_bonus":                 func() calculation { return new(eguBonus) },
	"igu_bonus":                 func() calculation { return new(iguBonus) },
	"public_hours":              func() calculation { return new(publicHoursOf) },
	"public_wage":               func() calculation { return new(publicWage) },
	"mentor":                    func() calculation { return new(mentorCost) },
	"assistance_hours":          func() calculation { return new(assistanceHours) },
	"assistance_back_to":        func() calculation { return new(assistanceBackTo) },
	"socialt_frikort":           func() calculation { return new(freeEarnings) },
	"six_months_hours":          func() calculation { return new(sixMonthsHours) },
	"claim_paid_by":             func() calculation { return new(claimPaidBy) },
	"decision_due":              func() calculation { return new(decisionDue) },
	"release_certificate":       func() calculation { return new(releaseCertificate) },
	"signatory":                 func() calculation { return new(signatory) },
}

// named is the part every document shares.
type named struct {
	Calculator string `json:"calculator" must:"true"`
}

// rateNotKnown is the answer where no rate is loaded for the day: the figures
// named are nil.
func rateNotKnown(figures ...string) result {
	out := result{"reason": "rate_not_known"}
	for _, name := range figures {
		out[name] = nil
	}
	return out
}

// monthDay is the first day of a month written YYYY-MM: rates follow it.
func monthDay(month string) caldate.Date {
	d, _ := caldate.Parse(month + "-01")
	return d
}

func (r *Rules) row(rate string, day caldate.Date) (ratePeriod, bool) {
	return on(r.rates[rate].Periods, day)
}

// rateOf looks a rate up.
type rateOf struct {
	named
	Table string       `json:"table" must:"true" in:"@rates"`
	On    caldate.Date `json:"on" must:"true"`
	Step  *int         `json:"step" limit:"1..5"`
	Sats  string       `json:"sats" in:"forhoejet,grund,mindste"`
}

func (q *rateOf) work(r *Rules, f *strictjson.Faults) result {
	if q.Table == "loentilskud_steps" && q.Step == nil {
		f.Add("step", "is missing")
	}
	if q.Table == "kontanthjaelp_disregard_month" && q.Sats == "" {
		f.Add("sats", "is missing")
	}
	if f.Err() != nil {
		return nil
	}
	row, known := r.row(q.Table, q.On)
	if !known {
		return rateNotKnown("result_oere")
	}
	out := result{"certainty": row.Certainty}
	switch {
	case row.Steps != nil:
		out["result_oere"] = ore(row.Steps[*q.Step-1].Decimal)
	case q.Table == "kontanthjaelp_disregard_month":
		out["result_oere"], out["ceiling_oere"] = row.ore(q.Sats), row.ore("ceiling_"+q.Sats)
	default:
		for name, n := range row.Amounts {
			switch name {
			case "amount":
				out["result_oere"] = ore(n.Decimal)
			case "pct":
				out["pct"] = n.Decimal
			default:
				out[name+"_oere"] = ore(n.Decimal)
			}
		}
	}
	return out
}

// ratioCap is the number of places of an average.
type ratioCap struct {
	named
	Base decimal.Decimal `json:"base_fte" must:"true" limit:"0.."`
}

func (q *ratioCap) work(r *Rules, _ *strictjson.Faults) result {
	places, near := r.capOf(q.Base)
	return result{"cap": places, "near_step": near > places}
}

// capOf gives the places of an average by the newest ratio rule, and those of
// one a hair higher.
func (r *Rules) capOf(base decimal.Decimal) (places, near int64) {
	rule, one := r.ratio[len(r.ratio)-1], decimal.NewFromInt(1)
	return rule.places(staffSum{base, one}), rule.places(staffSum{base.Add(rule.Near.Decimal), one})
}

// placedFTE adds up placed persons against the places.
type placedFTE struct {
	named
	Base     decimal.Decimal   `json:"base_fte" must:"true" limit:"0.."`
	Hours    []decimal.Decimal `json:"hours_per_week" must:"true" limit:"0.."`
	FullTime *decimal.Decimal  `json:"full_time_hours" limit:"1..48"`
}

func (q *placedFTE) work(r *Rules, _ *strictjson.Faults) result {
	full, hours := r.fullTime, decimal.Decimal{}
	if q.FullTime != nil {
		full = *q.FullTime
	}
	for _, h := range q.Hours {
		hours = hours.Add(h)
	}
	places, near := r.capOf(q.Base)
	return result{
		"placed_fte": hours.Div(full), "cap": places, "near_step": near > places,
		"allowed": hours.LessThanOrEqual(full.Mul(decimal.NewFromInt(places))),
	}
}

// wageSubsidyOf prices hours of a wage subsidy, before any ceiling.
type wageSubsidyOf struct {
	named
	Scheme      SchemeID      `json:"scheme" must:"true" in:"loentilskud_privat,loentilskud_offentlig,loentilskud_foertidspension,isbryder,integration_loentilskud"`
	Target      Target        `json:"target" in:"@targets"`
	Sector      Sector        `json:"sector" in:"private,public"`
	RateStep    int           `json:"rate_step" limit:"1..5"`
	SpecialRate *bool         `json:"special_rate"`
	Lines       []subsidyLine `json:"lines" must:"true"`
}

type subsidyLine struct {
	PaidHours
	Overtime        decimal.Decimal `json:"overtime_hours" limit:"0.."`
	OvertimeAllowed bool            `json:"overtime_allowed"`
}

func (q *wageSubsidyOf) work(r *Rules, f *strictjson.Faults) result {
	lines := make([]stretch, len(q.Lines))
	for i, l := range q.Lines {
		lines[i] = stretch{l.From, l.To, l.Refund != nil}
	}
	checkStretches(f, "lines", lines, r.borders("loentilskud_steps"))
	s := Situation{Employer: Employer{Sector: q.Sector}, Person: Person{Target: q.Target}}
	s.Work.RateStep, s.Work.SpecialRate = q.RateStep, q.SpecialRate
	s.Work.PaidHours = q.paid(f)
	scheme, _ := r.scheme(q.Scheme)
	asked := &inquiry{Situation: &s, rules: r, scheme: scheme}
	step, _ := asked.subsidyStep(q.RateStep)
	switch {
	case step == 0 && asked.missingForStep() == "employer.sector":
		f.Add("sector", "is missing")
	case step == 0:
		f.Add("rate_step", "is missing")
	}
	if f.Err() != nil {
		return nil
	}
	var m Amount
	asked.payHours(&m, asked.subsidyRates(&m, step))
	out := result{"result_oere": m.ByRate, "hours": m.Hours, "segments": segmentsOf(m.Segments)}
	if slices.ContainsFunc(m.Segments, func(s Segment) bool { return s.Amount == nil }) {
		out["result_oere"], out["reason"] = nil, "rate_not_known"
	}
	return out
}

// paid takes overtime out of the lines. It counts only where it is usual in the
// trade and documented, and never at public employers, where it is taken as
// time off (BEK 1216/2023 § 89).
func (q *wageSubsidyOf) paid(f *strictjson.Faults) []PaidHours {
	paid := make([]PaidHours, len(q.Lines))
	for i, l := range q.Lines {
		if l.Overtime.GreaterThan(l.Hours) {
			f.Add(listPath("lines", i, "overtime_hours"), "must not be more than hours")
		}
		if !l.OvertimeAllowed || q.Scheme == publicSubsidy {
			l.Hours = l.Hours.Sub(l.Overtime)
		}
		paid[i] = l.PaidHours
	}
	return paid
}

// aidCeiling limits an amount to a share of the wage cost.
type aidCeiling struct {
	named
	Pct      decimal.Decimal `json:"pct" must:"true" limit:"0..100"`
	CostHour money.Ore       `json:"wage_cost_hour_oere" must:"true" limit:"0.."`
	Hours    decimal.Decimal `json:"hours" must:"true" limit:"0.."`
	ByRate   money.Ore       `json:"by_rate_oere" must:"true" limit:"0.."`
	CostYear *money.Ore      `json:"cost_first_year_oere" limit:"0.."`
}

func (q *aidCeiling) work(*Rules, *strictjson.Faults) result {
	most := ceiling(q.Pct, q.CostHour, q.Hours)
	out := result{"ceiling_oere": most, "result_oere": min(most, q.ByRate)}
	if q.CostYear != nil {
		year := ceiling(q.Pct, *q.CostYear, decimal.NewFromInt(1))
		out["ceiling_one_year_oere"], out["result_one_year_oere"] = year, min(year, q.ByRate)
	}
	return out
}

// publicHoursOf are the weekly hours at a public employer; ordinary hours
// beside it above a limit come off one by one (BEK 1216/2023 § 71).
type publicHoursOf struct {
	named
	Month    string           `json:"month" must:"true" form:"month"`
	Benefit  money.Ore        `json:"benefit_month_oere" must:"true" limit:"0.."`
	Insured  string           `json:"insured" must:"true" in:"full_time,part_time"`
	Ordinary *decimal.Decimal `json:"ordinary_hours_per_week" limit:"0.."`
}

func (q *publicHoursOf) work(r *Rules, _ *strictjson.Faults) result {
	day := monthDay(q.Month)
	row, known := r.row("public_loentilskud_hourly_wage", day)
	subsidy, both := r.row("loentilskud_steps", day)
	if !known || !both {
		return rateNotKnown("hours_before_reduction", "hours_per_week", "hourly_wage_oere", "wage_week_oere", "subsidy_week_oere")
	}
	wage := row.ore("amount")
	before := r.publicHours(exact(q.Benefit), q.Insured, wage)
	hours := before
	if q.Ordinary != nil {
		above := q.Ordinary.Sub(r.constant("ordinary_hours_free_of_reduction"))
		hours = max(0, before-max(0, above.Floor().IntPart()))
	}
	scheme, _ := r.scheme(publicSubsidy)
	return result{
		"hours_before_reduction": before, "hours_per_week": hours, "hourly_wage_oere": wage,
		"wage_week_oere":    money.Ore(hours) * wage,
		"subsidy_week_oere": money.Ore(hours) * ore(subsidy.Steps[scheme.Money.Step-1].Decimal),
	}
}

// publicWage is the pay for hours at a public employer.
type publicWage struct {
	named
	Month string          `json:"month" must:"true" form:"month"`
	Hours decimal.Decimal `json:"hours" must:"true" limit:"0.."`
}

func (q *publicWage) work(r *Rules, _ *strictjson.Faults) result {
	row, known := r.row("public_loentilskud_hourly_wage", monthDay(q.Month))
	if !known {
		return rateNotKnown("result_oere", "hourly_wage_oere")
	}
	wage := row.ore("amount")
	return result{"hourly_wage_oere": wage, "result_oere": halfUp(exact(wage).Mul(q.Hours))}
}

// apprenticeSubsidy pays an adult apprentice's hours at the firm from the start,
// or from the application where that came too late (LAB § 157, § 159).
type apprenticeSubsidy struct {
	named
	Track     string        `json:"track" must:"true" in:"ledig,beskaeftiget"`
	Start     caldate.Date  `json:"start" must:"true"`
	AppliedOn caldate.Date  `json:"applied_on"`
	Lines     []workedHours `json:"lines" must:"true"`
}

// workedHours are hours at the firm; school periods are not paid for.
type workedHours struct {
	From  caldate.Date    `json:"from" must:"true"`
	To    caldate.Date    `json:"to" must:"true"`
	Hours decimal.Decimal `json:"hours" must:"true" limit:"0.."`
}

func (q *apprenticeSubsidy) work(r *Rules, f *strictjson.Faults) result {
	from := q.Start
	if q.AppliedOn.After(q.Start.AddMonths(r.count("voksenlaerling_apply_within_months"))) {
		from = q.AppliedOn
	}
	borders := append(r.borders("voksenlaerling_hour"), from)
	end := caldate.Date{}
	if q.Track == "beskaeftiget" {
		end = from.AddMonths(r.count("voksenlaerling_job_track_months"))
		borders = append(borders, end)
	}
	lines := make([]stretch, len(q.Lines))
	for i, l := range q.Lines {
		lines[i] = stretch{from: l.From, to: l.To}
	}
	checkStretches(f, "lines", lines, borders)
	row, known := r.row("voksenlaerling_hour", q.Start)
	switch {
	case f.Err() != nil:
		return nil
	case !known:
		return rateNotKnown("result_oere", "rate_oere")
	}
	rate, hours, sum := row.ore(q.Track), decimal.Decimal{}, money.Ore(0)
	for _, l := range q.Lines {
		if l.From.Before(from) || !end.IsZero() && !l.From.Before(end) {
			continue
		}
		hours = hours.Add(l.Hours)
		sum += forHours(rate, l.Hours, nil)
	}
	return result{"subsidised_from": from, "rate_oere": rate, "hours": hours, "result_oere": sum}
}

// eguBonus pays days of practice, up to a number over a lifetime.
type eguBonus struct {
	named
	Days   int  `json:"days" must:"true" limit:"0.."`
	Before *int `json:"days_paid_before" limit:"0.."`
}

func (q *eguBonus) work(r *Rules, _ *strictjson.Faults) result {
	room := r.eguMostDays()
	if q.Before != nil {
		room = max(0, room-*q.Before)
	}
	periods := r.rates["egu_day"].Periods
	days := min(q.Days, room)
	return result{"days_paid": days, "result_oere": money.Ore(days) * periods[len(periods)-1].ore("amount")}
}

// iguBonus are the bonuses of so many completed months.
type iguBonus struct {
	named
	Sector Sector       `json:"sector" must:"true" in:"private,public"`
	Months int          `json:"months_completed" must:"true" limit:"0..600"`
	Start  caldate.Date `json:"start"`
}

func (q *iguBonus) work(r *Rules, _ *strictjson.Faults) result {
	if q.Sector == Public {
		return result{"result_oere": money.Ore(0), "segments": segmentsOf(nil)}
	}
	periods := r.rates["igu_bonus"].Periods
	row := periods[len(periods)-1]
	if !q.Start.IsZero() {
		var known bool
		if row, known = r.row("igu_bonus", q.Start); !known {
			return rateNotKnown("result_oere")
		}
	}
	segments, sum := iguSegments(row, q.Months, q.Start), money.Ore(0)
	for _, s := range segments {
		sum += *s.Amount
	}
	return result{"result_oere": sum, "segments": segmentsOf(segments)}
}

// mentorCost pays the mentor's hours face to face; preparation, transport and
// weeks of illness are not paid (BEK 1216/2023 § 124-126).
type mentorCost struct {
	named
	CostHour money.Ore    `json:"wage_cost_hour_oere" must:"true" limit:"0.."`
	Weeks    []mentorWeek `json:"weeks" must:"true"`
}

type mentorWeek struct {
	Direct      decimal.Decimal `json:"direct_hours" must:"true" limit:"0.."`
	Preparation decimal.Decimal `json:"preparation_hours" limit:"0.."`
	Transport   decimal.Decimal `json:"transport_hours" limit:"0.."`
	Ill         bool            `json:"mentor_ill"`
}

func (q *mentorCost) work(*Rules, *strictjson.Faults) result {
	var hours decimal.Decimal
	for _, w := range q.Weeks {
		if !w.Ill {
			hours = hours.Add(w.Direct)
		}
	}
	return result{"hours": hours, "result_oere": halfUp(exact(q.CostHour).Mul(hours))}
}
