package gathering

import (
	"context"
	"slices"
	"strconv"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/store"
)

// Service reads and changes gatherings.
type Service struct {
	gatherings store.Collection[Gathering]
	pipeline   *pipeline.Service
	clock      clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, p *pipeline.Service, c clock.Clock) *Service {
	return &Service{gatherings: store.In(db, Table), pipeline: p, clock: c}
}

func (s *Service) today() caldate.Date { return caldate.Of(s.clock.Now()) }

// Announce tells of a gathering to come.
func (s *Service) Announce(ctx context.Context, actor access.Actor, n Notice) (Gathering, error) {
	scope, err := actor.Scope(access.RunGatherings)
	if err != nil {
		return Gathering{}, err
	}
	faults := fault.Fields(fault.FieldsOf(n.check()))
	if !n.On.IsZero() && n.On.Before(s.today()) {
		faults.Add("on", "before_today")
	}
	if err := faults.Err(); err != nil {
		return Gathering{}, err
	}
	now := s.clock.Now()
	g := Gathering{Doc: store.Doc{ID: id.New("gat", now)}, AssociationID: actor.Party().ID, AssociationName: actor.Party().Name, Notice: n}
	g.Append(actor, access.RunGatherings, now, audit.Event{Type: "gathering_announced"})
	return g, s.gatherings.Insert(ctx, scope, &g)
}

// change does one thing to a gathering of the actor's association.
func (s *Service) change(ctx context.Context, actor access.Actor, gatheringID string, apply func(*Gathering, time.Time) (audit.Event, error)) (Gathering, error) {
	scope, err := actor.Scope(access.RunGatherings)
	if err != nil {
		return Gathering{}, err
	}
	now := s.clock.Now()
	return s.gatherings.Update(ctx, scope, gatheringID, func(g *Gathering) error {
		e, err := apply(g, now)
		if err == nil {
			g.Append(actor, access.RunGatherings, now, e)
		}
		return err
	})
}

// Change writes a notice anew. Those who signed up stay, even where there are
// fewer seats now.
func (s *Service) Change(ctx context.Context, actor access.Actor, gatheringID string, version int64, n Notice) (Gathering, error) {
	scope, err := actor.Scope(access.RunGatherings)
	if err != nil {
		return Gathering{}, err
	}
	if err := n.check(); err != nil {
		return Gathering{}, err
	}
	now := s.clock.Now()
	return s.gatherings.UpdateAt(ctx, scope, gatheringID, version, func(g *Gathering) error {
		if g.Notice == n {
			return store.Unchanged
		}
		from, to := audit.Changed(g.Notice.parts(), n.parts())
		g.Notice = n
		g.Append(actor, access.RunGatherings, now, audit.Event{Type: "gathering_changed", From: from, To: to})
		return nil
	})
}

func (n Notice) parts() []string {
	return []string{n.Title, n.On.Danish(), strconv.Itoa(n.Time/60) + "." + strconv.Itoa(n.Time%60/10) + strconv.Itoa(n.Time%10), n.Place, n.Text}
}

// CallOff tells that a gathering does not take place, and why.
func (s *Service) CallOff(ctx context.Context, actor access.Actor, gatheringID, why string) (Gathering, error) {
	if why == "" {
		return Gathering{}, fault.Field("why", "required")
	}
	return s.change(ctx, actor, gatheringID, func(g *Gathering, now time.Time) (audit.Event, error) {
		switch g.StatusOn(caldate.Of(now)) {
		case Cancelled:
			return audit.Event{}, store.Unchanged
		case Held:
			return audit.Event{}, fault.New(fault.Conflict, "gathering_held")
		}
		g.CalledOff = &CalledOff{Why: why, By: actor.Name(), At: now}
		return audit.Event{Type: "gathering_cancelled", Reason: why}, nil
	})
}

// List gives the gatherings of the actor's association, the last first, or to a
// firm those to come, the next first.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]Gathering, error) {
	if actor.Can(access.RunGatherings) {
		scope, err := actor.Scope(access.RunGatherings)
		if err != nil {
			return nil, err
		}
		return s.gatherings.All(ctx, scope, store.Query{Index: "association", Descending: true})
	}
	if !actor.Can(access.ViewGatherings) {
		return nil, fault.New(fault.Forbidden, "forbidden")
	}
	list, err := s.gatherings.All(ctx, access.System(), store.Query{Index: "on", From: s.today()})
	for i, g := range list {
		list[i] = g.seenBy(actor)
	}
	return list, err
}

