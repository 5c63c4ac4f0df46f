package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

func orderAndPaging(t *testing.T, db *store.DB) {
	const n = 25
	var want []string
	for i := range n { // ranks 0 to 4, each five times: ties are broken by id
		doc := made(n - 1 - i)
		doc.Rank = doc.Rank % 5
		insert(t, db, doc)
	}
	for rank := range 5 {
		for i := rank; i < n; i += 5 {
			want = append(want, made(i).ID)
		}
	}
	backwards := slices.Clone(want)
	slices.Reverse(backwards)
	tests := map[string]struct {
		q    store.Query
		want []string
	}{
		"ascending":        {store.Query{}, want},
		"descending":       {store.Query{Descending: true}, backwards},
		"equal":            {store.Query{Equal: []any{2}}, want[10:15]},
		"equal, backwards": {store.Query{Equal: []any{2}, Descending: true}, backwards[10:15]},
		"from":             {store.Query{From: 3}, want[15:]},
		"to":               {store.Query{To: 3}, want[:15]},
		"from and to":      {store.Query{From: 1, To: 3}, want[5:15]},
		"range, backwards": {store.Query{From: 1, To: 3, Descending: true}, backwards[10:20]},
		"nothing":          {store.Query{Equal: []any{9}}, nil},
		"empty range":      {store.Query{From: 3, To: 3}, nil},
	}
	for name, tt := range tests {
		tt.q.Index = "by_rank"
		for _, limit := range []int{1, 4, 5, 0} {
			tt.q.Limit = limit
			if got := ids(t, db, acme, tt.q); !slices.Equal(got, tt.want) {
				t.Errorf("%s, %d a page: got %v, want %v", name, limit, got, tt.want)
			}
		}
		if got, err := store.In(db, samples).Count(t.Context(), acme, tt.q); err != nil || got != len(tt.want) {
			t.Errorf("%s: counted %d, %v; want %d", name, got, err, len(tt.want))
		}
	}
	first, err := store.In(db, samples).First(t.Context(), acme, store.Query{Index: "by_rank", Descending: true})
	if err != nil || first.ID != backwards[0] {
		t.Errorf("first backwards is %s, %v; want %s", first.ID, err, backwards[0])
	}
	if _, err := store.In(db, samples).First(t.Context(), other, store.Query{Index: "by_rank"}); !fault.Is(err, fault.NotFound) {
		t.Errorf("first of nothing gave %v, want not_found", err)
	}
}

