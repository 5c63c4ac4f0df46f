// Package reminder says to people what they have not done yet: one digest per
// person and day, of what is missing at that moment and nothing else.
//
// What is due follows from the facts of a firm by one pure function, so that
// the same list can be shown before it is sent. A reminder has a key made of
// what it is about and its day; what a digest has said, no other digest says
// again. Nobody is reminded at night, at the weekend or on a holiday, and nobody
// is nudged on a Friday about a person who was away that day.
//
// A feature adds a reminder by a Kind here, its sentence below "reminder.kind.",
// its counted one below "delivery.kind.", the page of its list in Kind.list, what
// it follows from as a part of Firm, and the day it falls due in Due, which is the
// only place that decides that anybody is told anything. The rest goes by itself:
// the page, what would be sent, and the mail.
//
// A digest is at the same time what is to be sent by mail; Mail keeps how far that
// is. What was not sent, or may not have arrived, the next day's digest says again.
package reminder

import (
	"cmp"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/company"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
	"fodfaeste/internal/store"
)

// Kind is what a reminder is about: a text key below "reminder.kind.".
type Kind string

const (
	LogWeek        Kind = "log_week"       // Friday: the week is not handed in yet
	WeekMissing    Kind = "week_missing"   // Monday: last week was not handed in
	WeekReturned   Kind = "week_returned"  // days came back
	WeekReopened   Kind = "week_reopened"  // locked days were opened and are to be handed in again
	WeekCorrected  Kind = "week_corrected" // what was approved was put right by somebody else
	WeekAsked      Kind = "week_asked"     // a question waits for an answer
	WeeksWait      Kind = "weeks_wait"     // Tuesday: weeks wait for approval
	WeekLate       Kind = "week_late"      // a week has waited for seven days
	WeekVeryLate   Kind = "week_very_late" // for fourteen
	VitasStatus    Kind = "vitas_status"   // nobody has looked into VITAS for seven days
	Representative Kind = "representative" // the link to the employee representative has no answer
	StartsSoon     Kind = "starts_soon"    // the first day is near
	EndsSoon       Kind = "ends_soon"      // the last day is near
	ReferralWaits  Kind = "referral_waits" // somebody proposed has no answer after ten days
	OpeningAsked   Kind = "opening_asked"  // the last day of a small job is near: is it wanted still?
	DraftEnds      Kind = "draft_ends"     // nobody has written in a draft for long
	SentBack       Kind = "sent_back"      // a small job is to be changed and sent again
	ClaimOpens     Kind = "claim_opens"    // a period is over and can be claimed
	ClaimDue       Kind = "claim_due"      // its window is near its end
	ClaimExpired   Kind = "claim_expired"  // its window has gone
	ClaimCorrect   Kind = "claim_correct"  // what was claimed has changed

	DocumentationReady Kind = "documentation_ready" // the last day: the draft is there
	DocumentationDue   Kind = "documentation_due"   // it is to be delivered today
	DocumentationLate  Kind = "documentation_late"
)

// Kinds lists them all.
func Kinds() []Kind {
	return []Kind{LogWeek, WeekMissing, WeekReturned, WeekReopened, WeekCorrected, WeekAsked, WeeksWait, WeekLate, WeekVeryLate, VitasStatus, Representative, StartsSoon, EndsSoon, ReferralWaits, OpeningAsked, DraftEnds, SentBack, ClaimOpens, ClaimDue, ClaimExpired, ClaimCorrect, DocumentationReady, DocumentationDue, DocumentationLate}
}

// Days after which something is said again, or ahead of which it is said. After
// how many a week that waits is late, each firm decides.
const (
	vitasAfter   = 7
	endsBefore   = 14
	startsBefore = 3
)

// representativeAfter are the days after which the firm is told that the
// representative has not answered.
var representativeAfter = []int{3, 7}

// Item is one thing that somebody is reminded of.
type Item struct {
	Key     string       `bson:"key"` // kind, record and day: said once to a person
	Kind    Kind         `bson:"kind"`
	Due     caldate.Date `bson:"due"`
	Name    string       `bson:"name"` // the candidate's first name, or the title of a small job
	Week    caldate.Week `bson:"week,omitempty"`
	On      caldate.Date `bson:"on,omitempty"` // the day it is about
	Href    string       `bson:"href"`
	ToID    string       `bson:"-"` // whom it is for
	Subject string       `bson:"-"` // what it is about, for the key
}

// Firm is everything that reminders of one firm follow from.
type Firm struct {
	Times      company.Reminders
	Members    []company.Member
	Placements []placement.Placement
	Weeks      []hours.Week // of the last hours.WeeksBack weeks
	Referrals  []candidate.Referral
	Openings   []opening.Opening
	Claims     []claim.Followed       // granted support
	Known      caldate.Date           // weeks and courses are known from this day on; of earlier periods nothing is said
	Before     []int                  // days before the end of a window
	Reports    []report.Documentation // of the same courses
}

