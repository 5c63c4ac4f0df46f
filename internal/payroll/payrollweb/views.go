package payrollweb

import (
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/payroll"
	"fodfaeste/internal/view"
)

// Views lists what this package renders.
func Views() []view.Declaration { return []view.Declaration{listPage, periodPage, numbersPage} }

var sampleDay = caldate.MustParse("2026-11-21")

// samplePeriod is October of two people, told or not, and something corrected since.
func samplePeriod(told bool, rows ...payroll.Row) payroll.Period {
	from := caldate.MustParse("2026-10-01")
	p := payroll.Period{From: from, To: from.MonthEnd(), Rows: rows}
	for i, kind := range []hours.Kind{hours.Paid, hours.Subsidised, hours.Paid} {
		p.Book = append(p.Book, hours.Booked{Line: hours.Line{Date: from.Add(i), Kind: kind, Minutes: 240 + 15*i}, Week: from.Add(i).Week(), PlacementID: "plc_1", FirstName: "Sanne"})
		p.Book[i].TaskTitle = "Pakke brød"
	}
	if told {
		p.Files = []payroll.Export{{Number: 3, From: from, To: from.MonthEnd(), At: sampleDay.Time(), By: "Henrik Dam"}}
		p.Files[0].ID = "pay_3"
	}
	return p
}

func sampleRow(day int, kind hours.Kind, minutes int, correction bool) payroll.Row {
	return payroll.Row{PlacementID: "plc_1", FirstName: "Sanne", Employee: "1042", Date: caldate.MustParse("2026-10-01").Add(day), Kind: kind, Minutes: minutes, Correction: correction}
}

func missingWeeks() []hours.Item {
	item := hours.Item{State: hours.ToApprove}
	item.FirstName, item.PlacementID, item.Week.Week = "Ali", "plc_2", caldate.MustParse("2026-10-12").Week()
	forgotten := item
	forgotten.State, forgotten.Week.Week = hours.NotSubmitted, item.Week.Week.Add(1)
	return []hours.Item{item, forgotten}
}

var listPage = view.New("pages/payroll/list", func(t *i18n.Texts) []view.Sample[listModel] {
	october := samplePeriod(false, sampleRow(0, hours.Paid, 240, false))
	waiting, told, changed := october, samplePeriod(true), samplePeriod(true, sampleRow(0, hours.Paid, 30, true))
	waiting.Missing = missingWeeks()
	running := october
	running.From, running.To = sampleDay.MonthStart(), sampleDay.MonthEnd()
	wrong := form.Of(nil).Set("from", "1.10.2026").Set("to", "1.1.2026")
	wrong.Fail("to", "before_start")
	return []view.Sample[listModel]{
		{Name: "none", Model: newList(t, nil, form.Of(nil), sampleDay)},
		{Name: "typical", Model: newList(t, []payroll.Period{told, changed, waiting, october, running}, form.Of(nil), sampleDay)},
		{Name: "errors", Model: newList(t, []payroll.Period{october}, wrong, sampleDay)},
	}
})

var periodPage = view.New("pages/payroll/period", func(t *i18n.Texts) []view.Sample[periodModel] {
	whole := samplePeriod(false, sampleRow(0, hours.Paid, 240, false), sampleRow(1, hours.Subsidised, 255, false), sampleRow(2, hours.Paid, 270, false))
	whole.Missing = missingWeeks()
	difference := samplePeriod(true, sampleRow(0, hours.Paid, -30, true), sampleRow(4, hours.Paid, 75, false))
	last := difference.Files[0]
	last.ID, last.Number, last.Rows = "pay_4", 4, difference.Rows
	difference.Files = append(difference.Files, last)
	odd := payroll.Period{From: sampleDay.Add(-7), To: sampleDay.Add(6), Rows: whole.Rows, Book: whole.Book}
	return []view.Sample[periodModel]{
		{Name: "empty", Model: newPeriod(t, payroll.Period{From: whole.From, To: whole.To}, sampleDay)},
		{Name: "whole", Model: newPeriod(t, whole, sampleDay)},
		{Name: "difference", Model: newPeriod(t, difference, sampleDay)},
		{Name: "told", Model: newPeriod(t, samplePeriod(true), sampleDay)},
		{Name: "running", Model: newPeriod(t, odd, sampleDay)},
	}
})

var numbersPage = view.New("pages/payroll/numbers", func(t *i18n.Texts) []view.Sample[numbersModel] {
	people := []payroll.Course{{PlacementID: "plc_1", FirstName: "Sanne", Number: "1042"}, {PlacementID: "plc_2", FirstName: "Ali"}}
	wrong := form.Of(nil).Set("number_plc_1", "123456789012345678901").Set("number_plc_2", "")
	wrong.Fail("number_plc_1", "too_long")
	return []view.Sample[numbersModel]{
		{Name: "empty", Model: newNumbers(t, nil, 0, form.Of(nil))},
		{Name: "typical", Model: newNumbers(t, people, 2, form.Of(nil))},
		{Name: "errors", Model: newNumbers(t, people, 2, wrong)},
	}
})
