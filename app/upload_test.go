package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"fodfaeste/internal/access"
	"fodfaeste/internal/document"
	"fodfaeste/internal/store"
)

// pdfOf is a PDF of so many bytes that nobody could open, but that begins and ends
// like one.
func pdfOf(size int) []byte {
	data := make([]byte, size)
	rand.Read(data)
	copy(data, "%PDF-1.7\n")
	copy(data[size-6:], "%%EOF\n")
	return data
}

// uploadForm is what a browser posts: the kind, and then the file.
func uploadForm(kind, name string, file io.Reader) (contentType string, body io.Reader) {
	var head, tail bytes.Buffer
	w := multipart.NewWriter(&head)
	w.WriteField("kind", kind)
	w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + name + `"`}, "Content-Type": {"application/octet-stream"}})
	fmt.Fprintf(&tail, "\r\n--%s--\r\n", w.Boundary())
	return w.FormDataContentType(), io.MultiReader(&head, file, &tail)
}

// bring posts a file to a course.
func (v *visitor) bring(placementID, kind, name string, file io.Reader) page {
	v.s.t.Helper()
	contentType, body := uploadForm(kind, name, file)
	request, err := http.NewRequestWithContext(v.s.t.Context(), "POST", v.s.config.BaseURL+"/placements/"+placementID+"/documents", body)
	if err != nil {
		v.s.t.Fatal(err)
	}
	request.Header.Set("Content-Type", contentType)
	response, err := v.client.Do(request)
	if err != nil {
		v.s.t.Fatal(err)
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(text))
	if err != nil {
		v.s.t.Fatal(err)
	}
	return page{Document: doc, status: response.StatusCode, location: response.Header.Get("Location"), header: response.Header, body: string(text)}
}

// stored counts the documents and the files of a portal.
func (s *site) stored() (documents, files, parts int) {
	s.t.Helper()
	all, err := store.In(s.db, document.Table).All(s.t.Context(), access.System(), store.Query{Index: "company"})
	if err != nil {
		s.t.Fatal(err)
	}
	if s.config.MongoDB == "" {
		files, parts = s.countRows("SELECT count(*) FROM documents WHERE tbl = 'files'"), s.countRows("SELECT count(DISTINCT name) FROM blobs")
	}
	return len(all), files, parts
}

func (s *site) countRows(query string) (n int) {
	s.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(s.config.Data, embeddedFile))
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(s.t.Context(), query).Scan(&n); err != nil {
		s.t.Fatal(err)
	}
	return n
}

