package grant

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
	"fodfaeste/internal/ruledata/datatest"
)

// anotherYear gives the real data with the rules carried on for 2027, as
// somebody who keeps them would: a period more in every table of rates that
// ends with 2026, and a later last day where rules end then. Nothing else.
func anotherYear(t *testing.T) fs.FS {
	t.Helper()
	data := datatest.Of(t, files)
	period := regexp.MustCompile(`(?m)^ +- \{from: "[0-9-]+", to: "(2026-12-31|2027-01-03)".*\n`)
	data["rates.yaml"] = period.ReplaceAllStringFunc(data["rates.yaml"], func(line string) string {
		if strings.Contains(line, "pct:") {
			return line // known for 2027 already
		}
		return line + raised(line)
	})
	for _, file := range []string{"general.yaml", "schemes.yaml"} {
		data[file] = strings.ReplaceAll(data[file], `to: "2026-12-31"`, `to: "2027-12-31"`)
	}
	return data.FS()
}

// raised is a period's line for the year after it, each amount a krone higher.
func raised(line string) string {
	week := strings.Contains(line, `"2027-01-03"`)
	amount := regexp.MustCompile(`"\d+(\.\d+)?"`)
	line = amount.ReplaceAllStringFunc(line, func(n string) string {
		return `"` + dec(strings.Trim(n, `"`)).Add(dec("1")).String() + `"`
	})
	from, to := "2027-01-01", "2027-12-31"
	if week {
		from, to = "2027-01-04", "2028-01-02"
	}
	return regexp.MustCompile(`from: "[0-9-]+", to: "[0-9-]+"`).ReplaceAllString(line, `from: "`+from+`", to: "`+to+`"`)
}

// startingOn gives everything with a start, and the staff before it.
func startingOn(start string) Situation {
	return but(func(s *Situation) {
		s.Work.Start = caldate.MustParse(start)
		for _, month := range Months(s.Work.Start, 12) {
			s.Employer.Units[0].Ordinary[MonthKey(month)] = dec("10")
		}
		s.Work.Wage.CostHour = new(money.Ore(30000))
	})
}

// A new year of rules and rates is a change of the data and of nothing else.
func TestANewYearIsDataOnly(t *testing.T) {
	r, err := load(anotherYear(t))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		verdict Verdict
		rate    *money.Ore // of an hour of wage subsidy
	}{
		"2026-12-31": {Likely, new(money.Ore(9627))},
		"2027-01-01": {Likely, new(money.Ore(9727))},
		"2027-12-31": {Likely, new(money.Ore(9727))},
		"2028-01-01": {Maybe, nil},
	}
	for start, tt := range tests {
		t.Run(start, func(t *testing.T) {
			a := r.Check(startingOn(start))
			got := schemeOf(t, a, WageSubsidy)
			if got.Verdict != tt.verdict {
				t.Errorf("got %s, want %s: %+v", got.Verdict, tt.verdict, got.Reasons)
			}
			if tt.rate == nil {
				if got.Amount != nil || got.Length != nil || effectOf(got, "rules_not_known_after") != Open || a.Ratio != nil {
					t.Errorf("figures where no rules are known: %+v", got)
				}
				return
			}
			if got.Amount == nil || !equal(got.Amount.Rate, tt.rate) || got.Length == nil || a.Ratio == nil || a.NetExpansion == nil {
				t.Errorf("got %+v, want a rate of %v", got.Amount, tt.rate)
			}
		})
	}
}

// Hours of both years are paid each at the rate of the day worked, and a line
// across the new border is refused.
func TestHoursOfTwoYears(t *testing.T) {
	r, err := load(anotherYear(t))
	if err != nil {
		t.Fatal(err)
	}
	paid := `{"calculator":"wage_subsidy","scheme":"loentilskud_privat","lines":[` +
		`{"from":"2026-12-28","to":"2026-12-31","hours":10},{"from":"2027-01-01","to":"2027-01-03","hours":10}]}`
	if got := calculated(r, []byte(paid)); !strings.Contains(got, `"result_oere":193540`) {
		t.Errorf("got %s, want 10 × 96.27 + 10 × 97.27", got)
	}
	if got := calculated(loaded(t), []byte(paid)); !strings.Contains(got, "rate_not_known") {
		t.Errorf("without rates for 2027 got %s", got)
	}
	across := strings.ReplaceAll(paid, `"to":"2026-12-31"`, `"to":"2027-01-01"`)
	if got := calculated(r, []byte(across)); !strings.Contains(got, "crosses 2027-01-01") {
		t.Errorf("got %s", got)
	}
}

// Every table of rates that ends with 2026 has got its year.
func TestAnotherYearOfEveryRate(t *testing.T) {
	r, err := load(anotherYear(t))
	if err != nil {
		t.Fatal(err)
	}
	day := caldate.MustParse("2027-06-01")
	for name := range r.rates {
		if _, known := r.row(name, day); !known && name != "jobrotation_hour" { // known for 2024 only
			t.Errorf("%s has no rate for %s", name, day)
		}
	}
}
