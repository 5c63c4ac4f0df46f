// Package ical writes calendars as files that mail and calendar programs read
// (RFC 5545, and RFC 5546 for invitations): lines end in CRLF and are folded at 75
// octets without splitting a letter, texts are escaped, times are in UTC.
package ical

import (
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"fodfaeste/internal/caldate"
)

// Method says what a calendar program is to do with a file.
type Method string

const (
	Publish Method = "PUBLISH" // a feed to look at
	Request Method = "REQUEST" // an invitation, or a change of one
	Cancel  Method = "CANCEL"
)

// Calendar is a file.
type Calendar struct {
	Method Method
	Name   string // of a feed, or ""
	Events []Event
}

// Event is one entry. Of two with one UID the higher Sequence counts, and of equal
// ones the later Stamp.
type Event struct {
	UID         string
	Sequence    int
	Stamp       time.Time // when what it says was last changed
	On          caldate.Date
	Time        int // minutes after midnight in Denmark, or 0 for the whole day
	Minutes     int // how long, of one with a Time
	Summary     string
	Description string
	Location    string
	URL         string
	Organizer   string // address, for Request and Cancel
	Cancelled   bool
}

// Bytes is the file.
func (c Calendar) Bytes() []byte {
	var w writer
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//Fodfaeste//Fodfaeste//DA")
	w.line("CALSCALE", "GREGORIAN")
	w.line("METHOD", string(c.Method))
	w.text("X-WR-CALNAME", c.Name)
	for _, e := range c.Events {
		w.event(e)
	}
	w.line("END", "VCALENDAR")
	return []byte(w.b.String())
}

type writer struct{ b strings.Builder }

func (w *writer) event(e Event) {
	w.line("BEGIN", "VEVENT")
	w.line("UID", e.UID)
	w.line("SEQUENCE", fmt.Sprint(e.Sequence))
	w.line("DTSTAMP", moment(e.Stamp))
	if e.Time > 0 {
		begins := at(e.On, e.Time)
		w.line("DTSTART", moment(begins))
		w.line("DTEND", moment(begins.Add(time.Duration(e.Minutes)*time.Minute)))
	} else {
		w.line("DTSTART;VALUE=DATE", day(e.On))
		w.line("DTEND;VALUE=DATE", day(e.On.Add(1))) // the first day after it
		w.line("TRANSP", "TRANSPARENT")              // a day to remember does not make anybody busy
	}
	w.text("SUMMARY", e.Summary)
	w.text("DESCRIPTION", e.Description)
	w.text("LOCATION", e.Location)
	w.line("URL", e.URL)
	w.line("ORGANIZER", e.Organizer)
	status := "CONFIRMED"
	if e.Cancelled {
		status = "CANCELLED"
	}
	w.line("STATUS", status)
	w.line("END", "VEVENT")
}

// at is a time of a day in Denmark.
func at(d caldate.Date, minutes int) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), minutes/60, minutes%60, 0, 0, caldate.Local(d.Time()).Location())
}

func moment(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

func day(d caldate.Date) string { return d.Time().Format("20060102") }

var escaped = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func (w *writer) text(name, value string) { w.line(name, escaped.Replace(value)) }

// longest is how many octets a line has at most, its end apart.
const longest = 75

// line writes a property, and nothing without a value. What does not fit goes on
// in lines that begin with a space.
func (w *writer) line(name, value string) {
	if value == "" {
		return
	}
	value = strings.Map(func(r rune) rune { // a value cannot begin a property of its own
		if r < ' ' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, value)
	room := longest
	for rest := name + ":" + value; ; room = longest - 1 {
		if len(rest) <= room {
			w.b.WriteString(rest + "\r\n")
			return
		}
		cut := room
		for cut > 1 && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		w.b.WriteString(rest[:cut] + "\r\n ")
		rest = rest[cut:]
	}
}

// Host is the name in an address such as https://fodfaeste.example, which the UIDs
// of its entries end with.
func Host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		return u.Hostname()
	}
	return "localhost"
}
