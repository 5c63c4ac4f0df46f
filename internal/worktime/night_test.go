package worktime

import "testing"

// trade is an employment with one window, in a trade.
func trade(w NightWindow, s Sector) Employment { return Employment{NightWindow: w, NightSector: s} }

var nightExamples = []example{
	{name: "15 in school: from 6 to 20", person: schoolgirl, school: "none", lines: "10-10 06:00-08:00; 10-10 18:00-20:00"},
	{name: "15 in school: a minute before", person: schoolgirl, school: "none", lines: "10-10 05:59-08:00", want: "10-10 young_night breach"},
	{name: "15 in school: a minute after", person: schoolgirl, school: "none", lines: "10-10 18:00-20:01", want: "10-10 young_night breach"},
	{name: "15 in school: no window of the employer", person: schoolgirl, employment: late, school: "none", lines: "10-10 18:00-20:01", want: "10-10 young_night breach"},
	{name: "15 in school: no trade goes further", person: schoolgirl, employment: Employment{NightSector: Hospital}, school: "none", lines: "10-10 05:59-08:00", want: "10-10 young_night breach"},
	{name: "14 out of school: a minute after", person: dropout, lines: "10-10 18:00-20:01", want: "10-10 young_night breach"},

	{name: "22-06: from 6 to 22", person: seventeen, employment: evenings, lines: "10-06 06:00-08:00; 10-06 20:00-22:00"},
	{name: "22-06: a minute before", person: seventeen, employment: evenings, lines: "10-06 05:59-08:00", want: "10-06 young_night breach"},
	{name: "22-06: a minute after", person: seventeen, employment: evenings, lines: "10-06 20:00-22:01", want: "10-06 young_night breach"},
	{name: "23-07: from 7 to 23", person: seventeen, employment: late, lines: "10-06 07:00-09:00; 10-06 21:00-23:00"},
	{name: "23-07: a minute before", person: seventeen, employment: late, lines: "10-06 06:59-09:00", want: "10-06 young_night breach"},
	{name: "23-07: a minute after", person: seventeen, employment: late, lines: "10-06 21:00-23:01", want: "10-06 young_night breach"},
	{name: "not known: from 7 to 22", person: seventeen, lines: "10-06 07:00-09:00; 10-06 20:00-22:00"},
	{name: "not known: one window broken in the morning", person: seventeen, lines: "10-06 06:59-09:00", want: "10-06 young_night warning"},
	{name: "not known: one window broken in the evening", person: seventeen, lines: "10-06 20:00-22:01", want: "10-06 young_night warning"},
	{name: "not known: both broken in the morning", person: seventeen, lines: "10-06 05:59-09:00", want: "10-06 young_night breach"},
	{name: "not known: both broken in the evening", person: seventeen, lines: "10-06 20:00-23:01", want: "10-06 young_night breach"},
	{name: "not known: each broken once", person: seventeen, lines: "10-06 06:30-08:00; 10-06 20:00-22:30", want: "10-06 young_night breach"},
	{name: "school or not, nobody said", person: undecided, employment: evenings, lines: "10-06 20:00-22:00"},
	{name: "until midnight", person: seventeen, employment: late, lines: "10-06 21:00-00:00", want: "10-06 young_night breach"},
	{name: "after midnight", person: seventeen, employment: late, lines: "10-06 00:30-02:00", want: "10-06 young_night breach"},
	{name: "over midnight", person: seventeen, employment: late, lines: "10-06 22:00-01:00", want: "10-06 young_night breach"},
	{name: "praktik and school of the training count", person: seventeen, employment: evenings, lines: "10-06 20:00-22:01 praktik; 10-08 20:00-22:01 school",
		want: "10-06 young_night breach\n10-08 young_night breach"},
	{name: "sick in the night", person: seventeen, employment: evenings, lines: "10-06 20:00-23:30 sick"},
	{name: "minutes without the clock", person: seventeen, employment: evenings, lines: "10-06 60m"},
	{name: "18 on the day", person: born("2008-10-06"), employment: evenings, lines: "10-06 20:00-23:00"},
	{name: "of no known age", person: nobody, lines: "10-06 20:00-04:00/30"},

	{name: "bakery: from 4", person: seventeen, employment: trade(From22To06, Bakery), lines: "10-06 04:00-08:00"},
	{name: "bakery: a minute before", person: seventeen, employment: trade(From22To06, Bakery), lines: "10-06 03:59-08:00", want: "10-06 young_night breach"},
	{name: "bakery: until 22 and no longer", person: seventeen, employment: trade(From22To06, Bakery), lines: "10-06 20:00-22:01", want: "10-06 young_night breach"},
	{name: "bakery: until 23 where that is chosen", person: seventeen, employment: trade(From23To07, Bakery), lines: "10-06 04:00-06:00; 10-06 21:00-23:00"},
	{name: "bakery: not known which is chosen", person: seventeen, employment: trade("", Bakery), lines: "10-06 04:00-06:00; 10-08 20:00-22:01", want: "10-08 young_night warning"},
	{name: "theatre: until 24", person: seventeen, employment: trade(From22To06, Theatre), lines: "10-06 20:00-00:00"},
	{name: "theatre: a minute after", person: seventeen, employment: trade(From22To06, Theatre), lines: "10-06 20:00-00:01", want: "10-06 young_night breach"},
	{name: "theatre: no earlier", person: seventeen, employment: trade(From22To06, Theatre), lines: "10-06 05:59-08:00", want: "10-06 young_night breach"},
	{name: "restaurant: until 24", person: seventeen, employment: trade(From23To07, Restaurant), lines: "10-06 20:00-00:00"},
	{name: "restaurant: a minute after", person: seventeen, employment: trade(From23To07, Restaurant), lines: "10-06 20:00-00:01", want: "10-06 young_night breach"},
	{name: "newspapers: from 5", person: seventeen, employment: trade(From22To06, Newspapers), lines: "10-06 05:00-07:00"},
	{name: "newspapers: a minute before", person: seventeen, employment: trade(From22To06, Newspapers), lines: "10-06 04:59-07:00", want: "10-06 young_night breach"},
	{name: "hospital: from 4", person: seventeen, employment: trade(From22To06, Hospital), lines: "10-06 04:00-08:00"},
	{name: "hospital: a minute before", person: seventeen, employment: trade(From22To06, Hospital), lines: "10-06 03:59-08:00", want: "10-06 young_night breach"},
	{name: "hospital: until 24", person: seventeen, employment: trade(From22To06, Hospital), lines: "10-06 20:00-00:00"},
	{name: "hospital: a minute after", person: seventeen, employment: trade(From22To06, Hospital), lines: "10-06 20:00-00:01", want: "10-06 young_night breach"},
	{name: "vocational education: from 4", person: seventeen, employment: trade(From22To06, VocationalEducation), lines: "10-06 04:00-08:00"},
	{name: "vocational education: a minute before", person: seventeen, employment: trade(From22To06, VocationalEducation), lines: "10-06 03:59-08:00", want: "10-06 young_night breach"},
	{name: "vocational education: until 24", person: seventeen, employment: trade(From22To06, VocationalEducation), lines: "10-06 20:00-00:00"},
	{name: "vocational education: a minute after", person: seventeen, employment: trade(From22To06, VocationalEducation), lines: "10-06 20:00-00:01", want: "10-06 young_night breach"},
}

func TestNight(t *testing.T) { run(t, nightExamples) }
