package main

import (
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/calendar/calendarweb"
	"fodfaeste/internal/campaign/campaignweb"
	"fodfaeste/internal/candidate/candidateweb"
	"fodfaeste/internal/claim/claimweb"
	"fodfaeste/internal/company/companyweb"
	"fodfaeste/internal/delegation/delegationweb"
	"fodfaeste/internal/delivery/deliveryweb"
	"fodfaeste/internal/document/documentweb"
	"fodfaeste/internal/effort/effortweb"
	"fodfaeste/internal/gathering/gatheringweb"
	"fodfaeste/internal/grant/grantweb"
	"fodfaeste/internal/hours/hoursweb"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/identity/identityweb"
	"fodfaeste/internal/meeting/meetingweb"
	"fodfaeste/internal/need/needweb"
	"fodfaeste/internal/opening/openingweb"
	"fodfaeste/internal/overview/overviewweb"
	"fodfaeste/internal/payroll/payrollweb"
	"fodfaeste/internal/pipeline/pipelineweb"
	"fodfaeste/internal/placement/placementweb"
	"fodfaeste/internal/programme/programmeweb"
	"fodfaeste/internal/reminder/reminderweb"
	"fodfaeste/internal/report/reportweb"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// The list of features. A new one adds its routes, its views, its tables (in
// portal.go) and, where it has one, its entry in the menu.

func routes(s services, baseURL string, danish *i18n.Texts) []web.Route {
	return slices.Concat(
		identityweb.Handlers{Identity: s.identity}.Routes(),
		overviewweb.Handlers{Overview: s.overview}.Routes(),
		companyweb.Handlers{Companies: s.companies, Invitations: s.invitations, Deliveries: s.deliveries, BaseURL: baseURL}.Routes(),
		delegationweb.Handlers{Delegations: s.delegations, Identity: s.identity}.Routes(),
		pipelineweb.Handlers{Pipeline: s.pipeline, Companies: s.companies}.Routes(),
		openingweb.Handlers{Openings: s.openings, Companies: s.companies, Candidates: s.candidates, Campaigns: s.campaigns, Rules: s.rules, Danish: danish}.Routes(),
		candidateweb.Handlers{Candidates: s.candidates, Openings: s.openings, Placements: s.placements, Needs: s.needs, Danish: danish}.Routes(),
		needweb.Handlers{Needs: s.needs, Candidates: s.candidates, Openings: s.openings}.Routes(),
		placementweb.Handlers{Placements: s.placements, Companies: s.companies, Hours: s.hours, Meetings: s.meetings, Documents: s.documents, Rules: s.rules, Law: s.law, Reports: s.reports, BaseURL: baseURL, Danish: danish}.Routes(),
		hoursweb.Handlers{Hours: s.hours, Placements: s.placements, Companies: s.companies, Law: s.law}.Routes(),
		payrollweb.Handlers{Payroll: s.payroll, Danish: danish}.Routes(),
		reminderweb.Handlers{Reminders: s.reminders, Companies: s.companies, Deliveries: s.deliveries, Composer: s.composer, HasMail: s.carrier != nil}.Routes(),
		deliveryweb.Handlers{Deliveries: s.deliveries, Carrier: s.carrier, Companies: s.companies, Composer: s.composer}.Routes(),
		campaignweb.Handlers{Campaigns: s.campaigns, BaseURL: baseURL}.Routes(),
		gatheringweb.Handlers{Gatherings: s.gatherings}.Routes(),
		effortweb.Handlers{Effort: s.effort}.Routes(),
		programmeweb.Handlers{Programmes: s.programmes}.Routes(),
		meetingweb.Handlers{Meetings: s.meetings, Placements: s.placements, Companies: s.companies, Hours: s.hours, BaseURL: baseURL}.Routes(),
		reportweb.Handlers{Reports: s.reports, Companies: s.companies, Documents: s.documents}.Routes(),
		calendarweb.Handlers{Calendars: s.calendars, BaseURL: baseURL}.Routes(),
		claimweb.Handlers{Claims: s.claims, Meetings: s.meetings, Documents: s.documents, Placements: s.placements, Companies: s.companies, Grants: s.rules, Danish: danish}.Routes(),
		documentweb.Handlers{Documents: s.documents, Placements: s.placements}.Routes(),
		grantweb.Handlers{Rules: s.rules, Companies: s.companies, Placements: s.placements}.Routes(),
	)
}

// explain says more about a refusal than that it is one, where a feature knows.
func explain(s services) func(*web.Request) (web.Answer, error) {
	return delegationweb.Handlers{Delegations: s.delegations, Identity: s.identity}.Lapsed
}

func declarations() []view.Declaration {
	return slices.Concat(
		web.Views(), identityweb.Views(), overviewweb.Views(), companyweb.Views(), delegationweb.Views(), pipelineweb.Views(), openingweb.Views(),
		candidateweb.Views(), needweb.Views(), placementweb.Views(), hoursweb.Views(), meetingweb.Views(), documentweb.Views(), reminderweb.Views(), deliveryweb.Views(), effortweb.Views(), campaignweb.Views(), gatheringweb.Views(), payrollweb.Views(), programmeweb.Views(), claimweb.Views(), reportweb.Views(), calendarweb.Views(), grantweb.Views(),
	)
}

func navigation() []web.NavItem {
	return []web.NavItem{
		{Path: "/pipeline", Text: "nav.pipeline", Permission: access.FollowFirms},
		{Path: "/overview", Text: "nav.overview", Permission: access.ViewOverview},
		{Path: "/firms", Text: "nav.firms", Permission: access.ViewFirms, Also: []string{"/invitations"}},
		{Path: "/campaigns", Text: "campaign.title", Permission: access.RunCampaigns},
		{Path: "/gatherings", Text: "gathering.title", Permission: access.RunGatherings},
		{Path: "/openings", Text: "nav.openings", Permission: access.ViewOpenings, Also: []string{"/hands", "/campaigns"}},
		{Path: "/candidates", Text: "nav.candidates", Permission: access.ManageCandidates, Also: []string{"/needs"}},
		{Path: "/referrals", Text: "nav.referrals", Permission: access.ViewReferrals, Also: []string{"/needs"}},
		{Path: "/placements", Text: "nav.placements", Permission: access.ViewPlacements},
		{Path: "/weeks", Text: "nav.weeks", Permission: access.LogHours, Also: []string{"/payroll"}},
		{Path: "/grants", Text: "nav.grants", Permission: access.ViewGrants, Also: []string{"/applications", "/claims", "/calendar"}},
		{Path: "/programme", Text: "nav.programme", Permission: access.ViewProgramme},
		{Path: "/company", Text: "nav.company", Permission: access.ViewCompany},
	}
}
