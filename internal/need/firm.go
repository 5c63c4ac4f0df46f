package need

import (
	"cmp"
	"context"
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// A need belongs to the municipality, so a firm's own scope does not reach it.
// What a firm asks for is read as the portal itself, by the firm's municipality,
// and leaves this file as a Card.

// Cards gives what the actor's firm finds of the needs of its municipality.
func (s *Service) Cards(ctx context.Context, actor access.Actor) ([]Card, error) {
	scope, err := actor.Scope(access.AnswerNeeds)
	if err != nil {
		return nil, err
	}
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return nil, err
	}
	today := caldate.Of(s.clock.Now())
	needs, err := s.needs.All(ctx, access.System(), store.Query{Index: "municipality", Equal: []any{firm.MunicipalityID}, From: today.Add(-KeptDays)})
	if err != nil || len(needs) == 0 {
		return nil, err
	}
	oldest := slices.MinFunc(needs, func(a, b Need) int { return cmp.Compare(a.ID, b.ID) }).ID
	answers, err := s.answers.All(ctx, scope, store.Query{Index: "company", From: oldest})
	if err != nil {
		return nil, err
	}
	own := map[string]*Answer{}
	for i := range answers {
		own[answers[i].NeedID] = &answers[i]
	}
	var cards []Card
	for _, n := range needs {
		if card, ok := cardFor(n, firm.ID, own[n.ID], today); ok {
			cards = append(cards, card)
		}
	}
	return cards, nil
}

// Card gives one of them; anything else is not found.
func (s *Service) Card(ctx context.Context, actor access.Actor, needID string) (Card, error) {
	card, _, err := s.card(ctx, actor, needID)
	return card, err
}

func (s *Service) card(ctx context.Context, actor access.Actor, needID string) (Card, company.Company, error) {
	missing := fault.New(fault.NotFound, "")
	scope, err := actor.Scope(access.AnswerNeeds)
	if err != nil {
		return Card{}, company.Company{}, err
	}
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return Card{}, firm, err
	}
	n, err := s.needs.Get(ctx, access.System(), needID)
	if err == nil && n.MunicipalityID != firm.MunicipalityID {
		err = missing
	}
	if err != nil {
		return Card{}, firm, err
	}
	var own *Answer
	switch a, err := s.answers.Get(ctx, scope, answerID(needID, firm.ID)); {
	case err == nil:
		own = &a
	case !fault.Is(err, fault.NotFound):
		return Card{}, firm, err
	}
	card, ok := cardFor(n, firm.ID, own, caldate.Of(s.clock.Now()))
	if !ok {
		return Card{}, firm, missing
	}
	return card, firm, nil
}

// Reply keeps what the actor's firm says to a need. It may change its mind while
// the consultant has not chosen.
func (s *Service) Reply(ctx context.Context, actor access.Actor, needID string, g Given) (Answer, error) {
	card, firm, err := s.card(ctx, actor, needID)
	if err != nil {
		return Answer{}, err // before anything typed is judged: a foreign need is a missing one
	}
	if !card.Open {
		return Answer{}, fault.New(fault.Conflict, "need_answered")
	}
	g = g.plain()
	if err := g.check(); err != nil {
		return Answer{}, err
	}
	title, err := s.titleOf(ctx, actor, g.OpeningID)
	if err != nil {
		return Answer{}, err
	}
	scope, err := actor.Scope(access.AnswerNeeds)
	if err != nil {
		return Answer{}, err
	}
	now := s.clock.Now()
	say := func(a *Answer) {
		a.Given, a.OpeningTitle, a.By, a.At, a.TakenBack = g, title, actor.Name(), now, nil
		event := audit.Event{Type: "need_could", Reason: g.Line}
		if g.Kind == NotNow {
			event.Type = "need_not_now"
		}
		a.Append(actor, access.AnswerNeeds, now, event)
	}
	a := Answer{Doc: store.Doc{ID: answerID(needID, firm.ID)}, NeedID: needID, CompanyID: firm.ID, MunicipalityID: firm.MunicipalityID, CompanyName: firm.Details.Name}
	say(&a)
	if card.Answer == nil {
		if err = s.answers.Insert(ctx, scope, &a); !fault.Is(err, fault.Conflict) {
			return a, err // a colleague may have answered at the same moment
		}
	}
	return s.answers.Update(ctx, scope, a.ID, func(a *Answer) error {
		if a.TakenBack == nil && a.Given == g && card.Answer != nil && !card.Changed {
			return store.Unchanged // a second click
		}
		say(a)
		return nil
	})
}

// titleOf is the title of the firm's live opening that an answer names.
func (s *Service) titleOf(ctx context.Context, actor access.Actor, openingID string) (string, error) {
	if openingID == "" {
		return "", nil
	}
	o, err := s.openings.Get(ctx, actor, openingID)
	if fault.Is(err, fault.NotFound) || err == nil && o.StatusOn(caldate.Of(s.clock.Now())) != opening.Live {
		err = fault.Field("opening", "choose")
	}
	return o.Offer.Title, err
}

// TakeBack takes the firm's answer back, while the consultant has not chosen.
func (s *Service) TakeBack(ctx context.Context, actor access.Actor, needID string) (Answer, error) {
	card, _, err := s.card(ctx, actor, needID)
	if err != nil {
		return Answer{}, err
	}
	scope, err := actor.Scope(access.AnswerNeeds)
	switch {
	case err != nil:
		return Answer{}, err
	case card.Answer == nil:
		return Answer{}, fault.New(fault.NotFound, "")
	case !card.Open:
		return Answer{}, fault.New(fault.Conflict, "need_answered")
	}
	now := s.clock.Now()
	return s.answers.Update(ctx, scope, card.Answer.ID, func(a *Answer) error {
		if a.TakenBack != nil {
			return store.Unchanged
		}
		a.TakenBack = &Mark{By: actor.Name(), At: now}
		a.Append(actor, access.AnswerNeeds, now, audit.Event{Type: "need_taken_back"})
		return nil
	})
}
