package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
)

// TestCourses walks the courses of the table day by day from the proposal to
// their end, together, as they lay in the calendar, and then holds what stands
// there against how they went.
func TestCourses(t *testing.T) {
	t.Parallel()
	r := newReplay(t, "")
	var walks []*walk
	over, walked := replayStart, courses
	if underRace { // one thing after another: there is little to find, and scripts/test walks them all without
		walked = courses[len(courses)-3:]
	}
	for _, c := range walked {
		w := r.begin(c)
		walks = append(walks, w)
		for day := range c.turns {
			over = latest(over, w.last.Add(14), caldate.MustParse(day).Add(1))
		}
		over = latest(over, w.last.Add(14))
	}
	for day := replayStart; day.Before(over); day = day.Add(1) {
		for _, w := range walks {
			if day == w.first.Add(-21) {
				r.agree(w)
			}
		}
		r.day(day, walks)
	}
	for _, w := range walks {
		t.Run(w.person+" "+w.first.String(), func(t *testing.T) { r.ended(t, w) })
	}
}

func latest(days ...caldate.Date) caldate.Date { return slices.MaxFunc(days, caldate.Date.Compare) }

// day is one day of all courses: approvals on Mondays, what came in between,
// meetings at eleven, hours at four, and on Fridays the week is handed in.
func (r *replay) day(day caldate.Date, walks []*walk) {
	week := day.Week()
	if day == week.Monday() {
		r.at(day, 9)
		r.approve(week.Add(-1), walks)
		for _, w := range walks {
			r.nextMeeting(w, week)
		}
	}
	for _, w := range walks {
		if happened := w.turns[day.String()]; happened != nil {
			r.at(day, 10)
			happened(r, w)
			r.nextMeeting(w, week)
		}
		if w.next.ID != "" && day == w.next.On {
			r.meet(w)
		}
	}
	r.at(day, 16)
	for _, w := range walks {
		n := week.Sub(w.first.Week())
		if n < 0 || n >= len(w.worked) || w.worked[n].rests || day.Sub(week.Monday()) > 4 {
			continue
		}
		if e := w.lines(n)[day.Sub(week.Monday())]; e != nil {
			e.Date = day
			_, err := r.services.hours.Log(r.ctx, w.mentor, w.id, week, *e)
			r.must(err)
		}
		if day == week.Day(4) {
			r.handIn(w, week, n)
		}
	}
}

func (r *replay) handIn(w *walk, week caldate.Week, n int) {
	r.at(week.Day(4), 17)
	worked := w.worked[n]
	h := hours.Handed{NoHours: worked.minutes == 0 && worked.more == 0}
	switch worked.more {
	case 'h':
		h.Word = hours.Word{Face: "hard", Text: "Det blev for meget"}
	case 'g':
		h.Word = hours.Word{Face: "good"}
	case 'c':
		h.Word = hours.Word{Call: true}
	}
	_, err := r.services.hours.Submit(r.ctx, w.mentor, w.id, week, h)
	r.must(err)
	r.at(week.Day(4), 16)
}

// nextMeeting finds the meeting of a week and calls for the one after it.
func (r *replay) nextMeeting(w *walk, week caldate.Week) {
	w.next = meeting.Meeting{}
	p, up, err := r.services.meetings.Get(r.ctx, r.consultant, w.id)
	if fault.Is(err, fault.NotFound) || !meeting.Begun(p, r.today) {
		return
	}
	r.must(err)
	next, ok := up.Next(p, r.today)
	if !ok || next.On.After(week.Add(1).Sunday()) {
		return
	}
	if next.Called == nil {
		_, err := r.services.meetings.Call(r.ctx, r.consultant, w.id, next.ID, meeting.Arrangement{Time: 11 * 60, Place: w.at.name})
		r.must(err)
	}
	if next.On = latest(next.On.Workday(), r.today); !next.On.After(week.Sunday()) {
		w.next = next
	}
}

// meet holds the week's meeting and closes it with the note of the table: the
// first of a course at the consultant's browser.
func (r *replay) meet(w *walk) {
	if w.held >= len(w.meetings) {
		r.t.Fatalf("%s: no note for the meeting on %s", w.person, w.next.On)
	}
	want := w.meetings[w.held]
	if want.on != w.next.On.String() {
		r.t.Errorf("%s: meeting %d is on %s, want %s", w.person, w.held+1, w.next.On, want.on)
	}
	note := want.note
	note.Step, note.Ball, note.StepOn = "Prøve næste opgave", "mentor", w.next.On.Add(14)
	r.at(w.next.On, 11)
	if w.held == 0 {
		r.meetAtBrowser(w, note)
	} else {
		up, err := r.services.meetings.Hold(r.ctx, w.mentor, w.id, w.next.ID, meeting.Attendance{On: w.next.On, Attended: meeting.Parties()})
		r.must(err)
		r.at(w.next.On, 14)
		_, err = r.services.meetings.Close(r.ctx, r.consultant, w.id, w.next.ID, up.Version, note)
		r.must(err)
	}
	w.held, w.next = w.held+1, meeting.Meeting{}
}

