package worktime

import (
	"strings"
	"testing"

	"fodfaeste/internal/i18n"
)

// TestTexts: every code has a sentence that stands by itself, and no sentence
// is left of a code that is gone.
func TestTexts(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, code := range Codes() {
		known[code.Text()] = true
		for _, l := range i18n.Locales() {
			texts := catalogue.For(l)
			if text := texts.T(code.Text()); !texts.Has(code.Text()) || !strings.HasSuffix(text, ".") || strings.Contains(text, "{") {
				t.Errorf("%s %s: %q", l, code, text)
			}
		}
	}
	for _, key := range catalogue.Keys() {
		if strings.HasPrefix(key, Code("").Text()) && !known[key] {
			t.Errorf("%s is a text of no code", key)
		}
	}
}
