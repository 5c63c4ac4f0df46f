package identity

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

const (
	sessionLife = 8 * time.Hour
	// IdleLimit is how long a session lasts without a request. It is counted
	// from what is stored, so it may come up to touchEvery early.
	IdleLimit = 20 * time.Minute
	// touchEvery is how old the stored time of the last request may be: a
	// write with every request would buy nothing.
	touchEvery = time.Minute
)

// session says who is signed in in one browser. It holds only the hash of the
// secret in that browser's cookie.
type session struct {
	store.Doc  `bson:",inline"`
	SecretHash string       `bson:"secret_hash"`
	Broker     string       `bson:"broker"`
	PersonID   string       `bson:"person_id"`
	PersonName string       `bson:"person_name"` // empty when name-protected
	Party      access.Party `bson:"party"`
	Delegation string       `bson:"delegation,omitempty"` // by which a coordinator acts for a firm; "" while they do not
	Firm       access.Party `bson:"firm"`                 // that firm
	Signatory  bool         `bson:"signatory"`            // the token of this sign-in said so
	Level      Level        `bson:"level"`
	AuthAt     time.Time    `bson:"auth_at,omitempty"` // zero when the broker did not tell
	CreatedAt  time.Time    `bson:"created_at"`
	LastSeenAt time.Time    `bson:"last_seen_at"`
	ExpiresAt  time.Time    `bson:"expires_at"`
	IDToken    []byte       `bson:"id_token"` // sealed; needed to sign out at the broker
	Device     string       `bson:"device"`
}

// live tells whether the session counts at a moment.
func (s session) live(now time.Time) bool {
	return now.Before(s.ExpiresAt) && now.Sub(s.LastSeenAt) < IdleLimit
}

// sessionTable is where sessions are kept. A session over its idle limit stays
// until its end, but counts no more.
var sessionTable = store.Table[session]{
	Name: "sessions",
	Indexes: []store.Index{
		{Name: "secret", Keys: []string{"secret_hash"}, Unique: true},
		{Name: "person", Keys: []string{"person_id", "created_at"}},
		{Name: "expiry", Keys: []string{"expires_at"}, ExpireAfter: store.After(0)},
	},
}

// Session is one of a person's sessions, for the page that lists them.
type Session struct {
	ID         string
	Device     string // such as "Firefox, Windows"; empty when unknown
	CreatedAt  time.Time
	LastSeenAt time.Time // to the minute
	ExpiresAt  time.Time // at the latest; IdleLimit may end it sooner
	Current    bool      // the one that asks
}

// Authenticate tells who holds a session's secret, with the roles they have
// right now at the party they signed in for. It answers fault.Unauthenticated
// when there is no such session, or no longer.
func (s *Service) Authenticate(ctx context.Context, secret string) (access.Actor, error) {
	now := s.clock.Now()
	sess, err := s.session(ctx, secret)
	if err != nil {
		return access.Actor{}, err
	}
	if !sess.live(now) {
		return access.Actor{}, fault.New(fault.Unauthenticated, "")
	}
	if now.Sub(sess.LastSeenAt) >= touchEvery {
		if err := s.touch(ctx, sess.ID, now); err != nil {
			return access.Actor{}, err
		}
	}
	who := access.Identity{
		PersonID:  sess.PersonID,
		Name:      sess.PersonName,
		Signatory: sess.Signatory,
		SessionID: sess.ID,
		AuthAt:    sess.AuthAt,
	}
	return s.actor(ctx, sess, who, caldate.Of(now))
}

// session finds the session of a secret: fault.Unauthenticated when there is none.
func (s *Service) session(ctx context.Context, secret string) (session, error) {
	if secret == "" {
		return session{}, fault.New(fault.Unauthenticated, "")
	}
	sess, err := s.sessions.First(ctx, access.System(), store.Query{Index: "secret", Equal: []any{id.Hash(secret)}})
	if fault.Is(err, fault.NotFound) {
		return session{}, fault.New(fault.Unauthenticated, "")
	}
	return sess, err
}

// maxGrants bounds one person's grants at one party, history included. It is
// the most the store gives at once.
const maxGrants = 500

// roles lists the roles whose grants count on a day in this session.
func (s *Service) roles(ctx context.Context, sess session, today caldate.Date) ([]access.Role, error) {
	page, err := s.grants.Find(ctx, access.System(), store.Query{
		Index: "person",
		Equal: []any{sess.PersonID, sess.Party.ID},
		Limit: maxGrants,
		// The newest first, should there ever be more than fit.
		Descending: true,
	})
	if err != nil {
		return nil, err
	}
	var roles []access.Role
	for _, g := range page.Items {
		suspended := g.Source == access.FromSignatory && !sess.Signatory
		if g.Active(today) && !suspended && !slices.Contains(roles, g.Role) {
			roles = append(roles, g.Role)
		}
	}
	return roles, nil
}

