package calendar

import (
	"fmt"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
)

// TestEntries: what is in a calendar follows from the facts somebody may see.
func TestEntries(t *testing.T) {
	start := caldate.MustParse("2026-02-02")
	p := placement.Placement{SentAt: start.Time(), Company: &placement.Tick{}, Candidate: &placement.Tick{}, Representative: placement.Representative{NotNeeded: true}}
	p.ID = "plc_1"
	p.Agreement = placement.Agreement{Start: start, End: start.Add(60), Tasks: []placement.Task{{ID: "t1", Strand: placement.Paid}}}
	draft := p
	draft.ID, draft.Company = "plc_2", nil
	claims := []claim.Followed{{Application: claim.Application{Decision: &claim.Decision{}}, Claims: []claim.Standing{
		{Status: claim.Open, Deadline: start.Add(80), Span: claim.Span{From: start}}, {Status: claim.Paid, Deadline: start.Add(20), Span: claim.Span{From: start.Add(30)}},
	}}}
	claims[0].ID = "app_1"
	cancelled := meeting.FollowUp{PlacementID: "plc_1", Meetings: []meeting.Meeting{{ID: "halfway", Kind: meeting.Halfway, On: start.Add(30), Cancelled: &meeting.Cancellation{}}}}
	for name, tt := range map[string]struct {
		facts Facts
		want  string
	}{
		"nothing":         {Facts{}, "[]"},
		"a draft":         {Facts{Placements: []placement.Placement{draft}, Documents: true}, "[]"},
		"meetings":        {Facts{Placements: []placement.Placement{p}}, "[meeting 2026-03-04 meeting 2026-04-01]"},
		"one cancelled":   {Facts{Placements: []placement.Placement{p}, FollowUps: []meeting.FollowUp{cancelled}}, "[meeting 2026-03-04 cancelled meeting 2026-04-01]"},
		"long ago":        {Facts{Placements: []placement.Placement{p}, Since: start.Add(31)}, "[meeting 2026-04-01]"},
		"documentation":   {Facts{Placements: []placement.Placement{p}, Since: start.Add(61), Documents: true}, "[documentation 2026-04-10]"},
		"delivered":       {Facts{Placements: []placement.Placement{p}, Since: start.Add(61), Documents: true, Reports: []report.Documentation{{PlacementID: "plc_1", Deliveries: []report.Delivery{{}}}}}, "[]"},
		"claims, not all": {Facts{Claims: claims}, "[claim 2026-04-23]"},
	} {
		tt.facts.Host = "h"
		var got []string
		seen := map[string]bool{}
		for _, e := range tt.facts.Entries() {
			text := fmt.Sprint(string(e.Kind), " ", e.On)
			if e.Cancelled {
				text += " cancelled"
			}
			if seen[e.UID] || e.Page == "" {
				t.Errorf("%s: %+v", name, e)
			}
			seen[e.UID], got = true, append(got, text)
		}
		if fmt.Sprint(got) != tt.want {
			t.Errorf("%s: %v, want %s", name, got, tt.want)
		}
	}
}
