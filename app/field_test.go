package main

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
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

// TestWithdrawnWhileOpen: the firm has the page open in its browser when consent
// is taken back: the next page and every form of the old one find nothing.
func TestWithdrawnWhileOpen(t *testing.T) {
	s := open(t, "", true)
	owner, consultant := s.as("owner"), s.as("consultant")
	referral, _ := s.proposed(consultant, "Zenobia", candidate.Fields()...)
	if !owner.get(referral).want(t, 200).says("Zenobia") {
		t.Fatal("the firm does not see who is proposed")
	}
	consultant.post(referral+"/withdrawal", nil).want(t, 303)
	tomorrow := caldate.Of(clock.System{}.Now()).Add(1).Danish()
	owner.post(referral+"/answer", url.Values{"answer": {"meeting"}}).want(t, 404)
	owner.post(referral+"/answer", url.Values{}).want(t, 404)
	owner.post(referral+"/meeting", url.Values{"meeting_on": {tomorrow}}).want(t, 404)
	owner.post(referral+"/meeting/held", nil).want(t, 404)
	owner.post(referral+"/placement", nil).want(t, 404)
	owner.get(referral).want(t, 404)
	for _, page := range []string{"/overview", "/referrals", "/openings", "/reminders", "/reminders/today"} {
		if strings.Contains(owner.get(page).want(t, 200).body, "Zenobia") {
			t.Errorf("%s still names the person", page)
		}
	}
}

// TestPairWithdrawn: of two who would start together one takes the consent back.
// The firm learns that the other is not available, and nothing more; the one who
// remains is told that they are two no longer.
func TestPairWithdrawn(t *testing.T) {
	s := open(t, "", true)
	owner, consultant := s.as("owner"), s.as("consultant")
	path := ""
	owner.get("/referrals").want(t, 200).Find("a:contains('Vera')").Each(func(_ int, e *goquery.Selection) { path, _ = e.Attr("href") })
	up, _ := consultant.get(path).want(t, 200).Find("a:contains('Foreslå én mere')").Attr("href")
	form := consultant.get(up).want(t, 200).values("form.form")
	form.Set("candidate", strings.TrimPrefix(consultant.post("/candidates", url.Values{"first_name": {"Zenobia"}, "mastered": {"Veje mel"}, "minutes_wished": {"6"}}).location, "/candidates/"))
	form.Set("given", caldate.Of(clock.System{}.Now()).Danish())
	form["purposes"], form["fields"] = candidate.Purposes(), candidate.Fields()
	second := consultant.post(strings.Split(up, "/new")[0], form).want(t, 303).location
	if got := owner.get(path).want(t, 200); !got.says("begynde sammen med Zenobia") || !owner.get("/referrals").says("sammen med Vera") {
		t.Errorf("the firm does not see two: %s", got.summary())
	}
	if got := consultant.get(path + "/sheet"); !got.says("I er to, der begynder sammen") || got.says("Zenobia") {
		t.Errorf("her sheet: %s", got.summary())
	}
	consultant.post(second+"/withdrawal", nil).want(t, 303)
	owner.get(second).want(t, 404)
	got := owner.get(path).want(t, 200)
	if !got.says("er ikke til rådighed") || strings.Contains(got.body, "Zenobia") || strings.Contains(got.body, second) || owner.get("/referrals").says("sammen med") {
		t.Errorf("the firm of the one who remains: %s", got.summary())
	}
	if got := consultant.get(path + "/sheet"); !got.says("I er ikke længere to om det") {
		t.Errorf("the sheet of the one who remains: %s", got.summary())
	}
}

// proposed proposes a person of distinctive words to the bakery's first opening,
// and gives the addresses of the proposal and of the opening.
func (s *site) proposed(consultant *visitor, name string, fields ...string) (referral, openingPath string) {
	s.t.Helper()
	opening := s.ownFixture().opening
	person := consultant.post("/candidates", url.Values{
		"first_name": {name}, "mastered": {"Klippe hække ved kirken"}, "conditions": {"predictable_times"}, "minutes_now": {"3:15"}, "minutes_wished": {"17:45"},
	}).want(s.t, 303).location
	made := consultant.post("/openings/"+opening+"/referrals", url.Values{
		"candidate": {strings.TrimPrefix(person, "/candidates/")}, "basis": {"consent"}, "helped": {"no_eid"}, "purposes": candidate.Purposes(),
		"fields": fields, "given": {caldate.Of(clock.System{}.Now()).Danish()},
	}).want(s.t, 303)
	return made.location, "/openings/" + opening
}

// TestFieldsOfACandidate is what each role's pages hold of a person who agreed
// that the firm sees two of five fields, field by field.
func TestFieldsOfACandidate(t *testing.T) {
	s := open(t, "", true)
	consultant := s.as("consultant")
	referral, opening := s.proposed(consultant, "Zenobia", "first_name", "mastered")
	owner := s.as("owner")
	owner.post(referral+"/answer", url.Values{"answer": {"meeting"}}).want(t, 303)
	owner.post(referral+"/meeting", url.Values{"meeting_on": {caldate.Of(clock.System{}.Now()).Danish()}}).want(t, 303)
	consultant.post(referral+"/meeting/missed", url.Values{"explanation": {"Bussen holdt stille ved Rosenlund"}}).want(t, 303)
	own := s.ownFixture()
	all, err := s.services.candidates.Referrals(t.Context(), s.actorOf(consultant))
	if err != nil {
		t.Fatal(err)
	}
	person := ""
	for _, r := range all {
		if r.ID == strings.TrimPrefix(referral, "/referrals/") {
			person = r.CandidateID
		}
	}
	fields := map[string]string{
		"first name": "Zenobia", "tasks": "Klippe hække ved kirken", "conditions": "Faste mødetider", "hours now": "3 t 15 min", "hours wished": "17 t 45 min",
		"id in the register": person, "why helped": "Har ikke MitID", "why not there": "Rosenlund", "not there": "kom ikke",
	}
	pages := []string{
		"/overview", "/referrals", referral, opening, opening + "/referrals", opening + "/edit", "/openings", "/candidates", "/candidates/" + person, "/candidates/" + person + "/edit",
		"/placements", "/placements/" + own.placement, "/weeks", "/reminders", "/reminders/today", "/company", "/meetings",
	}
	want := map[string]string{
		"owner":       "first name, tasks",
		"hr":          "",
		"hr2":         "",
		"mentor":      "",
		"owner2":      "",
		"coordinator": "",
		"pseudonym":   "",
		"consultant":  "conditions, first name, hours now, hours wished, id in the register, not there, tasks, why helped, why not there",
	}
	for _, persona := range personas {
		v := s.as(persona)
		var holds []string
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			for _, page := range pages {
				if strings.Contains(strings.ReplaceAll(v.get(page).body, page, ""), fields[name]) && !(page == opening+"/edit" && name == "conditions") {
					holds = append(holds, name)
					break
				}
			}
		}
		if got := strings.Join(holds, ", "); got != want[persona] {
			t.Errorf("%s gets %q of the person, want %q", persona, got, want[persona])
		}
	}
}
