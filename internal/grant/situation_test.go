package grant

import (
	"testing"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
)

func loaded(t *testing.T) *Rules {
	t.Helper()
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// everything is a situation in which every fact is known and every condition of
// the three schemes is met: a bakery with 10 employees and nobody placed.
func everything() Situation {
	start := caldate.MustParse("2026-09-28")
	ordinary := map[string]decimal.Decimal{}
	for _, month := range Months(start, 12) {
		ordinary[MonthKey(month)] = dec("10")
	}
	return Situation{
		Employer: Employer{
			Sector: Private, Flags: []Flag{}, WorkplacePNumber: "1000000001",
			Units: []Unit{{PNumber: "1000000001", Ordinary: ordinary, Under18: map[string]decimal.Decimal{}, Placed: []Placed{}}},
		},
		Person: Person{
			Target: "kth_aktivitetsparat", Age: new(40), BenefitMonths: new(dec("14")), QualifyingEducation: new(true),
			SingleParent: new(false), Employed: new(false), EmployedHere: new(false), LastJob: LastJob{At: "elsewhere"},
		},
		Work: Work{
			Start: start, HoursPerWeek: new(dec("20")), Purpose: "specific_skills",
			ContactWithChildren: new(false), Wage: Wage{CollectiveOrUsual: new(true)},
		},
	}
}

// but gives everything with a change.
func but(change func(*Situation)) Situation {
	s := everything()
	change(&s)
	return s
}

func TestAge(t *testing.T) {
	tests := map[string]struct {
		birth, start string
		want         int
	}{
		"the day before the birthday": {"1976-09-29", "2026-09-28", 49},
		"on the birthday":             {"1976-09-28", "2026-09-28", 50},
		"born on 29 February":         {"1976-02-29", "2026-02-28", 50},
		"the day before that":         {"1976-02-29", "2026-02-27", 49},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			q := inquiry{Situation: &Situation{
				Person: Person{BirthDate: caldate.MustParse(tt.birth)}, Work: Work{Start: caldate.MustParse(tt.start)},
			}}
			if got, ok := q.age(); got != tt.want || !ok {
				t.Errorf("got %d, %v; want %d", got, ok, tt.want)
			}
		})
	}
}

func TestMonths(t *testing.T) {
	got := ""
	for _, month := range Months(caldate.MustParse("2026-02-28"), 4) {
		got += MonthKey(month) + " "
	}
	if want := "2026-01 2025-12 2025-11 2025-10 "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
