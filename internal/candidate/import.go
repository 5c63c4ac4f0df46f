package candidate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// Plan is what importing rows would do: how many people it would add, change and
// leave as they are.
type Plan struct {
	Added, Changed, Same int
}

// same tells whether a row says what is known of the person.
func (r Row) same(c Candidate) bool {
	p, q := r.Profile, c.Profile
	return p.FirstName == q.FirstName && slices.Equal(p.Mastered, q.Mastered) && slices.Equal(p.Conditions, q.Conditions) &&
		p.MinutesNow == q.MinutesNow && p.MinutesWished == q.MinutesWished &&
		r.Wish.PostCode == c.Wish.PostCode && r.Wish.From == c.Wish.From && slices.Equal(r.Wish.Times, c.Wish.Times)
}

// rowID is the id of the person a row is about. It follows from the municipality
// and the key, so that a file read twice, or by two people at once, makes nobody
// twice.
func rowID(municipalityID, key string) string {
	sum := sha256.Sum256([]byte(municipalityID + "\x00" + key))
	return "cnd_" + hex.EncodeToString(sum[:12])
}

// known reads the register, by id.
func (s *Service) known(ctx context.Context, actor access.Actor) (map[string]Candidate, error) {
	register, err := s.Register(ctx, actor)
	byID := make(map[string]Candidate, len(register))
	for _, c := range register {
		byID[c.ID] = c
	}
	return byID, err
}

// PlanImport tells what importing rows would do. Nothing is written.
func (s *Service) PlanImport(ctx context.Context, actor access.Actor, rows []Row) (Plan, error) {
	known, err := s.known(ctx, actor)
	var plan Plan
	for _, row := range rows {
		plan.count(row, known[rowID(actor.Party().ID, row.Key)])
	}
	return plan, err
}

func (p *Plan) count(row Row, c Candidate) {
	switch {
	case c.ID == "":
		p.Added++
	case row.same(c):
		p.Same++
	default:
		p.Changed++
	}
}

// Import takes rows into the register, so many of them at most, and tells how many
// are left. All are checked before the first is written; stopped in between, doing
// it again goes on where it was.
func (s *Service) Import(ctx context.Context, actor access.Actor, rows []Row, most int) (done Plan, left int, err error) {
	scope, err := actor.Scope(access.ManageCandidates)
	if err != nil {
		return Plan{}, 0, err
	}
	for _, row := range rows {
		if err := row.check(); err != nil || len(rows) > MaxRows {
			return Plan{}, 0, fault.New(fault.Invalid, "csv_unreadable")
		}
	}
	known, err := s.known(ctx, actor)
	if err != nil {
		return Plan{}, 0, err
	}
	for _, row := range rows {
		before := known[rowID(actor.Party().ID, row.Key)]
		if before.ID != "" && row.same(before) {
			done.Same++
			continue
		}
		if done.Added+done.Changed == most {
			left++
			continue
		}
		if err := s.take(ctx, actor, scope, row, before.ID != ""); err != nil {
			return done, left, err
		}
		done.count(row, before)
	}
	return done, left, nil
}

// take writes one row: a new person, or what differs of a known one.
func (s *Service) take(ctx context.Context, actor access.Actor, scope store.Scope, row Row, known bool) error {
	now := s.clock.Now()
	id := rowID(actor.Party().ID, row.Key)
	if !known {
		c := Candidate{Doc: store.Doc{ID: id}, MunicipalityID: actor.Party().ID, Key: row.Key, Profile: row.Profile, Wish: row.Wish}
		c.Append(actor, access.ManageCandidates, now, audit.Event{Type: "candidate_imported"})
		if err := s.candidates.Insert(ctx, scope, &c); err == nil || !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	_, err := s.candidates.Update(ctx, scope, id, func(c *Candidate) error {
		if row.same(*c) {
			return store.Unchanged
		}
		c.change(actor, now, row.Profile, row.Wish)
		return nil
	})
	return err
}
