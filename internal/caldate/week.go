package caldate

import (
	"errors"
	"fmt"
	"regexp"
)

// Week is an ISO 8601 week: it begins on a Monday and belongs to the year that
// holds its Thursday. The zero Week is "no week".
type Week struct{ monday Date }

// ErrWeek is what ParseWeek answers when the text is not a week.
var ErrWeek = errors.New("not a week")

var weekForm = regexp.MustCompile(`^(\d{4})-W(\d{2})$`)

// Week gives the week a date lies in.
func (d Date) Week() Week {
	sinceMonday := (int(d.Weekday()) + 6) % 7
	return Week{d.Add(-sinceMonday)}
}

// ParseWeek reads the form 2026-W47.
func ParseWeek(s string) (Week, error) {
	p := weekForm.FindStringSubmatch(s)
	if p == nil {
		return Week{}, ErrWeek
	}
	year, n := number(p[1]), number(p[2])
	// 4 January is always in week 1.
	w := Week{New(year, 1, 4).Week().monday.Add(7 * (n - 1))}
	if w.Year() != year || w.Number() != n {
		return Week{}, ErrWeek
	}
	return w, nil
}

func (w Week) IsZero() bool { return w.monday.IsZero() }
func (w Week) Monday() Date { return w.monday }
func (w Week) Sunday() Date { return w.monday.Add(6) }

// Year is the ISO year, which differs from the calendar year around New Year.
func (w Week) Year() int { y, _ := w.monday.Time().ISOWeek(); return y }

// Number is the week's number within its ISO year, 1 to 53.
func (w Week) Number() int { _, n := w.monday.Time().ISOWeek(); return n }

// Add gives the week n weeks later.
func (w Week) Add(n int) Week { return Week{w.monday.Add(7 * n)} }

// Sub gives the number of weeks from v to w.
func (w Week) Sub(v Week) int { return w.monday.Sub(v.monday) / 7 }

func (w Week) Before(v Week) bool  { return w.monday.Before(v.monday) }
func (w Week) After(v Week) bool   { return w.monday.After(v.monday) }
func (w Week) Compare(v Week) int  { return w.monday.Compare(v.monday) }
func (w Week) Holds(d Date) bool   { return d.Week() == w }
func (w Week) Day(offset int) Date { return w.monday.Add(offset) }

// String writes the week as 2026-W47, or "" when there is none.
func (w Week) String() string {
	if w.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-W%02d", w.Year(), w.Number())
}

// MarshalText keeps weeks as 2026-W47 wherever they are stored, which also sorts them.
func (w Week) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what MarshalText wrote; nothing gives the zero Week.
func (w *Week) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*w = Week{}
		return nil
	}
	*w, err = ParseWeek(string(text))
	return err
}
