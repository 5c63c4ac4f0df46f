package hoursweb

import (
	"slices"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/web"
)

// workingTimeModel is the working time of a month, to print and hand over.
type workingTimeModel struct {
	Back   string
	Name   string
	Firm   string
	Title  string
	Weeks  []workWeek
	Sum    string
	Empty  bool
	Months []monthModel // others that have any; Value is an address
}

type workWeek struct {
	Title string
	Sum   string
	Days  []workDay
}

type workDay struct {
	Day     string
	Spells  string
	Hours   string
	Pending bool
}

func (h Handlers) workingTime(r *web.Request) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.ViewHours, r.Param("id"))
	if err != nil {
		return nil, err
	}
	weeks, err := h.Hours.OfPlacement(r.Context(), r.Actor, p.ID)
	if err != nil {
		return nil, err
	}
	month, err := caldate.Parse(r.Query("month"))
	if err != nil {
		month = r.Today()
	}
	m := newWorkingTime(r.Texts, p, weeks, month)
	return web.Page(workingTimePage, r.T("week.working_time.title")+", "+m.Title, m), nil
}

func newWorkingTime(t *i18n.Texts, p placement.Placement, weeks []hours.Week, month caldate.Date) workingTimeModel {
	base := "/placements/" + p.ID
	from := month.MonthStart()
	m := workingTimeModel{Back: base, Name: p.FirstName, Firm: p.CompanyName, Title: t.Month(from)}
	all := hours.WorkingTime(weeks, caldate.Date{}, p.LastDay())
	m.Months = otherMonths(t, base, all, from)
	days := slices.DeleteFunc(all, func(d hours.WorkDay) bool { return d.Date.MonthStart() != from })
	m.Empty = len(days) == 0
	total := 0
	for len(days) > 0 {
		week, sum := days[0].Date.Week(), 0
		row := workWeek{Title: t.T("week.short", "n", week.Number())}
		for len(days) > 0 && days[0].Date.Week() == week {
			row.Days = append(row.Days, newWorkDay(t, days[0]))
			sum += days[0].Minutes
			days = days[1:]
		}
		row.Sum = t.Hours(sum)
		total += sum
		m.Weeks = append(m.Weeks, row)
	}
	m.Sum = t.Hours(total)
	return m
}

func newWorkDay(t *i18n.Texts, d hours.WorkDay) workDay {
	w := workDay{Day: t.Day(d.Date), Hours: t.Hours(d.Minutes), Pending: !d.Approved}
	for i, s := range d.Spells {
		if i > 0 {
			w.Spells += ", "
		}
		w.Spells += clock(s.Begin) + "–" + clock(s.End)
	}
	return w
}

// otherMonths links to the months that have working time, the newest first.
func otherMonths(t *i18n.Texts, base string, days []hours.WorkDay, shown caldate.Date) []monthModel {
	var list []monthModel
	last := caldate.Date{}
	for _, d := range slices.Backward(days) {
		month := d.Date.MonthStart()
		if month != last && month != shown {
			list = append(list, monthModel{Value: base + "/working-time?month=" + month.String(), Label: t.Month(month)})
		}
		last = month
	}
	return list
}
