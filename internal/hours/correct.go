package hours

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// leastReason is how many characters a reason for changing what is approved
// must have: enough to be one.
const leastReason = 10

func checkReason(reason string) error {
	if utf8.RuneCountInString(strings.TrimSpace(reason)) < leastReason {
		return fault.Field("reason", "reason_short")
	}
	return nil
}

// Correction puts one line of an approved week right: the line with LineID
// becomes the entry, or goes; without a LineID the entry is a new line.
type Correction struct {
	LineID string
	Entry  Entry
	Remove bool
	Reason string // at least leastReason characters
}

// correct changes a line of an approved week. What was approved is kept and
// counts until the week is approved again. Locked days stay as they are.
func correct(w *Week, p placement.Placement, c Correction, today caldate.Date, lineID string, by Signer, now time.Time) (before, after Line, err error) {
	if err := checkReason(c.Reason); err != nil {
		return before, after, err
	}
	if !c.Remove && slices.ContainsFunc(w.Lines, func(l Line) bool { return l.ID == lineID }) {
		return before, after, store.Unchanged // the same form, sent twice
	}
	if err := w.May(Correct, by); err != nil {
		return before, after, err
	}
	lines := slices.Clone(w.Lines)
	if c.LineID != "" {
		i := slices.IndexFunc(lines, func(l Line) bool { return l.ID == c.LineID })
		if i < 0 {
			return before, after, fault.New(fault.Conflict, "line_gone")
		}
		before = lines[i]
		if w.locked(before.Date) {
			return before, after, fault.Field("line", "day_locked")
		}
		lines = slices.Delete(lines, i, i+1)
	}
	next := *w
	next.Lines = lines
	if !c.Remove {
		var faults fault.Fields
		after = c.Entry.line(p, lineID, by, &faults)
		checkDate(next, p, after.Date, today, &faults)
		if w.locked(after.Date) {
			faults.Add("date", "day_locked")
		}
		if err := next.put(after, faults); err != nil {
			return before, after, err
		}
	} else if c.LineID == "" {
		return before, after, fault.Field("line", "choose")
	}
	if w.Status() == Approved {
		w.keep(c.Reason, by, now)
	}
	w.Lines, w.CorrectedAt, w.CorrectedBy = next.Lines, now, by.Name
	w.Correctors = append(slices.Clone(w.Correctors), by.PersonID)
	w.Days = nil // a day that was approved again meanwhile was another day
	w.NoHours = w.NoHours && len(w.Lines) == 0
	return before, after, nil
}

// locked tells whether a day is exported or claimed.
func (w Week) locked(d caldate.Date) bool { return !d.After(w.LockedThrough) }

// lock closes the days of an approved week up to one: all of it, or the part
// before the end of a month.
func lock(w *Week, through, today caldate.Date, by Signer) error {
	if err := w.May(Lock, by); err != nil {
		return err
	}
	if through.After(w.Week.Sunday()) {
		through = w.Week.Sunday()
	}
	switch {
	case !through.Before(today):
		return fault.New(fault.Conflict, "lock_not_over")
	case through.Before(w.Week.Monday()) || !through.After(w.LockedThrough):
		return fault.New(fault.Conflict, "lock_nothing")
	}
	w.LockedThrough = through
	return nil
}

// reopen opens a week with locked days again. What was approved and locked is
// kept and counts until the week has been handed in and approved again; what is
// made of the difference shows by the lock that its version carries.
func reopen(w *Week, reason string, by Signer, now time.Time) error {
	if err := checkReason(reason); err != nil {
		return err
	}
	if err := w.May(Reopen, by); err != nil {
		return err
	}
	w.keep(reason, by, now)
	w.LockedThrough = caldate.Date{}
	w.CorrectedAt, w.CorrectedBy, w.Correctors = time.Time{}, "", nil
	w.open()
	return nil
}

// confirm notes that the municipality's consultant has seen an approved week.
func confirm(w *Week, by Signer, now time.Time) error {
	if err := w.May(Confirm, by); err != nil {
		return err
	}
	w.SeenAt, w.SeenBy = now, by.Name
	return nil
}

// errLost is a change that would lose approved lines. No command makes one; it
// stands here so that none ever can.
var errLost = errors.New("hours: a change would lose approved lines")

// intact holds a change of a week up against what was approved before it:
// versions only grow, and approved lines change only by becoming one.
func intact(before, after Week) error {
	kept := len(before.Versions)
	if len(after.Versions) < kept || !reflect.DeepEqual(before.Versions, after.Versions[:kept:kept]) && kept > 0 {
		return errLost
	}
	if before.ApprovedAt.IsZero() || reflect.DeepEqual(before.Lines, after.Lines) && before.ApprovedAt.Equal(after.ApprovedAt) {
		return nil
	}
	if len(after.Versions) != kept+1 || !reflect.DeepEqual(after.Versions[kept].Lines, before.Lines) {
		return errLost
	}
	return nil
}
