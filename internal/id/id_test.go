package id

import (
	"regexp"
	"testing"
	"time"
)

func TestNew(t *testing.T) {
	at := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	older, newer := New("plc", at), New("plc", at.Add(time.Millisecond))
	if !regexp.MustCompile(`^plc_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$`).MatchString(older) {
		t.Errorf("New gave %q, not a prefixed UUIDv7", older)
	}
	if older >= newer {
		t.Errorf("%q does not sort before %q, made a millisecond later", older, newer)
	}
}

func TestSecret(t *testing.T) {
	a, b := Secret(), Secret()
	if a == b || len(a) != 43 {
		t.Errorf("two secrets %q and %q: want different, 43 characters", a, b)
	}
	if Hash(a) == Hash(b) || Hash(a) == a {
		t.Error("Hash does not tell secrets apart, or keeps them as they are")
	}
}
