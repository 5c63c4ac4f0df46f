package storetest

import (
	"testing"
	"time"

	"fodfaeste/internal/store"
)

func TestConformance(t *testing.T) {
	Conformance(t, samples.Spec(), store.TableSpec{Name: "odd", Indexes: []store.Index{
		{Name: "unique", Keys: []string{"company_id", "week", "kind"}, Unique: true},
		{Name: "deep", Keys: []string{"company_id", "a.b.c", "a.b.d"}},
		{Name: "expiry", Keys: []string{"expires"}, ExpireAfter: store.After(1000 * time.Hour)},
	}})
}

func TestExplain(t *testing.T) {
	Explain(t, samples.Spec(), store.TableSpec{Name: "short_lived", Indexes: shortLived.Indexes})
}

func TestNamed(t *testing.T) {
	for in, want := range map[string]string{
		"mongodb://h":                   "mongodb://h/db",
		"mongodb://u:p@a,b:1/old?x=y":   "mongodb://u:p@a,b:1/db?x=y",
		"mongodb://h/?directConnection": "mongodb://h/db?directConnection",
	} {
		if got := named(in, "db"); got != want {
			t.Errorf("named(%q) = %q, want %q", in, got, want)
		}
	}
}
