package web

import (
	"context"
	"io"
	"mime"
	"net"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fodfaeste/internal/clock"
)

// File is a file to send: what it is called, what it is, and its bytes.
type File struct {
	Name        string
	ContentType string
	Size        int64
	io.ReadCloser
}

type downloadAnswer struct {
	open func(context.Context) (File, error)
}

// Download answers with a file, which browsers keep and do not show. It is opened
// with a context that lasts until it is sent, and is not held in memory.
func Download(open func(context.Context) (File, error)) Answer { return downloadAnswer{open} }

func (a downloadAnswer) send(r *Request) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), uploadTime)
	f, err := a.open(ctx)
	if err != nil {
		cancel()
		return err
	}
	r.fiber.Set(fiber.HeaderContentType, f.ContentType)
	r.fiber.Set(fiber.HeaderContentDisposition, attachment(f.Name))
	r.fiber.Request().Header.Del(fiber.HeaderAcceptEncoding) // what people upload is compressed already
	r.fiber.Context().SetBodyStream(&slowFile{f, r.fiber.Context().Conn(), cancel}, int(f.Size))
	return nil
}

// attachment names a file for browsers: plainly for old ones, and as it is called.
func attachment(name string) string {
	plain := strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' || strings.ContainsRune(`"\%/`, c) {
			return '_'
		}
		return c
	}, name)
	if plain == name {
		return mime.FormatMediaType("attachment", map[string]string{"filename": name})
	}
	encoded := mime.FormatMediaType("attachment", map[string]string{"filename": name}) // filename*=utf-8''…
	return `attachment; filename="` + plain + `"` + strings.TrimPrefix(encoded, "attachment")
}

// slowFile gives every part of a file its own time to be sent.
type slowFile struct {
	File
	conn net.Conn
	end  context.CancelFunc
}

func (f *slowFile) Read(p []byte) (int, error) {
	if err := f.conn.SetWriteDeadline(clock.System{}.Now().Add(longestStall)); err != nil {
		return 0, err
	}
	return f.File.Read(p)
}

func (f *slowFile) Close() error {
	defer f.end()
	return f.File.Close()
}
