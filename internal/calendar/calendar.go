// Package calendar keeps the links by which people have the portal's dates in a
// calendar of their own: meetings, days that documentation is due and, for those who
// run them, the deadlines of claims.
//
// A link is a secret of which only the hash is kept. It is worth what its owner's
// roles are worth at the moment of reading: without a role there is nothing behind it.
// What is read says neither names nor money.
package calendar

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/ical"
	"fodfaeste/internal/id"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
	"fodfaeste/internal/store"
)

// Feed is a person's link at a party; there is one at most.
type Feed struct {
	store.Doc      `bson:",inline"`
	CompanyID      string       `bson:"company_id,omitempty"`
	MunicipalityID string       `bson:"municipality_id,omitempty"`
	PersonID       string       `bson:"person_id"`
	Party          access.Party `bson:"party"`
	Signatory      bool         `bson:"signatory"` // said the sign-in by which it was made
	Hash           string       `bson:"hash"`      // of the secret; "" once it has ended
	MadeAt         time.Time    `bson:"made_at"`
	audit.Trail    `bson:",inline"`
}

// Table is where feeds are kept.
var Table = store.Table[Feed]{
	Name:    "feeds",
	Indexes: []store.Index{{Name: "link", Keys: []string{"hash"}}},
}

func feedID(actor access.Actor) string { return "cal_" + actor.Party().ID + "_" + actor.PersonID() }

// Readers makes an actor of the person behind a link, with the roles they have now.
type Readers interface {
	Reader(ctx context.Context, who access.Identity, at access.Party) (access.Actor, error)
}

// Service makes, ends and reads feeds.
type Service struct {
	Needs
	feeds store.Collection[Feed]
	clock clock.Clock
}

// Needs are the features whose dates are in a calendar.
type Needs struct {
	Readers    Readers
	Placements *placement.Service
	Meetings   *meeting.Service
	Claims     *claim.Service
	Reports    *report.Service
}

// NewService makes the service.
func NewService(db *store.DB, n Needs, c clock.Clock) *Service {
	return &Service{Needs: n, feeds: store.In(db, Table), clock: c}
}

// Mine gives the actor's own link; the zero Feed when there is none.
func (s *Service) Mine(ctx context.Context, actor access.Actor) (Feed, error) {
	scope, err := actor.Scope(access.OwnCalendar)
	if err != nil {
		return Feed{}, err
	}
	f, err := s.feeds.Get(ctx, scope, feedID(actor))
	if fault.Is(err, fault.NotFound) || f.Hash == "" {
		return Feed{}, ignore(err)
	}
	return f, err
}

