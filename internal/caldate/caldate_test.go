package caldate

import (
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2026-11-21", "2026-11-21"},
		{" 21.11.2026 ", "2026-11-21"},
		{"1/2/2026", "2026-02-01"},
		{"29-02-2028", "2028-02-29"},
		{"29.02.2026", ""},
		{"31.04.2026", ""},
		{"2026-13-01", ""},
		{"21.11.26", ""},
		{"i morgen", ""},
		{"", ""},
	}
	for _, tt := range tests {
		got, err := Parse(tt.in)
		if got.String() != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("Parse(%q) = %q, %v; want %q", tt.in, got, err, tt.want)
		}
	}
}

func TestOfIsDanishTime(t *testing.T) {
	tests := []struct{ utc, want string }{
		{"2026-06-30T21:59:59Z", "2026-06-30"},
		{"2026-06-30T22:00:00Z", "2026-07-01"},
		{"2026-12-31T22:59:59Z", "2026-12-31"},
		{"2026-12-31T23:00:00Z", "2027-01-01"},
	}
	for _, tt := range tests {
		at, _ := time.Parse(time.RFC3339, tt.utc)
		if got := Of(at).String(); got != tt.want {
			t.Errorf("Of(%s) = %s, want %s", tt.utc, got, tt.want)
		}
	}
}

func TestAddMonths(t *testing.T) {
	tests := []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2026-11-21", 3, "2027-02-21"},
		{"2026-03-31", -1, "2026-02-28"},
	}
	for _, tt := range tests {
		if got := MustParse(tt.from).AddMonths(tt.n).String(); got != tt.want {
			t.Errorf("%s plus %d months = %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

func TestWeek(t *testing.T) {
	tests := []struct{ date, week string }{
		{"2026-11-21", "2026-W47"},
		{"2026-01-01", "2026-W01"},
		{"2027-01-03", "2026-W53"},
		{"2027-01-04", "2027-W01"},
		{"2024-12-30", "2025-W01"},
	}
	for _, tt := range tests {
		w := MustParse(tt.date).Week()
		if w.String() != tt.week {
			t.Errorf("week of %s = %s, want %s", tt.date, w, tt.week)
		}
		back, err := ParseWeek(tt.week)
		if err != nil || back != w || !back.Holds(MustParse(tt.date)) {
			t.Errorf("ParseWeek(%s) = %s, %v; want the week that holds %s", tt.week, back, err, tt.date)
		}
	}
	for _, bad := range []string{"2026-W54", "2025-W53", "2026-W00", "2026-47", ""} {
		if w, err := ParseWeek(bad); err == nil {
			t.Errorf("ParseWeek(%q) = %s, want an error", bad, w)
		}
	}
}

func TestZero(t *testing.T) {
	var d Date
	if d.String() != "" || !d.IsZero() || !d.Before(MustParse("1970-01-01")) {
		t.Errorf("the zero Date prints %q and must sort first", d)
	}
	text, _ := MustParse("2026-11-21").MarshalText()
	if err := d.UnmarshalText(text); err != nil || d.Danish() != "21.11.2026" {
		t.Errorf("round trip gave %s, %v", d.Danish(), err)
	}
}

// The day before 1970 and the years far off are days like any other.
func TestEveryDayIsADay(t *testing.T) {
	before := Date{}
	for _, text := range []string{"0000-01-01", "0001-01-01", "1066-10-14", "1969-12-31", "1970-01-01", "2262-04-12", "9999-12-31"} {
		d, err := Parse(text)
		if err != nil || d.IsZero() || d.String() != text || !d.After(before) {
			t.Errorf("%s: read as %q, zero %v, error %v", text, d, d.IsZero(), err)
		}
		before = d
	}
}
