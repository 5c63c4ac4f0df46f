package reportweb

import (
	"strings"
	"testing"

	"fodfaeste/internal/i18n"
	"fodfaeste/internal/report"
	"fodfaeste/internal/view/viewtest"
)

func TestViews(t *testing.T) {
	viewtest.Run(t, viewtest.Open(t, Views()), Views())
}

// TestWording: the candidate reads of a level of their own, and nothing is held up
// against a full week; nobody is asked about health.
func TestWording(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range i18n.Locales() {
		texts := catalogue.For(l)
		for _, key := range catalogue.Keys() {
			if !strings.HasPrefix(key, "documentation.") {
				continue
			}
			text := strings.ToLower(texts.T(key) + texts.N(key, 2))
			for _, word := range []string{"%", "procent", "per cent", "fuld tid", "fuldtid", "full time", "full-time", "37", "diagnos", "sygdom", "illness"} {
				if strings.Contains(text, word) {
					t.Errorf("%s says %q", key, word)
				}
			}
		}
		if part := texts.T("documentation.section.part"); !strings.Contains(strings.ToLower(part), "dit niveau") && !strings.Contains(strings.ToLower(part), "your level") {
			t.Errorf("the level is called %q", part)
		}
	}
	for _, s := range report.Statuses() {
		if texts := catalogue.For(i18n.Danish); !texts.Has("documentation.status."+string(s)) || !texts.Has("error.documentation_is_"+string(s)) {
			t.Errorf("there are no words for %s", s)
		}
	}
}
