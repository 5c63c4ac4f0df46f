package hours

import (
	"testing"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/placement"
)

// approvedCourse has an open log since nine weeks ago and until in nine weeks.
func approvedCourse() placement.Placement {
	said := week.Add(-10).Monday().Time().Add(12 * time.Hour)
	p := course()
	p.ID, p.Agreement.Start, p.Agreement.End = "plc_1", week.Add(-9).Monday(), week.Add(9).Sunday()
	p.SentAt, p.Company, p.Candidate = said, &placement.Tick{At: said}, &placement.Tick{At: said}
	p.Representative, p.Vitas = placement.Representative{Answer: "yes", At: said}, placement.Vitas{State: "approved"}
	return p
}

// TestQueueRests: nobody is asked for a week that rests or comes after a stop,
// and for every other one somebody is.
func TestQueueRests(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*placement.Placement)
		asked  int // for weeks nobody has touched, of nine
	}{
		"nothing special": {func(*placement.Placement) {}, 9},
		"two weeks' pause": {func(p *placement.Placement) {
			p.Pauses = []placement.Pause{{From: week.Add(-4).Monday(), Resume: week.Add(-2).Monday()}}
		}, 7},
		"paused from Tuesday": {func(p *placement.Placement) {
			p.Pauses = []placement.Pause{{From: week.Add(-4).Day(1), Resume: week.Add(-2).Monday()}}
		}, 8},
		"stopped":          {func(p *placement.Placement) { p.Stop = &placement.Stop{On: week.Add(-4).Day(2)} }, 6},
		"stopped long ago": {func(p *placement.Placement) { p.Stop = &placement.Stop{On: week.Add(-9).Monday()} }, 1},
		"stopped before":   {func(p *placement.Placement) { p.Stop = &placement.Stop{On: week.Add(-9).Monday().Add(-1)} }, 0},
	} {
		p := approvedCourse()
		tt.change(&p)
		if items := Queue([]placement.Placement{p}, nil, today); len(items) != tt.asked {
			t.Errorf("%s: %d weeks asked for, want %d", name, len(items), tt.asked)
		}
	}
	p := approvedCourse()
	p.Pauses = []placement.Pause{{From: week.Add(-4).Monday(), Resume: week.Add(-2).Monday()}}
	said := Week{PlacementID: p.ID, Week: week.Add(-3), NoHours: true, SubmittedAt: now}
	said.ID = weekID(p.ID, said.Week)
	if items := Queue([]placement.Placement{p}, []Week{said}, today); len(items) != 8 || items[0].State != ToApprove {
		t.Errorf("a week that was handed in before the pause was known is lost: %d items", len(items))
	}
}

// TestAddInBreak: a day of a pause or after a stop takes no hours.
func TestAddInBreak(t *testing.T) {
	p := approvedCourse()
	p.Pauses = []placement.Pause{{From: week.Day(0), Resume: week.Day(1)}}
	p.Stop = &placement.Stop{On: week.Day(2)}
	for day, want := range map[caldate.Date]string{week.Day(0): "day_paused", week.Day(1): "", week.Day(2): "", week.Day(3): "after_stop"} {
		w := Week{Week: week}
		_, err := add(&w, p, Entry{Date: day, Begin: -1, End: -1, Minutes: 60, TaskID: "t1"}, today, "l1", Signer{PersonID: "p1"})
		if got := fault.FieldsOf(err)["date"]; got != want {
			t.Errorf("%s: fault %q, want %q", day, got, want)
		}
	}
}
