package store

import (
	"context"
	"time"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
)

// Leases says who may do what only one instance should do at a time.
var Leases = Table[LeaseDoc]{Name: "leases"}

// LeaseDoc is a lease; its id is the lease's name.
type LeaseDoc struct {
	Doc    `bson:",inline"`
	Holder string    `bson:"holder"`
	Until  time.Time `bson:"until"`
}

// Lease takes a lease, renews it for the same holder, or takes it over when it
// has run out, and tells whether the holder has it now. That somebody else has
// it is no error.
func (db *DB) Lease(ctx context.Context, c clock.Clock, name, holder string, ttl time.Duration) (bool, error) {
	leases, all := In(db, Leases), SystemScope()
	now := c.Now()
	held, err := leases.Get(ctx, all, name)
	switch {
	case fault.Is(err, fault.NotFound):
		err = leases.Insert(ctx, all, &LeaseDoc{Doc: Doc{ID: name}, Holder: holder, Until: now.Add(ttl)})
	case err != nil:
		return false, err
	case held.Holder != holder && held.Until.After(now):
		return false, nil
	default:
		_, err = leases.UpdateAt(ctx, all, name, held.Version, func(l *LeaseDoc) error {
			l.Holder, l.Until = holder, now.Add(ttl)
			return nil
		})
	}
	if fault.Is(err, fault.Conflict) { // somebody was faster
		return false, nil
	}
	return err == nil, err
}
