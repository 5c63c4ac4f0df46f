package store

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Cond asks that a field holds a value, or that an array holds it among others.
type Cond struct {
	Field string `bson:"field"`
	Value string `bson:"value"`
}

// Scope is the part of the data a caller may touch: an ordered list of
// conditions that every document read or written satisfies. The zero Scope is
// no part at all; every call refuses it.
//
// Package access alone issues scopes, out of what an actor may do.
type Scope struct {
	conds   []Cond
	granted bool
}

// NewScope makes a scope of at least one condition. A condition with an empty
// field or value, such as the id of a company that was never set, would match
// the wrong documents; it gives the zero Scope.
func NewScope(conds ...Cond) Scope {
	blank := func(c Cond) bool { return c.Field == "" || c.Value == "" }
	if len(conds) == 0 || slices.ContainsFunc(conds, blank) {
		return Scope{}
	}
	return Scope{conds: slices.Clone(conds), granted: true}
}

// SystemScope is all data. It is for what runs on nobody's behalf: sign-in,
// jobs, the release step.
func SystemScope() Scope { return Scope{granted: true} }

// Conds gives the conditions in their order.
func (s Scope) Conds() []Cond { return slices.Clone(s.conds) }

// check refuses the zero Scope.
func (s Scope) check() error {
	if !s.granted {
		return internal("called without a scope")
	}
	return nil
}

// holds tells whether a document lies within the scope.
func (s Scope) holds(doc bson.Raw) bool {
	for _, c := range s.conds {
		found := slices.ContainsFunc(valuesAt(doc, c.Field).all, func(v bson.RawValue) bool {
			text, ok := v.StringValueOK()
			return ok && text == c.Value
		})
		if !found {
			return false
		}
	}
	return true
}
