package main

import (
	"net/url"
	"strings"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/company"
	"fodfaeste/internal/store"
)

// steps reads the list of the first visit: where each step stands, in order.
func (p page) steps() string {
	var list []string
	for _, item := range p.Find("ol.lines li").EachIter() {
		list = append(list, item.Find(".badge").Text())
	}
	return strings.Join(list, ", ")
}

// TestFirstVisit: a new owner's list says what is left, each line leads to where
// it is done, and it is gone when all is.
func TestFirstVisit(t *testing.T) {
	s := open(t, "", true)
	owner := s.as("invited")
	link := s.link(s.as("coordinator"), s.as("coordinator").get("/invitations").want(t, 200).Find("a:contains('Sakskøbing Kro')").AttrOr("href", ""))
	welcome := must(url.Parse(s.as("").post(link, nil).want(t, 303).location)).Query().Get("return")
	form := owner.get(welcome).want(t, 200).values("form.form")
	for field, value := range map[string]string{"terms": "yes", "address": "Torvegade 7, 4990 Sakskøbing", "workplaces.0.name": "Kroen", "workplaces.0.p_number": "1999999918"} {
		form.Set(field, value)
	}
	owner.post("/welcome", form).want(t, 303)
	overview := owner.get("/overview").want(t, 200)
	if got := overview.steps(); got != "mangler, mangler, mangler, mangler, udført" {
		t.Fatalf("at first: %q: %s", got, overview.summary())
	}
	for _, link := range overview.Find("ol.lines a").EachIter() {
		owner.get(link.AttrOr("href", "")).want(t, 200)
	}
	if got := overview.Find("ol.lines a[href='/openings/new?template=season']").Length(); got != 1 {
		t.Errorf("the suggested way to begin is not offered: %s", overview.summary())
	}
	form = owner.get("/company/edit").want(t, 200).values("form.form")
	for field := range form {
		if strings.HasPrefix(field, "workplaces.0.2") {
			form.Set(field, "1")
		}
	}
	owner.post("/company/edit", form).want(t, 303)
	if got := owner.post("/company/representative", url.Values{"name": {"Gitte Skov"}, "none": {"yes"}}).want(t, 422); got.values("form.form").Get("name") != "Gitte Skov" {
		t.Errorf("a fault loses the name: %s", got.summary())
	}
	owner.post("/company/representative", url.Values{"none": {"yes"}}).want(t, 303)
	if got := owner.get("/overview").steps(); got != "udført, udført, udført, mangler, udført" {
		t.Errorf("after a while: %q", got)
	}
	firm := s.actorOf(owner).Party().ID
	companies := store.In(s.db, company.Table)
	if _, err := companies.Update(t.Context(), access.System(), firm, func(c *company.Company) error { c.Confirmed.Terms = "2025-01"; return nil }); err != nil {
		t.Fatal(err)
	}
	if got := owner.get("/overview").steps(); got != "udført, udført, udført, kan ikke begynde endnu, mangler" {
		t.Errorf("with new terms: %q", got)
	}
	terms := owner.get("/company/terms").want(t, 200).values("form[action='/company/terms']")
	owner.post("/company/terms", terms).want(t, 303)
	owner.post("/company/terms", terms).want(t, 303)
	if got := owner.get("/company").want(t, 200); strings.Count(got.Text(), "Vilkårene blev accepteret") != 1 {
		t.Errorf("the history: %s", got.summary())
	}
	if got := s.as("owner").get("/overview").want(t, 200); got.steps() != "" {
		t.Errorf("an owner with nothing left has a list: %s", got.summary())
	}
	for _, persona := range []string{"hr", "mentor", "consultant", "coordinator"} {
		if got := s.as(persona).get("/overview").want(t, 200); got.steps() != "" {
			t.Errorf("%s has the owner's list", persona)
		}
	}
	if got := s.as("owner").get("/company/members").want(t, 200); !got.says("Kun én hos jer kan give roller") {
		t.Errorf("one owner of many is not told: %s", got.summary())
	}
}
