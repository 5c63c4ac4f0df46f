package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/store"
)

// follows finds the page of a firm in the pipeline.
func (v *visitor) follows(name string) string {
	v.s.t.Helper()
	href, found := v.get("/pipeline/steps").want(v.s.t, 200).Find("main a:contains('" + name + "')").Attr("href")
	if !found {
		v.s.t.Fatalf("%s is not in the pipeline", name)
	}
	return href
}

// TestPipeline: the coordinator's morning: whom to ring and why, a call that takes
// a firm off the list, a visit, and a draft that the firm decides about.
func TestPipeline(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		coordinator := s.as("coordinator")
		today := caldate.Of(clock.System{}.Now())
		got := coordinator.get("/pipeline").want(t, 200)
		if names := got.Find("main h2").Map(func(_ int, e *goquery.Selection) string { return e.Text() }); !slices.Equal(names, []string{"Guldborg Smede ApS", "Horslunde Savværk ApS", "Vestensborg Planteskole ApS", "Plejehjemmet Strandlyst"}) {
			t.Fatalf("to ring today: %q", names)
		}
		if tel := got.Find("a[href='tel:54921011']").Length(); tel != 1 || !got.says("og har ikke åbnet det.") {
			t.Errorf("no number to dial, or no reason: %s", got.summary())
		}
		if !coordinator.get("/pipeline?everyone=1").want(t, 200).says("Lone Vig har kontakten") {
			t.Error("the colleague's firm is not among everyone's")
		}
		smith := coordinator.follows("Guldborg Smede")
		call := url.Values{"kind": {"called"}, "back": {"today"}, "text": {"Hans har det svært med angst"}, "next": {today.Add(14).Danish()}}
		if got := coordinator.post(smith+"/notes", call).want(t, 200); got.Find(".form-warning").Length() != 1 {
			t.Fatalf("a word of a diagnosis is not warned about: %s", got.summary())
		}
		call.Set("next", "")
		call.Set("text", "Ring efter ferien")
		if got := coordinator.post(smith+"/notes", call).want(t, 422); got.Find("textarea:contains('Ring efter ferien')").Length() != 1 || got.Find(".error-summary a").Length() != 1 {
			t.Errorf("without a next date: %s", got.summary())
		}
		call.Set("next", today.Add(21).Danish())
		for range 2 { // twice is once
			coordinator.post(smith+"/notes", call).want(t, 303)
		}
		if coordinator.get("/pipeline").want(t, 200).Find("h2:contains('Guldborg Smede')").Length() != 0 {
			t.Error("rung, and still on the list")
		}
		if got := coordinator.get(smith).want(t, 200); strings.Count(got.Find("main").Text(), "Ring efter ferien") != 1 || !got.says("Der blev ringet. Næste dato: "+today.Add(21).Danish()) {
			t.Errorf("the call is not there once: %s", got.summary())
		}
		if got := coordinator.get(smith).want(t, 200); got.Find("dd:contains('ikke delt')").Length() != 5 {
			t.Errorf("steps of a firm that shares nothing: %s", got.Find(".facts").Text())
		}
		coordinator.post(smith+"/suggestions", url.Values{"note": {"n2"}}).want(t, 404) // a call
		coordinator.post(smith+"/suggestions", url.Values{"note": {"n1"}}).want(t, 303)
		if got := coordinator.get(smith).want(t, 200); !got.says("Forslag: virksomheden har ikke givet lov endnu.") {
			t.Errorf("the suggestion does not wait: %s", got.summary())
		}
		for _, persona := range []string{"owner", "consultant", "hr"} {
			s.as(persona).get("/pipeline").want(t, 403)
		}
	})
}

