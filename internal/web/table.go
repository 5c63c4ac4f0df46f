package web

import (
	"bytes"
	"encoding/csv"
	"regexp"

	"github.com/gofiber/fiber/v2"
)

type tableAnswer struct {
	name string
	rows [][]string
}

// Table answers with a file for a spreadsheet, with the headings as its first
// row. Numbers are written as the locale writes them.
func Table(name string, rows [][]string) Answer { return tableAnswer{name, rows} }

func (a tableAnswer) send(r *Request) error {
	data, err := tableOf(a.rows)
	if err != nil {
		return err
	}
	r.fiber.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	r.fiber.Attachment(a.name)
	return r.fiber.Send(data)
}

// formula begins what a spreadsheet would compute: text that came from a form
// must not become that. A number with a sign is a number.
var formula = regexp.MustCompile(`^([=+@\t\r]|-($|[^0-9]))`)

// tableOf writes rows the way Danish spreadsheets open by themselves: UTF-8 that
// says so, semicolons, CRLF.
func tableOf(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			if formula.MatchString(cell) {
				cell = "'" + cell
			}
			safe[i] = cell
		}
		if err := w.Write(safe); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}