// Get gives a gathering of the actor's association.
func (s *Service) Get(ctx context.Context, actor access.Actor, gatheringID string) (Gathering, error) {
	scope, err := actor.Scope(access.RunGatherings)
	if err != nil {
		return Gathering{}, err
	}
	return s.gatherings.Get(ctx, scope, gatheringID)
}

// seenBy is a gathering as a firm may know it: with its own sign-up, how many come
// from all the others in one, and nothing of what anybody said there.
func (g Gathering) seenBy(actor access.Actor) Gathering {
	own, ok := g.Of(actor.Party().ID)
	others := SignUp{People: g.Come() - own.People}
	g.SignUps, g.Pledges, g.Events = nil, nil, nil
	if ok {
		g.SignUps = append(g.SignUps, own)
	}
	if others.People > 0 {
		g.SignUps = append(g.SignUps, others)
	}
	return g
}

// ToCome gives a gathering as a firm may know it, before it was held.
func (s *Service) ToCome(ctx context.Context, actor access.Actor, gatheringID string) (Gathering, error) {
	if !actor.Can(access.JoinGatherings) {
		return Gathering{}, fault.New(fault.Forbidden, "forbidden")
	}
	g, err := s.gatherings.Get(ctx, access.System(), gatheringID)
	if err == nil && s.today().After(g.Notice.On) {
		err = fault.New(fault.NotFound, "")
	}
	return g.seenBy(actor), err
}

// SignUp says how many come from the actor's firm; nobody takes it back. The seats
// are the gathering's, which no scope of a firm reaches, so it asks as the portal.
func (s *Service) SignUp(ctx context.Context, actor access.Actor, gatheringID string, people int) (Gathering, error) {
	if !actor.Can(access.JoinGatherings) || actor.Party().Kind != access.Company {
		return Gathering{}, fault.New(fault.Forbidden, "forbidden")
	}
	now, firm := s.clock.Now(), actor.Party()
	g, err := s.gatherings.Update(ctx, access.System(), gatheringID, func(g *Gathering) error {
		if old, _ := g.Of(firm.ID); old.People == people {
			return store.Unchanged
		}
		list, err := g.signUp(SignUp{CompanyID: firm.ID, CompanyName: firm.Name, People: people, By: actor.Name(), At: now}, caldate.Of(now))
		if err != nil {
			return err
		}
		g.SignUps = list
		e := audit.Event{Type: "gathering_joined", To: strconv.Itoa(people)}
		if people == 0 {
			e = audit.Event{Type: "gathering_left"}
		}
		g.Append(actor, access.JoinGatherings, now, e)
		return nil
	})
	return g.seenBy(actor), err
}

// WriteDown keeps a firm's word. The same word twice is one.
func (s *Service) WriteDown(ctx context.Context, actor access.Actor, gatheringID string, w Word) (Gathering, error) {
	if err := w.check(); err != nil {
		return Gathering{}, err
	}
	return s.change(ctx, actor, gatheringID, func(g *Gathering, now time.Time) (audit.Event, error) {
		switch {
		case g.CalledOff != nil:
			return audit.Event{}, fault.New(fault.Conflict, "gathering_cancelled")
		case len(g.Pledges) >= MostPledges:
			return audit.Event{}, fault.New(fault.Conflict, "gathering_full_of_pledges")
		case slices.ContainsFunc(g.Pledges, func(p Pledge) bool { return p.Word.same(w) }):
			return audit.Event{}, store.Unchanged
		}
		g.Pledges = append(g.Pledges, Pledge{ID: g.nextPledge(), Word: w, By: actor.Name(), At: now})
		return audit.Event{Type: "pledge_written", To: w.Firm}, nil
	})
}

