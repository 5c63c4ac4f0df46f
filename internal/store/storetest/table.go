package storetest

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// anything is a document of any table.
type anything struct {
	store.Doc `bson:",inline"`
	Fields    map[string]any `bson:",inline"`
	keys      map[string]any // what is under each index key
}

// ConformanceTable fills a table with made-up documents and asks it, on both
// engines, for everything its indexes can answer: every number of fixed keys,
// ranges, both directions, in pages. The answers have to be those of a plain
// filter over all documents.
func ConformanceTable(t *testing.T, spec store.TableSpec) {
	t.Run("table "+spec.Name, func(t *testing.T) {
		t.Parallel()
		Each(t, func(t *testing.T, db *store.DB) {
			table := store.Table[anything](spec)
			docs := fill(t, store.In(db, table), spec)
			for _, x := range spec.Indexes {
				checkIndex(t, store.In(db, table), x, docs)
			}
			if done, err := db.Reconcile(t.Context(), spec); err != nil || len(done) != 0 {
				t.Errorf("a second reconcile did %v, %v; want nothing", done, err)
			}
		}, spec)
	})
}

// fill inserts documents, and expects that exactly those are refused whose
// unique keys are taken.
func fill(t *testing.T, c store.Collection[anything], spec store.TableSpec) []anything {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2)) // the same documents every time
	var docs []anything
	for i := range 40 {
		doc := invent(r, spec, fmt.Sprintf("doc_%02d", i))
		err := c.Insert(t.Context(), store.SystemScope(), &doc)
		switch taken := slices.ContainsFunc(docs, func(d anything) bool { return collide(spec, d, doc) }); {
		case taken && fault.CodeOf(err) != "duplicate":
			t.Fatalf("insert of %v gave %v, want a duplicate", doc.keys, err)
		case !taken && err != nil:
			t.Fatalf("insert of %v: %v", doc.keys, err)
		case !taken:
			docs = append(docs, doc)
		}
	}
	return docs
}

// invent makes a document with few different values under each key, so that
// there are ties; one in ten is missing.
func invent(r *rand.Rand, spec store.TableSpec, id string) anything {
	doc := anything{Doc: store.Doc{ID: id}, Fields: map[string]any{}, keys: map[string]any{}}
	for _, x := range spec.Indexes {
		for i, key := range x.Keys {
			if _, done := doc.keys[key]; done || r.IntN(10) == 0 && i > 0 {
				continue
			}
			v := value(key, x.ExpireAfter != nil, r.IntN(6))
			doc.keys[key] = v
			set(doc.Fields, strings.Split(key, "."), v)
		}
	}
	return doc
}

// value gives the nth value of a key. What type it has follows from the key's
// name alone, so that it is the same in every document and index.
func value(key string, expires bool, n int) any {
	switch {
	case expires || strings.HasSuffix(key, "_at"):
		return time.Date(2200, 1, 1+n, 0, 0, 0, 0, time.UTC)
	case strings.HasSuffix(key, "count") || key == "rank":
		return int64(n * 1000)
	case key == "open":
		return n%2 == 0
	}
	return fmt.Sprintf("%s%d", strings.Repeat("v", n%3+1), n)
}

func set(fields map[string]any, path []string, v any) {
	for ; len(path) > 1; path = path[1:] {
		inner, ok := fields[path[0]].(map[string]any)
		if !ok {
			inner = map[string]any{}
			fields[path[0]] = inner
		}
		fields = inner
	}
	fields[path[0]] = v
}

func collide(spec store.TableSpec, a, b anything) bool {
	return slices.ContainsFunc(spec.Indexes, func(x store.Index) bool {
		return x.Unique && !slices.ContainsFunc(x.Keys, func(key string) bool {
			return !reflect.DeepEqual(a.keys[key], b.keys[key])
		})
	})
}

// checkIndex compares the answers of one index with the plain ones.
func checkIndex(t *testing.T, c store.Collection[anything], x store.Index, docs []anything) {
	t.Helper()
	for n := range len(x.Keys) + 1 {
		for i, like := range docs[:min(3, len(docs))] {
			q := store.Query{Index: x.Name, Limit: 15, Descending: i%2 == 1}
			for _, key := range x.Keys[:n] {
				q.Equal = append(q.Equal, like.keys[key])
			}
			check(t, c, x, docs, q)
			if n == len(x.Keys) {
				continue
			}
			lo, hi := docs[i].keys[x.Keys[n]], docs[len(docs)-1-i].keys[x.Keys[n]]
			if lo == nil || hi == nil {
				continue
			}
			if compare(lo, hi) > 0 {
				lo, hi = hi, lo
			}
			for _, bounds := range [][2]any{{lo, nil}, {nil, hi}, {lo, hi}} {
				q.From, q.To = bounds[0], bounds[1]
				check(t, c, x, docs, q)
			}
		}
	}
}

func check(t *testing.T, c store.Collection[anything], x store.Index, docs []anything, q store.Query) {
	t.Helper()
	want := plain(x, docs, q)
	scope := store.SystemScope()
	counted, err := c.Count(t.Context(), scope, q)
	if err != nil || counted != len(want) {
		t.Errorf("%s %+v: counted %d, %v; want %d", x.Name, q, counted, err, len(want))
	}
	if first, ok := firstText(q.Equal); ok && q.Descending { // every other time the scope fixes the first key
		scope = store.NewScope(store.Cond{Field: x.Keys[0], Value: first})
		q.Equal = q.Equal[1:]
	}
	got := all(t, c, scope, q, func(v anything) string { return v.ID })
	if !slices.Equal(got, want) {
		t.Errorf("%s %+v: got %v, want %v", x.Name, q, got, want)
	}
}

func firstText(values []any) (string, bool) {
	if len(values) == 0 {
		return "", false
	}
	text, ok := values[0].(string)
	return text, ok
}

// plain answers a query by looking at every document.
func plain(x store.Index, docs []anything, q store.Query) []string {
	n := len(q.Equal)
	var hits []anything
	for _, d := range docs {
		ok := true
		for i, v := range q.Equal {
			ok = ok && compare(d.keys[x.Keys[i]], v) == 0
		}
		if n < len(x.Keys) {
			v := d.keys[x.Keys[n]]
			ok = ok && (q.From == nil || v != nil && compare(v, q.From) >= 0)
			ok = ok && (q.To == nil || v != nil && compare(v, q.To) < 0)
		}
		if ok {
			hits = append(hits, d)
		}
	}
	slices.SortFunc(hits, func(a, b anything) int {
		for _, key := range x.Keys[n:] {
			if c := compare(a.keys[key], b.keys[key]); c != 0 {
				return c
			}
		}
		return strings.Compare(a.ID, b.ID)
	})
	if q.Descending {
		slices.Reverse(hits)
	}
	ids := []string{}
	for _, d := range hits {
		ids = append(ids, d.ID)
	}
	return ids
}

// compare orders two values of one key; nothing comes first.
func compare(a, b any) int {
	switch {
	case a == nil || b == nil:
		return order(a != nil) - order(b != nil)
	default:
		switch a := a.(type) {
		case time.Time:
			return a.Compare(b.(time.Time))
		case int64:
			return int(a - b.(int64))
		case bool:
			return order(a) - order(b.(bool))
		}
		return strings.Compare(a.(string), b.(string))
	}
}

func order(b bool) int {
	if b {
		return 1
	}
	return 0
}
