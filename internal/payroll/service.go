package payroll

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/id"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Service makes files for payroll and keeps them.
type Service struct {
	db         *store.DB
	exports    store.Collection[Export]
	numbers    store.Collection[Numbers]
	weeks      *hours.Service
	placements *placement.Service
	clock      clock.Clock
}

// NewService makes the service.
func NewService(db *store.DB, w *hours.Service, p *placement.Service, c clock.Clock) *Service {
	return &Service{db: db, exports: store.In(db, Exports), numbers: store.In(db, NumbersTable), weeks: w, placements: p, clock: c}
}

// Period is how the pay of a stretch of days stands.
type Period struct {
	From, To caldate.Date
	Rows     []Row        // to be told: all of it, or what changed since the last file
	Files    []Export     // made before, that say something of the period, in order
	Missing  []hours.Item // weeks that are over and not approved as they stand
	Book     []hours.Booked
}

// Over tells whether a file can be made: the last day has gone.
func (p Period) Over(today caldate.Date) bool { return p.To.Before(today) }

// Exported tells whether a file was made of the period, or of a part of it.
func (p Period) Exported() bool { return len(p.Files) > 0 }

// longestPeriod is how many days one file covers at most.
const longestPeriod = 62

// CheckPeriod finds what is wrong with the days of a period.
func CheckPeriod(from, to caldate.Date) error {
	var faults fault.Fields
	switch {
	case from.IsZero():
		faults.Add("from", "required")
	case to.IsZero():
		faults.Add("to", "required")
	case to.Before(from):
		faults.Add("to", "before_start")
	case to.Sub(from) >= longestPeriod:
		faults.Add("to", "period_too_long")
	}
	return faults.Err()
}

// Periods tells how the pay stands in each of some stretches of days, read at
// once. They come in order.
func (s *Service) Periods(ctx context.Context, actor access.Actor, spans ...[2]caldate.Date) ([]Period, error) {
	scope, err := actor.Scope(access.RunPayroll)
	if err != nil || len(spans) == 0 {
		return nil, err
	}
	from, to := spans[0][0], spans[len(spans)-1][1]
	told, err := s.exports.All(ctx, scope, store.Query{Index: "company", From: from})
	if err != nil {
		return nil, err
	}
	numbers, _, err := s.employees(ctx, scope, actor)
	if err != nil {
		return nil, err
	}
	weeks, err := s.weeks.Since(ctx, actor, from.Week())
	if err != nil {
		return nil, err
	}
	placements, err := s.placements.Current(ctx, actor, from)
	if err != nil {
		return nil, err
	}
	book := hours.Book(weeks, from, to)
	var list []Period
	for _, span := range spans {
		p := Period{From: span[0], To: span[1], Rows: Rows(book, told, numbers, span[0], span[1])}
		p.Missing = hours.Missing(placements, weeks, p.From, p.To, caldate.Of(s.clock.Now()))
		for _, l := range book {
			if l.Kind.Strand() == placement.Paid && !l.Date.Before(p.From) && !l.Date.After(p.To) {
				p.Book = append(p.Book, l)
			}
		}
		for _, e := range told {
			if !e.From.After(p.To) && !e.To.Before(p.From) {
				p.Files = append(p.Files, e)
			}
		}
		slices.SortFunc(p.Files, func(a, b Export) int { return a.Number - b.Number })
		list = append(list, p)
	}
	return list, nil
}

// employees are the firm's own numbers by placement, and the version of them.
func (s *Service) employees(ctx context.Context, scope store.Scope, actor access.Actor) (map[string]string, int64, error) {
	n, err := s.numbers.Get(ctx, scope, numbersID(actor))
	if fault.Is(err, fault.NotFound) {
		err = nil
	}
	numbers := map[string]string{}
	for _, e := range n.Of {
		numbers[e.PlacementID] = e.Number
	}
	return numbers, n.Version, err
}

func numbersID(actor access.Actor) string { return "pay_" + actor.Party().ID }

// Make locks the days of a period, of those who are paid in it, and makes the file of what is to be told.
// Written is called with the file to put it into bytes, by the ending of their
// name; they are kept with it. Seen is the fingerprint of the rows that the maker
// looked at: with any other there is fault.Conflict and no file. Of two who make a
// file at once, one makes it: the number is read before what was told, so a file
// that comes between has it.
func (s *Service) Make(ctx context.Context, actor access.Actor, from, to caldate.Date, seen string, written func(Export) (map[string][]byte, error)) (Export, error) {
	scope, err := actor.Scope(access.RunPayroll)
	if err != nil {
		return Export{}, err
	}
	if err := CheckPeriod(from, to); err != nil {
		return Export{}, err
	}
	now := s.clock.Now()
	if !to.Before(caldate.Of(now)) {
		return Export{}, fault.New(fault.Conflict, "period_not_over")
	}
	last, err := s.exports.First(ctx, scope, store.Query{Index: "number", Descending: true})
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Export{}, err
	}
	p, err := s.seen(ctx, actor, from, to, seen) // before anything is locked
	if err != nil {
		return Export{}, err
	}
	if _, err := s.weeks.Lock(ctx, actor, from, to, p.paid()...); err != nil {
		return Export{}, err
	}
	if p, err = s.seen(ctx, actor, from, to, seen); err != nil {
		return Export{}, err
	}
	e := Export{Doc: store.Doc{ID: id.New("pay", now)}, CompanyID: actor.Party().ID, Number: last.Number + 1, From: from, To: to, Rows: p.Rows, At: now, By: actor.Name()}
	e.Append(actor, access.RunPayroll, now, audit.Event{Type: "payroll_exported", From: from.Danish(), To: to.Danish()})
	return e, s.keep(ctx, scope, &e, written)
}

