package main

import (
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"fodfaeste/internal/access"
	"fodfaeste/internal/campaign"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/company"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/document"
	"fodfaeste/internal/gathering"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/need"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/payroll"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/report"
	"fodfaeste/internal/store"
)

// publicRoutes is everything one can reach without signing in.
var publicRoutes = []string{
	"GET /", "GET /signin", "GET /signin/:broker/start", "GET /signin/:broker/callback", "GET /signed-out",
	"POST /locale", "GET /was", "GET /representative/:secret", "POST /representative/:secret",
	"GET /guest/:secret", "POST /guest/:secret",
	"GET /invitation/:secret", "POST /invitation/:secret", "POST /invitation/:secret/refusal",
	"GET /delivery/confirmation/:secret", "POST /delivery/confirmation/:secret", "GET /delivery/stop/:secret", "POST /delivery/stop/:secret",
	"GET /calendar/:secret.ics",
	"GET /dev/views", "GET /dev/views/*", // development servers only
}

// personas that hold a role, and one of another firm, and one without any.
var personas = []string{"owner", "hr", "hr2", "mentor", "owner2", "coordinator", "consultant", "pseudonym"}

// fixture names the records that stand in for the parts of an address: own
// ones, and the same of a firm and a municipality that are nobody's here.
type fixture struct {
	opening, candidate, referral, placement, grant, request, delegation, invitation, week, line, hand, campaign, gathering, followed, need, recovery, payroll, application, period, document, observation string
}

func (f fixture) path(pattern string) string {
	id := map[string]string{
		"openings": f.opening, "candidates": f.candidate, "referrals": f.referral, "placements": f.placement,
		"members": f.grant, "requests": f.request, "hands": f.hand, "needs": f.need, "sessions": "ses_x", "delegations": f.delegation, "firms": f.delegation, "invitations": f.invitation, "campaigns": f.campaign, "gatherings": f.gathering, "pipeline": f.followed, "recoveries": f.recovery, "payroll": f.payroll, "applications": f.application,
	}
	parts := strings.Split(pattern, "/")
	for i, part := range parts {
		switch part {
		case ":id":
			parts[i] = id[parts[i-1]]
		case ":pledge":
			parts[i] = "1"
		case ":week":
			parts[i] = f.week
		case ":document":
			parts[i] = f.document
		case ":meeting":
			parts[i] = "end" // every course has one
		case ":from":
			parts[i] = f.period
		case ":change":
			parts[i] = "0"
		case ":delivery":
			parts[i] = "1"
		case ":observation":
			parts[i] = f.observation
		case ":line":
			parts[i] = f.line
		case ":secret", ":broker", ":secret.ics":
			parts[i] = "unknown"
		}
	}
	return strings.Join(parts, "/")
}

// TestTenantMatrix walks every route with every role, on own records, on
// foreign ones and on records that do not exist. A foreign record must be
// indistinguishable from a missing one, and nothing of it may change.
func TestTenantMatrix(t *testing.T) {
	t.Parallel()
	s := open(t, "", true)
	own, foreign := s.ownFixture(), s.foreignFixture()
	missing := fixture{"opn_0", "cnd_0", "ref_0", "plc_0", "grt_0", "ask_0", "dlg_0", "inv_0", foreign.week, "lin_0", "hnd_0", "cmp_0", "gat_0", "pip_0", "ned_0", "rcv_0", "pay_0", "app_0", foreign.period, "doc_0", "obs_0"}
	before := s.versions(foreign)
	tried, leaks := 0, 0
	for _, route := range routes(s.services, "", nil) {
		name := route.Method + " " + route.Path
		anonymous := s.as("").visit(route.Method, own.path(route.Path))
		tried++
		if public := slices.Contains(publicRoutes, name); public == strings.HasPrefix(anonymous.location, "/signin?") {
			t.Errorf("%s: public %t, but without sign-in it answers %d to %q", name, public, anonymous.status, anonymous.location)
		}
	}
	for _, persona := range append([]string{"acting"}, personas...) {
		v := s.asActing(persona, own)
		actor := s.actorOf(v)
		for _, route := range routes(s.services, "", nil) {
			if route.Permission == access.Anyone || route.Path == "/signout" || !strings.Contains(route.Path, ":") {
				continue
			}
			name := fmt.Sprintf("%s as %s", route.Method+" "+route.Path, persona)
			atForeign, atMissing := v.visit(route.Method, foreign.path(route.Path)), v.visit(route.Method, missing.path(route.Path))
			tried += 2
			if problem := compare(actor, route.Permission, atForeign, atMissing); problem != "" {
				t.Errorf("%s: %s", name, problem)
				leaks++
			}
			if route.Method == "GET" && !strings.Contains(route.Path, "sessions") {
				tried++
				if got := v.visit("GET", own.path(route.Path)); !allowed(actor, route.Permission) && got.status == 200 {
					t.Errorf("%s: without the permission it answers 200", name)
					leaks++
				}
			}
		}
	}
	if after := s.versions(foreign); !slices.Equal(before, after) {
		t.Errorf("foreign records changed: versions %v, before %v", after, before)
		leaks++
	}
	t.Logf("%d routes, %d personas, %d requests, %d leaks", len(routes(s.services, "", nil)), len(personas), tried, leaks)
}

