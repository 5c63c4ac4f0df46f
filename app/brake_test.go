package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/placement"
)

// approve decides about the week that was handed in last: together what is
// inside the plan, one by one the rest. Every third week it goes by the pages.
func (r *replay) approve(week caldate.Week, walks []*walk) {
	byPages := week.Number()%3 == 0
	var waiting []*walk
	for _, w := range walks {
		if n := week.Sub(w.first.Week()); n >= 0 && n < len(w.worked) && !w.worked[n].rests {
			waiting = append(waiting, w)
		}
	}
	if byPages {
		for _, w := range waiting {
			r.unseenOutside(w, week)
		}
	}
	for cvr := range r.staff {
		var refs []hours.Ref
		for _, w := range waiting {
			if w.at.cvr == cvr {
				refs = append(refs, hours.Ref{PlacementID: w.id, Week: week})
			}
		}
		if len(refs) > 0 {
			r.together(cvr, refs, byPages)
		}
	}
	for _, w := range waiting {
		n := week.Sub(w.first.Week())
		stored := r.week("wk_" + w.id + "_" + week.String())
		if stored.Status() != hours.Approved {
			stored = r.alone(w, week, w.worked[n], stored, byPages)
		}
		w.approved += stored.ApprovedMinutes()
	}
}

// together gives every week that waits to the button that approves the plain ones.
func (r *replay) together(cvr string, refs []hours.Ref, byPages bool) {
	people := r.staff[cvr]
	if !byPages {
		_, err := r.services.hours.ApproveTogether(r.ctx, people.approver, refs)
		r.must(err)
		return
	}
	queue := people.decides.get("/weeks").want(r.t, 200)
	form := url.Values{}
	for _, ref := range refs {
		if path := "/placements/" + ref.PlacementID + "/weeks/" + ref.Week.String(); queue.Find("main a[href='"+path+"']").Length() != 1 {
			r.t.Errorf("the queue lacks %s: %s", path, queue.summary())
		}
		form.Add("weeks", ref.PlacementID+"/"+ref.Week.String())
	}
	people.decides.post("/weeks/approval", form).want(r.t, 303)
}

// alone approves a week that was left when others were approved together.
func (r *replay) alone(w *walk, week caldate.Week, worked weekOf, stored hours.Week, byPages bool) hours.Week {
	switch worked.more {
	case 'q':
		_, err := r.services.hours.Ask(r.ctx, w.approver, w.id, week, "Var det begge dage?")
		r.must(err)
		_, err = r.services.hours.Reply(r.ctx, w.mentor, w.id, week, 0, "Ja, begge")
		r.must(err)
	case 'r':
		_, err := r.services.hours.Return(r.ctx, w.approver, w.id, week, stored.WorkedDays()[:1], "Var det ikke mere?")
		r.must(err)
		_, err = r.services.hours.Submit(r.ctx, w.mentor, w.id, week, hours.Handed{})
		r.must(err)
	}
	switch {
	case stored.AbovePlan():
		w.brakes++
		r.brake(w, stored)
	case byPages:
		w.decides.get(weekPath(stored)).want(r.t, 200)
		w.decides.post(weekPath(stored)+"/approval", nil).want(r.t, 303)
	default:
		_, err := r.services.hours.Approve(r.ctx, w.approver, w.id, week, hours.Approval{})
		r.must(err)
	}
	return r.week(stored.ID)
}

