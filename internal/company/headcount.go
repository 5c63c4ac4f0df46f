package company

import (
	"context"
	"slices"
	"strings"
	"time"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/cvr"
	"fodfaeste/internal/fault"
)

// Headcount is the number of ordinary employees in a month, as full-time
// persons in hundredths: 12½ are 1250. People with a public subsidy and people
// under 18 are not counted (BEK 1216/2023 § 65(3)-(4)). What the register said
// stays as it was; a correction stands beside it.
type Headcount struct {
	Month        caldate.Date `bson:"month"`                   // the month's first day
	Hundredths   int          `bson:"hundredths"`              // as the register told it, or else as typed
	FromRegister bool         `bson:"from_register,omitempty"` // false for what people typed
	Correction   *Correction  `bson:"correction,omitempty"`
}

// Correction is a number in place of the register's, and why.
type Correction struct {
	Hundredths int       `bson:"hundredths"`
	Reason     string    `bson:"reason"`
	By         string    `bson:"by"` // name
	At         time.Time `bson:"at"`
}

// Counted is the number that counts, in hundredths.
func (h Headcount) Counted() int {
	if h.Correction != nil {
		return h.Correction.Hundredths
	}
	return h.Hundredths
}

// typedReason is why somebody typed another number than the register's, or "".
func (h Headcount) typedReason() string {
	if h.Correction == nil {
		return ""
	}
	return strings.TrimSpace(h.Correction.Reason)
}

// told finds what the register said of a month at a workplace.
func (d Details) told(pNumber string, month caldate.Date) (Headcount, bool) {
	for _, w := range d.Workplaces {
		for _, h := range w.Employees {
			if w.PNumber == pNumber && h.Month == month && h.FromRegister {
				return h, true
			}
		}
	}
	return Headcount{}, false
}

// RegisterSaid is the register's own number of a month at a workplace, in
// hundredths, whatever was corrected.
func (d Details) RegisterSaid(pNumber string, month caldate.Date) (hundredths int, ok bool) {
	h, ok := d.told(pNumber, month)
	return h.Hundredths, ok
}

// Told gathers what the register has said of the workplaces' employees: what is
// kept already stands, with its corrections, and what the register says now
// comes beside it.
func (d Details) Told(now Details) Details {
	var all Details
	for _, w := range slices.Concat(d.Workplaces, now.Workplaces) {
		i := slices.IndexFunc(all.Workplaces, func(known Workplace) bool { return known.PNumber == w.PNumber })
		if i < 0 {
			all.Workplaces = append(all.Workplaces, Workplace{PNumber: w.PNumber, Name: w.Name})
			i = len(all.Workplaces) - 1
		}
		for _, h := range w.Employees {
			if _, known := all.told(w.PNumber, h.Month); h.FromRegister && !known {
				all.Workplaces[i].Employees = append(all.Workplaces[i].Employees, h)
			}
		}
	}
	return all
}

// Filled gives details with what the register told of months that nobody typed.
func (d Details) Filled(told Details) Details {
	d.Workplaces = slices.Clone(d.Workplaces)
	for i, w := range d.Workplaces {
		d.Workplaces[i].Employees = w.with(told)
	}
	return d
}

// with gives the workplace's months and those that only the register told,
// newest first.
func (w Workplace) with(told Details) []Headcount {
	all := slices.Clone(w.Employees)
	for _, known := range told.Workplaces {
		for _, h := range known.Employees {
			if known.PNumber == w.PNumber && h.FromRegister && !slices.ContainsFunc(all, func(a Headcount) bool { return a.Month == h.Month }) {
				all = append(all, h)
			}
		}
	}
	slices.SortFunc(all, func(a, b Headcount) int { return b.Month.Sub(a.Month) })
	return all
}

// Corrected holds typed details up against what the register told. A number that
// differs is a correction and needs a reason, once; one where the register told
// none needs none. What the register told of other months stays.
func (d Details) Corrected(told Details, by string, at time.Time) (Details, error) {
	var faults fault.Fields
	d.Workplaces = slices.Clone(d.Workplaces)
	for i, w := range d.Workplaces {
		typed := slices.Clone(w.Employees)
		for j, h := range typed {
			n := h.Counted()
			known, ok := told.told(w.PNumber, h.Month)
			switch {
			case !ok:
				known = Headcount{Month: h.Month, Hundredths: n}
			case n == known.Counted(): // with its correction, if there is one
			case n == known.Hundredths:
				known.Correction = nil
			case h.typedReason() == "":
				faults.Add(WorkplaceField(i, "reason"), "correction_reason")
			default:
				known.Correction = &Correction{Hundredths: n, Reason: h.typedReason(), By: by, At: at}
			}
			typed[j] = known
		}
		w.Employees = typed
		d.Workplaces[i].Employees = w.with(told)
	}
	return d, faults.Err()
}

// Reviewed is Corrected of details in which nothing else is wrong either.
func (d Details) Reviewed(told Details, by string, at time.Time) (Details, error) {
	faults := fault.Fields(fault.FieldsOf(d.Check()))
	reviewed, err := d.Corrected(told, by, at)
	for field, code := range fault.FieldsOf(err) {
		faults.Add(field, code)
	}
	return reviewed, faults.Err()
}

// Reasons lists why numbers of the register were corrected at a moment, each
// reason once.
func (d Details) Reasons(at time.Time) string {
	var reasons []string
	for _, w := range d.Workplaces {
		for _, h := range w.Employees {
			if c := h.Correction; c != nil && c.At.Equal(at) && !slices.Contains(reasons, c.Reason) {
				reasons = append(reasons, c.Reason)
			}
		}
	}
	return strings.Join(reasons, "; ")
}

// Told is what the register has said of a firm's employees, as kept and as it
// says now. A register that does not know the firm, or is away, adds nothing.
func (s *Service) Told(ctx context.Context, number string, kept Details) Details {
	now, err := s.LookUp(ctx, number)
	if err != nil {
		now = Details{}
	}
	return kept.Told(now)
}

// employeesOf is what an entry of the register tells of a workplace's employees.
func employeesOf(w cvr.Workplace) []Headcount {
	var list []Headcount
	for _, e := range w.Employees {
		list = append(list, Headcount{Month: e.Month, Hundredths: e.Hundredths, FromRegister: true})
	}
	return list
}
