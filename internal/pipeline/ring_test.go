package pipeline

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/invitation"
)

var today = caldate.MustParse("2026-11-18")

func ago(n int) caldate.Date { return today.Add(-n) }

// noon is a moment of a day some days ago.
func noon(n int) time.Time { return ago(n).Time().Add(11 * time.Hour) }

// invited was sent a link so many days ago.
func invited(sent int, changes ...func(*invitation.Invitation)) invitation.Invitation {
	i := invitation.Invitation{SentAt: noon(sent)}
	i.ID, i.Events = "inv_1", []audit.Event{{Type: "invitation_prepared", At: noon(sent)}, {Type: "invitation_sent", At: noon(sent)}}
	for _, change := range changes {
		change(&i)
	}
	return i
}

func opened(n int) func(*invitation.Invitation) {
	return func(i *invitation.Invitation) { i.OpenedAt = noon(n) }
}

func confirmed(n int) func(*invitation.Invitation) {
	return func(i *invitation.Invitation) { i.ConfirmedAt = noon(n) }
}

// allows was signed long ago and ends in so many days.
func allows(left int, rights ...delegation.Right) delegation.Delegation {
	d := delegation.Delegation{CompanyID: "com_1", Rights: rights, Until: today.Add(left)}
	d.ID, d.Events = "dlg_1", []audit.Event{{At: noon(100)}}
	return d
}

