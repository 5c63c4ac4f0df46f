package needweb

import (
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/need"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// cardModel is one need as a firm sees it.
type cardModel struct {
	Address  string
	Title    string
	Badge    view.Badge
	Text     string // what it means for the firm
	Words    string // the consultant's, or ""
	Draft    string // address of the draft that was written for the firm, or ""
	Facts    []view.Fact
	Contact  string
	Yours    string // what the firm said, or ""
	Line     string
	Form     *form.Model
	TakeBack bool
	History  []auditweb.Line
}

// showCard shows what a firm is asked, with the form of its answer.
func (h Handlers) showCard(r *web.Request, f *form.Form) (web.Answer, error) {
	c, err := h.Needs.Card(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	var jobs []form.Option
	if c.Open {
		page, err := h.Openings.List(r.Context(), r.Actor, opening.Live, "")
		if err != nil {
			return nil, err
		}
		for _, o := range page.Items {
			jobs = append(jobs, form.Option{Value: o.ID, Label: o.Offer.Title})
		}
	}
	m := newCardModel(r.Texts, c, jobs, f)
	return web.Form(cardPage, m.Title, f, m), nil
}

func newCardModel(t *i18n.Texts, c need.Card, jobs []form.Option, f *form.Form) cardModel {
	m := cardModel{
		Address: "/needs/" + c.ID, Title: titleOf(c.Said), Badge: cardBadge(t, c.Standing), Facts: facts(t, c.Said), Words: c.Words,
		Text: t.T("need.card."+string(c.Standing), "date", t.Date(c.LastDay)), Contact: t.T("need.contact", "name", t.Person(c.Consultant)),
	}
	if c.Changed {
		m.Text += " " + t.T("need.card.changed")
	}
	if c.Standing == need.Chosen && c.Drafted != "" {
		m.Text, m.Draft = t.T("need.card.chosen_draft"), "/openings/"+c.Drafted
	}
	if a := c.Answer; a != nil {
		m.History = auditweb.History(t, a.Events)
		if a.Stands() {
			m.Yours, m.Line = t.T("need.yours", "date", t.Date(caldate.Of(a.At)), "what", offerText(t, *a)), a.Given.Line
		}
	}
	if c.Open {
		m.TakeBack = c.Answer != nil && c.Answer.TakenBack == nil
		m.Form = buildAnswer(t, f, m.Address, jobs)
	}
	return m
}

func buildAnswer(t *i18n.Texts, f *form.Form, address string, jobs []form.Option) *form.Model {
	b := f.Build(t, "need.field")
	fields := []form.Field{b.Choices(form.Radios, "answer", "need.answers", need.Kinds()...), b.Optional(form.Duration, "minutes")}
	if len(jobs) > 0 {
		job := b.Options(form.Select, "opening", jobs...)
		job.Optional = t.T("form.optional")
		fields = append(fields, job)
	}
	m := b.Model(address+"/answer", "need.do.reply", append(fields, b.Optional(form.Area, "line"))...)
	return &m
}

func (h Handlers) reply(r *web.Request) (web.Answer, error) {
	if _, err := h.Needs.Card(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err // before anything typed is judged: a foreign need is a missing one
	}
	f := r.Form()
	given := need.Given{Kind: need.Kind(f.Choice("answer", need.Kinds()...)), Minutes: f.Minutes("minutes"), Line: f.Text("line", form.Max(300)), OpeningID: f.Value("opening")}
	err := f.Do(func() error {
		_, err := h.Needs.Reply(r.Context(), r.Actor, r.Param("id"), given)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showCard(r, f)
	}
	return web.SeeOther("/needs/"+r.Param("id"), web.Done(r.T("need.replied"))), nil
}

func (h Handlers) takeBack(r *web.Request) (web.Answer, error) {
	if _, err := h.Needs.TakeBack(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err
	}
	return web.SeeOther("/needs/"+r.Param("id"), web.Done(r.T("need.taken_back"))), nil
}
