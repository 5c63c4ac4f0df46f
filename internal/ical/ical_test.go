package ical

import (
	"flag"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"fodfaeste/internal/caldate"
)

var update = flag.Bool("update", false, "rewrite the golden file")

var stamp = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// parse reads a file back as its properties, in order, and finds what a reader
// would stumble on.
func parse(t *testing.T, file []byte) (properties [][2]string) {
	t.Helper()
	text := string(file)
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\r\n") || !strings.HasSuffix(text, "\r\n") {
		t.Fatalf("not every line ends in CRLF: %q", text)
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Fatalf("a line of %d octets, or with half a letter: %q", len(line), line)
		}
	}
	for _, line := range strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" {
			t.Fatalf("%q is no property", line)
		}
		properties = append(properties, [2]string{name, value})
	}
	return properties
}

func unescape(s string) string {
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(s)
}

func TestGolden(t *testing.T) {
	got := Calendar{Method: Request, Name: "Fodfæste", Events: []Event{
		{UID: "plc_1-end@fodfaeste.example", Sequence: 2, Stamp: stamp, On: caldate.MustParse("2026-11-30"), Time: 600, Minutes: 60, Summary: "Opfølgningsmøde",
			Description: "Åbn mødet i portalen:\nhttps://fodfaeste.example/placements/plc_1/meetings/end", Location: `Bageriet, bagindgangen; 1\2`, URL: "https://fodfaeste.example/", Organizer: "https://fodfaeste.example/"},
		{UID: "plc_1-halfway@fodfaeste.example", Stamp: stamp, On: caldate.MustParse("2026-07-01"), Time: 600, Minutes: 45, Summary: "Sommertid", Cancelled: true},
		{UID: "day@fodfaeste.example", Stamp: stamp, On: caldate.MustParse("2026-12-31"), Summary: "En dag"},
	}}.Bytes()
	parse(t, got)
	if *update {
		if err := os.WriteFile("testdata/calendar.ics", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/calendar.ics")
	if err != nil || string(want) != string(got) {
		t.Errorf("differs from testdata/calendar.ics (%v); if it should, run: go test -update, in this package\n%s", err, got)
	}
}

// TestTexts: whatever a text holds comes back as it was, and no text becomes a
// property.
func TestTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2026))
	letters := []rune("abc æøåÆØÅ€😀;,\\:\n\"'")
	for range 3000 {
		var b strings.Builder
		for range r.IntN(200) {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		text, before := b.String(), 0
		for _, p := range parse(t, Calendar{Method: Publish, Events: []Event{{UID: "1", Stamp: stamp, On: caldate.MustParse("2026-01-01"), Summary: text}}}.Bytes()) {
			if p[0] != "SUMMARY" {
				before++
				continue
			}
			if got := unescape(p[1]); got != text {
				t.Fatalf("%q came back as %q", text, got)
			}
		}
		if before != 15 {
			t.Fatalf("%q makes %d other properties", text, before)
		}
	}
	for _, p := range parse(t, Calendar{Method: Publish, Events: []Event{{UID: "1\r\nATTENDEE:x", Stamp: stamp, On: caldate.MustParse("2026-01-01")}}}.Bytes()) {
		if p[0] == "ATTENDEE" {
			t.Error("a value made a property")
		}
	}
}
