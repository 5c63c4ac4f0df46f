package placement

import (
	"slices"

	"fodfaeste/internal/caldate"
)

// Status is where a course stands.
type Status string

const (
	Draft       Status = "draft"
	WithParties Status = "with_parties"
	Agreed      Status = "agreed" // everybody said yes; praktik still needs VITAS
	InVitas     Status = "in_vitas"
	Refused     Status = "refused"
	Withdrawn   Status = "withdrawn" // the candidate took consent back; seen by the municipality only
	Approved    Status = "approved"  // the agreement is; where the course stands, the calendar says

	// What an approved agreement, or a stop, makes of a day.
	Ready   Status = "ready" // approved and not begun
	Running Status = "running"
	Paused  Status = "paused"
	Stopped Status = "stopped"
	Ended   Status = "ended"
)

// Status derives where the agreement stands from the facts. It is not stored.
// Where the course stands on a day is StageOn.
func (p Placement) Status() Status {
	switch {
	case !p.WithdrawnAt.IsZero():
		return Withdrawn
	case p.SentAt.IsZero():
		return Draft
	case p.Company == nil || p.Candidate == nil || !p.Representative.settled():
		return WithParties
	case !p.Agreement.HasPraktik():
		return Approved
	}
	switch p.Vitas.State {
	case "approved":
		return Approved
	case "refused":
		return Refused
	case "":
		return Agreed
	default:
		return InVitas
	}
}

// StageOn derives where the course stands on a day, the calendar included:
// every status but Approved. A stop shows once its last day is over, or at once
// when nothing had begun.
func (p Placement) StageOn(day caldate.Date) Status {
	status := p.Status()
	switch {
	case status == Withdrawn:
		return Withdrawn
	case p.Stop != nil && (status != Approved || !p.begins() || day.After(p.LastDay())):
		return Stopped
	case status != Approved:
		return status
	case day.Before(p.OpensOn()):
		return Ready
	case day.After(p.LastDay()):
		return Ended
	case p.pausedOn(day):
		return Paused
	}
	return Running
}

// begins tells whether the course has a day that can have hours: one that was
// stopped before its first day has none.
func (p Placement) begins() bool { return !p.LastDay().Before(p.OpensOn()) }

// Gate says whether hours can be logged, and if not, why not.
type Gate struct {
	Open   bool
	Reason string // text key below "gate."
}

// GateOn is the first-day gate: nothing is logged before everybody agreed,
// praktik is approved and the first day has come. It stays open in a pause and
// after the last day, for the days before; which day can have hours, ClosedOn
// says.
func (p Placement) GateOn(today caldate.Date) Gate {
	switch stage := p.StageOn(today); {
	case stage == Withdrawn:
		return Gate{Reason: "withdrawn"}
	case stage == Draft || stage == WithParties:
		return Gate{Reason: "ticks"}
	case stage == Refused:
		return Gate{Reason: "refused"}
	case stage == Agreed || stage == InVitas:
		return Gate{Reason: "vitas"}
	case stage == Ready:
		return Gate{Reason: "start"}
	case stage == Stopped && (p.Status() != Approved || !p.begins()):
		return Gate{Reason: "stopped"}
	}
	return Gate{Open: true}
}

// ClosedOn tells whether a day cannot have hours, and why: a code below
// "error.".
func (p Placement) ClosedOn(day caldate.Date) (reason string, closed bool) {
	switch {
	case day.Before(p.Agreement.Start):
		return "before_course", true
	case day.Before(p.OpensOn()):
		return "before_gate", true
	case day.After(p.Agreement.End):
		return "after_course", true
	case day.After(p.LastDay()):
		return "after_stop", true
	case p.pausedOn(day):
		return "day_paused", true
	}
	return "", false
}

// NextMeeting is the first follow-up from a day on.
func (p Placement) NextMeeting(day caldate.Date) (Meeting, bool) {
	var next Meeting
	for _, m := range p.Agreement.Meetings {
		if !m.On.Before(day) && (next.On.IsZero() || m.On.Before(next.On)) {
			next = m
		}
	}
	return next, !next.On.IsZero()
}

// OpensOn is the first day that can have hours: the course's first day, or if
// that is later the day the last party said yes or praktik was approved.
// Nothing is ever started before.
func (p Placement) OpensOn() caldate.Date {
	day := p.Agreement.Start
	later := func(d caldate.Date) {
		if d.After(day) {
			day = d
		}
	}
	for _, tick := range []*Tick{p.Company, p.Candidate} {
		if tick != nil {
			later(caldate.Of(tick.At))
		}
	}
	if !p.Representative.At.IsZero() {
		later(caldate.Of(p.Representative.At))
	}
	if p.Agreement.HasPraktik() {
		later(p.Vitas.On)
	}
	return day
}

// LastDay is the last day that can have hours: the agreed one, or the one the
// course was stopped with.
func (p Placement) LastDay() caldate.Date {
	if p.Stop != nil {
		return p.Stop.On
	}
	return p.Agreement.End
}

// Runs tells whether a week lies inside the course. Weeks of a pause do.
func (p Placement) Runs(w caldate.Week) bool {
	return !w.Before(p.Agreement.Start.Week()) && !w.After(p.LastDay().Week())
}

// Rests tells whether a pause takes every day of a week that the course has:
// nothing is planned in it, and nobody is asked for its hours.
func (p Placement) Rests(w caldate.Week) bool {
	rests := false
	for i := range 7 {
		switch day := w.Day(i); {
		case p.pausedOn(day):
			rests = true
		case !day.Before(p.Agreement.Start) && !day.After(p.LastDay()):
			return false
		}
	}
	return rests
}

func (p Placement) pausedOn(day caldate.Date) bool {
	_, paused := p.PauseOn(day)
	return paused
}

// PauseOn finds the pause that a day lies in.
func (p Placement) PauseOn(day caldate.Date) (Pause, bool) {
	i := slices.IndexFunc(p.Pauses, func(pause Pause) bool { return pause.Holds(day) })
	if i < 0 {
		return Pause{}, false
	}
	return p.Pauses[i], true
}
