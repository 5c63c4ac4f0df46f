// Package openingweb shows small jobs: the questions that spot a task,
// the list, one job with its history, and the form that edits it.
package openingweb

import (
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/campaign"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/form"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for openings.
type Handlers struct {
	Openings   *opening.Service
	Companies  *company.Service
	Candidates *candidate.Service // who knows whether somebody is proposed
	Campaigns  *campaign.Service
	Rules      *grant.Rules
	Danish     *i18n.Texts
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
		web.Post("/openings/:id/approval", access.ReviewOpenings, h.do(h.Openings.Approve, "opening.approved")),
		web.Post("/openings/:id/return", access.ReviewOpenings, h.sendBack),
		web.Post("/openings/:id/rejection", access.ReviewOpenings, h.reject),
		web.Post("/openings/:id/acceptance", access.ReviewOpenings, h.do(h.Openings.Accept, "opening.change.accepted")),
		web.Post("/openings/:id/refusal", access.ReviewOpenings, h.decline),
		web.Post("/openings/:id/trust", access.ReviewOpenings, h.do(h.Openings.GiveTrust, "opening.trust.given")),
		web.Post("/openings/:id/distrust", access.ReviewOpenings, h.withdrawTrust),
		web.Post("/openings/:id/renewal", access.PublishOpenings, h.do(h.Openings.Renew, "opening.renewed")),
		web.Post("/openings/:id/pause", access.PublishOpenings, h.do(h.Openings.Pause, "opening.paused")),
		web.Post("/openings/:id/resumption", access.PublishOpenings, h.do(h.Openings.Resume, "opening.resumed")),
		web.Post("/openings/:id/closure", access.PublishOpenings, h.close),
		web.Post("/openings/:id/copy", access.EditOpenings, h.repost),
		web.Get("/hands", access.ViewHands, h.hands),
		web.Post("/hands", access.PublishOpenings, h.askForHand),
		web.Get("/hands/:id", access.ViewHands, h.hand),
		web.Post("/hands/:id/answer", access.AnswerHands, h.answerHand),
	}
}

// listModel is the list of openings of one status.
type listModel struct {
	Tabs   []tabModel
	Rows   []rowModel
	Empty  string
	CanAdd bool
	Hands  string // what the way to the wishes for a hand says, or ""

	Campaigns bool   // there is a way to the campaigns
	Next      string // address of the next page, or ""
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
	tabs := opening.Tabs(r.Actor)
	status := opening.Status(r.Query("status"))
	if !slices.Contains(tabs, status) {
		status = tabs[0]
	}
	page, err := h.Openings.List(r.Context(), r.Actor, status, r.Query("after"))
	if err != nil {
		return nil, err
	}
	m := listModel{CanAdd: r.Actor.Can(access.EditOpenings), Campaigns: r.Actor.Can(access.ViewCampaigns), Empty: r.T("opening.empty." + string(status)), Tabs: newTabs(r.Texts, tabs, status)}
	if m.CanAdd {
		m.Hands = r.T("hand.title")
	}
	if r.Actor.Can(access.AnswerHands) {
		waiting, err := h.Openings.WaitingHands(r.Context(), r.Actor)
		if err != nil {
			return nil, err
		}
		m.Hands = r.Texts.N("hand.waiting", len(waiting))
		if status != opening.InReview {
			n, err := h.Openings.ToReview(r.Context(), r.Actor)
			if err != nil {
				return nil, err
			}
			m.count(r.Texts, opening.InReview, n)
		}
	}
	var dialogue map[string]bool
	if status == opening.Live && r.Actor.Party().Kind == access.Company { // a municipality has too many proposals to go through
		if dialogue, err = h.Candidates.InDialogue(r.Context(), r.Actor, ""); err != nil {
			return nil, err
		}
	}
	for _, o := range page.Items {
		m.Rows = append(m.Rows, newRow(r.Texts, o, r.Today(), dialogue[o.ID]))
	}
	if page.Next != "" {
		m.Next = "/openings?status=" + string(status) + "&after=" + page.Next
	}
	return web.Page(listPage, r.T("nav.openings"), m), nil
}

func newTabs(t *i18n.Texts, tabs []opening.Status, current opening.Status) []tabModel {
	var models []tabModel
	for _, s := range tabs {
		models = append(models, tabModel{t.T("opening.tab." + string(s)), "/openings?status=" + string(s), s == current})
	}
	return models
}

