package clamd

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// daemon speaks the protocol as clamd does: it reads the parts and finds the test
// virus; a file of more than most bytes it refuses in the middle.
func daemon(t *testing.T, network, address string, most int) string {
	t.Helper()
	l, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				io.WriteString(conn, serve(conn, most)+"\x00")
			}()
		}
	}()
	return l.Addr().String()
}

func serve(conn net.Conn, most int) string {
	command := make([]byte, len("zINSTREAM\x00"))
	if _, err := io.ReadFull(conn, command); err != nil || string(command) != "zINSTREAM\x00" {
		return "UNKNOWN COMMAND"
	}
	var file bytes.Buffer
	for {
		var length uint32
		if err := binary.Read(conn, binary.BigEndian, &length); err != nil {
			return "INSTREAM: read ERROR"
		}
		if length == 0 {
			break
		}
		if file.Len()+int(length) > most {
			return "INSTREAM size limit exceeded. ERROR"
		}
		io.CopyN(&file, conn, int64(length))
	}
	if bytes.Contains(file.Bytes(), []byte("VIRUS")) {
		return "stream: Win.Test.EICAR_HDB-1 FOUND"
	}
	return "stream: OK"
}

func TestScan(t *testing.T) {
	tcp := "tcp://" + daemon(t, "tcp", "127.0.0.1:0", 1<<20)
	unix := "unix://" + daemon(t, "unix", filepath.Join(t.TempDir(), "clamd.ctl"), 1<<20)
	for name, tt := range map[string]struct {
		file         string
		clean, fails bool
	}{
		"harmless":            {"hello", true, false},
		"nothing":             {"", true, false},
		"several parts":       {strings.Repeat("x", 3*partSize+7), true, false},
		"a virus":             {"a VIRUS here", false, false},
		"across two parts":    {strings.Repeat("x", partSize-2) + "VIRUS", false, false},
		"more than it takes":  {strings.Repeat("x", 2<<20), false, true},
		"exactly a full part": {strings.Repeat("x", partSize), true, false},
	} {
		for _, address := range []string{tcp, unix} {
			d, err := At(address)
			if err != nil {
				t.Fatal(err)
			}
			clean, err := d.Scan(t.Context(), strings.NewReader(tt.file))
			if clean != tt.clean || (err != nil) != tt.fails {
				t.Errorf("%s at %s: clean %t, %v", name, address, clean, err)
			}
		}
	}
}

// TestAway: a daemon that is not there, hangs or breaks off has not said that a
// file is harmless, and neither has a file that cannot be read.
func TestAway(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() { // the first is closed at once; the second is never answered
		if conn, err := l.Accept(); err == nil {
			conn.Close()
		}
		if conn, err := l.Accept(); err == nil {
			defer conn.Close()
			io.Copy(io.Discard, conn)
		}
	}()
	d := &Daemon{"tcp", l.Addr().String()}
	if clean, err := d.Scan(t.Context(), strings.NewReader("x")); clean || err == nil {
		t.Errorf("broken off: clean %t, %v", clean, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if clean, err := d.Scan(ctx, strings.NewReader("x")); clean || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("hanging: clean %t, %v", clean, err)
	}
	away := &Daemon{"unix", filepath.Join(t.TempDir(), "none")}
	if clean, err := away.Scan(t.Context(), strings.NewReader("x")); clean || err == nil {
		t.Errorf("not there: clean %t, %v", clean, err)
	}
	here, _ := At("tcp://" + daemon(t, "tcp", "127.0.0.1:0", 1<<20))
	if clean, err := here.Scan(t.Context(), io.MultiReader(strings.NewReader("x"), broken{})); clean || err == nil {
		t.Errorf("unreadable: clean %t, %v", clean, err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("broken") }

func TestAt(t *testing.T) {
	for address, ok := range map[string]bool{
		"tcp://127.0.0.1:3310": true, "unix:///run/clamav/clamd.ctl": true, "127.0.0.1:3310": false, "tcp://127.0.0.1": false,
		"http://127.0.0.1:3310": false, "unix://clamd.ctl": false, "unix:///": false, "": false, "tcp://:3310/x": false,
	} {
		if _, err := At(address); (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
	}
}
