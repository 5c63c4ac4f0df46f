// Package effortweb shows a firm what its courses have moved.
package effortweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for the sums of a firm.
type Handlers struct {
	Effort *effort.Service
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{web.Get("/effort", access.ViewEffort, h.show)}
}

// effortModel is the page, each number with what it is out of and what it means.
type effortModel struct {
	Empty   bool
	Lead    string
	Numbers []view.Number
	Ended   string // how many courses are over, or "" for none
	Endings []view.Fact
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	e, err := h.Effort.For(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(effortPage, r.T("effort.title"), newEffort(r.Texts, e)), nil
}

func newEffort(t *i18n.Texts, e effort.Effort) effortModel {
	if e.Begun == 0 {
		return effortModel{Empty: true}
	}
	m := effortModel{Lead: t.N("effort.lead", e.Begun, "running", e.Running)}
	add := func(name, value string) {
		m.Numbers = append(m.Numbers, view.Number{Label: t.T("effort." + name + ".label"), Value: value, Definition: t.T("effort." + name + ".definition")})
	}
	add("praktik", t.Hours(e.Praktik))
	add("paid", t.Hours(e.Paid))
	for _, c := range []struct {
		name  string
		count effort.Count
	}{{"earning", e.Earning}, {"higher", e.Higher}, {"alone", e.Alone}, {"milestones", e.Milestones}, {"promises", e.Promises}} {
		if c.count.Of > 0 { // of none there is nothing to say
			add(c.name, t.T("effort.of", "n", c.count.N, "of", c.count.Of))
		}
	}
	if e.Ended == 0 {
		return m
	}
	m.Ended = t.N("effort.ended", e.Ended)
	for _, ending := range effort.Endings() {
		if n := e.Endings[ending]; n > 0 {
			m.Endings = append(m.Endings, view.Fact{Label: t.T("effort.ending." + string(ending)), Value: t.T("effort.of", "n", n, "of", e.Ended)})
		}
	}
	return m
}

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{effortPage} }

var effortPage = view.New("pages/effort/effort", func(t *i18n.Texts) []view.Sample[effortModel] {
	all := map[effort.Ending]int{}
	for _, ending := range effort.Endings() {
		all[ending] = 2
	}
	return []view.Sample[effortModel]{
		{Name: "nothing", Model: newEffort(t, effort.Effort{})},
		{Name: "one", Model: newEffort(t, effort.Effort{Begun: 1, Running: 1, Praktik: 390, Earning: effort.Count{Of: 1}, Alone: effort.Count{Of: 2}})},
		{Name: "fifty", Model: newEffort(t, effort.Effort{
			Begun: 50, Running: 36, Praktik: 812_340, Paid: 96_015, Earning: effort.Count{N: 19, Of: 50}, Higher: effort.Count{N: 24, Of: 41}, Alone: effort.Count{N: 61, Of: 118},
			Milestones: effort.Count{N: 12, Of: 20}, Promises: effort.Count{N: 5, Of: 8}, Ended: 14, Endings: all,
		})},
	}
})
