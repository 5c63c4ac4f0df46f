package job

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

// TestOneInstance: of two instances one does the job, and the other takes over
// when the first is gone. A job that fails is told of and keeps nobody else.
func TestOneInstance(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := clock.At(time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC))
		var log strings.Builder
		var first, second, after atomic.Int32
		count := func(n *atomic.Int32) func(context.Context, time.Time) error {
			return func(_ context.Context, now time.Time) error {
				if !now.Equal(c.Now()) {
					t.Errorf("the job is told it is %s", now)
				}
				n.Add(1)
				return nil
			}
		}
		fails := Job{"fails", func(context.Context, time.Time) error { return errors.New("no") }}
		panics := Job{"panics", func(context.Context, time.Time) error { panic("no") }}
		one := NewRunner(db, c, slog.New(slog.NewTextHandler(&log, nil)), fails, panics, Job{"work", count(&first)}, Job{"more", count(&after)})
		two := NewRunner(db, c, slog.New(slog.DiscardHandler), Job{"work", count(&second)})
		one.Once(t.Context())
		two.Once(t.Context())
		one.Once(t.Context())
		if first.Load() != 2 || second.Load() != 0 || after.Load() != 2 || strings.Count(log.String(), "job=fails") != 2 || strings.Count(log.String(), "job=panics") != 2 {
			t.Errorf("first %d, second %d, after a failure %d, log %s", first.Load(), second.Load(), after.Load(), log.String())
		}
		c.Advance(leaseFor + time.Minute)
		two.Once(t.Context())
		if second.Load() != 1 {
			t.Error("nobody took over")
		}
	}, store.SystemTables()...)
}

// TestRunStops: the loop ends with its context.
func TestRunStops(t *testing.T) {
	db := storetest.Open(t)
	ctx, cancel := context.WithCancel(t.Context())
	runs := make(chan struct{}, 100)
	r := NewRunner(db, clock.System{}, slog.New(slog.DiscardHandler), Job{"work", func(context.Context, time.Time) error {
		runs <- struct{}{}
		return nil
	}})
	done := make(chan struct{})
	go func() {
		r.Run(ctx, time.Millisecond)
		close(done)
	}()
	<-runs
	<-runs
	cancel()
	<-done
}
