package web

import (
	"github.com/gofiber/fiber/v2"

	"fodfaeste/internal/sheet"
)

// Table answers with a table to open in a spreadsheet, as CSV.
func Table(name string, t sheet.Table) Answer { return tableAnswer{name, t} }

type tableAnswer struct {
	name  string
	table sheet.Table
}

func (a tableAnswer) send(r *Request) error {
	data, err := a.table.CSV()
	if err != nil {
		return err
	}
	return File(a.name, "text/csv; charset=utf-8", data).send(r)
}

// File answers with a file to keep.
func File(name, contentType string, data []byte) Answer {
	return fileAnswer{name, contentType, data}
}

type fileAnswer struct {
	name, contentType string
	data              []byte
}

func (a fileAnswer) send(r *Request) error {
	r.fiber.Set(fiber.HeaderContentType, a.contentType)
	r.fiber.Attachment(a.name)
	r.fiber.Set(fiber.HeaderContentType, a.contentType) // naming the file chose one by its ending
	return r.fiber.Send(a.data)
}
