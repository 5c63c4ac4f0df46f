package hours_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// TestWalk gives random commands by random people to courses and their weeks,
// while the days go by: through the services, as pages give them. What must
// never happen is looked for after each.
func TestWalk(t *testing.T) {
	steps := 100_000
	few := testing.Short() || underRace
	if few {
		steps /= 10
	}
	source := rand.NewPCG(8, 2026)
	all := newTally()
	for all.steps < steps {
		w := newWalk(t, source, all)
		for over := w.today().Add(140); !w.today().After(over) && !w.idle(); {
			w.step()
		}
	}
	all.checkRefusals(t)
	if !few {
		all.checkReached(t)
	}
}

// tally is what came of all walks.
type tally struct {
	steps          int
	given, already map[string]int // commands: accepted, and those that had nothing to change
	refused        map[string]int // reasons
	reached        map[string]int // statuses
	tables         map[string]int // documents changed
}

func newTally() *tally {
	return &tally{given: map[string]int{}, already: map[string]int{}, refused: map[string]int{}, reached: map[string]int{}, tables: map[string]int{}}
}

// checkReached looks for what was never reached, and never accepted.
func (a *tally) checkReached(t *testing.T) {
	var wanted []string
	for _, s := range []placement.Status{placement.Draft, placement.WithParties, placement.Agreed, placement.InVitas, placement.Refused, placement.Withdrawn,
		placement.Approved, placement.Ready, placement.Running, placement.Paused, placement.Stopped, placement.Ended} {
		wanted = append(wanted, "course "+string(s))
	}
	for _, s := range hours.Statuses() {
		wanted = append(wanted, "week "+string(s))
	}
	for _, s := range placement.ConversionStatuses() {
		wanted = append(wanted, "conversion "+string(s))
	}
	for _, s := range []placement.LadderStep{placement.NewTask, placement.Training, placement.WithHelp, placement.Alone, placement.ProposedPaid, placement.PaidTask} {
		wanted = append(wanted, "task "+string(s))
	}
	for _, s := range wanted {
		if a.reached[s] == 0 {
			t.Errorf("%s was never reached", s)
		}
	}
	for _, c := range commands {
		if a.given[c.name] == 0 {
			t.Errorf("%s was never accepted", c.name)
		}
	}
}

// checkRefusals: whatever was refused has words for it, in both languages.
func (a *tally) checkRefusals(t *testing.T) {
	t.Helper()
	catalogue, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for reason := range a.refused {
		for _, l := range i18n.Locales() {
			if !catalogue.For(l).Has(reason) {
				t.Errorf("there is no text for %s in %s", reason, l)
			}
		}
	}
	t.Logf("%d steps; accepted %v; nothing to change %v; documents %v; reached %v; refused for %d reasons: %v",
		a.steps, a.given, a.already, a.tables, a.reached, len(a.refused), a.refused)
}

// walk is one course with its weeks, and the people around it.
type walk struct {
	*tally
	t          *testing.T
	source     *rand.PCG
	r          *rand.Rand
	clock      *clock.Fixed
	engine     *memory
	db         *store.DB
	placements *placement.Service
	hours      *hours.Service
	people     []access.Actor
	approvers  int                 // at the firm: who is the only one may approve their own
	secret     string              // of the representative's link
	id         string              // of the course
	course     placement.Placement // as it stands
	weeks      map[string]hours.Week
	counting   map[string][]hours.Line // what was approved last, by week
	locked     map[string]caldate.Date // through which day, by week: until it is reopened
	corrected  map[string]bool         // weeks that were corrected or reopened since they were approved
}

const (
	municipality = "mun_1"
	firm         = "com_1"
	otherFirm    = "com_2"
	pNumber      = "1003388394"
)

