package main

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// runningCourse finds a course of the bakery that is under way and its mentor's week.
func (s *site) runningCourse() (p placement.Placement, week caldate.Week) {
	s.t.Helper()
	owner := s.actorOf(s.as("owner"))
	placements, err := s.services.placements.List(s.t.Context(), owner, "")
	if err != nil {
		s.t.Fatal(err)
	}
	today := caldate.Of(clock.System{}.Now())
	for _, p := range placements.Items {
		if p.GateOn(today).Open && p.Runs(today.Week()) {
			return p, today.Week()
		}
	}
	s.t.Fatal("the demo data have no course under way")
	return p, week
}

// submittedWeek finds a week of the bakery that waits for approval.
func (s *site) submittedWeek() hours.Week {
	s.t.Helper()
	owner := s.actorOf(s.as("owner"))
	weeks, err := s.services.hours.Since(s.t.Context(), owner, caldate.Of(clock.System{}.Now()).Week().Add(-hours.WeeksBack))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, w := range weeks {
		if w.Status() == hours.Submitted {
			return w
		}
	}
	s.t.Fatal("the demo data have no week to approve")
	return hours.Week{}
}

func weekPath(w hours.Week) string {
	return "/placements/" + w.PlacementID + "/weeks/" + w.Week.String()
}

// TestConcurrentApprovals: of 20 approvals of one week at once, one is an event.
func TestConcurrentApprovals(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		w := s.submittedWeek()
		hr := s.as("hr")
		var wg sync.WaitGroup
		statuses := make([]int, 20)
		for i := range statuses {
			wg.Go(func() { statuses[i] = hr.post(weekPath(w)+"/approval", nil).status })
		}
		wg.Wait()
		after, err := store.In(s.db, hours.Table).Get(t.Context(), access.System(), w.ID)
		if err != nil {
			t.Fatal(err)
		}
		events, accepted := 0, 0
		for _, e := range after.Events {
			if e.Type == "week_approved" {
				events++
			}
		}
		for _, status := range statuses {
			switch status {
			case http.StatusSeeOther:
				accepted++
			case http.StatusConflict:
			default:
				t.Errorf("an approval answered %d", status)
			}
		}
		if events != 1 || accepted != 1 || after.Status() != hours.Approved {
			t.Errorf("%d approval events, %d accepted, status %s; want 1, 1, approved", events, accepted, after.Status())
		}
	})
}

