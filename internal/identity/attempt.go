package identity

import (
	"context"
	"crypto/subtle"
	"errors"
	"time"

	"golang.org/x/oauth2"

	"fodfaeste/internal/access"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// attemptLife is how long a person may take at the broker.
const attemptLife = 15 * time.Minute

// attempt is a sign-in under way. Its id is the hash of the state parameter;
// nonce and verifier are emptied when it is spent.
type attempt struct {
	store.Doc  `bson:",inline"`
	Broker     string    `bson:"broker"`
	CookieHash string    `bson:"cookie_hash"` // the browser it began in
	Nonce      string    `bson:"nonce"`
	Verifier   string    `bson:"verifier"` // PKCE, RFC 7636
	ReturnTo   string    `bson:"return_to"`
	StepUp     bool      `bson:"step_up"`
	StartedAt  time.Time `bson:"started_at"`
	SpentAt    time.Time `bson:"spent_at,omitempty"`
	ExpiresAt  time.Time `bson:"expires_at"`
}

// attemptTable is where sign-ins under way are kept.
var attemptTable = store.Table[attempt]{
	Name:    "signin_attempts",
	Indexes: []store.Index{{Name: "expiry", Keys: []string{"expires_at"}, ExpireAfter: store.After(0)}},
}

// StartParams says what to begin. StepUp asks the person to prove who they are
// even when the broker still knows them.
type StartParams struct {
	Broker   string
	ReturnTo string // a local path; anything else gives the overview
	StepUp   bool
}

// Attempt is a sign-in under way, as the browser needs it.
type Attempt struct {
	RedirectURL string    // where to send the browser: a GET, full page
	Cookie      string    // secret; the browser must bring it back to Finish
	Expires     time.Time // when the attempt, and so the cookie, ends
}

// Start begins a sign-in. It answers fault.NotFound for a broker that is not
// configured and fault.Unavailable "signin.provider_away" when the broker does
// not answer or cannot be used as configured.
func (s *Service) Start(ctx context.Context, p StartParams) (Attempt, error) {
	rp := s.broker(p.Broker)
	if rp == nil {
		return Attempt{}, fault.New(fault.NotFound, "")
	}
	provider, err := rp.provider(ctx)
	if err != nil {
		return Attempt{}, err
	}
	now, state, cookie := s.clock.Now(), id.Secret(), id.Secret()
	a := attempt{
		Doc:        store.Doc{ID: id.Hash(state)},
		Broker:     p.Broker,
		CookieHash: id.Hash(cookie),
		Nonce:      id.Secret(),
		Verifier:   oauth2.GenerateVerifier(),
		ReturnTo:   LocalPath(p.ReturnTo),
		StepUp:     p.StepUp,
		StartedAt:  now,
		ExpiresAt:  now.Add(attemptLife),
	}
	if err := s.attempts.Insert(ctx, access.System(), &a); err != nil {
		return Attempt{}, err
	}
	return Attempt{
		RedirectURL: rp.authorizeURL(provider, state, a),
		Cookie:      cookie,
		Expires:     a.ExpiresAt,
	}, nil
}

// spend finds the attempt that a state belongs to and marks it used, so that no
// second answer can be finished with it. It answers the attempt as it was.
func (s *Service) spend(ctx context.Context, broker, state, cookie string) (attempt, error) {
	var before attempt
	now := s.clock.Now()
	_, err := s.attempts.Update(ctx, access.System(), id.Hash(state), func(a *attempt) error {
		switch {
		case a.Broker != broker:
			return refuse(refusedAttempt, "the answer came to the path of another broker")
		case subtle.ConstantTimeCompare([]byte(a.CookieHash), []byte(id.Hash(cookie))) == 0:
			return refuse(refusedAttempt, "the attempt began in another browser")
		case !a.SpentAt.IsZero():
			return refuse(refusedAttempt, "the attempt is spent")
		case !now.Before(a.ExpiresAt):
			return refuse(refusedAttempt, "the attempt has expired")
		}
		before = *a
		a.SpentAt, a.Nonce, a.Verifier = now, "", ""
		return nil
	})
	var refusal *Refusal
	switch {
	case err == nil:
		return before, nil
	case errors.As(err, &refusal):
		return attempt{}, refusal
	case fault.Is(err, fault.NotFound):
		return attempt{}, refuse(refusedAttempt, "no attempt has this state")
	case fault.Is(err, fault.Conflict):
		return attempt{}, refuse(refusedAttempt, "two answers to the attempt at once").because(err)
	default:
		return attempt{}, err
	}
}
