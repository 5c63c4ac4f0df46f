package ruledata

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Checker collects the faults of rules that have been read. A package of rules
// embeds it in a checker of its own.
type Checker struct {
	sources Sources
	faults  []error
}

// NewChecker begins a check of rules that rest on some sources.
func NewChecker(sources Sources) Checker { return Checker{sources: sources} }

// That notes a fault, in words as for fmt.Errorf, unless all is well.
func (c *Checker) That(ok bool, format string, args ...any) {
	if !ok {
		c.faults = append(c.faults, fmt.Errorf(format, args...))
	}
}

// Err is every fault there was, nil for none.
func (c *Checker) Err() error { return errors.Join(c.faults...) }

// Provenance checks what a rule rests on: its place in the law, and its mark.
func (c *Checker) Provenance(what string, p Provenance) {
	c.That(p.Law != "", "%s does not name its place in the law", what)
	c.Mark(what, p.Certainty, p.Sources)
}

// Mark checks how sure something is, and that its sources are there.
func (c *Checker) Mark(what string, mark Certainty, sources []string) {
	c.That(slices.Contains([]Certainty{A, B, C, D}, mark), "%s: certainty is %q, not A, B, C or D", what, mark)
	c.That(len(sources) > 0, "%s has no source", what)
	for _, id := range sources {
		_, known := c.sources[id]
		c.That(known, "%s: source %s is not in sources.yaml", what, id)
	}
}

// Sources checks the sources themselves.
func (c *Checker) Sources() {
	for _, id := range slices.Sorted(maps.Keys(c.sources)) {
		s := c.sources[id]
		c.That(s.Title != "" && s.URL != "", "source %s needs a title and an address", id)
		c.That(!s.Checked.IsZero(), "source %s does not say when it was checked", id)
	}
}
