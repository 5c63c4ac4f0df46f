package web

import (
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"fodfaeste/internal/access"
	"fodfaeste/internal/fault"
	"fodfaeste/static"
)

// LocaleCookie remembers the language a person chose.
const LocaleCookie = "locale"

// SessionName is the cookie with the session's secret, before CookieName.
const SessionName = "session"

// CookieName is the name of a cookie that must not be planted from elsewhere:
// with the __Host- prefix browsers take it from this host over a secure
// connection only.
func CookieName(secure bool, name string) string {
	if secure {
		return "__Host-" + name
	}
	return name
}

// SecureCookieName is CookieName for the server that answers this request.
func (r *Request) SecureCookieName(name string) string { return CookieName(r.server.secure, name) }

// observe writes one log line and one metric per request, by route pattern.
func (s *Server) observe(c *fiber.Ctx) error {
	start := s.clock.Now()
	if err := c.Next(); err != nil {
		if handled := s.handleError(c, err); handled != nil {
			return handled
		}
	}
	took := s.clock.Now().Sub(start)
	pattern := c.Route().Path
	status := c.Response().StatusCode()
	s.Observer.Request(c.Method(), pattern, status, took)
	if !strings.HasPrefix(pattern, static.Prefix) {
		s.Log.Info("request", "request", c.GetRespHeader(fiber.HeaderXRequestID), "method", c.Method(),
			"route", pattern, "status", status, "ms", took.Milliseconds())
	}
	return nil
}

// recoverPanic turns a panic into an internal fault with its stack.
func recoverPanic(c *fiber.Ctx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.Wrap(fault.Internal, fmt.Errorf("%v\n%s", p, debug.Stack()), "panic")
		}
	}()
	return c.Next()
}

// policy lets a page load from this site only, and nothing inline.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

func (s *Server) securityHeaders(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentSecurityPolicy, policy)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Vary("HX-Request", "Cookie")
	if s.secure {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000; includeSubDomains")
	}
	return c.Next()
}

// sameOrigin refuses changes that another site's page asks for. It hands the
// few headers that decide to the standard library's check.
func (s *Server) sameOrigin(c *fiber.Ctx) error {
	head := http.Header{}
	for _, name := range []string{"Sec-Fetch-Site", fiber.HeaderOrigin} {
		if value := c.Get(name); value != "" {
			head.Set(name, value)
		}
	}
	request := &http.Request{Method: c.Method(), Host: string(c.Request().Host()), Header: head, URL: &url.URL{Path: c.Path()}}
	if err := http.NewCrossOriginProtection().Check(request); err != nil {
		return fault.Wrap(fault.Forbidden, err, "same-origin check")
	}
	return c.Next()
}

// authenticate finds who asks. Nobody is no error.
func (s *Server) authenticate(r *Request) (access.Actor, error) {
	secret := r.Cookie(CookieName(s.secure, SessionName))
	if secret == "" {
		return access.Actor{}, nil
	}
	actor, err := s.Sessions.Authenticate(r.ctx, secret)
	if fault.Is(err, fault.Unauthenticated) {
		return access.Actor{}, nil
	}
	return actor, err
}

func (s *Server) serveStatic(c *fiber.Ctx) error {
	file, keep := s.Assets.Find(c.Params("*"))
	if file == nil {
		return fiber.ErrNotFound
	}
	if keep {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	}
	accepted := c.Get(fiber.HeaderAcceptEncoding)
	data, encoding := file.Encoded(strings.Contains(accepted, "br"), strings.Contains(accepted, "gzip"))
	if encoding != "" {
		c.Set(fiber.HeaderContentEncoding, encoding)
	}
	c.Vary(fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderContentType, file.ContentType)
	return c.Send(data)
}

func (s *Server) serveReady(c *fiber.Ctx) error {
	if err := s.Ready(c.UserContext()); err != nil {
		s.Log.Error("not ready", "error", err)
		return c.Status(fiber.StatusServiceUnavailable).SendString("not ready\n")
	}
	return c.SendString("ready\n")
}

func (s *Server) serveMetrics(c *fiber.Ctx) error {
	contentType, body, err := s.Metrics()
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, contentType)
	return c.Send(body)
}

// clientAddress is where a request comes from: the peer, or behind a trusted
// proxy the last address of X-Forwarded-For that is not a proxy of ours. What
// stands before that was sent by the client and proves nothing.
func (s *Server) clientAddress(c *fiber.Ctx) string {
	peer := c.Context().RemoteIP().String()
	if !c.IsProxyTrusted() {
		return peer
	}
	hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
	for _, hop := range slices.Backward(hops) {
		if hop = strings.TrimSpace(hop); hop != "" && !slices.Contains(s.TrustedProxies, hop) {
			return hop
		}
	}
	return peer
}
