package worktime

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"

	"fodfaeste/internal/caldate"
)

//go:embed data/*.yaml
var files embed.FS

// Load reads and checks the rules the portal carries. Every fault is named at
// once: a key nobody knows, a number that is none or is missing, a rule without
// its place in the law or its source, a code without a rule behind it.
func Load() (*Rules, error) {
	data, err := fs.Sub(files, "data")
	if err != nil {
		return nil, err
	}
	return load(data)
}

// source is the shape of an entry of sources.yaml.
type source struct {
	Title   string `yaml:"title"`
	URL     string `yaml:"url"`
	Checked day    `yaml:"checked"`
}

func load(data fs.FS) (*Rules, error) {
	var sources map[string]source
	r := &Rules{basis: map[string]Basis{}, sources: map[string]Source{}}
	err := errors.Join(read(data, "rules.yaml", &r.law), read(data, "sources.yaml", &sources))
	r.Version = r.law.Version.Date
	for id, s := range sources {
		r.sources[id] = Source{s.Title, s.URL, s.Checked.Date}
	}
	if err = errors.Join(err, r.check()); err != nil {
		return nil, fmt.Errorf("worktime: %w", err)
	}
	return r, nil
}

// read decodes a file that holds exactly what the type knows.
func read(data fs.FS, name string, into any) error {
	text, err := fs.ReadFile(data, name)
	if err != nil {
		return err
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	err = d.Decode(into)
	var wrong *yaml.TypeError
	if errors.As(err, &wrong) {
		return fmt.Errorf("%s: %s", name, strings.Join(wrong.Errors, "; "))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// span is a length of time in minutes, written in quotes as hours: "4.5".
type span int

// longest is more than any threshold of the law.
const longest span = 7 * dayLong

// numberForm keeps out signs, spaces and exponents.
var numberForm = regexp.MustCompile(`^\d{1,3}(\.\d{1,4})?$`)

// UnmarshalYAML implements yaml.Unmarshaler.
func (s *span) UnmarshalYAML(node *yaml.Node) error {
	hours, err := decimal.NewFromString(node.Value)
	minutes := hours.Mul(decimal.NewFromInt(60))
	if err != nil || node.Tag != "!!str" || !numberForm.MatchString(node.Value) || !minutes.IsInteger() || span(minutes.IntPart()) > longest {
		return wrongNode(node, "hours in quotes that come to whole minutes, such as \"4.5\"")
	}
	*s = span(minutes.IntPart())
	return nil
}

// count is a whole number, written in quotes.
type count int

// UnmarshalYAML implements yaml.Unmarshaler.
func (c *count) UnmarshalYAML(node *yaml.Node) error {
	n, err := strconv.Atoi(node.Value)
	if err != nil || node.Tag != "!!str" || !numberForm.MatchString(node.Value) {
		return wrongNode(node, "a whole number in quotes, such as \"7\"")
	}
	*c = count(n)
	return nil
}

// day is a date, written in quotes as 2026-11-21; "" is no date.
type day struct{ caldate.Date }

// UnmarshalYAML implements yaml.Unmarshaler.
func (d *day) UnmarshalYAML(node *yaml.Node) error {
	if err := d.UnmarshalText([]byte(node.Value)); err != nil || node.Tag != "!!str" || d.String() != node.Value {
		return wrongNode(node, "a date in quotes, such as \"2026-11-21\"")
	}
	return nil
}

// wrongNode is a fault that does not keep the decoder from finding the others.
func wrongNode(node *yaml.Node, want string) error {
	return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: %q is not %s", node.Line, node.Value, want)}}
}
