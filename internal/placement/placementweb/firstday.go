package placementweb

import (
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// firstDayModel is the plan of day one, to read, print and change.
type firstDayModel struct {
	Name        string
	Back        string
	Starts      string // when it is, in a sentence
	Badge       view.Badge
	Facts       []view.Fact
	Conditions  []string
	Suggestions []suggestionModel
	Form        form.Model // no Action for those who only read
	Theirs      []view.Fact
	Guests      []guestModel
	Invite      form.Model // no Action for those who may not invite
}

type suggestionModel struct {
	Who  string
	Text string
}

// guestModel is a professional who sees the course over a link.
type guestModel struct {
	Text string
	End  string // address that ends the visit, or ""
	Hash string
}

func (h Handlers) firstDay(r *web.Request) (web.Answer, error) {
	return h.showFirstDay(r, nil, form.Of(nil))
}

// showFirstDay shows the plan with the forms f of the plan, or nil for the plan
// as it is stored, and of an invitation.
func (h Handlers) showFirstDay(r *web.Request, f, invite *form.Form) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.ViewPlacements, r.Param("id"))
	if err != nil {
		return nil, err
	}
	if f == nil {
		f = firstDayForm(p)
	}
	m := newFirstDay(r.Texts, r.Actor, p, r.Today(), f, invite)
	shown := f
	if !invite.OK() {
		shown = invite
	}
	return web.Form(firstDayPage, r.T("first_day.title"), shown, m), nil
}

func firstDayForm(p placement.Placement) *form.Form {
	d := p.FirstDay
	f := form.Of(nil).SetVersion(p.Version).Set("meets", d.Meets).Set("where", d.Where).Set("call", d.Call).Set("breaks", d.Breaks).
		Set("workplace", d.Workplace).Set("bring", d.Bring).Set("done", d.Done...)
	if d.Waived {
		f.Set("waived", "yes")
	}
	if d.At.IsZero() {
		f.Set("meets", p.MentorName)
	}
	return f
}

func newFirstDay(t *i18n.Texts, actor access.Actor, p placement.Placement, today caldate.Date, f, invite *form.Form) firstDayModel {
	d, address := p.FirstDay, "/placements/"+p.ID
	m := firstDayModel{Name: p.FirstName, Back: address, Starts: t.T("first_day.starts", "day", t.Day(p.Agreement.Start)), Badge: firstDayBadge(t, d), Facts: firstDayFacts(t, p)}
	if until := p.Agreement.Start.Sub(today); until > 0 {
		m.Starts += " " + t.N("first_day.in", until)
	}
	for _, c := range p.Conditions {
		m.Conditions = append(m.Conditions, t.T("condition."+c))
	}
	m.Suggestions = suggestions(t, p)
	if !p.CanPlanFirstDay(today) {
		return m
	}
	if actor.Can(access.PlanFirstDay) {
		if f.Stale() {
			f.SetVersion(p.Version)
			m.Theirs = firstDayFacts(t, p)
		}
		b := f.Build(t, "first_day.field")
		m.Form = b.Model(address+"/first-day", "form.save",
			b.Field(form.Line, "meets"), b.Optional(form.Line, "where"), b.Field(form.Line, "call"), b.Optional(form.Line, "breaks"),
			b.Optional(form.Area, "workplace"), b.Optional(form.Line, "bring"),
			b.Choices(form.Checks, "done", "first_day.tasks", placement.FirstDayTasks()...), b.Field(form.Tick, "waived"))
	}
	if actor.Can(access.InviteGuests) {
		m.Guests, m.Invite = guests(t, p, today), inviteForm(t, p, today, invite)
	}
	return m
}

func inviteForm(t *i18n.Texts, p placement.Placement, today caldate.Date, f *form.Form) form.Model {
	if f.Value("until") == "" && f.OK() {
		until := today.Add(30)
		if until.After(p.LastDay()) {
			until = p.LastDay()
		}
		f.Set("until", until.Danish())
	}
	b := f.Build(t, "guest.field")
	return b.Model("/placements/"+p.ID+"/guests", "guest.invite",
		b.Field(form.Line, "guest"), b.Choices(form.Select, "profession", "guest.professions", placement.Professions()...), b.Field(form.Day, "until"))
}

// firstDayBadge tells how far the plan is.
func firstDayBadge(t *i18n.Texts, d placement.FirstDay) view.Badge {
	switch {
	case d.Waived:
		return view.Badge{Label: t.T("first_day.waived")}
	case d.Ready():
		return view.Badge{Label: t.T("first_day.ready"), Tone: "success"}
	}
	return view.Badge{Label: t.N("first_day.left", d.Left()), Tone: "info"}
}