// TestBadInput: every fault is told at its field, status 422, and what was
// typed stays.
func TestBadInput(t *testing.T) {
	s := open(t, "", true)
	p, week := s.runningCourse()
	log := "/placements/" + p.ID + "/weeks/" + week.String() + "/lines"
	monday := week.Monday().String()
	tests := map[string]struct {
		persona, path string
		form          url.Values
		field, text   string // what is said where
		kept          string // a typed value that must still be there
	}{
		"25 hours":           {"mentor", log, url.Values{"date": {monday}, "task": {"t1"}, "minutes": {"25"}}, "minutes", "Mere end 24 timer", "25"},
		"negative hours":     {"mentor", log, url.Values{"date": {monday}, "task": {"t1"}, "minutes": {"-2"}}, "minutes", "Skriv timer som", "-2"},
		"not hours":          {"mentor", log, url.Values{"date": {monday}, "task": {"t1"}, "minutes": {"to"}}, "minutes", "Skriv timer som", "to"},
		"not a date":         {"mentor", log, url.Values{"date": {"i går"}, "task": {"t1"}, "minutes": {"2"}}, "date", "Skriv en dato", ""},
		"before the course":  {"mentor", log, url.Values{"date": {p.Agreement.Start.Add(-1).String()}, "task": {"t1"}, "minutes": {"2"}}, "date", "ikke i den uge", ""},
		"no such task":       {"mentor", log, url.Values{"date": {monday}, "task": {"t9"}, "minutes": {"2"}}, "task", "Vælg", "2"},
		"overlap":            {"mentor", log, url.Values{"date": {monday}, "task": {"t1"}, "begin": {"8:30"}, "end": {"9:00"}}, "begin", "allerede skrevet timer", "8:30"},
		"ends before begin":  {"mentor", log, url.Values{"date": {monday}, "task": {"t1"}, "begin": {"12"}, "end": {"11"}}, "end", "før det begynder", "12"},
		"empty spotter":      {"owner", "/openings", url.Values{"minutes": {"8"}}, "tasks", "Skal udfyldes", "8"},
		"full week passed":   {"owner", "/openings", url.Values{"tasks": {"Feje"}, "minutes": {"40"}}, "minutes", "37 timer", "Feje"},
		"wrong P-number":     {"owner", "/company/edit", url.Values{"name": {"Bageri"}, "address": {"Gade 1"}, "rows": {"1"}, "workplaces.0.name": {"Her"}, "workplaces.0.p_number": {"123"}}, "workplaces-0-p_number", "10 cifre", "123"},
		"no candidate":       {"consultant", "/candidates", url.Values{"minutes_wished": {"8"}}, "first_name", "Skal udfyldes", "8"},
		"deputy without end": {"owner", "/company/members", url.Values{"person": {"x"}, "role": {"deputy"}}, "until", "slutdato", ""},
	}
	visitors := map[string]*visitor{"owner": s.as("owner"), "mentor": s.as("mentor"), "consultant": s.as("consultant")}
	// Something to overlap with, whatever day of the week it is.
	visitors["mentor"].post(log, url.Values{"date": {monday}, "task": {"t1"}, "begin": {"8"}, "end": {"10"}})
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := visitors[tt.persona].post(tt.path, tt.form).want(t, 422)
			if said := got.Find("#" + tt.field + "-error").Text(); !strings.Contains(said, tt.text) {
				t.Errorf("at %s it says %q, want %q", tt.field, said, tt.text)
			}
			if link := got.Find(".error-summary a[href='#" + tt.field + "']"); link.Length() != 1 {
				t.Errorf("the summary has %d links to #%s", link.Length(), tt.field)
			}
			if tt.kept != "" && got.Find("input[value='"+tt.kept+"']").Length() == 0 && !strings.Contains(got.Find("textarea").Text(), tt.kept) {
				t.Errorf("%q was typed and is lost", tt.kept)
			}
		})
	}
}

// TestTwoPeopleChangeOneThing: the second sees both versions and loses nothing.
func TestTwoPeopleChangeOneThing(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		first, second := s.as("owner"), s.as("owner")
		form := first.get("/company/edit").want(t, 200).values("form.form")
		form.Set("address", "Søndergade 14")
		first.post("/company/edit", form).want(t, 303)
		form.Set("address", "Søndergade 16")
		got := second.post("/company/edit", form).want(t, 409)
		if !got.says("Søndergade 14") || got.Find("input[value='Søndergade 16']").Length() != 1 {
			t.Errorf("both versions must be there: %s", got.summary())
		}
		if mine := got.values("form.form"); mine.Get("version") == form.Get("version") {
			t.Error("saving again would fail again: the form carries the old version")
		} else {
			second.post("/company/edit", mine).want(t, 303)
		}
		if history := second.get("/company").want(t, 200); !history.says("Søndergade 14 → Nakskov Bageri ApS") && !history.says("Søndergade 16") {
			t.Errorf("the history lacks the changes: %s", history.summary())
		}
	})
}

