package main

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/identity"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
)

// replay walks courses through a portal whose clock it moves, day by day: the
// bulk as people on the services, and every third week through the pages.
type replay struct {
	*site
	ctx        context.Context
	clock      *clock.Fixed
	today      caldate.Date
	consultant access.Actor
	browsers   map[string]*visitor // by persona
	staff      map[string]staff    // by CVR
	people     map[string]string   // first name to candidate
}

// staff are the people of a firm who do things.
type staff struct {
	owner, approver, mentor access.Actor
	decides                 *visitor // who can approve, at a browser
}

// walk is a course on its way.
type walk struct {
	course
	staff
	id          string
	first, last caldate.Date
	worked      []weekOf
	next        meeting.Meeting // of this week, or nothing
	held        int
	approved    int // minutes so far
	brakes      int // weeks above the plan so far
}

// turn is what happened to a course on a day.
type turn func(r *replay, w *walk)

// newReplay opens an empty portal with three firms, where everybody signs in
// before the clock is set back.
func newReplay(t *testing.T, mongoURI string) *replay {
	now := clock.System{}.Now()
	cl := clock.At(now)
	r := &replay{site: openBy(t, mongoURI, cl), ctx: t.Context(), clock: cl, browsers: map[string]*visitor{}, staff: map[string]staff{}, people: map[string]string{}}
	r.at(replayStart, 8)
	r.consultant = r.known(r.party(access.Municipality, "99999950", "Smålandshavets Kommune"), [2]string{"consultant", "Karen Bay"}, false, access.Consultant)
	r.must(r.services.identity.Appoint(r.ctx, r.consultant.PersonID(), access.Consultant))
	for _, e := range []employer{bakery, workshop, school} {
		r.employ(e)
	}
	cl.Set(now)
	for _, persona := range []string{"consultant", "owner", "hr", "mentor", "owner2", "stranger"} {
		r.browsers[persona] = r.as(persona)
	}
	for _, e := range []employer{bakery, workshop, school} {
		people := r.staff[e.cvr]
		if people.decides = r.browsers[e.approver[0]]; people.decides == nil {
			people.decides = r.browsers[e.owner[0]]
		}
		r.staff[e.cvr] = people
	}
	return r
}

func (r *replay) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatalf("%s: %v", r.today, err)
	}
}

// at sets the clock to an hour of a day.
func (r *replay) at(d caldate.Date, hour int) {
	r.today = d
	r.clock.Set(d.Time().Add(time.Duration(hour-1) * time.Hour))
}

func (r *replay) party(kind access.PartyKind, cvr, name string) access.Party {
	id := ""
	if kind == access.Municipality {
		id = organisationID(kind, cvr)
	}
	party, err := r.services.identity.RegisterParty(r.ctx, access.Party{ID: id, Kind: kind, CVR: cvr, Name: name})
	r.must(err)
	return party
}

// known makes somebody known and acts as them.
func (r *replay) known(party access.Party, who [2]string, signatory bool, roles ...access.Role) access.Actor {
	id, err := r.services.identity.RegisterPerson(r.ctx, identity.NewPerson{Broker: "dev", Subject: "dev-" + who[0], Name: who[1], PartyID: party.ID})
	r.must(err)
	return access.NewActor(access.Identity{PersonID: id, Name: who[1], Signatory: signatory}, party, roles...)
}

// employ lets a firm be confirmed by its owner, who gives the others their roles.
func (r *replay) employ(e employer) {
	party := r.party(access.Company, e.cvr, e.name)
	s := staff{owner: r.known(party, e.owner, true, access.Owner)}
	place := company.Workplace{PNumber: e.pNumber, Name: e.name}
	for _, month := range company.Months(r.today) {
		place.Employees = append(place.Employees, company.Headcount{Month: month, Hundredths: 3000})
	}
	r.must(r.services.companies.Confirm(r.ctx, s.owner, company.Details{Name: e.name, Address: "Søndergade 12, 4900 Nakskov", Branch: "Andet", Workplaces: []company.Workplace{place}}))
	r.must(r.services.companies.GiveTrust(r.ctx, r.consultant, party.ID))
	for who, role := range map[[2]string]access.Role{e.approver: access.Approver, e.mentor: access.Mentor} {
		a := r.known(party, who, false, role)
		r.must(r.services.companies.Ask(r.ctx, a))
		r.must(r.services.companies.Appoint(r.ctx, s.owner, company.Appointment{PersonID: a.PersonID(), Role: role}))
		if role == access.Approver {
			s.approver = a
		} else {
			s.mentor = a
		}
	}
	r.staff[e.cvr] = s
}

