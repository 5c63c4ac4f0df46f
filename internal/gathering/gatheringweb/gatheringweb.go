// Package gatheringweb is where an association invites firms to a gathering, firms
// sign up, and a coordinator writes down what firms give their word on.
package gatheringweb

import (
	"fmt"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/gathering"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for gatherings.
type Handlers struct {
	Gatherings *gathering.Service
}

const listPath = "/gatherings"

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get(listPath, access.ViewGatherings, h.list),
		web.Post(listPath, access.RunGatherings, h.announce),
		web.Get(listPath+"/new", access.RunGatherings, h.blank),
		web.Get(listPath+"/:id", access.RunGatherings, h.show),
		web.Get(listPath+"/:id/edit", access.RunGatherings, h.edit),
		web.Post(listPath+"/:id/edit", access.RunGatherings, h.change),
		web.Post(listPath+"/:id/cancellation", access.RunGatherings, h.callOff),
		web.Post(listPath+"/:id/sign-up", access.JoinGatherings, h.signUp),
		web.Get(listPath+"/:id/pledges", access.RunGatherings, h.pledges),
		web.Post(listPath+"/:id/pledges", access.RunGatherings, h.writeDown),
		web.Get(listPath+"/:id/pledges/:pledge", access.RunGatherings, h.pledge),
		web.Post(listPath+"/:id/pledges/:pledge", access.RunGatherings, h.correct),
		web.Post(listPath+"/:id/pledges/:pledge/removal", access.RunGatherings, h.strike),
		web.Post(listPath+"/:id/drafts", access.RunGatherings, h.carry),
	}
}

// listModel is the gatherings: an association's own, or those a firm can come to.
type listModel struct {
	Rows   []rowModel
	Empty  string
	CanRun bool
	Faults form.Summary
}

type rowModel struct {
	ID     string
	Title  string
	Href   string // to the association's own page, or ""
	Badge  view.Badge
	When   string
	Text   string
	Come   string
	Action string // where the firm says how many come, or ""
	People form.Field
	Submit string
	Leave  bool // the firm has signed up, and can take it back
}

func (h Handlers) list(r *web.Request) (web.Answer, error) {
	return h.showList(r, form.Of(nil), "")
}

