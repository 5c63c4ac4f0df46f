package main

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/document"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/money"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// subsidise makes the approved hours with pay of a course hours with a wage subsidy,
// as a conversion to one would have, and answers how many minutes of some days they
// are.
func (s *site) subsidise(placementID string, from, to caldate.Date) (minutes int) {
	s.t.Helper()
	weeks := store.In(s.db, hours.Table)
	all := must(weeks.All(s.t.Context(), access.System(), store.Query{Index: "company", Equal: []any{s.actorOf(s.as("owner")).Party().ID}}))
	for _, w := range all {
		if w.PlacementID != placementID {
			continue
		}
		must(weeks.Update(s.t.Context(), access.System(), w.ID, func(w *hours.Week) error {
			for i, l := range w.Lines {
				if l.Kind != hours.Paid {
					continue
				}
				w.Lines[i].Kind = hours.Subsidised
				if !w.ApprovedAt.IsZero() && !l.Date.Before(from) && !l.Date.After(to) {
					minutes += l.Minutes
				}
			}
			return nil
		}))
	}
	return minutes
}

func (s *site) courseOf(name string) placement.Placement {
	s.t.Helper()
	for _, p := range must(s.services.placements.Current(s.t.Context(), s.actorOf(s.as("owner")), caldate.Of(clock.System{}.Now()).Add(-30))) {
		if p.FirstName == name {
			return p
		}
	}
	s.t.Fatal("no course of", name)
	return placement.Placement{}
}

// TestApplication: an application goes from the checklist over what the municipality
// asks for to its decision; only what was asked for opens, and comes back with a
// difference.
func TestApplication(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, consultant := s.as("owner"), s.as("consultant")
		p := s.courseOf("Karim")
		begin := url.Values{"scheme": {"loentilskud_privat"}}
		path := owner.post("/placements/"+p.ID+"/applications", begin).want(t, 303).location
		owner.post("/placements/"+p.ID+"/applications", begin).want(t, 409) // one at a time
		if got := owner.post("/placements/"+p.ID+"/applications", nil).want(t, 422); got.Find("#scheme-error").Length() != 1 {
			t.Error("no scheme is not told at the field")
		}
		owner.post(path+"/sending", url.Values{"reference": {"V-1"}}).want(t, 303)
		if got := owner.get(path).want(t, 200); got.Find("h2:contains('Tekst til VITAS')").Length() != 0 || !got.says("forberedes") {
			t.Error("sent before the checklist is done")
		}
		var all []string
		owner.get(path).Find("input[name=done]").Each(func(_ int, box *goquery.Selection) { all = append(all, box.AttrOr("value", "")) })
		owner.post(path+"/checklist", url.Values{"done": all}).want(t, 303)
		if got := owner.post(path+"/sending", url.Values{"reference": {"V-1"}}).want(t, 422); got.Find("#why-error").Length() != 1 {
			t.Errorf("what the application lacks is not told at its field: %s", got.summary())
		}
		write := owner.get(path).want(t, 200).values("form[action='" + path + "']")
		write.Set("why", "Han kan opgaverne.")
		owner.post(path, write).want(t, 303)
		owner.post(path+"/sending", url.Values{"reference": {"V-1"}}).want(t, 303)
		owner.post(path+"/sending", url.Values{"reference": {"V-2"}}).want(t, 303) // once is enough
		if got := consultant.post(path+"/question", url.Values{"text": {"Hvad er nyt?"}}).want(t, 422); got.Find("#fields-error").Length() != 1 {
			t.Error("which fields is not asked")
		}
		consultant.post(path+"/question", url.Values{"text": {"Hvad er nyt?"}, "fields": {"why"}}).want(t, 303)
		asked := owner.get(path).want(t, 200)
		if !asked.says("Hvad er nyt?") || asked.Find("textarea[name=why]").Length() != 1 || asked.Find("textarea[name=work]").Length() != 0 {
			t.Error("other fields are open than the one asked for")
		}
		again := asked.values("form[action='" + path + "']")
		again.Set("why", "Han kan opgaverne og holder dagene.")
		again.Set("work", "Noget helt andet")
		owner.post(path, again).want(t, 303)
		owner.post(path+"/sending", url.Values{"reference": {"V-1"}}).want(t, 303)
		if got := consultant.get(path).want(t, 200); !got.says("Han kan opgaverne og holder dagene. (før: Han kan opgaverne.)") || got.says("Noget helt andet") {
			t.Error("the municipality does not see what is different")
		}
		decision := url.Values{"granted": {"yes"}, "decided_on": {"1.11.2026"}, "decision_reference": {"B-1"}, "granted_from": {"1.11.2026"}, "granted_to": {"1.10.2026"}}
		if got := consultant.post(path+"/decision", decision).want(t, 422); got.Find("#granted_to-error").Length() != 1 || got.Find("#decision_reference").AttrOr("value", "") != "B-1" {
			t.Error("a grant that ends before it begins")
		}
		decision.Set("granted_to", "1.3.2027")
		consultant.post(path+"/decision", decision).want(t, 303)
		if got := owner.get(path).want(t, 200); !got.says("bevilget") || !got.says("kendes ikke") { // without a rate no figure
			t.Error("the decision does not show")
		}
		for _, persona := range []string{"mentor", "hr2", "coordinator"} {
			s.as(persona).get(path).want(t, 403)
			s.as(persona).get("/claims").want(t, 403)
		}
		if got := consultant.get(path).want(t, 200); got.Find("#claims-heading").Length() != 0 {
			t.Error("the municipality sees the firm's claims")
		}
	})
}

