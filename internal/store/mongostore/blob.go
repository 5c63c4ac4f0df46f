package mongostore

import (
	"context"
	"errors"
	"io"

	"fodfaeste/internal/fault"
)

// PutBlob implements store.Engine. A blob is a GridFS file whose id is its name.
func (e *Engine) PutBlob(ctx context.Context, name string, r io.Reader) (int64, error) {
	counted := &counter{r: r}
	if err := e.db.GridFSBucket().UploadFromStreamWithID(ctx, name, name, counted); err != nil {
		if counted.err != nil {
			return 0, counted.err
		}
		return 0, translate(err, "put blob")
	}
	return counted.n, nil
}

// counter counts what is read and remembers why reading failed, which is not
// the server's fault.
type counter struct {
	r   io.Reader
	n   int64
	err error
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		c.err = err
	}
	return n, err
}

// OpenBlob implements store.Engine.
func (e *Engine) OpenBlob(ctx context.Context, name string) (io.ReadCloser, error) {
	stream, err := e.db.GridFSBucket().OpenDownloadStream(ctx, name)
	if err != nil {
		return nil, translate(err, "open blob")
	}
	return stream, nil
}

// DeleteBlob implements store.Engine.
func (e *Engine) DeleteBlob(ctx context.Context, name string) error {
	err := translate(e.db.GridFSBucket().Delete(ctx, name), "delete blob")
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}
