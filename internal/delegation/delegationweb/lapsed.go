package delegationweb

import (
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// actingCookie remembers for which delegation somebody began to act. It gives
// nothing: it lets a page say what happened when the delegation no longer does.
func actingCookie(r *web.Request, delegationID string, expires time.Time) web.Cookie {
	return web.Cookie{Name: r.SecureCookieName(actingName), Value: delegationID, Expires: expires}
}

const actingName = "acting"

// lapsedModel says why a coordinator no longer acts for a firm, with what they
// wrote in the meantime.
type lapsedModel struct {
	Heading string
	Text    string
	Posted  bool // something was sent, and is not saved
	Typed   []view.Fact
}

// Lapsed answers a coordinator who is refused because they act for a firm no
// longer. It is nil for everybody else.
func (h Handlers) Lapsed(r *web.Request) (web.Answer, error) {
	id := r.Cookie(r.SecureCookieName(actingName))
	if id == "" || !r.Actor.Has(access.Coordinator) || r.Actor.Through().ID != "" {
		return nil, nil
	}
	d, err := h.Delegations.Get(r.Context(), r.Actor, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m := newLapsed(r.Texts, d, r.Today(), r.Form())
	return web.Refused(lapsedPage, m.Heading, m), nil
}

func newLapsed(t *i18n.Texts, d delegation.Delegation, today caldate.Date, f *form.Form) lapsedModel {
	status := string(d.StatusOn(today))
	return lapsedModel{
		Heading: t.T("lapsed.heading."+status, "firm", d.CompanyName),
		Text:    t.T("lapsed.text."+status, "day", t.Date(d.Until), "when", t.Moment(d.RevokedAt)),
		Posted:  len(f.Filled()) > 0, Typed: typed(t, f),
	}
}

// typed is what was written in words and numbers in the forms that somebody who
// acts for a firm has; what was picked from a list is quickly picked again.
func typed(t *i18n.Texts, f *form.Form) []view.Fact {
	var tasks []string
	for i := range opening.MaxTasks {
		if title := f.Value(opening.TaskField(i, "title")); title != "" {
			tasks = append(tasks, title)
		}
	}
	var facts []view.Fact
	for _, w := range []struct{ label, text string }{
		{t.T("opening.field.title"), f.Value("title")},
		{t.T("opening.spot.tasks"), f.Value("tasks")},
		{t.T("opening.tasks"), strings.Join(tasks, "\n")},
		{t.T("hand.field.text"), f.Value("text")},
		{t.T("opening.field.minutes"), f.Value("minutes")},
		{t.T("opening.field.months"), f.Value("months")},
		{t.T("opening.field.weeks"), f.Value("weeks")},
		{t.T("opening.field.start"), f.Value("start")},
		{t.T("opening.field.when"), f.Value("when")},
		{t.T("opening.field.promise"), f.Value("promise")},
		{t.T("hand.field.phone"), f.Value("phone")},
	} {
		if w.text != "" {
			facts = append(facts, view.Fact{Label: w.label, Value: w.text})
		}
	}
	return facts
}
