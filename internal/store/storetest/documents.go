package storetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

func roundTrip(t *testing.T, db *store.DB) {
	c := store.In(db, samples)
	week := caldate.MustParse("2026-11-21").Week()
	at := time.Date(2026, 11, 21, 8, 0, 0, 123e6, time.UTC)
	full := sample{
		Doc: store.Doc{ID: "full"}, Company: "acme", Mentor: "æøå", Rank: -7, Code: "full",
		Tags: []string{"a", "b"}, Day: caldate.MustParse("2026-11-21"), Week: &week,
		Days:   []caldate.Date{caldate.MustParse("2026-01-01"), {}},
		ByName: map[string]caldate.Date{"start": caldate.MustParse("2026-02-03")},
		At:     at, Done: &at, Open: true, Body: []byte{0, 1, 255},
		Inner: inner{Name: "i", Count: 1 << 40}, Strands: []inner{{Name: "s"}},
	}
	empty := sample{Doc: store.Doc{ID: "empty"}, Company: "acme", Code: "empty"}
	hollow := sample{Doc: store.Doc{ID: "hollow"}, Company: "acme", Code: "hollow", Days: []caldate.Date{}, Body: []byte{}}
	for _, want := range []sample{full, empty, hollow} {
		if err := c.Insert(t.Context(), acme, &want); err != nil {
			t.Fatalf("insert %s: %v", want.ID, err)
		}
		if want.Version != 1 {
			t.Errorf("insert left version %d on %s, want 1", want.Version, want.ID)
		}
		got, err := c.Get(t.Context(), acme, want.ID)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s came back as\n%+v, %v; want\n%+v", want.ID, got, err, want)
		}
	}
	zoned := made(1)
	zoned.At = time.Date(2026, 11, 21, 9, 0, 0, 123_999_999, time.FixedZone("CET", 3600))
	insert(t, db, zoned)
	if got, err := c.Get(t.Context(), acme, zoned.ID); err != nil || got.At != at {
		t.Errorf("a zoned time with nanoseconds came back as %v, %v; want %v", got.At, err, at)
	}
	if _, err := c.Get(t.Context(), acme, "nobody"); !fault.Is(err, fault.NotFound) {
		t.Errorf("get of a missing id gave %v, want not_found", err)
	}
}

func largeValue(t *testing.T, db *store.DB) {
	big := made(1)
	big.Body = bytes.Repeat([]byte("fodfæste"), 5<<20/9)
	insert(t, db, big)
	got, err := store.In(db, samples).Get(t.Context(), acme, big.ID)
	if err != nil || !bytes.Equal(got.Body, big.Body) {
		t.Errorf("5 MB came back as %d bytes, %v; want %d", len(got.Body), err, len(big.Body))
	}
}

func duplicate(t *testing.T, db *store.DB) {
	c := store.In(db, samples)
	insert(t, db, made(1), made(2))
	sameID, sameCode := made(1), made(3)
	sameID.Code = "another"
	sameCode.Code = made(1).Code
	for name, doc := range map[string]sample{"id": sameID, "unique key": sameCode} {
		err := c.Insert(t.Context(), acme, &doc)
		if !fault.Is(err, fault.Conflict) || fault.CodeOf(err) != "duplicate" || doc.Version != 0 {
			t.Errorf("insert with a taken %s gave %v and version %d; want a duplicate and 0", name, err, doc.Version)
		}
	}
	_, err := c.Update(t.Context(), acme, made(2).ID, func(v *sample) error {
		v.Code = made(1).Code
		return nil
	})
	if !fault.Is(err, fault.Conflict) || fault.CodeOf(err) != "duplicate" {
		t.Errorf("update to a taken unique key gave %v, want a duplicate", err)
	}
	sameCode.Company = "other"
	if err := c.Insert(t.Context(), other, &sameCode); err != nil {
		t.Errorf("the same code in another company gave %v", err)
	}
}

func update(t *testing.T, db *store.DB) {
	c := store.In(db, samples)
	insert(t, db, made(1))
	id, refused := made(1).ID, errors.New("refused")
	set := func(rank int, err error) func(*sample) error {
		return func(v *sample) error { v.Rank = rank; return err }
	}
	tests := []struct {
		name    string
		apply   func(*sample) error
		want    error
		rank    int
		version int64
	}{
		{"changed", set(10, nil), nil, 10, 2},
		{"refused", set(11, refused), refused, 10, 2},
		{"unchanged", set(12, store.Unchanged), nil, 10, 2},
		{"unchanged, wrapped", set(12, fmt.Errorf("as before: %w", store.Unchanged)), nil, 10, 2},
		{"changed again", set(13, nil), nil, 13, 3},
	}
	for _, tt := range tests {
		got, err := c.Update(t.Context(), acme, id, tt.apply)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: got error %v, want %v", tt.name, err, tt.want)
		}
		stored, _ := c.Get(t.Context(), acme, id)
		if stored.Rank != tt.rank || stored.Version != tt.version {
			t.Errorf("%s: stored rank %d at version %d, want %d at %d", tt.name, stored.Rank, stored.Version, tt.rank, tt.version)
		}
		if err == nil && !reflect.DeepEqual(got, stored) {
			t.Errorf("%s: update gave %+v, stored is %+v", tt.name, got, stored)
		}
	}
	if _, err := c.Update(t.Context(), acme, "nobody", set(1, nil)); !fault.Is(err, fault.NotFound) {
		t.Errorf("update of a missing id gave %v, want not_found", err)
	}
	_, err := c.Update(t.Context(), acme, id, func(v *sample) error { v.ID = "renamed"; return nil })
	if !fault.Is(err, fault.Internal) {
		t.Errorf("update of the id gave %v, want internal", err)
	}
}