func newRow(t *i18n.Texts, o opening.Opening, today caldate.Date, dialogue bool) rowModel {
	return rowModel{
		Href: "/openings/" + o.ID, Title: o.Offer.Title, Company: o.CompanyName, Badge: badge(t, o.StatusOn(today), dialogue),
		Summary: t.T("opening.summary", "hours", t.Hours(o.Offer.Minutes), "length", length(t, o.Offer), "date", t.Date(o.Offer.Start)),
	}
}

// badge tells where an opening stands; one that is live is in dialogue while the
// firm and somebody proposed are on their way to each other.
func badge(t *i18n.Texts, s opening.Status, dialogue bool) view.Badge {
	if dialogue && s == opening.Live {
		return view.Badge{Label: t.T("opening.in_dialogue"), Tone: "info"}
	}
	tone := map[opening.Status]string{opening.Live: "success", opening.Filled: "success", opening.Draft: "info", opening.InReview: "info", opening.SentBack: "warning"}[s]
	return view.Badge{Label: t.T("opening.status." + string(s)), Tone: tone}
}

// count says on the tab of a status how many wait there.
func (m *listModel) count(t *i18n.Texts, status opening.Status, n int) {
	for i, tab := range m.Tabs {
		if tab.Href == "/openings?status="+string(status) && n > 0 {
			m.Tabs[i].Label = t.T("opening.tab_count", "tab", tab.Label, "n", n)
		}
	}
}

// spotterModel is the questions.
type spotterModel struct {
	Form form.Model
}

func (h Handlers) spotter(r *web.Request) (web.Answer, error) {
	template := opening.TemplateOf(r.Query("template")) // an association can send its members a link to one
	return h.showSpotter(r, form.Of(nil).SetMinutes("minutes", template.Minutes).Set("template", template.Code).Set("campaign", r.Query("campaign")))
}

// showSpotter shows the questions.
func (h Handlers) showSpotter(r *web.Request, f *form.Form) (web.Answer, error) {
	places, mentors, err := h.choices(r)
	if err != nil {
		return nil, err
	}
	running, err := h.Campaigns.RunningNow(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Form(spotterPage, r.T("opening.spotter"), f, spotterModel{buildSpotter(r.Texts, f, places, mentors, running)}), nil
}

func buildSpotter(t *i18n.Texts, f *form.Form, places, mentors []form.Option, running []campaign.Campaign) form.Model {
	b := f.Build(t, "opening.spot")
	preselect(f, "p_number", places)
	preselect(f, "mentor", mentors)
	if f.Value("template") == "" {
		f.Set("template", opening.TemplateOf("").Code)
	}
	var templates []string
	for _, template := range opening.Templates() {
		templates = append(templates, template.Code)
	}
	fields := []form.Field{
		b.Field(form.Area, "tasks"), b.Field(form.Duration, "minutes"), b.Field(form.Line, "when"),
		b.Options(form.Select, "p_number", places...), b.Options(form.Select, "mentor", mentors...),
		b.Choices(form.Radios, "template", "opening.template", templates...),
	}
	if len(running) > 0 {
		campaigns := []form.Option{{Label: t.T("opening.spot.no_campaign")}}
		for _, c := range running {
			campaigns = append(campaigns, form.Option{Value: c.ID, Label: c.Call.Name})
		}
		fields = append(fields, b.Options(form.Select, "campaign", campaigns...))
	}
	return b.Model("/openings", "opening.spot.submit", fields...)
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
		PNumber: f.Value("p_number"), Mentor: f.Value("mentor"), Template: opening.TemplateOf(f.Value("template")).Code, Campaign: f.Value("campaign"),
	}
	answers.Promise = h.Danish.T("opening.template." + answers.Template + "_promise") // it stands in the firm's own offer
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
	return h.showEdit(r, formOf(o.Latest()), o, o.Latest().Offer)
}

// showEdit shows the form of an opening; o is the opening as it is now, which a
// stale form is shown with, and written the offer as it stands in the form.
func (h Handlers) showEdit(r *web.Request, f *form.Form, o opening.Opening, written opening.Offer) (web.Answer, error) {
	places, mentors, err := h.choices(r)
	if err != nil {
		return nil, err
	}
	m := editModel{}
	if f.Stale() {
		f.SetVersion(o.Version)
		m.Theirs = append(facts(r.Texts, o), tasks(r.Texts, o.Offer)...)
	}
	warn(f, written)
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
		return h.showEdit(r, f, o, edit.Offer)
	}
	said := "opening.saved"
	if o.Pending != nil {
		said = "opening.change.asked"
	}
	return web.SeeOther("/openings/"+o.ID, web.Done(r.T(said))), nil
}
