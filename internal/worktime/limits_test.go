package worktime

import (
	"strings"
	"testing"
)

// February to May 2026 are 120 days: at 48 hours a week that is 822 hours and
// 51 minutes, and a fraction of a minute more.
var averageExamples = []example{
	{name: "four months at 48 hours", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01 816h/30; 02-02 411m/30"},
	{name: "a minute more", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01 816h/30; 02-02 412m/30",
		want: "05-31 weekly_average_48 breach average=48"},
	{name: "much more", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01 900h/30", want: "05-31 weekly_average_48 breach average=52.5"},
	{name: "a day short of four months", person: grown, period: "2026-02-01 2026-05-30", lines: "02-01 900h/30"},
	{name: "four months from the end of a month", person: grown, period: "2026-10-31 2027-02-27", lines: "11-02 900h/30",
		want: "2027-02-27 weekly_average_48 breach average=52.5"},
	{name: "a day short of it", person: grown, period: "2026-10-31 2027-02-26", lines: "11-02 900h/30"},
	{name: "four months with a leap day", person: grown, period: "2027-11-01 2028-02-29", lines: "2027-11-02 900h/30",
		want: "2028-02-29 weekly_average_48 breach average=52.07"},
	{name: "no period", person: grown, lines: "02-01 900h/30"},
	{name: "hours outside the period", person: grown, period: "2026-02-01 2026-05-31", lines: "01-31 900h/30; 06-01 900h/30"},
	{name: "the first and the last day", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01 450h/30; 05-31 450h/30",
		want: "05-31 weekly_average_48 breach average=52.5"},
	{name: "praktik is no employment", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01 800h/30; 02-02 100h praktik",
		want: "02-02 praktik_over_full_time breach hours=100 limit=37"},
	{name: "a week of holiday", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01 768h/30; 02-02 411m/30; 03-02..03-08 0m holiday"},
	{name: "a week of holiday and a minute more", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01 768h/30; 02-02 412m/30; 03-02..03-08 0m holiday",
		want: "05-31 weekly_average_48 breach average=48"},
	{name: "a week of sickness", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01 768h/30; 02-02 412m/30; 03-02..03-08 0m sick",
		want: "05-31 weekly_average_48 breach average=48"},
	{name: "leave is not neutral", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01 768h/30; 02-02 412m/30; 03-02..03-08 0m leave"},
	{name: "holiday with work is not neutral", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01 768h/30; 02-02 412m/30; 03-02..03-07 0m holiday; 03-08 0m holiday; 03-08 1m"},
	{name: "holiday outside the period", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01 768h/30; 02-02 412m/30; 06-01..06-07 0m holiday"},
	{name: "nothing but holiday", person: grown, period: "2026-02-01 2026-05-31", lines: "02-01..05-31 0m holiday"},
	{name: "18 on the last day", person: born("2008-05-31"), period: "2026-02-01 2026-05-31", lines: "05-31 900h/30",
		want: "05-25 young_weekly_hours breach hours=900 limit=40\n05-31 weekly_average_48 breach average=52.5"},
	{name: "18 after the last day", person: born("2008-06-01"), period: "2026-02-01 2026-05-31", lines: "05-31 900h/30",
		want: "05-25 young_weekly_hours breach hours=900 limit=40\n05-31 young_daily_hours breach hours=900 limit=8"},
}

func TestAverage(t *testing.T) { run(t, averageExamples) }

var limitExamples = []example{
	{name: "17: 8 hours", person: seventeen, lines: "10-06 480m/30"},
	{name: "17: a minute more", person: seventeen, lines: "10-06 481m/30", want: "10-06 young_daily_hours breach hours=8.02 limit=8"},
	{name: "17: work, praktik and school, here and elsewhere", person: seventeen, lines: "10-06 161m/30; 10-06 160m praktik; 10-06 80m school; 10-06 80m other",
		want: "10-06 young_daily_hours breach hours=8.02 limit=8"},
	{name: "17: sickness is no work", person: seventeen, lines: "10-06 8h/30; 10-06 8h sick; 10-06 8h holiday; 10-06 8h leave"},
	{name: "17: a shift past midnight belongs to its first day", person: seventeen, employment: Employment{NightWindow: From22To06, NightSector: VocationalEducation},
		lines: "10-06 16:00-00:31/30; 10-07 16:00-20:00",
		want:  "10-06 young_daily_hours breach hours=8.02 limit=8\n10-06 young_night breach"},
	{name: "17: days of school ask for nothing", person: seventeen, school: "10-06", lines: "10-06 8h/30"},
	{name: "15 and out of school: 8 hours", person: Person{Age: new(15), InCompulsorySchool: new(false)}, school: "10-06", lines: "10-06 480m/30"},
	{name: "15, in school or not: 8 hours", person: Person{Age: new(15)}, lines: "10-06 480m/30"},
	{name: "15 in school, with school: 2 hours", person: schoolgirl, school: "10-06", lines: "10-06 120m"},
	{name: "15 in school, with school: a minute more", person: schoolgirl, school: "10-06", lines: "10-06 121m",
		want: "10-06 young_daily_hours breach hours=2.02 limit=2"},
	{name: "15 in school, without: 8 hours", person: schoolgirl, school: "none", lines: "10-10 480m/30"},
	{name: "15 in school, without: a minute more", person: schoolgirl, school: "none", lines: "10-10 481m/30",
		want: "10-10 young_daily_hours breach hours=8.02 limit=8"},
	{name: "15 in school, not known: 2 hours", person: schoolgirl, lines: "10-10 120m"},
	{name: "15 in school, not known: a minute more", person: schoolgirl, lines: "10-10 121m", want: "10-10 young_daily_hours warning hours=2.02 limit=2"},
	{name: "15 in school, not known: too much even so", person: schoolgirl, lines: "10-10 481m/30", want: "10-10 young_daily_hours breach hours=8.02 limit=8"},
	{name: "15 in school: the lessons are no work", person: schoolgirl, school: "10-06", lines: "10-06 6h school; 10-06 2h"},
	{name: "14, with school: a minute more than 2 hours", person: fourteen, school: "10-06", lines: "10-06 121m",
		want: "10-06 young_daily_hours breach hours=2.02 limit=2"},
	{name: "14, without: 7 hours", person: fourteen, school: "10-06", lines: "10-10 420m/30"},
	{name: "14, without: a minute more", person: fourteen, school: "10-06", lines: "10-10 421m/30",
		want: "10-10 young_daily_hours breach hours=7.02 limit=7"},
	{name: "14, not known: 7 hours", person: fourteen, lines: "10-10 420m/30", want: "10-10 young_daily_hours warning hours=7 limit=2"},
	{name: "14, not known: a minute more", person: fourteen, lines: "10-10 421m/30", want: "10-10 young_daily_hours breach hours=7.02 limit=7"},
	{name: "14 out of school: 7 hours on any day", person: dropout, school: "10-06", lines: "10-06 420m/30"},
	{name: "14 out of school: a minute more", person: dropout, lines: "10-06 421m/30", want: "10-06 young_daily_hours breach hours=7.02 limit=7"},
	{name: "15 on the day", person: Person{BirthDate: date("2011-10-10"), InCompulsorySchool: new(true)}, school: "none", lines: "10-10 8h/30"},
	{name: "15 the day after", person: Person{BirthDate: date("2011-10-11"), InCompulsorySchool: new(true)}, school: "none", lines: "10-10 8h/30",
		want: "10-10 young_daily_hours breach hours=8 limit=7"},
	{name: "18 on a leap day", person: born("2008-02-29"), lines: "2026-02-28 9h/30; 2026-02-27 9h/30",
		want: "02-27 young_daily_hours breach hours=9 limit=8"},

	{name: "17: 40 hours", person: seventeen, lines: "10-05..10-09 8h/30"},
	{name: "17: a minute more", person: seventeen, lines: "10-05..10-09 480m/30; 10-11 1m other",
		want: "10-05 young_weekly_hours breach hours=40.02 limit=40\n10-11 young_two_days_off warning"},
	{name: "17: school of the training counts", person: seventeen, lines: "10-05..10-09 4h/30 school; 10-05..10-09 241m",
		want: "10-05 young_daily_hours breach hours=8.02 limit=8\n10-05 young_weekly_hours breach hours=40.08 limit=40\n" +
			"10-06 young_daily_hours breach hours=8.02 limit=8\n10-07 young_daily_hours breach hours=8.02 limit=8\n" +
			"10-08 young_daily_hours breach hours=8.02 limit=8\n10-09 young_daily_hours breach hours=8.02 limit=8"},
	{name: "17: the Monday is another week", person: seventeen, lines: "10-05..10-09 480m/30; 10-12 1m"},
	{name: "17: over New Year", person: seventeen, lines: "2026-12-28..2027-01-01 8h/30; 2027-01-02 1m",
		want: "12-28 young_weekly_hours breach hours=40.02 limit=40\n2027-01-02 young_two_days_off warning"},
	{name: "15 in school, with school: 12 hours", person: schoolgirl, school: "10-05", lines: "10-10 6h/30; 10-11 6h/30"},
	{name: "15 in school, with school: a minute more", person: schoolgirl, school: "10-05", lines: "10-10 360m/30; 10-11 361m/30",
		want: "10-05 young_weekly_hours breach hours=12.02 limit=12"},
	{name: "15 in school, school on the Sunday", person: schoolgirl, school: "10-11", lines: "10-09 360m/30; 10-10 361m/30",
		want: "10-05 young_weekly_hours breach hours=12.02 limit=12"},
	{name: "15 in school, school the week before", person: schoolgirl, school: "10-04", lines: "10-09 360m/30; 10-10 361m/30"},
	{name: "15 in school, without: 40 hours", person: schoolgirl, school: "none", lines: "10-05..10-09 8h/30"},
	{name: "15 in school, without: a minute more", person: schoolgirl, school: "none", lines: "10-05..10-09 480m/30; 10-11 1m",
		want: "10-05 young_weekly_hours breach hours=40.02 limit=40\n10-11 young_two_days_off breach"},
	{name: "15 in school, not known: a minute more than 12 hours", person: schoolgirl, lines: "10-05..10-09 2h; 10-10 2h; 10-11 1m",
		want: "10-05 young_weekly_hours warning hours=12.02 limit=12\n10-10 young_two_days_off breach"},
	{name: "14, without: 35 hours", person: fourteen, school: "none", lines: "10-05..10-09 7h/30"},
	{name: "14, without: a minute more", person: fourteen, school: "none", lines: "10-05..10-09 420m/30; 10-11 1m",
		want: "10-05 young_weekly_hours breach hours=35.02 limit=35\n10-11 young_two_days_off breach"},
	{name: "14 out of school: 35 hours", person: dropout, school: "10-05", lines: "10-05..10-09 7h/30"},
	{name: "14 out of school: a minute more", person: dropout, lines: "10-05..10-09 420m/30; 10-11 1m",
		want: "10-05 young_weekly_hours breach hours=35.02 limit=35\n10-11 young_two_days_off breach"},
	{name: "18 on the Monday", person: born("2008-10-05"), lines: "10-05..10-10 8h/30"},
	{name: "18 on the Tuesday", person: born("2008-10-06"), lines: "10-05..10-10 8h/30", want: "10-05 young_weekly_hours breach hours=48 limit=40"},

	{name: "12: not at all", person: twelve, school: "none", lines: "10-10 10h; 10-11 1m praktik; 10-12 3h school; 10-13 0m", want: "10-10 young_not_allowed breach\n10-11 young_not_allowed breach"},
	{name: "12: nothing more is said of the day", person: twelve, school: "10-10", lines: "10-10 03:00-13:00; 10-11 06:00-14:00",
		want: "10-05 young_weekly_hours breach hours=18 limit=12\n10-10 young_not_allowed breach\n10-11 young_not_allowed breach"},
	{name: "13 on the day", person: Person{BirthDate: date("2013-10-11")}, school: "none", lines: "10-10 2h; 10-11 2h", want: "10-10 young_not_allowed breach"},
}

func TestLimits(t *testing.T) { run(t, limitExamples) }

// TestAveragePeriod: on every day of four years the period is long enough for
// an average, and not longer than four months can be.
func TestAveragePeriod(t *testing.T) {
	r := rules(t)
	for d := date("2026-01-01"); d.Before(date("2030-01-01")); d = d.Add(1) {
		p := r.AveragePeriod(d)
		lines := []Line{{Date: d, Minutes: new(900 * 60), BreakMinutes: new(30), Kind: Work}}
		found := describe(r.Check(Log{Person: grown, Period: p, Lines: lines}).Findings)
		if days := p.To.Sub(p.From) + 1; days > 31+31+30+31 || p.To != d || !strings.Contains(found, "weekly_average_48") {
			t.Errorf("%s to %s, %d days: %q", p.From, p.To, days, found)
		}
	}
}