// touch notes that a session was used. A session that was ended meanwhile is
// no error: the request that is under way was still in time.
func (s *Service) touch(ctx context.Context, sessionID string, now time.Time) error {
	_, err := s.sessions.Update(ctx, access.System(), sessionID, func(sess *session) error {
		if !now.After(sess.LastSeenAt) {
			return store.Unchanged
		}
		sess.LastSeenAt = now
		return nil
	})
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// Sessions lists the actor's sessions that still count, newest first.
func (s *Service) Sessions(ctx context.Context, actor access.Actor) ([]Session, error) {
	page, err := s.sessions.Find(ctx, access.System(), store.Query{
		Index: "person", Equal: []any{actor.PersonID()}, Descending: true,
	})
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	var list []Session
	for _, sess := range page.Items {
		if !sess.live(now) {
			continue
		}
		list = append(list, Session{
			ID:         sess.ID,
			Device:     sess.Device,
			CreatedAt:  sess.CreatedAt,
			LastSeenAt: sess.LastSeenAt,
			ExpiresAt:  sess.ExpiresAt,
			Current:    sess.ID == actor.SessionID(),
		})
	}
	return list, nil
}

// EndSession ends one of the actor's own sessions. It answers fault.NotFound
// for any other.
func (s *Service) EndSession(ctx context.Context, actor access.Actor, sessionID string) error {
	sess, err := s.sessions.Get(ctx, access.System(), sessionID)
	if err != nil {
		return err
	}
	if sess.PersonID != actor.PersonID() {
		return fault.New(fault.NotFound, "")
	}
	return s.sessions.Delete(ctx, access.System(), sessionID)
}

// SignOut ends the session of a secret. The answer is where to send the
// browser so that the broker forgets the person too, or "" when the broker
// offers no such place or does not answer. A secret without a session is no
// error: the person is signed out.
func (s *Service) SignOut(ctx context.Context, secret string) (providerURL string, err error) {
	sess, err := s.session(ctx, secret)
	if fault.Is(err, fault.Unauthenticated) {
		return "", nil
	} else if err != nil {
		return "", err
	}
	if err := s.sessions.Delete(ctx, access.System(), sess.ID); err != nil && !fault.Is(err, fault.NotFound) {
		return "", err
	}
	rp := s.broker(sess.Broker)
	if rp == nil {
		return "", nil // no longer configured
	}
	provider, err := rp.provider(ctx)
	if err != nil {
		return "", nil // our own session is gone, which is what was promised
	}
	idToken, err := s.seal.open(sess.IDToken, sess.ID)
	if err != nil {
		return "", nil // sealed with a key we no longer have
	}
	return provider.signOutURL(string(idToken), s.baseURL+SignedOutPath), nil
}

// openSession begins a session for a verified person and ends the one this
// browser had before. It answers the new secret.
func (s *Service) openSession(ctx context.Context, p person, by party, v verified, f FinishParams) (SignIn, error) {
	now, secret := s.clock.Now(), id.Secret()
	sess := session{
		Doc:        store.Doc{ID: id.New("ses", now)},
		SecretHash: id.Hash(secret),
		Broker:     p.Broker,
		PersonID:   p.ID,
		PersonName: p.Name,
		Party:      by.party(),
		Signatory:  v.Signatory,
		Level:      v.Level,
		AuthAt:     v.AuthAt,
		CreatedAt:  now,
		LastSeenAt: now,
		ExpiresAt:  now.Add(sessionLife),
		Device:     deviceOf(f.UserAgent),
	}
	if end := v.SessionExpiry; !end.IsZero() && end.Before(sess.ExpiresAt) {
		sess.ExpiresAt = end
	}
	sess.IDToken = s.seal.seal([]byte(v.RawIDToken), sess.ID)
	if err := s.endOld(ctx, f.OldSecret); err != nil {
		return SignIn{}, err
	}
	if err := s.sessions.Insert(ctx, access.System(), &sess); err != nil {
		return SignIn{}, err
	}
	return SignIn{Secret: secret, Expires: sess.ExpiresAt}, nil
}

// endOld ends the session a browser had before, if any.
func (s *Service) endOld(ctx context.Context, secret string) error {
	old, err := s.session(ctx, secret)
	if fault.Is(err, fault.Unauthenticated) {
		return nil
	} else if err != nil {
		return err
	}
	if err := s.sessions.Delete(ctx, access.System(), old.ID); err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	return nil
}
