package grantweb

import (
	"slices"

	"fodfaeste/internal/grant"
)

// gateModel tells how a start stands to the time an answer from VITAS takes.
type gateModel struct {
	Text string
	Late bool
}

// gate says when to apply at the latest; nil while there is no start, or when
// nothing has to be applied for.
func (p *page) gate(a grant.Answer) *gateModel {
	needed := slices.ContainsFunc(a.Schemes, func(s grant.SchemeAnswer) bool {
		return s.Verdict != grant.NotPossible && s.BeforeStart && s.Channel == "vitas"
	})
	if p.start.IsZero() || !needed {
		return nil
	}
	g := p.rules.Gate(p.start, p.today)
	text := p.T(g.TextKey(), "start", p.Date(p.start), "by", p.Date(g.ApplyBy), "left", p.N("grant.gate.days", max(0, g.Days)))
	return &gateModel{text, g.Late()}
}
