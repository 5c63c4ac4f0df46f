package grant

import "fodfaeste/internal/caldate"

// measure says how long the scheme can last for this person.
func (q *inquiry) measure(a *SchemeAnswer, rules lengths) {
	a.Length = q.length(a, rules)
	last := q.Work.End
	if last.IsZero() && a.Length != nil {
		last = a.Length.LastDay
	}
	if !q.scheme.To.IsZero() && last.After(q.scheme.To.Date) {
		a.Warnings = append(a.Warnings, Note{Code: "runs_past_known_rules"})
	}
}

func (q *inquiry) length(a *SchemeAnswer, rules lengths) *Length {
	switch rules.Unit {
	case noLength:
		return nil
	case Unlimited:
		return &Length{Unit: Unlimited}
	}
	l := &Length{Unit: rules.Unit}
	rule := q.lengthRule(a, rules, l)
	if rule.WholeCourse {
		return &Length{Unit: WholeCourse}
	}
	start := q.Work.Start
	if q.continues() { // the time before the change of target group counts too
		start = q.Work.Continuation.StartedOn
	}
	l.fill(rule, start)
	if q.scheme.WithinBenefit && l.cut(q.Person.BenefitEndsOn) {
		a.Warnings = append(a.Warnings, Note{Code: "within_benefit_entitlement"})
	}
	return l
}

// lengthRule finds the rule for the person. In the introduction programme it
// turns on experience and unemployment; until those are known the short one holds.
func (q *inquiry) lengthRule(a *SchemeAnswer, rules lengths, l *Length) lengthRule {
	group := q.group()
	if longer, possible := rules.WithoutExperience[group]; possible {
		hard := either(isFalse(q.Person.WorkExperience, "person.work_experience"), isTrue(q.Person.LongUnemployment, "person.long_unemployment"))
		switch hard.Truth {
		case Yes:
			return longer
		case Unknown:
			l.Missing = hard.Missing
			a.Warnings = append(a.Warnings, Note{Code: "maybe_13_weeks"})
		}
	}
	if q.belongs(jobTrack) {
		group = jobTrack
	}
	if rule, special := rules.ByTarget[group]; special {
		return rule
	}
	return rules.Default
}

// fill works out the last days of the first period and of every extension.
func (l *Length) fill(rule lengthRule, start caldate.Date) {
	l.First, l.LastDay = rule.First, l.last(start, rule.First)
	if rule.ExtendTo > 0 {
		l.Extensions = append(l.Extensions, Extension{To: rule.ExtendTo, LastDay: l.last(start, rule.ExtendTo)})
	}
	if rule.ThenStepsOf > 0 {
		longest := max(rule.First, rule.ExtendTo) + rule.ThenStepsOf
		l.Extensions = append(l.Extensions, Extension{By: rule.ThenStepsOf, LastDay: l.last(start, longest)})
	}
	if rule.ThenPermanent {
		l.Extensions = append(l.Extensions, Extension{Permanent: true})
	}
}

// last is the last day of n weeks or months from a start.
func (l *Length) last(start caldate.Date, n int) caldate.Date {
	if l.Unit == Weeks {
		return start.Add(7*n - 1)
	}
	return start.AddMonths(n).Add(-1)
}

// cut ends every period with the right to the benefit, and tells whether it
// shortened any (LAB § 55).
func (l *Length) cut(ends caldate.Date) bool {
	if ends.IsZero() {
		return false
	}
	if l.LastDay.After(ends) {
		l.LastDay, l.CutShort = ends, true
	}
	for i := range l.Extensions {
		if e := &l.Extensions[i]; e.LastDay.After(ends) {
			e.LastDay, l.CutShort = ends, true
		}
	}
	return l.CutShort
}
