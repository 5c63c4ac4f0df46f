package hours

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
)

// WeeksBack is how far lists look back for weeks that wait: half a year, so
// that no absence lets one fall out of sight. DoneWeeks is how long approved
// ones stay on the list.
const (
	WeeksBack = 26
	DoneWeeks = 8
)

// State is what a week on a list waits for. Unlike Status it also knows the
// weeks nobody has touched.
type State string

const (
	NotSubmitted State = "not_submitted" // a past week of an open course that is not handed in
	ToApprove    State = "to_approve"    // handed in, or corrected after its approval
	ToCorrect    State = "to_correct"
	Done         State = "done"
)

// States lists what a week can wait for, in the order of the list.
func States() []State { return []State{ToApprove, ToCorrect, NotSubmitted, Done} }

// Item is one week on a list of what waits: the approver's, the mentor's.
type Item struct {
	Week
	State      State
	Exceptions []Exception // of a week to approve: none when it can be approved together with others
}

// Queue lists the last WeeksBack weeks, the current one included, for every
// placement whose log is open: those that were logged and those that
// were forgotten. A week that rests is not forgotten. Waiting ones come first, oldest first.
func Queue(placements []placement.Placement, weeks []Week, today caldate.Date) []Item {
	logged := map[string]Week{}
	for _, w := range weeks {
		logged[w.ID] = w
	}
	proven := provenLoggers(weeks)
	var items []Item
	for _, p := range placements {
		if !p.GateOn(today).Open {
			continue
		}
		for _, item := range itemsOf(p, logged, today.Week().Add(-WeeksBack), today.Week(), today) {
			if item.State == Done && item.Week.Week.Before(today.Week().Add(-DoneWeeks)) {
				continue
			}
			if item.State == ToApprove {
				item.Exceptions = item.Week.exceptions(proven)
			}
			items = append(items, item)
		}
	}
	slices.SortStableFunc(items, func(a, b Item) int {
		if c := slices.Index(States(), a.State) - slices.Index(States(), b.State); c != 0 {
			return c
		}
		if a.State == Done {
			return b.Week.Week.Compare(a.Week.Week)
		}
		return a.Week.Week.Compare(b.Week.Week)
	})
	return items
}

// itemsOf are the weeks of a placement from one to another that stand for
// something on a list, by what is logged, in order.
func itemsOf(p placement.Placement, logged map[string]Week, from, to caldate.Week, today caldate.Date) []Item {
	var items []Item
	for week := from; !to.Before(week); week = week.Add(1) {
		if !p.Runs(week) {
			continue
		}
		w, ok := logged[weekID(p.ID, week)]
		switch {
		case !ok && p.Rests(week):
			continue
		case !ok:
			w = emptyWeek(p, week)
		case w.ApprovedAt.IsZero():
			w.Planned = p.Planned(week)
		}
		if item, listed := itemOf(w, today); listed {
			items = append(items, item)
		}
	}
	return items
}

// Missing lists the weeks with days between two that have gone and whose approval is
// still to come: forgotten, waiting or returned, and those opened again. Of the
// last, what was approved counts meanwhile. The end of a month need not be that of a
// week.
func Missing(placements []placement.Placement, weeks []Week, from, through, today caldate.Date) []Item {
	logged := map[string]Week{}
	for _, w := range weeks {
		logged[w.ID] = w
	}
	if !through.Before(today) {
		through = today.Add(-1)
	}
	var items []Item
	for _, p := range placements {
		first, last := from, through
		if p.OpensOn().After(first) {
			first = p.OpensOn()
		}
		if p.LastDay().Before(last) {
			last = p.LastDay()
		}
		if !p.GateOn(today).Open || last.Before(first) {
			continue
		}
		for _, item := range itemsOf(p, logged, first.Week(), last.Week(), last.Week().Sunday().Add(1)) {
			if item.State != Done {
				items = append(items, item)
			}
		}
	}
	return items
}

// itemOf sorts a week into the list. A week that is not over and not handed in
// is nobody's omission yet.
func itemOf(w Week, today caldate.Date) (Item, bool) {
	item := Item{Week: w}
	switch w.Status() {
	case Approved, Locked:
		item.State = Done
	case Submitted, Corrected:
		item.State = ToApprove
	case Returned:
		item.State = ToCorrect
	default:
		item.State = NotSubmitted
		return item, w.Week.Sunday().Before(today)
	}
	return item, true
}
