package campaign

import (
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
)

var today = caldate.MustParse("2026-11-22")

func between(from, until int) Campaign {
	return Campaign{Call: Call{Name: "Broen", Text: "Job ved broen", Template: "small_job", From: today.Add(from), Until: today.Add(until)}}
}

func TestStatusOn(t *testing.T) {
	for name, tt := range map[string]struct {
		c    Campaign
		want Status
	}{
		"tomorrow": {between(1, 9), Coming}, "its first day": {between(0, 9), Running}, "its last day": {between(-9, 0), Running}, "yesterday": {between(-9, -1), Over},
	} {
		if got := tt.c.StatusOn(today); got != tt.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestCheck(t *testing.T) {
	for name, tt := range map[string]struct {
		change      func(*Call)
		field, code string
	}{
		"complete":    {func(*Call) {}, "", ""},
		"no name":     {func(c *Call) { c.Name = "" }, "name", "required"},
		"no text":     {func(c *Call) { c.Text = "" }, "text", "required"},
		"no template": {func(c *Call) { c.Template = "" }, "template", "choose"},
		"no day":      {func(c *Call) { c.From = caldate.Date{} }, "from", "required"},
		"no end":      {func(c *Call) { c.Until = caldate.Date{} }, "until", "required"},
		"backwards":   {func(c *Call) { c.Until = c.From.Add(-1) }, "until", "before_start"},
	} {
		call := between(0, 5).Call
		tt.change(&call)
		if got := fault.FieldsOf(call.check()); got[tt.field] != tt.code || tt.field == "" && len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestCount(t *testing.T) {
	at := today.Add(-3).Time()
	live, second, filled := opening.Opening{CompanyID: "a", PublishedAt: at}, opening.Opening{CompanyID: "a", PublishedAt: at}, opening.Opening{CompanyID: "b", PublishedAt: at, ClosedAt: at, CloseReason: "filled"}
	expired := opening.Opening{CompanyID: "c", PublishedAt: today.Add(-90).Time()}
	draft := opening.Opening{CompanyID: "d"}
	got := count([]opening.Opening{live, second, filled, expired, draft}, today)
	if want := (Counts{Openings: 4, Live: 2, Filled: 1, Firms: 3}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestSorted(t *testing.T) {
	list := sorted([]Campaign{between(-90, -50), between(2, 3), between(-9, -1), between(-5, 40), between(-5, 4)}, today)
	var until []int
	for _, c := range list {
		until = append(until, c.Call.Until.Sub(today))
	}
	want := []int{4, 40, 3, -1, -50}
	for i := range want {
		if until[i] != want[i] {
			t.Fatalf("ordered %v, want %v", until, want)
		}
	}
}
