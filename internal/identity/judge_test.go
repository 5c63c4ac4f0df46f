package identity

import (
	"testing"
	"time"
)

func TestMoment(t *testing.T) {
	tests := map[string]struct {
		text string
		want time.Time
		ok   bool
	}{
		"nothing":  {"", time.Time{}, true},
		"seconds":  {"1790000000", time.Date(2026, 9, 21, 14, 13, 20, 0, time.UTC), true},
		"ISO time": {"2021-03-19T10:16:52.7482184+01:00", time.Date(2021, 3, 19, 9, 16, 52, 748e6, time.UTC), true},
		"a word":   {"tomorrow", time.Time{}, false},
		"a day":    {"2021-03-19", time.Time{}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, ok := moment(tt.text)
			if !got.Equal(tt.want) || ok != tt.ok {
				t.Errorf("moment(%q) = %s, %t; want %s, %t", tt.text, got, ok, tt.want, tt.ok)
			}
		})
	}
}

func TestDisplayName(t *testing.T) {
	tests := map[string]struct {
		fields fields
		want   string
	}{
		"name":              {fields{FieldName: "Kirsten Madsen", FieldGivenName: "K"}, "Kirsten Madsen"},
		"parts":             {fields{FieldGivenName: "Kirsten", FieldFamilyName: "Madsen"}, "Kirsten Madsen"},
		"family name only":  {fields{FieldFamilyName: "Madsen"}, "Madsen"},
		"name-protected":    {fields{FieldName: "Kirsten Madsen", FieldPseudonym: "Pseudonym"}, ""},
		"nothing was given": {fields{}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := displayName(tt.fields); got != tt.want {
				t.Errorf("displayName = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSealer(t *testing.T) {
	seal, err := newSealer(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	other, err := newSealer([]byte("0123456789abcdef0123456789abcdef"))
	if err != nil {
		t.Fatal(err)
	}
	sealed := seal.seal([]byte("token"), "ses_1")
	if plain, err := seal.open(sealed, "ses_1"); err != nil || string(plain) != "token" {
		t.Errorf("open gave %q, %v", plain, err)
	}
	if _, err := seal.open(sealed, "ses_2"); err == nil {
		t.Error("a value sealed for one session opens for another")
	}
	if _, err := other.open(sealed, "ses_1"); err == nil {
		t.Error("a sealed value opens with another key")
	}
	if _, err := seal.open(nil, "ses_1"); err == nil {
		t.Error("nothing opens")
	}
}
