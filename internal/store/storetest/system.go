package storetest

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

func keepsFiles(t *testing.T, db *store.DB) {
	ctx := t.Context()
	contents := map[string][]byte{
		"empty": {}, "small": []byte("hej"), "large": bytes.Repeat([]byte("0123456789abcdef"), 1<<16+3),
	}
	for id, want := range contents {
		if err := db.PutFile(ctx, acme, id, id+".pdf", "application/pdf", bytes.NewReader(want)); err != nil {
			t.Fatalf("put %s: %v", id, err)
		}
		readFile(t, db, id, want)
	}
	err := db.PutFile(ctx, acme, "small", "again", "text/plain", strings.NewReader("something else"))
	if fault.CodeOf(err) != "duplicate" {
		t.Errorf("a second file of one id gave %v, want a duplicate", err)
	}
	readFile(t, db, "small", contents["small"])
	broken := errors.New("the line went dead")
	err = db.PutFile(ctx, acme, "half", "half", "text/plain", io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) {
		t.Errorf("a reader that broke gave %v, want its error", err)
	}
	if _, err := db.OpenFile(ctx, acme, "half"); !fault.Is(err, fault.NotFound) {
		t.Errorf("half a file opens with %v, want not_found", err)
	}
	if err := db.DeleteFile(ctx, acme, "large"); err != nil {
		t.Errorf("delete: %v", err)
	}
	if _, err := db.OpenFile(ctx, acme, "large"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a deleted file opens with %v, want not_found", err)
	}
}

func readFile(t *testing.T, db *store.DB, id string, want []byte) {
	t.Helper()
	f, err := db.OpenFile(t.Context(), acme, id)
	if err != nil {
		t.Errorf("open %s: %v", id, err)
		return
	}
	got, err := io.ReadAll(f)
	if closeErr := f.Close(); err != nil || closeErr != nil || !bytes.Equal(got, want) {
		t.Errorf("%s reads as %d bytes, %v, %v; want %d", id, len(got), err, closeErr, len(want))
	}
	if f.Size != int64(len(want)) || f.Name != id+".pdf" || f.ContentType != "application/pdf" || f.ID != id {
		t.Errorf("%s is described as %+v", id, f)
	}
}

func leases(t *testing.T, db *store.DB) {
	c := clock.At(time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC))
	steps := []struct {
		holder  string
		advance time.Duration
		want    bool
	}{
		{"a", 0, true}, {"b", 0, false}, {"a", 30 * time.Second, true}, {"b", 40 * time.Second, false},
		{"b", 20 * time.Second, true}, {"a", 0, false}, {"a", time.Minute, true},
	}
	for i, s := range steps {
		c.Advance(s.advance)
		if got, err := db.Lease(t.Context(), c, "digest", s.holder, time.Minute); err != nil || got != s.want {
			t.Errorf("step %d: lease for %s = %v, %v; want %v", i, s.holder, got, err, s.want)
		}
	}
	var wg sync.WaitGroup
	var won atomic.Int32
	for i := range 10 {
		wg.Go(func() {
			got, err := db.Lease(t.Context(), c, "race", string(rune('a'+i)), time.Minute)
			if err != nil {
				t.Errorf("lease: %v", err)
			}
			if got {
				won.Add(1)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Errorf("%d holders won the race, want one", won.Load())
	}
}

func reconcile(t *testing.T, db *store.DB) {
	for i := range 3 {
		insert(t, db, made(i))
	}
	declare := func(indexes ...store.Index) store.TableSpec {
		return store.TableSpec{Name: "samples", Indexes: indexes}
	}
	byRank, byCode := samples.Indexes[0], samples.Indexes[2]
	turned := store.Index{Name: "by_rank", Keys: []string{"rank"}}
	steps := []struct {
		name string
		spec store.TableSpec
		want []string // what is done, without the indexes of samples that go in the first step
	}{
		{"drop", declare(byRank), []string{"dropped by_code"}},
		{"nothing", declare(byRank), nil},
		{"add", declare(byRank, byCode), []string{"created by_code"}},
		{"change", declare(turned, byCode), []string{"rebuilt by_rank"}},
		{"again", declare(turned, byCode), nil},
	}
	for _, s := range steps {
		done, err := db.Reconcile(t.Context(), s.spec)
		var got []string
		for _, c := range done {
			if s.name != "drop" || c.Index == "by_code" {
				got = append(got, c.Did+" "+c.Index)
			}
		}
		if err != nil || !slices.Equal(got, s.want) {
			t.Errorf("%s: did %v, %v; want %v", s.name, got, err, s.want)
		}
	}
	byRankAlone := store.In(db, store.Table[sample]{Name: "samples", Indexes: []store.Index{turned}})
	if page, err := byRankAlone.Find(t.Context(), store.SystemScope(), store.Query{Index: "by_rank", From: 1}); err != nil || len(page.Items) != 2 {
		t.Errorf("the rebuilt index finds %v, %v; want two", page, err)
	}
	if err := db.Check(t.Context(), declare(turned, byCode)); err != nil {
		t.Errorf("check of what is present: %v", err)
	}
	err := db.Check(t.Context(), declare(byRank, samples.Indexes[1]))
	if !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "samples.by_rank, samples.by_mentor") {
		t.Errorf("check of what is not gave %v, want both named", err)
	}
	// All samples are acme's, so their company cannot be unique.
	_, err = db.Reconcile(t.Context(), declare(store.Index{Name: "one", Keys: []string{"company_id"}, Unique: true}))
	if !fault.Is(err, fault.Conflict) || fault.CodeOf(err) != "duplicate" {
		t.Errorf("a unique index over equal documents gave %v, want a duplicate", err)
	}
}

// shortLived documents go by themselves ten seconds after their time.
var shortLived = store.TableSpec{Name: "samples", Indexes: []store.Index{
	{Name: "expiry", Keys: []string{"done"}, ExpireAfter: store.After(10 * time.Second)},
}}

// expiryIsDeclared looks at the index alone: a server removes documents when it
// gets to it, which may take minutes.
func expiryIsDeclared(t *testing.T, db *store.DB) {
	if _, err := db.Reconcile(t.Context(), shortLived); err != nil {
		t.Fatal(err)
	}
	if err := db.Check(t.Context(), shortLived); err != nil {
		t.Errorf("an expiring index does not come back as declared: %v", err)
	}
	if _, err := db.Purge(t.Context()); err != nil {
		t.Errorf("purge: %v", err)
	}
}

func expiryByPurge(t *testing.T) {
	c := clock.At(time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC))
	db := ready(t, embedded(t, c), nil, []store.TableSpec{shortLived})
	now := c.Now()
	lasting, ending := made(1), made(2)
	ending.Done = &now
	insert(t, db, lasting, ending)
	for _, s := range []struct {
		advance time.Duration
		want    int
	}{{9 * time.Second, 0}, {time.Second, 1}, {time.Hour, 0}} {
		c.Advance(s.advance)
		if n, err := db.Purge(t.Context()); err != nil || n != s.want {
			t.Errorf("purge at %s removed %d, %v; want %d", c.Now(), n, err, s.want)
		}
	}
	if _, err := store.In(db, samples).Get(t.Context(), acme, lasting.ID); err != nil {
		t.Errorf("a document without a time is gone: %v", err)
	}
}
