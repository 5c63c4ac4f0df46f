package demo

import (
	"context"

	"fodfaeste/internal/candidate"
	"fodfaeste/internal/need"
)

// needs asks the firms without a name: for somebody who likes to be outdoors, whom
// two firms could take, for the bakery to answer, and a draft for nobody yet.
func (s *seeder) needs(ctx context.Context) error {
	s.at(s.today.Add(-9), 10)
	asta, err := s.Candidates.Add(ctx, s.by, candidate.Profile{
		FirstName: "Asta", Mastered: []string{"Luge og vande", "Feje gårdsplads", "Samle affald"}, Conditions: []string{"few_people", "own_pace"}, MinutesNow: 2 * 60, MinutesWished: 10 * 60,
	}, candidate.Wish{PostCode: "4930", Times: []string{"morning"}})
	if err != nil {
		return err
	}
	said := need.From(asta)
	said.Purposes, said.Text = []string{"praktik"}, "Er glad for at være ude og vil gerne have den samme opgave længe."
	outdoors, err := s.ask(ctx, 8, asta.ID, said)
	if err != nil {
		return err
	}
	for i, answer := range []struct {
		firm  firm
		given need.Given
	}{
		{bikeShop, need.Given{Kind: need.Could, Minutes: 4 * 60, Line: "Gården trænger. Vi har ikke slået noget op endnu."}},
		{others[2], need.Given{Kind: need.Could, Minutes: 8 * 60}},
		{others[1], need.Given{Kind: need.NotNow, Line: "Spørg igen til foråret."}},
	} {
		s.at(s.today.Add(i-6), 12)
		if _, err := s.Needs.Reply(ctx, s.firms[answer.firm.cvr].owner, outdoors.ID, answer.given); err != nil {
			return err
		}
	}
	if _, err := s.ask(ctx, 2, "", need.Said{
		Tasks: []string{"Lægge varer på plads", "Tage imod leverancer"}, MinutesWished: 8 * 60, Conditions: []string{"predictable_times"}, Times: []string{"afternoon"},
		Place: "Nakskov og omegn", From: s.today.AddMonths(1), Purposes: candidate.Purposes(),
	}); err != nil {
		return err
	}
	s.at(s.today.Add(-1), 14)
	_, err = s.Needs.Add(ctx, s.by, "", need.Said{Tasks: []string{"Rette tekster"}, MinutesWished: 5 * 60, Purposes: []string{"paid"}})
	return err
}

// ask describes a need some days ago and asks the firms.
func (s *seeder) ask(ctx context.Context, ago int, candidateID string, said need.Said) (need.Need, error) {
	s.at(s.today.Add(-ago), 9)
	n, err := s.Needs.Add(ctx, s.by, candidateID, said)
	if err != nil {
		return n, err
	}
	return s.Needs.AskFirms(ctx, s.by, n.ID)
}
