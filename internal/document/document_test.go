package document

import (
	"archive/zip"
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/access"
)

// office makes a zip with files of these names.
func officeFile(t *testing.T, names ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte(name))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestContentOf(t *testing.T) {
	var picture, photo bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 3, 3))); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 3, 3)), nil); err != nil {
		t.Fatal(err)
	}
	letter := officeFile(t, "[Content_Types].xml", "word/document.xml")
	for name, tt := range map[string]struct{ content, contentType, code string }{
		"PDF":                  {"%PDF-1.7\n1 0 obj\n%%EOF\n", PDF, ""},
		"PDF, cut":             {"%PDF-1.7\n1 0 obj\n" + strings.Repeat("x", 2000), "", "file_broken"},
		"PDF behind a page":    {"<html>%PDF-1.7\n%%EOF", "", "file_type"},
		"PNG":                  {picture.String(), PNG, ""},
		"PNG, cut":             {picture.String()[:picture.Len()-8], "", "file_broken"},
		"PNG in name only":     {"\x89PNG\r\n\x1a\n<script>IEND", "", "file_broken"},
		"JPEG":                 {photo.String(), JPEG, ""},
		"JPEG, cut":            {photo.String()[:photo.Len()/2], "", "file_broken"},
		"text document":        {letter, DOCX, ""},
		"text document, cut":   {letter[:len(letter)-10], "", "file_broken"},
		"spreadsheet":          {officeFile(t, "[Content_Types].xml", "xl/workbook.xml"), XLSX, ""},
		"macros":               {officeFile(t, "[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "", "file_macros"},
		"any zip":              {officeFile(t, "a.exe"), "", "file_type"},
		"a zip that says more": {strings.Replace(letter, "PK\x05\x06", "PK\x05\x07", 1), "", "file_broken"},
		"a huge directory":     {letter[:len(letter)-10] + "\xff\xff\xff\x7f" + letter[len(letter)-6:], "", "file_broken"},
		"nothing":              {"", "", "file_empty"},
		"text":                 {"hej", "", "file_type"},
		"a program":            {"MZ\x90\x00", "", "file_type"},
		"old Word":             {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "file_type"},
	} {
		got, code := contentOf(strings.NewReader(tt.content), int64(len(tt.content)))
		if got != tt.contentType || code != tt.code {
			t.Errorf("%s: %q %q", name, got, code)
		}
	}
}

func TestCleanName(t *testing.T) {
	for name, want := range map[string]string{
		"bevilling.pdf":            "bevilling.pdf",
		"../../etc/passwd":         "passwd.pdf",
		`C:\Users\x\løn.PDF`:       "løn.pdf",
		"nul\x00 og\nlinje.pdf":    "nul og linje.pdf",
		"gpj.\u202efdp.exe":        "gpj.fdp.exe.pdf",
		"loen.pdf.exe":             "loen.pdf.exe.pdf",
		"010190-1234 løn.pdf":      "xxxxxx-xxxx løn.pdf",
		"0101901234.pdf":           "xxxxxx-xxxx.pdf",
		"a\"b<c>|d?.pdf":           "abcd.pdf",
		"":                         "dokument.pdf",
		"...":                      "dokument.pdf",
		".pdf":                     "dokument.pdf",
		"\xff\xfe.pdf":             "dokument.pdf",
		strings.Repeat("å", 500):   strings.Repeat("å", LongestName) + ".pdf",
		"  mange   mellemrum .pdf": "mange mellemrum.pdf",
	} {
		if got := CleanName(name, PDF); got != want {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
	if got := CleanName("foto.jpeg", JPEG); got != "foto.jpeg" {
		t.Errorf("foto.jpeg became %q", got)
	}
}

func TestStatus(t *testing.T) {
	now := time.Unix(1, 0)
	for name, tt := range map[string]struct {
		d    Document
		want Status
	}{
		"uploaded": {Document{Kind: Decision, File: "f"}, Ready}, "without a kind": {Document{File: "f"}, Unsorted},
		"removed": {Document{File: "f", Removed: &Removed{}}, Gone}, "queued": {Document{Kind: Sheet, Printing: &Printing{Due: now}}, Waiting},
		"printed": {Document{Kind: Sheet, File: "f", Printing: &Printing{}}, Ready}, "given up": {Document{Kind: Sheet, Printing: &Printing{FailedAt: now}}, Failed},
	} {
		if got := tt.d.Status(); got != tt.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func actor(id string, kind access.PartyKind, party string, roles ...access.Role) access.Actor {
	return access.NewActor(access.Identity{PersonID: id, Name: id}, access.Party{Kind: kind, ID: party, Name: party}, roles...)
}

// TestVisibleTo: pay slips, and what may be one, are for owner and approver, and for
// whoever brought it until it is sorted.
func TestVisibleTo(t *testing.T) {
	for role, want := range map[access.Role]string{
		access.Owner: "decision payslip own other's", access.Approver: "decision payslip own other's",
		access.Deputy: "decision own", access.Administrator: "decision own", access.Consultant: "decision own",
	} {
		a := actor("per_1", access.Company, "com_1", role)
		var got []string
		for _, d := range []struct {
			name string
			Document
		}{{"decision", Document{Kind: Decision}}, {"payslip", Document{Kind: Payslip, ByID: "per_1"}}, {"own", Document{ByID: "per_1"}}, {"other's", Document{ByID: "per_2"}}} {
			if d.VisibleTo(a) {
				got = append(got, d.name)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s sees %v, want %s", role, got, want)
		}
	}
}
