package grantweb

import (
	"slices"
	"strings"
	"testing"

	"fodfaeste/internal/placement"
)

// What is about health, or about why somebody is in the country, is never kept,
// nor an outcome that would tell it.
func TestWhatIsKept(t *testing.T) {
	for _, name := range keptFields {
		for _, about := range []string{"sickness", "disability", "impairment", "residence", "registered", "assistance", ".aid.", "fleks", "igu", "birth"} {
			if strings.Contains(name, about) {
				t.Errorf("%s is kept", name)
			}
		}
	}
	for target, want := range map[string]bool{"kth_aktivitetsparat": true, "sygedagpenge": false, "handicap": false, "flygtning_igu": false, "foertidspension": false} {
		p := samplePage(danish(t), answered(map[string]string{targetField: target, "person.disability": "yes"}), sampleFirm(staffMonths, "Bageriet"))
		p.model()
		c := p.check()
		facts := map[string]bool{}
		for _, a := range c.Answers {
			facts[a.Fact] = true
		}
		if facts["person.disability"] || facts[targetField] != want || len(c.Verdicts) > 0 != want || !facts[flagsField] || c.Rules != p.rules.Version {
			t.Errorf("%s: kept %v and %d outcomes", target, facts, len(c.Verdicts))
		}
	}
}

// What was saved is answered again, and what has changed since is told.
func TestSavedIsAskedAgain(t *testing.T) {
	texts := danish(t)
	first := samplePage(texts, sampleAnswers(), sampleFirm(staffMonths, "Bageriet"))
	first.model()
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
		t.Errorf("told %v", m.Saved.Changed)
	}
}
