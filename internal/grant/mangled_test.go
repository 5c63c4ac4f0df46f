package grant

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fodfaeste/internal/strictjson/casetest"
)

// Documents with a few values replaced by others, at random: fuzzing that knows
// what a document looks like.
func TestMangledDocuments(t *testing.T) {
	t.Parallel()
	t.Logf("seed %d", seed)
	r, random := loaded(t), rand.New(rand.NewPCG(seed, 1))
	amounts := caseInputs(t, "amounts")
	for _, input := range closely {
		amounts = append(amounts, []byte(input))
	}
	n := tries
	if underRace {
		n /= 10
	}
	for _, tt := range []struct {
		name   string
		run    casetest.Command
		inputs [][]byte
	}{{"check", r.RunCheck, caseInputs(t, "check")}, {"amounts", r.RunAmounts, amounts}} {
		answered := 0
		for range n {
			text := mangled(t, random, tt.inputs[random.IntN(len(tt.inputs))])
			if answersOrRefuses(t, tt.run, text); t.Failed() {
				t.Fatalf("%s", text)
			}
			if tt.run(bytes.NewReader(text), new(bytes.Buffer)) == nil {
				answered++
			}
		}
		t.Logf("%s: %d documents, %d of them answered", tt.name, n, answered)
	}
}

func mangled(t *testing.T, random *rand.Rand, text []byte) []byte {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var root any
	if err := d.Decode(&root); err != nil {
		t.Fatal(err)
	}
	for range 1 + random.IntN(3) {
		root = mangle(random, root)
	}
	text, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// other are values that stand where they may, where they may not, and where
// nobody would write them.
var other = strings.Fields(`null true false "" "x" "dagpenge" "public" "private" "2026-10" "2026-02-29" "2024-02-29" "2026-12-31"
	"2027-01-01" "1969-12-31" "1700-01-01" "2200-01-01" [] {} [1] 0 -1 0.5 37 100 0.000000000000001 999999999 999999999999999 9e9 1e-9`)

// mangle replaces or takes out one value somewhere in a document.
func mangle(random *rand.Rand, v any) any {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 || random.IntN(60) == 0 {
			break
		}
		keys := slices.Sorted(maps.Keys(v))
		key := keys[random.IntN(len(keys))]
		if random.IntN(8) == 0 {
			delete(v, key)
		} else {
			v[key] = mangle(random, v[key])
		}
		return v
	case []any:
		if len(v) == 0 || random.IntN(60) == 0 {
			break
		}
		i := random.IntN(len(v))
		if random.IntN(20) == 0 {
			return append(v, json.RawMessage(other[random.IntN(len(other))]))
		}
		v[i] = mangle(random, v[i])
		return v
	}
	return json.RawMessage(another(random, v))
}

// another is mostly a value of the same kind: anything else is refused at once.
func another(random *rand.Rand, v any) string {
	for {
		text := other[random.IntN(len(other))]
		_, number := v.(json.Number)
		yesNo := v == true || v == false
		word, _ := v.(string)
		alike := number && strings.Trim(text, "0123456789.e") == "" || yesNo && (text == "true" || text == "false") ||
			len(word) == len("2006-01-02") && len(text) == len(`"2006-01-02"`) && text[0] == '"'
		if alike || random.IntN(200) == 0 {
			return text
		}
	}
}
