package grantweb

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
)

// sourceModel is where a rule was read.
type sourceModel struct {
	Title   string
	URL     string
	Checked string
}

// questionModel is a missing fact with the field that asks for it.
type questionModel struct {
	Text string
	Href string
}

// schemeModel is one scheme in words.
type schemeModel struct {
	ID        string
	Name      string
	Formal    string // what the law calls it
	Badge     view.Badge
	Why       []string // what fails or is not settled
	Questions []questionModel
	Facts     []view.Fact
	Before    []string // what must be in place before day one
	Steps     []string // what else there is to do
	Notes     []string
	Law       string
	Sources   []sourceModel
}

// tones underline the words of the verdicts.
var tones = map[grant.Verdict]string{grant.Likely: "success", grant.Maybe: "warning", grant.NotPossible: ""}

// scheme puts one answer into words.
func (p *page) scheme(a grant.SchemeAnswer) schemeModel {
	key := "grant.scheme." + string(a.ID)
	m := schemeModel{
		ID: string(a.ID), Name: p.T(key + ".name"), Formal: p.T(key + ".formal"), Law: a.Law,
		Badge: view.Badge{Label: p.T("grant.verdict." + string(a.Verdict) + ".badge"), Tone: tones[a.Verdict]},
		Why:   p.why(a), Questions: p.questionsOf(a.Missing), Facts: p.facts(a),
	}
	for _, w := range a.Warnings {
		text := p.T("grant.warning."+string(w.Code), args(p.Texts, w.Params)...)
		switch {
		case w.Step && beforeDayOne(w.Code):
			m.Before = append(m.Before, text)
		case w.Step:
			m.Steps = append(m.Steps, text)
		default:
			m.Notes = append(m.Notes, text)
		}
	}
	for _, id := range a.Sources {
		if s, known := p.rules.Source(id); known {
			m.Sources = append(m.Sources, sourceModel{s.Title, s.URL, p.T("grant.checked", "date", p.Date(s.Checked))})
		}
	}
	return m
}

// beforeDayOne tells the steps that must be in place first from those that follow.
func beforeDayOne(code grant.Code) bool {
	switch code {
	case "hours_to_eindkomst", "written_terms", "claim_in_nemrefusion", "release_certificate":
		return false
	}
	return true
}

// why lists the reasons. A "no" tells what stands in the way and nothing else;
// a "maybe" tells what the law leaves open. What only waits for a fact stands
// among the questions.
func (p *page) why(a grant.SchemeAnswer) []string {
	var why []string
	for _, r := range a.Reasons {
		text := p.T("grant.reason."+string(r.Code), args(p.Texts, r.Params)...)
		switch {
		case r.Effect == grant.Blocks:
			why = append(why, text)
		case rulesNotKnown(a):
			why = append(why, text)
		case a.Verdict == grant.Maybe && len(r.Missing) == 0:
			why = append(why, p.T("grant.unclear", "rule", text))
		}
	}
	return why
}

// rulesNotKnown tells whether the start lies outside the rules that are known.
func rulesNotKnown(a grant.SchemeAnswer) bool {
	return slices.ContainsFunc(a.Reasons, func(r grant.Reason) bool {
		return r.Code == "rules_not_known_before" || r.Code == "rules_not_known_after"
	})
}

// questionsOf turns missing facts into questions; the months of one place are
// one question.
func (p *page) questionsOf(paths []grant.Path) []questionModel {
	var list []questionModel
	asked := map[string]bool{}
	for _, path := range paths {
		if key := questionKey(path); !asked[key] {
			asked[key] = true
			list = append(list, questionModel{p.T("grant.question." + key), hrefOf(fieldOf(path))})
		}
	}
	return list
}

// hrefOf leads to a field; a group of boxes has its first box for an address.
func hrefOf(field string) string {
	for _, q := range questions() {
		if q.name == field && q.kind == form.Checks {
			field += "." + q.values[0]
		}
	}
	return "#" + strings.ReplaceAll(field, ".", "-")
}

