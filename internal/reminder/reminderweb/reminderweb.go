// Package reminderweb shows a person what they were reminded of, and to those
// who run the firm's account what would be sent today.
package reminderweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for reminders.
type Handlers struct {
	Reminders *reminder.Service
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get("/reminders", access.ViewReminders, h.mine),
		web.Get("/reminders/today", access.ManageMembers, h.today),
	}
}

// mineModel is what one person was told.
type mineModel struct {
	Digests []digestModel
	Today   string // address of what would be sent today, or ""
}

type digestModel struct {
	Heading string
	Lines   []lineModel
}

type lineModel struct {
	Text string
	Href string
}

func (h Handlers) mine(r *web.Request) (web.Answer, error) {
	list, err := h.Reminders.Mine(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(minePage, r.T("reminder.title"), newMine(r.Texts, r.Actor, list)), nil
}

func newMine(t *i18n.Texts, actor access.Actor, list []reminder.Digest) mineModel {
	var m mineModel
	if actor.Can(access.ManageMembers) {
		m.Today = "/reminders/today"
	}
	for _, d := range list {
		m.Digests = append(m.Digests, digestModel{Heading: t.Day(d.Date), Lines: lines(t, d.Items)})
	}
	return m
}

func lines(t *i18n.Texts, items []reminder.Item) []lineModel {
	var list []lineModel
	for _, i := range items {
		list = append(list, lineModel{Href: i.Href, Text: t.T("reminder.kind."+string(i.Kind), "name", i.Name, "n", i.Week.Number(), "day", t.Date(i.On))})
	}
	return list
}

// todayModel is what would be sent now.
type todayModel struct {
	Digests []digestModel
}

func (h Handlers) today(r *web.Request) (web.Answer, error) {
	list, err := h.Reminders.Today(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(todayPage, r.T("reminder.today.title"), newToday(r.Texts, list)), nil
}

func newToday(t *i18n.Texts, list []reminder.Outgoing) todayModel {
	var m todayModel
	for _, o := range list {
		m.Digests = append(m.Digests, digestModel{Heading: t.Person(o.Name), Lines: lines(t, o.Items)})
	}
	return m
}

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{minePage, todayPage} }

// sampleItems has one of every kind.
func sampleItems() []reminder.Item {
	day := caldate.MustParse("2026-11-20")
	var items []reminder.Item
	for _, kind := range reminder.Kinds() {
		items = append(items, reminder.Item{Kind: kind, Name: "Sanne", Week: day.Week(), On: day, Href: "/placements/plc_1"})
	}
	return items
}

var minePage = view.New("pages/reminder/mine", func(t *i18n.Texts) []view.Sample[mineModel] {
	mentor := access.NewActor(access.Identity{PersonID: "p1"}, access.Party{Kind: access.Company}, access.Mentor)
	owner := access.NewActor(access.Identity{PersonID: "p2"}, access.Party{Kind: access.Company}, access.Owner)
	digest := reminder.Digest{Date: caldate.MustParse("2026-11-20"), Items: sampleItems()}
	return []view.Sample[mineModel]{
		{Name: "empty", Model: newMine(t, mentor, nil)},
		{Name: "every-kind", Model: newMine(t, owner, []reminder.Digest{digest})},
	}
})

var todayPage = view.New("pages/reminder/today", func(t *i18n.Texts) []view.Sample[todayModel] {
	return []view.Sample[todayModel]{
		{Name: "nobody", Model: newToday(t, nil)},
		{Name: "some", Model: newToday(t, []reminder.Outgoing{{Name: "Søren Krag", Digest: reminder.Digest{Items: sampleItems()[:2]}}, {Digest: reminder.Digest{Items: sampleItems()[4:5]}}})},
	}
})
