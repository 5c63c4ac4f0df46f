package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/store"
)

// TestDocumentation walks the documentation of a stopped course from its draft to the
// receipt: nothing typed is lost, the candidate sees it first, and what was delivered
// stays when a week is corrected afterwards.
func TestDocumentation(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, mentor, hr, consultant := s.as("owner"), s.as("mentor"), s.as("hr"), s.as("consultant")
		course := owner.course("Peder")
		page := course + "/documentation"
		if got := owner.get(course).want(t, 200); !got.says("gør dokumentationen færdig") || got.Find("p.ball a[href='"+page+"']").Length() != 1 {
			t.Errorf("the ball does not lead to the documentation: %s", got.Find("p.ball").Text())
		}
		first := owner.get(page).want(t, 200)
		if !first.says("udkast") || !first.says("Birthe Holm") || !first.says("rækkefølgen stod på en seddel") || first.Find("svg.chart").Length() == 0 || !first.says("Ansættelse") && !first.says("Ordinært job") {
			t.Errorf("the draft: %s", first.summary())
		}
		for _, href := range first.Find("tbody a").Map(func(_ int, a *goquery.Selection) string { return a.AttrOr("href", "") }) {
			hr.get(href).want(t, 200) // every number leads to the week it was approved in
			consultant.get(href).want(t, 200)
		}
		hr.get(page).want(t, 200)
		hr.get(page+"/part").want(t, 403)
		consultant.post(page+"/part", nil).want(t, 403)
		mentor.post(page+"/delivery", nil).want(t, 403)
		owner.post(page+"/receipt", nil).want(t, 403)

		form := owner.get(page+"/part").want(t, 200).values("main form")
		form.Set("aids.0.what", "Høj stol")
		form.Set("intensity", "Gulvet går af sig selv i to timer.")
		got := mentor.post(page+"/part", form).want(t, 422)
		if got.Find("#fixed_tasks_effect-error").Length() != 1 || got.Find("#aids-0-from-error").Length() != 1 || got.Find("#next-error").Length() != 1 || got.Find("input[value='Høj stol']").Length() != 1 || !got.says("Gulvet går af sig selv") {
			t.Errorf("what is wrong is not told at its field, or is lost: %s", got.summary())
		}
		form.Set("fixed_tasks_effect", "helped")
		form.Set("aids.0.from", caldate.Of(clock.System{}.Now()).Add(-60).Danish())
		form.Set("next", "Søge job i en butik.")
		mentor.post(page+"/part", form).want(t, 303)
		if got := owner.post(page+"/part", form).want(t, 409); got.Find("input[value='Høj stol']").Length() != 1 {
			t.Errorf("what was typed is lost when somebody else was first: %s", got.summary())
		}
		if owner.get(page).Find("form[action$='/delivery']").Length() != 0 {
			t.Error("it can be delivered before the candidate has seen it")
		}
		sight := consultant.get(page).want(t, 200).values("form[action$='/sight']")
		if got := consultant.post(page+"/sight", sight).want(t, 422); got.Find("#helped-error").Length() != 1 {
			t.Errorf("nobody says why it is written down: %s", got.summary())
		}
		sight.Set("helped", "reserved")
		sight.Set("comment", "Jeg vil gerne videre.")
		stale := url.Values{"helped": {"reserved"}, "print": {"another"}}
		consultant.post(page+"/sight", stale).want(t, 303)
		if owner.get(page).says("Jeg vil gerne videre") || owner.get(page).Find("form[action$='/delivery']").Length() != 0 {
			t.Error("something else than what was looked at counts as seen")
		}
		consultant.post(page+"/sight", sight).want(t, 303)
		seen := owner.get(page).want(t, 200)
		if !seen.says("Kandidatens egne ord") || !seen.says("Jeg vil gerne videre") || seen.says("fritaget") {
			t.Errorf("the candidate's words, and nothing of why somebody else wrote them: %s", seen.summary())
		}
		deliver := seen.values("form[action$='/delivery']")
		owner.post(page+"/delivery", deliver).want(t, 303)
		owner.post(page+"/delivery", deliver).want(t, 303) // a second click
		kept := consultant.get(page+"/deliveries/1").want(t, 200).Find("main").Text()
		consultant.get(page+"/deliveries/2").want(t, 404)
		consultant.post(page+"/receipt", nil).want(t, 303)
		if got := owner.get(course); got.Find("p.ball").Length() != 0 || !owner.get(page).says("kvitteret") {
			t.Errorf("somebody still has the ball: %s", got.Find("p.ball").Text())
		}

		week := s.lengthen(strings.TrimPrefix(course, "/placements/"))
		changed := owner.get(page).want(t, 200)
		if !changed.says("Noget har ændret sig") || !changed.says(week) {
			t.Errorf("the correction does not show: %s", changed.summary())
		}
		if still := hoursOf(consultant.get(page + "/deliveries/1").Find("main").Text()); still == "" || still != hoursOf(kept) {
			t.Errorf("what was delivered says %q, and it said %q", still, hoursOf(kept))
		}
		again := mentor.get(page).values("form[action$='/sight']")
		again.Set("helped", "needs_help")
		mentor.post(page+"/sight", again).want(t, 303)
		owner.post(page+"/delivery", owner.get(page).values("form[action$='/delivery']")).want(t, 303)
		if got := consultant.get(page+"/deliveries/2").want(t, 200); got.says("Noget har ændret sig") || hoursOf(got.Find("main").Text()) == hoursOf(kept) {
			t.Error("the second version tells of no other hours")
		}
	})
}

