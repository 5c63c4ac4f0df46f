package main

import (
	"net/url"
	"strings"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// TestConversion: tasks become paid after three yeses and not before; then the
// plan has more pay and less praktik, and the mentor's lines follow.
func TestConversion(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, consultant, mentor := s.as("owner"), s.as("consultant"), s.as("mentor")
		path := owner.course("Maja") // the demo data have a proposal
		const section = "section:has(h2:contains('Løn for: Skrive skilte'))"
		answer := owner.get(path).want(t, 200).values(section + " form[action$='/confirmation']")
		for _, address := range []string{"/conversion", "/conversion/confirmation", "/conversion/candidate", "/conversion/notice", "/conversion/withdrawal"} {
			mentor.post(path+address, answer).want(t, 403)
		}
		if got := consultant.post(path+"/conversion/notice", answer).want(t, 409); !got.says("Virksomheden skal sige ja først") {
			t.Errorf("told before anybody said yes: %s", got.summary())
		}
		owner.get(path+"/conversion").want(t, 409) // one at a time
		no := url.Values{"conversion": answer["conversion"], "reason": {"next_budget_year"}}
		if got := owner.post(path+"/conversion/refusal", no).want(t, 422); got.Find("#on-error").Length() != 1 || got.Find("details[open] #reason-next_budget_year[checked]").Length() != 1 {
			t.Errorf("a no until a date, without the date: %s", got.summary())
		}
		before := s.overviewYeses(owner)
		for range 2 { // twice is once
			owner.post(path+"/conversion/confirmation", answer).want(t, 303)
		}
		if after := s.overviewYeses(owner); after != before-1 {
			t.Errorf("%d yeses wait for the firm, before %d", after, before)
		}
		said := url.Values{"conversion": answer["conversion"], "answer": {"yes"}}
		if got := consultant.post(path+"/conversion/candidate", said).want(t, 422); got.Find("#helped-error").Length() != 1 {
			t.Errorf("why the consultant writes it is not asked: %s", got.summary())
		}
		said.Set("helped", "no_eid")
		consultant.post(path+"/conversion/candidate", said).want(t, 303)
		for range 2 {
			consultant.post(path+"/conversion/notice", answer).want(t, 303)
		}
		got := owner.get(path).want(t, 200)
		if !got.says("Alt er på plads. Opgaverne giver løn fra ") || !got.says("Skriftlige vilkår: det vigtigste senest ") || strings.Count(got.history(), "alt er på plads") != 1 || strings.Contains(got.body, "no_eid") {
			t.Errorf("with every yes: %s %s", got.summary(), got.history())
		}
		if plans := mentor.get(path+"/staircase").want(t, 200); !plans.says("Opgaver går over på løn") || plans.Find("#paid_minutes").Length() != 1 {
			t.Errorf("the plan does not change: %s", plans.summary())
		}
		consultant.post(path+"/conversion/withdrawal", answer).want(t, 409)
	})
}

func (s *site) overviewYeses(v *visitor) int {
	s.t.Helper()
	w, err := s.services.overview.For(s.t.Context(), s.actorOf(v))
	if err != nil {
		s.t.Fatal(err)
	}
	return w.Yeses
}

// TestTakenUpLater: a no until a day is kept as what the firm means to do then,
// and in place of nothing it means already.
func TestTakenUpLater(t *testing.T) {
	s := open(t, "", true)
	owner := s.as("owner")
	path, today := owner.course("Maja"), caldate.Of(clock.System{}.Now())
	answer := owner.get(path).want(t, 200).values("form[action$='/conversion/confirmation']")
	no := url.Values{"conversion": answer["conversion"], "reason": {"next_budget_year"}, "on": {today.Danish()}}
	if got := owner.post(path+"/conversion/refusal", no).want(t, 422); got.Find("#on-error").Length() != 1 {
		t.Errorf("today is taken: %s", got.summary())
	}
	no.Set("on", today.Add(40).Danish())
	for range 2 { // twice is once
		owner.post(path+"/conversion/refusal", no).want(t, 303)
	}
	got := owner.get(path+"/meetings").want(t, 200)
	if !got.says("Flere løntimer") || !got.says(danish(t).Date(today.Add(40))) || !got.says("Birthe Holm") {
		t.Errorf("it is not kept: %s", got.summary())
	}
}

// TestConvertedTask: the week after a task became paid, its lines are paid ones.
func TestConvertedTask(t *testing.T) {
	s := open(t, "", true)
	owner, mentor := s.as("owner"), s.as("mentor")
	path, today := owner.course("Karim"), caldate.Of(clock.System{}.Now())
	p, err := store.In(s.db, placement.Table).Get(t.Context(), access.System(), strings.TrimPrefix(path, "/placements/"))
	if err != nil || len(p.Conversions) != 1 || p.Conversions[0].StatusOn(today) != placement.ConversionActive {
		t.Fatalf("the demo data have no active conversion: %v %v", p.Conversions, err)
	}
	from, kinds := p.Conversions[0].From, map[string]int{}
	weeks, err := s.services.hours.OfPlacement(t.Context(), s.actorOf(owner), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range weeks {
		for _, l := range w.Lines {
			if l.TaskID == p.Conversions[0].TaskIDs[0] {
				kinds[map[bool]string{true: "before ", false: "after "}[l.Date.Before(from)]+string(l.Kind)]++
			}
		}
	}
	if kinds["before praktik"] == 0 || kinds["after paid"] == 0 || len(kinds) != 2 {
		t.Errorf("the lines of the task are %v", kinds)
	}
	if got := mentor.get(path + "/weeks/" + from.Week().String()); !got.says("Stable kasser og pap") || got.says("Stable kasser og pap (Praktik)") {
		t.Errorf("the week says %s", got.summary())
	}
	propose := owner.get(path+"/conversion").want(t, 200)
	if propose.Find("input[name=tasks]").Length() != 1 {
		t.Errorf("tasks to propose: %s", propose.summary())
	}
	wish := url.Values{"tasks": {"t1"}, "minutes": {"30"}, "kind": {"ordinary"}, "from": {today.Week().Add(1).Monday().String()}}
	if got := owner.post(path+"/conversion", wish).want(t, 422); !strings.Contains(got.Find("#minutes-error").Text(), " praktik om ugen efter planen") || got.Find("#minutes").AttrOr("value", "") != "30" {
		t.Errorf("more than there is: %s", got.summary())
	}
	wish.Set("minutes", "3")
	for range 2 {
		owner.post(path+"/conversion", wish).want(t, 303)
	}
	if got := owner.get(path); strings.Count(got.history(), "Der blev foreslået løn") != 2 || !got.says("virksomheden har sagt ja") || got.Find("form[action$='/conversion/confirmation']").Length() != 0 {
		t.Errorf("the firm's own proposal: %s %s", got.summary(), got.history())
	}
	back := owner.get(path).values("form[action$='/conversion/withdrawal']")
	s.as("owner2").post(path+"/conversion/withdrawal", back).want(t, 404)
	owner.post(path+"/conversion/withdrawal", back).want(t, 303)
}
