package hours_test

import (
	"fmt"
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/placement"
)

// command is something people do. What it is made of can be wrong.
type command struct {
	name    string
	when    phase
	often   int // beside the others of its phase
	used    access.Permission
	several bool // it can reach more than one document
	give    func(w *walk, by access.Actor) error
}

// phase is when a command makes most sense. Any can be given at any time.
type phase int

const (
	agreeing phase = iota // until everybody said yes
	deciding              // and the municipality as well
	running
	converting // while somebody's yes to pay is missing
)

// commands are everything that is done to a course and its weeks.
var commands = slices.Concat(agreementCommands, courseCommands, conversionCommands, weekCommands)

var agreementCommands = []command{
	{"edit", agreeing, 2, access.EditPlacements, true, (*walk).edit},
	{"send", agreeing, 4, access.EditPlacements, false, func(w *walk, by access.Actor) error {
		return second(w.placements.Send(w.t.Context(), by, w.id))
	}},
	{"confirm for company", agreeing, 4, access.ConfirmForCompany, false, func(w *walk, by access.Actor) error {
		return second(w.placements.ConfirmForCompany(w.t.Context(), by, w.id, w.revision()))
	}},
	{"confirm for candidate", agreeing, 4, access.ConfirmForCandidate, false, func(w *walk, by access.Actor) error {
		return second(w.placements.ConfirmForCandidate(w.t.Context(), by, w.id, w.revision(), pick(w, append(placement.HelpReasons(), "x")...)))
	}},
	{"invite", agreeing, 3, access.EditPlacements, false, func(w *walk, by access.Actor) error {
		secret, err := w.placements.InviteRepresentative(w.t.Context(), by, w.id, pick(w, "", "Gitte", "Gitte", "Ole"))
		if err == nil {
			w.secret = secret
		}
		return err
	}},
	{"hear", agreeing, 4, access.SignedIn, false, func(w *walk, _ access.Actor) error {
		return second(w.placements.Hear(w.t.Context(), w.secret, placement.Hearing{
			Answer: pick(w, "yes", "yes", "yes", "no", "question", "x"), Reason: pick(w, "", "Nej"), Question: pick(w, "", "Hvor?"),
		}))
	}},
	{"record vitas", deciding, 5, access.RecordDecisions, false, func(w *walk, by access.Actor) error {
		return second(w.placements.RecordVitas(w.t.Context(), by, w.id, placement.Decision{
			Revision: w.revision(), State: pick(w, append(placement.VitasStates(), "approved", "sent", "x")...), Reference: pick(w, "", "VP-1", "VP-2"),
			On: pick(w, caldate.Date{}, caldate.Date{}, w.someDay()), Granted: 60 * w.r.IntN(12),
		}))
	}},
	{"withdraw consent", deciding, 1, access.ManageCandidates, true, func(w *walk, by access.Actor) error {
		if w.r.IntN(8) > 0 {
			by = w.people[0] // who may not
		}
		return w.placements.WithdrawConsent(w.t.Context(), by, "ref_1")
	}},
}

