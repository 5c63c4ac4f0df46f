package delivery_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fodfaeste/internal/claim"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/delivery"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/mail/mailtest"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/mongostore"
	"fodfaeste/internal/store/sqlitestore"
	"fodfaeste/internal/store/storetest"
)

// What the environment of a child process names: the database, the mail server and
// the time.
const (
	childDatabase = "DELIVERY_TEST_DATABASE"
	childServer   = "DELIVERY_TEST_SERVER"
	childNow      = "DELIVERY_TEST_NOW"
)

// TestMain is also the child: an instance of the portal that carries mails, until
// it has carried all or is killed.
func TestMain(m *testing.M) {
	if os.Getenv(childDatabase) == "" {
		os.Exit(m.Run())
	}
	if err := carry(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func carry(ctx context.Context) error {
	now, err := time.Parse(time.RFC3339, os.Getenv(childNow))
	if err != nil {
		return err
	}
	db, err := openAt(ctx, os.Getenv(childDatabase))
	if err != nil {
		return err
	}
	c := clock.At(now)
	w := world{db: db, clock: c, reminders: reminder.NewService(db, must(grant.Load()), must(claim.Load()), c), service: delivery.NewService(db, c), log: slog.New(slog.DiscardHandler)}
	return w.carrier(os.Getenv(childServer)).Run(ctx, now)
}

// openAt opens a database by its address, or the file of an embedded one.
func openAt(ctx context.Context, address string) (*store.DB, error) {
	var e store.Engine
	var err error
	if strings.HasPrefix(address, "mongodb") {
		e, err = mongostore.Open(address)
	} else {
		e, err = sqlitestore.Open(ctx, address, clock.System{})
	}
	if err != nil {
		return nil, err
	}
	db := store.NewDB(e)
	_, err = db.Reconcile(ctx, specs()...)
	return db, err
}

// counted is how often each message was taken.
func counted(sink *mailtest.Sink) map[string]int {
	n := map[string]int{}
	for _, m := range sink.Taken() {
		n[m.ID]++
	}
	return n
}

// TestTwoInstances: several instances at once over one database, on either engine,
// send every digest, and none of them twice.
func TestTwoInstances(t *testing.T) {
	const people, instances = 20, 4
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		sink := mailtest.Start(t, "none")
		w := newWorld(t, db, people)
		for i := range people {
			w.withAddress(fmt.Sprintf("per_%02d", i), delivery.Choice{How: delivery.Daily, Locale: "da"})
		}
		w.remind()
		done := make(chan error)
		for range instances {
			go func() { done <- w.carrier(sink.Address).Run(t.Context(), w.clock.Now()) }()
		}
		for range instances {
			w.check(<-done)
		}
		for id, n := range counted(sink) {
			if n != 1 {
				t.Errorf("%s was taken %d times", id, n)
			}
		}
		if got := w.states(); len(sink.Taken()) != people || got[reminder.MailSent] != people {
			t.Errorf("%d of %d were taken: %v", len(sink.Taken()), people, got)
		}
		t.Logf("%d digests, %d instances: %d taken", people, instances, len(sink.Taken()))
	}, specs()...)
}

// TestKill kills instances (-9) in the middle of a conversation: before the end of
// a message, and after the server has it but before the instance knows. No digest
// is ever taken twice; those of which nobody knows are unclear, and the rest go.
func TestKill(t *testing.T) {
	t.Run("embedded", func(t *testing.T) { killing(t, filepath.Join(t.TempDir(), "kill.db"), 1) })
	t.Run("server", func(t *testing.T) { killing(t, storetest.ServerURI(t), 2) })
}

func killing(t *testing.T, address string, instances int) {
	const people, rounds = 24, 40
	db, err := openAt(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	closed := false
	shut := func() {
		if !closed {
			closed = true
			_ = db.Close(context.WithoutCancel(t.Context()))
		}
	}
	defer shut()
	w := newWorld(t, db, people)
	for i := range people {
		w.withAddress(fmt.Sprintf("per_%02d", i), delivery.Choice{How: delivery.Daily})
	}
	w.remind()
	if instances == 1 {
		shut() // the embedded engine is one process's
	}
	sink := mailtest.Start(t, "none")
	k := &killer{}
	sink.Hook(mailtest.Hooks{
		Recipient: func(string) error { k.event(&k.early, 4); return nil },
		Ending:    func(string) error { k.event(&k.late, 5); return nil },
	})
	now := w.clock.Now()
	for range rounds {
		if k.round(t, address, sink.Address, now, instances) == 0 {
			break // nobody was killed: everything is done
		}
		now = now.Add(4 * time.Minute)
	}
	if instances == 1 {
		if db, err = openAt(t.Context(), address); err != nil {
			t.Fatal(err)
		}
		closed = false
		fresh := clock.At(now)
		w = world{t: t, db: db, clock: fresh, reminders: reminder.NewService(db, must(grant.Load()), must(claim.Load()), fresh), service: delivery.NewService(db, fresh), settings: store.In(db, delivery.Table), digests: store.In(db, reminder.Table), log: w.log}
	}
	w.clock.Set(now.Add(4 * time.Minute)) // what was handed over by the dead is unclear by now
	w.check(w.carrier(sink.Address).Run(t.Context(), w.clock.Now()))
	n, states := counted(sink), w.states()
	for id, times := range n {
		if times != 1 {
			t.Errorf("%s was taken %d times", id, times)
		}
	}
	if states[reminder.MailSent]+states[reminder.MailUnclear] != people || len(n) < states[reminder.MailSent] || k.lateKills == 0 || k.earlyKills == 0 || states[reminder.MailUnclear] == 0 {
		t.Errorf("%d taken, states %v; killed %d before and %d after the end of a message", len(n), states, k.earlyKills, k.lateKills)
	}
	t.Logf("%d digests: %d taken, none twice; %d sent, %d unclear; killed %d times before the end of a message and %d times after it",
		people, len(n), states[reminder.MailSent], states[reminder.MailUnclear], k.earlyKills, k.lateKills)
}

// killer kills the running instances at some events of the mail server.
type killer struct {
	mu                    sync.Mutex
	running               []*exec.Cmd
	killed                bool // in this round
	early, late           int
	earlyKills, lateKills int
}

// event counts, and kills at every nth.
func (k *killer) event(count *int, every int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	*count++
	if *count%every != 0 || k.killed {
		return
	}
	k.killed = true
	if count == &k.early {
		k.earlyKills++
	} else {
		k.lateKills++
	}
	victims := k.running
	if (k.earlyKills+k.lateKills)%3 == 0 {
		victims = victims[:1] // the others go on
	}
	for _, child := range victims {
		_ = child.Process.Kill()
	}
}

// round starts instances and waits for their end; it answers how many were killed.
func (k *killer) round(t *testing.T, database, server string, now time.Time, instances int) (killed int) {
	t.Helper()
	k.mu.Lock()
	k.killed, k.running = false, nil
	for range instances {
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), childDatabase+"="+database, childServer+"="+server, childNow+"="+now.Format(time.RFC3339))
		child.Stderr = os.Stderr
		if err := child.Start(); err != nil {
			k.mu.Unlock()
			t.Fatal(err)
		}
		k.running = append(k.running, child)
	}
	running := k.running
	k.mu.Unlock()
	for _, child := range running {
		if err := child.Wait(); err != nil {
			killed++
		}
	}
	return killed
}
