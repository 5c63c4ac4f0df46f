package opening

import (
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

func TestWish(t *testing.T) {
	for name, tt := range map[string]struct {
		wish        Wish
		field, code string
	}{
		"complete":       {Wish{"En til lageret", 480, "12 34 56 78"}, "", ""},
		"abroad":         {Wish{"En til lageret", 480, "+45 12345678"}, "", ""},
		"no words":       {Wish{"", 480, "12345678"}, "text", "required"},
		"no hours":       {Wish{"En til lageret", 0, "12345678"}, "minutes", "required"},
		"over full week": {Wish{"En til lageret", 38 * 60, "12345678"}, "minutes", "over_full_week"},
		"half a number":  {Wish{"En til lageret", 480, "1234"}, "phone", "phone"},
	} {
		if got := fault.FieldsOf(tt.wish.check()); got[tt.field] != tt.code || tt.field == "" && len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestWorkMinutes: nights, weekends and holidays do not count.
func TestWorkMinutes(t *testing.T) {
	for _, tt := range []struct {
		from, to string // in Denmark, in winter
		want     int
		by       string
	}{
		{"2026-11-19T09:00", "2026-11-19T10:30", 90, "2026-11-20"},
		{"2026-11-19T15:00", "2026-11-20T09:00", 120, "2026-11-20"},
		{"2026-11-20T15:30", "2026-11-23T08:15", 45, "2026-11-23"}, // over a weekend
		{"2026-11-21T12:00", "2026-11-23T08:00", 0, "2026-11-23"},
		{"2026-11-19T18:00", "2026-11-19T22:00", 0, "2026-11-20"},
		{"2026-12-23T15:00", "2026-12-28T09:00", 600, "2026-12-24"}, // over Christmas, whose eve is a workday
		{"2026-11-19T10:00", "2026-11-19T09:00", 0, "2026-11-20"},
	} {
		moment := func(s string) time.Time {
			at, err := time.Parse("2006-01-02T15:04-07:00", s+"+01:00")
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		if got := workMinutes(moment(tt.from), moment(tt.to)); got != tt.want {
			t.Errorf("%s to %s: %d minutes, want %d", tt.from, tt.to, got, tt.want)
		}
		h := Hand{AskedAt: moment(tt.from)}
		if by := h.AnswerBy(); by.String() != tt.by || h.LateOn(by) || !h.LateOn(by.Add(1)) {
			t.Errorf("asked %s: promised for %s, want %s", tt.from, by, tt.by)
		}
	}
}

func TestClockOf(t *testing.T) {
	begin := at(caldate.MustParse("2026-11-19")) // a Thursday, ten in Denmark
	waited := func(minutes ...int) []Hand {
		hands := []Hand{{AskedAt: begin}} // one that waits still counts for nothing
		for _, n := range minutes {
			hands = append(hands, Hand{AskedAt: begin, Answer: &HandAnswer{Mark: Mark{At: begin.Add(time.Duration(n) * time.Minute)}}})
		}
		return hands
	}
	for want, hands := range map[Clock][]Hand{{}: waited(), {1, 30}: waited(30), {2, 40}: waited(60, 20), {3, 20}: waited(300, 20, 10)} {
		if got := clockOf(hands); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// TestHand: a wish goes to the consultant, whose answer makes a draft that only
// the firm can publish, and the firm sees how fast answers come.
func TestHand(t *testing.T) {
	eachEngine(t, func(t *testing.T, s shop) {
		ctx := t.Context()
		s.now.Set(at(caldate.MustParse("2026-11-19")))
		h, err := s.AskForHand(ctx, s.owner, Wish{"En til lageret", 300, "12345678"})
		if err != nil {
			t.Fatal(err)
		}
		s.now.Advance(30 * time.Minute)
		if _, err := s.AnswerHand(ctx, s.owner, h.ID, Answering{Text: "Ja"}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("a firm answers itself: %v", err)
		}
		if _, err := s.AnswerHand(ctx, s.consultant, h.ID, Answering{}); fault.FieldsOf(err)["answer"] != "required" {
			t.Errorf("an empty answer: %v", err)
		}
		for range 2 { // a second click
			if h, err = s.AnswerHand(ctx, s.consultant, h.ID, Answering{Text: "Jeg kommer forbi", Tasks: []string{"Feje", "Pakke"}, When: "mandag"}); err != nil {
				t.Fatal(err)
			}
		}
		if n := s.count(s.owner, Draft); n != 1 || h.Status != HandAnswered || len(h.Events) != 2 {
			t.Errorf("%d drafts, %s, %d events", n, h.Status, len(h.Events))
		}
		if clock, err := s.ClockOf(ctx, s.owner); err != nil || clock != (Clock{1, 30}) {
			t.Errorf("the clock: %+v, %v", clock, err)
		}
		if _, err := s.Get(ctx, s.consultant, h.OpeningID); !fault.Is(err, fault.NotFound) {
			t.Errorf("the consultant sees the draft: %v", err)
		}
		if _, err := s.Publish(ctx, s.consultant, h.OpeningID); !fault.Is(err, fault.Forbidden) {
			t.Errorf("the consultant publishes it: %v", err)
		}
		if _, err := s.Publish(ctx, s.owner, h.OpeningID); fault.CodeOf(err) != "opening_incomplete" {
			t.Errorf("it is published without a mentor: %v", err)
		}
	})
}
