package placement

import (
	"fmt"
	"slices"
	"strings"

	"fodfaeste/internal/audit"
)

// Party is somebody whose yes an agreement has or needs.
type Party string

const (
	TheCompany        Party = "company"
	TheCandidate      Party = "candidate"
	TheRepresentative Party = "representative"
	TheVitas          Party = "vitas" // what was recorded there was said of the words as they were
)

var (
	everybody = []Party{TheCompany, TheCandidate, TheRepresentative, TheVitas}
	thePair   = []Party{TheCompany, TheCandidate}
)

// parts is what an agreement is made of, in the order pages show it, and whom a
// change of each touches. The employees were heard about what, where, when and
// how long; the promise lies between the firm and the candidate. Who is mentor,
// when the meetings are and the answer to the paid-hours question change on the
// way and ask nobody again.
var parts = []struct {
	name    string
	touches []Party
	take    func(a Agreement, mentor string) Part
}{
	{"period", everybody, func(a Agreement, _ string) Part { return written(a.Start.Danish() + " – " + a.End.Danish()) }},
	{"staircase", everybody, func(a Agreement, _ string) Part {
		return Part{Keys: keyed("placement.pace.", string(a.Ramp.Pace)), Lines: []string{hhmm(a.Ramp.From) + " – " + hhmm(a.Ramp.To)}}
	}},
	{"other_hours", []Party{TheCompany, TheCandidate, TheVitas}, func(a Agreement, _ string) Part {
		var p Part
		for _, o := range a.Other {
			p.Keys, p.Lines = append(p.Keys, "placement.other."+string(o.What)), append(p.Lines, hhmm(o.Minutes))
		}
		return p
	}},
	{"place", everybody, func(a Agreement, _ string) Part { return written(a.Workplace + " (" + a.PNumber + ")") }},
	{"tasks_praktik", everybody, func(a Agreement, _ string) Part { return written(a.ofKind("praktik")...) }},
	{"tasks_teaching", everybody, func(a Agreement, _ string) Part { return written(a.ofKind("teaching")...) }},
	{"tasks_paid", everybody, func(a Agreement, _ string) Part { return written(a.ofKind("paid")...) }},
	{"purpose", everybody, func(a Agreement, _ string) Part { return Part{Keys: keyed("placement.purpose.", a.Purpose)} }},
	{"promise", thePair, func(a Agreement, _ string) Part {
		return written(a.Promise, job(a.PromiseMinutes), a.DecideOn.Danish())
	}},
	{"mentor", nil, func(_ Agreement, mentor string) Part { return written(mentor) }},
	{"meetings", nil, func(a Agreement, _ string) Part {
		var days []string
		for _, m := range a.Meetings {
			days = append(days, m.On.Danish())
		}
		return written(days...)
	}},
	{"paid_hours", nil, func(a Agreement, _ string) Part {
		p := written(a.PaidHours.From.Danish(), a.PaidHours.Note)
		p.Keys = keyed("placement.paid_answers.", a.PaidHours.Answer)
		return p
	}},
}

// Part is a piece of an agreement: what was picked from lists, as text keys,
// and what was typed, in numbers that read the same in every language. Label is
// the text key of its name.
type Part struct {
	Name  string
	Label string
	Keys  []string
	Lines []string
}

func (p Part) equals(other Part) bool {
	return slices.Equal(p.Keys, other.Keys) && slices.Equal(p.Lines, other.Lines)
}

// Parts takes an agreement apart.
func (a Agreement) Parts(mentor string) []Part {
	list := make([]Part, len(parts))
	for i, p := range parts {
		list[i] = p.take(a, mentor)
		list[i].Name, list[i].Label = p.name, "placement.fact."+p.name
	}
	return list
}

// written is a part of what was typed; what is empty says nothing.
func written(lines ...string) Part {
	return Part{Lines: slices.DeleteFunc(lines, func(s string) bool { return s == "" })}
}

