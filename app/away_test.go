package main

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/id"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// cable is a connection to a server that a test can pull out and put back.
type cable struct {
	listener net.Listener
	to       string
	mu       sync.Mutex
	out      bool
	open     []net.Conn
}

func newCable(t *testing.T, to string) *cable {
	c := &cable{listener: listen(t), to: to}
	go func() {
		for {
			near, err := c.listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", to)
			c.mu.Lock()
			if err != nil || c.out {
				near.Close()
				c.mu.Unlock()
				continue
			}
			c.open = append(c.open, near, far)
			c.mu.Unlock()
			go io.Copy(near, far)
			go io.Copy(far, near)
		}
	}()
	t.Cleanup(func() { c.listener.Close(); c.pull(true) })
	return c
}

// pull takes the cable out, or puts it back.
func (c *cable) pull(out bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.out = out
	for _, conn := range c.open {
		conn.Close()
	}
	c.open = nil
}

// TestDatabaseAway: a calm page and a red /readyz while the database is away,
// and everything again when it is back, without a restart.
func TestDatabaseAway(t *testing.T) {
	uri := os.Getenv("TEST_MONGODB_URI")
	switch {
	case uri == "" && os.Getenv("CI") == "true":
		t.Fatal("TEST_MONGODB_URI is required when CI=true")
	case uri == "":
		t.Skip("no server engine: set TEST_MONGODB_URI, or run scripts/documentdb up")
	}
	parsed, err := url.Parse(uri)
	if err != nil {
		t.Fatal(err)
	}
	line := newCable(t, parsed.Host)
	name := strings.ToLower(id.New("away", clock.System{}.Now()))
	s := open(t, "mongodb://"+line.listener.Addr().String()+"/"+name+"?serverSelectionTimeoutMS=1000", true)
	hr := s.as("hr")
	hr.get("/overview").want(t, 200)
	hr.get("/readyz").want(t, 200)
	line.pull(true)
	away := hr.get("/overview").want(t, http.StatusServiceUnavailable)
	if !away.says("Det, der er gemt, er ikke væk") || strings.Contains(away.body, "mongo") {
		t.Errorf("the page is not calm, or tells too much: %s", away.summary())
	}
	hr.get("/readyz").want(t, http.StatusServiceUnavailable)
	hr.get("/livez").want(t, 200)
	line.pull(false)
	deadline := time.After(20 * time.Second)
	for hr.get("/overview").status != 200 {
		select {
		case <-deadline:
			t.Fatal("the portal did not recover")
		case <-time.After(100 * time.Millisecond):
		}
	}
	hr.get("/readyz").want(t, 200)
}

// TestProviderAway: the portal starts without its provider and says so at
// sign-in.
func TestProviderAway(t *testing.T) {
	s := open(t, "", false)
	closed := listen(t)
	closed.Close()
	config, err := loadConfig(environment(map[string]string{
		"FODFAESTE_BASE_URL": s.config.BaseURL, "FODFAESTE_DATA": t.TempDir(), "OIDC_DEV_ISSUER": "http://" + closed.Addr().String(),
	}))
	if err != nil {
		t.Fatal(err)
	}
	p, err := openPortal(t.Context(), config, clock.System{}, io.Discard)
	if err != nil {
		t.Fatalf("the portal does not start: %v", err)
	}
	defer p.db.Close(t.Context())
	request, err := http.NewRequest("GET", "/signin/dev/start", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := p.server.App().Test(request, -1)
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(response.Body)
	if response.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(body), "MitID Erhverv svarer ikke lige nu") {
		t.Errorf("status %d: %s", response.StatusCode, body)
	}
}

// TestUnguardedRoute: a route without a permission does not start. (Without
// the argument it does not compile, and only package access can make one.)
func TestUnguardedRoute(t *testing.T) {
	handler := func(*web.Request) (web.Answer, error) { return nil, nil }
	for name, routes := range map[string][]web.Route{
		"no permission": {web.Get("/open", access.Permission{}, handler)},
		"no handler":    {web.Get("/open", access.SignedIn, nil)},
		"twice":         {web.Get("/open", access.SignedIn, handler), web.Get("/open", access.Anyone, handler)},
	} {
		if _, err := web.New(web.Options{Views: &view.Set{}, Routes: routes}); err == nil || !strings.Contains(err.Error(), "GET /open") {
			t.Errorf("%s: the server was built, or does not name the route: %v", name, err)
		}
	}
}
