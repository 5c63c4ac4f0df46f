package worktime

import "testing"

var (
	shiftChange = Employment{ShiftChange: true}
	harvest     = Employment{AgricultureShortRest: true}
)

var restExamples = []example{
	{name: "11 hours", person: grown, lines: "10-05 15:00-23:00/30; 10-06 10:00-15:00"},
	{name: "a minute less", person: grown, lines: "10-05 15:00-23:00/30; 10-06 09:59-15:00",
		want: "10-06 daily_rest breach required_hours=11 rest_hours=10.98"},
	{name: "half an hour less", person: grown, lines: "10-05 15:00-23:00/30; 10-06 09:30-15:00",
		want: "10-06 daily_rest breach required_hours=11 rest_hours=10.5"},
	{name: "8 hours at a change of shift", person: grown, employment: shiftChange, lines: "10-05 15:00-23:00/30; 10-06 07:00-13:00"},
	{name: "a minute less at a change of shift", person: grown, employment: shiftChange, lines: "10-05 15:00-23:00/30; 10-06 06:59-12:00",
		want: "10-06 daily_rest breach required_hours=8 rest_hours=7.98"},
	{name: "8 hours in farming", person: grown, employment: harvest, lines: "10-05 15:00-23:00/30; 10-06 07:00-13:00"},
	{name: "a minute less in farming", person: grown, employment: harvest, lines: "10-05 15:00-23:00/30; 10-06 06:59-12:00",
		want: "10-06 daily_rest breach required_hours=8 rest_hours=7.98"},
	{name: "after a night shift, 11 hours", person: grown, lines: "10-05 18:00-02:00/30; 10-06 13:00-17:00"},
	{name: "after a night shift, a minute less", person: grown, lines: "10-05 18:00-02:00/30; 10-06 12:59-17:00",
		want: "10-06 daily_rest breach required_hours=11 rest_hours=10.98"},
	{name: "after a shift until midnight", person: grown, lines: "10-05 18:00-00:00/30; 10-06 10:59-15:00",
		want: "10-06 daily_rest breach required_hours=11 rest_hours=10.98"},
	{name: "a night shift every night", person: grown, lines: "10-05..10-08 22:00-06:00/30"},
	{name: "from the last end to the first start", person: grown, lines: "10-06 16:00-18:00; 10-05 20:00-23:00; 10-06 09:00-10:00; 10-05 08:00-10:00",
		want: "10-06 daily_rest breach required_hours=11 rest_hours=10"},
	{name: "a start at midnight", person: grown, lines: "10-05 08:00-14:00; 10-06 00:00-02:00; 10-06 12:00-14:00",
		want: "10-06 daily_rest breach required_hours=11 rest_hours=10"},
	{name: "between lines of one day no rest is asked", person: grown, lines: "10-05 06:00-09:00; 10-05 13:00-16:00"},
	{name: "the next morning begins before the shift has ended", person: grown, lines: "10-05 22:00-06:00/30; 10-06 05:00-09:00",
		want: "10-06 daily_rest breach required_hours=11 rest_hours=0\n10-06 overlap warning"},
	{name: "a day without clock times says nothing", person: grown, lines: "10-05 15:00-23:00/30; 10-06 5h"},
	{name: "praktik counts, also beside work and elsewhere", person: grown, lines: "10-05 15:00-23:00 praktik; 10-06 09:00-12:00 other",
		want: "10-06 daily_rest breach required_hours=11 rest_hours=10"},
	{name: "sickness and an adult's school are no work", person: grown, lines: "10-05 15:00-23:00/30; 10-06 08:00-09:00 sick; 10-06 09:00-10:00 school; 10-06 11:00-15:00"},
	{name: "over New Year", person: grown, lines: "2026-12-31 15:00-23:00/30; 2027-01-01 09:00-12:00",
		want: "2027-01-01 daily_rest breach required_hours=11 rest_hours=10"},
	{name: "over a leap day", person: grown, lines: "2028-02-29 15:00-23:00/30; 2028-03-01 09:00-12:00",
		want: "2028-03-01 daily_rest breach required_hours=11 rest_hours=10"},
	{name: "the clock decides in the night with an hour less", person: grown, lines: "03-28 15:00-23:00/30; 03-29 10:00-15:00"},
	{name: "the clock decides in the night with an hour more", person: grown, lines: "10-24 15:00-23:00/30; 10-25 09:59-15:00",
		want: "10-25 daily_rest breach required_hours=11 rest_hours=10.98"},

	{name: "17: 12 hours", person: seventeen, employment: evenings, lines: "10-05 13:00-20:00/30; 10-06 08:00-12:00"},
	{name: "17: a minute less", person: seventeen, employment: evenings, lines: "10-05 13:00-20:00/30; 10-06 07:59-12:00",
		want: "10-06 young_daily_rest breach required_hours=12 rest_hours=11.98"},
	{name: "17: a change of shift gives no less", person: seventeen, employment: Employment{NightWindow: From22To06, ShiftChange: true},
		lines: "10-05 13:00-20:00/30; 10-06 07:59-12:00",
		want:  "10-06 young_daily_rest breach required_hours=12 rest_hours=11.98"},
	{name: "17: school of the training counts", person: seventeen, employment: evenings, lines: "10-05 13:00-21:00/30; 10-06 08:00-12:00 school",
		want: "10-06 young_daily_rest breach required_hours=12 rest_hours=11"},
	{name: "15 in school: 14 hours", person: schoolgirl, school: "none", lines: "10-10 13:00-18:00/30; 10-11 08:00-12:00"},
	{name: "15 in school: a minute less", person: schoolgirl, school: "none", lines: "10-10 13:00-18:00/30; 10-11 07:59-12:00",
		want: "10-11 young_daily_rest breach required_hours=14 rest_hours=13.98"},
	{name: "14: 14 hours", person: fourteen, school: "none", lines: "10-10 13:00-18:00/30; 10-11 08:00-12:00"},
	{name: "14 out of school: a minute less", person: dropout, lines: "10-10 13:00-18:00/30; 10-11 07:59-12:00",
		want: "10-11 young_daily_rest breach required_hours=14 rest_hours=13.98"},
	{name: "compulsory school is no work", person: schoolgirl, school: "10-12", lines: "10-11 13:00-19:00/30; 10-12 08:00-14:00 school"},
	{name: "18 on the later day", person: born("2008-10-06"), employment: evenings, lines: "10-05 13:00-21:00/30; 10-06 08:00-12:00"},
	{name: "18 the day after", person: born("2008-10-07"), employment: evenings, lines: "10-05 13:00-21:00/30; 10-06 08:00-12:00",
		want: "10-06 young_daily_rest breach required_hours=12 rest_hours=11"},
}

