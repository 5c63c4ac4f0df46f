package programme

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fodfaeste/internal/access"
	"fodfaeste/internal/effort"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/meeting"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// keeper keeps what boards are counted from. It works as the portal: on behalf of
// nobody, over the courses of every firm.
type keeper struct {
	kept       store.Collection[Firm]
	marks      store.Collection[mark]
	placements store.Collection[placement.Placement]
	weeks      store.Collection[hours.Week]
	followUps  store.Collection[meeting.FollowUp]
	changed    []store.Collection[touched] // the same three tables
}

// mark is how far counting has come.
type mark struct {
	store.Doc `bson:",inline"`
	Through   time.Time `bson:"through"`
}

// Marks is where it is kept.
var Marks = store.Table[mark]{Name: "programme_marks"}

const markID = "changes"

// touched is what of a changed record tells whose it is.
type touched struct {
	store.Doc   `bson:",inline"`
	CompanyID   string `bson:"company_id"`
	PlacementID string `bson:"placement_id"` // "" of a placement itself
}

func newKeeper(db *store.DB) keeper {
	k := keeper{
		kept: store.In(db, Table), marks: store.In(db, Marks), placements: store.In(db, placement.Table),
		weeks: store.In(db, hours.Table), followUps: store.In(db, meeting.Table),
	}
	for _, t := range []store.TableSpec{placement.Table.Spec(), hours.Table.Spec(), meeting.Table.Spec()} {
		k.changed = append(k.changed, store.In(db, store.Table[touched](t)))
	}
	return k
}

// overlap is how far back it looks again: a change gets its time before it is
// written.
const overlap = 10 * time.Minute

// run counts the firms again that changed since it last did.
func (k keeper) run(ctx context.Context, now time.Time) error {
	m, err := k.marks.Get(ctx, access.System(), markID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	if err := k.countSince(ctx, m.Through); err != nil {
		return err
	}
	if m.Version == 0 {
		err := k.marks.Insert(ctx, access.System(), &mark{Doc: store.Doc{ID: markID}, Through: now})
		if !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	_, err = k.marks.Update(ctx, access.System(), markID, func(m *mark) error {
		if !now.After(m.Through) {
			return store.Unchanged
		}
		m.Through = now
		return nil
	})
	return err
}

// countSince counts the firms with a change since a time; all when it is zero.
func (k keeper) countSince(ctx context.Context, through time.Time) error {
	ids, err := k.since(ctx, through)
	if err != nil {
		return err
	}
	for _, companyID := range ids {
		if err := k.count(ctx, companyID); err != nil {
			return err
		}
	}
	return nil
}

// since lists the firms with a change since a time.
func (k keeper) since(ctx context.Context, through time.Time) ([]string, error) {
	q := store.Query{Index: "changed"}
	if !through.IsZero() {
		q.From = through.Add(-overlap)
	}
	var ids []string
	for _, table := range k.changed {
		list, err := table.All(ctx, access.System(), q)
		if err != nil {
			return nil, err
		}
		for _, t := range list {
			if t.CompanyID == "" { // consent was withdrawn: the course knows its firm no longer
				if t.CompanyID, err = k.formerly(ctx, cmp.Or(t.PlacementID, t.ID)); err != nil {
					return nil, err
				}
			}
			if t.CompanyID != "" {
				ids = append(ids, t.CompanyID)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// formerly finds the firm whose courses a course was counted among, or "".
func (k keeper) formerly(ctx context.Context, placementID string) (string, error) {
	f, err := k.kept.First(ctx, access.System(), store.Query{Index: "course", Equal: []any{placementID}})
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	return f.CompanyID, err
}

// count writes what the courses of a firm count for now. When somebody else wrote
// the same firm in between, what they counted may be older: it counts again.
func (k keeper) count(ctx context.Context, companyID string) error {
	for {
		kept, err := k.kept.Get(ctx, access.System(), firmID(companyID))
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		fresh, err := k.fresh(ctx, companyID)
		if err != nil {
			return err
		}
		switch {
		case kept.Version == 0 && len(fresh.Courses) == 0 || kept.same(fresh):
			return nil
		case kept.Version == 0:
			err = k.kept.Insert(ctx, access.System(), &fresh)
		default:
			_, err = k.kept.UpdateAt(ctx, access.System(), kept.ID, kept.Version, func(f *Firm) error {
				f.CompanyName, f.MunicipalityID, f.Courses = fresh.CompanyName, fresh.MunicipalityID, fresh.Courses
				return nil
			})
		}
		if !fault.Is(err, fault.Conflict) {
			return err
		}
	}
}

func firmID(companyID string) string { return "prf_" + companyID }

// same tells whether two counts of a firm say the same.
func (f Firm) same(other Firm) bool {
	return f.CompanyName == other.CompanyName && f.MunicipalityID == other.MunicipalityID && slices.Equal(f.Courses, other.Courses)
}

// fresh counts the courses of a firm from nothing.
func (k keeper) fresh(ctx context.Context, companyID string) (Firm, error) {
	f := Firm{Doc: store.Doc{ID: firmID(companyID)}, CompanyID: companyID}
	of := store.Query{Index: "company", Equal: []any{companyID}}
	placements, err := k.placements.All(ctx, access.System(), of)
	if err != nil {
		return f, err
	}
	weeks, err := k.weeks.All(ctx, access.System(), of)
	if err != nil {
		return f, err
	}
	followUps, err := k.followUps.All(ctx, access.System(), of)
	if err != nil {
		return f, err
	}
	logs, meetings := map[string][]hours.Week{}, map[string]meeting.FollowUp{}
	for _, w := range weeks {
		logs[w.PlacementID] = append(logs[w.PlacementID], w)
	}
	for _, m := range followUps {
		meetings[m.PlacementID] = m
	}
	for _, p := range placements {
		f.CompanyName, f.MunicipalityID = p.CompanyName, p.MunicipalityID
		f.Courses = append(f.Courses, effort.CourseOf(p, logs[p.ID], meetings[p.ID]))
	}
	slices.SortFunc(f.Courses, func(a, b effort.Course) int { return cmp.Compare(a.ID, b.ID) })
	return f, nil
}
