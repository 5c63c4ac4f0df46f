package hours

import (
	"context"
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// decision changes a week, or says why not, and tells the history what happened.
type decision func(w *Week, now time.Time) (audit.Event, error)

// stamped makes a guarded write of a decision: what was approved is intact, and
// the event stands in the week.
func (s *Service) stamped(actor access.Actor, used access.Permission, decide decision) func(*Week) error {
	now := s.clock.Now()
	return func(w *Week) error {
		before := *w
		event, err := decide(w, now)
		if err != nil {
			return err
		}
		if err := intact(before, *w); err != nil {
			return err
		}
		w.Append(actor, used, now, event)
		seen, _ := w.asApproved()
		w.ToLook = len(seen.toSee()) > 0
		return nil
	}
}

// change applies a decision to a week, which it creates when nobody has logged
// anything yet, in one guarded write with its event.
func (s *Service) change(ctx context.Context, actor access.Actor, used access.Permission, p placement.Placement, week caldate.Week, decide decision) (Week, error) {
	scope, err := actor.Scope(used)
	if err != nil {
		return Week{}, err
	}
	write := s.stamped(actor, used, func(w *Week, now time.Time) (audit.Event, error) {
		if w.ApprovedAt.IsZero() { // the plan a week was approved at stays with it
			w.Planned = p.Planned(week)
		}
		return decide(w, now)
	})
	w, err := s.weeks.Update(ctx, scope, weekID(p.ID, week), write)
	if !fault.Is(err, fault.NotFound) {
		return w, err
	}
	fresh := emptyWeek(p, week)
	if err := write(&fresh); err != nil {
		return fresh, ignoreUnchanged(err)
	}
	err = s.weeks.Insert(ctx, scope, &fresh)
	if fault.Is(err, fault.Conflict) { // somebody else created it meanwhile
		return s.weeks.Update(ctx, scope, fresh.ID, write)
	}
	return fresh, err
}

func ignoreUnchanged(err error) error {
	if err == store.Unchanged {
		return nil
	}
	return err
}

// forLogging loads the placement and refuses while its gate is closed.
func (s *Service) forLogging(ctx context.Context, actor access.Actor, placementID string, week caldate.Week) (placement.Placement, error) {
	p, err := s.placements.Get(ctx, actor, access.LogHours, placementID)
	if err != nil {
		return p, err
	}
	if !p.Runs(week) {
		return p, fault.New(fault.NotFound, "")
	}
	if gate := p.GateOn(caldate.Of(s.clock.Now())); !gate.Open {
		return p, fault.New(fault.Conflict, "gate_"+gate.Reason)
	}
	return p, nil
}

// asLogger loads what is logged and writes the change.
func (s *Service) asLogger(ctx context.Context, actor access.Actor, placementID string, week caldate.Week,
	apply func(*Week, placement.Placement, time.Time) (audit.Event, error)) (Week, error) {
	p, err := s.forLogging(ctx, actor, placementID, week)
	if err != nil {
		return Week{}, err
	}
	return s.change(ctx, actor, access.LogHours, p, week, func(w *Week, now time.Time) (audit.Event, error) {
		return apply(w, p, now)
	})
}

// Log adds a line to a week.
func (s *Service) Log(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, e Entry) (Week, error) {
	return s.asLogger(ctx, actor, placementID, week, func(w *Week, p placement.Placement, now time.Time) (audit.Event, error) {
		line, err := add(w, p, e, caldate.Of(now), lineID(e, now), signerOf(actor))
		return line.event("line_added"), err
	})
}

// event tells of a line that came.
func (l Line) event(name string) audit.Event {
	e := audit.Event{Type: name, To: l.describe(), Reason: l.Note}
	if l.Kind == Absence {
		e.ToChoices = []string{"week.absence." + l.Absence}
	}
	return e
}

// lineID names a line after the form it came from.
func lineID(e Entry, now time.Time) string {
	if e.Key == "" {
		return id.New("lin", now)
	}
	return "lin_" + e.Key
}

// Repeat fills days of a week as the same days of the last logged week before
// were; no days stand for all that can be.
func (s *Service) Repeat(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, days []caldate.Date) (Week, error) {
	sheet, err := s.Get(ctx, actor, placementID, week)
	if err != nil {
		return Week{}, err
	}
	pattern, found := Pattern(sheet.Before)
	if !found {
		return Week{}, fault.New(fault.Invalid, "nothing_to_repeat")
	}
	return s.asLogger(ctx, actor, placementID, week, func(w *Week, p placement.Placement, now time.Time) (audit.Event, error) {
		lines, err := repeat(w, p, pattern, days, caldate.Of(now), signerOf(actor))
		var texts []string
		for _, l := range lines {
			texts = append(texts, l.describe())
		}
		return audit.Event{Type: "lines_repeated", To: strings.Join(texts, "; ")}, err
	})
}

// Remove takes a line out of a week.
func (s *Service) Remove(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, lineID string) (Week, error) {
	return s.asLogger(ctx, actor, placementID, week, func(w *Week, _ placement.Placement, _ time.Time) (audit.Event, error) {
		line, err := remove(w, lineID)
		e := line.event("")
		return audit.Event{Type: "line_removed", From: e.To, FromChoices: e.ToChoices}, err
	})
}

// Submit says that a week is done.
func (s *Service) Submit(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, h Handed) (Week, error) {
	return s.asLogger(ctx, actor, placementID, week, func(w *Week, _ placement.Placement, now time.Time) (audit.Event, error) {
		kind := "week_submitted"
		if h.NoHours {
			kind = "week_no_hours"
		}
		return audit.Event{Type: kind, Reason: h.Word.Text}, submit(w, h, signerOf(actor), now, caldate.Of(now))
	})
}

// Withdraw takes a submitted week back before anybody has opened it or decided
// about it.
func (s *Service) Withdraw(ctx context.Context, actor access.Actor, placementID string, week caldate.Week) (Week, error) {
	return s.asLogger(ctx, actor, placementID, week, func(w *Week, _ placement.Placement, _ time.Time) (audit.Event, error) {
		return audit.Event{Type: "week_withdrawn"}, withdraw(w, signerOf(actor))
	})
}

// Reply answers the question that is asked about a week, by its number as it was
// read.
func (s *Service) Reply(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, number int, text string) (Week, error) {
	return s.asLogger(ctx, actor, placementID, week, func(w *Week, _ placement.Placement, now time.Time) (audit.Event, error) {
		return audit.Event{Type: "week_answered", Reason: text}, reply(w, number, text, signerOf(actor), now)
	})
}

// asApprover loads what an approver decides about and writes the decision.
func (s *Service) asApprover(ctx context.Context, actor access.Actor, placementID string, week caldate.Week,
	apply func(*Week, Signer, time.Time) (audit.Event, error)) (Week, error) {
	p, err := s.forApproval(ctx, actor, access.ApproveHours, placementID, week)
	if err != nil {
		return Week{}, err
	}
	by := signerOf(actor)
	if by.Alone, err = s.companies.IsAlone(ctx, actor, access.ApproveHours); err != nil {
		return Week{}, err
	}
	return s.change(ctx, actor, access.ApproveHours, p, week, func(w *Week, now time.Time) (audit.Event, error) {
		return apply(w, by, now)
	})
}

func (s *Service) forApproval(ctx context.Context, actor access.Actor, used access.Permission, placementID string, week caldate.Week) (placement.Placement, error) {
	p, err := s.placements.Get(ctx, actor, used, placementID)
	if err == nil && !p.Runs(week) {
		err = fault.New(fault.NotFound, "")
	}
	return p, err
}

// Look notes that an approver has opened a week that was handed in; from then
// on it cannot be taken back. It changes nothing for a week in another state.
func (s *Service) Look(ctx context.Context, actor access.Actor, placementID string, week caldate.Week) (Week, error) {
	p, err := s.forApproval(ctx, actor, access.ApproveHours, placementID, week)
	if err != nil {
		return Week{}, err
	}
	return s.change(ctx, actor, access.ApproveHours, p, week, func(w *Week, now time.Time) (audit.Event, error) {
		return audit.Event{Type: "week_opened"}, look(w, signerOf(actor), now)
	})
}

// Ask puts a question to whoever logged the week, without sending it back.
func (s *Service) Ask(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, text string) (Week, error) {
	return s.asApprover(ctx, actor, placementID, week, func(w *Week, by Signer, now time.Time) (audit.Event, error) {
		return audit.Event{Type: "week_asked", Reason: text}, ask(w, text, by, now)
	})
}

// Approve accepts single days of a submitted week, or with no days named all
// of it. Of many at once, one succeeds.
func (s *Service) Approve(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, a Approval) (Week, error) {
	return s.asApprover(ctx, actor, placementID, week, func(w *Week, by Signer, now time.Time) (audit.Event, error) {
		return approveWith(w, a, by, now)
	})
}

// approveWith decides and says how the history tells it.
func approveWith(w *Week, a Approval, by Signer, now time.Time) (audit.Event, error) {
	fresh := slices.DeleteFunc(slices.Clone(a.Days), func(d caldate.Date) bool {
		_, decided := w.Days[d.String()]
		return decided
	})
	err := approve(w, a, by, now)
	switch {
	case w.SelfApproved:
		return audit.Event{Type: "week_self_approved", Reason: w.AboveReason}, err
	case w.ApprovedAt.IsZero():
		return audit.Event{Type: "days_approved", To: list(fresh)}, err
	}
	return audit.Event{Type: "week_approved", Reason: w.AboveReason}, err
}

// list writes days for the history.
func list(days []caldate.Date) string {
	var texts []string
	for _, d := range days {
		texts = append(texts, d.Danish())
	}
	return strings.Join(texts, ", ")
}

// Return sends single days of a week back with a reason.
func (s *Service) Return(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, days []caldate.Date, reason string) (Week, error) {
	return s.asApprover(ctx, actor, placementID, week, func(w *Week, by Signer, now time.Time) (audit.Event, error) {
		return audit.Event{Type: "days_returned", To: list(days), Reason: reason}, returnDays(w, days, reason, by, now)
	})
}

// Correct puts a line of an approved week right, with a reason.
func (s *Service) Correct(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, c Correction) (Week, error) {
	p, err := s.forApproval(ctx, actor, access.ApproveHours, placementID, week)
	if err != nil {
		return Week{}, err
	}
	return s.change(ctx, actor, access.ApproveHours, p, week, func(w *Week, now time.Time) (audit.Event, error) {
		before, after, err := correct(w, p, c, caldate.Of(now), lineID(c.Entry, now), signerOf(actor), now)
		event := audit.Event{Type: "line_corrected", Reason: c.Reason}
		if c.LineID != "" {
			e := before.event("")
			event.From, event.FromChoices = e.To, e.ToChoices
		}
		if !c.Remove {
			e := after.event("")
			event.To, event.ToChoices = e.To, e.ToChoices
		}
		return event, err
	})
}

// Reopen opens a week with locked days again, with a reason.
func (s *Service) Reopen(ctx context.Context, actor access.Actor, placementID string, week caldate.Week, reason string) (Week, error) {
	return s.asApprover(ctx, actor, placementID, week, func(w *Week, by Signer, now time.Time) (audit.Event, error) {
		return audit.Event{Type: "week_reopened", Reason: reason}, reopen(w, reason, by, now)
	})
}

// Confirm notes that the municipality's consultant has seen an approved week.
func (s *Service) Confirm(ctx context.Context, actor access.Actor, placementID string, week caldate.Week) (Week, error) {
	p, err := s.forApproval(ctx, actor, access.ConfirmHours, placementID, week)
	if err != nil {
		return Week{}, err
	}
	return s.change(ctx, actor, access.ConfirmHours, p, week, func(w *Week, now time.Time) (audit.Event, error) {
		return audit.Event{Type: "week_seen"}, confirm(w, signerOf(actor), now)
	})
}
