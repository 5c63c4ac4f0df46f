package web

import (
	"encoding/base64"
	"encoding/json"
	"html/template"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
)

// Answer is what a handler gives back; it is sent after the handler returned.
type Answer interface {
	send(r *Request) error
}

type locale = i18n.Locale

// renderer shows a view in the language of the request.
type renderer func(*view.Set, locale) (template.HTML, error)

func render[M any](v view.View[M], model M) renderer {
	return func(s *view.Set, l locale) (template.HTML, error) { return v.Render(s, l, model) }
}

type pageAnswer struct {
	status int
	title  string
	body   renderer
}

// Page answers with a whole page.
func Page[M any](v view.View[M], title string, model M) Answer {
	return pageAnswer{fiber.StatusOK, title, render(v, model)}
}

// Invalid answers a form that cannot be used: the page again, with everything
// typed and what is wrong.
func Invalid[M any](v view.View[M], title string, model M) Answer {
	return pageAnswer{fiber.StatusUnprocessableEntity, title, render(v, model)}
}

// Form answers with the page of a form, for its first showing and for every
// further one: as typed, with what is wrong with it (Invalid), or with what
// somebody else wrote first, status 409.
func Form[M any](v view.View[M], title string, f *form.Form, model M) Answer {
	switch {
	case f.Stale():
		return pageAnswer{fiber.StatusConflict, title, render(v, model)}
	case !f.OK():
		return Invalid(v, title, model)
	}
	return Page(v, title, model)
}

// Refused answers an attempt that was not accepted, status 403.
func Refused[M any](v view.View[M], title string, model M) Answer {
	return pageAnswer{fiber.StatusForbidden, title, render(v, model)}
}

// NotFound answers for a link that opens nothing, whether it once did or never
// existed, status 404.
func NotFound[M any](v view.View[M], title string, model M) Answer {
	return pageAnswer{fiber.StatusNotFound, title, render(v, model)}
}

// Unavailable answers while something outside does not, status 503.
func Unavailable[M any](v view.View[M], title string, model M) Answer {
	return pageAnswer{fiber.StatusServiceUnavailable, title, render(v, model)}
}

func (a pageAnswer) send(r *Request) error {
	body, err := a.body(r.server.views, r.Texts.Locale)
	if err != nil {
		return err
	}
	title := a.title
	if a.status == fiber.StatusUnprocessableEntity {
		title = r.T("form.error") + " " + title // heard first, before the page is read again
	}
	layout, err := r.layout(title, body)
	if err != nil {
		return err
	}
	html, err := pageLayout.Render(r.server.views, r.Texts.Locale, layout)
	if err != nil {
		return err
	}
	return sendHTML(r.fiber, a.status, string(html))
}

func sendHTML(c *fiber.Ctx, status int, html string) error {
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Status(status).SendString(html)
}

// Notice is one sentence about what just happened, shown once.
type Notice struct {
	Kind string `json:"k"` // success, info, warning or error
	Text string `json:"t"`
}

// Done is the notice of a thing that went well.
func Done(text string) Notice { return Notice{"success", text} }

type seeOther struct {
	path   string
	notice Notice
}

// SeeOther sends the browser on to a page of ours, which shows the notice.
func SeeOther(path string, notice Notice) Answer { return seeOther{path, notice} }

func (a seeOther) send(r *Request) error {
	r.keepNotice(a.notice)
	return r.redirect(a.path)
}

// redirect sends the browser on. htmx would follow a redirect itself and put
// the page into a region, so it is told to leave the page instead.
func (r *Request) redirect(path string) error {
	if r.fiber.Get("HX-Request") == "true" {
		r.fiber.Set("HX-Redirect", path)
		return r.fiber.SendStatus(fiber.StatusNoContent)
	}
	return r.fiber.Redirect(path, fiber.StatusSeeOther)
}

// Region is a part of a page with an id of its own, answered alone.
type Region struct{ body renderer }

// Part makes a region of a fragment's view.
func Part[M any](v view.View[M], model M) Region { return Region{render(v, model)} }

type regionsAnswer struct {
	status  int
	path    string
	notice  Notice
	regions []Region
}

