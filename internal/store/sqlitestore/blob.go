package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"io"

	"fodfaeste/internal/fault"
)

// partSize is how much of a blob is read and written at once.
const partSize = 256 << 10

// PutBlob implements store.Engine. Every part is a transaction of its own: a
// slow reader must not hold up other writers.
func (e *Engine) PutBlob(ctx context.Context, name string, r io.Reader) (size int64, err error) {
	buffer := make([]byte, partSize)
	for part := 0; ; part++ {
		n, err := io.ReadFull(r, buffer)
		ended := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !ended {
			return 0, errors.Join(err, e.DeleteBlob(context.WithoutCancel(ctx), name))
		}
		if n > 0 || part == 0 { // an empty blob is one empty part
			_, err := e.writer.ExecContext(ctx, `INSERT INTO blobs (name, part, data) VALUES (?, ?, ?)`, name, part, buffer[:n])
			if err != nil {
				return 0, errors.Join(translate(err, "put blob"), e.DeleteBlob(context.WithoutCancel(ctx), name))
			}
		}
		size += int64(n)
		if ended {
			return size, nil
		}
	}
}

// OpenBlob implements store.Engine.
func (e *Engine) OpenBlob(ctx context.Context, name string) (io.ReadCloser, error) {
	b := &blobReader{ctx: ctx, db: e.readers, name: name}
	if err := b.load(); err != nil {
		return nil, err
	}
	return b, nil
}

// DeleteBlob implements store.Engine.
func (e *Engine) DeleteBlob(ctx context.Context, name string) error {
	_, err := e.writer.ExecContext(ctx, `DELETE FROM blobs WHERE name = ?`, name)
	return translate(err, "delete blob")
}

// blobReader reads a blob part by part. It holds the context of OpenBlob
// because io.Reader has no room for one.
type blobReader struct {
	ctx  context.Context
	db   *sql.DB
	name string
	part int
	rest []byte
}

// load reads the next part: fault.NotFound behind the last.
func (b *blobReader) load() error {
	err := b.db.QueryRowContext(b.ctx, `SELECT data FROM blobs WHERE name = ? AND part = ?`, b.name, b.part).Scan(&b.rest)
	b.part++
	return translate(err, "read blob")
}

// Read implements io.Reader.
func (b *blobReader) Read(p []byte) (int, error) {
	for len(b.rest) == 0 {
		err := b.load()
		if fault.Is(err, fault.NotFound) {
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
	}
	n := copy(p, b.rest)
	b.rest = b.rest[n:]
	return n, nil
}

// Close implements io.Closer; there is nothing to close.
func (b *blobReader) Close() error { return nil }
