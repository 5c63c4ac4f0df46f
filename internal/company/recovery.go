package company

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Recovery is somebody of a firm who asks to be its owner, because the owner has
// left or nobody is one. Nobody gets the role on their own word: a coordinator of
// the firm's association or a consultant of its municipality rings the firm first,
// on a number that the person who asks did not give. There is one for each person
// at a firm; asking again after a no makes it wait again.
type Recovery struct {
	store.Doc      `bson:",inline"`
	CompanyID      string         `bson:"company_id"`
	CompanyName    string         `bson:"company_name"`
	CVR            string         `bson:"cvr"`
	MunicipalityID string         `bson:"municipality_id"`
	AssociationID  string         `bson:"association_id"` // that acts or acted for the firm, or ""
	PersonID       string         `bson:"person_id"`
	PersonName     string         `bson:"person_name"`
	Text           string         `bson:"text"` // who they are, and what happened
	AskedAt        time.Time      `bson:"asked_at"`
	Call           *Call          `bson:"call,omitempty"`   // with a yes
	Ended          []string       `bson:"ended,omitempty"`  // persons who were owners and left, with a yes
	Answer         *Answer        `bson:"answer,omitempty"` // nil while it waits
	Status         RecoveryStatus `bson:"status"`           // a copy of StatusNow, for the lists
	audit.Trail    `bson:",inline"`
}

// Call is whom somebody rang before they said yes, and on which number.
type Call struct {
	Whom   string `bson:"whom"`
	Number string `bson:"number"`
	Found  string `bson:"found"` // where the number stands; "" for the company register
}

// RecoveryStatus is where a wish to be owner stands.
type RecoveryStatus string

const (
	RecoveryWaits     RecoveryStatus = "waits"
	RecoveryConfirmed RecoveryStatus = "confirmed"
	RecoveryRefused   RecoveryStatus = "refused"
)

// StatusNow derives where it stands.
func (r Recovery) StatusNow() RecoveryStatus {
	switch {
	case r.Answer == nil:
		return RecoveryWaits
	case r.Answer.Given:
		return RecoveryConfirmed
	}
	return RecoveryRefused
}

// Recoveries is where they are kept.
var Recoveries = store.Table[Recovery]{
	Name: "recoveries",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "asked_at"}},
		{Name: string(access.Municipality), Keys: []string{"municipality_id", "status", "asked_at"}},
		{Name: string(access.Association), Keys: []string{"association_id", "status", "asked_at"}},
	},
}

const longestStory = 500

// MayRecover tells whether somebody can ask to be owner: they signed in for a firm
// themselves, and are not its owner.
func MayRecover(actor access.Actor) bool {
	return actor.Party().Kind == access.Company && actor.Through().ID == "" && !actor.Has(access.Owner)
}

// AskRecovery puts the actor among those who ask to be owner of their firm.
func (s *Service) AskRecovery(ctx context.Context, actor access.Actor, text string) error {
	if !MayRecover(actor) {
		return fault.New(fault.Forbidden, "forbidden")
	}
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return fault.Field("text", "required")
	case len([]rune(text)) > longestStory:
		return fault.Field("text", "too_long")
	}
	c, err := s.companies.Get(ctx, actor.PartyScope(), actor.Party().ID)
	if err != nil {
		return err // of a firm that is not here the first signatory becomes owner
	}
	association, err := s.associationOf(ctx, actor)
	if err != nil {
		return err
	}
	defer s.waiting.empty()
	now := s.clock.Now()
	fresh := Recovery{
		Doc: store.Doc{ID: "rcv_" + c.ID + "_" + actor.PersonID()}, CompanyID: c.ID, CVR: c.CVR, MunicipalityID: c.MunicipalityID, PersonID: actor.PersonID(),
	}
	ask := func(r *Recovery) {
		r.CompanyName, r.AssociationID, r.PersonName, r.Text, r.AskedAt = c.Details.Name, association, actor.Name(), text, now
		r.Call, r.Answer, r.Status = nil, nil, RecoveryWaits
		r.Append(actor, access.SignedIn, now, audit.Event{Type: "recovery_asked", Reason: text})
	}
	ask(&fresh)
	err = s.recoveries.Insert(ctx, actor.PartyScope(), &fresh)
	if !fault.Is(err, fault.Conflict) {
		return err
	}
	_, err = s.recoveries.Update(ctx, actor.PartyScope(), fresh.ID, func(r *Recovery) error {
		if r.Answer == nil {
			return store.Unchanged // asking twice is asking once
		}
		ask(r)
		return nil
	})
	return err
}

// associationOf is the association that acts or acted for the actor's firm, the
// one signed for last; "" where there is none, or the owner took its leave back: it
// has no say in who is the next one.
func (s *Service) associationOf(ctx context.Context, actor access.Actor) (string, error) {
	d, err := s.delegations.First(ctx, actor.PartyScope(), store.Query{Index: "company", Descending: true})
	if fault.Is(err, fault.NotFound) || err == nil && d.StatusOn(caldate.Of(s.clock.Now())) == delegation.Revoked {
		return "", nil
	}
	return d.AssociationID, err
}

