package reminder

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
	"fodfaeste/internal/store"
)

// Service sends reminders and shows them. It reads as the portal itself: what is
// due concerns people of every role.
type Service struct {
	digests    store.Collection[Digest]
	days       store.Collection[Day]
	companies  store.Collection[company.Company]
	grants     store.Collection[access.Grant]
	placements store.Collection[placement.Placement]
	weeks      store.Collection[hours.Week]
	referrals  store.Collection[candidate.Referral]
	openings   store.Collection[opening.Opening]
	supports   store.Collection[claim.Application]
	rates      *grant.Rules
	claims     *claim.Rules
	reports    store.Collection[report.Documentation]
	clock      clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, g *grant.Rules, r *claim.Rules, c clock.Clock) *Service {
	return &Service{
		digests: store.In(db, Table), days: store.In(db, Days), companies: store.In(db, company.Table), grants: store.In(db, access.Grants),
		placements: store.In(db, placement.Table), weeks: store.In(db, hours.Table), referrals: store.In(db, candidate.Referrals),
		openings: store.In(db, opening.Table), supports: store.In(db, claim.Table), rates: g, claims: r, reports: store.In(db, report.Table), clock: c,
	}
}

// Day notes that a firm's reminders of a day have all gone out; its id is the
// firm and the day.
type Day struct {
	store.Doc `bson:",inline"`
	Date      caldate.Date `bson:"date"`
	At        time.Time    `bson:"at"`
}

func dayID(companyID string, d caldate.Date) string {
	return "reminders:" + companyID + ":" + d.String()
}

// Days is where finished days are kept.
var Days = store.Table[Day]{Name: "reminder_days", Indexes: []store.Index{
	{Name: "date", Keys: []string{"date"}},
	{Name: "at", Keys: []string{"at"}, ExpireAfter: store.After(30 * 24 * time.Hour)},
}}

