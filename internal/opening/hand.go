package opening

import (
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Hand is "we just need a hand": one sentence, some hours and a number to ring.
// The municipality's consultant answers it, and what comes of that is a draft
// that the firm confirms by publishing it.
type Hand struct {
	store.Doc      `bson:",inline"`
	CompanyID      string      `bson:"company_id"`
	MunicipalityID string      `bson:"municipality_id"`
	CompanyName    string      `bson:"company_name"`
	Wish           Wish        `bson:"wish"`
	By             string      `bson:"by"` // name of who asked
	AskedAt        time.Time   `bson:"asked_at"`
	Answer         *HandAnswer `bson:"answer,omitempty"`
	OpeningID      string      `bson:"opening_id,omitempty"` // the draft that was made of it
	Status         HandStatus  `bson:"status"`               // a copy for the index
	audit.Trail    `bson:",inline"`
}

// Wish is what the firm says.
type Wish struct {
	Text    string `bson:"text"`
	Minutes int    `bson:"minutes"` // a week
	Phone   string `bson:"phone"`
}

// HandAnswer is the first word back from a person.
type HandAnswer struct {
	Text string `bson:"text"`
	Mark `bson:",inline"`
}

// HandStatus is where a wish for a hand stands.
type HandStatus string

const (
	HandWaiting  HandStatus = "waiting"
	HandAnswered HandStatus = "answered"
)

// StatusNow derives where the wish stands.
func (h Hand) StatusNow() HandStatus {
	if h.Answer != nil {
		return HandAnswered
	}
	return HandWaiting
}

// Hands is where they are kept.
var Hands = store.Table[Hand]{
	Name: "hands",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "asked_at"}},
		{Name: "municipality", Keys: []string{"municipality_id", "status", "asked_at"}},
		{Name: "answered", Keys: []string{"status", "municipality_id", "asked_at"}},
	},
}

// check finds what is missing of a wish.
func (w Wish) check() error {
	var faults fault.Fields
	if w.Text == "" {
		faults.Add("text", "required")
	}
	switch {
	case w.Minutes <= 0:
		faults.Add("minutes", "required")
	case w.Minutes > MaxMinutes:
		faults.Add("minutes", "over_full_week")
	}
	if !IsPhone(w.Phone) {
		faults.Add("phone", "phone")
	}
	return faults.Err()
}

// IsPhone tells whether a text can be a phone number: it has eight digits.
func IsPhone(text string) bool {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
	return len(digits) >= 8
}

// AnswerBy is the day by which the firm is promised an answer: the next workday.
func (h Hand) AnswerBy() caldate.Date {
	day := caldate.Of(h.AskedAt).Add(1)
	for !day.IsWorkday() {
		day = day.Add(1)
	}
	return day
}

// LateOn tells whether the promise is broken on a day.
func (h Hand) LateOn(today caldate.Date) bool { return h.Answer == nil && today.After(h.AnswerBy()) }

// Waited is how long, in minutes of working time, the firm has waited or did.
func (h Hand) Waited(now time.Time) int {
	if h.Answer != nil {
		now = h.Answer.At
	}
	return workMinutes(h.AskedAt, now)
}

// Working time, in hours of a workday in Denmark.
const opens, closes = 8, 16

// workMinutes counts the minutes of working time between two moments.
func workMinutes(from, to time.Time) int {
	minutes := 0
	for day := caldate.Of(from); !day.After(caldate.Of(to)); day = day.Add(1) {
		if !day.IsWorkday() {
			continue
		}
		begin, end := opens*60, closes*60
		if day == caldate.Of(from) {
			begin = max(begin, minuteOf(from))
		}
		if day == caldate.Of(to) {
			end = min(end, minuteOf(to))
		}
		minutes += max(0, end-begin)
	}
	return minutes
}

// minuteOf is the minute of the day in Denmark.
func minuteOf(t time.Time) int {
	local := caldate.Local(t)
	return local.Hour()*60 + local.Minute()
}

// Clock is how fast a municipality answers.
type Clock struct {
	Answered int // in the last days that are looked at
	Median   int // minutes of working time until the answer
}

// clockDays is how far back answers are counted.
const clockDays = 90

// clockOf sums answered wishes up.
func clockOf(hands []Hand) Clock {
	var waited []int
	for _, h := range hands {
		if h.Answer != nil {
			waited = append(waited, h.Waited(h.Answer.At))
		}
	}
	if len(waited) == 0 {
		return Clock{}
	}
	slices.Sort(waited)
	n := len(waited)
	return Clock{Answered: n, Median: (waited[(n-1)/2] + waited[n/2]) / 2}
}
