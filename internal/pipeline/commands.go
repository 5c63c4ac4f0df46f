package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// change does one thing to a firm of the actor's association.
func (s *Service) change(ctx context.Context, actor access.Actor, firmID string, apply func(*Firm, time.Time) (audit.Event, error)) (Firm, error) {
	scope, err := actor.Scope(access.FollowFirms)
	if err != nil {
		return Firm{}, err
	}
	now := s.clock.Now()
	return s.firms.Update(ctx, scope, firmID, func(f *Firm) error {
		e, err := apply(f, now)
		if err == nil {
			f.Append(actor, access.FollowFirms, now, e)
		}
		return err
	})
}

// Noting is what a coordinator writes about a firm, and when they mean to ring
// again.
type Noting struct {
	Kind   NoteKind
	Text   string
	NextOn caldate.Date
}

func (n Noting) check(today caldate.Date) error {
	var faults fault.Fields
	if !slices.Contains(NoteKinds(), string(n.Kind)) {
		faults.Add("kind", "choose")
	}
	if n.Text == "" && n.Kind != Called {
		faults.Add("text", "required")
	}
	if len([]rune(n.Text)) > LongestNote {
		faults.Add("text", "too_long")
	}
	checkNext(&faults, n.NextOn, today)
	return faults.Err()
}

// noteEvents are what the history says of a note; its text stands with the notes.
var noteEvents = map[NoteKind]string{Called: "firm_called", Visited: "firm_visited", Other: "firm_noted"}

// Note writes a note and sets the next date, which takes the firm off today's
// list. A second click writes nothing.
func (s *Service) Note(ctx context.Context, actor access.Actor, firmID string, n Noting) (Firm, error) {
	today := caldate.Of(s.clock.Now())
	if err := n.check(today); err != nil {
		return Firm{}, err
	}
	return s.change(ctx, actor, firmID, func(f *Firm, now time.Time) (audit.Event, error) {
		note := Note{ID: "n" + strconv.Itoa(len(f.Notes)+1), Kind: n.Kind, Text: n.Text, By: self(actor), At: now}
		if len(f.Notes) > 0 && f.NextOn == n.NextOn {
			last := f.Notes[len(f.Notes)-1]
			if last.Kind == note.Kind && last.Text == note.Text && last.By == note.By && caldate.Of(last.At) == today {
				return audit.Event{}, store.Unchanged
			}
		}
		f.Notes, f.NextOn = append(f.Notes, note), n.NextOn
		return audit.Event{Type: noteEvents[n.Kind], To: n.NextOn.Danish()}, nil
	})
}

// ChangePhone writes the firm's number.
func (s *Service) ChangePhone(ctx context.Context, actor access.Actor, firmID, phone string) (Firm, error) {
	if !opening.IsPhone(phone) {
		return Firm{}, fault.Field("phone", "phone")
	}
	return s.change(ctx, actor, firmID, func(f *Firm, _ time.Time) (audit.Event, error) {
		from := f.Phone
		if from == phone {
			return audit.Event{}, store.Unchanged
		}
		f.Phone = phone
		return audit.Event{Type: "firm_phone", From: from, To: phone}, nil
	})
}

// Colleagues lists the other coordinators of the actor's association.
func (s *Service) Colleagues(ctx context.Context, actor access.Actor) ([]Person, error) {
	if !actor.Can(access.FollowFirms) {
		return nil, fault.New(fault.Forbidden, "forbidden")
	}
	grants, err := s.people.Coordinators(ctx, actor.Party().ID)
	var list []Person
	for _, g := range grants {
		if g.PersonID != actor.PersonID() {
			list = append(list, Person{g.PersonID, g.PersonName})
		}
	}
	return list, err
}

// colleague finds one of them, or a fault at the field.
func (s *Service) colleague(ctx context.Context, actor access.Actor, field, personID string) (Person, error) {
	list, err := s.Colleagues(ctx, actor)
	if err != nil {
		return Person{}, err
	}
	if i := slices.IndexFunc(list, func(p Person) bool { return p.ID == personID }); i >= 0 {
		return list[i], nil
	}
	return Person{}, fault.Field(field, "choose")
}

