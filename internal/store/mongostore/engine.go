package mongostore

import (
	"context"
	"errors"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// defaultDatabase is used when the address names none.
const defaultDatabase = "fodfaeste"

// patience is how long a call waits for a server to be found, unless its
// context ends before.
const patience = 5 * time.Second

// Engine is a store.Engine over one database of a MongoDB server.
type Engine struct {
	client *mongo.Client
	db     *mongo.Database
}

var _ store.Engine = (*Engine)(nil)

// Open makes an engine for an address such as mongodb://host:27017/name. It
// does not wait for the server: Ping tells whether that answers, and calls work
// as soon as it does. It answers fault.Invalid for an address that cannot be
// one; the error never shows the address, which holds a password.
func Open(uri string) (*Engine, error) {
	o := options.Client().SetServerSelectionTimeout(patience).ApplyURI(uri)
	// The store's promises need these three, whatever the address says.
	o.SetWriteConcern(writeconcern.Majority()).SetRetryWrites(true).SetReadPreference(readpref.Primary())
	client, err := mongo.Connect(o)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, errors.New("not a usable MongoDB address"), "mongo: open")
	}
	return &Engine{client: client, db: client.Database(databaseOf(uri))}, nil
}

// databaseOf reads the database out of an address: what stands between the
// hosts and the options.
func databaseOf(uri string) string {
	_, rest, _ := strings.Cut(uri, "://")
	_, path, _ := strings.Cut(rest, "/")
	name, _, _ := strings.Cut(path, "?")
	if name == "" {
		return defaultDatabase
	}
	return name
}

// Ping implements store.Engine.
func (e *Engine) Ping(ctx context.Context) error {
	return translate(e.client.Ping(ctx, nil), "ping")
}

// Close implements store.Engine.
func (e *Engine) Close(ctx context.Context) error {
	return translate(e.client.Disconnect(ctx), "close")
}

// Drop removes the database with all that is in it. It is for tests.
func (e *Engine) Drop(ctx context.Context) error {
	return translate(e.db.Drop(ctx), "drop database")
}

// filter names one document, at a version where one is given.
func filter(key store.Key, version ...int64) bson.D {
	f := bson.D{{Key: "_id", Value: key.ID}}
	for _, c := range key.Conds {
		f = append(f, bson.E{Key: c.Field, Value: c.Value})
	}
	for _, v := range version {
		f = append(f, bson.E{Key: "version", Value: v})
	}
	return f
}

// Get implements store.Engine.
func (e *Engine) Get(ctx context.Context, t store.TableSpec, key store.Key) (bson.Raw, error) {
	doc, err := e.db.Collection(t.Name).FindOne(ctx, filter(key)).Raw()
	return doc, translate(err, "get")
}

// Insert implements store.Engine.
func (e *Engine) Insert(ctx context.Context, t store.TableSpec, doc bson.Raw) error {
	_, err := e.db.Collection(t.Name).InsertOne(ctx, doc)
	return translate(err, "insert")
}

// Replace implements store.Engine.
func (e *Engine) Replace(ctx context.Context, t store.TableSpec, key store.Key, version int64, doc bson.Raw) (bool, error) {
	r, err := e.db.Collection(t.Name).ReplaceOne(ctx, filter(key, version), doc)
	if err != nil {
		return false, translate(err, "replace")
	}
	return r.MatchedCount == 1, nil
}

// Delete implements store.Engine.
func (e *Engine) Delete(ctx context.Context, t store.TableSpec, key store.Key, version int64) (bool, error) {
	r, err := e.db.Collection(t.Name).DeleteOne(ctx, filter(key, version))
	if err != nil {
		return false, translate(err, "delete")
	}
	return r.DeletedCount == 1, nil
}

// Purge implements store.Engine. The server removes expired documents itself.
func (e *Engine) Purge(context.Context) (int, error) { return 0, nil }

// unavailable are the codes by which a server says that it cannot serve now:
// it is shutting down, is not the primary, or ran out of time.
var unavailable = []int{6, 7, 50, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436}

// translate makes a fault of the driver's error.
func translate(err error, doing string) error {
	doing = "mongo: " + doing
	var server mongo.ServerError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, mongo.ErrNoDocuments) || errors.Is(err, mongo.ErrFileNotFound):
		return fault.Wrap(fault.NotFound, err, doing)
	case mongo.IsDuplicateKeyError(err):
		return &fault.Error{Kind: fault.Conflict, Code: "duplicate", Cause: err}
	case mongo.IsTimeout(err), mongo.IsNetworkError(err), errors.Is(err, context.Canceled),
		errors.Is(err, mongo.ErrClientDisconnected), errors.As(err, new(topology.ServerSelectionError)):
		return fault.Wrap(fault.Unavailable, err, doing)
	case errors.As(err, &server):
		for _, code := range unavailable {
			if server.HasErrorCode(code) {
				return fault.Wrap(fault.Unavailable, err, doing)
			}
		}
	}
	return fault.Wrap(fault.Internal, err, doing)
}
