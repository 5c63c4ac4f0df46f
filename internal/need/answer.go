package need

import (
	"strings"
	"time"
	"unicode/utf8"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Answer is what one firm says to a need. There is one of each firm.
type Answer struct {
	store.Doc      `bson:",inline"`
	NeedID         string    `bson:"need_id"`
	CompanyID      string    `bson:"company_id"`
	MunicipalityID string    `bson:"municipality_id"`
	CompanyName    string    `bson:"company_name"`
	Given          Given     `bson:"given"`
	OpeningTitle   string    `bson:"opening_title,omitempty"`
	By             string    `bson:"by"` // name
	At             time.Time `bson:"at"`
	TakenBack      *Mark     `bson:"taken_back,omitempty"`
	audit.Trail    `bson:",inline"`
}

// Given is what the firm picks and writes.
type Given struct {
	Kind      Kind   `bson:"kind"`
	Minutes   int    `bson:"minutes,omitempty"` // a week, or 0 for not said
	Line      string `bson:"line,omitempty"`
	OpeningID string `bson:"opening_id,omitempty"` // a live one of the firm's, or ""
}

// Kind is what a firm says.
type Kind string

const (
	Could  Kind = "could"
	NotNow Kind = "not_now"
)

// Kinds lists the choices in the order the page shows them.
func Kinds() []string { return []string{string(Could), string(NotNow)} }

// longestLine is how much a firm can write, in characters.
const longestLine = 300

func (g Given) check() error {
	var faults fault.Fields
	if g.Kind != Could && g.Kind != NotNow {
		faults.Add("answer", "choose")
	}
	if g.Minutes > opening.MaxMinutes {
		faults.Add("minutes", "over_full_week")
	}
	switch {
	case utf8.RuneCountInString(g.Line) > longestLine:
		faults.Add("line", "too_long")
	case opening.HasCPR(g.Line):
		faults.Add("line", "cpr")
	}
	return faults.Err()
}

// plain leaves away what does not belong to a "not now".
func (g Given) plain() Given {
	if g.Kind != Could {
		g.Minutes, g.OpeningID = 0, ""
	}
	return g
}

// Stands tells whether the firm says that it could.
func (a Answer) Stands() bool { return a.TakenBack == nil && a.Given.Kind == Could }

// answerID names the one answer of a firm to a need.
func answerID(needID, companyID string) string {
	return "nda_" + strings.TrimPrefix(needID, "ned_") + "_" + companyID
}

// Answers is where they are kept.
var Answers = store.Table[Answer]{
	Name: "need_answers",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "need_id"}},
		{Name: "municipality", Keys: []string{"municipality_id", "need_id"}},
	},
}

// Standing is where a need stands for one firm.
type Standing string

const (
	Unanswered Standing = "unanswered"
	SaysCould  Standing = "could"
	SaysNotNow Standing = "not_now"
	SaidBack   Standing = "taken_back"
	Chosen     Standing = "chosen" // the consultant goes on with this firm
	Found      Standing = "found"  // with another one
	Over       Standing = "over"   // the need is wanted no longer
)

// Standings lists them, in the order lists show them.
func Standings() []Standing {
	return []Standing{Chosen, Unanswered, SaysCould, SaidBack, SaysNotNow, Found, Over}
}

// Card is what one firm reads of a need: nothing of the person, and nothing of
// what other firms said.
type Card struct {
	ID         string
	Said       Said
	Consultant string
	LastDay    caldate.Date // to answer, while Open
	Open       bool         // can be answered
	Standing   Standing
	Changed    bool    // since the firm answered
	Words      string  // the consultant's, once it is Over
	Drafted    string  // id of the draft written for the firm when it was Chosen, or ""
	Answer     *Answer // the firm's own
}

// cardFor is what a firm finds of a need on a day; ok is false for nothing. A
// need that became a proposal to the firm is found among the proposals, and what
// ended is of no concern to those who could not, or after KeptDays.
func cardFor(n Need, companyID string, a *Answer, today caldate.Date) (card Card, ok bool) {
	status := n.StatusOn(today)
	card = Card{ID: n.ID, Said: n.Said, Consultant: n.Consultant, Answer: a, Open: status == Open}
	stands := a != nil && a.Stands()
	mine := n.Picked != nil && n.Picked.CompanyID == companyID
	switch status {
	case Draft:
		return Card{}, false
	case Open:
		card.LastDay, card.Standing = n.LastDay(), standingOf(a)
		card.Changed = stands && n.WrittenAt.After(a.At)
		return card, true
	case Picked:
		card.Standing = standingOf(a)
		if mine && stands {
			card.Standing = Chosen
			if n.Picked.Drafted {
				card.Drafted = n.Picked.OpeningID
			}
		}
		return card, stands
	case Matched:
		card.Standing = Found
		stands = stands && !mine
	case Closed, Expired:
		card.Standing = Over
		if n.Ended != nil {
			card.Words = n.Ended.Words
		}
	}
	return card, stands && today.Sub(n.Until) <= KeptDays
}

// standingOf is what a firm's answer says while nothing is decided.
func standingOf(a *Answer) Standing {
	switch {
	case a == nil:
		return Unanswered
	case a.TakenBack != nil:
		return SaidBack
	case a.Given.Kind == Could:
		return SaysCould
	}
	return SaysNotNow
}
