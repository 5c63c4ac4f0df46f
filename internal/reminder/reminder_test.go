package reminder

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/storetest"
)

var update = flag.Bool("update", false, "rewrite the golden file")

var friday = caldate.MustParse("2026-11-20")

func at(d caldate.Date, hour int) time.Time { return d.Time().Add(time.Duration(hour) * time.Hour) }

// running is a course whose log has been open since January.
func running(id, name string, start, end caldate.Date) placement.Placement {
	said := at(start.Add(-10), 9)
	p := placement.Placement{
		Doc: store.Doc{ID: id}, CompanyID: "com_1", MentorID: "mentor", MentorName: "Søren", FirstName: name, SentAt: said,
		Company: &placement.Tick{At: said}, Candidate: &placement.Tick{At: said}, Representative: placement.Representative{NotNeeded: true},
		Agreement: placement.Agreement{Start: start, End: end, Steps: []placement.Step{{From: start, Minutes: 480}}, Tasks: []placement.Task{{ID: "t1", Strand: placement.Paid}}},
	}
	return p
}

func firm(placements []placement.Placement, weeks ...hours.Week) Firm {
	member := func(id, name string, role access.Role) company.Member {
		return company.Member{PersonID: id, Name: name, Grants: []access.Grant{{Role: role}}}
	}
	return Firm{Times: company.Company{}.Reminders(), Members: []company.Member{
		member("owner", "Birthe", access.Owner), member("hr", "Henrik", access.Approver),
		member("deputy", "Anne", access.Deputy), member("mentor", "Søren", access.Mentor),
	}, Placements: placements, Weeks: weeks}
}

// proposals is a firm with one person proposed some days from friday.
func proposals(days int, answer *candidate.Answer) Firm {
	f := firm(nil)
	f.Referrals = []candidate.Referral{{Doc: store.Doc{ID: "ref_1"}, OpeningTitle: "Pakke", AnswerBy: friday.Add(days + candidate.AnswerDays), Answer: answer}}
	return f
}

// documented is a firm with what was done about the documentation of its course.
func documented(placements []placement.Placement, d *report.Documentation) Firm {
	f := firm(placements)
	if d != nil {
		d.PlacementID = placements[0].ID
		f.Reports = []report.Documentation{*d}
	}
	return f
}

