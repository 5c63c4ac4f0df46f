package worktime

import "testing"

// from is an employment that began on a day, with terms given on another, or
// not at all.
func from(start, terms string) Employment {
	e := Employment{StartedOn: date(start)}
	if terms != "" {
		e.TermsGivenOn = date(terms)
	}
	return e
}

const due = "10-12 written_terms_due duty core_by=2026-10-12 rest_by=2026-11-05"

var termsExamples = []example{
	{name: "12 hours in four weeks", person: grown, employment: from("10-05", ""), lines: "10-05 6h; 11-01 6h"},
	{name: "a minute more", person: grown, employment: from("10-05", ""), lines: "10-05 6h; 11-01 361m/5", want: due},
	{name: "a day later", person: grown, employment: from("10-05", ""), lines: "10-05 6h; 11-02 361m/5"},
	{name: "the four weeks that begin a week in", person: grown, employment: from("10-05", ""), lines: "10-12 6h; 11-08 361m/5", want: due},
	{name: "four weeks between the steps", person: grown, employment: from("10-05", ""), lines: "10-06 6h; 11-02 361m/5"},
	{name: "the four weeks after a year", person: grown, employment: from("10-05", ""), lines: "2027-10-04 6h; 2027-10-31 361m/5", want: due},
	{name: "before the first day", person: grown, employment: from("10-05", ""), lines: "10-01 6h; 10-04 6h; 10-05 1h"},
	{name: "elsewhere", person: grown, employment: from("10-05", ""), lines: "10-05 6h; 10-06 361m/5 other"},
	{name: "praktik is no employment", person: grown, employment: from("10-05", ""), lines: "10-05 6h; 10-06 6h praktik"},
	{name: "no first day known", person: grown, lines: "10-05..10-08 6h"},
	{name: "terms on the first day", person: grown, employment: from("10-05", "10-05"), lines: "10-05..10-08 6h"},
	{name: "terms before it", person: grown, employment: from("10-05", "09-01"), lines: "10-05..10-08 6h"},
	{name: "terms after 7 days", person: grown, employment: from("10-05", "10-12"), lines: "10-05..10-08 6h"},
	{name: "terms a day later", person: grown, employment: from("10-05", "10-13"), lines: "10-05..10-08 6h", want: due},
	{name: "no hours guaranteed", person: grown, employment: Employment{StartedOn: date("10-05"), NoGuaranteedHours: true}, want: due},
	{name: "no hours guaranteed, terms in time", person: grown, employment: Employment{StartedOn: date("10-05"), TermsGivenOn: date("10-06"), NoGuaranteedHours: true}},
	{name: "a month from the end of a month", person: grown, employment: from("2027-01-31", ""), lines: "2027-01-31 6h; 2027-02-01 7h/5",
		want: "2027-02-07 written_terms_due duty core_by=2027-02-07 rest_by=2027-02-28"},
	{name: "a month to a leap day", person: grown, employment: from("2028-01-31", ""), lines: "2028-01-31 6h; 2028-02-01 7h/5",
		want: "2028-02-07 written_terms_due duty core_by=2028-02-07 rest_by=2028-02-29"},
	{name: "17: just so", person: seventeen, employment: from("10-05", ""), lines: "10-05 6h/30; 10-06 361m/30", want: due},
}

func TestWrittenTerms(t *testing.T) { run(t, termsExamples) }
