package main

import (
	"net/url"
	"testing"

	"fodfaeste/internal/hours"
)

// TestNewMentor: whoever takes a course over has all its weeks, so that none
// that was approved reads as forgotten; the one before has none of them.
func TestNewMentor(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, colleague, before := s.as("owner"), s.as("pseudonym"), s.as("mentor")
		colleague.post("/welcome/request", nil).want(t, 303)
		id := s.actorOf(colleague).PersonID()
		owner.post("/company/members", url.Values{"person": {id}, "role": {"mentor"}}).want(t, 303)
		p, _ := s.runningCourse()
		weeks := func(v *visitor) []hours.Week {
			t.Helper()
			return must(s.services.hours.OfPlacement(t.Context(), s.actorOf(v), p.ID))
		}
		logged := len(weeks(owner))
		if logged < 3 || len(weeks(before)) != logged {
			t.Fatalf("the firm has %d weeks and the mentor %d", logged, len(weeks(before)))
		}
		form := owner.get("/placements/"+p.ID+"/edit").want(t, 200).values("form.form")
		form.Set("mentor", id)
		owner.post("/placements/"+p.ID+"/edit", form).want(t, 303)
		if got := weeks(colleague); len(got) != logged {
			t.Errorf("the new mentor has %d weeks of %d", len(got), logged)
		}
		if got := weeks(before); len(got) != 0 {
			t.Errorf("the mentor before still has %d weeks", len(got))
		}
		path := "/placements/" + p.ID + "/weeks/" + weeks(owner)[0].Week.String()
		if got := colleague.get(path).want(t, 200); !got.says("Godkendt") {
			t.Errorf("an approved week reads %s", got.summary())
		}
	})
}
