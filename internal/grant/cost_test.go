package grant

import (
	"fmt"
	"testing"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
)

func TestCosts(t *testing.T) {
	week := func(day string) caldate.Week { return caldate.MustParse(day).Week() }
	whole := Plan{From: caldate.MustParse("2026-09-28"), Weeks: []WeekPlan{
		{week("2026-09-28"), 600, 300}, // three days in September, two in October
		{week("2026-10-05"), 600, 0},
		{week("2026-12-28"), 500, 0}, // four days before the new year, one after
	}}
	part := Plan{From: caldate.MustParse("2026-09-30"), To: caldate.MustParse("2026-10-07"), Weeks: whole.Weeks}
	until := func(day string) Subsidy { return Subsidy{WageSubsidy, caldate.MustParse(day)} }
	tests := map[string]struct {
		plan    Plan
		subsidy Subsidy
		want    string
	}{
		"without a subsidy": {whole, Subsidy{}, "2026-09 360+180 1200,00-0,00=1200,00; 2026-10 840+120 2800,00-0,00=2800,00; 2026-12 400+0 1333,33-0,00=1333,33; 2027-01 100+0 333,33-0,00=333,33; "},
		// 6 h × 96.27 = 577.62; half of 1,200.00 is 600.00. In 2027 no rate is known.
		"with a wage subsidy": {whole, Subsidy{Scheme: WageSubsidy}, "2026-09 360+180 1200,00-577,62=622,38; 2026-10 840+120 2800,00-1347,78=1452,22; 2026-12 400+0 1333,33-641,80=691,53; 2027-01 100+0 333,33-?=?; "},
		// Until Tuesday 6 October: 240 + 240 minutes of October.
		"a subsidy that ends":         {whole, until("2026-10-06"), "2026-09 360+180 1200,00-577,62=622,38; 2026-10 840+120 2800,00-770,16=2029,84; 2026-12 400+0 1333,33-0,00=1333,33; 2027-01 100+0 333,33-0,00=333,33; "},
		"from Wednesday to Wednesday": {part, Subsidy{}, "2026-09 120+60 400,00-0,00=400,00; 2026-10 600+120 2000,00-0,00=2000,00; "},
	}
	r := loaded(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := everything()
			s.Work.Wage.CostHour = new(money.Ore(20000))
			got := ""
			for _, m := range r.Costs(s, tt.subsidy, tt.plan) {
				got += fmt.Sprintf("%s %d+%d %s-%s=%s; ", MonthKey(m.Month), m.Paid, m.Praktik, show(m.Cost), show(m.Covered), show(m.Own))
			}
			if got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func show(o *money.Ore) string {
	if o == nil {
		return "?"
	}
	return fmt.Sprintf("%d,%02d", *o/100, *o%100)
}

func TestCostsWithoutWage(t *testing.T) {
	for _, m := range loaded(t).Costs(everything(), Subsidy{Scheme: WageSubsidy}, Plan{Weeks: []WeekPlan{{everything().Work.Start.Week(), 600, 0}}}) {
		if m.Cost != nil || m.Covered != nil || m.Own != nil {
			t.Errorf("figures without a wage cost: %+v", m)
		}
	}
}

func TestApplyBy(t *testing.T) {
	tests := map[string]struct {
		start, today, by string
		days             int
		text             string
	}{
		"a Monday":                {"2026-10-12", "2026-09-21", "2026-09-27", 6, "grant.apply_by.ahead"},
		"the last day":            {"2026-10-12", "2026-09-27", "2026-09-27", 0, "grant.apply_by.today"},
		"a day late":              {"2026-10-12", "2026-09-28", "2026-09-27", -1, "grant.apply_by.late"},
		"a Sunday":                {"2026-10-11", "2026-09-21", "2026-09-27", 6, "grant.apply_by.ahead"},
		"a Tuesday":               {"2026-10-13", "2026-09-21", "2026-09-28", 7, "grant.apply_by.ahead"},
		"the start is today":      {"2026-10-12", "2026-10-12", "2026-09-27", -15, "grant.apply_by.late"},
		"the start was yesterday": {"2026-10-12", "2026-10-13", "2026-09-27", -16, "grant.apply_by.started"},
	}
	r := loaded(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := r.ApplyBy(caldate.MustParse(tt.start), caldate.MustParse(tt.today))
			if got.Day.String() != tt.by || got.Days != tt.days || got.textKey() != tt.text {
				t.Errorf("got %+v", got)
			}
		})
	}
}