// TestClaim: what approved weeks say is what is claimed; a paper lacking keeps it
// back; what was sent stays, and a correction asks for its adjustment.
func TestClaim(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, hr := s.as("owner"), s.as("hr")
		p := s.courseOf("Karim")
		from := caldate.Of(clock.System{}.Now()).MonthStart().AddMonths(-1)
		want := s.subsidise(p.ID, from, from.MonthEnd())
		a := s.granted(p, from)
		path := "/applications/" + a.ID + "/claims/" + from.String()
		at := func(v *visitor) claim.Standing {
			t.Helper()
			st, known := must(s.services.claims.Of(t.Context(), s.actorOf(v), a.ID)).Standing(from)
			if !known {
				t.Fatal("there is no claim")
			}
			return st
		}
		if st := at(hr); st.Minutes != want || want == 0 || st.Status != claim.Open || strings.Join(lacks(st), " ") != "payslip" || *st.Amount != worth(want) {
			t.Fatalf("%d minutes, %v, %s, lacks %v, want %d", st.Minutes, st.Amount, st.Status, st.Lacks, want)
		}
		page := hr.get(path).want(t, 200)
		if page.Find("#figure-hours").Length() != 1 || page.Find("form[action='"+path+"/sending']").Length() != 0 {
			t.Error("a claim without its papers can be sent")
		}
		hr.post(path+"/sending", url.Values{"reference": {"N-1"}, "seen": {at(hr).Fingerprint()}}).want(t, 303)
		if len(at(hr).Claim.Sendings) != 0 {
			t.Fatal("it was sent without its papers")
		}
		pdf := strings.NewReader("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
		if _, _, err := s.services.documents.Upload(t.Context(), s.actorOf(hr), document.New{PlacementID: p.ID, About: a.About(from), Kind: document.Payslip, Name: "Løn.pdf"}, pdf); err != nil {
			t.Fatal(err)
		}
		send := hr.get(path).want(t, 200).values("form[action='" + path + "/sending']")
		if got := hr.post(path+"/sending", send).want(t, 422); got.Find("#reference-error").Length() != 1 {
			t.Error("the reference is not asked for")
		}
		send.Set("reference", "N-1")
		hr.post(path+"/sending", send).want(t, 303)
		hr.post(path+"/sending", send).want(t, 303)
		if st := at(hr); len(st.Claim.Sendings) != 1 || st.Status != claim.ClaimIsSent {
			t.Fatalf("sent %d times, %s", len(st.Claim.Sendings), st.Status)
		}
		answer := url.Values{"kind": {"paid"}, "on": {caldate.Of(clock.System{}.Now()).Danish()}}
		if got := hr.post(path+"/answer", answer).want(t, 422); got.Find("#amount-error").Length() != 1 || got.Find("details[open] #amount").Length() != 1 {
			t.Error("how much was paid is not asked for")
		}
		answer.Set("amount", "1.234,50")
		hr.post(path+"/answer", answer).want(t, 303)
		if st := at(hr); st.Status != claim.Paid || st.Claim.Received() != 123450 {
			t.Errorf("paid: %s, %v", st.Status, st.Claim.Received())
		}
		s.correctPaid(from, from.MonthEnd())
		if st := at(hr); st.Status != claim.ToCorrect || st.Minutes == want || st.Claim.Told() != want {
			t.Errorf("after a correction: %s, %d minutes, told %d", st.Status, st.Minutes, st.Claim.Told())
		}
		if got := owner.get("/claims").want(t, 200); !got.says("Skal rettes") {
			t.Error("the calendar does not ask for the adjustment")
		}
		if got := hr.get(path+"/package").want(t, 200); !got.says("Lønseddel: Løn.pdf") || got.Find("table").Length() != 2 {
			t.Error("the package lacks its papers or days")
		}
		again := hr.get(path).want(t, 200).values("form[action='" + path + "/sending']")
		again.Set("reference", "N-2")
		hr.post(path+"/sending", again).want(t, 303)
		if st := at(hr); st.Status != claim.ClaimIsSent || st.Claim.Told() != st.Minutes {
			t.Errorf("sent again: %s, told %d of %d", st.Status, st.Claim.Told(), st.Minutes)
		}
	})
}

