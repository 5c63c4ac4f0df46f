package meeting

import (
	"time"

	"fodfaeste/internal/ical"
	"fodfaeste/internal/placement"
)

// lasts is how many minutes a meeting is put down for in a calendar.
const lasts = 60

// Entry is a meeting of a course as a calendar has it, without words: its name
// never changes, whatever becomes of the meeting, and what came of it later counts
// over what came before. host is that of the portal.
func (m Meeting) Entry(p placement.Placement, host string) ical.Event {
	e := ical.Event{
		UID: p.ID + "-" + m.ID + "@" + host, Sequence: len(m.Moved), Stamp: p.SentAt, On: m.On, Time: m.Time, Minutes: lasts, Location: m.Place,
		Cancelled: m.Cancelled != nil,
	}
	later := func(t time.Time) {
		if t.After(e.Stamp) {
			e.Stamp = t
		}
	}
	for _, move := range m.Moved {
		later(move.At)
	}
	if m.Called != nil {
		later(m.Called.At)
	}
	if m.Cancelled != nil {
		e.Sequence++
		later(m.Cancelled.At)
	}
	return e
}
