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

func TestDecide(t *testing.T) {
	tests := map[string]struct {
		before Referral
		answer Answer
		want   Status
		code   string // of the fault, or of its field
	}{
		"yes":                 {Referral{}, Answer{Kind: Yes}, Yes, ""},
		"no with a reason":    {Referral{}, Answer{Kind: No, Reason: "hours"}, No, ""},
		"no without one":      {Referral{}, Answer{Kind: No}, New, "choose"},
		"no answer":           {Referral{}, Answer{}, New, "choose"},
		"changes its mind":    {Referral{Answer: &Answer{Kind: No, Reason: "hours"}}, Answer{Kind: Meeting}, Meeting, ""},
		"after the agreement": {Referral{PlacementID: "plc_1", Answer: &Answer{Kind: Yes}}, Answer{Kind: No, Reason: "hours"}, Yes, "referral_has_placement"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := tt.before
			err := decide(&r, tt.answer)
			code := fault.CodeOf(err)
			for _, c := range fault.FieldsOf(err) {
				code = c
			}
			if statusOf(r) != tt.want || code != tt.code {
				t.Errorf("status %s, fault %q; want %s, %q", statusOf(r), code, tt.want, tt.code)
			}
		})
	}
}