// TestDeclinedRequest: somebody who asks for a role is told no, by whom, and
// may ask again; the history keeps it all.
func TestDeclinedRequest(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner, colleague := s.as("owner"), s.as("pseudonym")
		colleague.post("/welcome/request", nil).want(t, 303)
		const form = "form[action$='/decline']"
		path, _ := owner.get("/company/members").want(t, 200).Find(form).Attr("action")
		s.as("mentor").post(path, nil).want(t, 403)
		s.as("owner2").post(path, nil).want(t, 404)
		for range 2 { // twice is once
			owner.post(path, nil).want(t, 303)
			if got := owner.get("/company/members").want(t, 200); !got.says("Anmodningen er afvist.") || got.Find(form).Length() != 0 {
				t.Errorf("declining does not show: %s", got.summary())
			}
		}
		if got := colleague.get("/welcome").want(t, 200); !got.says("Birthe Holm hos Nakskov Bageri ApS har sagt nej") {
			t.Errorf("who asked is not told: %s", got.summary())
		}
		colleague.post("/welcome/request", nil).want(t, 303)
		if got := colleague.get("/welcome").want(t, 200); !got.says("Du venter på adgang") {
			t.Errorf("asking again does not wait: %s", got.summary())
		}
		got := owner.get("/company/members").want(t, 200)
		history := strings.Join(strings.Fields(got.Find(".history-list").Text()), " ")
		if got.Find(form).Length() != 1 || strings.Count(history, "nej til adgang: Medarbejder (navnebeskyttet) – Birthe Holm, ejer") != 1 {
			t.Errorf("the request must wait again, with one no in the history: %s", history)
		}
	})
}

// TestHistoryOfPurpose: a change of nothing but the purpose of an agreement is
// told in words, in the language of whoever reads it.
func TestHistoryOfPurpose(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		owner := s.as("owner")
		path, _ := owner.get("/placements").want(t, 200).Find("a:contains('Anton')").Attr("href") // a draft
		form := owner.get(path+"/edit").want(t, 200).values("form.form")
		form.Set("purpose", "ordinary_hours")
		owner.post(path+"/edit", form).want(t, 303)
		if got := owner.get(path); !got.says("Aftalen blev ændret: Formål med praktikken At få bestemte kompetencer til CV'et → At få løntimer her i virksomheden –") {
			t.Errorf("the history does not tell the change: %s", got.Find(".history").Text())
		}
		owner.post("/locale", url.Values{"locale": {"en"}, "return": {path}}).want(t, 303)
		if got := owner.get(path); !got.says("The agreement was changed: Purpose of the praktik To gain specific skills for the CV → To get paid hours in this firm –") {
			t.Errorf("the history does not tell the change in English: %s", got.Find(".history").Text())
		}
	})
}

// values reads a form as a browser would send it.
func (p page) values(selector string) url.Values {
	values := url.Values{}
	form := p.Find(selector).First()
	form.Find("input[type=text], input[type=hidden], input:checked, textarea").Each(func(_ int, e *goquery.Selection) {
		value, ok := e.Attr("value")
		if !ok {
			value = e.Text()
		}
		values.Add(e.AttrOr("name", ""), value)
	})
	form.Find("select").Each(func(_ int, e *goquery.Selection) {
		values.Add(e.AttrOr("name", ""), e.Find("option[selected]").AttrOr("value", ""))
	})
	return values
}

// TestUnknownLink: a representative's link that opens nothing says so, whatever
// is sent to it.
func TestUnknownLink(t *testing.T) {
	nobody := open(t, "", false).as("")
	const path = "/representative/unknown"
	for name, got := range map[string]page{
		"opened": nobody.get(path), "answered": nobody.post(path, url.Values{"answer": {"yes"}}),
		"answered too long": nobody.post(path, url.Values{"reason": {strings.Repeat("x", 700)}}),
	} {
		if got.want(t, 404); !got.says("Linket virker ikke længere.") {
			t.Errorf("%s: %s", name, got.summary())
		}
	}
}

// TestStaleSession: without a session htmx is told to leave the page, and
// signing in comes back to it.
func TestStaleSession(t *testing.T) {
	s := open(t, "", true)
	w := s.submittedWeek()
	nobody := s.as("")
	header := http.Header{"Hx-Request": {"true"}, "Hx-Current-Url": {s.config.BaseURL + weekPath(w)}}
	got := nobody.do("POST", weekPath(w)+"/approval", nil, header).want(t, http.StatusNoContent)
	if want := "/signin?return=" + url.QueryEscape(weekPath(w)); got.header.Get("HX-Redirect") != want {
		t.Errorf("HX-Redirect = %q, want %q", got.header.Get("HX-Redirect"), want)
	}
	if got := nobody.get(weekPath(w)); got.location != "/signin?return="+url.QueryEscape(weekPath(w)) {
		t.Errorf("without htmx it answers %d to %q", got.status, got.location)
	}
	v := s.as("hr")
	v.post("/signout", nil).want(t, 200)
	if got := v.get("/overview"); got.status != 303 {
		t.Errorf("after signing out the overview answers %d", got.status)
	}
}

