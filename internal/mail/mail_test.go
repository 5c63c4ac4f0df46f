package mail

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/delivery"
	"fodfaeste/internal/mail/mailtest"
	"fodfaeste/internal/reminder"
)

var message = delivery.Message{
	ID: "stable", To: "navn@firma.example", Subject: "Én ting venter på dig", Text: "Én uge venter.\n.\nEn linje med et punktum.\n", HTML: "<p>Én uge venter</p>",
	Stop: "https://fodfaeste.example/delivery/stop/secret", At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC),
}

func options(s *mailtest.Sink, mode string) Options {
	return Options{Address: s.Address, TLS: mode, From: "Fodfæste <besked@fodfaeste.example>", Roots: s.Roots, Timeout: 5 * time.Second}
}

func open(t *testing.T, o Options) *Server {
	t.Helper()
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func noted(context.Context) error { return nil }

// TestDelivery: a message goes over each kind of connection, and is as written.
func TestDelivery(t *testing.T) {
	for _, mode := range []string{StartTLS, Implicit, Plain} {
		sink := mailtest.Start(t, mode)
		o := options(sink, mode)
		if mode != Plain { // a password is never sent in the open
			sink.Hook(mailtest.Hooks{User: "portal", Password: "hunter2"})
			o.User, o.Password = "portal", "hunter2"
		}
		called := 0
		got := open(t, o).Send(t.Context(), message, func(context.Context) error {
			called++
			if len(sink.Taken()) != 0 {
				t.Error("the message ended before it was noted")
			}
			return nil
		})
		if got.State != reminder.MailSent || !strings.HasPrefix(got.Answer, "250") || called != 1 {
			t.Fatalf("%s: %+v, noted %d times", mode, got, called)
		}
		taken := sink.Taken()
		if len(taken) != 1 || taken[0].Secure != (mode != Plain) || taken[0].To != message.To {
			t.Fatalf("%s: the server took %+v", mode, taken)
		}
		checkMessage(t, taken[0])
	}
}

func checkMessage(t *testing.T, m mailtest.Taken) {
	t.Helper()
	for name, want := range map[string]string{
		"Message-Id": "<stable@fodfaeste.example>", "List-Unsubscribe": "<" + message.Stop + ">", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		"Auto-Submitted": "auto-generated", "To": "<navn@firma.example>", "Date": "Fri, 20 Nov 2026 09:00:00 +0000",
	} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if subject, _ := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); subject != message.Subject {
		t.Errorf("the subject is %q", subject)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(strings.NewReader(string(m.Body)), params["boundary"])
	for _, want := range []string{message.Text, message.HTML} {
		part, err := parts.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(part)
		if got := strings.ReplaceAll(string(body), "\r\n", "\n"); err != nil || strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Errorf("a part says %q, want %q; %v", got, want, err)
		}
	}
}

// TestRefusals: what each answer of a server leads to, and whether the end of the
// message was noted.
func TestRefusals(t *testing.T) {
	for name, tt := range map[string]struct {
		recipient, ending error
		want              reminder.MailState
		answer            string
		noted             bool
	}{
		"later":                      {recipient: mailtest.Code(451, [3]int{4, 7, 1}, "greylisted <navn@firma.example>"), want: reminder.MailWaits, answer: "451 4.7.1"},
		"full":                       {recipient: mailtest.Code(452, [3]int{4, 2, 2}, "full"), want: reminder.MailWaits, answer: "452 4.2.2"},
		"nobody there":               {recipient: mailtest.Code(550, [3]int{5, 1, 1}, "<navn@firma.example>: unknown"), want: reminder.MailReturned, answer: "550 5.1.1"},
		"we may not":                 {recipient: mailtest.Code(554, [3]int{5, 7, 1}, "relay denied"), want: reminder.MailGivenUp, answer: "554 5.7.1"},
		"later, at the end":          {ending: mailtest.Code(451, [3]int{4, 3, 0}, "try again"), want: reminder.MailWaits, answer: "451 4.3.0", noted: true},
		"not this one":               {ending: mailtest.Code(554, [3]int{5, 6, 0}, "no"), want: reminder.MailGivenUp, answer: "554 5.6.0", noted: true},
		"nobody there, at the end":   {ending: mailtest.Code(550, [3]int{5, 1, 1}, "unknown"), want: reminder.MailReturned, answer: "550 5.1.1", noted: true},
		"everything as it should be": {want: reminder.MailSent, answer: "250 2.0.0 OK: queued", noted: true},
	} {
		sink := mailtest.Start(t, StartTLS)
		sink.Hook(mailtest.Hooks{Recipient: func(string) error { return tt.recipient }, Ending: func(string) error { return tt.ending }})
		was := false
		got := open(t, options(sink, StartTLS)).Send(t.Context(), message, func(context.Context) error { was = true; return nil })
		if got.State != tt.want || got.Answer != tt.answer || got.Away || was != tt.noted {
			t.Errorf("%s: %+v, noted %t", name, got, was)
		}
		if n := len(sink.Taken()); n != 0 && tt.want != reminder.MailSent {
			t.Errorf("%s: the server took %d", name, n)
		}
	}
}

