package ruledata

import (
	"fmt"
	"regexp"
	"strconv"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"

	"fodfaeste/internal/caldate"
)

// Number is a decimal number, written in quotes so that no reader on the way
// makes a binary fraction of it.
type Number struct{ decimal.Decimal }

// UnmarshalYAML implements yaml.Unmarshaler.
func (n *Number) UnmarshalYAML(node *yaml.Node) error {
	d, err := decimal.NewFromString(node.Value)
	if err != nil || node.Tag != "!!str" {
		return wrongNode(node, "a decimal number in quotes")
	}
	n.Decimal = d
	return nil
}

// Span is a length of time or a time of day in minutes, up to a week, written
// in quotes as hours: "4.5".
type Span int

// longest is more than any threshold of the law.
const longest Span = 7 * 24 * 60

// plainNumber keeps out signs, spaces and exponents.
var plainNumber = regexp.MustCompile(`^\d{1,3}(\.\d{1,4})?$`)

// UnmarshalYAML implements yaml.Unmarshaler.
func (s *Span) UnmarshalYAML(node *yaml.Node) error {
	hours, err := decimal.NewFromString(node.Value)
	minutes := hours.Mul(decimal.NewFromInt(60))
	if err != nil || node.Tag != "!!str" || !plainNumber.MatchString(node.Value) || !minutes.IsInteger() || Span(minutes.IntPart()) > longest {
		return wrongNode(node, "hours in quotes that come to whole minutes, such as \"4.5\"")
	}
	*s = Span(minutes.IntPart())
	return nil
}

// Count is a whole number, written in quotes.
type Count int

// UnmarshalYAML implements yaml.Unmarshaler.
func (c *Count) UnmarshalYAML(node *yaml.Node) error {
	n, err := strconv.Atoi(node.Value)
	if err != nil || node.Tag != "!!str" || !plainNumber.MatchString(node.Value) {
		return wrongNode(node, "a whole number in quotes, such as \"7\"")
	}
	*c = Count(n)
	return nil
}

// Day is a date, written in quotes as 2026-11-21; "" is no date.
type Day struct{ caldate.Date }

// UnmarshalYAML implements yaml.Unmarshaler.
func (d *Day) UnmarshalYAML(node *yaml.Node) error {
	if err := d.UnmarshalText([]byte(node.Value)); err != nil || node.Tag != "!!str" || d.String() != node.Value {
		return wrongNode(node, "a date in quotes, such as \"2026-11-21\"")
	}
	return nil
}

// AnyOf is a list, or the word "any" for all there are.
type AnyOf[E any] struct {
	All  bool
	List []E
}

// UnmarshalYAML implements yaml.Unmarshaler.
func (a *AnyOf[E]) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode && node.Value == "any" {
		a.All = true
		return nil
	}
	return node.Decode(&a.List)
}

// wrongNode is a fault that does not keep the decoder from finding the others.
func wrongNode(node *yaml.Node, want string) error {
	return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %q is not %s", node.Line, node.Value, want)}}
}
