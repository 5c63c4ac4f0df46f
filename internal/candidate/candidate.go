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
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

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
	MunicipalityID string    `bson:"municipality_id"`
	Key            string    `bson:"key,omitempty"` // of the row it was imported from
	Profile        Profile   `bson:"profile"`
	Wish           Wish      `bson:"wish"`
	Carried        []Carried `bson:"carried,omitempty"` // oldest first
	audit.Trail    `bson:",inline"`
}

// Carried are working conditions that were learnt in one course and that the person
// agreed to look for a next place with. Where they come from is nobody's business.
type Carried struct {
	Conditions []string  `bson:"conditions"`
	Helped     string    `bson:"helped"` // one of HelpReasons: why somebody wrote the yes down
	By         string    `bson:"by"`     // name
	At         time.Time `bson:"at"`
}

// Profile is what can be shown to a firm. Hours are minutes a week.
type Profile struct {
	FirstName     string   `bson:"first_name,omitempty"`
	Mastered      []string `bson:"mastered,omitempty"`
	Conditions    []string `bson:"conditions,omitempty"`
	MinutesNow    int      `bson:"minutes_now,omitempty"`
	MinutesWished int      `bson:"minutes_wished,omitempty"`
}

// Wish is what openings are searched by for a person. No firm sees it.
type Wish struct {
	PostCode string       `bson:"post_code,omitempty"` // four digits
	From     caldate.Date `bson:"from,omitempty"`      // the first day they can begin
	Times    []string     `bson:"times,omitempty"`     // some of Times; none is any
}

// Times lists when in a day and a week somebody can work.
func Times() []string { return []string{"morning", "afternoon", "evening", "weekend"} }

// Conditions is the pick-list of what somebody needs, as openings offer it.
func Conditions() []string { return opening.Conditions() }

// describe takes a wish apart for the history.
func (w Wish) describe() []string { return append([]string{w.PostCode, w.From.Danish()}, w.Times...) }

var postCode = regexp.MustCompile(`^[0-9]{4}$`)

func (w Wish) check() error {
	var faults fault.Fields
	if w.PostCode != "" && !postCode.MatchString(w.PostCode) {
		faults.Add("post_code", "post_code")
	}
	for _, t := range w.Times {
		if !slices.Contains(Times(), t) {
			faults.Add("times", "choice")
		}
	}
	return faults.Err()
}

// describe takes a profile apart for the history.
func (p Profile) describe() []string {
	return append([]string{p.FirstName, fmt.Sprintf("%d:%02d – %d:%02d", p.MinutesNow/60, p.MinutesNow%60, p.MinutesWished/60, p.MinutesWished%60)}, p.Mastered...)
}

func (p Profile) check() error {
	var faults fault.Fields
	switch {
	case p.FirstName == "":
		faults.Add("first_name", "required")
	case utf8.RuneCountInString(p.FirstName) > 40:
		faults.Add("first_name", "too_long")
	case opening.HasCPR(p.FirstName):
		faults.Add("first_name", "cpr")
	}
	switch text := strings.Join(p.Mastered, "\n"); {
	case text == "":
		faults.Add("mastered", "required")
	case utf8.RuneCountInString(text) > 600:
		faults.Add("mastered", "too_long")
	case opening.HasCPR(text):
		faults.Add("mastered", "cpr")
	}
	for _, c := range p.Conditions {
		if !slices.Contains(Conditions(), c) {
			faults.Add("conditions", "choice")
		}
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
