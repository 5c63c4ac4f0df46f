package claim

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Service reads and changes applications and their claims.
type Service struct {
	Rules *Rules

	applications store.Collection[Application]
	grants       *grant.Rules
	placements   *placement.Service
	weeks        *hours.Service
	meetings     *meeting.Service
	papers       Papers
	clock        clock.Clock
}

// Papers tells which kinds of documents of a course there are, by what they are
// about.
type Papers func(ctx context.Context, actor access.Actor, placementID string) (map[string][]string, error)

// Needs are the features that claims rest on.
type Needs struct {
	Grants     *grant.Rules
	Placements *placement.Service
	Hours      *hours.Service
	Meetings   *meeting.Service
	Papers     Papers
}

// NewService makes the service.
func NewService(db *store.DB, rules *Rules, n Needs, c clock.Clock) *Service {
	return &Service{Rules: rules, applications: store.In(db, Table), grants: n.Grants, placements: n.Placements, weeks: n.Hours, meetings: n.Meetings, papers: n.Papers, clock: c}
}

func (s *Service) today() caldate.Date { return caldate.Of(s.clock.Now()) }

// Checklist is what an application for a scheme takes before it is sent: codes of
// steps and of documents, as a scheme's data name them. Asking and claiming
// themselves are not on it.
func (s *Service) Checklist(scheme grant.SchemeID) []string {
	steps, documents := s.grants.Preparation(scheme)
	var list []string
	for _, step := range steps {
		if step != "apply_in_vitas" && step != "claim_in_nemrefusion" {
			list = append(list, "warning."+string(step))
		}
	}
	for _, d := range documents {
		if d != "monthly_claim" && d != "payslips" && d != "assistant_hours" && d != "wage_accounts" {
			list = append(list, "document."+d)
		}
	}
	return list
}

// Status is where an application stands.
func (s *Service) Status(a Application) Status { return a.StatusBy(s.Checklist(a.Scheme)) }

// Begin starts an application for a course, with what the agreement says already.
// The firm has one at a time for a scheme and course.
func (s *Service) Begin(ctx context.Context, actor access.Actor, placementID string, scheme grant.SchemeID) (Application, error) {
	scope, err := actor.Scope(access.Apply)
	if err != nil {
		return Application{}, err
	}
	p, err := s.placements.Get(ctx, actor, access.ViewPlacements, placementID)
	if err != nil {
		return Application{}, err
	}
	rule, known := s.Rules.Scheme(scheme)
	if !known {
		return Application{}, fault.Field("scheme", "choose")
	}
	others, err := s.applications.All(ctx, scope, store.Query{Index: "company_placement", Equal: []any{placementID}})
	if err != nil {
		return Application{}, err
	}
	now, earlier := s.clock.Now(), 0
	for _, a := range others {
		if a.Scheme != scheme {
			continue
		}
		if !a.over(caldate.Of(now)) {
			return Application{}, fault.New(fault.Conflict, "application_there")
		}
		earlier++
	}
	a := Application{
		Doc: store.Doc{ID: applicationID(placementID, scheme, earlier)}, CompanyID: p.CompanyID, MunicipalityID: p.MunicipalityID, PlacementID: p.ID, FirstName: p.FirstName,
		CompanyName: p.CompanyName, Scheme: scheme, Said: suggested(p, rule, caldate.Of(now)),
	}
	a.Append(actor, access.Apply, now, audit.Event{Type: "application_begun"})
	if err = s.applications.Insert(ctx, scope, &a); fault.Is(err, fault.Conflict) {
		err = fault.New(fault.Conflict, "application_there")
	}
	return a, err
}

// applicationID names the n-th application of a course for a scheme, so that two who
// begin one at once begin one.
func applicationID(placementID string, scheme grant.SchemeID, n int) string {
	sum := sha256.Sum256([]byte(placementID + "\n" + string(scheme) + "\n" + strconv.Itoa(n)))
	return "app_" + hex.EncodeToString(sum[:16])
}

// suggested is what the agreement says already.
func suggested(p placement.Placement, rule Scheme, today caldate.Date) Said {
	said := Said{From: p.Agreement.Start, To: p.LastDay()}
	if said.From.Before(today) {
		said.From = today
	}
	for _, t := range p.Agreement.Tasks {
		if rule.Of == Subsidised && t.Strand != placement.Paid {
			continue
		}
		if said.Work != "" {
			said.Work += "\n"
		}
		said.Work += t.Title
		said.Minutes += t.Minutes
	}
	return said
}

