package grantweb

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
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
	Short     string // what it waits for or what stands in the way, in one line; "" where all is well
	Gives     string
	Why       []string        // what fails or is not settled
	Fields    []form.Field    // questions that only this scheme asks
	Questions []questionModel // links to questions that others ask too
	Open      bool            // shown unfolded: what looks right, and what one answer would settle
	Facts     []view.Fact
	Before    []string // what must be in place before day one
	Steps     []string // what else there is to do
	Notes     []string
	Documents []string
	Law       string
	Sources   []sourceModel
	Chosen    bool // to be compared
}

// scheme puts one answer into words.
func (p *page) scheme(a grant.SchemeAnswer, own []form.Field, asked map[string]bool) schemeModel {
	key := "grant.scheme." + string(a.ID)
	m := schemeModel{
		ID: string(a.ID), Name: p.T(key + ".name"), Formal: p.T(key + ".formal"), Law: a.Law, Gives: p.gives(a),
		Why: p.why(a), Fields: own, Questions: p.questionsOf(a.Missing, asked), Facts: p.facts(a),
		Chosen: slices.Contains(p.form.Values(compareField), string(a.ID)),
	}
	m.Short, m.Open = p.short(a, m), a.Verdict == grant.Likely || wrong(own)
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
	if a.Verdict != grant.NotPossible && !rulesNotKnown(a) {
		for _, d := range a.Documents {
			m.Documents = append(m.Documents, p.T("grant.document."+d))
		}
	}
	m.Sources = sourcesOf(p.Texts, p.rules, a.Sources)
	return m
}

// short says in one line what a scheme waits for or what stands in its way.
func (p *page) short(a grant.SchemeAnswer, m schemeModel) string {
	switch {
	case a.Verdict == grant.Likely:
		return ""
	case len(a.Missing) > 0:
		keys := listedKeys(a.Missing)
		if len(keys) == 1 {
			return p.T("grant.question." + keys[0])
		}
		return p.T("grant.lacks", "n", len(keys))
	case len(m.Why) > 0:
		return m.Why[0]
	}
	return p.T("grant.unclear_short")
}

// wrong tells whether an answer cannot be read.
func wrong(fields []form.Field) bool {
	return slices.ContainsFunc(fields, func(f form.Field) bool { return f.Error != "" })
}

// listedKeys are the questions that missing facts come to.
func listedKeys(paths []grant.Path) []string {
	var keys []string
	for _, path := range paths {
		if key := questionKey(path); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// sourcesOf names sources with the day each was checked.
func sourcesOf(t *i18n.Texts, rules *grant.Rules, ids []string) []sourceModel {
	var list []sourceModel
	for _, id := range ids {
		if s, known := rules.Source(id); known {
			list = append(list, sourceModel{s.Title, s.URL, t.T("grant.checked", "date", t.Date(s.Checked.Date))})
		}
	}
	return list
}

// beforeDayOne tells the steps that must be in place first from those that follow.
func beforeDayOne(code grant.Code) bool {
	switch code {
	case "hours_to_eindkomst", "written_terms", "claim_in_nemrefusion", "release_certificate",
		"apply_within_1_month", "vitas_registration", "siri_within_1_year", "written_and_approved_by_municipality", "priority_duties":
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

// questionsOf turns missing facts into links to their questions; the months of
// one place are one question.
func (p *page) questionsOf(paths []grant.Path, asked map[string]bool) []questionModel {
	var list []questionModel
	listed := map[string]bool{}
	for _, path := range paths {
		key := questionKey(path)
		if listed[key] || !asked[fieldOf(path)] {
			continue
		}
		listed[key] = true
		list = append(list, questionModel{p.T("grant.question." + key), hrefOf(fieldOf(path))})
	}
	return list
}

// hrefOf leads to a field; a group of boxes has its first box for an address.
func hrefOf(field string) string {
	if field == flagsField {
		field += "." + flagValues()[0]
	}
	return "#" + strings.ReplaceAll(field, ".", "-")
}

// questionKey drops the P-number and the month of a path.
func questionKey(path grant.Path) string {
	key := string(path)
	if key == "person.benefit_hours" { // the page asks for months; both count
		return monthsField
	}
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

func (p *page) sureOfRate(m *grant.Amount) string {
	return p.T("grant.rate_certainty." + string(m.Certainty))
}

// length says how long, step by step.
func (p *page) length(l *grant.Length) string {
	switch {
	case l == nil:
		return ""
	case l.Unit == grant.Unlimited, l.Unit == grant.WholeCourse:
		return p.T("grant.length." + string(l.Unit))
	}
	unit := "grant.length." + string(l.Unit)
	words := []string{p.T("grant.length.first", "length", p.N(unit, l.First), "date", p.Date(l.LastDay))}
	for _, e := range l.Extensions {
		switch {
		case e.Permanent:
			words = append(words, p.T("grant.length.permanent"))
		case e.By > 0:
			words = append(words, p.T("grant.length.again", "length", p.N(unit, e.By)))
		default:
			words = append(words, p.T("grant.length.extend", "length", p.N(unit, e.To), "date", p.Date(e.LastDay)))
		}
	}
	if l.CutShort {
		words = append(words, p.T("grant.length.cut"))
	}
	return strings.Join(words, " ")
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
		case grant.Sector:
			values = append(values, name, t.T("grant.only."+string(v)))
		case caldate.Date:
			values = append(values, name, t.Date(v))
		default:
			values = append(values, name, v)
		}
	}
	return values
}

// number shows a decimal with at most two decimals. Rounding is for showing
// only; the rules compared the exact figures.
func number(t *i18n.Texts, d decimal.Decimal) string { return t.Decimal(d.Round(2).InexactFloat64()) }
