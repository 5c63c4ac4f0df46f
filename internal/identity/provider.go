package identity

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
)

const (
	// metadataLife is how long a provider's metadata is believed. Its keys are
	// fetched anew whenever a token names one we do not know.
	metadataLife = 24 * time.Hour
	// metadataRetry is how long a failure to fetch them stands, so that people
	// waiting to sign in do not queue up behind a provider that does not answer.
	metadataRetry = 5 * time.Second
)

// relyingParty is us towards one broker. The broker's metadata are fetched when
// they are first needed, and kept.
type relyingParty struct {
	broker      Broker
	rules       ruleBook
	redirectURL string
	client      *http.Client
	clock       clock.Clock

	turn     chan struct{} // holds one token; who has it may touch what follows
	found    *provider
	foundAt  time.Time
	failure  error
	failedAt time.Time
}

// provider is a broker whose metadata have been read and suit us.
type provider struct {
	issuer   string
	meta     metadata
	oidc     *oidc.Provider
	oauth    oauth2.Config
	verifier *oidc.IDTokenVerifier
}

// metadata is what we read of OpenID Connect Discovery 1.0 section 3 beyond
// what go-oidc keeps. PromisesIssuer is from RFC 9207.
type metadata struct {
	AuthMethods      []string `json:"token_endpoint_auth_methods_supported"`
	ChallengeMethods []string `json:"code_challenge_methods_supported"`
	EndSession       string   `json:"end_session_endpoint"`
	Authorization    string   `json:"authorization_endpoint"`
	Token            string   `json:"token_endpoint"`
	UserInfo         string   `json:"userinfo_endpoint"`
	Keys             string   `json:"jwks_uri"`
	PromisesIssuer   bool     `json:"authorization_response_iss_parameter_supported"`
}

func newRelyingParty(b Broker, redirectURL string, client *http.Client, c clock.Clock) (*relyingParty, error) {
	rules, err := b.Profile.compile()
	if err != nil {
		err = fmt.Errorf("broker %s: %w", b.Name, err)
	}
	return &relyingParty{
		broker:      b,
		rules:       rules,
		redirectURL: redirectURL,
		client:      client,
		clock:       c,
		turn:        make(chan struct{}, 1),
	}, errors.Join(err, b.check())
}

// provider answers the broker's metadata, fetching them when needed. It answers
// fault.Unavailable "signin.provider_away" when there are none to be had.
func (rp *relyingParty) provider(ctx context.Context) (*provider, error) {
	select {
	case rp.turn <- struct{}{}:
		defer func() { <-rp.turn }()
	case <-ctx.Done():
		return nil, away(rp.broker.Name, ctx.Err())
	}
	now := rp.clock.Now()
	fresh := rp.found != nil && now.Sub(rp.foundAt) < metadataLife
	justFailed := rp.failure != nil && now.Sub(rp.failedAt) < metadataRetry
	if !fresh && !justFailed {
		// One person's closed browser must not fail those who wait behind.
		found, err := rp.discover(context.WithoutCancel(ctx))
		if err != nil {
			rp.failure, rp.failedAt = err, rp.clock.Now()
		} else {
			rp.found, rp.foundAt, rp.failure = found, now, nil
		}
	}
	if rp.found == nil {
		return nil, away(rp.broker.Name, rp.failure)
	}
	return rp.found, nil // old metadata are better than none
}

// away is the fault of a broker that cannot be used now.
func away(broker string, cause error) error {
	return &fault.Error{
		Kind:  fault.Unavailable,
		Code:  "signin.provider_away",
		Cause: fmt.Errorf("broker %s: %w", broker, cause),
	}
}

// discover fetches the metadata and refuses a provider we could not use safely.
func (rp *relyingParty) discover(ctx context.Context) (*provider, error) {
	found, err := oidc.NewProvider(oidc.ClientContext(ctx, rp.client), rp.broker.Issuer)
	if err != nil {
		return nil, err
	}
	p := &provider{issuer: rp.broker.Issuer, oidc: found}
	if err := found.Claims(&p.meta); err != nil {
		return nil, err
	}
	if err := p.meta.check(rp.broker); err != nil {
		return nil, err
	}
	p.oauth = oauth2.Config{
		ClientID:     rp.broker.ClientID,
		ClientSecret: string(rp.broker.ClientSecret),
		RedirectURL:  rp.redirectURL,
		Scopes:       rp.broker.Profile.Scopes,
		Endpoint: oauth2.Endpoint{
			AuthURL:  p.meta.Authorization,
			TokenURL: p.meta.Token,
			// Left to itself the library tries one style and then the other,
			// which spends the one-time code.
			AuthStyle: rp.broker.Auth.style(),
		},
	}
	p.verifier = found.Verifier(&oidc.Config{
		ClientID:             rp.broker.ClientID,
		SupportedSigningAlgs: rp.rules.algorithms,
		Now:                  rp.clock.Now,
	})
	return p, nil
}

// check tells everything that keeps us from using a provider.
func (m metadata) check(b Broker) error {
	var errs []error
	methods := m.AuthMethods
	if len(methods) == 0 {
		methods = []string{"client_secret_basic"} // the default of the specification
	}
	if !slices.Contains(methods, b.Auth.registered()) {
		errs = append(errs, fmt.Errorf("the metadata do not list %s, only %v", b.Auth.registered(), methods))
	}
	if len(m.ChallengeMethods) > 0 && !slices.Contains(m.ChallengeMethods, "S256") {
		errs = append(errs, fmt.Errorf("the metadata list the PKCE methods %v without S256", m.ChallengeMethods))
	}
	endpoints := [][2]string{{"authorization", m.Authorization}, {"token", m.Token}, {"keys", m.Keys}}
	if b.Profile.ClaimsFrom == FromUserInfo {
		endpoints = append(endpoints, [2]string{"userinfo", m.UserInfo})
	}
	for _, e := range endpoints {
		u, err := url.Parse(e[1])
		if err != nil || u.Host == "" {
			errs = append(errs, fmt.Errorf("the metadata have no usable %s endpoint", e[0]))
		} else if u.Scheme != "https" && strings.HasPrefix(b.Issuer, "https:") {
			errs = append(errs, fmt.Errorf("the %s endpoint is not https", e[0]))
		}
	}
	return errors.Join(errs...)
}

// authorizeURL is where an attempt begins. Parameters of the step-up win over
// those of every sign-in.
func (rp *relyingParty) authorizeURL(p *provider, state string, a attempt) string {
	opts := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(a.Verifier), oidc.Nonce(a.Nonce)}
	for name, value := range rp.rules.authorize {
		opts = append(opts, oauth2.SetAuthURLParam(name, value))
	}
	if a.StepUp {
		opts = append(opts, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
		for name, value := range rp.rules.stepUp {
			opts = append(opts, oauth2.SetAuthURLParam(name, value))
		}
	}
	return p.oauth.AuthCodeURL(state, opts...)
}

// signOutURL is where the provider ends its own session, OpenID Connect
// RP-Initiated Logout 1.0, or "" when it offers no such place.
func (p *provider) signOutURL(idToken, returnTo string) string {
	u, err := url.Parse(p.meta.EndSession)
	if err != nil || u.Host == "" {
		return ""
	}
	q := u.Query()
	q.Set("id_token_hint", idToken)
	q.Set("client_id", p.oauth.ClientID)
	q.Set("post_logout_redirect_uri", returnTo)
	u.RawQuery = q.Encode()
	return u.String()
}
