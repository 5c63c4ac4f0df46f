package opening

import "testing"

// TestTemplates: the draft of every template can be saved, says what the template
// says, and ends when it should.
func TestTemplates(t *testing.T) {
	last := map[string]string{"small_job": "2027-02-27", "job_promise": "2027-05-29", "try_out": "2026-12-20", "season": "2027-03-29"}
	for _, template := range Templates() {
		o := draftOf(Spotted{Tasks: []string{"Feje"}, Minutes: template.Minutes, When: "mandag", Template: template.Code, Promise: "Et job"}, "Bageriet", today)
		if err := o.check(); err != nil || o.Kind != template.Kind || o.Months != template.Months || o.Weeks != template.Weeks || o.Promise != "Et job" {
			t.Errorf("%s: %+v, %v", template.Code, o, err)
		}
		if got := o.LastDay(o.Start).String(); got != last[template.Code] {
			t.Errorf("%s: from %s to %s, want %s", template.Code, o.Start, got, last[template.Code])
		}
	}
	if got := TemplateOf("made up").Code; got != "small_job" {
		t.Errorf("a template that is not there is %s", got)
	}
}