// change does one thing to an application.
func (s *Service) change(ctx context.Context, actor access.Actor, used access.Permission, applicationID string, apply func(*Application, time.Time) (audit.Event, error)) (Application, error) {
	scope, err := actor.Scope(used)
	if err != nil {
		return Application{}, err
	}
	if _, err := s.Get(ctx, actor, applicationID); err != nil { // which must be seen to be changed
		return Application{}, err
	}
	now := s.clock.Now()
	return s.applications.Update(ctx, scope, applicationID, func(a *Application) error {
		e, err := apply(a, now)
		if err == nil {
			a.Append(actor, used, now, e)
		}
		return err
	})
}

// Get gives an application. Where the actor may not see its course, because the
// person took consent back, it is not there; nor for the municipality before it was
// sent, and then as it was sent.
func (s *Service) Get(ctx context.Context, actor access.Actor, applicationID string) (Application, error) {
	scope, err := actor.Scope(access.ViewApplications)
	if err != nil {
		return Application{}, err
	}
	a, err := s.applications.Get(ctx, scope, applicationID)
	if err != nil {
		return Application{}, err
	}
	if _, err := s.placements.Get(ctx, actor, access.ViewApplications, a.PlacementID); err != nil {
		return Application{}, err
	}
	a, seen := a.seenBy(actor)
	if !seen {
		return Application{}, fault.New(fault.NotFound, "")
	}
	return a, nil
}

// seenBy is an application as somebody may know it, and whether they may at all.
func (a Application) seenBy(actor access.Actor) (Application, bool) {
	if actor.Can(access.Apply) {
		return a, true
	}
	n := len(a.Sendings)
	if n == 0 {
		return a, false
	}
	a.Said = a.Sendings[n-1].Said
	return a, true
}

// List gives the applications of the actor's firm or municipality.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]Application, error) {
	return s.list(ctx, actor, string(actor.Party().Kind))
}

// OfPlacement gives those of one course.
func (s *Service) OfPlacement(ctx context.Context, actor access.Actor, placementID string) ([]Application, error) {
	return s.list(ctx, actor, string(actor.Party().Kind)+"_placement", placementID)
}

func (s *Service) list(ctx context.Context, actor access.Actor, index string, equal ...any) ([]Application, error) {
	scope, err := actor.Scope(access.ViewApplications)
	if err != nil {
		return nil, err
	}
	all, err := s.applications.All(ctx, scope, store.Query{Index: index, Equal: equal})
	if err != nil || len(all) == 0 {
		return nil, err
	}
	placements, err := s.placements.Current(ctx, actor, caldate.Date{})
	if err != nil {
		return nil, err
	}
	var list []Application
	for _, a := range all {
		if a, seen := a.seenBy(actor); seen && runs(placements, a) {
			list = append(list, a)
		}
	}
	return list, nil
}

// Write sets what the open fields of an application say.
func (s *Service) Write(ctx context.Context, actor access.Actor, applicationID string, version int64, said Said) (Application, error) {
	scope, err := actor.Scope(access.Apply)
	if err != nil {
		return Application{}, err
	}
	if _, err := s.Get(ctx, actor, applicationID); err != nil {
		return Application{}, err
	}
	now := s.clock.Now()
	return s.applications.UpdateAt(ctx, scope, applicationID, version, func(a *Application) error {
		rule, _ := s.Rules.Scheme(a.Scheme)
		open := a.OpenFields(rule.Of)
		if len(open) == 0 {
			return fault.New(fault.Conflict, "application_is_"+string(s.Status(*a)))
		}
		next := a.Said.with(said, open)
		if err := next.check(); err != nil {
			return err
		}
		changed := differ(a.Said, next, rule.Of)
		if len(changed) == 0 {
			return store.Unchanged
		}
		a.Said = next
		a.Append(actor, access.Apply, now, audit.Event{Type: "application_written", About: keys("claim.field.", changed)})
		return nil
	})
}

func keys(prefix string, names []string) []string {
	list := make([]string, len(names))
	for i, n := range names {
		list[i] = prefix + n
	}
	return list
}

