package grant

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"

	"fodfaeste/internal/caldate"
)

//go:embed data/*.yaml
var files embed.FS

// Load reads and checks the rules the portal carries. Every fault is named at
// once, by its file: a key nobody knows, a number or date that is none, days
// without a rate, a rule without source, a code without a test behind it.
func Load() (*Rules, error) {
	data, err := fs.Sub(files, "data")
	if err != nil {
		return nil, err
	}
	return load(data)
}

// general is the shape of general.yaml.
type general struct {
	Version      day                   `yaml:"version"`
	KnownFrom    day                   `yaml:"known_from"`
	FullTime     number                `yaml:"full_time_week_hours"`
	Constants    map[string]number     `yaml:"constants"`
	Days         map[string]day        `yaml:"days"`
	Ratio        []ratioPeriod         `yaml:"ratio"`
	NetExpansion []expansionPeriod     `yaml:"net_expansion"`
	PriorBenefit []benefitPeriod       `yaml:"prior_benefit"`
	Placed       map[string]placedKind `yaml:"placed"`
}

// source is the shape of an entry of sources.yaml.
type source struct {
	Title   string `yaml:"title"`
	URL     string `yaml:"url"`
	Checked day    `yaml:"checked"`
}

// texts is what the files say, decoded and not yet compared with each other.
type texts struct {
	general    general
	targets    []target
	rates      map[string]rate
	conditions []ruling
	schemes    []scheme
	exclusions []exclusion
	sources    map[string]source
}

// parts names where each file belongs.
func (x *texts) parts() map[string]any {
	return map[string]any{
		"general.yaml": &x.general, "targets.yaml": &x.targets, "rates.yaml": &x.rates, "conditions.yaml": &x.conditions,
		"schemes.yaml": &x.schemes, "exclusions.yaml": &x.exclusions, "sources.yaml": &x.sources,
	}
}

func load(data fs.FS) (*Rules, error) {
	var x texts
	var faults []error
	parts := x.parts()
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		faults = append(faults, read(data, name, parts[name]))
	}
	return x.rules(errors.Join(faults...))
}

// rules puts the files together and checks the whole; faults are those of
// reading them.
func (x *texts) rules(faults error) (*Rules, error) {
	g := x.general
	r := &Rules{
		Version: g.Version.Date, knownFrom: g.KnownFrom.Date, fullTime: g.FullTime.Decimal, constants: g.Constants, days: g.Days,
		ratio: g.Ratio, expansion: g.NetExpansion, benefit: g.PriorBenefit, placed: g.Placed,
		rates: x.rates, schemes: x.schemes, exclusions: x.exclusions,
		conditions: map[Code]ruling{}, targets: map[Target]target{}, sources: map[string]Source{},
	}
	for i, t := range x.targets {
		t.order = i
		r.targets[t.ID] = t
	}
	for _, c := range x.conditions {
		r.conditions[c.Code] = c
	}
	for id, s := range x.sources {
		r.sources[id] = Source{s.Title, s.URL, s.Checked.Date}
	}
	faults = errors.Join(faults,
		twice("targets.yaml", x.targets, func(t target) string { return string(t.ID) }),
		twice("conditions.yaml", x.conditions, func(c ruling) string { return string(c.Code) }),
		twice("schemes.yaml", x.schemes, func(s scheme) string { return string(s.ID) }),
	)
	if err := errors.Join(faults, r.check()); err != nil {
		return nil, fmt.Errorf("grant: %w", err)
	}
	return r, nil
}

// twice finds an entry that stands in a list twice: the second would silently
// take the place of the first.
func twice[E any](file string, list []E, name func(E) string) error {
	seen := map[string]bool{}
	for _, e := range list {
		if seen[name(e)] {
			return fmt.Errorf("%s: %s is there twice", file, name(e))
		}
		seen[name(e)] = true
	}
	return nil
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

// number is a decimal number, written in quotes so that no reader on the way
// makes a binary fraction of it.
type number struct{ decimal.Decimal }

// UnmarshalYAML implements yaml.Unmarshaler.
func (n *number) UnmarshalYAML(node *yaml.Node) error {
	d, err := decimal.NewFromString(node.Value)
	if err != nil || node.Tag != "!!str" {
		return wrongNode(node, "a decimal number in quotes")
	}
	n.Decimal = d
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

// anyOf is a list of target groups, or the word "any" for all of them.
type anyOf struct {
	All  bool
	List []Target
}

// UnmarshalYAML implements yaml.Unmarshaler.
func (a *anyOf) UnmarshalYAML(node *yaml.Node) error {
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
