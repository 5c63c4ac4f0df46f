package grantweb

import (
	"slices"

	"fodfaeste/internal/grant"
	"fodfaeste/internal/view"
)

// compareField ticks schemes to be shown side by side.
const compareField = "compare"

// doField tells which button was pressed.
const doField = "do"

// mostCompared is how many fit side by side.
const mostCompared = 4

// compareModel shows some schemes side by side: one row for each question, one
// column for each scheme. With fewer than two there is nothing to show.
type compareModel struct {
	Schemes []string
	Rows    []compareRow
	TooMany bool // more were ticked than are shown
	TooFew  bool // one alone cannot be compared
}

type compareRow struct {
	Label string
	Cells []string
}

// compare sets the ticked schemes side by side, in the order of the rules; nil
// when none is ticked.
func (p *page) compare(a grant.Answer) *compareModel {
	var chosen []grant.SchemeAnswer
	for _, s := range a.Schemes {
		if slices.Contains(p.form.Values(compareField), string(s.ID)) {
			chosen = append(chosen, s)
		}
	}
	if len(chosen) == 0 && p.form.Value(doField) != compareField {
		return nil
	}
	m := &compareModel{TooFew: len(chosen) < 2, TooMany: len(chosen) > mostCompared}
	if m.TooFew {
		return m
	}
	chosen = chosen[:min(len(chosen), mostCompared)]
	for _, s := range chosen {
		m.Schemes = append(m.Schemes, p.T("grant.scheme."+string(s.ID)+".name"))
	}
	row := func(label string, of func(grant.SchemeAnswer) string) {
		r := compareRow{Label: label}
		for _, s := range chosen {
			r.Cells = append(r.Cells, of(s))
		}
		m.Rows = append(m.Rows, r)
	}
	row(p.T("grant.fact.verdict"), func(s grant.SchemeAnswer) string { return p.T("grant.verdict." + string(s.Verdict) + ".badge") })
	row(p.T("grant.fact.gives"), p.gives)
	for _, key := range []string{"length", "before", "decides", "apply", "sure"} {
		label := p.T("grant.fact." + key)
		row(label, func(s grant.SchemeAnswer) string { return valueOf(p.facts(s), label) })
	}
	return m
}

// valueOf finds what a fact says, or a dash where it is not told.
func valueOf(facts []view.Fact, label string) string {
	for _, f := range facts {
		if f.Label == label {
			return f.Value
		}
	}
	return "–"
}
