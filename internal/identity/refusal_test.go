package identity_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/identity"
)

// claim sets or, with nil, removes a claim.
func claim(name string, value any) func(map[string]any) {
	return func(claims map[string]any) {
		if value == nil {
			delete(claims, name)
		} else {
			claims[name] = value
		}
	}
}

// claimsOf sets several claims.
func claimsOf(changes map[string]any) func(map[string]any) {
	return func(claims map[string]any) {
		for name, value := range changes {
			claim(name, value)(claims)
		}
	}
}

// deviation is one way in which a provider or its answer differs from a good
// one. An empty code means that the sign-in must succeed all the same.
type deviation struct {
	idp    func(*faultyIDP)
	broker func(*identity.Broker)
	code   string
}

func idToken(edit func(map[string]any)) func(*faultyIDP) {
	return func(p *faultyIDP) { p.editIDToken = edit }
}

func userInfo(edit func(map[string]any)) func(*faultyIDP) {
	return func(p *faultyIDP) { p.editUserInfo = edit }
}

func answer(edit func(url.Values)) func(*faultyIDP) {
	return func(p *faultyIDP) { p.editAnswer = edit }
}

// tryAll runs one sign-in per deviation.
func tryAll(t *testing.T, deviations map[string]deviation) {
	for name, d := range deviations {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t, func(b *identity.Broker) {
				if d.broker != nil {
					d.broker(b)
				}
			})
			if d.idp != nil {
				d.idp(p.idp)
			}
			_, err := p.try(false)
			if got := refusalOf(err); got != d.code || (err != nil) != (d.code != "") {
				t.Errorf("sign-in gave %v, want refusal %q", err, d.code)
			}
			if err != nil && !slices.Contains(identity.RefusalCodes(), refusalOf(err)) {
				t.Errorf("code %q is not among RefusalCodes", refusalOf(err))
			}
		})
	}
}

