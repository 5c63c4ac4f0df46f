package candidate

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
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
	live       store.Collection[offered] // read for matching, within the municipality
	firms      store.Collection[address]
	openings   *opening.Service
	clock      clock.Clock
}

// NewService makes the service. From then on no opening closes while somebody
// proposed for it waits for an answer.
func NewService(db *store.DB, openings *opening.Service, c clock.Clock) *Service {
	s := &Service{
		candidates: store.In(db, Table), referrals: store.In(db, Referrals), live: store.In(db, offeredTable), firms: store.In(db, addressTable),
		openings: openings, clock: c,
	}
	if openings != nil {
		openings.AskProposals(s.proposals)
	}
	return s
}

// Add puts a person into the consultant's register.
func (s *Service) Add(ctx context.Context, actor access.Actor, p Profile, w Wish) (Candidate, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Candidate{}, err
	}
	if err := checkBoth(p, w); err != nil {
		return Candidate{}, err
	}
	now := s.clock.Now()
	c := Candidate{Doc: store.Doc{ID: id.New("cnd", now)}, MunicipalityID: actor.Party().ID, Profile: p, Wish: w}
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
func (s *Service) Change(ctx context.Context, actor access.Actor, candidateID string, version int64, p Profile, w Wish) (Candidate, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Candidate{}, err
	}
	if err := checkBoth(p, w); err != nil {
		return Candidate{}, err
	}
	return s.candidates.UpdateAt(ctx, scope, candidateID, version, func(c *Candidate) error {
		c.change(actor, s.clock.Now(), p, w)
		return nil
	})
}

// change writes a new profile and wish, with what differs in the history.
func (c *Candidate) change(actor access.Actor, now time.Time, p Profile, w Wish) {
	from, to := audit.Changed(append(c.Profile.describe(), c.Wish.describe()...), append(p.describe(), w.describe()...))
	c.Append(actor, access.ManageCandidates, now, audit.Event{Type: "candidate_changed", From: from, To: to})
	c.Profile, c.Wish = p, w
}

// checkBoth finds everything that is wrong with a person's entry.
func checkBoth(p Profile, w Wish) error {
	faults := fault.Fields(fault.FieldsOf(p.check()))
	for field, code := range fault.FieldsOf(w.check()) {
		faults.Add(field, code)
	}
	return faults.Err()
}

// CarryConditions adds working conditions to a person's profile, with the consent
// they gave to that. What firms were shown before stays as it was.
func (s *Service) CarryConditions(ctx context.Context, actor access.Actor, candidateID string, conditions []string, helped string) (Candidate, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Candidate{}, err
	}
	if !slices.Contains(HelpReasons(), helped) {
		return Candidate{}, fault.Field("carried_helped", "choose")
	}
	now := s.clock.Now()
	return s.candidates.Update(ctx, scope, candidateID, func(c *Candidate) error {
		var fresh, words []string
		for _, condition := range conditions {
			if slices.Contains(Conditions(), condition) && !slices.Contains(c.Profile.Conditions, condition) && !slices.Contains(fresh, condition) {
				fresh, words = append(fresh, condition), append(words, "condition."+condition)
			}
		}
		if len(fresh) == 0 {
			return store.Unchanged // they are there already
		}
		c.Profile.Conditions = append(slices.Clone(c.Profile.Conditions), fresh...)
		c.Carried = append(c.Carried, Carried{Conditions: fresh, Helped: helped, By: actor.Name(), At: now})
		c.Append(actor, access.ManageCandidates, now, audit.Event{Type: "conditions_carried", OnBehalf: "candidate", ToChoices: words})
		return nil
	})
}
