package access

import (
	"slices"
	"time"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// PartyKind says what kind of organisation a person acts for.
type PartyKind string

const (
	Company      PartyKind = "company"
	Municipality PartyKind = "municipality"
	Association  PartyKind = "association"
)

// Party is the organisation a person signed in for, made at the first sign-in
// for its CVR number.
type Party struct {
	Kind PartyKind `bson:"kind"`
	ID   string    `bson:"id"`
	CVR  string    `bson:"cvr"`
	Name string    `bson:"name"`
}

// Identity is who signed in, as the provider told it.
type Identity struct {
	PersonID  string    // our id of the person at this party
	Name      string    // empty for a name-protected employee
	Signatory bool      // the provider says the person may sign for the firm
	SessionID string    // names the session for signing out; not the secret in the cookie
	AuthAt    time.Time // when the person last proved who they are
}

// Actor is a signed-in person acting for one party with the roles they hold
// now. Only package identity and tests make one; the zero Actor is nobody.
type Actor struct {
	identity Identity
	party    Party
	through  Party // the association that acts for the party, or the zero Party
	roles    []Role
}

// NewActor is for package identity and for tests; a test over the whole tree
// holds everybody else off.
func NewActor(who Identity, party Party, roles ...Role) Actor {
	return Actor{identity: who, party: party, roles: roles}
}

// Acting is somebody of an association who acts for a firm, in the roles that
// the firm lets them have. It is for package identity.
func Acting(who Identity, association, firm Party, roles ...Role) Actor {
	who.Signatory = false // of the association, if at all
	return Actor{identity: who, party: firm, through: association, roles: roles}
}

// Through is the association that the actor acts through; the zero Party for
// somebody of the party itself.
func (a Actor) Through() Party { return a.through }

func (a Actor) PersonID() string      { return a.identity.PersonID }
func (a Actor) Name() string          { return a.identity.Name }
func (a Actor) Signatory() bool       { return a.identity.Signatory }
func (a Actor) SessionID() string     { return a.identity.SessionID }
func (a Actor) AuthAt() time.Time     { return a.identity.AuthAt }
func (a Actor) Party() Party          { return a.party }
func (a Actor) Roles() []Role         { return slices.Clone(a.roles) }
func (a Actor) Has(role Role) bool    { return slices.Contains(a.roles, role) }
func (a Actor) IsSignedIn() bool      { return a.identity.PersonID != "" }
func (a Actor) Can(p Permission) bool { return a.Reach(p) > None }

// Reach is the farthest that any of the actor's roles goes.
func (a Actor) Reach(p Permission) Reach {
	far := None
	for _, r := range a.roles {
		far = max(far, ReachOf(p, r))
	}
	return far
}

// RoleFor names the role that lets the actor do a thing, for the history: the
// first of their roles with the farthest reach.
func (a Actor) RoleFor(p Permission) Role {
	for _, r := range a.roles {
		if reach := ReachOf(p, r); reach > None && reach == a.Reach(p) {
			return r
		}
	}
	return ""
}

// tenantField is the field that names the owning party in a document.
var tenantField = map[PartyKind]string{
	Company:      "company_id",
	Municipality: "municipality_id",
	Association:  "association_id",
}

// MentorField is the field that names the person a record belongs to where a
// role reaches its own records only.
const MentorField = "mentor_id"

// Scope issues the key to the records that a permission reaches. Without the
// permission it answers fault.Forbidden.
func (a Actor) Scope(p Permission) (store.Scope, error) {
	owner := store.Cond{Field: tenantField[a.party.Kind], Value: a.party.ID}
	switch a.Reach(p) {
	case All:
		return store.NewScope(owner), nil
	case Own:
		return store.NewScope(owner, store.Cond{Field: MentorField, Value: a.identity.PersonID}), nil
	default:
		return store.Scope{}, fault.New(fault.Forbidden, "forbidden")
	}
}

// PartyScope reaches the records of the actor's own party whatever their role.
// It is for joining a firm, when there is no role yet, and for facts about the
// party itself; callers are a literal list in the test over the whole tree.
func (a Actor) PartyScope() store.Scope {
	return store.NewScope(store.Cond{Field: tenantField[a.party.Kind], Value: a.party.ID})
}

// Link is the scope of whoever holds a one-time link: the one record that
// keeps the link's hash in the given field.
func Link(field, hash string) store.Scope {
	return store.NewScope(store.Cond{Field: field, Value: hash})
}

// System is the scope of the portal itself: sign-in before anybody is known,
// and the first data of a new installation. Callers are a literal list in the
// test over the whole tree.
func System() store.Scope { return store.SystemScope() }