// TestUpload: what is taken, what is not and why, and that nothing of what is not
// taken is kept.
func TestUpload(t *testing.T) {
	s := open(t, "", true)
	owner := s.as("owner")
	p, _ := s.runningCourse()
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x00IEND\xaeB`\x82"
	before := s.count()
	for name, tt := range map[string]struct{ name, content, says string }{
		"a byte too many":     {"stor.pdf", string(pdfOf(document.MostBytes + 1)), "mere end 20 MB"},
		"much too large":      {"film.pdf", string(pdfOf(2 * document.MostBytes)), "mere end 20 MB"},
		"empty":               {"tom.pdf", "", "Filen er tom"},
		"a program":           {"loen.pdf", "MZ\x90\x00\x03 This program cannot be run in DOS mode", "ikke en PDF"},
		"a web page":          {"billede.png", "<!doctype html><script>alert(1)</script>", "ikke en PDF"},
		"a picture with code": {"tegning.svg", `<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`, "ikke en PDF"},
		"a zip":               {"kontrakt.docx", "PK\x03\x04 nothing in it", "ikke hel"},
		"half a PDF":          {"halv.pdf", "%PDF-1.7\nand then the connection", "ikke hel"},
		"nothing":             {"", "", "Vælg en fil"},
	} {
		got := owner.bring(p.ID, "decision", tt.name, strings.NewReader(tt.content)).want(t, 422)
		if said := got.Find("#file-error").Text(); !strings.Contains(said, tt.says) {
			t.Errorf("%s: %q", name, said)
		}
		if got.Find("input[name=kind][value=decision][checked]").Length() != 1 {
			t.Errorf("%s: the kind is lost", name)
		}
	}
	owner.bring(p.ID, "decision", "nul\x00byte.pdf", bytes.NewReader(pdfOf(4000))).want(t, 422) // no browser writes such a header
	if after := s.count(); after != before {
		t.Fatalf("refused files left something: %v, before %v", after, before)
	}
	for name, want := range map[string]string{
		"../../etc/passwd":                 "passwd.pdf",
		`C:\\Users\\Birthe\\bevilling.pdf`: "bevilling.pdf",
		"lønseddel æøå.PDF":                "lønseddel æøå.pdf",
		"gpj.\u202efdp.exe":                "gpj.fdp.exe.pdf",
		"loen 010190-1234.pdf":             "loen xxxxxx-xxxx.pdf",
		"....pdf":                          "dokument.pdf",
		strings.Repeat("æ", 300) + ".pdf":  strings.Repeat("æ", document.LongestName) + ".pdf",
	} {
		owner.bring(p.ID, "other", name, bytes.NewReader(pdfOf(4000))).want(t, 303)
		if got := owner.get("/placements/"+p.ID+"/documents").want(t, 200).Find(".rows h2").First().Text(); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
	owner.bring(p.ID, "other", "billede.pdf", strings.NewReader(png)).want(t, 303)
	row := owner.get("/placements/" + p.ID + "/documents").Find(".rows li").First()
	href, _ := row.Find("a[download]").Attr("href")
	got := owner.get(href).want(t, 200)
	if got.body != png || got.header.Get("Content-Type") != "image/png" || got.header.Get("Content-Disposition") != "attachment; filename=billede.pdf.png" ||
		got.header.Get("X-Content-Type-Options") != "nosniff" || got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the picture comes back as %v", got.header)
	}
}

// count is everything that is stored of documents.
func (s *site) count() [3]int {
	documents, files, blobs := s.stored()
	return [3]int{documents, files, blobs}
}

// TestUploadAgain: the same content is the same document; a file without its kind is
// kept, and the kind alone is asked for.
func TestUploadAgain(t *testing.T) {
	s := open(t, "", true)
	owner, hr2, consultant := s.as("owner"), s.as("hr2"), s.as("consultant")
	p, _ := s.runningCourse()
	list, data := "/placements/"+p.ID+"/documents", pdfOf(5000)
	owner.bring(p.ID, "decision", "bevilling.pdf", bytes.NewReader(data)).want(t, 303)
	before := s.count()
	owner.bring(p.ID, "decision", "samme igen.pdf", bytes.NewReader(data)).want(t, 303)
	consultant.bring(p.ID, "other", "også mig.pdf", bytes.NewReader(data)).want(t, 303)
	owner.get(list).shows(t, "bevilling.pdf")
	if after := s.count(); after != before {
		t.Errorf("the same content is kept as %v, before %v", after, before)
	}
	before, data = s.count(), pdfOf(3<<20)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() { owner.bring(p.ID, "decision", "på en gang.pdf", bytes.NewReader(data)) })
	}
	group.Wait()
	if after := s.count(); after != [3]int{before[0] + 1, before[1] + 1, before[2] + 1} {
		t.Errorf("the same content at once is kept as %v, before %v", after, before)
	}
	asked := owner.bring(p.ID, "", "lønseddel.pdf", bytes.NewReader(pdfOf(6000))).want(t, 422)
	asked.shows(t, "lønseddel.pdf er gemt", "Vælg en mulighed")
	if asked.Find("input[type=file]").Length() != 0 {
		t.Error("the file is asked for again")
	}
	action, _ := asked.Find("main form").Attr("action")
	if hr2.get(list).want(t, 200).says("lønseddel.pdf") {
		t.Error("a file that may be a pay slip is shown to the deputy")
	}
	owner.post(action, nil).want(t, 422).shows(t, "Vælg en mulighed")
	owner.post(action, url.Values{"kind": {"payslip"}}).want(t, 303)
	owner.get(list).shows(t, "lønseddel.pdf", "Lønseddel")
	href := strings.TrimSuffix(action, "/kind") + "/file"
	for v, status := range map[*visitor]int{owner: 200, s.as("hr"): 200, hr2: 404, consultant: 404, s.as("mentor"): 403, s.as("owner2"): 404} {
		v.get(href).want(t, status)
	}
	for _, v := range []*visitor{hr2, consultant} {
		if got := v.get(list).want(t, 200); got.says("lønseddel.pdf") || got.says("Lønseddel valgt") {
			t.Error("the pay slip is told of")
		}
	}
}

// TestRemoval: one's own document goes, can be taken back, and is gone after a month.
func TestRemoval(t *testing.T) {
	s := open(t, "", true)
	owner, consultant := s.as("owner"), s.as("consultant")
	p, _ := s.runningCourse()
	list, data := "/placements/"+p.ID+"/documents", pdfOf(5000)
	owner.bring(p.ID, "agreement", "aftale.pdf", bytes.NewReader(data)).want(t, 303)
	href, _ := owner.get(list).Find(".rows li").First().Find("a[download]").Attr("href")
	one := strings.TrimSuffix(href, "/file")
	consultant.post(one+"/removal", nil).want(t, 403)
	owner.post(one+"/removal", nil).want(t, 303)
	owner.get(href).want(t, 404)
	owner.post(one+"/removal/deletion", nil).want(t, 303)
	owner.get(href).want(t, 200)
	owner.post(one+"/removal", nil).want(t, 303)
	before := s.count()
	if err := s.services.documents.Purge(t.Context(), s.clock.Now().Add(document.KeepRemoved+time.Hour)); err != nil {
		t.Fatal(err)
	}
	after := s.count()
	if after[0] != before[0] || after[1] != before[1]-1 || after[2] != before[2]-1 {
		t.Errorf("stored %v, before %v", after, before)
	}
	owner.post(one+"/removal/deletion", nil).want(t, 409)
	owner.get(list).shows(t, "Dokument fjernet")
	owner.bring(p.ID, "agreement", "aftale.pdf", bytes.NewReader(data)).want(t, 303) // brought again, it is there
	if got := owner.get(href).want(t, 200); got.body != string(data) {
		t.Error("the document brought again differs")
	}
}

// TestCutUpload: a connection that breaks in the middle leaves nothing.
func TestCutUpload(t *testing.T) {
	s := open(t, "", true)
	p, _ := s.runningCourse()
	owner := s.as("owner")
	before := s.count()
	temporary := func() int {
		entries, _ := os.ReadDir(os.TempDir())
		n := 0
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), "fodfaeste-upload-") {
				n++
			}
		}
		return n
	}
	lying := temporary()
	for _, declared := range []string{"Content-Length: 10000000", "Transfer-Encoding: chunked"} {
		conn, err := net.Dial("tcp", s.host())
		if err != nil {
			t.Fatal(err)
		}
		var cookie string
		for _, c := range owner.cookies() {
			cookie = c.Name + "=" + c.Value
		}
		contentType, body := uploadForm("decision", "halv.pdf", bytes.NewReader(pdfOf(3<<20)))
		fmt.Fprintf(conn, "POST /placements/%s/documents HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nContent-Type: %s\r\n%s\r\n\r\n", p.ID, s.host(), cookie, contentType, declared)
		if strings.HasPrefix(declared, "Transfer") {
			fmt.Fprintf(conn, "%x\r\n", 5<<20)
		}
		io.Copy(conn, io.LimitReader(body, 2<<20))
		conn.(*net.TCPConn).SetLinger(0)
		conn.Close()
	}
	time.Sleep(300 * time.Millisecond)
	if s.count() != before || temporary() != lying {
		t.Errorf("a broken upload left %v, before %v, and %d files", s.count(), before, temporary()-lying)
	}
	owner.get("/placements/"+p.ID+"/documents").want(t, 200)
}

// TestManyUploads: a hundred people send 20 MB each at the same moment; all of it
// arrives, and the portal needs no more memory for it.
func TestManyUploads(t *testing.T) {
	const size = document.MostBytes
	people := 100
	if underRace {
		people = 20
	}
	s := open(t, "", true)
	p, _ := s.runningCourse()
	owner := s.as("owner")
	all := pdfOf(size + people) // a window of it for each, so that the test itself holds 20 MB
	before := s.count()
	runtime.GC()
	ctx, stop := context.WithCancel(t.Context())
	base, peak := heap(), atomic.Uint64{}
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		for ctx.Err() == nil {
			peak.Store(max(peak.Load(), heap()))
			time.Sleep(20 * time.Millisecond)
		}
	}()
	start := time.Now()
	var group sync.WaitGroup
	var kept atomic.Int32
	for i := range people {
		group.Go(func() {
			mine := io.MultiReader(strings.NewReader("%PDF-1.7\n"), bytes.NewReader(all[i:i+size-16]), strings.NewReader("\n%%EOF\n"))
			if got := owner.bring(p.ID, "other", fmt.Sprintf("%d.pdf", i), mine); got.status == 303 {
				kept.Add(1)
			} else {
				t.Errorf("status %d: %s", got.status, got.summary())
			}
		})
	}
	group.Wait()
	stop()
	<-watched
	after := s.count()
	grown := int64(peak.Load()) - int64(base)
	t.Logf("%d uploads of %d MB in %s; the heap grew by %d MB at most", kept.Load(), size>>20, time.Since(start).Round(time.Second/10), grown>>20)
	if int(kept.Load()) != people || after[0] != before[0]+people || after[2] != before[2]+people {
		t.Errorf("stored %v, before %v", after, before)
	}
	if grown > 200<<20 {
		t.Errorf("the heap grew by %d MB", grown>>20)
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// TestOtherBodies: every route but the one for files keeps its limit, also for a
// body whose length nobody says, and a refused body is not taken for a request.
func TestOtherBodies(t *testing.T) {
	s := open(t, "", true)
	owner := s.as("owner")
	for name, body := range map[string]io.Reader{
		"of known length": strings.NewReader("title=" + strings.Repeat("x", 2<<20)), "in parts": io.MultiReader(strings.NewReader("title="), strings.NewReader(strings.Repeat("x", 2<<20))),
	} {
		request, _ := http.NewRequestWithContext(t.Context(), "POST", s.config.BaseURL+"/openings", body)
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		response, err := owner.client.Do(request)
		if err != nil {
			t.Fatal(name, err)
		}
		text, _ := io.ReadAll(response.Body)
		response.Body.Close()
		if response.StatusCode != 422 || !strings.Contains(string(text), "Det kunne ikke bruges") {
			t.Errorf("%s: status %d %.200s", name, response.StatusCode, text)
		}
	}
	conn, err := net.Dial("tcp", s.host())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	smuggled := strings.Repeat("x", 8<<10) + "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n" // behind what the server reads ahead
	fmt.Fprintf(conn, "POST /nowhere HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s", s.host(), len(smuggled), smuggled)
	conn.SetReadDeadline(time.Now().Add(2 * time.Second))
	answers, _ := io.ReadAll(conn)
	if n := strings.Count(string(answers), "HTTP/1.1 "); n != 1 {
		t.Errorf("%d answers to one request:\n%s", n, answers)
	}
}
