package main

import (
	"context"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/mail/mailtest"
	"fodfaeste/internal/store"
)

// parts are the text and the HTML of a mail.
func parts(t *testing.T, m mailtest.Taken) (text, html string) {
	t.Helper()
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	reader := multipart.NewReader(strings.NewReader(string(m.Body)), params["boundary"])
	var both []string
	for range 2 {
		part, err := reader.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		both = append(both, string(body))
	}
	return both[0], both[1]
}

// withMail opens a portal with the demo data and a mail server, by a clock that
// tells the time for signing in.
func withMail(t *testing.T, mongoURI string, sink *mailtest.Sink) (*site, *clock.Fixed) {
	t.Helper()
	folder := t.TempDir()
	values := map[string]string{"FODFAESTE_DATA": folder, "MONGODB_URI": mongoURI}
	withDatabase(t, values, func(config Config, db *store.DB) { seedInto(t, config, db) })
	c := clock.At(clock.System{}.Now())
	return openIn(t, mongoURI, folder, c, map[string]string{"FODFAESTE_SMTP_ADDRESS": sink.Address, "FODFAESTE_SMTP_TLS": "none", "FODFAESTE_SMTP_FROM": "besked@fodfaeste.example"}), c
}

// nextTuesday is about noon of the next week's Tuesday, or the workday after: weeks
// that were not handed in or wait for approval are told of by then.
func nextTuesday(now time.Time) time.Time {
	d := caldate.Of(now).Week().Add(1).Day(1)
	for !d.IsWorkday() {
		d = d.Add(1)
	}
	return d.Time().Add(11 * time.Hour)
}

var link = regexp.MustCompile(`http://[^/\s"]+(/delivery/[a-z]+/[A-Za-z0-9_-]+)`)

// TestMails: an address is typed, confirmed by the link in a mail, and gets the
// digest, which names nobody; one click ends it. An address that takes nothing is
// shown to the person and, by name, to those who run the firm's account.
func TestMails(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		sink := mailtest.Start(t, "none")
		s, c := withMail(t, mongoURI, sink)
		mentor, owner, anybody := s.as("mentor"), s.as("owner2"), s.as("")
		mentor.post("/delivery", url.Values{"how": {"portal"}, "address": {""}, "locale": {"da"}}).want(t, 303) // what the demo data say is forgotten
		mentor.get("/delivery").shows(t, "Du får ikke mails.")
		form := mentor.get("/delivery").want(t, 200).values("form.form")
		form.Set("how", "weekly")
		form.Set("address", "ikke en adresse")
		if got := mentor.post("/delivery", form).want(t, 422); got.Find("#address-error").Length() != 1 || got.Find("#weekday-error").Length() != 1 || got.Find("#address").AttrOr("value", "") != "ikke en adresse" {
			t.Errorf("a wrong form answers %s", got.summary())
		}
		form.Set("how", "daily")
		form.Set("address", "soren@bageri.example")
		mentor.post("/delivery", form).want(t, 303)
		mentor.get("/delivery").want(t, 200).shows(t, "Du får ikke mails.", "Åbn linket i mailen til soren@bageri.example")
		if len(sink.Taken()) != 1 {
			t.Fatalf("%d confirmation mails", len(sink.Taken()))
		}
		text, html := parts(t, sink.Taken()[0])
		confirm := link.FindStringSubmatch(text)[1]
		if !strings.Contains(html, confirm) || sink.Taken()[0].Header.Get("List-Unsubscribe") != "" {
			t.Error("the confirmation mail is not as it should be")
		}
		anybody.get(confirm).want(t, 200).shows(t, "Bekræft din mailadresse")
		mentor.get("/delivery").shows(t, "Du får ikke mails.")
		anybody.post(confirm, nil).want(t, 200).shows(t, "Adressen er bekræftet.")
		anybody.post(confirm, nil).want(t, 404)
		mentor.get("/delivery").shows(t, "Du får besked på mail på hverdage")
		form.Set("address", "tove@cykler.example")
		owner.post("/delivery", form).want(t, 303)
		text, _ = parts(t, sink.Taken()[1])
		anybody.post(link.FindStringSubmatch(text)[1], nil).want(t, 200)
		sink.Hook(mailtest.Hooks{Recipient: func(to string) error {
			if strings.HasPrefix(to, "tove") {
				return mailtest.Code(550, [3]int{5, 1, 1}, "unknown")
			}
			return nil
		}})
		now, noon := c.Now(), nextTuesday(c.Now())
		c.Set(noon)
		for _, run := range []func(context.Context, time.Time) error{s.services.reminders.Run, s.services.carrier.Run} {
			if err := run(t.Context(), noon); err != nil {
				t.Fatal(err)
			}
		}
		c.Set(now)
		if len(sink.Taken()) != 3 {
			t.Fatalf("%d mails", len(sink.Taken()))
		}
		digest := sink.Taken()[2]
		text, html = parts(t, digest)
		for _, name := range []string{"Søren", "Krag", "Bageri", "Sanne", "Ali", "Mette", "plc_", "wk_", "per_", "com_"} {
			if strings.Contains(text+html+digest.Header.Get("Subject")+digest.ID, name) {
				t.Errorf("the mail names %s:\n%s", name, text)
			}
		}
		if !strings.Contains(text, "/weeks") || !strings.Contains(text, "/reminders") {
			t.Errorf("the mail says\n%s", text)
		}
		stop := link.FindStringSubmatch(digest.Header.Get("List-Unsubscribe"))[1]
		anybody.get(stop).want(t, 200).shows(t, "Stop mails fra Fodfæste")
		mentor.get("/delivery").shows(t, "Du får besked på mail på hverdage")
		if got := anybody.do("POST", stop, url.Values{"List-Unsubscribe": {"One-Click"}}, http.Header{}); got.status != 200 || !got.says("Du får ikke flere mails.") {
			t.Errorf("one click answers %d %s", got.status, got.summary())
		}
		mentor.get("/delivery").shows(t, "du får kun besked her i portalen")
		owner.get("/delivery").shows(t, "Mails til dig kommer tilbage.", "En mail kom tilbage")
		owner.get("/reminders").shows(t, "Mails til dig kommer tilbage.")
		if got := owner.get("/company/members").want(t, 200); !got.says("Mails til én person kommer tilbage: Tove Lund.") || strings.Contains(got.body, "@") {
			t.Errorf("the firm is told %s", got.summary())
		}
	})
}

// TestNoMail: without a mail server everything works, and it is said.
func TestNoMail(t *testing.T) {
	s := open(t, "", true)
	owner := s.as("owner")
	owner.get("/reminders").want(t, 200).shows(t, "Mail er ikke sat op på denne portal")
	owner.get("/delivery").want(t, 200).shows(t, "Mail er ikke sat op på denne portal")
	owner.post("/delivery", url.Values{"how": {"daily"}, "address": {"a@b.example"}}).want(t, 303)
	if got := owner.get("/reminders/today").want(t, 200); got.Find(".details").Length() == 0 && !got.says("Ingen mangler at få besked om noget.") {
		t.Errorf("no mail is shown as it would be: %s", got.summary())
	}
	s.as("consultant").get("/delivery").want(t, 403)
}
