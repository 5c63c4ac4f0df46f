// Package fault holds the kinds of error the portal knows and nothing else.
//
// A fault says what went wrong in a way a program can act on: a Kind, which
// package web turns into a status, and a Code, which is a text key below
// "error." that gives the user a sentence in their language. The cause is for
// the log and never leaves the server. An error that is not a fault counts as
// Internal.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Kind sorts faults by what the caller can do about them.
type Kind string

const (
	Internal        Kind = "internal"        // our own mistake, or an unknown one
	Invalid         Kind = "invalid"         // the input cannot be used; Fields says where
	Unauthenticated Kind = "unauthenticated" // nobody is signed in
	Forbidden       Kind = "forbidden"       // signed in, but this role may not
	NotFound        Kind = "not_found"       // no such record, or not one of yours
	Conflict        Kind = "conflict"        // somebody else changed it first, or it exists already
	TooMany         Kind = "too_many"        // too often in a short time; wait
	Unavailable     Kind = "unavailable"     // something outside us does not answer; try again
)

// Error is a fault. Code is a text key without its "error." prefix and may be
// empty when the kind says enough.
type Error struct {
	Kind   Kind
	Code   string
	Args   []any             // values for the sentence of Code, as name and value in turn
	Fields map[string]string // for Invalid: form field name to text key without "error."
	Cause  error
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Kind))
	if e.Code != "" {
		b.WriteString(" " + e.Code)
	}
	for _, name := range slices.Sorted(maps.Keys(e.Fields)) {
		fmt.Fprintf(&b, " %s=%s", name, e.Fields[name])
	}
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Cause }

// New makes a fault with a code and, in turn, names and values for its sentence.
func New(kind Kind, code string, args ...any) *Error {
	return &Error{Kind: kind, Code: code, Args: args}
}

// Wrap makes a fault of an error from outside; doing tells what was attempted.
func Wrap(kind Kind, err error, doing string) *Error {
	return &Error{Kind: kind, Cause: fmt.Errorf("%s: %w", doing, err)}
}

// Field makes an Invalid fault about one form field.
func Field(name, code string) *Error {
	return &Error{Kind: Invalid, Fields: map[string]string{name: code}}
}

// Fields collects what is wrong with several form fields. The zero value is
// ready to use; the first complaint about a field stands.
type Fields map[string]string

// Add notes that a field is wrong.
func (f *Fields) Add(name, code string) {
	if *f == nil {
		*f = Fields{}
	}
	if _, taken := (*f)[name]; !taken {
		(*f)[name] = code
	}
}

// Err is nil when nothing was added, otherwise an Invalid fault.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Fields: f}
}

// KindOf gives the kind of an error: Internal for one that is not a fault,
// and "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is tells whether an error is a fault of the given kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// CodeOf gives the text key of an error, or "" when it has none.
func CodeOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// FieldsOf gives what an error says about form fields, or nil.
func FieldsOf(err error) map[string]string {
	var e *Error
	if errors.As(err, &e) {
		return e.Fields
	}
	return nil
}
