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

// Costs works out a plan month by month: paid hours at the wage cost of the
// situation, less what a scheme would pay for them. The minutes of a week are
// spread over its working days from the start on. subsidy may be "".
func (r *Rules) Costs(s Situation, subsidy SchemeID, weeks []WeekPlan) []MonthCost {
	var list []MonthCost
	at := func(day caldate.Date) *MonthCost {
		month := caldate.New(day.Year(), day.Month(), 1)
		if len(list) == 0 || list[len(list)-1].Month != month {
			list = append(list, MonthCost{Month: month})
		}
		return &list[len(list)-1]
	}
	for _, w := range weeks {
		days := workingDays(w.Week, s.Work.Start)
		for i, day := range days {
			m := at(day)
			m.Paid += share(w.Paid, i, len(days))
			m.Praktik += share(w.Praktik, i, len(days))
		}
	}
	for i := range list {
		r.cost(s, subsidy, &list[i])
	}
	return list
}

// workingDays are Monday to Friday of a week, from a start on.
func workingDays(w caldate.Week, start caldate.Date) []caldate.Date {
	var days []caldate.Date
	for i := range 5 {
		if day := w.Day(i); !day.Before(start) {
			days = append(days, day)
		}
	}
	return days
}

// share splits minutes over n days so that they add up.
func share(minutes, i, n int) int { return minutes*(i+1)/n - minutes*i/n }

func (r *Rules) cost(s Situation, subsidy SchemeID, m *MonthCost) {
	hourly := s.Work.Wage.CostHour
	if hourly == nil {
		return
	}
	hours := decimal.NewFromInt(int64(m.Paid)).Div(decimal.NewFromInt(60))
	m.Cost = new(halfUp(exact(*hourly).Mul(hours)))
	m.Own, m.Covered = m.Cost, new(money.Ore)
	if subsidy == "" || m.Paid == 0 {
		return
	}
	from := latestOf(m.Month, s.Work.Start)
	m.Covered = r.payable(s, subsidy, PaidHours{From: from, To: m.Month.AddMonths(1).Add(-1), Hours: hours})
	if m.Own = nil; m.Covered != nil {
		m.Own = new(*m.Cost - *m.Covered)
	}
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

// StartGate is how a start stands to the time an authority has to decide.
type StartGate struct {
	ApplyBy caldate.Date // the last day that leaves the authority its time
	Days    int          // from today to that day; below 0 when it has gone
	Started bool         // the start has gone too
}

// Gate finds the last day to apply in VITAS for an answer before the start: the
// municipality has a number of working days (BEK 1216/2023 § 136), public
// holidays not known here.
func (r *Rules) Gate(start, today caldate.Date) StartGate {
	by := start.Add(-1)
	for !r.vitasDecision(by).Before(start) {
		by = by.Add(-1)
	}
	return StartGate{ApplyBy: by, Days: by.Sub(today), Started: start.Before(today)}
}

// Late tells whether an answer before the start is not sure any more.
func (g StartGate) Late() bool { return g.Started || g.Days < 0 }

// TextKey names the text that tells all of it, with {start}, {by} and {left}.
func (g StartGate) TextKey() string {
	switch {
	case g.Started:
		return "grant.gate.started"
	case g.Days < 0:
		return "grant.gate.late"
	case g.Days == 0:
		return "grant.gate.today"
	}
	return "grant.gate.ahead"
}
