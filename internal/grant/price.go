package grant

import (
	"slices"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
)

// pricings is the table of how the money of a scheme is worked out, by the kind
// that the data name.
var pricings = map[string]func(*inquiry, *SchemeAnswer) *Amount{
	"nothing":            func(*inquiry, *SchemeAnswer) *Amount { return nil },
	"none":               (*inquiry).priceNone,
	"wage_subsidy":       (*inquiry).priceWageSubsidy,
	"fleks_subsidy":      (*inquiry).priceFleks,
	"apprentice_subsidy": (*inquiry).priceApprentice,
	"igu_bonus":          (*inquiry).priceIgu,
	"egu_bonus":          (*inquiry).priceEgu,
	"sick_refund":        (*inquiry).priceSickRefund,
	"hourly":             (*inquiry).priceHourly,
	"free_card":          (*inquiry).priceFreeCard,
	"documented_cost":    (*inquiry).priceCost,
	"rate_not_found":     (*inquiry).priceNotFound,
}

// price says what the scheme pays, as far as it is known.
func (q *inquiry) price(a *SchemeAnswer) {
	a.Amount = pricings[q.scheme.Money.Kind](q, a)
	if a.Amount != nil {
		a.Amount.PaidTo = q.scheme.Money.PaidTo
	}
}

func (q *inquiry) priceNone(*SchemeAnswer) *Amount {
	return &Amount{None: true, Unit: "hour", Rate: new(money.Ore), Payable: new(money.Ore), Certainty: A}
}

func (q *inquiry) priceCost(*SchemeAnswer) *Amount {
	return &Amount{Basis: "documented_cost", Certainty: q.scheme.Certainty}
}

func (q *inquiry) priceNotFound(a *SchemeAnswer) *Amount {
	a.note("rate_not_known")
	return &Amount{Unit: "hour", Certainty: D}
}

// note adds something to know.
func (a *SchemeAnswer) note(code Code) { a.Warnings = append(a.Warnings, Note{Code: code}) }

// use finds the row of a rate for a day and notes its certainty and sources in
// the amount.
func (q *inquiry) use(m *Amount, rate string, day caldate.Date) (ratePeriod, bool) {
	row, known := on(q.rules.rates[rate].Periods, day)
	if !known {
		m.Certainty = lowest(m.Certainty, D)
		return row, false
	}
	m.Unit = q.rules.rates[rate].Unit
	m.Certainty = lowest(m.Certainty, row.Certainty)
	for _, id := range row.Sources {
		if !slices.Contains(m.Sources, id) {
			m.Sources = append(m.Sources, id)
		}
	}
	return row, true
}

// priceHourly is a published rate per hour.
func (q *inquiry) priceHourly(a *SchemeAnswer) *Amount {
	m := &Amount{Unit: "hour"}
	if row, known := q.use(m, q.scheme.Money.Rate, q.Work.Start); known {
		m.Rate = new(row.ore("amount"))
	} else {
		a.note("rate_not_known")
	}
	return m
}

// priceFleks is what the employee gets beside the wage (LAB § 123).
func (q *inquiry) priceFleks(a *SchemeAnswer) *Amount {
	a.note("no_money_to_employer")
	m := &Amount{Unit: "month"}
	base, known := q.use(m, q.scheme.Money.Rate, q.Work.Start)
	threshold, both := q.use(m, q.scheme.Money.Threshold, q.Work.Start)
	if !known || !both {
		a.note("rate_not_known")
		return m
	}
	m.Base, m.Threshold = new(base.ore("amount")), new(threshold.ore("amount"))
	wage := q.Work.Wage.Monthly
	if wage == nil {
		m.Missing = append(m.Missing, "work.wage.monthly_oere")
		return m
	}
	byRate, payable := q.rules.fleksSubsidy(*m.Base, *m.Threshold, *wage, q.Work.Wage.FullTimeMonthly)
	m.ByRate, m.Payable = &byRate, &payable
	return m
}

// priceIgu are the bonuses of a private employer on the way through the course.
func (q *inquiry) priceIgu(a *SchemeAnswer) *Amount {
	m := &Amount{}
	row, known := q.use(m, q.scheme.Money.Rate, q.Work.Start)
	switch {
	case q.kind() == "":
		m.Missing = append(m.Missing, "employer.sector")
	case q.kind() == Public:
		m.Payable, m.Certainty = new(money.Ore), A
	case !known:
		a.note("rate_not_known")
	default:
		var total money.Ore
		for _, s := range iguSegments(row, q.scheme.Length.Default.First, q.Work.Start) {
			total += *s.Amount
			m.Segments = append(m.Segments, s)
		}
		m.Payable = &total
	}
	return m
}

