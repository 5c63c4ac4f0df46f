// Package sheet writes tables for spreadsheets: as CSV the way Danish ones open
// by themselves, and as XLSX with numbers and dates that can be computed with.
// The same table gives the same bytes, today and next year.
package sheet

import (
	"fmt"
	"strconv"
	"strings"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
)

// Table is rows below headings.
type Table struct {
	Name     string // of the sheet in a workbook: 31 characters at most
	Headings []string
	Rows     [][]Cell
}

// Add appends a row.
func (t *Table) Add(cells ...Cell) { t.Rows = append(t.Rows, cells) }

// Cell is a value in a table.
type Cell struct {
	text   string
	amount int64 // in units of a hundredth for hundredths, days for a date
	format format
}

type format int

const (
	asText format = iota
	asCount
	asHundredths
	asDate
)

// Text is words. They never become a formula.
func Text(s string) Cell { return Cell{text: s} }

// Count is a whole number.
func Count(n int) Cell { return Cell{amount: int64(n), format: asCount} }

// Hours is a time in minutes as hours with two decimals, half up; whoever adds up
// adds the minutes, which are exact.
func Hours(minutes int) Cell {
	sign := 1
	if minutes < 0 {
		sign, minutes = -1, -minutes
	}
	return Cell{amount: int64(sign * ((minutes*100 + 30) / 60)), format: asHundredths}
}

// Amount is kroner.
func Amount(o money.Ore) Cell { return Cell{amount: int64(o), format: asHundredths} }

// Day is a date, or nothing for none.
func Day(d caldate.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{text: d.Danish(), amount: int64(d.Sub(dayZero)), format: asDate}
}

// dayZero is the day that spreadsheets count from.
var dayZero = caldate.MustParse("1899-12-30")

// danish is the cell as a Danish reader writes it.
func (c Cell) danish() string {
	switch c.format {
	case asCount:
		return strconv.FormatInt(c.amount, 10)
	case asHundredths:
		sign, n := "", c.amount
		if n < 0 {
			sign, n = "-", -n
		}
		return fmt.Sprintf("%s%d,%02d", sign, n/100, n%100)
	case asDate:
		return c.text
	}
	return harmless(c.text)
}

// harmless takes the power from text that a spreadsheet would compute: what came
// from a form must not become a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
