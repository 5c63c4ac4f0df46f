package reminder

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
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
	reports    store.Collection[report.Documentation]
	clock      clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, c clock.Clock) *Service {
	return &Service{
		digests: store.In(db, Table), days: store.In(db, Days), companies: store.In(db, company.Table), grants: store.In(db, access.Grants),
		placements: store.In(db, placement.Table), weeks: store.In(db, hours.Table), referrals: store.In(db, candidate.Referrals),
		openings: store.In(db, opening.Table), reports: store.In(db, report.Table), clock: c,
	}
}

// Day notes that a firm's reminders of a day have all gone out; its id is the
// firm and the day.
type Day struct {
	store.Doc `bson:",inline"`
	Date      caldate.Date `bson:"date"`
	At        time.Time    `bson:"at"`
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
	finished, err := s.days.All(ctx, all, store.Query{Index: "date", Equal: []any{today}})
	if err != nil {
		return err
	}
	firms, err := s.companies.All(ctx, all, store.Query{Index: "company"})
	if err != nil {
		return err
	}
	for _, f := range firms {
		done := Day{Doc: store.Doc{ID: "reminders:" + f.ID + ":" + today.String()}, Date: today, At: now}
		told := slices.ContainsFunc(finished, func(d Day) bool { return d.ID == done.ID })
		if told || !open(f.Reminders(), now) {
			continue
		}
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
	today, all, id := caldate.Of(now), access.System(), []any{of.ID}
	back := today.Week().Add(-hours.WeeksBack)
	grants, err := s.grants.All(ctx, all, store.Query{Index: "company", Equal: id})
	if err != nil {
		return nil, err
	}
	f := Firm{Times: of.Reminders(), Members: company.MembersOf(grants, today)}
	if f.Placements, err = s.placements.All(ctx, all, store.Query{Index: "company", Equal: id, From: back.Monday()}); err != nil {
		return nil, err
	}
	if f.Weeks, err = s.weeks.All(ctx, all, store.Query{Index: "company", Equal: id, From: back}); err != nil {
		return nil, err
	}
	for _, status := range []candidate.Status{candidate.New, candidate.Seen, candidate.Later} { // the copy: a "not now" wakes by its day
		waiting, err := s.referrals.All(ctx, all, store.Query{Index: "company", Equal: []any{of.ID, string(status)}})
		if err != nil {
			return nil, err
		}
		f.Referrals = append(f.Referrals, waiting...)
	}
	for _, status := range []opening.Status{opening.Live, opening.Draft} { // those that end by the clock
		list, err := s.openings.All(ctx, all, store.Query{Index: "company", Equal: []any{of.ID, string(status)}, From: today})
		if err != nil {
			return nil, err
		}
		f.Openings = append(f.Openings, list...)
	}
	if f.Reports, err = s.reports.All(ctx, all, store.Query{Index: "company", Equal: id, From: back.Monday()}); err != nil {
		return nil, err
	}
	said, err := s.digests.All(ctx, all, store.Query{Index: "company", Equal: id, From: today.Add(-2 * lookBack)})
	return digests(of.ID, Due(f, today), said, now), err
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
