package main

import (
	"net/url"
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
)

// TestNeedWithoutAName walks from a need to a proposal. Until the person has
// consented, nothing that any firm gets holds their name, their id or a way to
// them; and what one firm answered, no other firm gets.
func TestNeedWithoutAName(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, owner2, consultant := s.as("owner"), s.as("owner2"), s.as("consultant")
		person := consultant.post("/candidates", url.Values{
			"first_name": {"Zenobia"}, "mastered": {"Klippe hække"}, "conditions": {"calm"}, "minutes_wished": {"9"}, "post_code": {"4913"},
		}).want(t, 303).location
		cnd := strings.TrimPrefix(person, "/candidates/")
		need := ""
		hidden := func(when string, pages ...string) {
			t.Helper()
			for _, v := range []*visitor{owner, owner2} {
				for _, page := range append([]string{"/needs", need, "/referrals", "/openings", "/openings?status=draft", "/overview", "/reminders"}, pages...) {
					body := v.get(page).body
					for _, secret := range []string{"Zenobia", cnd, "cnd_", "/candidates"} {
						if strings.Contains(body, secret) {
							t.Errorf("%s: %s holds %q", when, page, secret)
						}
					}
				}
			}
		}
		form := consultant.get("/needs/new?candidate="+cnd).want(t, 200).values("form.form")
		form.Set("purposes", "praktik")
		form.Set("text", "Spørg efter zenobia")
		if got := consultant.post("/needs", form).want(t, 422); got.Find("#text-error").Length() != 1 || got.Find("#tasks").Text() != "Klippe hække" {
			t.Errorf("the name in the text: %s", got.summary())
		}
		form.Set("text", "Var glad for at være hos Peter i fjor")
		need = consultant.post("/needs", form).want(t, 303).location
		if got := consultant.get(need); !got.says("Det ligner et navn") || !got.says("Zenobia") {
			t.Errorf("the consultant's draft: %s", got.summary())
		}
		owner.get(need).want(t, 404)
		consultant.post(need+"/publication", nil).want(t, 303)
		if got := owner.get(need).want(t, 200); !got.says("Klippe hække") || !got.says("4913") || !owner.get("/needs").says("Klippe hække") {
			t.Errorf("the firm reads: %s", got.summary())
		}
		hidden("asked")

		owner.post(need+"/answer", url.Values{}).want(t, 422)
		owner.post(need+"/answer", url.Values{"answer": {"could"}, "minutes": {"7,5"}, "line": {"Vi har en lang ligusterhæk"}}).want(t, 303)
		owner2.post(need+"/answer", url.Values{"answer": {"could"}, "line": {"Tre tujaer"}}).want(t, 303)
		if owner2.get(need).says("ligusterhæk") || owner.get(need).says("tujaer") || owner.get("/needs").says("tujaer") {
			t.Error("a firm reads what another one answered")
		}
		asked := consultant.get(need).want(t, 200)
		if !asked.says("ligusterhæk") || !asked.says("tujaer") {
			t.Errorf("the consultant reads: %s", asked.summary())
		}
		chosen, _ := asked.Find("label:contains('Nakskov Bageri')").Attr("for")
		answer, _ := asked.Find("#" + chosen).Attr("value")
		consultant.post(need+"/choice", url.Values{}).want(t, 422)
		consultant.post(need+"/choice", url.Values{"chosen": {answer}}).want(t, 303)
		owner2.post(need+"/answer/withdrawal", nil).want(t, 409)
		if got := consultant.get(need); !got.says("Bolden ligger hos Nakskov Bageri") {
			t.Errorf("who has the ball: %s", got.summary())
		}
		draft, _ := owner.get(need).want(t, 200).Find("a:contains('Se udkastet')").Attr("href")
		hidden("chosen", draft, draft+"/edit")

		edit := owner.get(draft+"/edit").want(t, 200).values("form.form")
		edit.Set("mentor", s.actorOf(owner).PersonID())
		owner.post(draft+"/edit", edit).want(t, 303)
		owner.post(draft+"/publication", nil).want(t, 303)
		propose, _ := consultant.get(need).want(t, 200).Find("a:contains('Indhent samtykke')").Attr("href")
		hidden("published", draft)
		consent := consultant.get(propose).want(t, 200).values("form.form")
		consent.Set("purposes", "praktik")
		consent["fields"] = candidate.Fields()
		consent.Set("given", caldate.Of(clock.System{}.Now()).Danish())
		referral := consultant.post(draft+"/referrals", consent).want(t, 303).location
		if !owner.get(referral).want(t, 200).says("Zenobia") || !consultant.get(need).says("Personen er foreslået") {
			t.Error("the proposal is not there")
		}
		owner.get(need).want(t, 404)
		if got := owner2.get(need).want(t, 200); !got.says("Der er fundet en plads") || got.says("Zenobia") || got.says("Nakskov Bageri") {
			t.Errorf("the other firm reads: %s", got.summary())
		}
	})
}

// TestNeedOfAForeignPerson: a person of another municipality is a missing one.
func TestNeedOfAForeignPerson(t *testing.T) {
	s := open(t, "", true)
	own, all, consultant := s.ownFixture(), s.foreignFixture(), s.as("consultant")
	foreign := all.candidate
	consultant.get("/openings/"+own.opening+"/referrals/new?with="+all.referral).want(t, 404)
	consultant.post("/openings/"+own.opening+"/referrals", url.Values{"with": {all.referral}, "candidate": {own.candidate}, "purposes": candidate.Purposes(),
		"fields": {"first_name"}, "given": {caldate.Of(clock.System{}.Now()).Danish()}}).want(t, 404)
	consultant.get("/needs/new?candidate="+foreign).want(t, 404)
	consultant.post("/needs", url.Values{"candidate": {foreign}, "tasks": {"Feje"}, "minutes_wished": {"4"}, "purposes": {"paid"}}).want(t, 404)
}
