// Package mail talks to a mail server. It holds the conversation itself, step by
// step, because delivery must know whether the end of a message was sent: what
// fails before that was not delivered, and what fails after it nobody knows.
package mail

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/textproto"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"fodfaeste/internal/delivery"
	"fodfaeste/internal/reminder"
)

// How a connection is kept from being read on the way.
const (
	StartTLS = "starttls" // begun in the open, and refused where the server cannot change over
	Implicit = "implicit" // from the first byte
	Plain    = "none"     // not at all: on the machine itself
)

// Options say which server, and as whom.
type Options struct {
	Address  string // host:port; "" for no mail at all
	TLS      string // StartTLS, Implicit or Plain
	User     string // with Password; both "" where the server asks for none
	Password string
	From     string         // whom mails come from
	AnyPlain bool           // Plain also to other machines: for development
	Roots    *x509.CertPool // who may vouch for the server; nil for whom the machine trusts
	Timeout  time.Duration  // of one conversation; half a minute when zero
}

// Check names everything that is wrong, by the names the environment has for it.
func (o Options) Check() error {
	if o.Address == "" {
		if o.User+o.Password+o.From != "" {
			return errors.New("FODFAESTE_SMTP_ADDRESS: missing, with something else for it")
		}
		return nil
	}
	var faults []error
	host, port, err := net.SplitHostPort(o.Address)
	if n, e := strconv.Atoi(port); err != nil || e != nil || host == "" || n < 1 || n > 65535 {
		faults = append(faults, fmt.Errorf("FODFAESTE_SMTP_ADDRESS: %q is not host:port", o.Address))
	}
	if !slices.Contains([]string{StartTLS, Implicit, Plain}, o.TLS) {
		faults = append(faults, fmt.Errorf("FODFAESTE_SMTP_TLS: %q is neither starttls, implicit nor none", o.TLS))
	}
	if o.TLS == Plain && !o.AnyPlain && !loopback(host) {
		faults = append(faults, errors.New("FODFAESTE_SMTP_TLS: none is for a server on the same machine"))
	}
	if (o.User == "") != (o.Password == "") {
		faults = append(faults, errors.New("FODFAESTE_SMTP_USER and FODFAESTE_SMTP_PASSWORD: both or none"))
	}
	if a, err := mail.ParseAddress(o.From); err != nil || !strings.Contains(a.Address, "@") {
		faults = append(faults, errors.New("FODFAESTE_SMTP_FROM: not an e-mail address"))
	}
	return errors.Join(faults...)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Server is a mail server that we hand messages to.
type Server struct {
	host    string
	options []gomail.Option
	timeout time.Duration
	from    *mail.Address
}

// New makes a Server of options that Check found nothing wrong with. It connects
// to nothing yet.
func New(o Options) (*Server, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	host, port, err := net.SplitHostPort(o.Address)
	if err != nil {
		return nil, err
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	from, err := mail.ParseAddress(o.From)
	if err != nil {
		return nil, err
	}
	options := []gomail.Option{
		gomail.WithPort(number), gomail.WithHELO(domainOf(from.Address)), gomail.WithoutSMTPUTF8(),
		gomail.WithTLSConfig(&tls.Config{ServerName: host, RootCAs: o.Roots, MinVersion: tls.VersionTLS12}),
	}
	switch o.TLS {
	case Implicit:
		options = append(options, gomail.WithSSL())
	case StartTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if o.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(o.User), gomail.WithPassword(o.Password))
	}
	_, err = gomail.NewClient(host, options...)
	return &Server{host, options, cmp.Or(o.Timeout, 30*time.Second), from}, err
}

// dial begins a conversation, which has until the context's end and never more than
// the server's time.
func (s *Server) dial(ctx context.Context) (*smtp.Client, error) {
	timeout := s.timeout
	if end, ok := ctx.Deadline(); ok {
		timeout = min(timeout, time.Until(end))
	}
	client, err := gomail.NewClient(s.host, append(slices.Clone(s.options), gomail.WithTimeout(timeout))...)
	if err != nil { // no time is left
		return nil, err
	}
	return client.DialToSMTPClientWithContext(ctx)
}

func domainOf(address string) string {
	_, domain, _ := strings.Cut(address, "@")
	return domain
}

// Send implements delivery.Sender.
func (s *Server) Send(ctx context.Context, m delivery.Message, last func(context.Context) error) reminder.Outcome {
	message, err := s.write(m)
	if err != nil { // an address that no server would take
		return reminder.Outcome{State: reminder.MailReturned, Answer: "address"}
	}
	client, err := s.dial(ctx)
	if err != nil {
		o := failed(err, false)
		return reminder.Outcome{State: reminder.MailWaits, Answer: o.Answer, Away: true}
	}
	defer client.Close()
	if err := client.Mail(s.from.Address); err != nil {
		return failed(err, false)
	}
	if err := client.Rcpt(m.To); err != nil {
		return failed(err, true)
	}
	return s.data(ctx, client, message, last)
}

// data sends the message itself. Closing the connection before the end of it makes
// the server forget what came.
func (s *Server) data(ctx context.Context, client *smtp.Client, message *gomail.Msg, last func(context.Context) error) reminder.Outcome {
	writer, err := client.Data()
	if err != nil {
		return failed(err, false)
	}
	if _, err := message.WriteTo(writer); err != nil {
		return failed(err, false)
	}
	if err := last(ctx); err != nil {
		return reminder.Outcome{State: reminder.MailWaits, Answer: "not noted"}
	}
	if err := writer.Close(); err != nil {
		if code(err) == 0 {
			return reminder.Outcome{State: reminder.MailUnclear, Answer: "no answer"}
		}
		return failed(err, false)
	}
	answer := "250"
	if d, ok := writer.(*smtp.DataCloser); ok {
		answer = strings.TrimSpace("250 " + speakable(d.ServerResponse()))
	}
	_ = client.Quit() // the message is delivered whatever it says to that
	return reminder.Outcome{State: reminder.MailSent, Answer: answer}
}

// write makes the message: the text, and the same as HTML.
func (s *Server) write(m delivery.Message) (*gomail.Msg, error) {
	message := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	message.FromMailAddress(s.from)
	if err := message.To(m.To); err != nil {
		return nil, err
	}
	message.Subject(m.Subject)
	message.SetDateWithValue(m.At)
	message.SetMessageIDWithValue(m.ID + "@" + domainOf(s.from.Address))
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	if m.Stop != "" {
		if _, err := url.Parse(m.Stop); err != nil {
			return nil, err
		}
		message.SetGenHeaderPreformatted(gomail.HeaderListUnsubscribe, "<"+m.Stop+">")
		message.SetListUnsubscribePost()
	}
	message.SetBodyString(gomail.TypeTextPlain, m.Text)
	message.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	return message, nil
}

// code is the number that the server answered with, or 0 where it did not.
func code(err error) int {
	var answer *textproto.Error
	if errors.As(err, &answer) {
		return answer.Code
	}
	return 0
}

// failed judges an error before the end of a message, or the server's no after it.
// A no for good to the recipient means that the address takes no mail, unless it is
// about us (5.7: not allowed); any other no for good is about the message.
func failed(err error, recipient bool) reminder.Outcome {
	var answer *textproto.Error
	if !errors.As(err, &answer) {
		return reminder.Outcome{State: reminder.MailWaits, Answer: "no connection"}
	}
	enhanced := enhancedCode(answer.Msg)
	o := reminder.Outcome{Answer: strings.TrimSpace(strconv.Itoa(answer.Code) + " " + enhanced)}
	switch {
	case answer.Code < 500:
		o.State = reminder.MailWaits
	case recipient && !strings.HasPrefix(enhanced, "5.7."), strings.HasPrefix(enhanced, "5.1.1"), strings.HasPrefix(enhanced, "5.2.1"):
		o.State = reminder.MailReturned
	default:
		o.State = reminder.MailGivenUp
	}
	return o
}

// enhancedCode is the code of RFC 3463 at the beginning of an answer, or "".
func enhancedCode(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	parts := strings.Split(first, ".")
	if len(parts) != 3 || strings.Trim(strings.Join(parts, ""), "0123456789") != "" || strings.Contains(first, "..") {
		return ""
	}
	return first
}

// speakable keeps of an answer what may be noted: not the addresses, and not all of
// a long one.
func speakable(answer string) string {
	words := slices.DeleteFunc(strings.Fields(answer), func(w string) bool { return strings.Contains(w, "@") })
	answer = strings.Join(words, " ")
	return answer[:min(len(answer), 100)]
}
