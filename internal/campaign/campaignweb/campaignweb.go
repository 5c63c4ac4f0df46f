// Package campaignweb is where an association runs campaigns, firms join them and
// consultants find what is on offer under one.
package campaignweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/campaign"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for campaigns.
type Handlers struct {
	Campaigns *campaign.Service
	BaseURL   string
}

const listPath = "/campaigns"

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get(listPath, access.ViewCampaigns, h.list),
		web.Get(listPath+"/new", access.RunCampaigns, h.blank),
		web.Post(listPath, access.RunCampaigns, h.begin),
		web.Get(listPath+"/:id", access.ViewCampaigns, h.show),
		web.Get(listPath+"/:id/edit", access.RunCampaigns, h.edit),
		web.Post(listPath+"/:id/edit", access.RunCampaigns, h.change),
	}
}

// listModel is the campaigns, and to an association how its templates are used.
type listModel struct {
	Rows      []rowModel
	Empty     string
	CanRun    bool
	Templates []view.Fact
}

type rowModel struct {
	Href  string
	Name  string
	Badge view.Badge
	Text  string
}

func (h Handlers) list(r *web.Request) (web.Answer, error) {
	list, err := h.Campaigns.List(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	var use map[string]int
	if r.Actor.Can(access.RunCampaigns) {
		if use, err = h.Campaigns.TemplateUse(r.Context(), r.Actor); err != nil {
			return nil, err
		}
	}
	return web.Page(listPage, r.T("campaign.title"), newList(r.Texts, list, use, r.Today())), nil
}

func newList(t *i18n.Texts, list []campaign.Campaign, use map[string]int, today caldate.Date) listModel {
	m := listModel{CanRun: use != nil, Empty: t.T("campaign.none_running")}
	if m.CanRun {
		m.Empty = t.T("campaign.none")
		for _, template := range opening.Templates() {
			used := t.T("campaign.template_unused")
			if n := use[template.Code]; n > 0 {
				used = t.N("campaign.template_used", n)
			}
			m.Templates = append(m.Templates, view.Fact{Label: t.T("opening.template." + template.Code), Value: used})
		}
	}
	for _, c := range list {
		m.Rows = append(m.Rows, rowModel{listPath + "/" + c.ID, c.Call.Name, badge(t, c, today), period(t, c)})
	}
	return m
}

func badge(t *i18n.Texts, c campaign.Campaign, today caldate.Date) view.Badge {
	status, tone := c.StatusOn(today), ""
	if status == campaign.Running {
		tone = "success"
	}
	return view.Badge{Label: t.T("campaign.status." + string(status)), Tone: tone}
}

func period(t *i18n.Texts, c campaign.Campaign) string {
	return t.T("campaign.period", "from", t.Date(c.Call.From), "until", t.Date(c.Call.Until), "association", c.AssociationName)
}

// campaignModel is one campaign, as each side needs it.
type campaignModel struct {
	Name    string
	Badge   view.Badge
	Period  string
	Text    string
	Counts  string
	Join    string     // address where a firm puts a small job under it, or ""
	Edit    string     // address, or ""
	Link    string     // for the association to give its members, or ""
	Listed  bool       // there is a list of what is on offer
	Rows    []rowModel // what is on offer
	History []auditweb.Line
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	c, err := h.Campaigns.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	counts, err := h.Campaigns.CountsOf(r.Context(), r.Actor, c.ID)
	if err != nil {
		return nil, err
	}
	var live []opening.Opening
	if consults(r.Actor) {
		if live, err = h.Campaigns.Live(r.Context(), r.Actor, c.ID); err != nil {
			return nil, err
		}
	}
	return web.Page(campaignPage, c.Call.Name, newCampaign(r.Texts, r.Actor, c, counts, live, h.BaseURL, r.Today())), nil
}

// consults tells whether somebody finds small jobs for people.
func consults(actor access.Actor) bool { return actor.Can(access.ManageCandidates) }

// countsText says how much came of a campaign.
func countsText(t *i18n.Texts, c campaign.Counts) string {
	if c.Openings == 0 {
		return t.T("campaign.no_openings")
	}
	return t.T("campaign.counts", "openings", t.N("campaign.openings", c.Openings), "firms", t.N("campaign.firms", c.Firms), "live", c.Live, "filled", c.Filled)
}

func newCampaign(t *i18n.Texts, actor access.Actor, c campaign.Campaign, counts campaign.Counts, live []opening.Opening, baseURL string, today caldate.Date) campaignModel {
	m := campaignModel{
		Name: c.Call.Name, Badge: badge(t, c, today), Period: period(t, c), Text: c.Call.Text, Listed: consults(actor),
		Counts: countsText(t, counts),
	}
	if c.StatusOn(today) == campaign.Running && actor.Can(access.EditOpenings) {
		m.Join = "/openings/new?campaign=" + c.ID + "&template=" + c.Call.Template
	}
	if actor.Can(access.RunCampaigns) && actor.Party().ID == c.AssociationID {
		m.Edit, m.Link, m.History = listPath+"/"+c.ID+"/edit", baseURL+listPath+"/"+c.ID, auditweb.History(t, c.Events)
	}
	for _, o := range live {
		m.Rows = append(m.Rows, rowModel{Href: "/openings/" + o.ID, Name: o.Offer.Title, Text: o.CompanyName + ", " + t.T("opening.per_week", "hours", t.Hours(o.Offer.Minutes))})
	}
	return m
}

// formModel is the form of a campaign.
type formModel struct {
	Title  string
	Form   form.Model
	Theirs []view.Fact // what a colleague wrote meanwhile, or none
}

func newForm(t *i18n.Texts, f *form.Form, title, action, back string) formModel {
	var templates []string
	for _, template := range opening.Templates() {
		templates = append(templates, template.Code)
	}
	b := f.Build(t, "campaign.field")
	m := formModel{Title: t.T(title), Form: b.Sections(action, "form.save",
		form.Section{Fields: []form.Field{b.Field(form.Line, "name"), b.Field(form.Area, "text")}},
		form.Section{Row: true, Fields: []form.Field{b.Field(form.Day, "from"), b.Field(form.Day, "until")}},
		form.Section{Fields: []form.Field{b.Choices(form.Radios, "template", "opening.template", templates...)}})}
	m.Form.Cancel = back
	return m
}

func readCall(f *form.Form) campaign.Call {
	return campaign.Call{
		Name: f.Text("name", form.Required, form.Max(80)), Text: f.Text("text", form.Required, form.Max(1000)), Template: f.Value("template"),
		From: f.Date("from", form.Required), Until: f.Date("until", form.Required),
	}
}

func formOf(c campaign.Campaign) *form.Form {
	return form.Of(nil).SetVersion(c.Version).Set("name", c.Call.Name).Set("text", c.Call.Text).Set("template", c.Call.Template).
		Set("from", c.Call.From.Danish()).Set("until", c.Call.Until.Danish())
}

func (h Handlers) blank(r *web.Request) (web.Answer, error) {
	f := form.Of(nil).Set("from", r.Today().Danish()).Set("template", opening.TemplateOf("").Code)
	return showForm(r, f, "campaign.new", listPath, listPath), nil
}

func showForm(r *web.Request, f *form.Form, title, action, back string) web.Answer {
	return web.Form(formPage, r.T(title), f, newForm(r.Texts, f, title, action, back))
}

func (h Handlers) begin(r *web.Request) (web.Answer, error) {
	f := r.Form()
	call := readCall(f)
	var c campaign.Campaign
	err := f.Do(func() (err error) {
		c, err = h.Campaigns.Begin(r.Context(), r.Actor, call)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return showForm(r, f, "campaign.new", listPath, listPath), nil
	}
	return web.SeeOther(listPath+"/"+c.ID, web.Done(r.T("campaign.begun"))), nil
}

func (h Handlers) edit(r *web.Request) (web.Answer, error) {
	c, err := h.Campaigns.Own(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return showForm(r, formOf(c), "campaign.edit", listPath+"/"+c.ID+"/edit", listPath+"/"+c.ID), nil
}

func (h Handlers) change(r *web.Request) (web.Answer, error) {
	if _, err := h.Campaigns.Own(r.Context(), r.Actor, r.Param("id")); err != nil {
		return nil, err // a foreign campaign is a missing one, whatever was typed
	}
	f := r.Form()
	call := readCall(f)
	var c campaign.Campaign
	err := f.DoAt(func(version int64) (err error) {
		c, err = h.Campaigns.Change(r.Context(), r.Actor, r.Param("id"), version, call)
		return err
	})
	if err != nil {
		return nil, err
	}
	back := listPath + "/" + r.Param("id")
	if !f.OK() {
		m := newForm(r.Texts, f, "campaign.edit", back+"/edit", back)
		if f.Stale() {
			m = newForm(r.Texts, f.SetVersion(c.Version), "campaign.edit", back+"/edit", back)
			m.Theirs = []view.Fact{{Label: r.T("campaign.field.name"), Value: c.Call.Name}, {Label: r.T("campaign.field.text"), Value: c.Call.Text}, {Label: r.T("campaign.field.until"), Value: r.Texts.Date(c.Call.Until)}}
		}
		return web.Form(formPage, r.T("campaign.edit"), f, m), nil
	}
	return web.SeeOther(back, web.Done(r.T("campaign.saved"))), nil
}
