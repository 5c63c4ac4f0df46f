package placement

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// FirstDay is the plan of day one: who is there, and what must be ready. It is
// about the work and the place.
type FirstDay struct {
	Meets     string    `bson:"meets"`     // who meets the person
	Where     string    `bson:"where"`     // door and hour
	Call      string    `bson:"call"`      // whom to call when something comes up
	Breaks    string    `bson:"breaks"`    // when and where
	Workplace string    `bson:"workplace"` // how the place is fitted
	Bring     string    `bson:"bring"`     // clothes, shoes, a key
	Done      []string  `bson:"done"`      // of FirstDayTasks
	Waived    bool      `bson:"waived"`    // the firm wants no plan
	By        string    `bson:"by"`        // name
	At        time.Time `bson:"at,omitempty"`
}

// FirstDayTasks is what is to be seen to before somebody comes.
func FirstDayTasks() []string {
	return []string{"colleagues_know", "time_set_aside", "workplace_ready", "breaks_shown", "phone_given", "conditions_read"}
}

// Ready tells whether day one can come: everything is seen to, or the firm has
// said that it needs no plan.
func (d FirstDay) Ready() bool {
	return d.Waived || len(d.Done) == len(FirstDayTasks()) && d.Meets != "" && d.Call != ""
}

// Left is how many things are still to be seen to.
func (d FirstDay) Left() int {
	if d.Waived {
		return 0
	}
	left := len(FirstDayTasks()) - len(d.Done)
	for _, text := range []string{d.Meets, d.Call} {
		if text == "" {
			left++
		}
	}
	return left
}

// CanPlanFirstDay tells whether day one is still worth planning: from the
// agreement on, until the course is over.
func (p Placement) CanPlanFirstDay(today caldate.Date) bool {
	return slices.Contains([]Status{WithParties, Agreed, InVitas, Ready, Running, Paused}, p.StageOn(today))
}

// PlanFirstDay writes the plan of day one over the version that was seen. By and
// At follow from the actor and the clock.
func (s *Service) PlanFirstDay(ctx context.Context, actor access.Actor, placementID string, version int64, d FirstDay) (Placement, error) {
	scope, err := actor.Scope(access.PlanFirstDay)
	if err != nil {
		return Placement{}, err
	}
	now := s.clock.Now()
	d.By, d.At = actor.Name(), now
	return s.placements.UpdateAt(ctx, scope, placementID, version, func(p *Placement) error {
		if !p.CanPlanFirstDay(caldate.Of(now)) {
			return errOver
		}
		event := audit.Event{Type: "first_day_planned"}
		switch {
		case d.Ready() && !p.FirstDay.Ready():
			event.Type = "first_day_ready"
		case d.Waived:
			event.Type = "first_day_waived"
		}
		event.From, event.To = audit.Changed(p.FirstDay.describe(), d.describe())
		p.FirstDay = d
		p.Append(actor, access.PlanFirstDay, now, event)
		return nil
	})
}

// describe takes the plan apart for the history.
func (d FirstDay) describe() []string {
	return []string{d.Meets, d.Where, d.Call, d.Breaks, d.Workplace, d.Bring}
}

// Guest is a professional from outside, such as an occupational therapist, who
// sees this one course over a link until a day, and can suggest how the place
// and the work are fitted.
type Guest struct {
	Name       string       `bson:"name"`
	Profession string       `bson:"profession"` // one of Professions
	Until      caldate.Date `bson:"until"`      // last day
	Hash       string       `bson:"hash"`       // of the link; it names the guest
	By         string       `bson:"by"`         // who invited: name
	At         time.Time    `bson:"at"`
	EndedAt    time.Time    `bson:"ended_at,omitempty"`
}

// Professions lists who can be a guest.
func Professions() []string {
	return []string{"occupational_therapist", "physiotherapist", "social_nurse", "other"}
}

// longestVisit is for how many days a guest can be invited at a time.
const longestVisit = 90

// Here tells whether the guest's link opens anything on a day.
func (g Guest) Here(today caldate.Date) bool { return g.EndedAt.IsZero() && !today.After(g.Until) }

// Suggestion is what a guest proposes for the workplace.
type Suggestion struct {
	By         string    `bson:"by"` // name
	Profession string    `bson:"profession"`
	Text       string    `bson:"text"`
	At         time.Time `bson:"at"`
}