var courseCommands = []command{
	{"pause", running, 3, access.EndPlacements, false, func(w *walk, by access.Actor) error {
		logged, err := w.hours.LoggedDays(w.t.Context(), by, w.id)
		if err != nil {
			return err
		}
		from := pick(w, w.someDay().Add(w.r.IntN(8)), w.edge())
		return second(w.placements.PauseCourse(w.t.Context(), by, w.id, placement.Pause{From: from, Resume: from.Add(w.r.IntN(12) - 1)}, logged))
	}},
	{"move pause", running, 3, access.EndPlacements, false, func(w *walk, by access.Actor) error {
		logged, err := w.hours.LoggedDays(w.t.Context(), by, w.id)
		if err != nil {
			return err
		}
		from := w.someDay()
		if n := len(w.course.Pauses); n > 0 {
			from = w.course.Pauses[w.r.IntN(n)].From
		}
		return second(w.placements.MovePause(w.t.Context(), by, w.id, from, from.Add(w.r.IntN(10)), logged))
	}},
	{"stop", running, 2, access.EndPlacements, false, func(w *walk, by access.Actor) error {
		logged, err := w.hours.LoggedDays(w.t.Context(), by, w.id)
		if err != nil {
			return err
		}
		return second(w.placements.StopCourse(w.t.Context(), by, w.id, placement.Stop{
			On: pick(w, w.someDay().Add(w.r.IntN(20)), w.edge(), w.edge()), Reason: pick(w, append(placement.StopReasons(), "x", "x", "x")...), Note: pick(w, "", "Fik arbejde"),
		}, logged))
	}},
	{"undo stop", running, 4, access.EndPlacements, false, func(w *walk, by access.Actor) error {
		return second(w.placements.UndoStop(w.t.Context(), by, w.id))
	}},
	{"ask extension", running, 2, access.EditPlacements, false, func(w *walk, by access.Actor) error {
		return second(w.placements.AskExtension(w.t.Context(), by, w.id, placement.Extension{
			To: w.course.Agreement.End.Add(w.r.IntN(20) - 2), Motivation: pick(w, "", "Mere tid", "Mere tid"), PaidHours: placement.PaidHours{Answer: pick(w, "not_yet", "yes", "x"), Note: "Endnu ikke", From: w.today()},
		}))
	}},
	{"decide extension", running, 2, access.RecordDecisions, false, func(w *walk, by access.Actor) error {
		return second(w.placements.DecideExtension(w.t.Context(), by, w.id, w.answer()))
	}},
	{"confirm extension", running, 2, access.ConfirmForCandidate, false, func(w *walk, by access.Actor) error {
		return second(w.placements.ConfirmExtension(w.t.Context(), by, w.id, w.answer()))
	}},
	{"record grant", running, 2, access.RecordDecisions, false, func(w *walk, by access.Actor) error {
		return second(w.placements.RecordGrant(w.t.Context(), by, w.id, placement.Grant{
			Minutes: 60 * w.r.IntN(40), Reference: pick(w, "", "VP-3", "VP-4", "VP-5"), On: pick(w, caldate.Date{}, w.someDay()),
		}))
	}},
	{"change plan", running, 4, access.PlanHours, false, func(w *walk, by access.Actor) error {
		from := w.today().Week().Add(w.r.IntN(4) - 1).Monday()
		now := w.course.StepIn(from.Week())
		return second(w.placements.ChangePlan(w.t.Context(), by, w.id, placement.PlanChange{
			Seen: max(0, len(w.course.Staircases)-w.r.IntN(8)/7), Move: placement.Move(pick(w, append(placement.Moves(), "x")...)), From: pick(w, from, from, from, w.someDay(), caldate.Date{}),
			Paid: max(0, now.Paid+30*(w.r.IntN(7)-3)), Praktik: max(0, now.Praktik+30*(w.r.IntN(7)-3)), Happened: pick(w, "", "Det gik godt"),
		}))
	}},
	{"move task", running, 4, access.MoveTasks, false, func(w *walk, by access.Actor) error {
		task := w.someTask()
		seen := w.course.StandingOn(task, w.today()).Step
		if w.r.IntN(8) == 0 {
			seen = pick(w, placement.NewTask, placement.Alone, placement.PaidTask)
		}
		return second(w.placements.MoveTask(w.t.Context(), by, w.id, task, pick(w, placement.StepUp, placement.StepUp, placement.StepDown), seen))
	}},
	{"set quiet", running, 1, access.SetQuiet, false, func(w *walk, by access.Actor) error {
		return second(w.placements.SetQuiet(w.t.Context(), by, w.id, w.r.IntN(2) == 0))
	}},
	{"change mentor", running, 1, access.EditPlacements, true, func(w *walk, by access.Actor) error {
		return w.save(by, w.course.Version, w.course.Agreement)
	}},
}

var conversionCommands = []command{
	{"propose", running, 5, access.ProposePaid, false, func(w *walk, by access.Actor) error {
		return second(w.placements.Propose(w.t.Context(), by, w.id, placement.Conversion{
			TaskIDs: []string{w.someTask()}, From: pick(w, w.today().Week().Add(1+w.r.IntN(2)).Monday(), w.someDay()),
			MinutesAWeek: 30 * w.r.IntN(6), Kind: placement.ConversionKind(pick(w, append(placement.ConversionKinds(), "x")...)),
		}))
	}},
	{"agree to pay", converting, 4, access.ConfirmForCompany, false, func(w *walk, by access.Actor) error {
		return second(w.placements.AgreeToPay(w.t.Context(), by, w.id, w.someConversion()))
	}},
	{"decline to pay", converting, 2, access.ConfirmForCompany, false, func(w *walk, by access.Actor) error {
		return second(w.placements.DeclineToPay(w.t.Context(), by, w.id, w.someConversion(), placement.Decline{Reason: pick(w, append(placement.DeclineReasons(), "x")...), On: pick(w, caldate.Date{}, w.someDay())}))
	}},
	{"answer for candidate", converting, 5, access.ConfirmForCandidate, false, func(w *walk, by access.Actor) error {
		return second(w.placements.AnswerForCandidate(w.t.Context(), by, w.id, w.someConversion(), pick(w, "yes", "yes", "yes", "no", "x"), pick(w, append(placement.HelpReasons(), "x")...)))
	}},
	{"inform", converting, 5, access.RecordDecisions, false, func(w *walk, by access.Actor) error {
		return second(w.placements.InformMunicipality(w.t.Context(), by, w.id, w.someConversion()))
	}},
	{"take back", converting, 1, access.ProposePaid, false, func(w *walk, by access.Actor) error {
		return second(w.placements.TakeBackConversion(w.t.Context(), by, w.id, w.someConversion()))
	}},
}

