// Package pipelineweb is where a coordinator follows firms: whom to ring today,
// how far each has come, notes, hand-over and holidays.
package pipelineweb

import (
	"html/template"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for the pipeline.
type Handlers struct {
	Pipeline  *pipeline.Service
	Companies *company.Service
}

const path = "/pipeline"

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get(path, access.FollowFirms, h.today),
		web.Get(path+"/steps", access.FollowFirms, h.steps),
		web.Get(path+"/dormant", access.FollowFirms, h.dormant),
		web.Get(path+"/new", access.FollowFirms, h.begin),
		web.Post(path+"/new", access.FollowFirms, h.lookUp),
		web.Post(path, access.FollowFirms, h.add),
		web.Get(path+"/handover", access.FollowFirms, h.handover),
		web.Post(path+"/handover", access.FollowFirms, h.handOverAll),
		web.Post(path+"/deputy", access.FollowFirms, h.deputise),
		web.Post(path+"/deputy/end", access.FollowFirms, h.endDeputy),
		web.Get(path+"/:id", access.FollowFirms, h.firm),
		web.Post(path+"/:id/notes", access.FollowFirms, h.note),
		web.Post(path+"/:id/suggestions", access.FollowFirms, h.suggest),
		web.Post(path+"/:id/phone", access.FollowFirms, h.phone),
		web.Post(path+"/:id/owner", access.FollowFirms, h.give),
	}
}

// todayModel is whom to ring today.
type todayModel struct {
	Switch linkModel // to everyone's firms, or back to one's own
	Rows   []callModel
}

type linkModel struct {
	Label string
	Href  string
}

// callModel is one firm to ring.
type callModel struct {
	Href   string
	Name   string
	Badge  view.Badge
	Reason string
	Owner  string // whose firm it is, or ""
	Phone  phoneModel
	Form   callForm
}

// phoneModel is a number to dial; Label is "" where nobody has written one.
type phoneModel struct {
	Label string
	Tel   template.URL
}

// callForm is the button that says a call was made, with what can be said of it.
type callForm struct {
	Action  string
	Firm    string
	Back    string // the page to come back to
	Looked  string // the warning that was shown already, or ""
	More    string // what unfolding it offers
	Open    bool
	Summary form.Summary
	Fields  []form.Field
}

// The pages that a note can be written on besides the firm's own.
const (
	backToday    = "today"
	backEveryone = "everyone"
)

func (h Handlers) today(r *web.Request) (web.Answer, error) {
	calls, err := h.Pipeline.Today(r.Context(), r.Actor, r.Query("everyone") != "")
	if err != nil {
		return nil, err
	}
	m := newToday(r.Texts, calls, r.Today(), r.Query("everyone") != "", "", nil)
	return web.Page(todayPage, r.T("pipeline.title"), m), nil
}

// showCall shows the list again with what is wrong with one call, or with what to
// look at again.
func (h Handlers) showCall(r *web.Request, f *form.Form, st pipeline.Standing) (web.Answer, error) {
	everyone := f.Value("back") == backEveryone
	if f.Value("back") != backToday && !everyone {
		return h.showFirm(r, f, st)
	}
	calls, err := h.Pipeline.Today(r.Context(), r.Actor, everyone)
	if err != nil {
		return nil, err
	}
	for _, c := range calls {
		if c.Standing.Firm.ID == st.Firm.ID {
			return web.Form(todayPage, r.T("pipeline.title"), f, newToday(r.Texts, calls, r.Today(), everyone, st.Firm.ID, f)), nil
		}
	}
	return h.showFirm(r, f, st) // it has left the list meanwhile
}

