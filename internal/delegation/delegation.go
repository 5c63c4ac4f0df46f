// Package delegation lets a business association act for a firm: within what
// the firm's owner signed for, until a day at most twelve months away, and no
// longer than the owner wants. It never widens by itself: what somebody of the
// association may do is asked for at every request.
package delegation

import (
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Delegation is what a firm lets an association do. There is one for each pair;
// signing again changes it.
type Delegation struct {
	store.Doc       `bson:",inline"`
	CompanyID       string       `bson:"company_id"`
	CompanyName     string       `bson:"company_name"`
	CVR             string       `bson:"cvr,omitempty"` // of the firm; "" when it was signed before that was kept
	AssociationID   string       `bson:"association_id"`
	AssociationName string       `bson:"association_name"`
	Rights          []Right      `bson:"rights"`
	Until           caldate.Date `bson:"until"` // last day
	SignedBy        string       `bson:"signed_by"`
	SignedAt        time.Time    `bson:"signed_at"`
	RevokedAt       time.Time    `bson:"revoked_at,omitempty"` // since it was signed last
	RevokedBy       string       `bson:"revoked_by,omitempty"`
	AskedBy         string       `bson:"asked_by,omitempty"` // of the association, for a renewal; since it was signed last
	AskedAt         time.Time    `bson:"asked_at,omitempty"`
	audit.Trail     `bson:",inline"`
}

// Right is one thing a firm lets an association do in its name.
type Right string

const (
	Prepare Right = "prepare" // openings, which the firm publishes itself
	Publish Right = "publish" // openings
	Totals  Right = "totals"  // see what the courses have moved, in sums
)

// Rights lists them in the order pages show them.
func Rights() []Right { return []Right{Prepare, Publish, Totals} }

// roles is what somebody of the association is at the firm.
var roles = map[Right]access.Role{Prepare: access.Preparer, Publish: access.Publisher, Totals: access.Observer}

// Status is where a delegation stands.
type Status string

const (
	Active  Status = "active"
	Ended   Status = "ended"
	Revoked Status = "revoked"
)

// Statuses lists every status.
func Statuses() []Status { return []Status{Active, Ended, Revoked} }

// StatusOn derives where the delegation stands on a day.
func (d Delegation) StatusOn(today caldate.Date) Status {
	switch {
	case !d.RevokedAt.IsZero():
		return Revoked
	case today.After(d.Until):
		return Ended
	}
	return Active
}

// RolesOn are the roles that people of the association have at the firm on a
// day; none when the delegation does not count.
func (d Delegation) RolesOn(today caldate.Date) []access.Role {
	var list []access.Role
	if d.StatusOn(today) == Active {
		for _, r := range d.Rights {
			list = append(list, roles[r])
		}
	}
	return list
}

const (
	longest   = 12 // months that a firm can sign for
	endsSoon  = 30 // days before the last one, from which a renewal can be asked for
	idPattern = "dlg_%s_%s"
)

// EndsSoon tells whether a renewal can be asked for: it counts for a month more
// at most, or not any longer.
func (d Delegation) EndsSoon(today caldate.Date) bool {
	return d.StatusOn(today) != Revoked && d.Until.Sub(today) <= endsSoon
}

// check finds what is wrong with what an owner wants to sign.
func check(rights []Right, until, today caldate.Date) error {
	var faults fault.Fields
	if len(rights) == 0 {
		faults.Add("rights", "choose")
	}
	for _, r := range rights {
		if !slices.Contains(Rights(), r) {
			faults.Add("rights", "choice")
		}
	}
	if slices.Contains(rights, Publish) && !slices.Contains(rights, Prepare) {
		faults.Add("rights", "publish_without_prepare")
	}
	switch {
	case until.IsZero():
		faults.Add("until", "required")
	case until.Before(today):
		faults.Add("until", "before_today")
	case until.After(today.AddMonths(longest)):
		faults.Add("until", "over_twelve_months")
	}
	return faults.Err()
}

// Table is where delegations are kept.
var Table = store.Table[Delegation]{
	Name: "delegations",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "signed_at"}},
		{Name: "association", Keys: []string{"association_id", "company_name"}},
	},
}
