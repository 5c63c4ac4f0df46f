package worktime

import (
	"fmt"
	"io"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/strictjson"
)

// Log is what one person did, day by day. Whatever is not known is left out:
// the zero value of a field stands for that.
type Log struct {
	Person     Person         `json:"person" must:"true"`
	Employment Employment     `json:"employment"`
	Period     Period         `json:"period"`
	SchoolDays []caldate.Date `json:"school_days"` // of compulsory school; nil for not known, empty for none
	Lines      []Line         `json:"lines" must:"true"`
}

// Person is whose log it is. Of the birth date and the age one is given.
type Person struct {
	BirthDate          caldate.Date `json:"birth_date"`
	Age                *int         `json:"age" limit:"0..120"`
	InCompulsorySchool *bool        `json:"in_compulsory_school"`
}

// Employment is what the rules ask of the employment with this firm.
type Employment struct {
	StartedOn            caldate.Date     `json:"started_on"`
	TermsGivenOn         caldate.Date     `json:"terms_given_on"` // the written terms
	NoGuaranteedHours    bool             `json:"no_guaranteed_hours"`
	ShiftChange          bool             `json:"shift_change"`
	AgricultureShortRest bool             `json:"agriculture_short_rest"`
	NightWindow          NightWindow      `json:"night_window" in:"@night_windows"`
	NightSector          Sector           `json:"night_sector" in:"@sectors"`
	FullTimeHours        *decimal.Decimal `json:"full_time_hours" limit:"1..48"` // the firm's own full week
	GradualReturn        bool             `json:"gradual_return"`                // an employee on sick leave who comes back by degrees
}

// Period is what the log covers.
type Period struct {
	From caldate.Date `json:"from"`
	To   caldate.Date `json:"to"`
}

// Line is a piece of a day: either from a start to an end, or a number of
// minutes.
type Line struct {
	Date         caldate.Date `json:"date" must:"true"`
	Start        Clock        `json:"start" form:"clock"`
	End          Clock        `json:"end" form:"clock"` // on the next day when it is not after the start
	Minutes      *int         `json:"minutes" limit:"0..10080"`
	BreakMinutes *int         `json:"break_minutes" limit:"0..1440"` // taken out of start to end; nil for not recorded
	Kind         Kind         `json:"kind" must:"true" in:"@kinds"`
	Employer     Employer     `json:"employer" in:"this,other"` // "" is this one
	Function     string       `json:"function"`
}

// Kind is what the time of a line was.
type Kind string

const (
	Work    Kind = "work" // paid
	Praktik Kind = "praktik"
	School  Kind = "school"
	Holiday Kind = "holiday"
	Sick    Kind = "sick"
	Leave   Kind = "leave"
)

func kinds() []Kind { return []Kind{Work, Praktik, School, Holiday, Sick, Leave} }

// takesTime tells whether somebody is busy on a line of this kind, so that time
// between two such lines is a break.
func (k Kind) takesTime() bool { return k == Work || k == Praktik || k == School }

// Employer is whom a line was for.
type Employer string

const (
	This  Employer = "this"
	Other Employer = "other"
)

// NightWindow is the time in which the young may not work at night, as the
// employer has chosen it.
type NightWindow string

const (
	From22To06 NightWindow = "22-06"
	From23To07 NightWindow = "23-07"
)

func nightWindows() []NightWindow { return []NightWindow{From22To06, From23To07} }

// Sector is a trade in which the young may begin earlier or end later.
type Sector string

const (
	Bakery              Sector = "bakery_or_stable"
	Theatre             Sector = "theatre_or_cinema"
	Restaurant          Sector = "restaurant_or_hotel"
	Newspapers          Sector = "newspaper_delivery"
	Hospital            Sector = "hospital_factory_warehouse"
	VocationalEducation Sector = "vocational_education"
)

func sectors() []Sector {
	return []Sector{Bakery, Theatre, Restaurant, Newspapers, Hospital, VocationalEducation}
}

// Clock is a time of day, HH:MM; "" is none.
type Clock string

// At writes minutes after midnight as a time of day.
func At(minutes int) Clock { return Clock(fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60)) }

// minutes reads a time of day as minutes after midnight.
func (c Clock) minutes() (int, bool) {
	if len(c) != len("00:00") || c[2] != ':' {
		return 0, false
	}
	for _, i := range []int{0, 1, 3, 4} {
		if c[i] < '0' || c[i] > '9' {
			return 0, false
		}
	}
	digit := func(i int) int { return int(c[i] - '0') }
	hours, minutes := 10*digit(0)+digit(1), 10*digit(3)+digit(4)
	return 60*hours + minutes, hours < 24 && minutes < 60
}

// readLog reads a log exactly as its type describes it. What is wrong with it
// comes as strictjson.Faults, all of it at once.
func readLog(in io.Reader) (Log, error) {
	var log Log
	lists := strictjson.Lists{"kinds": words(kinds()), "sectors": words(sectors()), "night_windows": words(nightWindows())}
	if err := strictjson.Decode(in, &log, lists); err != nil {
		return Log{}, err
	}
	return log, log.contradictions().Err()
}

func words[W ~string](list []W) []string {
	texts := make([]string, len(list))
	for i, w := range list {
		texts[i] = string(w)
	}
	return texts
}

// contradictions are the faults of facts that do not go together.
func (l Log) contradictions() (faults strictjson.Faults) {
	if l.Person.Age != nil && !l.Person.BirthDate.IsZero() {
		faults.Add("person.age", "must not be given beside person.birth_date")
	}
	if p := l.Period; !p.From.IsZero() && !p.To.IsZero() && p.To.Before(p.From) {
		faults.Add("period.to", "lies before period.from")
	}
	seen := map[caldate.Date]bool{}
	for i, d := range l.SchoolDays {
		if seen[d] {
			faults.Add(fmt.Sprintf("school_days[%d]", i), "%s is given twice", d)
		}
		seen[d] = true
	}
	for i, line := range l.Lines {
		line.contradictions(fmt.Sprintf("lines[%d]", i), &faults)
	}
	return faults
}

func (l Line) contradictions(path string, faults *strictjson.Faults) {
	switch timed := l.Start != "" || l.End != ""; {
	case timed && l.Minutes != nil:
		faults.Add(path+".minutes", "must not be given beside %s.start and %s.end", path, path)
	case !timed && l.Minutes == nil:
		faults.Add(path+".minutes", "must be given, or else %s.start and %s.end", path, path)
	case timed && l.End == "":
		faults.Add(path+".end", "is missing, for there is %s.start", path)
	case timed && l.Start == "":
		faults.Add(path+".start", "is missing, for there is %s.end", path)
	}
	if from, until, ok := l.span(); ok && l.BreakMinutes != nil && *l.BreakMinutes > until-from {
		faults.Add(path+".break_minutes", "is longer than the time from %s.start to %s.end", path, path)
	}
}

// span gives when a line begins and ends, in minutes after the midnight that
// its date begins with. A line without clock times has none.
func (l Line) span() (from, until int, ok bool) {
	from, okFrom := l.Start.minutes()
	until, okUntil := l.End.minutes()
	if until <= from {
		until += dayLong
	}
	return from, until, okFrom && okUntil
}

// dayLong is a day in minutes. On the two nights a year that are an hour longer
// or shorter it is so by the clock all the same.
const dayLong = 24 * 60
