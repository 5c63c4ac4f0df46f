// Package ball says of every course who has the next step: always one holder,
// one step and one date, so that nothing lies between two people, until the course is
// over and its documentation is receipted.
//
// It follows from the facts of the course, its weeks and its follow-up by one
// pure function. Of several things to do, the one that is due first counts.
package ball

import (
	"slices"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
)

// Holder is who has the ball: a text key below "ball.holder.".
type Holder string

const (
	Firm           Holder = "firm"
	Mentor         Holder = "mentor"
	Approver       Holder = "approver"
	Consultant     Holder = "consultant"
	Representative Holder = "representative"
	Candidate      Holder = "candidate"
)

// Step is what is to be done: a text key below "ball.step.".
type Step string

const (
	FinishAgreement Step = "finish_agreement" // write it and send it to the parties
	AnswerQuestion  Step = "answer_question"  // the representative asked or said no
	SayYes          Step = "say_yes"
	CandidateYes    Step = "candidate_yes" // record the candidate's answer
	InviteHearing   Step = "invite_hearing"
	Hearing         Step = "hearing" // answer over the link
	Apply           Step = "apply"   // send the application in VITAS
	Complete        Step = "complete"
	Decide          Step = "decide"  // look up and record what VITAS says
	Refused         Step = "refused" // talk about what to do instead
	PlanFirstDay    Step = "plan_first_day"
	Welcome         Step = "welcome"
	LogWeek         Step = "log_week"
	CorrectWeek     Step = "correct_week"
	AnswerWeek      Step = "answer_week"
	ApproveWeek     Step = "approve_week"
	ComeBack        Step = "come_back" // from a pause
	ExtensionAnswer Step = "extension"
	PaidYes         Step = "paid_yes"       // answer about tasks to be paid
	PaidCandidate   Step = "paid_candidate" // record what the candidate says to it
	PaidInform      Step = "paid_inform"    // note that the municipality knows
	HoldMeeting     Step = "hold_meeting"
	CloseMeeting    Step = "close_meeting"
	PlanMeeting     Step = "plan_meeting"  // anew, after one was cancelled
	Agreed          Step = "agreed"        // what a meeting agreed on, in its words
	Milestone       Step = "milestone"     // in its words
	Afterwards      Step = "afterwards"    // say what comes after the last day
	DecideHire      Step = "decide_hire"   // the promise names a day for it
	Intention       Step = "intention"     // what was parked wakes up
	Document        Step = "document"      // write the firm's part of the documentation, or deliver it
	ShowDocument    Step = "show_document" // to the candidate
	ReceiveDocument Step = "receive_document"
	NextTry         Step = "next_try"
)

// Steps lists them all.
func Steps() []Step {
	return []Step{FinishAgreement, AnswerQuestion, SayYes, CandidateYes, InviteHearing, Hearing, Apply, Complete, Decide, Refused, PlanFirstDay, Welcome,
		LogWeek, CorrectWeek, AnswerWeek, ApproveWeek, ComeBack, ExtensionAnswer, PaidYes, PaidCandidate, PaidInform, HoldMeeting, CloseMeeting, PlanMeeting, Agreed, Milestone, Afterwards, DecideHire, Intention, Document, ShowDocument, ReceiveDocument, NextTry}
}

// Ball is who has the next step of a course, what it is and by when.
type Ball struct {
	Holder Holder
	Name   string // of the person, where the course or the firm names one
	Step   Step
	On     caldate.Date
	Week   caldate.Week // of a week's step
	Text   string       // of a step that a meeting put into words
	Href   string
}

// Course is what the ball follows from. Outside the firm Weeks holds the approved
// ones only, and Inside is false: then no step about a week is told but the next
// one to log.
type Course struct {
	Placement placement.Placement
	Weeks     []hours.Week
	FollowUp  meeting.FollowUp
	Report    report.Documentation
	Inside    bool
	Owner     string // names, "" where they are not known
	Approver  string
}

// Days within which something is expected, where nothing else says so.
const (
	soon     = 2
	week     = 7
	endsSoon = 14
)

// Of finds the ball of a course on a day; the zero Ball is of a course that is done
// with.
func Of(c Course, today caldate.Date) Ball {
	g := game{Course: c, today: today, path: "/placements/" + c.Placement.ID}
	p := c.Placement
	switch stage := p.StageOn(today); stage {
	case placement.Draft:
		g.put(Firm, FinishAgreement, g.made().Add(week), "/edit")
	case placement.WithParties:
		g.parties()
	case placement.Agreed:
		g.put(Firm, Apply, g.lastTick().Add(soon), "/vitas")
	case placement.InVitas:
		g.inVitas()
	case placement.Refused:
		g.put(Firm, Refused, p.Vitas.On.Add(week), "")
	case placement.Ready:
		g.first()
	case placement.Running, placement.Paused:
		g.running(stage)
	case placement.Withdrawn:
		g.put(Consultant, NextTry, caldate.Of(p.WithdrawnAt).Add(week), "")
	default: // stopped or ended
		g.over()
	}
	return g.best
}

