package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/store"
)

// TestDelegation: what an owner signs, a coordinator may do and nothing else,
// each of it told as theirs; revoking counts from the next request on.
func TestDelegation(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, coordinator := s.as("owner"), s.as("coordinator")
		today := caldate.Of(clock.System{}.Now())
		if got := coordinator.get("/firms").want(t, 200); got.says("Nakskov Bageri") {
			t.Fatalf("before anything is signed: %s", got.summary())
		}
		association := owner.get("/company/delegations").want(t, 200).Find("input[name=association]").AttrOr("value", "")
		wish := func(until caldate.Date, rights ...string) url.Values {
			return url.Values{"association": {association}, "rights": rights, "until": {until.Danish()}}
		}
		for field, wrong := range map[string]url.Values{
			"rights": wish(today.Add(90)), "until": wish(today.AddMonths(12).Add(1), "prepare"), "association": {"rights": {"prepare"}, "until": {today.Danish()}},
		} {
			if got := owner.post("/company/delegations", wrong).want(t, 422); got.Find("#"+field+"-error").Length() != 1 {
				t.Errorf("wrong %s: %s", field, got.summary())
			}
		}
		s.as("hr").post("/company/delegations", wish(today.Add(90), "prepare")).want(t, 403)
		for range 2 { // twice is once
			owner.post("/company/delegations", wish(today.Add(90), "prepare")).want(t, 303)
		}
		const row = "li:contains('Nakskov Bageri') "
		act := coordinator.get("/firms").want(t, 200).Find(row+"form[action$='/acting']").AttrOr("action", "")
		coordinator.get("/openings").want(t, 403)
		coordinator.post(act, nil).want(t, 303)
		if got := coordinator.get("/openings").want(t, 200); !strings.Contains(got.Find(".acting").Text(), "Du handler for Nakskov Bageri ApS på vegne af Sydhavets Erhvervsforening") {
			t.Errorf("the page does not say for whom: %s", got.summary())
		}
		for _, closed := range []string{"/placements", "/weeks", "/candidates", "/referrals", "/company/edit", "/company/members", "/company/delegations", "/effort", "/firms"} {
			coordinator.get(closed).want(t, 403)
		}
		spot := coordinator.get("/openings/new").want(t, 200).values("form.form")
		spot.Set("tasks", "Feje bagrummet")
		spot.Set("minutes", "4")
		spot.Set("when", "Formiddage")
		for _, name := range []string{"p_number", "mentor"} {
			spot.Set(name, coordinator.get("/openings/new").Find("[name="+name+"] option[value!=''], input[name="+name+"]").First().AttrOr("value", ""))
		}
		draft := coordinator.post("/openings", spot).want(t, 303).location
		draft = strings.TrimSuffix(draft, "/edit")
		coordinator.post(draft+"/publication", nil).want(t, 403)
		if got := owner.get(draft).want(t, 200); !got.says("Jens Toft, koordinator, Sydhavets Erhvervsforening, for Nakskov Bageri ApS") {
			t.Errorf("the firm does not see who wrote it: %s", got.history())
		}
		revoke := owner.get("/company/delegations").want(t, 200).Find("form[action$='/revocation']").AttrOr("action", "")
		owner.post(revoke, nil).want(t, 303)
		coordinator.get(draft).want(t, 403)
		if got := coordinator.get("/firms").want(t, 200); got.Find(row+"form[action$='/acting']").Length() != 0 || !got.says("trukket tilbage") {
			t.Errorf("after revoking: %s", got.summary())
		}
		coordinator.post(act, nil).want(t, 409)
	})
}

