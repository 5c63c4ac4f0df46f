package grant

import (
	"slices"

	"github.com/shopspring/decimal"
)

// PlacesWithMore says how many places an average of one more employee would
// give, and at which average the next place comes.
func (r *Rules) PlacesWithMore(average decimal.Decimal) (places int64, next decimal.Decimal) {
	rule, one := r.ratio[len(r.ratio)-1], decimal.NewFromInt(1)
	places = rule.places(staffSum{average.Add(one), one})
	now := rule.places(staffSum{average, one})
	for next = average.Floor().Add(one); rule.places(staffSum{next, one}) <= now; {
		next = next.Add(one)
	}
	return places, next
}

// fill works out average, cap and free places of a meter whose months are all known.
func (m *Meter) fill(rule ratioPeriod, base staffSum) {
	m.Known, m.Average, m.Cap = true, base.average(), rule.places(base)
	m.Free = decimal.Max(decimal.Zero, decimal.NewFromInt(m.Cap).Sub(m.Used))
}

func (m *Meter) sum() decimal.Decimal {
	var sum decimal.Decimal
	for _, month := range m.Window {
		sum = plus(sum, *month.Count)
	}
	return sum
}

// places is the cap: whole steps of the average, which is not rounded before
// (BEK 1216/2023 § 65 stk. 1, § 83 stk. 1).
func (p ratioPeriod) places(base staffSum) int64 {
	sum, n := base.sum, base.months
	var places int64
	for i, step := range p.Steps {
		upper := sum
		if i+1 < len(p.Steps) {
			upper = decimal.Min(sum, p.Steps[i+1].Over.Mul(n))
		}
		if within := upper.Sub(step.Over.Mul(n)); within.IsPositive() {
			whole, _ := within.QuoRem(step.Per.Mul(n), 0)
			places += whole.IntPart()
		}
	}
	return max(places, p.AtLeast)
}

// placedHours are the weekly hours of those who fill places at a workplace.
type placedHours struct {
	sure decimal.Decimal // counted without doubt
	open decimal.Decimal // counted under a reading that is open
	rest decimal.Decimal // open in the test of a praktik only
}

// ratioTest is everything the ratio rule needs to know, or what is missing.
type ratioTest struct {
	Ratio
	rule     ratioPeriod
	hours    placedHours
	fullTime decimal.Decimal
	base     staffSum // of the months, or with seasonal staff spread over a year
	actual   staffSum // of the months as they were
}

// staffSum is an average kept as a sum over a number of months, so that
// comparing rounds nothing.
type staffSum struct{ sum, months decimal.Decimal }

func (s staffSum) average() decimal.Decimal { return s.sum.Div(s.months) }

// testRatio counts employees and placed persons at the workplace.
func (q *inquiry) testRatio() *ratioTest {
	if q.ratio == nil {
		q.ratio = q.countRatio()
	}
	return q.ratio
}

func (q *inquiry) countRatio() *ratioTest {
	rule, known := on(q.rules.ratio, q.Work.Start)
	if !known {
		return &ratioTest{Ratio: Ratio{Missing: []Path{"work.start"}}}
	}
	t := &ratioTest{rule: rule, fullTime: q.fullTime()}
	unit, absent := q.workplace()
	if absent != "" {
		t.Missing = append(t.Missing, absent)
	} else {
		t.countMonths(q, unit)
		t.countPlaced(q, unit)
		t.spreadSeason(q, unit)
	}
	if q.Work.HoursPerWeek == nil {
		t.Missing = append(t.Missing, "work.hours_per_week")
	}
	t.judge(q)
	return t
}

// countMonths reads the ordinary employees of the counted months. People under
// 18 and people with a public subsidy are in other maps and never count
// (§ 65 stk. 3, § 83 stk. 3).
func (t *ratioTest) countMonths(q *inquiry, unit *Unit) {
	t.Window = make([]MonthCount, 0, t.rule.Window)
	for _, month := range q.monthsBefore(t.rule.Window) {
		count, known := unit.Ordinary[month.key]
		if !known {
			t.Window = append(t.Window, MonthCount{Month: month.first})
			t.Missing = append(t.Missing, unit.path("ordinary_fte_by_month."+month.key))
			continue
		}
		t.Window = append(t.Window, MonthCount{month.first, &count})
	}
}

func (t *ratioTest) countPlaced(q *inquiry, unit *Unit) {
	if t.Counted = unit.Placed != nil; !t.Counted {
		t.Missing = append(t.Missing, unit.path("placed"))
	}
	for _, p := range unit.Placed {
		if !p.Until.IsZero() && p.Until.Before(q.Work.Start) {
			continue
		}
		kind := q.rules.placed[p.kind()]
		switch {
		case kind.Counts == counts:
			t.hours.sure = plus(t.hours.sure, p.HoursPerWeek)
		case kind.Counts == countOpen:
			t.hours.open = plus(t.hours.open, p.HoursPerWeek)
		case kind.InPraktik == countOpen:
			t.hours.rest = plus(t.hours.rest, p.HoursPerWeek)
		}
	}
	t.Used = t.hours.sure.Add(t.hours.open).Div(t.fullTime)
}

