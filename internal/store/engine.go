package store

import (
	"context"
	"io"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Engine keeps documents for a DB. It knows BSON, table specs and plans, and
// nothing of Go types or of what a scope means.
//
// Errors: fault.NotFound where said; fault.Conflict with code "duplicate" for an
// id or a unique index that is taken; fault.Unavailable when the engine does not
// answer, and again no error once it does; a context's error stays visible to
// errors.Is.
type Engine interface {
	// Get reads one document; fault.NotFound when there is none.
	Get(ctx context.Context, t TableSpec, key Key) (bson.Raw, error)
	// Find reads the documents of a plan in its order.
	Find(ctx context.Context, t TableSpec, p Plan) ([]bson.Raw, error)
	// Count counts the documents of a plan, without its limit and position.
	Count(ctx context.Context, t TableSpec, p Plan) (int, error)
	// Insert adds a document.
	Insert(ctx context.Context, t TableSpec, doc bson.Raw) error
	// Replace puts doc in place of the document under key where that has the
	// given version, and tells whether it had.
	Replace(ctx context.Context, t TableSpec, key Key, version int64, doc bson.Raw) (bool, error)
	// Delete removes the document under key where that has the given version,
	// and tells whether it had.
	Delete(ctx context.Context, t TableSpec, key Key, version int64) (bool, error)

	// Indexes lists the indexes present on a table, that of _id left out.
	Indexes(ctx context.Context, table string) ([]Index, error)
	// CreateIndex builds an index over the documents present and to come.
	CreateIndex(ctx context.Context, table string, x Index) error
	// DropIndex removes an index.
	DropIndex(ctx context.Context, table, name string) error
	// Purge removes expired documents where the engine does not do so by itself.
	Purge(ctx context.Context) (removed int, err error)

	// PutBlob keeps bytes under a name that was never used before.
	PutBlob(ctx context.Context, name string, r io.Reader) (size int64, err error)
	// OpenBlob reads them; fault.NotFound when there are none.
	OpenBlob(ctx context.Context, name string) (io.ReadCloser, error)
	// DeleteBlob removes them; none is no error.
	DeleteBlob(ctx context.Context, name string) error

	// Ping answers nil when the engine works.
	Ping(ctx context.Context) error
	// Close releases what the engine holds.
	Close(ctx context.Context) error
}

// Key names one document. The conditions are those of the caller's scope: an
// engine spread over machines finds the right one by them.
type Key struct {
	ID    string
	Conds []Cond
}

// Plan is a query that has been checked against its index. Values are null,
// string, int64, bool or date-time.
type Plan struct {
	Index      Index
	Equal      []bson.RawValue // values of the first keys of the index
	From, To   bson.RawValue   // bounds on the next key: From included, To not; zero means none
	Descending bool
	Limit      int
	After      *Position // nil begins at the beginning
}

// Position is a place in the order of a plan: the values of the keys after
// Equal, and the id of a document.
type Position struct {
	Keys []bson.RawValue `bson:"k"`
	ID   string          `bson:"i"`
}

// Rest gives the keys a plan orders by, before _id.
func (p Plan) Rest() []string { return p.Index.Keys[len(p.Equal):] }
