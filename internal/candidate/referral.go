package candidate

import (
	"slices"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Days of a proposal. An answer is due after AnswerDays, when the firm is
// reminded; after ReturnDays without one the proposal goes back to the
// consultant, which counts against nobody. What is over can be reopened for
// KeptDays; then the firm's copy of the person is deleted.
const (
	AnswerDays = 10
	ReturnDays = 21
	KeptDays   = 30
	LaterDays  = 92 // the farthest that "not now" can be put off
)

// Referral is a person proposed to an opening.
type Referral struct {
	store.Doc      `bson:",inline"`
	CompanyID      string       `bson:"company_id"`        // "" once the firm has no more to see
	FirmID         string       `bson:"firm_id,omitempty"` // stays, to count by; no scope reaches through it
	MunicipalityID string       `bson:"municipality_id"`
	CompanyName    string       `bson:"company_name"`
	OpeningID      string       `bson:"opening_id"`
	OpeningTitle   string       `bson:"opening_title"`
	CandidateID    string       `bson:"candidate_id"`
	ForTwo         bool         `bson:"for_two,omitempty"` // the opening welcomes two who start together
	PairID         string       `bson:"pair_id,omitempty"` // the proposal of the person they would start together with
	Shown          Profile      `bson:"shown"`
	Consent        Consent      `bson:"consent"`
	Consultant     string       `bson:"consultant"` // whom the firm can ring about it
	AnswerBy       caldate.Date `bson:"answer_by"`  // AnswerDays after the firm was asked
	Seen           *Mark        `bson:"seen,omitempty"`
	Answer         *Answer      `bson:"answer"`
	MeetingOn      caldate.Date `bson:"meeting_on,omitempty"`
	Held           *Mark        `bson:"held,omitempty"`      // the meeting
	Missed         []Missed     `bson:"missed,omitempty"`    // meetings the person did not come to; for the municipality alone
	Elsewhere      *Mark        `bson:"elsewhere,omitempty"` // the person found work somewhere else
	Returned       *Mark        `bson:"returned,omitempty"`  // nobody answered
	WithdrawnAt    time.Time    `bson:"withdrawn_at,omitempty"`
	PlacementID    string       `bson:"placement_id,omitempty"`
	Erased         *Mark        `bson:"erased,omitempty"` // what the firm saw
	NextOn         caldate.Date `bson:"next_on"`          // when the clock has something to do, for the index
	Status         Status       `bson:"status"`           // a copy for the index; as read, it is of the day
	audit.Trail    `bson:",inline"`
}

// Mark is who did a thing and when; the clock has no name.
type Mark struct {
	By string    `bson:"by"`
	At time.Time `bson:"at"`
}

// Missed is a meeting that the person did not come to, with their own words about
// it. It is a fact for the consultant to talk about, and no firm's business.
type Missed struct {
	On          caldate.Date `bson:"on"`
	Explanation string       `bson:"explanation,omitempty"`
	Mark        `bson:",inline"`
}

// Answer is what the firm said. Reason and Note go to the consultant, and
// ToCandidate is for the person.
type Answer struct {
	Kind        Status       `bson:"kind"` // Yes, Meeting, Later or No
	Reason      string       `bson:"reason,omitempty"`
	Note        string       `bson:"note,omitempty"`
	ToCandidate string       `bson:"to_candidate,omitempty"`
	Again       caldate.Date `bson:"again,omitempty"` // when Later: the day it is asked anew
	On          caldate.Date `bson:"on"`
}

// Answers lists what a firm can say, and Reasons why it says no.
func Answers() []string { return []string{string(Yes), string(Meeting), string(Later), string(No)} }
func Reasons() []string {
	return []string{"hours", "tasks", "conditions", "filled", "unclear", "known", "other"}
}

// check finds what is wrong with an answer given on a day.
func (a Answer) check(today caldate.Date) error {
	var faults fault.Fields
	switch {
	case !slices.Contains(Answers(), string(a.Kind)):
		faults.Add("answer", "choose")
	case a.Kind == No && !slices.Contains(Reasons(), a.Reason):
		faults.Add("reason", "choose")
	case a.Kind == Later && a.Again.IsZero():
		faults.Add("again", "required")
	case a.Kind == Later && !a.Again.After(today):
		faults.Add("again", "not_after_today")
	case a.Kind == Later && a.Again.After(today.Add(LaterDays)):
		faults.Add("again", "later_too_far")
	}
	for field, text := range map[string]string{"note": a.Note, "to_candidate": a.ToCandidate} {
		if opening.HasCPR(text) {
			faults.Add(field, "cpr")
		}
	}
	return faults.Err()
}

// plain leaves away what does not belong to the kind of answer.
func (a Answer) plain() Answer {
	if a.Kind != No {
		a.Reason, a.ToCandidate = "", ""
	}
	if a.Kind != Later {
		a.Again = caldate.Date{}
	}
	return a
}

// same tells whether two answers say the same, on whatever day.
func (a Answer) same(b *Answer) bool {
	if b == nil {
		return false
	}
	a.On = b.On
	return a == *b
}

// Referrals is where proposals are kept.
var Referrals = store.Table[Referral]{
	Name: "referrals",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "status"}},
		{Name: "municipality", Keys: []string{"municipality_id", "status"}},
		{Name: "company_opening", Keys: []string{"company_id", "opening_id"}},
		{Name: "opening", Keys: []string{"municipality_id", "opening_id"}},
		{Name: "candidate", Keys: []string{"municipality_id", "candidate_id"}},
		{Name: "next", Keys: []string{"next_on"}},
	},
}

// returnsOn is the day from which a proposal without an answer is back with the
// consultant.
func (r Referral) returnsOn() caldate.Date { return r.AnswerBy.Add(ReturnDays - AnswerDays) }

// AskedOn is the day the firm was asked, last.
func (r Referral) AskedOn() caldate.Date { return r.AnswerBy.Add(-AnswerDays) }

// endedOn is the day a proposal ended without an agreement; ok is false while it
// has not.
func (r Referral) endedOn(today caldate.Date) (day caldate.Date, ok bool) {
	switch r.StatusOn(today) {
	case Withdrawn:
		return caldate.Of(r.WithdrawnAt), true
	case Elsewhere:
		return caldate.Of(r.Elsewhere.At), true
	case Returned:
		return r.returnsOn(), true
	case No:
		return r.Answer.On, true
	}
	return caldate.Date{}, false
}

// over tells whether a proposal ended so long ago that it cannot be reopened, and
// that the firm's copy goes.
func (r Referral) over(today caldate.Date) bool {
	ended, ok := r.endedOn(today)
	return ok && today.Sub(ended) >= KeptDays
}

// hidden tells whether the firm finds nothing of the proposal on a day. It does
// not wait for the clock's job.
func (r Referral) hidden(today caldate.Date) bool {
	switch r.StatusOn(today) {
	case Withdrawn, Returned, Elsewhere:
		return true
	}
	return r.Erased != nil || r.over(today)
}

// settle writes the copies that indexes need.
func (r *Referral) settle(today caldate.Date) {
	r.Status, r.NextOn = r.StatusOn(today), caldate.Date{}
	ended, over := r.endedOn(today)
	switch {
	case r.Erased != nil:
	case r.Status.Unanswered() || r.Status == Later || r.Status == Returned && r.Returned == nil:
		r.NextOn = r.returnsOn()
	case over:
		r.NextOn = ended.Add(KeptDays)
	}
}

// asOf gives the proposal with its status of a day.
func (r Referral) asOf(today caldate.Date) Referral {
	r.Status = r.StatusOn(today)
	return r
}
