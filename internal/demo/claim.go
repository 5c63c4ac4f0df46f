package demo

import (
	"context"

	"fodfaeste/internal/claim"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/placement"
)

// support lets the bakery apply for a colleague's help for one person, which is
// granted, and for a wage subsidy for another, which waits for the municipality.
func (s *seeder) support(ctx context.Context) error {
	owner := s.firms[bakery.cvr].owner
	list, err := s.Placements.Current(ctx, owner, s.today.Add(-30))
	if err != nil {
		return err
	}
	for _, p := range list {
		switch p.FirstName {
		case "Karim":
			err = s.assistance(ctx, p)
		case "Freja":
			err = s.subsidy(ctx, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) assistance(ctx context.Context, p placement.Placement) error {
	owner := s.firms[bakery.cvr].owner
	s.at(p.Agreement.Start.Add(1), 10)
	a, err := s.Claims.Begin(ctx, owner, p.ID, "personlig_assistance")
	if err != nil {
		return err
	}
	said := a.Said
	said.Why = "Arbejdet kan deles op, så en kollega tager de tunge løft og målene."
	said.Help = "Tunge løft og at måle nøjagtigt"
	if a, err = s.Claims.Write(ctx, owner, a.ID, a.Version, said); err != nil {
		return err
	}
	sheet := claim.Split{From: p.Agreement.Start, Rows: []claim.SplitRow{
		{Task: "Vaske op og gøre klar", Who: "alone", Minutes: 6 * 60}, {Task: "Pakke brød til butikken", Who: "with_help", Minutes: 4 * 60, Help: 45}, {Task: "Stable kasser og pap", Who: "colleague", Minutes: 2 * 60},
	}}
	if a, err = s.Claims.SetSplit(ctx, owner, a.ID, a.Version, sheet); err != nil {
		return err
	}
	if err := s.applied(ctx, a, "PA-2026-31"); err != nil {
		return err
	}
	s.at(p.Agreement.Start.Add(15), 14)
	_, err = s.Claims.Decide(ctx, s.by, a.ID, claim.Decision{
		Granted: true, On: p.Agreement.Start.Add(14), Reference: "PA-2026-31-B", From: p.Agreement.Start, To: p.LastDay(), Rate: 19850, Conditions: "Regnskab for hvert kvartal med lønsedler for den, der hjælper.",
	})
	return err
}

func (s *seeder) subsidy(ctx context.Context, p placement.Placement) error {
	owner := s.firms[bakery.cvr].owner
	s.at(s.today.Add(-4), 10)
	a, err := s.Claims.Begin(ctx, owner, p.ID, grant.WageSubsidy)
	if err != nil {
		return err
	}
	said := a.Said
	said.Why, said.From, said.To = "Prismærkning sidder, og der er timer nok til en fast dag mere.", s.today.Add(20), s.today.Add(140)
	if a, err = s.Claims.Write(ctx, owner, a.ID, a.Version, said); err != nil {
		return err
	}
	return s.applied(ctx, a, "V-2026-2204")
}

// applied ticks the whole checklist of an application and sends it.
func (s *seeder) applied(ctx context.Context, a claim.Application, reference string) error {
	owner := s.firms[bakery.cvr].owner
	if list := s.Claims.Checklist(a.Scheme); len(list) > 0 {
		if _, err := s.Claims.Tick(ctx, owner, a.ID, list); err != nil {
			return err
		}
	}
	_, err := s.Claims.Send(ctx, owner, a.ID, reference)
	return err
}
