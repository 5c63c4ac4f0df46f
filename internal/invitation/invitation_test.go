package invitation

import (
	"slices"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

var today = caldate.MustParse("2026-11-20")

func sent(days int) Invitation { return Invitation{SentAt: today.Add(-days).Time()} }

func opened(i Invitation) Invitation {
	i.OpenedAt = today.Time()
	return i
}

func TestStatusOn(t *testing.T) {
	refused, confirmed := opened(sent(90)), opened(sent(90))
	refused.Declined = &Declined{Reason: "not_now"}
	confirmed.ConfirmedAt = today.Time()
	for name, tt := range map[string]struct {
		i    Invitation
		want Status
	}{
		"prepared":             {Invitation{}, Draft},
		"sent today":           {sent(0), Invited},
		"thirteen days":        {sent(13), Invited},
		"fourteen days":        {sent(14), Unopened},
		"sixty days":           {sent(60), Unopened},
		"sixty-one":            {sent(61), Ended},
		"opened":               {opened(sent(20)), Opened},
		"opened, and too late": {opened(sent(61)), Ended},
		"a no stays":           {refused, Refused},
		"a yes stays":          {confirmed, Confirmed},
	} {
		if got := tt.i.StatusOn(today); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// TestMachine: every status can be reached by a command or by time, and a
// command is refused with the status as its reason everywhere else.
func TestMachine(t *testing.T) {
	at := map[Status]Invitation{Draft: {}, Invited: sent(1), Unopened: sent(20), Opened: opened(sent(1)), Ended: sent(70), Refused: {Declined: &Declined{}}, Confirmed: {ConfirmedAt: today.Time()}}
	for status, i := range at {
		if got := i.StatusOn(today); got != status {
			t.Fatalf("the sample of %s is %s", status, got)
		}
		for _, row := range Machine() {
			err := i.May(row.Command, today)
			if allowed := slices.Contains(row.From, status); allowed != (err == nil) || err != nil && fault.CodeOf(err) != "invitation_is_"+string(status) {
				t.Errorf("%s at %s: %v", row.Command, status, err)
			}
		}
	}
	if len(at) != len(Statuses()) {
		t.Errorf("%d of %d statuses are tried", len(at), len(Statuses()))
	}
}
