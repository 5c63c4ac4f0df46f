package casetest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"
)

// object is a JSON object that knows the order of its keys, so that what is
// wrong is told in the order of the case.
type object struct {
	keys   []string
	values map[string]any
}

// get gives the value of a key, nil when it is not there.
func (o object) get(key string) any { return o.values[key] }

// parse reads exactly one document, with numbers as they are written. A key
// that stands twice is refused: half of an answer would go unseen.
func parse(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	value, err := parseValue(d)
	if errors.Is(err, io.EOF) {
		return nil, errors.New("it is empty or ends too soon")
	}
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows the document")
	}
	return value, nil
}

func parseValue(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return parseObject(d)
	case json.Delim('['):
		list := []any{}
		for d.More() {
			item, err := parseValue(d)
			if err != nil {
				return nil, err
			}
			list = append(list, item)
		}
		_, err := d.Token()
		return list, err
	}
	return token, nil
}

func parseObject(d *json.Decoder) (any, error) {
	o := object{values: map[string]any{}}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		key, ok := token.(string)
		if _, twice := o.values[key]; twice || !ok {
			return nil, fmt.Errorf("key %v is given twice", token)
		}
		if o.values[key], err = parseValue(d); err != nil {
			return nil, err
		}
		o.keys = append(o.keys, key)
	}
	_, err := d.Token()
	return o, err
}

// differences lists where an answer does not satisfy what is wanted, each as
// "path: what is wrong".
func differences(want, have any, path string) []string {
	switch want := want.(type) {
	case nil:
		return unless(have == nil, path, want, have)
	case object:
		return inObject(want, have, path)
	case []any:
		return inList(want, have, path)
	case json.Number:
		number, ok := have.(json.Number)
		return unless(ok && equal(want, number), path, want, have)
	}
	return unless(want == have, path, want, have)
}

func unless(ok bool, path string, want, have any) []string {
	if ok {
		return nil
	}
	return problem(path, "expected %s, got %s", show(want), show(have))
}

func problem(path, format string, args ...any) []string {
	text := fmt.Sprintf(format, args...)
	if path == "" {
		return []string{text}
	}
	return []string{path + ": " + text}
}

// equal compares numbers by their value: 1 equals 1.0.
func equal(a, b json.Number) bool {
	x, okX := new(big.Rat).SetString(string(a))
	y, okY := new(big.Rat).SetString(string(b))
	return okX && okY && x.Cmp(y) == 0
}

func inObject(want object, have any, path string) []string {
	if list, ok := have.([]any); ok && path[strings.LastIndex(path, ".")+1:] == "schemes" {
		keyed, err := byID(list)
		if err != nil {
			return problem(path, "%s", err)
		}
		have = keyed
	}
	o, ok := have.(object)
	if !ok {
		return problem(path, "expected an object, got %s", show(have))
	}
	var found []string
	for _, key := range want.keys {
		found = append(found, inKey(key, want.get(key), o, path)...)
	}
	return found
}

// byID turns a list of entries into an object keyed by their ids.
func byID(list []any) (object, error) {
	o := object{values: map[string]any{}}
	for _, item := range list {
		entry, _ := item.(object)
		id, _ := entry.get("id").(string)
		if _, twice := o.values[id]; twice {
			return o, fmt.Errorf("the id %q stands twice", id)
		}
		o.keys = append(o.keys, id)
		o.values[id] = item
	}
	return o, nil
}

// inKey compares one key, in a special form when its ending asks for one.
func inKey(key string, want any, have object, path string) []string {
	here := strings.TrimPrefix(path+"."+key, ".")
	if _, plain := have.values[key]; !plain {
		for _, ending := range []string{"_include", "_exclude", "_in"} {
			if name, special := strings.CutSuffix(key, ending); special {
				return inForm(ending, want, have.get(name), strings.TrimSuffix(here, ending))
			}
		}
	}
	return differences(want, have.get(key), here)
}

// inForm compares a key in the special form that an ending stands for.
func inForm(ending string, want, have any, path string) []string {
	wanted, ok := want.([]any)
	if !ok {
		return problem(path+ending, "the case must give a list, not %s", show(want))
	}
	if ending == "_in" {
		return among(wanted, have, path)
	}
	list, ok := have.([]any)
	if !ok {
		return problem(path, "expected a list, got %s", show(have))
	}
	if ending == "_include" {
		return include(wanted, list, path)
	}
	return exclude(wanted, list, path)
}

func include(want, have []any, path string) (found []string) {
	for _, w := range want {
		if !slices.ContainsFunc(have, func(h any) bool { return isItem(w, h) }) {
			found = append(found, problem(path, "%s not found in %s", show(w), show(have))...)
		}
	}
	return found
}

func exclude(want, have []any, path string) (found []string) {
	for _, w := range want {
		if slices.ContainsFunc(have, func(h any) bool { return isItem(w, h) }) {
			found = append(found, problem(path, "%s must not be there", show(w))...)
		}
	}
	return found
}

func among(want []any, have any, path string) []string {
	if slices.ContainsFunc(want, func(w any) bool { return len(differences(w, have, "")) == 0 }) {
		return nil
	}
	return problem(path, "expected one of %s, got %s", show(want), show(have))
}

// isItem tells whether an entry of a list is the one that is meant: a text
// means an equal text or an entry with that code.
func isItem(want, have any) bool {
	if code, ok := want.(string); ok {
		entry, isObject := have.(object)
		return have == any(code) || isObject && entry.get("code") == any(code)
	}
	return len(differences(want, have, "")) == 0
}

func inList(want []any, have any, path string) (found []string) {
	list, ok := have.([]any)
	if !ok || len(list) != len(want) {
		return problem(path, "expected %s, got %s", show(want), show(have))
	}
	for i := range want {
		found = append(found, differences(want[i], list[i], fmt.Sprintf("%s[%d]", path, i))...)
	}
	return found
}

// show writes a value as JSON, cut where it is long.
func show(value any) string {
	var b strings.Builder
	write(&b, value)
	return shorten(b.String())
}

func write(b *strings.Builder, value any) {
	switch value := value.(type) {
	case object:
		for i, key := range value.keys {
			fmt.Fprintf(b, "%s%q:", separator(i, "{"), key)
			write(b, value.get(key))
		}
		b.WriteString(closing(len(value.keys), "{", "}"))
	case []any:
		for i, item := range value {
			b.WriteString(separator(i, "["))
			write(b, item)
		}
		b.WriteString(closing(len(value), "[", "]"))
	case string:
		fmt.Fprintf(b, "%q", value)
	case nil:
		b.WriteString("null")
	default:
		fmt.Fprint(b, value)
	}
}

func separator(i int, opening string) string {
	if i == 0 {
		return opening
	}
	return ","
}

func closing(n int, opening, end string) string {
	if n == 0 {
		return opening + end
	}
	return end
}

func shorten(text string) string {
	const most = 300
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + " …"
}
