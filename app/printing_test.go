package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/clock"
)

// openWith starts a portal with the demo data and the Chromium that is named.
func openWith(t *testing.T, chromium string) *site {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, embeddedFile), demoData(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return openIn(t, "", folder, clock.System{}, map[string]string{"CHROMIUM": chromium})
}

// TestNoPrinter: without Chromium the portal says which documents wait, and shows the
// page that can be printed instead.
func TestNoPrinter(t *testing.T) {
	s := openWith(t, "/nowhere/chromium")
	owner, mentor := s.as("owner"), s.as("mentor")
	p, _ := s.runningCourse()
	course := "/placements/" + p.ID
	if mentor.get(course+"/sheet").want(t, 200).Find("main form").Length() != 0 {
		t.Error("the mentor is offered a document that only others see")
	}
	mentor.post(course+"/sheet/document", nil).want(t, 403)
	action, _ := owner.get(course+"/sheet").want(t, 200).Find("main form").Attr("action")
	for range 2 { // the same sheet twice is one document
		owner.post(action, nil).want(t, 303)
	}
	list := owner.get(course+"/documents").want(t, 200)
	list.shows(t, "Ét dokument venter", "Venter på PDF")
	href, _ := list.Find(".rows a[href$='/page']").Attr("href")
	page := owner.get(href).want(t, 200)
	page.shows(t, "Dit forløb", "Det er aftalt")
	policy := page.header.Get("Content-Security-Policy")
	if page.Find("html").AttrOr("lang", "") != "da" || page.Find("title").Text() != "Dit forløb – "+p.FirstName || page.Find("a, form, script, nav, link").Length() != 0 ||
		!strings.Contains(policy, "style-src 'sha256-") || !strings.Contains(policy, "sandbox") {
		t.Errorf("the page alone has %d links, policy %s", page.Find("a, form, script, nav, link").Length(), policy)
	}
	owner.get(strings.TrimSuffix(href, "/page")+"/file").want(t, 404)
}

// TestSheetAsPDF: a page of ours becomes a tagged PDF with its headings and letters.
func TestSheetAsPDF(t *testing.T) {
	for _, name := range []string{"chromium", "pdfinfo"} {
		if _, err := exec.LookPath(name); err != nil && os.Getenv("CI") == "true" {
			t.Fatalf("%s is required when CI=true (packages chromium and poppler-utils)", name)
		} else if err != nil {
			t.Skipf("no %s on the path", name)
		}
	}
	s := openWith(t, "")
	owner := s.as("owner")
	p, _ := s.runningCourse()
	course := "/placements/" + p.ID
	owner.post(course+"/sheet/document", nil).want(t, 303)
	var href string
	for end := time.Now().Add(2 * time.Minute); href == "" && time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		row := owner.get(course+"/documents").want(t, 200).Find(".rows li").First()
		href, _ = row.Find("a[download]").Attr("href")
	}
	if href == "" {
		t.Fatal("there is no PDF after two minutes")
	}
	got := owner.get(href).want(t, 200)
	path := filepath.Join(t.TempDir(), "ark.pdf")
	if err := os.WriteFile(path, []byte(got.body), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		command []string
		want    []string
	}{
		{[]string{"pdfinfo", path}, []string{"Dit forløb – " + p.FirstName, "Tagged:          yes", "A4"}},
		{[]string{"pdfinfo", "-struct-text", path}, []string{"H1", `"Dit forløb"`, "H2", `"Det er aftalt"`, `"Du bestemmer med"`}},
		{[]string{"pdftotext", path, "-"}, []string{p.FirstName + " hos Nakskov Bageri ApS", "Søren Krag", "Du kan altid bede om en pause, færre timer"}},
	} {
		out, err := exec.Command(tt.command[0], tt.command[1:]...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", tt.command, err, out)
		}
		for _, want := range tt.want {
			if !strings.Contains(string(out), want) {
				t.Errorf("%s lacks %q:\n%s", tt.command[0], want, out)
			}
		}
	}
	if !strings.Contains(got.body, "/Lang (da)") {
		t.Error("the PDF does not say that it is Danish")
	}
}
