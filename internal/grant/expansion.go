package grant

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"
)

// expansionTest is the count behind merbeskæftigelse: the staff of twelve
// months, of the whole firm when it is private and of the P-number when it is
// public (BEK 1216/2023 § 66, § 79). The average is kept as a sum and a number
// of months, so that comparing rounds nothing.
type expansionTest struct {
	Expansion
	sum   decimal.Decimal
	units []Unit
}

func (q *inquiry) testExpansion() *expansionTest {
	if q.expansion == nil {
		q.expansion = q.countExpansion()
	}
	return q.expansion
}

func (q *inquiry) countExpansion() *expansionTest {
	rule, known := on(q.rules.expansion, q.Work.Start)
	if !known {
		return &expansionTest{Expansion: Expansion{Missing: []Path{"work.start"}}}
	}
	t := &expansionTest{}
	t.chooseUnits(q)
	if len(t.Missing) > 0 {
		return t
	}
	months := q.monthsBefore(rule.Window)
	for i := range t.units {
		if u := &t.units[i]; u.Under18 == nil {
			t.Missing = append(t.Missing, u.path("under_18_fte_by_month"))
		}
	}
	for _, month := range months {
		if staff := t.staff(month); staff.IsPositive() {
			t.sum = plus(t.sum, staff)
			t.Months++
		}
	}
	for i := range t.units {
		u := &t.units[i]
		t.Now = plus(plus(t.Now, now(u.OrdinaryNow, u.Ordinary, months[0])), now(u.Under18Now, u.Under18, months[0]))
	}
	if len(t.Missing) == 0 {
		t.judge(q)
	}
	return t
}

// chooseUnits finds the places of work that count together.
func (t *expansionTest) chooseUnits(q *inquiry) {
	switch kind := q.kind(); {
	case kind == "":
		t.Missing = append(t.Missing, "employer.sector")
	case len(q.Employer.Units) == 0:
		t.Missing = append(t.Missing, "employer.units")
	case kind == Private:
		t.Level, t.units = "cvr", slices.Clone(q.Employer.Units)
		slices.SortFunc(t.units, func(a, b Unit) int { return cmp.Compare(a.PNumber, b.PNumber) })
	default:
		unit, absent := q.workplace()
		t.Level = "p_number"
		if absent != "" {
			t.Missing = append(t.Missing, absent)
			return
		}
		t.units = []Unit{*unit}
	}
}

// staff adds up a month. People under 18 are not taken out here: § 79 stk. 2
// has no such words, unlike § 83 stk. 3 (C).
func (t *expansionTest) staff(month staffMonth) decimal.Decimal {
	var sum decimal.Decimal
	for i := range t.units {
		u := &t.units[i]
		count, known := u.Ordinary[month.key]
		if !known {
			t.Missing = append(t.Missing, u.path("ordinary_fte_by_month."+month.key))
		}
		sum = plus(plus(sum, count), u.Under18[month.key])
	}
	return sum
}

// now falls back on the month before the start.
func now(given *decimal.Decimal, byMonth ByMonth, month staffMonth) decimal.Decimal {
	if given != nil {
		return *given
	}
	return byMonth[month.key]
}

// judge compares under both readings of "merbeskæftigelse": strictly, the staff
// now are at least the average; loosely, the staff and the new person are above
// it. The inequality is an interpretation (C).
func (t *expansionTest) judge(q *inquiry) {
	n := decimal.NewFromInt(int64(max(t.Months, 1)))
	t.Average = t.sum.Div(n)
	t.Strict = holds(t.Now.Mul(n).GreaterThanOrEqual(t.sum)).Truth
	if q.Work.HoursPerWeek == nil {
		return
	}
	full := q.fullTime()
	withNew := t.Now.Mul(full).Add(*q.Work.HoursPerWeek).Mul(n)
	t.Loose = holds(withNew.GreaterThan(t.sum.Mul(full))).Truth
}

// netExpansionOK is merbeskæftigelse. Where only the looser reading is met,
// employer and staff must agree in writing (§ 82 stk. 2), so it is open.
func netExpansionOK(q *inquiry) Finding {
	if q.continues() {
		return met()
	}
	t := q.testExpansion()
	if len(t.Missing) > 0 {
		return missing(t.Missing...)
	}
	f := met()
	switch {
	case t.Strict == Yes:
	case t.Loose == Yes:
		f = unclear(C).note(Note{Code: "net_expansion_other_reading"})
	case t.Loose == Unknown:
		f = Finding{Missing: []Path{"work.hours_per_week"}, Mark: C}
	default:
		f = failed()
	}
	f = f.with(Params{"now": t.Now, "average": t.Average, "level": t.Level})
	if t.Now.IsZero() {
		f = f.note(Note{Code: "net_expansion_checked_by_municipality"})
	}
	return f
}
