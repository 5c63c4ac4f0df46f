package candidate

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// ReferralsOf lists where a person was proposed.
func (s *Service) ReferralsOf(ctx context.Context, actor access.Actor, candidateID string) ([]Referral, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return nil, err
	}
	return s.seen(ctx, actor, scope, store.Query{Index: "candidate", Equal: []any{candidateID}, Descending: true})
}

// Propose shows a person to the firm behind a live opening: the fields of the
// consent, nothing else.
func (s *Service) Propose(ctx context.Context, actor access.Actor, openingID, candidateID string, consent Consent) (Referral, error) {
	return s.propose(ctx, actor, openingID, candidateID, consent, "")
}

// propose is Propose, for somebody who starts together with another one where
// pairID names that one's proposal.
func (s *Service) propose(ctx context.Context, actor access.Actor, openingID, candidateID string, consent Consent, pairID string) (Referral, error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Referral{}, err
	}
	o, err := s.openings.Get(ctx, actor, openingID)
	if err != nil {
		return Referral{}, err
	}
	now := s.clock.Now()
	today := caldate.Of(now)
	c, err := s.candidates.Get(ctx, scope, candidateID)
	if fault.Is(err, fault.NotFound) {
		err = fault.Field("candidate", "choose")
	}
	if err != nil {
		return Referral{}, err
	}
	if err := s.mayPropose(ctx, actor, o, c, consent, today); err != nil {
		return Referral{}, err
	}
	consent.Basis, consent.TextVersion, consent.RecordedBy, consent.Recorder = consent.On(), ConsentText, actor.PersonID(), actor.Name()
	r := Referral{
		Doc: store.Doc{ID: id.New("ref", now)}, CompanyID: o.CompanyID, FirmID: o.CompanyID, MunicipalityID: actor.Party().ID,
		CompanyName: o.CompanyName, OpeningID: o.ID, OpeningTitle: o.Offer.Title, CandidateID: c.ID, ForTwo: o.Offer.Pair, PairID: pairID,
		Shown: consent.share(c.Profile), Consent: consent, Consultant: actor.Name(), AnswerBy: today.Add(AnswerDays),
	}
	r.settle(today)
	r.Append(actor, access.ManageCandidates, now, audit.Event{Type: "referral_made"})
	return r, s.referrals.Insert(ctx, scope, &r)
}

// mayPropose finds what keeps a person from being proposed to an opening.
func (s *Service) mayPropose(ctx context.Context, actor access.Actor, o opening.Opening, c Candidate, consent Consent, today caldate.Date) error {
	if status := o.StatusOn(today); status != opening.Live {
		return fault.New(fault.Conflict, "opening_is_"+string(status))
	}
	if err := consent.check(today); err != nil {
		return err
	}
	if !consent.covers(o.Offer.Kind) {
		return fault.Field("purposes", "purpose_not_offered")
	}
	earlier, err := s.ReferralsOf(ctx, actor, c.ID)
	if err != nil {
		return err
	}
	for _, r := range earlier {
		if r.OpeningID == o.ID && r.Status != Withdrawn && !r.over(today) {
			return fault.Field("candidate", "proposed_already")
		}
	}
	return nil
}

// seen reads proposals with their status of today, without what the actor's firm
// no longer finds.
func (s *Service) seen(ctx context.Context, actor access.Actor, scope store.Scope, q store.Query) ([]Referral, error) {
	today := caldate.Of(s.clock.Now())
	all, err := s.referrals.All(ctx, scope, q)
	list := all[:0]
	for _, r := range all {
		if !r.hiddenFrom(actor, today) {
			list = append(list, r.asOf(today))
		}
	}
	return list, err
}

// gone says of a proposal that a firm does not find that the person is not to be
// had. It says the same of one that was never there: nobody learns which it was.
func gone(actor access.Actor, err error) error {
	if actor.Party().Kind == access.Company && fault.Is(err, fault.NotFound) {
		return fault.New(fault.NotFound, "referral_gone")
	}
	return err
}