// pagingWhileOthersInsert pages through documents while others are put before
// and behind the reader: those that were there from the start come once each.
func pagingWhileOthersInsert(t *testing.T, db *store.DB) {
	for i := range 20 {
		insert(t, db, made(i*10))
	}
	c, q := store.In(db, samples), store.Query{Index: "by_rank", Limit: 3}
	seen := map[string]int{}
	for page := 0; ; page++ {
		p, err := c.Find(t.Context(), acme, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range p.Items {
			seen[v.ID]++
		}
		if p.Next == "" {
			break
		}
		q.After = p.Next
		insert(t, db, made(page+1), made(190-page-1))
	}
	for i := range 20 {
		if n := seen[made(i*10).ID]; n != 1 {
			t.Errorf("%s came %d times, want once", made(i*10).ID, n)
		}
	}
	for id, n := range seen {
		if n > 1 {
			t.Errorf("%s came %d times", id, n)
		}
	}
}

func keyTypes(t *testing.T, db *store.DB) {
	at := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	// What sorts first to last under each index; the ids tell the wanted order.
	mentors := []string{"", "Aa", "a", "a\x00", "a\x00b", "ab", "b", "Ærø", "ærø", "ø", "å"}
	slices.Sort(mentors)
	for i, m := range mentors {
		doc := made(i)
		doc.Mentor = m // "" is omitted, and so is nothing
		doc.Rank = i
		doc.Open = i >= 6
		doc.Inner.Count = []int64{-1 << 40, -1, 0, 1, 1 << 31, 1 << 40, -5, 0, 7, 300, 1 << 50}[i]
		doc.At = at.Add(time.Duration(i-5) * 10 * 365 * 24 * time.Hour)
		doc.Day = caldate.Of(at).Add((i - 5) * 100)
		if i >= 3 {
			done := at.Add(time.Duration(i) * time.Millisecond)
			doc.Done = &done
		}
		insert(t, db, doc)
	}
	from := func(i int) []string {
		var want []string
		for ; i < len(mentors); i++ {
			want = append(want, made(i).ID)
		}
		return want
	}
	tests := map[string]struct {
		s    store.Scope
		q    store.Query
		want []string
	}{
		"strings by byte":       {acme, store.Query{Index: "by_mentor"}, from(0)},
		"nothing":               {acme, store.Query{Index: "by_mentor", Equal: []any{nil}}, from(0)[:1]},
		"bounds leave nothings": {acme, store.Query{Index: "by_done", To: at.Add(time.Hour)}, from(3)},
		"nothing, then times":   {acme, store.Query{Index: "by_done"}, from(0)},
		"times":                 {store.SystemScope(), store.Query{Index: "by_at", From: at}, from(5)},
		"pointer to time":       {acme, store.Query{Index: "by_done", From: ptr(at.Add(4 * time.Millisecond))}, from(4)},
		"dates":                 {acme, store.Query{Index: "by_day", From: caldate.Of(at)}, from(5)},
		"false":                 {store.SystemScope(), store.Query{Index: "by_open", Equal: []any{false}}, from(0)[:6]},
		"bools, numbers":        {store.SystemScope(), store.Query{Index: "by_open"}, from(0)},
	}
	for name, tt := range tests {
		for _, limit := range []int{2, 50} {
			q := tt.q
			q.Limit = limit
			if got := ids(t, db, tt.s, q); !slices.Equal(got, tt.want) {
				t.Errorf("%s: got %v, want %v", name, got, tt.want)
			}
			q.Descending = true
			got := ids(t, db, tt.s, q)
			slices.Reverse(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("%s, descending: got, turned round, %v, want %v", name, got, tt.want)
			}
		}
	}
}

func ptr[T any](v T) *T { return &v }

func arrayKeys(t *testing.T, db *store.DB) {
	tags := [][]string{nil, {}, {"a"}, {"a", "b"}, {"b", "a", "a"}, {"c"}}
	for i, list := range tags {
		doc := made(i)
		doc.Tags = list
		for _, tag := range list {
			doc.Strands = append(doc.Strands, inner{Name: tag})
		}
		insert(t, db, doc)
	}
	c := store.In(db, samples)
	for tag, want := range map[any][]string{
		"a": {made(2).ID, made(3).ID, made(4).ID}, "b": {made(3).ID, made(4).ID}, "c": {made(5).ID}, "d": {}, nil: {made(0).ID},
	} {
		q := store.Query{Index: "by_tag", Equal: []any{tag}, Limit: 1}
		if got := ids(t, db, acme, q); !slices.Equal(got, want) {
			t.Errorf("tag %v: got %v, want %v", tag, got, want)
		}
		if n, err := c.Count(t.Context(), acme, q); err != nil || n != len(want) {
			t.Errorf("tag %v: counted %d, %v; want %d", tag, n, err, len(want))
		}
		if tag != nil { // documents without strands are found under nothing, too
			q = store.Query{Index: "by_strand", Equal: []any{tag}}
			if got := ids(t, db, store.SystemScope(), q); !slices.Equal(got, want) {
				t.Errorf("strand %v: got %v, want %v", tag, got, want)
			}
		}
	}
	if n, err := c.Count(t.Context(), acme, store.Query{Index: "by_tag"}); err != nil || n != len(tags) {
		t.Errorf("counted %d documents under all tags, %v; want %d", n, err, len(tags))
	}
	if _, err := c.Find(t.Context(), acme, store.Query{Index: "by_tag"}); !fault.Is(err, fault.Internal) {
		t.Errorf("a find ordered by an array gave %v, want internal", err)
	}
	_, err := c.Update(t.Context(), acme, made(3).ID, func(v *sample) error { v.Tags = []string{"b", "d"}; return nil })
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(t, db, acme, store.Query{Index: "by_tag", Equal: []any{"a"}}); slices.Contains(got, made(3).ID) {
		t.Errorf("tag a, taken off %s, still finds %v", made(3).ID, got)
	}
}

func refusedQueries(t *testing.T, db *store.DB) {
	tests := map[string]struct {
		s       store.Scope
		q       store.Query
		mention string
	}{
		"unknown index":      {acme, store.Query{Index: "by_magic"}, "by_magic"},
		"no index":           {acme, store.Query{}, "no index"},
		"scope not first":    {acme, store.Query{Index: "by_at"}, "company_id"},
		"scope out of order": {store.NewScope(store.Cond{Field: "mentor_id", Value: "m"}, store.Cond{Field: "company_id", Value: "acme"}), store.Query{Index: "by_mentor"}, "scope"},
		"too many values":    {acme, store.Query{Index: "by_rank", Equal: []any{1, 2}}, "too few keys"},
		"range on no key":    {acme, store.Query{Index: "by_rank", Equal: []any{1}, From: 1}, "too few keys"},
		"mixed range":        {acme, store.Query{Index: "by_rank", From: 1, To: "2"}, "different types"},
		"fraction":           {acme, store.Query{Index: "by_rank", Equal: []any{1.5}}, "float64"},
	}
	for name, tt := range tests {
		c := store.In(db, samples)
		_, err := c.Find(t.Context(), tt.s, tt.q)
		_, countErr := c.Count(t.Context(), tt.s, tt.q)
		for _, err := range []error{err, countErr} {
			if !fault.Is(err, fault.Internal) || !strings.Contains(err.Error(), tt.mention) {
				t.Errorf("%s: got %v, want an internal fault that mentions %q", name, err, tt.mention)
			}
		}
	}
}

func foreignCursor(t *testing.T, db *store.DB) {
	c := store.In(db, samples)
	insert(t, db, made(1), made(2), made(3))
	page, err := c.Find(t.Context(), acme, store.Query{Index: "by_rank", Limit: 1})
	if err != nil || page.Next == "" {
		t.Fatalf("first page: %+v, %v", page, err)
	}
	for name, q := range map[string]store.Query{
		"of another index":  {Index: "by_day", After: page.Next},
		"of another prefix": {Index: "by_rank", Equal: []any{1}, After: page.Next},
		"cut":               {Index: "by_rank", After: page.Next[:len(page.Next)-4]},
		"invented":          {Index: "by_rank", After: "../../etc"},
	} {
		if _, err := c.Find(t.Context(), acme, q); !fault.Is(err, fault.Invalid) {
			t.Errorf("a cursor %s gave %v, want invalid", name, err)
		}
	}
	foreign, err := c.Find(t.Context(), other, store.Query{Index: "by_rank", After: page.Next})
	if err != nil || len(foreign.Items) != 0 {
		t.Errorf("another tenant with this cursor gets %v, %v; want nothing", foreign, err)
	}
	if over, err := c.Find(t.Context(), acme, store.Query{Index: "by_rank", Limit: 1 << 20}); err != nil || len(over.Items) != 3 {
		t.Errorf("a huge limit gave %s", fmt.Sprint(over, err))
	}
}
