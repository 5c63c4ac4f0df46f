package grant

import (
	"slices"

	"fodfaeste/internal/caldate"
)

// Check says what every scheme of the rules gives for a situation.
func (r *Rules) Check(s Situation) Answer { return r.answer(s, caldate.Date{}) }

// CheckOn is Check on a certain day: a scheme whose sources were checked too
// long before it gives no verdict.
func (r *Rules) CheckOn(today caldate.Date, s Situation) Answer { return r.answer(s, today) }

// RatioAt is the ratio test alone, at another place of work of the firm; nil
// where the rules for the start are not known.
func (r *Rules) RatioAt(s Situation, pNumber string) *Ratio {
	s.Employer.WorkplacePNumber = pNumber
	if _, known := on(r.ratio, s.Work.Start); !known {
		return nil
	}
	q := &inquiry{Situation: &s, rules: r}
	return &q.testRatio().Ratio
}

func (r *Rules) answer(s Situation, today caldate.Date) Answer {
	a := Answer{RulesVersion: r.Version, Schemes: make([]SchemeAnswer, 0, len(r.schemes))}
	q := &inquiry{Situation: &s, rules: r}
	start := s.Work.Start
	if _, known := on(r.ratio, start); known || start.IsZero() {
		a.Ratio = &q.testRatio().Ratio
	}
	if _, known := on(r.expansion, start); known || start.IsZero() {
		a.NetExpansion = &q.testExpansion().Expansion
	}
	for i := range r.schemes {
		q.scheme = &r.schemes[i]
		a.Schemes = append(a.Schemes, q.answer(today))
	}
	return a
}

// answer puts one scheme through its gates and conditions.
func (q *inquiry) answer(today caldate.Date) SchemeAnswer {
	a := SchemeAnswer{
		ID: q.scheme.ID, Law: q.scheme.Law, BeforeStart: q.scheme.BeforeStart, DecidedBy: q.scheme.DecidedBy,
		Channel: q.scheme.Channel, Documents: q.scheme.Documents, Certainty: q.scheme.Certainty,
		Sources: slices.Clip(q.scheme.Sources),
	}
	if !q.passGates() {
		q.judge(&a)
		return a
	}
	terms, length := q.scheme.on(q.Work.Start)
	for _, code := range terms {
		q.ask(code, conditions[code](q))
	}
	if !today.IsZero() && q.stale(today) {
		q.ask("rules_not_checked", unclear(D))
	}
	q.judge(&a)
	if a.Verdict != NotPossible {
		q.warn(&a)
		q.measure(&a, length)
		q.price(&a)
	}
	return a
}

// judge turns findings into a verdict, in this one place. A known failure under
// a rule of certainty A or B is a No and beats everything unknown; anything
// else that is not met leaves a Maybe. All of it is told, not only the first.
func (q *inquiry) judge(a *SchemeAnswer) {
	a.Verdict = Likely
	for i, t := range q.tests {
		a.Warnings = append(a.Warnings, t.finding.Notes...)
		for _, n := range t.finding.Notes {
			a.Certainty = lowest(a.Certainty, doubts[n.Code])
		}
		if t.finding.Truth == Yes {
			continue
		}
		if a.Reasons == nil {
			a.Reasons = make([]Reason, 0, len(q.tests)-i)
		}
		reason := q.reason(a, t)
		a.Reasons = append(a.Reasons, reason)
		switch {
		case reason.Effect == Blocks:
			a.Verdict = NotPossible
		case a.Verdict == Likely:
			a.Verdict = Maybe
		}
		for _, path := range reason.Missing {
			if !slices.Contains(a.Missing, path) {
				a.Missing = append(a.Missing, path)
			}
		}
	}
	if a.Verdict == NotPossible {
		a.Missing = nil
		a.Warnings = slices.DeleteFunc(a.Warnings, func(n Note) bool { return n.Step })
	}
}

// reason tells what a condition that is not met does, and lowers the answer's
// certainty to that of the rule behind it. A rule that only waits for a fact
// lowers nothing.
func (q *inquiry) reason(a *SchemeAnswer, t asked) Reason {
	ruled := q.rules.conditions[t.code]
	mark := t.finding.Mark
	if mark == "" {
		mark = ruled.Certainty
	}
	r := Reason{Code: t.code, Law: ruled.Law, Effect: Open, Missing: t.finding.Missing, Params: t.finding.Params}
	if t.finding.Truth == No && decides(mark) {
		r.Effect = Blocks
	}
	if t.finding.Truth == No || t.finding.Mark != "" {
		a.Certainty = lowest(a.Certainty, mark)
	}
	for _, id := range ruled.Sources {
		if !slices.Contains(a.Sources, id) {
			a.Sources = append(a.Sources, id)
		}
	}
	return r
}

// doubts are the notes that make an answer an inference.
var doubts = map[Code]Certainty{
	"ratio_open_kinds": C, "ratio_near_step": C, "ratio_seasonal": C, "net_expansion_other_reading": C,
}
