// Package deliveryweb lets people choose how they are told, answers the links that
// mails carry, and writes the mails.
package deliveryweb

import (
	"slices"
	"strconv"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/company"
	"fodfaeste/internal/delivery"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/web"
)

// Handlers answer for how people are told. Without a Carrier no mail is set up.
type Handlers struct {
	Deliveries *delivery.Service
	Carrier    *delivery.Carrier
	Companies  *company.Service
	Composer   delivery.Composer
}

// Routes lists the addresses of this package. Those that a mail carries need no
// sign-in: whoever has the mail may confirm the address and end the mails.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get("/delivery", access.ViewReminders, h.mine),
		web.Post("/delivery", access.ViewReminders, h.choose),
		web.Get(confirmPath+":secret", access.Anyone, h.confirmable),
		web.Post(confirmPath+":secret", access.Anyone, h.confirm),
		web.Get(stopPath+":secret", access.Anyone, h.stoppable),
		web.Post(stopPath+":secret", access.Anyone, h.stop),
	}
}

// deliveryModel is how one person is told; without a form no mail is set up.
type deliveryModel struct {
	Warning  string
	Now      string
	Pending  string // what became of an address that is not confirmed, or ""
	Form     form.Model
	Previews []previewModel
	History  []auditweb.Line
}

// previewModel is a mail as it would look.
type previewModel struct {
	Title   string
	Subject string
	Text    string
}

