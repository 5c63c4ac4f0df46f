package deliveryweb

import (
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/delivery"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{deliveryPage, linkPage, mailView} }

var sampleNow = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

var deliveryPage = view.New("pages/delivery/delivery", func(t *i18n.Texts) []view.Sample[deliveryModel] {
	shown := func(set delivery.Setting) deliveryModel {
		m := newDelivery(t, formOf(set, t.Locale), set, sampleNow)
		d, c := newDigest(t, sampleBase, sampleCounts(), "54 00 00 00", ""), newConfirmation(t, sampleBase, "54 00 00 00", "")
		m.Previews = []previewModel{
			{t.T("delivery.preview"), t.T("delivery.subject", "subject", d.Subject), d.text()}, {t.T("delivery.preview_confirmation"), t.T("delivery.subject", "subject", c.Subject), c.text()},
		}
		return m
	}
	weekly := delivery.Setting{Address: "navn@firma.dk", Choice: delivery.Choice{How: delivery.Weekly, Weekday: time.Thursday, Hour: 14, Locale: "da"}}
	weekly.Events = []audit.Event{{Type: "delivery_confirmed", At: sampleNow, ByName: "Henrik Dam"}}
	off, returned := weekly, weekly
	off.Choice.How = delivery.Portal
	returned.ReturnedAt = sampleNow
	pending := func(m reminder.Mail, ends time.Time) delivery.Setting {
		return delivery.Setting{Pending: "navn@firma.dk", PendingEnds: ends, Confirmation: m, Choice: delivery.Choice{How: delivery.Daily}}
	}
	sent, later := reminder.Mail{State: reminder.MailSent}, sampleNow.AddDate(0, 0, 3)
	wrong := formOf(delivery.Setting{Pending: "navn", Choice: delivery.Choice{How: delivery.Weekly}}, t.Locale)
	wrong.Fail("address", "address")
	wrong.Fail("weekday", "choose")
	return []view.Sample[deliveryModel]{
		{Name: "not-set-up", Model: deliveryModel{}},
		{Name: "empty", Model: shown(delivery.Setting{Choice: delivery.Choice{How: delivery.Portal}})},
		{Name: "weekly", Model: shown(weekly)},
		{Name: "off", Model: shown(off)},
		{Name: "returned", Model: shown(returned)},
		{Name: "link-sent", Model: shown(pending(sent, later))},
		{Name: "link-waits", Model: shown(pending(reminder.Mail{State: reminder.MailWaits}, later))},
		{Name: "link-ended", Model: shown(pending(sent, sampleNow))},
		{Name: "link-returned", Model: shown(pending(reminder.Mail{State: reminder.MailReturned}, later))},
		{Name: "link-unclear", Model: shown(pending(reminder.Mail{State: reminder.MailUnclear}, later))},
		{Name: "errors", Model: newDelivery(t, wrong, delivery.Setting{}, sampleNow)},
	}
})

var linkPage = view.New("pages/delivery/link", func(t *i18n.Texts) []view.Sample[linkModel] {
	return []view.Sample[linkModel]{
		{Name: "confirm", Model: newLink(t, "confirm", confirmPath+"secret")},
		{Name: "confirmed", Model: told(t, "confirm", "done")},
		{Name: "confirm-gone", Model: told(t, "confirm", "gone")},
		{Name: "stop", Model: newLink(t, "stop", stopPath+"secret")},
		{Name: "stopped", Model: told(t, "stop", "done")},
		{Name: "stop-gone", Model: told(t, "stop", "gone")},
	}
})
