package company

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Service reads and changes firms and their members.
type Service struct {
	companies   store.Collection[Company]
	grants      store.Collection[access.Grant]
	requests    store.Collection[Request]
	recoveries  store.Collection[Recovery]
	delegations store.Collection[delegation.Delegation]
	register    cvr.Register
	clock       clock.Clock
	home        Home
	contacts    contactCache
	waiting     waitingCache
}

// Home is where new firms belong until somebody says otherwise: the
// municipality that serves them and the person they can ring.
type Home struct {
	MunicipalityID string
	Contact        Contact
}

// NewService makes the service.
func NewService(db *store.DB, register cvr.Register, c clock.Clock, home Home) *Service {
	return &Service{
		companies: store.In(db, Table), grants: store.In(db, access.Grants), requests: store.In(db, Requests), recoveries: store.In(db, Recoveries), delegations: store.In(db, delegation.Table),
		register: register, clock: c, home: home, contacts: contactCache{byCompany: map[string]cachedContact{}}, waiting: waitingCache{byParty: map[string]keptCount{}},
	}
}

// WorkplaceField names a form field of the i-th workplace.
func WorkplaceField(i int, name string) string {
	return "workplaces." + strconv.Itoa(i) + "." + name
}

// Known tells whether the actor's firm has been confirmed by somebody.
func (s *Service) Known(ctx context.Context, actor access.Actor) (bool, error) {
	_, err := s.companies.Get(ctx, actor.PartyScope(), actor.Party().ID)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// RegisterDetails is what the register says about the actor's firm, for confirmation.
// A firm the register does not know, or cannot be asked about now, has its name
// only: people type the rest.
func (s *Service) RegisterDetails(ctx context.Context, actor access.Actor) (Details, error) {
	d, err := s.LookUp(ctx, actor.Party().CVR)
	if err != nil && !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Unavailable) {
		return Details{}, err
	}
	if d.Name == "" {
		d.Name = actor.Party().Name
	}
	return d, nil
}

// LookUp is what the register says about a firm: fault.NotFound for a number it
// does not know.
func (s *Service) LookUp(ctx context.Context, number string) (Details, error) {
	entry, err := s.register.Lookup(ctx, number)
	d := Details{Name: entry.Name, Address: entry.Address, Branch: entry.Branch}
	for _, w := range entry.Workplaces {
		d.Workplaces = append(d.Workplaces, Workplace{PNumber: w.PNumber, Name: w.Name, Employees: employeesOf(w)})
	}
	return d, err
}

// Answered is how the register answered a LookUp: a text key below "invitation.".
// That it is away must keep nobody from anything.
func Answered(err error) string {
	switch {
	case err == nil:
		return "found"
	case fault.Is(err, fault.NotFound):
		return "not_found"
	}
	return "register_away"
}

// Confirm makes the actor's firm known to the portal and the actor its owner.
// Only somebody the provider names as signatory may. For a firm that is known
// already the details are left alone and only the ownership is recorded, so
// that doing it twice is harmless.
func (s *Service) Confirm(ctx context.Context, actor access.Actor, d Details) error {
	return s.ConfirmPrepared(ctx, actor, d, Prepared{})
}

// Prepared is what an association prepared for a firm.
type Prepared struct {
	Details
	Template string // code of the way to begin that it suggests, or ""
}

// ConfirmPrepared is Confirm of a firm that an association prepared: what the
// register told it then stands.
func (s *Service) ConfirmPrepared(ctx context.Context, actor access.Actor, d Details, prepared Prepared) error {
	if !actor.Signatory() || actor.Party().Kind != access.Company {
		return fault.New(fault.Forbidden, "not_signatory")
	}
	known, err := s.Known(ctx, actor)
	if err != nil {
		return err
	}
	if !known {
		if err := s.insert(ctx, actor, d, prepared); err != nil {
			return err
		}
	}
	return s.grantOwner(ctx, actor)
}

