package meeting

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// The decisions about following up: pure functions of the follow-up, the course
// and what somebody wants. They change the follow-up or say why not.

// signer is who does something, and when.
type signer struct {
	name string
	at   time.Time
}

func (s signer) mark() Mark          { return Mark{By: s.name, At: s.at} }
func (s signer) today() caldate.Date { return caldate.Of(s.at) }

// pick finds a meeting that a command is to be given to.
func (f FollowUp) pick(p placement.Placement, meetingID string, c Command, by signer) (Meeting, error) {
	m, ok := f.Meeting(p, meetingID)
	if !ok {
		return m, fault.New(fault.NotFound, "")
	}
	return m, m.May(c, by.today())
}

// Meeting finds a meeting of the course by its id.
func (f FollowUp) Meeting(p placement.Placement, meetingID string) (Meeting, bool) {
	agenda := f.Agenda(p)
	i := slices.IndexFunc(agenda, func(m Meeting) bool { return m.ID == meetingID })
	if i < 0 {
		return Meeting{}, false
	}
	return agenda[i], true
}

// Arrangement is when and where a meeting is to be, and for a new date who
// asked for it and why.
type Arrangement struct {
	On    caldate.Date
	Time  int // minutes after midnight, or 0
	Place string
	Who   string
	Why   string
}

// checkDate finds what is wrong with a new date: the plan is about days to come,
// inside the course or, for its last meeting, shortly after.
func checkDate(faults *fault.Fields, field string, on caldate.Date, m Meeting, p placement.Placement, by signer) {
	last := p.LastDay()
	if m.Kind == End {
		last = last.Add(afterEnd)
	}
	switch {
	case on.IsZero():
		faults.Add(field, "required")
	case on.Before(by.today()):
		faults.Add(field, "before_today")
	case on.Before(p.Agreement.Start) || on.After(last):
		faults.Add(field, "outside_course")
	}
}

// checkReason finds what is missing of who and why. A candidate need give no reason.
func checkReason(faults *fault.Fields, whoField, who, whyField, why string) {
	switch {
	case !slices.Contains(Parties(), who):
		faults.Add(whoField, "choose")
	case who != "candidate" && strings.TrimSpace(why) == "":
		faults.Add(whyField, "required")
	}
}

func (f *FollowUp) move(p placement.Placement, meetingID string, a Arrangement, by signer) (audit.Event, error) {
	m, err := f.pick(p, meetingID, MoveIt, by)
	if err != nil {
		return audit.Event{}, err
	}
	var faults fault.Fields
	checkDate(&faults, "on", a.On, m, p, by)
	if a.On == m.On {
		faults.Add("on", "same_day")
	}
	checkReason(&faults, "who", a.Who, "why", a.Why)
	if err := faults.Err(); err != nil {
		return audit.Event{}, err
	}
	e := audit.Event{Type: "meeting_moved", From: m.On.Danish(), To: a.On.Danish(), Reason: a.Why,
		ToChoices: []string{m.label(), "meeting.party." + a.Who}}
	m.Moved = append(m.Moved, Move{From: m.On, Who: a.Who, Why: a.Why, Mark: by.mark()})
	m.On, m.Called = a.On, nil // who was called to another day must be called again
	f.put(m)
	return e, nil
}

func (f *FollowUp) call(p placement.Placement, meetingID string, a Arrangement, by signer) (audit.Event, error) {
	m, err := f.pick(p, meetingID, Call, by)
	if err != nil {
		return audit.Event{}, err
	}
	if m.Called != nil && m.Time == a.Time && m.Place == a.Place {
		return audit.Event{}, store.Unchanged // a second click
	}
	called := by.mark()
	m.Called, m.Time, m.Place = &called, a.Time, a.Place
	f.put(m)
	when := m.On.Danish()
	if m.Time > 0 {
		when = fmt.Sprintf("%s, %d:%02d", when, m.Time/60, m.Time%60)
	}
	to, _ := audit.Changed([]string{when, m.Place}, nil)
	return audit.Event{Type: "meeting_called", ToChoices: []string{m.label()}, To: to}, nil
}

// Attendance is when a meeting was held and who took part.
type Attendance struct {
	On       caldate.Date
	Attended []string // of Parties
}

