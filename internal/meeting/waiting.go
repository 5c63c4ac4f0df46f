package meeting

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
)

// Reason is why something about following up waits for somebody.
type Reason string

const (
	IsOverdue     Reason = "overdue"   // a meeting that was to be held over 14 days ago
	IsDue         Reason = "due"       // a meeting of the next days, or one that just passed
	ToClose       Reason = "to_close"  // held, and its note is not done
	ToReplan      Reason = "to_replan" // cancelled, and not planned anew
	MilestoneLate Reason = "milestone"
	IntentionWoke Reason = "intention"
)

// Reasons lists them in the order of lists.
func Reasons() []Reason {
	return []Reason{IsOverdue, ToReplan, ToClose, IsDue, MilestoneLate, IntentionWoke}
}

// soon is how many days ahead a meeting is due.
const soon = 7

// Item is something that waits.
type Item struct {
	Reason      Reason
	PlacementID string
	FirstName   string
	Meeting     Meeting // of a meeting
	Text        string  // of a milestone
	What        string  // of an intention
	On          caldate.Date
}

// Waiting lists what waits in the courses that have not ended before a day and
// in the follow-ups that may still concern somebody after it. A course that is
// not on its list, though it has not ended, is one that must not be seen.
func Waiting(placements []placement.Placement, followUps []FollowUp, since, today caldate.Date) []Item {
	var items []Item
	known := map[string]FollowUp{}
	for _, f := range followUps {
		known[f.PlacementID] = f
	}
	seen := map[string]bool{}
	for _, p := range placements {
		seen[p.ID] = true
		f, ok := known[p.ID]
		if !ok {
			f = empty(p)
		}
		if Agreed(p) {
			items = append(items, f.meetingsWaiting(f.Agenda(p), today)...)
			items = append(items, f.othersWaiting(today)...)
		}
	}
	for _, f := range followUps {
		if !seen[f.PlacementID] && f.Ends.Before(since) {
			items = append(items, f.othersWaiting(today)...)
		}
	}
	slices.SortStableFunc(items, func(a, b Item) int {
		if c := slices.Index(Reasons(), a.Reason) - slices.Index(Reasons(), b.Reason); c != 0 {
			return c
		}
		return a.On.Compare(b.On)
	})
	return items
}

func (f FollowUp) meetingsWaiting(agenda []Meeting, today caldate.Date) []Item {
	var items []Item
	for _, m := range agenda {
		item := Item{PlacementID: f.PlacementID, FirstName: f.FirstName, Meeting: m, On: m.On}
		switch s := m.Status(today); {
		case s == Overdue:
			item.Reason = IsOverdue
		case s == WasHeld || s == Noted:
			item.Reason = ToClose
		case s == Cancelled && m.Cancelled.Again == "":
			item.Reason, item.On = ToReplan, m.Cancelled.ReplanBy()
		case (s == Planned || s == Called) && !m.On.After(today.Add(soon)):
			item.Reason = IsDue
		default:
			continue
		}
		items = append(items, item)
	}
	return items
}

// othersWaiting are the milestones past their date and the intention whose day
// has come.
func (f FollowUp) othersWaiting(today caldate.Date) []Item {
	var items []Item
	for _, m := range f.OpenMilestones() {
		if m.Due.Before(today) {
			items = append(items, Item{Reason: MilestoneLate, PlacementID: f.PlacementID, FirstName: f.FirstName, Text: m.Text, On: m.Due})
		}
	}
	if f.IntentionOn(today) == Awake {
		items = append(items, Item{Reason: IntentionWoke, PlacementID: f.PlacementID, FirstName: f.FirstName, What: f.Intention.What, On: f.Intention.Wakes})
	}
	return items
}