// TestSuggestion: a visit becomes a draft at the firm in two steps, once the firm
// has allowed drafts; nothing of it is published without the firm, and taking the
// right back hides the steps at once.
func TestSuggestion(t *testing.T) {
	s := open(t, "", true)
	coordinator, owner := s.as("coordinator"), s.as("owner")
	today := caldate.Of(clock.System{}.Now())
	association := owner.get("/company/delegations").want(t, 200).Find("input[name=association]").AttrOr("value", "")
	owner.post("/company/delegations", url.Values{"association": {association}, "rights": {"totals"}, "until": {today.Add(90).Danish()}}).want(t, 303)
	bakery := coordinator.follows("Nakskov Bageri") // by itself, as it let them see something
	note := url.Values{"kind": {"visited"}, "text": {"Folde kageæsker\nFeje bagrummet"}, "next": {today.Add(7).Danish()}}
	coordinator.post(bakery+"/notes", note).want(t, 303)
	suggestion := coordinator.get(bakery).want(t, 200).values("form[action$='/suggestions']")
	coordinator.post(bakery+"/suggestions", suggestion).want(t, 303)
	if got := coordinator.get(bakery); !got.says("virksomheden har ikke givet lov endnu") {
		t.Fatalf("drafts are not allowed: %s", got.summary())
	}
	owner.post("/company/delegations", url.Values{"association": {association}, "rights": {"prepare", "totals"}, "until": {today.Add(90).Danish()}}).want(t, 303)
	for range 2 { // twice is once
		coordinator.post(bakery+"/suggestions", suggestion).want(t, 303)
	}
	if got := coordinator.get(bakery); !got.says("Udkastet ligger hos virksomheden.") {
		t.Fatalf("there is no draft: %s", got.summary())
	}
	drafts := owner.get("/openings?status=draft").want(t, 200).Find("a:contains('Folde kageæsker m.m.')")
	if drafts.Length() != 1 {
		t.Fatalf("the firm has %d drafts of it", drafts.Length())
	}
	draft := drafts.AttrOr("href", "")
	if got := owner.get(draft).want(t, 200); !got.says("Erhvervsforeningen lavede et udkast") || !got.says("Jens Toft, koordinator, Sydhavets Erhvervsforening, for Nakskov Bageri ApS") || !got.says("Feje bagrummet") {
		t.Errorf("the firm does not see whose it is: %s", got.history())
	}
	owner.post(draft+"/publication", nil).want(t, 422) // nobody shows the ropes yet
	must(0, s.services.pipeline.Refresh(t.Context(), clock.System{}.Now()))
	if got := coordinator.get(bakery).want(t, 200); got.Find("dd:contains('ikke delt')").Length() != 0 || !got.says("første betalte timer") {
		t.Errorf("shared steps are not shown: %s", got.Find(".facts").Text())
	}
	owner.post(owner.get("/company/delegations").Find("form[action$='/revocation']").AttrOr("action", ""), nil).want(t, 303)
	if got := coordinator.get(bakery).want(t, 200); got.Find("dd:contains('ikke delt')").Length() != 5 {
		t.Errorf("what was taken back shows: %s", got.Find(".facts").Text())
	}
	coordinator.post(bakery+"/notes", note).want(t, 303)
	coordinator.post(bakery+"/suggestions", url.Values{"note": {"n1"}}).want(t, 303)
	if n := owner.get("/openings?status=draft").Find("a:contains('Folde kageæsker m.m.')").Length(); n != 1 {
		t.Errorf("after taking it back there are %d drafts", n)
	}
}

// TestKeptSteps: the copies of steps are what they are when made from nothing.
func TestKeptSteps(t *testing.T) {
	s := open(t, "", true)
	s.as("coordinator").get("/pipeline").want(t, 200) // whoever looks first writes the firms down
	ctx, firms := t.Context(), store.In(s.db, pipeline.Table)
	read := func() map[string]pipeline.Kept {
		kept := map[string]pipeline.Kept{}
		for _, f := range must(firms.All(ctx, access.System(), store.Query{Index: "association"})) {
			kept[f.ID] = f.Kept
		}
		return kept
	}
	before, shared := read(), 0
	for id, k := range before {
		if k.Start.IsZero() || k.Task.IsZero() {
			continue
		}
		shared++
		must(firms.Update(ctx, access.System(), id, func(f *pipeline.Firm) error {
			f.Kept = pipeline.Kept{Paid: caldate.MustParse("2020-01-01")}
			return nil
		}))
	}
	if shared == 0 {
		t.Fatal("no firm of the demo shares its steps")
	}
	must(0, s.services.pipeline.Refresh(ctx, clock.System{}.Now()))
	for id, k := range read() {
		if k != before[id] {
			t.Errorf("%s: %+v, made anew %+v", id, before[id], k)
		}
	}
	versions := must(firms.All(ctx, access.System(), store.Query{Index: "association"}))
	must(0, s.services.pipeline.Refresh(ctx, clock.System{}.Now()))
	for i, f := range must(firms.All(ctx, access.System(), store.Query{Index: "association"})) {
		if f.Version != versions[i].Version {
			t.Errorf("%s is written again though nothing changed", f.Name)
		}
	}
	for _, d := range must(store.In(s.db, delegation.Table).All(ctx, access.System(), store.Query{Index: "association"})) {
		must(store.In(s.db, delegation.Table).Update(ctx, access.System(), d.ID, func(d *delegation.Delegation) error {
			d.RevokedAt = time.Now()
			return nil
		}))
	}
	must(0, s.services.pipeline.Refresh(ctx, clock.System{}.Now()))
	for id, k := range read() {
		if k != (pipeline.Kept{}) {
			t.Errorf("%s: nothing is shared, and %+v is kept", id, k)
		}
	}
}