// nextPledge is an id that no pledge of the gathering has had.
func (g Gathering) nextPledge() string {
	highest := 0
	for _, p := range g.Pledges {
		n, _ := strconv.Atoi(p.ID)
		highest = max(highest, n)
	}
	return strconv.Itoa(highest + 1)
}

// pledge finds a pledge that is not carried anywhere yet.
func (g Gathering) pledge(pledgeID string) (int, error) {
	i := slices.IndexFunc(g.Pledges, func(p Pledge) bool { return p.ID == pledgeID })
	switch {
	case i < 0:
		return i, fault.New(fault.NotFound, "")
	case g.Pledges[i].FirmID != "":
		return i, fault.New(fault.Conflict, "pledge_carried")
	}
	return i, nil
}

// Correct writes a firm's word anew.
func (s *Service) Correct(ctx context.Context, actor access.Actor, gatheringID, pledgeID string, w Word) (Gathering, error) {
	if err := w.check(); err != nil {
		return Gathering{}, err
	}
	return s.change(ctx, actor, gatheringID, func(g *Gathering, _ time.Time) (audit.Event, error) {
		i, err := g.pledge(pledgeID)
		if err != nil {
			return audit.Event{}, err
		}
		if g.Pledges[i].Word == w {
			return audit.Event{}, store.Unchanged
		}
		g.Pledges[i].Word = w
		return audit.Event{Type: "pledge_corrected", To: w.Firm}, nil
	})
}

// Strike takes out a line that was written by mistake.
func (s *Service) Strike(ctx context.Context, actor access.Actor, gatheringID, pledgeID string) (Gathering, error) {
	return s.change(ctx, actor, gatheringID, func(g *Gathering, _ time.Time) (audit.Event, error) {
		i, err := g.pledge(pledgeID)
		if err != nil {
			return audit.Event{}, err
		}
		firm := g.Pledges[i].Word.Firm
		g.Pledges = slices.Delete(g.Pledges, i, i+1)
		return audit.Event{Type: "pledge_struck", From: firm}, nil
	})
}

// Carried is what became of the pledges of a gathering.
type Carried struct {
	Drafted int // a draft lies with the firm
	Asked   int // the firm has not let the association prepare: somebody rings
	Unknown int // nobody has written which firm it is
}

// Carry takes every pledge to its firm: into the pipeline with a note, and where
// the firm lets the association prepare small jobs, as a draft that the firm looks
// through. Broken off, it goes on where it stopped; again, it tries those that
// still wait.
func (s *Service) Carry(ctx context.Context, actor access.Actor, gatheringID string) (Carried, error) {
	g, err := s.Get(ctx, actor, gatheringID)
	if err != nil {
		return Carried{}, err
	}
	var c Carried
	for _, p := range g.Pledges {
		switch {
		case p.Drafted:
			c.Drafted++
			continue
		case p.Word.CVR == "":
			c.Unknown++
			continue
		}
		firmID, drafted, err := s.pipeline.TakePledge(ctx, actor, pipeline.Pledged{
			ID: g.ID + "_" + p.ID, Name: p.Word.Firm, CVR: p.Word.CVR, Phone: p.Word.Phone, Work: p.Word.Work, Minutes: p.Word.Minutes,
		})
		if err != nil {
			return c, err
		}
		if drafted {
			c.Drafted++
		} else {
			c.Asked++
		}
		if err := s.carried(ctx, actor, gatheringID, p.ID, firmID, drafted); err != nil {
			return c, err
		}
	}
	return c, nil
}

// carried notes on a pledge where it went.
func (s *Service) carried(ctx context.Context, actor access.Actor, gatheringID, pledgeID, firmID string, drafted bool) error {
	_, err := s.change(ctx, actor, gatheringID, func(g *Gathering, _ time.Time) (audit.Event, error) {
		i := slices.IndexFunc(g.Pledges, func(p Pledge) bool { return p.ID == pledgeID })
		if i < 0 || g.Pledges[i].FirmID == firmID && g.Pledges[i].Drafted == drafted {
			return audit.Event{}, store.Unchanged
		}
		g.Pledges[i].FirmID, g.Pledges[i].Drafted = firmID, drafted
		return audit.Event{Type: "pledge_carried", To: g.Pledges[i].Word.Firm}, nil
	})
	return err
}