func firstDayFacts(t *i18n.Texts, p placement.Placement) []view.Fact {
	d := p.FirstDay
	var done []string
	for _, name := range d.Done {
		done = append(done, t.T("first_day.tasks."+name))
	}
	var list []view.Fact
	for _, f := range []struct{ name, value string }{
		{"meets", d.Meets}, {"where", d.Where}, {"call", d.Call}, {"breaks", d.Breaks}, {"workplace", d.Workplace}, {"bring", d.Bring}, {"done", strings.Join(done, "\n")},
	} {
		if f.value != "" {
			list = append(list, view.Fact{Label: t.T("first_day.field." + f.name), Value: f.value})
		}
	}
	return list
}

func suggestions(t *i18n.Texts, p placement.Placement) []suggestionModel {
	var list []suggestionModel
	for _, s := range p.Suggestions {
		list = append(list, suggestionModel{Text: s.Text, Who: t.T("guest.said", "who", s.By, "profession", t.T("guest.professions."+s.Profession), "when", t.Moment(s.At))})
	}
	return list
}

func guests(t *i18n.Texts, p placement.Placement, today caldate.Date) []guestModel {
	var list []guestModel
	for _, g := range p.Guests {
		m := guestModel{Text: t.T("guest.until", "who", g.Name, "profession", t.T("guest.professions."+g.Profession), "day", t.Date(g.Until))}
		if g.Here(today) {
			m.End, m.Hash = "/placements/"+p.ID+"/guests/end", g.Hash
		} else {
			m.Text += " " + t.T("guest.over")
		}
		list = append(list, m)
	}
	return list
}

