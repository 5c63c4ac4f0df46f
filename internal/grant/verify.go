package grant

import (
	"fmt"
	"maps"
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/ruledata"
)

// check finds what makes the rules unusable, all of it at once.
func (r *Rules) check() error {
	c := &checker{ruledata.NewChecker(r.sources), r}
	c.general()
	for _, name := range slices.Sorted(maps.Keys(r.rates)) {
		c.rate(name, r.rates[name])
	}
	for _, code := range slices.Sorted(maps.Keys(r.conditions)) {
		c.condition(code, r.conditions[code])
	}
	for _, code := range slices.Sorted(maps.Keys(conditions)) {
		c.That(r.conditions[code].Code != "", "condition %s has a test but nothing in conditions.yaml", code)
	}
	for _, code := range gates {
		c.That(r.conditions[code].Code != "", "gate %s has nothing in conditions.yaml", code)
	}
	c.That(len(r.schemes) > 0, "schemes.yaml has no schemes")
	for _, s := range r.schemes {
		c.scheme(s)
	}
	for _, id := range slices.Concat(wageSubsidies, []SchemeID{Praktik, SmallJob, usefulWork, integrationCourse, apprentice, mentoring, assistance, freeCard}) {
		_, there := r.scheme(id)
		c.That(there, "scheme %s is missing, and rules name it", id)
	}
	for _, e := range r.exclusions {
		c.exclusion(e)
	}
	for _, name := range slices.Sorted(maps.Keys(rateNames)) {
		c.That(len(r.rates[name].Periods) > 0, "rate %s is missing", name)
	}
	c.Sources()
	c.days()
	return c.Err()
}

// days compares what is known with who asks for it: from known_from on some
// scheme is judged, and each table of periods is known for the starts of the
// schemes whose conditions look into it, no more and no less.
func (c *checker) days() {
	r := c.rules
	c.That(r.starts(nil).From.Date == r.knownFrom, "known_from is %s, and the first scheme is known from %s", r.knownFrom, r.starts(nil).From)
	sameDays(c, "ratio", r.ratio, func(p ratioPeriod) period { return p.period }, "ratio_ok")
	sameDays(c, "net_expansion", r.expansion, func(p expansionPeriod) period { return p.period }, "net_expansion_ok")
	sameDays(c, "prior_benefit", r.benefit, func(p benefitPeriod) period { return p.period },
		"prior_benefit_6_months", "substitute_prior_benefit_months", "track_ledig")
}

func sameDays[E any](c *checker, what string, entries []E, of func(E) period, codes ...Code) {
	if len(entries) == 0 {
		return
	}
	known, asked := period{of(entries[0]).From, of(entries[len(entries)-1]).To}, c.rules.starts(codes)
	c.That(known == asked, "%s is known from %s to %s, and asked for from %s to %s", what, known.From, known.To, asked.From, asked.To)
}

// starts are those that a scheme with one of the conditions is judged for, from
// the first to the last; with no condition named, those of any scheme.
func (r *Rules) starts(codes []Code) (all period) {
	for _, s := range r.schemes {
		asks := slices.ContainsFunc(s.Conditions, func(code Code) bool { return slices.Contains(codes, code) })
		switch {
		case codes != nil && !asks:
			continue
		case all.From.IsZero():
			all = s.period
		}
		if s.From.Before(all.From.Date) {
			all.From = s.From
		}
		if s.To.IsZero() || !all.To.IsZero() && s.To.After(all.To.Date) {
			all.To = s.To
		}
	}
	return all
}

// checker collects faults.
type checker struct {
	ruledata.Checker
	rules *Rules
}

