package grantweb

import (
	"strings"

	"fodfaeste/internal/grant"
	"fodfaeste/internal/money"
)

// gives says what a scheme pays, or why no figure is given.
func (p *page) gives(a grant.SchemeAnswer) string {
	m := a.Amount
	switch {
	case rulesNotKnown(a):
		return p.T("grant.gives.rules_not_known")
	case m == nil && a.Verdict == grant.NotPossible:
		return ""
	case m == nil && p.Has("grant.gives."+string(a.ID)):
		return p.T("grant.gives." + string(a.ID))
	case m == nil:
		return p.T("grant.gives.not_yet")
	case m.None:
		return p.T("grant.gives." + string(a.ID))
	case m.Basis != "":
		return p.T("grant.gives." + m.Basis)
	}
	return strings.Join(p.amount(a.ID, m), " ")
}

// amount says what an amount is, sentence by sentence.
func (p *page) amount(id grant.SchemeID, m *grant.Amount) []string {
	switch {
	case m.Base != nil:
		return p.fleks(m)
	case m.WeekMax != nil:
		return []string{p.T("grant.gives.sick", "amount", *m.Rate, "week", *m.WeekMax, "sure", p.sureOfRate(m))}
	case m.Unit == "year" && m.Ceiling != nil:
		return p.freeCard(m)
	case m.Unit == "calendar_day" && m.Rate != nil:
		return p.perDay(m)
	case id == "igu":
		return p.bonuses(m)
	case id == "personlig_assistance":
		return []string{p.T("grant.gives.rate_not_found")}
	case m.Rate == nil && len(m.Steps) == 0:
		return []string{p.T("grant.gives.rate_not_known")}
	case m.Rate == nil:
		return []string{p.T("grant.gives.steps", "steps", kroner(m.Steps), "sure", p.sureOfRate(m))}
	case id == "voksenlaerling":
		return []string{p.T("grant.gives.apprentice", "amount", *m.Rate, "sure", p.sureOfRate(m))}
	case id == "jobrotation":
		return []string{p.T("grant.gives.hourly", "amount", *m.Rate, "sure", p.sureOfRate(m))}
	}
	return p.perHour(m)
}

func kroner(amounts []money.Ore) string {
	words := make([]string, len(amounts))
	for i, a := range amounts {
		words[i] = a.String()
	}
	return strings.Join(words, " / ")
}

// perHour is a wage subsidy per hour, with its ceiling and the pay it means.
func (p *page) perHour(m *grant.Amount) []string {
	words := []string{p.T("grant.gives.rate", "amount", *m.Rate, "sure", p.sureOfRate(m))}
	switch {
	case m.HourPayable != nil:
		words = append(words, p.T("grant.gives.payable", "pct", number(p.Texts, *m.CeilingPct), "amount", *m.HourPayable))
	case m.CeilingPct != nil:
		words = append(words, p.T("grant.gives.ceiling", "pct", number(p.Texts, *m.CeilingPct)))
	}
	if m.WageHour != nil {
		words = append(words, p.T("grant.gives.wage_hour", "amount", *m.WageHour))
	}
	if m.HoursPerWeek != nil {
		words = append(words, p.T("grant.gives.wage_hours", "n", *m.HoursPerWeek))
	}
	return words
}

func (p *page) fleks(m *grant.Amount) []string {
	words := []string{p.T("grant.gives.fleks", "amount", *m.Base)}
	if m.Payable != nil {
		words = append(words, p.T("grant.gives.fleks_payable", "amount", *m.Payable))
	}
	return words
}

func (p *page) freeCard(m *grant.Amount) []string {
	words := []string{p.T("grant.gives.free_card", "amount", *m.Ceiling)}
	if m.Remaining != nil {
		words = append(words, p.T("grant.gives.remaining", "amount", *m.Remaining))
	}
	return words
}

func (p *page) perDay(m *grant.Amount) []string {
	words := []string{p.T("grant.gives.day", "amount", *m.Rate)}
	if m.Payable != nil {
		words = append(words, p.T("grant.gives.day_total", "amount", *m.Payable, "days", *m.Days))
	}
	return words
}

func (p *page) bonuses(m *grant.Amount) []string {
	switch {
	case m.Payable == nil:
		return []string{p.T("grant.gives.kind_missing")}
	case len(m.Segments) == 0:
		return []string{p.T("grant.gives.bonus_public")}
	}
	var words []string
	for _, s := range m.Segments {
		words = append(words, p.T("grant.gives.bonus_after", "amount", *s.Amount, "months", s.AfterMonths, "date", p.Date(s.On)))
	}
	return append(words, p.T("grant.gives.bonus_total", "amount", *m.Payable))
}
