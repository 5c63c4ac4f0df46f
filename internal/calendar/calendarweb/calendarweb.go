// Package calendarweb shows a person the link to a calendar of their own, and answers
// the programs that read it.
package calendarweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/calendar"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/ical"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for calendars.
type Handlers struct {
	Calendars *calendar.Service
	BaseURL   string
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get("/calendar", access.OwnCalendar, h.show),
		web.Post("/calendar", access.OwnCalendar, h.make),
		web.Post("/calendar/deletion", access.OwnCalendar, h.end),
		web.Get("/calendar/:secret.ics", access.Anyone, h.read),
	}
}

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{calendarPage} }

// pageModel is a person's own link.
type pageModel struct {
	Since  string // since when there is a link, or ""
	Claims bool   // deadlines of claims are in it
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	f, err := h.Calendars.Mine(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(calendarPage, r.T("calendar.title"), newPage(r.Texts, r.Actor, f)), nil
}

func newPage(t *i18n.Texts, actor access.Actor, f calendar.Feed) pageModel {
	m := pageModel{Claims: actor.Can(access.RunClaims)}
	if f.Hash != "" {
		m.Since = t.T("calendar.since", "when", t.Moment(f.MadeAt))
	}
	return m
}

func (h Handlers) make(r *web.Request) (web.Answer, error) {
	secret, err := h.Calendars.Make(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.ShowLink(web.Link{
		Title: r.T("calendar.link_title"), Text: r.T("calendar.link_text"), Once: r.T("calendar.link_once"), Link: h.BaseURL + "/calendar/" + secret + ".ics", Back: "/calendar",
	}), nil
}

func (h Handlers) end(r *web.Request) (web.Answer, error) {
	if err := h.Calendars.End(r.Context(), r.Actor); err != nil {
		return nil, err
	}
	return web.SeeOther("/calendar", web.Done(r.T("calendar.ended"))), nil
}

func (h Handlers) read(r *web.Request) (web.Answer, error) {
	entries, err := h.Calendars.Read(r.Context(), r.Param("secret"), ical.Host(h.BaseURL))
	if err != nil {
		return nil, err
	}
	return web.Bytes("fodfaeste.ics", "text/calendar; charset=utf-8", file(r.Texts, entries, h.BaseURL).Bytes()), nil
}

// file puts dates into words: what kind they are of, and where to read on.
func file(t *i18n.Texts, entries []calendar.Entry, baseURL string) ical.Calendar {
	c := ical.Calendar{Method: ical.Publish, Name: t.T("calendar.name")}
	for _, e := range entries {
		e.URL = baseURL + e.Page
		e.Summary, e.Description = t.T("calendar.kind."+string(e.Kind)), t.T("calendar.more", "link", e.URL)
		c.Events = append(c.Events, e.Event)
	}
	return c
}

var calendarPage = view.New("pages/calendar/calendar", func(t *i18n.Texts) []view.Sample[pageModel] {
	return []view.Sample[pageModel]{
		{Name: "none", Model: pageModel{}},
		{Name: "typical", Model: pageModel{Since: t.T("calendar.since", "when", "22.11.2026 kl. 9.00"), Claims: true}},
	}
})