func (h Handlers) planFirstDay(r *web.Request) (web.Answer, error) {
	f := r.Form()
	d := placement.FirstDay{
		Meets: f.Text("meets", form.Max(100)), Where: f.Text("where", form.Max(200)), Call: f.Text("call", form.Max(100)), Breaks: f.Text("breaks", form.Max(200)),
		Workplace: f.Text("workplace", form.Max(600)), Bring: f.Text("bring", form.Max(200)),
		Done: f.Choices("done", placement.FirstDayTasks()...), Waived: f.Ticked("waived"),
	}
	err := f.DoAt(func(version int64) error {
		_, err := h.Placements.PlanFirstDay(r.Context(), r.Actor, r.Param("id"), version, d)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showFirstDay(r, f, form.Of(nil))
	}
	return web.SeeOther("/placements/"+r.Param("id")+"/first-day", web.Done(r.T("first_day.saved"))), nil
}

func (h Handlers) inviteGuest(r *web.Request) (web.Answer, error) {
	f := r.Form()
	g := placement.Guest{Name: f.Text("guest", form.Max(100)), Profession: f.Value("profession"), Until: f.Date("until")}
	var secret string
	err := f.Do(func() (err error) {
		secret, err = h.Placements.InviteGuest(r.Context(), r.Actor, r.Param("id"), g)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showFirstDay(r, nil, f)
	}
	m := web.Link{Title: r.T("guest.link_title"), Text: r.T("guest.link_text", "name", g.Name, "day", r.Texts.Date(g.Until)), Once: r.T("guest.link_once"),
		Link: h.BaseURL + "/guest/" + secret, Back: "/placements/" + r.Param("id") + "/first-day"}
	return web.ShowLink(m), nil
}

func (h Handlers) endGuest(r *web.Request) (web.Answer, error) {
	if _, err := h.Placements.EndGuest(r.Context(), r.Actor, r.Param("id"), r.Form().Value("guest")); err != nil {
		return nil, err
	}
	return web.SeeOther("/placements/"+r.Param("id")+"/first-day", web.Done(r.T("guest.ended"))), nil
}

// guestPageModel is what a professional sees over a link: the work, the
// conditions and the plan, and nothing of hours, pay or papers.
type guestPageModel struct {
	Gone        bool
	Lead        string
	Until       string
	Facts       []view.Fact
	Conditions  []string
	Plan        []view.Fact
	Suggestions []suggestionModel
	Form        form.Model
}

func (h Handlers) guest(r *web.Request) (web.Answer, error) { return h.showGuest(r, form.Of(nil)) }

func (h Handlers) showGuest(r *web.Request, f *form.Form) (web.Answer, error) {
	p, g, err := h.Placements.ByGuestLink(r.Context(), r.Param("secret"))
	if fault.Is(err, fault.NotFound) {
		return web.NotFound(guestPage, r.T("guest.title"), guestPageModel{Gone: true}), nil
	}
	if err != nil {
		return nil, err
	}
	return web.Form(guestPage, r.T("guest.title"), f, newGuest(r.Texts, p, g, r.Param("secret"), f)), nil
}

func newGuest(t *i18n.Texts, p placement.Placement, g placement.Guest, secret string, f *form.Form) guestPageModel {
	var tasks []string
	for _, task := range p.Agreement.Tasks {
		tasks = append(tasks, task.Title)
	}
	m := guestPageModel{
		Lead: t.T("guest.lead", "guest", g.Name, "name", p.FirstName, "company", p.CompanyName), Until: t.T("guest.ends", "day", t.Date(g.Until)),
		Plan: firstDayFacts(t, p), Suggestions: suggestions(t, p),
		Facts: []view.Fact{
			{Label: t.T("placement.fact.period"), Value: t.T("placement.period", "start", t.Date(p.Agreement.Start), "end", t.Date(p.LastDay()))},
			{Label: t.T("placement.fact.place"), Value: p.Agreement.Workplace},
			{Label: t.T("placement.fact.mentor"), Value: t.Person(p.MentorName)},
			{Label: t.T("placement.tasks"), Value: strings.Join(tasks, "\n")},
		},
	}
	for _, c := range p.Conditions {
		m.Conditions = append(m.Conditions, t.T("condition."+c))
	}
	b := f.Build(t, "guest.field")
	m.Form = b.Model("/guest/"+secret, "guest.suggest", b.Field(form.Area, "suggestion"))
	return m
}

func (h Handlers) suggest(r *web.Request) (web.Answer, error) {
	f, secret := r.Form(), r.Param("secret")
	text := f.Text("suggestion", form.Required, form.Max(600))
	err := f.Do(func() error {
		_, err := h.Placements.Suggest(r.Context(), secret, text)
		return err
	})
	switch {
	case fault.Is(err, fault.NotFound), err == nil && !f.OK():
		return h.showGuest(r, f)
	case err != nil:
		return nil, err
	}
	return web.SeeOther("/guest/"+secret, web.Done(r.T("guest.thanks"))), nil
}

// plannedPlacement is a course whose first day is planned, with a guest.
func plannedPlacement() placement.Placement {
	p := samplePlacement(placement.Agreed)
	p.Agreement.Start, p.Agreement.End = sampleDay.Add(9), sampleDay.Add(100)
	p.FirstDay = placement.FirstDay{Meets: "Mads Kjær", Where: "Bagindgangen kl. 8.00", Call: "Mads, 54 00 00 01", Breaks: "Kl. 10, i frokoststuen", Workplace: "Ståstøtte ved bordet; radioen er slukket", Bring: "Lukkede sko", Done: placement.FirstDayTasks()[:3], By: "Mads Kjær", At: sampleDay.Time()}
	p.Guests = []placement.Guest{{Name: "Rikke Holst", Profession: "occupational_therapist", Until: sampleDay.Add(30), Hash: "abc"}, {Name: "Per Dahl", Profession: "physiotherapist", Until: sampleDay.Add(-3), Hash: "def"}}
	p.Suggestions = []placement.Suggestion{{By: "Rikke Holst", Profession: "occupational_therapist", Text: "Hæv bordet ti centimeter, og læg pladerne i to mindre stakke.", At: sampleDay.Time()}}
	return p
}

var firstDayPage = view.New("pages/placement/first_day", func(t *i18n.Texts) []view.Sample[firstDayModel] {
	p := plannedPlacement()
	wrong := form.Of(nil)
	wrong.Fail("guest", "required")
	wrong.Fail("profession", "choose")
	wrong.Fail("until", "visit_too_long")
	ended := samplePlacement(placement.Draft)
	return []view.Sample[firstDayModel]{
		{Name: "typical", Model: newFirstDay(t, sampleOwner, p, sampleDay, firstDayForm(p), form.Of(nil))},
		{Name: "errors", Model: newFirstDay(t, sampleOwner, p, sampleDay, firstDayForm(p), wrong)},
		{Name: "draft", Model: newFirstDay(t, sampleConsultant, ended, sampleDay, firstDayForm(ended), form.Of(nil))},
	}
})

var guestPage = view.New("pages/placement/guest", func(t *i18n.Texts) []view.Sample[guestPageModel] {
	p := plannedPlacement()
	wrong := form.Of(nil)
	wrong.Fail("suggestion", "required")
	return []view.Sample[guestPageModel]{
		{Name: "gone", Model: guestPageModel{Gone: true}},
		{Name: "typical", Model: newGuest(t, p, p.Guests[0], "s", form.Of(nil))},
		{Name: "errors", Model: newGuest(t, p, p.Guests[0], "s", wrong)},
	}
})
