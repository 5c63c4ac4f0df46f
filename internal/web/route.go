package web

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"fodfaeste/internal/access"
	"fodfaeste/internal/fault"
)

// Handler answers one route. An error becomes a page in one place; see answerError.
type Handler func(r *Request) (Answer, error)

// Route is an address, what it takes to use it, and who answers. Features list
// theirs; the server refuses one without a permission.
type Route struct {
	Method     string
	Path       string // with named parts, such as /placements/:id
	Permission access.Permission
	Handler    Handler
	Upload     bool // the body is a form with a file, for Request.Upload: larger and slower than any other
}

// Get makes a route that shows something and changes nothing.
func Get(path string, p access.Permission, h Handler) Route {
	return Route{Method: fiber.MethodGet, Path: path, Permission: p, Handler: h}
}

// Post makes a route that changes something.
func Post(path string, p access.Permission, h Handler) Route {
	return Route{Method: fiber.MethodPost, Path: path, Permission: p, Handler: h}
}

// PostFile makes a route that takes a form with a file. Its handler reads it with
// Request.Upload.
func PostFile(path string, p access.Permission, h Handler) Route {
	return Route{Method: fiber.MethodPost, Path: path, Permission: p, Handler: h, Upload: true}
}

// checkRoutes finds routes that nobody guards or that are there twice.
func checkRoutes(routes []Route) error {
	seen := map[string]bool{}
	for _, route := range routes {
		name := route.Method + " " + route.Path
		switch {
		case route.Permission == (access.Permission{}):
			return fmt.Errorf("web: route %s has no permission", name)
		case route.Handler == nil:
			return fmt.Errorf("web: route %s has no handler", name)
		case seen[name]:
			return fmt.Errorf("web: route %s is there twice", name)
		}
		seen[name] = true
	}
	return nil
}

// guard asks whether the actor may use the route at all. Which records it
// reaches is the scope's business.
func guard(r *Request, p access.Permission) error {
	switch {
	case p == access.Anyone:
		return nil
	case !r.Actor.IsSignedIn():
		return fault.New(fault.Unauthenticated, "")
	case p == access.SignedIn:
		return nil
	case len(r.Actor.Roles()) == 0:
		return errNoRole
	case !r.Actor.Can(p):
		return fault.New(fault.Forbidden, "forbidden")
	}
	return nil
}

// errNoRole is a signed-in person without any role: they are shown where to
// get one.
var errNoRole = fault.New(fault.Forbidden, "no_role")
