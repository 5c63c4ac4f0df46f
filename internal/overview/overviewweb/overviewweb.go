// Package overviewweb shows a person what waits for them.
package overviewweb

import (
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/company"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/overview"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for the overview.
type Handlers struct {
	Overview *overview.Service
}

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{web.Get("/overview", access.ViewOverview, h.show)}
}

// overviewModel is the first page after signing in.
type overviewModel struct {
	Greeting string
	Role     string
	Tasks    []taskModel
	Idle     []taskModel // nothing to do there
	Running  string      // how many courses are under way, or ""
	Begin    bool        // the firm can spot a task
	Support  bool        // and ask what support there is
	Effort   bool        // sums can be seen, and no course
	Join     bool        // the firm can come to gatherings, and join campaigns
	Firms    bool        // an association has firms to do with
	Ring     bool        // and to ring
	Propose  bool        // the consultant can find a job for somebody
	Messages bool        // there is a list of what they were told
	Visit    visitModel  // what an owner sees to at the beginning
}

// visitModel is the owner's list of the first visit.
type visitModel struct {
	Steps  []stepModel
	Deputy bool // one person alone can give roles
}

type stepModel struct {
	Label string
	Text  string // what it is, while it is not done
	Href  string // "" while it cannot begin
	Badge view.Badge
}

type taskModel struct {
	Count int
	Label string
	Text  string
	Href  string
}