// The modules of the OpenID Foundation's basic relying party plan are named in
// comments.
func TestIDToken(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	tryAll(t, map[string]deviation{
		"good":                 {},                                                                    // oidcc-client-test
		"wrong iss":            {idToken(claim("iss", "https://evil.example")), nil, "invalid_token"}, // -invalid-iss
		"wrong aud":            {idToken(claim("aud", "another")), nil, "invalid_token"},              // -invalid-aud
		"no aud":               {idToken(claim("aud", nil)), nil, "invalid_token"},                    // -missing-aud
		"no sub":               {idToken(claim("sub", nil)), nil, "invalid_token"},                    // -missing-sub
		"no sub, nor userinfo": {both(claim("sub", nil)), nil, "invalid_token"},
		"no iat":               {idToken(claim("iat", nil)), nil, "invalid_token"},       // -missing-iat
		"wrong nonce":          {idToken(claim("nonce", "guess")), nil, "invalid_token"}, // -nonce-invalid
		"no nonce":             {idToken(claim("nonce", nil)), nil, "invalid_token"},
		"wrong at_hash":        {idToken(claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA")), nil, "invalid_token"},
		"no at_hash":           {idToken(claim("at_hash", nil)), nil, ""}, // optional in the code flow
		"iat in the future":    {idToken(claim("iat", now.Add(time.Minute).Unix())), nil, "invalid_token"},
		"iat a moment ahead":   {idToken(claim("iat", now.Add(10*time.Second).Unix())), nil, ""},
		"exp past":             {idToken(claim("exp", now.Add(-time.Second).Unix())), nil, "invalid_token"},
		"no exp":               {idToken(claim("exp", nil)), nil, "invalid_token"},
		"nbf in the future":    {idToken(claim("nbf", now.Add(time.Hour).Unix())), nil, "invalid_token"},
		"azp of another":       {idToken(claim("azp", "another")), nil, "invalid_token"},
		"azp not a text":       {idToken(claim("azp", 7)), nil, "invalid_token"},
		"azp ours":             {idToken(claim("azp", clientID)), nil, ""},
		"several aud, no azp":  {idToken(claim("aud", []string{clientID, "another"})), nil, "invalid_token"},
		"several aud and azp": {idToken(claimsOf(map[string]any{
			"aud": []string{clientID, "another"}, "azp": clientID})), nil, ""},
		"aud a list of us": {idToken(claim("aud", []string{clientID})), nil, ""},
		"no id_token":      {func(p *faultyIDP) { p.editTokens = claim("id_token", nil) }, nil, "invalid_token"},
	})
}

// both edits id_token and userinfo alike.
func both(edit func(map[string]any)) func(*faultyIDP) {
	return func(p *faultyIDP) { p.editIDToken, p.editUserInfo = edit, edit }
}

func TestSignature(t *testing.T) {
	ec := testKey{kid: "ec", alg: jose.ES256, key: newEC(t)}
	stranger := testKey{kid: "first", alg: jose.ES256, key: newEC(t)}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ed := testKey{kid: "ed", alg: jose.EdDSA, key: edKey}
	edwards := func(p *faultyIDP) {
		p.rotate(ed)
		p.editIDToken = claim("at_hash", nil) // would need another hash function
	}
	use := func(keys ...testKey) func(*faultyIDP) { return func(p *faultyIDP) { p.rotate(keys...) } }
	rsaKey := testKey{kid: "first", alg: jose.RS256, key: newRSA()}
	nameless := func(k testKey) testKey { k.kid = ""; return k }

	tryAll(t, map[string]deviation{
		"RS256": {}, // -idtoken-sig-rs256
		"ES256": {use(ec), nil, ""},
		"kid absent, one key": {func(p *faultyIDP) { // -kid-absent-single-jwks
			p.sign = func(c map[string]any) string { return p.signWith(nameless(rsaKey), c) }
		}, nil, ""},
		"kid absent, several keys": {func(p *faultyIDP) { // -kid-absent-multiple-jwks
			p.rotate(ec, rsaKey)
			p.sign = func(c map[string]any) string { return p.signWith(nameless(rsaKey), c) }
		}, nil, ""},
		"none": {func(p *faultyIDP) { p.sign = unsigned }, nil, "invalid_token"}, // -idtoken-sig-none
		"spoilt RS256": {func(p *faultyIDP) { // -invalid-sig-rs256
			p.sign = func(c map[string]any) string { return spoilt(p.signWith(rsaKey, c)) }
		}, nil, "invalid_token"},
		"spoilt ES256": {func(p *faultyIDP) { // -invalid-sig-es256
			p.rotate(ec)
			p.sign = func(c map[string]any) string { return spoilt(p.signWith(ec, c)) }
		}, nil, "invalid_token"},
		"HS256 by the public key": {func(p *faultyIDP) { // -invalid-sig-hs256
			p.sign = func(c map[string]any) string {
				der := x509.MarshalPKCS1PublicKey(&newRSA().PublicKey)
				public := pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: der})
				return p.compact(jose.SigningKey{Algorithm: jose.HS256, Key: public}, c)
			}
		}, nil, "invalid_token"},
		"a stranger's key": {func(p *faultyIDP) {
			p.sign = func(c map[string]any) string { return p.signWith(stranger, c) }
		}, nil, "invalid_token"},
		"an algorithm not allowed":            {edwards, nil, "invalid_token"},
		"an algorithm allowed by the profile": {edwards, func(b *identity.Broker) { b.Profile.Algorithms = []string{"EdDSA"} }, ""},
	})
}

// -signing-key-rotation and -signing-key-rotation-just-before-signing
func TestKeyRotation(t *testing.T) {
	p := newPortal(t)
	p.signIn()
	p.idp.rotate(testKey{kid: "second", alg: jose.RS256, key: newRSA()})
	p.signIn()
	a, answer := p.begin(false)
	p.idp.rotate(testKey{kid: "third", alg: jose.ES256, key: newEC(t)})
	if _, err := p.finish(a.Cookie, answer); err != nil {
		t.Errorf("with a key made while the person was at the broker: %v", err)
	}
}