// newWalk begins a course: a draft agreement at a firm, some days before its
// first day.
func newWalk(t *testing.T, source *rand.PCG, all *tally) *walk {
	r := rand.New(source)
	first := caldate.MustParse("2026-01-05").Add(r.IntN(700))
	w := &walk{
		tally: all, t: t, source: source, r: r, clock: clock.At(first.Add(-3 - r.IntN(9)).Time().Add(7 * time.Hour)), engine: newMemory(),
		id: "plc_1", weeks: map[string]hours.Week{}, counting: map[string][]hours.Line{}, locked: map[string]caldate.Date{}, corrected: map[string]bool{},
	}
	w.db = store.NewDB(w.engine)
	companies := company.NewService(w.db, cvr.List{}, w.clock, company.Home{MunicipalityID: municipality})
	candidates := candidate.NewService(w.db, nil, w.clock)
	w.placements = placement.NewService(w.db, companies, nil, candidates, w.clock)
	w.hours = hours.NewService(w.db, w.placements, companies, w.clock)
	w.employ(companies)
	mentor := w.people[r.IntN(len(w.people)-3)]
	end := first.Add(13 + r.IntN(40))
	w.course = placement.Placement{
		Doc: store.Doc{ID: w.id}, CompanyID: firm, MunicipalityID: municipality, MentorID: mentor.PersonID(), MentorName: mentor.Name(),
		ReferralID: "ref_1", FirstName: "Aksel", Consented: []string{"paid", "praktik"}, Consultant: "Karen",
		Agreement: placement.Agreement{
			PNumber: pNumber, Workplace: "Bageriet", Purpose: "ordinary_hours", Start: first, End: end,
			Tasks:     []placement.Task{{ID: "t1", Title: "Plader", Minutes: 120, Strand: placement.Praktik}, {ID: "t2", Title: "Brød", Minutes: 120, Strand: placement.Paid}, {ID: "t3", Title: "Æsker", Minutes: 60, Strand: placement.Praktik}},
			Ramp:      placement.Ramp{From: 300, To: 480, Pace: placement.Normal},
			Meetings:  []placement.Meeting{{On: first.Add(6), Kind: "halfway"}, {On: end, Kind: "end"}},
			PaidHours: placement.PaidHours{Answer: "not_yet", Note: "når pladerne sidder"},
		},
	}
	w.course.Agreement.Steps = w.course.Agreement.Ramp.Steps(first, end)
	w.must(store.In(w.db, placement.Table).Insert(t.Context(), access.System(), &w.course))
	w.must(store.In(w.db, candidate.Referrals).Insert(t.Context(), access.System(), &candidate.Referral{
		Doc: store.Doc{ID: "ref_1"}, CompanyID: firm, MunicipalityID: municipality, PlacementID: w.id, Status: candidate.Yes,
	}))
	return w
}

// employ makes the people: of a firm, of the municipality, of an association, and
// of a firm that has nothing to do with it.
func (w *walk) employ(companies *company.Service) {
	person := func(name string, kind access.PartyKind, party string, roles ...access.Role) access.Actor {
		a := access.NewActor(access.Identity{PersonID: "per_" + name, Name: name, Signatory: true}, access.Party{Kind: kind, ID: party, Name: party}, roles...)
		w.people = append(w.people, a)
		return a
	}
	owner := person("Birthe", access.Company, firm, access.Owner)
	place := company.Workplace{PNumber: pNumber, Name: "Bageriet"}
	if w.r.IntN(2) == 0 {
		place.Employees = []company.Headcount{{Month: caldate.MustParse("2026-01-01"), Hundredths: 100 * w.r.IntN(3)}}
	}
	w.must(companies.Confirm(w.t.Context(), owner, company.Details{Name: "Bageriet", Address: "Søndergade 12", Workplaces: []company.Workplace{place}}))
	colleagues := []struct {
		name  string
		roles []access.Role
	}{
		{"Søren", []access.Role{access.Mentor}}, {"Mie", []access.Role{access.Mentor}}, {"Anton", []access.Role{access.Administrator}},
		{"Henrik", []access.Role{access.Approver}}, {"Anne", []access.Role{access.Deputy, access.Mentor}},
	}
	w.approvers = 1
	for _, c := range colleagues[:pick(w, 0, 2, 5, 5)] {
		a := person(c.name, access.Company, firm, c.roles...)
		w.must(companies.Ask(w.t.Context(), a))
		for _, role := range c.roles {
			if access.ReachOf(access.ApproveHours, role) > access.None {
				w.approvers++
			}
			w.must(companies.Appoint(w.t.Context(), owner, company.Appointment{PersonID: a.PersonID(), Role: role, Until: w.today().Add(400)}))
		}
	}
	person("Karen", access.Municipality, municipality, access.Consultant)
	person("Jens", access.Association, "aso_1", access.Coordinator)
	person("Tove", access.Company, otherFirm, access.Owner)
}

func (w *walk) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *walk) today() caldate.Date { return caldate.Of(w.clock.Now()) }

// idle tells whether nothing more can come of the course.
func (w *walk) idle() bool {
	stage := w.course.StageOn(w.today())
	return stage == placement.Withdrawn || w.today().After(w.course.LastDay().Add(20)) || stage == placement.Stopped && len(w.weeks) == 0 && w.r.IntN(40) == 0
}

// step lets time pass, and somebody give a command.
func (w *walk) step() {
	w.clock.Advance(time.Duration(1+w.r.IntN(20)) * time.Minute)
	if hour := caldate.Local(w.clock.Now()).Hour(); w.r.IntN(7) == 0 || hour > 20 {
		w.clock.Set(w.today().Add(1).Time().Add(7 * time.Hour))
	}
	w.steps++
	c := w.pick()
	by := w.whoever(c.used)
	drawn := *w.source
	w.engine.written = nil
	err := c.give(w, by)
	changed := w.engine.written
	if len(changed) > 0 && c.name != "invite" && c.name != "hear" && w.r.IntN(4) == 0 { // another link is another link
		w.again(c, by, drawn)
	}
	switch {
	case err != nil && len(changed) > 0:
		w.fail(c, by, "was refused (%v) and wrote %v", err, changed)
	case err != nil:
		w.refuse(c, by, err)
	case len(changed) == 0:
		w.already[c.name]++
	default:
		w.given[c.name]++
		w.accept(c, by, changed)
	}
	w.note()
}