// TestHTMXRegions: htmx gets the regions that changed and the notice, nothing else.
func TestHTMXRegions(t *testing.T) {
	s := open(t, "", true)
	w := s.submittedWeek()
	got := s.as("hr").htmx(weekPath(w)+"/approval", nil).want(t, 200)
	for id, how := range map[string]string{"notice": "innerHTML", "week": "true", "week-entry": "true", "week-history": "true"} {
		if got.Find("#"+id+"[hx-swap-oob="+how+"]").Length() != 1 {
			t.Errorf("the answer lacks region #%s", id)
		}
	}
	if got.Find("header, nav, footer").Length() != 0 {
		t.Error("the answer carries the page's frame")
	}
	if !strings.Contains(got.header.Get("Vary"), "HX-Request") || got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("Vary %q, Cache-Control %q", got.header.Get("Vary"), got.header.Get("Cache-Control"))
	}
}

// TestOwnHours: nobody approves what they logged, except where one person is
// all there is, and then it is labelled.
func TestOwnHours(t *testing.T) {
	s := open(t, "", true)
	p, week := s.runningCourse()
	hr := s.as("hr")
	path := "/placements/" + p.ID + "/weeks/" + week.String()
	line := url.Values{"date": {week.Monday().String()}, "task": {p.Agreement.Tasks[0].ID}, "minutes": {"0:15"}}
	hr.post(path+"/lines", line).want(t, 303)
	hr.post(path+"/submission", nil).want(t, 303)
	hr.post(path+"/approval", nil).want(t, 403)
	s.as("hr2").post(path+"/approval", nil).want(t, 303)
	if !hr.get(path).says("Godkendt af Anne Friis") {
		t.Error("the week does not say who approved it")
	}
}

// TestReturnedDay: the approver sends a day back, the mentor corrects it with
// the page's own form, and the week is approved.
func TestReturnedDay(t *testing.T) {
	s := open(t, "", true)
	w := s.submittedWeek()
	day := w.WorkedDays()[0].String()
	hr, mentor := s.as("hr"), s.as("mentor")
	hr.post(weekPath(w)+"/return", url.Values{"days": {day}, "reason": {"Var det ikke mere?"}}).want(t, 303)
	returned := mentor.get(weekPath(w)).want(t, 200)
	if days := returned.Find("#week-entry select[name=date] option[value!='']"); days.Length() != 1 || days.AttrOr("value", "") != day {
		t.Fatalf("the form offers %d days, want the returned one: %s", days.Length(), returned.summary())
	}
	if !returned.says("Var det ikke mere?") {
		t.Error("the reason does not stand at the day")
	}
	line := returned.values("#week-entry form")
	line.Set("minutes", "0:15")
	mentor.post(weekPath(w)+"/lines", line).want(t, 303)
	mentor.post(weekPath(w)+"/lines", line).want(t, 303) // sent twice
	mentor.post(weekPath(w)+"/submission", nil).want(t, 303)
	hr.post(weekPath(w)+"/approval", url.Values{"above_reason": {"Der var et stævne"}}).want(t, 303)
	after, err := store.In(s.db, hours.Table).Get(t.Context(), access.System(), w.ID)
	if err != nil || after.Logged() != w.Logged()+15 || after.Status() != hours.Approved {
		t.Errorf("logged %d, want %d; status %s, %v", after.Logged(), w.Logged()+15, after.Status(), err)
	}
}