// asActing signs a persona in; "acting" is the coordinator who acts for a firm.
func (s *site) asActing(persona string, f fixture) *visitor {
	if persona != "acting" {
		return s.as(persona)
	}
	v := s.as("coordinator")
	v.post("/firms/"+f.delegation+"/acting", nil).want(s.t, 303)
	return v
}

func allowed(actor access.Actor, p access.Permission) bool {
	return p == access.SignedIn || actor.Can(p)
}

// compare holds a foreign record's answer against a missing one's.
func compare(actor access.Actor, p access.Permission, foreign, missing page) string {
	switch {
	case foreign.status != missing.status || foreign.location != missing.location:
		return fmt.Sprintf("a foreign record answers %d %q, a missing one %d %q", foreign.status, foreign.location, missing.status, missing.location)
	case foreign.Find("main h1").Text() != missing.Find("main h1").Text():
		return "a foreign record's page differs from a missing one's"
	case len(actor.Roles()) == 0:
		if foreign.location != "/welcome" && p != access.SignedIn {
			return fmt.Sprintf("without a role it answers %d to %q", foreign.status, foreign.location)
		}
	case !allowed(actor, p) && foreign.status != 403:
		return fmt.Sprintf("without the permission it answers %d", foreign.status)
	case allowed(actor, p) && foreign.status != 404:
		return fmt.Sprintf("a foreign record answers %d, want 404", foreign.status)
	}
	return ""
}

func (v *visitor) visit(method, path string) page { return v.do(method, path, url.Values{}, nil) }

// actorOf finds who a visitor is, as the portal sees them.
func (s *site) actorOf(v *visitor) access.Actor {
	s.t.Helper()
	for _, c := range v.cookies() {
		if c.Name == "session" {
			actor, err := s.services.identity.Authenticate(s.t.Context(), c.Value)
			if err != nil {
				s.t.Fatal(err)
			}
			return actor
		}
	}
	s.t.Fatal("no session cookie")
	return access.Actor{}
}

// ownFixture finds records of the bakery in the demo data.
func (s *site) ownFixture() fixture {
	s.t.Helper()
	ctx := s.t.Context()
	owner, consultant := s.actorOf(s.as("owner")), s.actorOf(s.as("consultant"))
	openings, err1 := s.services.openings.List(ctx, owner, opening.Live, "")
	candidates, err2 := s.services.candidates.List(ctx, consultant, "")
	referrals, err3 := s.services.candidates.Referrals(ctx, owner)
	placements, err4 := s.services.placements.List(ctx, owner, "")
	grants, err5 := s.services.companies.Grants(ctx, owner)
	hands, err7 := s.services.openings.HandList(ctx, owner)
	needs, err8 := s.services.needs.List(ctx, consultant)
	requests, err6 := s.services.companies.Requests(ctx, owner)
	for _, err := range []error{err1, err2, err3, err4, err5, err6, err7, err8} {
		if err != nil {
			s.t.Fatal(err)
		}
	}
	delegations, err := s.services.delegations.Firms(ctx, s.actorOf(s.as("coordinator")))
	if err != nil {
		s.t.Fatal(err)
	}
	invitations, err := s.services.invitations.List(ctx, s.actorOf(s.as("coordinator")))
	if err != nil {
		s.t.Fatal(err)
	}
	gatherings, err := s.services.gatherings.List(ctx, s.actorOf(s.as("coordinator")))
	if err != nil {
		s.t.Fatal(err)
	}
	campaigns, err := s.services.campaigns.List(ctx, s.actorOf(s.as("coordinator")))
	if err != nil {
		s.t.Fatal(err)
	}
	firms, err := s.services.pipeline.List(ctx, s.actorOf(s.as("coordinator")))
	if err != nil {
		s.t.Fatal(err)
	}
	recoveries, err := s.services.companies.RecoveryList(ctx, consultant)
	if err != nil {
		s.t.Fatal(err)
	}
	files, err := store.In(s.db, payroll.Exports).All(ctx, access.System(), store.Query{Index: "company", Equal: []any{owner.Party().ID}})
	if err != nil || len(files) == 0 {
		s.t.Fatal(len(files), err)
	}
	applications, err := s.services.claims.List(ctx, owner)
	if err != nil {
		s.t.Fatal(err)
	}
	granted := slices.IndexFunc(applications, func(a claim.Application) bool { return a.Decision != nil })
	f := fixture{
		observation: "obs_0", payroll: files[0].ID, application: applications[granted].ID, period: applications[granted].Decision.From.String(),
		recovery: recoveries[0].ID, campaign: campaigns[0].ID, gathering: gatherings[0].ID, followed: firms[0].Firm.ID,
		delegation: delegations[0].ID, invitation: invitations[0].ID,
		opening: openings.Items[0].ID, candidate: candidates.Items[0].ID, referral: referrals[0].ID,
		grant: grants[len(grants)-1].ID, request: requests[0].ID, hand: hands[0].ID,
		need: needs[slices.IndexFunc(needs, func(n need.Listed) bool { return n.Could > 0 })].ID, // one that firms are asked about
	}
	for _, p := range placements.Items {
		weeks, err := s.services.hours.OfPlacement(ctx, owner, p.ID)
		if err != nil {
			s.t.Fatal(err)
		}
		if len(weeks) > 0 {
			f.placement, f.week, f.line = p.ID, weeks[0].Week.String(), weeks[0].Lines[0].ID
		}
	}
	documents, err := s.services.documents.List(ctx, owner, f.placement)
	if err != nil {
		s.t.Fatal(err)
	}
	f.document = documents[0].ID
	return f
}

