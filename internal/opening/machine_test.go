package opening

import (
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

func at(d caldate.Date) time.Time { return d.Time().Add(9 * time.Hour) }

// mark is somebody's doing so many days ago.
func mark(days int) Mark { return Mark{By: "Karen", At: at(today.Add(-days))} }

func TestStatusOn(t *testing.T) {
	sent, paused := mark(3), mark(1)
	verdict := func(v Verdict) *Review { return &Review{Verdict: v, Mark: mark(2)} }
	for name, tt := range map[string]struct {
		facts Opening
		want  Status
	}{
		"new draft":               {Opening{TouchedAt: mark(0).At}, Draft},
		"draft on its last day":   {Opening{TouchedAt: mark(84).At}, Draft},
		"draft a day later":       {Opening{TouchedAt: mark(85).At}, DraftExpired},
		"sent":                    {Opening{TouchedAt: mark(99).At, Submitted: &sent}, InReview},
		"sent back":               {Opening{TouchedAt: mark(99).At, Submitted: &sent, Review: verdict(IsSentBack)}, SentBack},
		"sent back and forgotten": {Opening{TouchedAt: mark(99).At, Submitted: &sent, Review: &Review{Verdict: IsSentBack, Mark: mark(85)}}, DraftExpired},
		"rejected":                {Opening{TouchedAt: mark(99).At, Submitted: &sent, Review: verdict(IsRejected)}, Rejected},
		"approved":                {Opening{Submitted: &sent, Review: verdict(IsApproved), PublishedAt: mark(2).At}, Live},
		"live on its last day":    {Opening{PublishedAt: mark(60).At}, Live},
		"live a day later":        {Opening{PublishedAt: mark(61).At}, Expired},
		"wanted still":            {Opening{PublishedAt: mark(90).At, RenewedAt: mark(60).At}, Live},
		"paused for long":         {Opening{PublishedAt: mark(200).At, Paused: &paused}, Paused},
		"filled":                  {Opening{PublishedAt: mark(90).At, ClosedAt: mark(0).At, CloseReason: "filled"}, Filled},
		"closed in a pause":       {Opening{PublishedAt: mark(90).At, Paused: &paused, ClosedAt: mark(0).At, CloseReason: "later"}, Closed},
	} {
		if got := tt.facts.StatusOn(today); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// standing is an opening of each status.
func standing(s Status) Opening {
	sent := mark(3)
	o := Opening{CompanyID: "com_1", MunicipalityID: "mun_1", TouchedAt: mark(1).At}
	switch s {
	case InReview:
		o.Submitted = &sent
	case SentBack, Rejected:
		o.Submitted, o.Review = &sent, &Review{Verdict: Verdict(s), Reason: "?", Mark: mark(1)}
	case Live:
		o.PublishedAt = mark(1).At
	case Paused:
		o.PublishedAt, o.Paused = mark(9).At, &sent
	case Filled:
		o.PublishedAt, o.ClosedAt, o.CloseReason = mark(9).At, mark(1).At, "filled"
	case Closed:
		o.PublishedAt, o.ClosedAt, o.CloseReason = mark(9).At, mark(1).At, "other"
	case Expired:
		o.PublishedAt = mark(61).At
	case DraftExpired:
		o.TouchedAt = mark(85).At
	}
	o.file(at(today))
	return o
}

// TestMachine: at every status exactly the commands of the table can be given,
// a page offers them to those of the table, and the copies for the index put
// the opening on one list.
func TestMachine(t *testing.T) {
	owner := access.NewActor(access.Identity{}, access.Party{Kind: access.Company}, access.Owner)
	mentor := access.NewActor(access.Identity{}, access.Party{Kind: access.Company}, access.Mentor)
	consultant := access.NewActor(access.Identity{}, access.Party{Kind: access.Municipality}, access.Consultant)
	for _, s := range Statuses() {
		o := standing(s)
		if got := o.StatusOn(today); got != s {
			t.Fatalf("the opening for %s is %s", s, got)
		}
		for _, row := range Machine() {
			o := o
			if row.Command == Accept || row.Command == Decline {
				if err := o.May(row.Command, today); fault.CodeOf(err) != "opening_no_change" {
					t.Errorf("%s at %s, where nothing waits: %v", row.Command, s, err)
				}
				o.Pending = &Snapshot{}
			}
			err, may := o.May(row.Command, today), slices.Contains(row.From, s)
			if may != (err == nil) || !may && fault.CodeOf(err) != "opening_is_"+string(s) {
				t.Errorf("%s at %s: %v", row.Command, s, err)
			}
			byReview := row.Used == access.ReviewOpenings
			if o.Can(owner, row.Command, today) != (may && !byReview) || o.Can(consultant, row.Command, today) != (may && byReview) || o.Can(mentor, row.Command, today) {
				t.Errorf("%s at %s is offered to the wrong people", row.Command, s)
			}
		}
		want := s
		switch s {
		case SentBack, DraftExpired:
			want = Draft
		case Expired:
			want = Live
		case Filled, Rejected:
			want = Closed
		}
		past := o.Until.Before(today)
		if o.Status != want || past != (s == Expired || s == DraftExpired) {
			t.Errorf("%s is filed as %s until %s", s, o.Status, o.Until)
		}
	}
}

func TestAskedOn(t *testing.T) {
	o := Opening{PublishedAt: at(today)}
	for days, want := range map[int]bool{0: false, 52: false, 53: true, 60: true, 61: false} {
		if o.AskedOn(today.Add(days)) != want {
			t.Errorf("after %d days: %t", days, !want)
		}
	}
}
