package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/demo"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/job"
	"fodfaeste/internal/obs"
	"fodfaeste/internal/payroll"
	"fodfaeste/internal/payroll/payrollweb"
)

// drainTime is how long requests under way may take when the portal stops.
const drainTime = 15 * time.Second

// serve answers HTTP until ctx ends.
func serve(ctx context.Context, c Config, _ []string, stdout io.Writer) error {
	p, err := openPortal(ctx, c, clock.System{}, os.Stderr)
	if err != nil {
		return err
	}
	if c.MongoDB == "" {
		// One process and one file: nobody else prepares it.
		if _, err := p.db.Reconcile(ctx, tables()...); err != nil {
			return errors.Join(err, p.db.Close(ctx))
		}
	}
	listener, err := net.Listen("tcp", c.Address)
	if err != nil {
		return errors.Join(err, p.db.Close(ctx))
	}
	fmt.Fprintln(stdout, "Fodfæste:", c.BaseURL)
	return p.run(ctx, listener)
}

// run serves until ctx ends, then drains and closes.
func (p *portal) run(ctx context.Context, listener net.Listener) error {
	served := make(chan error, 1)
	go func() { served <- p.server.Listen(listener) }()
	go p.assets.Compress()
	working, stop := context.WithCancel(ctx)
	defer stop()
	var worked sync.WaitGroup
	worked.Go(func() { job.NewRunner(p.db, p.clock, p.log, p.jobs()...).Run(working, lookEvery) })
	worked.Go(func() { p.services.documents.Follow(working) })
	var err error
	select {
	case err = <-served:
	case <-ctx.Done():
		p.log.Info("stopping")
		drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
		defer cancel()
		err = p.server.Shutdown(drain)
		_ = listener.Close() // what had not begun to serve yet ends here; the server closed it otherwise
		err = errors.Join(err, <-served)
	}
	stop()
	worked.Wait() // the database closes behind it
	return errors.Join(err, p.db.Close(context.WithoutCancel(ctx)))
}

// lookEvery is how often what happens by the clock is looked into.
const lookEvery = 5 * time.Minute

// jobs are what happens by the clock: expired documents go where the engine does
// not see to it, reminders go out, addresses that nobody needs are forgotten, proposals
// go back or are deleted, pipelines keep up, mails go to their server, and documents
// are printed or deleted.
func (p *portal) jobs() []job.Job {
	jobs := []job.Job{
		{Name: "purge", Run: func(ctx context.Context, _ time.Time) error {
			_, err := p.db.Purge(ctx)
			return err
		}},
		{Name: "openings", Run: p.services.openings.Refile},
		{Name: "reminders", Run: p.services.reminders.Run},
		{Name: "deliveries", Run: p.services.deliveries.Forget},
		{Name: "referrals", Run: p.services.candidates.Run},
		{Name: "programmes", Run: p.services.programmes.Run},
		{Name: "pipeline", Run: p.services.pipeline.Refresh},
		{Name: "documents", Run: func(context.Context, time.Time) error { p.services.documents.Nudge(); return nil }}, // in its own time
		{Name: "removed documents", Run: p.services.documents.Purge},
	}
	if p.services.carrier != nil {
		jobs = append(jobs, job.Job{Name: "mail", Run: p.services.carrier.Run})
	}
	return jobs
}

// migrate brings the indexes in line and says what it did.
func migrate(ctx context.Context, c Config, _ []string, stdout io.Writer) error {
	db, err := openStore(ctx, c, clock.System{})
	if err != nil {
		return err
	}
	changes, err := db.Reconcile(ctx, tables()...)
	if err == nil {
		fmt.Fprintln(stdout, "indexes:", changes)
	}
	return errors.Join(err, db.Close(ctx))
}

// organisation makes a municipality or an association known. Its people are
// then recognised by its CVR number when they sign in.
func organisation(ctx context.Context, c Config, args []string, stdout io.Writer) error {
	if len(args) != 3 {
		return errors.New("organisation: want a kind (municipality or association), a CVR number and a name")
	}
	kind := access.PartyKind(args[0])
	if kind != access.Municipality && kind != access.Association {
		return fmt.Errorf("organisation: %q is neither municipality nor association", kind)
	}
	return withServices(ctx, c, func(s services) error {
		party, err := s.identity.RegisterParty(ctx, access.Party{ID: organisationID(kind, args[1]), Kind: kind, CVR: args[1], Name: args[2]})
		if err == nil {
			fmt.Fprintln(stdout, "organisation:", party.ID)
		}
		return err
	})
}

// appoint gives a person of an organisation their role.
func appoint(ctx context.Context, c Config, args []string, stdout io.Writer) error {
	if len(args) != 2 {
		return errors.New("appoint: want a person's reference and a role (consultant or coordinator)")
	}
	return withServices(ctx, c, func(s services) error {
		err := s.identity.Appoint(ctx, args[0], access.Role(args[1]))
		if err == nil {
			fmt.Fprintln(stdout, "appointed")
		}
		return err
	})
}

// withServices opens the database for one command.
func withServices(ctx context.Context, c Config, do func(services) error) error {
	system := clock.System{}
	db, err := openStore(ctx, c, system)
	if err != nil {
		return err
	}
	if _, err := db.Reconcile(ctx, tables()...); err != nil {
		return errors.Join(err, db.Close(ctx))
	}
	s, err := newServices(c, db, system, obs.NewLogger(os.Stderr))
	if err == nil {
		err = do(s)
	}
	return errors.Join(err, db.Close(ctx))
}

// seed fills an empty database with invented firms and courses.
func seed(ctx context.Context, c Config, args []string, stdout io.Writer) error {
	if len(args) != 1 || args[0] != "--demo" {
		return errors.New("seed: only --demo is there; it adds invented firms")
	}
	if !c.Development() {
		return errors.New("seed: demo people can sign in only on a development server (FODFAESTE_ENV=development)")
	}
	system := clock.System{}
	db, err := openStore(ctx, c, system)
	if err != nil {
		return err
	}
	defer db.Close(ctx)
	if _, err := db.Reconcile(ctx, tables()...); err != nil {
		return err
	}
	past := clock.At(system.Now())
	s, err := newServices(c, db, past, obs.NewLogger(os.Stderr))
	if err != nil {
		return err
	}
	done, err := demo.Seed(ctx, demoServices(s, past), system.Now())
	if err != nil {
		return err
	}
	if !done {
		fmt.Fprintln(stdout, "demo: there is data already; nothing was added")
		return nil
	}
	fmt.Fprintln(stdout, "demo: firms, people and courses are in place")
	return nil
}

func demoServices(s services, past *clock.Fixed) demo.Services {
	return demo.Services{
		Identity: s.identity, Companies: s.companies, Openings: s.openings, Candidates: s.candidates, Needs: s.needs,
		Placements: s.placements, Hours: s.hours, Meetings: s.meetings, Delegations: s.delegations, Deliveries: s.deliveries, Invitations: s.invitations, Programmes: s.programmes, Campaigns: s.campaigns, Gatherings: s.gatherings, Documents: s.documents, Pipeline: s.pipeline, Payroll: s.payroll, Claims: s.claims, Reports: s.reports, PayrollFiles: danishFiles, Clock: past,
	}
}

// danishFiles puts a file for payroll into bytes, in Danish.
func danishFiles(e payroll.Export) (map[string][]byte, error) {
	catalogue, err := i18n.Load()
	if err != nil {
		return nil, err
	}
	return payrollweb.Files(catalogue.For(i18n.Danish))(e)
}
