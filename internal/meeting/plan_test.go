package meeting

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
)

func day(s string) caldate.Date { return caldate.MustParse(s) }

func written(slots []Slot) string {
	var parts []string
	for _, s := range slots {
		parts = append(parts, s.ID+" "+s.On.String())
	}
	return strings.Join(parts, ", ")
}

func TestPlan(t *testing.T) {
	agreed := func(pairs ...string) map[string]caldate.Date {
		dates := map[string]caldate.Date{}
		for i := 0; i < len(pairs); i += 2 {
			dates[pairs[i]] = day(pairs[i+1])
		}
		return dates
	}
	for name, tt := range map[string]struct {
		start, end string
		agreed     map[string]caldate.Date
		want       string
	}{
		"a day":                    {"2026-11-23", "2026-11-23", nil, "end 2026-11-23"},
		"two days":                 {"2026-11-23", "2026-11-24", nil, "end 2026-11-24"},
		"a week":                   {"2026-11-23", "2026-11-29", nil, "halfway 2026-11-26, end 2026-11-27"},
		"three months":             {"2026-02-02", "2026-05-01", nil, "halfway 2026-03-18, end 2026-05-01"},
		"three months as agreed":   {"2026-02-02", "2026-05-01", agreed("halfway", "2026-03-20", "end", "2026-04-28"), "halfway 2026-03-20, end 2026-04-28"},
		"half a year":              {"2026-02-02", "2026-08-01", nil, "before-1 2026-03-18, halfway 2026-05-01, after-1 2026-06-15, end 2026-07-31"},
		"over New Year":            {"2026-11-02", "2027-03-01", nil, "before-1 2026-12-01, halfway 2026-12-31, after-1 2027-01-29, end 2027-03-01"},
		"halfway after the end":    {"2026-02-02", "2026-03-01", agreed("halfway", "2026-04-01"), "end 2026-02-27"},
		"halfway on the first day": {"2026-02-02", "2026-03-01", agreed("halfway", "2026-02-02"), "end 2026-02-27"},
		"end of an earlier end":    {"2026-02-02", "2026-08-01", agreed("halfway", "2026-03-18", "end", "2026-05-01"), "halfway 2026-03-18, after-1 2026-05-01, after-2 2026-06-15, end 2026-07-31"},
		"end before the start":     {"2026-02-10", "2026-03-01", agreed("end", "2026-02-08"), "halfway 2026-02-19, end 2026-02-27"},
		"a fixed one between":      {"2026-02-02", "2026-08-01", agreed("after-1", "2026-05-15"), "before-1 2026-03-18, halfway 2026-05-01, after-1 2026-05-15, after-2 2026-06-22, end 2026-07-31"},
		"exactly eight weeks":      {"2026-02-03", "2026-05-26", agreed("halfway", "2026-03-31"), "halfway 2026-03-31, end 2026-05-26"},
		"eight weeks and a day":    {"2026-02-02", "2026-05-26", agreed("halfway", "2026-03-30"), "halfway 2026-03-30, after-1 2026-04-27, end 2026-05-26"},
		"no days":                  {"2026-02-02", "2026-02-01", nil, ""},
	} {
		if got := written(Plan(day(tt.start), day(tt.end), tt.agreed)); got != tt.want {
			t.Errorf("%s: got %s, want %s", name, got, tt.want)
		}
	}
	if got := Plan(caldate.Date{}, caldate.Date{}, nil); got != nil {
		t.Errorf("without dates: %v", got)
	}
}