// hoursOf is the sentence about the hours.
func hoursOf(text string) string {
	_, after, _ := strings.Cut(text, "uger er der godkendt ")
	sentence, _, _ := strings.Cut(after, " Planen")
	return sentence
}

// lengthen makes a line of an approved week of a course longer.
func (s *site) lengthen(placementID string) (week string) {
	s.t.Helper()
	weeks := must(s.services.hours.OfPlacement(s.t.Context(), s.actorOf(s.as("owner")), placementID))
	i := slices.IndexFunc(weeks, func(w hours.Week) bool { return !w.ApprovedAt.IsZero() && len(w.Lines) > 0 })
	must(store.In(s.db, hours.Table).Update(s.t.Context(), access.System(), weeks[i].ID, func(w *hours.Week) error {
		w.Lines[0].Minutes += 45
		return nil
	}))
	return "Uge " + strings.TrimLeft(weeks[i].Week.String()[6:], "0")
}

// TestObservations: what is noticed at work is written and taken away by those beside
// the person; of what is carried over, the next firm gets the conditions alone.
func TestObservations(t *testing.T) {
	s := open(t, "", true)
	owner, mentor, hr, consultant := s.as("owner"), s.as("mentor"), s.as("hr"), s.as("consultant")
	course := owner.course("Peder")
	page := course + "/documentation"
	today := caldate.Of(clock.System{}.Now())
	o := url.Values{"what": {"Jens 010190-1234"}, "outcome": {"better"}, "observed_on": {today.Danish()}}
	got := mentor.post(course+"/observations", o).want(t, 422)
	if got.Find("#what-error").Length() != 1 || got.Find("#observed_on-error").Length() != 1 || !got.says("Jens 010190-1234") {
		t.Errorf("a wrong observation: %s", got.summary())
	}
	o.Set("what", "Fandt selv kosten.")
	o.Set("observed_on", today.Add(-40).Danish())
	hr.post(course+"/observations", o).want(t, 403)
	mentor.post(course+"/observations", o).want(t, 303)
	strike, _ := owner.get(page).Find("li:contains('Fandt selv kosten') form").Attr("action")
	owner.post(strike, nil).want(t, 303)
	if got := owner.get(page); got.says("Fandt selv kosten") || !got.says("En observation blev slettet") {
		t.Errorf("it is not gone: %s", got.summary())
	}

	if owner.get(page).Find("form[action$='/carrying']").Length() != 0 {
		t.Error("the firm carries something over")
	}
	carry := consultant.get(page).want(t, 200)
	form := url.Values{}
	if got := consultant.post(course+"/observations/carrying", form).want(t, 422); got.Find("#carried-error").Length() != 1 {
		t.Errorf("nothing is chosen: %s", got.summary())
	}
	id, _ := carry.Find("input[name=carried]").First().Attr("value")
	form.Set("carried", id)
	if got := consultant.post(course+"/observations/carrying", form).want(t, 422); got.Find("#carried_helped-error").Length() != 1 || got.Find("input[name=carried][checked]").Length() != 1 {
		t.Errorf("without consent: %s", got.summary())
	}
	form.Set("carried_helped", "needs_help")
	owner.post(course+"/observations/carrying", form).want(t, 403)
	person := consultant.post(course+"/observations/carrying", form).want(t, 303).location
	consultant.post(course+"/observations/carrying", form).want(t, 303) // a second click
	profile := consultant.get(person).want(t, 200)
	if !profile.says("Skriftlig opskrift på opgaven") || strings.Count(profile.history(), "Arbejdsforhold fra et forløb kom med") != 1 {
		t.Errorf("the person's page: %s", profile.summary())
	}
	if owner.get(page).says("kom med") || owner.get(course).says("kom med") {
		t.Error("the firm is told that there is a next place")
	}
	c := must(store.In(s.db, candidate.Table).Get(t.Context(), access.System(), strings.TrimPrefix(person, "/candidates/")))
	if !slices.Contains(c.Profile.Conditions, "written_steps") || len(c.Carried) != 1 || c.Carried[0].Helped != "needs_help" {
		t.Errorf("the next firm is shown %v, and the consent is kept as %+v", c.Profile.Conditions, c.Carried)
	}
	if kept := fmt.Sprintf("%+v", c); strings.Contains(kept, "seddel") || strings.Contains(kept, strings.TrimPrefix(course, "/placements/")) {
		t.Errorf("with the person stands where it comes from: %s", kept)
	}
}