// OwnRecovery gives the actor's own wish, or fault.NotFound when they never asked.
func (s *Service) OwnRecovery(ctx context.Context, actor access.Actor) (Recovery, error) {
	return s.recoveries.Get(ctx, actor.PartyScope(), "rcv_"+actor.Party().ID+"_"+actor.PersonID())
}

// Owners names who is owner of the actor's firm today.
func (s *Service) Owners(ctx context.Context, actor access.Actor) ([]string, error) {
	grants, err := s.allGrants(ctx, actor.PartyScope())
	var names []string
	for _, g := range ownersOf(grants, caldate.Of(s.clock.Now())) {
		names = append(names, g.PersonName)
	}
	return names, err
}

func ownersOf(grants []access.Grant, today caldate.Date) []access.Grant {
	return slices.DeleteFunc(slices.Clone(grants), func(g access.Grant) bool { return g.Role != access.Owner || !g.Active(today) })
}

// WaitingRecoveries counts those that wait for a call. It is asked on every
// overview of those who ring, and kept for a short while.
func (s *Service) WaitingRecoveries(ctx context.Context, actor access.Actor) (int, error) {
	scope, err := actor.Scope(access.ConfirmOwners)
	if err != nil {
		return 0, err
	}
	party, now := actor.Party().ID, s.clock.Now()
	if n, ok := s.waiting.get(party, now); ok {
		return n, nil
	}
	n, err := s.recoveries.Count(ctx, scope, store.Query{Index: string(actor.Party().Kind), Equal: []any{string(RecoveryWaits)}})
	if err == nil {
		s.waiting.keep(party, n, now.Add(contactKept))
	}
	return n, err
}

// waitingCache keeps how many wait, by party; what is asked or answered in this
// process empties it.
type waitingCache struct {
	mu      sync.Mutex
	byParty map[string]keptCount
}

type keptCount struct {
	n     int
	until time.Time
}

func (c *waitingCache) get(party string, now time.Time) (int, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept, ok := c.byParty[party]
	return kept.n, ok && now.Before(kept.until)
}

func (c *waitingCache) keep(party string, n int, until time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.byParty[party] = keptCount{n, until}
}

func (c *waitingCache) empty() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.byParty)
}

// RecoveryList gives those the actor may confirm or has: what waits first.
func (s *Service) RecoveryList(ctx context.Context, actor access.Actor) ([]Recovery, error) {
	scope, err := actor.Scope(access.ConfirmOwners)
	if err != nil {
		return nil, err
	}
	list, err := s.recoveries.All(ctx, scope, store.Query{Index: string(actor.Party().Kind), Descending: true})
	return list, err // by status, from the end of the alphabet: "waits" leads
}

// RecoveryOf gives one that the actor may confirm, with who is owner of the firm
// today and the number that the register has; "" where it tells none.
func (s *Service) RecoveryOf(ctx context.Context, actor access.Actor, recoveryID string) (r Recovery, owners []access.Grant, number string, err error) {
	scope, err := actor.Scope(access.ConfirmOwners)
	if err != nil {
		return r, nil, "", err
	}
	if r, err = s.recoveries.Get(ctx, scope, recoveryID); err != nil {
		return r, nil, "", err
	}
	grants, err := s.grantsAt(ctx, r.CompanyID)
	return r, ownersOf(grants, caldate.Of(s.clock.Now())), s.numberOf(ctx, r.CVR), err
}

// grantsAt gives every role at a firm. It asks as the portal: who confirms an owner
// is outside the firm.
func (s *Service) grantsAt(ctx context.Context, companyID string) ([]access.Grant, error) {
	return s.grants.All(ctx, access.System(), store.Query{Index: "company", Equal: []any{companyID}})
}

// numberOf is the register's number of a firm; "" where it tells none or is away.
func (s *Service) numberOf(ctx context.Context, number string) string {
	entry, err := s.register.Lookup(ctx, number)
	if err != nil {
		return ""
	}
	return entry.Phone
}

// check finds what is wrong with a call, against the number that the register has.
func (c Call) check(register string) error {
	var faults fault.Fields
	if strings.TrimSpace(c.Whom) == "" {
		faults.Add("whom", "required")
	}
	switch digits := digitsOf(c.Number); {
	case digits == "":
		faults.Add("number", "required")
	case register != "" && digits != digitsOf(register):
		faults.Add("number", "not_registers_number")
	case register == "" && strings.TrimSpace(c.Found) == "":
		faults.Add("found", "required")
	}
	return faults.Err()
}

// digitsOf is a Danish number without blanks and country code.
func digitsOf(number string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
	if len(digits) == 10 {
		digits = strings.TrimPrefix(digits, "45")
	}
	return digits
}