// with takes over the fields named from another.
func (s Said) with(other Said, fields []string) Said {
	for _, name := range fields {
		switch name {
		case "why":
			s.Why = other.Why
		case "work":
			s.Work = other.Work
		case "help":
			s.Help = other.Help
		case "minutes":
			s.Minutes = other.Minutes
		case "from":
			s.From = other.From
		case "to":
			s.To = other.To
		}
	}
	return s
}

// check finds what is wrong with what is said, also before it is complete.
func (s Said) check() error {
	var faults fault.Fields
	if !s.From.IsZero() && !s.To.IsZero() && s.To.Before(s.From) {
		faults.Add("to", "before_start")
	}
	return faults.Err()
}

// complete finds what an application lacks before it can be sent.
func (s Said) complete(of Of) error {
	faults := fault.Fields(fault.FieldsOf(s.check()))
	for _, name := range Fields(of) {
		if v := s.field(name); v == "" || v == 0 || v == (caldate.Date{}) {
			faults.Add(name, "required")
		}
	}
	return faults.Err()
}

// Tick notes that lines of the checklist are done, and that the others are not.
func (s *Service) Tick(ctx context.Context, actor access.Actor, applicationID string, done []string) (Application, error) {
	return s.change(ctx, actor, access.Apply, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		if status := s.Status(*a); status != Preparing && status != ToSend {
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		}
		var kept []Mark
		for _, what := range s.Checklist(a.Scheme) {
			switch i := slices.IndexFunc(a.Ready, func(m Mark) bool { return m.What == what }); {
			case !slices.Contains(done, what):
			case i >= 0:
				kept = append(kept, a.Ready[i])
			default:
				kept = append(kept, Mark{What: what, By: actor.Name(), At: now})
			}
		}
		if len(kept) == len(a.Ready) && slices.EqualFunc(kept, a.Ready, func(x, y Mark) bool { return x.What == y.What }) {
			return audit.Event{}, store.Unchanged
		}
		a.Ready = kept
		return audit.Event{Type: "application_checklist"}, nil
	})
}

// Send notes that the application was sent in VITAS or to the municipality, with
// the reference it has there. What is said then is kept.
func (s *Service) Send(ctx context.Context, actor access.Actor, applicationID, reference string) (Application, error) {
	return s.change(ctx, actor, access.Apply, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		rule, _ := s.Rules.Scheme(a.Scheme)
		switch status := s.Status(*a); status {
		case Preparing:
			return audit.Event{}, fault.New(fault.Conflict, "application_checklist")
		case ToSend, MoreWanted:
		default:
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		}
		faults := fault.Fields(fault.FieldsOf(a.Said.complete(rule.Of)))
		if rule.Of == Help && len(a.Split) == 0 {
			return audit.Event{}, fault.New(fault.Conflict, "split_first")
		}
		if reference == "" {
			faults.Add("reference", "required")
		}
		if err := faults.Err(); err != nil {
			return audit.Event{}, err
		}
		a.Sendings = append(a.Sendings, Sending{Mark: Mark{By: actor.Name(), At: now}, Reference: reference, Said: a.Said})
		return audit.Event{Type: "application_sent", To: reference, About: keys("claim.field.", a.Difference(rule.Of))}, nil
	})
}

// Ask notes what the municipality wants to know more about. Only those fields open.
func (s *Service) Ask(ctx context.Context, actor access.Actor, applicationID string, fields []string, text string) (Application, error) {
	return s.change(ctx, actor, access.RecordDecisions, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		rule, _ := s.Rules.Scheme(a.Scheme)
		if status := s.Status(*a); status != Sent {
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		}
		fields = slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return !slices.Contains(Fields(rule.Of), f) })
		var faults fault.Fields
		if len(fields) == 0 {
			faults.Add("fields", "choose")
		}
		if text == "" {
			faults.Add("text", "required")
		}
		if err := faults.Err(); err != nil {
			return audit.Event{}, err
		}
		a.Asked = append(a.Asked, Asked{Mark: Mark{By: actor.Name(), At: now}, Fields: fields, Text: text})
		return audit.Event{Type: "application_asked", About: keys("claim.field.", fields), Reason: text}, nil
	})
}

