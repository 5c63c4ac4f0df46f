package identity_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/id"
)

// faultyIDP is a small OpenID Provider that behaves unless a test changes it
// through one of its hooks. Each hook edits what is about to be sent.
type faultyIDP struct {
	*httptest.Server
	t     *testing.T
	clock clock.Clock

	editMetadata func(map[string]any)
	editAnswer   func(url.Values) // of the authorization endpoint
	editTokens   func(map[string]any)
	editIDToken  func(map[string]any)
	editUserInfo func(map[string]any)
	sign         func(claims map[string]any) string // default: with the first key
	tokenStatus  int                                // other than 0: the token endpoint fails, or redirects
	strayed      atomic.Bool                        // somebody followed that redirect

	mu     sync.Mutex
	keys   []testKey
	grants map[string]url.Values // code to the request it answers
	auth   string                // how the client last authenticated
	secret string
}

// testKey is a key pair with the name and algorithm it is used under.
type testKey struct {
	kid string
	alg jose.SignatureAlgorithm
	key crypto.Signer
}

// newRSA makes one RSA key for all tests: making them is slow.
var newRSA = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func newEC(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

const (
	clientID     = "portal"
	clientSecret = "s3cr/t+ +%&=" // has to be form-encoded before it goes into a header
	person       = "bab646bb-0f0c-4a51-8f37-2f4d3c1f0d11"
	nsis         = "https://data.gov.dk/concept/core/nsis/"
)

func newFaultyIDP(t *testing.T, c clock.Clock) *faultyIDP {
	t.Helper()
	p := &faultyIDP{
		t: t, clock: c, secret: clientSecret,
		keys:   []testKey{{kid: "first", alg: jose.RS256, key: newRSA()}},
		grants: map[string]url.Values{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", p.serveMetadata)
	mux.HandleFunc("/keys", p.serveKeys)
	mux.HandleFunc("/token", p.serveToken)
	mux.HandleFunc("/userinfo", p.serveUserInfo)
	mux.HandleFunc("/elsewhere", func(http.ResponseWriter, *http.Request) { p.strayed.Store(true) })
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func edit[V any](hook func(V), v V) V {
	if hook != nil {
		hook(v)
	}
	return v
}

func (p *faultyIDP) serveMetadata(w http.ResponseWriter, _ *http.Request) {
	sendJSON(w, http.StatusOK, edit(p.editMetadata, map[string]any{
		"issuer":                                p.URL,
		"authorization_endpoint":                p.URL + "/authorize",
		"token_endpoint":                        p.URL + "/token",
		"userinfo_endpoint":                     p.URL + "/userinfo",
		"end_session_endpoint":                  p.URL + "/endsession",
		"jwks_uri":                              p.URL + "/keys",
		"id_token_signing_alg_values_supported": []string{"RS256", "ES256", "HS256", "none"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post"},
		"code_challenge_methods_supported":      []string{"S256"},
	}))
}

func (p *faultyIDP) serveKeys(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var set jose.JSONWebKeySet
	for _, k := range p.keys {
		set.Keys = append(set.Keys, jose.JSONWebKey{Key: k.key.Public(), KeyID: k.kid, Algorithm: string(k.alg), Use: "sig"})
	}
	sendJSON(w, http.StatusOK, set)
}

// rotate replaces the keys.
func (p *faultyIDP) rotate(keys ...testKey) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.keys = keys
}

// authorize plays the authorization endpoint and the person at it: it answers
// the parameters the browser brings back.
func (p *faultyIDP) authorize(redirectURL string) url.Values {
	p.t.Helper()
	u, err := url.Parse(redirectURL)
	if err != nil {
		p.t.Fatal(err)
	}
	asked := u.Query()
	for _, name := range []string{"state", "nonce", "code_challenge"} {
		if len(asked.Get(name)) < 43 { // 256 bits
			p.t.Errorf("authorization request: %s is %q, too short to be unguessable", name, asked.Get(name))
		}
	}
	if got := asked.Get("code_challenge_method"); got != "S256" {
		p.t.Errorf("authorization request: code_challenge_method = %q, want S256", got)
	}
	code := id.Secret()
	p.mu.Lock()
	p.grants[code] = asked
	p.mu.Unlock()
	return edit(p.editAnswer, url.Values{"code": {code}, "state": {asked.Get("state")}})
}

// serveToken is strict, so that what it accepts tells that the portal does its part.
func (p *faultyIDP) serveToken(w http.ResponseWriter, r *http.Request) {
	if p.tokenStatus != 0 {
		w.Header().Set("Location", p.URL+"/elsewhere")
		sendJSON(w, p.tokenStatus, map[string]any{"error": "temporarily_unavailable"})
		return
	}
	if !p.knowsClient(r) {
		sendJSON(w, http.StatusUnauthorized, map[string]any{"error": "invalid_client"})
		return
	}
	p.mu.Lock()
	asked := p.grants[r.FormValue("code")]
	delete(p.grants, r.FormValue("code"))
	p.mu.Unlock()
	challenge := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	if asked == nil ||
		r.FormValue("redirect_uri") != asked.Get("redirect_uri") ||
		base64.RawURLEncoding.EncodeToString(challenge[:]) != asked.Get("code_challenge") {
		sendJSON(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant"})
		return
	}
	sendJSON(w, http.StatusOK, edit(p.editTokens, map[string]any{
		"access_token": "access", "token_type": "Bearer", "expires_in": 300,
		"id_token": p.signed(edit(p.editIDToken, p.idToken(asked))),
	}))
}

// knowsClient checks the client's secret, whichever way it comes.
func (p *faultyIDP) knowsClient(r *http.Request) bool {
	name, secret := r.FormValue("client_id"), r.FormValue("client_secret")
	how := "post"
	if user, password, ok := r.BasicAuth(); ok {
		how = "basic"
		name, _ = url.QueryUnescape(user)
		secret, _ = url.QueryUnescape(password)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.auth = how
	return name == clientID && secret == p.secret
}

// idToken is what a good id_token of the Nets dialect holds.
func (p *faultyIDP) idToken(asked url.Values) map[string]any {
	now := p.clock.Now()
	hash := sha256.Sum256([]byte("access"))
	return map[string]any{
		"iss": p.URL, "sub": person, "aud": clientID, "nonce": asked.Get("nonce"),
		"iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix(), "auth_time": now.Unix(),
		"at_hash":        base64.RawURLEncoding.EncodeToString(hash[:16]),
		"idp":            "mitid_erhverv",
		"identity_type":  "professional",
		"loa":            nsis + "Substantial",
		"session_expiry": "1900000000",
		"amr":            []string{"mitid:code_app"},
	}
}

func (p *faultyIDP) signed(claims map[string]any) string {
	if p.sign != nil {
		return p.sign(claims)
	}
	p.mu.Lock()
	key := p.keys[0]
	p.mu.Unlock()
	return p.signWith(key, claims)
}

// signWith makes a compact JWS. A key without a kid leaves it out of the header.
func (p *faultyIDP) signWith(key testKey, claims map[string]any) string {
	return p.compact(jose.SigningKey{Algorithm: key.alg, Key: jose.JSONWebKey{Key: key.key, KeyID: key.kid}}, claims)
}

func (p *faultyIDP) compact(key jose.SigningKey, claims map[string]any) string {
	signer, err := jose.NewSigner(key, nil)
	if err != nil {
		panic(err) // runs in the server's goroutine, where t.Fatal must not
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		panic(err)
	}
	jws, err := signer.Sign(payload)
	if err != nil {
		panic(err)
	}
	compact, err := jws.CompactSerialize()
	if err != nil {
		panic(err)
	}
	return compact
}

// unsigned makes a token with alg "none".
func unsigned(claims map[string]any) string {
	part := func(v any) string {
		data, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		return base64.RawURLEncoding.EncodeToString(data)
	}
	return part(map[string]any{"alg": "none"}) + "." + part(claims) + "."
}

// spoilt breaks the signature of a token.
func spoilt(token string) string {
	head, signature, _ := strings.Cut(token[strings.Index(token, ".")+1:], ".")
	flipped := "A"
	if signature[5] == 'A' {
		flipped = "B"
	}
	return token[:strings.Index(token, ".")+1] + head + "." + signature[:5] + flipped + signature[6:]
}

func (p *faultyIDP) serveUserInfo(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer access" {
		sendJSON(w, http.StatusUnauthorized, map[string]any{"error": "invalid_token"})
		return
	}
	sendJSON(w, http.StatusOK, edit(p.editUserInfo, netsUserInfo()))
}

// netsUserInfo is what a good userinfo answer of the Nets dialect holds.
func netsUserInfo() map[string]any {
	return map[string]any{
		"sub":                                 person,
		"nemlogin.persistent_professional_id": "7b10ffa7-9b0e-4c53-8a5e-1f2f3a4b5c6d",
		"nemlogin.cvr":                        "43950932",
		"nemlogin.org_name":                   "Testvirksomhed",
		"nemlogin.name":                       "Kirsten Madsen",
		"nemlogin.p_number":                   "1003388394",
	}
}

func sendJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		panic(err)
	}
}