// hiddenFrom tells whether an actor finds nothing of the proposal on a day.
func (r Referral) hiddenFrom(actor access.Actor, today caldate.Date) bool {
	return actor.Party().Kind != access.Municipality && r.hidden(today)
}

// Referrals lists the proposals the actor's party may see, newest first within a
// status.
func (s *Service) Referrals(ctx context.Context, actor access.Actor) ([]Referral, error) {
	scope, err := actor.Scope(access.ViewReferrals)
	if err != nil {
		return nil, err
	}
	return s.seen(ctx, actor, scope, store.Query{Index: string(actor.Party().Kind), Descending: true})
}

// ForOpening lists who was proposed to an opening of the actor's firm.
func (s *Service) ForOpening(ctx context.Context, actor access.Actor, openingID string) ([]Referral, error) {
	scope, err := actor.Scope(access.AnswerReferrals)
	if err != nil {
		return nil, err
	}
	return s.seen(ctx, actor, scope, store.Query{Index: "company_opening", Equal: []any{openingID}})
}

// InDialogue tells about which openings a firm is in dialogue with somebody: of
// all the actor's firm has, or of the one that openingID names. It is for those
// who may know that anybody is proposed; others get none.
func (s *Service) InDialogue(ctx context.Context, actor access.Actor, openingID string) (map[string]bool, error) {
	if !actor.Can(access.ViewReferrals) {
		return nil, nil
	}
	scope, err := actor.Scope(access.ViewReferrals)
	if err != nil {
		return nil, err
	}
	q := store.Query{Index: string(actor.Party().Kind)}
	if openingID != "" {
		q = store.Query{Index: map[access.PartyKind]string{access.Company: "company_opening", access.Municipality: "opening"}[actor.Party().Kind], Equal: []any{openingID}}
	}
	list, err := s.seen(ctx, actor, scope, q)
	openings := map[string]bool{}
	for _, r := range list {
		openings[r.OpeningID] = openings[r.OpeningID] || r.Status.InDialogue()
	}
	return openings, err
}

// proposals tells whether somebody who is proposed to an opening waits for an
// answer, and whether anybody has neither a no nor an agreement.
func (s *Service) proposals(ctx context.Context, scope store.Scope, openingID string) (waiting, open bool, err error) {
	today := caldate.Of(s.clock.Now())
	list, err := s.referrals.All(ctx, scope, store.Query{Index: "company_opening", Equal: []any{openingID}})
	for _, r := range list {
		status := r.StatusOn(today)
		waiting, open = waiting || status.Waits(), open || status.Waits() || status == Yes
	}
	return waiting, open, err
}

// Referral gives one proposal.
func (s *Service) Referral(ctx context.Context, actor access.Actor, referralID string) (Referral, error) {
	scope, err := actor.Scope(access.ViewReferrals)
	if err != nil {
		return Referral{}, err
	}
	r, err := s.referrals.Get(ctx, scope, referralID)
	today := caldate.Of(s.clock.Now())
	if err == nil && r.hiddenFrom(actor, today) {
		err = fault.New(fault.NotFound, "")
	}
	if err != nil {
		return Referral{}, gone(actor, err)
	}
	return r.asOf(today), nil
}

// change gives a command to a referral: done tells whether the fact is there
// already, and apply writes it.
func (s *Service) change(ctx context.Context, actor access.Actor, command Command, referralID string,
	done func(Referral) bool, apply func(*Referral, *audit.Event, time.Time)) (Referral, error) {
	line := row(command)
	scope, err := actor.Scope(line.Used)
	if err != nil {
		return Referral{}, err
	}
	now := s.clock.Now()
	today := caldate.Of(now)
	r, err := s.referrals.Update(ctx, scope, referralID, func(r *Referral) error {
		switch {
		case r.hiddenFrom(actor, today):
			return fault.New(fault.NotFound, "")
		case done(*r):
			return store.Unchanged // a second click
		}
		if err := r.May(command, today); err != nil {
			return err
		}
		event := audit.Event{Type: line.Events[0]}
		apply(r, &event, now)
		r.settle(today)
		r.Append(actor, line.Used, now, event)
		return nil
	})
	if err != nil {
		return Referral{}, gone(actor, err)
	}
	return r.asOf(today), nil
}

