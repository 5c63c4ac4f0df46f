// Package strictjson reads one JSON document exactly as a type describes it:
// no key unknown, none twice, none missing that must be there, no null, every
// number within its limits. Every fault is named at once by its path, such as
// "employer.units[0].placed[1].kind", so that whoever wrote the document can
// find it.
//
// A type describes its document by struct tags:
//
//	json:"hours_per_week"    the key; a field without one is not read
//	must:"true"              the key has to be there
//	limit:"0..168"           the least and the most, either left out for none
//	in:"private,public"      the texts allowed
//	in:"@targets"            the texts allowed, in a list that the caller names
//	digits:"10"              a text of so many digits
//	form:"month"             a text that is a month, YYYY-MM
//	form:"clock"             a text that is a time of day, HH:MM
//
// Numbers are read as exact decimals and never pass through a binary fraction.
// Texts in a list that has "in" may not repeat.
package strictjson

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Lists are the values allowed for fields tagged in:"@name".
type Lists map[string][]string

// Fault is one thing wrong with a document.
type Fault struct {
	Path string // "document" when it is the document as a whole
	Text string // "must not be negative"
}

// Faults are everything found wrong with a document, in its order.
type Faults []Fault

// Error names every fault, one a line.
func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.Path + ": " + fault.Text
	}
	return strings.Join(lines, "\n")
}

// Add notes a fault found after reading, such as two fields that contradict
// each other.
func (f *Faults) Add(path, format string, args ...any) {
	*f = append(*f, Fault{path, fmt.Sprintf(format, args...)})
}

// Err is nil when nothing is wrong.
func (f Faults) Err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

// maxBytes is far above any document this portal reads.
const maxBytes = 4 << 20

// Decode reads a document into the struct that into points at. What is wrong
// with the document comes as Faults, anything else is a fault of reading.
func Decode(from io.Reader, into any, lists Lists) error {
	text, err := readAll(from)
	if err != nil {
		return err
	}
	root, err := parse(text)
	if err != nil {
		return Faults{{"document", err.Error()}}
	}
	b := binder{lists: lists}
	b.document(root, into)
	return b.faults.Err()
}

// Text reads one text member of a document before the rest is known, for
// choosing what to read the document as. The reader it gives has the whole
// document again.
func Text(from io.Reader, key string) (again io.Reader, value string, err error) {
	text, err := readAll(from)
	if err != nil {
		return nil, "", err
	}
	root, err := parse(text)
	switch {
	case err != nil:
		return nil, "", Faults{{"document", err.Error()}}
	case root.delim != '{':
		return nil, "", Faults{{"document", "must be an object, not " + root.kind()}}
	}
	for _, m := range root.members {
		if s, ok := m.value.value.(string); ok && m.key == key {
			return bytes.NewReader(text), s, nil
		}
	}
	return nil, "", Faults{{key, "must be given as a text"}}
}

func readAll(from io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(from, maxBytes+1))
	if err == nil && len(text) > maxBytes {
		return nil, Faults{{"document", fmt.Sprintf("is larger than %d bytes", maxBytes)}}
	}
	return text, err
}

// Is tells whether an error is about the document, not about reading it.
func Is(err error) bool {
	var faults Faults
	return errors.As(err, &faults)
}
