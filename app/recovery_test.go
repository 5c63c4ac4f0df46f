package main

import (
	"net/url"
	"strings"
	"testing"

	"fodfaeste/internal/access"
)

// TestRecovery: somebody without a role asks to be owner; the consultant must ring
// the register's number, and then the person is owner and the old one is not.
func TestRecovery(t *testing.T) {
	s := open(t, "", true)
	colleague, owner, consultant := s.as("pseudonym"), s.as("owner"), s.as("consultant")
	if got := colleague.get("/welcome").want(t, 200); got.Find("a[href='/recovery']").Length() != 1 {
		t.Errorf("no way to ask: %s", got.summary())
	}
	owner.get("/recovery").want(t, 303)
	consultant.get("/recovery").want(t, 303)
	consultant.post("/recovery", url.Values{"text": {"mig"}}).want(t, 303)
	if got := colleague.post("/recovery", url.Values{"text": {" "}}).want(t, 422); got.Find("#text-error").Length() != 1 {
		t.Errorf("without a word: %s", got.summary())
	}
	for range 2 {
		colleague.post("/recovery", url.Values{"text": {"Birthe er stoppet"}}).want(t, 303)
	}
	colleague.get("/company").want(t, 303) // still no role
	if got := owner.get("/company/members").want(t, 200); !got.says("vil være ejer: Birthe er stoppet") {
		t.Errorf("the owner is not told: %s", got.summary())
	}
	if got := consultant.get("/overview").want(t, 200); !got.says("Ny ejer: ring til virksomheden") {
		t.Errorf("nothing waits for the consultant: %s", got.summary())
	}
	page := consultant.get("/recoveries").want(t, 200).Find("a:contains('Nakskov Bageri')").AttrOr("href", "")
	s.as("coordinator").get(page).want(t, 404) // the bakery never let the association act
	asked := consultant.get(page).want(t, 200)
	values := url.Values{"whom": {"Gitte Skov"}, "number": {"20 20 20 20"}, "ended": {asked.Find("input[name='ended']").AttrOr("value", "")}}
	if got := consultant.post(page+"/confirmation", values).want(t, 422); got.Find("#number-error").Length() != 1 || got.values("form[action$='/confirmation']").Get("whom") != "Gitte Skov" || got.Find("input[name='ended'][checked]").Length() != 1 {
		t.Errorf("another number: %s", got.summary())
	}
	if s.actorOf(colleague).Has(access.Owner) {
		t.Fatal("owner without a call")
	}
	values.Set("number", "54001000")
	for range 2 {
		consultant.post(page+"/confirmation", values).want(t, 303)
	}
	if !s.actorOf(colleague).Has(access.Owner) || len(s.actorOf(owner).Roles()) != 0 {
		t.Errorf("roles: %v and %v", s.actorOf(colleague).Roles(), s.actorOf(owner).Roles())
	}
	got := colleague.get("/company/members").want(t, 200)
	if text := got.Text(); strings.Count(text, "Efter et opkald blev kollegaen ejer") != 1 || !got.says("Gitte Skov, 54001000") || !got.says("Birthe Holm var ejer; fjernet") {
		t.Errorf("the history: %s", got.summary())
	}
}
