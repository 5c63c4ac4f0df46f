// Package job runs what happens by the clock and not by a request: each job in
// one process at a time, under a lease in the database, however many serve.
//
// A job is told the time and does what is due then. It must be able to do the
// same again: a process can stop in the middle, and the next one begins anew.
package job

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// Job is something that is looked into every so often.
type Job struct {
	Name string // also of its lease
	Run  func(ctx context.Context, now time.Time) error
}

// leaseFor is how long one process keeps a job to itself. A job that takes
// longer can run beside itself, which it must bear anyway.
const leaseFor = 5 * time.Minute

// Runner runs jobs.
type Runner struct {
	db     *store.DB
	clock  clock.Clock
	log    *slog.Logger
	holder string
	jobs   []Job
}

// NewRunner makes the runner of one process.
func NewRunner(db *store.DB, c clock.Clock, log *slog.Logger, jobs ...Job) *Runner {
	return &Runner{db: db, clock: c, log: log, holder: id.Secret(), jobs: jobs}
}

// Once looks into every job whose lease this process can have.
func (r *Runner) Once(ctx context.Context) {
	for _, j := range r.jobs {
		held, err := r.db.Lease(ctx, r.clock, "job:"+j.Name, r.holder, leaseFor)
		if err == nil && held {
			err = j.run(ctx, r.clock.Now())
		}
		if err != nil && ctx.Err() == nil {
			r.log.Error("job", "job", j.Name, "kind", fault.KindOf(err), "error", err)
		}
	}
}

// run does the job; one that panics is told of like one that fails, and does not
// take the others along.
func (j Job) run(ctx context.Context, now time.Time) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return j.Run(ctx, now)
}

// Run looks into the jobs at once and then every so often, until the context
// ends.
func (r *Runner) Run(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		r.Once(ctx)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