// holders are the people with one of the roles.
func (f Firm) holders(roles ...access.Role) []string {
	var ids []string
	for _, m := range f.Members {
		if slices.ContainsFunc(roles, m.Holds) {
			ids = append(ids, m.PersonID)
		}
	}
	return ids
}

// holdersOr are the people with a role, or where nobody has it the others.
func (f Firm) holdersOr(role access.Role, others []string) []string {
	if ids := f.holders(role); len(ids) > 0 {
		return ids
	}
	return others
}

// lookBack is for how many days a reminder that could not be said is still worth
// saying: the portal was away, or it fell on a weekend or a holiday.
const lookBack = 6

// Due lists what the people of a firm are to be reminded of on a day, said
// already or not: everything that fell due within lookBack days and is still
// missing.
func Due(f Firm, today caldate.Date) []Item { return dueWithin(f, today, lookBack) }

// dueWithin is Due of more days.
func dueWithin(f Firm, today caldate.Date, days int) []Item {
	d := due{firm: f, today: today, back: days}
	d.owners = f.holders(access.Owner, access.Administrator)
	d.approvers = f.holdersOr(access.Approver, f.holders(access.Owner))
	for _, p := range f.Placements {
		d.course(p)
	}
	for _, r := range f.Referrals {
		d.referral(r)
	}
	for _, o := range f.Openings {
		d.opening(o)
	}
	for _, item := range hours.Queue(f.Placements, f.Weeks, today) {
		d.week(item)
	}
	for _, c := range f.Claims {
		for _, st := range c.Claims {
			if !st.From.Before(f.Known) {
				d.claim(c, st)
			}
		}
	}
	slices.SortStableFunc(d.items, func(a, b Item) int {
		return cmp.Or(cmp.Compare(a.ToID, b.ToID), slices.Index(Kinds(), a.Kind)-slices.Index(Kinds(), b.Kind), a.Week.Compare(b.Week), cmp.Compare(a.Key, b.Key))
	})
	return d.items
}

// due gathers reminders.
type due struct {
	firm              Firm
	today             caldate.Date
	back              int // for how many days
	owners, approvers []string
	items             []Item
}

// add reminds people of something that fell due on a day.
func (d *due) add(to []string, i Item) {
	if i.Due.After(d.today) || d.today.Sub(i.Due) >= d.back {
		return
	}
	i.Key = string(i.Kind) + ":" + i.Subject + ":" + i.Due.String()
	for _, i.ToID = range to {
		if i.ToID != "" && !slices.ContainsFunc(d.items, func(o Item) bool { return o.ToID == i.ToID && o.Key == i.Key }) {
			d.items = append(d.items, i)
		}
	}
}

// mentor is the mentor, or where they no longer have a role whoever can name
// another one.
func (d *due) mentor(personID string) []string {
	if slices.ContainsFunc(d.firm.Members, func(m company.Member) bool { return m.PersonID == personID }) {
		return []string{personID}
	}
	return d.owners
}

// course reminds of what is about a course and not about one of its weeks.
func (d *due) course(p placement.Placement) {
	item := Item{Name: p.FirstName, Href: "/placements/" + p.ID, Subject: p.ID}
	with := func(k Kind, due, on caldate.Date) Item {
		i := item
		i.Kind, i.Due, i.On = k, due, on
		return i
	}
	d.documentation(p, item)
	stage := p.StageOn(d.today)
	everybody := append(slices.Clone(d.owners), d.mentor(p.MentorID)...)
	switch stage {
	case placement.InVitas:
		for n := vitasAfter; n <= d.today.Sub(caldate.Of(p.Vitas.At)); n += vitasAfter {
			at := caldate.Of(p.Vitas.At)
			d.add(d.owners, with(VitasStatus, at.Add(n), at))
		}
	case placement.WithParties:
		rep := p.Representative
		if invited, ok := invitedOn(p); ok && rep.Name != "" && rep.Answer == "" && rep.Question == "" && !rep.NotNeeded {
			for _, n := range representativeAfter {
				d.add(d.owners, with(Representative, invited.Add(n), invited))
			}
		}
	case placement.Ready:
		d.add(everybody, with(StartsSoon, p.Agreement.Start.Add(-startsBefore), p.Agreement.Start))
	case placement.Running, placement.Paused:
		last := p.LastDay()
		d.add(everybody, with(EndsSoon, last.Add(-endsBefore), last))
		d.add(everybody, with(EndsSoon, last.Add(-1), last))
		d.thisWeek(p, item)
	}
}

