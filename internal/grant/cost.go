package grant

import (
	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
)

// WeekPlan is the time planned for a week, in minutes.
type WeekPlan struct {
	Week    caldate.Week
	Paid    int
	Praktik int
}

// MonthCost is what a calendar month of a plan costs a firm. What is not known
// is nil.
type MonthCost struct {
	Month   caldate.Date // first day
	Paid    int          // minutes
	Praktik int          // minutes; they cost no wage
	Cost    *money.Ore   // of the paid hours, all included
	Covered *money.Ore   // by the subsidy
	Own     *money.Ore   // what is left
}

// Plan is the time planned for some weeks, from one day to another.
type Plan struct {
	Weeks []WeekPlan
	From  caldate.Date
	To    caldate.Date // last day; zero for no end
}

// Subsidy is a scheme that pays for hours, up to and including a day.
type Subsidy struct {
	Scheme SchemeID     // "" for none
	Until  caldate.Date // zero for no end
}

// Costs works out a plan month by month: paid hours at the wage cost of the
// situation, less what a scheme would pay for them while it lasts. The minutes of
// a week are spread over Monday to Friday; days outside the plan are left out.
func (r *Rules) Costs(s Situation, subsidy Subsidy, plan Plan) []MonthCost {
	var list []*monthHours
	for _, w := range plan.Weeks {
		for i := range workingDays {
			day := w.Week.Day(i)
			if day.Before(plan.From) || !plan.To.IsZero() && day.After(plan.To) {
				continue
			}
			month := day.MonthStart()
			if len(list) == 0 || list[len(list)-1].Month != month {
				list = append(list, &monthHours{MonthCost: MonthCost{Month: month}})
			}
			list[len(list)-1].add(day, share(w.Paid, i), share(w.Praktik, i), subsidy.Until)
		}
	}
	costs := make([]MonthCost, len(list))
	for i, m := range list {
		r.cost(s, subsidy.Scheme, m)
		costs[i] = m.MonthCost
	}
	return costs
}

// workingDays is how many days a week's minutes are spread over.
const workingDays = 5

// share is a day's part of a week's minutes, so that the days add up.
func share(minutes, day int) int { return minutes*(day+1)/workingDays - minutes*day/workingDays }

// monthHours is a month while its days are added up.
type monthHours struct {
	MonthCost
	covered  int // paid minutes that the scheme can pay for
	from, to caldate.Date
}

func (m *monthHours) add(day caldate.Date, paid, praktik int, until caldate.Date) {
	m.Paid += paid
	m.Praktik += praktik
	if until.IsZero() || !day.After(until) {
		m.covered += paid
		if m.from.IsZero() {
			m.from = day
		}
		m.to = day
	}
}

func (r *Rules) cost(s Situation, scheme SchemeID, m *monthHours) {
	hourly := s.Work.Wage.CostHour
	if hourly == nil {
		return
	}
	m.Cost = new(halfUp(exact(*hourly).Mul(inHours(m.Paid))))
	m.Own, m.Covered = m.Cost, new(money.Ore)
	if scheme == "" || m.covered == 0 {
		return
	}
	m.Covered = r.payable(s, scheme, PaidHours{From: m.from, To: m.to, Hours: inHours(m.covered)})
	if m.Own = nil; m.Covered != nil {
		m.Own = new(*m.Cost - *m.Covered)
	}
}

func inHours(minutes int) decimal.Decimal {
	return decimal.NewFromInt(int64(minutes)).Div(decimal.NewFromInt(60))
}

// payable is what a scheme pays for some hours; nil where that is not known.
func (r *Rules) payable(s Situation, id SchemeID, hours PaidHours) *money.Ore {
	scheme, known := r.scheme(id)
	if !known || !scheme.covers(hours.To) {
		return nil
	}
	s.Work.PaidHours = []PaidHours{hours}
	q, a := &inquiry{Situation: &s, rules: r, scheme: scheme}, SchemeAnswer{}
	if q.price(&a); a.Amount == nil {
		return nil
	}
	return a.Amount.Payable
}

// ApplyBy is how a start stands to the time an authority has to decide.
type ApplyBy struct {
	Day     caldate.Date // the last that leaves the authority its time
	Days    int          // from today to that day; below 0 when it has gone
	Started bool         // the start has gone too
}

// ApplyBy finds the last day to apply in VITAS for an answer before the start: the
// municipality has a number of working days (BEK 1216/2023 § 136), public
// holidays not known here.
func (r *Rules) ApplyBy(start, today caldate.Date) ApplyBy {
	by := start.Add(-1)
	for !r.vitasDecision(by).Before(start) {
		by = by.Add(-1)
	}
	return ApplyBy{Day: by, Days: by.Sub(today), Started: start.Before(today)}
}

// Late tells whether an answer before the start is not sure any more.
func (a ApplyBy) Late() bool { return a.Started || a.Days < 0 }

// Words puts texts into somebody's language.
type Words interface {
	T(key string, args ...any) string
	N(key string, n int, args ...any) string
	Date(caldate.Date) string
}

// Text says when to apply for a start, how much time is left, or that it is too
// late to be sure of an answer.
func (a ApplyBy) Text(w Words, start caldate.Date) string {
	return w.T(a.textKey(), "start", w.Date(start), "by", w.Date(a.Day), "left", w.N("grant.apply_by.days", max(0, a.Days)))
}

func (a ApplyBy) textKey() string {
	switch {
	case a.Started:
		return "grant.apply_by.started"
	case a.Days < 0:
		return "grant.apply_by.late"
	case a.Days == 0:
		return "grant.apply_by.today"
	}
	return "grant.apply_by.ahead"
}
