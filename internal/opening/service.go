package opening

import (
	"context"
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/id"
	"fodfaeste/internal/store"
)

// Service reads and changes openings.
type Service struct {
	openings  store.Collection[Opening]
	hands     store.Collection[Hand]
	companies *company.Service
	clock     clock.Clock
	proposals Proposals
	campaigns Campaigns
}

// NewService makes the service.
func NewService(db *store.DB, companies *company.Service, c clock.Clock) *Service {
	return &Service{openings: store.In(db, Table), hands: store.In(db, Hands), companies: companies, clock: c, proposals: noProposals, campaigns: noCampaigns}
}

// Spot makes a draft of the five answers.
func (s *Service) Spot(ctx context.Context, actor access.Actor, a Spotted) (Opening, error) {
	scope, err := actor.Scope(access.EditOpenings)
	if err != nil {
		return Opening{}, err
	}
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return Opening{}, err
	}
	workplace, mentor, err := s.placeAndMentor(ctx, actor, firm, a.PNumber, a.Mentor, a.check())
	if err != nil {
		return Opening{}, err
	}
	campaign, err := s.campaigns(ctx, a.Campaign)
	if err != nil {
		return Opening{}, err
	}
	now := s.clock.Now()
	o := Opening{
		Doc: store.Doc{ID: id.New("opn", now)}, CompanyID: firm.ID, MunicipalityID: firm.MunicipalityID,
		CompanyName: firm.Details.Name, Offer: draftOf(a, workplace, caldate.Of(now)), Mentor: mentor, TouchedAt: now, Template: TemplateOf(a.Template).Code,
	}
	if campaign != "" { // one that ended meanwhile takes nothing in, and is no reason to lose what was written
		o.CampaignID, o.Campaign = a.Campaign, campaign
	}
	o.file(now)
	o.Append(actor, access.EditOpenings, now, audit.Event{Type: "opening_drafted"})
	return o, s.openings.Insert(ctx, scope, &o)
}

// placeAndMentor checks the choices that only the firm's own record can tell,
// together with faults found already, so that all are told at once.
func (s *Service) placeAndMentor(ctx context.Context, actor access.Actor, firm company.Company, pNumber, mentorID string, found error) (string, Mentor, error) {
	faults := fault.Fields(fault.FieldsOf(found))
	workplace, ok := firm.Workplace(pNumber)
	if !ok {
		faults.Add("p_number", "choose")
	}
	colleagues, err := s.companies.Colleagues(ctx, actor)
	if err != nil {
		return "", Mentor{}, err
	}
	mentor := Mentor{}
	for _, c := range colleagues {
		if c.PersonID == mentorID {
			mentor = Mentor{PersonID: c.PersonID, Name: c.Name}
		}
	}
	if mentor.PersonID == "" {
		faults.Add("mentor", "choose")
	}
	return workplace.Name, mentor, faults.Err()
}

// Proposals tells of the people who are proposed to an opening: whether any waits
// for an answer, and whether any has neither a no nor an agreement. Package
// candidate knows.
type Proposals func(ctx context.Context, scope store.Scope, openingID string) (waiting, open bool, err error)

// AskProposals says who knows about proposals.
func (s *Service) AskProposals(p Proposals) { s.proposals = p }

func noProposals(context.Context, store.Scope, string) (waiting, open bool, err error) {
	return false, false, nil
}

// Campaigns names a campaign that runs, and says "" of any other. Package campaign
// knows.
type Campaigns func(ctx context.Context, campaignID string) (name string, err error)

// AskCampaigns says who knows about campaigns.
func (s *Service) AskCampaigns(c Campaigns) { s.campaigns = c }

func noCampaigns(context.Context, string) (string, error) { return "", nil }

// List gives the openings of a status that the actor's party may see, newest
// first: drafts with those sent back, and closed ones with those filled and
// rejected. A municipality sees the live ones and those to review,
// with those whose change is to be looked at.
func (s *Service) List(ctx context.Context, actor access.Actor, status Status, after string) (store.Page[Opening], error) {
	scope, err := actor.Scope(access.ViewOpenings)
	if err != nil {
		return store.Page[Opening]{}, err
	}
	status = visible(actor, status)
	if status == Expired {
		return s.expired(ctx, actor, scope)
	}
	q := store.Query{Index: string(actor.Party().Kind), Equal: []any{string(status)}, Descending: true, After: after}
	if status == Live || status == Draft {
		q.From = caldate.Of(s.clock.Now())
	}
	page, err := s.openings.Find(ctx, scope, q)
	if err != nil || status != InReview || after != "" || actor.Party().Kind != access.Municipality {
		return page, err
	}
	changed, err := s.changing(ctx, scope)
	page.Items = append(page.Items, changed...)
	return page, err
}

