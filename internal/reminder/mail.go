package reminder

import (
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// MailState is how far a mail is: a text key below "delivery.state.".
type MailState string

const (
	MailWaits    MailState = "waits"    // for its hour, or for another attempt
	MailClaimed  MailState = "claimed"  // a process is at it, and nothing is sent yet
	MailHanded   MailState = "handed"   // from here on the server may have it: never again by itself
	MailSent     MailState = "sent"     // the server took it
	MailReturned MailState = "returned" // the address takes no mail
	MailGivenUp  MailState = "given_up" // the server did not take it that day
	MailUnclear  MailState = "unclear"  // handed over, and nobody knows whether it arrived
	MailWith     MailState = "with"     // told in the mail of a later digest
	MailNot      MailState = "not"      // nobody wants it by mail, or nothing is missing any longer
)

// MailStates lists them all.
func MailStates() []MailState {
	return []MailState{MailWaits, MailClaimed, MailHanded, MailSent, MailReturned, MailGivenUp, MailUnclear, MailWith, MailNot}
}

// Mail is the way of one message to the mail server, kept in the document that it
// is about, so that every step is one guarded write of it.
type Mail struct {
	State    MailState `bson:"state"`
	At       time.Time `bson:"at"`        // when it came there
	Attempt  int       `bson:"attempt"`   // how many there were
	Until    time.Time `bson:"until"`     // of the claim; after it the process is taken to be gone
	Next     time.Time `bson:"next"`      // not before, while it waits
	Answer   string    `bson:"answer"`    // what the server said last, without addresses
	LinkHash string    `bson:"link_hash"` // of the secret in the link that the mail carries; each attempt has its own, so it names the attempt too
	With     string    `bson:"with"`      // id of the digest whose mail told it
}

// Outcome is what became of an attempt: MailSent, MailReturned, MailGivenUp,
// MailUnclear, or MailWaits where another attempt may help.
type Outcome struct {
	State  MailState
	Answer string // without addresses
	Away   bool   // no server answered at all: others need not be tried now
}

// claimFor is how long one attempt may take. The conversation with a server has
// less time.
const claimFor = 3 * time.Minute

// backOff are the pauses before the next attempts.
var backOff = []time.Duration{5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour}

// errTaken is the answer to whoever no longer has a mail, or not yet.
var errTaken = fault.New(fault.Conflict, "changed")

// Open tells whether something is still to be done about the mail.
func (m Mail) Open() bool {
	return m.State == MailWaits || m.State == MailClaimed || m.State == MailHanded
}

// Failed tells whether what the mail said is to be said again.
func (m Mail) Failed() bool { return m.State == MailGivenUp || m.State == MailUnclear }

func (m *Mail) become(s MailState, now time.Time) { m.State, m.At = s, now }

// Claim takes the mail for one attempt, with the hash of the secret that it will
// carry. A claim that ran out before the mail was handed over can be taken: the
// server has seen no end of it and keeps nothing. After the last attempt the
// mail is given up instead.
func (m *Mail) Claim(now time.Time, linkHash string) error {
	free := m.State == MailWaits && !now.Before(m.Next) || m.State == MailClaimed && !now.Before(m.Until)
	if !free {
		return errTaken
	}
	if m.Attempt > len(backOff) {
		m.become(MailGivenUp, now)
		return nil
	}
	m.become(MailClaimed, now)
	m.Attempt++
	m.Until, m.LinkHash = now.Add(claimFor), linkHash
	return nil
}

// Hand notes that the end of the message is sent next. Whoever claimed the mail
// and was overtaken may not.
func (m *Mail) Hand(linkHash string, now time.Time) error {
	if m.State != MailClaimed || m.LinkHash != linkHash || !now.Before(m.Until) {
		return errTaken
	}
	m.become(MailHanded, now)
	m.Until = now.Add(claimFor)
	return nil
}

// Settle notes what became of an attempt. Only an answer of the server, or that
// nothing was handed over, leads to another one.
func (m *Mail) Settle(linkHash string, o Outcome, now time.Time) error {
	late := m.State == MailUnclear && o.State != MailUnclear // the answer came after all
	if m.LinkHash != linkHash || m.State != MailClaimed && m.State != MailHanded && !late {
		return errTaken
	}
	m.Answer = o.Answer
	switch {
	case o.State != MailWaits:
		m.become(o.State, now)
	case m.Attempt > len(backOff):
		m.become(MailGivenUp, now)
	default:
		m.become(MailWaits, now)
		m.Next = now.Add(backOff[m.Attempt-1])
	}
	return nil
}

// Lose notes that a process was gone before it noted the server's answer.
func (m *Mail) Lose(now time.Time) error {
	if m.State != MailHanded || now.Before(m.Until) {
		return errTaken
	}
	m.become(MailUnclear, now)
	return nil
}

// Leave ends a mail that is not sent: MailGivenUp, MailNot, or MailWith another.
func (m *Mail) Leave(s MailState, with string, now time.Time) error {
	if m.State != MailWaits && (m.State != MailClaimed || now.Before(m.Until)) {
		return errTaken
	}
	m.become(s, now)
	m.With = with
	return nil
}

// MailHours tells whether mails may go out at a moment: on workdays, before the
// evening.
func MailHours(now time.Time) bool {
	return caldate.Of(now).IsWorkday() && caldate.Local(now).Hour() < lastHour
}

// list is the page that each kind's list is on. A mail leads there and not to a
// record, so that its links tell nothing either.
func (k Kind) list() string {
	switch k {
	case VitasStatus, Representative, StartsSoon, EndsSoon, DocumentationReady, DocumentationDue, DocumentationLate:
		return "/placements"
	case ReferralWaits:
		return "/referrals"
	case ClaimOpens, ClaimDue, ClaimExpired, ClaimCorrect:
		return "/claims"
	case OpeningAsked, DraftEnds, SentBack:
		return "/openings"
	}
	return "/weeks"
}

// Count is how many things of a kind wait, with the page of their list.
type Count struct {
	Kind Kind
	N    int
	Href string
}

// Counts is what a mail says of items: kinds and numbers, and nobody's name.
func Counts(items []Item) []Count {
	var counts []Count
	for _, k := range Kinds() {
		seen := map[string]bool{}
		for _, i := range items {
			if i.Kind == k {
				seen[i.Key] = true
			}
		}
		if len(seen) > 0 {
			counts = append(counts, Count{k, len(seen), k.list()})
		}
	}
	return counts
}
