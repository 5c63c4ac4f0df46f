package placement

import (
	"context"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// SupportCheck is what one side answered when it looked into support for a
// course, with what the rules said to it. Each side keeps its own: what the
// municipality knows about a person is not the firm's. Nothing about health is
// kept; who asks again answers that again.
type SupportCheck struct {
	Side     access.PartyKind `bson:"side"`
	Answers  []Answered       `bson:"answers"`
	Verdicts []Verdict        `bson:"verdicts"`
	Rules    caldate.Date     `bson:"rules"` // version of the rules
	Start    caldate.Date     `bson:"start"` // asked about
	By       string           `bson:"by"`    // name
	At       time.Time        `bson:"at"`
}

// Answered is a fact with its answer as it was typed.
type Answered struct {
	Fact   string   `bson:"fact"`
	Values []string `bson:"values"`
}

// Verdict is the outcome for a scheme: yes, maybe or no.
type Verdict struct {
	Scheme  string `bson:"scheme"`
	Outcome string `bson:"outcome"`
}

// CheckOf finds what a side has saved.
func (p Placement) CheckOf(side access.PartyKind) (SupportCheck, bool) {
	for _, c := range p.Checks {
		if c.Side == side {
			return c, true
		}
	}
	return SupportCheck{}, false
}

// SaveCheck keeps a side's check in place of its earlier one. The history tells
// that support was looked into, not what came of it: a verdict can tell what a
// person lives on.
func (s *Service) SaveCheck(ctx context.Context, actor access.Actor, placementID string, c SupportCheck) (Placement, error) {
	c.Side, c.By, c.At = actor.Party().Kind, actor.Name(), s.clock.Now()
	return s.transition(ctx, actor, access.ViewGrants, placementID, func(p *Placement) error {
		if p.Status() == Withdrawn {
			return fault.New(fault.NotFound, "")
		}
		var kept []SupportCheck
		for _, other := range p.Checks {
			if other.Side != c.Side {
				kept = append(kept, other)
			}
		}
		p.Checks = append(kept, c)
		p.Append(actor, access.ViewGrants, c.At, audit.Event{Type: "support_checked"})
		return nil
	})
}