// documentation reminds of what is to be delivered after the last day.
func (d *due) documentation(p placement.Placement, item Item) {
	done := report.Documentation{}
	if i := slices.IndexFunc(d.firm.Reports, func(r report.Documentation) bool { return r.PlacementID == p.ID }); i >= 0 {
		done = d.firm.Reports[i]
	}
	if !done.Missing(p, d.today) {
		return
	}
	item.Href += "/documentation"
	item.On = report.Due(p)
	say := func(to []string, k Kind, on caldate.Date) {
		item.Kind, item.Due = k, on
		d.add(to, item)
	}
	if done.Part == nil {
		say(append(slices.Clone(d.owners), d.mentor(p.MentorID)...), DocumentationReady, p.LastDay())
	}
	say(d.owners, DocumentationDue, workdayUntil(item.On))
	say(d.owners, DocumentationLate, item.On.Add(1))
}

// referral reminds of a proposal without an answer. It names the small job and
// not the person: consent can be taken back, and what was said stays.
func (d *due) referral(r candidate.Referral) {
	if r.StatusOn(d.today).Unanswered() {
		d.add(d.owners, Item{Kind: ReferralWaits, Due: r.AnswerBy, On: r.AskedOn(), Name: r.OpeningTitle, Href: "/referrals/" + r.ID, Subject: r.ID})
	}
}

// invitedOn is the day the representative got the link that stands.
func invitedOn(p placement.Placement) (caldate.Date, bool) {
	for _, e := range slices.Backward(p.Events) {
		if e.Type == "representative_invited" {
			return caldate.Of(e.At), true
		}
	}
	return caldate.Date{}, false
}

// thisWeek nudges the mentor on a Friday, unless the week is handed in, rests or
// the person was away that day.
func (d *due) thisWeek(p placement.Placement, item Item) {
	week := d.today.Week()
	friday := week.Day(4)
	if d.today != friday || p.Rests(week) {
		return
	}
	if _, closed := p.ClosedOn(friday); closed {
		return
	}
	i := slices.IndexFunc(d.firm.Weeks, func(w hours.Week) bool { return w.PlacementID == p.ID && w.Week == week })
	if i >= 0 {
		away := func(l hours.Line) bool { return l.Date == friday && l.Kind == hours.Absence }
		if w := d.firm.Weeks[i]; w.Status() != hours.Open || slices.ContainsFunc(w.Lines, away) {
			return
		}
	}
	item.Kind, item.Due, item.Week, item.Href = LogWeek, friday, week, item.Href+"/weeks/"+week.String()
	item.Subject += ":" + week.String()
	d.add(d.mentor(p.MentorID), item)
}

// opening reminds of a small job that the clock is about to end, or that came back.
func (d *due) opening(o opening.Opening) {
	last, _ := o.LastDay()
	item := Item{Name: o.Offer.Title, Href: "/openings/" + o.ID, Subject: o.ID, On: last}
	say := func(k Kind, on caldate.Date) {
		item.Kind, item.Due = k, on
		d.add(d.owners, item)
	}
	status := o.StatusOn(d.today)
	switch status {
	case opening.Live:
		say(OpeningAsked, last.Add(-opening.AskBefore))
	case opening.Draft, opening.SentBack:
		say(DraftEnds, last.Add(-opening.AskBefore))
		say(DraftEnds, workdayUntil(last.Add(-1)))
	}
	if status == opening.SentBack {
		item.On = caldate.Of(o.Review.At)
		say(SentBack, item.On.Add(1))
	}
}

// workdayUntil is the last workday up to a day: what ends on a Sunday is too late
// to warn of on the Monday.
func workdayUntil(d caldate.Date) caldate.Date {
	for !d.IsWorkday() {
		d = d.Add(-1)
	}
	return d
}

// week reminds of one week of the list.
func (d *due) week(q hours.Item) {
	item := Item{Name: q.FirstName, Week: q.Week.Week, Href: "/placements/" + q.PlacementID + "/weeks/" + q.Week.Week.String()}
	item.Subject = q.PlacementID + ":" + item.Week.String()
	say := func(to []string, k Kind, on caldate.Date) {
		item.Kind, item.Due = k, on
		d.add(to, item)
	}
	mentor := d.mentor(q.MentorID)
	if question, open := q.OpenQuestion(); open {
		say(mentor, WeekAsked, caldate.Of(question.At).Add(1))
	}
	switch q.State {
	case hours.NotSubmitted:
		if last := len(q.Versions) - 1; last >= 0 {
			say(mentor, WeekReopened, caldate.Of(q.Versions[last].At).Add(1))
			return
		}
		say(mentor, WeekMissing, q.Week.Week.Add(1).Monday())
	case hours.ToCorrect:
		say(mentor, WeekReturned, returnedOn(q.Week).Add(1))
	case hours.ToApprove:
		handed := caldate.Of(q.SubmittedAt)
		item.On = handed
		if q.Status() == hours.Corrected {
			handed = caldate.Of(q.CorrectedAt)
			item.On = handed
			say(mentor, WeekCorrected, handed.Add(1))
		}
		say(d.approvers, WeeksWait, nextTuesday(handed))
		say(d.firm.holdersOr(access.Deputy, d.approvers), WeekLate, handed.Add(d.firm.Times.LateDays))
		say(d.firm.holders(access.Owner), WeekVeryLate, handed.Add(d.firm.Times.VeryLateDays))
	}
}

