package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fodfaeste/internal/fault"
)

// Change is one thing Reconcile did. Did is "created", "dropped" or "rebuilt".
type Change struct{ Table, Index, Did string }

// Changes is what Reconcile did, in order.
type Changes []Change

// String writes one line per change.
func (c Changes) String() string {
	var b strings.Builder
	for _, one := range c {
		fmt.Fprintf(&b, "%s index %s on %s\n", one.Did, one.Index, one.Table)
	}
	return b.String()
}

// SystemTables lists the tables the store itself uses. Reconcile and Check
// include them.
func SystemTables() []TableSpec { return []TableSpec{Leases.Spec(), files.Spec()} }

// Reconcile makes the indexes present equal to those declared: it creates what
// is missing, drops what is not declared and rebuilds what is declared
// differently, on the given tables and no others. A unique index that the data
// contradicts gives fault.Conflict with code "duplicate". The release step runs
// it; it may run any number of times.
func (db *DB) Reconcile(ctx context.Context, specs ...TableSpec) (Changes, error) {
	var done Changes
	for _, t := range append(SystemTables(), specs...) {
		if err := t.Validate(); err != nil {
			return done, err
		}
		present, err := db.indexes(ctx, t.Name)
		if err != nil {
			return done, err
		}
		for _, change := range t.changes(present) {
			if err := db.change(ctx, t, change); err != nil {
				return done, err
			}
			done = append(done, change)
		}
	}
	return done, nil
}

// changes compares the declared indexes with those present.
func (t TableSpec) changes(present []Index) Changes {
	var c Changes
	for _, x := range present {
		if _, declared := t.index(x.Name); !declared {
			c = append(c, Change{t.Name, x.Name, "dropped"})
		}
	}
	for _, x := range t.Indexes {
		i := slices.IndexFunc(present, func(y Index) bool { return y.Name == x.Name })
		if i < 0 {
			c = append(c, Change{t.Name, x.Name, "created"})
		} else if !x.equal(present[i]) {
			c = append(c, Change{t.Name, x.Name, "rebuilt"})
		}
	}
	return c
}

func (db *DB) change(ctx context.Context, t TableSpec, c Change) error {
	return db.call(ctx, "reconcile", t.Name, func() error {
		if c.Did != "created" {
			if err := db.engine.DropIndex(ctx, t.Name, c.Index); err != nil {
				return err
			}
		}
		if c.Did == "dropped" {
			return nil
		}
		x, _ := t.index(c.Index)
		return db.engine.CreateIndex(ctx, t.Name, x)
	})
}

func (db *DB) indexes(ctx context.Context, table string) (present []Index, err error) {
	err = db.call(ctx, "indexes", table, func() error {
		present, err = db.engine.Indexes(ctx, table)
		return err
	})
	return present, err
}

// Check answers fault.Unavailable, naming every declared index that is missing
// or different, so that a process does not serve before the release step has
// run. An index that is present and not declared does no harm.
func (db *DB) Check(ctx context.Context, specs ...TableSpec) error {
	var missing []string
	for _, t := range append(SystemTables(), specs...) {
		present, err := db.indexes(ctx, t.Name)
		if err != nil {
			return err
		}
		for _, c := range t.changes(present) {
			if c.Did != "dropped" {
				missing = append(missing, t.Name+"."+c.Index)
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return &fault.Error{Kind: fault.Unavailable, Cause: fmt.Errorf(
		"store: indexes missing or different from their declaration: %s", strings.Join(missing, ", "))}
}