// kind reads a disability pensioner on a wage subsidy as what they are, also
// where only the target group says so (§ 83 stk. 5).
func (p Placed) kind() string {
	if p.Kind == "loentilskud" && p.Target == Foertidspension {
		return "loentilskud_foertidspension"
	}
	return p.Kind
}

// spreadSeason settles the base of the test. Seasonal staff can be counted as
// they were in the months, or spread over the year before the start (§ 65
// stk. 4); the sources do not settle which, so the lower number is used.
func (t *ratioTest) spreadSeason(q *inquiry, unit *Unit) {
	if !t.monthsKnown() {
		return
	}
	window, season := decimal.NewFromInt(int64(t.rule.Window)), decimal.NewFromInt(int64(t.rule.Season))
	t.actual = staffSum{t.sum(), window}
	t.base = t.actual
	if len(unit.Seasonal) == 0 {
		return
	}
	var inWindow, inYear decimal.Decimal
	for i, month := range q.monthsBefore(t.rule.Season) {
		n := unit.Seasonal[month.key]
		inYear = plus(inYear, n)
		if i < t.rule.Window {
			inWindow = plus(inWindow, n)
		}
	}
	spread := staffSum{t.sum().Sub(inWindow).Mul(season).Add(inYear.Mul(window)), season.Mul(window)}
	if spread.sum.Mul(t.actual.months).LessThan(t.actual.sum.Mul(spread.months)) {
		t.base, t.Seasonal = spread, true
	}
}

// judge works out the meter as far as the facts go, and whether the new person fits.
func (t *ratioTest) judge(q *inquiry) {
	if t.monthsKnown() {
		t.fill(t.rule, t.base)
		t.NearStep = t.capNear() > t.Cap
	}
	if len(t.Missing) > 0 {
		return
	}
	t.After = t.used(t.hours.open, q).Div(t.fullTime)
	t.Allowed = holds(t.fits(t.used(t.hours.open, q), t.Cap)).Truth
}

// monthsKnown tells whether every month of the window is there.
func (t *ratioTest) monthsKnown() bool {
	return len(t.Window) == t.rule.Window && len(t.Window) > 0 &&
		!slices.ContainsFunc(t.Window, func(m MonthCount) bool { return m.Count == nil })
}

// capNear is the cap of an average that is a hair higher.
func (t *ratioTest) capNear() int64 {
	return t.rule.places(staffSum{t.base.sum.Add(t.rule.Near.Mul(t.base.months)), t.base.months})
}

// used are the weekly hours of everybody counted, the new person included.
func (t *ratioTest) used(doubtful decimal.Decimal, q *inquiry) decimal.Decimal {
	return t.hours.sure.Add(doubtful).Add(*q.Work.HoursPerWeek)
}

// fits compares in hours, so that nothing is rounded. The cap may be filled
// exactly: the placed persons "må maksimalt udgøre" it (§ 65 stk. 1).
func (t *ratioTest) fits(hours decimal.Decimal, places int64) bool {
	return hours.LessThanOrEqual(t.fullTime.Mul(decimal.NewFromInt(places)))
}

// ratioOK is the rimelighedskrav. Where a place turns on a reading that is
// open, the municipality must say (C).
func ratioOK(q *inquiry) Finding {
	if q.continues() {
		return met()
	}
	if q.scheme.ID == Praktik {
		return q.unlessOwnJob(q.withinRatio())
	}
	return q.withinRatio()
}

func (q *inquiry) withinRatio() Finding {
	t := q.testRatio()
	if len(t.Missing) > 0 {
		return missing(t.Missing...)
	}
	doubtful := t.hours.open
	if q.scheme.ID == Praktik {
		doubtful = doubtful.Add(t.hours.rest)
	}
	everybody, sure := t.used(doubtful, q), t.used(decimal.Zero, q)
	if t.fits(everybody, t.Cap) {
		return met()
	}
	f := failed()
	switch {
	case t.fits(sure, t.Cap):
		f = unclear(C).note(Note{Code: "ratio_open_kinds"})
	case t.NearStep && t.fits(sure, t.capNear()):
		f = unclear(C).note(Note{Code: "ratio_near_step"})
	case t.Seasonal && t.fits(sure, t.rule.places(t.actual)):
		f = unclear(C)
	}
	if t.Seasonal {
		f = f.note(Note{Code: "ratio_seasonal"})
	}
	return f.with(Params{"base_fte": t.Average, "cap": t.Cap, "placed_fte_after": everybody.Div(t.fullTime)})
}
