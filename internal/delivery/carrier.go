package delivery

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/store"
)

// Carrier takes what waits to the mail server. Any number may work at once.
type Carrier struct {
	service   *Service
	reminders *reminder.Service
	companies store.Collection[company.Company]
	sender    Sender
	composer  Composer
	clock     clock.Clock
	log       *slog.Logger
}

// NewCarrier makes a carrier.
func NewCarrier(db *store.DB, s *Service, r *reminder.Service, sender Sender, composer Composer, c clock.Clock, log *slog.Logger) *Carrier {
	return &Carrier{service: s, reminders: r, companies: store.In(db, company.Table), sender: sender, composer: composer, clock: c, log: log}
}

// errAway ends a round: no mail server answered.
var errAway = errors.New("delivery: no mail server answers")

// Run takes everything that is due now, one after another. What goes wrong with one
// person's keeps nobody else from theirs; only a server that is away ends the round.
func (c *Carrier) Run(ctx context.Context, now time.Time) error {
	failed := c.confirmations(ctx, now)
	if errors.Is(failed, errAway) {
		return failed
	}
	if err := c.lose(ctx, now); err != nil {
		return err
	}
	var waiting []reminder.Digest
	for _, state := range []reminder.MailState{reminder.MailWaits, reminder.MailClaimed} {
		found, err := c.service.digests.All(ctx, access.System(), store.Query{Index: "mail", Equal: []any{string(state)}})
		if err != nil {
			return err
		}
		waiting = append(waiting, found...)
	}
	finished, err := c.reminders.Finished(ctx, caldate.Of(now))
	if err != nil {
		return err
	}
	person := func(d reminder.Digest) string { return settingID(d.CompanyID, d.PersonID) }
	slices.SortFunc(waiting, func(a, b reminder.Digest) int {
		return cmp.Or(cmp.Compare(person(a), person(b)), a.Date.Compare(b.Date))
	})
	for len(waiting) > 0 {
		n := 1
		for n < len(waiting) && person(waiting[n]) == person(waiting[0]) {
			n++
		}
		err := c.person(ctx, waiting[:n], finished(waiting[0].CompanyID), now)
		if failed = errors.Join(failed, err); errors.Is(err, errAway) {
			break
		}
		waiting = waiting[n:]
	}
	return failed
}

// lose marks what was handed over by a process that is gone.
func (c *Carrier) lose(ctx context.Context, now time.Time) error {
	handed, err := c.service.digests.All(ctx, access.System(), store.Query{Index: "mail", Equal: []any{string(reminder.MailHanded)}})
	if err != nil {
		return err
	}
	for _, d := range handed {
		if err := c.change(ctx, d, func(m *reminder.Mail) error { return m.Lose(now) }); err != nil {
			return err
		}
	}
	return nil
}

// change does one step of the mail of a digest; where somebody else did one
// meanwhile there is nothing to do.
func (c *Carrier) change(ctx context.Context, d reminder.Digest, step func(*reminder.Mail) error) error {
	_, err := c.service.digests.Update(ctx, access.System(), d.ID, func(d *reminder.Digest) error { return step(&d.Mail) })
	return untaken(err)
}

// untaken makes nothing of an error that says that somebody else has the mail.
func untaken(err error) error {
	if fault.Is(err, fault.Conflict) {
		return nil
	}
	return err
}

// person does what is due of one person's digests, oldest first: those of one mail
// go together, in the latest of them.
func (c *Carrier) person(ctx context.Context, waiting []reminder.Digest, finished bool, now time.Time) error {
	set, err := c.service.settings.Get(ctx, access.System(), settingID(waiting[0].CompanyID, waiting[0].PersonID))
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	todo := plan(set, waiting, finished, now)
	for _, d := range todo.leave {
		if err := c.change(ctx, d.Digest, func(m *reminder.Mail) error { return m.Leave(d.as, d.with, now) }); err != nil {
			return err
		}
	}
	if todo.send == nil {
		return nil
	}
	return c.send(ctx, set, *todo.send, now)
}

// left is a digest that gets no mail of its own, and why.
type left struct {
	reminder.Digest
	as   reminder.MailState
	with string
}

// round is what is done about one person's digests now.
type round struct {
	leave []left
	send  *reminder.Digest
}

// plan decides what is done about one person's digests, oldest first. What was due
// on a day goes out that day or not at all: the next digest says it again.
func plan(set Setting, waiting []reminder.Digest, finished bool, now time.Time) round {
	var r round
	today := caldate.Of(now)
	var due []reminder.Digest
	for _, d := range waiting {
		switch on := set.Choice.dueOn(d.Date); {
		case !set.ByMail():
			r.leave = append(r.leave, left{d, reminder.MailNot, ""})
		case on.Before(today) || on == today && !reminder.MailHours(now):
			r.leave = append(r.leave, left{d, reminder.MailGivenUp, ""})
		case on == today:
			due = append(due, d)
		}
	}
	n := len(due) - 1
	if n < 0 || !finished || caldate.Local(now).Hour() < set.Choice.Hour {
		return r
	}
	for _, d := range due[:n] {
		if d.Mail.State == reminder.MailClaimed && now.Before(d.Mail.Until) {
			return r // it is on its way by itself
		}
		r.leave = append(r.leave, left{d, reminder.MailWith, due[n].ID})
	}
	r.send = &due[n]
	return r
}