func versionConflict(t *testing.T, db *store.DB) {
	c := store.In(db, samples)
	insert(t, db, made(1))
	id := made(1).ID
	raise := func(v *sample) error { v.Rank++; return nil }
	if got, err := c.UpdateAt(t.Context(), acme, id, 1, raise); err != nil || got.Version != 2 {
		t.Fatalf("UpdateAt the current version gave version %d, %v", got.Version, err)
	}
	got, err := c.UpdateAt(t.Context(), acme, id, 1, raise)
	if !fault.Is(err, fault.Conflict) || fault.CodeOf(err) != "changed" || got.Version != 2 || got.Rank != 2 {
		t.Errorf("UpdateAt an old version gave %+v, %v; want the current document and a conflict", got, err)
	}
	got, err = c.UpdateAt(t.Context(), acme, id, 2, func(*sample) error { // somebody writes between read and write
		_, err := c.Update(t.Context(), acme, id, raise)
		return err
	})
	if fault.CodeOf(err) != "changed" || got.Version != 3 || got.Rank != 3 {
		t.Errorf("UpdateAt beside another writer gave %+v, %v; want version 3 and a conflict", got, err)
	}
}

func concurrentWriters(t *testing.T, db *store.DB) { countUp(t, db) }

// twoInstances lets two processes, as far as the store can tell, write at once.
func twoInstances(t *testing.T, e store.Engine) {
	countUp(t, ready(t, e, nil, []store.TableSpec{samples.Spec()}), store.NewDB(e))
}

// countUp lets 20 goroutines, spread over the instances, raise one number.
func countUp(t *testing.T, dbs ...*store.DB) {
	const writers, each = 20, 10
	c := store.In(dbs[0], samples)
	insert(t, dbs[0], made(0))
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			for range each {
				_, err := store.In(dbs[i%len(dbs)], samples).Update(t.Context(), acme, made(0).ID, func(v *sample) error { v.Rank++; return nil })
				if err != nil {
					t.Errorf("update: %v", err)
				}
			}
		})
	}
	wg.Wait()
	got, err := c.Get(t.Context(), acme, made(0).ID)
	if err != nil || got.Rank != writers*each || got.Version != writers*each+1 {
		t.Errorf("after %d increments: rank %d, version %d, %v", writers*each, got.Rank, got.Version, err)
	}
}

func remove(t *testing.T, db *store.DB) {
	c := store.In(db, samples)
	insert(t, db, made(1), made(2))
	if err := c.Delete(t.Context(), acme, made(1).ID); err != nil {
		t.Fatalf("delete: %v", err)
	}
	if err := c.Delete(t.Context(), acme, made(1).ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("second delete gave %v, want not_found", err)
	}
	if got := ids(t, db, acme, store.Query{Index: "by_rank"}); len(got) != 1 || got[0] != made(2).ID {
		t.Errorf("after the delete the index holds %v", got)
	}
	insert(t, db, made(1)) // its unique key is free again
}

func cancelledContext(t *testing.T, db *store.DB) {
	c := store.In(db, samples)
	insert(t, db, made(1))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	doc := made(2)
	calls := map[string]func() error{
		"get":    func() error { _, err := c.Get(ctx, acme, made(1).ID); return err },
		"find":   func() error { _, err := c.Find(ctx, acme, store.Query{Index: "by_rank"}); return err },
		"count":  func() error { _, err := c.Count(ctx, acme, store.Query{Index: "by_rank"}); return err },
		"insert": func() error { return c.Insert(ctx, acme, &doc) },
		"delete": func() error { return c.Delete(ctx, acme, made(1).ID) },
		"update": func() error {
			_, err := c.Update(ctx, acme, made(1).ID, func(*sample) error { return nil })
			return err
		},
		"ping": func() error { return db.Ping(ctx) },
		"file": func() error { return db.PutFile(ctx, acme, "f", "f", "text/plain", bytes.NewReader(nil)) },
	}
	for name, call := range calls {
		if err := call(); !errors.Is(err, context.Canceled) || !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s after cancel gave %v, want an unavailable fault around context.Canceled", name, err)
		}
	}
	// Cancelled inside: between the read and the write of an update.
	ctx, cancel = context.WithCancel(t.Context())
	_, err := c.Update(ctx, acme, made(1).ID, func(v *sample) error { v.Rank = 99; cancel(); return nil })
	if got, _ := c.Get(t.Context(), acme, made(1).ID); !errors.Is(err, context.Canceled) || got.Rank == 99 {
		t.Errorf("update cancelled half way gave %v and stored rank %d", err, got.Rank)
	}
}
