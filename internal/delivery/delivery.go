// Package delivery carries what people are told out of the portal: to the e-mail
// address that a person typed and confirmed, as often as they choose.
//
// A person's Setting has their address, unconfirmed until they open the link in a
// mail to it, and their choice: every workday, once a week, or only in the portal.
// What goes out is a reminder.Digest, which is its own outbox; nothing is decided
// here about what is missing. A mail tells kinds and numbers, never a name, and
// leads to lists. At an hour that suits firm and person a Carrier takes what waits:
//
//	waits → claimed → handed → sent | returned | unclear
//	          ↑ └──── waits (again, later) | given up
//
// Exactly once is more than mail can promise: between the server's yes and our note
// of it a process can die. So the digest is noted as handed over before the end of
// the message is sent. One that was not handed over is tried again; one that was is
// not, ever: without an answer it is unclear, and the next day's digest says the
// same again. Every attempt carries the same Message-ID.
//
// A server that refuses the address for good makes the mail come back: nothing more
// goes there until the person confirms an address again.
package delivery

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/store"
)

// How often somebody gets mail.
type How string

const (
	Daily  How = "daily" // on workdays with something new
	Weekly How = "weekly"
	Portal How = "portal" // never: it stands in the portal
)

// Hows lists them.
func Hows() []How { return []How{Daily, Weekly, Portal} }

// Setting is how one person of a firm is told. The zero Setting tells in the
// portal alone.
type Setting struct {
	store.Doc   `bson:",inline"`
	CompanyID   string       `bson:"company_id"`
	PersonID    string       `bson:"person_id"`
	PersonName  string       `bson:"person_name"` // for the history; "" when protected
	Choice      Choice       `bson:"choice"`
	Address     string       `bson:"address"` // confirmed, or ""
	ConfirmedAt time.Time    `bson:"confirmed_at"`
	ReturnedAt  time.Time    `bson:"returned_at"` // mail to the address came back; nothing goes there
	Pending     string       `bson:"pending"`     // typed and not confirmed, or ""
	PendingEnds time.Time    `bson:"pending_ends"`
	AskedOn     caldate.Date `bson:"asked_on"` // the day of the last confirmation mail
	AskedTimes  int          `bson:"asked_times"`
	// Confirmation is the mail with the link that confirms Pending.
	Confirmation reminder.Mail `bson:"confirmation"`
	audit.Trail  `bson:",inline"`
}

// Choice is what a person decides about their mails.
type Choice struct {
	How     How          `bson:"how"`
	Weekday time.Weekday `bson:"weekday"` // of Weekly: Monday to Friday
	Hour    int          `bson:"hour"`    // not before this hour in Denmark; 0: when the firm's go
	Locale  string       `bson:"locale"`
}

// Table is where settings are kept.
var Table = store.Table[Setting]{
	Name: "deliveries",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id"}},
		{Name: "confirmation", Keys: []string{"confirmation.state"}},
		{Name: "link", Keys: []string{"confirmation.link_hash"}},
	},
}

// settingID names the setting of a person at a firm.
func settingID(companyID, personID string) string { return "dlv_" + companyID + "_" + personID }

// Bounds of what a person can choose.
const (
	confirmWithin = 3 * 24 * time.Hour // a confirmation link ends after that
	mostAsked     = 5                  // confirmation mails a day: the address may be somebody else's
	longest       = 254                // characters of an address
)

// ByMail tells whether digests go out by mail.
func (s Setting) ByMail() bool {
	return s.Address != "" && s.ReturnedAt.IsZero() && s.Choice.How != Portal
}

// dueOn is the day on which a digest of a day goes out: a week's on the chosen
// day, or where that is a holiday on the next workday.
func (c Choice) dueOn(d caldate.Date) caldate.Date {
	if c.How != Weekly {
		return d
	}
	for d.Weekday() != c.Weekday {
		d = d.Add(1)
	}
	for !d.IsWorkday() {
		d = d.Add(1)
	}
	return d
}

// check finds everything that is wrong with a choice and an address as typed.
func check(c Choice, typed string) (address string, err error) {
	var faults fault.Fields
	switch c.How {
	case Daily, Weekly, Portal:
	default:
		faults.Add("how", "choose")
	}
	if c.How == Weekly && (c.Weekday < time.Monday || c.Weekday > time.Friday) {
		faults.Add("weekday", "choose")
	}
	if c.Hour != 0 && (c.Hour < company.FirstReminderHour || c.Hour > company.LastReminderHour) {
		faults.Add("hour", "choose")
	}
	address = strings.TrimSpace(typed)
	switch {
	case address == "" && c.How != Portal:
		faults.Add("address", "required")
	case address != "" && !isAddress(address):
		faults.Add("address", "address")
	}
	return address, faults.Err()
}