// InviteGuest makes a link for a professional. The secret is given back once and
// not kept. Nobody is invited past the course's last day.
func (s *Service) InviteGuest(ctx context.Context, actor access.Actor, placementID string, g Guest) (secret string, err error) {
	now := s.clock.Now()
	today := caldate.Of(now)
	var faults fault.Fields
	if g.Name == "" {
		faults.Add("guest", "required")
	}
	if !slices.Contains(Professions(), g.Profession) {
		faults.Add("profession", "choose")
	}
	switch {
	case g.Until.IsZero():
		faults.Add("until", "required")
	case g.Until.Before(today):
		faults.Add("until", "before_today")
	case g.Until.Sub(today) > longestVisit:
		faults.Add("until", "visit_too_long")
	}
	if err := faults.Err(); err != nil {
		return "", err
	}
	secret = id.Secret()
	g.Hash, g.By, g.At, g.EndedAt = id.Hash(secret), actor.Name(), now, time.Time{}
	_, err = s.transition(ctx, actor, access.InviteGuests, placementID, func(p *Placement) error {
		switch {
		case !p.CanPlanFirstDay(today):
			return errOver
		case g.Until.After(p.LastDay()):
			return fault.Field("until", "after_course")
		}
		p.Guests = append(p.Guests, g)
		p.setGuestLinks(today)
		p.Append(actor, access.InviteGuests, now, audit.Event{Type: "guest_invited", To: g.Name + ", " + g.Until.Danish(), ToChoices: []string{"guest.professions." + g.Profession}})
		return nil
	})
	return secret, err
}

// setGuestLinks copies the links that still open something to where they are
// found.
func (p *Placement) setGuestLinks(today caldate.Date) {
	p.GuestLinks = nil
	for _, g := range p.Guests {
		if g.Here(today) {
			p.GuestLinks = append(p.GuestLinks, g.Hash)
		}
	}
}

// EndGuest ends a guest's access at once.
func (s *Service) EndGuest(ctx context.Context, actor access.Actor, placementID, hash string) (Placement, error) {
	now := s.clock.Now()
	return s.transition(ctx, actor, access.InviteGuests, placementID, func(p *Placement) error {
		i := slices.IndexFunc(p.Guests, func(g Guest) bool { return g.Hash == hash })
		if i < 0 {
			return fault.New(fault.NotFound, "")
		}
		if !p.Guests[i].EndedAt.IsZero() {
			return store.Unchanged
		}
		p.Guests = slices.Clone(p.Guests)
		p.Guests[i].EndedAt = now
		p.setGuestLinks(caldate.Of(now))
		p.Append(actor, access.InviteGuests, now, audit.Event{Type: "guest_ended", From: p.Guests[i].Name})
		return nil
	})
}

// ByGuestLink finds the placement that a guest's link opens, and who the guest
// is. A link that has ended, and one to a course that came to nothing, opens
// nothing.
func (s *Service) ByGuestLink(ctx context.Context, secret string) (Placement, Guest, error) {
	p, err := s.placements.First(ctx, guestScope(secret), store.Query{Index: "guest"})
	if err != nil {
		return Placement{}, Guest{}, err
	}
	g, here := p.guestOf(secret, caldate.Of(s.clock.Now()))
	if !here {
		return Placement{}, Guest{}, fault.New(fault.NotFound, "")
	}
	return p, g, nil
}

// guestScope reaches the one record the guest's link was made for.
func guestScope(secret string) store.Scope { return access.Link("guest_links", id.Hash(secret)) }

func (p Placement) guestOf(secret string, today caldate.Date) (Guest, bool) {
	i := slices.IndexFunc(p.Guests, func(g Guest) bool { return g.Hash == id.Hash(secret) && g.Here(today) })
	if i < 0 || !p.CanPlanFirstDay(today) {
		return Guest{}, false
	}
	return p.Guests[i], true
}

// Suggest keeps what a guest proposes for the workplace.
func (s *Service) Suggest(ctx context.Context, secret, text string) (Placement, error) {
	if text == "" {
		return Placement{}, fault.Field("suggestion", "required")
	}
	p, _, err := s.ByGuestLink(ctx, secret)
	if err != nil {
		return p, err
	}
	now := s.clock.Now()
	return s.placements.Update(ctx, guestScope(secret), p.ID, func(p *Placement) error {
		g, here := p.guestOf(secret, caldate.Of(now))
		if !here {
			return fault.New(fault.NotFound, "")
		}
		if last := len(p.Suggestions) - 1; last >= 0 && p.Suggestions[last].Text == text && p.Suggestions[last].By == g.Name {
			return store.Unchanged // a second click
		}
		p.Suggestions = append(p.Suggestions, Suggestion{By: g.Name, Profession: g.Profession, Text: text, At: now})
		p.AppendOutside(g.Name, now, audit.Event{Type: "guest_suggested", Reason: text})
		return nil
	})
}
