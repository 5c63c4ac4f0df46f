package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
)

// DB gives collections, files and leases over an engine. It is safe for
// concurrent use.
type DB struct {
	engine  Engine
	clock   clock.Clock
	observe Observer
	turns   turns
}

// Observer is told of every call to the engine, when it has returned.
type Observer func(ctx context.Context, call Call)

// Call is one call to the engine. Table is empty where none is concerned.
type Call struct {
	Op, Table string
	Duration  time.Duration
	Err       error
}

// Option changes how a DB works.
type Option func(*DB)

// WithObserver adds an observer after those already there.
func WithObserver(o Observer) Option {
	return func(db *DB) {
		before := db.observe
		db.observe = func(ctx context.Context, call Call) {
			before(ctx, call)
			o(ctx, call)
		}
	}
}

// WithClock sets the clock that measures calls. The default is clock.System.
func WithClock(c clock.Clock) Option { return func(db *DB) { db.clock = c } }

// NewDB makes a DB over an engine, which it then owns.
func NewDB(e Engine, opts ...Option) *DB {
	db := &DB{engine: e, clock: clock.System{}, observe: func(context.Context, Call) {}}
	for _, o := range opts {
		o(db)
	}
	return db
}

// Ping answers fault.Unavailable when the engine does not work.
func (db *DB) Ping(ctx context.Context) error {
	return db.call(ctx, "ping", "", func() error { return db.engine.Ping(ctx) })
}

// Purge removes expired documents where the engine does not do so by itself,
// and tells how many. Run it every few minutes.
func (db *DB) Purge(ctx context.Context) (removed int, err error) {
	err = db.call(ctx, "purge", "", func() error {
		removed, err = db.engine.Purge(ctx)
		return err
	})
	return removed, err
}

// Close releases the engine.
func (db *DB) Close(ctx context.Context) error { return db.engine.Close(ctx) }

// call does one engine call: it tells the observer, and makes sure that an
// error after the context's end carries the context's error.
func (db *DB) call(ctx context.Context, op, table string, do func() error) error {
	start := db.clock.Now()
	err := ctx.Err()
	if err == nil {
		err = do()
	}
	if ended := ctx.Err(); err != nil && ended != nil {
		err = interrupted(op, table, err, ended)
	}
	db.observe(ctx, Call{Op: op, Table: table, Duration: db.clock.Now().Sub(start), Err: err})
	return err
}

func interrupted(op, table string, err, ended error) error {
	if !errors.Is(err, ended) {
		err = fmt.Errorf("%w: %w", ended, err)
	}
	return fault.Wrap(fault.Unavailable, err, "store: "+op+" "+table)
}
