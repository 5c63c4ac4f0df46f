package meeting

import (
	"fmt"
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
)

const (
	longest  = 56 // days without a meeting, at most
	apart    = 54 // days between those that are filled in: the weekend can move one by two days
	nearEnd  = 28 // days before the last day that an end meeting may lie
	afterEnd = 28 // days after the last day that an end meeting may be moved to
)

// Slot is a place in the plan of a course that a meeting belongs to.
type Slot struct {
	ID   string
	Kind Kind
	On   caldate.Date
}

// Plan gives the meetings of a course from its first to its last day, in order:
// one halfway, one at the end, and so many between them that nobody goes eight
// weeks without. agreed fixes the dates of slots by their id; the agreement
// names "halfway" and "end". What does not fit the course does not count: an
// end meeting long before the last day belongs to an earlier end.
func Plan(start, end caldate.Date, agreed map[string]caldate.Date) []Slot {
	if start.IsZero() || end.Before(start) {
		return nil
	}
	usual := placement.MeetingsOf(start, end)
	last := agreed[string(End)]
	if last.IsZero() || last.After(end) || last.Before(end.Add(-nearEnd)) || last.Before(start) {
		last = usual[1].On
	}
	middle := agreed[string(Halfway)]
	if middle.IsZero() {
		middle = usual[0].On
	}
	final := Slot{string(End), End, last}
	if !middle.After(start) || !middle.Before(last) {
		return append(between("before", start, last, agreed), final)
	}
	slots := append(between("before", start, middle, agreed), Slot{string(Halfway), Halfway, middle})
	return append(append(slots, between("after", middle, last, agreed)...), final)
}

// between fills the days between two meetings, so evenly as the slots allow
// whose date is fixed.
func between(name string, from, to caldate.Date, agreed map[string]caldate.Date) []Slot {
	var slots []Slot
	for n := 1; ; n++ {
		id := fmt.Sprintf("%s-%d", name, n)
		on, fixed := agreed[id]
		if gap := to.Sub(from); !fixed {
			if gap <= longest {
				return slots
			}
			on = from.Add(gap / ((gap + apart - 1) / apart)).Workday()
		}
		from, slots = on, append(slots, Slot{id, Interim, on})
	}
}

// Agreed tells whether the course has meetings: everybody said yes to it.
func Agreed(p placement.Placement) bool { return p.Status() == placement.Approved }

// Begun tells whether something can be done about the meetings: the first day
// has come. Until then consent can be withdrawn, and nothing must be left behind.
func Begun(p placement.Placement, today caldate.Date) bool {
	return Agreed(p) && !today.Before(p.OpensOn())
}

// Agenda lists the meetings of a course in the order of their dates: those that
// somebody did something to as they stand, and for the rest the plan.
func (f FollowUp) Agenda(p placement.Placement) []Meeting {
	end := p.LastDay()
	agreed := map[string]caldate.Date{}
	for _, m := range p.Agreement.Meetings {
		agreed[m.Kind] = m.On
	}
	var meetings []Meeting
	known := map[string]bool{}
	ended := false
	for _, m := range f.Meetings {
		known[m.ID] = true
		settled := m.Held != nil || m.Cancelled != nil
		switch {
		case m.Kind == Interim:
			agreed[m.ID] = m.On
		case m.Kind == End:
			ended = ended || !settled || !m.On.Before(end.Add(-nearEnd))
		}
		if settled || m.Kind == End || !m.On.After(end) { // otherwise the course was shortened
			meetings = append(meetings, m)
		}
	}
	for _, slot := range Plan(p.Agreement.Start, end, agreed) {
		if slot.Kind == End && !ended {
			for n := 2; known[slot.ID]; n++ {
				slot.ID = fmt.Sprintf("%s-%d", End, n) // of a course that goes on
			}
		} else if slot.Kind == End || known[slot.ID] {
			continue
		}
		meetings = append(meetings, Meeting{ID: slot.ID, Kind: slot.Kind, On: slot.On})
	}
	slices.SortStableFunc(meetings, func(a, b Meeting) int { return a.On.Compare(b.On) })
	return meetings
}

// Next is the first meeting of the course that is still to be held.
func (f FollowUp) Next(p placement.Placement, today caldate.Date) (Meeting, bool) {
	for _, m := range f.Agenda(p) {
		if m.May(Hold, today) == nil {
			return m, true
		}
	}
	return Meeting{}, false
}

// LastNote is the note of the meeting that was closed last.
func (f FollowUp) LastNote() (Note, bool) {
	var last Meeting
	for _, m := range f.Meetings {
		if m.Closed != nil && (last.ID == "" || !m.On.Before(last.On)) {
			last = m
		}
	}
	return last.Note, last.ID != ""
}

// put keeps a meeting that somebody did something to.
func (f *FollowUp) put(m Meeting) {
	i := slices.IndexFunc(f.Meetings, func(other Meeting) bool { return other.ID == m.ID })
	if i < 0 {
		f.Meetings = append(f.Meetings, m)
		return
	}
	f.Meetings[i] = m
}