// foreignFixture copies the same records into a firm and a municipality that
// none of the personas belong to.
func (s *site) foreignFixture() fixture {
	s.t.Helper()
	f := s.ownFixture()
	const firm, municipality = "com_foreign", "mun_foreign"
	week := hours.Week{}
	f.opening = copyRecord(s, opening.Table, f.opening, func(o *opening.Opening) string {
		o.CompanyID, o.MunicipalityID, o.ID = firm, municipality, o.ID+"f"
		return o.ID
	})
	f.hand = copyRecord(s, opening.Hands, f.hand, func(h *opening.Hand) string {
		h.CompanyID, h.MunicipalityID, h.ID = firm, municipality, h.ID+"f"
		return h.ID
	})
	f.need = copyRecord(s, need.Table, f.need, func(n *need.Need) string {
		n.MunicipalityID, n.ID = municipality, n.ID+"f"
		return n.ID
	})
	f.candidate = copyRecord(s, candidate.Table, f.candidate, func(c *candidate.Candidate) string {
		c.MunicipalityID, c.ID = municipality, c.ID+"f"
		return c.ID
	})
	f.referral = copyRecord(s, candidate.Referrals, f.referral, func(r *candidate.Referral) string {
		r.CompanyID, r.MunicipalityID, r.ID = firm, municipality, r.ID+"f"
		return r.ID
	})
	ownPlacement := f.placement
	f.placement = copyRecord(s, placement.Table, f.placement, func(p *placement.Placement) string {
		p.CompanyID, p.MunicipalityID, p.ID = firm, municipality, p.ID+"f"
		return p.ID
	})
	f.document = copyRecord(s, document.Table, f.document, func(d *document.Document) string {
		d.CompanyID, d.MunicipalityID, d.PlacementID, d.ID = firm, municipality, f.placement, d.ID+"f"
		return d.ID
	})
	f.grant = copyRecord(s, access.Grants, f.grant, func(g *access.Grant) string {
		g.CompanyID, g.PartyID, g.ID = firm, firm, g.ID+"f"
		return g.ID
	})
	f.delegation = copyRecord(s, delegation.Table, f.delegation, func(d *delegation.Delegation) string {
		d.CompanyID, d.AssociationID, d.ID = firm, "aso_foreign", d.ID+"f"
		return d.ID
	})
	f.invitation = copyRecord(s, invitation.Table, f.invitation, func(i *invitation.Invitation) string {
		i.AssociationID, i.ID, i.LinkHash = "aso_foreign", i.ID+"f", ""
		return i.ID
	})
	f.campaign = copyRecord(s, campaign.Table, f.campaign, func(c *campaign.Campaign) string {
		c.AssociationID, c.ID, c.Call.From = "aso_foreign", c.ID+"f", c.Call.From.AddMonths(3) // one that runs is for all to see
		return c.ID
	})
	f.followed = copyRecord(s, pipeline.Table, f.followed, func(p *pipeline.Firm) string {
		p.AssociationID, p.ID = "aso_foreign", p.ID+"f"
		return p.ID
	})
	f.gathering = copyRecord(s, gathering.Table, f.gathering, func(g *gathering.Gathering) string {
		g.AssociationID, g.ID, g.Notice.On = "aso_foreign", g.ID+"f", g.Notice.On.AddMonths(-3) // one to come is for all to see
		return g.ID
	})
	f.recovery = copyRecord(s, company.Recoveries, f.recovery, func(r *company.Recovery) string {
		r.CompanyID, r.MunicipalityID, r.AssociationID, r.ID = firm, municipality, "aso_foreign", r.ID+"f"
		return r.ID
	})
	f.request = copyRecord(s, company.Requests, f.request, func(r *company.Request) string {
		r.CompanyID, r.ID, r.Answer = firm, r.ID+"f", nil
		return r.ID
	})
	f.payroll = copyRecord(s, payroll.Exports, f.payroll, func(e *payroll.Export) string {
		e.CompanyID, e.ID = firm, e.ID+"f"
		return e.ID
	})
	f.application = copyRecord(s, claim.Table, f.application, func(a *claim.Application) string {
		a.CompanyID, a.MunicipalityID, a.PlacementID, a.ID = firm, municipality, f.placement, a.ID+"f"
		return a.ID
	})
	copyRecord(s, hours.Table, "wk_"+ownPlacement+"_"+f.week, func(w *hours.Week) string {
		w.ID = "wk_" + f.placement + "_" + f.week
		w.CompanyID, w.MunicipalityID, w.PlacementID = firm, municipality, f.placement
		week = *w
		return w.ID
	})
	f.line = week.Lines[0].ID
	copyRecord(s, meeting.Table, "fol_"+ownPlacement, func(up *meeting.FollowUp) string {
		up.ID = "fol_" + f.placement
		up.CompanyID, up.MunicipalityID, up.PlacementID = firm, municipality, f.placement
		return up.ID
	})
	f.observation = "obs_1"
	foreign := report.Documentation{Doc: store.Doc{ID: "dok_" + f.placement}, CompanyID: firm, MunicipalityID: municipality, PlacementID: f.placement, Observations: []report.Observation{{ID: f.observation}}, Deliveries: []report.Delivery{{}}}
	if err := store.In(s.db, report.Table).Insert(s.t.Context(), access.System(), &foreign); err != nil {
		s.t.Fatal(err)
	}
	return f
}