// newToday shows the list; typed is what was sent about one of the firms.
func newToday(t *i18n.Texts, calls []pipeline.Call, today caldate.Date, everyone bool, firmID string, typed *form.Form) todayModel {
	m := todayModel{Switch: linkModel{t.T("pipeline.everyone"), path + "?everyone=1"}}
	back := backToday
	if everyone {
		m.Switch, back = linkModel{t.T("pipeline.mine"), path}, backEveryone
	}
	for _, c := range calls {
		firm := c.Standing.Firm
		f := form.Of(nil).Set("next", today.Add(pipeline.NextCall).Danish())
		if firm.ID == firmID {
			f = typed
		}
		row := callModel{
			Href: path + "/" + firm.ID, Name: firm.Name, Badge: stepBadge(t, c.Standing), Reason: reasonText(t, c), Phone: newPhone(t, firm.Phone),
			Form: newCallForm(t, firm, back, today, f),
		}
		if !c.Standing.Mine {
			row.Owner = ownerText(t, c.Standing)
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

func reasonText(t *i18n.Texts, c pipeline.Call) string {
	return t.T("pipeline.reason."+string(c.Reason), "day", t.Date(c.Since))
}

func newPhone(t *i18n.Texts, phone string) phoneModel {
	if phone == "" {
		return phoneModel{}
	}
	return phoneModel{t.T("pipeline.ring", "phone", phone), view.Tel(phone)}
}

func stepBadge(t *i18n.Texts, st pipeline.Standing) view.Badge {
	return view.Badge{Label: t.T("pipeline.step." + string(st.Last().Step)), Tone: "info"}
}

// ownerText says whose the firm is, and whether the reader stands in for them.
func ownerText(t *i18n.Texts, st pipeline.Standing) string {
	switch {
	case st.Mine:
		return t.T("pipeline.owner_mine")
	case st.Deputised:
		return t.T("pipeline.deputy_for", "who", t.Person(st.Firm.Owner.Name))
	}
	return t.T("pipeline.owner", "who", t.Person(st.Firm.Owner.Name))
}

func newCallForm(t *i18n.Texts, firm pipeline.Firm, back string, today caldate.Date, f *form.Form) callForm {
	b := f.Build(t, "pipeline.field")
	fields := []form.Field{b.Field(form.Day, "next"), b.Optional(form.Area, "text")}
	for i := range fields { // there is one such form for each firm on the page
		fields[i].ID = firm.ID + "-" + fields[i].ID
	}
	m := callForm{
		Action: path + "/" + firm.ID + "/notes", Firm: firm.Name, Back: back, Looked: f.Value("text" + looked), Fields: fields, Summary: b.Summary(fields...),
		More: t.T("pipeline.more", "day", t.Date(today.Add(pipeline.NextCall))),
	}
	m.Open = len(m.Summary.Lines) > 0 || m.Looked != ""
	return m
}

// askAgain tells whether a text that is otherwise right has to be looked at again,
// because it seems to say what does not belong here of a person. It asks once:
// sent again as it is, the text is taken.
func askAgain(f *form.Form, field string) bool {
	code := opening.AboutPerson(f.Value(field))
	if !f.OK() || code == "" || f.Value(field+looked) == code {
		return false
	}
	f.Set(field+looked, code)
	f.Warn(field, code)
	return true
}

// looked ends the name of the hidden field that says which warning was shown.
const looked = "_looked"

// lookedAt is that field.
func lookedAt(f *form.Form, field string) form.Field {
	return form.Field{Kind: form.Hidden, Name: field + looked, Value: f.Value(field + looked)}
}

// note writes a note about a firm: a call, from the list or from the firm's own
// page, or something else.
func (h Handlers) note(r *web.Request) (web.Answer, error) {
	st, err := h.Pipeline.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	f := r.Form()
	n := pipeline.Noting{Kind: pipeline.NoteKind(f.Value("kind")), Text: f.Text("text", form.Max(pipeline.LongestNote)), NextOn: f.Date("next")}
	if askAgain(f, "text") {
		return h.showCall(r, f, st)
	}
	if err := f.Do(func() error { _, err := h.Pipeline.Note(r.Context(), r.Actor, st.Firm.ID, n); return err }); err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showCall(r, f, st)
	}
	to := map[string]string{backToday: path, backEveryone: path + "?everyone=1"}[f.Value("back")]
	if to == "" {
		to = path + "/" + st.Firm.ID
	}
	return web.SeeOther(to, web.Done(r.T("pipeline.noted", "firm", st.Firm.Name, "day", r.Texts.Date(n.NextOn)))), nil
}
