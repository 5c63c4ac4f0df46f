package need

import (
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

var (
	today      = caldate.MustParse("2026-11-21")
	owner      = access.NewActor(access.Identity{PersonID: "per_1", Name: "Birthe", Signatory: true}, access.Party{Kind: access.Company, ID: "com_1", CVR: "1", Name: "Bageri"}, access.Owner)
	other      = access.NewActor(access.Identity{PersonID: "per_3", Name: "Tove", Signatory: true}, access.Party{Kind: access.Company, ID: "com_2", CVR: "2", Name: "Cykler"}, access.Owner)
	mentor     = access.NewActor(access.Identity{PersonID: "per_4"}, access.Party{Kind: access.Company, ID: "com_1"}, access.Mentor)
	consultant = access.NewActor(access.Identity{PersonID: "per_2", Name: "Karen"}, access.Party{Kind: access.Municipality, ID: "mun_1"}, access.Consultant)
)

func mark(days int) Mark { return Mark{By: "Karen", At: today.Add(-days).Time().Add(9 * time.Hour)} }

// standing is a need that stands somewhere today.
func standing(s Status) Need {
	n := Need{Doc: store.Doc{ID: "ned_1"}, MunicipalityID: "mun_1", Said: said(), WrittenAt: mark(9).At}
	if s != Draft {
		asked := mark(5)
		n.Asked = &asked
	}
	pick := &Pick{AnswerID: answerID("ned_1", "com_1"), CompanyID: "com_1", OpeningID: "opn_1", Mark: mark(1)}
	switch s {
	case Expired:
		n.Asked.At = mark(61).At
	case Picked:
		n.Picked = pick
	case Matched:
		n.Picked, n.Ended = pick, &Ending{ReferralID: "ref_1", Mark: mark(0)}
	case Closed:
		n.Ended = &Ending{Words: "Tak", Mark: mark(0)}
	}
	n.file()
	return n
}

// TestMachine: at every status exactly the commands of the table can be given,
// and a page offers them to those of the table.
func TestMachine(t *testing.T) {
	for _, s := range Statuses() {
		n := standing(s)
		if got := n.StatusOn(today); got != s {
			t.Fatalf("the need for %s is %s", s, got)
		}
		for _, row := range Machine() {
			err, may := n.May(row.Command, today), slices.Contains(row.From, s)
			if may != (err == nil) || !may && fault.CodeOf(err) != "need_is_"+string(s) {
				t.Errorf("%s at %s: %v", row.Command, s, err)
			}
			byFirm := row.Used == access.AnswerNeeds
			if n.Can(owner, row.Command, today) != (may && byFirm) || n.Can(consultant, row.Command, today) != (may && !byFirm) || n.Can(mentor, row.Command, today) {
				t.Errorf("%s at %s is offered to the wrong people", row.Command, s)
			}
		}
	}
}

// TestDays: what the days bring, and when the consultant is asked about it.
func TestDays(t *testing.T) {
	n := standing(Open)
	n.Asked.At = mark(0).At
	for days, want := range map[int]struct {
		status Status
		asked  bool
	}{0: {Open, false}, 52: {Open, false}, 53: {Open, true}, 60: {Open, true}, 61: {Expired, false}} {
		day := today.Add(days)
		if got := n.StatusOn(day); got != want.status || n.AskedOn(day) != want.asked {
			t.Errorf("after %d days: %s, asked %t", days, got, n.AskedOn(day))
		}
	}
	n.RenewedAt = today.Add(55).Time()
	if n.StatusOn(today.Add(115)) != Open || n.StatusOn(today.Add(116)) != Expired || n.StatusOn(today.Add(60)) != Open {
		t.Error("what is wanted still does not begin its days anew")
	}
	for _, s := range []Status{Draft, Picked, Matched, Closed} {
		if got := standing(s).StatusOn(today.Add(900)); got != s {
			t.Errorf("%s became %s", s, got)
		}
	}
}

// TestCardFor is what a firm finds of a need that stands somewhere, by what the
// firm said, and whether it is the one that was chosen. "" is nothing.
func TestCardFor(t *testing.T) {
	answers := map[string]*Answer{
		"nothing": nil, "could": {Given: Given{Kind: Could}, At: mark(3).At}, "not now": {Given: Given{Kind: NotNow}, At: mark(3).At},
		"back": {Given: Given{Kind: Could}, At: mark(3).At, TakenBack: &Mark{}},
	}
	for _, tt := range []struct {
		status                         Status
		nothing, could, notNow, back   Standing
		chosenNothing, chosen, another Standing // com_1 is chosen; another is com_2 that could
	}{
		{Draft, "", "", "", "", "", "", ""},
		{Open, Unanswered, SaysCould, SaysNotNow, SaidBack, Unanswered, SaysCould, SaysCould},
		{Picked, "", SaysCould, "", "", "", Chosen, SaysCould},
		{Matched, "", Found, "", "", "", "", Found},
		{Closed, "", Over, "", "", "", Over, Over},
		{Expired, "", Over, "", "", "", Over, Over},
	} {
		for _, one := range []struct {
			firm, said string
			want       Standing
		}{
			{"com_2", "nothing", tt.nothing}, {"com_2", "could", tt.could}, {"com_2", "not now", tt.notNow}, {"com_2", "back", tt.back},
			{"com_1", "nothing", tt.chosenNothing}, {"com_1", "could", tt.chosen}, {"com_2", "could", tt.another},
		} {
			card, ok := cardFor(standing(tt.status), one.firm, answers[one.said], today)
			if got := card.Standing; ok != (one.want != "") || ok && got != one.want {
				t.Errorf("%s, %s said %s: %s %t, want %q", tt.status, one.firm, one.said, got, ok, one.want)
			}
			if card.Open != (tt.status == Open) {
				t.Errorf("%s can be answered: %t", tt.status, card.Open)
			}
		}
	}
	for _, s := range []Status{Matched, Closed} {
		for days, want := range map[int]bool{KeptDays: true, KeptDays + 1: false} {
			if _, ok := cardFor(standing(s), "com_2", answers["could"], today.Add(days)); ok != want {
				t.Errorf("%s, %d days later: %t", s, days, ok)
			}
		}
	}
	n := standing(Open)
	n.WrittenAt = mark(1).At
	if card, _ := cardFor(n, "com_2", answers["could"], today); !card.Changed {
		t.Error("the firm is not told that the text was changed")
	}
}
