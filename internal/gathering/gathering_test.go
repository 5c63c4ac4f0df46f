package gathering

import (
	"fmt"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

var today = caldate.MustParse("2026-11-22")

func in(days, seats int, people ...int) Gathering {
	g := Gathering{Notice: Notice{Title: "Åbent hus", On: today.Add(days), Time: 17 * 60, Place: "Hallen", Seats: seats}}
	for i, n := range people {
		g.SignUps = append(g.SignUps, SignUp{CompanyID: fmt.Sprint("com_", i), CompanyName: "Firma", People: n})
	}
	return g
}

func TestStatusOn(t *testing.T) {
	cancelled := in(5, 0)
	cancelled.CalledOff = &CalledOff{Why: "sne"}
	for name, tt := range map[string]struct {
		g    Gathering
		want Status
	}{
		"to come": {in(5, 0, 3), Coming}, "today": {in(0, 0), Coming}, "yesterday": {in(-1, 0), Held}, "seats left": {in(5, 4, 3), Coming},
		"no seats left": {in(5, 4, 3, 1), Full}, "called off": {cancelled, Cancelled}, "full and over": {in(-1, 1, 1), Held},
	} {
		if got := tt.g.StatusOn(today); got != tt.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestSignUp(t *testing.T) {
	cancelled := in(5, 0)
	cancelled.CalledOff = &CalledOff{Why: "sne"}
	for name, tt := range map[string]struct {
		g      Gathering
		people int
		come   int
		code   string
	}{
		"more of the same firm":   {in(5, 10, 3), 5, 5, ""},
		"the last seat":           {in(5, 4, 1, 2), 2, 4, ""},
		"one too many":            {in(5, 4, 1, 2), 3, 0, "no_seats_left"},
		"as many as come":         {in(5, 0, 1), 20, 20, ""},
		"too many of one":         {in(5, 0, 1), 21, 0, "out_of_range"},
		"less than nobody":        {in(5, 0, 1), -1, 0, "out_of_range"},
		"nobody any longer":       {in(5, 4, 3, 1), 0, 1, ""},
		"over":                    {in(-1, 4), 1, 0, "not found"},
		"called off":              {cancelled, 1, 0, "gathering_cancelled"},
		"fewer seats than before": {in(5, 2, 1, 3), 2, 0, "no_seats_left"},
	} {
		list, err := tt.g.signUp(SignUp{CompanyID: "com_0", People: tt.people}, today)
		code := fault.CodeOf(err)
		switch {
		case fault.Is(err, fault.NotFound):
			code = "not found"
		case fault.FieldsOf(err) != nil:
			code = fault.FieldsOf(err)["people"]
		}
		if code != tt.code || err == nil && (Gathering{SignUps: list}).Come() != tt.come {
			t.Errorf("%s: %v, %v", name, list, err)
		}
	}
}

func TestWord(t *testing.T) {
	good := Word{Firm: "Kroen", Work: "Opvask", Minutes: 300}
	for name, tt := range map[string]struct {
		change      func(*Word)
		field, code string
	}{
		"complete":     {func(*Word) {}, "", ""},
		"with its CVR": {func(w *Word) { w.CVR = "99999861" }, "", ""},
		"no CVR":       {func(w *Word) { w.CVR = "12345678" }, "cvr", "cvr"},
		"no firm":      {func(w *Word) { w.Firm = "" }, "firm", "required"},
		"no work":      {func(w *Word) { w.Work = "" }, "work", "required"},
		"no hours":     {func(w *Word) { w.Minutes = 0 }, "minutes", "required"},
		"too much":     {func(w *Word) { w.Minutes = 38 * 60 }, "minutes", "over_full_week"},
	} {
		w := good
		tt.change(&w)
		got := fault.FieldsOf(w.check())
		if tt.field == "" && len(got) > 0 || tt.field != "" && got[tt.field] == "" {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestSeenBy: a firm learns how many come, and not from where, nor what anybody
// said.
func TestSeenBy(t *testing.T) {
	g := in(5, 10, 3, 4, 1)
	g.Pledges = []Pledge{{Word: Word{Firm: "Kroen"}}}
	g.Append(access.Actor{}, access.RunGatherings, time.Time{}, audit.Event{Type: "gathering_joined"})
	actor := access.NewActor(access.Identity{PersonID: "per_1"}, access.Party{Kind: access.Company, ID: "com_1"}, access.Owner)
	seen := g.seenBy(actor)
	own, ok := seen.Of("com_1")
	if !ok || own.People != 4 || seen.Come() != 8 || seen.Left() != 2 || len(seen.Pledges)+len(seen.Events) > 0 || len(seen.SignUps) != 2 || seen.SignUps[1].CompanyName != "" {
		t.Errorf("%+v", seen)
	}
}
