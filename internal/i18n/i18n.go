// Package i18n has the portal's words: every sentence in Danish and English,
// side by side in texts/*.yaml, and the way dates, hours and numbers are written.
//
// A text is a list of two, Danish first. A text that counts is a map of "one"
// and "other". Values are put in by name: "Uge {week}" with T(key, "week", 47).
package i18n

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Locale is a language the portal speaks.
type Locale string

const (
	Danish  Locale = "da"
	English Locale = "en"
)

// Locales lists the languages in the order the text files give them.
func Locales() []Locale { return []Locale{Danish, English} }

// ParseLocale recognises a locale by its name; anything else is Danish.
func ParseLocale(s string) Locale {
	if Locale(s) == English {
		return English
	}
	return Danish
}

//go:embed texts/*.yaml
var files embed.FS

// Catalogue holds every text in every language.
type Catalogue struct {
	texts map[Locale]*Texts
}

// Load reads the text files. Every text must be there in every language; all
// that are not are named at once.
func Load() (*Catalogue, error) {
	c := &Catalogue{texts: map[Locale]*Texts{}}
	for _, l := range Locales() {
		c.texts[l] = &Texts{Locale: l, plain: map[string]string{}, counted: map[string]counted{}}
	}
	names, err := fs.Glob(files, "texts/*.yaml")
	if err != nil {
		return nil, err
	}
	var faults []error
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var root yaml.Node
		if err := yaml.Unmarshal(data, &root); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", name, err))
			continue
		}
		for _, top := range root.Content {
			faults = append(faults, c.read(name, "", top)...)
		}
	}
	return c, errors.Join(faults...)
}

// read walks one mapping of a text file; path is the key so far.
func (c *Catalogue) read(file, path string, node *yaml.Node) (faults []error) {
	if node.Kind != yaml.MappingNode {
		return []error{fmt.Errorf("%s:%d: %q must be a map or a list of two texts", file, node.Line, path)}
	}
	for i := 0; i < len(node.Content); i += 2 {
		name, value := node.Content[i], node.Content[i+1]
		key := strings.TrimPrefix(path+"."+name.Value, ".")
		switch {
		case value.Kind == yaml.SequenceNode:
			faults = append(faults, c.addPlain(file, key, value)...)
		case isCounted(value):
			faults = append(faults, c.addCounted(file, key, value)...)
		default:
			faults = append(faults, c.read(file, key, value)...)
		}
	}
	return faults
}

func isCounted(node *yaml.Node) bool {
	return node.Kind == yaml.MappingNode && len(node.Content) == 4 &&
		node.Content[0].Value == "one" && node.Content[2].Value == "other"
}

func (c *Catalogue) addPlain(file, key string, node *yaml.Node) []error {
	pair, err := pairOf(file, key, node)
	if err != nil {
		return []error{err}
	}
	if _, taken := c.texts[Danish].plain[key]; taken {
		return []error{fmt.Errorf("%s:%d: %q is there already", file, node.Line, key)}
	}
	for i, l := range Locales() {
		c.texts[l].plain[key] = pair[i]
	}
	return nil
}

func (c *Catalogue) addCounted(file, key string, node *yaml.Node) (faults []error) {
	one, err1 := pairOf(file, key+".one", node.Content[1])
	other, err2 := pairOf(file, key+".other", node.Content[3])
	if err := errors.Join(err1, err2); err != nil {
		return []error{err}
	}
	for i, l := range Locales() {
		c.texts[l].counted[key] = counted{one[i], other[i]}
	}
	return nil
}

// pairOf reads a list of one text per language that name the same values.
func pairOf(file, key string, node *yaml.Node) ([]string, error) {
	var pair []string
	if err := node.Decode(&pair); err != nil || len(pair) != len(Locales()) {
		return nil, fmt.Errorf("%s:%d: %q must be a list of two texts, Danish and English", file, node.Line, key)
	}
	for _, text := range pair {
		if strings.TrimSpace(text) == "" {
			return nil, fmt.Errorf("%s:%d: %q has an empty text", file, node.Line, key)
		}
	}
	if da, en := placeholders(pair[0]), placeholders(pair[1]); !slices.Equal(da, en) {
		return nil, fmt.Errorf("%s:%d: %q names %v in Danish and %v in English", file, node.Line, key, da, en)
	}
	return pair, nil
}

// placeholders lists the {names} in a text, sorted and without repetition.
func placeholders(text string) []string {
	found := map[string]bool{}
	for {
		_, rest, ok := strings.Cut(text, "{")
		if !ok {
			return slices.Sorted(maps.Keys(found))
		}
		name, after, ok := strings.Cut(rest, "}")
		if !ok {
			return slices.Sorted(maps.Keys(found))
		}
		found[name] = true
		text = after
	}
}

// For gives the texts of one language.
func (c *Catalogue) For(l Locale) *Texts { return c.texts[l] }

// Keys lists every key, sorted.
func (c *Catalogue) Keys() []string {
	t := c.texts[Danish]
	return slices.Sorted(func(yield func(string) bool) {
		for k := range t.plain {
			if !yield(k) {
				return
			}
		}
		for k := range t.counted {
			if !yield(k) {
				return
			}
		}
	})
}