func copyRecord[T any](s *site, table store.Table[T], recordID string, change func(*T) string) string {
	s.t.Helper()
	records := store.In(s.db, table)
	record, err := records.Get(s.t.Context(), access.System(), recordID)
	if err != nil {
		s.t.Fatalf("%s %s: %v", table.Name, recordID, err)
	}
	copyID := change(&record)
	if err := records.Insert(s.t.Context(), access.System(), &record); err != nil {
		s.t.Fatal(err)
	}
	return copyID
}

// versions reads the versions of the foreign records.
func (s *site) versions(f fixture) []int64 {
	return []int64{
		versionOf(s, opening.Table, f.opening), versionOf(s, opening.Hands, f.hand), versionOf(s, need.Table, f.need),
		versionOf(s, candidate.Table, f.candidate), versionOf(s, candidate.Referrals, f.referral), versionOf(s, placement.Table, f.placement),
		versionOf(s, access.Grants, f.grant), versionOf(s, hours.Table, "wk_"+f.placement+"_"+f.week), versionOf(s, meeting.Table, "fol_"+f.placement),
		versionOf(s, delegation.Table, f.delegation), versionOf(s, invitation.Table, f.invitation), versionOf(s, pipeline.Table, f.followed),
		versionOf(s, company.Requests, f.request), versionOf(s, campaign.Table, f.campaign), versionOf(s, gathering.Table, f.gathering), versionOf(s, company.Recoveries, f.recovery), versionOf(s, payroll.Exports, f.payroll), versionOf(s, claim.Table, f.application), versionOf(s, document.Table, f.document), versionOf(s, report.Table, "dok_"+f.placement),
	}
}

// versionOf reads the version of a record of any table.
func versionOf[T any](s *site, table store.Table[T], recordID string) int64 {
	s.t.Helper()
	record, err := store.In(s.db, store.Table[store.Doc](table)).Get(s.t.Context(), access.System(), recordID)
	if err != nil {
		s.t.Fatalf("%s %s: %v", table.Name, recordID, err)
	}
	return record.Version
}

// TestMatrixGolden keeps the whole of who may do what as a file to review.
func TestMatrixGolden(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "%-22s", "")
	for _, role := range access.Roles() {
		fmt.Fprintf(&b, "%-14s", role)
	}
	for _, p := range access.Permissions() {
		fmt.Fprintf(&b, "\n%-22s", p)
		for _, role := range access.Roles() {
			fmt.Fprintf(&b, "%-14s", access.ReachOf(p, role))
		}
	}
	want, err := os.ReadFile("testdata/matrix.txt")
	if got := b.String(); err != nil || !slices.Equal(strings.Fields(got), strings.Fields(string(want))) {
		t.Errorf("the matrix differs from testdata/matrix.txt; if it should, write there:\n%s", got)
	}
}