func (h Handlers) show(r *web.Request) (web.Answer, error) {
	waiting, err := h.Overview.For(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	visit, err := h.Overview.FirstVisit(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	m := newOverviewModel(r.Texts, r.Actor, waiting)
	m.Visit = newVisit(r.Texts, visit)
	return web.Page(overviewPage, r.T("nav.overview"), m), nil
}

func newOverviewModel(t *i18n.Texts, actor access.Actor, w overview.Waiting) overviewModel {
	m := overviewModel{
		Greeting: t.T("overview.hello", "name", t.Person(actor.Name())), Begin: actor.Can(access.EditOpenings), Support: actor.Can(access.ViewGrants), Propose: actor.Can(access.ManageCandidates),
		Messages: actor.Can(access.ViewReminders), Effort: actor.Can(access.ViewEffort) && !actor.Can(access.ViewPlacements), Join: actor.Can(access.JoinGatherings), Firms: actor.Can(access.ViewFirms), Ring: actor.Can(access.FollowFirms),
	}
	if w.Running > 0 {
		m.Running = t.N("overview.running", w.Running)
	}
	var roles []string
	for _, role := range actor.Roles() {
		if name := t.T("role." + string(role)); !slices.Contains(roles, name) { // a coordinator who acts for a firm is several things there
			roles = append(roles, name)
		}
	}
	m.Role = strings.Join(roles, ", ")
	for _, c := range []struct {
		name, href string
		count      int
	}{
		{"weeks_to_approve", "/weeks", w.WeeksToApprove},
		{"weeks_returned", "/weeks", w.WeeksReturned},
		{"weeks_to_log", "/weeks", w.WeeksToLog},
		{"proposals", "/referrals", w.Proposals},
		{"agreed", "/referrals", w.ToAgree},
		{"agreements", "/placements", w.Drafts},
		{"answers", "/placements", w.Problems},
		{yeses(actor), "/placements", w.Yeses},
		{"decisions", "/placements", w.AwaitVitas},
		{"weeks_to_see", "/weeks/unseen", w.WeeksToSee},
		{"follow_ups", "/meetings", w.FollowUps},
		{"recoveries", "/recoveries", w.Recoveries},
	} {
		task := taskModel{Count: c.count, Label: t.T("overview." + c.name + ".label"), Text: t.T("overview." + c.name + ".text"), Href: c.href}
		switch {
		case c.count < 0:
		case c.count == 0:
			m.Idle = append(m.Idle, task)
		default:
			m.Tasks = append(m.Tasks, task)
		}
	}
	return m
}

// doneAt is where each step of the first visit is done.
var doneAt = map[company.Step]string{
	company.ConfirmDetails: "/company/edit", company.GiveRoles: "/company/members", company.NameRepresentative: "/company/representative",
	company.FindTask: "/openings/new", company.AcceptTerms: "/company/terms",
}

func newVisit(t *i18n.Texts, v overview.Visit) visitModel {
	m := visitModel{Deputy: v.Deputy}
	tones := map[company.Standing]string{company.Done: "success", company.Missing: "warning", company.Waiting: "info"}
	for _, s := range v.Steps {
		step := stepModel{Label: t.T("visit.step." + string(s.Step)), Href: doneAt[s.Step], Badge: view.Badge{Label: t.T("visit.standing." + string(s.Standing)), Tone: tones[s.Standing]}}
		if s.Standing != company.Done {
			step.Text = t.T("visit.explain." + string(s.Step))
		}
		if s.Step == company.FindTask && s.Standing == company.Missing && v.Begin != "" {
			step.Href += "?template=" + v.Begin
			step.Text = t.T("visit.suggested", "template", t.T("opening.template."+v.Begin))
		}
		if s.Standing == company.NotYet {
			step.Href = ""
		}
		m.Steps = append(m.Steps, step)
	}
	return m
}

// yeses says whose yes is missing: the firm's own, or the candidate's, which
// the consultant records.
func yeses(actor access.Actor) string {
	if actor.Party().Kind == access.Municipality {
		return "yeses_candidate"
	}
	return "yeses"
}

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{overviewPage} }

var overviewPage = view.New("pages/overview/overview", func(t *i18n.Texts) []view.Sample[overviewModel] {
	owner := access.NewActor(access.Identity{PersonID: "p1", Name: "Karen Holm"}, access.Party{Kind: access.Company}, access.Owner)
	coordinator := access.NewActor(access.Identity{PersonID: "p2", Name: "Lone Friis"}, access.Party{Kind: access.Association}, access.Coordinator)
	acting := access.NewActor(access.Identity{PersonID: "p2", Name: "Lone Friis"}, access.Party{Kind: access.Company}, access.Preparer, access.Observer)
	nothing := overview.Waiting{Proposals: -1, Drafts: -1, Yeses: -1, AwaitVitas: -1, WeeksToApprove: -1, WeeksToLog: -1, WeeksReturned: -1, Running: -1, ToAgree: -1, Problems: -1, WeeksToSee: -1, FollowUps: -1, Recoveries: 1}
	first := newOverviewModel(t, owner, overview.Waiting{WeeksToSee: -1, Recoveries: -1})
	first.Visit = newVisit(t, overview.Visit{Deputy: true, Steps: []company.VisitStep{
		{Step: company.ConfirmDetails, Standing: company.Done}, {Step: company.GiveRoles, Standing: company.Waiting}, {Step: company.NameRepresentative, Standing: company.Missing},
		{Step: company.FindTask, Standing: company.NotYet}, {Step: company.AcceptTerms, Standing: company.Missing},
	}})
	suggested := newOverviewModel(t, owner, overview.Waiting{WeeksToSee: -1, Recoveries: -1})
	suggested.Visit = newVisit(t, overview.Visit{Begin: "season", Steps: []company.VisitStep{{Step: company.FindTask, Standing: company.Missing}}})
	return []view.Sample[overviewModel]{
		{Name: "first-visit", Model: first},
		{Name: "suggested", Model: suggested},
		{Name: "quiet", Model: newOverviewModel(t, owner, overview.Waiting{WeeksToSee: -1, Recoveries: -1})},
		{Name: "busy", Model: newOverviewModel(t, owner, overview.Waiting{Proposals: 1, Drafts: 2, Yeses: 1, AwaitVitas: 1, WeeksToApprove: 12, WeeksToLog: 3, WeeksReturned: 1, Running: 4, ToAgree: 1, Problems: 1, WeeksToSee: -1, FollowUps: 2, Recoveries: -1})},
		{Name: "coordinator", Model: newOverviewModel(t, coordinator, nothing)},
		{Name: "acting", Model: newOverviewModel(t, acting, nothing)},
	}
})
