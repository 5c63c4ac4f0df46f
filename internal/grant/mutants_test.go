package grant

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"

	"fodfaeste/internal/caldate"
)

// edit is one small change of a data file: on one line, the characters from one
// place to another are replaced.
type edit struct {
	what           string
	line, from, to int
	with           string
}

// apply makes the change.
func (e edit) apply(text string) string {
	lines := strings.Split(text, "\n")
	line := []rune(lines[e.line])
	lines[e.line] = string(line[:e.from]) + e.with + string(line[e.to:])
	return strings.Join(lines, "\n")
}

// editor finds the changes to make in a file.
type editor struct {
	t     *testing.T
	lines []string
	edits []edit
}

// editsOf are the changes of a file: every number a little up and a little
// down, every day one later and one earlier, every yes and no turned around,
// every entry of a list and of a table of values taken out.
func editsOf(t *testing.T, text string) []edit {
	t.Helper()
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(text), &root); err != nil {
		t.Fatal(err)
	}
	e := &editor{t: t, lines: strings.Split(text, "\n")}
	e.walk(root.Content[0], "", "")
	return e.edits
}

// showsFrom is how large a difference must be to show where it is more than one
// in the last place: weekly hours are rounded up to whole ones, and one per cent
// of a week is a third of an hour.
var showsFrom = map[string]int64{
	"/constants/self_supporting_with_children_pct":    3,
	"/constants/self_supporting_without_children_pct": 3,
}

// What is not changed: texts, where things were read, and when that was checked.
var untouched = []string{"law", "sources", "checked", "title", "url", "certainty", "id", "code"}

// taken are the lists and tables whose entries are taken out one by one.
var taken = []string{
	"employers", "targets", "targets_open", "conditions", "steps", "notes", "documents", "any_employer", "private_only",
	"by_target", "without_experience", "step_for", "step_set_by_municipality", "ceiling_pct",
}

func (e *editor) walk(n *yaml.Node, path, key string) {
	switch n.Kind {
	case yaml.ScalarNode:
		e.scalar(n, path, key)
	case yaml.SequenceNode:
		for i, item := range n.Content {
			here := path + "/" + nameOf(item, i)
			if item.Kind == yaml.ScalarNode {
				e.walk(item, here, key)
			} else {
				e.walk(item, here, "")
			}
			if slices.Contains(taken, key) || key == "" && inOneLine(item) {
				e.takeOut(n, i, i+1, here)
			}
		}
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			name := n.Content[i].Value
			here := path + "/" + name
			if !slices.Contains(untouched, name) {
				e.walk(n.Content[i+1], here, name)
			}
			if slices.Contains(taken, key) {
				e.takeOut(n, i, i+2, here)
			}
		}
	}
}

// nameOf names an entry of a list by what it is, or by its place.
func nameOf(item *yaml.Node, i int) string {
	if item.Kind == yaml.ScalarNode {
		return item.Value
	}
	for j := 0; j+1 < len(item.Content); j += 2 {
		if slices.Contains([]string{"id", "code"}, item.Content[j].Value) {
			return item.Content[j+1].Value
		}
	}
	return strconv.Itoa(i)
}

func inOneLine(n *yaml.Node) bool {
	return !slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return c.Line != n.Line || !inOneLine(c) })
}

var decimalText = regexp.MustCompile(`^-?\d+(\.\d+)?$`)

func (e *editor) scalar(n *yaml.Node, path, key string) {
	if day, err := caldate.Parse(n.Value); err == nil && n.Tag == "!!str" {
		e.replace(n, path, day.Add(1).String())
		e.replace(n, path, day.Add(-1).String())
		return
	}
	switch {
	case n.Tag == "!!bool":
		e.replace(n, path, strconv.FormatBool(n.Value != "true"))
	case key == "counts" || key == "in_praktik":
		for _, other := range []string{"yes", "no", "open"} {
			if other != n.Value {
				e.replace(n, path, other)
			}
		}
	case decimalText.MatchString(n.Value):
		d := dec(n.Value)
		little := decimal.New(1, d.Exponent())
		if points, coarse := showsFrom[path]; coarse {
			little = decimal.NewFromInt(points)
		}
		e.replace(n, path, d.Add(little).String())
		e.replace(n, path, d.Sub(little).String())
	}
}

// written gives where a scalar stands on its line, its quotes included.
func (e *editor) written(n *yaml.Node) (from, to int) {
	from = n.Column - 1
	to = from + len([]rune(n.Value))
	if n.Style == yaml.DoubleQuotedStyle {
		to += len(`""`)
	}
	if text := string([]rune(e.lines[n.Line-1])[from:to]); strings.Trim(text, `"`) != n.Value {
		e.t.Fatalf("line %d: %q is not where it should be: %q", n.Line, n.Value, text)
	}
	return from, to
}

func (e *editor) replace(n *yaml.Node, path, value string) {
	from, to := e.written(n)
	with := value
	if n.Style == yaml.DoubleQuotedStyle {
		with = strconv.Quote(value)
	}
	e.edits = append(e.edits, edit{fmt.Sprintf("%s: %s becomes %s", path, n.Value, value), n.Line - 1, from, to, with})
}

// takeOut removes the nodes from one to another of a list or a table.
func (e *editor) takeOut(in *yaml.Node, from, to int, path string) {
	first := in.Content[from]
	line := first.Line - 1
	whole := []rune(e.lines[line])
	cut := edit{what: path + " is taken out", line: line, from: first.Column - 1, to: len(whole)}
	switch {
	case in.Style&yaml.FlowStyle == 0:
		cut.from = 0 // an entry on its own line
	case to < len(in.Content):
		cut.to = in.Content[to].Column - 1
	default:
		cut.to = slices.Index(whole[cut.from:], closing(in.Kind)) + cut.from
		if last := in.Content[to-1]; last.Kind == yaml.MappingNode { // {…} within {…}
			cut.to = slices.Index(whole[cut.from:], '}') + cut.from + 1
		}
	}
	e.edits = append(e.edits, cut)
}

func closing(kind yaml.Kind) rune {
	if kind == yaml.SequenceNode {
		return ']'
	}
	return '}'
}
