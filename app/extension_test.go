package main

import (
	"net/url"
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
)

// TestExtension: the firm's wish waits for VITAS, whose approval makes a longer
// version and leaves every yes.
func TestExtension(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, consultant, mentor := s.as("owner"), s.as("consultant"), s.as("mentor")
		path := owner.course("Johan")
		if got := mentor.get(path).want(t, 200); !got.says("Der er bedt om en forlængelse") || got.Find("a[href$='/extension']").Length() != 0 {
			t.Errorf("the course does not say what waits: %s", got.summary())
		}
		owner.get(path+"/extension").want(t, 409) // one at a time
		mentor.get(path+"/extension").want(t, 403)
		mentor.post(path+"/extension/decision", nil).want(t, 403)
		consultant.post(path+"/extension/confirmation", url.Values{"state": {"approved"}, "helped": {"needs_help"}, "to": {"01.01.2030"}}).want(t, 409)

		vitas := consultant.get(path+"/vitas").want(t, 200)
		form := vitas.values("form.form")
		if !vitas.says("De faste dage er ved at sidde") || form.Get("to") == "" {
			t.Fatalf("the text for VITAS lacks the extension: %s", vitas.summary())
		}
		form.Set("state", "approved")
		if got := consultant.post(path+"/extension/decision", form).want(t, 422); got.Find("#reference-error").Length() != 1 {
			t.Errorf("an approval without a number: %s", got.summary())
		}
		form.Set("reference", "VP-77")
		stale := url.Values{"state": {"approved"}, "reference": {"VP-77"}, "to": {"01.01.2030"}}
		consultant.post(path+"/extension/decision", stale).want(t, 409)
		for range 2 { // twice is once
			consultant.post(path+"/extension/decision", form).want(t, 303)
		}
		to, _ := caldate.Parse(form.Get("to"))
		got := owner.get(path).want(t, 200)
		if !got.says("Forløbet er forlænget") || !got.says("– "+danish(t).Date(to)) || !got.says("VP-77") || strings.Count(got.history(), "Forløbet blev forlænget") != 1 {
			t.Errorf("the course is not longer: %s %s", got.summary(), got.history())
		}
		if got.Find("form[action$='/confirmations/company']").Length() != 0 || got.Find(".row-head .badge").First().Text() != "i gang" {
			t.Errorf("a yes was lost: %s", got.summary())
		}
		if versions := owner.get(path+"/versions").want(t, 200); versions.Find("main h2").Length() != 2 || !versions.says(to.Danish()) {
			t.Errorf("the longer version is not kept: %s", versions.summary())
		}
		long := url.Values{"to": {to.AddMonths(12).Danish()}, "motivation": {"mere"}, "paid_answer": {"not_yet"}}
		bad := owner.post(path+"/extension", long).want(t, 422)
		for _, field := range []string{"to", "paid_note"} {
			if bad.Find("#"+field+"-error").Length() == 0 {
				t.Errorf("no fault at %s: %s", field, bad.summary())
			}
		}
		if bad.Find("#motivation").Text() != "mere" {
			t.Error("what was typed is lost")
		}
	})
}

// TestPaidExtension: without praktik the candidate decides, and a no leaves the
// agreed last day.
func TestPaidExtension(t *testing.T) {
	s := open(t, "", true)
	owner, consultant := s.as("owner2"), s.as("consultant")
	path := owner.course("Kaj")
	ask := func(months int) string {
		to := caldate.Of(clock.System{}.Now()).AddMonths(months).Danish()
		owner.post(path+"/extension", url.Values{"to": {to}, "motivation": {"sæsonen begynder"}, "paid_answer": {"yes"}, "paid_from": {"1.1.2027"}}).want(t, 303)
		return to
	}
	ask(4)
	owner.post(path+"/extension/confirmation", nil).want(t, 403)
	waiting := consultant.get(path).want(t, 200)
	answer := waiting.values("form[action$='/extension/confirmation']")
	answer.Set("state", "refused")
	if got := consultant.post(path+"/extension/confirmation", answer).want(t, 422); got.Find("#helped-error").Length() != 1 {
		t.Errorf("why the consultant writes it is not asked: %s", got.summary())
	}
	answer.Set("helped", "no_eid")
	consultant.post(path+"/extension/confirmation", answer).want(t, 303)
	if got := owner.get(path).want(t, 200); !got.says("Forløbet blev ikke forlænget") || got.Find("a[href$='/versions']").Length() != 0 || got.Find("a[href$='/extension']").Length() != 1 {
		t.Errorf("after the no: %s", got.summary())
	}
	answer.Set("to", ask(5))
	answer.Set("state", "approved")
	consultant.post(path+"/extension/confirmation", answer).want(t, 303)
	if got := owner.get(path).want(t, 200); !got.says("Forløbet er forlænget") || got.Find("a[href$='/versions']").Length() != 1 || strings.Contains(got.body, "no_eid") {
		t.Errorf("after the yes: %s", got.summary())
	}
}