func (s *Service) insert(ctx context.Context, actor access.Actor, d Details, prepared Prepared) error {
	now, party := s.clock.Now(), actor.Party()
	d, err := d.Reviewed(s.Told(ctx, party.CVR, prepared.Details), actor.Name(), now)
	if err != nil {
		return err
	}
	c := Company{
		Doc: store.Doc{ID: party.ID}, CompanyID: party.ID, MunicipalityID: s.home.MunicipalityID, CVR: party.CVR,
		Details: d, Template: prepared.Template, Contact: s.home.Contact, Confirmed: Confirmation{By: actor.PersonID(), At: now, Terms: TermsVersion},
	}
	c.Append(actor, access.EditCompany, now, audit.Event{Type: "company_confirmed", Reason: d.Reasons(now)})
	if err := s.companies.Insert(ctx, actor.PartyScope(), &c); err != nil && !fault.Is(err, fault.Conflict) {
		return err
	}
	return nil
}

// Get gives the actor's own firm.
func (s *Service) Get(ctx context.Context, actor access.Actor) (Company, error) {
	scope, err := actor.Scope(access.ViewCompany)
	if err != nil {
		return Company{}, err
	}
	return s.companies.Get(ctx, scope, actor.Party().ID)
}

// Find gives a firm that the actor's party may see: its own, or for a
// municipality one that it serves.
func (s *Service) Find(ctx context.Context, actor access.Actor, id string) (Company, error) {
	scope, err := actor.Scope(access.ViewOpenings)
	if err != nil {
		return Company{}, err
	}
	return s.companies.Get(ctx, scope, id)
}

// Change writes new details over the version the actor saw. Somebody else's
// change in between gives fault.Conflict and the firm as it is now.
func (s *Service) Change(ctx context.Context, actor access.Actor, version int64, d Details) (Company, error) {
	scope, err := actor.Scope(access.EditCompany)
	if err != nil {
		return Company{}, err
	}
	if err := d.Check(); err != nil { // whatever others wrote meanwhile
		return Company{}, err
	}
	now, register := s.clock.Now(), s.Told(ctx, actor.Party().CVR, Details{})
	return s.companies.UpdateAt(ctx, scope, actor.Party().ID, version, func(c *Company) error {
		reviewed, err := d.Reviewed(c.Details.Told(register), actor.Name(), now)
		if err != nil {
			return err
		}
		from, to := c.Details.Differing(reviewed)
		c.Append(actor, access.EditCompany, now, audit.Event{Type: "company_changed", From: from, To: to, Reason: reviewed.Reasons(now)})
		c.Details = reviewed
		return nil
	})
}

// Differing tells what others have in place of these details, for the history.
func (d Details) Differing(others Details) (from, to string) {
	return audit.Changed(d.describe(), others.describe())
}

// describe takes details apart for the history.
func (d Details) describe() []string {
	parts := []string{d.Name, d.Address, d.Branch}
	for _, w := range d.Workplaces {
		parts = append(parts, w.PNumber+" "+w.Name)
		for _, e := range w.Employees {
			parts = append(parts, fmt.Sprintf("%s %s: %d,%02d", w.Name, e.Month.Time().Format("01.2006"), e.Counted()/100, e.Counted()%100))
		}
	}
	return parts
}

// contactCache keeps each firm's named contact for a short while: it stands on
// every page and changes a few times a year.
type contactCache struct {
	mu        sync.Mutex
	byCompany map[string]cachedContact
}

type cachedContact struct {
	contact Contact
	until   time.Time
}

const contactKept = time.Minute

// ContactOf is the named person whom the actor's firm can ring, or the zero
// Contact for everybody else.
func (s *Service) ContactOf(ctx context.Context, actor access.Actor) (Contact, error) {
	if !actor.Can(access.ViewCompany) {
		return Contact{}, nil
	}
	id, now := actor.Party().ID, s.clock.Now()
	s.contacts.mu.Lock()
	cached, ok := s.contacts.byCompany[id]
	s.contacts.mu.Unlock()
	if ok && now.Before(cached.until) {
		return cached.contact, nil
	}
	c, err := s.Get(ctx, actor)
	if err != nil {
		return Contact{}, err
	}
	s.contacts.mu.Lock()
	s.contacts.byCompany[id] = cachedContact{c.Contact, now.Add(contactKept)}
	s.contacts.mu.Unlock()
	return c.Contact, nil
}
