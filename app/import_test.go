package main

import (
	"bytes"
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
