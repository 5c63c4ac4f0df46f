package programme

import (
	"slices"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/effort"
)

// Code names a number of the board: a text key below "programme.number.".
type Code string

const (
	Firms      Code = "firms"   // with a course that has begun, of all firms that are known
	People     Code = "people"  // in a course that has begun, of those somebody agreed a course for
	Earning    Code = "earning" // with approved paid hours, of the people in courses
	Documented Code = "documented"
)

// endings are the good ways a course can end that a board shows, in its order.
func endings() []effort.Ending {
	return []effort.Ending{effort.Job, effort.Fleksjob, effort.Subsidy, effort.Education, effort.OwnWay}
}

// Number is so many of so many, and the goal where there is one.
type Number struct {
	Code Code
	effort.Count
	Goal int
}

// Month is how many people had been in courses at the end of a month, and how
// many of them had approved paid hours.
type Month struct {
	First   caldate.Date // of the month
	People  int
	Earning int
}

// Board is where a programme stands on a day.
type Board struct {
	Numbers []Number
	Courses int // that have begun
	Running int // of them under way
	Ended   int // people with a course that is over
	Praktik int // approved minutes
	Paid    int
	Months  []Month // of the last two years at most
}

// Count counts the courses of a programme up to a day. Known is how many firms
// there are, with courses or without. A person counts once in a number, in
// however many courses and firms they were.
func Count(p Programme, firms []Firm, known int, today caldate.Date) Board {
	var b Board
	took := 0 // firms with a course that has begun
	agreed, begun, over := map[string]bool{}, map[string]caldate.Date{}, map[string]bool{}
	earning := map[string]caldate.Date{}
	ended := map[effort.Ending]map[string]bool{}
	documented := effort.Count{}
	for _, f := range firms {
		started := false
		for _, c := range f.Courses {
			if c.Begins.IsZero() || !p.counts(c) {
				continue
			}
			agreed[c.Person] = true
			if !c.Begun(today) {
				continue
			}
			started = true
			b.Courses++
			b.Praktik, b.Paid = b.Praktik+c.Praktik, b.Paid+c.Paid
			earliest(begun, c.Person, c.Begins)
			earliest(earning, c.Person, c.PaidFrom)
			if !c.Over(today) {
				b.Running++
				continue
			}
			over[c.Person] = true
			if ended[c.Ending] == nil {
				ended[c.Ending] = map[string]bool{}
			}
			ended[c.Ending][c.Person] = true
			documented.Of++
			if c.Noted {
				documented.N++
			}
		}
		if started {
			took++
		}
	}
	b.Ended = len(over)
	b.Numbers = []Number{
		{Firms, effort.Count{N: took, Of: max(known, took)}, p.Firms},
		{People, effort.Count{N: len(begun), Of: len(agreed)}, p.People},
		{Earning, effort.Count{N: len(earning), Of: len(begun)}, p.Earning},
	}
	for _, e := range endings() {
		b.Numbers = append(b.Numbers, Number{Code: Code(e), Count: effort.Count{N: len(ended[e]), Of: len(over)}})
	}
	b.Numbers = append(b.Numbers, Number{Code: Documented, Count: documented})
	b.Months = months(begun, earning, today)
	return b
}

// earliest keeps the first of a person's days.
func earliest(days map[string]caldate.Date, person string, day caldate.Date) {
	if old, known := days[person]; !day.IsZero() && (!known || day.Before(old)) {
		days[person] = day
	}
}

// shown is how many months a chart has at most.
const shown = 24

// months adds up who had come by the end of every month, from the first one with
// a course on.
func months(begun, earning map[string]caldate.Date, today caldate.Date) []Month {
	var list []Month
	for first := today.Add(1 - today.Day()); len(list) < shown; first = first.AddMonths(-1) {
		m := Month{First: first, People: before(begun, first.AddMonths(1)), Earning: before(earning, first.AddMonths(1))}
		if m.People == 0 {
			break
		}
		list = append(list, m)
	}
	slices.Reverse(list)
	return list
}

func before(days map[string]caldate.Date, limit caldate.Date) (n int) {
	for _, day := range days {
		if day.Before(limit) {
			n++
		}
	}
	return n
}

// Row is a course as it can be taken out of the board, to count it again: without
// a name, the people numbered from one.
type Row struct {
	Person  int
	Firm    string
	Begins  caldate.Date
	Ends    caldate.Date
	Praktik int // minutes
	Paid    int
	Earns   caldate.Date // day of the first approved paid line, or zero
	Ending  effort.Ending
	Noted   bool
}

// Rows lists the courses of a programme with a first day, over or not.
func Rows(p Programme, firms []Firm) []Row {
	var rows []Row
	numbers := map[string]int{}
	for _, f := range firms {
		for _, c := range f.Courses {
			if c.Begins.IsZero() || !p.counts(c) {
				continue
			}
			if numbers[c.Person] == 0 {
				numbers[c.Person] = len(numbers) + 1
			}
			rows = append(rows, Row{numbers[c.Person], f.CompanyName, c.Begins, c.Ends, c.Praktik, c.Paid, c.PaidFrom, c.Ending, c.Noted})
		}
	}
	return rows
}