func (r *replay) meetAtBrowser(w *walk, n meeting.Note) {
	consultant, path := r.browsers["consultant"], "/placements/"+w.id+"/meetings/"+w.next.ID
	form := consultant.get(path).want(r.t, 200).values("form[action$='/attendance']")
	form["attended"] = meeting.Parties()
	consultant.post(path+"/attendance", form).want(r.t, 303)
	held := consultant.get(path).want(r.t, 200)
	if !held.says("1. Løntimer?") || !held.says("Kun godkendte timer tæller med.") {
		r.t.Errorf("%s: the meeting does not begin with the paid hours: %s", w.person, held.summary())
	}
	form = held.values("form[action$='/note']")
	for field, value := range map[string]string{
		"paid_answer": n.Answer, "paid_from": n.From.Danish(), "paid_minutes": fmt.Sprint(n.Minutes / 60), "because": n.Because, "route": n.Route,
		"milestone": n.Milestone.Text, "milestone_owner": n.Milestone.Owner, "milestone_due": n.Milestone.Due.Danish(),
		"pattern": n.Pattern, "aids": n.Aids, "step": n.Step, "ball": n.Ball, "step_on": n.StepOn.Danish(), "close": "yes",
	} {
		form.Set(field, value)
	}
	for i, task := range w.tasks {
		if slices.Contains(n.Tasks, task.Title) {
			form.Add("paid_tasks", fmt.Sprintf("t%d", i+1))
		}
	}
	consultant.post(path+"/note", form).want(r.t, 303)
}

// ended holds what stands of a course against the table.
func (r *replay) ended(t *testing.T, w *walk) {
	p, up, err := r.services.meetings.Get(r.ctx, r.consultant, w.id)
	r.must(err)
	if got := p.StageOn(w.last.Add(1)); got != w.stage {
		t.Errorf("stage %s, want %s", got, w.stage)
	}
	r.endedHours(t, w, p)
	var answers, days []string
	var promised string
	for _, m := range up.Agenda(p) {
		if m.Closed == nil {
			t.Errorf("the meeting on %s is not closed", m.On)
		}
		answers, days = append(answers, m.Note.Answer+m.Note.Route), append(days, m.On.String())
		promised += m.Note.Promise
	}
	var wantAnswers, wantDays []string
	want := []string{}
	for _, m := range w.meetings {
		wantAnswers, wantDays = append(wantAnswers, m.note.Answer+m.note.Route), append(wantDays, m.on)
		want = append(want, "meeting_called", "meeting_held", "meeting_closed")
	}
	if p.Agreement.PaidHours.Answer != w.paid.Answer || !slices.Equal(answers, wantAnswers) || !slices.Equal(days, wantDays) {
		t.Errorf("paid hours? %s, then %v on %v; want %s, then %v on %v", p.Agreement.PaidHours.Answer, answers, days, w.paid.Answer, wantAnswers, wantDays)
	}
	if promised != w.promised {
		t.Errorf("the promise: %q, want %q", promised, w.promised)
	}
	agreement := []string{"placement_drafted", "agreement_changed", "agreement_sent", "confirmed_company", "confirmed_candidate",
		"representative_invited", "representative_yes", "vitas_sent", "vitas_approved"}
	if got := typesOf(p.Events); !slices.Equal(got, append(agreement, w.events...)) {
		t.Errorf("history %v, want %v", got, append(agreement, w.events...))
	}
	if got := sorted(typesOf(up.Events)); !slices.Equal(got, sorted(append(want, w.follows...))) {
		t.Errorf("history of the follow-up %v, want %v", got, sorted(append(want, w.follows...)))
	}
	r.endedPages(t, w)
}

func typesOf(events []audit.Event) []string {
	var types []string
	for _, e := range events {
		types = append(types, e.Type)
	}
	return types
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}

// endedHours: what is approved is what was worked, week by week, and nobody
// outside sees anything else.
func (r *replay) endedHours(t *testing.T, w *walk, p placement.Placement) {
	inside, err := r.services.hours.OfPlacement(r.ctx, w.owner, w.id)
	r.must(err)
	outside, err := r.services.hours.OfPlacement(r.ctx, r.consultant, w.id)
	r.must(err)
	total, above := 0, 0
	for i, week := range inside {
		n := week.Week.Sub(w.first.Week())
		if week.Status() != hours.Approved || week.ApprovedMinutes() != w.worked[n].minutes || outside[i].Logged() != w.worked[n].minutes {
			t.Errorf("%s: %s, %d min approved, %d seen by the consultant, want %d", week.Week, week.Status(), week.ApprovedMinutes(), outside[i].Logged(), w.worked[n].minutes)
		}
		if total += week.ApprovedMinutes(); week.Logged() > p.Planned(week.Week) {
			above++
			if week.AboveReason == "" || week.SeenBy == "" {
				t.Errorf("%s is above the plan, with the word %q and seen by %q", week.Week, week.AboveReason, week.SeenBy)
			}
		}
		if len(outside[i].Questions)+len(outside[i].Days) > 0 {
			t.Errorf("%s: the consultant sees %+v %+v", week.Week, outside[i].Questions, outside[i].Days)
		}
	}
	want, resting := 0, 0
	for _, week := range w.worked {
		if want += week.minutes; week.rests {
			resting++
		}
	}
	if total != want || w.approved != want || len(inside) != len(w.worked)-resting || above != w.above || w.brakes != w.above {
		t.Errorf("%d min in %d weeks, %d above the plan; want %d min in %d weeks, %d above", total, len(inside), above, want, len(w.worked)-resting, w.above)
	}
}

