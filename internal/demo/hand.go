package demo

import (
	"context"
	"time"

	"fodfaeste/internal/opening"
)

// hands lets firms ask for a hand: the bicycle shop was answered with a draft
// that waits for its owner, the bakery was answered on the phone and has asked
// again just now.
func (s *seeder) hands(ctx context.Context) error {
	for _, h := range []struct {
		firm   firm
		wish   opening.Wish
		ago    int // weeks; 0 for just now
		minute int // until the answer
		answer opening.Answering
	}{
		{bakery, opening.Wish{Text: "En til at pakke store ordrer", Minutes: 360, Phone: "54 92 10 01"}, 9, 145, opening.Answering{Text: "Vi talte sammen. I ser tiden an og skriver selv et småjob."}},
		{bikeShop, opening.Wish{Text: "Nogen, der kan vaske og pumpe lejecykler", Minutes: 300, Phone: "54 92 10 02"}, 2, 50,
			opening.Answering{Text: "Jeg har lavet et udkast efter vores snak. Ret det til.", Tasks: []string{"Vaske lejecykler", "Pumpe og smøre"}, When: "Mandag og fredag formiddag"}},
		{bakery, opening.Wish{Text: "En til opvasken om eftermiddagen", Minutes: 480, Phone: "54 92 10 01"}, 0, 0, opening.Answering{}},
	} {
		asked := s.today.Week().Add(-h.ago).Day(1).Time().Add(8 * time.Hour)
		if h.ago == 0 {
			asked = s.now.Add(-time.Hour)
		}
		s.Clock.Set(asked)
		hand, err := s.Openings.AskForHand(ctx, s.firms[h.firm.cvr].owner, h.wish)
		if err != nil {
			return err
		}
		if h.answer.Text == "" {
			continue
		}
		s.Clock.Set(asked.Add(time.Duration(h.minute) * time.Minute))
		if _, err := s.Openings.AnswerHand(ctx, s.by, hand.ID, h.answer); err != nil {
			return err
		}
	}
	return nil
}
