package pipeline

import (
	"cmp"
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/invitation"
)

// Reason is why to ring a firm today.
type Reason string

const (
	Agreed      Reason = "agreed"      // the next date has come
	Allowed     Reason = "allowed"     // a suggestion waits, and the firm has allowed drafts since
	PermitEnds  Reason = "permit_ends" // what the firm signed for ends soon
	Unconfirmed Reason = "unconfirmed" // went on from the link, and did not confirm
	Unopened    Reason = "unopened"    // the link lies there
	LinkOver    Reason = "link_over"   // and opens nothing any longer
	NoTask      Reason = "no_task"
	DraftLies   Reason = "draft_lies"
	NoStart     Reason = "no_start"
	Dormant     Reason = "dormant"
	Silent      Reason = "silent" // as Dormant, of a firm whose steps are not shared
)

// Reasons lists them, the most pressing first.
func Reasons() []Reason {
	return []Reason{Agreed, Allowed, PermitEnds, Unconfirmed, Unopened, LinkOver, NoTask, DraftLies, NoStart, Dormant, Silent}
}

// Call is a firm to ring, and why.
type Call struct {
	Standing Standing
	Reason   Reason
	Since    caldate.Date // the day the reason is about
}

// CallOn is why a firm is rung on a day: the most pressing reason. A firm whose
// next date lies ahead is left alone until then, unless it has just allowed what
// it was asked for.
func (s Standing) CallOn(today caldate.Date) (Call, bool) {
	next := s.Firm.NextOn
	since, allowed := s.allowed()
	switch ahead := next.After(today); {
	case ahead && allowed:
		return Call{s, Allowed, since}, true
	case !next.IsZero():
		return Call{s, Agreed, next}, !ahead
	}
	for _, r := range Reasons() {
		if since, holds := s.holds(r, today); holds {
			return Call{s, r, since}, true
		}
	}
	return Call{}, false
}

// holds tells whether a reason is there, and the day it is about.
func (s Standing) holds(r Reason, today caldate.Date) (since caldate.Date, holds bool) {
	waited := func(day caldate.Date, most int) (caldate.Date, bool) {
		return day, !day.IsZero() && today.Sub(day) >= most
	}
	i, k := s.Invitation, s.Firm.Kept
	switch r {
	case Allowed:
		return s.allowed()
	case PermitEnds:
		return s.Delegation.Until, s.shares() && s.Delegation.Until.Sub(today) <= endsSoon
	case Unconfirmed:
		if i.ID != "" && i.StatusOn(today) == invitation.Opened {
			return waited(caldate.Of(i.OpenedAt), waitConfirm)
		}
	case Unopened:
		return caldate.Of(i.SentAt), i.ID != "" && i.StatusOn(today) == invitation.Unopened
	case LinkOver:
		return i.EndsOn(), i.ID != "" && i.StatusOn(today) == invitation.Ended
	case NoTask:
		if s.shares() && k.Task.IsZero() {
			return waited(s.on(SignedIn), waitTask)
		}
	case DraftLies:
		return waited(k.DraftSince, waitDraft)
	case NoStart:
		if s.totals() && k.Start.IsZero() {
			return waited(k.LiveSince, waitStart)
		}
	case Dormant, Silent:
		return s.lastOn(), s.DormantOn(today) && s.shares() == (r == Dormant)
	}
	return caldate.Date{}, false
}

// allowed tells whether a suggestion can become a draft since the firm was talked
// to last, and since when.
func (s Standing) allowed() (since caldate.Date, holds bool) {
	notes := s.Firm.Notes
	waits := slices.ContainsFunc(notes, func(n Note) bool { return !n.Suggested.IsZero() && n.OpeningID == "" })
	if !waits || !s.MayPrepare() {
		return caldate.Date{}, false
	}
	return caldate.Of(s.Delegation.SignedAt), s.Delegation.SignedAt.After(notes[len(notes)-1].At)
}

// toRing picks whom to ring on a day: one's own firms first, then by how pressing
// it is, then those that have waited longest.
func toRing(list []Standing, today caldate.Date) []Call {
	var calls []Call
	for _, s := range list {
		if c, ring := s.CallOn(today); ring {
			calls = append(calls, c)
		}
	}
	rank := Reasons()
	slices.SortStableFunc(calls, func(a, b Call) int {
		return cmp.Or(
			a.Standing.order()-b.Standing.order(),
			slices.Index(rank, a.Reason)-slices.Index(rank, b.Reason),
			a.Since.Compare(b.Since),
			cmp.Compare(a.Standing.Firm.Name, b.Standing.Firm.Name),
		)
	})
	return calls[:min(len(calls), mostToRing)]
}

// order puts one's own firms, and those one is deputy for, before the others.
func (s Standing) order() int {
	if s.Mine || s.Deputised {
		return 0
	}
	return 1
}
