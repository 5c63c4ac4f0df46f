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

// Sink is the server. What it took is in Taken; the hooks decide about the rest.
type Sink struct {
	Address string
	Roots   *x509.CertPool // vouches for the server's own certificate

	Recipient func(to string) error            // nil: everybody
	Ending    func(id string) error            // the end of a message is here; the answer is not sent yet
	Broken    func(id string)                  // a message broke off before its end
	Begun     func(id string)                  // the message is here, but for its end
	User      string                           // asks for this user with this password
	Password  string                           //
	drop      func(c net.Conn, id string) bool // breaks the connection instead of an answer

	mu     sync.Mutex
	taken  []Taken
	secure int
}

// Taken is a message whose end the server has seen and not refused.
type Taken struct {
	ID     string
	To     string
	Header mail.Header
	Body   []byte
	Secure bool
}

// DropAtEnd breaks the connection when a message has ended, instead of an answer,
// where the function says so. The message counts as taken: that is the worst case.
func (s *Sink) DropAtEnd(when func(id string) bool) {
	s.drop = func(c net.Conn, id string) bool {
		if !when(id) {
			return false
		}
		_ = c.Close()
		return true
	}
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
	if s.sink.User == "" {
		return nil
	}
	return []string{sasl.Plain}
}

// Auth implements smtp.AuthSession.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.sink.User || password != s.sink.Password {
			return smtp.ErrAuthFailed
		}
		s.signed = true
		return nil
	}), nil
}

func (s *session) Mail(string, *smtp.MailOptions) error {
	if s.sink.User != "" && !s.signed {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	if s.sink.Recipient != nil {
		return s.sink.Recipient(to)
	}
	return nil
}

// Data takes a message. It counts when its end is here.
func (s *session) Data(r io.Reader) error {
	var data bytes.Buffer
	chunk, begun, id := make([]byte, 4096), false, ""
	for {
		n, err := r.Read(chunk)
		data.Write(chunk[:n])
		if message, readErr := mail.ReadMessage(bytes.NewReader(data.Bytes())); readErr == nil && !begun {
			begun, id = true, message.Header.Get("Message-Id")
			if s.sink.Begun != nil {
				s.sink.Begun(id)
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			if s.sink.Broken != nil {
				s.sink.Broken(id)
			}
			return err
		}
	}
	message, err := mail.ReadMessage(&data)
	if err != nil {
		return Code(554, [3]int{5, 6, 0}, "not a message")
	}
	return s.end(id, message)
}

func (s *session) end(id string, message *mail.Message) error {
	body, err := io.ReadAll(message.Body)
	if err != nil {
		return err
	}
	if s.sink.Ending != nil {
		if err := s.sink.Ending(id); err != nil {
			return err
		}
	}
	_, secure := s.conn.TLSConnectionState()
	s.sink.mu.Lock()
	s.sink.taken = append(s.sink.taken, Taken{ID: id, To: s.to, Header: message.Header, Body: body, Secure: secure})
	s.sink.mu.Unlock()
	if s.sink.drop != nil && s.sink.drop(s.conn.Conn(), id) {
		return io.ErrClosedPipe
	}
	return nil
}
