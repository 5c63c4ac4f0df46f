package store

import (
	"context"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fodfaeste/internal/fault"
)

// Collection works on the documents of one table. It is a small value, made
// by In.
//
// Every method answers fault.Internal for the zero Scope, and fault.Unavailable
// when the engine does not answer or the context ends; errors.Is then finds the
// context's error.
type Collection[T any] struct {
	db   *DB
	spec TableSpec
}

// In gives the collection of a table. It panics when T does not embed Doc or
// the table cannot be: both are mistakes in the declaration.
func In[T any](db *DB, t Table[T]) Collection[T] {
	if _, ok := any(new(T)).(embedder); !ok {
		panic(fmt.Sprintf("store: %T, kept in table %s, does not embed store.Doc", *new(T), t.Name))
	}
	if err := t.Spec().Validate(); err != nil {
		panic(err)
	}
	return Collection[T]{db: db, spec: t.Spec()}
}

// Get reads the document with an id: fault.NotFound when there is none, or
// none within the scope.
func (c Collection[T]) Get(ctx context.Context, s Scope, id string) (T, error) {
	var v T
	doc, err := c.read(ctx, s, id)
	if err != nil {
		return v, err
	}
	return v, decode(doc, &v)
}

// read is Get before decoding.
func (c Collection[T]) read(ctx context.Context, s Scope, id string) (doc bson.Raw, err error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	err = c.db.call(ctx, "get", c.spec.Name, func() error {
		doc, err = c.db.engine.Get(ctx, c.spec, Key{ID: id, Conds: s.conds})
		return err
	})
	if err == nil && !s.holds(doc) {
		err = fault.New(fault.NotFound, "")
	}
	return doc, err
}

// Find reads a page of documents.
func (c Collection[T]) Find(ctx context.Context, s Scope, q Query) (Page[T], error) {
	p, err := c.spec.Plan(s, q)
	if err != nil {
		return Page[T]{}, err
	}
	limit := p.Limit
	p.Limit++ // one more tells whether there is another page
	var docs []bson.Raw
	err = c.db.call(ctx, "find", c.spec.Name, func() error {
		docs, err = c.db.engine.Find(ctx, c.spec, p)
		return err
	})
	if err != nil {
		return Page[T]{}, err
	}
	return c.page(s, p, docs, limit)
}

// page decodes an answer. That every document lies within the scope follows
// from the plan; it is checked again because a leak is worse than an error.
func (c Collection[T]) page(s Scope, p Plan, docs []bson.Raw, limit int) (Page[T], error) {
	page := Page[T]{Items: make([]T, 0, min(len(docs), limit))}
	for i, doc := range docs {
		keys, err := p.place(doc)
		if err != nil {
			return Page[T]{}, err
		}
		if !s.holds(doc) {
			return Page[T]{}, internal("table %s: index %s gave a document outside the scope", c.spec.Name, p.Index.Name)
		}
		if i == limit {
			break
		}
		if i == limit-1 && len(docs) > limit {
			if page.Next, err = p.next(doc, keys); err != nil {
				return Page[T]{}, err
			}
		}
		var v T
		if err := decode(doc, &v); err != nil {
			return Page[T]{}, err
		}
		page.Items = append(page.Items, v)
	}
	return page, nil
}

// All reads every document of a query, however many pages that takes; After
// and Limit are its own business. It is for lists that the portal counts or
// groups as a whole.
func (c Collection[T]) All(ctx context.Context, s Scope, q Query) ([]T, error) {
	q.Limit, q.After = MaxLimit, ""
	var all []T
	for {
		page, err := c.Find(ctx, s, q)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if page.Next == "" {
			return all, nil
		}
		q.After = page.Next
	}
}

// First reads the first document of a query: fault.NotFound when there is none.
func (c Collection[T]) First(ctx context.Context, s Scope, q Query) (T, error) {
	q.Limit = 1
	page, err := c.Find(ctx, s, q)
	if err == nil && len(page.Items) == 0 {
		err = fault.New(fault.NotFound, "")
	}
	if err != nil {
		return *new(T), err
	}
	return page.Items[0], nil
}

// Count counts the documents of a query; its limit and position do not matter.
func (c Collection[T]) Count(ctx context.Context, s Scope, q Query) (n int, err error) {
	p, err := c.spec.Plan(s, q)
	if err != nil {
		return 0, err
	}
	err = c.db.call(ctx, "count", c.spec.Name, func() error {
		n, err = c.db.engine.Count(ctx, c.spec, p)
		return err
	})
	return n, err
}

// Insert adds a document and sets its Version to 1. It answers fault.Conflict
// with code "duplicate" when the id or the keys of a unique index are taken, and
// fault.Internal when the document has no id or lies outside the scope.
func (c Collection[T]) Insert(ctx context.Context, s Scope, v *T) error {
	if err := s.check(); err != nil {
		return err
	}
	head := docOf(v)
	before := head.Version
	head.Version = 1
	doc, err := c.prepare(s, v, head.ID)
	if err == nil {
		err = c.db.call(ctx, "insert", c.spec.Name, func() error {
			return c.db.engine.Insert(ctx, c.spec, doc)
		})
	}
	if err != nil {
		head.Version = before
	}
	return err
}

// prepare encodes a document that is to be written and refuses what must not be.
func (c Collection[T]) prepare(s Scope, v *T, id string) (bson.Raw, error) {
	if got := docOf(v).ID; got == "" || got != id {
		return nil, internal("table %s: the id of document %q would become %q", c.spec.Name, id, got)
	}
	doc, err := encode(v)
	if err != nil {
		return nil, err
	}
	if !s.holds(doc) {
		return nil, internal("table %s: document %s would lie outside the scope", c.spec.Name, id)
	}
	return doc, c.spec.checkKeys(doc)
}

// Delete removes a document: fault.NotFound when there is none within the scope.
func (c Collection[T]) Delete(ctx context.Context, s Scope, id string) error {
	return c.retry(ctx, id, func() (bool, error) {
		doc, err := c.read(ctx, s, id)
		if err != nil {
			return true, err
		}
		var gone bool
		err = c.db.call(ctx, "delete", c.spec.Name, func() error {
			gone, err = c.db.engine.Delete(ctx, c.spec, Key{ID: id, Conds: s.conds}, versionOf(doc))
			return err
		})
		return gone, err
	})
}

func docOf(v any) *Doc { return v.(embedder).doc() }

func versionOf(doc bson.Raw) int64 {
	n, _ := doc.Lookup("version").AsInt64OK() // a document without a version is at version 0
	return n
}