// ignore is no error for what is not there.
func ignore(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// Make makes the actor's link, in place of one there was. The secret is given back
// once and not kept.
func (s *Service) Make(ctx context.Context, actor access.Actor) (secret string, err error) {
	scope, err := actor.Scope(access.OwnCalendar)
	if err != nil {
		return "", err
	}
	secret = id.Secret()
	now := s.clock.Now()
	write := func(f *Feed) error {
		f.PersonID, f.Party, f.Signatory, f.Hash, f.MadeAt = actor.PersonID(), actor.Party(), actor.Signatory(), id.Hash(secret), now
		f.Append(actor, access.OwnCalendar, now, audit.Event{Type: "feed_made"})
		return nil
	}
	_, err = s.feeds.Update(ctx, scope, feedID(actor), write)
	if !fault.Is(err, fault.NotFound) {
		return secret, err
	}
	fresh := Feed{Doc: store.Doc{ID: feedID(actor)}}
	switch party := actor.Party(); party.Kind {
	case access.Company:
		fresh.CompanyID = party.ID
	case access.Municipality:
		fresh.MunicipalityID = party.ID
	}
	if err := write(&fresh); err != nil {
		return "", err
	}
	err = s.feeds.Insert(ctx, scope, &fresh)
	if fault.Is(err, fault.Conflict) {
		_, err = s.feeds.Update(ctx, scope, fresh.ID, write)
	}
	return secret, err
}

// End ends the actor's link at once.
func (s *Service) End(ctx context.Context, actor access.Actor) error {
	scope, err := actor.Scope(access.OwnCalendar)
	if err != nil {
		return err
	}
	_, err = s.feeds.Update(ctx, scope, feedID(actor), func(f *Feed) error {
		if f.Hash == "" {
			return store.Unchanged
		}
		f.Hash = ""
		f.Append(actor, access.OwnCalendar, s.clock.Now(), audit.Event{Type: "feed_ended"})
		return nil
	})
	return ignore(err)
}

// Kind is what a date is about: a text key below "calendar.kind.".
type Kind string

const (
	Meeting       Kind = "meeting"
	Claim         Kind = "claim"
	Documentation Kind = "documentation"
)

// Entry is a date in a calendar, without words.
type Entry struct {
	ical.Event
	Kind Kind
	Page string // where the portal has more of it
}

// back is for how long what is past stays in a calendar, in days.
const back = 31

// Read gives what is behind a link: nothing is there, fault.NotFound, without a role.
// host ends the UIDs.
func (s *Service) Read(ctx context.Context, secret, host string) ([]Entry, error) {
	f, err := s.feeds.First(ctx, access.Link("hash", id.Hash(secret)), store.Query{Index: "link"})
	if err != nil {
		return nil, err
	}
	actor, err := s.Readers.Reader(ctx, access.Identity{PersonID: f.PersonID, Signatory: f.Signatory}, f.Party)
	if err != nil {
		return nil, err
	}
	if !actor.Can(access.OwnCalendar) {
		return nil, fault.New(fault.NotFound, "")
	}
	today := caldate.Of(s.clock.Now())
	facts := Facts{Since: today.Add(-back), Host: host}
	if actor.Can(access.ViewMeetings) {
		if facts.Placements, err = s.Placements.Current(ctx, actor, facts.Since); err != nil {
			return nil, err
		}
		if facts.FollowUps, err = s.Meetings.Since(ctx, actor, facts.Since); err != nil {
			return nil, err
		}
	}
	if facts.Documents = actor.Can(access.ViewDocumentation); facts.Documents {
		if facts.Reports, err = s.Reports.Since(ctx, actor, facts.Since); err != nil {
			return nil, err
		}
	}
	if actor.Can(access.RunClaims) {
		if facts.Claims, err = s.Claims.All(ctx, actor); err != nil {
			return nil, err
		}
	}
	return facts.Entries(), nil
}

// Facts are what a calendar follows from.
type Facts struct {
	Since      caldate.Date
	Host       string
	Placements []placement.Placement
	FollowUps  []meeting.FollowUp
	Documents  bool // documentation may be seen
	Reports    []report.Documentation
	Claims     []claim.Followed
}

// Entries lists the dates, in order.
func (f Facts) Entries() []Entry {
	var list []Entry
	add := func(k Kind, page string, e ical.Event) {
		if !e.On.Before(f.Since) {
			list = append(list, Entry{e, k, page})
		}
	}
	for _, p := range f.Placements {
		if !meeting.Agreed(p) {
			continue
		}
		page := "/placements/" + p.ID
		var up meeting.FollowUp
		if i := slices.IndexFunc(f.FollowUps, func(up meeting.FollowUp) bool { return up.PlacementID == p.ID }); i >= 0 {
			up = f.FollowUps[i]
		}
		for _, m := range up.Agenda(p) {
			add(Meeting, page+"/meetings/"+m.ID, m.Entry(p, f.Host))
		}
		if due, missing := f.due(p); missing {
			add(Documentation, page+"/documentation", ical.Event{UID: p.ID + "-documentation@" + f.Host, Stamp: p.SentAt, On: due})
		}
	}
	for _, followed := range f.Claims {
		for _, st := range followed.Claims {
			if !slices.Contains([]claim.ClaimStatus{claim.TooEarly, claim.Open, claim.Complete, claim.ToCorrect, claim.Lacking}, st.Status) || st.Deadline.IsZero() {
				continue
			}
			from := st.From.String()
			add(Claim, "/applications/"+followed.ID+"/claims/"+from, ical.Event{UID: followed.ID + "-" + from + "@" + f.Host, Stamp: followed.Decision.At, On: st.Deadline})
		}
	}
	slices.SortStableFunc(list, func(a, b Entry) int {
		return cmp.Or(a.On.Compare(b.On), a.Time-b.Time, cmp.Compare(a.UID, b.UID))
	})
	return list
}

// due is when the documentation of a course is to be delivered, until it is.
func (f Facts) due(p placement.Placement) (caldate.Date, bool) {
	_, will := report.Begins(p)
	delivered := slices.ContainsFunc(f.Reports, func(d report.Documentation) bool { return d.PlacementID == p.ID && len(d.Deliveries) > 0 })
	return report.Due(p), f.Documents && will && !delivered
}
