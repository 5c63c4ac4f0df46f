package ruledata

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fodfaeste/internal/caldate"
)

func TestChecker(t *testing.T) {
	checked := Day{caldate.MustParse("2026-11-21")}
	sources := Sources{
		"ACT":   {"The act", "https://example.test/act", checked},
		"BLANK": {"", "https://example.test", checked},
		"NEVER": {"A page", "https://example.test/page", Day{}},
		"NOWAY": {"A page", "", checked},
	}
	tests := map[string]struct {
		check func(*Checker)
		want  []string
	}{
		"all is well":        {func(c *Checker) { c.That(true, "not so"); c.Provenance("rest", Provenance{"§ 7", D, []string{"ACT"}}) }, nil},
		"a statement":        {func(c *Checker) { c.That(false, "%s is missing", "rest") }, []string{"rest is missing"}},
		"no place":           {func(c *Checker) { c.Provenance("rest", Provenance{"", A, []string{"ACT"}}) }, []string{"rest does not name its place in the law"}},
		"a mark nobody has":  {func(c *Checker) { c.Mark("rest", "E", []string{"ACT"}) }, []string{`rest: certainty is "E", not A, B, C or D`}},
		"no mark":            {func(c *Checker) { c.Mark("rest", "", []string{"ACT"}) }, []string{`rest: certainty is "", not A, B, C or D`}},
		"no source":          {func(c *Checker) { c.Mark("rest", C, nil) }, []string{"rest has no source"}},
		"an unknown source":  {func(c *Checker) { c.Mark("rest", C, []string{"ACT", "FACT"}) }, []string{"rest: source FACT is not in sources.yaml"}},
		"nothing of it":      {func(c *Checker) { c.Provenance("rest", Provenance{}) }, []string{"rest does not name its place in the law", `rest: certainty is "", not A, B, C or D`, "rest has no source"}},
		"sources themselves": {(*Checker).Sources, []string{"source BLANK needs a title and an address", "source NEVER does not say when it was checked", "source NOWAY needs a title and an address"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := NewChecker(sources)
			tt.check(&c)
			var got []string
			if err := c.Err(); err != nil {
				got = strings.Split(err.Error(), "\n")
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