func (c *checker) general() {
	r := c.rules
	c.That(!r.Version.IsZero(), "version is missing")
	c.That(!r.knownFrom.IsZero(), "known_from is missing")
	c.That(r.fullTime.IsPositive(), "full_time_week_hours must be above 0")
	periods(c, "ratio", r.ratio, func(p ratioPeriod) period { return p.period })
	for _, p := range r.ratio {
		c.Provenance("ratio", p.Provenance)
		c.That(p.Window > 0 && p.Season >= p.Window && p.AtLeast > 0, "ratio needs window_months, season_months and at_least")
		c.That(len(p.Steps) > 0 && p.Steps[0].Over.IsZero(), "ratio needs steps that begin at 0")
		for _, s := range p.Steps {
			c.That(s.Per.IsPositive(), "ratio: a step needs per above 0")
		}
	}
	c.names("constants", slices.Sorted(maps.Keys(r.constants)), constantNames)
	c.names("days", slices.Sorted(maps.Keys(r.days)), dayNames)
	periods(c, "net_expansion", r.expansion, func(p expansionPeriod) period { return p.period })
	for _, p := range r.expansion {
		c.Provenance("net_expansion", p.Provenance)
		c.That(p.Window > 0, "net_expansion needs window_months")
	}
	periods(c, "prior_benefit", r.benefit, func(p benefitPeriod) period { return p.period })
	for _, p := range r.benefit {
		c.Provenance("prior_benefit", p.Provenance)
		c.That(p.Months > 0 && p.OverAge > 0, "prior_benefit needs months and over_age")
		c.names("prior_benefit hours", slices.Sorted(maps.Keys(p.Hours)), []string{"full_time", "part_time"})
		c.targets("prior_benefit", slices.Concat(p.Any, p.Private))
	}
	for _, kind := range slices.Sorted(maps.Keys(r.placed)) {
		k := r.placed[kind]
		known := []counted{counts, countsNot, countOpen}
		c.That(slices.Contains(known, k.Counts), "placed %s: counts is %q, not yes, no or open", kind, k.Counts)
		c.That(k.InPraktik == "" || slices.Contains(known, k.InPraktik), "placed %s: in_praktik is %q, not yes, no or open", kind, k.InPraktik)
	}
}

// periods finds gaps and overlaps between the periods of one thing, which must
// stand in their order.
func periods[E any](c *checker, what string, entries []E, of func(E) period) {
	c.That(len(entries) > 0, "%s has no periods", what)
	var before caldate.Date
	for i, e := range entries {
		p := of(e)
		c.That(!p.From.IsZero(), "%s: a period has no from", what)
		c.That(p.To.IsZero() || !p.To.Before(p.From.Date), "%s: the period from %s ends before it begins", what, p.From)
		if i > 0 {
			c.That(!before.IsZero() && !p.From.Before(before.Add(1)), "%s: the period from %s overlaps the one before it", what, p.From)
			c.That(before.IsZero() || !p.From.After(before.Add(1)), "%s: there is a gap before %s", what, p.From)
		}
		before = p.To.Date
	}
}

func (c *checker) rate(name string, r rate) {
	what := "rate " + name
	keys, read := rateNames[name]
	c.That(read, "%s is read by nothing", what)
	c.That(r.Law != "" && r.Unit != "", "%s needs law and unit", what)
	periods(c, what, r.Periods, func(p ratePeriod) period { return p.period })
	for _, p := range r.Periods {
		c.Mark(what, p.Certainty, p.Sources)
		from := fmt.Sprintf("%s from %s", what, p.From)
		if keys == nil {
			c.That(len(p.Steps) == rateSteps && p.Amounts == nil, "%s needs %d steps and nothing else", from, rateSteps)
		} else {
			c.names(from, slices.Sorted(maps.Keys(p.Amounts)), keys)
			c.That(p.Steps == nil, "%s has steps", from)
		}
		for _, n := range slices.Concat(p.Steps, slices.Collect(maps.Values(p.Amounts))) {
			c.That(n.IsPositive() && n.Exponent() >= -2, "%s: %s is not an amount in kroner and øre", from, n)
		}
	}
}

// names compares the names that are there with those that are read.
func (c *checker) names(what string, there, read []string) {
	for _, name := range there {
		c.That(slices.Contains(read, name), "%s: %s is read by nothing", what, name)
	}
	for _, name := range read {
		c.That(slices.Contains(there, name), "%s: %s is missing", what, name)
	}
}

func (c *checker) condition(code Code, ruled ruling) {
	what := "condition " + string(code)
	c.Provenance(what, ruled.Provenance)
	_, tested := conditions[code]
	c.That(tested || slices.Contains(gates, code), "%s is in conditions.yaml but has no test", what)
	c.names(what, slices.Sorted(maps.Keys(ruled.Figures)), figureNames[code])
	c.names(what, slices.Sorted(maps.Keys(ruled.Days)), figureDays[code])
	for name, n := range ruled.Figures {
		c.That(n.IsPositive(), "%s: %s must be above 0", what, name)
	}
}

