package grantweb

import (
	"slices"

	"fodfaeste/internal/grant"
)

// applyModel tells how a start stands to the time an answer from VITAS takes.
type applyModel struct {
	Text string
	Late bool
}

// applyBy says when to apply at the latest; nil while there is no start, and when
// nothing has to be applied for or it has been.
func (p *page) applyBy(a grant.Answer) *applyModel {
	if p.about != nil && p.about.Vitas.State != "" {
		return nil
	}
	needed := slices.ContainsFunc(a.Schemes, func(s grant.SchemeAnswer) bool {
		return s.Verdict != grant.NotPossible && s.BeforeStart && s.Channel == "vitas"
	})
	if p.start.IsZero() || !needed {
		return nil
	}
	by := p.rules.ApplyBy(p.start, p.today)
	return &applyModel{by.Text(p, p.start), by.Late()}
}
