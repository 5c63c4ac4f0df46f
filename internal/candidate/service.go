package candidate

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
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

// NewService makes the service.
func NewService(db *store.DB, openings *opening.Service, c clock.Clock) *Service {
	return &Service{candidates: store.In(db, Table), referrals: store.In(db, Referrals), openings: openings, clock: c}
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

// ReferralsOf lists where a person was proposed.
func (s *Service) ReferralsOf(ctx context.Context, actor access.Actor, candidateID string) ([]Referral, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return nil, err
	}
	return s.referrals.All(ctx, scope, store.Query{Index: "candidate", Equal: []any{candidateID}, Descending: true})
}

// Propose shows a person to the firm behind a live opening: the fields of the
// consent, nothing else.
func (s *Service) Propose(ctx context.Context, actor access.Actor, openingID, candidateID string, consent Consent) (Referral, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Referral{}, err
	}
	o, err := s.openings.Get(ctx, actor, openingID)
	if err != nil {
		return Referral{}, err
	}
	now := s.clock.Now()
	today := caldate.Of(now)
	c, err := s.candidates.Get(ctx, scope, candidateID)
	if fault.Is(err, fault.NotFound) {
		err = fault.Field("candidate", "choose")
	}
	if err != nil {
		return Referral{}, err
	}
	if err := consent.check(today); err != nil {
		return Referral{}, err
	}
	if !consent.covers(o.Offer.Kind) {
		return Referral{}, fault.Field("purposes", "purpose_not_offered")
	}
	earlier, err := s.ReferralsOf(ctx, actor, candidateID)
	if err != nil {
		return Referral{}, err
	}
	for _, r := range earlier {
		if r.OpeningID == openingID && r.Status != Withdrawn {
			return Referral{}, fault.Field("candidate", "proposed_already")
		}
	}
	consent.TextVersion, consent.RecordedBy = ConsentText, actor.PersonID()
	r := Referral{
		Doc: store.Doc{ID: id.New("ref", now)}, CompanyID: o.CompanyID, MunicipalityID: actor.Party().ID,
		CompanyName: o.CompanyName, OpeningID: o.ID, OpeningTitle: o.Offer.Title, CandidateID: c.ID,
		Shown: consent.share(c.Profile), Consent: consent, Consultant: actor.Name(), AnswerBy: today.Add(AnswerDays),
	}
	r.Status = statusOf(r)
	r.Append(actor, access.ManageCandidates, now, audit.Event{Type: "referral_made"})
	return r, s.referrals.Insert(ctx, scope, &r)
}

// Referrals lists the proposals the actor's party may see, by status and
// newest first within it.
func (s *Service) Referrals(ctx context.Context, actor access.Actor) ([]Referral, error) {
	scope, err := actor.Scope(access.ViewReferrals)
	if err != nil {
		return nil, err
	}
	return s.referrals.All(ctx, scope, store.Query{Index: string(actor.Party().Kind), Descending: true})
}

// Referral gives one proposal.
func (s *Service) Referral(ctx context.Context, actor access.Actor, referralID string) (Referral, error) {
	scope, err := actor.Scope(access.ViewReferrals)
	if err != nil {
		return Referral{}, err
	}
	return s.referrals.Get(ctx, scope, referralID)
}

// Reply records the firm's answer; it may change its mind until there is an
// agreement.
func (s *Service) Reply(ctx context.Context, actor access.Actor, referralID string, a Answer) (Referral, error) {
	scope, err := actor.Scope(access.AnswerReferrals)
	if err != nil {
		return Referral{}, err
	}
	now := s.clock.Now()
	a.On = caldate.Of(now)
	return s.referrals.Update(ctx, scope, referralID, func(r *Referral) error {
		before := r.Answer
		if err := decide(r, a); err != nil {
			return err
		}
		if before != nil && before.Kind == r.Answer.Kind && before.Reason == r.Answer.Reason && before.Note == r.Answer.Note {
			return store.Unchanged // a second click
		}
		r.Status = statusOf(*r)
		kind := "referral_" + string(r.Answer.Kind)
		if r.Answer.Reason != "" {
			kind += "_" + r.Answer.Reason
		}
		r.Append(actor, access.AnswerReferrals, now, audit.Event{Type: kind, Reason: a.Note})
		return nil
	})
}

// WithdrawConsent takes the proposal out of the firm's sight at once. The firm
// is not told why. It is package placement's to call, which first takes away
// an agreement that was made of the proposal.
func (s *Service) WithdrawConsent(ctx context.Context, actor access.Actor, referralID string) (Referral, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Referral{}, err
	}
	return s.referrals.Update(ctx, scope, referralID, func(r *Referral) error {
		if !r.WithdrawnAt.IsZero() {
			return store.Unchanged
		}
		r.WithdrawnAt, r.CompanyID = s.clock.Now(), ""
		r.Status = statusOf(*r)
		r.Append(actor, access.ManageCandidates, r.WithdrawnAt, audit.Event{Type: "consent_withdrawn", OnBehalf: "candidate"})
		return nil
	})
}

// Place notes that an agreement was made of the proposal. A second agreement
// of the same proposal gives fault.Conflict.
func (s *Service) Place(ctx context.Context, actor access.Actor, referralID, placementID string) (Referral, error) {
	scope, err := actor.Scope(access.AnswerReferrals)
	if err != nil {
		return Referral{}, err
	}
	return s.referrals.Update(ctx, scope, referralID, func(r *Referral) error {
		switch {
		case r.PlacementID == placementID:
			return store.Unchanged
		case r.PlacementID != "" || r.Status != Yes:
			return fault.New(fault.Conflict, "referral_not_open")
		}
		r.PlacementID = placementID
		r.Append(actor, access.AnswerReferrals, s.clock.Now(), audit.Event{Type: "referral_placed"})
		return nil
	})
}
