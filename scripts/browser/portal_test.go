package browser

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/sqlitestore"
	"fodfaeste/internal/store/storetest"
)

// patience is how long anything may take before a test gives up on it.
const patience = 15 * time.Second

// municipalityCVR is the number of the municipality that the personas have.
const municipalityCVR = "99999950"

// database is a fresh one: the environment that leads a portal to it.
type database func(t *testing.T) (env []string)

// embedded is the engine that needs nothing installed.
func embedded(t *testing.T) []string { return []string{"FODFAESTE_DATA=" + t.TempDir()} }

// server is a database of its own on the test server, dropped afterwards.
func server(t *testing.T) []string {
	t.Helper()
	return []string{"MONGODB_URI=" + storetest.ServerURI(t)}
}

// portal is a running portal with a sign-in provider of its own.
type portal struct {
	base     string // address without a slash at the end
	programs string // folder of the binaries
	env      []string
}

// setup is how a portal begins.
type setup struct {
	database database
	demo     bool                             // filled with the demo firms
	prepare  func(t *testing.T, db *store.DB) // changes what was filled in; embedded only
}

// open starts a portal and waits until it is ready. It ends with the test.
func open(t *testing.T, s setup) *portal {
	t.Helper()
	needBrowser(t)
	folder, err := programs()
	if err != nil {
		t.Fatal(err)
	}
	address, provider := freeAddress(t), freeAddress(t)
	p := &portal{base: "http://" + address, programs: folder}
	// Nothing of the tester's own environment: it may name a real database.
	p.env = append(s.database(t),
		"FODFAESTE_ENV=development", "FODFAESTE_ADDRESS="+address, "FODFAESTE_BASE_URL="+p.base,
		"FODFAESTE_CVR_FILE="+filepath.Join(moduleRoot, "scripts/demo-firms.json"), "FODFAESTE_SIGNIN_LIMIT=100000",
		"FODFAESTE_MUNICIPALITY_CVR="+municipalityCVR, "FODFAESTE_CONTACT_NAME=Jens Toft",
		"FODFAESTE_CONTACT_ROLE=Sydhavets Erhvervsforening", "FODFAESTE_CONTACT_PHONE=54 00 00 00",
		"OIDC_BROKERS=dev", "OIDC_DEV_PROFILE=nets", "OIDC_DEV_LABEL=MitID Erhverv (test)",
		"OIDC_DEV_ISSUER=http://"+provider, "OIDC_DEV_CLIENT_ID=fodfaeste", "OIDC_DEV_CLIENT_SECRET=development",
	)
	p.app(t, "migrate")
	if s.demo {
		p.app(t, "seed", "--demo")
	}
	if s.prepare != nil {
		folder, _ := strings.CutPrefix(p.env[0], "FODFAESTE_DATA=")
		engine, err := sqlitestore.Open(t.Context(), filepath.Join(folder, "fodfaeste.db"), clock.System{})
		if err != nil {
			t.Fatal(err)
		}
		db := store.NewDB(engine)
		s.prepare(t, db)
		if err := db.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	p.start(t, "devidp", "-address", provider, "-portal", p.base, "-client-id", "fodfaeste", "-client-secret", "development")
	p.start(t, "app", "serve")
	waitFor(t, "http://"+provider+"/.well-known/openid-configuration")
	waitFor(t, p.base+"/readyz")
	return p
}

// freeAddress gives an address on this machine where nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return "127.0.0.1:" + strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
}

// app runs one command of the portal's operator against the same database.
func (p *portal) app(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), filepath.Join(p.programs, "app"), args...)
	cmd.Env = p.env
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("app %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// start runs a program until the test ends, and then expects it to stop in
// order. What it printed is shown when the test failed.
func (p *portal) start(t *testing.T, name string, args ...string) {
	t.Helper()
	var printed output
	cmd := exec.CommandContext(t.Context(), filepath.Join(p.programs, name), args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = p.env, &printed, &printed
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = patience
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // the test's context has ended, so the program has been told to stop
		_ = cmd.Wait() // tells that the context has ended; the exit code is what counts
		if code := cmd.ProcessState.ExitCode(); code != 0 {
			t.Errorf("%s ended with code %d", name, code)
		}
		if t.Failed() {
			t.Logf("%s printed:\n%s", name, printed.tail())
		}
	})
}

// output collects what a program prints.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

// tail is the end of it, which is where the trouble is.
func (o *output) tail() string {
	const kept = 6000
	o.mu.Lock()
	defer o.mu.Unlock()
	text := o.text.String()
	return text[max(0, len(text)-kept):]
}

// waitFor waits until an address answers that all is well.
func waitFor(t *testing.T, address string) {
	t.Helper()
	last := "nothing"
	eventually(t, func() bool {
		response, err := http.Get(address)
		if err != nil {
			last = err.Error()
			return false
		}
		last = response.Status
		return response.Body.Close() == nil && response.StatusCode == http.StatusOK
	}, func() string { return address + " never answered well; the last answer was " + last })
}

// eventually asks a question until the answer is yes. When patience ends, the
// test fails with an explanation.
func eventually(t *testing.T, question func() bool, explain func() string) {
	t.Helper()
	deadline, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !question() {
		select {
		case <-deadline.Done():
			t.Fatal(explain())
		case <-again.C:
		}
	}
}