// TestDue: each kind goes to whom it concerns, on its day, and only while
// something is missing.
func TestDue(t *testing.T) {
	course := func(changes ...func(*placement.Placement)) []placement.Placement {
		p := running("plc_1", "Sanne", friday.Week().Monday(), friday.Add(90))
		for _, change := range changes {
			change(&p)
		}
		return []placement.Placement{p}
	}
	last := func(w hours.Week) hours.Week { // last week's log
		w.PlacementID, w.MentorID, w.Week = "plc_1", "mentor", friday.Week().Add(-1)
		w.ID = "wk_plc_1_" + w.Week.String()
		return w
	}
	this := func(w hours.Week) hours.Week {
		w = last(w)
		w.Week = friday.Week()
		w.ID = "wk_plc_1_" + w.Week.String()
		return w
	}
	with := func(o opening.Opening) Firm {
		f := firm(nil)
		f.Openings = []opening.Opening{o}
		return f
	}
	longer := func(p *placement.Placement) { p.Agreement.Start = friday.Week().Add(-1).Monday() }
	ends := func(days int) func(*placement.Placement) { // from friday
		return func(p *placement.Placement) {
			longer(p)
			p.Agreement.End = friday.Add(days)
		}
	}
	monday := friday.Add(3)
	away := hours.Line{Date: friday, Kind: hours.Absence, Absence: "ill"}
	asked := hours.Question{Text: "?", At: at(monday.Add(-1), 9)}
	returned := map[string]hours.Day{friday.String(): {At: at(friday, 9), Reason: "?"}}
	for name, tt := range map[string]struct {
		on   caldate.Date
		firm Firm
		want string
	}{
		"friday, nothing yet":  {friday, firm(course()), "mentor log_week"},
		"thursday":             {friday.Add(-1), firm(course()), ""},
		"friday, handed in":    {friday, firm(course(), this(hours.Week{SubmittedAt: at(friday, 8)})), ""},
		"friday, some lines":   {friday, firm(course(), this(hours.Week{Lines: []hours.Line{{Date: friday}}})), "mentor log_week"},
		"friday, away":         {friday, firm(course(), this(hours.Week{Lines: []hours.Line{away}})), ""},
		"friday, paused":       {friday, firm(course(func(p *placement.Placement) { p.Pauses = []placement.Pause{{From: friday, Resume: friday.Add(3)}} })), ""},
		"monday, forgotten":    {monday, firm(course()), "mentor week_missing"},
		"tuesday, forgotten":   {monday.Add(1), firm(course()), "mentor week_missing"}, // the digests know that it was said
		"friday after":         {monday.Add(4), firm(course(), hours.Week{}), "mentor log_week week_missing"},
		"monday, handed in":    {monday, firm(course(), this(hours.Week{SubmittedAt: at(friday, 15)})), ""},
		"tuesday, it waits":    {monday.Add(1), firm(course(), this(hours.Week{SubmittedAt: at(friday, 15)})), "hr weeks_wait"},
		"seven days":           {friday.Add(7), firm(course(longer), last(hours.Week{SubmittedAt: at(friday, 9)}), this(hours.Week{SubmittedAt: at(monday, 9)})), "deputy week_late mentor log_week hr weeks_wait weeks_wait"},
		"fourteen days":        {friday.Add(14), firm(course(longer), last(hours.Week{SubmittedAt: at(friday, 9)})), "mentor log_week week_missing owner week_very_late"},
		"returned":             {monday, firm(course(), this(hours.Week{Days: returned})), "mentor week_returned"},
		"corrected":            {monday, firm(course(), this(hours.Week{SubmittedAt: at(friday, 8), CorrectedAt: at(friday, 9), Versions: []hours.Version{{}}})), "mentor week_corrected"},
		"opened again":         {monday, firm(course(), this(hours.Week{Versions: []hours.Version{{At: at(friday, 9)}}})), "mentor week_reopened"},
		"asked":                {monday, firm(course(), this(hours.Week{SubmittedAt: at(friday, 9), Questions: []hours.Question{asked}})), "mentor week_asked"},
		"starts in three days": {friday.Week().Monday().Add(-3), firm(course()), "mentor starts_soon owner starts_soon"},
		"ends tomorrow":        {friday.Add(-2), firm(course(func(p *placement.Placement) { p.Agreement.End = friday.Add(-1) })), "mentor ends_soon owner ends_soon"},
		"ends in fourteen":     {friday.Add(-2), firm(course(func(p *placement.Placement) { p.Agreement.End = friday.Add(12) })), "mentor ends_soon owner ends_soon"},
		"the last day":         {friday, documented(course(ends(0)), nil), "mentor documentation_ready ends_soon log_week week_missing owner documentation_ready ends_soon"},
		"three days after":     {monday, documented(course(ends(0)), nil), "mentor documentation_ready week_missing owner documentation_ready"},
		"a week after":         {monday, documented(course(ends(-4)), nil), "mentor week_missing owner documentation_due"},
		"eight days after":     {monday, documented(course(ends(-5)), nil), "owner documentation_due documentation_late"}, // the first was said on the Friday
		"written":              {monday, documented(course(ends(0)), &report.Documentation{Part: &report.Part{}}), "mentor week_missing"},
		"written and late":     {monday, documented(course(ends(-5)), &report.Documentation{Part: &report.Part{}}), "owner documentation_due documentation_late"},
		"delivered":            {monday, documented(course(ends(-5)), &report.Documentation{Deliveries: []report.Delivery{{}}}), ""},
		"sent to VITAS": {friday.Add(-1), firm(course(func(p *placement.Placement) {
			p.Agreement.Tasks[0].Strand, p.Vitas = placement.Praktik, placement.Vitas{State: "sent", At: at(friday.Add(-8), 9)}
		})), "owner vitas_status"},
		"no answer by link": {friday.Add(-1), firm(course(func(p *placement.Placement) {
			p.Representative, p.Events = placement.Representative{Name: "Gitte"}, []audit.Event{{Type: "representative_invited", At: at(friday.Add(-4), 9)}}
		})), "owner representative"},
		"answered by link": {friday.Add(-1), firm(course(func(p *placement.Placement) {
			p.Representative, p.Events = placement.Representative{Name: "Gitte", Answer: "no"}, []audit.Event{{Type: "representative_invited", At: at(friday.Add(-4), 9)}}
		})), ""},
		"proposed nine days ago":     {friday, proposals(-9, nil), ""},
		"proposed ten days ago":      {friday, proposals(-10, nil), "owner referral_waits"},
		"answered":                   {friday, proposals(-10, &candidate.Answer{Kind: candidate.Meeting}), ""},
		"not now, ten days on":       {friday, proposals(-10, &candidate.Answer{Kind: candidate.Later, Again: friday.Add(-10)}), "owner referral_waits"},
		"a small job ends in a week": {friday, with(opening.Opening{PublishedAt: at(friday.Add(-53), 9)}), "owner opening_asked"},
		"in eight days":              {friday, with(opening.Opening{PublishedAt: at(friday.Add(-52), 9)}), ""},
		"it is wanted still":         {friday, with(opening.Opening{PublishedAt: at(friday.Add(-53), 9), RenewedAt: at(friday, 8)}), ""},
		"it is paused":               {friday, with(opening.Opening{PublishedAt: at(friday.Add(-53), 9), Paused: &opening.Mark{}}), ""},
		"a draft ends in a week":     {friday, with(opening.Opening{TouchedAt: at(friday.Add(-77), 9)}), "owner draft_ends"},
		"a draft ends tomorrow":      {friday.Add(-1), with(opening.Opening{TouchedAt: at(friday.Add(-84), 9)}), "owner draft_ends"},
		"a draft ends on Sunday":     {friday, with(opening.Opening{TouchedAt: at(friday.Add(-82), 9)}), "owner draft_ends draft_ends"}, // the first was said before
		"a draft has ended":          {friday, with(opening.Opening{TouchedAt: at(friday.Add(-85), 9)}), ""},
		"a small job came back":      {friday, with(opening.Opening{Review: &opening.Review{Verdict: opening.IsSentBack, Mark: opening.Mark{At: at(friday.Add(-1), 9)}}}), "owner sent_back"},
		"nobody holds a role":        {friday, Firm{Placements: course(func(p *placement.Placement) { p.MentorID = "" })}, ""},
	} {
		var parts []string
		to := ""
		for _, i := range Due(tt.firm, tt.on) {
			if i.ToID != to {
				parts, to = append(parts, i.ToID), i.ToID
			}
			parts = append(parts, string(i.Kind))
		}
		got, want := strings.Fields(strings.Join(parts, " ")), strings.Fields(tt.want)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestOpen(t *testing.T) {
	for when, want := range map[string]bool{
		"2026-11-19T07:59:00Z": false, "2026-11-19T08:00:00Z": true, "2026-11-19T16:59:00Z": true, "2026-11-19T17:00:00Z": false,
		"2026-11-20T10:59:00Z": false, "2026-11-20T11:00:00Z": true, "2026-11-21T11:00:00Z": false, "2026-07-01T07:00:00Z": true, "2026-12-25T12:00:00Z": false, "2026-05-14T12:00:00Z": false,
	} {
		now, err := time.Parse(time.RFC3339, when)
		if err != nil {
			t.Fatal(err)
		}
		if open(company.Company{}.Reminders(), now) != want {
			t.Errorf("at %s in Denmark: %t", caldate.Local(now), !want)
		}
	}
}

// TestChosenTimes: a firm's own hours and days are what goes.
func TestChosenTimes(t *testing.T) {
	early := company.Reminders{Hour: 7, FridayHour: 15, LateDays: 3, VeryLateDays: 5}
	for hour, want := range map[int]bool{6: false, 7: true, 17: true, 18: false} {
		if open(early, at(caldate.MustParse("2026-11-19"), hour-1)) != want {
			t.Errorf("on a Thursday at %d: %t", hour, !want)
		}
	}
	if open(early, at(friday, 13)) || !open(early, at(friday, 14)) {
		t.Error("Friday is not as chosen")
	}
	monday := friday.Add(3)
	p := running("plc_1", "Sanne", friday.Week().Monday(), friday.Add(90))
	f := firm([]placement.Placement{p}, hours.Week{Doc: store.Doc{ID: "wk_plc_1_" + friday.Week().String()}, PlacementID: "plc_1", MentorID: "mentor", Week: friday.Week(), SubmittedAt: at(friday, 15)})
	f.Times = early
	for day, want := range map[caldate.Date]bool{friday.Add(2): false, monday: true, monday.Add(2): true} {
		if slices.ContainsFunc(Due(f, day), func(i Item) bool { return i.ToID == "deputy" && i.Kind == WeekLate }) != want {
			t.Errorf("%s: the deputy is told: %t", day, !want)
		}
	}
	if !slices.ContainsFunc(Due(f, monday.Add(2)), func(i Item) bool { return i.ToID == "owner" && i.Kind == WeekVeryLate && i.On == friday }) {
		t.Error("the owner is not told after five days")
	}
}

// world is a firm over a simulated time.
type world struct {
	t          *testing.T
	db         *store.DB
	clock      *clock.Fixed
	placements store.Collection[placement.Placement]
	weeks      store.Collection[hours.Week]
}

func newWorld(t *testing.T, db *store.DB) world {
	w := world{t: t, db: db, clock: clock.At(at(friday, 0)), placements: store.In(db, placement.Table), weeks: store.In(db, hours.Table)}
	firm := company.Company{Doc: store.Doc{ID: "com_1"}, CompanyID: "com_1", CVR: "99999993"}
	w.check(store.In(db, company.Table).Insert(t.Context(), access.System(), &firm))
	for id, role := range map[string]access.Role{"owner": access.Owner, "hr": access.Approver, "deputy": access.Deputy, "mentor": access.Mentor} {
		g := access.Grant{Doc: store.Doc{ID: "grt_" + id}, PersonID: id, CompanyID: "com_1", PartyID: "com_1", Role: role}
		w.check(store.In(db, access.Grants).Insert(t.Context(), access.System(), &g))
	}
	return w
}

func (w world) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w world) add(p placement.Placement) {
	w.t.Helper()
	w.check(w.placements.Insert(w.t.Context(), access.System(), &p))
}

// change changes the week of a course, which it makes when there is none.
func (w world) change(courseID string, week caldate.Week, apply func(*hours.Week)) {
	w.t.Helper()
	id := "wk_" + courseID + "_" + week.String()
	fresh := hours.Week{Doc: store.Doc{ID: id}, CompanyID: "com_1", MentorID: "mentor", PlacementID: courseID, Week: week, FirstName: strings.ToUpper(courseID[4:5]) + courseID[5:]}
	if err := w.weeks.Insert(w.t.Context(), access.System(), &fresh); err != nil && !fault.Is(err, fault.Conflict) {
		w.t.Fatal(err)
	}
	_, err := w.weeks.Update(w.t.Context(), access.System(), id, func(h *hours.Week) error {
		apply(h)
		return nil
	})
	w.check(err)
}

func specs() []store.TableSpec {
	return []store.TableSpec{Table.Spec(), Days.Spec(), company.Table.Spec(), access.Grants.Spec(), placement.Table.Spec(), hours.Table.Spec(), candidate.Referrals.Spec(), opening.Table.Spec(), claim.Table.Spec(), report.Table.Spec()}
}

// TestYear lets two instances look every few hours through a year in which weeks
// are handed in and approved, late, or not at all. What was sent, when and to
// whom, is a golden file; nothing is said twice, at night or at the weekend.
func TestYear(t *testing.T) {
	w := newWorld(t, storetest.Open(t, specs()...))
	first := caldate.MustParse("2026-01-05") // a Monday
	w.add(running("plc_anna", "Anna", first, first.Add(175)))
	late := running("plc_bent", "Bent", first, first.Add(363))
	late.Pauses = []placement.Pause{{From: caldate.MustParse("2026-07-06"), Resume: caldate.MustParse("2026-07-27")}}
	w.add(late)
	clara := running("plc_clara", "Clara", caldate.MustParse("2026-03-02"), caldate.MustParse("2026-05-31"))
	clara.Agreement.Tasks[0].Strand, clara.Vitas = placement.Praktik, placement.Vitas{State: "sent", At: at(caldate.MustParse("2026-02-02"), 9)}
	w.add(clara)
	dorthe := running("plc_dorthe", "Dorthe", caldate.MustParse("2026-06-01"), caldate.MustParse("2026-08-31"))
	dorthe.Representative = placement.Representative{Name: "Gitte"}
	dorthe.Events = []audit.Event{{Type: "representative_invited", At: at(caldate.MustParse("2026-04-29"), 9)}}
	w.add(dorthe)
	waiting := candidate.Referral{Doc: store.Doc{ID: "ref_ella"}, CompanyID: "com_1", OpeningTitle: "Pakke", AnswerBy: caldate.MustParse("2026-09-12"), Status: candidate.New} // a Saturday
	w.check(store.In(w.db, candidate.Referrals).Insert(t.Context(), access.System(), &waiting))
	w.offer()
	instances := []*Service{NewService(w.db, must(grant.Load()), must(claim.Load()), w.clock), NewService(w.db, must(grant.Load()), must(claim.Load()), w.clock)}
	for day := first; day.Before(first.Add(364)); day = day.Add(1) {
		w.live(day)
		w.liveOffers(day)
		if day.Day() == 17 { // the portal is away for a day
			continue
		}
		for n, hour := range []int{3, 7, 8, 11, 14, 22} {
			w.clock.Set(at(day, hour))
			w.check(instances[n%2].Run(t.Context(), w.clock.Now()))
		}
	}
	sent, err := store.In(w.db, Table).All(t.Context(), access.System(), store.Query{Index: "company", Equal: []any{"com_1"}})
	w.check(err)
	compareGolden(t, "testdata/year.txt", w.told(sent))
}

// offer posts small jobs: one that is wanted still once and then forgotten, one
// that is filled, one paused, and drafts that are forgotten or sent back.
func (w world) offer() {
	w.t.Helper()
	on := func(day string) time.Time { return at(caldate.MustParse(day), 9) }
	for title, o := range map[string]opening.Opening{
		"Plader": {PublishedAt: on("2026-01-12")}, "Brød": {PublishedAt: on("2026-02-02")}, "Lager": {PublishedAt: on("2026-02-16")},
		"Have": {TouchedAt: on("2026-01-19")}, "Vask": {TouchedAt: on("2026-03-01"), Review: &opening.Review{Verdict: opening.IsSentBack, Mark: opening.Mark{At: on("2026-03-05")}}},
	} {
		o.ID, o.CompanyID, o.Offer.Title, o.Status = "opn_"+title, "com_1", title, opening.Draft
		if !o.PublishedAt.IsZero() {
			o.Status = opening.Live
		}
		o.Until, _ = o.LastDay()
		w.check(store.In(w.db, opening.Table).Insert(w.t.Context(), access.System(), &o))
	}
}

// liveOffers lets their owner answer on a day.
func (w world) liveOffers(day caldate.Date) {
	w.t.Helper()
	owner := access.NewActor(access.Identity{PersonID: "owner"}, access.Party{Kind: access.Company, ID: "com_1"}, access.Owner)
	w.clock.Set(at(day, 2))
	openings := opening.NewService(w.db, nil, w.clock)
	var err error
	switch day.String() {
	case "2026-03-09":
		_, err = openings.Renew(w.t.Context(), owner, "opn_Plader")
	case "2026-03-31":
		_, err = openings.Close(w.t.Context(), owner, "opn_Brød", "filled")
	case "2026-03-20":
		_, err = openings.Pause(w.t.Context(), owner, "opn_Lager")
	case "2026-08-03":
		_, err = openings.Resume(w.t.Context(), owner, "opn_Lager")
	}
	w.check(err)
}

// live lets happen what happens on a day.
func (w world) live(day caldate.Date) {
	week := day.Week()
	n := week.Sub(caldate.MustParse("2026-01-05").Week())
	switch day.Weekday() {
	case time.Friday:
		if n < 25 {
			w.change("plc_anna", week, func(h *hours.Week) { h.SubmittedAt = at(day, 9) })
		}
		if n%4 != 3 && (n < 26 || n > 28) {
			w.change("plc_bent", week, func(h *hours.Week) { h.SubmittedAt = at(day, 14) })
		}
		if n > 2 && n%4 == 1 { // what was forgotten two weeks ago
			w.change("plc_bent", week.Add(-2), func(h *hours.Week) { h.SubmittedAt = at(day, 14) })
		}
		if day.After(caldate.MustParse("2026-03-02")) && day.Before(caldate.MustParse("2026-05-31")) {
			w.change("plc_clara", week, func(h *hours.Week) { h.SubmittedAt, h.ApprovedAt = at(day, 8), at(day, 8) })
		}
	case time.Monday:
		if n > 0 && n < 26 {
			w.change("plc_anna", week.Add(-1), func(h *hours.Week) { h.ApprovedAt = at(day, 7) })
		}
		if n > 2 { // Bent's are approved after two weeks and some days
			w.change("plc_bent", week.Add(-3), func(h *hours.Week) {
				if !h.SubmittedAt.IsZero() {
					h.ApprovedAt = at(day, 7)
				}
			})
		}
	}
	if day == caldate.MustParse("2026-02-20") {
		_, err := w.placements.Update(w.t.Context(), access.System(), "plc_clara", func(p *placement.Placement) error {
			p.Vitas.State, p.Vitas.On = "approved", day
			return nil
		})
		w.check(err)
	}
}

// told writes digests one a line and finds what must never be.
func (w world) told(sent []Digest) string {
	var b strings.Builder
	said := map[string]bool{}
	for _, d := range sent {
		if !open(company.Company{}.Reminders(), d.At) {
			w.t.Errorf("something was said at %s", caldate.Local(d.At))
		}
		var items []string
		for _, i := range d.Items {
			if said[d.PersonID+i.Key] {
				w.t.Errorf("%s was told twice: %s", d.PersonID, i.Key)
			}
			said[d.PersonID+i.Key] = true
			text := string(i.Kind) + " " + i.Name
			if !i.Week.IsZero() {
				text = fmt.Sprintf("%s %s %d", i.Kind, i.Name, i.Week.Number())
			}
			items = append(items, text)
		}
		fmt.Fprintf(&b, "%s %s %s: %s\n", d.Date, d.Date.Weekday().String()[:3], d.PersonID, strings.Join(items, ", "))
	}
	return b.String()
}

func compareGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("what was sent differs from %s; if it should, run: go test -update, in this package\n%s", file, got)
	}
}

