// Package need turns the search around: the municipality's consultant describes
// a need without a name, and firms answer "we could". The consultant picks one
// of them and asks the person; from there on it is a proposal like any other,
// with the consent that takes (package candidate).
//
// A Need belongs to the municipality. What a firm reads of it is a Card, which
// has no room for who the person is. An Answer belongs to the firm that gave
// it, and to the consultants; no other firm reaches it.
package need

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Need is what a consultant looks for, for somebody of their register or for
// nobody yet.
type Need struct {
	store.Doc      `bson:",inline"`
	MunicipalityID string    `bson:"municipality_id"`
	CandidateID    string    `bson:"candidate_id,omitempty"` // never for a firm
	Said           Said      `bson:"said"`
	Consultant     string    `bson:"consultant"` // whom firms can ring about it
	WrittenAt      time.Time `bson:"written_at"` // when it was last written in
	Asked          *Mark     `bson:"asked,omitempty"`
	RenewedAt      time.Time `bson:"renewed_at,omitempty"` // when it was last said to be wanted still
	Picked         *Pick     `bson:"picked,omitempty"`
	Ended          *Ending   `bson:"ended,omitempty"`
	audit.Trail    `bson:",inline"`

	// A copy for the index: the last day in its list, or the day it ended.
	Until caldate.Date `bson:"until"`
}

// Mark is who did something and when.
type Mark struct {
	By string    `bson:"by"` // name
	At time.Time `bson:"at"`
}

// Pick is the answer that the consultant goes on with.
type Pick struct {
	AnswerID    string `bson:"answer_id"`
	CompanyID   string `bson:"company_id"`
	CompanyName string `bson:"company_name"`
	OpeningID   string `bson:"opening_id"` // the firm's own, or the draft that was written for it
	Drafted     bool   `bson:"drafted,omitempty"`
	Mark        `bson:",inline"`
}

// Ending is how it ended: with a proposal, or because it is wanted no longer.
type Ending struct {
	ReferralID string `bson:"referral_id,omitempty"`
	Words      string `bson:"words,omitempty"` // for the firms that said they could
	Mark       `bson:",inline"`
}

// Said is what firms read. Minutes are a week.
type Said struct {
	Tasks         []string     `bson:"tasks"`
	MinutesNow    int          `bson:"minutes_now,omitempty"`
	MinutesWished int          `bson:"minutes_wished"`
	Conditions    []string     `bson:"conditions,omitempty"`
	Times         []string     `bson:"times,omitempty"` // some of candidate.Times; none is any
	Place         string       `bson:"place,omitempty"` // a postcode, or a part of the municipality
	From          caldate.Date `bson:"from,omitempty"`
	Purposes      []string     `bson:"purposes"` // some of candidate.Purposes
	Text          string       `bson:"text,omitempty"`
}

// Table is where needs are kept.
var Table = store.Table[Need]{
	Name:    "needs",
	Indexes: []store.Index{{Name: "municipality", Keys: []string{"municipality_id", "until"}}},
}

// From begins a need with what a person can and wishes, and without who they are.
func From(c candidate.Candidate) Said {
	p, w := c.Profile, c.Wish
	return Said{Tasks: p.Mastered, MinutesNow: p.MinutesNow, MinutesWished: p.MinutesWished, Conditions: p.Conditions, Times: w.Times, Place: w.PostCode, From: w.From}
}

// longest are the characters that a task, a place and the text may have: a task
// becomes that of an opening.
const longestTask, longestPlace, longestText = 100, 60, 600

