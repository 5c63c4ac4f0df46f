// Package payroll makes the file that a firm pays from: the approved hours with
// pay of a period, and never an hour of praktik.
//
// What a file says is told once. Every file of a firm is the difference between
// what is approved now and what its files said before: the first of a period says
// all of it, a later one what was corrected or approved since. So the sum of all
// files is what is approved, and a file can be fetched again for as long as it is
// kept and is the same to the byte. Making one locks the days of its period.
package payroll

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/store"
)

// Export is a file that was made. It does not change.
type Export struct {
	store.Doc   `bson:",inline"`
	CompanyID   string       `bson:"company_id"`
	Number      int          `bson:"number"` // from 1 in each firm, without gaps
	From        caldate.Date `bson:"from"`
	To          caldate.Date `bson:"to"` // last day
	Rows        []Row        `bson:"rows"`
	At          time.Time    `bson:"at"`
	By          string       `bson:"by"` // name
	audit.Trail `bson:",inline"`
}

// Row is what a file says of a person's day.
type Row struct {
	PlacementID string       `bson:"placement_id"`
	FirstName   string       `bson:"first_name"`
	Employee    string       `bson:"employee,omitempty"` // the firm's own number of the person in its payroll, or ""
	Date        caldate.Date `bson:"date"`
	Kind        hours.Kind   `bson:"kind"`    // paid or subsidised
	Minutes     int          `bson:"minutes"` // below 0 where an earlier file said too many
	Correction  bool         `bson:"correction"`
}

// Difference tells whether the file corrects what earlier ones said.
func (e Export) Difference() bool { return Corrects(e.Rows) }

// Corrects tells whether any row corrects what an earlier file said.
func Corrects(rows []Row) bool {
	return slices.ContainsFunc(rows, func(r Row) bool { return r.Correction })
}

// Kinds lists the kinds of hours that are paid.
func Kinds() []hours.Kind { return []hours.Kind{hours.Paid, hours.Subsidised} }

// key is what a file tells of once: a person's day and kind of pay.
type key struct {
	placementID string
	date        caldate.Date
	kind        hours.Kind
}

// Rows is what is to be told of a period: the approved lines with pay, less what
// earlier files of the firm said, by person and day. Days outside the period are
// left alone.
func Rows(book []hours.Booked, told []Export, employees map[string]string, from, to caldate.Date) []Row {
	minutes, names, before := map[key]int{}, map[string]string{}, map[key]bool{}
	for _, l := range book {
		if l.Kind.Strand() != placement.Paid || l.Date.Before(from) || l.Date.After(to) {
			continue
		}
		minutes[key{l.PlacementID, l.Date, l.Kind}] += l.Minutes
		names[l.PlacementID] = l.FirstName
	}
	for _, e := range told {
		for _, r := range e.Rows {
			if r.Date.Before(from) || r.Date.After(to) {
				continue
			}
			k := key{r.PlacementID, r.Date, r.Kind}
			minutes[k] -= r.Minutes
			before[k] = true
			names[r.PlacementID] = cmp.Or(names[r.PlacementID], r.FirstName)
		}
	}
	var rows []Row
	for k, n := range minutes {
		if n != 0 {
			rows = append(rows, Row{k.placementID, names[k.placementID], employees[k.placementID], k.date, k.kind, n, before[k]})
		}
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.FirstName, b.FirstName), cmp.Compare(a.PlacementID, b.PlacementID), a.Date.Compare(b.Date), cmp.Compare(a.Kind, b.Kind))
	})
	return rows
}

// Fingerprint names what rows say, so that a file holds what its maker looked at.
func Fingerprint(rows []Row) string {
	h := sha256.New()
	for _, r := range rows {
		fmt.Fprintf(h, "%s\x00%s\x00%s\x00%s\x00%s\x00%d\x00%t\n", r.PlacementID, r.FirstName, r.Employee, r.Date, r.Kind, r.Minutes, r.Correction)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// Exports is where files are kept.
var Exports = store.Table[Export]{
	Name: "payroll_exports",
	Indexes: []store.Index{
		{Name: "company", Keys: []string{"company_id", "to"}},
		{Name: "number", Keys: []string{"company_id", "number"}, Unique: true},
	},
}

// Numbers are a firm's own numbers of its people in its payroll.
type Numbers struct {
	store.Doc   `bson:",inline"` // ID is that of the firm behind "pay_"
	CompanyID   string           `bson:"company_id"`
	Of          []Employee       `bson:"of"`
	audit.Trail `bson:",inline"`
}

// Employee is one of them.
type Employee struct {
	PlacementID string `bson:"placement_id"`
	Number      string `bson:"number"`
}

// LongestNumber is how many characters a number has at most.
const LongestNumber = 20

// NumbersTable is where they are kept.
var NumbersTable = store.Table[Numbers]{Name: "payroll_numbers", Indexes: []store.Index{{Name: "company", Keys: []string{"company_id"}}}}
