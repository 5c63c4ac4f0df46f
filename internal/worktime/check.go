package worktime

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"slices"

	"fodfaeste/internal/caldate"
)

// Code names a rule that a log can break, and a thing that has to be done.
type Code string

// Text is the key of the sentence of a code on the pages.
func (c Code) Text() string { return "worktime." + string(c) }

// IsOfDay tells whether findings of a code are about the date they carry.
// Others are about a week or longer, and carry a date to sort by or to meet.
func (c Code) IsOfDay() bool {
	switch c {
	case "weekly_average_48", "young_weekly_hours", "praktik_over_full_time", "written_terms_due":
		return false
	}
	return true
}

// table is every rule, by the code of its findings. Each reads the journal by
// itself and finds at most one thing a date.
var table = map[Code]func(*journal) []Finding{
	"daily_rest":                     dailyRest,
	"weekly_day_off":                 weeklyDayOff,
	"weekly_average_48":              weeklyAverage,
	"break_due":                      breakDue,
	"young_not_allowed":              youngNotAllowed,
	"young_daily_hours":              youngDailyHours,
	"young_weekly_hours":             youngWeeklyHours,
	"young_daily_rest":               youngDailyRest,
	"young_two_days_off":             youngTwoDaysOff,
	"young_night":                    youngNight,
	"young_break":                    youngBreak,
	"written_terms_due":              writtenTerms,
	"praktik_over_full_time":         praktikOverFullTime,
	"same_function_praktik_and_paid": sameFunction,
	overlapping:                      overlaps,
}

// Codes lists every code a finding can carry; each needs a text.
func Codes() []Code { return slices.Sorted(maps.Keys(table)) }

// Check holds a log up against every rule. Lines that contradict themselves,
// which Run refuses, count for what can be read of them.
func (r *Rules) Check(log Log) Report {
	j := r.open(log)
	report := Report{
		RulesVersion: r.Version,
		Notice:       r.law.Notice,
		Findings:     []Finding{},
		Days:         j.totals(),
		KeepUntil:    j.keepUntil(),
		Missing:      j.missing(),
	}
	for code, find := range table {
		for _, f := range find(j) {
			f.Code = code
			report.Findings = append(report.Findings, f)
		}
	}
	slices.SortFunc(report.Findings, func(a, b Finding) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Code, b.Code))
	})
	return report
}

// Run reads one log and writes one report. A malformed log gives
// strictjson.Faults, and nothing is written.
func (r *Rules) Run(in io.Reader, out io.Writer) error {
	log, err := readLog(in)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(r.Check(log)); err != nil {
		return err
	}
	_, err = text.WriteTo(out)
	return err
}

// totals are the minutes of every date with a line.
func (j *journal) totals() map[caldate.Date]Day {
	days := make(map[caldate.Date]Day, len(j.days))
	for _, d := range j.days {
		days[d.date] = Day{Work: d.of(Work), Praktik: d.of(Praktik), School: d.of(School)}
	}
	return days
}

// keepUntil is how long the hours must be kept, counted from the end of the
// period or, where none is given, from the last line.
func (j *journal) keepUntil() caldate.Date {
	last := j.log.Period.To
	if last.IsZero() && len(j.days) > 0 {
		last = j.days[len(j.days)-1].date
	}
	if last.IsZero() {
		return last
	}
	return last.AddMonths(12 * int(j.law.Keep.Years))
}

// missing names the facts about the person that rules waited for. Without the
// age the rules for adults were used, without the school those for the young
// who have left it.
func (j *journal) missing() []string {
	missing := []string{}
	if j.log.Person.Age == nil && j.log.Person.BirthDate.IsZero() {
		missing = append(missing, "person.birth_date")
	}
	waits := func(d workday) bool {
		return j.group(d.date) == youth && slices.ContainsFunc(d.entries, func(e entry) bool { return e.Kind.takesTime() })
	}
	if j.log.Person.InCompulsorySchool == nil && slices.ContainsFunc(j.days, waits) {
		missing = append(missing, "person.in_compulsory_school")
	}
	return missing
}
