// Package clamd asks a ClamAV daemon whether a file is harmless. It speaks the
// INSTREAM command: the file goes to the daemon in parts, each behind its length,
// over a connection of its own.
package clamd

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"time"
)

const (
	partSize = 64 << 10
	patience = time.Minute // for a whole file
	dialTime = 5 * time.Second
)

// Daemon is a ClamAV daemon.
type Daemon struct {
	network, address string
}

// At finds the daemon at an address: tcp://host:3310 or unix:///run/clamav/clamd.ctl.
// Nobody is asked yet.
func At(address string) (*Daemon, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
	case u.Scheme == "tcp" && u.Port() != "" && u.Path == "":
		return &Daemon{"tcp", u.Host}, nil
	case u.Scheme == "unix" && u.Host == "" && len(u.Path) > 1:
		return &Daemon{"unix", u.Path}, nil
	}
	return nil, fmt.Errorf("%q is neither tcp://host:port nor unix:///path", address)
}

// Scan tells whether a file is harmless. Every other answer of the daemon than a
// clear one is an error.
func (d *Daemon) Scan(ctx context.Context, r io.Reader) (clean bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := (&net.Dialer{Timeout: dialTime}).DialContext(ctx, d.network, d.address)
	if err != nil {
		return false, fmt.Errorf("clamd: %w", err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	said, err := stream(conn, r)
	switch {
	case ctx.Err() != nil:
		return false, fmt.Errorf("clamd: %w", ctx.Err())
	case err != nil:
		return false, fmt.Errorf("clamd: %w", err)
	case said == "stream: OK":
		return true, nil
	case strings.HasPrefix(said, "stream: ") && strings.HasSuffix(said, " FOUND"):
		return false, nil
	}
	return false, fmt.Errorf("clamd: it said %q", said)
}

// stream sends a file and reads what the daemon says of it.
func stream(conn net.Conn, r io.Reader) (string, error) {
	_, sent := io.WriteString(conn, "zINSTREAM\x00")
	buffer := make([]byte, 4+partSize)
	for sent == nil {
		n, err := io.ReadFull(r, buffer[4:])
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return "", err
		}
		binary.BigEndian.PutUint32(buffer, uint32(n)) // a part of nothing is the end
		_, sent = conn.Write(buffer[:4+n])
		if n == 0 {
			break
		}
	}
	// A daemon that has seen enough answers before the end and reads no more.
	said, err := bufio.NewReader(io.LimitReader(conn, 1<<10)).ReadString(0)
	if err != nil {
		return "", errors.Join(sent, err)
	}
	return strings.TrimRight(said, "\x00\n"), nil
}
