package auditweb

import (
	"testing"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/i18n"
)

// TestChange: a change is told in the reader's language, what was chosen before
// what was typed.
func TestChange(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	paid, praktik := []string{"strand.paid"}, []string{"strand.praktik"}
	for name, tt := range map[string]struct {
		event  audit.Event
		da, en string
	}{
		"nothing told":     {audit.Event{}, "", ""},
		"typed":            {audit.Event{From: "8:00", To: "10:00"}, "8:00 → 10:00", "8:00 → 10:00"},
		"only afterwards":  {audit.Event{To: "10:00"}, "10:00", "10:00"},
		"chosen":           {audit.Event{FromChoices: praktik, ToChoices: paid}, "Praktik → Løn", "Praktik → Paid"},
		"chosen and typed": {audit.Event{FromChoices: praktik, From: "8:00", ToChoices: paid, To: "10:00"}, "Praktik; 8:00 → Løn; 10:00", "Praktik; 8:00 → Paid; 10:00"},
		"chosen at last":   {audit.Event{ToChoices: paid}, "Løn", "Paid"},
	} {
		for l, want := range map[i18n.Locale]string{i18n.Danish: tt.da, i18n.English: tt.en} {
			tt.event.Type = "agreement_changed"
			if got := History(catalogue.For(l), []audit.Event{tt.event})[0].Change; got != want {
				t.Errorf("%s in %s: %q, want %q", name, l, got, want)
			}
		}
	}
}

// TestWhat: a change names the parts it was about and what of others it took
// back; an event without them ends in a colon where a change follows.
func TestWhat(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	whole := audit.Event{Type: "agreement_changed", About: []string{"placement.fact.period", "placement.fact.staircase"}, TookBack: []string{"placement.whose.company"}}
	for want, e := range map[string]audit.Event{
		"Aftalen blev ændret":                                                  {Type: "agreement_changed"},
		"Medarbejderrepræsentanten fik et link:":                               {Type: "representative_invited", To: "Gitte Skov"},
		"Aftalen blev ændret: Periode, Timer. Taget tilbage: virksomhedens ja": whole,
	} {
		if got := History(catalogue.For(i18n.Danish), []audit.Event{e})[0].What; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
