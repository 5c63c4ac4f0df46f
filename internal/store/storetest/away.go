package storetest

import (
	"context"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/mongostore"
	"fodfaeste/internal/store/sqlitestore"
)

func databaseAway(t *testing.T) {
	t.Run("embedded", embeddedAway)
	t.Run("server", serverAway)
}

func embeddedAway(t *testing.T) {
	_, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "no", "such", "folder.db"), clock.System{})
	if !fault.Is(err, fault.Unavailable) {
		t.Errorf("open in a missing folder gave %v, want unavailable", err)
	}
	e, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), clock.System{})
	if err != nil {
		t.Fatal(err)
	}
	db := ready(t, e, nil, []store.TableSpec{samples.Spec()})
	if err := db.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	away(t, db)
}

// away expects that every call is told plainly.
func away(t *testing.T, db *store.DB) {
	t.Helper()
	c, doc := store.In(db, samples), made(7)
	calls := map[string]func(context.Context) error{
		"get": func(ctx context.Context) error { _, err := c.Get(ctx, acme, "x"); return err },
		"find": func(ctx context.Context) error {
			_, err := c.Find(ctx, acme, store.Query{Index: "by_rank"})
			return err
		},
		"insert": func(ctx context.Context) error { return c.Insert(ctx, acme, &doc) },
		"ping":   db.Ping,
	}
	for name, call := range calls {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		if err := call(ctx); !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s without a database gave %v, want unavailable", name, err)
		}
		cancel()
	}
}

// serverAway takes the server away and brings it back, at the same address and
// under the same DB.
func serverAway(t *testing.T) {
	uri, p := ThroughProxy(t)
	e, err := mongostore.Open(uri)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { closeEngine(t, e) })
	db := ready(t, e, nil, []store.TableSpec{samples.Spec()})
	insert(t, db, made(1))
	p.Stop()
	away(t, db)
	p.Start(t)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for err = db.Ping(ctx); err != nil && ctx.Err() == nil; {
		err = db.Ping(ctx) // waits by itself: the engine looks for the server for seconds
	}
	if _, err := store.In(db, samples).Get(ctx, acme, made(1).ID); err != nil {
		t.Errorf("when the server is back, get gives %v", err)
	}
}

// ThroughProxy is ServerURI by way of a proxy that can be stopped and started,
// so that the database is away and comes back at the same address.
func ThroughProxy(t testing.TB) (string, *Proxy) {
	t.Helper()
	uri := ServerURI(t)
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "mongodb" || strings.Contains(u.Host, ",") {
		t.Fatalf("TEST_MONGODB_URI must name a single host, so that a proxy can stand before it: %v", err)
	}
	p := &Proxy{target: u.Host, address: "127.0.0.1:0"}
	if u.Port() == "" {
		p.target += ":27017"
	}
	p.Start(t)
	query := u.Query()
	query.Set("directConnection", "true")
	u.Host, u.RawQuery = p.address, query.Encode()
	return u.String(), p
}

// Proxy passes connections on until it is stopped.
type Proxy struct {
	target, address string

	mu       sync.Mutex
	listener net.Listener
	conns    []net.Conn
}

// Start listens, the second time at the same address.
func (p *Proxy) Start(t testing.TB) {
	t.Helper()
	l, err := net.Listen("tcp", p.address)
	if err != nil {
		t.Fatal(err)
	}
	p.mu.Lock()
	p.listener, p.address = l, l.Addr().String()
	p.mu.Unlock()
	t.Cleanup(p.Stop)
	go p.serve(l)
}

func (p *Proxy) serve(l net.Listener) {
	for {
		client, err := l.Accept()
		if err != nil {
			return
		}
		upstream, err := net.Dial("tcp", p.target)
		if err != nil {
			_ = client.Close()
			continue
		}
		p.mu.Lock()
		p.conns = append(p.conns, client, upstream)
		p.mu.Unlock()
		go pass(client, upstream)
		go pass(upstream, client)
	}
}

func pass(from, to net.Conn) {
	_, _ = io.Copy(to, from) // ends with an error whenever the proxy stops
	_ = to.Close()
}

// Stop ends every connection and accepts no more.
func (p *Proxy) Stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.listener.Close()
	for _, c := range p.conns {
		_ = c.Close()
	}
	p.conns = nil
}