func TestReason(t *testing.T) {
	everything := delegation.Rights()
	suggested := []Note{{ID: "n1", At: noon(9), Suggested: noon(9)}}
	allowedLater := allows(90, delegation.Prepare)
	allowedLater.SignedAt = noon(2)
	for name, tt := range map[string]struct {
		firm Firm
		inv  invitation.Invitation
		del  delegation.Delegation
		want string
	}{
		"contacted, the date is today":   {Firm{NextOn: today}, invitation.Invitation{}, delegation.Delegation{}, "agreed 2026-11-18"},
		"the date has passed":            {Firm{NextOn: ago(3)}, invited(20), delegation.Delegation{}, "agreed 2026-11-15"},
		"the date is to come":            {Firm{NextOn: today.Add(1)}, invited(20), delegation.Delegation{}, ""},
		"allowed what was suggested":     {Firm{NextOn: today.Add(5), Notes: suggested}, invitation.Invitation{}, allowedLater, "allowed 2026-11-16"},
		"allowed, and rung since":        {Firm{NextOn: today.Add(5), Notes: append(suggested, Note{At: noon(1)})}, invitation.Invitation{}, allowedLater, ""},
		"allowed, and drafted":           {Firm{NextOn: today.Add(5), Notes: []Note{{At: noon(9), Suggested: noon(9), OpeningID: "opn_1"}}}, invitation.Invitation{}, allowedLater, ""},
		"suggested, allows only totals":  {Firm{NextOn: today.Add(5), Notes: suggested}, invitation.Invitation{}, allows(90, delegation.Totals), ""},
		"contacted, no date":             {Firm{}, invitation.Invitation{}, delegation.Delegation{}, ""},
		"a link for thirteen days":       {Firm{}, invited(13), delegation.Delegation{}, ""},
		"a link for fourteen days":       {Firm{}, invited(14), delegation.Delegation{}, "unopened 2026-11-04"},
		"opened yesterday":               {Firm{}, invited(20, opened(1)), delegation.Delegation{}, ""},
		"opened two days ago":            {Firm{}, invited(20, opened(2)), delegation.Delegation{}, "unconfirmed 2026-11-16"},
		"the link is over":               {Firm{}, invited(61), delegation.Delegation{}, "link_over 2026-11-17"},
		"said no":                        {Firm{}, invited(20, func(i *invitation.Invitation) { i.Declined = &invitation.Declined{} }), delegation.Delegation{}, ""},
		"joined, no task for six days":   {Firm{}, invited(9, confirmed(6)), allows(90, delegation.Prepare), ""},
		"joined, no task for a week":     {Firm{}, invited(9, confirmed(7)), allows(90, delegation.Prepare), "no_task 2026-11-11"},
		"joined, shares nothing":         {Firm{}, invited(9, confirmed(7)), delegation.Delegation{}, ""},
		"a draft for thirteen days":      {Firm{Kept: Kept{Task: ago(13), DraftSince: ago(13)}}, invited(30, confirmed(20)), allows(90, delegation.Prepare), ""},
		"a draft for fourteen days":      {Firm{Kept: Kept{Task: ago(14), DraftSince: ago(14)}}, invited(30, confirmed(20)), allows(90, delegation.Prepare), "draft_lies 2026-11-04"},
		"a draft of somebody who left":   {Firm{Kept: Kept{Task: ago(14), DraftSince: ago(14)}}, invited(30, confirmed(20)), allows(-1, everything...), ""},
		"live a month, totals":           {Firm{Kept: Kept{Task: ago(40), Live: ago(30), LiveSince: ago(30)}}, invited(50, confirmed(44)), allows(90, everything...), "no_start 2026-10-19"},
		"live a month, no totals":        {Firm{Kept: Kept{Task: ago(40), Live: ago(30), LiveSince: ago(30)}}, invited(50, confirmed(44)), allows(90, delegation.Publish), ""},
		"live a month, somebody began":   {Firm{Kept: Kept{Task: ago(40), Live: ago(35), LiveSince: ago(30), Start: ago(5)}}, invited(50, confirmed(44)), allows(90, everything...), ""},
		"what is allowed ends in 30":     {Firm{Kept: Kept{Task: ago(5)}}, invited(50, confirmed(44)), allows(30, everything...), "permit_ends 2026-12-18"},
		"what is allowed ends in 31":     {Firm{Kept: Kept{Task: ago(5)}}, invited(50, confirmed(44)), allows(31, everything...), ""},
		"no step for 44 days":            {Firm{Kept: Kept{Task: ago(80), Live: ago(70), Start: ago(44)}}, invited(120, confirmed(100)), allows(90, everything...), ""},
		"no step for 45 days":            {Firm{Kept: Kept{Task: ago(80), Live: ago(70), Start: ago(45)}}, invited(120, confirmed(100)), allows(90, everything...), "dormant 2026-10-04"},
		"there is no step left":          {Firm{Kept: Kept{Task: ago(80), Live: ago(70), Start: ago(60), Paid: ago(50), Repeat: ago(45)}}, invited(120, confirmed(100)), allows(90, everything...), ""},
		"joined 45 days ago, not shared": {Firm{}, invited(120, confirmed(45)), delegation.Delegation{}, "silent 2026-10-04"},
		"steps it took back":             {Firm{Kept: Kept{Task: ago(3), Live: ago(2)}}, invited(120, confirmed(45)), allows(-1, everything...), "silent 2026-10-04"},
	} {
		got := ""
		if c, ring := Stand(tt.firm, tt.inv, tt.del, today).CallOn(today); ring {
			got = fmt.Sprint(c.Reason, " ", c.Since)
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// TestToRing: one's own first, then the most pressing, then who has waited
// longest; ten at most.
func TestToRing(t *testing.T) {
	firm := func(name string, next int, i invitation.Invitation, mine, deputy bool) Standing {
		f := Firm{Name: name}
		if next >= 0 {
			f.NextOn = ago(next)
		}
		s := Stand(f, i, delegation.Delegation{}, today)
		s.Mine, s.Deputised = mine, deputy
		return s
	}
	none := invitation.Invitation{}
	list := []Standing{
		firm("theirs", 9, none, false, false), firm("unopened", -1, invited(15), true, false), firm("unopened before", -1, invited(16), true, false),
		firm("today", 0, none, true, false), firm("late", 5, none, true, false), firm("ahead", -1, none, true, false), firm("deputy", 3, none, false, true),
	}
	names := func(calls []Call) (names []string) {
		for _, c := range calls {
			names = append(names, c.Standing.Firm.Name)
		}
		return names
	}
	want := []string{"late", "deputy", "today", "unopened before", "unopened", "theirs"}
	if got := names(toRing(list, today)); !slices.Equal(got, want) {
		t.Errorf("the list is %q, want %q", got, want)
	}
	var many []Standing
	for n := range 30 {
		many = append(many, firm(fmt.Sprint(n), n%7, none, true, false))
	}
	if got := toRing(many, today); len(got) != 10 || got[0].Since != ago(6) {
		t.Errorf("of thirty there are %d on the list, %v", len(got), got[0])
	}
}
