package reminder

import (
	"fmt"
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/placement"
)

// TestClaimYears walks two years day by day beside three grants: a wage subsidy
// whose claims are sent, late, forgotten and corrected, one that has no hours, and
// personal assistance by the quarter. What those who run claims are told, and when,
// is a golden file. The portal sleeps on some days, and nobody is told at the
// weekend or on a holiday.
func TestClaimYears(t *testing.T) {
	first := caldate.MustParse("2026-01-05")
	grants, rules := must(grant.Load()), must(claim.Load())
	grants3 := []claim.Application{
		granted("app_sub", "plc_anna", "Anna", "loentilskud_privat", "2026-01-05", "2026-10-18"),
		granted("app_non", "plc_bent", "Bent", "loentilskud_privat", "2026-02-01", "2026-04-30"),
		granted("app_help", "plc_anna", "Anna", "personlig_assistance", "2026-02-16", "2027-02-15"),
	}
	grants3[2].Split = []claim.Split{{From: first, Rows: []claim.SplitRow{{Who: "alone", Minutes: 420}, {Who: "colleague", Minutes: 60}}}}
	courses := []placement.Placement{running("plc_anna", "Anna", first, first.Add(420)), running("plc_bent", "Bent", first, first.Add(200))}
	var weeks []hours.Week
	var b strings.Builder
	said := map[string]bool{}
	for day := first; day.Before(first.Add(730)); day = day.Add(1) {
		weeks = logged(weeks, courses, day)
		liveClaims(t, grants, rules, grants3, weeks, courses, day)
		if day.Day()%9 == 0 || !day.IsWorkday() { // away, or nobody is told
			continue
		}
		f := firm(nil)
		f.Known, f.Before = day.Week().Add(-claimWeeks).Monday(), rules.RemindBefore
		f.Claims = claim.Follow(grants, rules, grants3, claim.FirmFacts{Weeks: weeks, Placements: courses, Since: f.Known}, day)
		for _, i := range Due(f, day) {
			if i.ToID != "hr" {
				continue
			}
			if said[i.Key] {
				continue
			}
			said[i.Key] = true
			fmt.Fprintf(&b, "%s %s %s %s %s, on %s\n", day, day.Weekday().String()[:3], i.Kind, i.Name, strings.TrimPrefix(i.Subject, "app_"), i.On)
		}
	}
	compareGolden(t, "testdata/claims.txt", b.String())
}

func granted(id, placementID, name string, scheme grant.SchemeID, from, to string) claim.Application {
	a := claim.Application{PlacementID: placementID, FirstName: name, Scheme: scheme, Decision: &claim.Decision{Granted: true, Reference: "V-1", From: caldate.MustParse(from), To: caldate.MustParse(to), Rate: 10000}}
	a.ID, a.CompanyID = id, "com_1"
	return a
}

// logged adds the week that is over, approved on the Monday; the person of the
// second course never has hours with a subsidy.
func logged(weeks []hours.Week, courses []placement.Placement, day caldate.Date) []hours.Week {
	last := day.Week().Add(-1)
	for _, p := range courses {
		if day != day.Week().Monday() || !p.Runs(last) {
			continue
		}
		w := hours.Week{PlacementID: p.ID, FirstName: p.FirstName, Week: last, ApprovedAt: at(day, 8)}
		w.ID = "wk_" + p.ID + "_" + last.String()
		kind := hours.Subsidised
		if p.ID == "plc_bent" {
			kind = hours.Praktik
		}
		for i := range 3 {
			w.Lines = append(w.Lines, hours.Line{ID: fmt.Sprint(i), Date: last.Day(2 * i), Minutes: 150, Kind: kind})
		}
		weeks = append(weeks, w)
	}
	return weeks
}

// liveClaims sends a claim some days after its period: that of every third month at
// once, of the next in its last week, and never of the third. In November the hours
// of a week in August turn out to be too many.
func liveClaims(t *testing.T, grants *grant.Rules, rules *claim.Rules, list []claim.Application, weeks []hours.Week, courses []placement.Placement, day caldate.Date) {
	t.Helper()
	if day == caldate.MustParse("2026-11-17") {
		for i := range weeks {
			if weeks[i].PlacementID == "plc_anna" && weeks[i].Week.Holds(caldate.MustParse("2026-07-08")) {
				weeks[i].Versions = append(weeks[i].Versions, hours.Version{Lines: weeks[i].Lines})
				weeks[i].Lines, weeks[i].ApprovedAt = weeks[i].Lines[1:], at(day, 9)
			}
		}
	}
	for n := range list {
		for _, f := range claim.Follow(grants, rules, list[n:n+1], claim.FirmFacts{Weeks: weeks, Placements: courses, Since: day.Add(-500)}, day) {
			for _, st := range f.Claims {
				send := map[int]caldate.Date{1: st.To.Add(6), 2: st.Deadline.Add(-2)}[int(st.From.Month())%3]
				if day == send && st.Minutes > 0 {
					list[n].Claims = append(list[n].Claims, claim.Claim{From: st.From, Sendings: []claim.ClaimSent{{Mark: claim.Mark{At: at(day, 9)}, Days: st.Days, Amount: st.Amount}}})
				}
			}
		}
	}
}
