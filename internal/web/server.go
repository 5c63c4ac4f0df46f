// Package web is the HTTP side of the portal: the server with its middleware,
// the router that only takes guarded routes, requests, answers, and the one
// place where an error becomes a page.
//
// A request passes: request id, log and metrics, recover, security headers,
// compression, same-origin check, and on sign-in routes the limit; then the
// language, the body, the session, the route's guard and its handler. The handler gives back an Answer or an error; nothing is written before.
package web

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"math"
	"net"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/limiter"
	"github.com/gofiber/fiber/v2/middleware/requestid"

	"fodfaeste/internal/access"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/static"
)

// Authenticator finds who a session's secret belongs to. It answers
// fault.Unauthenticated when it belongs to nobody, or no longer.
type Authenticator interface {
	Authenticate(ctx context.Context, secret string) (access.Actor, error)
}

// Observer counts and times requests by route pattern.
type Observer interface {
	Request(method, pattern string, status int, took time.Duration)
}

// Options are what a server is made of.
type Options struct {
	Views          *view.Set
	Catalogue      *i18n.Catalogue
	Assets         *static.Assets
	Routes         []Route
	Nav            []NavItem
	Contact        ContactSource
	Forbidden      func(r *Request) (Answer, error) // what to say instead of the general page; nil: nothing more is known
	Sessions       Authenticator
	Observer       Observer
	Ready          func(ctx context.Context) error // nil error: can serve
	Metrics        func() (contentType string, body []byte, err error)
	Clock          clock.Clock
	Log            *slog.Logger
	BaseURL        string // https://… makes cookies secure and HSTS strict
	TrustedProxies []string
	Development    bool
	SignInLimit    int           // sign-in requests per minute and address
	Timeout        time.Duration // of one request
}

// Server answers HTTP.
type Server struct {
	Options
	app         *fiber.App
	views       *view.Set
	clock       clock.Clock
	nav         []NavItem
	contact     ContactSource
	secure      bool
	development bool
	lastResort  map[i18n.Locale]template.HTML
	style       template.CSS  // of pages that stand alone
	uploads     chan struct{} // one token for each upload under way
}

// New builds a server. It refuses routes without permission.
func New(o Options) (*Server, error) {
	if err := checkRoutes(o.Routes); err != nil {
		return nil, err
	}
	s := &Server{
		Options: o, views: o.Views, clock: o.Clock, nav: o.Nav, contact: o.Contact,
		secure: strings.HasPrefix(o.BaseURL, "https://"), development: o.Development,
		lastResort: map[i18n.Locale]template.HTML{}, style: standaloneStyle(o.Assets), uploads: make(chan struct{}, uploadsAtOnce),
	}
	for _, l := range i18n.Locales() {
		html, err := errorView.Render(o.Views, l, errorPage(o.Catalogue.For(l), "internal", "", ""))
		if err != nil {
			return nil, err
		}
		s.lastResort[l] = html
	}
	s.app = fiber.New(fiber.Config{
		Immutable:               true, // strings from the request outlive the handler
		EnableTrustedProxyCheck: true, // believe X-Forwarded headers from known proxies only
		TrustedProxies:          o.TrustedProxies,
		ProxyHeader:             fiber.HeaderXForwardedFor,
		ReadTimeout:             15 * time.Second,
		WriteTimeout:            30 * time.Second,
		IdleTimeout:             60 * time.Second,
		BodyLimit:               math.MaxInt32, // bodies arrive as streams; takeBody holds each to its limit
		StreamRequestBody:       true,

		DisablePreParseMultipartForm: true,

		ReadBufferSize:        32 << 10, // of all headers; answers about support stand in the address
		DisableStartupMessage: true,
		ErrorHandler:          s.handleError,
	})
	s.mount()
	return s, nil
}

// mount sets up middleware and routes, in the order of the package comment.
func (s *Server) mount() {
	s.app.Use(requestid.New())
	s.app.Use(s.observe)
	s.app.Use(s.leaveNoBody)
	s.app.Use(recoverPanic)
	s.app.Use(s.securityHeaders)
	s.app.Get(static.Prefix+"*", s.serveStatic)
	s.app.Get("/livez", func(c *fiber.Ctx) error { return c.SendString("ok\n") })
	s.app.Get("/readyz", s.serveReady)
	s.app.Get("/metrics", s.serveMetrics)
	s.app.Use(compress.New())
	s.app.Use(s.sameOrigin)
	s.app.Use("/signin", limiter.New(limiter.Config{
		Max: s.SignInLimit, Expiration: time.Minute,
		KeyGenerator: s.clientAddress,
		LimitReached: func(*fiber.Ctx) error { return fault.New(fault.TooMany, "") },
	}))
	for _, route := range s.Routes {
		s.app.Add(route.Method, route.Path, func(c *fiber.Ctx) error { return s.serve(c, route) })
	}
}

// serve answers one request of a route.
func (s *Server) serve(c *fiber.Ctx, route Route) error {
	timeout := s.Timeout
	if route.Upload {
		timeout = uploadTime
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), timeout)
	defer cancel()
	r := s.request(ctx, c)
	if !route.Upload {
		if err := takeBody(c); err != nil {
			return s.answerError(r, err)
		}
	}
	actor, err := s.authenticate(r)
	if err != nil {
		return s.answerError(r, err)
	}
	r.Actor = actor
	if party := actor.Party(); party.ID != "" {
		r.Log = r.Log.With("party", party.ID)
	}
	if err := guard(r, route.Permission); err != nil {
		return s.answerError(r, err)
	}
	if route.Upload {
		if err := s.waitForTurn(ctx); err != nil {
			return s.answerError(r, err)
		}
		defer func() { <-s.uploads }()
	}
	answer, err := route.Handler(r)
	if err != nil {
		return s.answerError(r, err)
	}
	if err := answer.send(r); err != nil {
		return s.answerError(r, err)
	}
	return nil
}

func (s *Server) request(ctx context.Context, c *fiber.Ctx) *Request {
	locale := i18n.ParseLocale(c.Cookies(LocaleCookie))
	return &Request{
		Texts: s.Catalogue.For(locale), server: s, ctx: ctx, fiber: c,
		Log: s.Log.With("request", c.GetRespHeader(fiber.HeaderXRequestID), "route", c.Route().Path),
	}
}

// handleError answers what never reached a route: unknown addresses, bodies
// too large, panics.
func (s *Server) handleError(c *fiber.Ctx, err error) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), s.Timeout)
	defer cancel()
	r := s.request(ctx, c)
	if actor, authErr := s.authenticate(r); authErr == nil {
		r.Actor = actor
	}
	return s.answerError(r, err)
}

// Listen serves on a listener until Shutdown.
func (s *Server) Listen(l net.Listener) error {
	if err := s.app.Listener(l); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("web: %w", err)
	}
	return nil
}

// Shutdown stops accepting and waits for requests under way until ctx ends.
func (s *Server) Shutdown(ctx context.Context) error { return s.app.ShutdownWithContext(ctx) }

// App is the Fiber application, for tests that send requests without a network.
func (s *Server) App() *fiber.App { return s.app }
