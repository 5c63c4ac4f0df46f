package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fodfaeste/internal/caldate"
)

// Texts are the words and forms of one language.
type Texts struct {
	Locale  Locale
	plain   map[string]string
	counted map[string]counted
}

type counted struct{ one, other string }

// Has tells whether a key has a text.
func (t *Texts) Has(key string) bool {
	_, plain := t.plain[key]
	_, counts := t.counted[key]
	return plain || counts
}

// T gives the text of a key with values put in; args are names and values in
// turn. A key without text gives the key in brackets, which no test lets pass.
func (t *Texts) T(key string, args ...any) string {
	text, ok := t.plain[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	return fill(text, args)
}

// List joins the texts of keys with commas.
func (t *Texts) List(keys []string) string {
	texts := make([]string, len(keys))
	for i, key := range keys {
		texts[i] = t.T(key)
	}
	return strings.Join(texts, ", ")
}

// N gives the text of a key for a number of things: "one" for 1, otherwise
// "other". {n} is the number.
func (t *Texts) N(key string, n int, args ...any) string {
	text, ok := t.counted[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	args = append([]any{"n", n}, args...)
	if n == 1 {
		return fill(text.one, args)
	}
	return fill(text.other, args)
}

func fill(text string, args []any) string {
	var pairs []string
	for i := 0; i+1 < len(args); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{%v}", args[i]), fmt.Sprint(args[i+1]))
	}
	// In one pass: a value may itself hold braces.
	return strings.NewReplacer(pairs...).Replace(text)
}

var (
	danishDays   = [...]string{"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"}
	danishMonths = [...]string{"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"}
)

// Person writes a person's name, or what stands for one that is protected.
func (t *Texts) Person(name string) string {
	if name == "" {
		return t.T("layout.protected_name")
	}
	return name
}

// Date writes a day in words: 21. november 2026, or 21 November 2026. No date
// is a dash.
func (t *Texts) Date(d caldate.Date) string {
	switch {
	case d.IsZero():
		return "–"
	case t.Locale == English:
		return d.Time().Format("2 January 2006")
	default:
		return fmt.Sprintf("%d. %s %d", d.Day(), danishMonths[d.Month()-1], d.Year())
	}
}

// Day writes a day with its name and without its year: lørdag 21. november.
func (t *Texts) Day(d caldate.Date) string {
	if t.Locale == English {
		return d.Time().Format("Monday 2 January")
	}
	return fmt.Sprintf("%s %d. %s", danishDays[d.Weekday()], d.Day(), danishMonths[d.Month()-1])
}

// Span writes the days from one to another without a year: 16.–22. november.
func (t *Texts) Span(from, to caldate.Date) string {
	switch {
	case t.Locale == English && from.Month() == to.Month():
		return fmt.Sprintf("%d–%s", from.Day(), to.Time().Format("2 January"))
	case t.Locale == English:
		return from.Time().Format("2 January") + " – " + to.Time().Format("2 January")
	case from.Month() == to.Month():
		return fmt.Sprintf("%d.–%d. %s", from.Day(), to.Day(), danishMonths[to.Month()-1])
	default:
		return fmt.Sprintf("%d. %s – %d. %s", from.Day(), danishMonths[from.Month()-1], to.Day(), danishMonths[to.Month()-1])
	}
}

// Month writes a month and its year: november 2026.
func (t *Texts) Month(d caldate.Date) string {
	if t.Locale == English {
		return d.Time().Format("January 2006")
	}
	return fmt.Sprintf("%s %d", danishMonths[d.Month()-1], d.Year())
}

// Moment writes a day and a time of day in Denmark.
func (t *Texts) Moment(at time.Time) string {
	local := caldate.Local(at)
	if t.Locale == English {
		return local.Format("2 January 2006 at 15:04")
	}
	return t.Date(caldate.Of(at)) + local.Format(" kl. 15.04")
}

// Hours writes minutes of work as hours and minutes: 7 t 30 min, or 7 h 30 min.
func (t *Texts) Hours(minutes int) string {
	unit := "t"
	if t.Locale == English {
		unit = "h"
	}
	sign := ""
	if minutes < 0 {
		sign, minutes = "−", -minutes
	}
	switch h, m := minutes/60, minutes%60; {
	case h == 0 && m > 0:
		return fmt.Sprintf("%s%d min", sign, m)
	case m == 0:
		return fmt.Sprintf("%s%s %s", sign, t.Count(h), unit)
	default:
		return fmt.Sprintf("%s%s %s %d min", sign, t.Count(h), unit, m)
	}
}

// Count writes a whole number with a mark at the thousands: 1.234, or 1,234.
func (t *Texts) Count(n int) string {
	s, mark := strconv.Itoa(n), "."
	if t.Locale == English {
		mark = ","
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + mark + s[i:]
	}
	return s
}

// Decimal writes a number with at most two decimals, with a comma in Danish.
func (t *Texts) Decimal(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if t.Locale == English {
		return s
	}
	return strings.ReplaceAll(s, ".", ",")
}
