package opening

import (
	"context"
	"slices"
	"testing"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

func TestMatters(t *testing.T) {
	offer := Offer{Title: "Bageri", Minutes: 480, Months: 3, Kind: PraktikFirst, When: "mandag", Tasks: []Task{{"t1", "Rengøring af plader", 240}, {"t2", "Pakke", 240}}}
	for name, tt := range map[string]struct {
		change func(*Offer)
		want   bool
	}{
		"nothing":                {func(*Offer) {}, false},
		"title and days":         {func(o *Offer) { o.Title, o.When, o.Months = "Hjælp", "tirsdag", 4 }, false},
		"hours":                  {func(o *Offer) { o.Minutes = 500 }, true},
		"kind":                   {func(o *Offer) { o.Kind = Paid }, true},
		"one task more":          {func(o *Offer) { o.Tasks = append(o.Tasks, Task{"t3", "Feje", 60}) }, true},
		"one task less":          {func(o *Offer) { o.Tasks = o.Tasks[:1] }, true},
		"hours of a task":        {func(o *Offer) { o.Tasks[0].Minutes = 200 }, true},
		"a slip of the pen":      {func(o *Offer) { o.Tasks[0].Title = "Rengørin af pladder" }, false},
		"three letters":          {func(o *Offer) { o.Tasks[0].Title = "Rengøring af borde" }, true},
		"large and small":        {func(o *Offer) { o.Tasks[1].Title = "PAKKE" }, false},
		"one letter of a few":    {func(o *Offer) { o.Tasks[1].Title = "Hakke" }, true},
		"tasks the other way":    {func(o *Offer) { slices.Reverse(o.Tasks) }, true},
		"something quite unlike": {func(o *Offer) { o.Tasks[0].Title = "Kundebetjening" }, true},
	} {
		changed := offer
		changed.Tasks = slices.Clone(offer.Tasks)
		tt.change(&changed)
		if offer.Matters(changed) != tt.want {
			t.Errorf("%s: matters %t", name, !tt.want)
		}
	}
}

// TestWaits: only what matters about something live waits, and only where
// somebody must see it first.
func TestWaits(t *testing.T) {
	changed := Offer{Minutes: 500}
	for _, status := range Statuses() {
		o := standing(status)
		for _, trusted := range []bool{false, true} {
			for _, dialogue := range []bool{false, true} {
				want := (status == Live || status == Paused || status == Expired) && (!trusted || dialogue)
				if o.waits(changed, trusted, dialogue) != want || o.waits(o.Offer, trusted, dialogue) {
					t.Errorf("%s, trusted %t, dialogue %t: waits %t", status, trusted, dialogue, !want)
				}
			}
		}
	}
}

// TestPending: while somebody is proposed, a change waits and the live opening
// stays; it is accepted, declined, replaced or taken back.
func TestPending(t *testing.T) {
	eachEngine(t, func(t *testing.T, s shop) {
		ctx, proposed := t.Context(), false
		s.AskProposals(func(context.Context, store.Scope, string) (waiting, open bool, err error) {
			return false, proposed, nil
		})
		if err := s.companies.GiveTrust(ctx, s.consultant, "com_1"); err != nil {
			t.Fatal(err)
		}
		o := s.is(Live)(s.Publish(ctx, s.owner, s.spot().ID))
		write := func(minutes int) Opening {
			t.Helper()
			offer := o.Offer
			offer.Minutes = minutes
			o = s.is(Live)(s.Change(ctx, s.owner, o.ID, Edit{Version: o.Version, Offer: offer, Mentor: "per_1"}))
			return o
		}
		if write(500); o.Pending != nil || o.Offer.Minutes != 500 {
			t.Errorf("of a trusted firm nobody is proposed to: %+v", o.Pending)
		}
		proposed = true
		if write(600); o.Pending == nil || o.Offer.Minutes != 500 || s.count(s.consultant, InReview) != 1 {
			t.Errorf("with somebody proposed: %d minutes, %d to see", o.Offer.Minutes, s.count(s.consultant, InReview))
		}
		if n, err := s.ToReview(ctx, s.consultant); err != nil || n != 1 {
			t.Errorf("%d to review, %v", n, err)
		}
		if from, to, _, _ := o.Difference(); from != "8:20" || to != "10:00" {
			t.Errorf("from %q to %q", from, to)
		}
		if write(500); o.Pending != nil || s.count(s.consultant, InReview) != 0 {
			t.Errorf("taken back: %+v", o.Pending)
		}
		write(600)
		if _, err := s.Accept(ctx, s.owner, o.ID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("the firm accepts its own: %v", err)
		}
		if o = s.is(Live)(s.Accept(ctx, s.consultant, o.ID)); o.Pending != nil || o.Offer.Minutes != 600 {
			t.Errorf("accepted: %d minutes", o.Offer.Minutes)
		}
		if _, err := s.Accept(ctx, s.consultant, o.ID); fault.CodeOf(err) != "opening_no_change" {
			t.Errorf("accepted twice: %v", err)
		}
		write(700)
		if _, err := s.Decline(ctx, s.consultant, o.ID, ""); fault.FieldsOf(err)["decline_reason"] != "required" {
			t.Errorf("declined without a reason: %v", err)
		}
		if o = s.is(Live)(s.Decline(ctx, s.consultant, o.ID, "Maja har sagt ja til 10 timer")); o.Pending != nil || o.Offer.Minutes != 600 {
			t.Errorf("declined: %d minutes", o.Offer.Minutes)
		}
		write(700)
		s.is(Closed)(s.Close(ctx, s.owner, o.ID, "later"))
		if n := s.count(s.consultant, InReview); n != 0 {
			t.Errorf("%d to see of what is closed", n)
		}
	})
}
