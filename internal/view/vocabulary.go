package view

import (
	"html/template"
	"strings"
)

// Badge is the model of components/badge: a word that tells a status. The tone
// only underlines it; "" is neutral.
type Badge struct {
	Label string
	Tone  string // "", info, success, warning or error
}

// Fact is one line of components/facts.
type Fact struct {
	Label string
	Value string
}

// Copy is one of components/copy: a text to copy into another system, always in
// Danish. ID names the element that a button copies from.
type Copy struct {
	ID    string
	Label string
	Text  string
}

// Number is one of components/numbers, with what it means.
type Number struct {
	Label      string
	Value      string
	Out        string // of how many, and of what, or ""
	Definition string
	Goal       *Goal
}

// Goal is how far a number has come.
type Goal struct {
	Text  string
	Label string
	Done  int // never more than Max
	Max   int
}

// Tel is a phone number as an address that dials; html/template knows no such
// addresses and must be told that this one is safe.
func Tel(phone string) template.URL {
	digits := strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
	return template.URL("tel:" + digits)
}