// ConfirmOwner makes the person who asked owner of the firm, after a call; ended
// are the grants of owners who left, whose roles at the firm end. Done twice it is
// done once, and mends what the first time did not finish.
func (s *Service) ConfirmOwner(ctx context.Context, actor access.Actor, recoveryID string, call Call, ended []string) (Recovery, error) {
	r, owners, number, err := s.RecoveryOf(ctx, actor, recoveryID)
	if err != nil {
		return r, err
	}
	if err := call.check(number); err != nil {
		return r, err
	}
	if number != "" {
		call.Found = ""
	}
	var persons, names []string
	for _, g := range owners {
		if slices.Contains(ended, g.ID) && g.PersonID != r.PersonID {
			persons, names = append(persons, g.PersonID), append(names, g.PersonName)
		}
	}
	if len(persons) != len(ended) && r.Answer == nil {
		return r, fault.Field("ended", "choice")
	}
	r, err = s.answerRecovery(ctx, actor, access.ConfirmOwners, recoveryID, true, func(r *Recovery) audit.Event {
		r.Call, r.Ended = &call, persons
		return audit.Event{Type: "recovery_confirmed", From: strings.Join(names, ", "), To: r.PersonName, Reason: strings.TrimSpace(call.Whom + ", " + call.Number + " " + call.Found)}
	})
	if err != nil {
		return r, err
	}
	return r, s.handOver(ctx, actor, r)
}

// handOver gives the role that a confirmed recovery is about, and ends those of
// the owners who left.
func (s *Service) handOver(ctx context.Context, actor access.Actor, r Recovery) error {
	g := access.Grant{
		Doc:      store.Doc{ID: fmt.Sprintf("grt_%s_%d", r.ID, r.AskedAt.Unix())},
		PersonID: r.PersonID, PersonName: r.PersonName, PartyKind: access.Company, CompanyID: r.CompanyID, PartyID: r.CompanyID,
		Role: access.Owner, Source: access.FromRecovery, GrantedBy: actor.PersonID(), GrantedByName: actor.Name(), GrantedAt: r.Answer.At, From: caldate.Of(r.Answer.At),
	}
	if err := s.grants.Insert(ctx, access.System(), &g); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	grants, err := s.grantsAt(ctx, r.CompanyID)
	if err != nil {
		return err
	}
	for _, g := range grants {
		if !slices.Contains(r.Ended, g.PersonID) || g.GrantedAt.After(r.Answer.At) { // somebody who came back
			continue
		}
		if _, err := s.grants.Update(ctx, access.System(), g.ID, func(g *access.Grant) error {
			if !g.RevokedAt.IsZero() {
				return store.Unchanged
			}
			g.RevokedAt, g.RevokedBy, g.RevokedByName = r.Answer.At, actor.PersonID(), actor.Name()
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// RefuseOwner says no to somebody who asks to be owner, with a reason that they
// read: by whoever may confirm it, or by those who manage the firm's members.
func (s *Service) RefuseOwner(ctx context.Context, actor access.Actor, recoveryID, reason string) (Recovery, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return Recovery{}, fault.Field("reason", "required")
	}
	used := access.ConfirmOwners
	if actor.Party().Kind == access.Company {
		used = access.ManageMembers
	}
	return s.answerRecovery(ctx, actor, used, recoveryID, false, func(*Recovery) audit.Event {
		return audit.Event{Type: "recovery_refused", Reason: reason}
	})
}

// answerRecovery answers a recovery that waits; the same answer again changes
// nothing, another one is refused.
func (s *Service) answerRecovery(ctx context.Context, actor access.Actor, used access.Permission, recoveryID string, given bool, apply func(*Recovery) audit.Event) (Recovery, error) {
	scope, err := actor.Scope(used)
	if err != nil {
		return Recovery{}, err
	}
	defer s.waiting.empty()
	now := s.clock.Now()
	return s.recoveries.Update(ctx, scope, recoveryID, func(r *Recovery) error {
		switch {
		case r.PersonID == actor.PersonID():
			return fault.New(fault.Forbidden, "forbidden")
		case r.Answer != nil && r.Answer.Given == given:
			return store.Unchanged
		case r.Answer != nil:
			return fault.New(fault.Conflict, "request_answered")
		}
		e := apply(r)
		r.Answer = &Answer{Given: given, By: actor.Name(), At: now}
		r.Status = r.StatusNow()
		r.Append(actor, used, now, e)
		return nil
	})
}

// RecoveriesHere lists who ever asked to be owner of the actor's firm.
func (s *Service) RecoveriesHere(ctx context.Context, actor access.Actor) ([]Recovery, error) {
	scope, err := actor.Scope(access.ManageMembers)
	if err != nil {
		return nil, err
	}
	return s.recoveries.All(ctx, scope, store.Query{Index: "company"})
}