var weekCommands = []command{
	{"log", running, 40, access.LogHours, false, func(w *walk, by access.Actor) error {
		e := w.entry()
		week := e.Date.Week()
		if w.r.IntN(12) == 0 {
			week = week.Add(w.r.IntN(3) - 1)
		}
		return second(w.hours.Log(w.t.Context(), by, w.id, week, e))
	}},
	{"remove", running, 3, access.LogHours, false, func(w *walk, by access.Actor) error {
		week := w.weekFor(hours.Log)
		return second(w.hours.Remove(w.t.Context(), by, w.id, week.Week, w.someLine(week)))
	}},
	{"repeat", running, 3, access.LogHours, false, func(w *walk, by access.Actor) error {
		return second(w.hours.Repeat(w.t.Context(), by, w.id, w.weekFor(hours.Log).Week, w.someDays(w.today().Week())))
	}},
	{"submit", running, 8, access.LogHours, false, func(w *walk, by access.Actor) error {
		week := w.weekFor(hours.Submit)
		return second(w.hours.Submit(w.t.Context(), by, w.id, week.Week, hours.Handed{
			NoHours: w.r.IntN(8) == 0, Word: hours.Word{Face: pick(w, "", "good", "hard", "x"), Call: w.r.IntN(9) == 0},
		}))
	}},
	{"withdraw", running, 2, access.LogHours, false, func(w *walk, by access.Actor) error {
		return second(w.hours.Withdraw(w.t.Context(), by, w.id, w.weekFor(hours.Withdraw).Week))
	}},
	{"look", running, 2, access.ApproveHours, false, func(w *walk, by access.Actor) error {
		return second(w.hours.Look(w.t.Context(), by, w.id, w.weekFor(hours.Look).Week))
	}},
	{"ask", running, 2, access.ApproveHours, false, func(w *walk, by access.Actor) error {
		return second(w.hours.Ask(w.t.Context(), by, w.id, w.weekFor(hours.Ask).Week, pick(w, "", "Hvornår?")))
	}},
	{"reply", running, 3, access.LogHours, false, func(w *walk, by access.Actor) error {
		week := w.weekFor(hours.Reply)
		return second(w.hours.Reply(w.t.Context(), by, w.id, week.Week, pick(w, 0, len(week.Questions), 9), pick(w, "", "Mandag")))
	}},
	{"approve", running, 9, access.ApproveHours, false, func(w *walk, by access.Actor) error {
		week := w.weekFor(hours.Approve)
		a := hours.Approval{Word: pick(w, "", "Aftalt", "Aftalt"), Seen: pick(w, 0, week.Version, week.Version, 1)}
		if w.r.IntN(3) == 0 {
			a.Days = w.someDays(week.Week)
		}
		return second(w.hours.Approve(w.t.Context(), by, w.id, week.Week, a))
	}},
	{"approve together", running, 3, access.ApproveHours, true, func(w *walk, by access.Actor) error {
		var refs []hours.Ref
		for _, week := range w.theWeeks() {
			refs = append(refs, hours.Ref{PlacementID: w.id, Week: week.Week})
		}
		return second(w.hours.ApproveTogether(w.t.Context(), by, refs))
	}},
	{"return", running, 3, access.ApproveHours, false, func(w *walk, by access.Actor) error {
		week := w.weekFor(hours.Return)
		return second(w.hours.Return(w.t.Context(), by, w.id, week.Week, w.someDays(week.Week), pick(w, "", "For kort")))
	}},
	{"correct", running, 6, access.ApproveHours, false, func(w *walk, by access.Actor) error {
		week := w.weekFor(hours.Correct)
		return second(w.hours.Correct(w.t.Context(), by, w.id, week.Week, hours.Correction{
			LineID: pick(w, "", w.someLine(week)), Entry: w.entryIn(week.Week), Remove: w.r.IntN(3) == 0, Reason: w.reason(),
		}))
	}},
	{"lock month", running, 2, access.ApproveHours, true, func(w *walk, by access.Actor) error {
		month := w.today().Add(-w.r.IntN(50))
		return second(w.hours.Lock(w.t.Context(), by, month.MonthStart(), month.MonthEnd()))
	}},
	{"reopen", running, 2, access.ApproveHours, false, func(w *walk, by access.Actor) error {
		return second(w.hours.Reopen(w.t.Context(), by, w.id, w.weekFor(hours.Reopen).Week, w.reason()))
	}},
	{"confirm", running, 2, access.ConfirmHours, false, func(w *walk, by access.Actor) error {
		return second(w.hours.Confirm(w.t.Context(), by, w.id, w.weekFor(hours.Confirm).Week))
	}},
}

