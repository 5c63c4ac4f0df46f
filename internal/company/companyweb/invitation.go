package companyweb

import (
	"net/url"

	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// invitationsModel lists the firms that the association prepared.
type invitationsModel struct {
	Rows []invitationRow
}

type invitationRow struct {
	Href   string
	Name   string
	Badge  view.Badge
	Detail string
}

func (h Handlers) invitations(r *web.Request) (web.Answer, error) {
	list, err := h.Invitations.List(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(invitationsPage, r.T("invitation.title"), newInvitations(r.Texts, list, r.Today())), nil
}

func newInvitations(t *i18n.Texts, list []invitation.Invitation, today caldate.Date) invitationsModel {
	var m invitationsModel
	for _, i := range list {
		m.Rows = append(m.Rows, invitationRow{"/invitations/" + i.ID, i.Details.Name, invitationBadge(t, i, today), invitationText(t, i, today)})
	}
	return m
}

// invitationBadge says where an invitation stands. Only what somebody should do
// something about stands out.
func invitationBadge(t *i18n.Texts, i invitation.Invitation, today caldate.Date) view.Badge {
	status := i.StatusOn(today)
	tone := map[invitation.Status]string{invitation.Unopened: "warning", invitation.Confirmed: "success", invitation.Invited: "info", invitation.Opened: "info"}[status]
	return view.Badge{Label: t.T("invitation.status." + string(status)), Tone: tone}
}

// invitationText says what is to be done about an invitation, or what was.
func invitationText(t *i18n.Texts, i invitation.Invitation, today caldate.Date) string {
	status := i.StatusOn(today)
	args := []any{"who", t.Person(i.PreparedBy)}
	switch status {
	case invitation.Invited, invitation.Unopened, invitation.Opened, invitation.Ended:
		args = []any{"when", t.Moment(i.SentAt), "until", t.Date(i.EndsOn())}
	case invitation.Refused:
		args = []any{"why", t.T("invitation.reasons." + i.Declined.Reason), "when", t.Moment(i.Declined.At)}
	case invitation.Confirmed:
		args = []any{"who", t.Person(i.ConfirmedBy), "when", t.Moment(i.ConfirmedAt)}
	}
	return t.T("invitation.what."+string(status), args...)
}

// invitationModel is one firm that was prepared.
type invitationModel struct {
	Name    string
	Badge   view.Badge
	Text    string
	Facts   []view.Fact
	Change  string // address, or ""
	Send    string // address, or ""
	Again   bool   // a link was made before
	History []auditweb.Line
}

func (h Handlers) invitation(r *web.Request) (web.Answer, error) {
	i, err := h.Invitations.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	m := newInvitation(r.Texts, i, r.Today())
	if i.Can(r.Actor, invitation.Change, r.Today()) {
		m.Change = "/invitations/" + i.ID + "/edit"
	}
	if i.Can(r.Actor, invitation.Send, r.Today()) {
		m.Send = "/invitations/" + i.ID + "/sending"
	}
	return web.Page(invitationPage, i.Details.Name, m), nil
}

func newInvitation(t *i18n.Texts, i invitation.Invitation, today caldate.Date) invitationModel {
	return invitationModel{
		Name: i.Details.Name, Badge: invitationBadge(t, i, today), Text: invitationText(t, i, today),
		Facts: preparedFacts(t, i), Again: !i.SentAt.IsZero(), History: auditweb.History(t, i.Events),
	}
}

// preparedFacts is what was prepared, for the coordinator and for the firm.
func preparedFacts(t *i18n.Texts, i invitation.Invitation) []view.Fact {
	facts := []view.Fact{
		{Label: t.T("company.field.cvr"), Value: i.CVR}, {Label: t.T("company.field.name"), Value: i.Details.Name}, {Label: t.T("company.field.address"), Value: i.Details.Address},
	}
	if i.Details.Branch != "" {
		facts = append(facts, view.Fact{Label: t.T("company.field.branch"), Value: i.Details.Branch})
	}
	for n, w := range i.Details.Workplaces {
		facts = append(facts, view.Fact{Label: t.T("company.workplace_number", "n", n+1), Value: w.Name + " (" + w.PNumber + ")"})
	}
	if i.Template != "" {
		facts = append(facts, view.Fact{Label: t.T("invitation.field.template"), Value: t.T("opening.template." + i.Template)})
	}
	return append(facts, view.Fact{Label: t.T("invitation.prepared"), Value: t.Person(i.PreparedBy) + ", " + i.AssociationName})
}

// prepareModel is where a coordinator prepares a firm: first its number, then
// what the register says of it to put right.
type prepareModel struct {
	Number form.Model
	Note   string // how the register answered
	Form   form.Model
}

// prepare asks for the number, and once it is there for what is known.
func (h Handlers) prepare(r *web.Request) (web.Answer, error) {
	f := form.Of(r.QueryValues())
	number := f.Value("cvr")
	if number == "" {
		return web.Page(preparePage, r.T("invitation.prepare"), prepareModel{Number: numberForm(r.Texts, form.Of(nil))}), nil
	}
	if code := cvr.Check(number); code != "" {
		f.Fail("cvr", code)
		return web.Form(preparePage, r.T("invitation.prepare"), f, prepareModel{Number: numberForm(r.Texts, f)}), nil
	}
	details, err := h.Companies.LookUp(r.Context(), number)
	if err != nil {
		r.Log.Warn("the company register has no answer", "error", err)
	}
	note := r.T("invitation." + company.Answered(err))
	m := prepareModel{Note: note, Form: prepareForm(r.Texts, r.Today(), formOfDetails(details).Set("cvr", number), details.Told(company.Details{}))}
	return web.Page(preparePage, r.T("invitation.prepare"), m), nil
}

// lookUp leads from the number to what the register says of it.
func (h Handlers) lookUp(r *web.Request) (web.Answer, error) {
	f := r.Form()
	if code := cvr.Check(f.Value("cvr")); code != "" {
		f.Fail("cvr", code)
		return web.Form(preparePage, r.T("invitation.prepare"), f, prepareModel{Number: numberForm(r.Texts, f)}), nil
	}
	return web.SeeOther("/invitations/new?"+url.Values{"cvr": {f.Value("cvr")}}.Encode(), web.Notice{}), nil
}

func numberForm(t *i18n.Texts, f *form.Form) form.Model {
	b := f.Build(t, "company.field")
	return b.Model("/invitations/new", "invitation.look_up", b.Field(form.Number, "cvr"))
}

func prepareForm(t *i18n.Texts, today caldate.Date, f *form.Form, told company.Details) form.Model {
	m := buildDetails(t, today, f, told, "/invitations", "form.save")
	m.Sections[0].Fields = append([]form.Field{f.Build(t, "company.field").Field(form.Number, "cvr")}, m.Sections[0].Fields...)
	suggest(t, f, &m)
	m.Summary = f.Build(t, "company.field").Summary(allFields(m)...)
	m.Cancel = "/invitations"
	return m
}

// suggest adds to a form the way to begin that the coordinator suggests, or none.
func suggest(t *i18n.Texts, f *form.Form, m *form.Model) {
	var codes []string
	for _, template := range opening.Templates() {
		codes = append(codes, template.Code)
	}
	field := f.Build(t, "invitation.field").Choices(form.Select, "template", "opening.template", codes...)
	field.Optional = t.T("form.optional")
	m.Sections = append(m.Sections, form.Section{Fields: []form.Field{field}})
}

func allFields(m form.Model) []form.Field {
	var fields []form.Field
	for _, s := range m.Sections {
		fields = append(fields, s.Fields...)
	}
	return fields
}

func (h Handlers) keepPrepared(r *web.Request) (web.Answer, error) {
	f := r.Form()
	show := func() (web.Answer, error) {
		return web.Form(preparePage, r.T("invitation.prepare"), f, prepareModel{Form: prepareForm(r.Texts, r.Today(), f, h.Companies.Told(r.Context(), f.Value("cvr"), company.Details{}))}), nil
	}
	if f.Ticked("add") {
		addRow(f)
		return show()
	}
	var i invitation.Invitation
	details := readDetails(r.Today(), f)
	err := f.Do(func() (err error) {
		i, err = h.Invitations.Prepare(r.Context(), r.Actor, f.Value("cvr"), details, f.Value("template"))
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return show()
	}
	return web.SeeOther("/invitations/"+i.ID, web.Done(r.T("invitation.saved"))), nil
}

func (h Handlers) editPrepared(r *web.Request) (web.Answer, error) {
	i, err := h.Invitations.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return h.showPrepared(r, formOfDetails(i.Details).Set("template", i.Template), i), nil
}

func (h Handlers) showPrepared(r *web.Request, f *form.Form, i invitation.Invitation) web.Answer {
	m := detailsForm(r, f, i.Details.Told(company.Details{}), "/invitations/"+r.Param("id")+"/edit", "form.save")
	suggest(r.Texts, f, &m)
	m.Cancel = "/invitations/" + r.Param("id")
	return web.Form(preparePage, r.T("invitation.prepare"), f, prepareModel{Form: m})
}

func (h Handlers) changePrepared(r *web.Request) (web.Answer, error) {
	i, err := h.Invitations.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	f := r.Form()
	if f.Ticked("add") {
		return h.showPrepared(r, addRow(f), i), nil
	}
	details := readDetails(r.Today(), f)
	err = f.Do(func() error {
		_, err := h.Invitations.Change(r.Context(), r.Actor, r.Param("id"), details, f.Value("template"))
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showPrepared(r, f, i), nil
	}
	return web.SeeOther("/invitations/"+r.Param("id"), web.Done(r.T("invitation.saved"))), nil
}

func (h Handlers) sendInvitation(r *web.Request) (web.Answer, error) {
	i, secret, err := h.Invitations.Send(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return web.ShowLink(web.Link{
		Title: r.T("invitation.link_title"), Text: r.T("invitation.link_text", "firm", i.Details.Name), Once: r.T("invitation.link_once", "day", r.Texts.Date(i.EndsOn())),
		Link: h.BaseURL + "/invitation/" + secret, Back: "/invitations/" + i.ID,
	}), nil
}

// invitedModel is what a firm sees behind the link, before anybody signs in.
type invitedModel struct {
	Gone    bool // the link opens nothing any longer
	Name    string
	Lead    string
	Facts   []view.Fact
	Go      string     // address that goes on to signing in
	Decline form.Model // says no
}

func (h Handlers) invited(r *web.Request) (web.Answer, error) {
	return h.showInvited(r, form.Of(nil))
}

func (h Handlers) showInvited(r *web.Request, f *form.Form) (web.Answer, error) {
	i, err := h.Invitations.ByLink(r.Context(), r.Param("secret"))
	if fault.Is(err, fault.NotFound) {
		return web.Page(invitedPage, r.T("invitation.welcome"), invitedModel{Gone: true}), nil
	}
	if err != nil {
		return nil, err
	}
	return web.Form(invitedPage, r.T("invitation.welcome"), f, newInvited(r.Texts, i, r.Param("secret"), f)), nil
}

func newInvited(t *i18n.Texts, i invitation.Invitation, secret string, f *form.Form) invitedModel {
	address := "/invitation/" + secret
	b := f.Build(t, "invitation.field")
	return invitedModel{
		Name: i.Details.Name, Lead: t.T("invitation.lead", "who", t.Person(i.PreparedBy), "association", i.AssociationName, "firm", i.Details.Name),
		Facts: preparedFacts(t, i), Go: address,
		Decline: b.Model(address+"/refusal", "invitation.decline", b.Choices(form.Radios, "reason", "invitation.reasons", invitation.DeclineReasons()...)),
	}
}

// goOn notes that the firm goes on, and leads to signing in and back to what was
// prepared.
func (h Handlers) goOn(r *web.Request) (web.Answer, error) {
	if _, err := h.Invitations.Open(r.Context(), r.Param("secret")); fault.Is(err, fault.NotFound) {
		return h.showInvited(r, form.Of(nil))
	} else if err != nil {
		return nil, err
	}
	return web.SeeOther("/signin?return="+url.QueryEscape("/welcome?invitation="+r.Param("secret")), web.Notice{}), nil
}

func (h Handlers) declineInvitation(r *web.Request) (web.Answer, error) {
	f := r.Form()
	err := f.Do(func() error {
		_, err := h.Invitations.Decline(r.Context(), r.Param("secret"), f.Value("reason"))
		return err
	})
	switch {
	case fault.Is(err, fault.NotFound):
		return h.showInvited(r, f)
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showInvited(r, f)
	}
	return web.Page(invitedPage, r.T("invitation.welcome"), invitedModel{Gone: true, Lead: r.T("invitation.declined")}), nil
}

// prepared is what an association prepared for the firm that the actor signed in
// for, when they came by its link; ok is false when they did not. other names the
// firm that was invited, when it is not theirs.
func (h Handlers) prepared(r *web.Request, secret string) (p company.Prepared, ok bool, other string, err error) {
	if secret == "" {
		return p, false, "", nil
	}
	i, err := h.Invitations.For(r.Context(), r.Actor, secret)
	switch {
	case fault.CodeOf(err) == "invitation_other_firm":
		return p, false, i.Details.Name + " (CVR " + i.CVR + ")", nil
	case fault.Is(err, fault.NotFound): // used, or too old: the firm confirms what the register says
		return p, false, "", nil
	}
	return company.Prepared{Details: i.Details, Template: i.Template}, err == nil, "", err
}
