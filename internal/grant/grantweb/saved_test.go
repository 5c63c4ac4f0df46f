package grantweb

import (
	"slices"
	"strings"
	"testing"

	"fodfaeste/internal/grant"
	"fodfaeste/internal/placement"
)

// What is about health, or about why somebody is in the country, is never kept.
func TestWhatIsKept(t *testing.T) {
	for _, path := range questions {
		about := strings.Contains(string(path), "sickness") || strings.Contains(string(path), "disability") || strings.Contains(string(path), "impairment") ||
			strings.Contains(string(path), "residence") || strings.Contains(string(path), "registered") || strings.Contains(string(path), "assistance") || strings.Contains(string(path), ".aid.")
		if about && kept(string(path)) {
			t.Errorf("%s is kept", path)
		}
	}
	p := samplePage(danish(t), answered(map[string]string{"person.disability": "yes"}), sampleFirm(staffMonths, "Bageriet"))
	p.fillIn()
	c := p.check()
	facts := map[string]bool{}
	for _, a := range c.Answers {
		facts[a.Fact] = true
	}
	if facts["person.disability"] || !facts[targetField] || !facts["employer.flags"] {
		t.Errorf("kept %v", facts)
	}
	if len(c.Verdicts) != len(p.rules.SchemeIDs()) || c.Rules != p.rules.Version {
		t.Errorf("kept %d verdicts of the rules of %s", len(c.Verdicts), c.Rules)
	}
}

// What was saved is answered again, and what has changed since is told.
func TestSavedIsAskedAgain(t *testing.T) {
	texts := danish(t)
	first := samplePage(texts, sampleAnswers(), sampleFirm(staffMonths, "Bageriet"))
	first.fillIn()
	c := first.check()

	fewer := sampleFirm(staffMonths, "Bageriet")
	fewer.places[0].staff["2026-08"] = 200 // a month of the ratio and the one merbeskæftigelse compares
	again := samplePage(texts, nil, fewer)
	again.about = &placement.Placement{FirstName: "Amir", Agreement: placement.Agreement{Start: first.start, End: first.start.AddMonths(3)}}
	again.saved = &c
	m := again.model()
	if again.form.Value(targetField) != "kth_aktivitetsparat" || !slices.Equal(again.form.Values("employer.flags"), []string{"none"}) {
		t.Errorf("the form has %q and %q", again.form.Value(targetField), again.form.Values("employer.flags"))
	}
	if !slices.Contains(m.Saved.Changed, "Løn med tilskud fra kommunen: før Sandsynligt, nu Ikke nu") {
		t.Errorf("told %v; %v", m.Saved.Changed, schemesIn(m, grant.NotPossible))
	}
}