// Run sends the reminders of the day to everybody, once, firm by firm when it is
// the hour for it there. Stopped in the middle it goes on where it was: a digest
// that is there is not made again.
func (s *Service) Run(ctx context.Context, now time.Time) error {
	all, today := access.System(), caldate.Of(now)
	finished, err := s.Finished(ctx, today)
	if err != nil {
		return err
	}
	firms, err := s.companies.All(ctx, all, store.Query{Index: "company"})
	if err != nil {
		return err
	}
	for _, f := range firms {
		if finished(f.ID) || !open(f.Reminders(), now) {
			continue
		}
		done := Day{Doc: store.Doc{ID: dayID(f.ID, today)}, Date: today, At: now}
		if err := s.send(ctx, f, now); err != nil {
			return err
		}
		if err := s.days.Insert(ctx, all, &done); err != nil && !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	return nil
}

// send tells the people of a firm what is due.
func (s *Service) send(ctx context.Context, f company.Company, now time.Time) error {
	waiting, err := s.waiting(ctx, f, now)
	if err != nil {
		return err
	}
	for _, d := range waiting {
		if err := s.digests.Insert(ctx, access.System(), &d); err != nil && !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	return nil
}

// waiting are the digests of a firm that would be sent at a moment.
func (s *Service) waiting(ctx context.Context, of company.Company, now time.Time) ([]Digest, error) {
	today := caldate.Of(now)
	f, err := s.firm(ctx, of, today)
	if err != nil {
		return nil, err
	}
	said, err := s.digests.All(ctx, access.System(), store.Query{Index: "company", Equal: []any{of.ID}, From: today.Add(-2 * lookBack)})
	return digests(of.ID, Due(f, today), said, now), err
}

// firm reads what reminders of a firm follow from.
func (s *Service) firm(ctx context.Context, of company.Company, today caldate.Date) (Firm, error) {
	all, id := access.System(), []any{of.ID}
	back := today.Week().Add(-hours.WeeksBack)
	grants, err := s.grants.All(ctx, all, store.Query{Index: "company", Equal: id})
	if err != nil {
		return Firm{}, err
	}
	f := Firm{Times: of.Reminders(), Members: company.MembersOf(grants, today)}
	if f.Placements, err = s.placements.All(ctx, all, store.Query{Index: "company", Equal: id, From: back.Monday()}); err != nil {
		return f, err
	}
	if f.Weeks, err = s.weeks.All(ctx, all, store.Query{Index: "company", Equal: id, From: back}); err != nil {
		return f, err
	}
	for _, status := range []candidate.Status{candidate.New, candidate.Seen, candidate.Later} { // the copy: a "not now" wakes by its day
		waiting, err := s.referrals.All(ctx, all, store.Query{Index: "company", Equal: []any{of.ID, string(status)}})
		if err != nil {
			return f, err
		}
		f.Referrals = append(f.Referrals, waiting...)
	}
	for _, status := range []opening.Status{opening.Live, opening.Draft} { // those that end by the clock
		list, err := s.openings.All(ctx, all, store.Query{Index: "company", Equal: []any{of.ID, string(status)}, From: today})
		if err != nil {
			return f, err
		}
		f.Openings = append(f.Openings, list...)
	}
	if f.Reports, err = s.reports.All(ctx, all, store.Query{Index: "company", Equal: id, From: back.Monday()}); err != nil {
		return f, err
	}
	return f, s.follow(ctx, of.ID, &f, today)
}

// claimWeeks is for how many weeks back claims are followed: a quarter, its window
// of three months and some days.
const claimWeeks = 32

// follow adds where the claims of a firm stand, if it was granted any support.
func (s *Service) follow(ctx context.Context, companyID string, f *Firm, today caldate.Date) error {
	all, id := access.System(), []any{companyID}
	list, err := s.supports.All(ctx, all, store.Query{Index: "company", Equal: id})
	list = slices.DeleteFunc(list, func(a claim.Application) bool { return a.Until().IsZero() })
	if err != nil || len(list) == 0 {
		return err
	}
	since := today.Week().Add(-claimWeeks)
	facts := claim.FirmFacts{Since: since.Monday()}
	if facts.Placements, err = s.placements.All(ctx, all, store.Query{Index: "company", Equal: id, From: facts.Since}); err != nil {
		return err
	}
	if facts.Weeks, err = s.weeks.All(ctx, all, store.Query{Index: "company", Equal: id, From: since}); err != nil {
		return err
	}
	f.Claims, f.Known, f.Before = claim.Follow(s.rates, s.claims, list, facts, today), facts.Since, s.claims.RemindBefore
	return nil
}

// gathered is for how many days back a mail can tell what is still missing: that
// of somebody who wants one a week tells what fell due since the last, and before.
const gathered = 7 + lookBack

// Missing keeps of a person's items those that are still missing at a moment, and
// theirs to see to. It is asked before a mail goes, which may be days later.
func (s *Service) Missing(ctx context.Context, companyID, personID string, items []Item, now time.Time) ([]Item, error) {
	of, err := s.companies.Get(ctx, access.System(), companyID)
	if err != nil {
		return nil, err
	}
	today := caldate.Of(now)
	f, err := s.firm(ctx, of, today)
	if err != nil {
		return nil, err
	}
	due := dueWithin(f, today, gathered)
	return slices.DeleteFunc(slices.Clone(items), func(i Item) bool {
		return !slices.ContainsFunc(due, func(d Item) bool { return d.ToID == personID && d.Key == i.Key })
	}), nil
}

// Finished finds the firms whose reminders of a day have all been said.
func (s *Service) Finished(ctx context.Context, today caldate.Date) (finished func(companyID string) bool, err error) {
	days, err := s.days.All(ctx, access.System(), store.Query{Index: "date", Equal: []any{today}})
	return func(companyID string) bool {
		return slices.ContainsFunc(days, func(d Day) bool { return d.ID == dayID(companyID, today) })
	}, err
}

// keptDays is how far back a person sees what they were told.
const keptDays = 30

// Mine lists what the actor was told, newest first.
func (s *Service) Mine(ctx context.Context, actor access.Actor) ([]Digest, error) {
	scope, err := actor.Scope(access.ViewReminders)
	if err != nil {
		return nil, err
	}
	list, err := s.digests.All(ctx, scope, store.Query{Index: "person", Equal: []any{actor.PersonID()}, From: caldate.Of(s.clock.Now()).Add(-keptDays)})
	slices.Reverse(list)
	return list, err
}

// Outgoing is a digest with whom it is for.
type Outgoing struct {
	Digest
	Name string
}

// Today lists what the people of the actor's firm would be told if it were sent
// now.
func (s *Service) Today(ctx context.Context, actor access.Actor) ([]Outgoing, error) {
	scope, err := actor.Scope(access.ManageMembers)
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	firm, err := s.companies.Get(ctx, scope, actor.Party().ID)
	if err != nil {
		return nil, err
	}
	waiting, err := s.waiting(ctx, firm, now)
	if err != nil {
		return nil, err
	}
	grants, err := s.grants.All(ctx, scope, store.Query{Index: "company"})
	if err != nil {
		return nil, err
	}
	people := company.MembersOf(grants, caldate.Of(now))
	var list []Outgoing
	for _, d := range waiting {
		i := slices.IndexFunc(people, func(m company.Member) bool { return m.PersonID == d.PersonID })
		name := ""
		if i >= 0 {
			name = people[i].Name
		}
		list = append(list, Outgoing{d, name})
	}
	return list, nil
}
