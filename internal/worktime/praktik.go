package worktime

import (
	"strings"

	"github.com/shopspring/decimal"
)

// praktikOverFullTime: praktik takes at most the firm's full week (BEK
// 1216/2023 § 60 stk. 5).
func praktikOverFullTime(j *journal) (found []Finding) {
	most, limit := int(j.law.FullTime.Week), hoursOf(int(j.law.FullTime.Week))
	if own := j.log.Employment.FullTimeHours; own != nil {
		// Whole minutes are over a limit when they are over its whole minutes.
		most = int(own.Mul(decimal.NewFromInt(60)).Floor().IntPart())
		limit = Hours{int(own.Mul(decimal.NewFromInt(100)).Round(0).IntPart())}
	}
	for monday, minutes := range j.weeks(func(d workday) int { return d.of(Praktik) }) {
		if minutes > most {
			found = append(found, Finding{Date: monday, Severity: Breach, Params: Params{"hours": hoursOf(minutes), "limit": limit}})
		}
	}
	return found
}

// sameFunction: paid hours and praktik here lie in different functions (LAB
// § 52 stk. 2, § 59), except for an employee on sick leave who comes back by
// degrees (§ 59 stk. 2).
func sameFunction(j *journal) []Finding {
	if j.log.Employment.GradualReturn {
		return nil
	}
	praktik := map[string]bool{}
	for _, d := range j.days {
		for _, e := range d.entries {
			if e.Kind == Praktik && e.here() {
				praktik[e.function()] = true
			}
		}
	}
	for _, d := range j.days {
		for _, e := range d.entries {
			if e.Kind == Work && e.here() && e.function() != "" && praktik[e.function()] {
				return []Finding{{Date: d.date, Severity: Breach}}
			}
		}
	}
	return nil
}

// function is what a line says was done, in the form that compares.
func (e entry) function() string { return strings.ToLower(strings.TrimSpace(e.Function)) }
