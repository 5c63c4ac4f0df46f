package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/programme"
	"fodfaeste/internal/store"
)

// townsfolk is a municipality's worth of invented courses.
type townsfolk struct {
	t          testing.TB
	db         *store.DB
	r          *rand.Rand
	now        time.Time
	firms      int
	placements []placement.Placement
}

const townMunicipality = "mun_99999950"

func put[T any](c *townsfolk, table store.Table[T], v *T) {
	c.t.Helper()
	if err := store.In(c.db, table).Insert(c.t.Context(), access.System(), v); err != nil {
		c.t.Fatal(err)
	}
}

// fill adds firms and people: every third person has had two courses.
func (c *townsfolk) fill(firms, people int) {
	c.firms = firms
	for i := range firms {
		id := fmt.Sprint("com_c", i)
		put(c, company.Table, &company.Company{Doc: store.Doc{ID: id}, CompanyID: id, CVR: fmt.Sprint(20000000 + i), MunicipalityID: townMunicipality, Details: company.Details{Name: fmt.Sprint("Firma ", i)}})
	}
	for i := range people {
		for n := range 1 + i%3/2 {
			c.course(fmt.Sprintf("plc_c%d_%d", i, n), fmt.Sprint("cnd_c", i), c.r.IntN(firms*9/10))
		}
	}
}

// course adds one that begins up to a year ago or is to come, with some of its
// weeks approved.
func (c *townsfolk) course(id, candidateID string, firm int) {
	start := caldate.Of(c.now).Add(-c.r.IntN(380) + 15).Week().Monday()
	said := start.Time().AddDate(0, 0, -9)
	p := placement.Placement{
		Doc: store.Doc{ID: id}, CompanyID: fmt.Sprint("com_c", firm), CompanyName: fmt.Sprint("Firma ", firm), MunicipalityID: townMunicipality, CandidateID: candidateID, FirstName: "Bo",
		SentAt: said, Company: &placement.Tick{At: said}, Candidate: &placement.Tick{At: said}, Representative: placement.Representative{NotNeeded: true}, Vitas: placement.Vitas{State: "approved"},
		Agreement: placement.Agreement{Start: start, End: start.Week().Add(12).Sunday(), Tasks: []placement.Task{{ID: "t1", Strand: placement.Praktik, Minutes: 60}, {ID: "t2", Strand: placement.Paid, Minutes: 60}}},
		Trail:     audit.Trail{ChangedAt: c.now},
	}
	switch c.r.IntN(12) {
	case 0:
		p.Candidate = nil // nobody began anything
	case 1, 2:
		reasons := placement.StopReasons()
		p.Stop = &placement.Stop{On: start.Add(c.r.IntN(60)), Reason: reasons[c.r.IntN(len(reasons))]}
	}
	put(c, placement.Table, &p)
	c.placements = append(c.placements, p)
	for week := range c.r.IntN(5) {
		c.week(p, start.Week().Add(week))
	}
	if c.r.IntN(3) == 0 {
		note := meeting.Note{Answer: "other_route", Route: meeting.Routes()[c.r.IntN(len(meeting.Routes()))]}
		if c.r.IntN(2) == 0 {
			note = meeting.Note{Answer: "not_yet", Because: "øver"}
		}
		put(c, meeting.Table, &meeting.FollowUp{
			Doc: store.Doc{ID: "fol_" + id}, CompanyID: p.CompanyID, MunicipalityID: townMunicipality, PlacementID: id, Trail: audit.Trail{ChangedAt: c.now},
			Meetings: []meeting.Meeting{{ID: "end", Kind: meeting.End, On: p.LastDay(), Closed: &meeting.Mark{At: c.now}, Note: note}},
		})
	}
}

func (c *townsfolk) week(p placement.Placement, w caldate.Week) {
	log := hours.Week{
		Doc: store.Doc{ID: "wk_" + p.ID + "_" + w.String()}, CompanyID: p.CompanyID, MunicipalityID: p.MunicipalityID, PlacementID: p.ID, Week: w, Trail: audit.Trail{ChangedAt: c.now},
		Lines: []hours.Line{{ID: "a", Date: w.Monday(), Minutes: 15 * c.r.IntN(20), Kind: hours.Praktik}, {ID: "b", Date: w.Day(2), Minutes: 15 * c.r.IntN(3), Kind: hours.Paid}},
	}
	switch c.r.IntN(4) {
	case 0: // handed in and no more
	case 1: // being corrected: what was approved counts
		log.Versions = []hours.Version{{ApprovedAt: c.now, Lines: []hours.Line{{ID: "a", Date: w.Monday(), Minutes: 45, Kind: hours.Paid}}}}
	default:
		log.ApprovedAt = c.now
	}
	put(c, hours.Table, &log)
}

