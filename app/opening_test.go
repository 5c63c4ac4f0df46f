package main

import (
	"net/url"
	"strings"
	"testing"
)

// TestReviewedOpening walks a small job of a firm that is no longer trusted
// through review, and the others' ways to it.
func TestReviewedOpening(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		own := s.ownFixture()
		owner, consultant, hr := s.as("owner"), s.as("consultant"), s.as("hr")
		live := "/openings/" + own.opening
		if got := consultant.post(live+"/distrust", url.Values{"distrust_reason": {" "}}).want(t, 422); got.Find("#distrust_reason-error").Length() != 1 {
			t.Errorf("trust goes without a reason: %s", got.summary())
		}
		consultant.post(live+"/distrust", url.Values{"distrust_reason": {"Opgaven fandtes ikke"}}).want(t, 303)
		if got := owner.get("/company").want(t, 200); !got.says("Opgaven fandtes ikke") {
			t.Error("the firm does not read why")
		}

		form := owner.get("/openings/new").want(t, 200).values("form.form")
		form.Set("tasks", "Feje gulv\nPakke kager")
		form.Set("when", "Mandag")
		form.Set("p_number", "1999999991")
		form.Set("mentor", s.actorOf(s.as("mentor")).PersonID())
		draft := strings.TrimSuffix(owner.post("/openings", form).want(t, 303).location, "/edit")
		consultant.get(draft).want(t, 404)
		hr.post(draft+"/publication", url.Values{}).want(t, 403)
		owner.post(draft+"/publication", url.Values{}).want(t, 303)
		if got := consultant.get("/openings?status=in_review").want(t, 200); got.Find(`a[href="`+draft+`"]`).Length() != 1 {
			t.Errorf("it is not to review: %s", got.summary())
		}
		if got := consultant.get("/openings").want(t, 200); got.Find(`a[href="`+draft+`"]`).Length() != 0 || !got.says("Til gennemsyn (1)") {
			t.Error("what is in review is live, or nothing tells of it")
		}
		owner.post(draft+"/approval", url.Values{}).want(t, 403)
		consultant.post(draft+"/return", url.Values{"send_back_reason": {""}}).want(t, 422)
		consultant.post(draft+"/return", url.Values{"send_back_reason": {"Hvilke dage?"}}).want(t, 303)
		consultant.get(draft).want(t, 404)
		if got := owner.get(draft).want(t, 200); !got.says("Hvilke dage?") || !got.says("Send til gennemsyn") {
			t.Errorf("it came back without why: %s", got.summary())
		}
		owner.post(draft+"/publication", url.Values{}).want(t, 303)
		consultant.post(draft+"/approval", url.Values{}).want(t, 303)
		owner.post(draft+"/renewal", url.Values{}).want(t, 303)
		owner.post(draft+"/pause", url.Values{}).want(t, 303)
		if got := consultant.get("/openings").want(t, 200); got.Find(`a[href="`+draft+`"]`).Length() != 0 {
			t.Error("what is paused is live")
		}
		owner.post(draft+"/renewal", url.Values{}).want(t, 409)
		owner.post(draft+"/resumption", url.Values{}).want(t, 303)
		owner.post(draft+"/closure", url.Values{"close_reason": {"filled"}}).want(t, 303)
		again := owner.post(draft+"/copy", url.Values{}).want(t, 303).location
		if got := owner.get(again).want(t, 200); !got.says("Gerne den samme som sidst") {
			t.Errorf("the copy: %s", got.summary())
		}
	})
}

// TestHandAsked: one sentence reaches the consultant, nothing typed is lost, and
// the draft of the answer is the firm's to publish.
func TestHandAsked(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, consultant := s.as("owner2"), s.as("consultant")
		wish := url.Values{"text": {"Nogen til at pakke"}, "minutes": {"5"}, "phone": {"12"}}
		got := owner.post("/hands", wish).want(t, 422)
		if kept, _ := got.Find("input#text").Attr("value"); kept != "Nogen til at pakke" || got.Find("#phone-error").Length() != 1 {
			t.Errorf("half a number: %s", got.summary())
		}
		wish.Set("phone", "12 34 56 78")
		hand := owner.post("/hands", wish).want(t, 303).location
		s.as("mentor").get("/hands").want(t, 403)
		s.as("owner").get(hand).want(t, 404)
		if got := consultant.get("/hands").want(t, 200); got.Find(`a[href="`+hand+`"]`).Length() != 1 || got.Find("form.form").Length() != 0 {
			t.Errorf("the consultant: %s", got.summary())
		}
		owner.post(hand+"/answer", url.Values{"answer": {"Ja"}}).want(t, 403)
		if got := consultant.post(hand+"/answer", url.Values{"tasks": {"Pakke"}}).want(t, 422); got.Find("#answer-error").Length() != 1 || got.Find("textarea#tasks").Text() != "Pakke" {
			t.Errorf("an answer without words: %s", got.summary())
		}
		consultant.post(hand+"/answer", url.Values{"answer": {"Jeg kommer forbi"}, "tasks": {"Pakke\nFeje"}}).want(t, 303)
		draft, _ := owner.get(hand).want(t, 200).Find("a.button-primary").Attr("href")
		consultant.get(draft).want(t, 404)
		if got := owner.get(draft).want(t, 200); !got.says("Konsulenten lavede et udkast") || !got.says("Ikke valgt endnu") {
			t.Errorf("the draft: %s", got.summary())
		}
		owner.post(draft+"/publication", url.Values{}).want(t, 422) // nobody shows the ropes yet
	})
}
