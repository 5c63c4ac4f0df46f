package pipelineweb

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fodfaeste/internal/i18n"
	"fodfaeste/internal/pipeline"
)

// TestReasons: every reason to ring is one line that can be read by itself.
func TestReasons(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range pipeline.Reasons() {
		for _, l := range i18n.Locales() {
			text := reasonText(catalogue.For(l), pipeline.Call{Reason: r, Since: sampleDay})
			if len([]rune(text)) > 110 || strings.Contains(text, "\n") {
				t.Errorf("%s in %s is more than a line: %q", r, l, text)
			}
			fmt.Fprintf(&b, "%-12s %s\n", r, text)
		}
	}
	const file = "testdata/reasons.txt"
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the reasons differ from %s (-want +got); if they should, run: go test -update, in this package\n%s", file, diff)
	}
}
