package opening

import (
	"context"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// AskForHand sends the firm's wish to the municipality.
func (s *Service) AskForHand(ctx context.Context, actor access.Actor, w Wish) (Hand, error) {
	scope, err := actor.Scope(access.EditOpenings)
	if err != nil {
		return Hand{}, err
	}
	if err := w.check(); err != nil {
		return Hand{}, err
	}
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return Hand{}, err
	}
	now := s.clock.Now()
	h := Hand{
		Doc: store.Doc{ID: id.New("hnd", now)}, CompanyID: firm.ID, MunicipalityID: firm.MunicipalityID, CompanyName: firm.Details.Name,
		Wish: w, By: actor.Name(), AskedAt: now, Status: HandWaiting,
	}
	h.Append(actor, access.EditOpenings, now, audit.Event{Type: "hand_asked"})
	return h, s.hands.Insert(ctx, scope, &h)
}

// HandList gives the wishes the actor's party may see: a firm's own, newest
// first, or what waits for the municipality, oldest first, before the answered.
func (s *Service) HandList(ctx context.Context, actor access.Actor) ([]Hand, error) {
	scope, err := actor.Scope(access.ViewHands)
	if err != nil {
		return nil, err
	}
	if actor.Party().Kind == access.Company {
		return s.hands.All(ctx, scope, store.Query{Index: "company", Descending: true})
	}
	waiting, err := s.WaitingHands(ctx, actor)
	if err != nil {
		return nil, err
	}
	since := s.clock.Now().AddDate(0, 0, -clockDays)
	answered, err := s.hands.All(ctx, scope, store.Query{Index: "municipality", Equal: []any{string(HandAnswered)}, From: since, Descending: true})
	return append(waiting, answered...), err
}

// WaitingHands gives the wishes that wait for the actor's municipality, oldest
// first.
func (s *Service) WaitingHands(ctx context.Context, actor access.Actor) ([]Hand, error) {
	scope, err := actor.Scope(access.AnswerHands)
	if err != nil {
		return nil, err
	}
	return s.hands.All(ctx, scope, store.Query{Index: "municipality", Equal: []any{string(HandWaiting)}})
}

// GetHand gives one wish.
func (s *Service) GetHand(ctx context.Context, actor access.Actor, handID string) (Hand, error) {
	scope, err := actor.Scope(access.ViewHands)
	if err != nil {
		return Hand{}, err
	}
	return s.hands.Get(ctx, scope, handID)
}

// ClockOf tells how fast the municipality of the actor answers. A firm is told
// the figure alone, which is made of all firms' wishes.
func (s *Service) ClockOf(ctx context.Context, actor access.Actor) (Clock, error) {
	if !actor.Can(access.ViewHands) {
		return Clock{}, fault.New(fault.Forbidden, "forbidden")
	}
	municipality := actor.Party().ID
	if actor.Party().Kind == access.Company {
		firm, err := s.companies.Get(ctx, actor)
		if err != nil {
			return Clock{}, err
		}
		municipality = firm.MunicipalityID
	}
	since := s.clock.Now().AddDate(0, 0, -clockDays)
	answered, err := s.hands.All(ctx, access.System(), store.Query{Index: "answered", Equal: []any{string(HandAnswered), municipality}, From: since})
	return clockOf(answered), err
}

// Answering is what the consultant says to a wish and, once it is known what is
// to be done, the tasks of the draft.
type Answering struct {
	Text  string
	Tasks []string
	When  string
}

// AnswerHand says the first word back. With tasks it makes a draft, which lies
// with the firm until the firm itself publishes it.
func (s *Service) AnswerHand(ctx context.Context, actor access.Actor, handID string, a Answering) (Hand, error) {
	scope, err := actor.Scope(access.AnswerHands)
	if err != nil {
		return Hand{}, err
	}
	h, err := s.hands.Get(ctx, scope, handID)
	if err != nil {
		return Hand{}, err
	}
	if err := a.check(); err != nil {
		return Hand{}, err
	}
	openingID := ""
	if len(a.Tasks) > 0 && h.Answer == nil {
		if openingID, err = s.draftFor(ctx, actor, h, a); err != nil {
			return Hand{}, err
		}
	}
	now := s.clock.Now()
	return s.hands.Update(ctx, scope, handID, func(h *Hand) error {
		if h.Answer != nil {
			return store.Unchanged // a second click
		}
		h.Answer, h.OpeningID = &HandAnswer{Text: a.Text, Mark: Mark{By: actor.Name(), At: now}}, openingID
		h.Status = h.StatusNow()
		h.Append(actor, access.AnswerHands, now, audit.Event{Type: "hand_answered", Reason: a.Text})
		return nil
	})
}

func (a Answering) check() error {
	var faults fault.Fields
	if a.Text == "" {
		faults.Add("answer", "required")
	}
	if len(a.Tasks) > MaxTasks {
		faults.Add("tasks", "too_many_tasks")
	}
	return faults.Err()
}

// draftFor makes the draft of an answer. Its id follows from the wish's, so that
// there is one however often it is tried.
func (s *Service) draftFor(ctx context.Context, actor access.Actor, h Hand, a Answering) (string, error) {
	o, err := s.Prepare(ctx, actor, h.CompanyID, Prepared{
		ID: "opn_" + strings.TrimPrefix(h.ID, "hnd_"), Spotted: Spotted{Tasks: a.Tasks, Minutes: h.Wish.Minutes, When: a.When},
	})
	return o.ID, err
}
