// Package storetest gives tests a database, and tests engines.
//
// Tests of features use Open: the embedded engine in a folder of the test. Each
// runs a test on the embedded engine and on a server; the server's address is
// in TEST_MONGODB_URI, and there has to be one where CI=true.
package storetest

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/mongostore"
	"fodfaeste/internal/store/sqlitestore"
)

// Open gives a fresh embedded database that has the given tables.
func Open(t testing.TB, specs ...store.TableSpec) *store.DB {
	t.Helper()
	return OpenObserved(t, nil, specs...)
}

// OpenObserved is Open with an observer of all calls after the tables are made;
// nil for none.
func OpenObserved(t testing.TB, o store.Observer, specs ...store.TableSpec) *store.DB {
	t.Helper()
	return ready(t, embedded(t, clock.System{}), o, specs)
}

// Each runs a test on a fresh database of either engine.
func Each(t *testing.T, f func(t *testing.T, db *store.DB), specs ...store.TableSpec) {
	t.Helper()
	each(t, func(t *testing.T, e store.Engine) { f(t, ready(t, e, nil, specs)) })
}

// each is Each below the DB.
func each(t *testing.T, f func(t *testing.T, e store.Engine)) {
	t.Helper()
	t.Run("embedded", func(t *testing.T) { f(t, embedded(t, clock.System{})) })
	t.Run("server", func(t *testing.T) { f(t, server(t)) })
}

// ready makes a DB of an engine, with its tables.
func ready(t testing.TB, e store.Engine, o store.Observer, specs []store.TableSpec) *store.DB {
	t.Helper()
	if _, err := store.NewDB(e).Reconcile(t.Context(), specs...); err != nil {
		t.Fatalf("reconcile: %v", err)
	}
	if o == nil {
		return store.NewDB(e)
	}
	return store.NewDB(e, store.WithObserver(o))
}

func embedded(t testing.TB, c clock.Clock) *sqlitestore.Engine {
	t.Helper()
	return embeddedAt(t, filepath.Join(t.TempDir(), "test.db"), c)
}

func embeddedAt(t testing.TB, path string, c clock.Clock) *sqlitestore.Engine {
	t.Helper()
	e, err := sqlitestore.Open(t.Context(), path, c)
	if err != nil {
		t.Fatalf("open the embedded engine: %v", err)
	}
	t.Cleanup(func() { closeEngine(t, e) })
	return e
}

// ServerURI is the address of a database of its own on the test server,
// dropped when the test ends. Without a server the test is skipped, or fails
// where one is required.
func ServerURI(t testing.TB) string {
	t.Helper()
	uri := os.Getenv("TEST_MONGODB_URI")
	if uri == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("TEST_MONGODB_URI is required when CI=true")
		}
		t.Skip("no server engine: TEST_MONGODB_URI is not set (scripts/documentdb up starts one)")
	}
	uri = named(uri, freshName())
	t.Cleanup(func() {
		e, err := mongostore.Open(uri)
		if err != nil {
			t.Errorf("open the test database to drop it: %v", err)
			return
		}
		if err := e.Drop(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("drop the test database: %v", err)
		}
		closeEngine(t, e)
	})
	return uri
}

// server gives an engine over a database of its own on the test server.
func server(t testing.TB) *mongostore.Engine {
	t.Helper()
	e, err := mongostore.Open(ServerURI(t))
	if err != nil {
		t.Fatalf("open the server engine: %v", err)
	}
	t.Cleanup(func() { closeEngine(t, e) })
	return e
}

// named puts a database's name into an address in place of the one it has.
func named(uri, database string) string {
	scheme, rest, _ := strings.Cut(uri, "://")
	rest, query, hasQuery := strings.Cut(rest, "?")
	hosts, _, _ := strings.Cut(rest, "/")
	uri = scheme + "://" + hosts + "/" + database
	if hasQuery {
		uri += "?" + query
	}
	return uri
}

func closeEngine(t testing.TB, e store.Engine) {
	if err := e.Close(context.WithoutCancel(t.Context())); err != nil {
		t.Errorf("close: %v", err)
	}
}

// freshName is the name of a database that nobody else has.
func freshName() string { return "test_" + strings.ToLower(rand.Text()[:12]) }
