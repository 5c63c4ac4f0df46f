package pipeline

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/invitation"
)

// Step is how far a firm has come.
type Step string

const (
	Contacted Step = "contacted"
	Invited   Step = "invited"
	SignedIn  Step = "signed_in"
	FirstTask Step = "task"   // its first draft of a small job
	FirstLive Step = "live"   // its first small job that was live
	Started   Step = "start"  // somebody began
	PaidHours Step = "paid"   // the first approved paid hours
	Again     Step = "repeat" // a second person began
)

// Steps lists them in order.
func Steps() []Step {
	return []Step{Contacted, Invited, SignedIn, FirstTask, FirstLive, Started, PaidHours, Again}
}

// Reached is a step of a firm: when it was taken, if it was, or that the firm
// does not let the association see it.
type Reached struct {
	Step   Step
	On     caldate.Date // zero when not taken, or not seen
	Hidden bool
}

// Standing is a firm as an association may see it on a day.
type Standing struct {
	Firm       Firm
	Invitation invitation.Invitation // the zero Invitation when there is none
	Delegation delegation.Delegation // the one in force; otherwise the zero Delegation
	Steps      []Reached             // all of Steps
	Mine       bool                  // the actor has the contact
	Deputised  bool                  // the actor stands in for whoever has
}

// Stand puts together what is known of a firm. What the firm has kept back, or
// taken back since the copy was made, is left out here, whatever the copy says.
func Stand(f Firm, i invitation.Invitation, d delegation.Delegation, today caldate.Date) Standing {
	s := Standing{Firm: f, Invitation: i}
	if d.ID != "" && d.StatusOn(today) == delegation.Active {
		s.Delegation = d
	}
	f.Kept = visible(f.Kept, s.Delegation)
	s.Firm.Kept = f.Kept
	signedIn := caldate.Date{}
	switch {
	case !i.ConfirmedAt.IsZero():
		signedIn = caldate.Of(i.ConfirmedAt)
	case len(d.Events) > 0: // came by itself: it was here when it first signed for something, or did before that
		signedIn = earlier(caldate.Of(d.Events[0].At), f.Kept.Task)
	}
	tasks, totals := s.shares(), s.totals()
	s.Steps = []Reached{
		{Step: Contacted, On: f.ContactedOn}, {Step: Invited, On: i.FirstSentOn()}, {Step: SignedIn, On: signedIn},
		{FirstTask, f.Kept.Task, !tasks}, {FirstLive, f.Kept.Live, !tasks},
		{Started, f.Kept.Start, !totals}, {PaidHours, f.Kept.Paid, !totals}, {Again, f.Kept.Repeat, !totals},
	}
	return s
}

// visible is what of the copy a delegation in force lets be seen.
func visible(k Kept, d delegation.Delegation) Kept {
	if d.ID == "" {
		return Kept{}
	}
	if !slices.Contains(d.Rights, delegation.Totals) {
		k.Start, k.Paid, k.Repeat = caldate.Date{}, caldate.Date{}, caldate.Date{}
	}
	return k
}

// shares tells whether the firm lets the association see its small jobs' steps:
// whoever may do anything in its name may know that there is one.
func (s Standing) shares() bool { return s.Delegation.ID != "" }

// totals tells whether it lets them see those of its courses.
func (s Standing) totals() bool { return slices.Contains(s.Delegation.Rights, delegation.Totals) }

// MayPrepare tells whether the association may write drafts at the firm.
func (s Standing) MayPrepare() bool { return slices.Contains(s.Delegation.Rights, delegation.Prepare) }

// on is the day of a step, or zero.
func (s Standing) on(step Step) caldate.Date {
	return s.Steps[slices.Index(Steps(), step)].On
}

// Last is the farthest step that is seen.
func (s Standing) Last() Reached {
	for _, r := range slices.Backward(s.Steps) {
		if !r.On.IsZero() {
			return r
		}
	}
	return s.Steps[0]
}

// lastOn is the day of the latest step of the firm's own that is seen, from
// signing in on.
func (s Standing) lastOn() caldate.Date {
	var day caldate.Date
	for _, r := range s.Steps[slices.Index(Steps(), SignedIn):] {
		if r.On.After(day) {
			day = r.On
		}
	}
	return day
}

// DormantOn tells whether a firm that is here has taken no step for a long time.
func (s Standing) DormantOn(today caldate.Date) bool {
	return !s.on(SignedIn).IsZero() && s.on(Again).IsZero() && today.Sub(s.lastOn()) >= DormantAfter
}

// Conversion is how many of the firms that took a step took the next one.
type Conversion struct {
	From, To Step
	N, Of    int
	Hidden   int // took the first, and do not let the association see the next: in neither number
}

// Conversions counts each step of firms against the one before.
func Conversions(list []Standing) []Conversion {
	steps := Steps()
	counts := make([]Conversion, 0, len(steps)-1)
	for i := range steps[1:] {
		c := Conversion{From: steps[i], To: steps[i+1]}
		for _, s := range list {
			next := s.Steps[i+1]
			switch {
			case s.Steps[i].On.IsZero():
			case next.Hidden:
				c.Hidden++
			default:
				c.Of++
				if !next.On.IsZero() {
					c.N++
				}
			}
		}
		counts = append(counts, c)
	}
	return counts
}
