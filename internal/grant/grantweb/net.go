package grantweb

import "fodfaeste/internal/grant"

// netModel shows the test of merbeskæftigelse: whether a subsidised job comes
// on top of the usual staff.
type netModel struct {
	Text  string // the outcome in words
	Loose string // the outcome of the looser reading where it differs, or ""
	Rows  []meterRow
}

// net puts the test into words; nil where the rules for the start are not known.
func (p *page) net(e *grant.Expansion) *netModel {
	if e == nil {
		return nil
	}
	if e.Strict == grant.Unknown {
		return &netModel{Text: p.T("grant.net.missing")}
	}
	now, average := number(p.Texts, e.Now), number(p.Texts, e.Average)
	m := &netModel{
		Text: p.T("grant.net.no", "now", now, "average", average),
		Rows: []meterRow{
			{p.T("grant.net.now"), now}, {p.T("grant.net.average"), average}, {p.T("grant.net.months"), number(p.Texts, decimalOf(e.Months))},
			{p.T("grant.net.counted"), p.T("grant.net.level." + e.Level)},
		},
	}
	switch {
	case e.Strict == grant.Yes:
		m.Text = p.T("grant.net.yes", "now", now, "average", average)
	case e.Loose == grant.Yes:
		m.Loose = p.T("grant.warning.net_expansion_other_reading")
	}
	return m
}