func (h Handlers) mine(r *web.Request) (web.Answer, error) {
	set, err := h.Deliveries.Mine(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return h.show(r, formOf(set, r.Texts.Locale), set)
}

func (h Handlers) show(r *web.Request, f *form.Form, set delivery.Setting) (web.Answer, error) {
	m := deliveryModel{History: auditweb.History(r.Texts, set.Events)}
	if h.Carrier != nil {
		m = newDelivery(r.Texts, f, set, r.Now())
		contact, err := h.Companies.ContactOf(r.Context(), r.Actor)
		if err != nil {
			return nil, err
		}
		if m.Previews, err = h.previews(r.Texts, contact.Phone); err != nil {
			return nil, err
		}
	}
	return web.Form(deliveryPage, r.T("delivery.title"), f, m), nil
}

// previews are the two mails there are, with an example of what a digest says.
func (h Handlers) previews(t *i18n.Texts, phone string) ([]previewModel, error) {
	example := []reminder.Count{{Kind: reminder.WeeksWait, N: 3, Href: "/weeks"}, {Kind: reminder.ReferralWaits, N: 1, Href: "/referrals"}}
	digest, err := h.Composer.Digest(string(t.Locale), example, phone, "")
	if err != nil {
		return nil, err
	}
	confirmation, err := h.Composer.Confirmation(string(t.Locale), phone, "")
	return []previewModel{newPreview(t, "delivery.preview", digest), newPreview(t, "delivery.preview_confirmation", confirmation)}, err
}

func newPreview(t *i18n.Texts, title string, m delivery.Message) previewModel {
	return previewModel{t.T(title), t.T("delivery.subject", "subject", m.Subject), m.Text}
}

func newDelivery(t *i18n.Texts, f *form.Form, set delivery.Setting, now time.Time) deliveryModel {
	m := deliveryModel{Now: t.T("delivery.now." + nowIs(set)), History: auditweb.History(t, set.Events)}
	if !set.ReturnedAt.IsZero() {
		m.Warning = t.T("delivery.returned")
	}
	if set.Pending != "" {
		m.Pending = t.T("delivery.pending."+pendingIs(set, now), "address", set.Pending, "when", t.Moment(set.PendingEnds))
	}
	hours := make([]form.Option, 0, company.LastReminderHour-company.FirstReminderHour+1)
	for _, hour := range hourValues() {
		hours = append(hours, form.Option{Value: hour, Label: t.T("reminder.times.at", "hour", hour)})
	}
	b := f.Build(t, "delivery.field")
	hour := b.Options(form.Select, "hour", hours...)
	weekday := b.Choices(form.Select, "weekday", "delivery.weekday", weekdays...)
	hour.Optional, weekday.Optional = t.T("form.optional"), t.T("form.optional")
	m.Form = b.Model("/delivery", "form.save",
		b.Field(form.Email, "address"), b.Choices(form.Radios, "how", "delivery.how", hows()...), weekday, hour,
		b.Choices(form.Radios, "locale", "delivery.locale", string(i18n.Danish), string(i18n.English)))
	m.Form.Cancel = "/reminders"
	return m
}

// nowIs is how somebody is told now: a text key below "delivery.now.".
func nowIs(set delivery.Setting) string {
	switch {
	case set.Address == "" || !set.ReturnedAt.IsZero():
		return "none"
	case !set.ByMail():
		return "off"
	}
	return string(set.Choice.How)
}

// pendingIs is what became of the mail that confirms an address: a text key below
// "delivery.pending.".
func pendingIs(set delivery.Setting, now time.Time) string {
	switch m := set.Confirmation; {
	case m.State == reminder.MailReturned:
		return "returned"
	case m.Failed():
		return "failed"
	case m.Open():
		return "waits"
	case !now.Before(set.PendingEnds):
		return "ended"
	}
	return "sent"
}

// weekdays are the values of the field, Monday first.
var weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday"}

func hows() []string {
	var list []string
	for _, how := range delivery.Hows() {
		list = append(list, string(how))
	}
	return list
}

func hourValues() []string {
	var list []string
	for hour := company.FirstReminderHour; hour <= company.LastReminderHour; hour++ {
		list = append(list, strconv.Itoa(hour))
	}
	return list
}

func formOf(set delivery.Setting, locale i18n.Locale) *form.Form {
	c := set.Choice
	address := set.Pending
	if address == "" {
		address = set.Address
	}
	f := form.Of(nil).Set("address", address).Set("how", string(c.How)).Set("locale", string(locale))
	if c.Locale != "" {
		f.Set("locale", c.Locale)
	}
	if c.Weekday >= time.Monday && c.Weekday <= time.Friday {
		f.Set("weekday", weekdays[c.Weekday-time.Monday])
	}
	if c.Hour != 0 {
		f.Set("hour", strconv.Itoa(c.Hour))
	}
	return f
}

// read takes a choice as typed.
func read(f *form.Form) delivery.Choice {
	c := delivery.Choice{How: delivery.How(f.Choice("how", hows()...)), Locale: f.Choice("locale", string(i18n.Danish), string(i18n.English))}
	if f.Value("hour") != "" {
		c.Hour, _ = strconv.Atoi(f.Choice("hour", hourValues()...))
	}
	if i := slices.Index(weekdays, f.Value("weekday")); i >= 0 {
		c.Weekday = time.Monday + time.Weekday(i)
	}
	return c
}

func (h Handlers) choose(r *web.Request) (web.Answer, error) {
	if h.Carrier == nil {
		return web.SeeOther("/delivery", web.Notice{Kind: "warning", Text: r.T("delivery.none")}), nil
	}
	f := r.Form()
	choice, address := read(f), f.Text("address")
	var set delivery.Setting
	err := f.Do(func() (err error) {
		set, err = h.Deliveries.Choose(r.Context(), r.Actor, choice, address)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		if set, err = h.Deliveries.Mine(r.Context(), r.Actor); err != nil {
			return nil, err
		}
		return h.show(r, f, set)
	}
	notice := web.Done(r.T("delivery.saved"))
	if set.Pending != "" {
		// At once, since somebody waits for it. What fails is tried again by the job.
		if err := h.Carrier.Confirm(r.Context(), set.ID); err != nil {
			r.Log.Error("confirmation mail", "error", err)
		}
		if set, err = h.Deliveries.Mine(r.Context(), r.Actor); err != nil {
			return nil, err
		}
		if set.Confirmation.State == reminder.MailSent {
			notice = web.Done(r.T("delivery.saved_link"))
		}
	}
	return web.SeeOther("/delivery", notice), nil
}

// linkModel is what the holder of a link from a mail can do with it: one thing.
type linkModel struct {
	Title  string
	Text   string
	Action string // "" when there is nothing to do, or it is done
	Button string
}

func newLink(t *i18n.Texts, what, action string) linkModel {
	return linkModel{t.T("delivery." + what + ".title"), t.T("delivery." + what + ".text"), action, t.T("delivery." + what + ".button")}
}

func told(t *i18n.Texts, what, as string) linkModel {
	return linkModel{Title: t.T("delivery." + what + ".title"), Text: t.T("delivery." + what + "." + as)}
}

// offer shows the button of a link. Opening the page changes nothing: programs that
// look at mails open links too.
func offer(r *web.Request, what, path string, err error) (web.Answer, error) {
	title := r.T("delivery." + what + ".title")
	switch {
	case fault.Is(err, fault.NotFound):
		return web.NotFound(linkPage, title, told(r.Texts, what, "gone")), nil
	case err != nil:
		return nil, err
	}
	return web.Page(linkPage, title, newLink(r.Texts, what, path+r.Param("secret"))), nil
}

// used shows what a link has done.
func used(r *web.Request, what string, err error) (web.Answer, error) {
	title := r.T("delivery." + what + ".title")
	switch {
	case fault.Is(err, fault.NotFound):
		return web.NotFound(linkPage, title, told(r.Texts, what, "gone")), nil
	case err != nil:
		return nil, err
	}
	return web.Page(linkPage, title, told(r.Texts, what, "done")), nil
}

func (h Handlers) confirmable(r *web.Request) (web.Answer, error) {
	return offer(r, "confirm", confirmPath, h.Deliveries.Confirmable(r.Context(), r.Param("secret")))
}

func (h Handlers) confirm(r *web.Request) (web.Answer, error) {
	return used(r, "confirm", h.Deliveries.Confirm(r.Context(), r.Param("secret")))
}

func (h Handlers) stoppable(r *web.Request) (web.Answer, error) {
	return offer(r, "stop", stopPath, h.Deliveries.Stoppable(r.Context(), r.Param("secret")))
}

func (h Handlers) stop(r *web.Request) (web.Answer, error) {
	return used(r, "stop", h.Deliveries.Stop(r.Context(), r.Param("secret")))
}
