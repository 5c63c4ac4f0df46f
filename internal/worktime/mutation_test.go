package worktime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"go.yaml.in/yaml/v3"

	"fodfaeste/internal/ruledata/datatest"
	"fodfaeste/internal/strictjson/casetest"
)

// TestEveryNumberMatters changes each number of rules.yaml a little, one by
// one and both ways, and wants another report on some log every time: a
// threshold that no test holds in place could be wrong unseen.
func TestEveryNumberMatters(t *testing.T) {
	logs := everyLog(t)
	before := reports(t, rules(t), logs)
	caught, refused := 0, 0
	for _, m := range mutations(t) {
		all := datatest.Of(t, files)
		all["rules.yaml"] = string(m.text)
		r, err := load(all.FS())
		if err != nil {
			if !strings.Contains(err.Error(), "must close on the same day") {
				t.Errorf("%s: %v", m, err)
			}
			refused++
			continue
		}
		after := reports(t, r, logs)
		same := true
		for i := range before {
			same = same && before[i] == after[i]
		}
		if same {
			t.Errorf("%s: none of %d reports changed", m, len(logs))
			continue
		}
		caught++
	}
	t.Logf("%d mutations caught by a report, %d refused at loading", caught, refused)
	text, err := files.ReadFile("data/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(quoted.FindAll(text, -1)); caught+refused != 2*n || refused*10 > caught {
		t.Errorf("rules.yaml has %d numbers, each to be changed twice", n)
	}
}

// quoted is a number as it stands in the file.
var quoted = regexp.MustCompile(`"\d+(\.\d+)?"`)

// everyLog are the logs of the cases and of all examples.
func everyLog(t *testing.T) (logs []Log) {
	t.Helper()
	for _, text := range caseDocuments(t) {
		if log, err := readLog(strings.NewReader(text)); err == nil {
			logs = append(logs, log)
		}
	}
	for _, e := range examples() {
		logs = append(logs, e.log(t))
	}
	return logs
}

// caseDocuments are the inputs of the cases.
func caseDocuments(t testing.TB) (texts []string) {
	t.Helper()
	names, err := filepath.Glob("testdata/cases/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := casetest.Read(text)
		if err != nil {
			t.Fatal(name, err)
		}
		texts = append(texts, c.Document())
	}
	return texts
}

func reports(t *testing.T, r *Rules, logs []Log) []string {
	t.Helper()
	texts := make([]string, len(logs))
	for i, log := range logs {
		text, err := json.Marshal(r.Check(log))
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = string(text)
	}
	return texts
}

// mutation is rules.yaml with one number changed.
type mutation struct {
	path, was, is string
	text          []byte
}

func (m mutation) String() string { return fmt.Sprintf("%s %s instead of %s", m.path, m.is, m.was) }

// mutations changes hours by three minutes, the least that has an exact
// decimal, and whole numbers by one.
func mutations(t *testing.T) (all []mutation) {
	t.Helper()
	text, err := files.ReadFile("data/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	numbers(root.Content[0], "", func(path string, n *yaml.Node) {
		step := decimal.NewFromInt(1)
		if isHours.MatchString(path) {
			step = decimal.RequireFromString("0.05")
		}
		was := decimal.RequireFromString(n.Value)
		for _, is := range []decimal.Decimal{was.Add(step), was.Sub(step)} {
			if is.IsZero() {
				is = was.Add(step).Add(step) // nothing is no threshold
			}
			original := n.Value
			n.Value = is.String()
			changed, err := yaml.Marshal(&root)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, mutation{path, original, n.Value, changed})
			n.Value = original
		}
	})
	unchanged, err := yaml.Marshal(&root)
	if err != nil || len(all) == 0 || bytes.Equal(unchanged, all[0].text) {
		t.Fatal("nothing was changed", err)
	}
	return all
}

// isHours are the keys of hours and of times of day; the others are counts.
var isHours = regexp.MustCompile(`(hours|\.from|\.until)$`)

// numbers visits every number in quotes below a node.
func numbers(n *yaml.Node, path string, visit func(path string, n *yaml.Node)) {
	if n.Kind == yaml.MappingNode {
		for i := 0; i < len(n.Content); i += 2 {
			numbers(n.Content[i+1], strings.TrimPrefix(path+"."+n.Content[i].Value, "."), visit)
		}
	}
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" && quoted.MatchString(strconv.Quote(n.Value)) {
		visit(path, n)
	}
}
