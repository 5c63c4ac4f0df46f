package worktime

import (
	"testing"

	"fodfaeste/internal/strictjson/casetest"
)

func TestCases(t *testing.T) {
	casetest.Run(t, "testdata/cases", map[string]casetest.Command{"hours": rules(t).Run})
}

// rules are those of the data files.
func rules(t testing.TB) *Rules {
	t.Helper()
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}
