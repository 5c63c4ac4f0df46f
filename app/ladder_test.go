package main

import (
	"net/url"
	"strings"
	"testing"
)

// TestLadder: the mentor takes a task a step up and down with one tap each;
// nobody else's tap, and none on what is paid, does anything.
func TestLadder(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, mentor := s.as("owner"), s.as("mentor")
		path := owner.course("Maja")
		of := func(p page) url.Values { return p.values("#tasks li:contains('Lægge billeder') form") }
		step := of(mentor.get(path).want(t, 200))
		if step.Get("step") != "with_help" {
			t.Fatalf("the demo task stands at %q", step.Get("step"))
		}
		step.Set("move", "up")
		for range 2 { // twice is once
			mentor.post(path+"/ladder", step).want(t, 303)
		}
		got := owner.get(path).want(t, 200)
		if now := of(got); now.Get("step") != "alone" || strings.Count(got.history(), "med hjælp → selvstændig") != 2 {
			t.Errorf("after a step up: %v: %s", now, got.history())
		}
		step.Set("move", "down")
		mentor.post(path+"/ladder", step).want(t, 409) // seen at the step before
		down := of(got)
		down.Set("move", "down")
		mentor.post(path+"/ladder", down).want(t, 303)
		if of(mentor.get(path)).Get("step") != "with_help" {
			t.Error("a step down does not count")
		}
		s.as("hr").post(path+"/ladder", step).want(t, 403)
		s.as("owner2").post(path+"/ladder", step).want(t, 404)
		mentor.post(path+"/ladder", url.Values{"task": {"t9"}, "move": {"up"}, "step": {"new"}}).want(t, 404)
		paid := owner.course("Karim")
		mentor.post(paid+"/ladder", url.Values{"task": {"t2"}, "move": {"down"}, "step": {"paid"}}).want(t, 409)
	})
}

// TestQuiet: the mentor of a quiet course gets no curves and sums of hours; the
// firm still does.
func TestQuiet(t *testing.T) {
	s := open(t, "", true)
	owner, consultant, mentor := s.as("owner"), s.as("consultant"), s.as("mentor")
	path := owner.course("Maja")
	mentor.post(path+"/quiet", nil).want(t, 403)
	for range 2 {
		consultant.post(path+"/quiet", nil).want(t, 303)
	}
	for _, address := range []string{path, path + "/staircase"} {
		if got := mentor.get(address).want(t, 200); got.Find("svg.chart").Length() != 0 || got.says("er godkendt i alt") {
			t.Errorf("%s: the mentor gets curves of hours: %s", address, got.summary())
		}
		if owner.get(address).Find("svg.chart").Length() == 0 {
			t.Errorf("%s: the owner gets none", address)
		}
	}
	owner.post(path+"/quiet/deletion", nil).want(t, 303)
	if got := mentor.get(path); got.Find("svg.chart").Length() == 0 || strings.Count(owner.get(path).history(), "skruet ned") != 1 {
		t.Errorf("the numbers do not come back: %s", got.summary())
	}
}
