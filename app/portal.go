package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"

	"fodfaeste/internal/access"
	"fodfaeste/internal/calendar"
	"fodfaeste/internal/campaign"
	"fodfaeste/internal/candidate"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/clamd"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/company"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/delegation"
	"fodfaeste/internal/delivery"
	"fodfaeste/internal/delivery/deliveryweb"
	"fodfaeste/internal/document"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/gathering"
	"fodfaeste/internal/grant"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/identity"
	"fodfaeste/internal/invitation"
	"fodfaeste/internal/mail"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/need"
	"fodfaeste/internal/obs"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/overview"
	"fodfaeste/internal/payroll"
	"fodfaeste/internal/pipeline"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/printer"
	"fodfaeste/internal/programme"
	"fodfaeste/internal/reminder"
	"fodfaeste/internal/report"
	"fodfaeste/internal/store"
	"fodfaeste/internal/store/mongostore"
	"fodfaeste/internal/store/sqlitestore"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
	"fodfaeste/internal/worktime"
	"fodfaeste/static"
	"fodfaeste/views"
)

// tables lists every table of the portal.
func tables() []store.TableSpec {
	return append(identity.Tables(),
		access.Grants.Spec(), company.Table.Spec(), company.Requests.Spec(), company.Recoveries.Spec(), opening.Table.Spec(), opening.Hands.Spec(),
		candidate.Table.Spec(), candidate.Referrals.Spec(), need.Table.Spec(), need.Answers.Spec(), placement.Table.Spec(), hours.Table.Spec(),
		meeting.Table.Spec(), document.Table.Spec(), reminder.Table.Spec(), reminder.Days.Spec(), delivery.Table.Spec(), delegation.Table.Spec(), invitation.Table.Spec(),
		campaign.Table.Spec(), gathering.Table.Spec(), programme.Table.Spec(), programme.Programmes.Spec(), programme.Marks.Spec(),
		pipeline.Table.Spec(), pipeline.Deputies.Spec(), payroll.Exports.Spec(), payroll.NumbersTable.Spec(), claim.Table.Spec(), report.Table.Spec(), calendar.Table.Spec(),
	)
}

// embeddedFile is the embedded engine's file inside the data folder.
const embeddedFile = "fodfaeste.db"

// openStore opens the database that the configuration chooses: MongoDB where
// there is an address, otherwise the embedded engine.
func openStore(ctx context.Context, c Config, cl clock.Clock, options ...store.Option) (*store.DB, error) {
	if c.MongoDB != "" {
		engine, err := mongostore.Open(string(c.MongoDB))
		if err != nil {
			return nil, err
		}
		return store.NewDB(engine, options...), nil
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, fmt.Errorf("FODFAESTE_DATA: %w", err)
	}
	engine, err := sqlitestore.Open(ctx, filepath.Join(c.Data, embeddedFile), cl)
	if err != nil {
		return nil, err
	}
	return store.NewDB(engine, options...), nil
}

// services are the features without their pages.
type services struct {
	identity    *identity.Service
	delegations *delegation.Service
	invitations *invitation.Service
	pipeline    *pipeline.Service
	companies   *company.Service
	openings    *opening.Service
	campaigns   *campaign.Service
	gatherings  *gathering.Service
	candidates  *candidate.Service
	needs       *need.Service
	placements  *placement.Service
	hours       *hours.Service
	payroll     *payroll.Service
	claims      *claim.Service
	reports     *report.Service
	calendars   *calendar.Service
	meetings    *meeting.Service
	documents   *document.Service
	reminders   *reminder.Service
	deliveries  *delivery.Service
	carrier     *delivery.Carrier // nil without a mail server
	composer    delivery.Composer // of a portal that serves
	effort      *effort.Service
	programmes  *programme.Service
	overview    *overview.Service
	rules       *grant.Rules
	law         *worktime.Rules
}

// newServices builds the features over a database.
func newServices(c Config, db *store.DB, cl clock.Clock, log *slog.Logger) (services, error) {
	var s services
	var err error
	s.identity, err = identity.New(identity.Options{DB: db, Clock: cl, Brokers: c.Brokers, Key: []byte(c.Seal), BaseURL: c.BaseURL})
	if err != nil {
		return s, err
	}
	if s.rules, err = grant.Load(); err != nil {
		return s, err
	}
	if s.law, err = worktime.Load(); err != nil {
		return s, err
	}
	known, err := cvr.ReadList(c.RegisterFile)
	if err != nil {
		return s, err
	}
	register := cvr.Registers{known}
	if c.RegisterURL != "" {
		register = append(register, cvr.NewVirk(c.RegisterURL, c.RegisterUser, string(c.RegisterSecret), cl))
	}
	home := company.Home{Contact: c.Contact()}
	if c.Municipality != "" {
		home.MunicipalityID = organisationID(access.Municipality, c.Municipality)
	}
	s.delegations = delegation.NewService(db, cl)
	s.companies = company.NewService(db, register, cl, home)
	s.invitations = invitation.NewService(db, s.companies, cl)
	s.openings = opening.NewService(db, s.companies, cl)
	s.campaigns = campaign.NewService(db, s.openings, cl)
	s.pipeline = pipeline.NewService(db, s.identity, s.openings, pipeline.NewCourses(db), cl)
	s.gatherings = gathering.NewService(db, s.pipeline, cl)
	s.candidates = candidate.NewService(db, s.openings, cl)
	s.needs = need.NewService(db, s.candidates, s.openings, s.companies, cl)
	s.placements = placement.NewService(db, s.companies, s.openings, s.candidates, cl)
	s.hours = hours.NewService(db, s.placements, s.companies, cl)
	s.payroll = payroll.NewService(db, s.hours, s.placements, cl)
	s.meetings = meeting.NewService(db, s.placements, s.companies, cl)
	documents := document.Options{DB: db, Placements: s.placements, Printer: printer.New(c.Chromium, log), Clock: cl, Log: log}
	if c.Scanner != "" {
		if documents.Scanner, err = clamd.At(c.Scanner); err != nil {
			return s, err
		}
	}
	s.documents = document.NewService(documents)
	claims, err := claim.Load()
	if err != nil {
		return s, err
	}
	s.claims = claim.NewService(db, claims, claim.Needs{Grants: s.rules, Placements: s.placements, Hours: s.hours, Meetings: s.meetings, Papers: papersOf(s.documents)}, cl)
	s.reports = report.NewService(db, report.Needs{Placements: s.placements, Hours: s.hours, Meetings: s.meetings, Candidates: s.candidates}, cl)
	s.calendars = calendar.NewService(db, calendar.Needs{Readers: s.identity, Placements: s.placements, Meetings: s.meetings, Claims: s.claims, Reports: s.reports}, cl)
	s.overview = &overview.Service{Placements: s.placements, Hours: s.hours, Candidates: s.candidates, Meetings: s.meetings, Companies: s.companies, Openings: s.openings, Clock: cl}
	s.reminders = reminder.NewService(db, s.rules, claims, cl)
	s.deliveries = delivery.NewService(db, cl)
	s.effort = effort.NewService(db, cl)
	s.programmes = programme.NewService(db, s.delegations, cl)
	return s, nil
}

