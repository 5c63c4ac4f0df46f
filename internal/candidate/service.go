package candidate

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/id"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Service reads and changes candidates and referrals.
type Service struct {
	candidates store.Collection[Candidate]
	referrals  store.Collection[Referral]
	openings   *opening.Service
	clock      clock.Clock
}

// NewService makes the service. From then on no opening closes while somebody
// proposed for it waits for an answer.
func NewService(db *store.DB, openings *opening.Service, c clock.Clock) *Service {
	s := &Service{candidates: store.In(db, Table), referrals: store.In(db, Referrals), openings: openings, clock: c}
	if openings != nil {
		openings.BeforeClosing(s.nobodyWaits)
	}
	return s
}

// Add puts a person into the consultant's register.
func (s *Service) Add(ctx context.Context, actor access.Actor, p Profile) (Candidate, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Candidate{}, err
	}
	if err := p.check(); err != nil {
		return Candidate{}, err
	}
	now := s.clock.Now()
	c := Candidate{Doc: store.Doc{ID: id.New("cnd", now)}, MunicipalityID: actor.Party().ID, Profile: p}
	c.Append(actor, access.ManageCandidates, now, audit.Event{Type: "candidate_added"})
	return c, s.candidates.Insert(ctx, scope, &c)
}

// List gives the register by first name.
func (s *Service) List(ctx context.Context, actor access.Actor, after string) (store.Page[Candidate], error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return store.Page[Candidate]{}, err
	}
	return s.candidates.Find(ctx, scope, store.Query{Index: "municipality", After: after})
}

// Register gives everybody in it by first name, to choose from.
func (s *Service) Register(ctx context.Context, actor access.Actor) ([]Candidate, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return nil, err
	}
	return s.candidates.All(ctx, scope, store.Query{Index: "municipality"})
}

// Get gives one person of the register.
func (s *Service) Get(ctx context.Context, actor access.Actor, candidateID string) (Candidate, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Candidate{}, err
	}
	return s.candidates.Get(ctx, scope, candidateID)
}

// Change writes a new profile. What firms were shown before stays as it was:
// new words need a new consent.
func (s *Service) Change(ctx context.Context, actor access.Actor, candidateID string, version int64, p Profile) (Candidate, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Candidate{}, err
	}
	if err := p.check(); err != nil {
		return Candidate{}, err
	}
	return s.candidates.UpdateAt(ctx, scope, candidateID, version, func(c *Candidate) error {
		from, to := audit.Changed(c.Profile.describe(), p.describe())
		c.Append(actor, access.ManageCandidates, s.clock.Now(), audit.Event{Type: "candidate_changed", From: from, To: to})
		c.Profile = p
		return nil
	})
}
