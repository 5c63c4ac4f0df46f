package main

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/gathering"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// announce plans a gathering of today with so many seats.
func (v *visitor) announce(seats string) string {
	v.s.t.Helper()
	today := caldate.Of(v.s.clock.Now())
	return v.post("/gatherings", url.Values{"title": {"Tilsagnsaften"}, "on": {today.Danish()}, "time": {"19"}, "place": {"Hallen"}, "seats": {seats}}).want(v.s.t, 303).location
}

// ownerOf is somebody who owns the firm of a number.
func (s *site) ownerOf(number string) access.Actor {
	s.t.Helper()
	firm, err := store.In(s.db, company.Table).First(s.t.Context(), access.System(), store.Query{Index: "cvr", Equal: []any{number}})
	if err != nil {
		s.t.Fatal(err)
	}
	return access.NewActor(access.Identity{PersonID: "per_owner"}, access.Party{Kind: access.Company, ID: firm.ID, CVR: number}, access.Owner)
}

// TestGathering: a firm signs up where it reads of it, sees nothing of who else
// comes, and the last seat is given once.
func TestGathering(t *testing.T) {
	engines(t, func(t *testing.T, uri string) {
		s := open(t, uri, true)
		coordinator, owner, owner2 := s.as("coordinator"), s.as("owner"), s.as("owner2")
		if p := coordinator.post("/gatherings", url.Values{"title": {"Aften"}, "on": {"1.1.2020"}}).want(t, 422); p.Find("#title").AttrOr("value", "") != "Aften" {
			t.Error("what was typed is lost")
		}
		address := coordinator.announce("3")
		owner.post(address+"/sign-up", url.Values{"people": {"2"}}).want(t, 303)
		if p := owner2.get("/gatherings"); !p.says("2 personer er tilmeldt. Der er 3 pladser.") || strings.Contains(p.body, "Nakskov Bageri") {
			t.Errorf("another firm reads %s", p.summary())
		}
		if p := owner2.post(address+"/sign-up", url.Values{"people": {"2"}}).want(t, 422); !p.says("ikke så mange pladser") {
			t.Errorf("too many: %s", p.summary())
		}
		var wait sync.WaitGroup
		for _, v := range []*visitor{owner, owner2} { // one asks for the last seat, the other for one more
			wait.Go(func() { v.post(address+"/sign-up", url.Values{"people": {"3"}}) })
		}
		wait.Wait()
		owner2.post(address+"/sign-up", url.Values{"people": {"1"}})
		if p := coordinator.get(address); !p.says("3 personer er tilmeldt.") || !p.says("Nakskov Bageri ApS") {
			t.Errorf("seats were given twice, or not: %s", p.summary())
		}
		owner.post(address+"/sign-up", url.Values{"leave": {"1"}}).want(t, 303)
		if p := owner.get("/gatherings"); p.says("I kommer 2. 2 personer er tilmeldt. Der er 3 pladser.") || !p.says("Ingen er tilmeldt endnu.") {
			t.Errorf("still signed up: %s", p.summary())
		}
		coordinator.post(address+"/cancellation", url.Values{"why": {"Sne"}}).want(t, 303)
		if p := owner.get("/gatherings"); !p.says("Aflyst: Sne") {
			t.Errorf("the firm is not told: %s", p.summary())
		}
		owner.post(address+"/sign-up", url.Values{"people": {"1"}}).want(t, 409)
	})
}

// TestPledgeEvening: thirty lines are written, a line twice is one, one is put
// right and one taken out; the button makes drafts where the firm lets the
// association, puts the others on the list to ring, and made twice makes nothing
// twice. Nothing is published by it.
func TestPledgeEvening(t *testing.T) {
	engines(t, func(t *testing.T, uri string) {
		s := open(t, uri, true)
		coordinator := s.as("coordinator")
		address := coordinator.announce("")
		line := func(firm, cvr, work string) url.Values {
			return url.Values{"firm": {firm}, "cvr": {cvr}, "work": {work}, "minutes": {"6:30"}, "phone": {"54 60 00 10"}}
		}
		for i := range 28 {
			coordinator.post(address+"/pledges", line(fmt.Sprint("Firma ", i), "", "Opvask")).want(t, 303)
		}
		coordinator.post(address+"/pledges", line("Plejehjemmet Strandlyst", "99999926", "Folde servietter")).want(t, 303)
		coordinator.post(address+"/pledges", line("Maribo Cykler", "99999985", "Pakke cykler ud")).want(t, 303)
		coordinator.post(address+"/pledges", line("Maribo Cykler", "99999985", "Pakke cykler ud")).want(t, 303)
		if p := coordinator.post(address+"/pledges", url.Values{"firm": {"Kroen"}}).want(t, 422); p.Find("#firm").AttrOr("value", "") != "Kroen" || !p.says("30 tilsagn") {
			t.Errorf("a line without work: %s", p.summary())
		}
		coordinator.post(address+"/pledges/1", line("Sakskøbing Kro", "99999861", "Opvask")).want(t, 303)
		coordinator.post(address+"/pledges/2/removal", nil).want(t, 303)
		for range 2 {
			coordinator.post(address+"/drafts", nil).want(t, 303)
		}
		if p := coordinator.get(address + "/pledges"); p.Find("ul.rows > li").Length() != 29 || strings.Count(p.body, "Udkast hos virksomheden") != 1 || strings.Count(p.body, "Ring: har ikke givet lov") != 2 {
			t.Errorf("after the button: %s", p.summary())
		}
		var drafts []opening.Opening
		for _, status := range []opening.Status{opening.Draft, opening.Live, opening.InReview} {
			page, err := s.services.openings.List(t.Context(), s.ownerOf("99999926"), status, "")
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range page.Items {
				if o.Offer.Title == "Folde servietter" {
					drafts = append(drafts, o)
				}
			}
		}
		if len(drafts) != 1 || drafts[0].Status != opening.Draft || drafts[0].Offer.Minutes != 390 || drafts[0].PreparedBy == "" {
			t.Errorf("drafts of the pledge: %+v", drafts)
		}
		if p := coordinator.get("/pipeline/steps"); !p.says("Sakskøbing Kro") {
			t.Errorf("a firm that pledged is not followed: %s", p.summary())
		}
		if g, err := s.services.gatherings.Get(t.Context(), s.actorOf(coordinator), strings.TrimPrefix(address, "/gatherings/")); err != nil || len(g.Pledges) != 29 || g.StatusOn(caldate.Of(s.clock.Now())) != gathering.Coming {
			t.Error(len(g.Pledges), err)
		}
		coordinator.post(address+"/pledges/1", line("Kroen", "99999861", "Andet")).want(t, 404) // carried already
	})
}