// game gathers what is to be done and keeps what is due first.
type game struct {
	Course
	today caldate.Date
	path  string
	best  Ball
}

// put offers a step; the first of those due on one day stands.
func (g *game) put(h Holder, s Step, on caldate.Date, page string) {
	g.offer(Ball{Holder: h, Step: s, On: on, Href: g.path + page})
}

func (g *game) offer(b Ball) {
	if g.best.Step != "" && !b.On.Before(g.best.On) {
		return
	}
	switch b.Holder {
	case Firm:
		b.Name = g.Owner
	case Mentor:
		b.Name = g.Placement.MentorName
	case Approver:
		b.Name = g.Approver
	case Consultant:
		b.Name = g.Placement.Consultant
	case Representative:
		b.Name = g.Placement.Representative.Name
	}
	g.best = b
}

// made is the day the agreement was begun.
func (g *game) made() caldate.Date {
	if events := g.Placement.Events; len(events) > 0 {
		return caldate.Of(events[0].At)
	}
	return g.today
}

// parties: whoever has not answered, the firm itself first.
func (g *game) parties() {
	p := g.Placement
	sent, rep := caldate.Of(p.SentAt), p.Representative
	switch {
	case rep.Answer == "no", rep.Answer == "" && rep.Question != "":
		g.put(Firm, AnswerQuestion, caldate.Of(rep.At).Add(soon), "")
	case p.Company == nil:
		g.put(Firm, SayYes, sent.Add(soon), "")
	case p.Candidate == nil:
		g.put(Consultant, CandidateYes, sent.Add(week), "")
	case rep.Name == "":
		g.put(Firm, InviteHearing, sent.Add(soon), "")
	default:
		g.put(Representative, Hearing, g.lastTick().Add(week), "")
	}
}

// lastTick is the day of the last yes, or when the agreement was sent.
func (g *game) lastTick() caldate.Date {
	p := g.Placement
	last := p.SentAt
	for _, tick := range []*placement.Tick{p.Company, p.Candidate} {
		if tick != nil && tick.At.After(last) {
			last = tick.At
		}
	}
	if p.Representative.At.After(last) {
		last = p.Representative.At
	}
	return caldate.Of(last)
}

func (g *game) inVitas() {
	v := g.Placement.Vitas
	if v.State == "more_wanted" {
		g.put(Firm, Complete, caldate.Of(v.At).Add(soon), "/vitas")
		return
	}
	g.put(Consultant, Decide, caldate.Of(v.At).Add(week), "/vitas")
}

func (g *game) first() {
	p := g.Placement
	if !p.FirstDay.Ready() {
		g.put(Mentor, PlanFirstDay, p.OpensOn().Add(-1), "/first-day")
		return
	}
	g.put(Mentor, Welcome, p.OpensOn(), "/first-day")
}

func (g *game) running(stage placement.Status) {
	p := g.Placement
	if e, open := p.OpenExtension(); open {
		g.put(Consultant, ExtensionAnswer, caldate.Of(e.AskedAt).Add(week), "")
	}
	g.conversion()
	g.weeks()
	g.followUp()
	if last := p.LastDay(); last.Sub(g.today) <= endsSoon {
		g.put(Firm, Afterwards, last, "/meetings")
	}
	if d := p.Agreement.DecideOn; !d.Before(g.today) && d.Sub(g.today) <= endsSoon {
		g.put(Firm, DecideHire, d, "/meetings")
	}
	if pause, paused := p.PauseOn(g.today); paused && stage == placement.Paused {
		g.put(Mentor, ComeBack, pause.Resume, "")
		return
	}
	g.thisWeek()
}

// conversion is the proposal to pay tasks that still lacks somebody, in time for
// its date.
func (g *game) conversion() {
	c, open := g.Placement.OpenConversion(g.today)
	if !open {
		return
	}
	on := caldate.Of(c.Proposed.At).Add(week)
	if !on.Before(c.From) {
		on = c.From.Add(-1)
	}
	switch c.StatusOn(g.today) {
	case placement.ConversionProposed:
		g.put(Firm, PaidYes, on, "")
	case placement.ConversionFirmYes:
		g.put(Consultant, PaidCandidate, on, "")
	default:
		g.put(Consultant, PaidInform, on, "")
	}
}

