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
	Length      *Length  // nil for NotPossible and for what was decided at a gate
	BeforeStart bool     // must be in place before day one
	DecidedBy   string   // municipality or employer
	Channel     string   // where one applies: vitas or none
	Amount      *Amount  // nil as for Length
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
)

// Length is the longest a scheme can last: a first period and what it can be
// extended to.
type Length struct {
	Unit       LengthUnit
	First      int
	LastDay    caldate.Date // of the first period
	Extensions []Extension
	Missing    []Path // facts that could make it longer
}

// Extension is a step beyond the first period: either up to a total, or by so
// much again and again.
type Extension struct {
	To      int
	By      int // for a step that repeats
	LastDay caldate.Date
}

// Amount is the money in a scheme, per paid hour.
type Amount struct {
	None       bool             // the scheme pays nothing
	Rate       *money.Ore       // nil where it is not known
	Steps      []money.Ore      // the choice where the municipality sets the step and has not yet
	CeilingPct *decimal.Decimal // at most so much of the wage cost
	Ceiling    *money.Ore       // of an hour, when its cost is known
	Payable    *money.Ore       // of an hour: the lower of rate and ceiling, when both are known
	Certainty  Certainty
	Missing    []Path // facts needed for the money only
	Sources    []string
}

// Ratio is the ratio test at the workplace for the person asked about.
type Ratio struct {
	Meter
	After    decimal.Decimal // placed persons with the new one
	Allowed  Truth
	NearStep bool // so little below a step that this is not decided here
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