// Decide notes what the municipality decided. What was noted wrongly is noted again,
// as long as nothing was claimed by it. Two schemes do not pay for the same hours.
func (s *Service) Decide(ctx context.Context, actor access.Actor, applicationID string, d Decision) (Application, error) {
	if err := s.alone(ctx, actor, applicationID, d.From, d.To, "granted_from"); d.Granted && err != nil {
		return Application{}, err
	}
	return s.change(ctx, actor, access.RecordDecisions, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		rule, _ := s.Rules.Scheme(a.Scheme)
		if status := s.Status(*a); status != Sent && status != MoreWanted && !a.Redecidable() {
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		}
		if err := d.check(caldate.Of(now)); err != nil {
			return audit.Event{}, err
		}
		d.Mark = Mark{By: actor.Name(), At: now}
		if d.Step = 0; rule.Of == Subsidised && d.Granted {
			d.Step = s.grants.StepOf(d.Rate, d.From)
		}
		a.Decision = &d
		if !d.Granted {
			return audit.Event{Type: "application_refused", Reason: d.Refusal}, nil
		}
		return audit.Event{Type: "application_granted", From: d.From.Danish(), To: d.To.Danish()}, nil
	})
}

// Redecidable tells whether a decision can be noted again: nothing was claimed or
// altered by it.
func (a Application) Redecidable() bool {
	return a.Decision != nil && a.Withdrawn == nil && len(a.Changes) == 0 && !slices.ContainsFunc(a.Claims, func(c Claim) bool { return len(c.Sendings) > 0 })
}

// over tells whether an application stands in the way of none: it was refused or
// withdrawn, or its support has ended.
func (a Application) over(today caldate.Date) bool {
	if a.Withdrawn != nil || a.Decision != nil && !a.Decision.Granted {
		return true
	}
	return a.Decision != nil && a.Until().Before(today)
}

// alone finds another grant of the course that pays for the same hours between two
// days.
func (s *Service) alone(ctx context.Context, actor access.Actor, applicationID string, from, to caldate.Date, field string) error {
	a, err := s.Get(ctx, actor, applicationID)
	if err != nil {
		return err
	}
	if rule, _ := s.Rules.Scheme(a.Scheme); rule.Of != Subsidised {
		return nil
	}
	others, err := s.OfPlacement(ctx, actor, a.PlacementID)
	if err != nil {
		return err
	}
	for _, o := range others {
		rule, _ := s.Rules.Scheme(o.Scheme)
		if o.ID != a.ID && rule.Of == Subsidised && !o.Until().IsZero() && !o.Decision.From.After(to) && !o.Until().Before(from) {
			return fault.Field(field, "grant_overlaps")
		}
	}
	return nil
}

// check finds what a decision lacks.
func (d Decision) check(today caldate.Date) error {
	var faults fault.Fields
	switch {
	case d.On.IsZero():
		faults.Add("decided_on", "required")
	case d.On.After(today):
		faults.Add("decided_on", "after_today")
	}
	if d.Reference == "" {
		faults.Add("decision_reference", "required")
	}
	if !d.Granted {
		if d.Refusal == "" {
			faults.Add("refusal", "required")
		}
		return faults.Err()
	}
	switch {
	case d.From.IsZero():
		faults.Add("granted_from", "required")
	case d.To.IsZero():
		faults.Add("granted_to", "required")
	case d.To.Before(d.From):
		faults.Add("granted_to", "before_start")
	case d.To.Sub(d.From) > longestGrant:
		faults.Add("granted_to", "grant_too_long")
	}
	return faults.Err()
}

// longestGrant is how many days one decision can cover at most here: two years.
const longestGrant = 731

// Withdraw takes an application back.
func (s *Service) Withdraw(ctx context.Context, actor access.Actor, applicationID, why string) (Application, error) {
	if why == "" {
		return Application{}, fault.Field("why_withdrawn", "required")
	}
	return s.change(ctx, actor, access.Apply, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		switch status := s.Status(*a); status {
		case Granted, Refused:
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		case Dropped:
			return audit.Event{}, store.Unchanged
		}
		a.Withdrawn = &Mark{By: actor.Name(), At: now, Reason: why}
		return audit.Event{Type: "application_withdrawn", Reason: why}, nil
	})
}

