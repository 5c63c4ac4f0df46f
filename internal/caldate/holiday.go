package caldate

import "time"

// IsHoliday tells whether a day is a public holiday in Denmark: those of the
// church year, which follow Easter, and the fixed ones. Great Prayer Day is none
// since 2024 (act 214 of 6 March 2023).
func (d Date) IsHoliday() bool {
	switch {
	case d.Month() == time.January && d.Day() == 1, d.Month() == time.December && (d.Day() == 25 || d.Day() == 26):
		return true
	}
	switch d.Sub(Easter(d.Year())) {
	case -3, -2, 0, 1, 39, 49, 50: // Maundy Thursday, Good Friday, Easter, Ascension, Whitsun
		return true
	}
	return false
}

// IsWorkday tells whether a day is neither at the weekend nor a public holiday.
func (d Date) IsWorkday() bool {
	weekday := d.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && !d.IsHoliday()
}

// Workday is the day itself, or the last workday before it.
func (d Date) Workday() Date {
	for !d.IsWorkday() {
		d = d.Add(-1)
	}
	return d
}

// Easter is Easter Sunday of a year in the Gregorian calendar, by the rule that
// Butcher published in 1876.
func Easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return New(year, time.Month(n/31), n%31+1)
}
