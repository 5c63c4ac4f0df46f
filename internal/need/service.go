package need

import (
	"context"
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Service reads and changes needs and answers.
type Service struct {
	needs      store.Collection[Need]
	answers    store.Collection[Answer]
	candidates *candidate.Service
	openings   *opening.Service
	companies  *company.Service
	clock      clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, candidates *candidate.Service, openings *opening.Service, companies *company.Service, c clock.Clock) *Service {
	return &Service{needs: store.In(db, Table), answers: store.In(db, Answers), candidates: candidates, openings: openings, companies: companies, clock: c}
}

// Listed is a need with how many firms say that they could.
type Listed struct {
	Need
	Could int
}

// List gives the needs of the actor's municipality: those under way, and what
// ended within KeptDays.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]Listed, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return nil, err
	}
	needs, err := s.needs.All(ctx, scope, store.Query{Index: "municipality", From: caldate.Of(s.clock.Now()).Add(-KeptDays)})
	if err != nil || len(needs) == 0 {
		return nil, err
	}
	oldest := needs[0].ID // ids begin with when they were made
	for _, n := range needs {
		oldest = min(oldest, n.ID)
	}
	answers, err := s.answers.All(ctx, scope, store.Query{Index: "municipality", From: oldest})
	if err != nil {
		return nil, err
	}
	could := map[string]int{}
	for _, a := range answers {
		if a.Stands() {
			could[a.NeedID]++
		}
	}
	list := make([]Listed, len(needs))
	for i, n := range needs {
		list[i] = Listed{n, could[n.ID]}
	}
	return list, nil
}

// Get gives a need with every answer to it, the oldest first.
func (s *Service) Get(ctx context.Context, actor access.Actor, needID string) (Need, []Answer, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Need{}, nil, err
	}
	n, err := s.needs.Get(ctx, scope, needID)
	if err != nil {
		return Need{}, nil, err
	}
	answers, err := s.answers.All(ctx, scope, store.Query{Index: "municipality", Equal: []any{needID}})
	slices.SortFunc(answers, func(a, b Answer) int { return a.At.Compare(b.At) })
	return n, answers, err
}

// Add writes a draft for a person of the register, or for nobody yet when
// candidateID is "".
func (s *Service) Add(ctx context.Context, actor access.Actor, candidateID string, said Said) (Need, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Need{}, err
	}
	firstName, err := s.firstName(ctx, actor, candidateID)
	if err != nil {
		return Need{}, err
	}
	if err := said.check(firstName); err != nil {
		return Need{}, err
	}
	now := s.clock.Now()
	n := Need{Doc: store.Doc{ID: id.New("ned", now)}, MunicipalityID: actor.Party().ID, CandidateID: candidateID, Said: said, Consultant: actor.Name(), WrittenAt: now}
	n.file()
	n.Append(actor, access.ManageCandidates, now, audit.Event{Type: "need_drafted"})
	return n, s.needs.Insert(ctx, scope, &n)
}

// firstName is whom a need must not name, or "".
func (s *Service) firstName(ctx context.Context, actor access.Actor, candidateID string) (string, error) {
	if candidateID == "" {
		return "", nil
	}
	c, err := s.candidates.Get(ctx, actor, candidateID)
	return c.Profile.FirstName, err
}

// Change writes what is said anew, over the version the actor saw. Firms that
// answered before see that it was changed.
func (s *Service) Change(ctx context.Context, actor access.Actor, needID string, version int64, said Said) (Need, error) {
	n, _, err := s.Get(ctx, actor, needID)
	if err != nil {
		return Need{}, err
	}
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Need{}, err
	}
	firstName, err := s.firstName(ctx, actor, n.CandidateID)
	if err != nil {
		return Need{}, err
	}
	if err := said.check(firstName); err != nil {
		return Need{}, err
	}
	now := s.clock.Now()
	return s.needs.UpdateAt(ctx, scope, needID, version, func(n *Need) error {
		if err := n.May(Write, caldate.Of(now)); err != nil {
			return err
		}
		event := audit.Event{Type: "need_changed"}
		event.From, event.To = audit.Changed(n.Said.describe(), said.describe())
		event.FromChoices, event.ToChoices = audit.Differing(n.Said.choices(), said.choices())
		n.Said, n.WrittenAt = said, now
		n.file()
		n.Append(actor, access.ManageCandidates, now, event)
		return nil
	})
}

// act gives a command to a need: one guarded change with its event. A second
// click changes nothing.
func (s *Service) act(ctx context.Context, actor access.Actor, needID string, c Command, apply func(*Need, Mark) (audit.Event, error)) (Need, error) {
	used := row(c).Used
	scope, err := actor.Scope(used)
	if err != nil {
		return Need{}, err
	}
	now := s.clock.Now()
	return s.needs.Update(ctx, scope, needID, func(n *Need) error {
		if n.done(c, caldate.Of(now)) {
			return store.Unchanged
		}
		if err := n.May(c, caldate.Of(now)); err != nil {
			return err
		}
		event, err := apply(n, Mark{By: actor.Name(), At: now})
		if err != nil {
			return err
		}
		n.file()
		n.Append(actor, used, now, event)
		return nil
	})
}