// brake is a week above the plan: it stands out on the page and in the queue,
// was left when others were approved together, takes a word, and is not over
// before the consultant has seen it.
func (r *replay) brake(w *walk, stored hours.Week) {
	r.t.Helper()
	t, path, over := r.t, weekPath(stored), danish(r.t).Hours(stored.Logged()-stored.Planned)
	got := w.decides.get(path).want(t, 200)
	if said := got.Find("#week .brake").Text(); !strings.Contains(said, over+" over planen") || got.Find("#above_reason").Length() != 1 {
		t.Errorf("%s: above the plan it says %q: %s", w.person, said, got.summary())
	}
	row := w.decides.get("/weeks").want(t, 200).Find("li:has(a[href='" + path + "'])")
	if row.Find(".badge-warning").Text() != "over planen" || row.Find("input").Length() != 0 {
		t.Errorf("%s: in the queue it reads %q", w.person, row.Text())
	}
	if got := w.decides.post(path+"/approval", url.Values{"above_reason": {" "}}).want(t, 422); got.Find("#above_reason-error").Length() != 1 {
		t.Errorf("%s: it takes no word: %s", w.person, got.summary())
	}
	consultant := r.browsers["consultant"]
	if consultant.get("/weeks/unseen").want(t, 200).Find("a[href='"+path+"']").Length() != 0 {
		t.Errorf("%s: the consultant sees it before it is approved", w.person)
	}
	w.decides.post(path+"/approval", url.Values{"above_reason": {"Hun ville gerne selv"}}).want(t, 303)
	row = consultant.get("/weeks/unseen").want(t, 200).Find("li:has(a[href='" + path + "'])")
	if !strings.Contains(row.Text(), w.person) || row.Find(".badge-warning").Text() != "over planen" {
		t.Errorf("%s: the consultant is not shown it: %q", w.person, row.Text())
	}
	if got := consultant.get(path).want(t, 200); !got.says("Hun ville gerne selv") || got.Find("#week .brake").Length() != 1 {
		t.Errorf("%s: the consultant reads %s", w.person, got.summary())
	}
	consultant.post(path+"/confirmation", nil).want(t, 303)
	if consultant.get("/weeks/unseen").want(t, 200).Find("a[href='"+path+"']").Length() != 0 {
		t.Errorf("%s: it does not leave the list once it is seen", w.person)
	}
}

// unseenOutside: before its approval the consultant sees nothing of a week, and
// of the course what was approved before it.
func (r *replay) unseenOutside(w *walk, week caldate.Week) {
	consultant, course := r.browsers["consultant"], "/placements/"+w.id
	consultant.get(course+"/weeks/"+week.String()).want(r.t, 404)
	got := consultant.get(course).want(r.t, 200)
	if want := danish(r.t).Hours(w.approved) + " er godkendt i alt"; !got.says(want) {
		r.t.Errorf("%s, %s: the consultant does not read %q: %s", w.person, week, want, got.summary())
	}
	weeks, err := r.services.hours.OfPlacement(r.ctx, r.consultant, w.id)
	r.must(err)
	if slices.ContainsFunc(weeks, func(o hours.Week) bool { return o.Week == week }) {
		r.t.Errorf("%s, %s: the consultant gets the week", w.person, week)
	}
	if _, err := r.services.hours.Get(r.ctx, r.consultant, w.id, week); !fault.Is(err, fault.NotFound) {
		r.t.Errorf("%s, %s: the consultant gets %v", w.person, week, err)
	}
	inside := w.decides.get(course+"/weeks/"+week.String()).want(r.t, 200)
	if actor := r.actorOf(w.decides); !actor.Can(access.ApproveHours) || !inside.says("meldt færdig") {
		r.t.Errorf("%s, %s: the approver reads %s", w.person, week, inside.summary())
	}
}

// TestLateBrake: a week above the plan that is approved months later is shown to
// the consultant like any other.
func TestLateBrake(t *testing.T) {
	r := newReplay(t, "")
	w := r.begin(course{person: "Malene", at: workshop, tasks: []placement.Task{praktik("Pakke dæk", 4)}, from: 4, to: 4, pace: placement.Hold,
		start: "2021-03-01", end: "2021-08-27", paid: placement.PaidHours{Answer: "not_yet", Note: "senere"}, weeks: "6"})
	r.agree(w)
	for n := range 5 {
		r.day(w.first.Add(n), []*walk{w})
	}
	r.at(w.first.Add(7*(hours.WeeksBack-1)), 9)
	r.brake(w, r.week("wk_"+w.id+"_"+w.first.Week().String()))
}

// TestTooFast: more hours than a pace gives are not agreed on to begin with.
func TestTooFast(t *testing.T) {
	r := newReplay(t, "")
	w := r.begin(course{person: "Malene", at: workshop, tasks: []placement.Task{praktik("Pakke dæk", 4)},
		from: 4, to: 15, pace: placement.Slow, start: "2021-03-01", end: "2021-08-27", paid: placement.PaidHours{Answer: "not_yet", Note: "senere"}})
	r.at(w.first.Add(-21), 9)
	edit := "/placements/" + r.draft(w, r.propose(w, "paid", "praktik")).ID + "/edit"
	owner := r.browsers["owner2"]
	for field, value := range map[string]string{"pace": "fast", "to_minutes": "37,5"} {
		form := owner.get(edit).want(t, 200).values("form.form")
		form.Set(field, value)
		if got := owner.post(edit, form).want(t, 422); got.Find("#"+field+"-error").Length() != 1 {
			t.Errorf("%s %s is taken: %s", field, value, got.summary())
		}
	}
}