// TestWorkingTime: a short night is said on the day after it, to the mentor and
// to the approver, and keeps neither from anything.
func TestWorkingTime(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		w := s.submittedWeek() // Monday and Wednesday from 8
		mentor, hr := s.as("mentor"), s.as("hr")
		if got := mentor.get(weekPath(w)).want(t, 200); got.Find("#week .remarks").Length() != 0 {
			t.Fatalf("an ordinary week has remarks: %s", got.summary())
		}
		mentor.post(weekPath(w)+"/withdrawal", nil).want(t, 303)
		line := url.Values{"date": {w.Week.Day(1).String()}, "task": {w.Lines[0].TaskID}, "begin": {"21"}, "end": {"23"}}
		mentor.post(weekPath(w)+"/lines", line).want(t, 303)
		mentor.post(weekPath(w)+"/submission", nil).want(t, 303)
		for name, v := range map[string]*visitor{"mentor": mentor, "hr": hr} {
			got := v.get(weekPath(w)).want(t, 200)
			remark := got.Find("#week .remarks li")
			if day := remark.Closest(".panel").Find("h3").Text(); remark.Length() != 1 || !strings.HasPrefix(day, "onsdag") {
				t.Errorf("%s: %d remarks at %q: %s", name, remark.Length(), day, got.summary())
			}
			if text := remark.Text(); !strings.Contains(text, "Her er 9 t fri") || !strings.Contains(text, "arbejdsmiljøloven § 50") {
				t.Errorf("%s is told %q", name, text)
			}
		}
		hr.post(weekPath(w)+"/approval", url.Values{"above_reason": {"Der var et stævne"}}).want(t, 303)
	})
}

// TestCorrection walks an approved week through everything that can happen to it
// afterwards: what was approved counts until something else is.
func TestCorrection(t *testing.T) {
	engines(t, func(t *testing.T, mongoURI string) {
		s := open(t, mongoURI, true)
		w := s.submittedWeek()
		mentor, hr, owner, consultant := s.as("mentor"), s.as("hr"), s.as("owner"), s.as("consultant")
		path, monday := weekPath(w), w.Lines[0]
		consultant.get(path).want(t, 404)
		hr.get(path).want(t, 200)
		mentor.post(path+"/withdrawal", nil).want(t, 409) // it was opened
		hr.post(path+"/question", url.Values{"question": {"Var det mandag?"}}).want(t, 303)
		if got := mentor.get(path).want(t, 200); !got.says("Var det mandag?") {
			t.Errorf("the mentor does not see the question: %s", got.summary())
		}
		mentor.post(path+"/answer", url.Values{"answer": {"Ja, mandag"}}).want(t, 303)
		hr.post(path+"/correction", url.Values{"line": {monday.ID}, "remove": {"yes"}, "reason": {"Den stod der to gange"}}).want(t, 409)
		hr.post(path+"/approval", url.Values{"above_reason": {"Der var et stævne"}}).want(t, 303)

		form := hr.get(path+"/correction?line="+monday.ID).want(t, 200).values("main form")
		form.Set("end", "8:30")
		form.Set("reason", "kort")
		if got := hr.post(path+"/correction", form).want(t, 422); got.Find("#reason-error").Length() != 1 || got.Find("#end").AttrOr("value", "") != "8:30" {
			t.Errorf("a short reason: %s", got.summary())
		}
		mentor.post(path+"/correction", form).want(t, 403)
		form.Set("reason", "Mandag var kun en halv time")
		hr.post(path+"/correction", form).want(t, 303)
		after := s.week(w.ID)
		if after.Status() != hours.Corrected || after.ApprovedMinutes() != w.Logged() || after.Logged() != w.Logged()-monday.Minutes+30 {
			t.Errorf("%s, %d approved, %d logged of %d", after.Status(), after.ApprovedMinutes(), after.Logged(), w.Logged())
		}
		if got := consultant.get(path).want(t, 200); got.says("Mandag var kun en halv time") || got.Find(".actions button").Length() != 0 {
			t.Errorf("outside the firm a correction counts before it is approved: %s", got.summary())
		}
		if got := mentor.get(path).want(t, 200); !got.says("Mandag var kun en halv time") {
			t.Errorf("the mentor is not told why: %s", got.summary())
		}
		hr.post(path+"/approval", url.Values{"above_reason": {"Der var et stævne"}}).want(t, 403)
		owner.post(path+"/approval", url.Values{"above_reason": {"Der var et stævne"}}).want(t, 303)
		consultant.post(path+"/confirmation", nil).want(t, 303)
		consultant.post(path+"/confirmation", nil).want(t, 409)
		hr.post("/weeks/lock", url.Values{"month": {w.Week.Sunday().String()}}).want(t, 303)
	})
}

