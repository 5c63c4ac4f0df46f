package pipeline

import (
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/opening"
	"fodfaeste/internal/placement"
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

// fromCourses reads what came of courses from the courses themselves.
type fromCourses struct {
	placements store.Collection[placement.Placement]
	weeks      store.Collection[hours.Week]
}

// NewCourses reads courses and approved weeks.
func NewCourses(db *store.DB) Courses {
	return fromCourses{placements: store.In(db, placement.Table), weeks: store.In(db, hours.Table)}
}

// Begun answers for each firm.
func (c fromCourses) Begun(ctx context.Context, companyIDs []string, today caldate.Date) (map[string]Begun, error) {
	begun := map[string]Begun{}
	for _, id := range companyIDs {
		of := store.Query{Index: "company", Equal: []any{id}}
		placements, err := c.placements.All(ctx, access.System(), of)
		if err != nil {
			return nil, err
		}
		weeks, err := c.weeks.All(ctx, access.System(), of)
		if err != nil {
			return nil, err
		}
		begun[id] = begunOf(placements, weeks, today)
	}
	return begun, nil
}

func begunOf(placements []placement.Placement, weeks []hours.Week, today caldate.Date) Begun {
	var b Begun
	var starts []caldate.Date
	for _, p := range placements {
		if meeting.Begun(p, today) && !p.LastDay().Before(p.OpensOn()) {
			starts = append(starts, p.OpensOn())
		}
	}
	slices.SortFunc(starts, caldate.Date.Compare)
	if len(starts) > 0 {
		b.Start = starts[0]
	}
	if len(starts) > 1 {
		b.Repeat = starts[1]
	}
	for _, w := range weeks {
		lines, _ := w.InForce()
		for _, l := range lines {
			if l.Kind.Strand() == placement.Paid && l.Minutes > 0 {
				b.Paid = earlier(b.Paid, l.Date)
			}
		}
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