// TestBrokenOff: a connection that ends before an answer leaves it open whether the
// message arrived; one that ends before the end of the message does not.
func TestBrokenOff(t *testing.T) {
	sink := mailtest.Start(t, StartTLS)
	sink.Hook(mailtest.Hooks{Drop: func(string) bool { return true }})
	server := open(t, options(sink, StartTLS))
	if got := server.Send(t.Context(), message, noted); got.State != reminder.MailUnclear {
		t.Errorf("without an answer it is %+v", got)
	}
	if len(sink.Taken()) != 1 {
		t.Errorf("the server took %d", len(sink.Taken()))
	}
	broken := make(chan bool, 1)
	other := mailtest.Start(t, StartTLS)
	other.Hook(mailtest.Hooks{Broken: func() { broken <- true }})
	got := open(t, options(other, StartTLS)).Send(t.Context(), message, func(context.Context) error { return errors.New("somebody else has it") })
	if got.State != reminder.MailWaits {
		t.Errorf("what could not be noted is %+v", got)
	}
	<-broken
	if len(other.Taken()) != 0 {
		t.Error("a message without an end was taken")
	}
}

// TestNoServer: without a server, with one that cannot keep a secret, with one
// nobody vouches for, and with a wrong password, nothing goes and others wait.
func TestNoServer(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	plain, tls := mailtest.Start(t, Plain), mailtest.Start(t, StartTLS)
	stranger := options(tls, StartTLS)
	stranger.Roots = plain.Roots
	tls.Hook(mailtest.Hooks{User: "portal", Password: "hunter2"})
	wrong := options(tls, StartTLS)
	wrong.User, wrong.Password = "portal", "guess"
	for name, o := range map[string]Options{
		"nobody listens": {Address: listener.Addr().String(), TLS: StartTLS, From: "a@b.example", Timeout: time.Second},
		"no STARTTLS":    options(plain, StartTLS), "a stranger's certificate": stranger, "wrong password": wrong,
	} {
		if got := open(t, o).Send(t.Context(), message, noted); got.State != reminder.MailWaits || !got.Away {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if len(plain.Taken())+len(tls.Taken()) != 0 {
		t.Error("something was taken")
	}
}

func TestCheck(t *testing.T) {
	good := Options{Address: "mail.example:587", TLS: StartTLS, From: "a@b.example"}
	for name, tt := range map[string]struct {
		change func(*Options)
		want   []string
	}{
		"good":              {func(*Options) {}, nil},
		"no mail":           {func(o *Options) { *o = Options{TLS: StartTLS} }, nil},
		"no address":        {func(o *Options) { o.Address = "" }, []string{"FODFAESTE_SMTP_ADDRESS"}},
		"no port":           {func(o *Options) { o.Address = "mail.example" }, []string{"FODFAESTE_SMTP_ADDRESS"}},
		"open to elsewhere": {func(o *Options) { o.TLS = Plain }, []string{"FODFAESTE_SMTP_TLS"}},
		"open, development": {func(o *Options) { o.TLS, o.AnyPlain = Plain, true }, nil},
		"open, on itself":   {func(o *Options) { o.TLS, o.Address = Plain, "127.0.0.1:25" }, nil},
		"everything":        {func(o *Options) { *o = Options{Address: "x", TLS: "ssl", User: "u", From: "f"} }, []string{"_ADDRESS", "_TLS", "_USER", "_FROM"}},
	} {
		o := good
		tt.change(&o)
		err := o.Check()
		if (err == nil) != (tt.want == nil) {
			t.Errorf("%s: %v", name, err)
		}
		for _, want := range tt.want {
			if err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q is not named by %v", name, want, err)
			}
		}
	}
}

func TestSpeakable(t *testing.T) {
	for answer, want := range map[string]string{"OK queued for <navn@firma.example> as 4f": "OK queued for as 4f", "": "", strings.Repeat("a", 300): strings.Repeat("a", 100)} {
		if got := speakable(answer); got != want {
			t.Errorf("%q: %q", answer, got)
		}
	}
}
