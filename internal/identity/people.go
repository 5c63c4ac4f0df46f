package identity

import (
	"context"
	"fmt"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// party is an organisation people sign in for. Sign-in finds it by its CVR
// number and makes it, as a company, when it is new; which organisations are
// municipalities or associations only an operator decides.
type party struct {
	store.Doc `bson:",inline"`
	Kind      access.PartyKind `bson:"kind"`
	CVR       string           `bson:"cvr"`
	Name      string           `bson:"name"`
	// CompanyID is the party's own id when it is a company, so that the firm's
	// own scope reaches it.
	CompanyID string `bson:"company_id,omitempty"`
}

func (p party) party() access.Party {
	return access.Party{Kind: p.Kind, ID: p.ID, CVR: p.CVR, Name: p.Name}
}

// partyTable is where organisations are kept.
var partyTable = store.Table[party]{
	Name: "parties",
	Indexes: []store.Index{
		{Name: "cvr", Keys: []string{"cvr"}, Unique: true},
		{Name: "company", Keys: []string{"company_id"}},
		{Name: "kind", Keys: []string{"kind", "name"}},
	},
}

// person is what is kept of somebody who has signed in. Brokers give a person
// another subject in every organisation; should one come back for another
// organisation all the same, the row follows. That moves no right: grants and
// sessions name the party themselves.
type person struct {
	store.Doc      `bson:",inline"`
	Broker         string    `bson:"broker"`
	Issuer         string    `bson:"issuer"`
	Subject        string    `bson:"subject"`
	ProfessionalID string    `bson:"professional_id"`
	Name           string    `bson:"name"` // empty when name-protected
	PartyID        string    `bson:"party_id"`
	PNumber        string    `bson:"p_number"`
	LastSignInAt   time.Time `bson:"last_sign_in_at,omitempty"` // zero when only registered
}

// personTable is where people are kept.
var personTable = store.Table[person]{
	Name: "people",
	Indexes: []store.Index{
		{Name: "subject", Keys: []string{"broker", "subject"}, Unique: true},
		{Name: "party", Keys: []string{"party_id"}},
	},
}

// idPrefix tells a reader of an id what kind of party it names.
var idPrefix = map[access.PartyKind]string{
	access.Company:      "com",
	access.Municipality: "mun",
	access.Association:  "aso",
}

// RegisterParty makes an organisation known before anybody signs in for it,
// and answers it with its id. Called again with the same CVR number it changes
// nothing and answers what is stored. An empty id gets one.
//
// It answers fault.Invalid for a kind or CVR number that cannot be, and
// fault.Conflict "party_kind" when the number is known as another kind.
func (s *Service) RegisterParty(ctx context.Context, p access.Party) (access.Party, error) {
	prefix, known := idPrefix[p.Kind]
	if !known {
		return access.Party{}, fault.Field("kind", "party_kind")
	}
	if cvr.Check(p.CVR) != "" {
		return access.Party{}, fault.Field("cvr", "cvr")
	}
	if p.ID == "" {
		p.ID = id.New(prefix, s.clock.Now())
	}
	stored, err := s.ensureParty(ctx, p)
	if err != nil {
		return access.Party{}, err
	}
	if stored.Kind != p.Kind {
		return access.Party{}, fault.New(fault.Conflict, "party_kind")
	}
	return stored.party(), nil
}

// ensureParty finds the party with a CVR number or inserts the given one.
func (s *Service) ensureParty(ctx context.Context, p access.Party) (party, error) {
	byCVR := store.Query{Index: "cvr", Equal: []any{p.CVR}}
	found, err := s.parties.First(ctx, access.System(), byCVR)
	if err == nil || !fault.Is(err, fault.NotFound) {
		return found, err
	}
	fresh := party{Doc: store.Doc{ID: p.ID}, Kind: p.Kind, CVR: p.CVR, Name: p.Name}
	if p.Kind == access.Company {
		fresh.CompanyID = p.ID
	}
	err = s.parties.Insert(ctx, access.System(), &fresh)
	if fault.Is(err, fault.Conflict) { // somebody of the same firm signed in at this moment
		return s.parties.First(ctx, access.System(), byCVR)
	}
	return fresh, err
}

// NewPerson says who is made known before they sign in.
type NewPerson struct {
	Broker  string // name of the broker, as configured
	Subject string // the broker's "sub" for the person
	Name    string // empty when name-protected
	PartyID string
}

// RegisterPerson makes somebody known before they sign in, and answers the
// person's id. Called again with the same broker and subject it changes
// nothing. It answers fault.Invalid when broker, subject or party is missing.
func (s *Service) RegisterPerson(ctx context.Context, n NewPerson) (personID string, err error) {
	var missing fault.Fields
	for field, value := range map[string]string{"broker": n.Broker, "subject": n.Subject, "party": n.PartyID} {
		if value == "" {
			missing.Add(field, "required")
		}
	}
	if err := missing.Err(); err != nil {
		return "", err
	}
	p, err := s.ensurePerson(ctx, person{Broker: n.Broker, Subject: n.Subject, Name: n.Name, PartyID: n.PartyID})
	return p.ID, err
}

// ensurePerson finds the person with a broker and subject or inserts the given one.
func (s *Service) ensurePerson(ctx context.Context, fresh person) (person, error) {
	bySubject := store.Query{Index: "subject", Equal: []any{fresh.Broker, fresh.Subject}}
	found, err := s.people.First(ctx, access.System(), bySubject)
	if err == nil || !fault.Is(err, fault.NotFound) {
		return found, err
	}
	fresh.ID = id.New("per", s.clock.Now())
	err = s.people.Insert(ctx, access.System(), &fresh)
	if fault.Is(err, fault.Conflict) { // the same person in two browsers at this moment
		return s.people.First(ctx, access.System(), bySubject)
	}
	return fresh, err
}

// recognise finds or makes the party and the person of a verified sign-in, and
// brings what is kept of them up to date.
func (s *Service) recognise(ctx context.Context, broker string, v verified) (person, party, error) {
	now := s.clock.Now()
	by, err := s.ensureParty(ctx, access.Party{
		Kind: access.Company, ID: id.New(idPrefix[access.Company], now), CVR: v.CVR, Name: v.OrgName,
	})
	if err != nil {
		return person{}, party{}, fmt.Errorf("finding the party: %w", err)
	}
	if by, err = s.renameFirm(ctx, by, v.OrgName); err != nil {
		return person{}, party{}, fmt.Errorf("renaming the firm: %w", err)
	}
	p, err := s.ensurePerson(ctx, person{Broker: broker, Subject: v.Subject})
	if err != nil {
		return person{}, party{}, fmt.Errorf("finding the person: %w", err)
	}
	p, err = s.people.Update(ctx, access.System(), p.ID, func(p *person) error {
		p.Issuer, p.ProfessionalID = v.Issuer, v.ProfessionalID
		p.Name, p.PNumber = v.Name, v.PNumber
		p.PartyID, p.LastSignInAt = by.ID, now
		return nil
	})
	return p, by, err
}

// renameFirm follows a firm that has changed its name. What an operator called
// a municipality or an association stands.
func (s *Service) renameFirm(ctx context.Context, by party, name string) (party, error) {
	if by.Kind != access.Company || name == "" || name == by.Name {
		return by, nil
	}
	return s.parties.Update(ctx, access.System(), by.ID, func(p *party) error {
		p.Name = name
		return nil
	})
}
