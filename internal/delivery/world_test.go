package delivery_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/delivery"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/mail"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/report"
	"fodfaeste/internal/store"
)

// thursday is a day on which one small job that was sent back is due.
var thursday = caldate.MustParse("2026-11-19")

func at(d caldate.Date, hour int) time.Time { return d.Time().Add(time.Duration(hour-1) * time.Hour) } // in Denmark, in winter

func specs() []store.TableSpec {
	return []store.TableSpec{
		delivery.Table.Spec(), reminder.Table.Spec(), reminder.Days.Spec(), company.Table.Spec(), access.Grants.Spec(), placement.Table.Spec(),
		hours.Table.Spec(), candidate.Referrals.Spec(), opening.Table.Spec(), claim.Table.Spec(), report.Table.Spec(),
	}
}

// world is a firm with owners, all of whom are told of the same thing.
type world struct {
	t         *testing.T
	db        *store.DB
	clock     *clock.Fixed
	reminders *reminder.Service
	service   *delivery.Service
	settings  store.Collection[delivery.Setting]
	digests   store.Collection[reminder.Digest]
	logged    *strings.Builder
	log       *slog.Logger
}

func newWorld(t *testing.T, db *store.DB, owners int) world {
	c := clock.At(at(thursday, 10))
	w := world{t: t, db: db, clock: c, reminders: reminder.NewService(db, must(grant.Load()), must(claim.Load()), c), service: delivery.NewService(db, c), settings: store.In(db, delivery.Table), digests: store.In(db, reminder.Table), logged: &strings.Builder{}}
	w.log = slog.New(slog.NewTextHandler(w.logged, nil))
	firm := company.Company{Doc: store.Doc{ID: "com_1"}, CompanyID: "com_1", CVR: "99999993", Contact: company.Contact{Phone: "54 00 00 00"}}
	w.check(store.In(db, company.Table).Insert(t.Context(), access.System(), &firm))
	for i := range owners {
		id := fmt.Sprintf("per_%02d", i)
		g := access.Grant{Doc: store.Doc{ID: "grt_" + id}, PersonID: id, CompanyID: "com_1", PartyID: "com_1", Role: access.Owner}
		w.check(store.In(db, access.Grants).Insert(t.Context(), access.System(), &g))
	}
	w.sendBack("opn_1", thursday)
	return w
}

func (w world) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// sendBack lets the municipality send a small job back, so that the owners are told
// on a day.
func (w world) sendBack(id string, due caldate.Date) {
	w.t.Helper()
	o := opening.Opening{
		Doc: store.Doc{ID: id}, CompanyID: "com_1", Status: opening.Draft, TouchedAt: at(due, 8), Offer: opening.Offer{Title: "Plader"},
		Review: &opening.Review{Verdict: opening.IsSentBack, Mark: opening.Mark{At: at(due.Add(-1), 9)}},
	}
	o.Until, _ = o.LastDay()
	w.check(store.In(w.db, opening.Table).Insert(w.t.Context(), access.System(), &o))
}

// withAddress lets an owner have confirmed an address.
func (w world) withAddress(personID string, c delivery.Choice) {
	w.t.Helper()
	s := delivery.Setting{
		Doc: store.Doc{ID: "dlv_com_1_" + personID}, CompanyID: "com_1", PersonID: personID, Address: personID + "@firma.example", Choice: c, ConfirmedAt: w.clock.Now(),
	}
	w.check(w.settings.Insert(w.t.Context(), access.System(), &s))
}

func (w world) actor(personID string) access.Actor {
	return access.NewActor(access.Identity{PersonID: personID, Name: "Birthe Holm"}, access.Party{Kind: access.Company, ID: "com_1"}, access.Owner)
}

// remind lets the digests of the moment be made.
func (w world) remind() {
	w.t.Helper()
	w.check(w.reminders.Run(w.t.Context(), w.clock.Now()))
}

// carrier makes one that talks to a server in the open.
func (w world) carrier(address string) *delivery.Carrier {
	server, err := mail.New(mail.Options{Address: address, TLS: mail.Plain, From: "besked@fodfaeste.example", Timeout: 20 * time.Second})
	if err != nil {
		panic(err) // in a child there is no test to fail
	}
	return delivery.NewCarrier(w.db, w.service, w.reminders, server, plain{}, w.clock, w.log)
}

// all are the digests, in their order.
func (w world) all() []reminder.Digest {
	w.t.Helper()
	list, err := w.digests.All(w.t.Context(), access.System(), store.Query{Index: "company", Equal: []any{"com_1"}})
	w.check(err)
	return list
}

// states counts digests by how far their mail is.
func (w world) states() map[reminder.MailState]int {
	counts := map[reminder.MailState]int{}
	for _, d := range w.all() {
		counts[d.Mail.State]++
	}
	return counts
}

// plain writes mails without the portal's views.
type plain struct{}

func (plain) Digest(locale string, counts []reminder.Count, phone, secret string) (delivery.Message, error) {
	var b strings.Builder
	for _, c := range counts {
		fmt.Fprintf(&b, "%s %d\n", c.Kind, c.N)
	}
	return delivery.Message{Subject: "Beskeder " + locale, Text: b.String() + phone, HTML: "<p>" + b.String() + "</p>", Stop: "https://portal.example/delivery/stop/" + secret}, nil
}

func (plain) Confirmation(_, _, secret string) (delivery.Message, error) {
	return delivery.Message{Subject: "Bekræft", Text: secret, HTML: "<p>" + secret + "</p>"}, nil
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
