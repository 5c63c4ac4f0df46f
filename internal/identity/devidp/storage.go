package devidp

import (
	"context"
	"crypto/subtle"
	"errors"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/id"
)

// memoryLife is how long anything is remembered.
const memoryLife = 3 * time.Hour

var (
	errUnknown     = errors.New("devidp: unknown or used already")
	errUnsupported = errors.New("devidp: not supported")
)

// request is an authorization request. The library is given copies.
type request struct {
	id        string
	asked     oidc.AuthRequest
	createdAt time.Time
	done      bool
	persona   Persona
	authAt    time.Time
	idura     bool
}

func (r request) GetID() string                      { return r.id }
func (r request) GetACR() string                     { return "" }
func (r request) GetAMR() []string                   { return nil }
func (r request) GetAudience() []string              { return []string{r.asked.ClientID} }
func (r request) GetClientID() string                { return r.asked.ClientID }
func (r request) GetNonce() string                   { return r.asked.Nonce }
func (r request) GetRedirectURI() string             { return r.asked.RedirectURI }
func (r request) GetResponseType() oidc.ResponseType { return r.asked.ResponseType }
func (r request) GetResponseMode() oidc.ResponseMode { return "" }
func (r request) GetScopes() []string                { return r.asked.Scopes }
func (r request) GetState() string                   { return r.asked.State }
func (r request) GetSubject() string                 { return r.persona.Subject }
func (r request) Done() bool                         { return r.done }
func (r request) GetCodeChallenge() *oidc.CodeChallenge {
	return &oidc.CodeChallenge{Challenge: r.asked.CodeChallenge, Method: r.asked.CodeChallengeMethod}
}

// GetAuthTime gives nothing in the Idura dialect, which tells the time in a
// claim of its own.
func (r request) GetAuthTime() time.Time {
	if r.idura {
		return time.Time{}
	}
	return r.authAt
}

// login is somebody the provider still knows in one browser, or whom an access
// token is about.
type login struct {
	persona Persona
	authAt  time.Time
}

// storage is the provider's memory. It implements op.Storage.
type storage struct {
	clock   clock.Clock
	dialect Dialect
	client  client
	secret  string
	key     signingKey

	mu       sync.Mutex
	requests map[string]request // by id
	codes    map[string]string  // code to request id
	tokens   map[string]login   // by access token id
	browsers map[string]login   // by the cookie's value
}

var (
	_ op.Storage                   = (*storage)(nil)
	_ op.CanSetUserinfoFromRequest = (*storage)(nil)
)

// CreateAuthRequest keeps a request. The library leaves PKCE to us for clients
// with a secret.
func (s *storage) CreateAuthRequest(_ context.Context, asked *oidc.AuthRequest, _ string) (op.AuthRequest, error) {
	if asked.CodeChallenge == "" || asked.CodeChallengeMethod != oidc.CodeChallengeMethodS256 {
		return nil, oidc.ErrInvalidRequest().WithDescription("PKCE with S256 is required")
	}
	now := s.clock.Now()
	r := request{id: id.New("req", now), asked: *asked, createdAt: now, idura: s.dialect == Idura}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forget(now)
	s.requests[r.id] = r
	return r, nil
}

// forget drops what is too old to matter.
func (s *storage) forget(now time.Time) {
	for key, r := range s.requests {
		if now.Sub(r.createdAt) > memoryLife {
			delete(s.requests, key)
		}
	}
	for code, requestID := range s.codes {
		if _, ok := s.requests[requestID]; !ok {
			delete(s.codes, code)
		}
	}
	for key, l := range s.tokens {
		if now.Sub(l.authAt) > brokerSession+memoryLife {
			delete(s.tokens, key)
		}
	}
	for browser, l := range s.browsers {
		if now.Sub(l.authAt) > brokerSession {
			delete(s.browsers, browser)
		}
	}
}

// complete marks a request as answered by a person.
func (s *storage) complete(requestID string, l login) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.requests[requestID]
	if !ok {
		return errUnknown
	}
	r.done, r.persona, r.authAt = true, l.persona, l.authAt
	s.requests[requestID] = r
	return nil
}

// remember lets a browser sign in again without asking.
func (s *storage) remember(browser string, l login) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.browsers[browser] = l
}

// known tells who signed in in a browser before.
func (s *storage) known(browser string) (login, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, ok := s.browsers[browser]
	return l, ok && s.clock.Now().Sub(l.authAt) < brokerSession
}