// questionKey drops the P-number and the month of a path.
func questionKey(path grant.Path) string {
	key := string(path)
	if head, rest, ok := strings.Cut(key, "["); ok {
		_, tail, _ := strings.Cut(rest, "]")
		key = head + tail
	}
	if head, _, ok := strings.Cut(key, ".ordinary_fte_by_month."); ok {
		key = head + ".ordinary_fte_by_month"
	}
	return key
}

// facts are what it gives, for how long, who decides and where.
func (p *page) facts(a grant.SchemeAnswer) []view.Fact {
	var facts []view.Fact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, view.Fact{Label: p.T("grant.fact." + label), Value: value})
		}
	}
	add("gives", p.gives(a))
	if rulesNotKnown(a) { // then nothing of what holds today may be promised
		return facts
	}
	add("length", p.length(a.Length))
	add("decides", p.T("grant.decides."+a.DecidedBy))
	add("sure", p.T("grant.certainty."+string(a.Certainty)))
	if a.Verdict == grant.NotPossible {
		return facts
	}
	add("apply", p.T("grant.apply."+a.Channel))
	before := "grant.before.no"
	if a.BeforeStart {
		before = "grant.before.yes"
	}
	add("before", p.T(before))
	return facts
}

// gives says what the scheme pays, or why no figure is given.
func (p *page) gives(a grant.SchemeAnswer) string {
	m := a.Amount
	switch {
	case m == nil && a.Verdict == grant.NotPossible:
		return ""
	case rulesNotKnown(a):
		return p.T("grant.gives.rules_not_known")
	case m == nil:
		return p.T("grant.gives.not_yet")
	case m.None:
		return p.T("grant.gives." + string(a.ID))
	case m.Rate == nil && len(m.Steps) == 0:
		return p.T("grant.gives.rate_not_known")
	case m.Rate == nil:
		var steps []string
		for _, s := range m.Steps {
			steps = append(steps, s.String())
		}
		return p.T("grant.gives.steps", "steps", strings.Join(steps, " / "), "sure", p.sureOfRate(m))
	}
	text := p.T("grant.gives.rate", "amount", *m.Rate, "sure", p.sureOfRate(m))
	switch {
	case m.Payable != nil:
		text += " " + p.T("grant.gives.payable", "pct", number(p.Texts, *m.CeilingPct), "amount", *m.Payable)
	case m.CeilingPct != nil:
		text += " " + p.T("grant.gives.ceiling", "pct", number(p.Texts, *m.CeilingPct))
	}
	return text
}

func (p *page) sureOfRate(m *grant.Amount) string {
	return p.T("grant.rate_certainty." + string(m.Certainty))
}

// length says how long, step by step.
func (p *page) length(l *grant.Length) string {
	switch {
	case l == nil:
		return ""
	case l.Unit == grant.Unlimited:
		return p.T("grant.length.unlimited")
	}
	unit := "grant.length." + string(l.Unit)
	text := p.T("grant.length.first", "length", p.N(unit, l.First), "date", p.Date(l.LastDay))
	for _, e := range l.Extensions {
		if e.By > 0 {
			text += " " + p.T("grant.length.again", "length", p.N(unit, e.By))
			continue
		}
		text += " " + p.T("grant.length.extend", "length", p.N(unit, e.To), "date", p.Date(e.LastDay))
	}
	return text
}

// args makes named values of figures, written the way the language does.
func args(t *i18n.Texts, params grant.Params) []any {
	var values []any
	for name, value := range params {
		switch v := value.(type) {
		case decimal.Decimal:
			values = append(values, name, number(t, v))
		case grant.SchemeID:
			values = append(values, name, t.T("grant.with."+string(v)))
		default:
			values = append(values, name, v)
		}
	}
	return values
}

// number shows a decimal with at most two decimals. Rounding is for showing
// only; the rules compared the exact figures.
func number(t *i18n.Texts, d decimal.Decimal) string { return t.Decimal(d.Round(2).InexactFloat64()) }