// showList shows the gatherings; the form is that of the one with the id.
func (h Handlers) showList(r *web.Request, f *form.Form, id string) (web.Answer, error) {
	list, err := h.Gatherings.List(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Form(listPage, r.T("gathering.title"), f, newList(r.Texts, r.Actor, list, f, id, r.Today())), nil
}

func newList(t *i18n.Texts, actor access.Actor, list []gathering.Gathering, f *form.Form, id string, today caldate.Date) listModel {
	m := listModel{CanRun: actor.Can(access.RunGatherings), Empty: t.T("gathering.none_coming")}
	if m.CanRun {
		m.Empty = t.T("gathering.none")
	}
	for _, g := range list {
		row := newRow(t, g, today)
		if m.CanRun {
			row.Href = listPath + "/" + g.ID
		}
		if actor.Can(access.JoinGatherings) {
			own := form.Of(nil)
			if g.ID == id {
				own = f
			}
			row.ask(t, actor, g, own, today)
			if g.ID == id && row.Action != "" {
				m.Faults = f.Build(t, "gathering.field").Summary(row.People)
			}
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

func newRow(t *i18n.Texts, g gathering.Gathering, today caldate.Date) rowModel {
	row := rowModel{ID: g.ID, Title: g.Notice.Title, Badge: badge(t, g, today), When: when(t, g), Text: g.Notice.Text, Come: t.N("gathering.come", g.Come())}
	switch {
	case g.CalledOff != nil:
		row.Come = t.T("gathering.cancelled_because", "why", g.CalledOff.Why)
	case g.Come() == 0:
		row.Come = t.T("gathering.nobody")
	case g.Notice.Seats > 0:
		row.Come = t.N("gathering.come_of", g.Come(), "seats", g.Notice.Seats)
	}
	return row
}

// ask lets a firm say how many come.
func (row *rowModel) ask(t *i18n.Texts, actor access.Actor, g gathering.Gathering, f *form.Form, today caldate.Date) {
	own, signed := g.Of(actor.Party().ID)
	status := g.StatusOn(today)
	if status != gathering.Coming && !(signed && status == gathering.Full) {
		return
	}
	row.Action, row.Submit, row.Leave = listPath+"/"+g.ID+"/sign-up", t.T("gathering.sign_up"), signed
	if signed {
		row.Submit = t.T("gathering.change_sign_up")
		row.Come = t.N("gathering.you_come", own.People) + " " + row.Come
		if f.Value("people") == "" {
			f.Set("people", fmt.Sprint(own.People))
		}
	}
	row.People = f.Build(t, "gathering.field").Field(form.Number, "people")
	row.People.ID += "-" + g.ID
}

func badge(t *i18n.Texts, g gathering.Gathering, today caldate.Date) view.Badge {
	status := g.StatusOn(today)
	tone := map[gathering.Status]string{gathering.Coming: "success", gathering.Full: "info", gathering.Cancelled: "warning"}[status]
	return view.Badge{Label: t.T("gathering.status." + string(status)), Tone: tone}
}

func when(t *i18n.Texts, g gathering.Gathering) string {
	return t.T("gathering.when", "day", t.Day(g.Notice.On), "time", clock(g.Notice.Time), "place", g.Notice.Place, "association", g.AssociationName)
}

// clock writes minutes after midnight as meetings do.
func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

func (h Handlers) signUp(r *web.Request) (web.Answer, error) {
	if _, err := h.Gatherings.ToCome(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err
	}
	f := r.Form()
	people, said := 0, "gathering.left"
	if !f.Ticked("leave") {
		people, said = f.Int("people", 1, gathering.MostPeople, form.Required), "gathering.joined"
	}
	err := f.Do(func() error {
		_, err := h.Gatherings.SignUp(r.Context(), r.Actor, r.Param("id"), people)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showList(r, f, r.Param("id"))
	}
	return web.SeeOther(listPath, web.Done(r.T(said))), nil
}

// gatheringModel is an association's own gathering.
type gatheringModel struct {
	Row       rowModel
	SignUps   []view.Fact
	Pledges   string // how many, for the way to them
	PledgesAt string
	Edit      string // address, or ""
	CallOff   *form.Model
	History   []auditweb.Line
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	return h.showGathering(r, form.Of(nil))
}

func (h Handlers) showGathering(r *web.Request, f *form.Form) (web.Answer, error) {
	g, err := h.Gatherings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return web.Form(gatheringPage, g.Notice.Title, f, newGathering(r.Texts, g, f, r.Today())), nil
}

func newGathering(t *i18n.Texts, g gathering.Gathering, f *form.Form, today caldate.Date) gatheringModel {
	m := gatheringModel{Row: newRow(t, g, today), History: auditweb.History(t, g.Events), Pledges: t.N("gathering.pledges", len(g.Pledges)), PledgesAt: listPath + "/" + g.ID + "/pledges"}
	for _, s := range g.SignUps {
		m.SignUps = append(m.SignUps, view.Fact{Label: s.CompanyName, Value: t.N("gathering.people", s.People)})
	}
	if status := g.StatusOn(today); status == gathering.Coming || status == gathering.Full {
		m.Edit = listPath + "/" + g.ID + "/edit"
		b := f.Build(t, "gathering.field")
		model := b.Model(listPath+"/"+g.ID+"/cancellation", "gathering.call_off", b.Field(form.Line, "why"))
		m.CallOff = &model
	}
	return m
}

func (h Handlers) callOff(r *web.Request) (web.Answer, error) {
	f := r.Form()
	why := f.Text("why", form.Max(200))
	err := f.Do(func() error {
		_, err := h.Gatherings.CallOff(r.Context(), r.Actor, r.Param("id"), why)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showGathering(r, f)
	}
	return web.SeeOther(listPath+"/"+r.Param("id"), web.Done(r.T("gathering.called_off"))), nil
}

// formModel is the form of a gathering.
type formModel struct {
	Title  string
	Form   form.Model
	Theirs []view.Fact // what a colleague wrote meanwhile, or none
}

func newForm(t *i18n.Texts, f *form.Form, title, action, back string) formModel {
	b := f.Build(t, "gathering.field")
	m := formModel{Title: t.T(title), Form: b.Sections(action, "form.save",
		form.Section{Fields: []form.Field{b.Field(form.Line, "title"), b.Optional(form.Area, "text")}},
		form.Section{Row: true, Fields: []form.Field{b.Field(form.Day, "on"), b.Field(form.Line, "time")}},
		form.Section{Fields: []form.Field{b.Field(form.Line, "place"), b.Optional(form.Number, "seats")}})}
	m.Form.Cancel = back
	return m
}

func readNotice(f *form.Form) gathering.Notice {
	return gathering.Notice{
		Title: f.Text("title", form.Required, form.Max(100)), Text: f.Text("text", form.Max(1000)), On: f.Date("on", form.Required),
		Time: max(0, f.TimeOfDay("time")), Place: f.Text("place", form.Required, form.Max(100)), Seats: f.Int("seats", 0, gathering.MostSeats),
	}
}

func formOf(g gathering.Gathering) *form.Form {
	f := form.Of(nil).SetVersion(g.Version).Set("title", g.Notice.Title).Set("text", g.Notice.Text).Set("on", g.Notice.On.Danish()).
		Set("time", clock(g.Notice.Time)).Set("place", g.Notice.Place)
	if g.Notice.Seats > 0 {
		f.Set("seats", fmt.Sprint(g.Notice.Seats))
	}
	return f
}

func showForm(r *web.Request, f *form.Form, title, action, back string) web.Answer {
	return web.Form(formPage, r.T(title), f, newForm(r.Texts, f, title, action, back))
}

func (h Handlers) blank(r *web.Request) (web.Answer, error) {
	return showForm(r, form.Of(nil).Set("time", "17:00"), "gathering.new", listPath, listPath), nil
}

func (h Handlers) announce(r *web.Request) (web.Answer, error) {
	f := r.Form()
	notice := readNotice(f)
	var g gathering.Gathering
	err := f.Do(func() (err error) {
		g, err = h.Gatherings.Announce(r.Context(), r.Actor, notice)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return showForm(r, f, "gathering.new", listPath, listPath), nil
	}
	return web.SeeOther(listPath+"/"+g.ID, web.Done(r.T("gathering.announced"))), nil
}

func (h Handlers) edit(r *web.Request) (web.Answer, error) {
	g, err := h.Gatherings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return showForm(r, formOf(g), "gathering.edit", listPath+"/"+g.ID+"/edit", listPath+"/"+g.ID), nil
}

func (h Handlers) change(r *web.Request) (web.Answer, error) {
	if _, err := h.Gatherings.Get(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err // a foreign gathering is a missing one, whatever was typed
	}
	f := r.Form()
	notice := readNotice(f)
	var g gathering.Gathering
	err := f.DoAt(func(version int64) (err error) {
		g, err = h.Gatherings.Change(r.Context(), r.Actor, r.Param("id"), version, notice)
		return err
	})
	if err != nil {
		return nil, err
	}
	back := listPath + "/" + r.Param("id")
	if !f.OK() {
		var theirs []view.Fact
		if f.Stale() {
			f.SetVersion(g.Version)
			theirs = []view.Fact{{Label: r.T("gathering.field.title"), Value: g.Notice.Title}, {Label: r.T("gathering.field.on"), Value: when(r.Texts, g)}, {Label: r.T("gathering.field.text"), Value: g.Notice.Text}}
		}
		m := newForm(r.Texts, f, "gathering.edit", back+"/edit", back)
		m.Theirs = theirs
		return web.Form(formPage, r.T("gathering.edit"), f, m), nil
	}
	return web.SeeOther(back, web.Done(r.T("gathering.saved"))), nil
}

// warn says at the field what should be looked at again.
func warn(f *form.Form) {
	if code := opening.AboutPerson(f.Value("work")); code != "" {
		f.Warn("work", code)
	}
}
