package demo

import (
	"context"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
)

// routes are where "another route" leads in the demo courses.
var routes = map[string]string{"Yrsa": "fleksjob", "Iben": "hire", "Josefine": "education", "Peder": "hire"}

// aims are what "not yet" waits for in the demo courses.
var aims = map[string]string{
	"Maja": "Kan lave ugens skilte alene", "Lars": "Lønkroner er søgt i næste års budget", "Malte": "20 timer om ugen fire uger i træk",
	"Nadia": "Hjælper ved måltider på egen hånd",
}

// The one meeting that was forgotten, the milestone that nobody reached yet, and
// the firm that means to hire next year.
const (
	forgotten = "Maja"
	striving  = "Malte"
	nextYear  = "Lars"
)

// followUp holds and closes the meetings of a course whose day has passed.
func (s *seeder) followUp(ctx context.Context, c course, team actors, id string) error {
	for {
		p, up, err := s.Meetings.Get(ctx, team.owner, id)
		if err != nil {
			return err
		}
		next, ok := up.Next(p, s.today)
		if !ok || !next.On.Before(s.today) || c.firstName == forgotten && next.Kind == meeting.Halfway {
			break
		}
		if err := s.holdMeeting(ctx, c, team, p, next); err != nil {
			return err
		}
	}
	if c.firstName != nextYear {
		return nil
	}
	s.at(s.today.Add(-7), 13)
	_, err := s.Meetings.Park(ctx, team.owner, id, meeting.Intention{
		What: "hire", Minutes: c.to * 60, Wakes: caldate.New(s.today.Year()+1, time.January, 4), OwnerID: team.owner.PersonID(),
		WhyNot: "Der er først lønkroner i næste budgetår",
	})
	return err
}

// holdMeeting walks a meeting from the invitation to its closing; what had to be
// in place first is there three weeks later.
func (s *seeder) holdMeeting(ctx context.Context, c course, team actors, p placement.Placement, m meeting.Meeting) error {
	day := m.On.Workday()
	s.at(day.Add(-7), 9)
	if _, err := s.Meetings.Call(ctx, s.by, p.ID, m.ID, meeting.Arrangement{Time: 10 * 60, Place: p.Agreement.Workplace}); err != nil {
		return err
	}
	s.at(day, 11)
	up, err := s.Meetings.Hold(ctx, team.mentor, p.ID, m.ID, meeting.Attendance{On: day, Attended: meeting.Parties()})
	if err != nil {
		return err
	}
	s.at(day, 14)
	if up, err = s.Meetings.Close(ctx, s.by, p.ID, m.ID, up.Version, note(c, p, m, day)); err != nil {
		return err
	}
	reached := day.Add(21)
	if open := up.OpenMilestones(); len(open) > 0 && c.firstName != striving && reached.Before(s.today) {
		s.at(reached, 9)
		_, err = s.Meetings.Reach(ctx, team.mentor, p.ID, open[0].ID)
	}
	return err
}

// note is what a meeting came to: the answer that the agreement gave already,
// and between those that the agreement names, that the next one takes it up.
func note(c course, p placement.Placement, m meeting.Meeting, day caldate.Date) meeting.Note {
	n := meeting.Note{
		Answer: c.paid.Answer, Because: c.paid.Note, Work: "Vi gik opgaverne igennem, og de passer.", Pattern: "Dagene bliver, som de er.",
		Step: "Prøve næste opgave på listen", Ball: "mentor", StepOn: day.Add(14),
	}
	switch {
	case n.Answer == "not_yet" && m.Kind == meeting.Interim:
		n.Answer, n.Because = "not_relevant", "det tages op på næste møde"
	case n.Answer == "yes":
		n.From, n.Because = day.Week().Add(1).Monday(), ""
		for _, task := range p.Agreement.Tasks {
			if task.Strand == placement.Paid {
				n.Tasks, n.Minutes = append(n.Tasks, task.Title), n.Minutes+task.Minutes
			}
		}
	case n.Answer == "not_yet":
		n.Milestone = meeting.Aim{Text: aims[c.firstName], Owner: "firm", Due: day.Add(42)}
	case n.Answer == "other_route":
		n.Route, n.Because = routes[c.firstName], ""
		if n.Route == "hire" {
			n.From = p.Agreement.End.Add(1)
		}
	}
	return n
}
