package placement

import (
	"testing"

	"fodfaeste/internal/access"
)

func TestCheckOf(t *testing.T) {
	p := Placement{Checks: []SupportCheck{{Side: access.Company, By: "Karen"}, {Side: access.Municipality, By: "Bo"}}}
	for side, want := range map[access.PartyKind]string{access.Company: "Karen", access.Municipality: "Bo", access.Association: ""} {
		if c, _ := p.CheckOf(side); c.By != want {
			t.Errorf("%s: got the check of %q, want %q", side, c.By, want)
		}
	}
}
