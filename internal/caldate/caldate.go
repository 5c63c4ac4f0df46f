// Package caldate has the dates and weeks people plan with: plain days in
// Denmark without a time of day, and ISO 8601 weeks, which begin on Monday.
package caldate

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the portal must know Danish time on a machine without zone files
)

// Date is a day in the Gregorian calendar. The zero Date is "no date", prints
// as "" and sorts before every other.
type Date struct{ days int32 } // days since the epoch, plus one

// epoch lies before every date that can be written with four digits of a year,
// so that none of them is the zero Date.
var epoch = time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)

// copenhagen is where a moment becomes a day.
var copenhagen = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Copenhagen")
	if err != nil {
		panic("caldate: time zone data is linked in but lacks Europe/Copenhagen: " + err.Error())
	}
	return loc
}()

// New makes a date; days beyond the month's end run into the next, as in package time.
func New(year int, month time.Month, day int) Date {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return Date{int32((t.Unix()-epoch.Unix())/(24*60*60)) + 1} // a Duration holds 292 years only
}

// Of gives the day a moment falls on in Denmark.
func Of(t time.Time) Date { return New(t.In(copenhagen).Date()) }

// Local shows a moment in Danish time.
func Local(t time.Time) time.Time { return t.In(copenhagen) }

// ErrDate is what Parse answers when the text is not a date.
var ErrDate = errors.New("not a date")

var (
	isoForm    = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	danishForm = regexp.MustCompile(`^(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})$`)
)

// Parse reads a date as people and date pickers write it: 2026-11-21,
// 21.11.2026, 21/11/2026 or 21-11-2026. It answers ErrDate for anything else,
// a day that does not exist included.
func Parse(s string) (Date, error) {
	s = strings.TrimSpace(s)
	var y, m, d int
	if p := isoForm.FindStringSubmatch(s); p != nil {
		y, m, d = number(p[1]), number(p[2]), number(p[3])
	} else if p := danishForm.FindStringSubmatch(s); p != nil {
		y, m, d = number(p[3]), number(p[2]), number(p[1])
	} else {
		return Date{}, ErrDate
	}
	date := New(y, time.Month(m), d)
	if date.Year() != y || int(date.Month()) != m || date.Day() != d {
		return Date{}, ErrDate
	}
	return date, nil
}

// number reads digits that a pattern has already matched.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// MustParse is Parse for dates written in code and tests; it panics on a bad one.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(fmt.Sprintf("caldate: %q: %v", s, err))
	}
	return d
}

// Time gives midnight UTC of the date, for arithmetic only.
func (d Date) Time() time.Time { return epoch.AddDate(0, 0, int(d.days)-1) }

func (d Date) IsZero() bool          { return d.days == 0 }
func (d Date) Year() int             { return d.Time().Year() }
func (d Date) Month() time.Month     { return d.Time().Month() }
func (d Date) Day() int              { return d.Time().Day() }
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

func (d Date) Before(e Date) bool { return d.days < e.days }
func (d Date) After(e Date) bool  { return d.days > e.days }

// Compare orders dates for slices.SortFunc.
func (d Date) Compare(e Date) int { return int(d.days) - int(e.days) }

// Add gives the date n days later.
func (d Date) Add(n int) Date { return Date{d.days + int32(n)} }

// AddMonths gives the same day n months later, or the last day of that month
// where it is shorter: one month after 31 January is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	first := New(d.Year(), d.Month()+time.Month(n), 1)
	last := New(first.Year(), first.Month()+1, 0)
	return New(first.Year(), first.Month(), min(d.Day(), last.Day()))
}

// MonthStart is the first day of the date's month.
func (d Date) MonthStart() Date { return New(d.Year(), d.Month(), 1) }

// MonthEnd is the last day of the date's month.
func (d Date) MonthEnd() Date { return d.MonthStart().AddMonths(1).Add(-1) }

// Sub gives the number of days from e to d.
func (d Date) Sub(e Date) int { return int(d.days) - int(e.days) }

// String writes the date as 2026-11-21, or "" when there is none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// Danish writes the date as forms show it: 21.11.2026.
func (d Date) Danish() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("02.01.2006")
}

// MarshalText and UnmarshalText keep dates as 2026-11-21 wherever they are
// stored, which also sorts them.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote; nothing gives the zero Date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = Parse(string(text))
	return err
}
