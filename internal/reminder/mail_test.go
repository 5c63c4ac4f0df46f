package reminder

import (
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// TestMail walks the steps of a mail: each is given a mail at a state, and what
// becomes of it.
func TestMail(t *testing.T) {
	now := at(friday, 12)
	later, before := now.Add(time.Minute), now.Add(-time.Minute)
	claim := func(m *Mail) error { return m.Claim(now, "new") }
	hand := func(token string) func(*Mail) error { return func(m *Mail) error { return m.Hand(token, now) } }
	settle := func(s MailState) func(*Mail) error {
		return func(m *Mail) error { return m.Settle("mine", Outcome{State: s}, now) }
	}
	lose := func(m *Mail) error { return m.Lose(now) }
	leave := func(m *Mail) error { return m.Leave(MailNot, "", now) }
	for name, tt := range map[string]struct {
		m    Mail
		step func(*Mail) error
		want MailState // "": refused
	}{
		"a first attempt":                    {Mail{State: MailWaits}, claim, MailClaimed},
		"before its time":                    {Mail{State: MailWaits, Next: later}, claim, ""},
		"at its time":                        {Mail{State: MailWaits, Next: now, Attempt: 1}, claim, MailClaimed},
		"somebody is at it":                  {Mail{State: MailClaimed, Until: later}, claim, ""},
		"somebody is gone":                   {Mail{State: MailClaimed, Until: before, Attempt: 1}, claim, MailClaimed},
		"five times gone":                    {Mail{State: MailClaimed, Until: before, Attempt: 5}, claim, MailGivenUp},
		"handed over":                        {Mail{State: MailHanded, Until: before}, claim, ""},
		"unclear is never sent again":        {Mail{State: MailUnclear}, claim, ""},
		"sent is never sent again":           {Mail{State: MailSent}, claim, ""},
		"handing over one's own":             {Mail{State: MailClaimed, LinkHash: "mine", Until: later}, hand("mine"), MailHanded},
		"handing over another's":             {Mail{State: MailClaimed, LinkHash: "other", Until: later}, hand("mine"), ""},
		"handing over too late":              {Mail{State: MailClaimed, LinkHash: "mine", Until: now}, hand("mine"), ""},
		"handing over twice":                 {Mail{State: MailHanded, LinkHash: "mine", Until: later}, hand("mine"), ""},
		"an answer":                          {Mail{State: MailHanded, LinkHash: "mine"}, settle(MailSent), MailSent},
		"an answer after all":                {Mail{State: MailUnclear, LinkHash: "mine"}, settle(MailSent), MailSent},
		"an answer to another's":             {Mail{State: MailHanded, LinkHash: "other"}, settle(MailSent), ""},
		"an answer twice":                    {Mail{State: MailSent, LinkHash: "mine"}, settle(MailReturned), ""},
		"not now":                            {Mail{State: MailClaimed, LinkHash: "mine", Attempt: 1}, settle(MailWaits), MailWaits},
		"not now, for the fifth time":        {Mail{State: MailClaimed, LinkHash: "mine", Attempt: 5}, settle(MailWaits), MailGivenUp},
		"no answer, and the process is gone": {Mail{State: MailHanded, Until: now}, lose, MailUnclear},
		"no answer yet":                      {Mail{State: MailHanded, Until: later}, lose, ""},
		"nobody wants it":                    {Mail{State: MailWaits}, leave, MailNot},
		"nobody wants it, and it is going":   {Mail{State: MailClaimed, Until: later}, leave, ""},
		"nobody wants what was handed over":  {Mail{State: MailHanded, Until: before}, leave, ""},
	} {
		m := tt.m
		err := tt.step(&m)
		if tt.want == "" && (!fault.Is(err, fault.Conflict) || m != tt.m) || tt.want != "" && (err != nil || m.State != tt.want || m.At != now) {
			t.Errorf("%s: %+v, %v", name, m, err)
		}
	}
}

// TestBackOff: five attempts within a working day, each later than the last.
func TestBackOff(t *testing.T) {
	now := at(friday, 8)
	m := Mail{State: MailWaits}
	var waits []time.Duration
	for m.State == MailWaits {
		if m.Next.After(now) {
			waits = append(waits, m.Next.Sub(now))
			now = m.Next
		}
		if m.Claim(now, "mine") != nil || m.Settle("mine", Outcome{State: MailWaits}, now) != nil {
			t.Fatal("a step was refused")
		}
	}
	if len(waits) != 4 || waits[0] != 5*time.Minute || waits[3] != 4*time.Hour || m.State != MailGivenUp || m.Attempt != 5 || !MailHours(now) {
		t.Errorf("waited %v and ended as %+v at %s", waits, m, caldate.Local(now))
	}
}

// TestSaidAgain: what a mail may not have told is said again the next day, and not
// on the same one; what was sent, returned or stands in the portal is not.
func TestSaidAgain(t *testing.T) {
	items := []Item{{Key: "a", ToID: "owner"}}
	for state, again := range map[MailState]bool{"": false, MailWaits: false, MailSent: false, MailReturned: false, MailNot: false, MailUnclear: true, MailGivenUp: true} {
		said := Digest{PersonID: "owner", Date: friday, Items: items, Mail: Mail{State: state}}
		said.ID = "newest"
		older := Digest{PersonID: "owner", Date: friday.Add(-1), Items: items, Mail: Mail{State: MailWith, With: "newest"}}
		for _, past := range [][]Digest{{said}, {older, said}} {
			if got := len(digests("com_1", items, past, at(friday.Add(3), 9))) == 1; got != again {
				t.Errorf("%q, of %d: said again %t", state, len(past), got)
			}
		}
		if len(digests("com_1", items, []Digest{said}, at(friday, 13))) != 0 {
			t.Errorf("%q: said again the same day", state)
		}
	}
}

// TestCounts: kinds and numbers in their order, and every kind leads to a list.
func TestCounts(t *testing.T) {
	got := Counts([]Item{{Kind: ReferralWaits, Key: "r"}, {Kind: WeeksWait, Key: "a"}, {Kind: WeeksWait, Key: "b"}, {Kind: WeeksWait, Key: "b"}})
	if len(got) != 2 || got[0] != (Count{WeeksWait, 2, "/weeks"}) || got[1] != (Count{ReferralWaits, 1, "/referrals"}) {
		t.Errorf("counted %+v", got)
	}
}
