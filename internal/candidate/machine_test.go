package candidate

import (
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

var (
	owner      = access.NewActor(access.Identity{PersonID: "per_owner", Name: "Birthe"}, access.Party{Kind: access.Company, ID: "com_1"}, access.Owner)
	consultant = access.NewActor(access.Identity{PersonID: "per_bay", Name: "Karen"}, access.Party{Kind: access.Municipality, ID: "mun_1"}, access.Consultant)
)

func at(d caldate.Date, hour int) time.Time { return d.Time().Add(time.Duration(hour) * time.Hour) }

// standing is a referral made five days ago that stands somewhere today.
func standing(s Status) Referral {
	r := Referral{Doc: store.Doc{ID: "ref_1"}, CompanyID: "com_1", FirmID: "com_1", MunicipalityID: "mun_1", OpeningID: "opn_1", Shown: Profile{FirstName: "Sanne"}, AnswerBy: today.Add(5)}
	mark := &Mark{By: "Birthe", At: at(today.Add(-1), 9)}
	answer := func(k Status) { r.Seen, r.Answer = mark, &Answer{Kind: k, On: today.Add(-1)} }
	switch s {
	case Seen:
		r.Seen = mark
	case Meeting, Yes:
		answer(s)
	case Arranged:
		answer(Meeting)
		r.MeetingOn = today
	case Met:
		answer(Meeting)
		r.MeetingOn, r.Held = today, mark
	case Later:
		answer(Later)
		r.Answer.Again = today.Add(20)
	case No:
		answer(No)
		r.Answer.Reason = "hours"
	case Placed:
		answer(Yes)
		r.PlacementID = "plc_1"
	case Returned:
		r.AnswerBy, r.Returned = today.Add(-11), mark
	case Elsewhere:
		r.Elsewhere = mark
	case Withdrawn:
		r.WithdrawnAt, r.CompanyID = mark.At, ""
	}
	r.settle(today)
	return r
}

// TestStatus: every status follows from facts, and those that days bring come
// by themselves.
func TestStatus(t *testing.T) {
	for _, s := range Statuses() {
		if got := standing(s).StatusOn(today); got != s {
			t.Errorf("%s stands at %s", s, got)
		}
	}
	fresh, later := standing(New), standing(Later)
	later.AnswerBy = later.Answer.Again.Add(AnswerDays)
	for name, tt := range map[string]struct {
		r    Referral
		on   int // days from today
		want Status
	}{
		"day 20":                {fresh, 15, New},
		"day 21":                {fresh, 16, Returned},
		"not now, until":        {later, 19, Later},
		"not now, its day":      {later, 20, Seen},
		"not now, 21 days more": {later, 41, Returned},
		"a yes stays":           {standing(Yes), 900, Yes},
	} {
		if got := tt.r.StatusOn(today.Add(tt.on)); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// TestHidden: what the firm finds on which day.
func TestHidden(t *testing.T) {
	for _, s := range Statuses() {
		want := s == Returned || s == Elsewhere || s == Withdrawn
		if got := standing(s).hidden(today); got != want {
			t.Errorf("%s: hidden %t", s, got)
		}
	}
	no := standing(No) // since yesterday
	if no.hidden(today.Add(28)) || !no.hidden(today.Add(29)) {
		t.Error("a no is not to be seen for 30 days")
	}
}

// bench is a service over a database with one referral.
type bench struct {
	*Service
	db    *store.DB
	clock *clock.Fixed
}

func open(t *testing.T) bench { return openAny(t) }

func openAny(t testing.TB) bench {
	db := storetest.Open(t, Table.Spec(), Referrals.Spec(), opening.Table.Spec(), company.Table.Spec(), company.Requests.Spec(), access.Grants.Spec())
	c := clock.At(at(today, 10))
	companies := company.NewService(db, cvr.List{}, c, company.Home{MunicipalityID: "mun_1"})
	o := opening.Opening{Doc: store.Doc{ID: "opn_1"}, CompanyID: "com_1", MunicipalityID: "mun_1", Status: opening.Live, PublishedAt: at(today.Add(-9), 9), Until: today.Add(51)}
	if err := store.In(db, opening.Table).Insert(t.Context(), access.System(), &o); err != nil {
		t.Fatal(err)
	}
	return bench{NewService(db, opening.NewService(db, companies, c), c), db, c}
}

func (b bench) put(t *testing.T, r Referral) {
	t.Helper()
	if err := b.referrals.Insert(t.Context(), access.System(), &r); err != nil {
		t.Fatal(err)
	}
}

// give gives a command as somebody who may.
func (b bench) give(t *testing.T, c Command) (Referral, error) {
	ctx := t.Context()
	switch c {
	case Look:
		return b.change(ctx, owner, Look, "ref_1", func(Referral) bool { return false }, func(r *Referral, _ *audit.Event, now time.Time) { r.Seen = &Mark{At: now} })
	case SayYes:
		return b.Reply(ctx, owner, "ref_1", Answer{Kind: Yes, Note: "nu"})
	case AskMeeting:
		return b.Reply(ctx, owner, "ref_1", Answer{Kind: Meeting, Note: "nu"})
	case SayLater:
		return b.Reply(ctx, owner, "ref_1", Answer{Kind: Later, Again: today.Add(30), Note: "nu"})
	case SayNo:
		return b.Reply(ctx, owner, "ref_1", Answer{Kind: No, Reason: "tasks", Note: "nu"})
	case Arrange:
		return b.ArrangeMeeting(ctx, owner, "ref_1", today.Add(3))
	case HoldMeeting:
		return b.NoteMeeting(ctx, consultant, "ref_1")
	case MissMeeting:
		return b.MeetingMissed(ctx, consultant, "ref_1", "Bussen kom ikke")
	case Agree:
		return b.Place(ctx, owner, "ref_1", "plc_2")
	case Reopen:
		return b.AskAgain(ctx, consultant, "ref_1")
	case PairUp:
		return b.pair(ctx, consultant, "ref_1", "ref_2")
	case EndElsewhere:
		return b.FoundElsewhere(ctx, consultant, "ref_1")
	default:
		return b.WithdrawConsent(ctx, consultant, "ref_1")
	}
}

// TestMachine gives every command at every status: it leads where its row says,
// with one event of its row, and elsewhere it is refused and nothing changes.
func TestMachine(t *testing.T) {
	b := open(t)
	for _, line := range Machine() {
		if line.Used == (access.Permission{}) {
			continue // the clock's, see TestYear
		}
		for _, s := range Statuses() {
			b.put(t, standing(s))
			_, err := b.give(t, line.Command)
			after, gone := b.referrals.Get(t.Context(), access.System(), "ref_1")
			if err := b.referrals.Delete(t.Context(), access.System(), "ref_1"); gone != nil || err != nil {
				t.Fatal(gone, err)
			}
			name := string(line.Command) + " at " + string(s)
			switch got := after.StatusOn(today); {
			case len(after.Events) == 0 && slices.Contains(line.From, s):
				t.Errorf("%s: refused: %v", name, err)
			case len(after.Events) == 0 && (got != s || err == nil && !slices.Contains(line.To, s)):
				t.Errorf("%s: %s and no event, %v", name, got, err)
			case len(after.Events) == 1 && (!slices.Contains(line.From, s) || !slices.Contains(line.To, got) || after.Status != got || !slices.Contains(line.Events, after.Events[0].Type)):
				t.Errorf("%s: %s (copy %s), %s", name, got, after.Status, after.Events[0].Type)
			case len(after.Events) > 1:
				t.Errorf("%s: %d events", name, len(after.Events))
			}
		}
	}
}

// TestInDialogue: which proposals put an opening in dialogue, for the firm on its
// list and for both on its page; a mentor is not told.
func TestInDialogue(t *testing.T) {
	mentor := access.NewActor(access.Identity{PersonID: "per_m"}, access.Party{Kind: access.Company, ID: "com_1"}, access.Mentor)
	for _, s := range Statuses() {
		b := open(t)
		b.put(t, standing(s))
		want := slices.Contains([]Status{New, Seen, Meeting, Arranged, Met, Yes}, s)
		for _, ask := range []struct {
			actor     access.Actor
			openingID string
			want      bool
		}{{owner, "", want}, {owner, "opn_1", want}, {consultant, "opn_1", want}, {mentor, "", false}} {
			if got, err := b.InDialogue(t.Context(), ask.actor, ask.openingID); err != nil || got["opn_1"] != ask.want {
				t.Errorf("%s, asked by %v about %q: %t, %v", s, ask.actor.Roles(), ask.openingID, got["opn_1"], err)
			}
		}
	}
}

// TestReopen: a no stands for the firm and the consultant to change for 30 days.
func TestReopen(t *testing.T) {
	for days, want := range map[int]string{28: "", 29: "referral_over"} {
		b := open(t)
		b.put(t, standing(No))
		b.clock.Set(at(today.Add(days), 10))
		if _, err := b.AskAgain(t.Context(), consultant, "ref_1"); fault.CodeOf(err) != want {
			t.Errorf("after %d days: %v", days, err)
		}
	}
	b := open(t)
	b.put(t, standing(Returned))
	if _, err := b.Referral(t.Context(), owner, "ref_1"); !fault.Is(err, fault.NotFound) {
		t.Errorf("the firm finds what went back: %v", err)
	}
	r, err := b.AskAgain(t.Context(), consultant, "ref_1")
	if err != nil || r.Status != New || r.AskedOn() != today {
		t.Errorf("asked again: %s since %s, %v", r.Status, r.AskedOn(), err)
	}
	if _, err := b.LookAt(t.Context(), owner, "ref_1"); err != nil {
		t.Errorf("the firm does not find it: %v", err)
	}
}

// TestClosing: an opening stays while somebody waits, and one answer to all of
// them lets it close.
func TestClosing(t *testing.T) {
	for _, s := range Statuses() {
		b := open(t)
		b.put(t, standing(s))
		_, err := b.openings.Close(t.Context(), owner, "opn_1", "filled")
		if want := s.Waits(); (fault.CodeOf(err) == "opening_awaited") != want {
			t.Errorf("%s: %v", s, err)
		}
	}
	b := open(t)
	for _, s := range []Status{New, Met, Yes, Later} {
		r := standing(s)
		r.ID += string(s)
		b.put(t, r)
	}
	told, err := b.Filled(t.Context(), owner, "opn_1", "Tak for interessen.")
	if told != 3 || err != nil {
		t.Fatalf("%d were told, %v", told, err)
	}
	list, err := b.ForOpening(t.Context(), owner, "opn_1")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range list {
		if r.ID != "ref_1yes" && (r.Status != No || r.Answer.Reason != "filled" || r.Answer.ToCandidate == "") {
			t.Errorf("%s: %s, %+v", r.ID, r.Status, r.Answer)
		}
	}
	if _, err := b.openings.Close(t.Context(), owner, "opn_1", "filled"); err != nil {
		t.Error(err)
	}
	if again, err := b.Filled(t.Context(), owner, "opn_1", "Tak."); again != 0 || err != nil {
		t.Errorf("the second time %d were told, %v", again, err)
	}
}
