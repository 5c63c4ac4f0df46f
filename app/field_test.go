package main

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
)

// TestForeignIDsInForms: an id in a form's body reaches no further than one in
// an address.
func TestForeignIDsInForms(t *testing.T) {
	s := open(t, "", true)
	own, foreign := s.ownFixture(), s.foreignFixture()
	owner, consultant := s.as("owner"), s.as("consultant")
	stranger := s.actorOf(s.as("owner2")).PersonID()
	today := caldate.Of(clock.System{}.Now()).Danish()
	for name, tt := range map[string]struct {
		v     *visitor
		path  string
		form  url.Values
		field string
	}{
		"candidate of another municipality": {consultant, "/openings/" + own.opening + "/referrals",
			url.Values{"candidate": {foreign.candidate}, "purposes": {"paid", "praktik"}, "fields": {"first_name"}, "given": {today}}, "candidate"},
		"a role for somebody of another firm": {owner, "/company/members", url.Values{"person": {stranger}, "role": {"mentor"}}, "person"},
		"a mentor of another firm": {owner, "/openings",
			url.Values{"tasks": {"Feje"}, "minutes": {"4"}, "when": {"mandag"}, "p_number": {"1999999991"}, "mentor": {stranger}}, "mentor"},
		"a place of another firm": {owner, "/openings",
			url.Values{"tasks": {"Feje"}, "minutes": {"4"}, "when": {"mandag"}, "p_number": {"1999999975"}, "mentor": {s.actorOf(owner).PersonID()}}, "p-number"},
	} {
		got := tt.v.post(tt.path, tt.form).want(t, 422)
		if field := strings.ReplaceAll(tt.field, "p-number", "p_number"); got.Find("#"+field+"-error").Length() != 1 {
			t.Errorf("%s: no fault at %s: %s", name, field, got.summary())
		}
	}
}

// TestWhatIsNotSent: what a role may not see is not in what its browser gets.
func TestWhatIsNotSent(t *testing.T) {
	s := open(t, "", true)
	p, week := s.runningCourse()
	placement := "/placements/" + p.ID
	if got := s.as("consultant").get(placement).want(t, 200); strings.Contains(got.body, placement+"/weeks/"+week.String()) {
		t.Error("the consultant gets a link to a week that is not approved")
	}
	s.as("consultant").get(placement+"/weeks/"+week.String()).want(t, 404)
	mentor := s.as("mentor").get(placement).want(t, 200)
	for _, secret := range []string{placement + "/vitas", placement + "/grants", placement + "/edit"} {
		if strings.Contains(mentor.body, secret) {
			t.Errorf("the mentor gets %s", secret)
		}
	}
	if owner := s.as("owner").get(placement).want(t, 200); strings.Contains(owner.body, "hjulpet:") {
		t.Error("the firm learns why the candidate was helped")
	}
}

// TestWithdrawnConsent: the firm loses a person everywhere at once, the
// agreement included, and is not told why.
func TestWithdrawnConsent(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, consultant := s.as("owner"), s.as("consultant")
		list := owner.get("/placements").want(t, 200)
		if !list.says("Freja") {
			t.Fatalf("the demo data have no agreement with Freja: %s", list.summary())
		}
		path, _ := list.Find("a:contains('Freja')").Attr("href")
		var referral string
		consultant.get("/referrals").Find("a:contains('Freja')").Each(func(_ int, e *goquery.Selection) { referral, _ = e.Attr("href") })
		consultant.post(referral+"/withdrawal", nil).want(t, 303)
		owner.get(path).want(t, 404)
		owner.get(referral).want(t, 404)
		for _, page := range []string{"/placements", "/referrals", "/weeks", "/overview"} {
			if owner.get(page).says("Freja") {
				t.Errorf("%s still names the person", page)
			}
		}
		if !consultant.get(path).want(t, 200).says("trukket tilbage") {
			t.Error("the consultant does not see that consent was withdrawn")
		}
		running := ""
		consultant.get("/referrals").Find("a:contains('Maja')").Each(func(_ int, e *goquery.Selection) { running, _ = e.Attr("href") })
		consultant.post(running+"/withdrawal", nil).want(t, 409)
	})
}
