package worktime

import "testing"

var breakExamples = []example{
	{name: "6 hours", person: grown, lines: "10-06 09:00-15:00/0"},
	{name: "a minute more, none", person: grown, lines: "10-06 09:00-15:01/0", want: "10-06 break_due breach"},
	{name: "a minute more, not written down", person: grown, lines: "10-06 09:00-15:01", want: "10-06 break_due warning"},
	{name: "a minute more, one of a minute", person: grown, lines: "10-06 09:00-15:02/1"},
	{name: "minutes without the clock", person: grown, lines: "10-06 361m/0", want: "10-06 break_due breach"},
	{name: "the lines of a day together", person: grown, lines: "10-06 181m/0; 10-06 180m", want: "10-06 break_due breach"},
	{name: "one line has it", person: grown, lines: "10-06 181m/0; 10-06 180m/5"},
	{name: "time between lines is one", person: grown, lines: "10-06 08:00-12:00/0; 10-06 12:30-16:00/0"},
	{name: "lines without time between", person: grown, lines: "10-06 08:00-12:00/0; 10-06 12:00-16:00/0", want: "10-06 break_due breach"},
	{name: "other work between lines", person: grown, lines: "10-06 08:00-12:00/0; 10-06 12:00-12:30/0 praktik; 10-06 12:30-16:00/0", want: "10-06 break_due breach"},
	{name: "a line within a line", person: grown, lines: "10-06 08:00-15:00/0; 10-06 09:00-10:00/0; 10-06 15:00-16:00/0",
		want: "10-06 break_due breach\n10-06 overlap warning"},
	{name: "what may lie between lines", person: grown, lines: "10-06 08:00-12:00/0; 10-06 30m/0; 10-06 12:30-16:00/0", want: "10-06 break_due breach"},
	{name: "a line of nothing does not lie there", person: grown, lines: "10-06 08:00-12:00/0; 10-06 0m/0; 10-06 12:30-16:00/0"},
	{name: "sick in between", person: grown, lines: "10-06 08:00-12:00/0; 10-06 12:00-12:30 sick; 10-06 12:30-16:00/0"},
	{name: "praktik asks for none", person: grown, lines: "10-06 09:00-17:00/0 praktik"},
	{name: "praktik beside work does not add up", person: grown, lines: "10-06 09:00-15:00/0; 10-06 15:00-17:00/0 praktik"},
	{name: "of no known age", person: nobody, lines: "10-06 09:00-15:01/0", want: "10-06 break_due breach"},
	{name: "a night shift", person: grown, lines: "10-06 20:00-02:01/0", want: "10-06 break_due breach"},

	{name: "17: 4 and a half hours", person: seventeen, lines: "10-06 270m/0"},
	{name: "17: a minute more, none", person: seventeen, lines: "10-06 271m/0", want: "10-06 young_break breach"},
	{name: "17: a minute more, not written down", person: seventeen, lines: "10-06 271m", want: "10-06 young_break warning"},
	{name: "17: a minute more, 29 minutes", person: seventeen, lines: "10-06 271m/29", want: "10-06 young_break breach"},
	{name: "17: a minute more, 30 minutes", person: seventeen, lines: "10-06 271m/30"},
	{name: "17: the breaks of a day together", person: seventeen, lines: "10-06 150m/15; 10-06 150m/15 praktik"},
	{name: "17: 30 minutes between lines", person: seventeen, employment: evenings, lines: "10-06 08:00-10:00; 10-06 10:30-13:30"},
	{name: "17: 29 minutes between lines and none in them", person: seventeen, employment: evenings, lines: "10-06 08:00-10:00/0; 10-06 10:29-13:30/0", want: "10-06 young_break breach"},
	{name: "17: 29 minutes between lines and none written down", person: seventeen, employment: evenings, lines: "10-06 08:00-10:00; 10-06 10:29-13:30", want: "10-06 young_break warning"},
	{name: "17: praktik and school count", person: seventeen, lines: "10-06 91m/0 praktik; 10-06 90m/0; 10-06 90m/0 school", want: "10-06 young_break breach"},
	{name: "14: none", person: fourteen, school: "none", lines: "10-06 271m/0", want: "10-06 young_break breach"},
	{name: "18 on the day", person: born("2008-10-06"), lines: "10-05 5h/0; 10-06 5h/0", want: "10-05 young_break breach"},
}

func TestBreaks(t *testing.T) { run(t, breakExamples) }
