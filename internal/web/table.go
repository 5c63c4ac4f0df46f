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
	return Bytes(a.name, "text/csv; charset=utf-8", data).send(r)
}

// Bytes answers with a small file that is at hand. One that is stored is a Download.
func Bytes(name, contentType string, data []byte) Answer {
	return bytesAnswer{name, contentType, data}
}

type bytesAnswer struct {
	name, contentType string
	data              []byte
}

func (a bytesAnswer) send(r *Request) error {
	r.fiber.Set(fiber.HeaderContentType, a.contentType)
	r.fiber.Set(fiber.HeaderContentDisposition, attachment(a.name))
	return r.fiber.Send(a.data)
}
