package grant

import "slices"

// gates are the codes of dateGates and groupGates: conditions of the data that
// no scheme lists, because every scheme is held to them.
var gates = []Code{"start_date", "rules_not_known_before", "rules_not_known_after", "employer_kind", "target_group", "target_closed"}

// asked is a condition with what its test found.
type asked struct {
	code    Code
	finding Finding
}

// pass tells whether the way past the gates is open.
func pass(tests []asked) bool {
	return !slices.ContainsFunc(tests, func(a asked) bool { return a.finding.Truth != Yes })
}

// dateGates ask whether the rules for the start are known. When they are not,
// nothing more is said about the scheme.
func (q *inquiry) dateGates() []asked {
	start := q.Work.Start
	switch {
	case start.IsZero():
		return []asked{{"start_date", missing("work.start")}}
	case start.Before(q.rules.knownFrom) || start.Before(q.scheme.From.Date):
		return []asked{{"rules_not_known_before", unclear(B)}}
	case !q.scheme.covers(start):
		return []asked{{"rules_not_known_after", unclear(B)}}
	}
	return nil
}

// groupGates ask whether the scheme is for this kind of employer and person at
// all. All of them are asked before they stop anybody.
func (q *inquiry) groupGates() []asked {
	return []asked{
		{"employer_kind", employerKind(q)}, {"target_group", targetGroup(q)}, {"target_closed", targetClosed(q)},
	}
}

// employerKind: some schemes are for private or for public employers only.
func employerKind(q *inquiry) Finding {
	kind := q.kind()
	switch {
	case len(q.scheme.Employers) > 1:
		return met()
	case kind == "":
		return missing("employer.sector")
	}
	return holds(slices.Contains(q.scheme.Employers, kind))
}

// targetGroup: one of the person's groups is one the scheme is for.
func targetGroup(q *inquiry) Finding {
	fits := func(t Target) bool { return slices.Contains(q.scheme.Targets.List, t) }
	switch {
	case q.scheme.Targets.All || slices.ContainsFunc(q.groups(), fits):
		return met()
	case q.Person.Target == "":
		return missing("person.target")
	}
	return failed()
}

// targetClosed: ressourceforløb and revalidering are not granted any more, and
// earlier grants run on (act 1750/2025).
func targetClosed(q *inquiry) Finding {
	closed := q.rules.targets[q.Person.Target].NoNewFrom
	if closed.IsZero() || !slices.Contains(q.scheme.Targets.List, q.Person.Target) {
		return met()
	}
	if q.Person.TargetGrantedOn.IsZero() {
		return missing("person.target_granted_on")
	}
	if !q.Person.TargetGrantedOn.Before(closed.Date) {
		return failed()
	}
	return met().note(Note{Code: "legacy_target"})
}
