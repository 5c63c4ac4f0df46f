package pipeline

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/programme"
	"fodfaeste/internal/store"
)

// Begun is when a firm's courses came to something; a day is zero until it did.
type Begun struct {
	Start  caldate.Date // first person who began
	Paid   caldate.Date // first approved paid hours
	Repeat caldate.Date // second person who began
}

// Courses knows what came of firms' courses. It is asked as the portal, and only
// about firms that let the association see it.
type Courses interface {
	Begun(ctx context.Context, companyIDs []string, today caldate.Date) (map[string]Begun, error)
}

// keep is what a firm's openings and courses mean for its steps: the whole of the
// copy, made anew from nothing.
func keep(openings []opening.Opening, b Begun, today caldate.Date) Kept {
	k := Kept{Start: b.Start, Paid: b.Paid, Repeat: b.Repeat}
	for _, o := range openings {
		if len(o.Events) > 0 {
			k.Task = earlier(k.Task, caldate.Of(o.Events[0].At))
		}
		published := caldate.Date{}
		if !o.PublishedAt.IsZero() {
			published = caldate.Of(o.PublishedAt)
		}
		k.Live = earlier(k.Live, published)
		switch o.StatusOn(today) {
		case opening.Live:
			k.LiveSince = earlier(k.LiveSince, published)
		case opening.Draft, opening.SentBack:
			last, _ := o.LastDay()
			k.DraftSince = earlier(k.DraftSince, last.Add(-opening.DraftDays))
		}
	}
	return k
}

// earlier is the earlier of two days, of which a zero one is none.
func earlier(a, b caldate.Date) caldate.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// fromProgrammes reads what came of courses from what programmes are counted from.
type fromProgrammes struct {
	firms store.Collection[programme.Firm]
}

// NewCourses reads it from a database.
func NewCourses(db *store.DB) Courses { return fromProgrammes{store.In(db, programme.Table)} }

// Begun answers for each firm.
func (c fromProgrammes) Begun(ctx context.Context, companyIDs []string, today caldate.Date) (map[string]Begun, error) {
	begun := map[string]Begun{}
	for _, id := range companyIDs {
		f, err := c.firms.First(ctx, access.System(), store.Query{Index: "all", Equal: []any{id}})
		if err != nil && !fault.Is(err, fault.NotFound) { // of a firm without courses there is nothing
			return nil, err
		}
		begun[id] = begunOf(f.Courses, today)
	}
	return begun, nil
}

func begunOf(courses []effort.Course, today caldate.Date) Begun {
	var b Begun
	var starts []caldate.Date
	for _, c := range courses {
		if c.Begun(today) {
			starts = append(starts, c.Begins)
		}
		b.Paid = earlier(b.Paid, c.PaidFrom)
	}
	slices.SortFunc(starts, caldate.Date.Compare)
	if len(starts) > 0 {
		b.Start = starts[0]
	}
	if len(starts) > 1 {
		b.Repeat = starts[1]
	}
	return b
}

// Refresh looks into the steps of every firm of every association and writes the
// copies that have changed.
func (s *Service) Refresh(ctx context.Context, now time.Time) error {
	associations, err := s.people.Associations(ctx)
	if err != nil {
		return err
	}
	for _, a := range associations {
		if err := s.refresh(ctx, a.ID, caldate.Of(now)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) refresh(ctx context.Context, associationID string, today caldate.Date) error {
	g, err := s.gather(ctx, access.System(), store.Query{Index: "association", Equal: []any{associationID}}, associationID)
	if err != nil {
		return err
	}
	standings := g.standings(today)
	var totals []string
	for _, st := range standings {
		if st.totals() {
			totals = append(totals, st.Delegation.CompanyID)
		}
	}
	begun, err := s.courses.Begun(ctx, totals, today)
	if err != nil {
		return err
	}
	for _, st := range standings {
		if err := s.rewrite(ctx, st, begun[st.Delegation.CompanyID], today); err != nil {
			return err
		}
	}
	return nil
}

// rewrite makes the copy of one firm anew. Of a firm that shares nothing nothing
// is kept.
func (s *Service) rewrite(ctx context.Context, st Standing, b Begun, today caldate.Date) error {
	fresh := Kept{}
	if st.shares() {
		openings, err := s.openings.All(ctx, access.System(), store.Query{Index: "company", Equal: []any{st.Delegation.CompanyID}})
		if err != nil {
			return err
		}
		fresh = keep(openings, b, today)
	}
	_, err := s.firms.Update(ctx, access.System(), st.Firm.ID, func(f *Firm) error {
		if f.Kept == fresh {
			return store.Unchanged
		}
		f.Kept = fresh
		return nil
	})
	return err
}
