package sheet

import (
	"bytes"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// widest is how many characters a column is made wide for.
const widest = 40

// XLSX writes tables as the sheets of one workbook, each with its headings held
// in place.
func XLSX(tables ...Table) ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	styles, err := newStyles(book)
	if err != nil {
		return nil, err
	}
	for i, t := range tables {
		if i == 0 {
			err = book.SetSheetName(book.GetSheetName(0), t.Name)
		} else {
			_, err = book.NewSheet(t.Name)
		}
		if err == nil {
			err = t.write(book, styles)
		}
		if err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err = book.Write(&b)
	return b.Bytes(), err
}

// styles are the looks of cells, by what the workbook calls them.
type styles struct {
	heading int
	of      map[format]int
}

func newStyles(book *excelize.File) (styles, error) {
	s := styles{of: map[format]int{}}
	heading, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return s, err
	}
	s.heading = heading
	hundredths, date := "#,##0.00", "dd-mm-yyyy"
	for _, f := range []format{asText, asCount, asHundredths, asDate} { // in order: the numbers of styles stand in the file
		style := &excelize.Style{}
		switch f {
		case asText:
			style.NumFmt = 49
		case asCount:
			style.NumFmt = 1
		case asHundredths:
			style.CustomNumFmt = &hundredths
		case asDate:
			style.CustomNumFmt = &date
		}
		if s.of[f], err = book.NewStyle(style); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (t Table) write(book *excelize.File, s styles) error {
	w, err := book.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	for i, n := range t.widths() {
		if err := w.SetColWidth(i+1, i+1, float64(n+2)); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	headings := make([]any, len(t.Headings))
	for i, h := range t.Headings {
		headings[i] = excelize.Cell{StyleID: s.heading, Value: h}
	}
	if err := w.SetRow("A1", headings); err != nil {
		return err
	}
	for i, row := range t.Rows {
		values := make([]any, len(row))
		for j, c := range row {
			values[j] = excelize.Cell{StyleID: s.of[c.format], Value: c.value()}
		}
		at, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			return err
		}
		if err := w.SetRow(at, values); err != nil {
			return err
		}
	}
	return w.Flush()
}

// value is the cell as a workbook keeps it. Text is kept as text and is never
// computed, whatever it begins with.
func (c Cell) value() any {
	switch c.format {
	case asCount, asDate:
		return c.amount
	case asHundredths:
		return float64(c.amount) / 100
	}
	return c.text
}

// widths are how wide the columns want to be, in characters.
func (t Table) widths() []int {
	widths := make([]int, len(t.Headings))
	for i, h := range t.Headings {
		widths[i] = min(widest, utf8.RuneCountInString(h))
	}
	for _, row := range t.Rows {
		for i, c := range row {
			if i < len(widths) {
				widths[i] = max(widths[i], min(widest, utf8.RuneCountInString(c.danish())))
			}
		}
	}
	return widths
}
