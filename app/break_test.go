package main

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/i18n"
)

func danish(t testing.TB) *i18n.Texts {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalogue.For(i18n.Danish)
}

// TestStopCourse: the firm stops a course, not before its hours, and the
// candidate gets a next try; the same day it can be undone.
func TestStopCourse(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, consultant, mentor := s.as("owner"), s.as("consultant"), s.as("mentor")
		path, today := owner.course("Maja"), caldate.Of(clock.System{}.Now())
		logged, err := s.services.hours.LoggedDays(t.Context(), s.actorOf(consultant), strings.TrimPrefix(path, "/placements/"))
		if err != nil || len(logged) == 0 {
			t.Fatalf("days with hours %v, %v", logged, err)
		}
		last := logged[len(logged)-1]
		mentor.get(path+"/stop").want(t, 403)

		early := url.Values{"on": {last.Add(-1).Danish()}, "reason": {"other"}}
		got := consultant.post(path+"/stop", early).want(t, 422)
		if said := got.Find("#on-error").Text(); !strings.Contains(said, danish(t).Date(last)) || got.Find("#on").AttrOr("value", "") != last.Add(-1).Danish() {
			t.Errorf("a stop before hours says %q: %s", said, got.summary())
		}
		got = owner.post(path+"/stop", url.Values{"on": {last.Danish()}, "reason": {"other"}}).want(t, 422)
		if got.Find("#note-error").Length() != 1 {
			t.Errorf("another reason needs no words: %s", got.summary())
		}
		stop := url.Values{"on": {last.Danish()}, "reason": {"education"}, "note": {"Begynder på kurset i Nykøbing."}}
		for range 2 { // twice is once
			owner.post(path+"/stop", stop).want(t, 303)
		}
		page := owner.get(path).want(t, 200)
		if !page.says("Begynder på en uddannelse") || strings.Count(page.history(), "Forløbet blev stoppet") != 1 {
			t.Errorf("the page does not tell of the stop: %s", page.history())
		}
		owner.get(path+"/stop").want(t, 409)
		if after := last.Week().Add(1); !after.Monday().After(today) {
			owner.get(path+"/weeks/"+after.String()).want(t, 404)
		}
		mentor.get(path+"/weeks/"+last.Week().String()).want(t, 200)

		mentor.post(path+"/stop/deletion", nil).want(t, 403)
		consultant.post(path+"/stop/deletion", nil).want(t, 303)
		if got := owner.get(path).want(t, 200); got.Find("a[href$='/stop']").Length() != 1 || !strings.Contains(got.history(), "Stoppet blev fortrudt") {
			t.Errorf("the course does not go on: %s", got.summary())
		}
	})
}

// TestStoppedCourse: what stays of a stopped course, and where it leads.
func TestStoppedCourse(t *testing.T) {
	s := open(t, "", true)
	owner, consultant, mentor := s.as("owner"), s.as("consultant"), s.as("mentor")
	path := owner.course("Peder")
	page := owner.get(path).want(t, 200)
	if !page.says("Forløbet er stoppet") || !page.says("Begynder i et job") || page.Find("a[href^='/candidates']").Length() != 0 {
		t.Errorf("the firm sees %s", page.summary())
	}
	if page.Find("form[action$='/stop/deletion']").Length() != 0 {
		t.Error("an old stop can be undone")
	}
	owner.post(path+"/stop/deletion", nil).want(t, 409)
	week := caldate.Of(clock.System{}.Now()).Week()
	for n := range 4 {
		if row := fmt.Sprintf("Peder, uge %d", week.Add(-n).Number()); mentor.get("/weeks").says(row) {
			t.Errorf("after the stop the mentor is asked for %s", row)
		}
	}
	next, ok := consultant.get(path).want(t, 200).Find("a:contains('Prøv igen et andet sted')").Attr("href")
	if !ok || !consultant.get(next).want(t, 200).says("Peder") {
		t.Errorf("the next try leads to %q", next)
	}
	referral := ""
	for _, a := range consultant.get("/referrals").Find("a:contains('Peder')").EachIter() {
		referral, _ = a.Attr("href")
	}
	if got := consultant.post(referral+"/withdrawal", nil).want(t, 409); !got.says("Stop forløbet") {
		t.Errorf("the refusal does not point to the stop: %s", got.summary())
	}
}

// TestPauseCourse: nobody asks for hours in a pause, its day back can move, and
// it covers no day with hours.
func TestPauseCourse(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, consultant, mentor := s.as("owner"), s.as("consultant"), s.as("mentor")
		path, today := owner.course("Karim"), caldate.Of(clock.System{}.Now())
		week := today.Week()
		if got := owner.get(path).want(t, 200); !got.says("Forløbet holder pause") || got.Find(".row-head .badge").First().Text() != "pause" || got.Find("a[href$='/pause']").Length() != 0 {
			t.Errorf("the paused course says %s", got.summary())
		}
		if mentor.get("/weeks").says(fmt.Sprintf("Karim, uge %d", week.Add(-1).Number())) {
			t.Error("the mentor is asked for a week of the pause")
		}
		resting := path + "/weeks/" + week.Add(-1).String()
		mentor.get(resting).want(t, 200)
		line := url.Values{"date": {week.Add(-1).Monday().String()}, "task": {"t1"}, "minutes": {"2"}}
		mentor.post(resting+"/lines", line).want(t, 422)
		move := owner.get(path).values("form[action$='/resumption']")
		move.Set("resume", today.Danish())
		consultant.post(path+"/resumption", move).want(t, 303)
		if got := owner.get(path).want(t, 200); got.Find(".row-head .badge").First().Text() != "i gang" || !strings.Contains(got.history(), "Pausen blev flyttet") {
			t.Errorf("after the pause it says %s", got.summary())
		}
		line.Set("date", today.String())
		line.Set("task", "t1")
		mentor.post(path+"/weeks/"+week.String()+"/lines", line).want(t, 303)
		got := owner.post(path+"/pause", url.Values{"from": {today.Danish()}, "resume": {today.Add(7).Danish()}}).want(t, 422)
		if said := got.Find("#resume-error").Text(); !strings.Contains(said, danish(t).Date(today)) {
			t.Errorf("a pause over hours says %q: %s", said, got.summary())
		}
		owner.post(path+"/pause", url.Values{"from": {today.Add(1).Danish()}, "resume": {today.Add(8).Danish()}}).want(t, 303)
		mentor.post(path+"/pause", nil).want(t, 403)
	})
}
