package web

import (
	"errors"
	"log/slog"
	"net/url"

	"github.com/gofiber/fiber/v2"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/i18n"
)

// statuses is the one place where a kind of fault becomes an HTTP status.
var statuses = map[fault.Kind]int{
	fault.Invalid:         fiber.StatusUnprocessableEntity,
	fault.Unauthenticated: fiber.StatusUnauthorized,
	fault.Forbidden:       fiber.StatusForbidden,
	fault.NotFound:        fiber.StatusNotFound,
	fault.Conflict:        fiber.StatusConflict,
	fault.TooMany:         fiber.StatusTooManyRequests,
	fault.Unavailable:     fiber.StatusServiceUnavailable,
	fault.Internal:        fiber.StatusInternalServerError,
}

// errorModel is the error page: what happened, what to do, and a number that
// finds the line in the log.
type errorModel struct {
	Heading string
	Text    string
	Detail  string
	Number  string
	Retry   bool
}

func errorPage(t *i18n.Texts, kind, detail, number string) errorModel {
	return errorModel{
		Heading: t.T("failure." + kind + ".heading"), Text: t.T("failure." + kind + ".text"),
		Detail: detail, Number: number, Retry: kind == string(fault.Unavailable),
	}
}

// kindOf also knows what Fiber itself answers, such as 404 and 413.
func kindOf(err error) fault.Kind {
	var fiberError *fiber.Error
	if !errors.As(err, &fiberError) {
		return fault.KindOf(err)
	}
	switch fiberError.Code {
	case fiber.StatusNotFound, fiber.StatusMethodNotAllowed:
		return fault.NotFound
	case fiber.StatusRequestEntityTooLarge, fiber.StatusRequestHeaderFieldsTooLarge, fiber.StatusBadRequest:
		return fault.Invalid
	}
	return fault.Internal
}

// answerError turns an error into a page, in this one place. The user gets a
// sentence, the log gets the cause.
func (s *Server) answerError(r *Request, err error) error {
	kind := kindOf(err)
	switch {
	case kind == fault.Unauthenticated:
		return r.redirect("/signin?return=" + url.QueryEscape(r.returnPath()))
	case fault.CodeOf(err) == errNoRole.Code:
		return r.redirect("/welcome")
	}
	if errors.Is(err, fiber.ErrRequestTimeout) {
		return r.fiber.SendStatus(fiber.StatusRequestTimeout) // an idle connection that ran out, and nobody to tell
	}
	level := slog.LevelInfo
	if kind == fault.Internal || kind == fault.Unavailable {
		level = slog.LevelError
	}
	r.Log.Log(r.ctx, level, "request failed", "kind", kind, "error", err)
	status := statuses[kind]
	detail := ""
	if code := fault.CodeOf(err); code != "" && r.Texts.Has("error."+code) {
		var e *fault.Error
		errors.As(err, &e)
		detail = r.T("error."+code, e.Args...)
	}
	if errors.Is(err, fiber.ErrRequestEntityTooLarge) {
		detail = r.T("error.file_too_large")
	}
	name := string(kind)
	if code := fault.CodeOf(err); r.Texts.Has("failure." + code + ".heading") {
		name = code // it has a page of its own words
	}
	page := errorPage(r.Texts, name, detail, r.fiber.GetRespHeader(fiber.HeaderXRequestID))
	if r.wantsRegions() {
		return answerErrorRegion(r, status, page)
	}
	var answer Answer = pageAnswer{status, page.Heading, render(errorView, page)}
	if kind == fault.Forbidden && s.Forbidden != nil {
		better, explainErr := s.Forbidden(r)
		if explainErr != nil {
			r.Log.Error("refusal not explained", "error", explainErr)
		} else if better != nil {
			answer = better
		}
	}
	if sendErr := answer.send(r); sendErr != nil {
		r.Log.Error("error page failed", "error", sendErr)
		return sendHTML(r.fiber, status, string(s.lastResort[r.Texts.Locale]))
	}
	return nil
}

// answerErrorRegion tells htmx in the page's notice; the status keeps every
// other region as it is.
func answerErrorRegion(r *Request, status int, page errorModel) error {
	text := page.Detail
	if text == "" {
		text = page.Text
	}
	html, err := r.noticeRegion(Notice{"error", text})
	if err != nil {
		return err
	}
	return sendHTML(r.fiber, status, html)
}