// begin makes a course ready to be walked.
func (r *replay) begin(c course) *walk {
	w := &walk{course: c, staff: r.staff[c.at.cvr], first: caldate.MustParse(c.start), last: caldate.MustParse(c.end)}
	for word := range strings.FieldsSeq(c.weeks) {
		w.worked = append(w.worked, readWeek(r.t, word))
	}
	return w
}

// propose posts the small job and proposes the person for it.
func (r *replay) propose(w *walk, purposes ...string) candidate.Referral {
	spotted := opening.Spotted{Minutes: max(w.from, w.to) * 60, When: "Efter aftale", PNumber: w.at.pNumber, Mentor: w.mentor.PersonID()}
	kinds := map[placement.Strand]opening.Kind{}
	for _, task := range w.tasks {
		spotted.Tasks = append(spotted.Tasks, task.Title)
		kinds[task.Strand] = map[placement.Strand]opening.Kind{placement.Paid: opening.Paid, placement.Praktik: opening.PraktikFirst}[task.Strand]
	}
	o, err := r.services.openings.Spot(r.ctx, w.owner, spotted)
	r.must(err)
	offer := o.Offer
	offer.Start, offer.Promise, offer.Kind, offer.Conditions = w.first, w.promise, kinds[w.tasks[0].Strand], w.conditions
	if len(kinds) > 1 {
		offer.Kind = opening.BothAtOnce
	}
	_, err = r.services.openings.Change(r.ctx, w.owner, o.ID, opening.Edit{Version: o.Version, Offer: offer, Mentor: w.mentor.PersonID()})
	r.must(err)
	_, err = r.services.openings.Publish(r.ctx, w.owner, o.ID)
	r.must(err)
	if !w.again {
		person, err := r.services.candidates.Add(r.ctx, r.consultant, candidate.Profile{
			FirstName: w.person, Mastered: []string{w.tasks[0].Title}, Conditions: w.conditions, MinutesNow: w.from * 60, MinutesWished: w.to * 60,
		}, candidate.Wish{})
		r.must(err)
		r.people[w.person] = person.ID
	}
	ref, err := r.services.candidates.Propose(r.ctx, r.consultant, o.ID, r.people[w.person], candidate.Consent{Purposes: purposes, Fields: candidate.Fields(), Given: r.today})
	r.must(err)
	return ref
}

// draft lets the firm say yes to the proposal and write the agreement.
func (r *replay) draft(w *walk, ref candidate.Referral) placement.Placement {
	_, err := r.services.candidates.Reply(r.ctx, w.owner, ref.ID, candidate.Answer{Kind: candidate.Yes})
	r.must(err)
	p, err := r.services.placements.Begin(r.ctx, w.owner, ref.ID)
	r.must(err)
	a := placement.Agreement{
		PNumber: w.at.pNumber, Purpose: "ordinary_hours", Start: w.first, End: w.last, Promise: w.promise, PaidHours: w.paid,
		Ramp:     placement.Ramp{From: w.from * 60, To: w.to * 60, Pace: w.pace},
		Meetings: placement.MeetingsOf(w.first, w.last),
	}
	for i, task := range w.tasks {
		task.ID = opening.TaskID(i)
		a.Tasks = append(a.Tasks, task)
	}
	p, err = r.services.placements.Change(r.ctx, w.owner, p.ID, placement.Edit{Version: p.Version, Agreement: a, Mentor: w.mentor.PersonID()})
	r.must(err)
	w.id = p.ID
	return p
}

// agree walks a course from the proposal to the approval in VITAS.
func (r *replay) agree(w *walk) {
	r.at(w.first.Add(-21), 9)
	p := r.draft(w, r.propose(w, candidate.Purposes()...))
	s := r.services.placements
	_, err := s.Send(r.ctx, w.owner, p.ID)
	r.must(err)
	_, err = s.ConfirmForCompany(r.ctx, w.owner, p.ID, 0)
	r.must(err)
	_, err = s.ConfirmForCandidate(r.ctx, r.consultant, p.ID, 0, "needs_help")
	r.must(err)
	secret, err := s.InviteRepresentative(r.ctx, w.owner, p.ID, "Gitte Skov")
	r.must(err)
	nobody := r.as("")
	if got := nobody.get("/representative/"+secret).want(r.t, 200); !got.says(w.tasks[0].Title) {
		r.t.Errorf("%s: the representative is not told the tasks: %s", w.person, got.summary())
	}
	nobody.post("/representative/"+secret, url.Values{"answer": {"yes"}}).want(r.t, 303)
	if got := r.browsers["consultant"].get("/placements/"+p.ID).want(r.t, 200); !got.says("Må ikke begynde endnu") {
		r.t.Errorf("%s: the gate is not said: %s", w.person, got.summary())
	}
	for _, state := range []string{"sent", "approved"} {
		_, err = s.RecordVitas(r.ctx, r.consultant, p.ID, placement.Decision{State: state, Reference: "VP-" + strconv.Itoa(len(r.people))})
		r.must(err)
	}
}

