package identity

import (
	"context"
	"net/url"
	"time"

	"fodfaeste/internal/fault"
)

// FinishParams is what a browser brings back from the broker.
type FinishParams struct {
	Broker    string     // from the path of the callback
	Query     url.Values // the answer
	Cookie    string     // Attempt.Cookie
	OldSecret string     // the session this browser had before, if any; it is ended
	UserAgent string     // kept as a short label only
}

// SignIn is a finished sign-in.
type SignIn struct {
	Secret   string // for the session cookie: new each time, never stored
	ReturnTo string // a local path, where the person wanted to go
	Expires  time.Time
}

// Finish ends a sign-in that Start began. It answers a *Refusal when the
// sign-in cannot be accepted, fault.NotFound for a broker that is not
// configured, and fault.Unavailable "signin.provider_away" when the broker
// does not answer.
func (s *Service) Finish(ctx context.Context, p FinishParams) (SignIn, error) {
	rp := s.broker(p.Broker)
	if rp == nil {
		return SignIn{}, fault.New(fault.NotFound, "")
	}
	answer, err := parseAnswer(p.Query)
	if err != nil {
		return SignIn{}, err
	}
	// The state comes first: an answer to nothing we asked deserves no work.
	a, err := s.spend(ctx, p.Broker, answer.state, p.Cookie)
	if err != nil {
		return SignIn{}, err
	}
	provider, err := rp.provider(ctx)
	if err != nil {
		return SignIn{}, err
	}
	if err := provider.accept(answer); err != nil {
		return SignIn{}, err
	}
	claims, err := rp.redeem(ctx, provider, answer.code, a)
	if err != nil {
		return SignIn{}, err
	}
	v, err := rp.judge(claims, a)
	if err != nil {
		return SignIn{}, err
	}
	who, by, err := s.recognise(ctx, p.Broker, v)
	if err != nil {
		return SignIn{}, err
	}
	in, err := s.openSession(ctx, who, by, v, p)
	in.ReturnTo = a.ReturnTo
	return in, err
}

// answer is an authorization response, RFC 6749 section 4.1.2 and RFC 9207.
type answer struct {
	state, code, issuer      string
	failure, failureDescribe string
}

// parseAnswer reads the parameters we know. RFC 6749 allows each once; a second
// one may be there to make two readers see different answers.
func parseAnswer(q url.Values) (answer, error) {
	for _, name := range []string{"state", "code", "iss", "error", "error_description"} {
		if len(q[name]) > 1 {
			return answer{}, refuse(refusedProvider, "parameter %s came more than once", name)
		}
	}
	return answer{
		state:           q.Get("state"),
		code:            q.Get("code"),
		issuer:          q.Get("iss"),
		failure:         q.Get("error"),
		failureDescribe: q.Get("error_description"),
	}, nil
}

// accept checks that the answer is from this provider and is a code.
func (p *provider) accept(a answer) error {
	switch {
	case a.issuer == "" && p.meta.PromisesIssuer:
		return refuse(refusedProvider, "the answer lacks the issuer that the metadata promises")
	case a.issuer != "" && a.issuer != p.issuer:
		return refuse(refusedProvider, "the answer names another issuer")
	case a.failure == "access_denied":
		return refuse(refusedCancelled, "%q", a.failureDescribe)
	case a.failure != "":
		return refuse(refusedProvider, "the provider answered %q: %q", a.failure, a.failureDescribe)
	case a.code == "":
		return refuse(refusedProvider, "the answer has neither code nor error")
	}
	return nil
}
