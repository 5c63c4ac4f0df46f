package sheet

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"fodfaeste/internal/caldate"
)

func sample() Table {
	t := Table{Name: "Løn", Headings: []string{"Navn", "Dato", "Timer", "Minutter", "Beløb"}}
	t.Add(Text("Åse"), Day(caldate.MustParse("2026-02-28")), Hours(450), Count(450), Amount(123450))
	t.Add(Text("=HYPERLINK(1)"), Day(caldate.Date{}), Hours(-50), Count(-50), Amount(-5))
	t.Add(Text("-rabat; \"ny\""), Day(caldate.MustParse("2026-12-31")), Hours(1), Count(1), Amount(0))
	return t
}

func TestCSV(t *testing.T) {
	got, err := sample().CSV()
	want := "\ufeffNavn;Dato;Timer;Minutter;Beløb\r\n" +
		"Åse;28.02.2026;7,50;450;1234,50\r\n" +
		"'=HYPERLINK(1);;-0,83;-50;-0,05\r\n" +
		"\"'-rabat; \"\"ny\"\"\";31.12.2026;0,02;1;0,00\r\n"
	if err != nil || string(got) != want {
		t.Errorf("got %q\nwant %q, %v", got, want, err)
	}
}

// TestXLSX reads the workbook back: numbers and dates are values, text is text.
func TestXLSX(t *testing.T) {
	more := Table{Name: "I alt", Headings: []string{"Navn"}}
	data, err := XLSX(sample(), more)
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := book.GetSheetList(); len(got) != 2 || got[1] != "I alt" {
		t.Errorf("sheets %v", got)
	}
	for cell, want := range map[string]string{"A2": "Åse", "B2": "28-02-2026", "C2": "7.50", "D2": "450", "E2": "1,234.50", "A3": "=HYPERLINK(1)", "B3": "", "C3": "-0.83"} {
		if got, err := book.GetCellValue("Løn", cell); err != nil || got != want {
			t.Errorf("%s: %q, want %q (%v)", cell, got, want, err)
		}
	}
	if formula, err := book.GetCellFormula("Løn", "A3"); err != nil || formula != "" {
		t.Errorf("text became the formula %q, %v", formula, err)
	}
}

func TestSameBytes(t *testing.T) {
	first, err := XLSX(sample())
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		if again, err := XLSX(sample()); err != nil || !bytes.Equal(first, again) {
			t.Fatalf("the same table gave other bytes (%v)", err)
		}
	}
}
