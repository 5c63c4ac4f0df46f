package worktime

// writtenTerms: terms in writing, the core of them within days, to whoever
// works enough or has no hours guaranteed (lov 501/2023 § 1). Terms given in
// time settle it.
func writtenTerms(j *journal) []Finding {
	rule, e := j.law.WrittenTerms, j.log.Employment
	if e.StartedOn.IsZero() {
		return nil
	}
	core := e.StartedOn.Add(int(rule.Core))
	if !e.TermsGivenOn.IsZero() && !e.TermsGivenOn.After(core) {
		return nil
	}
	if !e.NoGuaranteedHours && j.mostPaid() <= int(rule.Over) {
		return nil
	}
	return []Finding{{Date: core, Severity: Duty, Params: Params{
		"core_by": core, "rest_by": e.StartedOn.AddMonths(int(rule.Rest)),
	}}}
}

// mostPaid is the most paid minutes here in any of the spells of days that are
// counted from the first day on.
func (j *journal) mostPaid() int {
	within, every := int(j.law.WrittenTerms.Within), int(j.law.WrittenTerms.Every)
	spells := map[int]int{} // by how many steps after the first day they begin
	largest := 0
	for _, d := range j.days {
		day := d.date.Sub(j.log.Employment.StartedOn)
		if day < 0 {
			continue
		}
		minutes := d.sum(func(e entry) bool { return e.Kind == Work && e.here() })
		for step := day / every; step >= 0 && step*every > day-within; step-- {
			spells[step] += minutes
			largest = max(largest, spells[step])
		}
	}
	return largest
}
