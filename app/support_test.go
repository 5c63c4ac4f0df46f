package main

import "testing"

// TestSavedSupportCheck: each side keeps its own answers about support for a
// course, nothing about health is kept, and the history tells no more than that
// somebody looked.
func TestSavedSupportCheck(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, consultant := s.as("owner"), s.as("consultant")
		path, _ := owner.get("/placements").want(t, 200).Find("a:contains('Anton')").Attr("href")
		form := owner.get(path+"/grants").want(t, 200).values("#grants")
		form.Set("person.target", "kth_jobparat")
		form.Set("person.disability", "yes")
		if got := owner.post(path+"/grants/saved", form).want(t, 422); !got.says("Sæt kryds, når personen ved, at svarene bliver gemt") {
			t.Errorf("saving without the tick says: %s", got.summary())
		}
		form.Set("saved.told", "yes")
		owner.post(path+"/grants/saved", form).want(t, 303)
		again := owner.get(path+"/grants").want(t, 200)
		if !again.says("Gemt af Birthe Holm") || !again.says("Svaret er") {
			t.Errorf("what was saved is not told: %s", again.Find("#saved-heading").Parent().Text())
		}
		if got := again.values("#grants"); got.Get("person.target") != "kth_jobparat" || got.Get("person.disability") != "" {
			t.Errorf("the form has target %q, disability %q", got.Get("person.target"), got.Get("person.disability"))
		}
		theirs := consultant.get(path+"/grants").want(t, 200)
		if theirs.says("Gemt af Birthe Holm") || theirs.values("#grants").Get("person.target") != "" {
			t.Error("the municipality sees the firm's answers")
		}
		course := owner.get(path).want(t, 200)
		if !course.says("Mulighederne for støtte blev undersøgt og gemt") || course.says("Kontanthjælp") {
			t.Errorf("the history tells: %s", course.Find(".history").Text())
		}
		s.as("mentor").post(path+"/grants/saved", form).want(t, 403)
		s.as("owner2").post(path+"/grants/saved", form).want(t, 404)
	})
}