// send takes one digest to the server, with what is still missing of those that go
// with it.
func (c *Carrier) send(ctx context.Context, set Setting, d reminder.Digest, now time.Time) error {
	items := slices.Clone(d.Items)
	with, err := c.service.digests.All(ctx, access.System(), store.Query{Index: "person", Equal: []any{d.CompanyID, d.PersonID}, From: d.Date.Add(-gatheredDays), To: d.Date})
	if err != nil {
		return err
	}
	for _, older := range with {
		if older.Mail.With == d.ID {
			items = append(items, older.Items...)
		}
	}
	if items, err = c.reminders.Missing(ctx, d.CompanyID, d.PersonID, items, now); err != nil {
		return err
	}
	if len(items) == 0 {
		return c.change(ctx, d, func(m *reminder.Mail) error { return m.Leave(reminder.MailNot, "", now) })
	}
	secret := id.Secret()
	d, err = c.service.digests.Update(ctx, access.System(), d.ID, func(d *reminder.Digest) error { return d.Mail.Claim(c.clock.Now(), id.Hash(secret)) })
	if err != nil || d.Mail.State != reminder.MailClaimed {
		return untaken(err)
	}
	phone, err := c.phone(ctx, d.CompanyID)
	if err != nil {
		return err
	}
	m, err := c.composer.Digest(set.Choice.Locale, reminder.Counts(items), phone, secret)
	if err != nil {
		return err
	}
	m.ID, m.To, m.At = messageID(d.ID), set.Address, d.Mail.At
	outcome := c.sender.Send(ctx, m, func(ctx context.Context) error {
		_, err := c.service.digests.Update(ctx, access.System(), d.ID, func(d *reminder.Digest) error { return d.Mail.Hand(id.Hash(secret), c.clock.Now()) })
		return err
	})
	return c.noted(ctx, set, d, outcome)
}

// gatheredDays is how far back a mail looks for digests that go with it.
const gatheredDays = 14

// noted writes what became of an attempt, also when the process is told to stop.
func (c *Carrier) noted(ctx context.Context, set Setting, d reminder.Digest, o reminder.Outcome) error {
	ctx = context.WithoutCancel(ctx)
	c.log.Info("mail", "party", d.CompanyID, "kind", "digest", "attempt", d.Mail.Attempt, "state", o.State, "answer", o.Answer)
	if o.State == reminder.MailReturned {
		if err := c.service.Return(ctx, set.CompanyID, set.PersonID, set.Address); err != nil {
			return err
		}
	}
	if err := c.change(ctx, d, func(m *reminder.Mail) error { return m.Settle(d.Mail.LinkHash, o, c.clock.Now()) }); err != nil {
		return err
	}
	if o.Away {
		return errAway
	}
	return nil
}

// messageID is the same for every attempt, and names neither firm nor person.
func messageID(name string) string { return id.Hash(name) }

// phone is the number of whom a firm can ring.
func (c *Carrier) phone(ctx context.Context, companyID string) (string, error) {
	firm, err := c.companies.Get(ctx, access.System(), companyID)
	return firm.Contact.Phone, err
}

// confirmations sends the confirmation mails that wait, at any hour: somebody has
// just asked for them.
func (c *Carrier) confirmations(ctx context.Context, now time.Time) (failed error) {
	for _, state := range []reminder.MailState{reminder.MailWaits, reminder.MailClaimed, reminder.MailHanded} {
		found, err := c.service.settings.All(ctx, access.System(), store.Query{Index: "confirmation", Equal: []any{string(state)}})
		if err != nil {
			return err
		}
		for _, set := range found {
			if state == reminder.MailHanded {
				_, err = c.service.settings.Update(ctx, access.System(), set.ID, func(set *Setting) error { return set.Confirmation.Lose(now) })
				err = untaken(err)
			} else {
				err = c.Confirm(ctx, set.ID)
			}
			if failed = errors.Join(failed, err); errors.Is(err, errAway) {
				return failed
			}
		}
	}
	return failed
}

// Confirm sends the confirmation mail of a setting, if it waits and is due.
func (c *Carrier) Confirm(ctx context.Context, settingID string) error {
	set, secret, err := c.service.ClaimConfirmation(ctx, settingID)
	if err != nil || set.Confirmation.State != reminder.MailClaimed {
		return untaken(err)
	}
	phone, err := c.phone(ctx, set.CompanyID)
	if err != nil {
		return err
	}
	m, err := c.composer.Confirmation(set.Choice.Locale, phone, secret)
	if err != nil {
		return err
	}
	m.To, m.At = set.Pending, set.Confirmation.At
	m.ID = messageID(set.ID + set.PendingEnds.UTC().String())
	outcome := c.sender.Send(ctx, m, func(ctx context.Context) error {
		_, err := c.service.settings.Update(ctx, access.System(), set.ID, func(set *Setting) error { return set.Confirmation.Hand(id.Hash(secret), c.clock.Now()) })
		return err
	})
	c.log.Info("mail", "party", set.CompanyID, "kind", "confirmation", "attempt", set.Confirmation.Attempt, "state", outcome.State, "answer", outcome.Answer)
	if err := untaken(c.service.settle(context.WithoutCancel(ctx), set, outcome, c.clock.Now())); err != nil {
		return err
	}
	if outcome.Away {
		return errAway
	}
	return nil
}
