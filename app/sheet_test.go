package main

import (
	"strings"
	"testing"
)

// TestSheet: what the candidate gets on paper has the hours that were approved,
// and none while the course keeps them quiet, whoever prints it.
func TestSheet(t *testing.T) {
	s := open(t, "", true)
	owner, consultant, mentor := s.as("owner"), s.as("consultant"), s.as("mentor")
	p, _ := s.runningCourse()
	path := "/placements/" + p.ID
	for _, v := range []*visitor{owner, consultant, mentor} {
		got := v.get(path+"/sheet").want(t, 200)
		if hours := got.Find("#hours-heading"); hours.Length() != 1 || !strings.Contains(got.Find("h1 + .lead").Text(), p.FirstName) {
			t.Errorf("the sheet reads %s", got.summary())
		}
	}
	owner.post(path+"/quiet", nil).want(t, 303)
	for _, v := range []*visitor{owner, consultant, mentor} {
		if got := v.get(path+"/sheet").want(t, 200); got.Find("#hours-heading").Length() != 0 || strings.Contains(got.body, "godkendt i alt") {
			t.Errorf("quiet, and the sheet reads %s", got.summary())
		}
	}
}
