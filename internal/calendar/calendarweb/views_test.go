package calendarweb

import (
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/calendar"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/ical"
	"fodfaeste/internal/view/viewtest"
)

func TestViews(t *testing.T) {
	viewtest.Run(t, viewtest.Open(t, Views()), Views())
}

// TestFile: every kind of date has its words, in a calendar to look at.
func TestFile(t *testing.T) {
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	var entries []calendar.Entry
	for _, k := range []calendar.Kind{calendar.Meeting, calendar.Claim, calendar.Documentation} {
		entries = append(entries, calendar.Entry{Event: ical.Event{UID: string(k), On: caldate.MustParse("2026-11-30")}, Kind: k, Page: "/x"})
	}
	for _, l := range i18n.Locales() {
		got := string(file(catalogue.For(l), entries, "https://fodfaeste.example").Bytes())
		if strings.Contains(got, "⟦") || strings.Count(got, "BEGIN:VEVENT") != 3 || !strings.Contains(got, "METHOD:PUBLISH") || strings.Count(got, "URL:https://fodfaeste.example/x\r\n") != 3 {
			t.Errorf("%s:\n%s", l, got)
		}
	}
}