// LookAt gives one proposal, and notes that the firm has seen it when it is
// somebody who answers that looks.
func (s *Service) LookAt(ctx context.Context, actor access.Actor, referralID string) (Referral, error) {
	r, err := s.Referral(ctx, actor, referralID)
	if err != nil || !r.Can(actor, Look, caldate.Of(s.clock.Now())) {
		return r, err
	}
	return s.change(ctx, actor, Look, referralID, func(r Referral) bool { return r.Seen != nil },
		func(r *Referral, _ *audit.Event, now time.Time) { r.Seen = &Mark{By: actor.Name(), At: now} })
}

// Reply records the firm's answer; it may change its mind until there is an
// agreement, and after a no for KeptDays.
func (s *Service) Reply(ctx context.Context, actor access.Actor, referralID string, a Answer) (Referral, error) {
	a.On = caldate.Of(s.clock.Now())
	if _, err := s.Referral(ctx, actor, referralID); err != nil {
		return Referral{}, err // before anything typed is judged: a foreign proposal is a missing one
	}
	if err := a.check(a.On); err != nil {
		return Referral{}, err
	}
	a = a.plain()
	return s.change(ctx, actor, commandOf[a.Kind], referralID, func(r Referral) bool { return a.same(r.Answer) },
		func(r *Referral, e *audit.Event, _ time.Time) {
			e.Reason = a.Note
			if a.Reason != "" {
				e.ToChoices = []string{"referral.reasons." + a.Reason}
			}
			if a.Kind != Meeting || r.Answer == nil || r.Answer.Kind != Meeting {
				r.MeetingOn, r.Held = caldate.Date{}, nil
			}
			if a.Kind == Later {
				e.To = a.Again.Danish()
				r.AnswerBy = a.Again.Add(AnswerDays)
			}
			r.Answer = &a
		})
}

// Filled answers everybody who waits at an opening that the place is taken, with
// the same kind words, and tells how many they were.
func (s *Service) Filled(ctx context.Context, actor access.Actor, openingID, words string) (int, error) {
	list, err := s.ForOpening(ctx, actor, openingID)
	if err != nil {
		return 0, err
	}
	told := 0
	for _, r := range list {
		if !r.Status.Waits() {
			continue
		}
		if _, err := s.Reply(ctx, actor, r.ID, Answer{Kind: No, Reason: "filled", ToCandidate: words}); err != nil {
			return told, err // what was told stays told; doing it again goes on
		}
		told++
	}
	return told, nil
}

// ArrangeMeeting notes the day on which the firm and the person meet.
func (s *Service) ArrangeMeeting(ctx context.Context, actor access.Actor, referralID string, on caldate.Date) (Referral, error) {
	if _, err := s.Referral(ctx, actor, referralID); err != nil {
		return Referral{}, err
	}
	today := caldate.Of(s.clock.Now())
	switch {
	case on.IsZero():
		return Referral{}, fault.Field("meeting_on", "required")
	case on.Before(today) || on.After(today.Add(LaterDays)):
		return Referral{}, fault.Field("meeting_on", "meeting_day")
	}
	return s.change(ctx, actor, Arrange, referralID, func(r Referral) bool { return r.MeetingOn == on },
		func(r *Referral, e *audit.Event, _ time.Time) {
			e.From, e.To = r.MeetingOn.Danish(), on.Danish()
			r.MeetingOn = on
		})
}

// NoteMeeting notes that the meeting was held.
func (s *Service) NoteMeeting(ctx context.Context, actor access.Actor, referralID string) (Referral, error) {
	return s.change(ctx, actor, HoldMeeting, referralID, func(r Referral) bool { return r.Held != nil },
		func(r *Referral, _ *audit.Event, now time.Time) { r.Held = &Mark{By: actor.Name(), At: now} })
}

