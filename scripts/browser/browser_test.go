// Package browser tests the whole portal from the outside: a real browser, the
// real binary, the development sign-in provider, and people who click.
//
// Every test starts a portal of its own, on the embedded engine in a folder of
// the test, or on a fresh database of the server that TEST_MONGODB_URI names.
// A tab is one person's: its cookies are nobody else's.
//
// What the tests need beside Go is Chromium, named by CHROMIUM or found on the
// path. Without it they are skipped; where CI=true both it and the server
// engine are required.
//
// SCREENSHOTS=folder makes the main job leave a picture after every step, at
// both widths, for people to look at.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// Widths the pages are looked at in: a desk, a phone, and the narrowest screen
// that must do without sideways scrolling.
const (
	desk      = 1280
	phone     = 390
	narrowest = 320
)

// moduleRoot is where the module begins, seen from this folder.
const moduleRoot = "../.."

// TestMain owns what all tests share: the folder of the built programs and the
// browser. Both come into being when the first test asks.
func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	folder, err := os.MkdirTemp("", "fodfaeste-browser-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, "browser:", err)
		return 1
	}
	defer os.RemoveAll(folder)
	browser, stop := newBrowser(context.Background())
	defer stop()
	programs = sync.OnceValues(func() (string, error) { return folder, build(folder) })
	startBrowser = sync.OnceValues(func() (context.Context, error) { return browser, chromedp.Do(browser) })
	return m.Run()
}

var (
	programs     func() (folder string, err error)
	startBrowser func() (context.Context, error)
)

// build makes the programs the way they are released.
func build(folder string) error {
	for name, pkg := range map[string]string{"app": "./app", "devidp": "./scripts/devidp"} {
		cmd := exec.Command("go", "build", "-o", filepath.Join(folder, name), pkg)
		cmd.Dir = moduleRoot
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("building %s: %w\n%s", name, err, out)
		}
	}
	return nil
}

// flags are on top of chromedp's own. Chromium must not talk to anybody but
// the portal, and must run as root inside a container.
var flags = map[string]any{
	"headless": "new", "no-sandbox": true, "disable-gpu": true, "disable-quic": true, "no-first-run": true,
	"disable-background-networking": true, "disable-component-update": true, "disable-sync": true,
}

// newBrowser prepares a browser with a profile of its own; it starts with the
// first tab.
func newBrowser(ctx context.Context) (context.Context, context.CancelFunc) {
	options := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	for name, value := range flags {
		options = append(options, chromedp.Flag(name, value))
	}
	if path := findBrowser(); path != "" {
		options = append(options, chromedp.ExecPath(path))
	}
	allocator, end := chromedp.NewExecAllocator(ctx, options...)
	browser, closeBrowser := chromedp.NewContext(allocator)
	return browser, func() { closeBrowser(); end() }
}

// findBrowser gives the browser to test with, or "".
func findBrowser() string {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if name == "" {
			continue
		}
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// needBrowser skips a test on a machine without a browser, unless one is
// required.
func needBrowser(t *testing.T) {
	t.Helper()
	switch {
	case findBrowser() != "":
	case os.Getenv("CI") == "true":
		t.Fatal("Chromium is required when CI=true: install it or name it in CHROMIUM")
	default:
		t.Skip("no browser: neither CHROMIUM nor chromium, chromium-browser or google-chrome on the path")
	}
}