// isAddress takes an address alone, and one that mail servers everywhere take.
func isAddress(address string) bool {
	a, err := mail.ParseAddress(address)
	_, domain, _ := strings.Cut(address, "@")
	ascii := strings.IndexFunc(address, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
	return err == nil && a.Address == address && len(address) <= longest && ascii && strings.Contains(domain, ".")
}

// choose writes a person's choice and the address they typed. A new address, and
// one that mail came back from, is to be confirmed first; until then mail goes
// where it went.
func (s *Setting) choose(c Choice, address string, now time.Time) error {
	s.Choice = c
	switch {
	case address == "":
		s.Address, s.ReturnedAt = "", time.Time{}
		s.withdraw()
	case address == s.Address && s.ReturnedAt.IsZero():
		s.withdraw()
	default:
		return s.ask(address, now)
	}
	return nil
}

// withdraw forgets an address that was not confirmed.
func (s *Setting) withdraw() {
	s.Pending, s.PendingEnds, s.Confirmation = "", time.Time{}, reminder.Mail{}
}

// ask makes a confirmation mail wait, unless one to this address is on its way.
func (s *Setting) ask(address string, now time.Time) error {
	if address == s.Pending && s.Confirmation.Open() {
		return nil
	}
	if today := caldate.Of(now); s.AskedOn != today {
		s.AskedOn, s.AskedTimes = today, 0
	}
	if s.AskedTimes++; s.AskedTimes > mostAsked {
		return fault.Field("address", "asked_often")
	}
	s.Pending, s.PendingEnds = address, now.Add(confirmWithin)
	s.Confirmation = reminder.Mail{State: reminder.MailWaits, At: now}
	return nil
}

// confirm takes the address that waits, by its link: once, and before it ends.
func (s *Setting) confirm(now time.Time) error {
	if s.Pending == "" || !now.Before(s.PendingEnds) {
		return fault.New(fault.NotFound, "")
	}
	s.Address, s.ConfirmedAt, s.ReturnedAt = s.Pending, now, time.Time{}
	s.withdraw()
	s.AppendOutside(s.PersonName, now, audit.Event{Type: "delivery_confirmed"})
	return nil
}

// returned notes that mail to an address came back.
func (s *Setting) returned(address string, now time.Time) error {
	if s.Address != address || !s.ReturnedAt.IsZero() {
		return store.Unchanged
	}
	s.ReturnedAt = now
	s.AppendOutside(s.PersonName, now, audit.Event{Type: "delivery_returned"})
	return nil
}

// Message is a mail, ready to go.
type Message struct {
	ID      string // stable over attempts, and made of nothing that names anybody
	To      string
	Subject string
	Text    string
	HTML    string
	Stop    string // address that ends these mails, one click; "" for one that cannot be ended
	At      time.Time
}

// Sender hands a message to a mail server. Right before the end of the message it
// calls last; when that answers an error, the end is not sent and the server keeps
// nothing. It never answers MailWaits once the end was sent and no answer came.
type Sender interface {
	Send(ctx context.Context, m Message, last func(context.Context) error) reminder.Outcome
}

// SMS is where text messages would go out, beside Sender; nothing sends them yet.
// An adapter gets a number in international form and at most 160 characters, and
// promises about last what Sender does. A Carrier would choose it by a Choice that
// asks for it, and a number would be confirmed by a code as an address is by a link.
type SMS interface {
	SendSMS(ctx context.Context, number, text string, last func(context.Context) error) reminder.Outcome
}

// Composer writes mails in a language. The secret is of the link that the mail
// carries; "" shows a mail as it would look.
type Composer interface {
	Digest(locale string, counts []reminder.Count, phone, secret string) (Message, error)
	Confirmation(locale, phone, secret string) (Message, error)
}

// actorsSetting is an empty setting of the actor.
func actorsSetting(actor access.Actor) Setting {
	companyID := actor.Party().ID
	return Setting{
		Doc: store.Doc{ID: settingID(companyID, actor.PersonID())}, CompanyID: companyID, PersonID: actor.PersonID(), PersonName: actor.Name(),
		Choice: Choice{How: Portal},
	}
}
