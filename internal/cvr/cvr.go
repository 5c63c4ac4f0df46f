// Package cvr knows Danish company numbers and the register they come from.
package cvr

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// Check tells what is wrong with a company number (CVR): the text key of a
// fault, or "". A number has eight digits whose weighted sum, with weights
// 2 7 6 5 4 3 2 1, is divisible by 11.
func Check(number string) string {
	if len(number) != 8 || !digits(number) {
		return "cvr_digits"
	}
	sum := 0
	for i, weight := range []int{2, 7, 6, 5, 4, 3, 2, 1} {
		sum += int(number[i]-'0') * weight
	}
	if sum%11 != 0 || number[0] == '0' {
		return "cvr_check_digit"
	}
	return ""
}

// CheckWorkplace tells what is wrong with a workplace number (P-nummer): it
// has ten digits and begins with 1. There is no published check digit.
func CheckWorkplace(number string) string {
	if len(number) != 10 || !digits(number) || number[0] != '1' {
		return "p_number"
	}
	return ""
}

func digits(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// Entry is what the register says about a firm.
type Entry struct {
	CVR        string      `json:"cvr"`
	Name       string      `json:"name"`
	Address    string      `json:"address"`
	Branch     string      `json:"branch"`
	Phone      string      `json:"phone"` // "" where the register tells none
	Workplaces []Workplace `json:"workplaces"`
}

// Workplace is a place of work with its P-number.
type Workplace struct {
	PNumber   string       `json:"p_number"`
	Name      string       `json:"name"`
	Address   string       `json:"address"`
	Employees []MonthCount `json:"employees"` // newest month first; none where the register does not tell
}

// MonthCount is the ordinary employees of a month as full-time persons, in
// hundredths.
type MonthCount struct {
	Month      caldate.Date `json:"month"` // the month's first day
	Hundredths int          `json:"hundredths"`
}

// Register looks firms up. It answers fault.NotFound for a firm it does not know.
type Register interface {
	Lookup(ctx context.Context, number string) (Entry, error)
}

// List is a register held in memory: an extract, or invented firms.
type List map[string]Entry

// Lookup implements Register.
func (l List) Lookup(_ context.Context, number string) (Entry, error) {
	entry, ok := l[number]
	if !ok {
		return Entry{}, fault.New(fault.NotFound, "")
	}
	return entry, nil
}

// ReadList reads a register from a JSON file that holds a list of entries. No
// file is an empty register: then people type their firm's data themselves.
func ReadList(file string) (List, error) {
	list := List{}
	if file == "" {
		return list, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("cvr: %w", err)
	}
	var entries []Entry
	if err := json.Unmarshal(data, &entries); err != nil {
		return nil, fmt.Errorf("cvr: %s: %w", file, err)
	}
	for _, e := range entries {
		if code := Check(e.CVR); code != "" {
			return nil, fmt.Errorf("cvr: %s: %q is not a company number (%s)", file, e.CVR, code)
		}
		list[e.CVR] = e
	}
	return list, nil
}
