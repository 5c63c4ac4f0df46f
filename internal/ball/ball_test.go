package ball

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
)

var (
	today = caldate.MustParse("2026-11-18") // a Wednesday
	this  = today.Week()
)

func at(d caldate.Date) time.Time { return d.Time().Add(12 * time.Hour) }

// running is a course of praktik, four weeks old, with everything in order.
func running(changes ...func(*Course)) Course {
	start := this.Add(-4).Monday()
	said := at(start.Add(-10))
	p := placement.Placement{
		MentorName: "Søren", Consultant: "Karen", FirstName: "Sanne", SentAt: said, Company: &placement.Tick{At: said}, Candidate: &placement.Tick{At: said},
		Representative: placement.Representative{Name: "Gitte", Answer: "yes", At: said}, Vitas: placement.Vitas{State: "approved", On: start.Add(-3)},
		Agreement: placement.Agreement{Start: start, End: start.Add(110), Tasks: []placement.Task{{ID: "t1", Strand: placement.Praktik}},
			Steps: []placement.Step{{From: start, Minutes: 480}}, Meetings: []placement.Meeting{{On: start.Add(50), Kind: "halfway"}, {On: start.Add(110), Kind: "end"}}},
	}
	p.ID = "plc_1"
	p.Events = []audit.Event{{Type: "placement_drafted", At: at(start.Add(-20))}}
	c := Course{Placement: p, Inside: true, Owner: "Birthe", Approver: "Henrik"}
	for n := -4; n < 0; n++ {
		c.Weeks = append(c.Weeks, logged(n, hours.Week{SubmittedAt: at(today.Add(-1)), ApprovedAt: at(today)}))
	}
	for _, change := range changes {
		change(&c)
	}
	return c
}

func logged(n int, w hours.Week) hours.Week {
	w.PlacementID, w.Week = "plc_1", this.Add(n)
	w.ID = "wk_plc_1_" + w.Week.String()
	return w
}

func course(change func(*placement.Placement)) func(*Course) {
	return func(c *Course) { change(&c.Placement) }
}

// lastWeek puts another week in the place of the last one.
func lastWeek(w hours.Week) func(*Course) {
	return func(c *Course) { c.Weeks = append(c.Weeks[:min(3, len(c.Weeks)):3], logged(-1, w)) }
}

// proposed is a proposal to pay a task from next Monday on, with some yeses.
func proposed(yes ...string) func(*Course) {
	c := placement.Conversion{TaskIDs: []string{"t1"}, From: this.Add(1).Monday(), Proposed: placement.Tick{At: at(today.Add(-6))}}
	for name, tick := range map[string]**placement.Tick{"company": &c.Company, "candidate": &c.Candidate, "informed": &c.Informed} {
		if slices.Contains(yes, name) {
			*tick = &placement.Tick{}
		}
	}
	return course(func(p *placement.Placement) { p.Conversions = []placement.Conversion{c} })
}

// documented is how far the documentation has come.
func documented(facts ...string) func(*Course) {
	return func(c *Course) {
		for _, fact := range facts {
			switch mark := (report.Mark{At: at(today)}); fact {
			case "written":
				c.Report.Part = &report.Part{Mark: mark}
			case "seen":
				c.Report.Sight = &report.Sight{Mark: mark}
			case "delivered":
				c.Report.Deliveries = []report.Delivery{{Mark: mark}}
			case "receipted":
				c.Report.Deliveries[0].Receipt = &mark
			}
		}
	}
}

// TestDone: nobody has anything to do about a course that is over, met and receipted.
func TestDone(t *testing.T) {
	c := running(documented("delivered", "receipted"), func(c *Course) {
		c.Placement.Agreement.End, c.Placement.Agreement.Meetings = this.Add(-1).Sunday(), nil
		for _, m := range c.FollowUp.Agenda(c.Placement) {
			m.Held, m.Closed = &meeting.Held{On: m.On}, &meeting.Mark{}
			c.FollowUp.Meetings = append(c.FollowUp.Meetings, m)
		}
	})
	if b := Of(c, today); b != (Ball{}) {
		t.Errorf("somebody has the ball: %+v", b)
	}
}

