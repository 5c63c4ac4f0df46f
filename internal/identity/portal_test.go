package identity_test

import (
	"errors"
	"net/url"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/identity"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

const baseURL = "https://portal.example.com"

// portal is a Service with one broker, the faulty provider.
type portal struct {
	*identity.Service
	t     *testing.T
	db    *store.DB
	clock *clock.Fixed
	idp   *faultyIDP
}

// tables are all tables the package and its tests use.
func tables() []store.TableSpec {
	return append(identity.Tables(), access.Grants.Spec())
}

// newPortal makes a portal whose broker speaks the Nets dialect; edits change
// the broker's configuration.
func newPortal(t *testing.T, edits ...func(*identity.Broker)) *portal {
	t.Helper()
	return newPortalOn(t, storetest.Open(t, tables()...), edits...)
}

func newPortalOn(t *testing.T, db *store.DB, edits ...func(*identity.Broker)) *portal {
	t.Helper()
	c := clock.At(time.Date(2026, 11, 23, 8, 0, 0, 250e6, time.UTC))
	idp := newFaultyIDP(t, c)
	b := broker(t, "nets", idp.URL)
	for _, edit := range edits {
		edit(&b)
	}
	s, err := identity.New(identity.Options{
		DB: db, Clock: c, Brokers: []identity.Broker{b}, Key: make([]byte, 32), BaseURL: baseURL,
	})
	if err != nil {
		t.Fatal(err)
	}
	return &portal{Service: s, t: t, db: db, clock: c, idp: idp}
}

func broker(t *testing.T, profile, issuer string) identity.Broker {
	t.Helper()
	p, err := identity.LoadProfile(profile)
	if err != nil {
		t.Fatal(err)
	}
	return identity.Broker{
		Name: "dev", Label: "Test", Issuer: issuer, ClientID: clientID, ClientSecret: clientSecret,
		Auth: identity.AuthBasic, Profile: p,
	}
}

// begin starts a sign-in and lets the person answer at the broker.
func (p *portal) begin(stepUp bool) (identity.Attempt, url.Values) {
	p.t.Helper()
	a, err := p.Start(p.t.Context(), identity.StartParams{Broker: "dev", ReturnTo: "/placements?page=2", StepUp: stepUp})
	if err != nil {
		p.t.Fatal(err)
	}
	return a, p.idp.authorize(a.RedirectURL)
}

func (p *portal) finish(cookie string, answer url.Values) (identity.SignIn, error) {
	p.t.Helper()
	return p.Finish(p.t.Context(), identity.FinishParams{Broker: "dev", Query: answer, Cookie: cookie})
}

// try runs a whole sign-in.
func (p *portal) try(stepUp bool) (identity.SignIn, error) {
	p.t.Helper()
	a, answer := p.begin(stepUp)
	return p.finish(a.Cookie, answer)
}

// signIn runs a sign-in that must succeed.
func (p *portal) signIn() identity.SignIn {
	p.t.Helper()
	in, err := p.try(false)
	if err != nil {
		p.t.Fatal(err)
	}
	return in
}

// actor is who holds a secret, who must be somebody.
func (p *portal) actor(secret string) access.Actor {
	p.t.Helper()
	a, err := p.Authenticate(p.t.Context(), secret)
	if err != nil {
		p.t.Fatal(err)
	}
	return a
}

// refusalOf is the code an attempt was refused with, or "" for another error or
// none.
func refusalOf(err error) string {
	var r *identity.Refusal
	if errors.As(err, &r) {
		return r.Code
	}
	return ""
}
