// Package view renders typed values with HTML files.
//
// A View pairs a file with the one Go type it shows and with named samples of
// that type. When a Set is opened, every file is parsed once per language and
// every View is checked against its type, so a page that does not fit its
// model stops the start instead of failing in front of somebody.
//
// The engine is github.com/gofiber/template/html/v2, of which only loading is
// used: its layout argument shares state between concurrent renders and prints
// errors into the page with status 200. Here a page is rendered into a buffer
// and the layout, itself a View, gets the result as a value.
package view

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/gofiber/template/html/v2"
	"github.com/jba/templatecheck"

	"fodfaeste/internal/i18n"
)

// View is an HTML file and the type of its model.
type View[M any] struct {
	name    string
	samples func(*i18n.Texts) []Sample[M]
}

// Sample is a named example of a model: for goldens, for accessibility runs and
// for the gallery of the development server.
type Sample[M any] struct {
	Name  string
	Model M
}

// New declares the View of a file, for instance "pages/hours/week". The
// samples show it empty, typical, with long texts and with errors.
func New[M any](name string, samples func(*i18n.Texts) []Sample[M]) View[M] {
	return View[M]{name: name, samples: samples}
}

// Name is the file's path without its extension.
func (v View[M]) Name() string { return v.name }

// Declaration is a View without its type, as a list of all of them holds it.
type Declaration interface {
	Name() string
	// Samples renders every sample.
	Samples(s *Set, l i18n.Locale) ([]Rendered, error)
	check(t *template.Template) error
}

// Rendered is a sample as HTML.
type Rendered struct {
	Name string
	HTML template.HTML
}

// Samples implements Declaration.
func (v View[M]) Samples(s *Set, l i18n.Locale) ([]Rendered, error) {
	var out []Rendered
	for _, sample := range v.samples(s.catalogue.For(l)) {
		html, err := v.Render(s, l, sample.Model)
		if err != nil {
			return nil, fmt.Errorf("%s, sample %s: %w", v.name, sample.Name, err)
		}
		out = append(out, Rendered{sample.Name, html})
	}
	return out, nil
}

// Render shows a model in a language. Nothing is written when it fails.
func (v View[M]) Render(s *Set, l i18n.Locale, model M) (template.HTML, error) {
	t := s.templates[l].Lookup(v.name)
	if t == nil {
		return "", fmt.Errorf("view: no file for %q", v.name)
	}
	var buf bytes.Buffer
	if err := t.Execute(&buf, model); err != nil {
		return "", fmt.Errorf("view: rendering %s: %w", v.name, err)
	}
	return template.HTML(buf.String()), nil
}

func (v View[M]) check(t *template.Template) error {
	var zero M
	if err := templatecheck.CheckHTMLStrict(t, zero); err != nil {
		return fmt.Errorf("%s does not fit %T: %w", v.name, zero, err)
	}
	return nil
}

// Set is every template in every language, checked.
type Set struct {
	catalogue *i18n.Catalogue
	templates map[i18n.Locale]*template.Template
}

// Open parses the files and checks each declaration. asset gives the address
// of a static file. Everything that is wrong is named at once: a declaration
// without file, a file without declaration, a type that does not fit, a text
// key that does not exist.
func Open(files fs.FS, c *i18n.Catalogue, asset func(string) string, declarations []Declaration) (*Set, error) {
	s := &Set{catalogue: c, templates: map[i18n.Locale]*template.Template{}}
	for _, l := range i18n.Locales() {
		engine := html.NewFileSystem(http.FS(files), ".html")
		engine.AddFuncMap(functions(c.For(l), asset))
		if err := engine.Load(); err != nil {
			return nil, fmt.Errorf("view: %w", err)
		}
		s.templates[l] = engine.Templates
	}
	return s, errors.Join(s.checkFiles(declarations), s.checkDeclarations(declarations), s.checkTexts())
}

// functions are all that a template can call.
func functions(t *i18n.Texts, asset func(string) string) map[string]any {
	return map[string]any{
		"t":     t.T,
		"asset": asset,
	}
}

// checkFiles finds files that no declaration renders. Components need none:
// they are checked as parts of what uses them.
func (s *Set) checkFiles(declarations []Declaration) error {
	declared := map[string]bool{}
	var faults []error
	for _, d := range declarations {
		if declared[d.Name()] {
			faults = append(faults, fmt.Errorf("view: %s is declared twice", d.Name()))
		}
		declared[d.Name()] = true
	}
	for _, t := range s.templates[i18n.Danish].Templates() {
		name := t.Name()
		if name != "" && t.Tree != nil && !strings.HasPrefix(name, "components/") && !declared[name] {
			faults = append(faults, fmt.Errorf("view: file %s.html has no declaration", name))
		}
	}
	return errors.Join(faults...)
}

func (s *Set) checkDeclarations(declarations []Declaration) error {
	var faults []error
	for _, d := range declarations {
		t := s.templates[i18n.Danish].Lookup(d.Name())
		if t == nil {
			faults = append(faults, fmt.Errorf("view: %s is declared but has no file", d.Name()))
		} else if err := d.check(t); err != nil {
			faults = append(faults, fmt.Errorf("view: %w", err))
		}
	}
	return errors.Join(faults...)
}

// checkTexts finds text keys written in templates that no language has.
func (s *Set) checkTexts() error {
	texts := s.catalogue.For(i18n.Danish)
	var faults []error
	for _, key := range s.TextKeys() {
		if !texts.Has(key) {
			faults = append(faults, fmt.Errorf("view: text %q is used in a template but not written", key))
		}
	}
	return errors.Join(faults...)
}

// TextKeys lists the text keys that templates name.
func (s *Set) TextKeys() []string {
	found := map[string]bool{}
	for _, t := range s.templates[i18n.Danish].Templates() {
		if t.Tree != nil {
			collectTexts(t.Tree.Root, found)
		}
	}
	keys := make([]string, 0, len(found))
	for k := range found {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// collectTexts notes the first argument of every call of t below a node.
func collectTexts(node parse.Node, found map[string]bool) {
	switch n := node.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				collectTexts(child, found)
			}
		}
	case *parse.ActionNode:
		collectTexts(n.Pipe, found)
	case *parse.TemplateNode:
		collectTexts(n.Pipe, found)
	case *parse.IfNode:
		collectBranch(&n.BranchNode, found)
	case *parse.WithNode:
		collectBranch(&n.BranchNode, found)
	case *parse.RangeNode:
		collectBranch(&n.BranchNode, found)
	case *parse.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				collectTexts(c, found)
			}
		}
	case *parse.CommandNode:
		collectCall(n, found)
	}
}

func collectBranch(n *parse.BranchNode, found map[string]bool) {
	collectTexts(n.Pipe, found)
	collectTexts(n.List, found)
	collectTexts(n.ElseList, found)
}

func collectCall(n *parse.CommandNode, found map[string]bool) {
	name, _ := n.Args[0].(*parse.IdentifierNode)
	if name != nil && name.Ident == "t" && len(n.Args) > 1 {
		if key, ok := n.Args[1].(*parse.StringNode); ok {
			found[key.Text] = true
		}
	}
	for _, arg := range n.Args {
		collectTexts(arg, found)
	}
}
