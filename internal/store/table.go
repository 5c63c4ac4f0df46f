package store

import (
	"fmt"
	"math"
	"slices"
	"time"

	"fodfaeste/internal/fault"
)

// Doc is what every stored type embeds, tagged `bson:",inline"`. The store sets
// Version: 1 when the document is inserted, one more with every change.
type Doc struct {
	ID      string `bson:"_id"`
	Version int64  `bson:"version"`
}

// doc lets the store reach the embedded Doc of any stored type.
func (d *Doc) doc() *Doc { return d }

// embedder is what every pointer to a stored type is.
type embedder interface{ doc() *Doc }

// Table declares a kind of document beside its type. It is a value: it holds
// no connection, and the same Table works over any DB.
type Table[T any] struct {
	Name    string // snake case, plural
	Indexes []Index
}

// Spec describes the table without its type, for what works on all tables.
func (t Table[T]) Spec() TableSpec { return TableSpec(t) }

// Index declares an order in which documents can be found.
//
// A key is the name of a field as it is stored, or a dotted path into embedded
// documents. It holds a string, a whole number, a bool, a time or nothing, and
// always the same of these; nothing sorts first. A key may be, or run through,
// an array: the document is then found under every element. At most one key of
// an index may do so, and a query has to name the element (see Query.Equal).
type Index struct {
	Name   string
	Keys   []string
	Unique bool // no two documents under the same keys; nothing counts as a value
	// ExpireAfter removes a document this long after the time in its only key.
	// Engines remove it when they get to it, often a minute later: code that
	// cares compares the time itself.
	ExpireAfter *time.Duration
}

// After gives the value of Index.ExpireAfter.
func After(d time.Duration) *time.Duration { return &d }

// equal tells whether two declarations ask for the same index.
func (x Index) equal(y Index) bool {
	sameExpiry := (x.ExpireAfter == nil) == (y.ExpireAfter == nil) &&
		(x.ExpireAfter == nil || *x.ExpireAfter == *y.ExpireAfter)
	return x.Name == y.Name && slices.Equal(x.Keys, y.Keys) && x.Unique == y.Unique && sameExpiry
}

// TableSpec is a Table without its type.
type TableSpec struct {
	Name    string
	Indexes []Index
}

// index finds a declared index by its name.
func (t TableSpec) index(name string) (Index, bool) {
	i := slices.IndexFunc(t.Indexes, func(x Index) bool { return x.Name == name })
	if i < 0 {
		return Index{}, false
	}
	return t.Indexes[i], true
}

// Validate answers fault.Internal when the declaration cannot be kept by every
// engine.
func (t TableSpec) Validate() error {
	if t.Name == "" {
		return internal("a table has no name")
	}
	seen := map[string]bool{}
	for _, x := range t.Indexes {
		if err := x.validate(); err != nil {
			return internal("table %s: %v", t.Name, err)
		}
		if seen[x.Name] {
			return internal("table %s: two indexes are named %s", t.Name, x.Name)
		}
		seen[x.Name] = true
	}
	return nil
}

func (x Index) validate() error {
	switch {
	case x.Name == "" || x.Name == "_id_":
		return fmt.Errorf("an index cannot be named %q", x.Name)
	case len(x.Keys) == 0:
		return fmt.Errorf("index %s has no keys", x.Name)
	case slices.Contains(x.Keys, "_id") || slices.Contains(x.Keys, ""):
		return fmt.Errorf("index %s: _id is the last key of every index by itself, and no key is empty", x.Name)
	case x.ExpireAfter != nil && (len(x.Keys) != 1 || x.Unique):
		return fmt.Errorf("index %s: documents expire by an index of their own, with one key and not unique", x.Name)
	case x.ExpireAfter != nil && (*x.ExpireAfter < 0 || *x.ExpireAfter%time.Second != 0 || *x.ExpireAfter/time.Second > math.MaxInt32):
		return fmt.Errorf("index %s: documents expire after whole seconds, at most 2,147,483,647", x.Name)
	}
	return nil
}

// internal makes the fault for a mistake in our own code.
func internal(format string, args ...any) error {
	return &fault.Error{Kind: fault.Internal, Cause: fmt.Errorf("store: "+format, args...)}
}
