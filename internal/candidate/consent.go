package candidate

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
)

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

// A municipality is a public authority, for which consent is not always the
// right basis: the basis is kept as data, with the text that was used (GDPR
// article 6(1)(a) and (e)).
const (
	ByConsent  = "consent"
	ByDecision = "authority" // the municipality decided it by law
)

// Bases lists them.
func Bases() []string { return []string{ByConsent, ByDecision} }

// HelpReasons are why the consultant wrote it down for the person.
func HelpReasons() []string { return []string{"no_eid", "reserved", "needs_help"} }

// Consent is on what grounds a firm sees a person, as the consultant recorded
// it: what the person agreed to, or what the municipality decided.
type Consent struct {
	Basis       string       `bson:"basis,omitempty"`  // one of Bases; absent is ByConsent
	Helped      string       `bson:"helped,omitempty"` // one of HelpReasons; never for the firm
	Purposes    []string     `bson:"purposes"`
	Fields      []string     `bson:"fields"`
	TextVersion string       `bson:"text_version"`
	Given       caldate.Date `bson:"given"`
	RecordedBy  string       `bson:"recorded_by"`
	Recorder    string       `bson:"recorder,omitempty"` // name
}

// On is the basis, also of a record from before it was asked for.
func (c Consent) On() string {
	if c.Basis == "" {
		return ByConsent
	}
	return c.Basis
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
	if c.Basis != "" && !slices.Contains(Bases(), c.Basis) {
		faults.Add("basis", "choose")
	}
	if c.Helped != "" && !slices.Contains(HelpReasons(), c.Helped) {
		faults.Add("helped", "choice")
	}
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
