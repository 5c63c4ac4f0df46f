// Package needweb shows needs without a name: to the consultant who writes them
// and goes on with one of the answers, and to the firms that are asked.
package needweb

import (
	"context"
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/need"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for needs.
type Handlers struct {
	Needs      *need.Service
	Candidates *candidate.Service
	Openings   *opening.Service
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get("/needs", access.ViewNeeds, h.list),
		web.Get("/needs/new", access.ManageCandidates, h.begin),
		web.Post("/needs", access.ManageCandidates, h.add),
		web.Get("/needs/:id", access.ViewNeeds, h.show),
		web.Get("/needs/:id/edit", access.ManageCandidates, h.edit),
		web.Post("/needs/:id/edit", access.ManageCandidates, h.change),
		web.Post("/needs/:id/publication", access.ManageCandidates, h.do(h.Needs.AskFirms, "need.asked")),
		web.Post("/needs/:id/renewal", access.ManageCandidates, h.do(h.Needs.Renew, "need.renewed")),
		web.Post("/needs/:id/choice", access.ManageCandidates, h.choose),
		web.Post("/needs/:id/choice/withdrawal", access.ManageCandidates, h.do(h.Needs.Release, "need.released")),
		web.Post("/needs/:id/closure", access.ManageCandidates, h.close),
		web.Post("/needs/:id/answer", access.AnswerNeeds, h.reply),
		web.Post("/needs/:id/answer/withdrawal", access.AnswerNeeds, h.takeBack),
	}
}

// listModel is the needs of the municipality, or what a firm is asked.
type listModel struct {
	Title  string
	Lead   string
	CanAdd bool
	Rows   []rowModel
	Empty  string
}

type rowModel struct {
	Href   string
	Title  string
	Detail string
	Note   string // what is to be done or known about it, or ""
	Badge  view.Badge
}

func (h Handlers) list(r *web.Request) (web.Answer, error) {
	m := newList(r.Texts, r.Actor)
	if r.Actor.Party().Kind == access.Company {
		cards, err := h.Needs.Cards(r.Context(), r.Actor)
		if err != nil {
			return nil, err
		}
		m.addCards(r.Texts, cards)
	} else {
		needs, err := h.Needs.List(r.Context(), r.Actor)
		if err != nil {
			return nil, err
		}
		m.addNeeds(r.Texts, needs, r.Today())
	}
	return web.Page(listPage, m.Title, m), nil
}

func newList(t *i18n.Texts, actor access.Actor) listModel {
	kind := string(actor.Party().Kind)
	return listModel{Title: t.T("need.title." + kind), Lead: t.T("need.lead." + kind), Empty: t.T("need.empty." + kind), CanAdd: actor.Can(access.ManageCandidates)}
}

// addNeeds lists needs by where they stand, those whose last day is near first.
func (m *listModel) addNeeds(t *i18n.Texts, needs []need.Listed, today caldate.Date) {
	for _, status := range need.Statuses() {
		for _, n := range needs {
			if n.StatusOn(today) != status {
				continue
			}
			row := rowModel{Href: "/needs/" + n.ID, Title: titleOf(n.Said), Detail: summary(t, n.Said), Badge: needBadge(t, status)}
			if status == need.Open && n.Could > 0 {
				row.Note = t.N("need.could", n.Could)
			}
			if n.AskedOn(today) {
				row.Note += " " + t.T("need.near", "date", t.Date(n.LastDay()))
			}
			m.Rows = append(m.Rows, row)
		}
	}
}

// addCards lists what a firm is asked by where it stands for the firm.
func (m *listModel) addCards(t *i18n.Texts, cards []need.Card) {
	for _, standing := range need.Standings() {
		for _, c := range cards {
			if c.Standing == standing {
				m.Rows = append(m.Rows, rowModel{Href: "/needs/" + c.ID, Title: titleOf(c.Said), Detail: summary(t, c.Said), Badge: cardBadge(t, standing)})
			}
		}
	}
}

// titleOf names a need by its first task.
func titleOf(s need.Said) string {
	if len(s.Tasks) > 1 {
		return s.Tasks[0] + " m.m."
	}
	return s.Tasks[0]
}

// summary is a need in one line.
func summary(t *i18n.Texts, s need.Said) string {
	parts := []string{hoursText(t, s)}
	if len(s.Purposes) > 0 {
		parts = append(parts, listed(t, "consent.purpose.", s.Purposes))
	}
	if s.Place != "" {
		parts = append(parts, s.Place)
	}
	if !s.From.IsZero() {
		parts = append(parts, t.T("need.from", "date", t.Date(s.From)))
	}
	return strings.Join(parts, " · ")
}

// hoursText tells the hours of now and of the wish.
func hoursText(t *i18n.Texts, s need.Said) string {
	if s.MinutesNow == 0 || s.MinutesNow == s.MinutesWished {
		return t.T("opening.per_week", "hours", t.Hours(s.MinutesWished))
	}
	return t.T("need.hours_rising", "now", t.Hours(s.MinutesNow), "wished", t.Hours(s.MinutesWished))
}

// facts is everything that a firm reads.
func facts(t *i18n.Texts, s need.Said) []view.Fact {
	list := []view.Fact{
		{Label: t.T("need.fact.tasks"), Value: strings.Join(s.Tasks, "\n")}, {Label: t.T("need.fact.hours"), Value: hoursText(t, s)},
		{Label: t.T("need.fact.conditions"), Value: strings.Join(worded(t, "condition.", s.Conditions), "\n")}, {Label: t.T("need.fact.times"), Value: listed(t, "candidate.times.", s.Times)},
		{Label: t.T("need.fact.place"), Value: s.Place}, {Label: t.T("need.fact.from"), Value: dateOrNot(t, s.From)},
		{Label: t.T("need.fact.purposes"), Value: listed(t, "consent.purpose.", s.Purposes)}, {Label: t.T("need.fact.text"), Value: s.Text},
	}
	return slices.DeleteFunc(list, func(f view.Fact) bool { return f.Value == "" })
}

func dateOrNot(t *i18n.Texts, d caldate.Date) string {
	if d.IsZero() {
		return ""
	}
	return t.Date(d)
}

func listed(t *i18n.Texts, prefix string, codes []string) string {
	return strings.Join(worded(t, prefix, codes), ", ")
}

func worded(t *i18n.Texts, prefix string, codes []string) []string {
	var words []string
	for _, code := range codes {
		words = append(words, t.T(prefix+code))
	}
	return words
}

func needBadge(t *i18n.Texts, s need.Status) view.Badge {
	tone := map[need.Status]string{need.Open: "info", need.Picked: "warning", need.Matched: "success"}[s]
	return view.Badge{Label: t.T("need.status." + string(s)), Tone: tone}
}

func cardBadge(t *i18n.Texts, s need.Standing) view.Badge {
	tone := map[need.Standing]string{need.Unanswered: "info", need.SaysCould: "success", need.Chosen: "success"}[s]
	return view.Badge{Label: t.T("need.standing." + string(s)), Tone: tone}
}

// do answers for a command that is given in one tap.
func (h Handlers) do(give func(context.Context, access.Actor, string) (need.Need, error), said string) web.Handler {
	return func(r *web.Request) (web.Answer, error) {
		n, err := give(r.Context(), r.Actor, r.Param("id"))
		if err != nil {
			return nil, err
		}
		return web.SeeOther("/needs/"+n.ID, web.Done(r.T(said))), nil
	}
}
