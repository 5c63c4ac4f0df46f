// Package openingweb shows small jobs: the five questions that spot a task,
// the list, one job with its history, and the form that edits it.
package openingweb

import (
	"strconv"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for openings.
type Handlers struct {
	Openings  *opening.Service
	Companies *company.Service
	Rules     *grant.Rules
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get("/openings", access.ViewOpenings, h.list),
		web.Get("/openings/new", access.EditOpenings, h.spotter),
		web.Post("/openings", access.EditOpenings, h.spot),
		web.Get("/openings/:id", access.ViewOpenings, h.show),
		web.Get("/openings/:id/edit", access.EditOpenings, h.edit),
		web.Post("/openings/:id/edit", access.EditOpenings, h.change),
		web.Post("/openings/:id/publication", access.PublishOpenings, h.publish),
		web.Post("/openings/:id/closure", access.PublishOpenings, h.close),
	}
}

// listModel is the list of openings of one status.
type listModel struct {
	Tabs   []tabModel // none outside the firm
	Rows   []rowModel
	Empty  string
	CanAdd bool
	Next   string // address of the next page, or ""
}

type tabModel struct {
	Label   string
	Href    string
	Current bool
}

type rowModel struct {
	Href    string
	Title   string
	Company string
	Summary string
	Badge   view.Badge
}

func (h Handlers) list(r *web.Request) (web.Answer, error) {
	status := opening.Status(r.Query("status"))
	if status != opening.Draft && status != opening.Closed {
		status = opening.Live
	}
	page, err := h.Openings.List(r.Context(), r.Actor, status, r.Query("after"))
	if err != nil {
		return nil, err
	}
	m := listModel{CanAdd: r.Actor.Can(access.EditOpenings), Empty: r.T("opening.empty." + string(status))}
	if r.Actor.Party().Kind == access.Company {
		for _, s := range []opening.Status{opening.Live, opening.Draft, opening.Closed} {
			m.Tabs = append(m.Tabs, tabModel{r.T("opening.tab." + string(s)), "/openings?status=" + string(s), s == status})
		}
	}
	for _, o := range page.Items {
		m.Rows = append(m.Rows, newRow(r.Texts, o))
	}
	if page.Next != "" {
		m.Next = "/openings?status=" + string(status) + "&after=" + page.Next
	}
	return web.Page(listPage, r.T("nav.openings"), m), nil
}

func newRow(t *i18n.Texts, o opening.Opening) rowModel {
	return rowModel{
		Href: "/openings/" + o.ID, Title: o.Offer.Title, Company: o.CompanyName, Badge: badge(t, o.Status),
		Summary: t.T("opening.summary", "hours", t.Hours(o.Offer.Minutes), "months", o.Offer.Months, "date", t.Date(o.Offer.Start)),
	}
}

func badge(t *i18n.Texts, s opening.Status) view.Badge {
	tone := map[opening.Status]string{opening.Live: "success", opening.Draft: "info"}[s]
	return view.Badge{Label: t.T("opening.status." + string(s)), Tone: tone}
}

// spotterModel is the five questions.
type spotterModel struct {
	Form form.Model
}

func (h Handlers) spotter(r *web.Request) (web.Answer, error) {
	return h.showSpotter(r, form.Of(nil).SetMinutes("minutes", opening.DefaultMinutes))
}

// showSpotter shows the five questions.
func (h Handlers) showSpotter(r *web.Request, f *form.Form) (web.Answer, error) {
	places, mentors, err := h.choices(r)
	if err != nil {
		return nil, err
	}
	return web.Form(spotterPage, r.T("opening.spotter"), f, spotterModel{buildSpotter(r.Texts, f, places, mentors)}), nil
}

func buildSpotter(t *i18n.Texts, f *form.Form, places, mentors []form.Option) form.Model {
	b := f.Build(t, "opening.spot")
	preselect(f, "p_number", places)
	preselect(f, "mentor", mentors)
	return b.Model("/openings", "opening.spot.submit",
		b.Field(form.Area, "tasks"), b.Field(form.Duration, "minutes"), b.Field(form.Line, "when"),
		b.Options(form.Select, "p_number", places...), b.Options(form.Select, "mentor", mentors...))
}

