package store

import (
	"context"
	"sync"

	"fodfaeste/internal/fault"
)

// turns lets callers who want the same thing go one after another. It spares
// them tries; nothing depends on it, since the version decides every write.
type turns struct {
	mu    sync.Mutex
	queue map[string]*turn
}

type turn struct {
	busy  chan struct{} // holds one token while somebody has the turn
	users int           // those who have it or wait for it
}

// take waits for the turn at a key. The caller gives it back with release.
func (t *turns) take(ctx context.Context, key string) (release func(), err error) {
	t.mu.Lock()
	if t.queue == nil {
		t.queue = map[string]*turn{}
	}
	one := t.queue[key]
	if one == nil {
		one = &turn{busy: make(chan struct{}, 1)}
		t.queue[key] = one
	}
	one.users++
	t.mu.Unlock()
	select {
	case one.busy <- struct{}{}:
		return func() { <-one.busy; t.leave(key, one) }, nil
	case <-ctx.Done():
		t.leave(key, one)
		return nil, fault.Wrap(fault.Unavailable, ctx.Err(), "store: waiting for other writers")
	}
}

// leave forgets a key that nobody uses any more.
func (t *turns) leave(key string, one *turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if one.users--; one.users == 0 {
		delete(t.queue, key)
	}
}