// granted is a wage subsidy for a course from a day, at a rate of the letter's own.
func (s *site) granted(p placement.Placement, from caldate.Date) claim.Application {
	s.t.Helper()
	ctx, owner, consultant := s.t.Context(), s.actorOf(s.as("owner")), s.actorOf(s.as("consultant"))
	a := must(s.services.claims.Begin(ctx, owner, p.ID, "loentilskud_privat"))
	said := a.Said
	said.Why = "Opgaverne sidder."
	a = must(s.services.claims.Write(ctx, owner, a.ID, a.Version, said))
	must(s.services.claims.Tick(ctx, owner, a.ID, s.services.claims.Checklist(a.Scheme)))
	must(s.services.claims.Send(ctx, owner, a.ID, "V-9"))
	return must(s.services.claims.Decide(ctx, consultant, a.ID, claim.Decision{Granted: true, On: from, Reference: "B-9", From: from, To: from.AddMonths(4).Add(-1), Rate: letterRate}))
}

// letterRate is no rate of the law: it stays as the letter has it.
const letterRate = money.Ore(10003)

// worth is what some minutes give at that rate, half up.
func worth(minutes int) money.Ore { return money.Ore((int64(letterRate)*int64(minutes)*2 + 60) / 120) }

func lacks(st claim.Standing) (names []string) {
	for _, l := range st.Lacks {
		names = append(names, string(l))
	}
	return names
}

// TestConsentAndClaims: what a firm applied for about a person who takes consent back
// is gone from its pages at once, and the claims of others stay.
func TestConsentAndClaims(t *testing.T) {
	s := open(t, "", true)
	owner, consultant := s.as("owner"), s.actorOf(s.as("consultant"))
	p := s.courseOf("Freja")
	list := must(s.services.claims.OfPlacement(t.Context(), s.actorOf(owner), p.ID))
	if len(list) != 1 {
		t.Fatal("the demo data have no application about Freja")
	}
	begin := p.Agreement.Start
	must(s.services.claims.Decide(t.Context(), consultant, list[0].ID, claim.Decision{Granted: true, On: caldate.Of(clock.System{}.Now()), Reference: "B-2", From: begin, To: begin.AddMonths(3)}))
	for _, page := range []string{"/applications", "/claims", "/applications/" + list[0].ID} {
		if !owner.get(page).want(t, 200).says("Freja") {
			t.Errorf("%s does not tell of Freja", page)
		}
	}
	if err := s.services.placements.WithdrawConsent(t.Context(), consultant, p.ReferralID); err != nil {
		t.Fatal(err)
	}
	owner.get("/applications/"+list[0].ID).want(t, 404)
	owner.post("/applications/"+list[0].ID+"/changes", url.Values{"kind": {"ends"}, "on": {begin.Danish()}, "reason": {"x"}}).want(t, 404)
	for _, page := range []string{"/applications", "/claims"} {
		if got := owner.get(page).want(t, 200); got.says("Freja") || !got.says("Karim") {
			t.Errorf("%s after consent was withdrawn: Freja %t, Karim %t", page, got.says("Freja"), got.says("Karim"))
		}
	}
}
