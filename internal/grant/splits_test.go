package grant

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
	"fodfaeste/internal/strictjson"
)

// However paid hours are divided into stretches of days at one rate, they come
// to the same: exactly where the hours are whole, and otherwise within the
// rounding of a line, which is half an øre at most.
func TestAmountsAddUpOverAnySplit(t *testing.T) {
	schemes := []SchemeID{WageSubsidy, publicSubsidy, pensionerSubsidy, icebreaker, integrationSubsidy, apprentice}
	priced := 0
	forAll(t, func(t *testing.T, r *Rules, d *draw, s Situation) {
		if s.Work.Start.IsZero() {
			return
		}
		whole := d.IntN(2) == 0
		year := s.Work.Start.Year()
		s.Work.PaidHours = []PaidHours{{From: caldate.New(year, 1, 1), To: caldate.New(year, 12, 31), Hours: someHours(d, whole)}}
		parts := clone(s)
		parts.Work.PaidHours = split(d, s.Work.PaidHours[0], whole)
		most := money.Ore(len(parts.Work.PaidHours))
		if whole {
			most = 0
		}
		for _, id := range schemes {
			one, several := byRate(r, s, id), byRate(r, parts, id)
			if one == nil || several == nil { // a part may lie after the benefit ends, and the whole then does
				continue
			}
			priced++
			if diff := *one - *several; diff > most || -diff > most {
				t.Errorf("%s: %v in one stretch and %v in %d", id, *one, *several, len(parts.Work.PaidHours))
			}
		}
	})
	if !underRace && priced < tries/10 {
		t.Errorf("only %d were priced", priced)
	}
}

// byRate is what the rate of a scheme gives for the paid hours, when all of
// them are priced.
func byRate(r *Rules, s Situation, id SchemeID) *money.Ore {
	a, _ := r.Check(s).Scheme(id)
	if a.Amount == nil || slices.ContainsFunc(a.Amount.Segments, func(s Segment) bool { return s.Amount == nil }) {
		return nil
	}
	return a.Amount.ByRate
}

func someHours(d *draw, whole bool) decimal.Decimal {
	if whole {
		return decimal.NewFromInt(int64(d.IntN(2000)))
	}
	return decimal.New(int64(d.IntN(200_000)), -2)
}

// split divides a stretch at random days, and its hours among the parts.
func split(d *draw, all PaidHours, whole bool) []PaidHours {
	var parts []PaidHours
	for all.From.Before(all.To) && len(parts) < 12 {
		to := all.From.Add(d.IntN(all.To.Sub(all.From)))
		hours := all.Hours.Mul(decimal.New(int64(d.IntN(100)), -2)).Truncate(2)
		if whole {
			hours = hours.Truncate(0)
		}
		parts = append(parts, PaidHours{From: all.From, To: to, Hours: hours})
		all.From, all.Hours = to.Add(1), all.Hours.Sub(hours)
	}
	return append(parts, all)
}

// The calculation of a wage subsidy agrees with the check of one.
func TestCalculationAgreesWithCheck(t *testing.T) {
	forAll(t, func(t *testing.T, r *Rules, _ *draw, s Situation) {
		s.Person.BenefitEndsOn = caldate.Date{} // the calculation is not told
		for _, id := range wageSubsidies {
			want := byRate(r, s, id)
			if want == nil {
				continue
			}
			q := wageSubsidyOf{Scheme: id, Target: s.Person.Target, Sector: s.Employer.Sector, RateStep: s.Work.RateStep, SpecialRate: s.Work.SpecialRate}
			if len(s.Person.Also) > 0 || s.Employer.PublicFundingPct != nil {
				continue // nor of further groups, nor of what makes an employer public
			}
			for _, p := range s.Work.PaidHours {
				q.Lines = append(q.Lines, subsidyLine{PaidHours: p})
			}
			var faults strictjson.Faults
			out := q.work(r, &faults)
			if faults.Err() != nil {
				t.Fatalf("%s: %v", id, faults.Err())
			}
			if got, known := out["result_oere"].(*money.Ore); !known || *got != *want {
				t.Errorf("%s: calculated %v, checked %v", id, out["result_oere"], *want)
			}
		}
	})
}
