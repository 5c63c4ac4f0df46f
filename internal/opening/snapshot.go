package opening

import (
	"context"
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/fault"
)

// Snapshot is a change of a live opening that waits for the consultant, while
// the opening itself stays as it is.
type Snapshot struct {
	Offer  Offer  `bson:"offer"`
	Mentor Mentor `bson:"mentor"`
	Mark   `bson:",inline"`
}

// Matters tells whether a change of an offer matters to whoever judged or was
// proposed to it: its hours, its kind or its tasks. A slip of the pen in the
// name of a task does not.
func (o Offer) Matters(changed Offer) bool {
	same := slices.EqualFunc(o.Tasks, changed.Tasks, func(a, b Task) bool { return a.Minutes == b.Minutes && sameName(a.Title, b.Title) })
	return o.Minutes != changed.Minutes || o.Kind != changed.Kind || !same
}

// slips is how many letters of a name can differ in a slip of the pen, and of at
// least how many.
const slips, slipsOf = 2, 8

// sameName tells whether two names differ by a slip of the pen at most.
func sameName(a, b string) bool {
	from, to := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	if slices.Equal(from, to) {
		return true
	}
	return min(len(from), len(to)) >= slipsOf && distance(from, to) <= slips
}

// distance is how many letters have to be put in, left out or replaced to make
// one word of another.
func distance(from, to []rune) int {
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range to {
			step := diagonal
			if r != s {
				step = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], step
		}
	}
	return row[len(to)]
}

// waits tells whether a change has to wait for the consultant: it matters, the
// opening has been shown to them, and either the firm is not trusted or somebody
// is proposed to what stands there now.
func (o Opening) waits(changed Offer, trusted, dialogue bool) bool {
	s := o.settled()
	return (s == Live || s == Paused) && o.Offer.Matters(changed) && (!trusted || dialogue)
}

// write takes a change over into the opening, or keeps it until the consultant
// has seen it, and says which.
func (o *Opening) write(change Snapshot, waits bool) audit.Event {
	event := audit.Event{Type: "opening_changed"}
	event.From, event.To, event.FromChoices, event.ToChoices = o.difference(change)
	if waits {
		o.Pending = &change
		event.Type = "opening_change_asked"
		return event
	}
	o.Offer, o.Mentor, o.TouchedAt, o.Pending = change.Offer, change.Mentor, change.At, nil
	return event
}

// difference describes what a change changes, typed and chosen.
func (o Opening) difference(change Snapshot) (from, to string, fromChoices, toChoices []string) {
	from, to = audit.Changed(append(o.Offer.describe(), o.Mentor.Name), append(change.Offer.describe(), change.Mentor.Name))
	fromChoices, toChoices = audit.Differing(o.Offer.choices(), change.Offer.choices())
	return from, to, fromChoices, toChoices
}

// Difference describes what waits to be changed, typed and chosen.
func (o Opening) Difference() (from, to string, fromChoices, toChoices []string) {
	return o.difference(*o.Pending)
}

// Latest is the opening as the firm wrote it last, whether it waits or not.
func (o Opening) Latest() Opening {
	if o.Pending != nil {
		o.Offer, o.Mentor = o.Pending.Offer, o.Pending.Mentor
	}
	return o
}

// Accept lets a change that waited become what is live.
func (s *Service) Accept(ctx context.Context, actor access.Actor, openingID string) (Opening, error) {
	return s.act(ctx, actor, openingID, Accept, func(o *Opening, by Mark) (audit.Event, error) {
		change := *o.Pending
		change.At = by.At
		event := o.write(change, false)
		event.Type = "opening_change_accepted"
		return event, nil
	})
}

// Decline leaves what is live as it is, with a reason for the firm.
func (s *Service) Decline(ctx context.Context, actor access.Actor, openingID, reason string) (Opening, error) {
	if strings.TrimSpace(reason) == "" {
		return Opening{}, fault.Field("decline_reason", "required")
	}
	return s.act(ctx, actor, openingID, Decline, func(o *Opening, _ Mark) (audit.Event, error) {
		o.Pending = nil
		return audit.Event{Type: "opening_change_declined", Reason: reason}, nil
	})
}
