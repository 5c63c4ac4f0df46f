package main

import (
	"net/url"
	"strings"
	"testing"
)

// TestFollowUp walks a forgotten meeting of the demo data from the overview to
// its closing: without the first item it cannot be closed, and nothing typed is
// lost; "not yet" becomes a milestone that is reached.
func TestFollowUp(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, mentor, hr := s.as("owner"), s.as("mentor"), s.as("hr")
		if got := owner.get("/overview").want(t, 200).Find("a.task-waits[href='/meetings']"); !strings.Contains(got.Text(), "Møder og aftaler") {
			t.Errorf("the overview does not tell of the forgotten meeting: %q", got.Text())
		}
		if hr.get("/overview").want(t, 200).Find("a[href='/meetings']").Length() != 0 {
			t.Error("the approver has nothing to do with meetings")
		}
		path, _ := mentor.get("/meetings").want(t, 200).Find("li:contains('Maja'):contains('forsinket') a").Attr("href")
		p := mentor.get(path).want(t, 200)
		if !p.says("1. Løntimer?") && p.Find("ol li").First().Text() != "Løntimer?" {
			t.Errorf("the first item is not the paid hours: %s", p.summary())
		}
		got := mentor.post(path+"/attendance", url.Values{"held_on": {"i går"}}).want(t, 422)
		if got.Find("#held_on-error").Length() != 1 || got.Find("input[value='i går']").Length() != 1 {
			t.Errorf("a wrong day is not told at its field, or is lost: %s", got.summary())
		}
		form := p.values("form[action$='/attendance']")
		form.Del("attended")
		if got := mentor.post(path+"/attendance", form).want(t, 422); !strings.Contains(got.Find("#attended-error").Text(), "Kryds af") {
			t.Errorf("nobody came: %s", got.summary())
		}
		form["attended"] = []string{"firm", "candidate"}
		hr.post(path+"/attendance", form).want(t, 403)
		mentor.post(path+"/attendance", form).want(t, 303)
		mentor.post(path+"/attendance", form).want(t, 409)

		note := mentor.get(path).want(t, 200).values("form[action$='/note']")
		note.Set("work", "Skiltene går godt")
		note.Set("close", "yes")
		got = mentor.post(path+"/note", note).want(t, 422)
		if !strings.Contains(got.Find("#paid_answer-error").Text(), "første punkt") || !strings.Contains(got.Find("textarea").Text(), "Skiltene går godt") {
			t.Errorf("without the first item: %s", got.summary())
		}
		for field, value := range map[string]string{
			"paid_answer": "not_yet", "because": "der mangler fart", "milestone": "Tre skilte om dagen", "milestone_owner": "firm", "milestone_due": "2026-01-05",
			"step": "Øve skilte", "ball": "mentor", "step_on": "2027-01-05",
		} {
			note.Set(field, value)
		}
		note.Set("version", "1")
		if got := mentor.post(path+"/note", note).want(t, 409); !strings.Contains(got.Find("textarea").Text(), "Skiltene går godt") {
			t.Errorf("what was typed is lost when somebody else was first: %s", got.summary())
		}
		note.Set("version", mentor.get(path).values("form[action$='/note']").Get("version"))
		mentor.post(path+"/note", note).want(t, 303)
		if got := hr.get(path).want(t, 200); !got.says("der mangler fart") || got.Find("main form").Length() != 0 {
			t.Errorf("the note is not there to read: %s", got.summary())
		}
		course := strings.TrimSuffix(path, "/meetings/halfway")
		list := owner.get(course+"/meetings").want(t, 200)
		if !list.says("Tre skilte om dagen") || !list.says("Et møde blev lukket: Møde halvvejs") {
			t.Errorf("the milestone or the history is missing: %s", list.summary())
		}
		if !owner.get(course).want(t, 200).says("Bolden ligger hos") {
			t.Error("the course does not tell who has the ball") // what is due first, and not the meeting's step in January
		}
		settle := list.values("form[action$='/milestones']")
		settle.Set("became", "dropped")
		if got := owner.post(course+"/milestones", settle).want(t, 422); got.Find("#dropped_because-error").Length() != 1 {
			t.Errorf("a milestone is dropped without a reason: %s", got.summary())
		}
		settle.Set("became", "reached")
		owner.post(course+"/milestones", settle).want(t, 303)
	})
}

// TestParkedIntention: the firm keeps what it means to do later; the consultant
// reads it and cannot change it.
func TestParkedIntention(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, consultant := s.as("owner"), s.as("consultant")
		course, _ := owner.get("/placements").want(t, 200).Find("a:contains('Karim')").Attr("href")
		form := owner.get(course+"/meetings").want(t, 200).values("form[action$='/intention']")
		form.Set("what", "more_hours")
		form.Set("wakes", "05.01.2126")
		form.Set("minutes", "8")
		form.Set("owner", "nobody")
		got := owner.post(course+"/intention", form).want(t, 422)
		if got.Find("#owner-error").Length() != 1 || got.Find("#why_not-error").Length() != 1 || got.Find("input[value='05.01.2126']").Length() != 1 {
			t.Errorf("what is wrong is not told, or what was typed is lost: %s", got.summary())
		}
		person, _ := got.Find("#owner option:contains('Birthe Holm')").Attr("value")
		form.Set("owner", person)
		form.Set("why_not", "Vi ser sommeren an")
		consultant.post(course+"/intention", form).want(t, 403)
		owner.post(course+"/intention", form).want(t, 303)
		if got := consultant.get(course+"/meetings").want(t, 200); !got.says("Vi ser sommeren an") || got.Find("form[action*='/intention']").Length() != 0 {
			t.Errorf("the consultant sees: %s", got.summary())
		}
		end := owner.get(course+"/meetings").want(t, 200).values("form[action$='/ending']")
		end.Set("outcome", "given_up")
		if got := owner.post(course+"/intention/ending", end).want(t, 422); got.Find("#outcome_note-error").Length() != 1 {
			t.Errorf("it is given up without a word: %s", got.summary())
		}
		end.Set("outcome", "done")
		owner.post(course+"/intention/ending", end).want(t, 303)
		owner.post(course+"/intention/ending", end).want(t, 409)
	})
}

// TestDemoFollowUp: the demo data hold what people come to see.
func TestDemoFollowUp(t *testing.T) {
	s := open(t, "", true)
	consultant := s.as("consultant")
	for name, want := range map[string]string{
		"Lars": "Der er først lønkroner i næste budgetår", "Malte": "20 timer om ugen fire uger i trækvirksomheden, senest", "Maja": "forsinket", "Johan": "lukket",
	} {
		course, _ := consultant.get("/placements").want(t, 200).Find("a:contains('" + name + "')").Attr("href")
		if got := consultant.get(course+"/meetings").want(t, 200); !got.says(want) {
			t.Errorf("%s lacks %q: %s", name, want, got.summary())
		}
	}
}
