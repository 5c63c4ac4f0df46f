package money

import "testing"

func TestString(t *testing.T) {
	tests := []struct {
		in   Ore
		want string
	}{{0, "0,00"}, {9627, "96,27"}, {123450, "1.234,50"}, {-5, "-0,05"}, {1234567890, "12.345.678,90"}}
	for _, tt := range tests {
		if got := tt.in.String(); got != tt.want {
			t.Errorf("Ore(%d) = %q, want %q", int64(tt.in), got, tt.want)
		}
	}
}