// table reads a file as a spreadsheet does, without its headings.
func (v *visitor) table(path string) [][]string {
	v.s.t.Helper()
	body, ok := strings.CutPrefix(v.get(path).want(v.s.t, 200).body, "\ufeff")
	reader := csv.NewReader(strings.NewReader(body))
	reader.Comma = ';'
	rows, err := reader.ReadAll()
	if err != nil || !ok || len(rows) == 0 {
		v.s.t.Fatal("not a table:", err)
	}
	return rows[1:]
}

// recount counts the courses that can be taken out the plain way: by their texts.
func recount(t testing.TB, courses [][]string, today caldate.Date) map[string]int {
	t.Helper()
	sets := map[string]map[string]bool{}
	add := func(set, member string) {
		if sets[set] == nil {
			sets[set] = map[string]bool{}
		}
		sets[set][member] = true
	}
	counts := map[string]int{}
	for _, c := range courses {
		person, firm, begins, ends, paid, ending, noted := c[0], c[1], c[2], c[3], c[5], c[7], c[8]
		add("agreed", person)
		if dayIn(t, begins).After(today) {
			continue
		}
		add("Virksomheder med forløb", firm)
		add("Personer i forløb", person)
		if paid != "0" {
			add("Personer med løntimer", person)
		}
		for i, name := range []string{"Timer i praktik", "Timer med løn"} {
			minutes, err := strconv.Atoi(c[4+i])
			if err != nil {
				t.Fatal(err)
			}
			counts[name] += minutes
		}
		if !dayIn(t, ends).Before(today) {
			continue
		}
		add(ending, person)
		add("over", person)
		if noted == "ja" {
			counts["Dokumentation af forløbet"]++
		}
	}
	for name, set := range sets {
		counts[name] = len(set)
	}
	return counts
}

func dayIn(t testing.TB, text string) caldate.Date {
	t.Helper()
	at, err := time.Parse("2.1.2006", text)
	if err != nil {
		t.Fatal(err)
	}
	return caldate.Of(at)
}

// checkBoard holds the numbers of the board up against the courses behind them.
func checkBoard(t *testing.T, s *site) (numbers map[string]int) {
	t.Helper()
	consultant := s.as("consultant")
	want := recount(t, consultant.table("/programme/courses.csv"), caldate.Of(s.clock.Now()))
	numbers = map[string]int{}
	for _, row := range consultant.table("/programme/numbers.csv") {
		n, err := strconv.ParseFloat(strings.Replace(row[1], ",", ".", 1), 64)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(row[0], "Timer ") {
			n *= 60
		}
		if numbers[row[0]] = int(math.Round(n)); numbers[row[0]] != want[row[0]] {
			t.Errorf("%s: %d on the board, %d counted", row[0], numbers[row[0]], want[row[0]])
		}
		for label, of := range map[string]string{"Personer i forløb": "agreed", "Personer med løntimer": "Personer i forløb", "Ordinært job": "over"} {
			if row[0] == label && row[2] != strconv.Itoa(want[of]) {
				t.Errorf("%s: out of %s, %d counted", label, row[2], want[of])
			}
		}
	}
	return numbers
}

// TestBoard: the numbers of the board are those of the courses that can be taken
// out, on the demo and for 850 people in 400 firms; what is kept from change to
// change is what counting from nothing gives; and a board takes three calls.
func TestBoard(t *testing.T) {
	firms, people := 400, 850
	if underRace { // all of them are counted without the race detector
		firms, people = 100, 200
	}
	engines(t, func(t *testing.T, uri string) {
		s := open(t, uri, true)
		if got := checkBoard(t, s); got["Personer i forløb"] == 0 || got["Timer i praktik"] == 0 {
			t.Errorf("the demo has nothing to count: %v", got)
		}
		c := &townsfolk{t: t, db: s.db, r: rand.New(rand.NewPCG(5, 5)), now: s.clock.Now()}
		c.fill(firms, people)
		s.countAgain()
		if got := checkBoard(t, s); got["Virksomheder med forløb"] < firms*3/4 || got["Personer i forløb"] < people*12/17 || got["Personer med løntimer"] < people*2/17 || got["Fandt en anden vej"] == 0 || got["Fleksjob"] == 0 {
			t.Errorf("too little to count: %v", got)
		}
		c.change()
		s.countAgain()
		checkBoard(t, s)
		kept := keptFirms(t, s.db)
		forget(t, s.db)
		if err := s.services.programmes.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		if fresh := keptFirms(t, s.db); !slices.Equal(kept, fresh) {
			t.Errorf("kept: %d firms; from nothing: %d; they differ", len(kept), len(fresh))
		}
		for _, persona := range []string{"consultant", "coordinator"} {
			visitor := s.as(persona)
			visitor.get("/programme") // the contact is cached and the session touched
			calls := func(path string) int {
				before := s.storeCalls()
				visitor.get(path).want(t, 200)
				return s.storeCalls() - before
			}
			const signIn = 2
			if n := calls("/programme") - signIn; n != 3 {
				t.Errorf("%s: the board takes %d calls, want 3", persona, n)
			}
		}
	})
}

