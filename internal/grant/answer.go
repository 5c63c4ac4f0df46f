package grant

import (
	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
)

// Answer is what the rules say about a situation.
type Answer struct {
	RulesVersion caldate.Date
	Ratio        *Ratio     // nil when the rules for the start are not known
	NetExpansion *Expansion // likewise
	Schemes      []SchemeAnswer
}

// Scheme finds what the answer says about one scheme.
func (a Answer) Scheme(id SchemeID) (SchemeAnswer, bool) {
	for _, s := range a.Schemes {
		if s.ID == id {
			return s, true
		}
	}
	return SchemeAnswer{}, false
}

// Verdict is the outcome for one scheme.
type Verdict string

const (
	Likely      Verdict = "yes"   // everything that can be tested is met; the municipality still decides
	Maybe       Verdict = "maybe" // a fact is missing, or the law is not clear
	NotPossible Verdict = "no"    // a condition is known to fail
)

// SchemeAnswer is what the rules say about one scheme.
type SchemeAnswer struct {
	ID          SchemeID
	Law         string
	Verdict     Verdict
	Reasons     []Reason // what fails and what is open; none for Likely
	Missing     []Path   // the facts that would turn a Maybe into an answer
	Length      *Length  // nil for NotPossible, for what was decided at a gate, and where there is none
	BeforeStart bool     // must be in place before day one
	DecidedBy   string   // municipality, municipality_of_residence, employer, employer_and_person, aub or nobody
	Channel     string   // where one applies
	Documents   []string // what has to be there, by the codes of the data
	Amount      *Amount  // nil as for Length, and where there is no money
	Certainty   Certainty
	Sources     []string
	Warnings    []Note
}

// Effect is what a reason does to the verdict.
type Effect string

const (
	Blocks Effect = "blocks"
	Open   Effect = "open"
)

// Reason is a condition that is not met.
type Reason struct {
	Code    Code
	Law     string
	Effect  Effect
	Missing []Path // the facts it waits for
	Params  Params
}

// Note is a step to take or a thing to know.
type Note struct {
	Code   Code
	Step   bool // something to do; otherwise something to know
	Params Params
}

// LengthUnit is what a length is counted in.
type LengthUnit string

const (
	Weeks          LengthUnit = "weeks"
	CalendarMonths LengthUnit = "months"
	Unlimited      LengthUnit = "unlimited"
	WholeCourse    LengthUnit = "course" // as long as the training it belongs to
	noLength       LengthUnit = "none"
)

// Length is the longest a scheme can last: a first period and what it can be
// extended to.
type Length struct {
	Unit       LengthUnit
	First      int
	LastDay    caldate.Date // of the first period
	Extensions []Extension
	CutShort   bool   // by the end of the person's right to the benefit
	Missing    []Path // facts that could make it longer
}

// Extension is a step beyond the first period: up to a total, by so much again
// and again, or for good.
type Extension struct {
	To        int
	By        int // for a step that repeats
	Permanent bool
	LastDay   caldate.Date
}

// Amount is the money in a scheme. What does not belong to the scheme, or is
// not known, is nil.
type Amount struct {
	None         bool   // the scheme pays nothing
	Basis        string // documented_cost where a cost is paid as it was
	Unit         string // hour, month, year, calendar_day or once
	PaidTo       string // employer, employee, person or person_or_employer
	Rate         *money.Ore
	Steps        []money.Ore // the choice where the municipality sets the step and has not yet
	Hours        *decimal.Decimal
	Segments     []Segment
	ByRate       *money.Ore       // for the paid hours
	CeilingPct   *decimal.Decimal // at most so much of the wage cost
	Ceiling      *money.Ore       // of the paid hours
	Payable      *money.Ore       // the lower of the two
	HourCeiling  *money.Ore       // of one hour, when its cost is known
	HourPayable  *money.Ore       // of one hour: the lower of rate and ceiling
	CeilingYear  *money.Ore       // as the act words it: over the first year
	PayableYear  *money.Ore
	WageHour     *money.Ore // what the person is paid by a public employer
	HoursPerWeek *int64     // and for how many hours
	Base         *money.Ore // of the fleks subsidy
	Threshold    *money.Ore
	WeekMax      *money.Ore // of the sickness refund
	Days         *int       // of egu practice
	Remaining    *money.Ore // of the year's free earnings
	Certainty    Certainty
	Missing      []Path // facts needed for the money only
	Sources      []string
}

// Segment is a part of an amount: hours paid in some days, or a bonus due on one.
type Segment struct {
	From        caldate.Date
	To          caldate.Date
	Hours       decimal.Decimal
	Rate        *money.Ore
	AfterMonths int
	On          caldate.Date
	Amount      *money.Ore
}

// Ratio is the ratio test at the workplace for the person asked about.
type Ratio struct {
	Meter
	After    decimal.Decimal // placed persons with the new one
	Allowed  Truth
	NearStep bool // so little below a step that this is not decided here
	Seasonal bool // seasonal staff can be counted in two ways; the lower number was used
	Missing  []Path
}

// Meter shows how many of the places at a P-number are in use, in full-time
// persons.
type Meter struct {
	Window  []MonthCount // newest first
	Known   bool         // false when a month is missing; then there is no average and no cap
	Average decimal.Decimal
	Cap     int64
	Counted bool // false when it is not known who is placed there; then Used and Free say nothing
	Used    decimal.Decimal
	Free    decimal.Decimal // never below 0
}

// MonthCount is the number of ordinary employees in a month.
type MonthCount struct {
	Month caldate.Date // first day; zero where only numbers were given
	Count *decimal.Decimal
}

// Expansion is the test of merbeskæftigelse.
type Expansion struct {
	Now     decimal.Decimal
	Average decimal.Decimal
	Months  int    // months with staff
	Level   string // cvr or p_number
	Strict  Truth  // staff now are at least the average
	Loose   Truth  // staff now and the new person are above it
	Missing []Path
}