func keyed(prefix, value string) []string {
	if value == "" {
		return nil
	}
	return []string{prefix + value}
}

// ofKind lists the tasks of one of TaskKinds.
func (a Agreement) ofKind(kind string) []string {
	var lines []string
	for _, t := range a.Tasks {
		if t.Kind() == kind {
			lines = append(lines, t.Title+" "+hhmm(t.Minutes))
		}
	}
	return lines
}

// job writes the hours of a promised job, "" for none.
func job(minutes int) string {
	if minutes == 0 {
		return ""
	}
	return hhmm(minutes)
}

func hhmm(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }

// Change is a part that reads differently after than before.
type Change struct{ Before, After Part }

// changesBetween finds what differs between two agreements taken apart.
func changesBetween(before, after []Part) []Change {
	var changes []Change
	for i := range before {
		if !before[i].equals(after[i]) {
			changes = append(changes, Change{before[i], after[i]})
		}
	}
	return changes
}

// touched lists whom changes touch, in the order of everybody.
func touched(changes []Change) []Party {
	var list []Party
	for _, party := range everybody {
		for _, p := range parts {
			named := func(c Change) bool { return c.Before.Name == p.name }
			if slices.Contains(p.touches, party) && slices.ContainsFunc(changes, named) && !slices.Contains(list, party) {
				list = append(list, party)
			}
		}
	}
	return list
}

// eventOf tells the history what changed.
func eventOf(changes []Change) audit.Event {
	e := audit.Event{Type: "agreement_changed"}
	var from, to []string
	for _, c := range changes {
		e.About = append(e.About, c.Before.Label)
		gone, come := audit.Differing(c.Before.Keys, c.After.Keys)
		e.FromChoices, e.ToChoices = append(e.FromChoices, gone...), append(e.ToChoices, come...)
		gone, come = audit.Differing(c.Before.Lines, c.After.Lines)
		from, to = append(from, gone...), append(to, come...)
	}
	e.From, e.To = strings.Join(from, "; "), strings.Join(to, "; ")
	return e
}

// has tells whether there is something of a party that a change can take back.
func (p Placement) has(party Party) bool {
	switch party {
	case TheCompany:
		return p.Company != nil
	case TheCandidate:
		return p.Candidate != nil
	case TheRepresentative:
		return p.Representative.Answer != ""
	default:
		return p.Vitas.State != ""
	}
}

// takeBack removes what parties said, and tells of whom there was something to
// remove. The representative's link falls with the words it was made for,
// whether it was answered or not: a new one is made.
func (p *Placement) takeBack(parties []Party) []Party {
	var removed []Party
	for _, party := range parties {
		if p.has(party) {
			removed = append(removed, party)
		}
		switch party {
		case TheCompany:
			p.Company = nil
		case TheCandidate:
			p.Candidate = nil
		case TheRepresentative:
			p.Representative, p.LinkHash = Representative{NotNeeded: p.Representative.NotNeeded}, ""
		case TheVitas:
			p.Vitas = Vitas{}
		}
	}
	return removed
}

// Effect is what a change of some parts would take back.
type Effect struct {
	Labels  []string // text keys of the parts
	Removes []Party  // of those who have said something; empty when nobody would be asked again
}

// Effects tells what an edit of the agreement would do, parts that take the
// same back together.
func (p Placement) Effects() []Effect {
	var list []Effect
	for _, part := range parts {
		var removes []Party
		for _, party := range part.touches {
			if p.has(party) {
				removes = append(removes, party)
			}
		}
		same := func(e Effect) bool { return slices.Equal(e.Removes, removes) }
		i := slices.IndexFunc(list, same)
		if i < 0 {
			list, i = append(list, Effect{Removes: removes}), len(list)
		}
		list[i].Labels = append(list[i].Labels, "placement.fact."+part.name)
	}
	return list
}
