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
	ToApprove    State = "submitted"
	ToCorrect    State = "returned"
	Done         State = "approved"
)

// Item is one week on a list of what waits: the approver's, the mentor's.
type Item struct {
	Week
	State State
}

// Queue lists the last WeeksBack weeks, the current one included, for every
// placement whose log is open: those that were logged and those that
// were forgotten. Waiting ones come first, oldest first.
func Queue(placements []placement.Placement, weeks []Week, today caldate.Date) []Item {
	logged := map[string]Week{}
	for _, w := range weeks {
		logged[w.ID] = w
	}
	var items []Item
	for _, p := range placements {
		if !p.GateOn(today).Open {
			continue
		}
		for n := -WeeksBack; n <= 0; n++ {
			week := today.Week().Add(n)
			if !p.Runs(week) {
				continue
			}
			w, ok := logged[weekID(p.ID, week)]
			if !ok {
				w = emptyWeek(p, week)
			}
			if item, listed := itemOf(w, today); listed && (item.State != Done || n >= -DoneWeeks) {
				items = append(items, item)
			}
		}
	}
	slices.SortStableFunc(items, func(a, b Item) int {
		if c := slices.Index(queueOrder, a.State) - slices.Index(queueOrder, b.State); c != 0 {
			return c
		}
		if a.State == Done {
			return b.Week.Week.Compare(a.Week.Week)
		}
		return a.Week.Week.Compare(b.Week.Week)
	})
	return items
}

var queueOrder = []State{ToApprove, ToCorrect, NotSubmitted, Done}

// itemOf sorts a week into the list. A week that is not over and not handed in
// is nobody's omission yet.
func itemOf(w Week, today caldate.Date) (Item, bool) {
	item := Item{Week: w}
	switch statusOf(w) {
	case Approved:
		item.State = Done
	case Submitted:
		item.State = ToApprove
	case Returned:
		item.State = ToCorrect
	default:
		item.State = NotSubmitted
		return item, w.Week.Sunday().Before(today)
	}
	return item, true
}
