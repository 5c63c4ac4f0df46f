package worktime

import (
	"testing"

	"github.com/shopspring/decimal"
)

// fullTime is a firm with a full week of its own.
func fullTime(hours string) Employment {
	return Employment{FullTimeHours: new(decimal.RequireFromString(hours))}
}

var praktikExamples = []example{
	{name: "37 hours", person: grown, lines: "10-05..10-09 7h praktik; 10-11 2h praktik"},
	{name: "a minute more", person: grown, lines: "10-05..10-09 7h praktik; 10-11 121m praktik", want: "10-05 praktik_over_full_time breach hours=37.02 limit=37"},
	{name: "the Monday is another week", person: grown, lines: "10-05..10-09 7h praktik; 10-11 2h praktik; 10-12 1m praktik"},
	{name: "work does not count", person: grown, lines: "10-05..10-09 7h praktik; 10-10 5h"},
	{name: "two weeks", person: grown, lines: "10-05..10-09 8h praktik; 10-12..10-16 9h praktik",
		want: "10-05 praktik_over_full_time breach hours=40 limit=37\n10-12 praktik_over_full_time breach hours=45 limit=37"},
	{name: "a firm with 30 hours", person: grown, employment: fullTime("30"), lines: "10-05..10-09 6h praktik"},
	{name: "a minute more there", person: grown, employment: fullTime("30"), lines: "10-05..10-09 6h praktik; 10-10 1m praktik",
		want: "10-05 praktik_over_full_time breach hours=30.02 limit=30"},
	{name: "a firm with 37 and a half", person: grown, employment: fullTime("37.5"), lines: "10-05..10-09 450m praktik"},
	{name: "a firm with a third of an hour", person: grown, employment: fullTime("33.333"), lines: "10-05..10-09 399m praktik; 10-10 5m praktik",
		want: "10-05 praktik_over_full_time breach hours=33.33 limit=33.33"},
	{name: "within a third of an hour", person: grown, employment: fullTime("33.333"), lines: "10-05..10-09 399m praktik; 10-10 4m praktik"},
	{name: "17: too", person: seventeen, lines: "10-05..10-09 450m/30 praktik", want: "10-05 praktik_over_full_time breach hours=37.5 limit=37"},

	{name: "the same function", person: grown, lines: "10-05 2h praktik =Bench; 10-06 2h =bench; 10-07 2h =bench", want: "10-06 same_function_praktik_and_paid breach"},
	{name: "spaces and capitals", person: grown, lines: "10-05 2h praktik =_BØRNEHAVE_; 10-06 2h =børnehave", want: "10-06 same_function_praktik_and_paid breach"},
	{name: "paid first", person: grown, lines: "10-09 2h praktik =bench; 10-06 2h =bench", want: "10-06 same_function_praktik_and_paid breach"},
	{name: "different functions", person: grown, lines: "10-05 2h praktik =bench; 10-06 2h =shop"},
	{name: "a function not known", person: grown, lines: "10-05 2h praktik; 10-06 2h; 10-07 2h =_; 10-08 2h praktik =_"},
	{name: "paid elsewhere", person: grown, lines: "10-05 2h praktik =bench; 10-06 2h other =bench"},
	{name: "praktik elsewhere", person: grown, lines: "10-05 2h praktik other =bench; 10-06 2h =bench"},
	{name: "school in the function", person: grown, lines: "10-05 2h school =bench; 10-06 2h =bench"},
	{name: "back by degrees", person: grown, employment: Employment{GradualReturn: true}, lines: "10-05 2h praktik =bench; 10-06 2h =bench"},
}

func TestPraktik(t *testing.T) { run(t, praktikExamples) }

var overlapExamples = []example{
	{name: "one after the other", person: grown, lines: "10-05 08:00-10:00; 10-05 10:00-12:00"},
	{name: "a minute of both", person: grown, lines: "10-05 10:00-12:00; 10-05 08:00-10:01", want: "10-05 overlap warning"},
	{name: "one within the other, and another after", person: grown, lines: "10-05 08:00-12:00/1; 10-05 09:00-10:00; 10-05 11:00-13:00", want: "10-05 overlap warning"},
	{name: "twice the same", person: grown, lines: "10-05 08:00-10:00; 10-05 08:00-10:00 praktik", want: "10-05 overlap warning"},
	{name: "at two employers", person: grown, lines: "10-05 08:00-10:00; 10-05 09:00-11:00 other", want: "10-05 overlap warning"},
	{name: "sick at work", person: grown, lines: "10-05 08:00-10:00; 10-05 09:00-11:00 sick", want: "10-05 overlap warning"},
	{name: "past midnight, on the date it begins", person: grown, lines: "10-06 01:00-02:00 sick; 10-05 22:00-01:01", want: "10-06 overlap warning"},
	{name: "past midnight, one after the other", person: grown, lines: "10-06 01:01-02:00 sick; 10-05 22:00-01:01"},
	{name: "a whole day and the next", person: grown, lines: "10-05 08:00-08:00/60; 10-06 08:00-09:00 leave", want: ""},
	{name: "minutes without the clock", person: grown, lines: "10-05 08:00-10:00; 10-05 60m"},
	{name: "on two dates", person: grown, lines: "10-05 08:00-10:00; 10-05 09:00-11:00; 10-07 08:00-10:00; 10-07 09:00-11:00", want: "10-05 overlap warning\n10-07 overlap warning"},
}

func TestOverlaps(t *testing.T) { run(t, overlapExamples) }
