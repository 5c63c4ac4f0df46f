package ruledata

// Certainty is how sure a rule is: A two independent sources agree, B one
// authoritative source, C inferred or computed, D sources conflict.
type Certainty string

const (
	A Certainty = "A"
	B Certainty = "B"
	C Certainty = "C"
	D Certainty = "D"
)

// Provenance is where a rule stands, how sure it is and where that was read. The
// shape of a rule has it spread out among its own keys (yaml:",inline").
type Provenance struct {
	Law       string    `yaml:"law"`
	Certainty Certainty `yaml:"certainty"`
	Sources   []string  `yaml:"sources"` // by their ids in Sources
}

// Source is where a rule was read: an act, an order or a page of an authority.
type Source struct {
	Title   string `yaml:"title"`
	URL     string `yaml:"url"`
	Checked Day    `yaml:"checked"`
}

// Sources is the shape of sources.yaml: the sources by their ids.
type Sources map[string]Source
