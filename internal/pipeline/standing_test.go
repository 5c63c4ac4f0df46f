package pipeline

import (
	"fmt"
	"strings"
	"testing"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/opening"
)

// TestShared: what comes after signing in is there as long as the firm lets the
// association see it, whatever the copy says.
func TestShared(t *testing.T) {
	kept := Kept{Task: ago(40), Live: ago(39), Start: ago(30), Paid: ago(20), Repeat: ago(10), DraftSince: ago(5), LiveSince: ago(39)}
	revoked := allows(90, delegation.Rights()...)
	revoked.RevokedAt = noon(0)
	for name, tt := range map[string]struct {
		del  delegation.Delegation
		want string // of the five steps
	}{
		"nothing signed": {delegation.Delegation{}, "hidden hidden hidden hidden hidden"},
		"drafts":         {allows(90, delegation.Prepare), "40 39 hidden hidden hidden"},
		"totals":         {allows(90, delegation.Totals), "40 39 30 20 10"},
		"the last day":   {allows(0, delegation.Totals), "40 39 30 20 10"},
		"the day after":  {allows(-1, delegation.Rights()...), "hidden hidden hidden hidden hidden"},
		"revoked":        {revoked, "hidden hidden hidden hidden hidden"},
	} {
		var got []string
		s := Stand(Firm{ContactedOn: ago(60), Kept: kept}, invited(50, confirmed(45)), tt.del, today)
		for _, r := range s.Steps[3:] {
			switch {
			case r.Hidden && r.On.IsZero():
				got = append(got, "hidden")
			case !r.Hidden:
				got = append(got, fmt.Sprint(today.Sub(r.On)))
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
		if !s.shares() && s.Firm.Kept != (Kept{}) {
			t.Errorf("%s: the copy goes on: %+v", name, s.Firm.Kept)
		}
	}
}

// TestBySelf: a firm that came without an invitation was here when it signed.
func TestBySelf(t *testing.T) {
	s := Stand(Firm{ContactedOn: ago(100)}, invitation.Invitation{}, allows(-1, delegation.Prepare), today)
	if s.Last().Step != SignedIn || s.Last().On != ago(100) {
		t.Errorf("it stands at %+v", s.Last())
	}
}

// TestConversions: each step out of the one before; who does not share is in
// neither number.
func TestConversions(t *testing.T) {
	everything := delegation.Rights()
	list := []Standing{
		Stand(Firm{ContactedOn: ago(90)}, invitation.Invitation{}, delegation.Delegation{}, today),
		Stand(Firm{ContactedOn: ago(90)}, invited(50), delegation.Delegation{}, today),
		Stand(Firm{ContactedOn: ago(90)}, invited(50, confirmed(40)), delegation.Delegation{}, today),
		Stand(Firm{ContactedOn: ago(90)}, invited(50, confirmed(40)), allows(9, delegation.Prepare), today),
		Stand(Firm{ContactedOn: ago(90), Kept: Kept{Task: ago(9), Live: ago(8)}}, invited(50, confirmed(40)), allows(9, delegation.Prepare), today),
		Stand(Firm{ContactedOn: ago(90), Kept: Kept{Task: ago(9), Live: ago(8), Start: ago(3)}}, invited(50, confirmed(40)), allows(9, everything...), today),
	}
	want := []Conversion{
		{Contacted, Invited, 5, 6, 0}, {Invited, SignedIn, 4, 5, 0}, {SignedIn, FirstTask, 2, 3, 1}, {FirstTask, FirstLive, 2, 2, 0},
		{FirstLive, Started, 1, 1, 1}, {Started, PaidHours, 0, 1, 0}, {PaidHours, Again, 0, 0, 0},
	}
	for i, got := range Conversions(list) {
		if got != want[i] {
			t.Errorf("%+v, want %+v", got, want[i])
		}
	}
}

// TestKeep: the earliest of each, and of drafts and live ones those of today.
func TestKeep(t *testing.T) {
	made := func(n int, changes ...func(*opening.Opening)) opening.Opening {
		o := opening.Opening{TouchedAt: noon(n)}
		o.Events = []audit.Event{{At: noon(n)}}
		for _, change := range changes {
			change(&o)
		}
		return o
	}
	live := func(n int) func(*opening.Opening) { return func(o *opening.Opening) { o.PublishedAt = noon(n) } }
	closed := func(o *opening.Opening) { o.ClosedAt, o.CloseReason = noon(1), "filled" }
	touched := func(n int) func(*opening.Opening) { return func(o *opening.Opening) { o.TouchedAt = noon(n) } }
	b := Begun{Start: ago(3), Paid: ago(2), Repeat: ago(1)}
	for name, tt := range map[string]struct {
		openings []opening.Opening
		want     Kept
	}{
		"none":              {nil, Kept{}},
		"a draft":           {[]opening.Opening{made(20, touched(4))}, Kept{Task: ago(20), DraftSince: ago(4)}},
		"a draft that died": {[]opening.Opening{made(90)}, Kept{Task: ago(90)}},
		"closed, and live":  {[]opening.Opening{made(30, live(12)), made(50, live(48), closed)}, Kept{Task: ago(50), Live: ago(48), LiveSince: ago(12)}},
		"live that ran out": {[]opening.Opening{made(80, live(70))}, Kept{Task: ago(80), Live: ago(70)}},
	} {
		tt.want.Start, tt.want.Paid, tt.want.Repeat = b.Start, b.Paid, b.Repeat
		if got := keep(tt.openings, b, today); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

func TestBegunOf(t *testing.T) {
	course := func(begins int, paid ...int) effort.Course {
		c := effort.Course{Begins: ago(begins), Ends: ago(begins - 90)}
		for _, n := range paid {
			c.PaidFrom = ago(n)
		}
		return c
	}
	for name, tt := range map[string]struct {
		courses []effort.Course
		want    Begun
	}{
		"none":            {nil, Begun{}},
		"never began":     {[]effort.Course{{}}, Begun{}},
		"to come":         {[]effort.Course{course(-7)}, Begun{}},
		"one":             {[]effort.Course{course(60)}, Begun{Start: ago(60)}},
		"two, either way": {[]effort.Course{course(20), course(60), course(40)}, Begun{Start: ago(60), Repeat: ago(40)}},
		"paid":            {[]effort.Course{course(60, 30), course(50, 40)}, Begun{Start: ago(60), Repeat: ago(50), Paid: ago(40)}},
	} {
		if got := begunOf(tt.courses, today); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

func TestTasksOf(t *testing.T) {
	long := strings.Repeat("æ", 200)
	for text, want := range map[string]string{
		"Feje":                                "Feje",
		"- Feje gulv\n\n* Sortere\nfeje gulv": "Feje gulv|Sortere",
		long:                                  strings.Repeat("æ", longestTask-1) + "…",
		strings.Repeat("x\n", 3):              "x",
		"a\nb\nc\nd\ne\nf\ng\nh\ni\nj":        "a|b|c|d|e|f|g|h",
	} {
		if got := strings.Join(tasksOf(text), "|"); got != want {
			t.Errorf("%.20q: %q, want %q", text, got, want)
		}
	}
}

func TestNextDate(t *testing.T) {
	for day, want := range map[caldate.Date]string{{}: "required", today: "not_after_today", today.Add(1): "", today.Add(farthestNext + 1): "next_too_far"} {
		err := Noting{Kind: Called, NextOn: day}.check(today)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", day, err, want)
		}
	}
}
