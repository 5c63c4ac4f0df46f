package report

import (
	"slices"
	"strconv"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// The decisions about documentation: pure functions of what there is, the course
// and what somebody wants. They change the documentation or say why not.

// moment is who does something, when, and what the documentation says then.
type moment struct {
	Known
	by      string
	at      time.Time
	content Content
	print   string
}

func (m moment) mark() Mark { return Mark{By: m.by, At: m.at} }

// may holds a command up against the table.
func (d Documentation) may(c Command, m moment) error {
	return d.May(c, m.Placement, m.print, m.Today)
}

// text finds what is wrong with something typed that must be there.
func text(faults *fault.Fields, field, value string) {
	switch {
	case value == "":
		faults.Add(field, "required")
	case opening.HasCPR(value):
		faults.Add(field, "cpr")
	}
}

func (d *Documentation) observe(o Observation, m moment) (audit.Event, error) {
	if err := d.may(Observe, m); err != nil {
		return audit.Event{}, err
	}
	var faults fault.Fields
	text(&faults, "what", o.What)
	if o.Condition != "" && !slices.Contains(opening.Conditions(), o.Condition) {
		faults.Add("condition", "choice")
	}
	if !slices.Contains(Outcomes(), o.Outcome) {
		faults.Add("outcome", "choose")
	}
	switch {
	case o.On.IsZero():
		faults.Add("observed_on", "required")
	case o.On.After(m.Today):
		faults.Add("observed_on", "after_today")
	case o.On.Before(m.Placement.Agreement.Start) || o.On.After(m.Placement.LastDay()):
		faults.Add("observed_on", "outside_course")
	}
	if err := faults.Err(); err != nil {
		return audit.Event{}, err
	}
	o.ID, o.Mark = id.New("obs", m.at), m.mark()
	d.Observations = append(slices.Clone(d.Observations), o)
	// The words stay out of the history: they can be taken away again.
	e := audit.Event{Type: row(Observe).Event, To: o.On.Danish(), ToChoices: []string{"documentation.outcomes." + o.Outcome}}
	if o.Condition != "" {
		e.ToChoices = append(e.ToChoices, "condition."+o.Condition)
	}
	return e, nil
}

func (d *Documentation) strike(observationID string, m moment) (audit.Event, error) {
	o, ok := d.Observation(observationID)
	if !ok {
		return audit.Event{}, fault.New(fault.NotFound, "")
	}
	if err := d.may(Strike, m); err != nil {
		return audit.Event{}, err
	}
	d.Observations = slices.DeleteFunc(slices.Clone(d.Observations), func(other Observation) bool { return other.ID == observationID })
	return audit.Event{Type: row(Strike).Event, From: o.On.Danish()}, nil
}

// EffectField names a form field of a condition.
func EffectField(condition, name string) string { return condition + "_" + name }

// AidField names a form field of a row of aids.
func AidField(i int, name string) string { return "aids." + strconv.Itoa(i) + "." + name }

// check finds what is wrong with the firm's part of a course with some conditions.
func (part Part) check(conditions []string, today caldate.Date) error {
	var faults fault.Fields
	for _, c := range conditions {
		i := slices.IndexFunc(part.Effects, func(e Effect) bool { return e.Condition == c })
		if i < 0 || !slices.Contains(Effects(), part.Effects[i].Effect) {
			faults.Add(EffectField(c, "effect"), "choose")
			continue
		}
		if opening.HasCPR(part.Effects[i].Word) {
			faults.Add(EffectField(c, "word"), "cpr")
		}
	}
	for i, a := range part.Aids {
		text(&faults, AidField(i, "what"), a.What)
		switch {
		case a.From.IsZero():
			faults.Add(AidField(i, "from"), "required")
		case a.From.After(today):
			faults.Add(AidField(i, "from"), "after_today")
		}
		if opening.HasCPR(a.Lent) {
			faults.Add(AidField(i, "lent"), "cpr")
		}
	}
	text(&faults, "intensity", part.Intensity)
	text(&faults, "next", part.Next)
	return faults.Err()
}

// equals tells whether two parts say the same, whoever wrote them.
func (part Part) equals(other Part) bool {
	return slices.Equal(part.Effects, other.Effects) && slices.Equal(part.Aids, other.Aids) && part.Intensity == other.Intensity && part.Next == other.Next
}

func (d *Documentation) write(part Part, m moment) (audit.Event, error) {
	if err := d.may(Write, m); err != nil {
		return audit.Event{}, err
	}
	if err := part.check(m.Placement.Conditions, m.Today); err != nil {
		return audit.Event{}, err
	}
	if d.Part != nil && d.Part.equals(part) {
		return audit.Event{}, store.Unchanged
	}
	part.Mark = m.mark()
	d.Part = &part
	return audit.Event{Type: row(Write).Event}, nil
}

// errOther is a yes to something else than what stands there now.
var errOther = fault.New(fault.Conflict, "documentation_other_words")

func (d *Documentation) show(s Sight, m moment) (audit.Event, error) {
	if d.Seen() && d.Sight.Print == m.print && d.Sight.Helped == s.Helped && d.Sight.Comment == s.Comment {
		return audit.Event{}, store.Unchanged // a second click
	}
	if err := d.may(Show, m); err != nil {
		return audit.Event{}, err
	}
	var faults fault.Fields
	if !slices.Contains(placement.HelpReasons(), s.Helped) {
		faults.Add("helped", "choose")
	}
	if opening.HasCPR(s.Comment) {
		faults.Add("comment", "cpr")
	}
	if err := faults.Err(); err != nil {
		return audit.Event{}, err
	}
	if s.Print != m.print {
		return audit.Event{}, errOther
	}
	s.Mark = m.mark()
	d.Sight = &s
	return audit.Event{Type: row(Show).Event, OnBehalf: "candidate"}, nil
}

// deliver keeps what is said now as the next version. print is that of what whoever
// delivers looked at.
func (d *Documentation) deliver(print string, m moment) (audit.Event, error) {
	if last, ok := d.Last(); ok && last.Print == m.print && print == m.print {
		return audit.Event{}, store.Unchanged // a second click
	}
	if err := d.may(Deliver, m); err != nil {
		return audit.Event{}, err
	}
	if print != m.print {
		return audit.Event{}, errOther
	}
	d.Deliveries = append(slices.Clone(d.Deliveries), Delivery{Content: m.content, Sight: *d.Sight, Print: m.print, Mark: m.mark()})
	return audit.Event{Type: row(Deliver).Event, To: strconv.Itoa(len(d.Deliveries))}, nil
}

func (d *Documentation) receive(m moment) (audit.Event, error) {
	last, ok := d.Last()
	if ok && last.Receipt != nil && d.may(Receive, m) != nil && d.StatusOn(m.Placement, m.print, m.Today) == Receipted {
		return audit.Event{}, store.Unchanged
	}
	if err := d.may(Receive, m); err != nil {
		return audit.Event{}, err
	}
	received := m.mark()
	d.Deliveries = slices.Clone(d.Deliveries)
	d.Deliveries[len(d.Deliveries)-1].Receipt = &received
	return audit.Event{Type: row(Receive).Event, To: strconv.Itoa(len(d.Deliveries))}, nil
}
