package store

import (
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// found is what a path leads to in a document: several values where it runs
// through an array, one null where it leads nowhere, none at an empty array.
type found struct {
	all   []bson.RawValue
	array bool
}

// valuesAt follows a dotted path.
func valuesAt(doc bson.Raw, path string) found {
	var f found
	f.follow(bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: doc}, path)
	return f
}

// follow goes on from a value; the empty path is the value itself.
func (f *found) follow(v bson.RawValue, path string) {
	if elements, ok := v.ArrayOK(); ok && !f.array {
		f.array = true
		values, _ := elements.Values() // a broken array has no values to find
		for _, e := range values {
			f.follow(e, path)
		}
		return
	}
	if path == "" {
		f.all = append(f.all, v)
		return
	}
	inner, ok := v.DocumentOK()
	if !ok {
		f.all = append(f.all, bson.RawValue{Type: bson.TypeNull})
		return
	}
	key, rest, _ := strings.Cut(path, ".")
	next, err := inner.LookupErr(key)
	if err != nil {
		next = bson.RawValue{Type: bson.TypeNull}
	}
	f.follow(next, rest)
}

// isKey tells whether a value can stand in an index.
func isKey(v bson.RawValue) bool {
	switch v.Type {
	case bson.TypeNull, bson.TypeString, bson.TypeInt32, bson.TypeInt64, bson.TypeBoolean, bson.TypeDateTime:
		return true
	}
	return false
}

// Entries gives the keys under which an index holds a document: one row, or
// one per element of an array. An empty array gives a row in which that key is
// the zero RawValue: it sorts before null and equals nothing. The error tells
// what in the document cannot be indexed.
func (x Index) Entries(doc bson.Raw) ([][]bson.RawValue, error) {
	rows := [][]bson.RawValue{nil}
	arrays := 0
	for _, key := range x.Keys {
		f := valuesAt(doc, key)
		if f.array {
			arrays++
		}
		if arrays > 1 {
			return nil, fmt.Errorf("index %s: %s is the second array among its keys", x.Name, key)
		}
		if len(f.all) == 0 {
			f.all = []bson.RawValue{{}}
		}
		var wider [][]bson.RawValue
		for _, v := range f.all {
			if !v.IsZero() && !isKey(v) {
				return nil, fmt.Errorf("index %s: %s holds a %s, which cannot be a key", x.Name, key, v.Type)
			}
			for _, row := range rows {
				wider = append(wider, append(slices.Clone(row), v))
			}
		}
		rows = wider
	}
	return rows, nil
}

// checkKeys refuses a document that one of the table's indexes cannot hold, so
// that all engines refuse the same documents.
func (t TableSpec) checkKeys(doc bson.Raw) error {
	for _, x := range t.Indexes {
		if _, err := x.Entries(doc); err != nil {
			return internal("table %s: %v", t.Name, err)
		}
	}
	return nil
}
