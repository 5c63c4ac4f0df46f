package grant

import (
	"testing"

	"fodfaeste/internal/strictjson/casetest"
)

// The acceptance cases: worked examples with the law behind each.
func TestCases(t *testing.T) {
	r := loaded(t)
	casetest.Run(t, "testdata/cases", map[string]casetest.Command{"check": r.RunCheck, "amounts": r.RunAmounts})
}
