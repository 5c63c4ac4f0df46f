package demo

import (
	"context"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/payroll"
)

// payroll makes the bakery's file of the month before last, where there is anything to
// pay in it, with the number that its payroll knows the person by.
func (s *seeder) payroll(ctx context.Context) error {
	hr := s.firms[bakery.cvr].approver
	from := s.today.MonthStart().AddMonths(-2)
	month := [2]caldate.Date{from, from.MonthEnd()}
	periods, err := s.Payroll.Periods(ctx, hr, month)
	if err != nil || len(periods[0].Rows) == 0 {
		return err
	}
	numbered := []payroll.Employee{{PlacementID: periods[0].Rows[0].PlacementID, Number: "1042"}}
	if err := s.Payroll.SetNumbers(ctx, hr, 0, numbered); err != nil {
		return err
	}
	if periods, err = s.Payroll.Periods(ctx, hr, month); err != nil {
		return err
	}
	_, err = s.Payroll.Make(ctx, hr, from, from.MonthEnd(), payroll.Fingerprint(periods[0].Rows), s.PayrollFiles)
	return err
}
