package main

import (
	"net/url"
	"testing"
)

// TestReminderTimes: who runs the firm's account chooses when messages go out,
// within bounds, and sees it; nothing typed is lost.
func TestReminderTimes(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner := s.as("owner")
		form := owner.get("/reminders/times").want(t, 200).values("form.form")
		if form.Get("hour") != "9" || form.Get("very_late_days") != "14" {
			t.Fatalf("the times by themselves are %v", form)
		}
		for _, wrong := range []url.Values{
			{"hour": {"22"}}, {"friday_hour": {""}}, {"late_days": {"1"}}, {"late_days": {"mange"}}, {"very_late_days": {"7"}}, {"very_late_days": {"29"}},
		} {
			for field, value := range wrong {
				changed := url.Values{"hour": form["hour"], "friday_hour": form["friday_hour"], "late_days": form["late_days"], "very_late_days": form["very_late_days"]}
				changed[field] = value
				got := owner.post("/reminders/times", changed).want(t, 422)
				if kept, _ := got.Find("input#" + field).Attr("value"); got.Find("#"+field+"-error").Length() != 1 || got.Find("input#"+field).Length() == 1 && kept != value[0] {
					t.Errorf("%s %s: %s", field, value, got.summary())
				}
			}
		}
		form.Set("hour", "7")
		form.Set("late_days", "3")
		s.as("mentor").post("/reminders/times", form).want(t, 403)
		owner.post("/reminders/times", form).want(t, 303)
		if got := owner.get("/reminders/today").want(t, 200); !got.says("De går ud kl. 7 på hverdage, om fredagen kl. 12.") {
			t.Errorf("the new time does not show: %s", got.summary())
		}
		if got := owner.get("/company").want(t, 200); !got.says("Tidspunkterne for beskeder blev ændret") {
			t.Errorf("the history does not tell it: %s", got.Find(".history").Text())
		}
	})
}
