package pipelineweb

import (
	"slices"

	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// firmModel is one firm that is followed.
type firmModel struct {
	Name    string
	Badge   view.Badge
	Owner   string
	Reason  string // to ring today, or ""
	Next    string
	Phone   phoneModel
	Steps   []view.Fact
	Hidden  bool // some steps are not shared
	Links   []linkModel
	Looked  string // what to do about a warning, or ""
	Notes   []noteModel
	Note    form.Model
	Number  form.Model
	Give    form.Model
	Take    string // address that takes the firm over, or ""
	Self    string // what it sends along
	History []auditweb.Line
}

// noteModel is a note, and what can be made of it.
type noteModel struct {
	Who    string
	Text   string
	Status string // what became of it, or ""
	Action string // address that makes a suggestion or a draft of it, or ""
	ID     string
	Button string
	Says   string // what the button does
}

func (h Handlers) firm(r *web.Request) (web.Answer, error) {
	st, err := h.Pipeline.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return h.showFirm(r, form.Of(nil), st)
}

func (h Handlers) showFirm(r *web.Request, f *form.Form, st pipeline.Standing) (web.Answer, error) {
	colleagues, err := h.Pipeline.Colleagues(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := newFirm(r.Texts, st, colleagues, r.Today(), f)
	if !st.Mine {
		m.Take, m.Self = path+"/"+st.Firm.ID+"/owner", r.Actor.PersonID()
	}
	return web.Form(firmPage, st.Firm.Name, f, m), nil
}

func newFirm(t *i18n.Texts, st pipeline.Standing, colleagues []pipeline.Person, today caldate.Date, f *form.Form) firmModel {
	firm, at := st.Firm, path+"/"+st.Firm.ID
	m := firmModel{
		Name: firm.Name, Badge: stepBadge(t, st), Owner: ownerText(t, st), Next: nextText(t, firm), Phone: newPhone(t, firm.Phone),
		Steps: stepFacts(t, st), Links: links(t, st), History: auditweb.History(t, firm.Events),
	}
	m.Hidden = slices.ContainsFunc(st.Steps, func(s pipeline.Reached) bool { return s.Hidden })
	if c, ring := st.CallOn(today); ring {
		m.Reason = reasonText(t, c)
	}
	if f.Value("text"+looked) != "" {
		m.Looked = t.T("pipeline.look_again")
	}
	for _, n := range slices.Backward(firm.Notes) {
		m.Notes = append(m.Notes, newNote(t, st, n))
	}
	if f.Values("next") == nil {
		next := today.Add(pipeline.NextCall)
		if firm.NextOn.After(today) {
			next = firm.NextOn
		}
		f.Set("next", next.Danish())
	}
	b := f.Build(t, "pipeline.field")
	m.Note = b.Model(at+"/notes", "pipeline.firm.save_note",
		b.Choices(form.Radios, "kind", "pipeline.note", pipeline.NoteKinds()...), b.Field(form.Area, "text"), b.Field(form.Day, "next"), lookedAt(f, "text"))
	if f.Values("phone") == nil {
		f.Set("phone", firm.Phone)
	}
	m.Number = b.Model(at+"/phone", "pipeline.firm.save_phone", b.Field(form.Line, "phone"))
	if len(colleagues) > 0 {
		m.Give = b.Model(at+"/owner", "pipeline.firm.give", b.Options(form.Select, "to", options(t, colleagues)...), b.Optional(form.Area, "why"), lookedAt(f, "why"))
	}
	return m
}

func options(t *i18n.Texts, people []pipeline.Person) []form.Option {
	var list []form.Option
	for _, p := range people {
		list = append(list, form.Option{Value: p.ID, Label: t.Person(p.Name)})
	}
	return list
}

func nextText(t *i18n.Texts, firm pipeline.Firm) string {
	if firm.NextOn.IsZero() {
		return t.T("pipeline.list.no_next")
	}
	return t.T("pipeline.list.next", "day", t.Date(firm.NextOn))
}

// stepFacts lists every step with its day, or that it is not taken, or not shared.
func stepFacts(t *i18n.Texts, st pipeline.Standing) []view.Fact {
	var list []view.Fact
	for _, s := range st.Steps {
		value := t.T("pipeline.not_yet")
		switch {
		case !s.On.IsZero():
			value = t.Date(s.On)
		case s.Hidden:
			value = t.T("pipeline.hidden")
		}
		list = append(list, view.Fact{Label: t.T("pipeline.step." + string(s.Step)), Value: value})
	}
	return list
}

// links lead to what else there is about the firm.
func links(t *i18n.Texts, st pipeline.Standing) []linkModel {
	var list []linkModel
	switch {
	case st.Invitation.ID != "":
		list = append(list, linkModel{t.T("pipeline.firm.invitation"), "/invitations/" + st.Invitation.ID})
	case st.Delegation.ID == "":
		list = append(list, linkModel{t.T("pipeline.firm.invite"), "/invitations/new?cvr=" + st.Firm.CVR})
	}
	if st.Delegation.ID != "" {
		list = append(list, linkModel{t.T("pipeline.firm.delegations"), "/firms"})
	}
	return list
}

func newNote(t *i18n.Texts, st pipeline.Standing, n pipeline.Note) noteModel {
	m := noteModel{
		ID: n.ID, Text: n.Text,
		Who: t.T("pipeline.firm.who", "kind", t.T("pipeline.note."+string(n.Kind)), "when", t.Moment(n.At), "who", t.Person(n.By.Name)),
	}
	offer := func(what string) {
		m.Action, m.Button, m.Says = path+"/"+st.Firm.ID+"/suggestions", t.T("pipeline.suggest."+what), t.T("pipeline.suggest."+what+"_text")
	}
	suggested := !n.Suggested.IsZero()
	switch {
	case !n.Offers():
	case n.OpeningID != "":
		m.Status = t.T("pipeline.suggest.drafted")
	case suggested && st.MayPrepare():
		m.Status = t.T("pipeline.suggest.ready")
		offer("draft")
	case suggested:
		m.Status = t.T("pipeline.suggest.waits")
	case st.MayPrepare():
		offer("draft")
	default:
		offer("keep")
	}
	return m
}

func (h Handlers) suggest(r *web.Request) (web.Answer, error) {
	st, err := h.Pipeline.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	n, err := h.Pipeline.Suggest(r.Context(), r.Actor, st.Firm.ID, r.Form().Value("note"))
	if err != nil {
		return nil, err
	}
	said := r.T("pipeline.suggest.kept")
	if n.OpeningID != "" {
		said = r.T("pipeline.suggest.done", "firm", st.Firm.Name)
	}
	return web.SeeOther(path+"/"+st.Firm.ID, web.Done(said)), nil
}

func (h Handlers) phone(r *web.Request) (web.Answer, error) {
	return h.onFirm(r, func(f *form.Form, st pipeline.Standing) (string, error) {
		phone := f.Text("phone", form.Required, form.Max(30))
		return r.T("pipeline.firm.phone_saved"), f.Do(func() error {
			_, err := h.Pipeline.ChangePhone(r.Context(), r.Actor, st.Firm.ID, phone)
			return err
		})
	})
}

func (h Handlers) give(r *web.Request) (web.Answer, error) {
	return h.onFirm(r, func(f *form.Form, st pipeline.Standing) (said string, err error) {
		to, why := f.Value("to"), f.Text("why", form.Max(longestWhy))
		if askAgain(f, "why") {
			return "", nil
		}
		err = f.Do(func() error {
			firm, err := h.Pipeline.HandOver(r.Context(), r.Actor, st.Firm.ID, to, why)
			said = r.T("pipeline.firm.given", "who", r.Texts.Person(firm.Owner.Name), "firm", st.Firm.Name)
			return err
		})
		return said, err
	})
}

// longestWhy is how many characters a note to a colleague may have.
const longestWhy = 300

// onFirm does one thing with a form of the firm's page and shows the page again;
// said is "" when the form has to be looked at once more.
func (h Handlers) onFirm(r *web.Request, do func(*form.Form, pipeline.Standing) (said string, err error)) (web.Answer, error) {
	st, err := h.Pipeline.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	f := r.Form()
	said, err := do(f, st)
	switch {
	case err != nil:
		return nil, err
	case !f.OK() || said == "":
		return h.showFirm(r, f, st)
	}
	return web.SeeOther(path+"/"+st.Firm.ID, web.Done(said)), nil
}
