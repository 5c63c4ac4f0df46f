package needweb

import (
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/need"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// needModel is one need as the consultant sees it.
type needModel struct {
	Address string
	Title   string
	Badge   view.Badge
	Next    *nextModel // what is to be done now, if anything
	Hints   []string
	Facts   []view.Fact // what firms read
	Person  *personModel
	CanEdit bool
	Answers []answerModel
	Empty   string // in place of answers
	Choose  *form.Model
	Release bool
	Close   *form.Model
	History []auditweb.Line
}

// nextModel says who has the ball, with what can be done about it in one tap.
type nextModel struct {
	Tone    string // info or warning
	Heading string
	Text    string
	Link    *linkModel
	Action  string // of the button, or ""
	Label   string
}

type linkModel struct{ Href, Label string }

// personModel is whom the need was made for.
type personModel struct{ Href, Name string }

type answerModel struct {
	Company string
	Badge   view.Badge
	Detail  string
	Line    string
}

// matter is everything that the page of a need is made of.
type matter struct {
	need     need.Need
	answers  []need.Answer
	person   candidate.Candidate // of the register, or nobody
	register []candidate.Candidate
	opening  *opening.Opening // of the firm that was chosen, once the municipality sees it
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	if r.Actor.Party().Kind == access.Company {
		return h.showCard(r, form.Of(nil))
	}
	return h.showNeed(r, form.Of(nil).Set("words", r.T("need.words")))
}

// showNeed shows a need with the forms of what can be done about it.
func (h Handlers) showNeed(r *web.Request, f *form.Form) (web.Answer, error) {
	n, answers, err := h.Needs.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	x := matter{need: n, answers: answers}
	switch {
	case n.CandidateID != "":
		x.person, err = h.Candidates.Get(r.Context(), r.Actor, n.CandidateID)
	case n.Can(r.Actor, need.Choose, r.Today()):
		x.register, err = h.Candidates.Register(r.Context(), r.Actor)
	}
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	if n.Picked != nil && n.Ended == nil {
		switch o, err := h.Openings.Get(r.Context(), r.Actor, n.Picked.OpeningID); {
		case err == nil:
			x.opening = &o
		case !fault.Is(err, fault.NotFound): // a draft is the firm's alone
			return nil, err
		}
	}
	m := newNeedModel(r.Texts, r.Actor, x, f, r.Today())
	return web.Form(needPage, m.Title, f, m), nil
}

func newNeedModel(t *i18n.Texts, actor access.Actor, x matter, f *form.Form, today caldate.Date) needModel {
	n := x.need
	status := n.StatusOn(today)
	m := needModel{
		Address: "/needs/" + n.ID, Title: titleOf(n.Said), Badge: needBadge(t, status), Facts: facts(t, n.Said), CanEdit: n.Can(actor, need.Write, today),
		Release: n.Can(actor, need.Release, today), Next: next(t, x, today), History: auditweb.History(t, n.Events),
	}
	if m.CanEdit {
		m.Hints = hints(t, n.Said)
	}
	if x.person.ID != "" {
		m.Person = &personModel{"/candidates/" + x.person.ID, x.person.Profile.FirstName}
	}
	for _, a := range x.answers {
		m.Answers = append(m.Answers, newAnswer(t, n, a))
	}
	if n.Asked != nil && len(m.Answers) == 0 {
		m.Empty = t.T("need.no_answers")
	}
	if n.Can(actor, need.Choose, today) {
		m.Choose = buildChoose(t, f, m.Address, x)
	}
	if n.Can(actor, need.Close, today) {
		b := f.Build(t, "need.field")
		var fields []form.Field
		if n.Asked != nil { // nobody waits for a word about a draft
			fields = append(fields, b.Field(form.Area, "words"))
		}
		closing := b.Model(m.Address+"/closure", "need.do.close", fields...)
		m.Close = &closing
	}
	return m
}

// newAnswer is one firm's answer in words.
func newAnswer(t *i18n.Texts, n need.Need, a need.Answer) answerModel {
	standing, tone := need.Standing(a.Given.Kind), ""
	switch {
	case a.TakenBack != nil:
		standing = need.SaidBack
	case n.Picked != nil && n.Picked.AnswerID == a.ID:
		standing, tone = need.Chosen, "success"
	case a.Stands():
		tone = "success"
	}
	parts := []string{t.T("need.answered_by", "name", t.Person(a.By), "date", t.Date(caldate.Of(a.At)))}
	if a.Stands() {
		parts = append(parts, offerText(t, a))
	}
	if a.Stands() && n.WrittenAt.After(a.At) {
		parts = append(parts, t.T("need.changed_since"))
	}
	return answerModel{Company: a.CompanyName, Badge: view.Badge{Label: t.T("need.standing." + string(standing)), Tone: tone}, Detail: strings.Join(parts, " · "), Line: a.Given.Line}
}

// offerText tells how many hours a firm could, and at which small job.
func offerText(t *i18n.Texts, a need.Answer) string {
	text := t.T("need.no_opening")
	if a.OpeningTitle != "" {
		text = t.T("need.with_opening", "title", a.OpeningTitle)
	}
	if a.Given.Minutes > 0 {
		text = t.T("opening.per_week", "hours", t.Hours(a.Given.Minutes)) + " · " + text
	}
	return text
}

// buildChoose makes the form that goes on with one answer, for a person of the
// register where the need is for nobody yet; nil while no firm could.
func buildChoose(t *i18n.Texts, f *form.Form, address string, x matter) *form.Model {
	var firms, people []form.Option
	for _, a := range x.answers {
		if a.Stands() {
			firms = append(firms, form.Option{Value: a.ID, Label: a.CompanyName, Hint: offerText(t, a)})
		}
	}
	if len(firms) == 0 {
		return nil
	}
	b := f.Build(t, "need.field")
	fields := []form.Field{b.Options(form.Radios, "chosen", firms...)}
	if x.need.CandidateID == "" {
		for _, c := range x.register {
			people = append(people, form.Option{Value: c.ID, Label: c.Profile.FirstName})
		}
		fields = append(fields, b.Options(form.Select, "candidate", people...))
	}
	m := b.Model(address+"/choice", "need.do.choose", fields...)
	return &m
}

// next says what is to be done now and by whom.
func next(t *i18n.Texts, x matter, today caldate.Date) *nextModel {
	n, at := x.need, "/needs/"+x.need.ID
	say := func(tone, what string, args ...any) *nextModel {
		return &nextModel{Tone: tone, Heading: t.T("need.next."+what, args...), Text: t.T("need.next."+what+"_text", args...)}
	}
	button := func(m *nextModel, resource, label string) *nextModel {
		m.Action, m.Label = at+"/"+resource, t.T(label)
		return m
	}
	switch status := n.StatusOn(today); {
	case status == need.Draft:
		return button(say("info", "draft"), "publication", "need.do.ask")
	case n.AskedOn(today):
		return button(say("warning", "near", "date", t.Date(n.LastDay())), "renewal", "need.do.renew")
	case status == need.Open:
		return say("info", "open", "date", t.Date(n.LastDay()))
	case status == need.Expired:
		return button(say("warning", "expired", "date", t.Date(n.LastDay())), "renewal", "need.do.renew")
	case status == need.Picked:
		return chosen(t, x, say, today)
	case status == need.Matched:
		m := say("info", "matched")
		m.Link = &linkModel{"/referrals/" + n.Ended.ReferralID, t.T("need.see_proposal")}
		return m
	}
	return nil
}

// chosen says what is missing before the person can be proposed, and who has the
// ball.
func chosen(t *i18n.Texts, x matter, say func(tone, what string, args ...any) *nextModel, today caldate.Date) *nextModel {
	p := x.need.Picked
	stands := false
	for _, a := range x.answers {
		stands = stands || a.ID == p.AnswerID && a.Stands()
	}
	switch {
	case !stands: // at the moment it was chosen
		return say("warning", "gone", "company", p.CompanyName)
	case x.opening == nil:
		return say("info", "firm", "company", p.CompanyName)
	case x.opening.StatusOn(today) == opening.InReview:
		m := say("warning", "review", "company", p.CompanyName)
		m.Link = &linkModel{"/openings/" + p.OpeningID, x.opening.Offer.Title}
		return m
	case x.opening.StatusOn(today) != opening.Live:
		return say("warning", "not_live", "company", p.CompanyName)
	}
	m := say("warning", "consent", "company", p.CompanyName, "name", x.person.Profile.FirstName)
	m.Link = &linkModel{"/openings/" + p.OpeningID + "/referrals/new?candidate=" + x.need.CandidateID + "&need=" + x.need.ID, t.T("need.propose")}
	return m
}

func (h Handlers) choose(r *web.Request) (web.Answer, error) {
	f := r.Form()
	var n need.Need
	err := f.Do(func() (err error) {
		n, err = h.Needs.Choose(r.Context(), r.Actor, r.Param("id"), f.Value("chosen"), f.Value("candidate"))
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showNeed(r, f.Set("words", r.T("need.words")))
	}
	return web.SeeOther("/needs/"+n.ID, web.Done(r.T("need.chosen", "company", n.Picked.CompanyName))), nil
}

func (h Handlers) close(r *web.Request) (web.Answer, error) {
	if _, _, err := h.Needs.Get(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err // before anything typed is judged: a foreign need is a missing one
	}
	f := r.Form()
	words := f.Text("words", form.Max(600))
	err := f.Do(func() error {
		_, err := h.Needs.Close(r.Context(), r.Actor, r.Param("id"), words)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showNeed(r, f)
	}
	return web.SeeOther("/needs", web.Done(r.T("need.closed"))), nil
}
