package main

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// upload posts a file as a browser does.
func (v *visitor) upload(path, field, text string) page {
	v.s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile(field, "kandidater.csv")
	if err == nil {
		_, err = io.WriteString(file, text)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		v.s.t.Fatal(err)
	}
	response, err := v.client.Post(v.s.config.BaseURL+path, form.FormDataContentType(), &body)
	if err != nil {
		v.s.t.Fatal(err)
	}
	defer response.Body.Close()
	doc, err := goquery.NewDocumentFromReader(response.Body)
	if err != nil {
		v.s.t.Fatal(err)
	}
	html, _ := doc.Html()
	return page{Document: doc, status: response.StatusCode, header: http.Header{}, body: html}
}

// TestImportPage: a file is shown before anything of it is kept; what is wrong is
// named and not repeated; the same file again has nothing to keep.
func TestImportPage(t *testing.T) {
	s := open(t, "", true)
	consultant := s.as("consultant")
	const file = "Nøgle;Fornavn;Opgaver;Ønskede timer;Behov\nA-1;Zenobia;Pakke;8;Roligt sted\nA-2;010190-1234;Pakke;8;\nA-3;;Pakke;8;\n"
	preview := consultant.upload("/candidates/import", "file", file).want(t, 200)
	if !preview.says("1 ny person.") || !preview.says("2 rækker kan ikke bruges") || preview.Find("tbody tr").Length() != 2 || strings.Contains(preview.body, "010190") {
		t.Errorf("the preview says %s", preview.summary())
	}
	if consultant.get("/candidates").says("Zenobia") {
		t.Error("somebody was stored before the yes")
	}
	rows := preview.Find("input[name=rows]").AttrOr("value", "")
	consultant.post("/candidates/import/confirmation", url.Values{"rows": {rows}}).want(t, 303)
	if !consultant.get("/candidates").says("Zenobia") {
		t.Error("nobody was stored after the yes")
	}
	again := consultant.upload("/candidates/import", "file", file).want(t, 200)
	if !again.says("1 er der allerede.") || again.Find("input[name=rows]").Length() != 0 {
		t.Errorf("the same file again: %s", again.summary())
	}
	for name, text := range map[string]string{"no file": "", "too large": file + strings.Repeat("x", 800<<10), "no headers": "x;y\n"} {
		if got := consultant.upload("/candidates/import", "file", text).want(t, 422); got.Find("#file-error").Length() != 1 {
			t.Errorf("%s: %s", name, got.summary())
		}
	}
	consultant.post("/candidates/import/confirmation", url.Values{"rows": {"H4sI"}}).want(t, 422)
	s.as("owner").upload("/candidates/import", "file", file).want(t, 403)
}

// TestImportProgress: a long file is stored page by page, each of which says how
// far it has come, and ends by telling what the file came to.
func TestImportProgress(t *testing.T) {
	s := open(t, "", true)
	consultant := s.as("consultant")
	var file strings.Builder
	file.WriteString("Nøgle;Fornavn;Opgaver;Ønskede timer\n")
	for i := range 2500 {
		fmt.Fprintf(&file, "P-%d;Person;Pakke;8\n", i)
	}
	page := consultant.upload("/candidates/import", "file", file.String()).want(t, 200)
	for _, said := range []string{"1.000 af 2.500 er gemt.", "2.000 af 2.500 er gemt."} {
		page = consultant.post("/candidates/import/confirmation", hidden(page)).want(t, 200)
		if !page.says(said) {
			t.Fatalf("want %q: %s", said, page.summary())
		}
	}
	end := consultant.post("/candidates/import/confirmation", hidden(page)).want(t, 303)
	if p := consultant.get(end.location); !strings.Contains(p.Text(), "2500 nye personer.") {
		t.Errorf("the end: %.300s", p.Text())
	}
}

// hidden gives the hidden fields of the import's form.
func hidden(p page) url.Values {
	values := url.Values{}
	p.Find("form[action='/candidates/import/confirmation'] input[type=hidden]").Each(func(_ int, field *goquery.Selection) {
		values.Set(field.AttrOr("name", ""), field.AttrOr("value", ""))
	})
	return values
}