func (f *FollowUp) hold(p placement.Placement, meetingID string, a Attendance, by signer) (audit.Event, error) {
	m, err := f.pick(p, meetingID, Hold, by)
	if err != nil {
		return audit.Event{}, err
	}
	var faults fault.Fields
	switch {
	case a.On.IsZero():
		faults.Add("held_on", "required")
	case a.On.After(by.today()):
		faults.Add("held_on", "after_today")
	case a.On.Before(p.Agreement.Start):
		faults.Add("held_on", "outside_course")
	}
	if len(a.Attended) == 0 {
		faults.Add("attended", "nobody_came")
	}
	for _, party := range a.Attended {
		if !slices.Contains(Parties(), party) {
			faults.Add("attended", "choice")
		}
	}
	if err := faults.Err(); err != nil {
		return audit.Event{}, err
	}
	m.Held = &Held{On: a.On, Attended: a.Attended, Mark: by.mark()}
	m.On = a.On
	f.put(m)
	e := audit.Event{Type: "meeting_held", ToChoices: []string{m.label()}, To: a.On.Danish()}
	for _, party := range a.Attended {
		e.ToChoices = append(e.ToChoices, "meeting.party."+party)
	}
	return e, nil
}

func (f *FollowUp) cancel(p placement.Placement, meetingID, who, why string, by signer) (audit.Event, error) {
	m, err := f.pick(p, meetingID, Cancel, by)
	if err != nil {
		return audit.Event{}, err
	}
	var faults fault.Fields
	checkReason(&faults, "cancelled_by", who, "cancelled_why", why)
	if err := faults.Err(); err != nil {
		return audit.Event{}, err
	}
	m.Cancelled = &Cancellation{Who: who, Why: why, Mark: by.mark()}
	f.put(m)
	return audit.Event{Type: "meeting_cancelled", ToChoices: []string{m.label(), "meeting.party." + who}, To: m.On.Danish(), Reason: why}, nil
}

// replan plans a cancelled meeting anew; the cancelled one stays as it is.
func (f *FollowUp) replan(p placement.Placement, meetingID string, on caldate.Date, by signer) (audit.Event, error) {
	m, err := f.pick(p, meetingID, Replan, by)
	if err != nil {
		return audit.Event{}, err
	}
	var faults fault.Fields
	checkDate(&faults, "new_on", on, m, p, by)
	if err := faults.Err(); err != nil {
		return audit.Event{}, err
	}
	again := Meeting{ID: m.ID + "-again", Kind: m.Kind, On: on, Moved: []Move{{From: m.On, Who: m.Cancelled.Who, Why: m.Cancelled.Why, Mark: by.mark()}}}
	cancelled := *m.Cancelled
	cancelled.Again = again.ID
	m.Cancelled = &cancelled
	f.put(m)
	f.put(again)
	return audit.Event{Type: "meeting_replanned", ToChoices: []string{m.label()}, From: m.On.Danish(), To: on.Danish()}, nil
}

// write keeps the note of a meeting that was held; it can be changed until the
// meeting is closed.
func (f *FollowUp) write(p placement.Placement, meetingID string, n Note, by signer) (audit.Event, error) {
	m, err := f.pick(p, meetingID, Write, by)
	if err != nil {
		return audit.Event{}, err
	}
	if reflect.DeepEqual(n, Note{}) {
		return audit.Event{}, fault.Field("work", "note_empty")
	}
	if err := n.check(); err != nil {
		return audit.Event{}, err
	}
	e := m.told("meeting_noted", m.Note, n)
	noted := by.mark()
	m.Note, m.Noted = n, &noted
	f.put(m)
	return e, nil
}

// close ends a meeting with its note. "Not yet" becomes a milestone.
func (f *FollowUp) close(p placement.Placement, meetingID string, n Note, by signer) (audit.Event, error) {
	m, err := f.pick(p, meetingID, Close, by)
	if err != nil {
		return audit.Event{}, err
	}
	if err := n.check(); err != nil {
		return audit.Event{}, err
	}
	if err := n.missing(m, p, by.today()); err != nil {
		return audit.Event{}, err
	}
	closed := by.mark()
	e := m.told("meeting_closed", Note{}, n)
	m.Note, m.Noted, m.Closed = n, &closed, &closed
	f.put(m)
	if n.Answer == "not_yet" {
		f.Milestones = append(f.Milestones, Milestone{
			ID: id.New("mil", by.at), Text: n.Milestone.Text, Owner: n.Milestone.Owner, Due: n.Milestone.Due, Meeting: m.ID, Made: by.mark(),
		})
	}
	return e, nil
}