// MeetingMissed notes that the person did not come, with what they say about it.
// Said again of the same day, the words are put in place of those before.
func (s *Service) MeetingMissed(ctx context.Context, actor access.Actor, referralID, explanation string) (Referral, error) {
	if _, err := s.Referral(ctx, actor, referralID); err != nil {
		return Referral{}, err // before anything typed is judged: a foreign proposal is a missing one
	}
	switch {
	case explanation == "":
		return Referral{}, fault.Field("explanation", "required")
	case opening.HasCPR(explanation):
		return Referral{}, fault.Field("explanation", "cpr")
	}
	said := func(r Referral) int {
		return slices.IndexFunc(r.Missed, func(m Missed) bool { return m.On == r.MeetingOn })
	}
	return s.change(ctx, actor, MissMeeting, referralID,
		func(r Referral) bool { i := said(r); return i >= 0 && r.Missed[i].Explanation == explanation },
		func(r *Referral, e *audit.Event, now time.Time) {
			e.To, e.Reason = r.MeetingOn.Danish(), explanation
			missed := Missed{On: r.MeetingOn, Explanation: explanation, Mark: Mark{By: actor.Name(), At: now}}
			if i := said(*r); i >= 0 {
				r.Missed[i] = missed
				return
			}
			r.Missed = append(r.Missed, missed)
		})
}

// Secret lists the events of a proposal that no firm reads: what the person does
// or does not do elsewhere is theirs and the consultant's.
func Secret() []string { return []string{"referral_elsewhere", "referral_missed"} }

// AskAgain takes up a proposal that ended: the firm has a new AnswerDays.
func (s *Service) AskAgain(ctx context.Context, actor access.Actor, referralID string) (Referral, error) {
	r, err := s.Referral(ctx, actor, referralID)
	if err != nil {
		return Referral{}, err
	}
	o, err := s.openings.Get(ctx, actor, r.OpeningID)
	if err != nil {
		return Referral{}, err
	}
	if status := o.StatusOn(caldate.Of(s.clock.Now())); status != opening.Live {
		return Referral{}, fault.New(fault.Conflict, "opening_is_"+string(status))
	}
	return s.change(ctx, actor, Reopen, referralID, func(r Referral) bool { return false },
		func(r *Referral, _ *audit.Event, now time.Time) {
			r.Seen, r.Answer, r.MeetingOn, r.Held, r.Returned, r.Elsewhere = nil, nil, caldate.Date{}, nil, nil, nil
			r.AnswerBy = caldate.Of(now).Add(AnswerDays)
		})
}

// FoundElsewhere notes that the person found work somewhere else. The firm sees
// them no more.
func (s *Service) FoundElsewhere(ctx context.Context, actor access.Actor, referralID string) (Referral, error) {
	return s.change(ctx, actor, EndElsewhere, referralID, func(r Referral) bool { return r.Elsewhere != nil },
		func(r *Referral, e *audit.Event, now time.Time) {
			r.Elsewhere = &Mark{By: actor.Name(), At: now}
			e.OnBehalf = "candidate"
		})
}

// WithdrawConsent takes the proposal out of the firm's sight at once. The firm
// is not told why. It is package placement's to call, which first takes away
// an agreement that was made of the proposal.
func (s *Service) WithdrawConsent(ctx context.Context, actor access.Actor, referralID string) (Referral, error) {
	return s.change(ctx, actor, TakeBack, referralID, func(r Referral) bool { return !r.WithdrawnAt.IsZero() },
		func(r *Referral, e *audit.Event, now time.Time) {
			r.WithdrawnAt, r.CompanyID = now, ""
			e.OnBehalf = "candidate"
		})
}

// Place notes that an agreement was made of the proposal. A second agreement
// of the same proposal gives fault.Conflict.
func (s *Service) Place(ctx context.Context, actor access.Actor, referralID, placementID string) (Referral, error) {
	return s.change(ctx, actor, Agree, referralID, func(r Referral) bool { return r.PlacementID == placementID },
		func(r *Referral, _ *audit.Event, _ time.Time) { r.PlacementID = placementID })
}
