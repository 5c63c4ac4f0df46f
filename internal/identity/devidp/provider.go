package devidp

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/zitadel/oidc/v3/pkg/op"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/id"
)

// Options says whom the provider serves.
type Options struct {
	Issuer         string // http and this machine; Start fills it in
	ClientID       string
	ClientSecret   string
	RedirectURIs   []string // exact
	PostLogoutURIs []string // exact
	Dialect        Dialect
	Clock          clock.Clock // when people authenticate; default clock.System
}

const (
	loginPath    = "/login"
	metadataPath = "/.well-known/openid-configuration"
)

// provider is the handler that New makes.
type provider struct {
	issuer  string
	host    string
	store   *storage
	library *op.Provider
	page    *template.Template
}

// New makes the provider. It refuses an issuer that is not on this machine.
func New(o Options) (http.Handler, error) {
	host, err := checkOptions(o)
	if err != nil {
		return nil, err
	}
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	store, err := newStorage(o)
	if err != nil {
		return nil, err
	}
	config := &op.Config{
		DefaultLogoutRedirectURI: o.Issuer + "/",
		CodeMethodS256:           true,
		AuthMethodPost:           true,
	}
	rand.Read(config.CryptoKey[:]) // never fails: crypto/rand ends the process instead
	library, err := op.NewProvider(config, store, op.StaticIssuer(o.Issuer),
		op.WithAllowInsecure(),
		op.WithCORSOptions(nil), // the default lets every origin in, with cookies
		op.WithIDTokenHintVerifierOpts(op.WithSupportedIDTokenHintSigningAlgorithms("ES256")),
	)
	if err != nil {
		return nil, fmt.Errorf("devidp: %w", err)
	}
	page, err := parsePage()
	if err != nil {
		return nil, fmt.Errorf("devidp: %w", err)
	}
	p := &provider{issuer: o.Issuer, host: host, store: store, library: library, page: page}
	return p.routes(), nil
}

// checkOptions answers the issuer's host, or everything that is wrong.
func checkOptions(o Options) (host string, err error) {
	var errs []error
	u, err := url.Parse(o.Issuer)
	if err != nil || u.Scheme != "http" || u.Path != "" || !loopback(u.Hostname()) {
		errs = append(errs, fmt.Errorf("devidp: issuer %q: want http, a loopback host and no path", o.Issuer))
	} else {
		host = u.Host
	}
	if o.ClientID == "" || o.ClientSecret == "" {
		errs = append(errs, errors.New("devidp: client id and secret are required"))
	}
	if len(o.RedirectURIs) == 0 {
		errs = append(errs, errors.New("devidp: no redirect URI"))
	}
	if o.Dialect != Nets && o.Dialect != Idura {
		errs = append(errs, fmt.Errorf("devidp: dialect %q: want nets or idura", o.Dialect))
	}
	return host, errors.Join(errs...)
}

func loopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.IsLoopback()
}

func newStorage(o Options) (*storage, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("devidp: making a key: %w", err)
	}
	return &storage{
		clock:    o.Clock,
		dialect:  o.Dialect,
		client:   client{id: o.ClientID, redirectURIs: o.RedirectURIs, postLogoutURIs: o.PostLogoutURIs},
		secret:   o.ClientSecret,
		key:      signingKey{id: id.New("key", o.Clock.Now()), key: key},
		requests: map[string]request{},
		codes:    map[string]string{},
		tokens:   map[string]login{},
		browsers: map[string]login{},
	}, nil
}

// routes are the endpoints the metadata name, and the sign-in page. The library
// has more, for flows that are not offered.
func (p *provider) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+metadataPath, p.metadata)
	mux.HandleFunc("GET "+loginPath, p.askWho)
	mux.HandleFunc("POST "+loginPath, p.answerWho)
	mux.HandleFunc("GET /{$}", p.home)
	mux.Handle(p.library.AuthorizationEndpoint().Relative(), p.withIssuer(p.library))
	mux.Handle("GET "+p.library.AuthorizationEndpoint().Relative()+"/callback", p.withIssuer(p.library))
	for _, e := range []*op.Endpoint{
		p.library.TokenEndpoint(), p.library.UserinfoEndpoint(), p.library.KeysEndpoint(), p.library.EndSessionEndpoint(),
	} {
		mux.Handle(e.Relative(), p.library)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Host != p.host { // a name somebody points at this machine
			http.Error(w, "devidp answers at "+p.issuer+" only", http.StatusMisdirectedRequest)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// metadata are written by ourselves: the library's advertise flows that are not
// offered, and lack the promise of RFC 9207.
func (p *provider) metadata(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	err := json.NewEncoder(w).Encode(map[string]any{
		"issuer":                                p.issuer,
		"authorization_endpoint":                p.library.AuthorizationEndpoint().Absolute(p.issuer),
		"token_endpoint":                        p.library.TokenEndpoint().Absolute(p.issuer),
		"userinfo_endpoint":                     p.library.UserinfoEndpoint().Absolute(p.issuer),
		"end_session_endpoint":                  p.library.EndSessionEndpoint().Absolute(p.issuer),
		"jwks_uri":                              p.library.KeysEndpoint().Absolute(p.issuer),
		"response_types_supported":              []string{"code"},
		"response_modes_supported":              []string{"query"},
		"grant_types_supported":                 []string{"authorization_code"},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{"ES256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post"},
		"code_challenge_methods_supported":      []string{"S256"},
		"scopes_supported":                      []string{"openid", "nemlogin"},
		"prompt_values_supported":               []string{"none", "login"},

		"authorization_response_iss_parameter_supported": true,
	})
	if err != nil {
		panic(http.ErrAbortHandler) // the browser has gone
	}
}

// withIssuer adds the parameter iss of RFC 9207 to answers on their way to the
// client.
func (p *provider) withIssuer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(&issuerWriter{ResponseWriter: w, provider: p}, r)
	})
}

type issuerWriter struct {
	http.ResponseWriter
	provider *provider
}

func (w *issuerWriter) WriteHeader(status int) {
	location := w.Header().Get("Location")
	bare, _, _ := strings.Cut(location, "?")
	if slices.Contains(w.provider.store.client.redirectURIs, bare) {
		w.Header().Set("Location", location+"&iss="+url.QueryEscape(w.provider.issuer))
	}
	w.ResponseWriter.WriteHeader(status)
}
