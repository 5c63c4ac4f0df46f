package sheet

import (
	"bytes"
	"encoding/csv"
)

// CSV writes the table with what makes a Danish spreadsheet read it right: UTF-8
// that says so, semicolons, decimal commas, CRLF.
func (t Table) CSV() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	headings := make([]Cell, len(t.Headings))
	for i, h := range t.Headings {
		headings[i] = Text(h)
	}
	for _, row := range append([][]Cell{headings}, t.Rows...) {
		line := make([]string, len(row))
		for i, c := range row {
			line[i] = c.danish()
		}
		if err := w.Write(line); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
