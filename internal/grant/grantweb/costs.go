package grantweb

import (
	"slices"
	"strings"

	"fodfaeste/internal/chart"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/money"
	"fodfaeste/internal/placement"
)

// The fields of the cost view. They change what is worked out and no verdict.
const (
	costField    = "work.wage.cost_hour_oere"
	paidField    = "costs.paid_hours"
	lengthField  = "costs.months"
	subsidyField = "costs.subsidy"
	noSubsidy    = "none"
	usualMonths  = 6
	longestCosts = 24
	mostPaidWeek = 60 * 60 // minutes
)

// costModel shows what a plan costs, month by month.
type costModel struct {
	Fields []form.Field
	Unsure bool   // for some month it is not known what is covered
	Known  bool   // there is a start, a plan and a wage cost
	Hint   string // what is missing, or what to know
	Rows   []costRow
	Total  costRow
	Wide   chart.Drawing
	Narrow chart.Drawing
}

type costRow struct {
	Month   string
	Paid    string
	Praktik string
	Cost    string
	Covered string
	Own     string
}

// costs works the plan out with what was answered.
func (p *page) costs(b form.Builder, s grant.Situation, a grant.Answer) costModel {
	plan, subsidy := p.plan(), p.subsidy(a) // before the fields: they show what was wrong
	m := costModel{Fields: []form.Field{b.Field(form.Number, costField)}}
	if p.about == nil {
		m.Fields = append(m.Fields, b.Field(form.Duration, paidField), b.Field(form.Number, lengthField))
	}
	m.Fields = append(m.Fields, b.Options(form.Select, subsidyField, p.subsidies(a)...))
	switch {
	case p.about != nil && p.start != p.about.Agreement.Start:
		m.Hint = p.T("grant.costs.other_start", "start", p.Date(p.about.Agreement.Start))
	case s.Work.Start.IsZero() || len(plan.Weeks) == 0:
		m.Hint = p.T("grant.costs.no_plan")
	case s.Work.Wage.CostHour == nil:
		m.Hint = p.T("grant.costs.no_wage")
	default:
		m.Known = true
		m.add(p, p.rules.Costs(s, subsidy, plan))
		if !subsidy.Until.IsZero() && (plan.To.IsZero() || plan.To.After(subsidy.Until)) {
			m.Hint = strings.TrimSpace(m.Hint + " " + p.T("grant.costs.subsidy_ends", "date", p.Date(subsidy.Until)))
		}
	}
	return m
}

// subsidies lists the schemes that can pay for the hours here, after none.
func (p *page) subsidies(a grant.Answer) []form.Option {
	options := []form.Option{{Value: noSubsidy, Label: p.T("grant.costs.none")}}
	for _, id := range possibleSubsidies(a) {
		options = append(options, form.Option{Value: string(id), Label: p.T("grant.scheme." + string(id) + ".name")})
	}
	return options
}

