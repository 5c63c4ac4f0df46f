package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/demo"
	"fodfaeste/internal/identity/devidp"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

// site is a whole portal under test: the real router, views and store, and a
// real OpenID Provider to sign in with, all in this process.
type site struct {
	*portal
	t      testing.TB
	config Config
	client http.Client // asks anonymously and follows no redirect
}

// engines runs a test on the embedded engine, and on the server engine where
// TEST_MONGODB_URI says there is one; with CI=true there must be. The two share
// nothing and run beside each other.
func engines(t *testing.T, test func(t *testing.T, mongoURI string)) {
	t.Run("embedded", func(t *testing.T) {
		t.Parallel()
		test(t, "")
	})
	t.Run("server", func(t *testing.T) {
		t.Parallel()
		test(t, storetest.ServerURI(t))
	})
}

// open starts a portal with its provider. With seeded it holds the demo data.
func open(t testing.TB, mongoURI string, seeded bool) *site {
	t.Helper()
	folder := t.TempDir()
	if !seeded {
		return openIn(t, mongoURI, folder, clock.System{})
	}
	if mongoURI != "" {
		withDatabase(t, map[string]string{"FODFAESTE_DATA": folder, "MONGODB_URI": mongoURI}, func(config Config, db *store.DB) {
			serverDemo.into(t, mongoURI, func() { seedInto(t, config, db) })
		})
		return openIn(t, mongoURI, folder, clock.System{})
	}
	if err := os.WriteFile(filepath.Join(folder, embeddedFile), demoData(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return openIn(t, "", folder, clock.System{})
}

// serverDemo is the demo data as the server engine keeps them: read back after
// they were made for the first test, and copied for the others.
var serverDemo serverCopy

type serverCopy struct {
	mu        sync.Mutex
	documents map[string][]any // by collection
}

// into puts the demo data into a database, whose indexes are there already; seed
// makes them when nobody has.
func (c *serverCopy) into(t testing.TB, uri string, seed func()) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Disconnect(t.Context())
	address, err := url.Parse(uri)
	if err != nil {
		t.Fatal(err)
	}
	db := client.Database(strings.TrimPrefix(address.Path, "/"))
	if c.documents != nil {
		for name, documents := range c.documents {
			if _, err := db.Collection(name).InsertMany(t.Context(), documents); err != nil {
				t.Fatalf("copying the demo data: %s: %v", name, err)
			}
		}
		return
	}
	seed()
	documents := map[string][]any{}
	names := []string{"files", "fs.files", "fs.chunks"}
	for _, table := range tables() { // and none of those that keep what a process does
		names = append(names, table.Name)
	}
	for _, name := range names {
		found, err := db.Collection(name).Find(t.Context(), bson.D{})
		if err != nil {
			t.Fatal(err)
		}
		var all []bson.Raw
		if err := found.All(t.Context(), &all); err != nil {
			t.Fatal(err)
		}
		for _, document := range all {
			documents[name] = append(documents[name], document)
		}
	}
	c.documents = documents
}

// demoFile is an embedded database with the demo data, made once: most of the
// tests begin with one, and it takes longer to fill than they do.
var demoFile struct {
	once sync.Once
	data []byte
}

func demoData(t testing.TB) []byte {
	t.Helper()
	demoFile.once.Do(func() {
		folder := t.TempDir()
		withDatabase(t, map[string]string{"FODFAESTE_DATA": folder}, func(config Config, db *store.DB) { seedInto(t, config, db) })
		var err error
		if demoFile.data, err = os.ReadFile(filepath.Join(folder, embeddedFile)); err != nil {
			t.Fatal(err)
		}
	})
	if len(demoFile.data) == 0 {
		t.Fatal("the demo data could not be made; an earlier test tells why")
	}
	return demoFile.data
}

// withDatabase opens a database as the environment says, with its indexes, before
// any portal works on it.
func withDatabase(t testing.TB, values map[string]string, do func(Config, *store.DB)) {
	t.Helper()
	config, err := loadConfig(environment(values))
	if err != nil {
		t.Fatal(err)
	}
	db, err := openStore(t.Context(), config, clock.System{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Reconcile(t.Context(), tables()...); err != nil {
		t.Fatal(err)
	}
	do(config, db)
	if err := db.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func seedInto(t testing.TB, config Config, db *store.DB) {
	t.Helper()
	now := clock.System{}.Now()
	past := clock.At(now)
	services, err := newServices(config, db, past, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if done, err := demo.Seed(t.Context(), demoServices(services, past), now); err != nil || !done {
		t.Fatalf("seeding: %t, %v", done, err)
	}
}

// openBy starts an empty portal that goes by a clock. Who signs in must do so
// while it tells the time of the provider's; set back afterwards, it leaves them
// signed in.
func openBy(t testing.TB, mongoURI string, cl clock.Clock) *site {
	t.Helper()
	return openIn(t, mongoURI, t.TempDir(), cl)
}

// openIn is openBy with the folder of the embedded engine, and what else the
// environment says.
func openIn(t testing.TB, mongoURI, folder string, cl clock.Clock, more ...map[string]string) *site {
	t.Helper()
	listener := listen(t)
	providerListener := listen(t)
	base, issuer := "http://"+listener.Addr().String(), "http://"+providerListener.Addr().String()
	provider, err := devidp.New(devidp.Options{
		Issuer: issuer, ClientID: "portal", ClientSecret: "secret", Dialect: devidp.Nets,
		RedirectURIs: []string{base + "/signin/dev/callback"}, PostLogoutURIs: []string{base + "/signed-out"},
	})
	if err != nil {
		t.Fatal(err)
	}
	providerServer := &http.Server{Handler: provider, ReadHeaderTimeout: time.Minute}
	go providerServer.Serve(providerListener)
	t.Cleanup(func() { providerServer.Close() })

	values := map[string]string{"FODFAESTE_BASE_URL": base, "FODFAESTE_DATA": folder, "MONGODB_URI": mongoURI, "OIDC_DEV_ISSUER": issuer}
	for _, m := range more {
		maps.Copy(values, m)
	}
	config, err := loadConfig(environment(values))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	p, err := openPortal(ctx, config, cl, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.db.Reconcile(ctx, tables()...); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.run(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error("stopping:", err)
		}
	})
	s := &site{portal: p, t: t, config: config}
	s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return s
}

// environment is a development configuration with some values replaced.
func environment(values map[string]string) func(string) string {
	all := map[string]string{
		"FODFAESTE_ENV": "development", "FODFAESTE_MUNICIPALITY_CVR": "99999950", "FODFAESTE_SIGNIN_LIMIT": "100000",
		"FODFAESTE_CONTACT_NAME": "Jens Toft", "FODFAESTE_CVR_FILE": "../scripts/demo-firms.json", "FODFAESTE_TIMEOUT": "60s",
		"OIDC_BROKERS": "dev", "OIDC_DEV_PROFILE": "nets", "OIDC_DEV_CLIENT_ID": "portal", "OIDC_DEV_CLIENT_SECRET": "secret",
		"OIDC_DEV_ISSUER": "http://127.0.0.1:9",
	}
	for name, value := range values {
		all[name] = value
	}
	return func(name string) string { return all[name] }
}

func listen(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// visitor is a browser without script, signed in as a persona or as nobody.
type visitor struct {
	s      *site
	client http.Client
}

// page is one answer.
type page struct {
	*goquery.Document
	status   int
	location string
	header   http.Header
	body     string
}

// as signs a persona in through the provider's own page.
func (s *site) as(persona string) *visitor {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	v := &visitor{s: s, client: http.Client{Jar: jar}}
	if persona == "" {
		v.client.CheckRedirect = s.client.CheckRedirect
		return v
	}
	login, err := v.client.Get(s.config.BaseURL + "/signin/dev/start")
	if err != nil {
		s.t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(login.Body)
	login.Body.Close()
	if err != nil {
		s.t.Fatal(err)
	}
	form := doc.Find("form").First()
	action, _ := login.Request.URL.Parse(form.AttrOr("action", ""))
	values := url.Values{"persona": {persona}}
	form.Find("input[type=hidden]").Each(func(_ int, e *goquery.Selection) {
		values.Set(e.AttrOr("name", ""), e.AttrOr("value", ""))
	})
	answer, err := v.client.PostForm(action.String(), values)
	if err != nil {
		s.t.Fatal(err)
	}
	answer.Body.Close()
	if answer.Request.URL.Host != strings.TrimPrefix(s.config.BaseURL, "http://") {
		s.t.Fatalf("signing in as %s ended at %s", persona, answer.Request.URL)
	}
	v.client.CheckRedirect = s.client.CheckRedirect
	return v
}

func (v *visitor) get(path string) page { return v.do("GET", path, nil, nil) }

func (v *visitor) post(path string, form url.Values) page { return v.do("POST", path, form, nil) }

// htmx posts as htmx does.
func (v *visitor) htmx(path string, form url.Values) page {
	return v.do("POST", path, form, http.Header{"Hx-Request": {"true"}})
}

func (v *visitor) do(method, path string, form url.Values, header http.Header) page {
	v.s.t.Helper()
	request, err := http.NewRequestWithContext(v.s.t.Context(), method, v.s.config.BaseURL+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.s.t.Fatal(err)
	}
	for name, values := range header {
		request.Header[name] = values
	}
	if method == "POST" {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := v.client.Do(request)
	if err != nil {
		v.s.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		v.s.t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	if err != nil {
		v.s.t.Fatal(err)
	}
	return page{Document: doc, status: response.StatusCode, location: response.Header.Get("Location"), header: response.Header, body: string(body)}
}

// want fails the test unless the page has the status.
func (p page) want(t testing.TB, status int) page {
	t.Helper()
	if p.status != status {
		t.Fatalf("status %d, want %d\n%s", p.status, status, p.summary())
	}
	return p
}

// summary tells what a page says, for a failing test.
func (p page) summary() string {
	text := strings.Join(strings.Fields(p.Find("main").Text()), " ")
	return fmt.Sprintf("to %q: %.600s", p.location, text)
}

// says tells whether the page's main part has a text.
func (p page) says(text string) bool {
	return strings.Contains(strings.Join(strings.Fields(p.Find("main").Text()), " "), text)
}

// shows expects texts in the page's main part.
func (p page) shows(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !p.says(text) {
			t.Errorf("%q is missing: %s", text, p.summary())
		}
	}
}

// storeCalls is how many calls the store has answered so far.
func (s *site) storeCalls() int {
	s.t.Helper()
	_, text, err := s.metrics.Text()
	if err != nil {
		s.t.Fatal(err)
	}
	total := 0
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "fodfaeste_store_call_seconds_count"); ok {
			fields := strings.Fields(rest)
			n, err := strconv.ParseFloat(fields[len(fields)-1], 64)
			if err != nil {
				s.t.Fatal(err)
			}
			total += int(n)
		}
	}
	return total
}

// cookies are what the visitor's browser would send.
func (v *visitor) cookies() []*http.Cookie {
	base, err := url.Parse(v.s.config.BaseURL)
	if err != nil {
		v.s.t.Fatal(err)
	}
	return v.client.Jar.Cookies(base)
}

func (s *site) host() string { return strings.TrimPrefix(s.config.BaseURL, "http://") }