// preselect picks the only choice there is.
func preselect(f *form.Form, name string, options []form.Option) {
	if len(options) == 1 && f.Value(name) == "" {
		f.Set(name, options[0].Value)
	}
}

// choices are the firm's workplaces and the colleagues who can be mentor.
func (h Handlers) choices(r *web.Request) (places, mentors []form.Option, err error) {
	firm, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return nil, nil, err
	}
	for _, w := range firm.Details.Workplaces {
		places = append(places, form.Option{Value: w.PNumber, Label: w.Name + " (" + w.PNumber + ")"})
	}
	colleagues, err := h.Companies.Colleagues(r.Context(), r.Actor)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range colleagues {
		mentors = append(mentors, form.Option{Value: c.PersonID, Label: r.Texts.Person(c.Name)})
	}
	return places, mentors, nil
}

func (h Handlers) spot(r *web.Request) (web.Answer, error) {
	f := r.Form()
	answers := opening.Spotted{
		Tasks: f.Lines("tasks", form.Max(800)), Minutes: f.Minutes("minutes"), When: f.Text("when", form.Max(200)),
		PNumber: f.Value("p_number"), Mentor: f.Value("mentor"),
	}
	var o opening.Opening
	err := f.Do(func() (err error) {
		o, err = h.Openings.Spot(r.Context(), r.Actor, answers)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showSpotter(r, f)
	}
	return web.SeeOther("/openings/"+o.ID+"/edit", web.Done(r.T("opening.drafted"))), nil
}

// openingModel is one small job.
type openingModel struct {
	ID         string
	Title      string
	Badge      view.Badge
	Facts      []view.Fact
	Tasks      []view.Fact // title and minutes
	Conditions []string
	Promise    string
	CanEdit    bool
	CanPublish bool
	CanClose   bool
	CanPropose bool
	Reasons    form.Field
	Faults     form.Summary
	Support    string // address of the question of support with what is known here, or ""
	Apply      string // when to apply for praktik at the latest, or ""
	History    []auditweb.Line
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	return h.showOpening(r, form.Of(nil))
}

// showOpening shows one small job with the form that closes it.
func (h Handlers) showOpening(r *web.Request, f *form.Form) (web.Answer, error) {
	o, err := h.Openings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	m := newOpeningModel(r.Texts, r.Actor, o, f)
	if m.CanEdit && o.Offer.Kind != opening.Paid && !o.Offer.Start.IsZero() {
		m.Apply = h.Rules.ApplyBy(o.Offer.Start, r.Today()).Text(r.Texts, o.Offer.Start)
	}
	return web.Form(openingPage, o.Offer.Title, f, m), nil
}

// strandOf is what the hours of a kind begin as.
var strandOf = map[opening.Kind]string{opening.Paid: "paid", opening.PraktikFirst: "praktik", opening.BothAtOnce: "both"}

// supportAddress asks what support there is for a small job: the fields of that
// page are the facts' own names.
func supportAddress(o opening.Offer) string {
	query := form.Of(nil).Set("work.start", o.Start.Danish()).Set("work.strand", strandOf[o.Kind]).
		Set("employer.workplace_p_number", o.PNumber).Set("costs.months", strconv.Itoa(o.Months)).
		SetMinutes("work.hours_per_week", o.Minutes)
	return "/grants?" + query.Filled().Encode()
}

func newOpeningModel(t *i18n.Texts, actor access.Actor, o opening.Opening, f *form.Form) openingModel {
	publishes := actor.Can(access.PublishOpenings)
	m := openingModel{
		ID: o.ID, Title: o.Offer.Title, Badge: badge(t, o.Status), Promise: o.Offer.Promise,
		CanEdit: o.CanEdit(actor), CanPublish: publishes && o.Status == opening.Draft,
		CanClose: publishes && o.Status != opening.Closed, CanPropose: actor.Can(access.ManageCandidates) && o.Status == opening.Live,
		Facts: []view.Fact{
			{Label: t.T("opening.fact.company"), Value: o.CompanyName},
			{Label: t.T("opening.fact.workplace"), Value: o.Offer.Workplace + " (" + o.Offer.PNumber + ")"},
			{Label: t.T("opening.fact.hours"), Value: t.T("opening.per_week", "hours", t.Hours(o.Offer.Minutes))},
			{Label: t.T("opening.fact.months"), Value: t.N("opening.months", o.Offer.Months)},
			{Label: t.T("opening.fact.when"), Value: o.Offer.When},
			{Label: t.T("opening.fact.start"), Value: t.Date(o.Offer.Start)},
			{Label: t.T("opening.fact.kind"), Value: t.T("opening.kind." + string(o.Offer.Kind))},
			{Label: t.T("opening.fact.mentor"), Value: t.Person(o.Mentor.Name)},
		},
	}
	if m.CanEdit && actor.Can(access.ViewGrants) {
		m.Support = supportAddress(o.Offer)
	}
	if publishes {
		m.History = auditweb.History(t, o.Events)
		b := f.Build(t, "opening")
		m.Reasons = b.Choices(form.Select, "close_reason", "opening.close_reasons", opening.CloseReasons()...)
		m.Faults = b.Summary(m.Reasons)
	}
	for _, task := range o.Offer.Tasks {
		m.Tasks = append(m.Tasks, view.Fact{Label: task.Title, Value: t.T("opening.per_week", "hours", t.Hours(task.Minutes))})
	}
	for _, c := range o.Offer.Conditions {
		m.Conditions = append(m.Conditions, t.T("condition."+c))
	}
	return m
}

func (h Handlers) publish(r *web.Request) (web.Answer, error) {
	o, err := h.Openings.Publish(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return web.SeeOther("/openings/"+o.ID, web.Done(r.T("opening.published"))), nil
}

func (h Handlers) close(r *web.Request) (web.Answer, error) {
	f := r.Form()
	reason := f.Choice("close_reason", opening.CloseReasons()...)
	if !f.OK() {
		return h.showOpening(r, f)
	}
	o, err := h.Openings.Close(r.Context(), r.Actor, r.Param("id"), reason)
	if fault.CodeOf(err) == "opening_awaited" { // who waits, and one answer to all of them
		return web.SeeOther("/openings/"+r.Param("id")+"/referrals", web.Notice{Kind: "warning", Text: r.T("error.opening_awaited")}), nil
	}
	if err != nil {
		return nil, err
	}
	return web.SeeOther("/openings/"+o.ID, web.Done(r.T("opening.closed"))), nil
}

// editModel is the form of one small job.
type editModel struct {
	Form   form.Model
	Theirs []view.Fact
}

func (h Handlers) edit(r *web.Request) (web.Answer, error) {
	o, err := h.Openings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return h.showEdit(r, formOf(o), o)
}

// showEdit shows the form of an opening; o is the opening as it is now, which a
// stale form is shown with.
func (h Handlers) showEdit(r *web.Request, f *form.Form, o opening.Opening) (web.Answer, error) {
	places, mentors, err := h.choices(r)
	if err != nil {
		return nil, err
	}
	m := editModel{}
	if f.Stale() {
		f.SetVersion(o.Version)
		theirs := newOpeningModel(r.Texts, r.Actor, o, f)
		m.Theirs = append(theirs.Facts, theirs.Tasks...)
	}
	m.Form = buildEdit(r.Texts, f, "/openings/"+r.Param("id"), places, mentors)
	return web.Form(editPage, r.T("opening.edit"), f, m), nil
}

func (h Handlers) change(r *web.Request) (web.Answer, error) {
	if _, err := h.Openings.Get(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err // before anything typed is judged: a foreign opening is a missing one
	}
	f := r.Form()
	edit := opening.Edit{Offer: readOffer(f), Mentor: f.Value("mentor")}
	var o opening.Opening
	err := f.DoAt(func(version int64) (err error) {
		edit.Version = version
		o, err = h.Openings.Change(r.Context(), r.Actor, r.Param("id"), edit)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showEdit(r, f, o)
	}
	return web.SeeOther("/openings/"+o.ID, web.Done(r.T("opening.saved"))), nil
}