func TestUserInfo(t *testing.T) {
	fromToken := func(b *identity.Broker) { b.Profile.ClaimsFrom = identity.FromUserInfoToken }
	// second puts a userinfo_token into the token answer.
	second := func(edit func(map[string]any), mangle func(string) string) func(*faultyIDP) {
		return func(p *faultyIDP) {
			p.editTokens = func(answer map[string]any) {
				claims := netsUserInfo()
				now := p.clock.Now()
				claims["iss"], claims["aud"] = p.URL, clientID
				claims["iat"], claims["exp"] = now.Unix(), now.Add(time.Minute).Unix()
				edit(claims)
				answer["userinfo_token"] = mangle(p.signed(claims))
			}
		}
	}
	same := func(map[string]any) {}
	asIs := func(token string) string { return token }

	tryAll(t, map[string]deviation{
		"another sub": {userInfo(claim("sub", "another")), nil, "invalid_token"}, // -userinfo-invalid-sub
		"no sub":      {userInfo(claim("sub", nil)), nil, "invalid_token"},
		"raises the level": {func(p *faultyIDP) {
			p.editIDToken = claim("loa", nsis+"Low")
			p.editUserInfo = claim("loa", nsis+"High")
		}, nil, "level"},
		"token":               {second(same, asIs), fromToken, ""},
		"token missing":       {nil, fromToken, "invalid_token"},
		"token, another sub":  {second(claim("sub", "another"), asIs), fromToken, "invalid_token"},
		"token, spoilt":       {second(same, spoilt), fromToken, "invalid_token"},
		"token, another aud":  {second(claim("aud", "another"), asIs), fromToken, "invalid_token"},
		"token, another iss":  {second(claim("iss", "https://evil.example"), asIs), fromToken, "invalid_token"},
		"token not asked for": {second(claim("nemlogin.cvr", "x"), asIs), nil, ""},
		"endpoint not granted": {func(p *faultyIDP) {
			p.editTokens = claim("access_token", "other")
			p.editIDToken = claim("at_hash", nil)
		}, nil, "provider_error"},
	})
}

func TestAnswer(t *testing.T) {
	promise := func(p *faultyIDP) {
		p.editMetadata = claim("authorization_response_iss_parameter_supported", true)
	}
	set := func(name string, values ...string) func(*faultyIDP) {
		return answer(func(q url.Values) { q[name] = values })
	}
	twice := func(name string) func(*faultyIDP) {
		return answer(func(q url.Values) { q.Add(name, "another") })
	}
	failed := func(code, description string) func(*faultyIDP) {
		return answer(func(q url.Values) {
			q.Del("code")
			q.Set("error", code)
			q.Set("error_description", description)
		})
	}
	tryAll(t, map[string]deviation{
		"iss of another":        {set("iss", "https://evil.example"), nil, "provider_error"},
		"iss promised, missing": {promise, nil, "provider_error"},
		"iss promised, given": {func(p *faultyIDP) {
			promise(p)
			p.editAnswer = func(q url.Values) { q.Set("iss", p.URL) }
		}, nil, ""},
		"cancelled":        {failed("access_denied", "mitid_user_aborted"), nil, "cancelled"},
		"failed":           {failed("server_error", "mitid_core_client_error"), nil, "provider_error"},
		"no code":          {answer(func(q url.Values) { q.Del("code") }), nil, "provider_error"},
		"code unknown":     {set("code", "guess"), nil, "provider_error"},
		"code twice":       {twice("code"), nil, "provider_error"},
		"state twice":      {twice("state"), nil, "provider_error"},
		"state unknown":    {set("state", "guess"), nil, "expired_attempt"},
		"state missing":    {set("state"), nil, "expired_attempt"},
		"state empty":      {set("state", ""), nil, "expired_attempt"},
		"the wrong secret": {func(p *faultyIDP) { p.secret = "changed" }, nil, "provider_error"},
	})
}

func TestNoCodeIsNotExchanged(t *testing.T) {
	p := newPortal(t)
	a, answer := p.begin(false)
	answer.Del("code")
	if _, err := p.finish(a.Cookie, answer); refusalOf(err) != "provider_error" || p.idp.auth != "" {
		t.Errorf("Finish gave %v, want refusal provider_error; authenticated at the token endpoint by %q, want not at all", err, p.idp.auth)
	}
}

