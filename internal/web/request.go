package web

import (
	"context"
	"io"
	"log/slog"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
)

// Request is what a handler gets: who asks, in which language, and what for.
type Request struct {
	Actor access.Actor // nobody on routes for Anyone, unless somebody is signed in
	Texts *i18n.Texts
	Log   *slog.Logger

	server *Server
	ctx    context.Context
	fiber  *fiber.Ctx
}

// Context ends when the request's time is up.
func (r *Request) Context() context.Context { return r.ctx }

// T is short for Texts.T.
func (r *Request) T(key string, args ...any) string { return r.Texts.T(key, args...) }

// Today is the day it is in Denmark.
func (r *Request) Today() caldate.Date { return caldate.Of(r.server.clock.Now()) }

// Now is the time of the request.
func (r *Request) Now() time.Time { return r.server.clock.Now() }

// Param is a named part of the address.
func (r *Request) Param(name string) string { return r.fiber.Params(name) }

// Query is a value behind the question mark of the address.
func (r *Request) Query(name string) string { return r.fiber.Query(name) }

// QueryValues are all values behind the question mark.
func (r *Request) QueryValues() url.Values {
	values, _ := url.ParseQuery(string(r.fiber.Request().URI().QueryString()))
	return values
}

// Form is the posted form. A body that is not a form is an empty form.
func (r *Request) Form() *form.Form {
	values, _ := url.ParseQuery(string(r.fiber.Body()))
	return form.Of(values)
}

// File is a posted file; nil where there is none. One of more than so many bytes
// gives fault.Invalid at its field.
func (r *Request) File(name string, most int64) ([]byte, error) {
	header, err := r.fiber.FormFile(name)
	switch {
	case err != nil:
		return nil, nil
	case header.Size > most:
		return nil, fault.Field(name, "file_too_large")
	}
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// Path is the address without its query.
func (r *Request) Path() string { return r.fiber.Path() }

// Cookie is a cookie's value, or "".
func (r *Request) Cookie(name string) string { return r.fiber.Cookies(name) }

// UserAgent is what the browser calls itself.
func (r *Request) UserAgent() string { return r.fiber.Get(fiber.HeaderUserAgent) }

// wantsRegions tells whether htmx asked and expects regions of the page it has.
func (r *Request) wantsRegions() bool {
	return r.fiber.Get("HX-Request") == "true" && r.fiber.Get("HX-Boosted") == "" &&
		r.fiber.Get("HX-History-Restore-Request") == ""
}

// returnPath is the page the person is on, to come back to after signing in.
func (r *Request) returnPath() string {
	if page, err := url.Parse(r.fiber.Get("HX-Current-URL")); err == nil && page.Path != "" {
		return page.RequestURI()
	}
	if r.fiber.Method() == fiber.MethodGet {
		return r.fiber.OriginalURL()
	}
	if page, err := url.Parse(r.fiber.Get(fiber.HeaderReferer)); err == nil && page.Host == string(r.fiber.Request().Host()) {
		return page.RequestURI()
	}
	return "/overview"
}