// TestMeetingFile: the file of a meeting keeps its name through a move and a
// cancellation, and says nobody's name.
func TestMeetingFile(t *testing.T) {
	s := open(t, "", true)
	consultant, mentor := s.as("consultant"), s.as("mentor")
	course := consultant.course("Karim")
	page := course + "/meetings/end"
	file := func(v *visitor) map[string]string {
		t.Helper()
		return properties(t, v.get(page+"/calendar.ics").want(t, 200).body)
	}
	first := file(mentor)
	p := consultant.get(page).want(t, 200)
	if p.Find("a[href='"+page+"/calendar.ics']").Length() != 1 || first["METHOD"] != "REQUEST" || first["SEQUENCE"] != "0" {
		t.Errorf("the file: %v", first)
	}
	on := caldate.Of(clock.System{}.Now()).Add(1)
	consultant.post(page+"/date", url.Values{"on": {on.Workday().Danish()}, "who": {"firm"}, "why": {"Travlt"}})
	move := url.Values{"on": {on.Add(9).Danish()}, "who": {"candidate"}}
	consultant.post(page+"/date", move).want(t, 303)
	consultant.post(page+"/invitation", url.Values{"time": {"10.00"}, "place": {"Bageriet"}}).want(t, 303)
	moved := file(mentor)
	consultant.post(page+"/cancellation", url.Values{"cancelled_by": {"candidate"}}).want(t, 303)
	gone := file(mentor)
	if moved["UID"] != first["UID"] || gone["UID"] != first["UID"] || moved["SEQUENCE"] <= first["SEQUENCE"] || gone["SEQUENCE"] <= moved["SEQUENCE"] || gone["METHOD"] != "CANCEL" || gone["STATUS"] != "CANCELLED" {
		t.Errorf("first %v, moved %v, cancelled %v", first, moved, gone)
	}
	for _, text := range []string{moved["SUMMARY"], moved["DESCRIPTION"]} {
		if text == "" || strings.Contains(text, "Karim") {
			t.Errorf("the file says %q", text)
		}
	}
	s.as("owner2").get(page+"/calendar.ics").want(t, 404)
}

// properties reads the last value of every property of a calendar file.
func properties(t *testing.T, file string) map[string]string {
	t.Helper()
	if strings.Count(file, "\n") != strings.Count(file, "\r\n") {
		t.Fatal("not every line ends in CRLF")
	}
	list := map[string]string{}
	for line := range strings.Lines(strings.ReplaceAll(file, "\r\n ", "")) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		name, _, _ = strings.Cut(name, ";")
		list[name] = value
	}
	return list
}

// TestCalendarFeed: a person's own link gives what their roles may see at the moment
// of reading, without a name or an amount, and nothing once it or the role has ended.
func TestCalendarFeed(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		feeds := map[string]string{}
		for _, persona := range []string{"owner", "hr", "hr2", "mentor", "consultant"} {
			v := s.as(persona)
			v.get("/calendar").want(t, 200)
			link := v.post("/calendar", nil).want(t, 200).Find("#link").Text()
			feeds[persona] = link[strings.Index(link, "/calendar/"):]
			body := s.as("").get(feeds[persona]).want(t, 200).body
			if claims := strings.Contains(body, "Frist for krav"); claims != (persona == "owner" || persona == "hr") {
				t.Errorf("%s reads deadlines of claims: %t", persona, claims)
			}
			properties(t, body)
			if !strings.Contains(body, "Opfølgningsmøde") || !strings.Contains(body, "Dokumentation skal leveres") {
				t.Errorf("%s reads no meetings or no documentation:\n%.600s", persona, body)
			}
			for _, name := range []string{"Maja", "Karim", "Peder", "Josefine", "Birthe", "kr.", "SALAR"} {
				if strings.Contains(body, name) {
					t.Errorf("%s reads %q", persona, name)
				}
			}
		}
		if strings.Count(s.as("").get(feeds["mentor"]).body, "BEGIN:VEVENT") >= strings.Count(s.as("").get(feeds["consultant"]).body, "BEGIN:VEVENT") {
			t.Error("a mentor reads as much as a municipality")
		}
		s.as("coordinator").get("/calendar").want(t, 403)
		s.as("").get("/calendar/unknown.ics").want(t, 404)
		s.as("").get("/calendar/.ics").want(t, 404)

		before := feeds["hr"]
		link := s.as("hr").post("/calendar", nil).want(t, 200).Find("#link").Text()
		s.as("").get(before).want(t, 404)
		feeds["hr"] = link[strings.Index(link, "/calendar/"):]
		owner := s.actorOf(s.as("owner"))
		for _, g := range must(s.services.companies.Grants(t.Context(), owner)) {
			if g.Role == access.Approver {
				if err := s.services.companies.Withdraw(t.Context(), owner, g.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
		s.as("").get(feeds["hr"]).want(t, 404)
		s.as("owner").post("/calendar/deletion", nil).want(t, 303)
		s.as("owner").post("/calendar/deletion", nil).want(t, 303)
		s.as("").get(feeds["owner"]).want(t, 404)
	})
}
