package claim

import (
	"context"
	"slices"
	"strconv"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/hours"
)

// Split is one version of the sheet that tells who does which part of the work: the
// ground of an application for personal assistance, and of its claims.
type Split struct {
	Mark `bson:",inline"`
	From caldate.Date `bson:"from"` // the first day it holds for
	Rows []SplitRow   `bson:"rows"`
}

// SplitRow is a piece of work.
type SplitRow struct {
	Task    string `bson:"task"`
	Who     string `bson:"who"`     // of Doers
	Minutes int    `bson:"minutes"` // a week that the work takes
	Help    int    `bson:"help"`    // minutes a week of them that a colleague helps
}

// Doers lists who can do a piece of work.
func Doers() []string { return []string{"alone", "with_help", "colleague"} }

// MostRows is how many pieces of work a sheet has at most.
const MostRows = 15

// HelpMinutes is how long a colleague helps with the work, in minutes a week: all of
// it, a part, or nothing.
func (r SplitRow) HelpMinutes() int {
	switch r.Who {
	case "colleague":
		return r.Minutes
	case "with_help":
		return r.Help
	}
	return 0
}

// Work is how long all the work of the sheet takes, in minutes a week.
func (s Split) Work() (sum int) {
	for _, r := range s.Rows {
		sum += r.Minutes
	}
	return sum
}

// HelpMinutes is how long a colleague helps with all of it, in minutes a week.
func (s Split) HelpMinutes() (sum int) {
	for _, r := range s.Rows {
		sum += r.HelpMinutes()
	}
	return sum
}

// check finds what is wrong with a sheet.
func (s Split) check() error {
	var faults fault.Fields
	if s.From.IsZero() {
		faults.Add("from", "required")
	}
	if len(s.Rows) == 0 {
		faults.Add("rows.0.task", "required")
	}
	for i, r := range s.Rows {
		switch {
		case r.Task == "":
			faults.Add(splitField(i, "task"), "required")
		case r.Minutes <= 0:
			faults.Add(splitField(i, "minutes"), "required")
		case r.Who != "alone" && r.Who != "with_help" && r.Who != "colleague":
			faults.Add(splitField(i, "who"), "choose")
		case r.Who == "with_help" && r.Help <= 0:
			faults.Add(splitField(i, "help"), "required")
		case r.Who == "with_help" && r.Help > r.Minutes:
			faults.Add(splitField(i, "help"), "help_over_work")
		}
	}
	return faults.Err()
}

// SplitOn is the sheet that holds on a day.
func (a Application) SplitOn(day caldate.Date) (Split, bool) {
	for i := len(a.Split) - 1; i >= 0; i-- {
		if !a.Split[i].From.After(day) {
			return a.Split[i], true
		}
	}
	return Split{}, false
}

// helped shares out the help of a week over its days: the sheet's minutes in the
// proportion of the hours worked to those the sheet is made for, never more than
// the sheet says nor than was granted, rounded down to whole minutes; on the days,
// so that they add up.
func (a Application) helped(week caldate.Week, worked map[caldate.Date]int) map[caldate.Date]int {
	sheet, known := a.SplitOn(week.Sunday())
	total := 0
	for i := range 7 {
		total += worked[week.Day(i)]
	}
	if !known || total == 0 || sheet.Work() == 0 {
		return nil
	}
	help := sheet.HelpMinutes() * min(total, sheet.Work()) / sheet.Work()
	return share(a.most(help), week, worked)
}

// share puts the help of a week on its days in the proportion of what was worked on
// them, so that they add up; never more than was worked.
func share(help int, week caldate.Week, worked map[caldate.Date]int) map[caldate.Date]int {
	total := 0
	for i := range 7 {
		total += worked[week.Day(i)]
	}
	help = min(help, total)
	days, sum, given := map[caldate.Date]int{}, 0, 0
	for i := range 7 {
		sum += worked[week.Day(i)]
		if total == 0 {
			break
		}
		if n := help*sum/total - given; n > 0 {
			days[week.Day(i)] = n
			given += n
		}
	}
	return days
}

// workedOn adds up the hours of a course by day, absence left out.
func workedOn(book []hours.Booked, placementID string) map[caldate.Date]int {
	days := map[caldate.Date]int{}
	for _, l := range book {
		if l.PlacementID == placementID && l.Kind != hours.Absence {
			days[l.Date] += l.Minutes
		}
	}
	return days
}

func splitField(i int, name string) string { return "rows." + strconv.Itoa(i) + "." + name }

// SetSplit writes a new version of who does what, from a day on.
func (s *Service) SetSplit(ctx context.Context, actor access.Actor, applicationID string, version int64, split Split) (Application, error) {
	scope, err := actor.Scope(access.Apply)
	if err != nil {
		return Application{}, err
	}
	if _, err := s.Get(ctx, actor, applicationID); err != nil {
		return Application{}, err
	}
	if err := split.check(); err != nil {
		return Application{}, err
	}
	now := s.clock.Now()
	split.Mark = Mark{By: actor.Name(), At: now}
	return s.applications.UpdateAt(ctx, scope, applicationID, version, func(a *Application) error {
		rule, _ := s.Rules.Scheme(a.Scheme)
		if rule.Of != Help {
			return fault.New(fault.NotFound, "")
		}
		switch status := s.Status(*a); {
		case status == Granted && len(a.Split) > 0 && !split.From.After(a.Split[len(a.Split)-1].From):
			return fault.Field("from", "split_new_day") // what was granted and claimed rests on the old one
		case status != Granted && len(a.OpenFields(rule.Of)) == 0:
			return fault.New(fault.Conflict, "application_is_"+string(status))
		}
		a.Split = slices.DeleteFunc(a.Split, func(old Split) bool { return old.From == split.From })
		a.Split = append(a.Split, split)
		slices.SortFunc(a.Split, func(x, y Split) int { return x.From.Compare(y.From) })
		a.Append(actor, access.Apply, now, audit.Event{Type: "split_written", To: split.From.Danish()})
		return nil
	})
}