func second[T any](_ T, err error) error { return err }

func pick[T any](w *walk, of ...T) T { return of[w.r.IntN(len(of))] }

// pick draws a command, most often one of the phase the course is in.
func (w *walk) pick() command {
	now := running
	switch w.course.Status() {
	case placement.Draft, placement.WithParties:
		now = agreeing
	case placement.Agreed, placement.InVitas, placement.Refused:
		now = deciding
	}
	if _, open := w.course.OpenConversion(w.today()); open && w.r.IntN(5) == 0 {
		now = converting
	}
	if w.r.IntN(8) == 0 {
		now = pick(w, agreeing, deciding, running, converting)
	}
	total := 0
	for _, c := range commands {
		if c.when == now {
			total += c.often
		}
	}
	n := w.r.IntN(total)
	for _, c := range commands {
		if c.when != now {
			continue
		}
		if n -= c.often; n < 0 {
			return c
		}
	}
	panic("nothing was drawn")
}

// whoever is somebody, most often one who may give a command.
func (w *walk) whoever(used access.Permission) access.Actor {
	may := slices.DeleteFunc(slices.Clone(w.people), func(a access.Actor) bool {
		return a.Reach(used) != access.All && (a.Reach(used) != access.Own || a.PersonID() != w.course.MentorID) || a.Party().ID == otherFirm
	})
	if len(may) == 0 || w.r.IntN(10) == 0 {
		return pick(w, w.people...)
	}
	return pick(w, may...)
}

// revision is the one that was read: now and then an old one.
func (w *walk) revision() int { return w.course.Revision - w.r.IntN(10)/9 }

// someDay is near today.
func (w *walk) someDay() caldate.Date { return w.today().Add(w.r.IntN(12) - 9) }

// someWorkday is one of the last days, most often inside the course.
func (w *walk) someWorkday() caldate.Date {
	day := w.today().Add(1 - w.r.IntN(10))
	if over := day.Sub(w.course.LastDay()); over > 0 && w.r.IntN(5) > 0 {
		day = w.course.LastDay().Add(-w.r.IntN(7))
	}
	if w.r.IntN(5) > 0 && day.Before(w.course.OpensOn()) {
		day = w.course.OpensOn()
	}
	return day
}

// edge is about the last day that has a line, or one whose line counts and is
// being corrected away.
func (w *walk) edge() caldate.Date {
	last := w.course.OpensOn()
	for _, week := range w.theWeeks() {
		for _, l := range w.counting[week.ID] {
			if !slices.Contains(week.WorkedDays(), l.Date) && w.r.IntN(2) == 0 {
				return l.Date.Add(-w.r.IntN(2))
			}
		}
		for _, day := range week.WorkedDays() {
			last = day
		}
	}
	return last.Add(w.r.IntN(4) - 2)
}

func (w *walk) someDays(week caldate.Week) []caldate.Date {
	var days []caldate.Date
	for range w.r.IntN(3) {
		days = append(days, week.Day(w.r.IntN(8)))
	}
	return days
}

func (w *walk) someTask() string {
	if w.r.IntN(20) == 0 {
		return "t9"
	}
	return pick(w, "t1", "t2", "t3")
}

func (w *walk) someLine(week hours.Week) string {
	if len(week.Lines) == 0 {
		return "l0"
	}
	return pick(w, week.Lines...).ID
}

func (w *walk) someConversion() string {
	n := len(w.course.Conversions)
	if n == 0 || w.r.IntN(20) == 0 {
		return "cnv_0"
	}
	return w.course.Conversions[n-1-w.r.IntN(min(n, 2))].ID
}

func (w *walk) reason() string {
	return pick(w, "", "for kort", "Det var en time mere", "Det var en time mindre")
}

