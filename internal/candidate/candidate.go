// Package candidate holds the people a municipality's consultant looks for
// work for, and the proposals of a person to a firm's opening.
//
// A Candidate belongs to the municipality alone. A Referral carries a copy of
// exactly the fields the person agreed to show this firm, for one purpose.
// When consent is withdrawn, the referral loses the firm's id and with it
// every way for the firm to reach it.
package candidate

import (
	"fmt"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Candidate is a person in the consultant's register: what they can and need,
// never why.
type Candidate struct {
	store.Doc      `bson:",inline"`
	MunicipalityID string  `bson:"municipality_id"`
	Profile        Profile `bson:"profile"`
	audit.Trail    `bson:",inline"`
}

// Profile is what can be shown to a firm. Hours are minutes a week.
type Profile struct {
	FirstName     string   `bson:"first_name,omitempty"`
	Mastered      []string `bson:"mastered,omitempty"`
	Conditions    []string `bson:"conditions,omitempty"`
	MinutesNow    int      `bson:"minutes_now,omitempty"`
	MinutesWished int      `bson:"minutes_wished,omitempty"`
}

// describe takes a profile apart for the history.
func (p Profile) describe() []string {
	return append([]string{p.FirstName, fmt.Sprintf("%d:%02d – %d:%02d", p.MinutesNow/60, p.MinutesNow%60, p.MinutesWished/60, p.MinutesWished%60)}, p.Mastered...)
}

func (p Profile) check() error {
	var faults fault.Fields
	if p.FirstName == "" {
		faults.Add("first_name", "required")
	}
	if len(p.Mastered) == 0 {
		faults.Add("mastered", "required")
	}
	if p.MinutesNow > opening.MaxMinutes {
		faults.Add("minutes_now", "over_full_week")
	}
	switch {
	case p.MinutesWished <= 0:
		faults.Add("minutes_wished", "required")
	case p.MinutesWished > opening.MaxMinutes:
		faults.Add("minutes_wished", "over_full_week")
	}
	return faults.Err()
}

// Table is where candidates are kept.
var Table = store.Table[Candidate]{
	Name:    "candidates",
	Indexes: []store.Index{{Name: "municipality", Keys: []string{"municipality_id", "profile.first_name"}}},
}
