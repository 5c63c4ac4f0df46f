// Package printer makes PDF of pages with a Chromium process for each: tagged, so
// that a screen reader finds headings and language, and as the browser shows them.
//
// A page is not trusted more than it must be. The process has a folder and a user
// profile of its own, which go with it; no network, no environment, a time and an
// amount of memory; its own sandbox, and where the portal runs as root another user.
// At most two run at once.
package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"time"
)

const (
	atOnce     = 2
	mostMemory = 1 << 30 // of one process and its children
	mostPDF    = 20 << 20
	lookEvery  = 200 * time.Millisecond
)

// Printer prints.
type Printer struct {
	path    string
	log     *slog.Logger
	timeout time.Duration
	memory  int64
	turns   chan struct{}
	bare    atomic.Bool // Chromium cannot have its sandbox here
}

// Option changes how a Printer works.
type Option func(*Printer)

// WithTimeout sets how long one document may take. The default is a minute.
func WithTimeout(d time.Duration) Option { return func(p *Printer) { p.timeout = d } }

// WithMemory sets how many bytes a process and its children may use.
func WithMemory(bytes int64) Option { return func(p *Printer) { p.memory = bytes } }

// New makes a printer of the Chromium that named is, a path or a command; where it
// is "", of the first on the path. There may be none: see Available.
func New(named string, log *slog.Logger, options ...Option) *Printer {
	p := &Printer{log: log, timeout: time.Minute, memory: mostMemory, turns: make(chan struct{}, atOnce)}
	for _, name := range []string{named, "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && p.path == "" {
			p.path, _ = filepath.Abs(path)
		}
		if named != "" {
			break // somebody has decided
		}
	}
	for _, o := range options {
		o(p)
	}
	return p
}

// Available tells whether there is a Chromium.
func (p *Printer) Available() bool { return p.path != "" }

// ErrNone is the answer where there is no Chromium.
var ErrNone = errors.New("printer: no Chromium")

// Print makes a PDF of a page, which needs nothing from outside itself.
func (p *Printer) Print(ctx context.Context, html []byte) ([]byte, error) {
	if !p.Available() {
		return nil, ErrNone
	}
	if leaves.Match(html) {
		return nil, errors.New("printer: the page goes to another")
	}
	select {
	case p.turns <- struct{}{}:
		defer func() { <-p.turns }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	pdf, err := p.print(ctx, html, p.bare.Load())
	if errors.Is(err, errNoSandbox) {
		// Containers often forbid what the sandbox is built of. The other walls stand.
		if !p.bare.Swap(true) {
			p.log.Warn("printing without Chromium's sandbox: this machine does not allow it one")
		}
		pdf, err = p.print(ctx, html, true)
	}
	return pdf, err
}

// wall stands before every page: it may have its own style and letters, and nothing
// from the network or the machine. What the page says of <html> after it counts too.
const wall = `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:">`

// leaves finds a page that would go to another by itself, which no policy stops.
var leaves = regexp.MustCompile(`(?i)http-equiv\s*=\s*["']?\s*refresh`)

// errNoSandbox is Chromium refusing to run as it was asked.
var errNoSandbox = errors.New("printer: no sandbox")

func (p *Printer) print(ctx context.Context, html []byte, bare bool) ([]byte, error) {
	folder, err := os.MkdirTemp("", "fodfaeste-print-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	if err := os.WriteFile(filepath.Join(folder, "page.html"), append([]byte(wall), html...), 0o600); err != nil {
		return nil, err
	}
	user, err := give(folder)
	switch {
	case errors.Is(err, fs.ErrPermission) && !bare:
		return nil, errNoSandbox // root that may not become another is left to itself
	case err != nil && !errors.Is(err, fs.ErrPermission):
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, p.timeout, fmt.Errorf("printer: not done in %s", p.timeout))
	defer cancel()
	cmd := exec.Command(p.path, arguments(folder, bare)...)
	cmd.Dir, cmd.Env = folder, []string{"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=" + folder, "TMPDIR=" + folder, "LANG=C.UTF-8"}
	cmd.SysProcAttr = attributes(user)
	said := &ending{}
	cmd.Stderr = said
	cmd.WaitDelay = time.Second // for children that left the group and hold its output
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	err = p.watch(ctx, cmd.Process.Pid, ended)
	switch {
	case err != nil && strings.Contains(said.String(), "No usable sandbox"):
		return nil, errNoSandbox
	case err != nil:
		return nil, fmt.Errorf("%w: %s", err, said)
	}
	return read(filepath.Join(folder, "page.pdf"))
}

// arguments are what Chromium is called with.
func arguments(folder string, bare bool) []string {
	args := []string{
		"--headless", "--disable-gpu", "--no-first-run", "--user-data-dir=" + filepath.Join(folder, "profile"),
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-breakpad", "--disable-crash-reporter", "--disable-dev-shm-usage",
		"--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>", // nobody listens there
		"--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline",
		"--print-to-pdf=" + filepath.Join(folder, "page.pdf"),
	}
	if bare {
		args = append(args, "--no-sandbox")
	}
	return append(args, "file://"+filepath.Join(folder, "page.html"))
}

// watch waits for a process and ends it with its children when it takes too long or
// too much.
func (p *Printer) watch(ctx context.Context, group int, ended <-chan error) error {
	defer endGroup(group) // also what it left behind
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case err := <-ended:
			if err != nil {
				err = fmt.Errorf("printer: %w", err)
			}
			return err
		case <-ctx.Done():
			endGroup(group)
			<-ended
			return context.Cause(ctx)
		case <-look.C:
			if used := groupMemory(group); used > p.memory {
				endGroup(group)
				<-ended
				return fmt.Errorf("printer: it used %d MB", used>>20)
			}
		}
	}
}

func read(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	pdf, err := io.ReadAll(io.LimitReader(f, mostPDF+1))
	switch {
	case err != nil:
		return nil, err
	case len(pdf) > mostPDF:
		return nil, errors.New("printer: the document is too large")
	case !bytes.HasPrefix(pdf, []byte("%PDF-")):
		return nil, errors.New("printer: what came out is no PDF")
	}
	return pdf, nil
}

// ending keeps the last of what is written to it.
type ending struct{ data []byte }

const endingSize = 4 << 10

func (e *ending) Write(p []byte) (int, error) {
	e.data = append(e.data, p...)
	if over := len(e.data) - endingSize; over > 0 {
		e.data = append(e.data[:0], e.data[over:]...)
	}
	return len(p), nil
}

func (e *ending) String() string { return strings.TrimSpace(string(e.data)) }