// An answer belongs to one attempt, in one browser, once and in time.
func TestAttempt(t *testing.T) {
	tests := map[string]func(*portal) error{
		"replayed": func(p *portal) error {
			a, answer := p.begin(false)
			if _, err := p.finish(a.Cookie, answer); err != nil {
				p.t.Fatal(err)
			}
			// A fresh code, so that only the state can be what is refused.
			again := p.idp.authorize(a.RedirectURL)
			_, err := p.finish(a.Cookie, again)
			return err
		},
		"replayed after a failure": func(p *portal) error {
			a, answer := p.begin(false)
			answer.Set("error", "server_error")
			if _, err := p.finish(a.Cookie, answer); refusalOf(err) != "provider_error" {
				p.t.Fatalf("first answer gave %v", err)
			}
			_, err := p.finish(a.Cookie, p.idp.authorize(a.RedirectURL))
			return err
		},
		"another browser": func(p *portal) error {
			_, answer := p.begin(false)
			other, _ := p.begin(false)
			_, err := p.finish(other.Cookie, answer)
			return err
		},
		"a browser without cookie": func(p *portal) error {
			_, answer := p.begin(false)
			_, err := p.finish("", answer)
			return err
		},
		"too late": func(p *portal) error {
			a, answer := p.begin(false)
			p.clock.Advance(15 * time.Minute)
			_, err := p.finish(a.Cookie, answer)
			return err
		},
	}
	for name, run := range tests {
		t.Run(name, func(t *testing.T) {
			if err := run(newPortal(t)); refusalOf(err) != "expired_attempt" {
				t.Errorf("Finish gave %v, want refusal expired_attempt", err)
			}
		})
	}
}

// An answer that comes to the path of another broker may be an attempt to pass
// one broker's code to the other.
func TestAnotherBrokersPath(t *testing.T) {
	p := newPortal(t)
	one, two := broker(t, "nets", p.idp.URL), broker(t, "nets", p.idp.URL)
	two.Name = "two"
	s, err := identity.New(identity.Options{
		DB: p.db, Clock: p.clock, Brokers: []identity.Broker{one, two}, Key: make([]byte, 32), BaseURL: baseURL,
	})
	if err != nil {
		t.Fatal(err)
	}
	a, answer := p.begin(false)
	_, err = s.Finish(t.Context(), identity.FinishParams{Broker: "two", Query: answer, Cookie: a.Cookie})
	var refusal *identity.Refusal
	if !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, "another broker") {
		t.Errorf("Finish gave %v, want a refusal because of the path", err)
	}
	for name, call := range map[string]func() error{
		"Start":  func() error { _, err := s.Start(t.Context(), identity.StartParams{Broker: "three"}); return err },
		"Finish": func() error { _, err := s.Finish(t.Context(), identity.FinishParams{Broker: "three"}); return err },
	} {
		if err := call(); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s with a broker that is not configured gave %v, want not found", name, err)
		}
	}
}

func TestReturnToStaysHere(t *testing.T) {
	p := newPortal(t)
	a, err := p.Start(t.Context(), identity.StartParams{Broker: "dev", ReturnTo: "//evil.example/"})
	if err != nil {
		t.Fatal(err)
	}
	in, err := p.finish(a.Cookie, p.idp.authorize(a.RedirectURL))
	if err != nil || in.ReturnTo != "/overview" {
		t.Errorf("Finish gave ReturnTo %q, %v; want the overview", in.ReturnTo, err)
	}
}

// An attacker who puts a code of their own into somebody's answer fails at PKCE.
func TestCodeInjection(t *testing.T) {
	p := newPortal(t)
	_, attackers := p.begin(false)
	a, victims := p.begin(false)
	victims.Set("code", attackers.Get("code"))
	if _, err := p.finish(a.Cookie, victims); refusalOf(err) != "provider_error" {
		t.Errorf("Finish with another attempt's code gave %v, want refusal provider_error", err)
	}
}

func TestOneAnswerOfMany(t *testing.T) {
	p := newPortal(t)
	a, _ := p.begin(false)
	const answers = 5
	results := make(chan error, answers)
	for range answers {
		answer := p.idp.authorize(a.RedirectURL)
		go func() {
			_, err := p.Finish(t.Context(), identity.FinishParams{Broker: "dev", Query: answer, Cookie: a.Cookie})
			results <- err
		}()
	}
	accepted := 0
	for range answers {
		if err := <-results; err == nil {
			accepted++
		} else if refusalOf(err) != "expired_attempt" {
			t.Errorf("an answer gave %v, want refusal expired_attempt", err)
		}
	}
	if accepted != 1 {
		t.Errorf("%d of %d answers at once were accepted, want 1", accepted, answers)
	}
}

