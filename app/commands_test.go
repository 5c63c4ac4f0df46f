package main

import (
	"context"
	"io"
	"testing"
	"time"

	"fodfaeste/internal/clock"
)

// TestStopBeforeServing: a portal that is told to stop before it has begun to
// serve stops all the same.
func TestStopBeforeServing(t *testing.T) {
	config, err := loadConfig(environment(map[string]string{"FODFAESTE_DATA": t.TempDir()}))
	if err != nil {
		t.Fatal(err)
	}
	p, err := openPortal(t.Context(), config, clock.System{}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.db.Reconcile(t.Context(), tables()...); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	done := make(chan error, 1)
	go func() { done <- p.run(stopped, listen(t)) }()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(drainTime):
		t.Fatal("it goes on")
	}
}
