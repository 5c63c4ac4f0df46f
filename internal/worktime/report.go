package worktime

import (
	"fmt"
	"strings"

	"fodfaeste/internal/caldate"
)

// Report is what the rules say about a log.
type Report struct {
	RulesVersion caldate.Date         `json:"rules_version"`
	Notice       Notice               `json:"notice"`
	Findings     []Finding            `json:"findings"` // by date and code
	Days         map[caldate.Date]Day `json:"days"`
	KeepUntil    caldate.Date         `json:"keep_until,omitzero"` // zero when there is nothing to keep
	Missing      []string             `json:"missing"`             // the facts that were needed, by their path
}

// On gives the findings of one date.
func (r Report) On(d caldate.Date) []Finding {
	var found []Finding
	for _, f := range r.Findings {
		if f.Date == d {
			found = append(found, f)
		}
	}
	return found
}

// Notice says what a report is worth.
type Notice struct {
	Danish  string `json:"da" yaml:"da"`
	English string `json:"en" yaml:"en"`
}

// Finding is one thing the rules say about a date.
type Finding struct {
	Code     Code         `json:"code"`
	Date     caldate.Date `json:"date"`
	Severity Severity     `json:"severity"`
	Params   Params       `json:"params,omitempty"`
}

// Severity is what a finding means for the firm.
type Severity string

const (
	Breach  Severity = "breach"  // against the law as the log stands
	Warning Severity = "warning" // it may be, and a fact is missing to say
	Duty    Severity = "duty"    // something to do by a date
)

// Params are named figures of a finding: Hours, or a caldate.Date.
type Params map[string]any

// Day is what a date came to, in minutes.
type Day struct {
	Work    int `json:"work_minutes,omitzero"`
	Praktik int `json:"praktik_minutes,omitzero"`
	School  int `json:"school_minutes,omitzero"`
}

// Hours is a number of hours as reports show it: half up to two decimals. The
// rules themselves compare minutes.
type Hours struct{ hundredths int }

// hoursOf shows minutes as hours.
func hoursOf(minutes int) Hours { return ratio(minutes, 60) }

// ratio shows a whole number above nothing divided by another.
func ratio(a, b int) Hours { return Hours{(200*a + b) / (2 * b)} }

// String writes a whole number without decimals, and no zero at the end.
func (h Hours) String() string {
	s := fmt.Sprintf("%d.%02d", h.hundredths/100, h.hundredths%100)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// Minutes gives the number in whole minutes: exactly those it was made of,
// for two decimals tell minutes apart.
func (h Hours) Minutes() int { return (60*h.hundredths + 50) / 100 }

// MarshalJSON writes the number as String does.
func (h Hours) MarshalJSON() ([]byte, error) { return []byte(h.String()), nil }
