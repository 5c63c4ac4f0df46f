package document

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"

	"fodfaeste/internal/fault"
)

// Scanner looks for viruses.
type Scanner interface {
	// Scan tells whether a file is harmless. An error means that nobody knows.
	Scan(ctx context.Context, r io.Reader) (clean bool, err error)
}

// received is an upload that has arrived as a whole. It lies in a file without a
// name, which ends with the process at the latest.
type received struct {
	*os.File
	size   int64
	sha256 string
}

// receive takes an upload in: fault.Invalid at the field "file" when it is too large.
func receive(r io.Reader) (received, error) {
	f, err := os.CreateTemp("", "fodfaeste-upload-")
	if err != nil {
		return received{}, fault.Wrap(fault.Unavailable, err, "receiving a file")
	}
	if err := os.Remove(f.Name()); err != nil {
		return received{}, errors.Join(err, f.Close())
	}
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(f, sum), io.LimitReader(r, MostBytes+1))
	var disk *fs.PathError
	switch {
	case errors.As(err, &disk):
		err = fault.Wrap(fault.Unavailable, err, "receiving a file")
	case err != nil: // the connection
		err = fault.Wrap(fault.Invalid, err, "receiving a file")
	case size > MostBytes:
		err = fault.Field("file", "file_over_limit")
	}
	if err != nil {
		return received{}, errors.Join(err, f.Close())
	}
	return received{f, size, hex.EncodeToString(sum.Sum(nil))}, nil
}

// whole reads it from the beginning.
func (r received) whole() io.Reader { return io.NewSectionReader(r.File, 0, r.size) }

// check tells the type of what was received and has it scanned. Nothing that
// nobody could scan is taken.
func (r received) check(ctx context.Context, s Scanner) (contentType string, err error) {
	contentType, code := contentOf(r.File, r.size)
	if code != "" {
		return "", fault.Field("file", code)
	}
	if s == nil {
		return contentType, nil
	}
	clean, err := s.Scan(ctx, r.whole())
	switch {
	case err != nil:
		return "", &fault.Error{Kind: fault.Invalid, Fields: map[string]string{"file": "scanner_away"}, Cause: err}
	case !clean:
		return "", fault.Field("file", "file_infected")
	}
	return contentType, nil
}
