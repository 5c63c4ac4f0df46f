// Package viewtest checks what every view must hold, on its samples.
package viewtest

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/views"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Run renders every sample of every declaration in every language, compares
// the Danish ones with testdata/golden, which holds nothing else, and checks the
// rules of the document.
func Run(t *testing.T, s *view.Set, declarations []view.Declaration) {
	for _, d := range declarations {
		t.Run(d.Name(), func(t *testing.T) {
			folder := filepath.Join("testdata", "golden", d.Name())
			shown := map[string]bool{}
			for _, l := range i18n.Locales() {
				samples, err := d.Samples(s, l)
				if err != nil {
					t.Fatal(err)
				}
				if len(samples) == 0 {
					t.Fatal("no samples")
				}
				for _, sample := range samples {
					file := filepath.Join(folder, sample.Name+".html")
					shown[file] = true
					t.Run(string(l)+"/"+sample.Name, func(t *testing.T) {
						checkDocument(t, string(sample.HTML))
						if l == i18n.Danish {
							golden(t, file, string(sample.HTML))
						}
					})
				}
			}
			leftOver(t, folder, shown)
		})
	}
}

// leftOver finds golden files of samples that are no more.
func leftOver(t *testing.T, folder string, shown map[string]bool) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !shown[file] {
			t.Errorf("%s is of no sample; take it away", file)
		}
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	got = tidy(got)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; write it with: go test -update, in this package", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("differs from %s (-want +got); if it should, run: go test -update, in this package\n%s", file, diff)
	}
}

// tidy drops blank lines and indentation, which templates make and nobody sees.
func tidy(html string) string {
	var b strings.Builder
	for line := range strings.Lines(html) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// checkDocument asserts on the document what holds for every region of every page.
func checkDocument(t *testing.T, html string) {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(html, "⟦") {
		t.Errorf("a text is missing: %s", html[strings.Index(html, "⟦"):min(len(html), strings.Index(html, "⟦")+80)])
	}
	if strings.Contains(html, "ZgotmplZ") {
		t.Error("html/template refused a value as unsafe and put ZgotmplZ in its place")
	}
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, e *goquery.Selection) {
		id, _ := e.Attr("id")
		if ids[id] {
			t.Errorf("the id %q is used twice", id)
		}
		ids[id] = true
	})
	doc.Find("input:not([type=hidden]), select, textarea").Each(func(_ int, e *goquery.Selection) {
		id, _ := e.Attr("id")
		if doc.Find(fmt.Sprintf("label[for=%q]", id)).Length() == 0 && e.AttrOr("aria-label", "") == "" {
			t.Errorf("the field %q has no label", e.AttrOr("name", id))
		}
	})
	doc.Find("[style], [onclick], script:not([src]), style").Each(func(_ int, e *goquery.Selection) {
		t.Errorf("<%s> carries an inline style or script, which the content security policy blocks", goquery.NodeName(e))
	})
	doc.Find("a:not([href]), form:not([action]), form:not([method])").Each(func(_ int, e *goquery.Selection) {
		t.Errorf("<%s> does nothing without script", goquery.NodeName(e))
	})
	doc.Find("button, a").Each(func(_ int, e *goquery.Selection) {
		if strings.TrimSpace(e.Text()) == "" && e.AttrOr("aria-label", "") == "" {
			t.Errorf("<%s> has no text", goquery.NodeName(e))
		}
	})
	doc.Find("table").Each(func(_ int, e *goquery.Selection) {
		if e.Find("caption").Length() == 0 {
			t.Error("a table has no caption")
		}
	})
}

// Open opens a set with the files of the given declarations and all
// components: what one feature's tests need.
func Open(t testing.TB, declarations []view.Declaration) *view.Set {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	add := func(name string) {
		data, err := views.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	components, err := fs.Glob(views.FS, "components/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range components {
		add(name)
	}
	for _, d := range declarations {
		add(d.Name() + ".html")
	}
	set, err := view.Open(files, catalogue, func(name string) string { return "/static/" + name }, declarations)
	if err != nil {
		t.Fatal(err)
	}
	return set
}
