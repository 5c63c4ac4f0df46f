package demo

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/pipeline"
)

// colleague is a second coordinator, whom no persona plays.
var colleague = person{"coordinator2", "Lone Vig"}

// followed are firms that the association has talked to and not invited.
var followed = []struct {
	cvr, name, phone string
	theirs           bool // the colleague's
	contacted, next  int  // days ago, and from today
	visitedAgo       int  // days, or 0
	visited          string
}{
	{cvr: "99999845", name: "Guldborg Smede ApS", phone: "54 92 10 11", contacted: 30, next: -1, visitedAgo: 9, visited: "Feje værkstedet hver eftermiddag\nSortere skruer og beslag"},
	{cvr: "99999837", name: "Horslunde Savværk ApS", phone: "54 92 10 12", contacted: 14, next: 0},
	{cvr: "99999829", name: "Nysted Havnecafé v/ Eva Lindt", phone: "54 92 10 13", theirs: true, contacted: 20, next: -2},
	{cvr: "99999810", name: "Bandholm Frugtplantage I/S", phone: "54 92 10 14", contacted: 4, next: 10},
}

// follow lets the coordinators follow firms: some are to ring today, and the
// nursing home was visited.
func (s *seeder) follow(ctx context.Context) error {
	s.Clock.Set(s.now.AddDate(0, -6, 0))
	lone, err := s.secondCoordinator(ctx)
	if err != nil {
		return err
	}
	for _, f := range followed {
		by := s.assoc
		if f.theirs {
			by = lone
		}
		s.at(s.today.Add(-f.contacted), 10)
		next := s.today.Add(f.next)
		firm, err := s.Pipeline.Add(ctx, by, pipeline.Contact{CVR: f.cvr, Name: f.name, Phone: f.phone, ContactedOn: s.today.Add(-f.contacted), NextOn: next})
		if err != nil {
			return err
		}
		if f.visitedAgo > 0 {
			s.at(s.today.Add(-f.visitedAgo), 14)
			if _, err := s.Pipeline.Note(ctx, by, firm.ID, pipeline.Noting{Kind: pipeline.Visited, Text: f.visited, NextOn: next}); err != nil {
				return err
			}
		}
	}
	s.Clock.Set(s.now)
	list, err := s.Pipeline.List(ctx, s.assoc)
	if err != nil {
		return err
	}
	for _, st := range list {
		phone := map[string]string{"99999888": "54 92 10 15", others[0].cvr: "54 92 10 16"}[st.Firm.CVR]
		if phone == "" {
			continue
		}
		if _, err := s.Pipeline.ChangePhone(ctx, s.assoc, st.Firm.ID, phone); err != nil {
			return err
		}
	}
	return s.Pipeline.Refresh(ctx, s.now)
}

func (s *seeder) secondCoordinator(ctx context.Context) (access.Actor, error) {
	actor, err := s.actor(ctx, s.assoc.Party(), colleague, false, access.Coordinator)
	if err != nil {
		return actor, err
	}
	return actor, s.Identity.Appoint(ctx, actor.PersonID(), access.Coordinator)
}