// week reads a week as it is stored.
func (s *site) week(id string) hours.Week {
	s.t.Helper()
	w, err := store.In(s.db, hours.Table).Get(s.t.Context(), access.System(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return w
}

// TestApproveTogether: one button approves what is inside the plan and nothing
// else, whatever the browser sends.
func TestApproveTogether(t *testing.T) {
	s := open(t, "", true)
	hr := s.as("hr")
	page := hr.get("/weeks").want(t, 200)
	form := page.values("main form")
	plain := form["weeks"]
	if len(plain) == 0 {
		t.Fatalf("nothing can be approved together: %s", page.summary())
	}
	form["weeks"] = nil
	items, err := s.queueOf(hr)
	if err != nil {
		t.Fatal(err)
	}
	waiting := 0
	for _, item := range items {
		if item.State == hours.ToApprove {
			waiting++
		}
		form["weeks"] = append(form["weeks"], item.PlacementID+"/"+item.Week.Week.String())
	}
	s.as("mentor").post("/weeks/approval", form).want(t, 403)
	hr.post("/weeks/approval", form).want(t, 303)
	after, err := s.queueOf(hr)
	if err != nil {
		t.Fatal(err)
	}
	left := 0
	for _, item := range after {
		if item.State == hours.ToApprove {
			left++
			if len(item.Exceptions) == 0 {
				t.Errorf("%s is plain and was left", item.ID)
			}
		}
	}
	if left != waiting-len(plain) {
		t.Errorf("%d of %d wait after approving %d together", left, waiting, len(plain))
	}
}

func (s *site) queueOf(v *visitor) ([]hours.Item, error) {
	_, items, err := s.services.hours.Waiting(s.t.Context(), s.actorOf(v))
	return items, err
}

// TestForeignSite: a change that another site's page asks for is refused.
func TestForeignSite(t *testing.T) {
	s := open(t, "", true)
	w := s.submittedWeek()
	s.as("hr").do("POST", weekPath(w)+"/approval", nil, http.Header{"Sec-Fetch-Site": {"cross-site"}}).want(t, 403)
}

// TestStoreCalls counts what the busiest pages ask of the store: one to four
// calls each, beside the two that know who is asking and the cached contact.
func TestStoreCalls(t *testing.T) {
	s := open(t, "", true)
	for _, tt := range []struct{ persona, path string }{
		{"owner", "/overview"}, {"hr", "/overview"}, {"mentor", "/overview"}, {"consultant", "/overview"},
		{"owner", "/openings"}, {"consultant", "/openings"}, {"hr", "/weeks"}, {"mentor", "/weeks"},
		{"hr", weekPath(s.submittedWeek())}, {"mentor", weekPath(s.submittedWeek())},
		{"owner", "/meetings"}, {"mentor", "/meetings"}, {"consultant", "/meetings"},
	} {
		v := s.as(tt.persona)
		v.get(tt.path).want(t, 200) // the contact is cached and the session touched
		before := s.storeCalls()
		v.get(tt.path).want(t, 200)
		const signIn = 2
		calls := s.storeCalls() - before - signIn
		t.Logf("%s as %s: %d store calls", tt.path, tt.persona, calls)
		if calls < 1 || calls > 4 {
			t.Errorf("%s as %s makes %d store calls, want 1 to 4", tt.path, tt.persona, calls)
		}
	}
}
