package main

import (
	"net/url"
	"strings"
	"testing"
)

// link makes the link of a firm that is prepared.
func (s *site) link(coordinator *visitor, page string) string {
	s.t.Helper()
	got := coordinator.post(page+"/sending", nil).want(s.t, 200)
	address, err := url.Parse(strings.TrimSpace(got.Find("#link").Text()))
	if err != nil {
		s.t.Fatal(err)
	}
	return address.Path
}

// invite lets the coordinator prepare a firm and make its link.
func (s *site) invite(coordinator *visitor, number string) (page, link string) {
	s.t.Helper()
	lookUp := coordinator.post("/invitations/new", url.Values{"cvr": {number}}).want(s.t, 303).location
	form := coordinator.get(lookUp).want(s.t, 200).values("form.form")
	form.Set("name", "Rødby Tagdækning ApS")
	form.Set("address", "Havnegade 1, 4970 Rødby")
	form.Set("workplaces.0.p_number", "1999999900")
	form.Set("workplaces.0.name", "Pladsen")
	page = coordinator.post("/invitations", form).want(s.t, 303).location
	return page, s.link(coordinator, page)
}

// cvrOf is the number of a persona's firm.
func (s *site) cvrOf(v *visitor) string { return s.actorOf(v).Party().CVR }

// TestInvitation: a firm that was prepared looks before it signs in, puts right
// what is wrong and confirms; the coordinator sees what changed, and nobody else
// can use the link.
func TestInvitation(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		coordinator, owner, nobody := s.as("coordinator"), s.as("invited"), s.as("")
		page := coordinator.get("/invitations").want(t, 200).Find("a:contains('Sakskøbing Kro')").AttrOr("href", "") // a draft
		link := s.link(coordinator, page)
		if got := nobody.get(link).want(t, 200); !got.says("Jens Toft fra Sydhavets Erhvervsforening har gjort det klar") || !got.says("Torvegade 7, 4990 Sakskøbing") {
			t.Errorf("behind the link: %s", got.summary())
		}
		back := nobody.post(link, nil).want(t, 303).location
		to, err := url.Parse(back)
		if err != nil || to.Path != "/signin" {
			t.Fatalf("going on leads to %s", back)
		}
		if got := coordinator.get(page).want(t, 200); !got.says("åbnet") {
			t.Errorf("opening does not show: %s", got.summary())
		}
		coordinator.post(page+"/sending", nil).want(t, 409) // not while somebody is on the way
		welcome := to.Query().Get("return")
		s.as("owner2").get(welcome).want(t, 303) // has a role already
		form := owner.get(welcome).want(t, 200).values("form.form")
		if form.Get("address") != "Torvegade 7, 4990 Sakskøbing" || form.Get("workplaces.0.p_number") != "1999999918" {
			t.Fatalf("what was prepared is not there: %v: %s", form, owner.get(welcome).summary())
		}
		form.Set("address", "Torvegade 9, 4990 Sakskøbing")
		if got := owner.post("/welcome", form).want(t, 422); got.values("form.form").Get("invitation") == "" {
			t.Errorf("a form with a fault forgets the invitation: %s", got.summary())
		}
		form.Set("terms", "yes")
		owner.post("/welcome", form).want(t, 303)
		got := coordinator.get(page).want(t, 200)
		if !got.says("med her") || !got.says("Torvegade 7, 4990 Sakskøbing → Torvegade 9, 4990 Sakskøbing") {
			t.Errorf("what was put right does not show: %s", got.summary())
		}
		if got := nobody.get(link).want(t, 200); !got.says("Linket virker ikke længere") {
			t.Errorf("the link still opens: %s", got.summary())
		}
		again := coordinator.get("/invitations/new?cvr="+s.cvrOf(owner)).want(t, 200).values("form.form")
		for _, field := range []string{"name", "address", "workplaces.0.name", "workplaces.0.p_number"} {
			again.Set(field, form.Get(field))
		}
		if got := coordinator.post("/invitations", again).want(t, 422); got.Find("#cvr-error").Length() != 1 {
			t.Errorf("a firm that is here can be prepared: %s", got.summary())
		}
	})
}

// TestInvitationOfAnotherFirm: who signs in for another firm is told so, and no.
func TestInvitationOfAnotherFirm(t *testing.T) {
	s := open(t, "", true)
	coordinator, nobody, stranger := s.as("coordinator"), s.as(""), s.as("stranger")
	_, link := s.invite(coordinator, "99999853")
	welcome := must(url.Parse(nobody.post(link, nil).want(t, 303).location)).Query().Get("return")
	if got := stranger.get(welcome).want(t, 200); !got.says("Invitationen er til Rødby Tagdækning ApS (CVR 99999853)") || got.Find("form[action='/welcome']").Length() != 0 {
		t.Errorf("another firm is not stopped: %s", got.summary())
	}
	if got := nobody.post(link+"/refusal", nil).want(t, 422); got.Find("#reason-error").Length() != 1 {
		t.Errorf("a no without a reason: %s", got.summary())
	}
	nobody.post(link+"/refusal", url.Values{"reason": {"wrong_firm"}}).want(t, 200)
	if got := coordinator.get("/invitations").want(t, 200); !got.says("Det er den forkerte virksomhed") {
		t.Errorf("the no does not show: %s", got.summary())
	}
	if got := nobody.get(link).want(t, 200); !got.says("Linket virker ikke længere") {
		t.Errorf("the link still opens: %s", got.summary())
	}
}