// iguBonuses are the months after which a bonus falls due.
var iguBonuses = []struct {
	months int
	key    string
}{{6, "after_6_months"}, {12, "after_12_months"}, {24, "after_24_months"}}

// iguSegments are the bonuses of so many completed months; without a start
// their days are not known.
func iguSegments(row ratePeriod, completed int, start caldate.Date) []Segment {
	var segments []Segment
	for _, b := range iguBonuses {
		if b.months > completed {
			break
		}
		s := Segment{AfterMonths: b.months, Amount: new(row.ore(b.key))}
		if !start.IsZero() {
			s.On = start.AddMonths(b.months)
		}
		segments = append(segments, s)
	}
	return segments
}

// priceEgu pays calendar days of practice, up to a number over a lifetime.
func (q *inquiry) priceEgu(a *SchemeAnswer) *Amount {
	m := &Amount{Unit: "calendar_day"}
	row, known := q.use(m, q.scheme.Money.Rate, q.Work.Start)
	if !known {
		a.note("rate_not_known")
		return m
	}
	m.Rate = new(row.ore("amount"))
	switch {
	case q.Work.Egu.DaysOfWork != nil:
		m.Days = q.Work.Egu.DaysOfWork
	case !q.Work.End.IsZero():
		m.Days = new(q.Work.End.Sub(q.Work.Start) + 1)
	default:
		m.Missing = append(m.Missing, "work.egu.days")
		return m
	}
	m.Payable = new(money.Ore(min(*m.Days, q.rules.eguMostDays())) * *m.Rate)
	return m
}

// priceSickRefund is the most that an hour and a week of absence give.
func (q *inquiry) priceSickRefund(a *SchemeAnswer) *Amount {
	m := &Amount{Unit: "hour"}
	row, known := q.use(m, q.scheme.Money.Rate, q.Work.Start)
	if !known {
		a.note("rate_not_known")
		return m
	}
	m.Rate, m.WeekMax = new(row.ore("amount")), new(row.ore("week"))
	return m
}

// priceFreeCard is what the person can earn in the year without tax or deduction.
func (q *inquiry) priceFreeCard(a *SchemeAnswer) *Amount {
	m := &Amount{Unit: "year"}
	row, known := q.use(m, q.scheme.Money.Rate, q.Work.Start)
	if !known {
		a.note("rate_not_known")
		return m
	}
	m.Ceiling = new(row.ore("amount"))
	if earned := q.Person.Frikort.EarnedThisYear; earned != nil {
		m.Remaining = new(max(0, *m.Ceiling-*earned))
	} else {
		m.Missing = append(m.Missing, "person.frikort.earned_this_year_oere")
	}
	return m
}

// priceApprentice is paid per hour of training at the firm (LAB § 159).
func (q *inquiry) priceApprentice(a *SchemeAnswer) *Amount {
	m := &Amount{Unit: "hour"}
	track := "ledig"
	if q.belongs(jobTrack) {
		track = "beskaeftiget"
	}
	row, known := q.use(m, q.scheme.Money.Rate, q.Work.Start)
	if !known {
		a.note("rate_not_known")
		return m
	}
	m.Rate = new(row.ore(track))
	q.payHours(m, func(day caldate.Date) *money.Ore {
		if row, known := q.use(m, q.scheme.Money.Rate, day); known && q.scheme.covers(day) {
			return new(row.ore(track))
		}
		return nil
	})
	m.Payable = m.ByRate
	return m
}

// payHours prices every stretch of paid hours with the rate of the days worked.
// What is not priced is not added.
func (q *inquiry) payHours(m *Amount, rate func(caldate.Date) *money.Ore) {
	if q.Work.PaidHours == nil {
		return
	}
	m.Hours, m.ByRate = new(decimal.Decimal), new(money.Ore)
	byDay := slices.SortedFunc(slices.Values(q.Work.PaidHours), func(a, b PaidHours) int { return a.From.Compare(b.From) })
	for _, p := range byDay {
		s := Segment{From: p.From, To: p.To, Hours: p.Hours}
		if s.Rate = rate(p.To); s.Rate != nil {
			s.Amount = new(forHours(*s.Rate, p.Hours, p.Refund))
			*m.Hours = m.Hours.Add(p.Hours)
			*m.ByRate += *s.Amount
		}
		m.Segments = append(m.Segments, s)
	}
}

// forHours is a rate for hours, rounded half up to a whole øre, less what the
// public already refunds for them, and never below nothing (BEK 1216/2023 § 88).
func forHours(rate money.Ore, hours decimal.Decimal, refund *money.Ore) money.Ore {
	amount := halfUp(exact(rate).Mul(hours))
	if refund != nil {
		amount -= *refund
	}
	return max(0, amount)
}
