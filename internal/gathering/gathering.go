// Package gathering holds what an association invites firms to: an open house, an
// evening of information, an evening where firms give their word. Firms sign up
// where they read of it. At the gathering a coordinator writes down, one line
// each, what firms say they can offer; the morning after, the lines become drafts
// of small jobs at the firms that let the association prepare them, and a reason
// to ring the others. Nothing is published by that.
package gathering

import (
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Gathering is one of an association's.
type Gathering struct {
	store.Doc       `bson:",inline"`
	AssociationID   string     `bson:"association_id"`
	AssociationName string     `bson:"association_name"`
	Notice          Notice     `bson:"notice"`
	SignUps         []SignUp   `bson:"sign_ups"` // those that stand
	CalledOff       *CalledOff `bson:"called_off,omitempty"`
	Pledges         []Pledge   `bson:"pledges"` // in the order they were given
	audit.Trail     `bson:",inline"`
}

// Notice is what firms read.
type Notice struct {
	Title string       `bson:"title"`
	Text  string       `bson:"text"`
	On    caldate.Date `bson:"on"`
	Time  int          `bson:"time"` // minutes after midnight
	Place string       `bson:"place"`
	Seats int          `bson:"seats"` // 0 for as many as come
}

// SignUp is how many come from a firm.
type SignUp struct {
	CompanyID   string    `bson:"company_id"`
	CompanyName string    `bson:"company_name"`
	People      int       `bson:"people"`
	By          string    `bson:"by"` // name
	At          time.Time `bson:"at"`
}

// CalledOff tells that it does not take place.
type CalledOff struct {
	Why string    `bson:"why"`
	By  string    `bson:"by"`
	At  time.Time `bson:"at"`
}

// Pledge is a firm's word, in one line.
type Pledge struct {
	ID      string    `bson:"id"` // within the gathering
	Word    Word      `bson:"word"`
	By      string    `bson:"by"` // name of the coordinator who wrote it
	At      time.Time `bson:"at"`
	FirmID  string    `bson:"firm_id,omitempty"` // in the association's pipeline, once it is carried there
	Drafted bool      `bson:"drafted,omitempty"` // a draft lies with the firm
}

// Word is what a firm said.
type Word struct {
	Firm    string `bson:"firm"` // its name, as it was said
	CVR     string `bson:"cvr"`  // "" until somebody knows
	Work    string `bson:"work"`
	Minutes int    `bson:"minutes"` // a week
	Phone   string `bson:"phone"`   // "" when nobody gave one
}

// Table is where gatherings are kept.
var Table = store.Table[Gathering]{
	Name: "gatherings",
	Indexes: []store.Index{
		{Name: "association", Keys: []string{"association_id", "notice.on"}},
		{Name: "on", Keys: []string{"notice.on"}},
	},
}

// Status is where a gathering stands on a day.
type Status string

const (
	Coming    Status = "coming"
	Full      Status = "full"
	Held      Status = "held"
	Cancelled Status = "cancelled"
)

// Statuses lists every status.
func Statuses() []Status { return []Status{Coming, Full, Held, Cancelled} }

// StatusOn derives it.
func (g Gathering) StatusOn(today caldate.Date) Status {
	switch {
	case g.CalledOff != nil:
		return Cancelled
	case today.After(g.Notice.On):
		return Held
	case g.Notice.Seats > 0 && g.Left() == 0:
		return Full
	}
	return Coming
}

// Come is how many people signed up.
func (g Gathering) Come() (n int) {
	for _, s := range g.SignUps {
		n += s.People
	}
	return n
}

// Left is how many seats nobody has taken, of a gathering with so many.
func (g Gathering) Left() int { return max(0, g.Notice.Seats-g.Come()) }

// Of finds what a firm signed up for.
func (g Gathering) Of(companyID string) (SignUp, bool) {
	i := slices.IndexFunc(g.SignUps, func(s SignUp) bool { return s.CompanyID == companyID })
	if i < 0 {
		return SignUp{}, false
	}
	return g.SignUps[i], true
}

// Limits.
const (
	MostPeople  = 20 // of one firm
	MostSeats   = 5000
	MostPledges = 300 // at one gathering
	LongestWork = 200 // characters of what a firm offers
)

func (n Notice) check() error {
	var faults fault.Fields
	if n.Title == "" {
		faults.Add("title", "required")
	}
	if n.On.IsZero() {
		faults.Add("on", "required")
	}
	if n.Time <= 0 {
		faults.Add("time", "required")
	}
	if n.Place == "" {
		faults.Add("place", "required")
	}
	if n.Seats < 0 || n.Seats > MostSeats {
		faults.Add("seats", "out_of_range")
	}
	return faults.Err()
}

// signUp is the sign-ups with a firm's new one in place of what it had.
func (g Gathering) signUp(s SignUp, today caldate.Date) ([]SignUp, error) {
	rest := slices.DeleteFunc(slices.Clone(g.SignUps), func(other SignUp) bool { return other.CompanyID == s.CompanyID })
	taken := 0
	for _, other := range rest {
		taken += other.People
	}
	switch {
	case g.CalledOff != nil:
		return nil, fault.New(fault.Conflict, "gathering_cancelled")
	case today.After(g.Notice.On):
		return nil, fault.New(fault.NotFound, "") // firms see those to come
	case s.People == 0:
		return rest, nil
	case s.People < 0 || s.People > MostPeople:
		return nil, fault.Field("people", "out_of_range")
	case g.Notice.Seats > 0 && taken+s.People > g.Notice.Seats:
		return nil, fault.Field("people", "no_seats_left")
	}
	return append(rest, s), nil
}

func (w Word) check() error {
	var faults fault.Fields
	if w.Firm == "" {
		faults.Add("firm", "required")
	}
	if w.CVR != "" {
		if code := cvr.Check(w.CVR); code != "" {
			faults.Add("cvr", code)
		}
	}
	if w.Work == "" {
		faults.Add("work", "required")
	}
	switch {
	case w.Minutes <= 0:
		faults.Add("minutes", "required")
	case w.Minutes > opening.MaxMinutes:
		faults.Add("minutes", "over_full_week")
	}
	return faults.Err()
}

// same tells whether two words are one, written twice.
func (w Word) same(other Word) bool {
	return strings.EqualFold(w.Firm, other.Firm) && strings.EqualFold(w.Work, other.Work)
}