// papersOf tells claims which kinds of documents there are, by what they are about.
func papersOf(documents *document.Service) claim.Papers {
	return func(ctx context.Context, actor access.Actor, placementID string) (map[string][]string, error) {
		list, err := documents.List(ctx, actor, placementID)
		kinds := map[string][]string{}
		for _, d := range list {
			if d.Status() == document.Ready {
				kinds[d.About] = append(kinds[d.About], string(d.Kind))
			}
		}
		return kinds, err
	}
}

// organisationID is the id of a municipality or an association. It follows from
// the CVR number, so that the configuration can name the municipality.
func organisationID(kind access.PartyKind, cvr string) string {
	return map[access.PartyKind]string{access.Municipality: "mun_", access.Association: "aso_"}[kind] + cvr
}

// portal is everything that runs.
type portal struct {
	db       *store.DB
	clock    clock.Clock
	services services
	server   *web.Server
	metrics  *obs.Metrics
	assets   *static.Assets
	log      *slog.Logger
}

// carry sets up how mails are written, and where there is a mail server also how
// they get there.
func (p *portal) carry(c Config, set *view.Set, catalogue *i18n.Catalogue) error {
	p.services.composer = deliveryweb.Composer{Views: set, Catalogue: catalogue, BaseURL: c.BaseURL}
	if c.SMTPAddress == "" {
		return nil
	}
	server, err := mail.New(c.Mail())
	if err != nil {
		return err
	}
	p.services.carrier = delivery.NewCarrier(p.db, p.services.deliveries, p.services.reminders, server, p.services.composer, p.clock, p.log)
	return nil
}

// ready answers whether the portal can serve: the database answers and has the
// indexes of this version, which it is asked for once.
func (p *portal) ready() func(context.Context) error {
	var checked atomic.Bool
	return func(ctx context.Context) error {
		if err := p.db.Ping(ctx); err != nil || checked.Load() {
			return err
		}
		err := p.db.Check(ctx, tables()...)
		checked.Store(err == nil)
		return err
	}
}

// contactOf shows a firm's contact the way the frame of a page wants it.
func contactOf(companies *company.Service) web.ContactSource {
	return func(ctx context.Context, actor access.Actor) (web.Contact, error) {
		c, err := companies.ContactOf(ctx, actor)
		return web.Contact(c), err
	}
}

// openPortal builds the portal and checks everything that can be checked
// before the first request: views against their models, texts, routes.
func openPortal(ctx context.Context, c Config, cl clock.Clock, logTo io.Writer) (*portal, error) {
	p := &portal{clock: cl, log: obs.NewLogger(logTo), metrics: obs.NewMetrics()}
	catalogue, err := i18n.Load()
	if err != nil {
		return nil, err
	}
	assets, err := static.Open()
	if err != nil {
		return nil, err
	}
	p.assets = assets
	set, err := view.Open(views.FS, catalogue, assets.Path, declarations())
	if err != nil {
		return nil, err
	}
	p.db, err = openStore(ctx, c, cl, store.WithObserver(p.metrics.StoreCall))
	if err != nil {
		return nil, err
	}
	p.services, err = newServices(c, p.db, cl, p.log)
	if err != nil {
		return nil, errors.Join(err, p.db.Close(ctx))
	}
	if err := p.carry(c, set, catalogue); err != nil {
		return nil, errors.Join(err, p.db.Close(ctx))
	}
	routes := routes(p.services, c.BaseURL, catalogue.For(i18n.Danish))
	if c.Development() {
		routes = append(routes, web.Gallery(set, declarations())...)
	}
	p.server, err = web.New(web.Options{
		Views: set, Catalogue: catalogue, Assets: assets, Routes: routes, Nav: navigation(), Contact: contactOf(p.services.companies), Forbidden: explain(p.services),
		Sessions: p.services.identity, Observer: p.metrics, Ready: p.ready(), Metrics: p.metrics.Text, Clock: cl, Log: p.log,
		BaseURL: c.BaseURL, TrustedProxies: c.TrustedProxies, Development: c.Development(), SignInLimit: c.SignInLimit, Timeout: c.Timeout,
	})
	if err != nil {
		return nil, errors.Join(err, p.db.Close(ctx))
	}
	return p, nil
}
