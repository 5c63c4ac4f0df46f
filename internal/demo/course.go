package demo

import (
	"context"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
)

func (c course) employer() firm {
	switch c.firm {
	case atBakery:
		return bakery
	case atBikeShop:
		return bikeShop
	default:
		return others[c.firm]
	}
}

// start is a course's first day: a Monday.
func (s *seeder) start(c course) caldate.Date { return s.today.Week().Add(-c.weeks).Monday() }

// at sets the clock to an hour of a day in Denmark, but never beyond now.
func (s *seeder) at(d caldate.Date, hour int) {
	t := d.Time().Add(time.Duration(hour-1) * time.Hour)
	if t.After(s.now) {
		t = s.now
	}
	s.Clock.Set(t)
}

// addCourse walks a course from the spotted task to the stage it stands at.
func (s *seeder) addCourse(ctx context.Context, c course) error {
	team, start := s.firms[c.employer().cvr], s.start(c)
	begin := start.Add(-30)
	if latest := s.today.Add(-6); begin.After(latest) {
		begin = latest
	}
	ref, err := s.propose(ctx, c, team, begin, start)
	if err != nil || c.stage == proposed {
		return err
	}
	s.at(begin.Add(3), 10)
	if _, err := s.Candidates.Reply(ctx, team.owner, ref.ID, candidate.Answer{Kind: candidate.Yes}); err != nil {
		return err
	}
	p, err := s.Placements.Begin(ctx, team.owner, ref.ID)
	if err != nil {
		return err
	}
	if p, err = s.Placements.Change(ctx, team.owner, p.ID, placement.Edit{Version: p.Version, Agreement: s.agreement(c, start), Mentor: p.MentorID}); err != nil {
		return err
	}
	if c.stage == drafted {
		return nil
	}
	if err := s.agree(ctx, c, team, p.ID, begin); err != nil {
		return err
	}
	if c.stage != withParties {
		if _, err := s.Openings.Close(ctx, team.owner, ref.OpeningID, "filled"); err != nil {
			return err
		}
	}
	if c.stage > extending {
		return nil
	}
	if err := s.logWeeks(ctx, c, team, p.ID); err != nil {
		return err
	}
	switch c.stage {
	case paused:
		err = s.pause(ctx, team, p.ID)
	case stopped:
		err = s.stop(ctx, p.ID)
	case extending:
		err = s.extend(ctx, c, team, p.ID)
	}
	if err != nil {
		return err
	}
	if err := s.papers(ctx, c, team, p.ID); err != nil {
		return err
	}
	if err := s.followUp(ctx, c, team, p.ID); err != nil {
		return err
	}
	return s.document(ctx, c, team, p.ID)
}

// extend asks for two months more than agreed.
func (s *seeder) extend(ctx context.Context, c course, team actors, id string) error {
	s.at(s.today.Add(-3), 11)
	_, err := s.Placements.AskExtension(ctx, team.owner, id, placement.Extension{
		To: s.start(c).AddMonths(c.months + 2).Add(-1), PaidHours: c.paid, Motivation: "De faste dage er ved at sidde, og opgaverne passer godt.",
	})
	return err
}

// pause rests from two weeks ago: the kitchen is being rebuilt.
func (s *seeder) pause(ctx context.Context, team actors, id string) error {
	from := s.today.Week().Add(-2).Monday()
	s.at(from, 13)
	logged, err := s.Hours.LoggedDays(ctx, team.owner, id)
	if err != nil {
		return err
	}
	_, err = s.Placements.PauseCourse(ctx, team.owner, id, placement.Pause{From: from, Resume: s.today.Week().Add(2).Monday(), Note: "Køkkenet bygges om."}, logged)
	return err
}

// stop ends a course on the Friday four weeks ago: there is a job.
func (s *seeder) stop(ctx context.Context, id string) error {
	on := s.today.Week().Add(-4).Day(4)
	s.at(on.Add(3), 11)
	logged, err := s.Hours.LoggedDays(ctx, s.by, id)
	if err != nil {
		return err
	}
	_, err = s.Placements.StopCourse(ctx, s.by, id, placement.Stop{On: on, Reason: "work", Note: "Er begyndt i et supermarked."}, logged)
	return err
}