func TestWhoIsAccepted(t *testing.T) {
	allowPrivate := func(b *identity.Broker) { b.AllowPrivate = true }
	private := func(info map[string]any) func(*faultyIDP) {
		return func(p *faultyIDP) {
			p.editIDToken = claimsOf(map[string]any{"identity_type": "private", "idp": "mitid"})
			p.editUserInfo = claimsOf(info)
		}
	}
	noFirm := map[string]any{"nemlogin.cvr": nil, "dk.cpr": "3102900002"}
	soleOwner := map[string]any{"nemlogin.cvr": nil, "nemlogin.auth_to_repr": "43950932"}

	tryAll(t, map[string]deviation{
		"level low":            {idToken(claim("loa", nsis+"Low")), nil, "level"},
		"level high":           {idToken(claim("loa", nsis+"High")), nil, ""},
		"level absent":         {idToken(claim("loa", nil)), nil, "level"},
		"level unknown":        {idToken(claim("loa", nsis+"Splendid")), nil, "level"},
		"level in other words": {idToken(claim("loa", "substantial")), nil, "level"},
		"level below the profile's": {nil, func(b *identity.Broker) {
			b.Profile.LeastLevel = identity.LevelHigh
		}, "level"},
		"kind absent":                   {idToken(claim("identity_type", nil)), nil, "private"},
		"kind unknown":                  {idToken(claim("identity_type", "robot")), nil, "private"},
		"another idp":                   {idToken(claim("idp", "mitid")), nil, "private"},
		"private":                       {private(noFirm), nil, "private"},
		"private sole owner":            {private(soleOwner), nil, "private"},
		"private, allowed, no firm":     {private(noFirm), allowPrivate, "no_company"},
		"private, allowed, sole owner":  {private(soleOwner), allowPrivate, ""},
		"no CVR":                        {userInfo(claim("nemlogin.cvr", nil)), nil, "no_company"},
		"CVR fails the check":           {userInfo(claim("nemlogin.cvr", "12345678")), nil, "no_company"},
		"CVR not digits":                {userInfo(claim("nemlogin.cvr", "DK439509")), nil, "no_company"},
		"two CVR numbers":               {userInfo(claim("nemlogin.cvr", []string{"43950932", "16662879"})), nil, "no_company"},
		"CVR as a number":               {userInfo(claim("nemlogin.cvr", 43950932)), nil, ""},
		"name-protected":                {userInfo(claimsOf(map[string]any{"nemlogin.name": nil, "nemlogin.alias": "Pseudonym"})), nil, ""},
		"broker's session over":         {idToken(claim("session_expiry", "1700000000")), nil, "stale_authentication"},
		"broker's session unreadable":   {idToken(claim("session_expiry", "tomorrow")), nil, "invalid_token"},
		"authenticated in the future":   {idToken(claim("auth_time", 1900000000)), nil, "invalid_token"},
		"time of authentication absent": {idToken(claim("auth_time", nil)), nil, ""},
	})
}

func TestStepUp(t *testing.T) {
	tests := map[string]struct {
		authTime func(now time.Time) any
		code     string
	}{
		"fresh":           {func(now time.Time) any { return now.Unix() }, ""},
		"ISO time":        {func(now time.Time) any { return now.Format(time.RFC3339Nano) }, ""},
		"clock behind":    {func(now time.Time) any { return now.Add(-20 * time.Second).Unix() }, ""},
		"max_age ignored": {func(now time.Time) any { return now.Add(-5 * time.Minute).Unix() }, "stale_authentication"},
		"time absent":     {func(time.Time) any { return nil }, "stale_authentication"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			p.idp.editIDToken = claim("auth_time", tt.authTime(p.clock.Now()))
			if _, err := p.try(true); refusalOf(err) != tt.code || (err != nil) != (tt.code != "") {
				t.Errorf("step-up gave %v, want refusal %q", err, tt.code)
			}
		})
	}
}

// A redirect of the token endpoint would carry code and secret elsewhere.
func TestRedirectsAreNotFollowed(t *testing.T) {
	p := newPortal(t)
	a, answer := p.begin(false)
	p.idp.tokenStatus = http.StatusTemporaryRedirect
	if _, err := p.finish(a.Cookie, answer); refusalOf(err) != "provider_error" {
		t.Errorf("Finish gave %v, want refusal provider_error", err)
	}
	if p.idp.strayed.Load() {
		t.Error("the redirect was followed")
	}
}

func TestClientAuthentication(t *testing.T) {
	for _, method := range []identity.AuthMethod{identity.AuthBasic, identity.AuthPost} {
		t.Run(string(method), func(t *testing.T) {
			p := newPortal(t, func(b *identity.Broker) { b.Auth = method })
			p.signIn()
			if p.idp.auth != string(method) {
				t.Errorf("the client authenticated by %s", p.idp.auth)
			}
		})
	}
}