func TestRest(t *testing.T) { run(t, restExamples) }

var dayOffExamples = []example{
	{name: "six days", person: grown, lines: "10-05..10-10 5h"},
	{name: "seven days", person: grown, lines: "10-05..10-11 5h", want: "10-11 weekly_day_off breach"},
	{name: "seven days with a gap", person: grown, lines: "10-05..10-08 5h; 10-10..10-13 5h"},
	{name: "thirteen days", person: grown, lines: "10-05..10-17 5h", want: "10-11 weekly_day_off breach"},
	{name: "fourteen days", person: grown, lines: "10-05..10-18 5h", want: "10-11 weekly_day_off breach\n10-18 weekly_day_off breach"},
	{name: "over the weeks", person: grown, lines: "10-08..10-14 5h", want: "10-14 weekly_day_off breach"},
	{name: "over a leap day", person: grown, lines: "2028-02-25..2028-03-02 5h", want: "2028-03-02 weekly_day_off breach"},
	{name: "over New Year", person: grown, lines: "2026-12-28..2027-01-03 5h", want: "2027-01-03 weekly_day_off breach"},
	{name: "work and praktik together", person: grown, lines: "10-05..10-08 5h praktik; 10-09..10-11 5h other", want: "10-11 weekly_day_off breach"},
	{name: "two lines a day are one day", person: grown, lines: "10-05..10-10 2h; 10-05..10-10 2h praktik"},
	{name: "a day off sick is a day off", person: grown, lines: "10-05..10-07 5h; 10-08 0m sick; 10-09..10-11 5h"},
	{name: "nothing worked is a day off", person: grown, lines: "10-05..10-07 5h; 10-08 0m; 10-09..10-11 5h"},
	{name: "an adult's school is a day off", person: grown, lines: "10-05..10-07 5h; 10-08 5h school; 10-09..10-11 5h"},

	{name: "17: five days", person: seventeen, lines: "10-05..10-09 4h"},
	{name: "17: six days", person: seventeen, lines: "10-05..10-10 4h", want: "10-10 young_two_days_off warning"},
	{name: "17: six days of seven", person: seventeen, lines: "10-05..10-07 4h; 10-09..10-11 4h", want: "10-11 young_two_days_off warning"},
	{name: "17: six days of eight", person: seventeen, lines: "10-05..10-07 4h; 10-10..10-12 4h"},
	{name: "17: two weeks of five", person: seventeen, lines: "10-05..10-09 4h; 10-12..10-16 4h"},
	{name: "17: eleven days", person: seventeen, lines: "10-05..10-15 3h", want: "10-10 young_two_days_off warning"},
	{name: "17: twelve days", person: seventeen, lines: "10-05..10-16 3h", want: "10-10 young_two_days_off warning\n10-16 young_two_days_off warning"},
	{name: "17: school of the training counts", person: seventeen, lines: "10-05..10-09 4h school; 10-10 4h", want: "10-10 young_two_days_off warning"},
	{name: "15 in school: six days", person: schoolgirl, school: "none", lines: "10-05..10-10 2h", want: "10-10 young_two_days_off breach"},
	{name: "15 in school: school is no work", person: schoolgirl, school: "10-05", lines: "10-05..10-09 4h school; 10-10 2h"},
	{name: "14: six days", person: fourteen, school: "none", lines: "10-05..10-10 2h", want: "10-10 young_two_days_off breach"},
	{name: "14 out of school: six days", person: dropout, lines: "10-05..10-10 2h", want: "10-10 young_two_days_off breach"},
	{name: "18 on the sixth day", person: born("2008-10-10"), lines: "10-05..10-10 4h"},
	{name: "18 after the sixth day", person: born("2008-10-11"), lines: "10-05..10-10 4h", want: "10-10 young_two_days_off warning"},
	{name: "18 on the seventh day", person: born("2008-10-11"), lines: "10-05..10-11 4h", want: "10-10 young_two_days_off warning\n10-11 weekly_day_off breach"},
	{name: "18 after the seventh day", person: born("2008-10-12"), lines: "10-05..10-11 4h", want: "10-10 young_two_days_off warning"},
}

func TestDaysOff(t *testing.T) { run(t, dayOffExamples) }
