package access

import (
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/store"
)

// Source says on whose word a grant stands.
type Source string

const (
	FromSignatory Source = "signatory" // the provider's token named the person as signatory
	FromAppointed Source = "appointed" // somebody at the party gave it
	FromOperator  Source = "operator"  // whoever runs the portal gave it
	FromRecovery  Source = "recovery"  // somebody outside the firm rang it and confirmed
)

// Grant gives a person a role at a party, possibly between two dates. Whether
// it counts today is derived; a withdrawn grant stays as history.
type Grant struct {
	store.Doc     `bson:",inline"`
	PersonID      string       `bson:"person_id"`
	PersonName    string       `bson:"person_name"` // as it was when given; empty when protected
	PartyKind     PartyKind    `bson:"party_kind"`
	CompanyID     string       `bson:"company_id,omitempty"` // the party's id, when a firm
	PartyID       string       `bson:"party_id"`
	Role          Role         `bson:"role"`
	Source        Source       `bson:"source"`
	GrantedBy     string       `bson:"granted_by"` // person id, or "" for the portal itself
	GrantedByName string       `bson:"granted_by_name"`
	GrantedAt     time.Time    `bson:"granted_at"`
	From          caldate.Date `bson:"from"`
	Until         caldate.Date `bson:"until"` // last day, or zero for no end
	RevokedAt     time.Time    `bson:"revoked_at,omitempty"`
	RevokedBy     string       `bson:"revoked_by,omitempty"`
	RevokedByName string       `bson:"revoked_by_name,omitempty"`
}

// Active tells whether the grant counts on a day.
func (g Grant) Active(today caldate.Date) bool {
	return g.RevokedAt.IsZero() && !today.Before(g.From) && (g.Until.IsZero() || !today.After(g.Until))
}

// Over tells whether the grant has ended by a day; one that is still to begin has
// not.
func (g Grant) Over(today caldate.Date) bool {
	return !g.RevokedAt.IsZero() || !g.Until.IsZero() && today.After(g.Until)
}

// Grants is where grants are kept.
var Grants = store.Table[Grant]{
	Name: "grants",
	Indexes: []store.Index{
		{Name: "person", Keys: []string{"person_id", "party_id"}},
		{Name: "company", Keys: []string{"company_id", "role"}},
		{Name: "party", Keys: []string{"party_id", "role", "granted_at"}},
	},
}