// weekFor is a week, most often one where a command can be given.
func (w *walk) weekFor(c hours.Command) hours.Week {
	known := w.theWeeks()
	for _, row := range hours.Machine() {
		if row.Command == c && w.r.IntN(6) > 0 {
			known = slices.DeleteFunc(known, func(week hours.Week) bool { return !slices.Contains(row.From, week.Status()) })
		}
	}
	if len(known) == 0 || w.r.IntN(10) == 0 {
		return hours.Week{Week: w.someWorkday().Week()}
	}
	return pick(w, known...)
}

// entry is a line, most often for a day that can be written.
func (w *walk) entry() hours.Entry {
	day := w.someWorkday()
	for range 3 {
		i := slices.IndexFunc(w.theWeeks(), func(week hours.Week) bool { return week.Week.Holds(day) })
		if _, closed := w.course.ClosedOn(day); !closed && (i < 0 || w.theWeeks()[i].CanEdit(day)) {
			break
		}
		day = w.someWorkday()
	}
	return w.entryOn(day)
}

func (w *walk) entryIn(week caldate.Week) hours.Entry { return w.entryOn(week.Day(w.r.IntN(8))) }

// entryOn is a line for a day. Some are sent twice: the form has the same key.
func (w *walk) entryOn(day caldate.Date) hours.Entry {
	key := fmt.Sprint(w.steps - w.r.IntN(30)/29)
	if w.r.IntN(10) == 0 {
		return hours.Entry{Date: day, Begin: -1, End: -1, Absence: pick(w, append(hours.AbsenceReasons(), "x")...), Key: key}
	}
	e := hours.Entry{Date: day, Begin: 360 + 60*w.r.IntN(10), End: -1, Minutes: 15 * w.r.IntN(14), TaskID: w.someTask(), Note: pick(w, "", "", "Gik før"), Key: key}
	switch w.r.IntN(5) {
	case 0:
		e.Begin = -1
	case 1:
		e.End, e.Minutes = e.Begin+e.Minutes, 0
	}
	return e
}

// answer is what is decided about the extension that was asked for.
func (w *walk) answer() placement.ExtensionAnswer {
	a := placement.ExtensionAnswer{
		To: w.course.Agreement.End.Add(7), State: pick(w, "approved", "approved", "refused", "x"), Reference: pick(w, "", "VP-6", "VP-7"),
		On: pick(w, caldate.Date{}, w.someDay()), Helped: pick(w, placement.HelpReasons()...), Granted: 60 * w.r.IntN(10),
	}
	if e, open := w.course.OpenExtension(); open && w.r.IntN(8) > 0 {
		a.To = e.To
	}
	return a
}

// edit writes the agreement anew, in one thing at a time.
func (w *walk) edit(by access.Actor) error {
	a := w.course.Agreement
	a.Tasks, a.Meetings = slices.Clone(a.Tasks), slices.Clone(a.Meetings)
	switch w.r.IntN(10) {
	case 0:
		a.Tasks[w.r.IntN(len(a.Tasks))].Minutes = 30 * w.r.IntN(6)
	case 1:
		a.Tasks[w.r.IntN(len(a.Tasks))].Strand = pick(w, placement.Paid, placement.Praktik)
	case 2:
		for i := range a.Tasks { // a course without praktik, or with
			a.Tasks[i].Strand = placement.Paid
		}
	case 3:
		a.Start = a.Start.Add(w.r.IntN(5) - 2)
	case 4:
		a.End = a.End.Add(w.r.IntN(9) - 4)
	case 5:
		a.Ramp = placement.Ramp{From: 60 * w.r.IntN(8), To: 60 * (3 + w.r.IntN(6)), Pace: pick(w, placement.Hold, placement.Slow, placement.Normal)}
	case 6:
		a.Meetings[w.r.IntN(2)].On = a.Start.Add(w.r.IntN(60))
	case 7:
		a.Promise, a.PromiseMinutes = pick(w, "", "Møder stabilt"), pick(w, 0, 600)
	case 8:
		a.Purpose = pick(w, "", "skills", "x")
	default:
		a.PaidHours.Note = pick(w, "", "når brødet sidder")
	}
	return w.save(by, w.course.Version-int64(w.r.IntN(10)/9), a)
}

// save writes the agreement with some mentor, as the page does: then the weeks
// go over to who is mentor now.
func (w *walk) save(by access.Actor, version int64, a placement.Agreement) error {
	mentor := w.course.MentorID
	if w.r.IntN(3) == 0 {
		mentor = pick(w, w.people...).PersonID()
	}
	p, err := w.placements.Change(w.t.Context(), by, w.id, placement.Edit{Version: version, Agreement: a, Mentor: mentor})
	if err != nil {
		return err
	}
	return w.hours.HandOver(w.t.Context(), by, p)
}
