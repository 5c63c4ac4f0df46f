package grant

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/ruledata"
)

// InForce is what the rules are on a day, laid out for reading.
type InForce struct {
	Schemes []SchemeRules
	Rates   []RateRules
}

// SchemeRules are the rules of one scheme.
type SchemeRules struct {
	ID         SchemeID
	Provenance ruledata.Provenance
	From, To   caldate.Date // the starts it is known for; To is zero for no known end
	Known      bool         // on the day
	Stale      bool         // its sources were checked too long ago to be relied on
	Conditions []ConditionRule
}

// ConditionRule is one condition of a scheme.
type ConditionRule struct {
	Code       Code
	Provenance ruledata.Provenance
}

// RateRules is one rate on the day, and what it was before.
type RateRules struct {
	Name   string
	Unit   string
	Law    string
	Now    *RatePeriod // nil where none is known for the day
	Before *RatePeriod
}

// RatePeriod is a rate in the days it is known for, in kroner or per cent.
type RatePeriod struct {
	From, To  caldate.Date
	Amounts   []RateAmount
	Certainty Certainty
	Sources   []string
}

// RateAmount is one figure of a rate; a step has its number for a name.
type RateAmount struct {
	Name   string
	Amount decimal.Decimal
}

// InForce lays out the rules of a day as somebody reads them today.
func (r *Rules) InForce(day, today caldate.Date) InForce {
	var all InForce
	for i := range r.schemes {
		all.Schemes = append(all.Schemes, r.schemeRules(&r.schemes[i], day, today))
	}
	for _, name := range slices.Sorted(maps.Keys(r.rates)) {
		all.Rates = append(all.Rates, r.rateRules(name, day))
	}
	return all
}

func (r *Rules) schemeRules(s *scheme, day, today caldate.Date) SchemeRules {
	q := &inquiry{Situation: &Situation{}, rules: r, scheme: s}
	rules := SchemeRules{
		ID: s.ID, Provenance: s.Provenance, From: s.From.Date, To: s.To.Date,
		Known: s.covers(day) && (s.Only.From.IsZero() || s.Only.covers(day)), Stale: q.stale(today),
	}
	terms, _ := s.on(day)
	for _, code := range terms {
		rules.Conditions = append(rules.Conditions, ConditionRule{code, r.conditions[code].Provenance})
	}
	return rules
}

func (r *Rules) rateRules(name string, day caldate.Date) RateRules {
	rate := r.rates[name]
	rules := RateRules{Name: name, Unit: rate.Unit, Law: rate.Law}
	for i, p := range rate.Periods {
		if !p.covers(day) {
			continue
		}
		rules.Now = p.layOut(name)
		if i > 0 {
			rules.Before = rate.Periods[i-1].layOut(name)
		}
	}
	return rules
}

func (p ratePeriod) layOut(rate string) *RatePeriod {
	out := &RatePeriod{From: p.From.Date, To: p.To.Date, Certainty: p.Certainty, Sources: p.Sources}
	for i, s := range p.Steps {
		out.Amounts = append(out.Amounts, RateAmount{Name: "step_" + string(rune('1'+i)), Amount: s.Decimal})
	}
	for _, name := range rateNames[rate] {
		out.Amounts = append(out.Amounts, RateAmount{Name: name, Amount: p.Amounts[name].Decimal})
	}
	return out
}