// endedPages: the pages tell the end to those who have to do with it, and
// nothing to the mentor of another firm.
func (r *replay) endedPages(t *testing.T, w *walk) {
	r.at(w.last.Add(14), 10)
	path, texts := "/placements/"+w.id, danish(t)
	for name, v := range map[string]*visitor{"consultant": r.browsers["consultant"], "firm": w.decides} {
		got := v.get(path).want(t, 200)
		if !got.says(texts.Hours(w.approved)+" er godkendt i alt") || got.Find(".row-head .badge").First().Text() != texts.T("placement.status."+string(w.stage)) {
			t.Errorf("the %s reads %s", name, got.summary())
		}
		for _, event := range w.events {
			if !strings.Contains(got.history(), texts.T("history."+event)) {
				t.Errorf("the %s does not read of %s: %s", name, event, got.history())
			}
		}
	}
	if meetings := r.browsers["consultant"].get(path+"/meetings").want(t, 200); !meetings.says("Der er ingen møder tilbage i forløbet.") {
		t.Errorf("meetings are left: %s", meetings.summary())
	}
	stranger := r.browsers["mentor"]
	if w.at == bakery {
		stranger = r.browsers["owner2"]
	}
	for _, page := range []string{path, path + "/meetings", path + "/weeks/" + w.first.Week().String()} {
		stranger.get(page).want(t, 404)
	}
	for cvr, other := range r.staff {
		if cvr == w.at.cvr {
			continue
		}
		if _, err := r.services.placements.Get(r.ctx, other.mentor, access.ViewPlacements, w.id); !fault.Is(err, fault.NotFound) {
			t.Errorf("the mentor of %s gets %v", cvr, err)
		}
	}
}

// TestPoliteNo is case 4: she did not want praktik. With consent to paid work
// alone she is proposed for no praktik; when she takes her consent back after
// all, the firm keeps nothing and is not told why.
func TestPoliteNo(t *testing.T) {
	engines(t, sayPolitelyNo)
}

func sayPolitelyNo(t *testing.T, mongoURI string) {
	r := newReplay(t, mongoURI)
	w := r.begin(course{person: "Selma", at: workshop, tasks: []placement.Task{praktik("Skrive referater", 6)},
		from: 6, to: 6, pace: placement.Hold, start: "2021-03-01", end: "2021-05-28", paid: placement.PaidHours{Answer: "not_yet", Note: "senere"}})
	r.at(w.first.Add(-21), 9)
	consultant, owner := r.browsers["consultant"], r.browsers["owner2"]
	ref := r.propose(w, "paid", "praktik")
	again := consultant.post("/openings/"+ref.OpeningID+"/referrals", url.Values{"candidate": {ref.CandidateID}, "purposes": {"paid"}, "fields": {"first_name"}, "given": {r.today.Danish()}})
	if again.want(t, 422).Find("#purposes-error").Length() != 1 {
		t.Errorf("a consent to paid work alone covers praktik: %s", again.summary())
	}
	p := r.draft(w, ref)
	_, err := r.services.placements.Send(r.ctx, w.owner, p.ID)
	r.must(err)
	referral, course := "/referrals/"+ref.ID, "/placements/"+p.ID
	if !owner.get(referral).want(t, 200).says("Selma") {
		t.Fatal("the firm does not see who is proposed")
	}
	r.clock.Advance(time.Hour)
	consultant.post(referral+"/withdrawal", nil).want(t, 303)
	for _, gone := range []string{referral, course, course + "/edit", course + "/meetings", course + "/vitas"} {
		owner.get(gone).want(t, 404)
	}
	owner.post(course+"/confirmations/company", nil).want(t, 404)
	for _, page := range []string{"/overview", "/referrals", "/placements", "/weeks", "/meetings", "/openings", "/openings/" + ref.OpeningID, "/reminders", "/reminders/today", "/delivery", "/company"} {
		if got := owner.do("GET", page, nil, nil); got.status != 404 && strings.Contains(got.want(t, 200).body, "Selma") {
			t.Errorf("%s still names her", page)
		}
	}
	if got := consultant.get(referral).want(t, 200); !got.says("trukket tilbage") {
		t.Errorf("the consultant is not told: %s", got.summary())
	}
	if _, items, err := r.services.hours.Waiting(r.ctx, w.owner); err != nil || len(items) > 0 {
		t.Errorf("weeks wait: %v, %v", items, err)
	}
}