// change is what people go on doing: weeks are approved, courses stop, consent is
// withdrawn and new courses come.
func (c *townsfolk) change() {
	placements, weeks := store.In(c.db, placement.Table), store.In(c.db, hours.Table)
	for i, p := range c.placements {
		at := c.now.Add(time.Duration(i) * time.Second)
		if c.r.IntN(10) > 0 {
			continue
		}
		_, err := placements.Update(c.t.Context(), access.System(), p.ID, func(p *placement.Placement) error {
			p.ChangedAt = at
			if c.r.IntN(2) == 0 && p.Candidate == nil {
				p.WithdrawnAt, p.CompanyID = at, ""
				return nil
			}
			p.Stop = &placement.Stop{On: p.Agreement.Start.Add(20), Reason: "own_way", At: at}
			return nil
		})
		if err != nil {
			c.t.Fatal(err)
		}
		_, err = weeks.Update(c.t.Context(), access.System(), "wk_"+p.ID+"_"+p.Agreement.Start.Week().String(), func(w *hours.Week) error {
			w.ChangedAt, w.ApprovedAt, w.Lines = at, at, append(w.Lines, hours.Line{ID: "c", Date: w.Week.Day(3), Minutes: 60, Kind: hours.Subsidised})
			return nil
		})
		if err != nil && !fault.Is(err, fault.NotFound) {
			c.t.Fatal(err)
		}
	}
	for i := range 20 {
		c.course(fmt.Sprint("plc_d", i), fmt.Sprint("cnd_c", i), i*19%c.firms)
	}
}

// countAgain brings the board up to date.
func (s *site) countAgain() {
	s.t.Helper()
	if err := s.services.programmes.Run(s.t.Context(), s.clock.Now()); err != nil {
		s.t.Fatal(err)
	}
}

// keptFirms lists what is kept of the firms that have courses, one line for each.
func keptFirms(t *testing.T, db *store.DB) (lines []string) {
	t.Helper()
	firms, err := store.In(db, programme.Table).All(t.Context(), access.System(), store.Query{Index: "all"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range firms {
		if len(f.Courses) > 0 {
			lines = append(lines, fmt.Sprint(f.CompanyID, f.CompanyName, f.MunicipalityID, f.Courses))
		}
	}
	return lines
}

// forget deletes all that is kept for the board.
func forget(t *testing.T, db *store.DB) {
	t.Helper()
	firms, err := store.In(db, programme.Table).All(t.Context(), access.System(), store.Query{Index: "all"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range firms {
		err = errors.Join(err, store.In(db, programme.Table).Delete(t.Context(), access.System(), f.ID))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestBoardOfAssociation: an association counts the firms that let it see sums
// today, and takes out no single course.
func TestBoardOfAssociation(t *testing.T) {
	s := open(t, "", true)
	coordinator := s.as("coordinator")
	if p := coordinator.get("/programme").want(t, 200); !p.says("af én virksomhed") {
		t.Errorf("the firm that lets them see is not counted alone: %s", p.summary())
	}
	coordinator.get("/programme/courses.csv").want(t, 403)
	list, err := s.services.delegations.Firms(t.Context(), s.actorOf(coordinator))
	if err != nil || len(list) != 1 {
		t.Fatal(len(list), err)
	}
	if _, err := s.services.delegations.Revoke(t.Context(), s.ownerOf("99999926"), list[0].ID); err != nil {
		t.Fatal(err)
	}
	if p := coordinator.get("/programme").want(t, 200); !p.says("Der er ikke noget at tælle endnu.") || p.says("Timer i praktik") {
		t.Errorf("what was revoked is counted: %s", p.summary())
	}
	for _, row := range coordinator.table("/programme/numbers.csv") {
		if row[1] != "0" && row[1] != "0,00" {
			t.Errorf("in the table: %v", row)
		}
	}
}
