package deliveryweb

import (
	"strings"

	"fodfaeste/internal/delivery"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/view"
)

// letter is a mail: the same in text and HTML.
type letter struct {
	Lang    string
	Subject string
	Things  []line // what waits
	Lead    string
	Links   []line
	Phone   string // a sentence, or ""
}

// line is a sentence with the address that it leads to, or without.
type line struct {
	Text string
	Href string
}

// Composer writes mails with the portal's views. It implements delivery.Composer.
type Composer struct {
	Views     *view.Set
	Catalogue *i18n.Catalogue
	BaseURL   string
}

// Digest implements delivery.Composer.
func (c Composer) Digest(locale string, counts []reminder.Count, phone, secret string) (delivery.Message, error) {
	t := c.Catalogue.For(i18n.ParseLocale(locale))
	m, err := c.message(t, newDigest(t, c.BaseURL, counts, phone, secret))
	if secret != "" {
		m.Stop = c.BaseURL + stopPath + secret
	}
	return m, err
}

// Confirmation implements delivery.Composer.
func (c Composer) Confirmation(locale, phone, secret string) (delivery.Message, error) {
	t := c.Catalogue.For(i18n.ParseLocale(locale))
	return c.message(t, newConfirmation(t, c.BaseURL, phone, secret))
}

func (c Composer) message(t *i18n.Texts, l letter) (delivery.Message, error) {
	html, err := mailView.Render(c.Views, t.Locale, l)
	return delivery.Message{Subject: l.Subject, Text: l.text(), HTML: string(html)}, err
}

// Addresses that the secret of a link follows.
const (
	stopPath    = "/delivery/stop/"
	confirmPath = "/delivery/confirmation/"
)

func newDigest(t *i18n.Texts, baseURL string, counts []reminder.Count, phone, secret string) letter {
	n := 0
	l := letter{Lang: string(t.Locale), Lead: t.T("delivery.mail.lead"), Phone: ring(t, phone)}
	for _, c := range counts {
		n += c.N
		l.Things = append(l.Things, line{t.N("delivery.kind."+string(c.Kind), c.N), baseURL + c.Href})
	}
	l.Subject = t.N("delivery.mail.subject", n)
	l.Links = []line{
		{t.T("delivery.mail.all"), baseURL + "/reminders"}, {t.T("delivery.mail.settings"), baseURL + "/delivery"},
		secretLine(t, t.T("delivery.mail.stop"), baseURL+stopPath, secret),
	}
	return l
}

func newConfirmation(t *i18n.Texts, baseURL, phone, secret string) letter {
	return letter{
		Lang: string(t.Locale), Subject: t.T("delivery.mail.confirm_subject"), Lead: t.T("delivery.mail.confirm_lead"), Phone: ring(t, phone),
		Links: []line{secretLine(t, t.T("delivery.confirm.button"), baseURL+confirmPath, secret)},
	}
}

func ring(t *i18n.Texts, phone string) string {
	if phone == "" {
		return ""
	}
	return t.T("delivery.mail.phone", "phone", phone)
}

// secretLine is a line with a secret in its address; without one it says so.
func secretLine(t *i18n.Texts, text, path, secret string) line {
	if secret == "" {
		return line{Text: text + " " + t.T("delivery.mail.example")}
	}
	return line{text, path + secret}
}

// text writes the letter without HTML, an address on a line of its own.
func (l letter) text() string {
	var b strings.Builder
	list := func(lines []line, mark string) {
		for _, one := range lines {
			b.WriteString(mark + one.Text + "\n")
			if one.Href != "" {
				b.WriteString(one.Href + "\n")
			}
			b.WriteString("\n")
		}
	}
	list(l.Things, "- ")
	b.WriteString(l.Lead + "\n\n")
	list(l.Links, "")
	if l.Phone != "" {
		b.WriteString(l.Phone + "\n")
	}
	return b.String()
}

const sampleBase = "https://fodfaeste.example"

var mailView = view.New("mail/delivery/message", func(t *i18n.Texts) []view.Sample[letter] {
	return []view.Sample[letter]{
		{Name: "digest", Model: newDigest(t, sampleBase, sampleCounts(), "54 00 00 00", "secret")},
		{Name: "one-thing", Model: newDigest(t, sampleBase, sampleCounts()[:1], "", "secret")},
		{Name: "confirmation", Model: newConfirmation(t, sampleBase, "54 00 00 00", "secret")},
		{Name: "preview", Model: newConfirmation(t, sampleBase, "54 00 00 00", "")},
	}
})

// sampleCounts has every kind, the first of them once and the rest in threes.
func sampleCounts() []reminder.Count {
	var items []reminder.Item
	for i, kind := range reminder.Kinds() {
		for n := range min(3, 2*i+1) {
			items = append(items, reminder.Item{Kind: kind, Key: string(kind) + strings.Repeat("x", n)})
		}
	}
	return reminder.Counts(items)
}
