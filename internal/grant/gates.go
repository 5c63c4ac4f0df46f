package grant

import (
	"slices"

	"fodfaeste/internal/caldate"
)

// gates are the codes of the tests below: conditions of the data that no scheme
// lists, because every scheme is held to them.
var gates = []Code{
	"start_date", "rules_not_known_before", "rules_not_known_after", "rules_not_checked", "outside_scheme_period",
	"not_for_employers", "closed_for_new_grants", "employer_kind", "municipality_only", "target_group", "scheme_repealed", "target_closed",
}

// asked is a condition with what its test found.
type asked struct {
	code    Code
	finding Finding
}

// ask notes what a condition found.
func (q *inquiry) ask(code Code, f Finding) { q.tests = append(q.tests, asked{code, f}) }

// passGates asks the gates of the scheme, and tells whether the way past them is
// open. The dates decide first.
func (q *inquiry) passGates() bool {
	q.tests = q.tests[:0]
	if q.dateGates(); len(q.tests) > 0 {
		return false
	}
	q.groupGates()
	return !slices.ContainsFunc(q.tests, func(a asked) bool { return a.finding.Truth != Yes })
}

// dateGates ask whether the scheme is there at all for the start, and whether
// its rules are known. The first that decides ends the matter.
func (q *inquiry) dateGates() {
	start := q.Work.Start
	switch {
	case start.IsZero():
		q.ask("start_date", missing("work.start"))
	case start.Before(q.rules.knownFrom) || start.Before(q.scheme.From.Date):
		q.ask("rules_not_known_before", unclear(B))
	case !q.scheme.Only.From.IsZero() && !q.scheme.Only.covers(start):
		q.ask("outside_scheme_period", failed())
	case !q.scheme.covers(start):
		q.ask("rules_not_known_after", unclear(B))
	case q.scheme.NotForEmployers:
		q.ask("not_for_employers", failed())
	case !q.grantedInTime():
		q.ask("closed_for_new_grants", failed())
	}
}

// grantedInTime: a closed scheme runs on for what was granted before it closed.
// Until then it could still be granted.
func (q *inquiry) grantedInTime() bool {
	last := q.scheme.LastGrant.Date
	granted := q.Work.Jobrotation.GrantedOn
	if granted.IsZero() {
		granted = q.AskedOn
	}
	return last.IsZero() || !granted.IsZero() && !granted.After(last)
}

// groupGates ask whether the scheme is for this kind of employer and person at
// all. All of them are asked before they stop anybody.
func (q *inquiry) groupGates() {
	code, group := Code("target_group"), admissions[q.scheme.Admits](q)
	if q.scheme.Admits == "disability_else_repealed" && group.Truth == No {
		code = "scheme_repealed"
		if q.Person.Target == Dagpenge {
			group = group.note(Note{Code: "six_weeks_right_of_person"})
		}
	}
	q.ask("employer_kind", employerKind(q))
	q.ask("municipality_only", municipalityOnly(q))
	q.ask(code, group)
	q.ask("target_closed", targetClosed(q))
}

// employerKind: some schemes are for private or for public employers only.
func employerKind(q *inquiry) Finding {
	kind := q.kind()
	switch {
	case len(q.scheme.Employers) > 1:
		return met()
	case kind == "":
		return missing("employer.sector")
	case q.Employer.Sector == "" && (q.scheme.GrantFundedOpen || q.scheme.MunicipalityOnly):
		return missing("employer.sector") // public through grants, and that is not enough to know here
	case q.scheme.GrantFundedOpen && kind == Public && q.Employer.Sector == Private:
		return unclear(C)
	}
	if slices.Contains(q.scheme.Employers, kind) {
		return met()
	}
	return failed().with(Params{"only": q.scheme.Employers[0]})
}

// municipalityOnly: only the municipality where the person lives can be the
// employer (seniorjobloven § 1).
func municipalityOnly(q *inquiry) Finding {
	switch body := q.Employer.PublicBody; {
	case !q.scheme.MunicipalityOnly:
		return met()
	case q.Employer.Sector == Private:
		return failed()
	case body == "":
		return missing("employer.public_body")
	default:
		return holds(body == "municipality")
	}
}

// admissions are the ways into a scheme, by the name the data call them.
var admissions = map[string]test{
	"":                         targetGroup,
	"disability":               disabled,
	"disability_else_repealed": disabledOrFleksjob,
	"refugee":                  refugee,
	"own_sick":                 ownSickEmployee,
	"own_employee":             ownEmployeeAtAll,
}

// targetGroup: one of the person's groups is one the scheme is for.
func targetGroup(q *inquiry) Finding {
	switch {
	case q.scheme.Targets.All || q.in(q.scheme.Targets.List):
		return met()
	case q.Person.Target == "":
		return missing("person.target")
	case q.in(q.scheme.TargetsOpen):
		return unclear(C)
	}
	return failed()
}

// disabled: a disability opens the scheme to people of any group.
func disabled(q *inquiry) Finding {
	if targetGroup(q).Truth == Yes || q.belongs(Handicap) {
		return met()
	}
	return isTrue(q.Person.Disability, "person.disability")
}

// disabledOrFleksjob: what is left of the scheme is for people with a
// disability and for those referred to fleksjob.
func disabledOrFleksjob(q *inquiry) Finding {
	f := disabled(q)
	if f.Truth == No && q.Person.Target == "" {
		return missing("person.target")
	}
	return f
}

// refugee: people who came as refugees, and their families (lov 623/2016 § 3).
func refugee(q *inquiry) Finding {
	switch {
	case targetGroup(q).Truth == Yes:
		return met()
	case q.Person.ResidenceBasis == "":
		return missing("person.residence_basis")
	}
	return holds(q.Person.ResidenceBasis != "other")
}

// ownSickEmployee: somebody employed here who is off sick.
func ownSickEmployee(q *inquiry) Finding {
	here := isTrue(q.Person.EmployedHere, "person.employed_here")
	switch {
	case q.belongs(ownSick):
		return met()
	case q.sick():
		return here
	case q.Person.Target == "" && here.Truth != No:
		return missing("person.target")
	}
	return failed()
}

// ownEmployeeAtAll: anybody employed here.
func ownEmployeeAtAll(q *inquiry) Finding {
	if q.belongs(ownSick) {
		return met()
	}
	return isTrue(q.Person.EmployedHere, "person.employed_here")
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

// stale tells whether the sources of a scheme were checked too long before a
// day to be relied on.
func (q *inquiry) stale(today caldate.Date) bool {
	months := q.whole("rules_not_checked", "months")
	return slices.ContainsFunc(q.scheme.Sources, func(id string) bool {
		return q.rules.sources[id].Checked.AddMonths(months).Before(today)
	})
}
