package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"html/template"

	"github.com/gofiber/fiber/v2"

	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/static"
)

// standalone is a page as a document of its own: with everything it needs in it,
// and no way to anywhere else.
type standalone struct {
	Lang  string
	Title string
	Style template.CSS
	Body  template.HTML
}

var standaloneLayout = view.New("layouts/standalone", func(t *i18n.Texts) []view.Sample[standalone] {
	return []view.Sample[standalone]{{Name: "only", Model: standalone{Lang: string(t.Locale), Title: "Fodfæste", Body: "<h1>Fodfæste</h1>"}}}
})

// Standalone gives a page as a document of its own, in the language of the request:
// to keep, or to make a PDF of.
func Standalone[M any](r *Request, v view.View[M], title string, model M) ([]byte, error) {
	body, err := v.Render(r.server.views, r.Texts.Locale, model)
	if err != nil {
		return nil, err
	}
	html, err := standaloneLayout.Render(r.server.views, r.Texts.Locale, standalone{string(r.Texts.Locale), title, r.server.style, body})
	return []byte(html), err
}

// standaloneStyle is the style of such a page, its letters included: a PDF looks the
// same wherever it is made.
func standaloneStyle(a *static.Assets) template.CSS {
	var b bytes.Buffer
	for _, f := range []struct{ name, weight string }{{"Regular", "400"}, {"SemiBold", "600"}} {
		font := a.File("vendor/fonts/IBMPlexSans-" + f.name + "-Latin1.woff2")
		b.WriteString(`@font-face{font-family:"IBM Plex Sans";font-weight:` + f.weight + `;src:url("data:font/woff2;base64,`)
		b.WriteString(base64.StdEncoding.EncodeToString(font.Plain))
		b.WriteString("\") format(\"woff2\")}\n")
	}
	for _, name := range []string{"css/app.css", "css/print.css"} {
		b.Write(a.File(name).Plain)
	}
	return template.CSS(b.String())
}

type standaloneAnswer struct{ html []byte }

// ShowStandalone answers with a page that Standalone gave.
func ShowStandalone(html []byte) Answer { return standaloneAnswer{html} }

// send lets the page have its own style, which no other page may, and nothing else.
func (a standaloneAnswer) send(r *Request) error {
	_, rest, _ := bytes.Cut(a.html, []byte("<style>"))
	style, _, _ := bytes.Cut(rest, []byte("</style>"))
	sum := sha256.Sum256(style)
	r.fiber.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+
		"'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox")
	return sendHTML(r.fiber, fiber.StatusOK, string(a.html))
}
