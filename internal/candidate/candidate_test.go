package candidate

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
)

var today = caldate.MustParse("2026-11-21")

// TestShare: a firm gets the fields of the consent and nothing else.
func TestShare(t *testing.T) {
	p := Profile{FirstName: "Sanne", Mastered: []string{"Pakke"}, Conditions: []string{"calm"}, MinutesNow: 240, MinutesWished: 480}
	tests := map[string]struct {
		fields []string
		want   Profile
	}{
		"nothing":      {nil, Profile{}},
		"first name":   {[]string{"first_name"}, Profile{FirstName: "Sanne"}},
		"all":          {Fields(), p},
		"unknown word": {[]string{"diagnosis"}, Profile{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Consent{Fields: tt.fields}.share(p)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestConsent(t *testing.T) {
	good := Consent{Purposes: []string{"paid"}, Fields: []string{"first_name"}, Given: today}
	tests := map[string]struct {
		change func(*Consent)
		field  string
		code   string
	}{
		"good":          {func(*Consent) {}, "", ""},
		"no purpose":    {func(c *Consent) { c.Purposes = nil }, "purposes", "choose"},
		"no first name": {func(c *Consent) { c.Fields = []string{"mastered"} }, "fields", "consent_first_name"},
		"no date":       {func(c *Consent) { c.Given = caldate.Date{} }, "given", "required"},
		"a decision":    {func(c *Consent) { c.Basis = ByDecision }, "", ""},
		"no such basis": {func(c *Consent) { c.Basis = "interest" }, "basis", "choose"},
		"helped":        {func(c *Consent) { c.Helped = "no_eid" }, "", ""},
		"helped, why?":  {func(c *Consent) { c.Helped = "because" }, "helped", "choice"},
		"tomorrow":      {func(c *Consent) { c.Given = today.Add(1) }, "given", "after_today"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := good
			tt.change(&c)
			if got := fault.FieldsOf(c.check(today)); got[tt.field] != tt.code {
				t.Errorf("faults %v, want %s=%s", got, tt.field, tt.code)
			}
		})
	}
}

func TestCovers(t *testing.T) {
	for _, tt := range []struct {
		purposes []string
		kind     opening.Kind
		want     bool
	}{
		{[]string{"paid"}, opening.Paid, true}, {[]string{"praktik"}, opening.Paid, false},
		{[]string{"paid"}, opening.PraktikFirst, false}, {[]string{"praktik"}, opening.PraktikFirst, true},
		{[]string{"praktik"}, opening.BothAtOnce, false}, {[]string{"paid", "praktik"}, opening.BothAtOnce, true},
	} {
		if got := (Consent{Purposes: tt.purposes}).covers(tt.kind); got != tt.want {
			t.Errorf("a consent to %v covers %s: %t, want %t", tt.purposes, tt.kind, got, tt.want)
		}
	}
}

func TestAnswer(t *testing.T) {
	tests := map[string]struct {
		answer Answer
		field  string
		code   string
	}{
		"yes":                {Answer{Kind: Yes}, "", ""},
		"no with a reason":   {Answer{Kind: No, Reason: "hours"}, "", ""},
		"no without one":     {Answer{Kind: No}, "reason", "choose"},
		"nothing":            {Answer{}, "answer", "choose"},
		"no such answer":     {Answer{Kind: Withdrawn}, "answer", "choose"},
		"later":              {Answer{Kind: Later, Again: today.Add(LaterDays)}, "", ""},
		"later, no day":      {Answer{Kind: Later}, "again", "required"},
		"later, today":       {Answer{Kind: Later, Again: today}, "again", "not_after_today"},
		"much later":         {Answer{Kind: Later, Again: today.Add(LaterDays + 1)}, "again", "later_too_far"},
		"a number of a kind": {Answer{Kind: Yes, Note: "hun er 010190-1234"}, "note", "cpr"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := fault.FieldsOf(tt.answer.check(today)); got[tt.field] != tt.code {
				t.Errorf("faults %v, want %s=%s", got, tt.field, tt.code)
			}
		})
	}
}
