package worktime

// youngNight: when the young may not work (arbejdsmiljøloven § 61, BEK
// 1713/2025 § 21).
func youngNight(j *journal) (found []Finding) {
	for _, d := range j.days {
		if !j.checksDay(d.date) {
			continue
		}
		windows := j.windows(j.group(d.date))
		broken := 0
		for _, w := range windows {
			if j.leaves(d, w) {
				broken++
			}
		}
		switch {
		case broken == len(windows):
			found = append(found, Finding{Date: d.date, Severity: Breach})
		case broken > 0:
			found = append(found, Finding{Date: d.date, Severity: Warning})
		}
	}
	return found
}

// windows lists the windows that may be the one for a person: one, or both
// where the employer's choice is not known.
func (j *journal) windows(g group) []window {
	rule, e := j.law.YoungNight, j.log.Employment
	if g.isStrict() {
		return []window{rule.Strict}
	}
	chosen := nightWindows()
	if e.NightWindow != "" {
		chosen = []NightWindow{e.NightWindow}
	}
	windows := make([]window, len(chosen))
	for i, name := range chosen {
		windows[i] = rule.Windows[name].widened(rule.Sectors[e.NightSector])
	}
	return windows
}

// widened goes as far beyond a window as a trade may. It never takes away.
func (w window) widened(by widening) window {
	if by.From != nil {
		w.From = min(w.From, *by.From)
	}
	if by.Until != nil {
		w.Until = max(w.Until, *by.Until)
	}
	return w
}

// leaves tells whether any working time of a date lies outside a window. What
// runs past midnight does: the next day's window is not open yet.
func (j *journal) leaves(d workday, w window) bool {
	for _, e := range d.entries {
		if e.timed && j.isWorking(e.Kind, true) && (e.from < int(w.From) || e.until > int(w.Until)) {
			return true
		}
	}
	return false
}