// TestDelegationLapses: a coordinator whose firm revokes while they write is told
// so, sees what they wrote, and finds the way back; whoever never acted is not.
func TestDelegationLapses(t *testing.T) {
	s := open(t, "", true)
	owner, coordinator := s.as("owner"), s.as("coordinator")
	today := caldate.Of(clock.System{}.Now())
	coordinator.get("/openings/new").want(t, 403).shows(t, "Det har du ikke adgang til")
	association := owner.get("/company/delegations").want(t, 200).Find("input[name=association]").AttrOr("value", "")
	owner.post("/company/delegations", url.Values{"association": {association}, "rights": {"prepare"}, "until": {today.Add(20).Danish()}}).want(t, 303)
	act := coordinator.get("/firms").Find("li:contains('Nakskov Bageri') form[action$='/acting']").AttrOr("action", "")
	coordinator.post(act, nil).want(t, 303)
	coordinator.get("/weeks").want(t, 403).shows(t, "Det har du ikke adgang til") // still acting: nothing lapsed
	spot := coordinator.get("/openings/new").want(t, 200).values("form.form")
	spot.Set("tasks", "Folde kageæsker\nFeje bagrummet")
	spot.Set("when", "Hverdage fra 13")
	owner.post(owner.get("/company/delegations").Find("form[action$='/revocation']").AttrOr("action", ""), nil).want(t, 303)

	got := coordinator.post("/openings", spot).want(t, 403)
	got.shows(t, "Nakskov Bageri ApS har trukket tilladelsen tilbage", "Det, du sendte, er ikke gemt.", "Folde kageæsker", "Feje bagrummet", "Hverdage fra 13")
	if got.Find("main a[href='/firms']").Length() != 1 {
		t.Errorf("no way back: %s", got.summary())
	}
	if got := coordinator.get("/openings").want(t, 403); got.says("Det, du sendte") {
		t.Errorf("nothing was sent: %s", got.summary())
	}
	coordinator.post("/acting/end", nil).want(t, 303)
	coordinator.get("/openings").want(t, 403).shows(t, "Det har du ikke adgang til")
}

// TestDelegationEnds: on the day after the last one nothing is left, and the
// owner must have proved who they are a moment ago to sign again.
func TestDelegationEnds(t *testing.T) {
	s := open(t, "", true)
	owner, coordinator := s.as("owner"), s.as("coordinator")
	today := caldate.Of(clock.System{}.Now())
	association := owner.get("/company/delegations").want(t, 200).Find("input[name=association]").AttrOr("value", "")
	owner.post("/company/delegations", url.Values{"association": {association}, "rights": {"prepare", "publish", "totals"}, "until": {today.Add(20).Danish()}}).want(t, 303)
	coordinator.post(coordinator.get("/firms").Find("li:contains('Nakskov Bageri') form[action$='/acting']").AttrOr("action", ""), nil).want(t, 303)
	coordinator.get("/effort").want(t, 200)
	coordinator.post("/acting/end", nil).want(t, 303)
	ask := coordinator.get("/firms").want(t, 200).Find("form[action$='/renewal']").AttrOr("action", "")
	coordinator.post(ask, nil).want(t, 303)
	if got := owner.get("/company/delegations").want(t, 200); !got.says("Jens Toft har bedt jer forny") {
		t.Errorf("the owner is not told: %s", got.summary())
	}
	coordinator.post(coordinator.get("/firms").Find("li:contains('Nakskov Bageri') form[action$='/acting']").AttrOr("action", ""), nil).want(t, 303)
	id := strings.Split(ask, "/")[2]
	must(store.In(s.db, delegation.Table).Update(t.Context(), access.System(), id, func(d *delegation.Delegation) error {
		d.Until = today.Add(-1)
		return nil
	}))
	coordinator.get("/openings").want(t, 403)
	coordinator.get("/firms").want(t, 200)
}

// TestDelegationNeedsFreshSignIn: long after signing in, signing asks for
// another proof and loses nothing that was chosen.
func TestDelegationNeedsFreshSignIn(t *testing.T) {
	cl := clock.At(clock.System{}.Now())
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, embeddedFile), demoData(t), 0o600); err != nil {
		t.Fatal(err)
	}
	s := openIn(t, "", folder, cl)
	owner := s.as("owner")
	cl.Set(cl.Now().Add(15 * time.Minute))
	today := caldate.Of(cl.Now())
	association := owner.get("/company/delegations").want(t, 200).Find("input[name=association]").AttrOr("value", "")
	got := owner.post("/company/delegations", url.Values{"association": {association}, "rights": {"prepare"}, "until": {today.Add(20).Danish()}}).want(t, 200)
	link := got.Find("a[href*='fresh=1']").AttrOr("href", "")
	address, err := url.Parse(link)
	if err != nil || link == "" {
		t.Fatalf("no way to prove who one is: %s", got.summary())
	}
	back := owner.get(address.Query().Get("return")).want(t, 200)
	if form := back.values("form.form"); form.Get("until") != today.Add(20).Danish() || form.Get("rights") != "prepare" {
		t.Errorf("what was chosen is lost: %v", form)
	}
	if list := must(store.In(s.db, delegation.Table).All(t.Context(), access.System(), store.Query{Index: "company"})); len(list) != 1 {
		t.Errorf("it was signed all the same: %v", list)
	}
}