// TestRunAgain: a run that was ended in the middle is finished by another
// instance, on either engine, and everybody is told once.
func TestRunAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db)
		p := running("plc_1", "Sanne", friday.Add(-30), friday.Add(14))
		w.add(p)
		noon := at(friday, 12)
		w.clock.Set(noon)
		early, cancel := context.WithCancel(t.Context())
		cancel()
		if err := NewService(db, must(grant.Load()), must(claim.Load()), w.clock).Run(early, noon); err == nil {
			t.Error("a run without time ended well")
		}
		// The first digest went out, and then the process was gone.
		waiting, err := NewService(db, must(grant.Load()), must(claim.Load()), w.clock).waiting(t.Context(), company.Company{Doc: store.Doc{ID: "com_1"}}, noon)
		w.check(err)
		if len(waiting) != 2 {
			t.Fatalf("%d digests wait, want the mentor's and the owner's", len(waiting))
		}
		w.check(store.In(db, Table).Insert(t.Context(), access.System(), &waiting[0]))
		done := make(chan error)
		for range 5 {
			go func() { done <- NewService(db, must(grant.Load()), must(claim.Load()), w.clock).Run(t.Context(), noon) }()
		}
		for range 5 {
			w.check(<-done)
		}
		sent, err := store.In(db, Table).All(t.Context(), access.System(), store.Query{Index: "company", Equal: []any{"com_1"}})
		w.check(err)
		if len(sent) != 2 {
			t.Errorf("%d digests were sent, want 2", len(sent))
		}
	}, specs()...)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
