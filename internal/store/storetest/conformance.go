package storetest

import (
	"fmt"
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/store"
)

// Conformance runs everything package store promises on both engines, and
// ConformanceTable on each of the given tables.
func Conformance(t *testing.T, specs ...store.TableSpec) {
	cases := []struct {
		name string
		run  func(t *testing.T, db *store.DB)
	}{
		{"round trip", roundTrip},
		{"large value", largeValue},
		{"duplicate", duplicate},
		{"update", update},
		{"version conflict", versionConflict},
		{"concurrent writers", concurrentWriters},
		{"delete", remove},
		{"order and paging", orderAndPaging},
		{"paging while others insert", pagingWhileOthersInsert},
		{"key types", keyTypes},
		{"array keys", arrayKeys},
		{"refused queries", refusedQueries},
		{"cursor", foreignCursor},
		{"zero scope", zeroScope},
		{"foreign scope", foreignScope},
		{"cancelled context", cancelledContext},
		{"files", keepsFiles},
		{"leases", leases},
		{"reconcile", reconcile},
		{"expiry is declared", expiryIsDeclared},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			Each(t, c.run, samples.Spec())
		})
	}
	t.Run("two instances", func(t *testing.T) { each(t, twoInstances) })
	t.Run("database away", databaseAway)
	t.Run("expiry by purge", expiryByPurge)
	for _, spec := range specs {
		ConformanceTable(t, spec)
	}
}

// sample has a field of every kind that features store.
type sample struct {
	store.Doc `bson:",inline"`
	Company   string                  `bson:"company_id"`
	Mentor    string                  `bson:"mentor_id,omitempty"`
	Rank      int                     `bson:"rank"`
	Code      string                  `bson:"code"`
	Tags      []string                `bson:"tags"`
	Day       caldate.Date            `bson:"day"`
	Week      *caldate.Week           `bson:"week"`
	Days      []caldate.Date          `bson:"days"`
	ByName    map[string]caldate.Date `bson:"by_name"`
	At        time.Time               `bson:"at"`
	Done      *time.Time              `bson:"done"`
	Open      bool                    `bson:"open"`
	Body      []byte                  `bson:"body"`
	Inner     inner                   `bson:"inner"`
	Strands   []inner                 `bson:"strands"`
}

type inner struct {
	Name  string `bson:"name"`
	Count int64  `bson:"count"`
}

var samples = store.Table[sample]{Name: "samples", Indexes: []store.Index{
	{Name: "by_rank", Keys: []string{"company_id", "rank"}},
	{Name: "by_mentor", Keys: []string{"company_id", "mentor_id", "rank"}},
	{Name: "by_code", Keys: []string{"company_id", "code"}, Unique: true},
	{Name: "by_tag", Keys: []string{"company_id", "tags", "rank"}},
	{Name: "by_strand", Keys: []string{"strands.name", "rank"}},
	{Name: "by_day", Keys: []string{"company_id", "day"}},
	{Name: "by_at", Keys: []string{"at"}},
	{Name: "by_done", Keys: []string{"company_id", "done"}},
	{Name: "by_open", Keys: []string{"open", "inner.count"}},
	{Name: "by_inner", Keys: []string{"inner.name", "rank"}},
}}

// acme and other are two tenants.
var (
	acme  = store.NewScope(store.Cond{Field: "company_id", Value: "acme"})
	other = store.NewScope(store.Cond{Field: "company_id", Value: "other"})
)

// made gives the nth sample of acme; its code is its own, as that has to be.
func made(n int) sample {
	id := fmt.Sprintf("smp_%04d", n)
	return sample{Doc: store.Doc{ID: id}, Company: "acme", Code: id, Rank: n}
}

func insert(t testing.TB, db *store.DB, docs ...sample) {
	t.Helper()
	for i := range docs {
		if err := store.In(db, samples).Insert(t.Context(), store.SystemScope(), &docs[i]); err != nil {
			t.Fatalf("insert %s: %v", docs[i].ID, err)
		}
	}
}

// all reads every page of a query and gives the ids in order.
func all[T any](t testing.TB, c store.Collection[T], s store.Scope, q store.Query, id func(T) string) []string {
	t.Helper()
	ids := []string{}
	for range 1000 {
		page, err := c.Find(t.Context(), s, q)
		if err != nil {
			t.Fatalf("find %+v: %v", q, err)
		}
		for _, v := range page.Items {
			ids = append(ids, id(v))
		}
		if page.Next == "" {
			return ids
		}
		q.After = page.Next
	}
	t.Fatalf("find %+v: the pages never end", q)
	return nil
}

func ids(t testing.TB, db *store.DB, s store.Scope, q store.Query) []string {
	t.Helper()
	return all(t, store.In(db, samples), s, q, func(v sample) string { return v.ID })
}