// What happened to a course on a day, for the table.

func pause(from, resume, note string) turn {
	return func(r *replay, w *walk) {
		logged, err := r.services.hours.LoggedDays(r.ctx, w.owner, w.id)
		r.must(err)
		_, err = r.services.placements.PauseCourse(r.ctx, w.owner, w.id, placement.Pause{From: caldate.MustParse(from), Resume: caldate.MustParse(resume), Note: note}, logged)
		r.must(err)
	}
}

func stop(on, reason, note string) turn {
	return func(r *replay, w *walk) {
		w.last = caldate.MustParse(on)
		logged, err := r.services.hours.LoggedDays(r.ctx, r.consultant, w.id)
		r.must(err)
		_, err = r.services.placements.StopCourse(r.ctx, r.consultant, w.id, placement.Stop{On: w.last, Reason: reason, Note: note}, logged)
		r.must(err)
	}
}

func extend(to string) turn {
	return func(r *replay, w *walk) {
		_, err := r.services.placements.AskExtension(r.ctx, w.owner, w.id, placement.Extension{To: caldate.MustParse(to), PaidHours: w.paid, Motivation: "Dagene sidder"})
		r.must(err)
	}
}

func extended(to string) turn {
	return func(r *replay, w *walk) {
		w.last = caldate.MustParse(to)
		_, err := r.services.placements.DecideExtension(r.ctx, r.consultant, w.id, placement.ExtensionAnswer{To: w.last, State: "approved", Reference: "VP-77"})
		r.must(err)
		_, err = r.services.meetings.Move(r.ctx, r.consultant, w.id, "end", meeting.Arrangement{On: w.last, Who: "firm", Why: "Forløbet er forlænget"})
		r.must(err)
	}
}

func park(what string, weekly int, wakes, whyNot string) turn {
	return func(r *replay, w *walk) {
		_, err := r.services.meetings.Park(r.ctx, w.owner, w.id, meeting.Intention{
			What: what, Minutes: weekly * 60, Wakes: caldate.MustParse(wakes), OwnerID: w.owner.PersonID(), WhyNot: whyNot,
		})
		r.must(err)
	}
}

func unpark(outcome string) turn {
	return func(r *replay, w *walk) {
		_, err := r.services.meetings.EndPark(r.ctx, w.owner, w.id, outcome, "")
		r.must(err)
	}
}

// reach notes that the milestone that is due first is in place.
func reach(r *replay, w *walk) {
	_, up, err := r.services.meetings.Get(r.ctx, w.mentor, w.id)
	r.must(err)
	_, err = r.services.meetings.Reach(r.ctx, w.mentor, w.id, up.OpenMilestones()[0].ID)
	r.must(err)
}

// readWeek reads a week of the table.
func readWeek(t testing.TB, word string) weekOf {
	if word == "-" {
		return weekOf{rests: true}
	}
	digits := strings.TrimRight(word, "ihgcqr")
	worked, err := strconv.ParseFloat(digits, 64)
	if err != nil || len(word) > len(digits)+1 {
		t.Fatalf("not a week: %q", word)
	}
	w := weekOf{minutes: int(worked * 60)}
	if len(word) > len(digits) {
		w.more = word[len(digits)]
	}
	return w
}

// lines are what is logged in the n-th week, by weekday from Monday: the hours
// shared between the days of the pattern, and the tasks in turn.
func (w *walk) lines(n int) [5]*hours.Entry {
	var lines [5]*hours.Entry
	week := w.worked[n]
	days, begin := w.pattern(n)
	if week.more == 'i' {
		last := days[len(days)-1]
		lines[last] = &hours.Entry{Begin: -1, End: -1, Absence: "ill"}
		days = days[:len(days)-1]
	}
	left := week.minutes
	for i, day := range days {
		share := left / (len(days) - i) / 15 * 15
		if i == len(days)-1 {
			share = left
		}
		if left -= share; share > 0 {
			lines[day] = &hours.Entry{Begin: begin, End: begin + share, TaskID: opening.TaskID(i % len(w.tasks))}
		}
	}
	return lines
}

// pattern are the weekdays of the n-th week and when they begin.
func (w *walk) pattern(n int) (days []int, begin int) {
	named, hour, ok := "13", "8", false
	switch minutes := w.worked[n].minutes; {
	case minutes > 20*60:
		named = "12345"
	case minutes > 6*60:
		named = "135"
	}
	for from := n; from >= 0 && !ok && w.patterns != nil; from-- {
		if words, found := w.patterns[from]; found {
			named, hour, ok = strings.Cut(words, " ")
		}
	}
	for _, digit := range named {
		days = append(days, int(digit-'1'))
	}
	first, _ := strconv.Atoi(hour)
	return slices.Clip(days), first * 60
}