// HandOver gives a firm to another coordinator: a colleague, or, of a firm that is
// not the actor's, themselves.
func (s *Service) HandOver(ctx context.Context, actor access.Actor, firmID, to, note string) (Firm, error) {
	receiver := self(actor)
	if to != receiver.ID {
		var err error
		if receiver, err = s.colleague(ctx, actor, "to", to); err != nil {
			return Firm{}, err
		}
	}
	return s.give(ctx, actor, firmID, receiver, note)
}

func (s *Service) give(ctx context.Context, actor access.Actor, firmID string, to Person, note string) (Firm, error) {
	return s.change(ctx, actor, firmID, func(f *Firm, _ time.Time) (audit.Event, error) {
		if f.Owner.ID == to.ID {
			return audit.Event{}, store.Unchanged
		}
		e := audit.Event{Type: "firm_handed_over", From: f.Owner.Name, To: to.Name, Reason: note}
		f.Owner = to
		return e, nil
	})
}

// HandOverAll gives every firm of the actor's to a colleague, one by one: what was
// given stays given if it breaks off, and a second time gives the rest.
func (s *Service) HandOverAll(ctx context.Context, actor access.Actor, to, note string) (given int, receiver Person, err error) {
	if receiver, err = s.colleague(ctx, actor, "to", to); err != nil {
		return 0, receiver, err
	}
	list, err := s.List(ctx, actor)
	if err != nil {
		return 0, receiver, err
	}
	for _, st := range list {
		if !st.Mine {
			continue
		}
		if _, err := s.give(ctx, actor, st.Firm.ID, receiver, note); err != nil {
			return given, receiver, err
		}
		given++
	}
	return given, receiver, nil
}

// longestAway is how many days a deputy can stand in: what lasts longer is a
// hand-over.
const longestAway = 92

// Deputise lets a colleague see to the actor's firms between two days, in place of
// what was agreed before.
func (s *Service) Deputise(ctx context.Context, actor access.Actor, colleague string, from, until caldate.Date) (Deputy, error) {
	scope, err := actor.Scope(access.FollowFirms)
	if err != nil {
		return Deputy{}, err
	}
	now := s.clock.Now()
	person, err := s.colleague(ctx, actor, "colleague", colleague)
	faults := fault.Fields(fault.FieldsOf(err))
	if err != nil && len(faults) == 0 {
		return Deputy{}, err
	}
	checkAway(&faults, from, until, caldate.Of(now))
	if err := faults.Err(); err != nil {
		return Deputy{}, err
	}
	agree := func(d *Deputy) error {
		if d.Colleague.ID == person.ID && d.From == from && d.Until == until {
			return store.Unchanged
		}
		d.Colleague, d.From, d.Until = person, from, until
		d.Append(actor, access.FollowFirms, now, audit.Event{Type: "deputy_named", To: person.Name + ", " + from.Danish() + "–" + until.Danish()})
		return nil
	}
	association := actor.Party().ID
	fresh := Deputy{Doc: store.Doc{ID: deputyID(association, actor.PersonID())}, AssociationID: association, Of: self(actor)}
	d, err := s.deputies.Update(ctx, scope, fresh.ID, agree)
	if !fault.Is(err, fault.NotFound) {
		return d, err
	}
	if err := agree(&fresh); err != nil {
		return fresh, err
	}
	return fresh, s.deputies.Insert(ctx, scope, &fresh)
}

func checkAway(faults *fault.Fields, from, until, today caldate.Date) {
	switch {
	case from.IsZero():
		faults.Add("from", "required")
	case from.Before(today):
		faults.Add("from", "before_today")
	}
	switch {
	case until.IsZero():
		faults.Add("until", "required")
	case until.Before(from):
		faults.Add("until", "until_before_from")
	case until.Sub(from) > longestAway:
		faults.Add("until", "away_too_long")
	}
}