// check finds what keeps a need from being saved. The person's first name, if
// there is a person, must not be in it.
func (s Said) check(firstName string) error {
	var faults fault.Fields
	switch {
	case len(s.Tasks) == 0:
		faults.Add("tasks", "required")
	case len(s.Tasks) > opening.MaxTasks:
		faults.Add("tasks", "too_many_tasks")
	case slices.ContainsFunc(s.Tasks, func(task string) bool { return utf8.RuneCountInString(task) > longestTask }):
		faults.Add("tasks", "need_task_long")
	}
	if s.MinutesNow > opening.MaxMinutes {
		faults.Add("minutes_now", "over_full_week")
	}
	switch {
	case s.MinutesWished <= 0:
		faults.Add("minutes_wished", "required")
	case s.MinutesWished > opening.MaxMinutes:
		faults.Add("minutes_wished", "over_full_week")
	}
	if utf8.RuneCountInString(s.Place) > longestPlace {
		faults.Add("place", "too_long")
	}
	if utf8.RuneCountInString(s.Text) > longestText {
		faults.Add("text", "too_long")
	}
	if len(s.Purposes) == 0 {
		faults.Add("purposes", "choose")
	}
	for _, field := range s.naming(firstName) {
		faults.Add(field, "need_names_person")
	}
	return faults.Err()
}

// written are the texts that somebody types, by their form fields.
func (s Said) written() []struct{ field, text string } {
	return []struct{ field, text string }{{"tasks", strings.Join(s.Tasks, "\n")}, {"place", s.Place}, {"text", s.Text}}
}

// naming lists the fields that name a person, whole or with the s of possession.
func (s Said) naming(firstName string) []string {
	var fields []string
	for _, w := range s.written() {
		if names(w.text, firstName) {
			fields = append(fields, w.field)
		}
	}
	return fields
}

// names tells whether a text has a word of a person's name, in whatever letters.
func names(text, firstName string) bool {
	said := wordsOf(strings.ToLower(text))
	return slices.ContainsFunc(wordsOf(strings.ToLower(firstName)), func(name string) bool {
		return slices.Contains(said, name) || slices.Contains(said, name+"s")
	})
}

func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Hints finds what should be looked at again before firms read it: numbers like a
// CPR number, words about health, and what reads like a name.
func (s Said) Hints() []opening.Hint {
	var hints []opening.Hint
	for _, w := range s.written() {
		code := opening.AboutPerson(w.text)
		if code == "" && w.field != "place" && namelike(w.text) {
			code = "name_like"
		}
		if code != "" {
			hints = append(hints, opening.Hint{Field: w.field, Code: code})
		}
	}
	return hints
}

// inside is a word with a capital letter that does not begin a sentence or a
// line, with the word before it: in Danish that is a name.
var inside = regexp.MustCompile(`(\pL+)[,;]? +\p{Lu}\p{Ll}+`)

// placed are words that a name of a place stands behind.
var placed = []string{"i", "på", "nær", "omkring", "mod"}

// namelike tells whether a text has what reads like somebody's name.
func namelike(text string) bool {
	return slices.ContainsFunc(inside.FindAllStringSubmatch(text, -1), func(m []string) bool {
		return !slices.Contains(placed, strings.ToLower(m[1]))
	})
}

// describe takes what is said apart for the history.
func (s Said) describe() []string {
	hours := func(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }
	return append([]string{hours(s.MinutesNow) + " – " + hours(s.MinutesWished), s.Place, s.From.Danish(), s.Text}, s.Tasks...)
}

// choices lists what is picked from lists, as text keys for the history.
func (s Said) choices() []string {
	var keys []string
	for prefix, list := range map[string][]string{"condition.": s.Conditions, "candidate.times.": s.Times, "consent.purpose.": s.Purposes} {
		for _, code := range list {
			keys = append(keys, prefix+code)
		}
	}
	slices.Sort(keys)
	return keys
}

// kind is the kind of small job that the purposes ask for.
func (s Said) kind() opening.Kind {
	paid, praktik := slices.Contains(s.Purposes, "paid"), slices.Contains(s.Purposes, "praktik")
	switch {
	case paid && praktik:
		return opening.BothAtOnce
	case paid:
		return opening.Paid
	}
	return opening.PraktikFirst
}
