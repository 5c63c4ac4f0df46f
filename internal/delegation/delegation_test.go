package delegation

import (
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

var today = caldate.MustParse("2026-11-20")

func TestRolesOn(t *testing.T) {
	signed := Delegation{Rights: []Right{Prepare, Totals}, Until: today}
	revoked := signed
	revoked.RevokedAt = time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		d      Delegation
		on     caldate.Date
		status Status
		roles  []access.Role
	}{
		"its last day":  {signed, today, Active, []access.Role{access.Preparer, access.Observer}},
		"the day after": {signed, today.Add(1), Ended, nil},
		"revoked":       {revoked, today.Add(-30), Revoked, nil},
		"all":           {Delegation{Rights: Rights(), Until: today}, today, Active, []access.Role{access.Preparer, access.Publisher, access.Observer}},
	} {
		if status, roles := tt.d.StatusOn(tt.on), tt.d.RolesOn(tt.on); status != tt.status || !slices.Equal(roles, tt.roles) {
			t.Errorf("%s: %s with %v", name, status, roles)
		}
	}
}

func TestCheck(t *testing.T) {
	for name, tt := range map[string]struct {
		rights      []Right
		until       caldate.Date
		field, code string
	}{
		"today":                   {[]Right{Prepare}, today, "", ""},
		"twelve months":           {Rights(), today.AddMonths(12), "", ""},
		"a day more":              {Rights(), today.AddMonths(12).Add(1), "until", "over_twelve_months"},
		"yesterday":               {Rights(), today.Add(-1), "until", "before_today"},
		"no end":                  {Rights(), caldate.Date{}, "until", "required"},
		"nothing":                 {nil, today, "rights", "choose"},
		"something else":          {[]Right{"approve"}, today, "rights", "choice"},
		"publish without prepare": {[]Right{Publish}, today, "rights", "publish_without_prepare"},
	} {
		if got := fault.FieldsOf(check(tt.rights, tt.until, today)); got[tt.field] != tt.code || tt.field == "" && len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestEndsSoon(t *testing.T) {
	for left, want := range map[int]bool{31: false, 30: true, 0: true, -5: true} {
		if got := (Delegation{Rights: Rights(), Until: today.Add(left)}).EndsSoon(today); got != want {
			t.Errorf("%d days left: %t", left, got)
		}
	}
}

// TestNoHours: nothing that an association can be let to do reaches a candidate,
// a course or a single week.
func TestNoHours(t *testing.T) {
	for _, right := range Rights() {
		for _, p := range []access.Permission{
			access.ViewReferrals, access.AnswerReferrals, access.MeetCandidates, access.ManageCandidates, access.ViewPlacements, access.ViewHours, access.LogHours, access.ApproveHours,
			access.ViewMeetings, access.ManageMembers, access.EditCompany, access.Delegate, access.ConfirmForCompany, access.ViewGrants,
		} {
			if access.ReachOf(p, roles[right]) != access.None {
				t.Errorf("%s reaches %q", right, p)
			}
		}
	}
}
