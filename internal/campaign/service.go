package campaign

import (
	"context"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/store"
)

// Service reads and changes campaigns.
type Service struct {
	campaigns store.Collection[Campaign]
	openings  store.Collection[opening.Opening]
	clock     clock.Clock
}

// NewService makes the service, and tells that of small jobs which campaigns run.
func NewService(db *store.DB, openings *opening.Service, c clock.Clock) *Service {
	s := &Service{campaigns: store.In(db, Table), openings: store.In(db, opening.Table), clock: c}
	openings.AskCampaigns(s.nameOf)
	return s
}

// nameOf names a campaign that runs; "" for any other.
func (s *Service) nameOf(ctx context.Context, campaignID string) (string, error) {
	if campaignID == "" {
		return "", nil
	}
	c, err := s.campaigns.Get(ctx, access.System(), campaignID)
	switch {
	case fault.Is(err, fault.NotFound):
		return "", nil
	case err != nil || c.StatusOn(s.today()) != Running:
		return "", err
	}
	return c.Call.Name, nil
}

func (s *Service) today() caldate.Date { return caldate.Of(s.clock.Now()) }

// Begin makes a campaign.
func (s *Service) Begin(ctx context.Context, actor access.Actor, call Call) (Campaign, error) {
	scope, err := actor.Scope(access.RunCampaigns)
	if err != nil {
		return Campaign{}, err
	}
	if err := call.check(); err != nil {
		return Campaign{}, err
	}
	now := s.clock.Now()
	c := Campaign{Doc: store.Doc{ID: id.New("cmp", now)}, AssociationID: actor.Party().ID, AssociationName: actor.Party().Name, Call: call}
	c.Append(actor, access.RunCampaigns, now, audit.Event{Type: "campaign_begun"})
	return c, s.campaigns.Insert(ctx, scope, &c)
}

// Change writes a campaign anew; an earlier last day ends it.
func (s *Service) Change(ctx context.Context, actor access.Actor, campaignID string, version int64, call Call) (Campaign, error) {
	scope, err := actor.Scope(access.RunCampaigns)
	if err != nil {
		return Campaign{}, err
	}
	if err := call.check(); err != nil {
		return Campaign{}, err
	}
	now := s.clock.Now()
	return s.campaigns.UpdateAt(ctx, scope, campaignID, version, func(c *Campaign) error {
		if c.Call == call {
			return store.Unchanged
		}
		from, to := audit.Changed(c.Call.parts(), call.parts())
		c.Call = call
		c.Append(actor, access.RunCampaigns, now, audit.Event{Type: "campaign_changed", From: from, To: to})
		return nil
	})
}

// Own gives a campaign of the actor's association, to change it.
func (s *Service) Own(ctx context.Context, actor access.Actor, campaignID string) (Campaign, error) {
	scope, err := actor.Scope(access.RunCampaigns)
	if err != nil {
		return Campaign{}, err
	}
	return s.campaigns.Get(ctx, scope, campaignID)
}

// Get gives a campaign to anybody who may know of campaigns. One that is still to
// come is its association's own affair.
func (s *Service) Get(ctx context.Context, actor access.Actor, campaignID string) (Campaign, error) {
	if !actor.Can(access.ViewCampaigns) {
		return Campaign{}, fault.New(fault.Forbidden, "forbidden")
	}
	c, err := s.campaigns.Get(ctx, access.System(), campaignID)
	if err == nil && c.AssociationID != actor.Party().ID && c.StatusOn(s.today()) == Coming {
		return Campaign{}, fault.New(fault.NotFound, "")
	}
	return c, err
}

// List gives the campaigns of the actor's association, or to others those that
// run.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]Campaign, error) {
	if actor.Can(access.RunCampaigns) {
		scope, err := actor.Scope(access.RunCampaigns)
		if err != nil {
			return nil, err
		}
		list, err := s.campaigns.All(ctx, scope, store.Query{Index: "association"})
		return sorted(list, s.today()), err
	}
	return s.RunningNow(ctx, actor)
}

// RunningNow gives every campaign that runs, the one that ends first before the
// others. Campaigns are for all to see, so it asks as the portal.
func (s *Service) RunningNow(ctx context.Context, actor access.Actor) ([]Campaign, error) {
	if !actor.Can(access.ViewCampaigns) {
		return nil, fault.New(fault.Forbidden, "forbidden")
	}
	list, err := s.campaigns.All(ctx, access.System(), store.Query{Index: "until", From: s.today()})
	var running []Campaign
	for _, c := range list {
		if c.StatusOn(s.today()) == Running {
			running = append(running, c)
		}
	}
	return running, err
}

// CountsOf tells what has come of a campaign, over all firms: numbers alone.
func (s *Service) CountsOf(ctx context.Context, actor access.Actor, campaignID string) (Counts, error) {
	if !actor.Can(access.ViewCampaigns) {
		return Counts{}, fault.New(fault.Forbidden, "forbidden")
	}
	list, err := s.openings.All(ctx, access.System(), store.Query{Index: "campaign", Equal: []any{campaignID}})
	return count(list, s.today()), err
}

// Live lists what is on offer under a campaign, to a consultant of the
// municipality.
func (s *Service) Live(ctx context.Context, actor access.Actor, campaignID string) ([]opening.Opening, error) {
	scope, err := actor.Scope(access.ViewOpenings)
	if err != nil {
		return nil, err
	}
	return s.openings.All(ctx, scope, store.Query{Index: "municipality_campaign", Equal: []any{campaignID, string(opening.Live)}, From: s.today()})
}

// TemplateUse tells how many small jobs began by each template, over all firms.
func (s *Service) TemplateUse(ctx context.Context, actor access.Actor) (map[string]int, error) {
	if !actor.Can(access.RunCampaigns) {
		return nil, fault.New(fault.Forbidden, "forbidden")
	}
	use := map[string]int{}
	for _, t := range opening.Templates() {
		n, err := s.openings.Count(ctx, access.System(), store.Query{Index: "template", Equal: []any{t.Code}})
		if err != nil {
			return nil, err
		}
		use[t.Code] = n
	}
	return use, nil
}
