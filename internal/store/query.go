package store

import (
	"encoding/base64"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fodfaeste/internal/fault"
)

const (
	defaultLimit = 50
	MaxLimit     = 500
)

// Query asks for the documents under a part of an index.
//
// The keys of the index are used up from the left: first by the conditions of
// the scope, then by Equal, then one by From and To. The answer is ordered by
// the keys after Equal and then by id, all ascending or all descending. A key
// that holds arrays has to be among the first two groups.
type Query struct {
	Index      string // name of a declared index
	Equal      []any  // values of the keys that follow the scope's
	From, To   any    // bounds on the next key, From included, To not; nil for none
	Descending bool
	Limit      int    // 50 when zero, never more than 500
	After      string // Page.Next of the page before
}

// Page is a part of an answer. Next is empty on the last page.
type Page[T any] struct {
	Items []T
	Next  string
}

// Plan checks a query against the table and the scope. It answers
// fault.Internal for a query that the index cannot answer, and fault.Invalid
// with code "cursor" for a position that was not made by this query.
func (t TableSpec) Plan(s Scope, q Query) (Plan, error) {
	if err := s.check(); err != nil {
		return Plan{}, err
	}
	x, ok := t.index(q.Index)
	if !ok {
		return Plan{}, internal("table %s declares no index named %q", t.Name, q.Index)
	}
	if err := scopeLeads(t.Name, x, s); err != nil {
		return Plan{}, err
	}
	p := Plan{Index: x, Descending: q.Descending, Limit: min(q.Limit, MaxLimit)}
	if p.Limit <= 0 {
		p.Limit = defaultLimit
	}
	if err := p.values(t.Name, s, q); err != nil {
		return Plan{}, err
	}
	var err error
	p.After, err = p.position(q.After)
	return p, err
}

// scopeLeads refuses an index that does not begin with the scope's conditions.
func scopeLeads(table string, x Index, s Scope) error {
	fields := make([]string, len(s.conds))
	for i, c := range s.conds {
		fields[i] = c.Field
	}
	if len(fields) > len(x.Keys) || !slices.Equal(fields, x.Keys[:len(fields)]) {
		return internal("table %s: the scope fixes %v, so index %s %v has to begin with these keys", table, fields, x.Name, x.Keys)
	}
	return nil
}

// values fills in what the scope and the query fix.
func (p *Plan) values(table string, s Scope, q Query) error {
	equal := make([]any, 0, len(s.conds)+len(q.Equal))
	for _, c := range s.conds {
		equal = append(equal, c.Value)
	}
	equal = append(equal, q.Equal...)
	ranged := q.From != nil || q.To != nil
	if n := len(p.Index.Keys); len(equal) > n || ranged && len(equal) == n {
		return internal("table %s: index %s %v has too few keys for the query", table, p.Index.Name, p.Index.Keys)
	}
	for _, v := range equal {
		k, err := keyValue(v)
		if err != nil {
			return internal("table %s, index %s: %v", table, p.Index.Name, err)
		}
		p.Equal = append(p.Equal, k)
	}
	for _, b := range []struct {
		bound any
		into  *bson.RawValue
	}{{q.From, &p.From}, {q.To, &p.To}} {
		if b.bound == nil {
			continue
		}
		k, err := keyValue(b.bound)
		if err != nil {
			return internal("table %s, index %s: %v", table, p.Index.Name, err)
		}
		*b.into = k
	}
	if bounded := !p.From.IsZero() && !p.To.IsZero(); bounded && p.From.Type != p.To.Type {
		return internal("table %s, index %s: From and To are of different types", table, p.Index.Name)
	}
	if p.From.Type == bson.TypeNull || p.To.Type == bson.TypeNull {
		return internal("table %s, index %s: a bound is nothing; name nothing in Equal", table, p.Index.Name)
	}
	return nil
}

// cursor is what Page.Next carries. The index is named so that a position of
// one list is not taken for one of another.
type cursor struct {
	Position `bson:",inline"`
	Index    string `bson:"x"`
}

// position reads a cursor, which came back from a browser.
func (p Plan) position(after string) (*Position, error) {
	if after == "" {
		return nil, nil
	}
	refused := fault.New(fault.Invalid, "cursor")
	data, err := base64.RawURLEncoding.DecodeString(after)
	if err != nil || bson.Raw(data).Validate() != nil {
		return nil, refused
	}
	var c cursor
	if decode(data, &c) != nil || c.Index != p.Index.Name || len(c.Keys) != len(p.Rest()) {
		return nil, refused
	}
	for _, k := range c.Keys {
		if !isKey(k) {
			return nil, refused
		}
	}
	return &c.Position, nil
}

// place gives the keys that a document is ordered by. A document whose place is
// not one place, because one of them is an array, gives fault.Internal.
func (p Plan) place(doc bson.Raw) (keys []bson.RawValue, err error) {
	for _, key := range p.Rest() {
		f := valuesAt(doc, key)
		if f.array {
			return nil, internal("index %s: %s is an array, so the query has to name an element in Equal", p.Index.Name, key)
		}
		keys = append(keys, f.all[0])
	}
	return keys, nil
}

// next makes the cursor that continues after a document at its place.
func (p Plan) next(doc bson.Raw, keys []bson.RawValue) (string, error) {
	c := cursor{Index: p.Index.Name, Position: Position{Keys: keys, ID: doc.Lookup("_id").StringValue()}}
	data, err := encode(&c)
	return base64.RawURLEncoding.EncodeToString(data), err
}