// propose posts the small job and proposes the person for it.
func (s *seeder) propose(ctx context.Context, c course, team actors, begin, start caldate.Date) (candidate.Referral, error) {
	s.at(begin, 9)
	spotted := opening.Spotted{Minutes: max(c.from, c.to) * 60, When: "Hverdage om formiddagen", PNumber: c.employer().places[c.place].pNumber, Mentor: team.mentor.PersonID()}
	var offered []opening.Task
	for i, t := range c.tasks {
		spotted.Tasks = append(spotted.Tasks, t.Title)
		offered = append(offered, opening.Task{ID: opening.TaskID(i), Title: t.Title, Minutes: t.Minutes})
	}
	o, err := s.Openings.Spot(ctx, team.owner, spotted)
	if err != nil {
		return candidate.Referral{}, err
	}
	offer := o.Offer
	offer.Tasks, offer.Months, offer.Start, offer.Conditions, offer.Promise, offer.Kind, offer.Pair = offered, c.months, start, c.conditions, c.promise, kindOf(c.tasks), c.two
	sum := 0
	for _, t := range offered {
		sum += t.Minutes
	}
	offer.Minutes = max(offer.Minutes, sum)
	if _, err := s.Openings.Change(ctx, team.owner, o.ID, opening.Edit{Version: o.Version, Offer: offer, Mentor: team.mentor.PersonID()}); err != nil {
		return candidate.Referral{}, err
	}
	if _, err := s.Openings.Publish(ctx, team.owner, o.ID); err != nil {
		return candidate.Referral{}, err
	}
	s.at(begin.Add(1), 11)
	profile := candidate.Profile{FirstName: c.firstName, Mastered: []string{c.tasks[0].Title}, Conditions: c.conditions, MinutesNow: c.from * 60, MinutesWished: c.to * 60}
	person, err := s.Candidates.Add(ctx, s.by, profile, candidate.Wish{})
	if err != nil {
		return candidate.Referral{}, err
	}
	consent := candidate.Consent{Purposes: candidate.Purposes(), Fields: candidate.Fields(), Given: begin.Add(1)}
	return s.Candidates.Propose(ctx, s.by, o.ID, person.ID, consent)
}

func (s *seeder) agreement(c course, start caldate.Date) placement.Agreement {
	a := placement.Agreement{
		PNumber: c.employer().places[c.place].pNumber, Purpose: c.purpose, Start: start, End: start.AddMonths(c.months).Add(-1),
		Ramp: placement.Ramp{From: c.from * 60, To: c.to * 60, Pace: c.pace}, PaidHours: c.paid, Promise: c.promise, Other: c.other,
	}
	for i, t := range c.tasks {
		t.ID = opening.TaskID(i)
		a.Tasks = append(a.Tasks, t)
	}
	a.Meetings = placement.MeetingsOf(a.Start, a.End)
	if c.promise != "" {
		a.PromiseMinutes, a.DecideOn = c.to*60, a.End.Add(-14)
	}
	if c.paid.Answer == "yes" {
		a.PaidHours.From = start
	}
	return a
}

// agree collects the yeses and, for a course under way, the approval.
func (s *seeder) agree(ctx context.Context, c course, team actors, id string, begin caldate.Date) error {
	s.at(begin.Add(4), 9)
	if _, err := s.Placements.Send(ctx, team.owner, id); err != nil {
		return err
	}
	if c.stage == withParties {
		_, err := s.Placements.ConfirmForCandidate(ctx, s.by, id, 0, "needs_help")
		return err
	}
	if _, err := s.Placements.ConfirmForCompany(ctx, team.owner, id, 0); err != nil {
		return err
	}
	s.at(begin.Add(5), 9)
	if _, err := s.Placements.ConfirmForCandidate(ctx, s.by, id, 0, "needs_help"); err != nil {
		return err
	}
	if c.firm == atBikeShop { // no employees to hear, and no praktik to approve
		return nil
	}
	secret, err := s.Placements.InviteRepresentative(ctx, team.owner, id, "Gitte Skov")
	if err != nil {
		return err
	}
	if _, err := s.Placements.Hear(ctx, secret, placement.Hearing{Answer: "yes"}); err != nil {
		return err
	}
	if _, err := s.Placements.RecordVitas(ctx, team.owner, id, placement.Decision{State: "sent"}); err != nil || c.stage == inVitas {
		return err
	}
	s.at(begin.Add(12), 14)
	_, err = s.Placements.RecordVitas(ctx, s.by, id, placement.Decision{State: "approved", Reference: "VP-" + id[len(id)-6:]})
	return err
}