func (s *storage) request(requestID string) (request, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.requests[requestID]
	if !ok {
		return request{}, errUnknown
	}
	return r, nil
}

func (s *storage) AuthRequestByID(_ context.Context, requestID string) (op.AuthRequest, error) {
	return s.request(requestID)
}

func (s *storage) SaveAuthCode(_ context.Context, requestID, code string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.codes[code] = requestID
	return nil
}

// AuthRequestByCode spends the code.
func (s *storage) AuthRequestByCode(_ context.Context, code string) (op.AuthRequest, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.requests[s.codes[code]]
	delete(s.codes, code)
	if !ok {
		return nil, errUnknown
	}
	return r, nil
}

func (s *storage) DeleteAuthRequest(_ context.Context, requestID string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.requests, requestID)
	return nil
}

func (s *storage) CreateAccessToken(_ context.Context, tr op.TokenRequest) (string, time.Time, error) {
	r, ok := tr.(request)
	if !ok {
		return "", time.Time{}, errUnsupported
	}
	now := s.clock.Now()
	tokenID := id.New("tok", now)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens[tokenID] = login{persona: r.persona, authAt: r.authAt}
	return tokenID, now.Add(memoryLife), nil
}

// SetUserinfoFromRequest adds to the id_token. The subject has to be set: the
// library copies it over the id_token's.
func (s *storage) SetUserinfoFromRequest(_ context.Context, info *oidc.UserInfo, tr op.IDTokenRequest, _ []string) error {
	r, ok := tr.(request)
	if !ok {
		return errUnsupported
	}
	info.Subject = r.persona.Subject
	info.Claims = s.dialect.idTokenClaims(r.persona, r.authAt)
	return nil
}

// SetUserinfoFromToken answers the userinfo endpoint.
func (s *storage) SetUserinfoFromToken(_ context.Context, info *oidc.UserInfo, tokenID, subject, _ string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, ok := s.tokens[tokenID]
	if !ok || l.persona.Subject != subject {
		return errUnknown
	}
	info.Subject = subject
	info.Claims = s.dialect.userInfoClaims(l.persona)
	return nil
}

// TerminateSession makes the provider forget a person in every browser.
func (s *storage) TerminateSession(_ context.Context, subject, _ string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for browser, l := range s.browsers {
		if l.persona.Subject == subject {
			delete(s.browsers, browser)
		}
	}
	return nil
}

func (s *storage) GetClientByClientID(_ context.Context, clientID string) (op.Client, error) {
	if clientID != s.client.id {
		return nil, errUnknown
	}
	return s.client, nil
}

func (s *storage) AuthorizeClientIDSecret(_ context.Context, clientID, secret string) error {
	if clientID != s.client.id || subtle.ConstantTimeCompare([]byte(secret), []byte(s.secret)) == 0 {
		return errUnknown
	}
	return nil
}

func (s *storage) SigningKey(context.Context) (op.SigningKey, error) { return s.key, nil }

func (s *storage) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.ES256}, nil
}

func (s *storage) KeySet(context.Context) ([]op.Key, error) {
	return []op.Key{publicKey{s.key}}, nil
}

func (s *storage) Health(context.Context) error { return nil }

// What follows belongs to grants and endpoints that the provider does not have.

func (s *storage) CreateAccessAndRefreshTokens(context.Context, op.TokenRequest, string) (string, string, time.Time, error) {
	return "", "", time.Time{}, errUnsupported
}

func (s *storage) TokenRequestByRefreshToken(context.Context, string) (op.RefreshTokenRequest, error) {
	return nil, errUnsupported
}

func (s *storage) RevokeToken(context.Context, string, string, string) *oidc.Error {
	return oidc.ErrInvalidRequest()
}

func (s *storage) GetRefreshTokenInfo(context.Context, string, string) (string, string, error) {
	return "", "", op.ErrInvalidRefreshToken
}

func (s *storage) SetUserinfoFromScopes(context.Context, *oidc.UserInfo, string, string, []string) error {
	return nil
}

func (s *storage) SetIntrospectionFromToken(context.Context, *oidc.IntrospectionResponse, string, string, string) error {
	return errUnsupported
}

func (s *storage) GetPrivateClaimsFromScopes(context.Context, string, string, []string) (map[string]any, error) {
	return nil, nil
}

func (s *storage) GetKeyByIDAndClientID(context.Context, string, string) (*jose.JSONWebKey, error) {
	return nil, errUnsupported
}

func (s *storage) ValidateJWTProfileScopes(context.Context, string, []string) ([]string, error) {
	return nil, errUnsupported
}