// TestFollow: a firm is added once, handed over with a note, and seen to by a
// deputy as long as that runs.
func TestFollow(t *testing.T) {
	s := open(t, "", true)
	coordinator := s.as("coordinator")
	today := caldate.Of(clock.System{}.Now())
	lookUp := coordinator.post("/pipeline/new", url.Values{"cvr": {"99999993"}}).want(t, 303).location
	form := coordinator.get(lookUp).want(t, 200).values("form.form")
	if form.Get("name") != "Nakskov Bageri ApS" || form.Get("next") != today.Add(14).Danish() {
		t.Fatalf("the register's name and a next date: %v", form)
	}
	form.Set("phone", "12")
	if got := coordinator.post("/pipeline", form).want(t, 422); got.Find("#phone-error").Length() != 1 {
		t.Errorf("half a number: %s", got.summary())
	}
	form.Set("phone", "54 92 10 01")
	bakery := coordinator.post("/pipeline", form).want(t, 303).location
	if got := coordinator.post("/pipeline", form).want(t, 422); got.Find("#cvr-error").Length() != 1 {
		t.Errorf("followed twice: %s", got.summary())
	}
	lone := coordinator.get(bakery).want(t, 200).Find("select[name=to] option:contains('Lone Vig')").AttrOr("value", "")
	coordinator.post(bakery+"/owner", url.Values{"to": {"per_nobody"}}).want(t, 422)
	coordinator.post(bakery+"/owner", url.Values{"to": {lone}, "why": {"De kender hinanden"}}).want(t, 303)
	if got := coordinator.get(bakery).want(t, 200); !got.says("Lone Vig har kontakten") || !got.says("De kender hinanden") {
		t.Errorf("after handing over: %s", got.summary())
	}
	coordinator.post(bakery+"/owner", coordinator.get(bakery).values("form[action$='/owner']")).want(t, 303)
	if got := coordinator.get(bakery).want(t, 200); !got.says("Du har kontakten") {
		t.Errorf("after taking it over: %s", got.summary())
	}

	away := url.Values{"colleague": {lone}, "from": {today.Add(2).Danish()}, "until": {today.Danish()}}
	if got := coordinator.post("/pipeline/deputy", away).want(t, 422); got.Find("#until-error").Length() != 1 {
		t.Errorf("backwards: %s", got.summary())
	}
	away.Set("from", today.Danish())
	coordinator.post("/pipeline/deputy", away).want(t, 303)
	colleague := access.NewActor(access.Identity{PersonID: lone, Name: "Lone Vig"}, s.actorOf(coordinator).Party(), access.Coordinator)
	deputised := func() (n int) {
		for _, c := range must(s.services.pipeline.Today(t.Context(), colleague, false)) {
			if c.Standing.Deputised {
				n++
			}
		}
		return n
	}
	if n := deputised(); n != 4 {
		t.Errorf("the deputy has %d of the firms on the list", n)
	}
	coordinator.post("/pipeline/deputy/end", nil).want(t, 303)
	if n := deputised(); n != 0 {
		t.Errorf("afterwards the deputy has %d", n)
	}
	coordinator.post("/pipeline/handover", url.Values{"to": {lone}, "why": {"Barsel"}}).want(t, 303)
	if got := coordinator.get("/pipeline").want(t, 200); !got.says("Der er ingen at ringe til i dag.") {
		t.Errorf("after handing all over: %s", got.summary())
	}
}
