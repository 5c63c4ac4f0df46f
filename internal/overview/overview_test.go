package overview

import (
	"testing"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/placement"
)

// TestCountPlacements: each stage of a course counts where somebody waits for
// it, and nowhere else.
func TestCountPlacements(t *testing.T) {
	today := caldate.MustParse("2026-11-19")
	said := time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	course := func(changes ...func(*placement.Placement)) placement.Placement {
		tick := &placement.Tick{At: said}
		p := placement.Placement{SentAt: said, Company: tick, Candidate: tick, Representative: placement.Representative{Answer: "yes", At: said}}
		p.Agreement = placement.Agreement{Start: today.Add(-30), End: today.Add(30), Tasks: []placement.Task{{Strand: placement.Praktik}}}
		p.Vitas.State = "approved"
		for _, change := range changes {
			change(&p)
		}
		return p
	}
	vitas := func(state string) func(*placement.Placement) {
		return func(p *placement.Placement) { p.Vitas.State = state }
	}
	stop := func(p *placement.Placement) { p.Stop = &placement.Stop{On: today.Add(-1)} }
	pay := func(changes ...func(*placement.Conversion)) func(*placement.Placement) {
		c := placement.Conversion{From: today.Add(14), Proposed: placement.Tick{At: said}}
		for _, change := range changes {
			change(&c)
		}
		return func(p *placement.Placement) { p.Conversions = []placement.Conversion{c} }
	}
	for name, tt := range map[string]struct {
		course placement.Placement
		want   Waiting
	}{
		"running":                 {course(), Waiting{Running: 1}},
		"ready":                   {course(func(p *placement.Placement) { p.Agreement.Start = today.Add(1) }), Waiting{}},
		"ended":                   {course(func(p *placement.Placement) { p.Agreement.End = today.Add(-1) }), Waiting{}},
		"paused":                  {course(func(p *placement.Placement) { p.Pauses = []placement.Pause{{From: today, Resume: today.Add(7)}} }), Waiting{Running: 1}},
		"stopped":                 {course(stop), Waiting{}},
		"asks VITAS for more":     {course(func(p *placement.Placement) { p.Extensions = []placement.Extension{{To: today.Add(60)}} }), Waiting{Running: 1, AwaitVitas: 1}},
		"was given more":          {course(func(p *placement.Placement) { p.Extensions = []placement.Extension{{Decision: "approved"}} }), Waiting{Running: 1}},
		"asked, then stopped":     {course(stop, func(p *placement.Placement) { p.Extensions = []placement.Extension{{To: today.Add(60)}} }), Waiting{}},
		"pay proposed":            {course(pay()), Waiting{Running: 1, Yeses: 1}},
		"pay, the firm said yes":  {course(pay(func(c *placement.Conversion) { c.Company = &placement.Tick{} })), Waiting{Running: 1}},
		"pay, too late":           {course(pay(func(c *placement.Conversion) { c.From = today })), Waiting{Running: 1}},
		"pay, then stopped":       {course(pay(), stop), Waiting{}},
		"draft":                   {course(func(p *placement.Placement) { p.SentAt = time.Time{} }), Waiting{Drafts: 1}},
		"without the firm's yes":  {course(func(p *placement.Placement) { p.Company = nil }), Waiting{Yeses: 1}},
		"without the candidate's": {course(func(p *placement.Placement) { p.Candidate = nil }), Waiting{}},
		"agreed":                  {course(vitas("")), Waiting{AwaitVitas: 1}},
		"in VITAS":                {course(vitas("sent")), Waiting{AwaitVitas: 1}},
		"refused":                 {course(vitas("refused")), Waiting{Problems: 1}},
		"refused and stopped":     {course(vitas("refused"), stop), Waiting{}},
		"more wanted":             {course(vitas("more_wanted")), Waiting{Problems: 1}},
		"more wanted and stopped": {course(vitas("more_wanted"), stop), Waiting{}},
	} {
		consultant := access.NewActor(access.Identity{PersonID: "p2"}, access.Party{Kind: access.Municipality}, access.Consultant)
		owner := access.NewActor(access.Identity{PersonID: "p1"}, access.Party{Kind: access.Company}, access.Owner)
		var got Waiting
		got.countPlacements(owner, []placement.Placement{tt.course}, today)
		if got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
		var theirs Waiting
		theirs.countPlacements(consultant, []placement.Placement{tt.course}, today)
		if want := map[string]int{"without the candidate's": 1, "pay, the firm said yes": 1}[name]; theirs.Yeses != want {
			t.Errorf("%s: %d yeses wait for the consultant, want %d", name, theirs.Yeses, want)
		}
	}
}