// TestPlanKeepsContact: whatever is agreed, nobody goes eight weeks without a
// meeting, no id is there twice, the order holds, and the last meeting is the end.
func TestPlanKeepsContact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		start := day("2026-01-01").Add(r.IntN(400))
		end := start.Add(r.IntN(367))
		agreed := map[string]caldate.Date{}
		if r.IntN(2) == 0 {
			agreed["halfway"] = start.Add(r.IntN(end.Sub(start) + 1))
		}
		if r.IntN(2) == 0 {
			agreed["end"] = end.Add(-r.IntN(40))
		}
		slots := Plan(start, end, agreed)
		before, ids := start, map[string]bool{}
		for _, s := range slots {
			if gap := s.On.Sub(before); gap > 56 || gap < 0 {
				t.Fatalf("%s–%s, agreed %v: %d days before %s in %s", start, end, agreed, gap, s.ID, written(slots))
			}
			if s.Kind == Interim && !s.On.IsWorkday() {
				t.Fatalf("%s lies on %s", s.ID, s.On)
			}
			if ids[s.ID] {
				t.Fatalf("%s is there twice in %s", s.ID, written(slots))
			}
			before, ids[s.ID] = s.On, true
		}
		if last := slots[len(slots)-1]; last.Kind != End || last.On.Before(end.Add(-28)) {
			t.Fatalf("%s–%s does not end with an end meeting: %s", start, end, written(slots))
		}
	}
}

// course is a course with both meetings agreed.
func course(start, end string) placement.Placement {
	p := placement.Placement{CompanyID: "com_1", MunicipalityID: "mun_1", MentorID: "per_2", MentorName: "Mads", FirstName: "Sanne",
		SentAt: day(start).Time(), Company: &placement.Tick{}, Candidate: &placement.Tick{}, Representative: placement.Representative{NotNeeded: true}}
	p.ID = "plc_1"
	p.Agreement = placement.Agreement{
		Start: day(start), End: day(end), Tasks: []placement.Task{{ID: "t1", Title: "Plader", Minutes: 240, Strand: placement.Paid}},
		Steps:    []placement.Step{{From: day(start), Minutes: 480}},
		Meetings: placement.MeetingsOf(day(start), day(end)),
	}
	return p
}

func TestAgenda(t *testing.T) {
	const start, end = "2026-02-02", "2026-05-01"
	held := func(id string, kind Kind, on string) Meeting {
		return Meeting{ID: id, Kind: kind, On: day(on), Held: &Held{On: day(on)}}
	}
	moved := func(id string, kind Kind, on string) Meeting {
		return Meeting{ID: id, Kind: kind, On: day(on), Moved: []Move{{}}}
	}
	gone := held("end", End, "2026-05-01")
	gone.Held, gone.Cancelled = nil, &Cancellation{Again: "end-again"}
	for name, tt := range map[string]struct {
		end    string
		stored []Meeting
		want   string
	}{
		"nobody did anything": {end, nil, "halfway 2026-03-18, end 2026-05-01"},
		"moved":               {end, []Meeting{moved("halfway", Halfway, "2026-03-25")}, "halfway 2026-03-25, end 2026-05-01"},
		"both held":           {end, []Meeting{held("halfway", Halfway, "2026-03-18"), held("end", End, "2026-04-20")}, "halfway 2026-03-18, end 2026-04-20"},
		"extended after the end meeting": {"2026-07-01", []Meeting{held("halfway", Halfway, "2026-03-18"), held("end", End, "2026-05-01")},
			"halfway 2026-03-18, end 2026-05-01, after-1 2026-05-08, end-2 2026-07-01"},
		"extended before it":          {"2026-06-01", []Meeting{moved("end", End, "2026-04-30")}, "halfway 2026-03-18, after-1 2026-04-24, end 2026-04-30"},
		"shortened":                   {"2026-03-10", []Meeting{moved("halfway", Halfway, "2026-03-20")}, "end 2026-03-10"},
		"held in a course cut short":  {"2026-03-10", []Meeting{held("halfway", Halfway, "2026-03-20")}, "end 2026-03-10, halfway 2026-03-20"},
		"cancelled and planned again": {end, []Meeting{gone, moved("end-again", End, "2026-05-04")}, "halfway 2026-03-18, end 2026-05-01, end-again 2026-05-04"},
	} {
		p := course(start, tt.end)
		p.Agreement.Meetings = course(start, end).Agreement.Meetings
		var got []string
		for _, m := range (FollowUp{Meetings: tt.stored}).Agenda(p) {
			got = append(got, fmt.Sprintf("%s %s", m.ID, m.On))
		}
		if s := strings.Join(got, ", "); s != tt.want {
			t.Errorf("%s: got %s, want %s", name, s, tt.want)
		}
	}
}
