package candidate

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/store"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// written is a proposal as it was stored before the clock had a day for it.
type written struct {
	store.Doc      `bson:",inline"`
	CompanyID      string       `bson:"company_id"`
	MunicipalityID string       `bson:"municipality_id"`
	OpeningID      string       `bson:"opening_id"`
	CandidateID    string       `bson:"candidate_id"`
	AnswerBy       caldate.Date `bson:"answer_by"`
	Status         Status       `bson:"status"`
}

// TestYear lets two instances look every few hours through a year. When the
// firm lost sight of whom, what the clock wrote down and when, is a golden file;
// the record of each proposal stays.
func TestYear(t *testing.T) {
	b := open(t)
	other := NewService(b.db, b.openings, b.clock)
	first := caldate.MustParse("2026-01-05")
	for i, name := range []string{"silent", "seen", "no", "later", "yes", "met", "withdrawn", "elsewhere", "again"} {
		r := standing(New)
		r.ID, r.AnswerBy = "ref_"+name, first.Add(20*i+AnswerDays)
		r.settle(first)
		b.put(t, r)
	}
	old := written{Doc: store.Doc{ID: "ref_old"}, CompanyID: "com_1", MunicipalityID: "mun_1", OpeningID: "opn_1", AnswerBy: first.Add(-200), Status: New}
	if err := store.In(b.db, store.Table[written](Referrals)).Insert(t.Context(), access.System(), &old); err != nil {
		t.Fatal(err)
	}
	saw := map[string]bool{}
	var told strings.Builder
	for day := first; day.Before(first.Add(365)); day = day.Add(1) {
		b.clock.Set(at(day, 9))
		b.live(t, day.Sub(first))
		list, err := b.Referrals(t.Context(), owner)
		if err != nil {
			t.Fatal(err)
		}
		sees := map[string]bool{}
		for _, r := range list {
			sees[r.ID] = true
		}
		for _, r := range b.every(t) {
			if saw[r.ID] && !sees[r.ID] {
				fmt.Fprintf(&told, "%s %s: %s, the firm sees it no more\n", day, r.ID, r.StatusOn(day))
			}
		}
		saw = sees
		if day.Day() == 17 { // the portal's jobs are away for a day
			continue
		}
		before := map[string]int{}
		for _, r := range b.every(t) {
			before[r.ID] = len(r.Events)
		}
		for n, hour := range []int{3, 9, 22} {
			b.clock.Set(at(day, hour))
			if err := []*Service{b.Service, other}[n%2].Run(t.Context(), b.clock.Now()); err != nil {
				t.Fatal(err)
			}
		}
		for _, r := range b.every(t) {
			for _, e := range r.Events[before[r.ID]:] {
				fmt.Fprintf(&told, "%s %s: %s\n", day, r.ID, e.Type)
			}
			if r.Erased != nil && (r.CompanyID != "" || r.Shown.FirstName != "" || r.MunicipalityID == "" || r.OpeningID == "") {
				t.Errorf("%s is not deleted as it should be: %+v", r.ID, r)
			}
		}
	}
	if n := len(b.every(t)); n != 10 {
		t.Errorf("%d records are left of 10", n)
	}
	compareGolden(t, "testdata/year.txt", told.String())
}

func compareGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || got != string(want) {
		t.Errorf("the year differs from %s; if it should, run: go test -update, in this package\n%s", file, got)
	}
}

// live lets happen what people do on the n-th day.
func (b bench) live(t *testing.T, n int) {
	var err error
	day := caldate.Of(b.clock.Now())
	reply := func(id string, a Answer) { _, err = b.Reply(t.Context(), owner, id, a) }
	switch n {
	case 23:
		_, err = b.LookAt(t.Context(), owner, "ref_seen")
	case 45:
		reply("ref_no", Answer{Kind: No, Reason: "hours"})
	case 65:
		reply("ref_later", Answer{Kind: Later, Again: day.Add(60)})
	case 85:
		reply("ref_yes", Answer{Kind: Yes})
	case 105:
		reply("ref_met", Answer{Kind: Meeting})
	case 106:
		_, err = b.ArrangeMeeting(t.Context(), consultant, "ref_met", day.Add(1))
	case 108:
		_, err = b.NoteMeeting(t.Context(), owner, "ref_met")
	case 125:
		_, err = b.WithdrawConsent(t.Context(), consultant, "ref_withdrawn")
	case 145:
		_, err = b.FoundElsewhere(t.Context(), consultant, "ref_elsewhere")
	case 190: // it came back on day 181
		_, err = b.AskAgain(t.Context(), consultant, "ref_again")
	}
	if err != nil {
		t.Fatal(n, err)
	}
}

// every reads all referrals there are.
func (b bench) every(t *testing.T) []Referral {
	t.Helper()
	list, err := b.referrals.All(t.Context(), access.System(), store.Query{Index: "municipality", Equal: []any{"mun_1"}})
	if err != nil {
		t.Fatal(err)
	}
	return list
}