func (c *checker) scheme(s scheme) {
	what := "scheme " + string(s.ID)
	c.Provenance(what, s.Provenance)
	c.That(!s.From.IsZero(), "%s does not say from when it is known", what)
	c.That(s.To.IsZero() || s.To.After(s.From.Date), "%s is known to a day before the first", what)
	only := s.Only
	c.That(only == period{} || !only.From.Before(s.From.Date), "%s is open before the first day it is known for", what)
	c.That(only.To.IsZero() || only.To.After(only.From.Date), "%s is open to a day before the first", what)
	named := len(s.Employers) > 0 && (s.Targets.All || len(s.Targets.List) > 0)
	c.That(named != s.NotForEmployers, "%s names kinds of employer and target groups, and is for none; or the other way round", what)
	c.That(s.DecidedBy != "" && s.Channel != "", "%s does not say who decides and where to apply", what)
	_, admitted := admissions[s.Admits]
	c.That(admitted, "%s: nothing tests who %s lets in", what, s.Admits)
	terms := s.Conditions
	if s.Earlier != nil {
		c.That(!s.Earlier.To.IsZero(), "%s: earlier has no to", what)
		c.lengths(what+" earlier", s.Earlier.Length)
		terms = slices.Concat(terms, s.Earlier.Conditions)
	}
	for _, code := range terms {
		_, tested := conditions[code]
		c.That(tested, "%s: condition %s has no test", what, code)
	}
	for _, code := range slices.Concat(s.Steps, s.Notes) {
		_, known := applies[code]
		c.That(known, "%s: nothing says when %s applies", what, code)
	}
	c.targets(what, slices.Concat(s.Targets.List, s.TargetsOpen, slices.Collect(maps.Keys(s.Length.ByTarget)),
		slices.Collect(maps.Keys(s.Length.WithoutExperience)), s.Money.StepSetBy, slices.Collect(maps.Keys(s.Money.StepFor)),
		slices.Collect(maps.Keys(s.Money.CeilingPct))))
	c.lengths(what, s.Length)
	c.money(what, s.Money)
}

func (c *checker) exclusion(e exclusion) {
	what := fmt.Sprintf("exclusion of %s and %s", e.A, e.B)
	c.Provenance(what, e.Provenance)
	for _, id := range []SchemeID{e.A, e.B} {
		_, known := c.rules.scheme(id)
		c.That(known, "%s: %s is not in schemes.yaml", what, id)
	}
}

func (c *checker) targets(what string, named []Target) {
	for _, id := range named {
		c.That(c.rules.targets[id].ID != "", "%s: target group %s is not in targets.yaml", what, id)
	}
}

func (c *checker) lengths(what string, l lengths) {
	switch l.Unit {
	case Unlimited, noLength:
	case Weeks, CalendarMonths:
		for _, rule := range slices.Concat([]lengthRule{l.Default}, slices.Collect(maps.Values(l.ByTarget)), slices.Collect(maps.Values(l.WithoutExperience))) {
			c.That(rule.WholeCourse != (rule.First > 0), "%s: a length needs a first period, or the whole course", what)
			c.That(rule.ExtendTo == 0 || rule.ExtendTo > rule.First, "%s: a length is extended to less than its first period", what)
		}
	default:
		c.That(false, "%s: length unit is %q", what, l.Unit)
	}
}

func (c *checker) money(what string, m moneyRule) {
	_, priced := pricings[m.Kind]
	c.That(priced, "%s: money kind is %q", what, m.Kind)
	c.That(m.PaidTo != "" || m.Kind == "nothing", "%s: money does not say whom it is paid to", what)
	c.That(m.Rate != "" || slices.Contains([]string{"nothing", "none", "documented_cost", "rate_not_found"}, m.Kind), "%s: money of kind %s names no rate", what, m.Kind)
	for _, name := range []string{m.Rate, m.Threshold, m.Pay} {
		_, known := c.rules.rates[name]
		c.That(known || name == "", "%s: rate %s is not in rates.yaml", what, name)
	}
	steps := []int{m.Step, m.StepPublic, m.SpecialStep}
	for _, step := range slices.Concat(steps, slices.Collect(maps.Values(m.StepFor))) {
		c.That(step >= 0 && step <= rateSteps, "%s: there is no step %d", what, step)
	}
}