// milestone finds one that a command is to be given to, for changing.
func (f *FollowUp) milestone(milestoneID string, c Command) (*Milestone, error) {
	i := slices.IndexFunc(f.Milestones, func(m Milestone) bool { return m.ID == milestoneID })
	if i < 0 {
		return nil, fault.New(fault.NotFound, "")
	}
	m := &f.Milestones[i]
	return m, allow("milestone", c, m.Status())
}

func (f *FollowUp) reach(milestoneID string, by signer) (audit.Event, error) {
	m, err := f.milestone(milestoneID, Reach)
	if err != nil {
		return audit.Event{}, err
	}
	m.Reached = &Reached{On: by.today(), Mark: by.mark()}
	return audit.Event{Type: "milestone_reached", To: m.Text}, nil
}

func (f *FollowUp) drop(milestoneID, because string, by signer) (audit.Event, error) {
	m, err := f.milestone(milestoneID, Drop)
	if err != nil {
		return audit.Event{}, err
	}
	if strings.TrimSpace(because) == "" {
		return audit.Event{}, fault.Field("dropped_because", "required")
	}
	m.Dropped = &Dropped{Because: because, Mark: by.mark()}
	return audit.Event{Type: "milestone_dropped", To: m.Text, Reason: because}, nil
}

// park keeps what the firm means to do until a day, in place of what it meant
// before.
func (f *FollowUp) park(i Intention, by signer) (audit.Event, error) {
	if err := allow("intention", Park, f.IntentionOn(by.today())); err != nil {
		return audit.Event{}, err
	}
	var faults fault.Fields
	if !slices.Contains(Intentions(), i.What) {
		faults.Add("what", "choose")
	}
	switch {
	case i.Minutes <= 0:
		faults.Add("minutes", "required")
	case i.Minutes > opening.MaxMinutes:
		faults.Add("minutes", "over_full_week")
	}
	switch {
	case i.Wakes.IsZero():
		faults.Add("wakes", "required")
	case !i.Wakes.After(by.today()):
		faults.Add("wakes", "not_after_today")
	}
	if i.OwnerID == "" {
		faults.Add("owner", "choose")
	}
	if strings.TrimSpace(i.WhyNot) == "" {
		faults.Add("why_not", "required")
	}
	if err := faults.Err(); err != nil {
		return audit.Event{}, err
	}
	e := audit.Event{Type: "intention_parked", ToChoices: []string{"meeting.intentions." + i.What}, To: i.describe(), Reason: i.WhyNot}
	if f.IntentionOn(by.today()) != NoIntention {
		e.Type, e.From = "intention_parked_again", f.Intention.describe()
		e.FromChoices = []string{"meeting.intentions." + f.Intention.What}
	}
	i.Parked, i.Ended = by.mark(), nil
	f.Intention = &i
	return e, nil
}

// describe sums an intention up for the history.
func (i Intention) describe() string {
	return fmt.Sprintf("%d:%02d; %s; %s", i.Minutes/60, i.Minutes%60, i.Wakes.Danish(), i.Owner)
}

// endPark says what became of an intention.
func (f *FollowUp) endPark(outcome, note string, by signer) (audit.Event, error) {
	if err := allow("intention", EndPark, f.IntentionOn(by.today())); err != nil {
		return audit.Event{}, err
	}
	var faults fault.Fields
	if !slices.Contains(Outcomes(), outcome) {
		faults.Add("outcome", "choose")
	}
	if outcome == "given_up" && strings.TrimSpace(note) == "" {
		faults.Add("outcome_note", "required")
	}
	if err := faults.Err(); err != nil {
		return audit.Event{}, err
	}
	ended := *f.Intention
	ended.Ended = &Ending{Outcome: outcome, Note: note, Mark: by.mark()}
	f.Intention = &ended
	return audit.Event{Type: "intention_" + outcome, FromChoices: []string{"meeting.intentions." + ended.What}, From: ended.describe(), Reason: note}, nil
}
