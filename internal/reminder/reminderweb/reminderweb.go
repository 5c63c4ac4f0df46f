// Package reminderweb shows a person what they were reminded of, and to those
// who run the firm's account what would be sent today.
package reminderweb

import (
	"strconv"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/delivery"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for reminders.
type Handlers struct {
	Reminders  *reminder.Service
	Companies  *company.Service
	Deliveries *delivery.Service
	Composer   delivery.Composer
	HasMail    bool // a mail server is set up
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get("/reminders", access.ViewReminders, h.mine),
		web.Get("/reminders/today", access.ManageMembers, h.today),
		web.Get("/reminders/times", access.ManageMembers, h.times),
		web.Post("/reminders/times", access.ManageMembers, h.setTimes),
	}
}

// mineModel is what one person was told.
type mineModel struct {
	Digests []digestModel
	Today   string // address of what would be sent today, or ""
	Warning string // mails come back, or ""
	NoMail  bool   // no mail server is set up
}

type digestModel struct {
	Heading string
	Lines   []lineModel
	Mail    string // how far its mail is, or ""
	Preview *previewModel
}

// previewModel is a mail as it would look.
type previewModel struct {
	Subject string
	Text    string
}

type lineModel struct {
	Text string
	Href string
}

func (h Handlers) mine(r *web.Request) (web.Answer, error) {
	list, err := h.Reminders.Mine(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	set, err := h.Deliveries.Mine(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Page(minePage, r.T("reminder.title"), newMine(r.Texts, r.Actor, list, set, h.HasMail)), nil
}

func newMine(t *i18n.Texts, actor access.Actor, list []reminder.Digest, set delivery.Setting, hasMail bool) mineModel {
	m := mineModel{NoMail: !hasMail}
	if hasMail && !set.ReturnedAt.IsZero() {
		m.Warning = t.T("delivery.returned")
	}
	if actor.Can(access.ManageMembers) {
		m.Today = "/reminders/today"
	}
	for _, d := range list {
		shown := digestModel{Heading: t.Day(d.Date), Lines: lines(t, d.Items)}
		if s := d.Mail.State; s != "" && s != reminder.MailNot && (s != reminder.MailWaits || hasMail && set.ByMail()) {
			shown.Mail = t.T("delivery.state."+string(s), "when", t.Moment(d.Mail.At))
		}
		m.Digests = append(m.Digests, shown)
	}
	return m
}

func lines(t *i18n.Texts, items []reminder.Item) []lineModel {
	var list []lineModel
	for _, i := range items {
		list = append(list, lineModel{Href: i.Href, Text: t.T("reminder.kind."+string(i.Kind), "name", i.Name, "n", i.Week.Number(), "day", t.Date(i.On))})
	}
	return list
}

// todayModel is what would be sent now.
type todayModel struct {
	Text    string // when it would be
	Digests []digestModel
}

func (h Handlers) today(r *web.Request) (web.Answer, error) {
	list, err := h.Reminders.Today(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	firm, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := newToday(r.Texts, firm.Reminders(), list)
	for i, o := range list {
		mail, err := h.Composer.Digest(string(r.Texts.Locale), reminder.Counts(o.Items), firm.Contact.Phone, "")
		if err != nil {
			return nil, err
		}
		m.Digests[i].Preview = &previewModel{r.T("delivery.subject", "subject", mail.Subject), mail.Text}
	}
	return web.Page(todayPage, r.T("reminder.today.title"), m), nil
}

func newToday(t *i18n.Texts, times company.Reminders, list []reminder.Outgoing) todayModel {
	m := todayModel{Text: t.T("reminder.today.text", "hour", strconv.Itoa(times.Hour), "friday", strconv.Itoa(times.FridayHour))}
	for _, o := range list {
		m.Digests = append(m.Digests, digestModel{Heading: t.Person(o.Name), Lines: lines(t, o.Items)})
	}
	return m
}

// timesModel asks when the firm's people are to be reminded.
type timesModel struct {
	Form form.Model
}

func (h Handlers) times(r *web.Request) (web.Answer, error) {
	firm, err := h.Companies.Get(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return showTimes(r, formOf(firm.Reminders())), nil
}

func (h Handlers) setTimes(r *web.Request) (web.Answer, error) {
	f := r.Form()
	hour := func(field string) int { n, _ := strconv.Atoi(f.Choice(field, hours()...)); return n }
	days := func(field string) int { return f.Int(field, 0, 1000, form.Required) }
	times := company.Reminders{Hour: hour("hour"), FridayHour: hour("friday_hour"), LateDays: days("late_days"), VeryLateDays: days("very_late_days")}
	if err := f.Do(func() error { return h.Companies.SetReminders(r.Context(), r.Actor, times) }); err != nil {
		return nil, err
	}
	if !f.OK() {
		return showTimes(r, f), nil
	}
	return web.SeeOther("/reminders/today", web.Done(r.T("reminder.times.saved"))), nil
}

func showTimes(r *web.Request, f *form.Form) web.Answer {
	return web.Form(timesPage, r.T("reminder.times.title"), f, newTimes(r.Texts, f))
}

func formOf(times company.Reminders) *form.Form {
	f := form.Of(nil)
	for name, n := range map[string]int{"hour": times.Hour, "friday_hour": times.FridayHour, "late_days": times.LateDays, "very_late_days": times.VeryLateDays} {
		f.Set(name, strconv.Itoa(n))
	}
	return f
}

// hours are what can be chosen, as whole hours of the day.
func hours() []string {
	var list []string
	for hour := company.FirstReminderHour; hour <= company.LastReminderHour; hour++ {
		list = append(list, strconv.Itoa(hour))
	}
	return list
}

func newTimes(t *i18n.Texts, f *form.Form) timesModel {
	var options []form.Option
	for _, hour := range hours() {
		options = append(options, form.Option{Value: hour, Label: t.T("reminder.times.at", "hour", hour)})
	}
	b := f.Build(t, "reminder.field")
	m := b.Model("/reminders/times", "form.save",
		b.Options(form.Select, "hour", options...), b.Options(form.Select, "friday_hour", options...), b.Field(form.Number, "late_days"), b.Field(form.Number, "very_late_days"))
	m.Cancel = "/reminders/today"
	return timesModel{m}
}

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{minePage, todayPage, timesPage} }

// sampleItems has one of every kind.
func sampleItems() []reminder.Item {
	day := caldate.MustParse("2026-11-20")
	var items []reminder.Item
	for _, kind := range reminder.Kinds() {
		items = append(items, reminder.Item{Kind: kind, Name: "Sanne", Week: day.Week(), On: day, Href: "/placements/plc_1"})
	}
	return items
}

var minePage = view.New("pages/reminder/mine", func(t *i18n.Texts) []view.Sample[mineModel] {
	mentor := access.NewActor(access.Identity{PersonID: "p1"}, access.Party{Kind: access.Company}, access.Mentor)
	owner := access.NewActor(access.Identity{PersonID: "p2"}, access.Party{Kind: access.Company}, access.Owner)
	digest := reminder.Digest{Date: caldate.MustParse("2026-11-20"), Items: sampleItems()}
	var mailed []reminder.Digest
	for _, state := range reminder.MailStates() {
		mailed = append(mailed, reminder.Digest{Date: digest.Date, Items: sampleItems()[:1], Mail: reminder.Mail{State: state, At: digest.Date.Time().Add(9 * time.Hour)}})
	}
	byMail := delivery.Setting{Address: "navn@firma.dk"}
	returned := delivery.Setting{Address: "navn@firma.dk", ReturnedAt: digest.Date.Time()}
	return []view.Sample[mineModel]{
		{Name: "empty", Model: newMine(t, mentor, nil, delivery.Setting{}, false)},
		{Name: "every-kind", Model: newMine(t, owner, []reminder.Digest{digest}, delivery.Setting{}, true)},
		{Name: "every-mail", Model: newMine(t, mentor, mailed, byMail, true)},
		{Name: "mails-return", Model: newMine(t, mentor, mailed[4:5], returned, true)},
	}
})

var todayPage = view.New("pages/reminder/today", func(t *i18n.Texts) []view.Sample[todayModel] {
	some := newToday(t, company.Reminders{Hour: 7, FridayHour: 14}, []reminder.Outgoing{{Name: "Søren Krag", Digest: reminder.Digest{Items: sampleItems()[:2]}}, {Digest: reminder.Digest{Items: sampleItems()[4:5]}}})
	some.Digests[0].Preview = &previewModel{t.T("delivery.subject", "subject", t.N("delivery.mail.subject", 2)), "- " + t.N("delivery.kind.log_week", 1) + "\nhttps://fodfaeste.example/weeks\n"}
	return []view.Sample[todayModel]{
		{Name: "nobody", Model: newToday(t, company.Company{}.Reminders(), nil)},
		{Name: "some", Model: some},
	}
})

var timesPage = view.New("pages/reminder/times", func(t *i18n.Texts) []view.Sample[timesModel] {
	wrong := formOf(company.Reminders{Hour: 8, FridayHour: 12, LateDays: 14, VeryLateDays: 7}).Set("hour", "")
	wrong.Fail("hour", "choose")
	wrong.Fail("very_late_days", "owner_after_deputy")
	return []view.Sample[timesModel]{
		{Name: "typical", Model: newTimes(t, formOf(company.Company{}.Reminders()))},
		{Name: "errors", Model: newTimes(t, wrong)},
	}
})