func TestOf(t *testing.T) {
	unsent := func(p *placement.Placement) { p.SentAt = time.Time{} }
	open := func(p *placement.Placement) { p.Company, p.Candidate = nil, nil }
	ended := func(p *placement.Placement) {
		p.Agreement.End, p.Agreement.Meetings = this.Add(-1).Sunday(), nil
	}
	held := func(c *Course) {
		agenda := c.FollowUp.Agenda(c.Placement)
		for _, m := range agenda {
			m.Held, m.Closed = &meeting.Held{On: m.On}, &meeting.Mark{}
			c.FollowUp.Meetings = append(c.FollowUp.Meetings, m)
		}
	}
	for name, tt := range map[string]struct {
		course Course
		holder Holder
		name   string
		step   Step
		on     caldate.Date
	}{
		"all in order": {running(), Mentor, "Søren", LogWeek, this.Day(4)},
		"handed in":    {running(func(c *Course) { c.Weeks = append(c.Weeks, logged(0, hours.Week{SubmittedAt: at(today)})) }), Approver, "Henrik", ApproveWeek, today.Add(7)},
		"and approved": {running(func(c *Course) {
			c.Weeks = append(c.Weeks, logged(0, hours.Week{SubmittedAt: at(today), ApprovedAt: at(today)}))
		}), Mentor, "Søren", LogWeek, this.Add(1).Day(4)},
		"draft":         {running(course(unsent)), Firm, "Birthe", FinishAgreement, this.Add(-4).Monday().Add(-13)},
		"nobody said":   {running(course(open)), Firm, "Birthe", SayYes, this.Add(-4).Monday().Add(-8)},
		"the firm said": {running(course(func(p *placement.Placement) { p.Candidate = nil })), Consultant, "Karen", CandidateYes, this.Add(-4).Monday().Add(-3)},
		"not invited":   {running(course(func(p *placement.Placement) { p.Representative = placement.Representative{} })), Firm, "Birthe", InviteHearing, this.Add(-4).Monday().Add(-8)},
		"invited":       {running(course(func(p *placement.Placement) { p.Representative = placement.Representative{Name: "Gitte"} })), Representative, "Gitte", Hearing, this.Add(-4).Monday().Add(-3)},
		"asked": {running(course(func(p *placement.Placement) {
			p.Representative = placement.Representative{Name: "Gitte", Question: "?", At: at(today)}
		})), Firm, "Birthe", AnswerQuestion, today.Add(2)},
		"to apply for":   {running(course(func(p *placement.Placement) { p.Vitas = placement.Vitas{} })), Firm, "Birthe", Apply, this.Add(-4).Monday().Add(-8)},
		"in VITAS":       {running(course(func(p *placement.Placement) { p.Vitas = placement.Vitas{State: "sent", At: at(today)} })), Consultant, "Karen", Decide, today.Add(7)},
		"more wanted":    {running(course(func(p *placement.Placement) { p.Vitas = placement.Vitas{State: "more_wanted", At: at(today)} })), Firm, "Birthe", Complete, today.Add(2)},
		"refused":        {running(course(func(p *placement.Placement) { p.Vitas = placement.Vitas{State: "refused", On: today} })), Firm, "Birthe", Refused, today.Add(7)},
		"begins":         {running(course(func(p *placement.Placement) { p.Agreement.Start = today.Add(5) })), Mentor, "Søren", PlanFirstDay, today.Add(4)},
		"begins, ready":  {running(course(func(p *placement.Placement) { p.Agreement.Start, p.FirstDay.Waived = today.Add(5), true })), Mentor, "Søren", Welcome, today.Add(5)},
		"forgotten":      {running(func(c *Course) { c.Weeks = c.Weeks[:3] }), Mentor, "Søren", LogWeek, this.Monday()},
		"forgotten, out": {running(func(c *Course) { c.Weeks, c.Inside = c.Weeks[:3], false }), Mentor, "Søren", LogWeek, this.Day(4)},
		"returned":       {running(lastWeek(hours.Week{Days: map[string]hours.Day{this.Add(-1).Monday().String(): {Reason: "?"}}})), Mentor, "Søren", CorrectWeek, this.Monday()},
		"waits":          {running(lastWeek(hours.Week{SubmittedAt: at(today.Add(-8))})), Approver, "Henrik", ApproveWeek, today.Add(-1)},
		"waits, not due": {running(lastWeek(hours.Week{SubmittedAt: at(today)})), Mentor, "Søren", LogWeek, this.Day(4)},
		"week asked":     {running(lastWeek(hours.Week{SubmittedAt: at(today.Add(-1)), Questions: []hours.Question{{At: at(today.Add(-1))}}})), Mentor, "Søren", AnswerWeek, today.Add(1)},
		"extension": {running(course(func(p *placement.Placement) {
			p.Extensions = []placement.Extension{{To: p.Agreement.End.Add(30), AskedAt: at(today.Add(-6))}}
		})), Consultant, "Karen", ExtensionAnswer, today.Add(1)},
		"paused":  {running(course(func(p *placement.Placement) { p.Pauses = []placement.Pause{{From: today, Resume: today.Add(9)}} })), Mentor, "Søren", ComeBack, today.Add(9)},
		"meeting": {running(course(func(p *placement.Placement) { p.Agreement.Meetings[0].On = today.Add(1) })), Consultant, "Karen", HoldMeeting, today.Add(1)},
		"meeting's word": {running(func(c *Course) {
			c.FollowUp.Meetings = []meeting.Meeting{{ID: "halfway", Kind: meeting.Halfway, On: today.Add(-1), Held: &meeting.Held{On: today.Add(-1)}, Closed: &meeting.Mark{},
				Note: meeting.Note{Step: "Prøve kassen", Ball: "candidate", StepOn: today.Add(1)}}}
		}), Candidate, "", Agreed, today.Add(1)},
		"milestone": {running(func(c *Course) {
			c.FollowUp.Milestones = []meeting.Milestone{{Text: "Kan lave skilte alene", Owner: "firm", Due: today.Add(1)}}
		}), Firm, "Birthe", Milestone, today.Add(1)},
		"paid, proposed":  {running(proposed()), Firm, "Birthe", PaidYes, today.Add(1)},
		"paid, firm yes":  {running(proposed("company")), Consultant, "Karen", PaidCandidate, today.Add(1)},
		"paid, to inform": {running(proposed("company", "candidate")), Consultant, "Karen", PaidInform, today.Add(1)},
		"paid, settled":   {running(proposed("company", "candidate", "informed")), Mentor, "Søren", LogWeek, this.Day(4)},
		"to decide":       {running(course(func(p *placement.Placement) { p.Agreement.DecideOn = today.Add(1) })), Firm, "Birthe", DecideHire, today.Add(1)},
		"last days":       {running(course(func(p *placement.Placement) { p.Agreement.End, p.Agreement.Meetings = today.Add(1), nil })), Consultant, "Karen", HoldMeeting, caldate.MustParse("2026-11-03")},
		"ended, to meet":  {running(course(ended)), Consultant, "Karen", HoldMeeting, this.Add(-1).Sunday().Workday()},
		"ended, met":      {running(course(ended), held), Firm, "Birthe", Document, this.Sunday()},
		"ended, written":  {running(course(ended), held, documented("written")), Consultant, "Karen", ShowDocument, this.Sunday()},
		"ended, seen":     {running(course(ended), held, documented("written", "seen")), Firm, "Birthe", Document, this.Sunday()},
		"ended, handed":   {running(course(ended), held, documented("written", "seen", "delivered")), Consultant, "Karen", ReceiveDocument, today.Add(7)},
		"ended, parked": {running(course(ended), held, documented("delivered", "receipted"), func(c *Course) { c.FollowUp.Intention = &meeting.Intention{Owner: "Birthe H", Wakes: today.Add(50)} }),
			Firm, "Birthe H", Intention, today.Add(50)},
		"stopped at once": {running(course(func(p *placement.Placement) {
			p.Vitas.State, p.Stop = "sent", &placement.Stop{On: today, At: at(today)}
		})), Consultant, "Karen", NextTry, today.Add(7)},
		"withdrawn": {running(course(func(p *placement.Placement) { p.WithdrawnAt = at(today) })), Consultant, "Karen", NextTry, today.Add(7)},
	} {
		b := Of(tt.course, today)
		if b.Holder != tt.holder || b.Name != tt.name || b.Step != tt.step || b.On != tt.on || b.Href == "" {
			t.Errorf("%s: %+v; want %s %q %s %s", name, b, tt.holder, tt.name, tt.step, tt.on)
		}
	}
}

