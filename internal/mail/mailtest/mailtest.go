// Package mailtest is a mail server for tests: a real conversation over TCP, which
// a test can make refuse, wait or break off.
package mailtest

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net"
	"net/mail"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Code is an answer of the server: a number, and the code of RFC 3463.
func Code(number int, enhanced [3]int, text string) error {
	return &smtp.SMTPError{Code: number, EnhancedCode: smtp.EnhancedCode(enhanced), Message: text}
}

// Sink is the server: it takes everything, but for what its Hooks say.
type Sink struct {
	Address string
	Roots   *x509.CertPool // vouches for the server's own certificate

	mu    sync.Mutex
	hooks Hooks
	taken []Taken
}

// Hooks decide about what comes. Each may be left out.
type Hooks struct {
	User, Password string                // who may send
	Recipient      func(to string) error // before a message
	Broken         func()                // a message broke off before its end
	Ending         func(id string) error // the end of a message is here; the answer is not sent yet
	Drop           func(id string) bool  // breaks the connection instead of an answer; the message counts as taken
}

// Hook changes what decides from now on.
func (s *Sink) Hook(h Hooks) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hooks = h
}

func (s *Sink) hooked() Hooks {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hooks
}

// Taken is a message whose end the server has seen and not refused.
type Taken struct {
	ID     string
	To     string
	Header mail.Header
	Body   []byte
	Secure bool
}

// Taken gives what was taken so far.
func (s *Sink) Taken() []Taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Taken(nil), s.taken...)
}

// Start starts a server on this machine, for one test. mode is as in package mail:
// "starttls" and "implicit" carry a certificate, "none" does not.
func Start(t testing.TB, mode string) *Sink {
	t.Helper()
	s := &Sink{}
	certificate := s.certify(t)
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{sink: s, conn: c}, nil }))
	server.Domain, server.AllowInsecureAuth = "sink.example", mode == "none"
	server.ErrorLog = log.New(io.Discard, "", 0)
	server.ReadTimeout, server.WriteTimeout = time.Minute, time.Minute
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Address = listener.Addr().String()
	config := &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	switch mode {
	case "starttls":
		server.TLSConfig = config
	case "implicit":
		listener = tls.NewListener(listener, config)
	}
	go server.Serve(listener)
	t.Cleanup(func() { _ = server.Close() })
	return s
}

// certify makes a certificate for this machine that Roots vouches for.
func (s *Sink) certify(t testing.TB) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Unix(0, 0), NotAfter: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	s.Roots = x509.NewCertPool()
	s.Roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// session is one conversation.
type session struct {
	sink   *Sink
	conn   *smtp.Conn
	to     string
	signed bool
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// AuthMechanisms implements smtp.AuthSession.
func (s *session) AuthMechanisms() []string {
	if s.sink.hooked().User == "" {
		return nil
	}
	return []string{sasl.Plain}
}

// Auth implements smtp.AuthSession.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if h := s.sink.hooked(); user != h.User || password != h.Password {
			return smtp.ErrAuthFailed
		}
		s.signed = true
		return nil
	}), nil
}

func (s *session) Mail(string, *smtp.MailOptions) error {
	if s.sink.hooked().User != "" && !s.signed {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	if ask := s.sink.hooked().Recipient; ask != nil {
		return ask(to)
	}
	return nil
}

// Data takes a message. It counts when its end is here.
func (s *session) Data(r io.Reader) error {
	h := s.sink.hooked()
	data, err := io.ReadAll(r)
	if err != nil {
		if h.Broken != nil {
			h.Broken()
		}
		return err
	}
	message, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return Code(554, [3]int{5, 6, 0}, "not a message")
	}
	body, err := io.ReadAll(message.Body)
	if err != nil {
		return err
	}
	id := message.Header.Get("Message-Id")
	if h.Ending != nil {
		if err := h.Ending(id); err != nil {
			return err
		}
	}
	_, secure := s.conn.TLSConnectionState()
	s.sink.mu.Lock()
	s.sink.taken = append(s.sink.taken, Taken{ID: id, To: s.to, Header: message.Header, Body: body, Secure: secure})
	s.sink.mu.Unlock()
	if h.Drop != nil && h.Drop(id) {
		return s.conn.Conn().Close()
	}
	return nil
}
