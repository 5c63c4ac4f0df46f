package mongostore

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

const (
	codeInternalError     = 1
	codeNamespaceNotFound = 26
	codeIndexNotFound     = 27
)

// described is an index as the server lists it.
type described struct {
	Name        string   `bson:"name"`
	Key         bson.Raw `bson:"key"`
	Unique      bool     `bson:"unique"`
	ExpireAfter *float64 `bson:"expireAfterSeconds"`
	Sparse      bool     `bson:"sparse"`
	Partial     bson.Raw `bson:"partialFilterExpression"`
	Collation   bson.Raw `bson:"collation"`
	Hidden      bool     `bson:"hidden"`
}

// Indexes implements store.Engine.
func (e *Engine) Indexes(ctx context.Context, table string) ([]store.Index, error) {
	cursor, err := e.db.Collection(table).Indexes().List(ctx)
	if hasCode(err, codeNamespaceNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, translate(err, "list indexes")
	}
	var list []described
	if err := cursor.All(ctx, &list); err != nil {
		return nil, translate(err, "list indexes")
	}
	var indexes []store.Index
	for _, d := range list {
		if d.Name != "_id_" {
			indexes = append(indexes, d.index())
		}
	}
	return indexes, nil
}

// index turns a description into the declaration it came from. An index that
// no declaration could give comes out with a key that no declaration has, and
// is rebuilt or dropped for it.
func (d described) index() store.Index {
	x := store.Index{Name: d.Name, Unique: d.Unique}
	elements, _ := d.Key.Elements() // a broken description has no keys and equals nothing declared
	for _, e := range elements {
		key := e.Key()
		if n, ok := e.Value().AsInt64OK(); !ok || n != 1 {
			key = fmt.Sprintf("%s: %v", key, e.Value())
		}
		x.Keys = append(x.Keys, key)
	}
	if d.ExpireAfter != nil {
		x.ExpireAfter = store.After(time.Duration(*d.ExpireAfter) * time.Second)
	}
	if d.Sparse || d.Hidden || d.Partial != nil || d.Collation != nil {
		x.Keys = append(x.Keys, "with options that are never declared")
	}
	if n := len(x.Keys) - 1; n > 0 && x.Keys[n] == "_id" && endsWithID(x) {
		x.Keys = x.Keys[:n]
	} else if endsWithID(x) {
		x.Keys = append(x.Keys, "without _id")
	}
	return x
}

// endsWithID tells whether an index is created with _id behind its keys.
func endsWithID(x store.Index) bool { return !x.Unique && x.ExpireAfter == nil }

// CreateIndex implements store.Engine.
func (e *Engine) CreateIndex(ctx context.Context, table string, x store.Index) error {
	var keys bson.D
	for _, key := range x.Keys {
		keys = append(keys, bson.E{Key: key, Value: 1})
	}
	if endsWithID(x) {
		keys = append(keys, bson.E{Key: "_id", Value: 1})
	}
	o := options.Index().SetName(x.Name)
	if x.Unique {
		o.SetUnique(true)
	}
	if x.ExpireAfter != nil {
		o.SetExpireAfterSeconds(int32(*x.ExpireAfter / time.Second))
	}
	_, err := e.db.Collection(table).Indexes().CreateOne(ctx, mongo.IndexModel{Keys: keys, Options: o})
	if x.Unique && contradicted(err) {
		return &fault.Error{Kind: fault.Conflict, Code: "duplicate", Cause: err}
	}
	return translate(err, "create index "+x.Name)
}

// contradicted tells whether DocumentDB found documents that a unique index
// does not allow. It has no code for that, only PostgreSQL's words.
func contradicted(err error) bool {
	return hasCode(err, codeInternalError) && strings.Contains(err.Error(), "exclusion constraint")
}

// DropIndex implements store.Engine.
func (e *Engine) DropIndex(ctx context.Context, table, name string) error {
	err := e.db.Collection(table).Indexes().DropOne(ctx, name)
	if hasCode(err, codeIndexNotFound) || hasCode(err, codeNamespaceNotFound) {
		return nil
	}
	return translate(err, "drop index "+name)
}

func hasCode(err error, code int) bool {
	var server mongo.ServerError
	return errors.As(err, &server) && server.HasErrorCode(code)
}

// Explain gives the server's own account of how it would answer a plan.
func (e *Engine) Explain(ctx context.Context, t store.TableSpec, p store.Plan) (bson.Raw, error) {
	doc, err := e.db.RunCommand(ctx, bson.D{
		{Key: "explain", Value: bson.D{
			{Key: "find", Value: t.Name},
			{Key: "filter", Value: match(p, p.After)},
			{Key: "sort", Value: order(p)},
			{Key: "limit", Value: p.Limit},
			{Key: "hint", Value: p.Index.Name},
		}},
		{Key: "verbosity", Value: "queryPlanner"},
	}).Raw()
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, "mongo: explain")
	}
	return doc, nil
}