// Changed answers htmx with the regions that are different now and everybody
// else with the whole page at path. Both show the notice.
func Changed(path string, notice Notice, regions ...Region) Answer {
	return regionsAnswer{fiber.StatusOK, path, notice, regions}
}

func (a regionsAnswer) send(r *Request) error {
	if !r.wantsRegions() {
		return SeeOther(a.path, a.notice).send(r)
	}
	var b strings.Builder
	notice, err := r.noticeRegion(a.notice)
	if err != nil {
		return err
	}
	b.WriteString(notice)
	for _, region := range a.regions {
		html, err := region.body(r.server.views, r.Texts.Locale)
		if err != nil {
			return err
		}
		b.WriteString(outOfBand(string(html), "true"))
	}
	return sendHTML(r.fiber, a.status, b.String())
}

type invalidAnswer struct {
	page    Answer
	regions []Region
}

// InvalidRegions answers htmx with regions that say what is wrong, status 422,
// and everybody else with the whole page.
func InvalidRegions(page Answer, regions ...Region) Answer { return invalidAnswer{page, regions} }

func (a invalidAnswer) send(r *Request) error {
	if !r.wantsRegions() {
		return a.page.send(r)
	}
	return regionsAnswer{status: fiber.StatusUnprocessableEntity, regions: a.regions}.send(r)
}

// noticeRegion fills the page's notice. The element itself stays: screen
// readers announce what changes inside a live region they know already.
func (r *Request) noticeRegion(n Notice) (string, error) {
	html, err := noticeView.Render(r.server.views, r.Texts.Locale, n)
	return outOfBand(string(html), "innerHTML"), err
}

// outOfBand marks a fragment's outermost element so that htmx swaps it with the
// element of the same id: the whole of it ("true") or its inside ("innerHTML").
func outOfBand(html, how string) string {
	html = strings.TrimSpace(html)
	end := strings.IndexAny(html, " >")
	if !strings.HasPrefix(html, "<") || end < 0 {
		return html
	}
	return html[:end] + ` hx-swap-oob="` + how + `"` + html[end:]
}

type externalAnswer struct{ url string }

// External sends the browser to another site: the sign-in provider's.
func External(url string) Answer { return externalAnswer{url} }

func (a externalAnswer) send(r *Request) error {
	if r.fiber.Get("HX-Request") == "true" {
		return r.redirect(a.url)
	}
	return r.fiber.Redirect(a.url, fiber.StatusSeeOther)
}

// Cookie is a cookie to set; one that has expired is deleted.
type Cookie struct {
	Name    string
	Value   string
	Expires time.Time // zero: until the browser closes
}

type cookieAnswer struct {
	Answer
	cookies []Cookie
}

// WithCookies sets cookies along with an answer. They are for this site only
// and out of reach for scripts.
func WithCookies(a Answer, cookies ...Cookie) Answer { return cookieAnswer{a, cookies} }

func (a cookieAnswer) send(r *Request) error {
	for _, c := range a.cookies {
		r.setCookie(c)
	}
	return a.Answer.send(r)
}

func (r *Request) setCookie(c Cookie) {
	r.fiber.Cookie(&fiber.Cookie{
		Name: c.Name, Value: c.Value, Path: "/", Expires: c.Expires,
		Secure: r.server.secure, HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode,
	})
}

// noticeCookie carries a notice over one redirect.
const noticeCookie = "notice"

func (r *Request) keepNotice(n Notice) {
	if n.Text == "" {
		return
	}
	data, err := json.Marshal(n)
	if err != nil {
		return // a struct of two strings cannot fail
	}
	r.setCookie(Cookie{Name: noticeCookie, Value: base64.RawURLEncoding.EncodeToString(data)})
}

// takeNotice reads the notice a redirect left and forgets it.
func (r *Request) takeNotice() (n Notice) {
	data, err := base64.RawURLEncoding.DecodeString(r.Cookie(noticeCookie))
	if err != nil || len(data) == 0 || json.Unmarshal(data, &n) != nil {
		return Notice{}
	}
	r.setCookie(Cookie{Name: noticeCookie, Expires: time.Unix(1, 0)})
	return n
}