// AskFirms shows the need to the firms of the municipality.
func (s *Service) AskFirms(ctx context.Context, actor access.Actor, needID string) (Need, error) {
	return s.act(ctx, actor, needID, Ask, func(n *Need, by Mark) (audit.Event, error) {
		n.Asked, n.Consultant = &by, by.By
		return audit.Event{Type: "need_asked"}, nil
	})
}

// Renew says that the need is wanted still: it begins its days anew.
func (s *Service) Renew(ctx context.Context, actor access.Actor, needID string) (Need, error) {
	return s.act(ctx, actor, needID, Renew, func(n *Need, by Mark) (audit.Event, error) {
		if caldate.Of(n.RenewedAt) == caldate.Of(by.At) {
			return audit.Event{}, store.Unchanged // a second click
		}
		n.RenewedAt = by.At
		return audit.Event{Type: "need_renewed"}, nil
	})
}

// Choose goes on with one answer. A need for nobody yet gets its person now. A
// firm that named no small job gets a draft of one, which it publishes itself.
func (s *Service) Choose(ctx context.Context, actor access.Actor, needID, chosenID, candidateID string) (Need, error) {
	n, answers, err := s.Get(ctx, actor, needID)
	if err != nil {
		return Need{}, err
	}
	if err := n.May(Choose, caldate.Of(s.clock.Now())); err != nil {
		return n, err
	}
	var faults fault.Fields
	var a Answer
	for _, given := range answers {
		if given.ID == chosenID && given.Stands() {
			a = given
		}
	}
	if a.ID == "" {
		faults.Add("chosen", "choose")
	}
	if n.CandidateID != "" {
		candidateID = n.CandidateID
	}
	switch firstName, err := s.firstName(ctx, actor, candidateID); {
	case candidateID == "" || fault.Is(err, fault.NotFound):
		faults.Add("candidate", "choose")
	case err != nil:
		return n, err
	case len(n.Said.naming(firstName)) > 0:
		faults.Add("candidate", "need_names_person")
	}
	if err := faults.Err(); err != nil {
		return n, err
	}
	pick := Pick{AnswerID: a.ID, CompanyID: a.CompanyID, CompanyName: a.CompanyName, OpeningID: a.Given.OpeningID}
	if pick.OpeningID == "" {
		if pick.OpeningID, err = s.draft(ctx, actor, n, a); err != nil {
			return n, err
		}
		pick.Drafted = true
	}
	return s.act(ctx, actor, needID, Choose, func(n *Need, by Mark) (audit.Event, error) {
		pick.Mark, n.CandidateID = by, candidateID
		n.Picked = &pick
		return audit.Event{Type: "need_chosen", To: a.CompanyName}, nil
	})
}

// draft writes a small job for a firm that could and has none: what the need says
// and no more. Its id follows from the answer's, so that there is one however
// often the firm is chosen.
func (s *Service) draft(ctx context.Context, actor access.Actor, n Need, a Answer) (string, error) {
	minutes := a.Given.Minutes
	if minutes == 0 {
		minutes = n.Said.MinutesWished
	}
	o, err := s.openings.Prepare(ctx, actor, a.CompanyID, opening.Prepared{
		ID: "opn_" + strings.TrimPrefix(a.ID, "nda_"), Spotted: opening.Spotted{Tasks: n.Said.Tasks, Minutes: minutes},
		Conditions: n.Said.Conditions, Kind: n.Said.kind(), From: n.Said.From,
	})
	return o.ID, err
}

// Release gives the choice up and asks the firms again.
func (s *Service) Release(ctx context.Context, actor access.Actor, needID string) (Need, error) {
	return s.act(ctx, actor, needID, Release, func(n *Need, by Mark) (audit.Event, error) {
		event := audit.Event{Type: "need_released", From: n.Picked.CompanyName}
		n.Picked, n.RenewedAt = nil, by.At
		return event, nil
	})
}

// Matched notes that the person was proposed to the firm that was chosen; other
// proposals do not concern the need.
func (s *Service) Matched(ctx context.Context, actor access.Actor, needID string, r candidate.Referral) (Need, error) {
	return s.act(ctx, actor, needID, Match, func(n *Need, by Mark) (audit.Event, error) {
		if r.CandidateID != n.CandidateID || r.OpeningID != n.Picked.OpeningID {
			return audit.Event{}, fault.New(fault.Conflict, "need_other_proposal")
		}
		n.Ended = &Ending{ReferralID: r.ID, Mark: by}
		return audit.Event{Type: "need_matched", To: r.CompanyName}, nil
	})
}

// Close ends a need that is wanted no longer, with a kind word for the firms that
// said they could.
func (s *Service) Close(ctx context.Context, actor access.Actor, needID, words string) (Need, error) {
	n, _, err := s.Get(ctx, actor, needID)
	if err != nil {
		return Need{}, err
	}
	if n.Asked != nil && strings.TrimSpace(words) == "" {
		return n, fault.Field("words", "required")
	}
	firstName, err := s.firstName(ctx, actor, n.CandidateID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return n, err
	}
	if names(words, firstName) {
		return n, fault.Field("words", "need_names_person")
	}
	return s.act(ctx, actor, needID, Close, func(n *Need, by Mark) (audit.Event, error) {
		n.Ended = &Ending{Words: words, Mark: by}
		return audit.Event{Type: "need_closed", Reason: words}, nil
	})
}
