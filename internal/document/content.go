package document

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
)

// The types a document can be of.
const (
	PDF  = "application/pdf"
	PNG  = "image/png"
	JPEG = "image/jpeg"
	DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// contentOf tells the type of a file by what is in it, or the code of why it cannot
// be taken. What it is called is of no interest.
func contentOf(f io.ReaderAt, size int64) (contentType, code string) {
	head, tail := part(f, 0, min(size, 16)), part(f, max(0, size-1024), min(size, 1024))
	section := io.NewSectionReader(f, 0, size)
	switch {
	case size == 0:
		return "", "file_empty"
	case bytes.HasPrefix(head, []byte("%PDF-")):
		if !bytes.Contains(tail, []byte("%%EOF")) {
			return "", "file_broken"
		}
		return PDF, ""
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		if _, err := png.DecodeConfig(section); err != nil || !bytes.Contains(tail, []byte("IEND")) {
			return "", "file_broken"
		}
		return PNG, ""
	case bytes.HasPrefix(head, []byte{0xff, 0xd8, 0xff}):
		if _, err := jpeg.DecodeConfig(section); err != nil || !bytes.Contains(tail, []byte{0xff, 0xd9}) {
			return "", "file_broken"
		}
		return JPEG, ""
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return office(f, size)
	}
	return "", "file_type"
}

func part(f io.ReaderAt, at, n int64) []byte {
	data := make([]byte, n)
	read, _ := f.ReadAt(data, at)
	return data[:read]
}

const (
	mostDirectory = 1 << 20 // bytes of a zip's directory: no letter or sheet needs more
	mostEntries   = 2000
)

// office tells a text document or a spreadsheet from other zips. One with macros is
// a program.
func office(f io.ReaderAt, size int64) (contentType, code string) {
	if !smallDirectory(f, size) {
		return "", "file_broken"
	}
	z, err := zip.NewReader(f, size)
	if err != nil || len(z.File) > mostEntries {
		return "", "file_broken"
	}
	has := func(name string) bool {
		return slices.ContainsFunc(z.File, func(e *zip.File) bool { return e.Name == name })
	}
	switch {
	case !has("[Content_Types].xml"):
		return "", "file_type"
	case has("word/vbaProject.bin") || has("xl/vbaProject.bin"):
		return "", "file_macros"
	case has("word/document.xml"):
		return DOCX, ""
	case has("xl/workbook.xml"):
		return XLSX, ""
	}
	return "", "file_type"
}

// smallDirectory looks at the end of a zip before anything is read into memory.
func smallDirectory(f io.ReaderAt, size int64) bool {
	const record = 22 // bytes of the end of the directory, before its comment
	from := max(0, size-record-1<<16)
	tail := part(f, from, size-from)
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if i < 0 || i+record > len(tail) {
		return false
	}
	length, at := binary.LittleEndian.Uint32(tail[i+12:]), binary.LittleEndian.Uint32(tail[i+16:])
	return length <= mostDirectory && int64(at)+int64(length) == from+int64(i)
}
