package printer

import (
	"bytes"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

var quiet = slog.New(slog.DiscardHandler)

// needProgram skips a test on a machine without a program, unless it is required.
func needProgram(t *testing.T, found bool, what string) {
	t.Helper()
	switch {
	case found:
	case os.Getenv("CI") == "true":
		t.Fatalf("%s is required when CI=true", what)
	default:
		t.Skipf("no %s here", what)
	}
}

func chromium(t *testing.T, options ...Option) *Printer {
	t.Helper()
	p := New(os.Getenv("CHROMIUM"), quiet, append([]Option{WithTimeout(2 * time.Minute)}, options...)...)
	needProgram(t, p.Available(), "Chromium (CHROMIUM, or chromium on the path)")
	return p
}

const letter = `<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Brev på Ærø</title></head><body><main><h1>Aftale på Ærø</h1><h2>Løn og arbejde</h2><p>Blåbærgrød å %s</p><ul><li>Én</li></ul></main></body></html>`

// TestPrint: the PDF is tagged, has its language, title and headings, and every
// Danish letter.
func TestPrint(t *testing.T) {
	p := chromium(t)
	pdf, err := p.Print(t.Context(), fmt.Appendf(nil, letter, ""))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(pdf, []byte("/Lang (da)")) {
		t.Error("the PDF does not say that it is Danish")
	}
	_, missing := exec.LookPath("pdfinfo")
	needProgram(t, missing == nil, "poppler-utils")
	path := filepath.Join(t.TempDir(), "brev.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		command []string
		want    []string
	}{
		{[]string{"pdfinfo", path}, []string{"Title:           Brev på Ærø", "Tagged:          yes"}},
		{[]string{"pdfinfo", "-struct-text", path}, []string{"H1", `"Aftale på Ærø"`, "H2", `"Løn og arbejde"`, "LI"}},
		{[]string{"pdftotext", path, "-"}, []string{"Aftale på Ærø", "Blåbærgrød å"}},
	} {
		out, err := exec.Command(tt.command[0], tt.command[1:]...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", tt.command, err, out)
		}
		for _, want := range tt.want {
			if !strings.Contains(string(out), want) {
				t.Errorf("%v lacks %q:\n%s", tt.command, want, out)
			}
		}
	}
}

// TestWalls: a page reaches neither the network nor the files of the machine, and
// finds nothing of the portal's environment.
func TestWalls(t *testing.T) {
	p := chromium(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	asked := make(chan string, 10)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			asked <- conn.RemoteAddr().String()
			conn.Close()
		}
	}()
	evil := fmt.Sprintf(`<img src="http://%[1]s/a.png"><iframe src="http://%[1]s/b"></iframe><iframe src="file:///etc/passwd"></iframe><link rel="stylesheet" href="http://%[1]s/c.css">`, l.Addr())
	pdf, err := p.Print(t.Context(), fmt.Appendf(nil, letter, evil))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Print(t.Context(), fmt.Appendf(nil, letter, `<meta HTTP-EQUIV = "refresh" content="0; url=file:///etc/passwd">`)); err == nil {
		t.Error("a page that leaves was printed")
	}
	select {
	case who := <-asked:
		t.Errorf("the page asked the network, from %s", who)
	default:
	}
	if _, missing := exec.LookPath("pdftotext"); missing == nil {
		cmd := exec.Command("pdftotext", "-", "-")
		cmd.Stdin = bytes.NewReader(pdf)
		if out, err := cmd.Output(); err != nil || strings.Contains(string(out), "root:") {
			t.Errorf("the page read a file of the machine: %v %s", err, out)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "fodfaeste-print-*")); len(left) > 0 {
		t.Errorf("folders are left: %v", left)
	}
}

// script makes a Chromium of a few lines of shell. $out is where the PDF goes, and
// $page the page.
func script(t *testing.T, body string) string {
	t.Helper()
	folder := t.TempDir()
	for dir := folder; dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil { // it may run as another user
			break
		}
	}
	path := filepath.Join(folder, "chromium")
	text := "#!/bin/sh\nfor a in \"$@\"; do case $a in --print-to-pdf=*) out=${a#--print-to-pdf=};; file://*) page=${a#file://};; esac; done\n" + body
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestEnded: a process that hangs, or takes too much memory, is ended with its
// children; one that fails says why.
func TestEnded(t *testing.T) {
	mark := strconv.Itoa(os.Getpid()) + "4321"
	for name, tt := range map[string]struct {
		body, says string
		options    []Option
	}{
		"hangs":        {"sleep " + mark + " & sleep " + mark + "\n", "not done in 300ms", []Option{WithTimeout(300 * time.Millisecond)}},
		"takes much":   {"x=$(head -c 60000000 /dev/zero | tr '\\0' x); sleep " + mark + "\n", "it used", []Option{WithMemory(20 << 20), WithTimeout(20 * time.Second)}},
		"fails":        {"echo the wheels came off >&2; exit 3\n", "the wheels came off", nil},
		"makes no PDF": {"echo hello > $out\n", "is no PDF", nil},
		"too large":    {"(printf %%PDF-; head -c 30000000 /dev/zero) > $out\n", "too large", nil},
		"nothing":      {"exit 0\n", "no such file", nil},
	} {
		p := New(script(t, tt.body), quiet, tt.options...)
		start := time.Now()
		_, err := p.Print(t.Context(), []byte("x"))
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(start); took > 15*time.Second {
			t.Errorf("%s: it took %s", name, took)
		}
	}
	time.Sleep(100 * time.Millisecond)
	if out, _ := exec.Command("sh", "-c", "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '").Output(); strings.Contains(string(out), "sleep "+mark) {
		t.Error("children are still running")
	}
}

// TestNoSandbox: where Chromium cannot have its sandbox, it prints without.
func TestNoSandbox(t *testing.T) {
	p := New(script(t, "case \"$*\" in *--no-sandbox*) printf '%%PDF-1.4 made' > $out;; *) echo 'FATAL: No usable sandbox!' >&2; exit 1;; esac\n"), quiet)
	for range 2 {
		if pdf, err := p.Print(t.Context(), []byte("x")); err != nil || string(pdf) != "%PDF-1.4 made" {
			t.Errorf("%q, %v", pdf, err)
		}
	}
}

// TestTwoAtOnce: however many ask, two processes run.
func TestTwoAtOnce(t *testing.T) {
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o777); err != nil {
		t.Fatal(err)
	}
	// Each puts its mark in the folder, notes how many there are, and takes it out.
	p := New(script(t, fmt.Sprintf("touch %[1]s/run.$$; ls %[1]s | grep -c run >> %[1]s/seen; sleep 0.05; rm %[1]s/run.$$; printf '%%%%PDF-1.4' > $out\n", folder)), quiet)
	var group sync.WaitGroup
	for range 12 {
		group.Go(func() {
			if _, err := p.Print(t.Context(), []byte("x")); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	seen, err := os.ReadFile(filepath.Join(folder, "seen"))
	if err != nil {
		t.Fatal(err)
	}
	most := 0
	for _, n := range strings.Fields(string(seen)) {
		k, _ := strconv.Atoi(n)
		most = max(most, k)
	}
	if most != 2 {
		t.Errorf("%d ran at once, want 2", most)
	}
}

func TestNone(t *testing.T) {
	p := New(filepath.Join(t.TempDir(), "none"), quiet)
	if _, err := p.Print(t.Context(), nil); p.Available() || err != ErrNone {
		t.Errorf("available %t, %v", p.Available(), err)
	}
}
