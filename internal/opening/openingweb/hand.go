package openingweb

import (
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// handsModel is the firm's wishes for a hand with the form of a new one, or all
// that the municipality has.
type handsModel struct {
	Lead  string
	Clock string // how fast answers come
	Form  *form.Model
	Rows  []rowModel
	Empty string
}

func (h Handlers) hands(r *web.Request) (web.Answer, error) { return h.showHands(r, form.Of(nil)) }

func (h Handlers) showHands(r *web.Request, f *form.Form) (web.Answer, error) {
	list, err := h.Openings.HandList(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	clock, err := h.Openings.ClockOf(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Form(handsPage, r.T("hand.title"), f, newHandsModel(r.Texts, r.Actor, f, list, clock, r.Now())), nil
}

func newHandsModel(t *i18n.Texts, actor access.Actor, f *form.Form, list []opening.Hand, clock opening.Clock, now time.Time) handsModel {
	m := handsModel{Lead: t.T("hand.lead_municipality"), Empty: t.T("hand.empty"), Clock: clockText(t, clock)}
	if actor.Can(access.EditOpenings) {
		m.Lead, m.Empty = t.T("hand.lead"), ""
		asked := buildHand(t, f)
		m.Form = &asked
	}
	for _, hand := range list {
		m.Rows = append(m.Rows, rowModel{
			Href: "/hands/" + hand.ID, Title: hand.Wish.Text, Company: hand.CompanyName, Summary: waitText(t, hand, now), Badge: handBadge(t, hand, now),
		})
	}
	return m
}

func buildHand(t *i18n.Texts, f *form.Form) form.Model {
	b := f.Build(t, "hand.field")
	return b.Model("/hands", "hand.submit", b.Field(form.Line, "text"), b.Field(form.Duration, "minutes"), b.Field(form.Line, "phone"))
}

// clockText tells how fast answers come, or that nobody can know yet.
func clockText(t *i18n.Texts, c opening.Clock) string {
	if c.Answered == 0 {
		return t.T("hand.clock_none")
	}
	return t.N("hand.clock", c.Answered, "time", t.Hours(c.Median))
}

// waitText tells both sides how long the answer took, or by when it comes.
func waitText(t *i18n.Texts, h opening.Hand, now time.Time) string {
	if h.Answer != nil {
		return t.T("hand.took", "time", t.Hours(h.Waited(now)), "date", t.Date(caldate.Of(h.AskedAt)))
	}
	return t.T("hand.waits", "time", t.Hours(h.Waited(now)), "by", t.Date(h.AnswerBy()))
}

func handBadge(t *i18n.Texts, h opening.Hand, now time.Time) view.Badge {
	switch {
	case h.LateOn(caldate.Of(now)):
		return view.Badge{Label: t.T("hand.late"), Tone: "warning"}
	case h.Answer == nil:
		return view.Badge{Label: t.T("hand.status.waiting"), Tone: "info"}
	default:
		return view.Badge{Label: t.T("hand.status.answered"), Tone: "success"}
	}
}

func (h Handlers) askForHand(r *web.Request) (web.Answer, error) {
	f := r.Form()
	wish := opening.Wish{Text: f.Text("text", form.Max(200)), Minutes: f.Minutes("minutes"), Phone: f.Text("phone", form.Max(30))}
	var hand opening.Hand
	err := f.Do(func() (err error) {
		hand, err = h.Openings.AskForHand(r.Context(), r.Actor, wish)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showHands(r, f)
	}
	return web.SeeOther("/hands/"+hand.ID, web.Done(r.T("hand.asked", "by", r.Texts.Date(hand.AnswerBy())))), nil
}

// handModel is one wish for a hand.
type handModel struct {
	Title   string
	Badge   view.Badge
	Wait    string
	Facts   []view.Fact
	Answer  string // in the consultant's words, or ""
	Draft   string // address of the draft, for the firm, or ""
	Form    *form.Model
	History []auditweb.Line
}

func (h Handlers) hand(r *web.Request) (web.Answer, error) { return h.showHand(r, form.Of(nil)) }

func (h Handlers) showHand(r *web.Request, f *form.Form) (web.Answer, error) {
	hand, err := h.Openings.GetHand(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return web.Form(handPage, hand.Wish.Text, f, newHandModel(r.Texts, r.Actor, f, hand, r.Now())), nil
}

func newHandModel(t *i18n.Texts, actor access.Actor, f *form.Form, h opening.Hand, now time.Time) handModel {
	m := handModel{
		Title: h.Wish.Text, Badge: handBadge(t, h, now), Wait: waitText(t, h, now), History: auditweb.History(t, h.Events),
		Facts: []view.Fact{
			{Label: t.T("opening.fact.company"), Value: h.CompanyName}, {Label: t.T("hand.by"), Value: t.Person(h.By)},
			{Label: t.T("hand.field.phone"), Value: h.Wish.Phone}, {Label: t.T("opening.fact.hours"), Value: t.T("opening.per_week", "hours", t.Hours(h.Wish.Minutes))},
		},
	}
	if h.Answer != nil {
		m.Answer = t.T("opening.news.sent_back_text", "who", t.Person(h.Answer.By), "reason", h.Answer.Text)
		if h.OpeningID != "" && actor.Can(access.EditOpenings) {
			m.Draft = "/openings/" + h.OpeningID
		}
	} else if actor.Can(access.AnswerHands) {
		b := f.Build(t, "hand.field")
		answer := b.Model("/hands/"+h.ID+"/answer", "hand.answer", b.Field(form.Area, "answer"), b.Optional(form.Area, "tasks"), b.Optional(form.Line, "when"))
		m.Form = &answer
	}
	return m
}

func (h Handlers) answerHand(r *web.Request) (web.Answer, error) {
	if _, err := h.Openings.GetHand(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err // before anything typed is judged: a foreign wish is a missing one
	}
	f := r.Form()
	a := opening.Answering{Text: f.Text("answer", form.Max(longestReason)), Tasks: f.Lines("tasks", form.Max(800)), When: f.Text("when", form.Max(200))}
	err := f.Do(func() error {
		_, err := h.Openings.AnswerHand(r.Context(), r.Actor, r.Param("id"), a)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showHand(r, f)
	}
	return web.SeeOther("/hands/"+r.Param("id"), web.Done(r.T("hand.answered"))), nil
}
