package grantweb

import (
	"github.com/shopspring/decimal"

	"fodfaeste/internal/grant"
	"fodfaeste/internal/placement"
)

// meterModel shows how many of the places at a P-number are in use.
type meterModel struct {
	ID      string
	Place   string
	PNumber string // "" when no firm is known
	Known   bool   // there is something to measure
	Text    string // the meter in words; why there is none when it is not known
	Max     string // numbers for the meter element, with a point
	Value   string
	Rows    []meterRow
	After   string   // whether the person asked about fits, or ""
	Next    []string // what more employees would give
	Near    bool
}

type meterRow struct {
	Label string
	Value string
}

// meters shows one for every place of work. The months counted are those before
// the start asked about.
func (p *page) meters(s grant.Situation) []meterModel {
	s.Work.Start = p.counted()
	var meters []meterModel
	for _, w := range p.firm.places {
		meters = append(meters, p.meter(w, p.rules.RatioAt(s, w.pNumber), p.form.Value(workplaceField) == w.pNumber))
	}
	return meters
}

// meter puts the count of one place into words; only the chosen place is told
// whether the person asked about fits.
func (p *page) meter(w place, r *grant.Ratio, chosen bool) meterModel {
	m := meterModel{ID: "ratio-" + w.pNumber, Place: w.name}
	if w.pNumber != unnamed {
		m.PNumber = w.pNumber
	}
	if r == nil {
		m.Text = p.T("grant.ratio.rules_not_known")
		return m
	}
	for _, month := range r.Window {
		row := meterRow{p.Month(month.Month), "–"}
		if month.Count != nil {
			row.Value = number(p.Texts, *month.Count)
		}
		m.Rows = append(m.Rows, row)
	}
	if !r.Known {
		m.Text = p.T("grant.ratio.months_missing")
		return m
	}
	m.Near = r.NearStep
	p.add(&m, "average", r.Average)
	p.add(&m, "cap", decimal.NewFromInt(r.Cap))
	if !r.Counted {
		m.Text = p.T("grant.ratio.placed_missing")
		return m
	}
	m.Known = true
	m.Max, m.Value = decimal.NewFromInt(r.Cap).String(), decimal.Min(r.Used, decimal.NewFromInt(r.Cap)).StringFixed(2)
	m.Text = p.N("grant.ratio.used", int(r.Cap), "used", number(p.Texts, r.Used), "free", number(p.Texts, r.Free))
	p.add(&m, "placed", r.Used)
	p.add(&m, "free", r.Free)
	if chosen {
		m.After = p.fits(r)
	}
	m.Next = p.next(r)
	return m
}

// next says what one more employee would give, and where the next place comes.
func (p *page) next(r *grant.Ratio) []string {
	oneMore, step := p.rules.PlacesWithMore(r.Average)
	words := []string{p.T("grant.ratio.next_step", "n", number(p.Texts, step))}
	if oneMore > r.Cap {
		words = append(words, p.T("grant.ratio.one_more", "n", oneMore))
	}
	return words
}

func (p *page) add(m *meterModel, key string, value decimal.Decimal) {
	m.Rows = append(m.Rows, meterRow{p.T("grant.ratio." + key), number(p.Texts, value)})
}

func decimalOf(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }

// fits says whether there is room for the person asked about. Ordinary paid
// hours take no place.
func (p *page) fits(r *grant.Ratio) string {
	if p.form.Value(strandField) == string(placement.Paid) {
		return p.T("grant.ratio.paid_only")
	}
	switch r.Allowed {
	case grant.Yes:
		return p.T("grant.ratio.fits", "after", number(p.Texts, r.After), "cap", r.Cap)
	case grant.No:
		return p.T("grant.ratio.full", "after", number(p.Texts, r.After), "cap", r.Cap)
	}
	return p.T("grant.ratio.hours_missing")
}