// seen is a period, when what is to be told of it is what its maker looked at.
func (s *Service) seen(ctx context.Context, actor access.Actor, from, to caldate.Date, fingerprint string) (Period, error) {
	list, err := s.Periods(ctx, actor, [2]caldate.Date{from, to})
	switch {
	case err != nil:
		return Period{}, err
	case len(list[0].Rows) == 0:
		return Period{}, fault.New(fault.Conflict, "payroll_nothing")
	case Fingerprint(list[0].Rows) != fingerprint:
		return Period{}, fault.New(fault.Conflict, "payroll_changed")
	}
	return list[0], nil
}

// paid names the courses that the file is about. A week of praktik alone is not
// locked by it.
func (p Period) paid() []string {
	var ids []string
	for _, l := range p.Book {
		ids = append(ids, l.PlacementID)
	}
	for _, r := range p.Rows {
		ids = append(ids, r.PlacementID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// keep stores the bytes first and the file that names them last, so that it is
// there wholly or not at all.
func (s *Service) keep(ctx context.Context, scope store.Scope, e *Export, written func(Export) (map[string][]byte, error)) error {
	files, err := written(*e)
	if err != nil {
		return err
	}
	for ending, data := range files {
		if err := s.db.PutFile(ctx, scope, fileID(e.ID, ending), fileID(e.ID, ending), "", bytes.NewReader(data)); err != nil {
			return err
		}
	}
	err = s.exports.Insert(ctx, scope, e)
	if err == nil {
		return nil
	}
	for ending := range files { // nobody can name them now
		_ = s.db.DeleteFile(context.WithoutCancel(ctx), scope, fileID(e.ID, ending))
	}
	if fault.Is(err, fault.Conflict) {
		return fault.New(fault.Conflict, "payroll_changed")
	}
	return err
}

func fileID(exportID, ending string) string { return exportID + "." + ending }

// Get gives a file that was made.
func (s *Service) Get(ctx context.Context, actor access.Actor, exportID string) (Export, error) {
	scope, err := actor.Scope(access.RunPayroll)
	if err != nil {
		return Export{}, err
	}
	return s.exports.Get(ctx, scope, exportID)
}

// Bytes are the bytes of a file, as they were made.
func (s *Service) Bytes(ctx context.Context, actor access.Actor, exportID, ending string) ([]byte, error) {
	scope, err := actor.Scope(access.RunPayroll)
	if err != nil {
		return nil, err
	}
	f, err := s.db.OpenFile(ctx, scope, fileID(exportID, ending))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// Course is a person with the number the firm has given them.
type Course struct {
	PlacementID string
	FirstName   string
	Number      string
}

// kept is for how many months people stay on the list after their last day.
const kept = 6

// Courses lists the people whose pay may have to be told, and the version of
// their numbers.
func (s *Service) Courses(ctx context.Context, actor access.Actor) ([]Course, int64, error) {
	scope, err := actor.Scope(access.RunPayroll)
	if err != nil {
		return nil, 0, err
	}
	numbers, version, err := s.employees(ctx, scope, actor)
	if err != nil {
		return nil, 0, err
	}
	placements, err := s.placements.Current(ctx, actor, caldate.Of(s.clock.Now()).AddMonths(-kept))
	var list []Course
	for _, p := range placements {
		if !earns(p) {
			continue
		}
		list = append(list, Course{p.ID, p.FirstName, numbers[p.ID]})
	}
	return list, version, err
}

// earns tells whether hours of a course are, or were to be, paid.
func earns(p placement.Placement) bool {
	return len(p.Conversions) > 0 || slices.ContainsFunc(p.Agreement.Tasks, func(t placement.Task) bool { return t.Strand == placement.Paid })
}

// SetNumbers writes down the numbers of some people; those of others stay.
func (s *Service) SetNumbers(ctx context.Context, actor access.Actor, version int64, of []Employee) error {
	scope, err := actor.Scope(access.RunPayroll)
	if err != nil {
		return err
	}
	known, _, err := s.Courses(ctx, actor)
	if err != nil {
		return err
	}
	of = slices.DeleteFunc(slices.Clone(of), func(e Employee) bool {
		return !slices.ContainsFunc(known, func(c Course) bool { return c.PlacementID == e.PlacementID })
	})
	now := s.clock.Now()
	if version == 0 {
		n := Numbers{Doc: store.Doc{ID: numbersID(actor)}, CompanyID: actor.Party().ID}
		n.set(of)
		n.Append(actor, access.RunPayroll, now, audit.Event{Type: "payroll_numbers"})
		err := s.numbers.Insert(ctx, scope, &n)
		if fault.Is(err, fault.Conflict) {
			return fault.New(fault.Conflict, "changed")
		}
		return err
	}
	_, err = s.numbers.UpdateAt(ctx, scope, numbersID(actor), version, func(n *Numbers) error {
		before := slices.Clone(n.Of)
		if n.set(of); slices.Equal(before, n.Of) {
			return store.Unchanged
		}
		n.Append(actor, access.RunPayroll, now, audit.Event{Type: "payroll_numbers"})
		return nil
	})
	return err
}

// set replaces the numbers of those named.
func (n *Numbers) set(of []Employee) {
	for _, e := range of {
		n.Of = slices.DeleteFunc(n.Of, func(o Employee) bool { return o.PlacementID == e.PlacementID })
		if e.Number = strings.TrimSpace(e.Number); e.Number != "" {
			n.Of = append(n.Of, e)
		}
	}
}