// possibleSubsidies are the schemes paid by the hour that are not ruled out.
func possibleSubsidies(a grant.Answer) []grant.SchemeID {
	var ids []grant.SchemeID
	for _, s := range a.Schemes {
		if s.Amount != nil && s.Amount.Unit == "hour" && s.Amount.PaidTo == "employer" && s.Amount.Rate != nil && *s.Amount.Rate > 0 && s.Amount.WeekMax == nil {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// subsidy is the one chosen, for its first period; without a choice the first
// that looks right, where all the hours are paid. Paid hours beside praktik are
// ordinary hours.
func (p *page) subsidy(a grant.Answer) grant.Subsidy {
	chosen := p.form.Value(subsidyField)
	for _, id := range possibleSubsidies(a) {
		s, _ := a.Scheme(id)
		byItself := chosen == "" && p.form.Value(strandField) == string(placement.Paid) && s.Verdict == grant.Likely
		if string(id) != chosen && !byItself {
			continue
		}
		p.form.Set(subsidyField, string(id))
		if s.Length == nil {
			return grant.Subsidy{Scheme: id}
		}
		return grant.Subsidy{Scheme: id, Until: s.Length.LastDay}
	}
	return grant.Subsidy{}
}

// plan is the staircase of the placement, or the hours that were typed.
func (p *page) plan() grant.Plan {
	if p.about != nil {
		return planOf(*p.about)
	}
	paid, months := p.form.Minutes(paidField), usualMonths
	if paid > mostPaidWeek {
		p.form.Fail(paidField, "out_of_range")
	}
	if p.form.Value(lengthField) != "" {
		months = p.form.Int(lengthField, 1, longestCosts)
	}
	if p.start.IsZero() || p.form.FaultOf(paidField) != "" || p.form.FaultOf(lengthField) != "" {
		return grant.Plan{}
	}
	hours, praktik := p.form.Minutes(hoursField), 0
	switch p.form.Value(strandField) {
	case string(placement.Paid):
		if p.form.Value(paidField) == "" {
			paid = hours
		}
	case string(placement.Praktik), "both":
		praktik = hours
	}
	plan := grant.Plan{From: p.start, To: p.start.AddMonths(months).Add(-1)}
	if paid <= 0 && praktik <= 0 {
		return plan
	}
	for w := p.start.Week(); !w.Monday().After(plan.To); w = w.Add(1) {
		plan.Weeks = append(plan.Weeks, grant.WeekPlan{Week: w, Paid: max(0, paid), Praktik: max(0, praktik)})
	}
	return plan
}

// planOf is what a placement plans, each week by the plan that counts in it.
func planOf(about placement.Placement) grant.Plan {
	a := about.Agreement
	plan := grant.Plan{From: a.Start, To: a.End}
	for w := a.Start.Week(); !w.Monday().After(a.End); w = w.Add(1) {
		step := about.PlannedStep(w)
		plan.Weeks = append(plan.Weeks, grant.WeekPlan{Week: w, Paid: step.Paid, Praktik: step.Praktik})
	}
	return plan
}

// add puts the months into words, with a chart and a sum.
func (m *costModel) add(p *page, list []grant.MonthCost) {
	total := grant.MonthCost{Cost: new(money.Ore), Covered: new(money.Ore), Own: new(money.Ore)}
	var stacks []chart.Stack
	for _, c := range list {
		m.Rows = append(m.Rows, p.costRow(p.Month(c.Month), c))
		total.Paid += c.Paid
		total.Praktik += c.Praktik
		total.Cost, total.Covered, total.Own = plus(total.Cost, c.Cost), plus(total.Covered, c.Covered), plus(total.Own, c.Own)
		stacks = append(stacks, stackOf(shortMonth(p.Month(c.Month)), c))
	}
	m.Total = p.costRow(p.T("grant.costs.total"), total)
	if slices.ContainsFunc(list, func(c grant.MonthCost) bool { return c.Covered == nil }) {
		m.Unsure, m.Hint = true, p.T("grant.costs.not_known")
	}
	const thousand = 1000 * 100 // kroner, in øre
	m.Wide, m.Narrow = chart.DrawStacks(stacks, thousand, 720, "chart-wide"), chart.DrawStacks(stacks, thousand, 340, "chart-narrow")
}

// stackOf is a month as a column: what the firm pays itself below, what is
// covered above; all of it in one where that is not known.
func stackOf(label string, c grant.MonthCost) chart.Stack {
	if c.Own == nil {
		return chart.Stack{Label: label, Whole: int64(*c.Cost)}
	}
	return chart.Stack{Label: label, Lower: int64(*c.Own), Upper: int64(*c.Covered)}
}

// plus adds amounts; what is not known makes the sum unknown.
func plus(a, b *money.Ore) *money.Ore {
	if a == nil || b == nil {
		return nil
	}
	return new(*a + *b)
}

// shortMonth is the first three letters of a month.
func shortMonth(month string) string { return string([]rune(month)[:3]) }

func (p *page) costRow(label string, c grant.MonthCost) costRow {
	kroner := func(o *money.Ore) string {
		if o == nil {
			return p.T("grant.costs.unknown")
		}
		return o.String()
	}
	return costRow{label, p.Hours(c.Paid), p.Hours(c.Praktik), kroner(c.Cost), kroner(c.Covered), kroner(c.Own)}
}