// logWeeks logs, hands in and approves the weeks until now. The last ones
// stand open in the ways that people meet them.
func (s *seeder) logWeeks(ctx context.Context, c course, team actors, id string) error {
	start := s.start(c).Week()
	p, err := s.Placements.Get(ctx, team.mentor, access.LogHours, id)
	if err != nil {
		return err
	}
	for w := start; !w.After(s.today.Week()); w = w.Add(1) {
		n, ago := w.Sub(start), s.today.Week().Sub(w)
		if c.stage == paused && ago <= 2 || c.stage == stopped && ago < 4 || !p.Runs(w) {
			return nil
		}
		if ago == 0 {
			return s.logCurrent(ctx, team, id, w)
		}
		if p, err = s.replan(ctx, c, team, p, w, n); err != nil {
			return err
		}
		if err := s.climb(ctx, c, team, id, w, n); err != nil {
			return err
		}
		if c.pay.hours > 0 && n == c.pay.week {
			if p, err = s.pay(ctx, c, team, id, w); err != nil {
				return err
			}
		}
		if err := s.logWeek(ctx, c, team, p, w, n); err != nil {
			return err
		}
		if ago == 1 && c.firm == atBakery && n%2 == 1 { // forgotten: logged, never handed in
			continue
		}
		s.at(w.Day(4), 17)
		if _, err := s.Hours.Submit(ctx, team.mentor, id, w, hours.Handed{}); err != nil {
			return err
		}
		if ago <= 2 && c.firm == atBakery {
			if ago == 2 && n%2 == 0 {
				if err := s.returnMonday(ctx, team, id, w); err != nil {
					return err
				}
			}
			continue // waits for the approver
		}
		s.at(w.Day(7), 10)
		if _, err := s.Hours.Approve(ctx, team.approver, id, w, hours.Approval{Word: "Aftalt med kommunen"}); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) returnMonday(ctx context.Context, team actors, id string, w caldate.Week) error {
	s.at(w.Day(7), 10)
	_, err := s.Hours.Return(ctx, team.approver, id, w, []caldate.Date{w.Monday()}, "Var det ikke en halv time længere om mandagen?")
	return err
}

// replan changes the plan of hours where the n-th week begins with another one.
func (s *seeder) replan(ctx context.Context, c course, team actors, p placement.Placement, w caldate.Week, n int) (placement.Placement, error) {
	for _, change := range c.plans {
		if change.week != n {
			continue
		}
		s.at(w.Monday(), 8)
		return s.Placements.ChangePlan(ctx, team.mentor, p.ID, placement.PlanChange{
			Seen: len(p.Staircases), Move: change.move, From: w.Monday(), Praktik: change.praktik * 60, Tried: change.tried, Happened: change.happened,
		})
	}
	return p, nil
}

// climb moves the tasks that take a step in the n-th week.
func (s *seeder) climb(ctx context.Context, c course, team actors, id string, w caldate.Week, n int) error {
	for _, step := range c.climbs {
		if step.week != n {
			continue
		}
		s.at(w.Monday(), 14)
		p, err := s.Placements.Get(ctx, team.mentor, access.MoveTasks, id)
		if err != nil {
			return err
		}
		taskID := opening.TaskID(step.task)
		if _, err := s.Placements.MoveTask(ctx, team.mentor, id, taskID, step.move, p.StandingOn(taskID, caldate.Of(s.Clock.Now())).Step); err != nil {
			return err
		}
	}
	return nil
}

// pay proposes pay for a task on the Tuesday of a week, and where it is to be
// active lets everybody say yes.
func (s *seeder) pay(ctx context.Context, c course, team actors, id string, w caldate.Week) (placement.Placement, error) {
	s.at(w.Day(1), 9)
	p, err := s.Placements.Propose(ctx, s.by, id, placement.Conversion{
		TaskIDs: []string{opening.TaskID(c.pay.task)}, From: s.start(c).Week().Add(c.pay.from).Monday(), MinutesAWeek: c.pay.hours * 60, Kind: c.pay.kind,
	})
	if err != nil || !c.pay.active {
		return p, err
	}
	conversion := p.Conversions[len(p.Conversions)-1].ID
	s.at(w.Day(2), 9)
	if _, err := s.Placements.AgreeToPay(ctx, team.owner, id, conversion); err != nil {
		return p, err
	}
	if _, err := s.Placements.AnswerForCandidate(ctx, s.by, id, conversion, "yes", "needs_help"); err != nil {
		return p, err
	}
	return s.Placements.InformMunicipality(ctx, s.by, id, conversion)
}

// worked is how many minutes were worked in the n-th week: the plan, with the
// small ups and downs of real weeks.
func worked(c course, plan, n int) int {
	switch {
	case c.pace == placement.Hold:
		return plan
	case n%7 == 5:
		return plan - 60
	default:
		return plan - 30*(n%3)
	}
}

// logWeek spreads a week's minutes over Monday, Wednesday and Friday, or over
// two days when they are few; the tasks take turns.
func (s *seeder) logWeek(ctx context.Context, c course, team actors, p placement.Placement, w caldate.Week, n int) error {
	days, minutes := []int{0, 2, 4}, worked(c, p.Planned(w), n)
	if minutes <= 6*60 {
		days = []int{0, 2}
	}
	if minutes > 24*60 {
		days = []int{0, 1, 2, 3, 4}
	}
	for i, day := range days {
		share := minutes / len(days) / 15 * 15
		if i == len(days)-1 {
			share = minutes - share*i
		}
		if w.Day(day).After(p.LastDay()) {
			break
		}
		if err := s.logLine(ctx, team, p.ID, w, day, share, i%len(c.tasks)); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) logLine(ctx context.Context, team actors, id string, w caldate.Week, day, minutes, task int) error {
	s.at(w.Day(day), 16)
	e := hours.Entry{Date: w.Day(day), Begin: 8 * 60, End: 8*60 + minutes, TaskID: opening.TaskID(task)}
	_, err := s.Hours.Log(ctx, team.mentor, id, w, e)
	return err
}

// logCurrent logs what has been worked of the week that is not over.
func (s *seeder) logCurrent(ctx context.Context, team actors, id string, w caldate.Week) error {
	if s.today.Before(w.Day(1)) {
		return nil
	}
	return s.logLine(ctx, team, id, w, 0, 120, 0)
}
