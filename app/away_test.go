package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/store/storetest"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// TestDatabaseAway: a calm page and a red /readyz while the database is away,
// and everything again when it is back, without a restart.
func TestDatabaseAway(t *testing.T) {
	uri, proxy := storetest.ThroughProxy(t)
	s := open(t, uri+"&serverSelectionTimeoutMS=1000", true)
	hr := s.as("hr")
	hr.get("/overview").want(t, 200)
	hr.get("/readyz").want(t, 200)
	proxy.Stop()
	away := hr.get("/overview").want(t, http.StatusServiceUnavailable)
	if !away.says("Det, der er gemt, er ikke væk") || strings.Contains(away.body, "mongo") {
		t.Errorf("the page is not calm, or tells too much: %s", away.summary())
	}
	hr.get("/readyz").want(t, http.StatusServiceUnavailable)
	hr.get("/livez").want(t, 200)
	proxy.Start(t)
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
