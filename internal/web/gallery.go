package web

import (
	"html/template"

	"fodfaeste/internal/access"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/view"
)

// Gallery makes the development server's routes that show every view with
// every sample, at /dev/views. It renders without the page's own layout view
// so that layouts can be looked at too.
func Gallery(set *view.Set, declarations []view.Declaration) []Route {
	return []Route{
		Get("/dev/views", access.Anyone, func(r *Request) (Answer, error) {
			var html template.HTML = `<h1>Views</h1><ul>`
			for _, d := range declarations {
				samples, err := d.Samples(set, r.Texts.Locale)
				if err != nil {
					return nil, err
				}
				for _, s := range samples {
					name := template.HTML(template.HTMLEscapeString(d.Name() + "?sample=" + s.Name))
					html += `<li><a href="/dev/views/` + name + `">` + name + `</a></li>`
				}
			}
			return bare("Views", html+`</ul>`), nil
		}),
		Get("/dev/views/*", access.Anyone, func(r *Request) (Answer, error) {
			for _, d := range declarations {
				if d.Name() != r.Param("*") {
					continue
				}
				samples, err := d.Samples(set, r.Texts.Locale)
				if err != nil {
					return nil, err
				}
				for _, s := range samples {
					if s.Name == r.Query("sample") {
						return sample(d.Name(), s), nil
					}
				}
			}
			return nil, fault.New(fault.NotFound, "")
		}),
	}
}

// sample shows a page in the layout and a layout as it is.
func sample(name string, s view.Rendered) Answer {
	if name == pageLayout.Name() || name == standaloneLayout.Name() {
		return rawAnswer{string(s.HTML)}
	}
	return bare(name, s.HTML)
}

func bare(title string, html template.HTML) Answer {
	return pageAnswer{200, title, func(*view.Set, locale) (template.HTML, error) { return html, nil }}
}

type rawAnswer struct{ html string }

func (a rawAnswer) send(r *Request) error { return sendHTML(r.fiber, 200, a.html) }