// TestAlwaysOne: whatever has happened to a course, exactly one holder has one
// step with a date.
func TestAlwaysOne(t *testing.T) {
	r := rand.New(rand.NewPCG(18, 2026))
	maybe := func(c *Course, changes ...func(*Course)) {
		for _, change := range changes {
			if r.IntN(4) == 0 {
				change(c)
			}
		}
	}
	seen := map[Step]bool{}
	for range 20_000 {
		day := today.Add(r.IntN(300) - 150)
		c := running()
		c.Inside = r.IntN(2) == 0
		maybe(&c,
			course(func(p *placement.Placement) { p.SentAt = time.Time{} }), course(func(p *placement.Placement) { p.Company = nil }), course(func(p *placement.Placement) { p.Candidate = nil }),
			course(func(p *placement.Placement) {
				p.Representative = placement.Representative{Name: []string{"", "Gitte"}[r.IntN(2)], Question: []string{"", "?"}[r.IntN(2)]}
			}),
			course(func(p *placement.Placement) {
				p.Vitas = placement.Vitas{State: []string{"", "sent", "more_wanted", "refused"}[r.IntN(4)], At: at(today), On: today}
			}),
			course(func(p *placement.Placement) { p.Stop = &placement.Stop{On: today.Add(r.IntN(100) - 50), At: at(today)} }),
			course(func(p *placement.Placement) { p.Pauses = []placement.Pause{{From: day.Add(-2), Resume: day.Add(4)}} }),
			course(func(p *placement.Placement) { p.FirstDay.Waived = true }),
			course(func(p *placement.Placement) {
				p.Extensions = []placement.Extension{{To: p.Agreement.End.Add(9), AskedAt: at(today)}}
			}),
			func(c *Course) { c.Weeks = c.Weeks[:r.IntN(4)] },
			lastWeek(hours.Week{SubmittedAt: at(today.Add(-8))}),
			func(c *Course) {
				for _, m := range c.FollowUp.Agenda(c.Placement) {
					m.Held, m.Closed = &meeting.Held{On: m.On}, &meeting.Mark{}
					c.FollowUp.Meetings = append(c.FollowUp.Meetings, m)
				}
			},
			func(c *Course) { c.FollowUp.Intention = &meeting.Intention{Owner: "Birthe", Wakes: today.Add(90)} },
		)
		b := Of(c, day)
		if b.Holder == "" || b.On.IsZero() || !slices.Contains(Steps(), b.Step) || b.Href == "" {
			t.Fatalf("on %s %s nobody has the ball: %+v", day, c.Placement.StageOn(day), b)
		}
		seen[b.Step] = true
	}
	if len(seen) < 17 {
		t.Errorf("only %d steps were ever next: %v", len(seen), seen)
	}
}
