package web

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
)

const (
	mostBody      = 1 << 20          // of every request but an upload
	mostFields    = 64 << 10         // of what is typed beside a file
	mostLeft      = 64 << 20         // of a body that nobody wants, read so that the browser gets to see the answer
	uploadTime    = 10 * time.Minute // of one upload: 20 MB from a phone with 300 kbit/s
	longestStall  = 30 * time.Second // between two parts of a body
	uploadsAtOnce = 32               // the others wait, and what they sent waits in the network
)

// Upload is a file on its way: it is read as it arrives and is nowhere kept. When
// the connection breaks, reading fails.
type Upload struct {
	Name string // as the browser calls it: to be cleaned before it is used
	io.Reader
}

// Upload reads a form up to its file. The fields before the file are in the form;
// those behind it are not read. Without a file there is no Upload.
func (r *Request) Upload(name string) (*form.Form, *Upload, error) {
	values := url.Values{}
	kind, params, err := mime.ParseMediaType(r.fiber.Get(fiber.HeaderContentType))
	stream := r.fiber.Context().RequestBodyStream()
	if err != nil || kind != fiber.MIMEMultipartForm || stream == nil {
		return form.Of(values), nil, nil
	}
	body := &slowBody{ctx: r.ctx, conn: r.fiber.Context().Conn(), stream: stream}
	parts, left := multipart.NewReader(body, params["boundary"]), int64(mostFields)
	for {
		part, err := parts.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return form.Of(values), nil, nil
		case err != nil:
			return nil, nil, fault.Wrap(fault.Invalid, err, "reading a form with a file")
		case part.FormName() == name && part.FileName() != "":
			_, disposition, _ := mime.ParseMediaType(part.Header.Get(fiber.HeaderContentDisposition))
			return form.Of(values), &Upload{Name: disposition["filename"], Reader: part}, nil
		}
		data, err := io.ReadAll(io.LimitReader(part, left+1))
		if err != nil {
			return nil, nil, fault.Wrap(fault.Invalid, err, "reading a form with a file")
		}
		if left -= int64(len(data)); left < 0 {
			return nil, nil, fiber.ErrRequestEntityTooLarge
		}
		values.Add(part.FormName(), strings.ToValidUTF8(string(data), ""))
	}
}

// slowBody reads a body however slow it comes, as long as something comes and the
// request has time.
type slowBody struct {
	ctx    context.Context
	conn   net.Conn
	stream io.Reader
}

func (b *slowBody) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	if err := b.conn.SetReadDeadline(clock.System{}.Now().Add(longestStall)); err != nil {
		return 0, err
	}
	return b.stream.Read(p)
}

// waitForTurn lets so many uploads go on at once.
func (s *Server) waitForTurn(ctx context.Context) error {
	select {
	case s.uploads <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fault.Wrap(fault.Unavailable, ctx.Err(), "waiting for other uploads")
	}
}

// takeBody reads the body of a request that is no upload, or refuses one that is
// too large.
func takeBody(c *fiber.Ctx) error {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return nil
	}
	if c.Request().Header.ContentLength() > mostBody {
		return fiber.ErrRequestEntityTooLarge
	}
	body, err := io.ReadAll(io.LimitReader(stream, mostBody+1))
	switch {
	case err != nil:
		return fault.Wrap(fault.Invalid, err, "reading a body")
	case len(body) > mostBody:
		return fiber.ErrRequestEntityTooLarge
	}
	c.Request().SetBodyRaw(body)
	return nil
}

// leaveNoBody sees to what a handler did not read of a body, which would be taken
// for the next request of the connection. A little is read away, because browsers
// look for an answer when they have sent everything; with more the connection ends.
func (s *Server) leaveNoBody(c *fiber.Ctx) error {
	err := c.Next()
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), uploadTime)
	defer cancel()
	body := &slowBody{ctx: ctx, conn: c.Context().Conn(), stream: stream}
	if c.Request().Header.ContentLength() <= mostLeft {
		if _, ended := io.CopyN(io.Discard, body, mostLeft); errors.Is(ended, io.EOF) {
			c.Request().ResetBody()
			return err
		}
	}
	c.Context().SetConnectionClose()
	return err
}
