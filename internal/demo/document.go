package demo

import (
	"context"

	"fodfaeste/internal/report"
)

// What was noticed at work in a course that was stopped, whose documentation nobody
// has finished, and in one whose documentation is delivered.
const (
	unfinished = "Peder"
	handedIn   = "Josefine"
)

// document writes what is written down of a course that is over.
func (s *seeder) document(ctx context.Context, c course, team actors, id string) error {
	if c.firstName != unfinished && c.firstName != handedIn {
		return nil
	}
	start := s.start(c)
	for i, o := range []report.Observation{
		{What: "Arbejdede længere, når rækkefølgen stod på en seddel.", Condition: "written_steps", Outcome: "better"},
		{What: "Sidst på formiddagen tog det samme længere tid.", Condition: "short_days", Outcome: "harder"},
	} {
		o.On = start.Add(9 + 21*i)
		s.at(o.On, 15)
		if err := s.Reports.Observe(ctx, team.mentor, id, o); err != nil {
			return err
		}
	}
	if c.firstName == unfinished {
		return nil
	}
	p, err := s.Reports.Get(ctx, team.owner, id)
	if err != nil {
		return err
	}
	last := p.Placement.LastDay()
	s.at(last.Add(3), 10)
	part := report.Part{
		Aids:      []report.Aid{{What: "Tavle med dagens plan", From: start.Add(7)}, {What: "Høreværn", From: start.Add(21), Lent: "kommunen"}},
		Intensity: "Fire timer ad gangen går godt, når dagen begynder på samme måde. Derefter er en pause på en halv time nok.", Next: "Begynder på uddannelsen og beholder vikartimerne ved siden af.",
	}
	for _, condition := range p.Placement.Conditions {
		part.Effects = append(part.Effects, report.Effect{Condition: condition, Effect: "helped", Word: "Samme tid hver dag gjorde, at ingen skulle minde om noget."})
	}
	if err := s.Reports.Write(ctx, team.owner, id, p.Version, part); err != nil {
		return err
	}
	if p, err = s.Reports.Get(ctx, team.owner, id); err != nil {
		return err
	}
	s.at(last.Add(4), 13)
	if err := s.Reports.Show(ctx, s.by, id, report.Sight{Print: p.Print, Helped: "needs_help", Comment: "Det var godt at blive spurgt. Jeg glæder mig til at begynde på skolen."}); err != nil {
		return err
	}
	s.at(last.Add(5), 9)
	return s.Reports.Deliver(ctx, team.owner, id, p.Print)
}
