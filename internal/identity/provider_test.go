package identity_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/identity"
)

func TestProviderAway(t *testing.T) {
	tests := map[string]func(*faultyIDP){
		"metadata of another issuer": func(p *faultyIDP) { // -discovery-issuer-mismatch
			p.editMetadata = claim("issuer", "https://evil.example")
		},
		"our client authentication not listed": func(p *faultyIDP) {
			p.editMetadata = claim("token_endpoint_auth_methods_supported", []string{"private_key_jwt"})
		},
		"no S256": func(p *faultyIDP) {
			p.editMetadata = claim("code_challenge_methods_supported", []string{"plain"})
		},
		"no token endpoint": func(p *faultyIDP) { p.editMetadata = claim("token_endpoint", nil) },
		"no userinfo":       func(p *faultyIDP) { p.editMetadata = claim("userinfo_endpoint", nil) },
		"switched off":      func(p *faultyIDP) { p.Close() },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			spoil(p.idp)
			_, err := p.Start(t.Context(), identity.StartParams{Broker: "dev"})
			if !fault.Is(err, fault.Unavailable) || fault.CodeOf(err) != "signin.provider_away" {
				t.Errorf("Start gave %v, want unavailable signin.provider_away", err)
			}
		})
	}
}

func TestProviderComesBack(t *testing.T) {
	p := newPortal(t)
	p.idp.editMetadata = claim("jwks_uri", nil)
	start := func() error {
		_, err := p.Start(t.Context(), identity.StartParams{Broker: "dev"})
		return err
	}
	if err := start(); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("Start gave %v, want unavailable", err)
	}
	p.idp.editMetadata = nil
	if err := start(); !fault.Is(err, fault.Unavailable) {
		t.Errorf("Start right after a failure gave %v: the provider was asked again at once", err)
	}
	p.clock.Advance(5 * time.Second)
	if err := start(); err != nil {
		t.Errorf("Start when the provider is back gave %v", err)
	}
}

func TestMetadataGrowOld(t *testing.T) {
	p := newPortal(t)
	startsAt := func() string {
		t.Helper()
		a, err := p.Start(t.Context(), identity.StartParams{Broker: "dev"})
		if err != nil {
			t.Fatal(err)
		}
		before, _, _ := strings.Cut(a.RedirectURL, "?")
		return strings.TrimPrefix(before, p.idp.URL)
	}
	if got := startsAt(); got != "/authorize" {
		t.Fatalf("sign-in starts at %s", got)
	}
	p.idp.editMetadata = claim("authorization_endpoint", p.idp.URL+"/moved")
	p.clock.Advance(23 * time.Hour)
	if got := startsAt(); got != "/authorize" {
		t.Errorf("after 23 hours sign-in starts at %s: the metadata were not kept", got)
	}
	p.clock.Advance(time.Hour)
	if got := startsAt(); got != "/moved" {
		t.Errorf("after a day sign-in starts at %s: the metadata were not fetched anew", got)
	}
	p.idp.editMetadata = claim("jwks_uri", nil)
	p.clock.Advance(25 * time.Hour)
	if got := startsAt(); got != "/moved" {
		t.Errorf("with the provider away sign-in starts at %s, want by the old metadata", got)
	}
}

// Somebody who closes the browser while the metadata are fetched does not fail
// those who come next.
func TestMetadataOutliveTheirRequest(t *testing.T) {
	p := newPortal(t)
	ctx, cancel := context.WithCancel(t.Context())
	p.idp.editMetadata = func(map[string]any) { cancel() }
	if _, err := p.Start(ctx, identity.StartParams{Broker: "dev"}); !fault.Is(err, fault.Unavailable) {
		t.Errorf("Start with a context that ended gave %v, want unavailable", err)
	}
	if _, err := p.Start(t.Context(), identity.StartParams{Broker: "dev"}); err != nil {
		t.Errorf("the next Start gave %v", err)
	}
}

func TestProviderFailsAtTheEnd(t *testing.T) {
	away := httptest.NewServer(nil)
	away.Close()
	tests := map[string]struct{ before, atTheEnd func(*faultyIDP) }{
		"token endpoint fails": {atTheEnd: func(p *faultyIDP) { p.tokenStatus = http.StatusBadGateway }},
		"switched off":         {atTheEnd: func(p *faultyIDP) { p.Close() }},
		"userinfo away":        {before: func(p *faultyIDP) { p.editMetadata = claim("userinfo_endpoint", away.URL) }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			if tt.before != nil {
				tt.before(p.idp)
			}
			a, answer := p.begin(false)
			if tt.atTheEnd != nil {
				tt.atTheEnd(p.idp)
			}
			if _, err := p.finish(a.Cookie, answer); fault.CodeOf(err) != "signin.provider_away" {
				t.Errorf("Finish gave %v, want signin.provider_away", err)
			}
		})
	}
}