// Alter notes a change of what was granted.
func (s *Service) Alter(ctx context.Context, actor access.Actor, applicationID string, c Change) (Application, error) {
	if c.Kind == Longer {
		if err := s.alone(ctx, actor, applicationID, s.today(), c.On, "on"); err != nil {
			return Application{}, err
		}
	}
	return s.change(ctx, actor, access.RecordDecisions, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		rule, _ := s.Rules.Scheme(a.Scheme)
		if status := s.Status(*a); status != Granted {
			return audit.Event{}, fault.New(fault.Conflict, "application_is_"+string(status))
		}
		if err := c.check(*a); err != nil {
			return audit.Event{}, err
		}
		if c.Step = 0; c.Kind == NewRate && rule.Of == Subsidised {
			c.Step = s.grants.StepOf(c.Rate, c.On)
		}
		c.Mark.By, c.Mark.At = actor.Name(), now
		a.Changes = append(a.Changes, c)
		return audit.Event{Type: "grant_altered", To: c.On.Danish(), Reason: c.Reason, ToChoices: []string{"claim.change." + string(c.Kind)}}, nil
	})
}

func (c Change) check(a Application) error {
	var faults fault.Fields
	if !slices.Contains(ChangeKinds(), c.Kind) {
		faults.Add("kind", "choose")
	}
	switch {
	case c.On.IsZero():
		faults.Add("on", "required")
	case c.On.Before(a.Decision.From):
		faults.Add("on", "before_grant")
	case c.Kind == Longer && !c.On.After(a.Until()):
		faults.Add("on", "not_longer")
	case c.Kind == Longer && c.On.Sub(a.Decision.From) > longestGrant:
		faults.Add("on", "grant_too_long")
	case c.Kind != Longer && c.On.After(a.Until()):
		faults.Add("on", "after_grant")
	}
	if c.Kind == NewRate && c.Rate <= 0 {
		faults.Add("rate", "required")
	}
	if c.Reason == "" {
		faults.Add("reason", "required")
	}
	return faults.Err()
}

// Told notes that the municipality was told of a change, or settled it.
func (s *Service) Told(ctx context.Context, actor access.Actor, applicationID string, n int, settled bool) (Application, error) {
	return s.change(ctx, actor, access.RecordDecisions, applicationID, func(a *Application, now time.Time) (audit.Event, error) {
		if n < 0 || n >= len(a.Changes) {
			return audit.Event{}, fault.New(fault.NotFound, "")
		}
		c, mark := &a.Changes[n], &Mark{By: actor.Name(), At: now}
		switch {
		case settled && c.Settled == nil:
			c.Settled = mark
			return audit.Event{Type: "grant_change_settled"}, nil
		case !settled && c.Told == nil:
			c.Told = mark
			return audit.Event{Type: "grant_change_told"}, nil
		}
		return audit.Event{}, store.Unchanged
	})
}

// SetSplit writes a new version of who does what, from a day on.
func (s *Service) SetSplit(ctx context.Context, actor access.Actor, applicationID string, version int64, split Split) (Application, error) {
	scope, err := actor.Scope(access.Apply)
	if err != nil {
		return Application{}, err
	}
	if _, err := s.Get(ctx, actor, applicationID); err != nil {
		return Application{}, err
	}
	if err := split.check(); err != nil {
		return Application{}, err
	}
	now := s.clock.Now()
	split.Mark = Mark{By: actor.Name(), At: now}
	return s.applications.UpdateAt(ctx, scope, applicationID, version, func(a *Application) error {
		rule, _ := s.Rules.Scheme(a.Scheme)
		if rule.Of != Help {
			return fault.New(fault.NotFound, "")
		}
		switch status := s.Status(*a); {
		case status == Granted && len(a.Split) > 0 && !split.From.After(a.Split[len(a.Split)-1].From):
			return fault.Field("from", "split_new_day") // what was granted and claimed rests on the old one
		case status != Granted && len(a.OpenFields(rule.Of)) == 0:
			return fault.New(fault.Conflict, "application_is_"+string(status))
		}
		a.Split = slices.DeleteFunc(a.Split, func(old Split) bool { return old.From == split.From })
		a.Split = append(a.Split, split)
		slices.SortFunc(a.Split, func(x, y Split) int { return x.From.Compare(y.From) })
		a.Append(actor, access.Apply, now, audit.Event{Type: "split_written", To: split.From.Danish()})
		return nil
	})
}
