package main

import (
	"net/url"
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
)

// TestStaircase: the mentor looks at a lower plan before saving it, the ceiling
// of VITAS holds until a new one is recorded, and every plan is kept.
func TestStaircase(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, consultant, mentor, hr := s.as("owner"), s.as("consultant"), s.as("mentor"), s.as("hr")
		path, week := owner.course("Maja"), caldate.Of(clock.System{}.Now()).Week()
		next := week.Add(1).Monday().String()
		hr.get(path+"/staircase").want(t, 403)

		wish := url.Values{"move": {"lower"}, "from": {next}, "praktik_minutes": {"9"}, "tried": {"To korte dage"}, "happened": {"Tre dage var for meget"}}
		looked := mentor.post(path+"/staircase", wish).want(t, 200)
		save := looked.values("form:has(input[name=sure])")
		if !looked.says("Sådan bliver planen") || save.Get("tried") != "To korte dage" || strings.Contains(mentor.get(path).history(), "Planen for timer") {
			t.Fatalf("a look at the plan: %s", looked.summary())
		}
		for range 2 { // twice is once
			mentor.post(path+"/staircase", save).want(t, 303)
		}
		page := owner.get(path).want(t, 200)
		if strings.Count(page.history(), "Planen for timer blev ændret") != 1 || !page.says("9 t om ugen fra ") || page.Find("form[action$='/confirmations/company']").Length() != 0 {
			t.Errorf("the course does not tell of the plan: %s %s", page.summary(), page.history())
		}
		plans := consultant.get(path+"/staircase").want(t, 200)
		if !plans.says("Plan 2 Gå ned. ") || !plans.says("To korte dage") || !plans.says("Sådan gik detTre dage var for meget") {
			t.Errorf("the plans are not kept: %s", plans.summary())
		}
		save.Set("from", week.Monday().String())
		mentor.post(path+"/staircase", save).want(t, 409) // seen before the first

		wish = url.Values{"move": {"raise"}, "from": {next}, "praktik_minutes": {"20"}}
		high := mentor.post(path+"/staircase", wish).want(t, 422)
		if said := high.Find("#praktik_minutes-error").Text(); !strings.Contains(said, "højst 18 t") || high.Find("#praktik_minutes").AttrOr("value", "") != "20" {
			t.Errorf("more than granted says %q: %s", said, high.summary())
		}
		grant := url.Values{"granted": {"20"}, "reference": {"VP-99"}}
		mentor.post(path+"/vitas/hours", grant).want(t, 403)
		if got := owner.post(path+"/vitas/hours", url.Values{"granted": {"20"}}).want(t, 422); got.Find("#reference-error").Length() != 1 {
			t.Errorf("hours granted without a number: %s", got.summary())
		}
		for range 2 {
			owner.post(path+"/vitas/hours", grant).want(t, 303)
		}
		if got := owner.get(path).history(); strings.Count(got, "bevilget andre timer") != 1 {
			t.Errorf("the history of the grant: %s", got)
		}
		mentor.post(path+"/staircase", wish).want(t, 200)
	})
}

// TestOtherHours: hours beside the course fill the week and stand in the text
// for VITAS.
func TestOtherHours(t *testing.T) {
	s := open(t, "", true)
	owner := s.as("owner")
	path := owner.course("Anton") // a draft
	form := owner.get(path+"/edit").want(t, 200).values("form.form")
	form.Set("other.1.what", "teaching") // the first row is left empty
	form.Set("other.1.minutes", "29:30")
	got := owner.post(path+"/edit", form).want(t, 422)
	if got.Find("#other-0-minutes-error").Length() != 1 || got.Find("#other-0-minutes").AttrOr("value", "") != "29:30" {
		t.Errorf("a week that is too full: %s", got.summary())
	}
	form.Set("other.1.minutes", "29")
	owner.post(path+"/edit", form).want(t, 303)
	if got := owner.get(path); !got.says("Ved siden af forløbetUndervisning 29 t om ugen") {
		t.Errorf("the hours beside are not told: %s", got.summary())
	}
}