// Foremost is the status of one opening of the actor's firm, and of one that has
// been looked at where there is one; "" where there is none.
func (s *Service) Foremost(ctx context.Context, actor access.Actor) (Status, error) {
	scope, err := actor.Scope(access.ViewOpenings)
	if err != nil {
		return "", err
	}
	// By status, from the end of the alphabet: those that were looked at come
	// before in_review, drafts after it.
	o, err := s.openings.First(ctx, scope, store.Query{Index: string(access.Company), Descending: true})
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return o.Status, err
}

// changing gives the openings whose change waits for the consultant.
func (s *Service) changing(ctx context.Context, scope store.Scope) ([]Opening, error) {
	list, err := s.openings.All(ctx, scope, store.Query{Index: "changing", Equal: []any{changing}})
	return slices.DeleteFunc(list, func(o Opening) bool { return o.May(Accept, caldate.Of(s.clock.Now())) != nil }), err
}

// ToReview counts what waits for the consultant: openings to review and changes
// of live ones.
func (s *Service) ToReview(ctx context.Context, actor access.Actor) (int, error) {
	scope, err := actor.Scope(access.ReviewOpenings)
	if err != nil {
		return 0, err
	}
	n, err := s.openings.Count(ctx, scope, store.Query{Index: string(actor.Party().Kind), Equal: []any{string(InReview)}})
	if err != nil {
		return 0, err
	}
	changed, err := s.changing(ctx, scope)
	return n + len(changed), err
}

// expired gives what the clock has ended, live ones before drafts.
func (s *Service) expired(ctx context.Context, actor access.Actor, scope store.Scope) (page store.Page[Opening], err error) {
	for _, status := range []Status{Live, Draft} {
		list, err := s.openings.All(ctx, scope, store.Query{
			Index: string(actor.Party().Kind), Equal: []any{string(status)}, To: caldate.Of(s.clock.Now()), Descending: true,
		})
		if err != nil {
			return page, err
		}
		page.Items = append(page.Items, list...)
	}
	return page, nil
}

// Tabs are the lists an actor can ask for, the first one unasked.
func Tabs(actor access.Actor) []Status {
	if actor.Party().Kind == access.Company {
		return []Status{Live, Draft, InReview, Paused, Expired, Closed}
	}
	return []Status{Live, InReview}
}

// visible is the status an actor may list.
func visible(actor access.Actor, status Status) Status {
	tabs := Tabs(actor)
	if !slices.Contains(tabs, status) {
		return tabs[0]
	}
	return status
}

// Get gives an opening. Outside the firm a draft is not found.
func (s *Service) Get(ctx context.Context, actor access.Actor, openingID string) (Opening, error) {
	scope, err := actor.Scope(access.ViewOpenings)
	if err != nil {
		return Opening{}, err
	}
	o, err := s.openings.Get(ctx, scope, openingID)
	if err == nil && !o.shown(actor) {
		return Opening{}, fault.New(fault.NotFound, "")
	}
	return o, err
}

// Edit is a firm's change of an opening it saw at a version.
type Edit struct {
	Version int64
	Offer   Offer
	Mentor  string // person id
}

// Change writes a new offer. Somebody else's change in between gives
// fault.Conflict and the opening as it is now.
func (s *Service) Change(ctx context.Context, actor access.Actor, openingID string, e Edit) (Opening, error) {
	scope, err := actor.Scope(access.EditOpenings)
	if err != nil {
		return Opening{}, err
	}
	firm, err := s.companies.Get(ctx, actor)
	if err != nil {
		return Opening{}, err
	}
	workplace, mentor, err := s.placeAndMentor(ctx, actor, firm, e.Offer.PNumber, e.Mentor, e.Offer.check())
	if err != nil {
		return Opening{}, err
	}
	e.Offer.Workplace = workplace
	_, dialogue, err := s.proposals(ctx, scope, openingID)
	if err != nil {
		return Opening{}, err
	}
	return s.openings.UpdateAt(ctx, scope, openingID, e.Version, func(o *Opening) error {
		now := s.clock.Now()
		if err := o.May(Write, caldate.Of(now)); err != nil {
			return err
		}
		if err := o.mayWrite(actor); err != nil {
			return err
		}
		change := Snapshot{Offer: e.Offer, Mentor: mentor, Mark: Mark{By: actor.Name(), At: now}}
		event := o.write(change, o.waits(e.Offer, firm.Trust.Holds(), dialogue))
		o.Append(actor, access.EditOpenings, now, event)
		o.file(now)
		return nil
	})
}
