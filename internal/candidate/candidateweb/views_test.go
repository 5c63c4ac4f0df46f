package candidateweb

import (
	"testing"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/view/viewtest"
)

func TestViews(t *testing.T) {
	viewtest.Run(t, viewtest.Open(t, Views()), Views())
}

// TestToldTo: the firm that is asked again does not read why the person was away.
func TestToldTo(t *testing.T) {
	events := []audit.Event{{Type: "referral_made"}, {Type: "referral_elsewhere"}, {Type: "referral_reopened"}}
	if firm, ours := toldTo(sampleOwner, events), toldTo(sampleConsultant, events); len(firm) != 2 || len(ours) != 3 || len(events) != 3 {
		t.Errorf("the firm reads %v, the municipality %v", firm, ours)
	}
}