// EndDeputy ends what the actor agreed with a deputy, from now.
func (s *Service) EndDeputy(ctx context.Context, actor access.Actor) error {
	scope, err := actor.Scope(access.FollowFirms)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	today := caldate.Of(now)
	_, err = s.deputies.Update(ctx, scope, deputyID(actor.Party().ID, actor.PersonID()), func(d *Deputy) error {
		if d.Until.Before(today) {
			return store.Unchanged
		}
		d.Until = today.Add(-1)
		d.Append(actor, access.FollowFirms, now, audit.Event{Type: "deputy_ended"})
		return nil
	})
	if fault.Is(err, fault.NotFound) { // nobody was named
		err = nil
	}
	return err
}

// Deputy is what the actor agreed with a deputy last, over or not; the zero Deputy
// when they never did.
func (s *Service) Deputy(ctx context.Context, actor access.Actor) (Deputy, error) {
	scope, err := actor.Scope(access.FollowFirms)
	if err != nil {
		return Deputy{}, err
	}
	d, err := s.deputies.Get(ctx, scope, deputyID(actor.Party().ID, actor.PersonID()))
	if fault.Is(err, fault.NotFound) {
		return Deputy{}, nil
	}
	return d, err
}

// Suggest makes a draft of a small job at the firm of a note about work, in the
// firm's name as far as it lets the association; the firm looks it through and
// publishes it, or not. Without that right the note waits as a suggestion, and
// suggesting it again makes the draft once the right is there.
func (s *Service) Suggest(ctx context.Context, actor access.Actor, firmID, noteID string) (Note, error) {
	st, err := s.Get(ctx, actor, firmID)
	if err != nil {
		return Note{}, err
	}
	i := slices.IndexFunc(st.Firm.Notes, func(n Note) bool { return n.ID == noteID && n.Offers() })
	if i < 0 {
		return Note{}, fault.New(fault.NotFound, "")
	}
	openingID := st.Firm.Notes[i].OpeningID
	if openingID == "" && st.MayPrepare() {
		if openingID, err = s.draft(ctx, actor, st.Delegation, firmID, st.Firm.Notes[i]); err != nil {
			return Note{}, err
		}
	}
	f, err := s.change(ctx, actor, firmID, func(f *Firm, now time.Time) (audit.Event, error) {
		n := &f.Notes[i] // notes are only ever added to
		if n.OpeningID == openingID && !n.Suggested.IsZero() {
			return audit.Event{}, store.Unchanged
		}
		if n.Suggested.IsZero() {
			n.Suggested = now
		}
		e := audit.Event{Type: "firm_suggested"}
		if n.OpeningID = openingID; openingID != "" {
			e.Type = "firm_drafted"
			day := caldate.Of(now)
			f.Kept.Task, f.Kept.DraftSince = earlier(f.Kept.Task, day), earlier(f.Kept.DraftSince, day)
		}
		return e, nil
	})
	if err != nil {
		return Note{}, err
	}
	return f.Notes[i], nil
}

// draft makes the draft of a note. Its id follows from the note's, so that there
// is one however often it is tried.
func (s *Service) draft(ctx context.Context, actor access.Actor, d delegation.Delegation, firmID string, n Note) (openingID string, err error) {
	acting, err := s.people.ActingFor(ctx, actor, d)
	if err != nil {
		return "", err
	}
	o, err := s.drafts.Suggest(ctx, acting, opening.Prepared{ID: "opn_" + firmID + "_" + n.ID, Spotted: opening.Spotted{Tasks: tasksOf(n.Text), Minutes: cmp.Or(n.Minutes, opening.DefaultMinutes)}})
	return o.ID, err
}

// longestTask is how many characters a task's title may have.
const longestTask = 90

// tasksOf reads a note as tasks, one a line.
func tasksOf(text string) []string {
	var tasks []string
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-*•"))
		if runes := []rune(line); len(runes) > longestTask {
			line = strings.TrimSpace(string(runes[:longestTask-1])) + "…"
		}
		if key := strings.ToLower(line); line != "" && !seen[key] {
			seen[key] = true
			tasks = append(tasks, line)
		}
	}
	return tasks[:min(len(tasks), opening.MaxTasks)]
}