// again gives the same command once more, as a second click does: with words that
// were read before the first. It leaves no trace.
func (w *walk) again(c command, by access.Actor, drawn rand.PCG) {
	next := *w.source
	*w.source, w.engine.written = drawn, nil
	if err := c.give(w, by); err != nil {
		w.refuse(c, by, err)
	}
	if len(w.engine.written) > 0 {
		w.fail(c, by, "was given twice and wrote %v", w.engine.written)
	}
	*w.source = next
}

func (w *walk) fail(c command, by access.Actor, what string, args ...any) {
	w.t.Helper()
	w.t.Fatalf("step %d, %s: %s by %s %s", w.steps, w.today(), c.name, by.Name(), fmt.Sprintf(what, args...))
}

// refuse takes down why, as the key of the text that people read.
func (w *walk) refuse(c command, by access.Actor, err error) {
	kind, code, fields := fault.KindOf(err), fault.CodeOf(err), fault.FieldsOf(err)
	switch {
	case kind == fault.Internal || kind == fault.Unavailable:
		w.fail(c, by, "broke: %v", err)
	case code != "":
		w.refused["error."+code]++
	case len(fields) > 0:
		for _, code := range fields {
			w.refused["error."+code]++
		}
	case kind == fault.NotFound: // a foreign record is a missing one: the page says so
		w.refused["failure."+string(kind)+".text"]++
	default:
		w.fail(c, by, "was refused without a reason: %v", err)
	}
}

// accept holds everything a command wrote up against what stood there: one
// document, but for the few commands that say that they reach further.
func (w *walk) accept(c command, by access.Actor, changed []written) {
	one := map[string]bool{}
	for _, doc := range changed {
		one[doc.table+"/"+doc.id] = true
	}
	if len(one) != len(changed) || len(one) > 1 && !c.several {
		w.fail(c, by, "wrote %v", changed)
	}
	for _, doc := range changed {
		w.tables[doc.table]++
		switch doc.table {
		case placement.Table.Name:
			after, err := store.In(w.db, placement.Table).Get(w.t.Context(), access.System(), doc.id)
			w.must(err)
			w.oneEvent(c, by, w.course.Trail, after.Trail)
			w.checkCourse(c, by, w.course, after)
			w.course = after
		case hours.Table.Name:
			after, err := store.In(w.db, hours.Table).Get(w.t.Context(), access.System(), doc.id)
			w.must(err)
			before, ok := w.weeks[doc.id]
			if !ok {
				before = hours.Week{Week: after.Week}
			}
			w.oneEvent(c, by, before.Trail, after.Trail)
			w.checkWeek(c, by, before, after)
			w.weeks[doc.id] = after
		case candidate.Referrals.Name:
			if c.name != "withdraw consent" {
				w.fail(c, by, "wrote %v", doc)
			}
		default:
			w.fail(c, by, "wrote %v", doc)
		}
	}
	for _, week := range w.weeks {
		w.checkLines(c, by, week)
	}
	if w.r.IntN(20) == 0 {
		w.checkShown(c, by)
	}
}

// oneEvent: the history grew by one event, of this command, and nothing before it
// changed.
func (w *walk) oneEvent(c command, by access.Actor, before, after audit.Trail) {
	n := len(before.Events)
	if len(after.Events) != n+1 || n > 0 && !reflect.DeepEqual(before.Events, after.Events[:n]) {
		w.fail(c, by, "made %d events of %d", len(after.Events), n)
	}
	e := after.Events[n]
	if !e.At.Equal(w.clock.Now()) || e.By != by.PersonID() && c.name != "hear" || e.By != "" && e.Role == "" || e.Type == "" {
		w.fail(c, by, "is told as %+v", e)
	}
}

// note takes down where everything stands.
func (w *walk) note() {
	today := w.today()
	w.reached["course "+string(w.course.Status())]++
	w.reached["course "+string(w.course.StageOn(today))]++
	for _, c := range w.course.Conversions {
		w.reached["conversion "+string(c.StatusOn(today))]++
	}
	for _, task := range w.course.Agreement.Tasks {
		w.reached["task "+string(w.course.StandingOn(task.ID, today).Step)]++
	}
	for _, week := range w.weeks {
		w.reached["week "+string(week.Status())]++
	}
}

// theWeeks are those that were logged, in order.
func (w *walk) theWeeks() []hours.Week {
	return slices.SortedFunc(maps.Values(w.weeks), func(a, b hours.Week) int { return a.Week.Compare(b.Week) })
}