// claim reminds those who run claims of one period.
func (d *due) claim(f claim.Followed, st claim.Standing) {
	item := Item{Name: f.FirstName, On: st.Deadline, Href: "/applications/" + f.ID + "/claims/" + st.From.String(), Subject: f.ID + ":" + st.From.String()}
	to := d.firm.holders(access.Owner, access.Approver)
	say := func(k Kind, on caldate.Date) {
		item.Kind, item.Due = k, on
		d.add(to, item)
	}
	switch st.Status {
	case claim.Open, claim.Complete:
		say(ClaimOpens, st.To.Week().Sunday().Add(1)) // its last week has to be approved first
		for _, days := range d.firm.Before {
			say(ClaimDue, st.Deadline.Add(-days))
		}
	case claim.Expired:
		say(ClaimExpired, st.Deadline.Add(1))
	case claim.ToCorrect:
		item.On = st.Changed
		say(ClaimCorrect, st.Changed.Add(1))
	}
}

// returnedOn is the last day that anything of a week was returned.
func returnedOn(w hours.Week) caldate.Date {
	var last time.Time
	for _, day := range w.Days {
		if !day.Approved && day.At.After(last) {
			last = day.At
		}
	}
	return caldate.Of(last)
}

// nextTuesday is the first Tuesday after a day.
func nextTuesday(d caldate.Date) caldate.Date {
	tuesday := d.Week().Day(1)
	if !tuesday.After(d) {
		tuesday = tuesday.Add(7)
	}
	return tuesday
}

// Digest is what one person was told on one day.
type Digest struct {
	store.Doc `bson:",inline"`
	CompanyID string       `bson:"company_id"`
	PersonID  string       `bson:"person_id"`
	Date      caldate.Date `bson:"date"`
	At        time.Time    `bson:"at"`
	Items     []Item       `bson:"items"`
	Mail      Mail         `bson:"mail"`
}

// Table is where digests are kept. They go by themselves when nobody needs them.
var Table = store.Table[Digest]{
	Name: "digests",
	Indexes: []store.Index{
		{Name: "person", Keys: []string{"company_id", "person_id", "date"}},
		{Name: "company", Keys: []string{"company_id", "date"}},
		{Name: "mail", Keys: []string{"mail.state", "date"}},
		{Name: "link", Keys: []string{"mail.link_hash"}},
		{Name: "at", Keys: []string{"at"}, ExpireAfter: store.After(90 * 24 * time.Hour)},
	},
}

// digests puts what is due together by person, without what was said before. What
// went into a mail that failed was not.
func digests(companyID string, items []Item, said []Digest, now time.Time) []Digest {
	today := caldate.Of(now)
	told, failed := map[string]bool{}, map[string]bool{}
	for _, d := range said {
		failed[d.ID] = d.Mail.Failed() && d.Date.Before(today)
	}
	for _, d := range said {
		if failed[d.ID] || failed[d.Mail.With] {
			continue
		}
		for _, i := range d.Items {
			told[d.PersonID+" "+i.Key] = true
		}
	}
	var list []Digest
	for _, i := range items {
		if told[i.ToID+" "+i.Key] {
			continue
		}
		n := len(list) - 1
		if n < 0 || list[n].PersonID != i.ToID { // items come by person
			list = append(list, Digest{
				Doc:       store.Doc{ID: "dig_" + companyID + "_" + i.ToID + "_" + today.String()},
				CompanyID: companyID, PersonID: i.ToID, Date: today, At: now, Mail: Mail{State: MailWaits, At: now},
			})
			n++
		}
		list[n].Items = append(list[n].Items, i)
	}
	return list
}

// lastHour is the hour, in Denmark, from which on nothing more is said.
const lastHour = 18

// open tells whether reminders of a firm go out at a moment.
func open(times company.Reminders, now time.Time) bool {
	local := caldate.Local(now)
	first := times.Hour
	if local.Weekday() == time.Friday {
		first = times.FridayHour
	}
	return caldate.Of(now).IsWorkday() && local.Hour() >= first && local.Hour() < lastHour
}
