package grant

import (
	"cmp"
	"slices"

	"fodfaeste/internal/caldate"
)

// settle makes a drawn situation one that somebody could be in: it takes out
// what contradicts the rest, and what no document may hold.
func (d *draw) settle(s *Situation) {
	for i := range s.Employer.Units {
		u := &s.Employer.Units[i]
		for _, months := range []ByMonth{u.Ordinary, u.Under18, u.Subsidised, u.Seasonal} {
			trim(months, s.Work.Start)
		}
	}
	d.settleEmployer(&s.Employer)
	d.settlePerson(&s.Person)
	if s.Work.End.Before(s.Work.Start) {
		s.Work.End = caldate.Date{}
	}
	s.Work.PaidHours = d.settleHours(s.Work.PaidHours, s.Work.Start)
	if c := &s.Work.Continuation; c.Scheme == "" || c.StartedOn.IsZero() || d.IntN(8) > 0 {
		*c = Continuation{} // hardly ever: it lifts what is to be tried here
	}
}

// trim leaves the months that a start is looked at with, and one on each side.
func trim(months ByMonth, start caldate.Date) {
	for key := range months {
		month := caldate.MustParse(key + "-01")
		if month.AddMonths(14).Before(start) || month.After(start.AddMonths(1)) {
			delete(months, key)
		}
	}
}

func (d *draw) settleEmployer(e *Employer) {
	slices.SortFunc(e.Units, func(a, b Unit) int { return cmp.Compare(a.PNumber, b.PNumber) })
	e.Units = slices.CompactFunc(e.Units, func(a, b Unit) bool { return a.PNumber == b.PNumber })
	for i := range e.Units {
		// The seasonal staff are a part of the ordinary.
		for month, n := range e.Units[i].Seasonal {
			if most := e.Units[i].Ordinary[month]; n.GreaterThan(most) {
				e.Units[i].Seasonal[month] = most
			}
		}
	}
	switch {
	case e.WorkplacePNumber != "" && len(e.Units) > 0:
		e.WorkplacePNumber = e.Units[d.IntN(len(e.Units))].PNumber
	case e.Units != nil && len(e.Units) == 0:
		e.WorkplacePNumber = ""
	}
}

func (d *draw) settlePerson(p *Person) {
	if !p.BirthDate.IsZero() {
		p.Age = nil
	}
	// How long somebody has been on benefit is told in one way.
	switch d.IntN(3) {
	case 0:
		p.BenefitHours, p.BenefitPeriods = nil, nil
	case 1:
		p.BenefitMonths, p.BenefitPeriods = nil, nil
	default:
		p.BenefitHours, p.BenefitMonths = nil, nil
	}
	for i := range p.BenefitPeriods {
		if b := &p.BenefitPeriods[i]; b.To.Before(b.From) {
			b.To = caldate.Date{}
		}
	}
	if !p.LastJob.EndedOn.IsZero() {
		p.LastJob.Running = nil
	}
	groups := append([]Target{p.Target}, p.Also...)
	told := func(group Target, denies bool, forget func()) {
		if slices.Contains(groups, group) && denies {
			forget()
		}
	}
	noDisability := p.Disability != nil && !*p.Disability
	told(Handicap, noDisability, func() { p.Disability = nil })
	told("nyuddannet_handicap", noDisability, func() { p.Disability = nil })
	told("flygtning_igu", p.ResidenceBasis == "other", func() { p.ResidenceBasis = "" })
	told(ownSick, p.EmployedHere != nil && !*p.EmployedHere, func() { p.EmployedHere = nil })
}

// settleHours lays the stretches one after another, within the year of the
// start so that no change of rate divides one, and refunds on single days.
func (d *draw) settleHours(hours []PaidHours, start caldate.Date) []PaidHours {
	if start.IsZero() {
		return nil
	}
	day := start
	for i := range hours {
		from := day.Add(1 + d.IntN(40))
		to := from.Add(d.IntN(30))
		if hours[i].Refund != nil {
			to = from
		}
		if to.Year() != from.Year() {
			from = caldate.New(to.Year(), 1, 1)
			to = from
		}
		hours[i].From, hours[i].To = from, to
		day = to
	}
	return hours
}
