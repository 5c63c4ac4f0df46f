package grantweb

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"fodfaeste/internal/grant"
	"fodfaeste/internal/i18n"
)

// sentencesFile holds every sentence of the rules, one a line, to be read from
// end to end by somebody who is no lawyer.
const sentencesFile = "testdata/golden/sentences.txt"

func TestSentences(t *testing.T) {
	c, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, locale := range i18n.Locales() {
		texts := c.For(locale)
		line := func(key string, params ...any) { fmt.Fprintf(&b, "%s: %s\n", key, texts.T(key, params...)) }
		fmt.Fprintf(&b, "# %s\n", locale)
		for _, code := range grant.ReasonCodes() {
			line("grant.reason."+string(code), "cap", 2, "base_fte", "10", "placed_fte_after", "2,5", "now", "9", "average", "10",
				"latest_start", "30. juni 2026", "with", "fleksjob", "only", "private", "counted_from", "1. maj 2026", "open_from", "1. november 2026")
		}
		for _, code := range grant.WarningCodes() {
			line("grant.warning."+string(code), "pct", "50")
		}
	}
	got := b.String()
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(sentencesFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(sentencesFile)
	if err != nil || string(want) != got {
		t.Errorf("%s differs (%v); read what has changed, and write it with: go test -update, in this package", sentencesFile, err)
	}
	if strings.ContainsAny(got, "{}⟦") {
		t.Error("a sentence has a placeholder that nothing fills, or no text")
	}
}
