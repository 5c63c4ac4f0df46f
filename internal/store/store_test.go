package store_test

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

type room struct {
	store.Doc `bson:",inline"`
	Name      string `bson:"name"`
}

var rooms = store.Table[room]{Name: "rooms", Indexes: []store.Index{{Name: "by_name", Keys: []string{"name"}}}}

func TestObserverSeesEveryCall(t *testing.T) {
	var calls []string
	db := storetest.OpenObserved(t, func(_ context.Context, c store.Call) {
		line := c.Op + " " + c.Table
		if c.Err != nil {
			line += " " + string(fault.KindOf(c.Err))
		}
		calls = append(calls, line)
	}, rooms.Spec())
	c, s := store.In(db, rooms), store.SystemScope()
	if err := c.Insert(t.Context(), s, &room{Doc: store.Doc{ID: "a"}}); err != nil {
		t.Fatal(err)
	}
	_, _ = c.Get(t.Context(), s, "b")
	_, _ = c.Update(t.Context(), s, "a", func(r *room) error { r.Name = "kitchen"; return nil })
	_, _ = c.Find(t.Context(), s, store.Query{Index: "by_name"})
	_, _ = c.Find(t.Context(), store.Scope{}, store.Query{Index: "by_name"}) // refused before any call
	want := []string{"insert rooms", "get rooms not_found", "get rooms", "replace rooms", "find rooms"}
	if !reflect.DeepEqual(calls, want) {
		t.Errorf("observed %q, want %q", calls, want)
	}
}

// slow is an engine whose Ping takes time on a fake clock.
type slow struct {
	store.Engine
	clock *clock.Fixed
}

func (s slow) Ping(context.Context) error { s.clock.Advance(3 * time.Second); return nil }

func TestObserverIsToldHowLong(t *testing.T) {
	c := clock.At(time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC))
	var got []store.Call
	watch := func(_ context.Context, call store.Call) { got = append(got, call) }
	db := store.NewDB(slow{clock: c}, store.WithClock(c), store.WithObserver(watch), store.WithObserver(watch))
	if err := db.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := store.Call{Op: "ping", Duration: 3 * time.Second}
	if !reflect.DeepEqual(got, []store.Call{want, want}) {
		t.Errorf("observed %+v, want %+v by both observers", got, want)
	}
}

func TestTableMustBeSound(t *testing.T) {
	hour, ragged := store.After(time.Hour), store.After(time.Millisecond)
	tests := map[string]struct {
		table   string
		indexes []store.Index
		mention string
	}{
		"no name":            {"", nil, "no name"},
		"unnamed index":      {"t", []store.Index{{Keys: []string{"a"}}}, "named"},
		"no keys":            {"t", []store.Index{{Name: "x"}}, "no keys"},
		"id as key":          {"t", []store.Index{{Name: "x", Keys: []string{"a", "_id"}}}, "_id"},
		"twice":              {"t", []store.Index{{Name: "x", Keys: []string{"a"}}, {Name: "x", Keys: []string{"b"}}}, "two indexes"},
		"expiry on two keys": {"t", []store.Index{{Name: "x", Keys: []string{"a", "b"}, ExpireAfter: hour}}, "expire"},
		"expiry, unique":     {"t", []store.Index{{Name: "x", Keys: []string{"a"}, Unique: true, ExpireAfter: hour}}, "expire"},
		"ragged expiry":      {"t", []store.Index{{Name: "x", Keys: []string{"a"}, ExpireAfter: ragged}}, "whole seconds"},
	}
	for name, tt := range tests {
		err := store.TableSpec{Name: tt.table, Indexes: tt.indexes}.Validate()
		if !fault.Is(err, fault.Internal) || !strings.Contains(err.Error(), tt.mention) {
			t.Errorf("%s: got %v, want an internal fault that mentions %q", name, err, tt.mention)
		}
	}
}

func TestInNeedsDoc(t *testing.T) {
	defer func() {
		if r := recover(); r == nil || !strings.Contains(r.(string), "store.Doc") {
			t.Errorf("In on a type without Doc: recovered %v, want a panic that names store.Doc", r)
		}
	}()
	store.In(storetest.Open(t), store.Table[struct{ ID string }]{Name: "bare"})
}
