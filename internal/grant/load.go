package grant

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"fodfaeste/internal/ruledata"
)

//go:embed data/*.yaml
var files embed.FS

// Load reads and checks the rules the portal carries. Every fault is named at
// once, by its file: a key nobody knows, a number or date that is none, days
// without a rate, a rule without source, a code without a test behind it.
func Load() (*Rules, error) { return load(files) }

// general is the shape of general.yaml.
type general struct {
	Version      ruledata.Day               `yaml:"version"`
	KnownFrom    ruledata.Day               `yaml:"known_from"`
	FullTime     ruledata.Number            `yaml:"full_time_week_hours"`
	Constants    map[string]ruledata.Number `yaml:"constants"`
	Days         map[string]ruledata.Day    `yaml:"days"`
	Ratio        []ratioPeriod              `yaml:"ratio"`
	NetExpansion []expansionPeriod          `yaml:"net_expansion"`
	PriorBenefit []benefitPeriod            `yaml:"prior_benefit"`
	Placed       map[string]placedKind      `yaml:"placed"`
}

// texts is what the files say, decoded and not yet compared with each other.
type texts struct {
	general    general
	targets    []target
	rates      map[string]rate
	conditions []ruling
	schemes    []scheme
	exclusions []exclusion
	sources    ruledata.Sources
}

// parts names where each file belongs.
func (x *texts) parts() map[string]any {
	return map[string]any{
		"general.yaml": &x.general, "targets.yaml": &x.targets, "rates.yaml": &x.rates, "conditions.yaml": &x.conditions,
		"schemes.yaml": &x.schemes, "exclusions.yaml": &x.exclusions, "sources.yaml": &x.sources,
	}
}

func load(files fs.FS) (*Rules, error) {
	var x texts
	var faults []error
	parts := x.parts()
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		faults = append(faults, ruledata.Read(files, name, parts[name]))
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
		rates: x.rates, schemes: x.schemes, exclusions: x.exclusions, sources: x.sources,
		conditions: map[Code]ruling{}, targets: map[Target]target{},
	}
	for i, t := range x.targets {
		t.order = i
		r.targets[t.ID] = t
	}
	for _, c := range x.conditions {
		r.conditions[c.Code] = c
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
