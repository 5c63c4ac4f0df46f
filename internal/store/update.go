package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"fodfaeste/internal/fault"
)

// Unchanged is what the function given to Update and UpdateAt answers when
// there is nothing to write. It is not an error to their caller.
//
//lint:ignore ST1012 it answers a question and is never seen as an error
var Unchanged = errors.New("store: nothing to change")

const (
	maxTries     = 30
	firstBackoff = time.Millisecond
	maxBackoff   = 100 * time.Millisecond
)

// Update changes the document with an id by a function, and gives the document
// as it is afterwards. The function is called again, on what is then stored,
// when somebody else wrote in between; it must do nothing but change the value
// it is given.
//
// An error of the function is answered as it is, with nothing written. Further:
// fault.NotFound as in Get, fault.Conflict with code "changed" when others kept
// writing, "duplicate" as in Insert, and fault.Internal when the function moves
// the document out of the scope or changes its id.
func (c Collection[T]) Update(ctx context.Context, s Scope, id string, apply func(*T) error) (T, error) {
	var v T
	err := c.retry(ctx, id, func() (done bool, err error) {
		v, done, err = c.try(ctx, s, id, apply)
		return done, err
	})
	if err != nil {
		return *new(T), err
	}
	return v, nil
}

// UpdateAt is Update for a caller who has seen a certain version, such as the
// one a form was filled in for. When the stored version is another one, it
// answers fault.Conflict with code "changed" and the document as it is now.
func (c Collection[T]) UpdateAt(ctx context.Context, s Scope, id string, version int64, apply func(*T) error) (T, error) {
	stale := false
	v, done, err := c.try(ctx, s, id, func(v *T) error {
		if stale = docOf(v).Version != version; stale {
			return Unchanged
		}
		return apply(v)
	})
	if err != nil {
		return *new(T), err
	}
	if !done { // written by somebody else after we read it
		if v, err = c.Get(ctx, s, id); err != nil {
			return v, err
		}
		stale = true
	}
	if stale {
		return v, fault.New(fault.Conflict, "changed")
	}
	return v, nil
}

// try reads, applies and replaces once. It is done unless somebody else wrote
// in between.
func (c Collection[T]) try(ctx context.Context, s Scope, id string, apply func(*T) error) (v T, done bool, err error) {
	old, err := c.read(ctx, s, id)
	if err != nil {
		return v, true, err
	}
	if err := decode(old, &v); err != nil {
		return v, true, err
	}
	err = apply(&v)
	if errors.Is(err, Unchanged) {
		v = *new(T) // what apply did to it before it answered must not shine through
		err = decode(old, &v)
		return v, true, err
	}
	if err != nil {
		return v, true, err
	}
	version := versionOf(old)
	docOf(&v).Version = version + 1
	doc, err := c.prepare(s, &v, id)
	if err != nil {
		return v, true, err
	}
	err = c.db.call(ctx, "replace", c.spec.Name, func() error {
		done, err = c.db.engine.Replace(ctx, c.spec, Key{ID: id, Conds: s.conds}, version, doc)
		return err
	})
	return v, done, err
}

// retry calls a function until it is done or fails. Writers of this process
// who met over a document take turns from then on; against other processes
// there is a growing, uneven pause between tries, so that those who met once do
// not meet again.
func (c Collection[T]) retry(ctx context.Context, id string, try func() (done bool, err error)) error {
	if done, err := try(); done || err != nil {
		return err
	}
	release, err := c.db.turns.take(ctx, c.spec.Name+"/"+id)
	if err != nil {
		return err
	}
	defer release()
	pause := firstBackoff
	for range maxTries {
		if done, err := try(); done || err != nil {
			return err
		}
		if err := wait(ctx, rand.N(pause)+pause/2); err != nil {
			return err
		}
		pause = min(2*pause, maxBackoff)
	}
	return fault.New(fault.Conflict, "changed")
}

// wait lets time pass, or answers the context's error when that ends first.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return fault.Wrap(fault.Unavailable, ctx.Err(), "store: waiting for another try")
	}
}