// weeks are those that are over and wait for somebody.
func (g *game) weeks() {
	if !g.Inside {
		return
	}
	for _, w := range hours.Queue([]placement.Placement{g.Placement}, g.Weeks, g.today) {
		b := Ball{Week: w.Week.Week, Href: g.path + "/weeks/" + w.Week.Week.String()}
		offer := func(h Holder, s Step, on caldate.Date) {
			b.Holder, b.Step, b.On = h, s, on
			g.offer(b)
		}
		if q, open := w.OpenQuestion(); open {
			offer(Mentor, AnswerWeek, caldate.Of(q.At).Add(soon))
		}
		switch w.State {
		case hours.NotSubmitted:
			offer(Mentor, LogWeek, w.Week.Week.Add(1).Monday())
		case hours.ToCorrect:
			offer(Mentor, CorrectWeek, w.Week.Week.Add(1).Monday())
		case hours.ToApprove:
			offer(Approver, ApproveWeek, caldate.Of(later(w.SubmittedAt, w.CorrectedAt)).Add(week))
		}
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// thisWeek: while a course runs, there is always the week to log.
func (g *game) thisWeek() {
	this := g.today.Week()
	handed := func(w hours.Week) bool { return w.Week == this && w.Status() != hours.Open }
	if slices.ContainsFunc(g.Weeks, handed) {
		this = this.Add(1)
	}
	for g.Placement.Rests(this) && g.Placement.Runs(this) {
		this = this.Add(1)
	}
	friday := this.Day(4)
	if friday.Before(g.today) {
		friday = g.today
	}
	if last := g.Placement.LastDay(); last.Before(friday) {
		friday = last
	}
	g.offer(Ball{Holder: Mentor, Step: LogWeek, On: friday, Week: this, Href: g.path + "/weeks/" + this.String()})
}

// followUp is what the meetings want, and what they agreed on.
func (g *game) followUp() {
	over := g.today.After(g.Placement.LastDay())
	for _, m := range g.FollowUp.Agenda(g.Placement) {
		page := "/meetings/" + m.ID
		switch m.Status(g.today) {
		case meeting.Planned, meeting.Called, meeting.Overdue:
			if m.Kind == meeting.End || !over { // afterwards only the last one is worth holding
				g.put(Consultant, HoldMeeting, m.On, page)
			}
		case meeting.WasHeld, meeting.Noted:
			g.put(Consultant, CloseMeeting, m.Held.On.Add(week), page)
		case meeting.Cancelled:
			if m.Cancelled.Again == "" && !over {
				g.put(Consultant, PlanMeeting, m.Cancelled.ReplanBy(), page)
			}
		}
	}
	if n, closed := g.FollowUp.LastNote(); closed && n.Step != "" && !n.StepOn.Before(g.today) {
		g.offer(Ball{Holder: Holder(n.Ball), Step: Agreed, On: n.StepOn, Text: n.Step, Href: g.path + "/meetings"})
	}
	for _, m := range g.FollowUp.OpenMilestones() {
		g.offer(Ball{Holder: Holder(m.Owner), Step: Milestone, On: m.Due, Text: m.Text, Href: g.path + "/meetings"})
	}
}

// over is what is left once the last day has passed.
func (g *game) over() {
	p := g.Placement
	g.weeks()
	if meeting.Begun(p, g.today) {
		g.followUp()
	}
	if i := g.FollowUp.Intention; i != nil && i.Ended == nil {
		g.offer(Ball{Holder: Firm, Step: Intention, On: i.Wakes, Href: g.path + "/meetings"})
		if g.best.Step == Intention {
			g.best.Name = i.Owner
		}
	}
	switch _, will := report.Begins(p); {
	case p.Status() != placement.Approved: // stopped before anything began
		g.put(Consultant, NextTry, caldate.Of(p.Stop.At).Add(week), "")
	case !will:
		g.put(Consultant, NextTry, p.LastDay().Add(week), "")
	default:
		g.document()
	}
}

// document is what the documentation lacks. What is delivered waits for a receipt
// and for nothing else.
func (g *game) document() {
	d, due := g.Report, report.Due(g.Placement)
	last, delivered := d.Last()
	switch {
	case delivered && last.Receipt == nil:
		g.put(Consultant, ReceiveDocument, caldate.Of(last.At).Add(week), "/documentation")
	case delivered:
	case d.Part != nil && !d.Seen():
		g.put(Consultant, ShowDocument, due, "/documentation")
	default:
		g.put(Firm, Document, due, "/documentation")
	}
}
