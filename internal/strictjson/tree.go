package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"
)

// node is a value of the document with its kind still open.
type node struct {
	delim   json.Delim // '{' or '[', or 0 for a value of its own
	members []member   // of an object, in the order written
	items   []node     // of a list
	value   any        // string, json.Number, bool or nil
}

type member struct {
	key   string
	value node
}

// kind names what a node is, in the words of an error.
func (n node) kind() string {
	switch n.value.(type) {
	case string:
		return "a text"
	case json.Number:
		return "a number"
	case bool:
		return "true or false"
	}
	switch n.delim {
	case '{':
		return "an object"
	case '[':
		return "a list"
	}
	return "null"
}

// parse reads exactly one document. It keeps keys that are written twice, so
// that the reader can name them.
func parse(text []byte) (node, error) {
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return node{}, errors.New("is empty")
	case !utf8.Valid(text):
		return node{}, errors.New("is not UTF-8")
	case !json.Valid(text):
		return node{}, errors.New("is not one JSON document")
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return value(d, 0)
}

// maxDepth is deeper than any document this portal reads; it keeps a hostile
// one from using up the stack.
const maxDepth = 32

func value(d *json.Decoder, depth int) (node, error) {
	if depth > maxDepth {
		return node{}, fmt.Errorf("is nested more than %d deep", maxDepth)
	}
	token, err := d.Token()
	if err != nil {
		return node{}, err
	}
	delim, compound := token.(json.Delim)
	if !compound {
		return node{value: token}, nil
	}
	n := node{delim: delim}
	for d.More() {
		var key string
		if delim == '{' {
			token, err := d.Token()
			if err != nil {
				return node{}, err
			}
			key, _ = token.(string)
		}
		inner, err := value(d, depth+1)
		if err != nil {
			return node{}, err
		}
		if delim == '{' {
			n.members = append(n.members, member{key, inner})
		} else {
			n.items = append(n.items, inner)
		}
	}
	_, err = d.Token() // the closing bracket
	return n, err
}
