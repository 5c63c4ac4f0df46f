package grantweb

import (
	"strings"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/money"
	"fodfaeste/internal/web"
)

// onField chooses the day whose rules are shown.
const onField = "on"

// rulesModel is the page "Sådan regner vi".
type rulesModel struct {
	Form    form.Model
	Version string
	Schemes []schemeRulesModel
	Rates   []rateModel
}

// schemeRulesModel is the rules of one scheme in words.
type schemeRulesModel struct {
	ID         string
	Name       string
	Formal     string
	Law        string
	Known      string // from when to when, or that they are not known for the day
	Sure       string
	Stale      bool
	Conditions []conditionModel
	Sources    []sourceModel
}

type conditionModel struct {
	Text string
	Law  string
	Sure string
}

// rateModel is one rate in words.
type rateModel struct {
	ID      string
	Name    string
	Law     string
	Period  string
	Sure    string
	Rows    []rateRow
	Sources []sourceModel
}

type rateRow struct {
	Label  string
	Now    string
	Before string // what it was in the period before, or a dash
}

// showRules lists every rule and rate of a day.
func (h Handlers) showRules(r *web.Request) (web.Answer, error) {
	f := form.Of(r.QueryValues())
	if f.Values(onField) == nil {
		f.Set(onField, r.Today().Danish())
	}
	return web.Form(rulesPage, r.T("rules.title"), f, newRulesModel(r.Texts, h.Rules, f, r.Today())), nil
}

func newRulesModel(t *i18n.Texts, rules *grant.Rules, f *form.Form, today caldate.Date) rulesModel {
	day := f.Date(onField)
	if day.IsZero() {
		day = today
	}
	b := f.Build(t, "rules")
	field := b.Field(form.Day, onField)
	m := rulesModel{
		Form: form.Model{
			Action: "/grants/rules", Submit: t.T("rules.submit"), Summary: b.Summary(field),
			Sections: []form.Section{{Fields: []form.Field{field}}},
		},
		Version: t.T("rules.version", "date", t.Date(rules.Version)),
	}
	all := rules.InForce(day, today)
	for _, s := range all.Schemes {
		m.Schemes = append(m.Schemes, newSchemeRules(t, rules, s))
	}
	for _, r := range all.Rates {
		m.Rates = append(m.Rates, newRate(t, rules, r))
	}
	return m
}

func newSchemeRules(t *i18n.Texts, rules *grant.Rules, s grant.SchemeRules) schemeRulesModel {
	key := "grant.scheme." + string(s.ID)
	m := schemeRulesModel{
		ID: string(s.ID), Name: t.T(key + ".name"), Formal: t.T(key + ".formal"), Law: s.Provenance.Law, Stale: s.Stale,
		Known: t.T("rules.not_known"), Sure: t.T("grant.certainty." + string(s.Provenance.Certainty)),
		Sources: sourcesOf(t, rules, s.Provenance.Sources),
	}
	if s.Known {
		m.Known = span(t, s.From, s.To)
	}
	for _, c := range s.Conditions {
		m.Conditions = append(m.Conditions, conditionModel{ruleText(t, c.Code), c.Provenance.Law, t.T("rules.mark." + string(c.Provenance.Certainty))})
	}
	return m
}

// ruleText is a condition as a rule. Where the reason tells figures of a
// situation, the rule has words of its own.
func ruleText(t *i18n.Texts, code grant.Code) string {
	if key := "grant.rule." + string(code); t.Has(key) {
		return t.T(key)
	}
	return t.T("grant.reason." + string(code))
}

// span tells from when to when, the end only where it is known.
func span(t *i18n.Texts, from, to caldate.Date) string {
	if to.IsZero() {
		return t.T("rules.from", "from", t.Date(from))
	}
	return t.T("rules.span", "from", t.Date(from), "to", t.Date(to))
}

func newRate(t *i18n.Texts, rules *grant.Rules, r grant.RateRules) rateModel {
	m := rateModel{ID: "rate-" + strings.ReplaceAll(r.Name, "_", "-"), Name: t.T("rate." + r.Name + ".name"), Law: r.Law, Period: t.T("rules.rate_not_known")}
	if r.Now == nil {
		return m
	}
	m.Period = span(t, r.Now.From, r.Now.To)
	m.Sure, m.Sources = t.T("grant.rate_certainty."+string(r.Now.Certainty)), sourcesOf(t, rules, r.Now.Sources)
	for i, a := range r.Now.Amounts {
		row := rateRow{Label: t.T("rate." + r.Name + "." + a.Name), Now: figure(t, r.Unit, a.Amount), Before: "–"}
		if r.Before != nil {
			row.Before = figure(t, r.Unit, r.Before.Amounts[i].Amount)
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

// figure writes an amount in kroner, or a percentage.
func figure(t *i18n.Texts, unit string, d decimal.Decimal) string {
	if unit == "pct" {
		return t.T("rules.pct", "n", number(t, d))
	}
	return t.T("rules.kroner", "amount", money.Ore(d.Shift(2).IntPart()))
}
