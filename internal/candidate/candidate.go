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
	"slices"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
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

// Fields lists what a person can agree to show, as the consent form ticks them.
func Fields() []string {
	return []string{"first_name", "mastered", "conditions", "minutes_now", "minutes_wished"}
}

// Purposes are what a consent can be for. They are never mixed: somebody may
// want a paid job and no praktik.
func Purposes() []string { return []string{"paid", "praktik"} }

// ConsentText is the version of the text the person agrees to; the text itself
// is "consent.text.<version>".
const ConsentText = "2026-11"

// Consent is what a person agreed to, as the consultant recorded it.
type Consent struct {
	Purposes    []string     `bson:"purposes"`
	Fields      []string     `bson:"fields"`
	TextVersion string       `bson:"text_version"`
	Given       caldate.Date `bson:"given"`
	RecordedBy  string       `bson:"recorded_by"`
}

// share keeps of a profile what the consent names.
func (c Consent) share(p Profile) Profile {
	var shown Profile
	for _, field := range c.Fields {
		switch field {
		case "first_name":
			shown.FirstName = p.FirstName
		case "mastered":
			shown.Mastered = p.Mastered
		case "conditions":
			shown.Conditions = p.Conditions
		case "minutes_now":
			shown.MinutesNow = p.MinutesNow
		case "minutes_wished":
			shown.MinutesWished = p.MinutesWished
		}
	}
	return shown
}

// covers tells whether the consent is for what an opening offers.
func (c Consent) covers(k opening.Kind) bool {
	paid, praktik := slices.Contains(c.Purposes, "paid"), slices.Contains(c.Purposes, "praktik")
	switch k {
	case opening.Paid:
		return paid
	case opening.PraktikFirst:
		return praktik
	default:
		return paid && praktik
	}
}

func (c Consent) check(today caldate.Date) error {
	var faults fault.Fields
	if len(c.Purposes) == 0 {
		faults.Add("purposes", "choose")
	}
	if !slices.Contains(c.Fields, "first_name") {
		faults.Add("fields", "consent_first_name")
	}
	switch {
	case c.Given.IsZero():
		faults.Add("given", "required")
	case c.Given.After(today):
		faults.Add("given", "after_today")
	}
	return faults.Err()
}

// AnswerDays is how long a firm has to answer a proposal.
const AnswerDays = 10

// Referral is a person proposed to an opening.
type Referral struct {
	store.Doc      `bson:",inline"`
	CompanyID      string       `bson:"company_id"` // "" once consent is withdrawn
	MunicipalityID string       `bson:"municipality_id"`
	CompanyName    string       `bson:"company_name"`
	OpeningID      string       `bson:"opening_id"`
	OpeningTitle   string       `bson:"opening_title"`
	CandidateID    string       `bson:"candidate_id"`
	Shown          Profile      `bson:"shown"`
	Consent        Consent      `bson:"consent"`
	Consultant     string       `bson:"consultant"` // whom the firm can ring about it
	AnswerBy       caldate.Date `bson:"answer_by"`
	Answer         *Answer      `bson:"answer"`
	WithdrawnAt    time.Time    `bson:"withdrawn_at,omitempty"`
	PlacementID    string       `bson:"placement_id,omitempty"`
	Status         Status       `bson:"status"` // a copy for the index
	audit.Trail    `bson:",inline"`
}

// Answer is what the firm said. The reason goes to the consultant.
type Answer struct {
	Kind   Status       `bson:"kind"` // Yes, Meeting or No
	Reason string       `bson:"reason,omitempty"`
	Note   string       `bson:"note,omitempty"`
	On     caldate.Date `bson:"on"`
}

// Status is where a referral stands, in the few words a firm needs.
type Status string

const (
	New       Status = "new"
	Meeting   Status = "meeting"
	Yes       Status = "yes"
	No        Status = "no"
	Withdrawn Status = "withdrawn" // seen by the municipality only
)

func statusOf(r Referral) Status {
	switch {
	case !r.WithdrawnAt.IsZero():
		return Withdrawn
	case r.Answer != nil:
		return r.Answer.Kind
	default:
		return New
	}
}

// Answers lists what a firm can say, and Reasons why it says no.
func Answers() []string { return []string{string(Yes), string(Meeting), string(No)} }
func Reasons() []string {
	return []string{"hours", "tasks", "conditions", "filled", "not_now", "other"}
}

// Referrals is where proposals are kept.
var Referrals = store.Table[Referral]{
	Name: "referrals",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "status"}},
		{Name: "municipality", Keys: []string{"municipality_id", "status"}},
		{Name: "company_opening", Keys: []string{"company_id", "opening_id"}},
		{Name: "candidate", Keys: []string{"municipality_id", "candidate_id"}},
	},
}

// decide applies a firm's answer to a referral.
func decide(r *Referral, a Answer) error {
	switch {
	case r.PlacementID != "":
		return fault.New(fault.Conflict, "referral_has_placement")
	case a.Kind == No && !slices.Contains(Reasons(), a.Reason):
		return fault.Field("reason", "choose")
	case !slices.Contains(Answers(), string(a.Kind)):
		return fault.Field("answer", "choose")
	}
	if a.Kind != No {
		a.Reason = ""
	}
	r.Answer = &a
	return nil
}
