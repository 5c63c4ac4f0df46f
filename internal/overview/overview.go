// Package overview answers each role's question: what waits for me?
//
// It asks four lists once, placements, weeks, proposals and follow-ups, and
// counts in memory; which of the counts a person sees follows from what they may do.
package overview

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
)

// Service gathers what waits.
type Service struct {
	Placements *placement.Service
	Hours      *hours.Service
	Candidates *candidate.Service
	Meetings   *meeting.Service
	Companies  *company.Service
	Openings   *opening.Service
	Clock      clock.Clock

	settled settled
}

// Waiting is what waits for somebody. A count that is not theirs is -1.
type Waiting struct {
	Proposals      int // without an answer
	Drafts         int // drafts to finish
	Yeses          int // agreements and tasks to be paid that wait for this party's yes
	AwaitVitas     int // agreed, VITAS not recorded as approved
	WeeksToApprove int
	WeeksToLog     int // past weeks not handed in
	WeeksReturned  int
	Running        int // courses under way, pauses included
	ToAgree        int // proposals with a yes and no agreement yet
	WeeksToSee     int // approved, for eyes outside the firm
	Problems       int // a representative's question or no, a refusal in VITAS
	FollowUps      int // meetings, milestones and intentions to see to; see meeting.Waiting
	Recoveries     int // colleagues who ask to be owner, to be rung about
}

// nothing is a Waiting of somebody whom no count concerns.
func nothing() Waiting {
	return Waiting{
		Proposals: -1, Drafts: -1, Yeses: -1, AwaitVitas: -1, WeeksToApprove: -1, WeeksToLog: -1,
		WeeksReturned: -1, Running: -1, ToAgree: -1, Problems: -1, WeeksToSee: -1, FollowUps: -1, Recoveries: -1,
	}
}

// For gathers what waits for an actor.
func (s *Service) For(ctx context.Context, actor access.Actor) (Waiting, error) {
	w := nothing()
	today := caldate.Of(s.Clock.Now())
	if actor.Can(access.ConfirmOwners) {
		n, err := s.Companies.WaitingRecoveries(ctx, actor)
		if err != nil {
			return w, err
		}
		w.Recoveries = n
	}
	if actor.Can(access.ViewReferrals) {
		referrals, err := s.Candidates.Referrals(ctx, actor)
		if err != nil {
			return w, err
		}
		w.countReferrals(actor, referrals)
	}
	if !actor.Can(access.ViewPlacements) {
		return w, nil
	}
	from := today.Week().Add(-hours.WeeksBack)
	placements, err := s.Placements.Current(ctx, actor, from.Monday())
	if err != nil {
		return w, err
	}
	w.countPlacements(actor, placements, today)
	if actor.Can(access.ConfirmHours) {
		items, err := s.Hours.ToSee(ctx, actor)
		if err != nil {
			return w, err
		}
		w.WeeksToSee = len(items)
	}
	if actor.Can(access.EditMeetings) {
		followUps, err := s.Meetings.Since(ctx, actor, from.Monday())
		if err != nil {
			return w, err
		}
		w.FollowUps = len(meeting.Waiting(placements, followUps, from.Monday(), today))
	}
	if !actor.Can(access.LogHours) {
		return w, nil
	}
	weeks, err := s.Hours.Since(ctx, actor, from)
	if err != nil {
		return w, err
	}
	w.countWeeks(actor, hours.Queue(placements, weeks, today))
	return w, nil
}

func (w *Waiting) countReferrals(actor access.Actor, referrals []candidate.Referral) {
	w.Proposals = 0
	if actor.Can(access.EditPlacements) {
		w.ToAgree = 0
	}
	for _, r := range referrals {
		switch {
		case r.Status.Unanswered():
			w.Proposals++
		case r.Status == candidate.Yes && w.ToAgree >= 0:
			w.ToAgree++
		}
	}
}

func (w *Waiting) countPlacements(actor access.Actor, placements []placement.Placement, today caldate.Date) {
	w.Running = 0
	if actor.Can(access.EditPlacements) {
		w.Drafts, w.Problems = 0, 0
	}
	if actor.Can(access.ConfirmForCompany) || actor.Can(access.ConfirmForCandidate) {
		w.Yeses = 0
	}
	if actor.Can(access.RecordDecisions) {
		w.AwaitVitas = 0
	}
	for _, p := range placements {
		stage := p.StageOn(today)
		if w.Problems >= 0 && needsAnswer(p, stage) {
			w.Problems++
			continue
		}
		switch {
		case stage == placement.Running || stage == placement.Paused:
			w.Running++
		case stage == placement.Draft && w.Drafts >= 0:
			w.Drafts++
		case stage == placement.WithParties && w.Yeses >= 0 && waitsFor(actor, p):
			w.Yeses++
		case (stage == placement.Agreed || stage == placement.InVitas) && w.AwaitVitas >= 0:
			w.AwaitVitas++
		}
		w.countExtension(actor, p)
		if w.Yeses >= 0 && p.ConversionWaitsFor(actor.Party().Kind, today) {
			w.Yeses++
		}
	}
}

// countExtension counts a wish for a later last day where it is decided.
func (w *Waiting) countExtension(actor access.Actor, p placement.Placement) {
	_, open := p.OpenExtension()
	switch {
	case !open:
	case p.ExtendsInVitas() && w.AwaitVitas >= 0:
		w.AwaitVitas++
	case !p.ExtendsInVitas() && actor.Can(access.ConfirmForCandidate):
		w.Yeses++
	}
}

// needsAnswer tells whether somebody answered in a way the firm must act on.
func needsAnswer(p placement.Placement, stage placement.Status) bool {
	r := p.Representative
	return stage == placement.Refused || stage != placement.Stopped && p.Vitas.State == "more_wanted" ||
		stage == placement.WithParties && (r.Answer == "no" || r.Answer == "" && r.Question != "")
}

// waitsFor tells whether an agreement lacks the yes of the actor's party.
func waitsFor(actor access.Actor, p placement.Placement) bool {
	if actor.Party().Kind == access.Municipality {
		return p.Candidate == nil
	}
	return p.Company == nil
}

func (w *Waiting) countWeeks(actor access.Actor, queue []hours.Item) {
	w.WeeksToLog, w.WeeksReturned = 0, 0
	if actor.Can(access.ApproveHours) {
		w.WeeksToApprove = 0
	}
	for _, item := range queue {
		switch item.State {
		case hours.NotSubmitted:
			w.WeeksToLog++
		case hours.ToCorrect:
			w.WeeksReturned++
		case hours.ToApprove:
			if w.WeeksToApprove >= 0 {
				w.WeeksToApprove++
			}
		}
	}
}
