package sqlitestore

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"net/url"
	"runtime"

	"go.mongodb.org/mongo-driver/v2/bson"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"fodfaeste/internal/clock"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

//go:embed schema.sql
var schema string

// Engine is a store.Engine over one file.
type Engine struct {
	writer, readers *sql.DB
	clock           clock.Clock
}

var _ store.Engine = (*Engine)(nil)

// Open opens the file, making it when it is not there, and removes what has
// expired. The clock decides what has. It answers fault.Unavailable when the
// file cannot be used.
func Open(ctx context.Context, path string, c clock.Clock) (*Engine, error) {
	e := &Engine{clock: c}
	var err error
	if e.writer, err = connect(path, 1, "_txlock=immediate"); err != nil {
		return nil, err
	}
	if e.readers, err = connect(path, max(4, runtime.GOMAXPROCS(0)), "_pragma=query_only(1)"); err != nil {
		return nil, errors.Join(err, e.writer.Close())
	}
	if _, err = e.writer.ExecContext(ctx, schema); err == nil {
		_, err = e.Purge(ctx)
	}
	if err != nil {
		return nil, errors.Join(translate(err, "open "+path), e.Close(ctx))
	}
	return e, nil
}

func connect(path string, connections int, option string) (*sql.DB, error) {
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}).String() +
		"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&" + option
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, translate(err, "open "+path)
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// Ping implements store.Engine.
func (e *Engine) Ping(ctx context.Context) error {
	var one int
	return translate(e.readers.QueryRowContext(ctx, `SELECT count(*) FROM indexes`).Scan(&one), "ping")
}

// Close implements store.Engine.
func (e *Engine) Close(context.Context) error {
	return errors.Join(e.readers.Close(), e.writer.Close())
}

// Get implements store.Engine.
func (e *Engine) Get(ctx context.Context, t store.TableSpec, key store.Key) (bson.Raw, error) {
	var body []byte
	err := e.readers.QueryRowContext(ctx,
		`SELECT body FROM documents WHERE tbl = ? AND id = ?`, t.Name, key.ID).Scan(&body)
	return body, translate(err, "get")
}

// Insert implements store.Engine.
func (e *Engine) Insert(ctx context.Context, t store.TableSpec, doc bson.Raw) error {
	id, version := head(doc)
	return e.write(ctx, "insert", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx,
			`INSERT INTO documents (tbl, id, version, body) VALUES (?, ?, ?, ?)`, t.Name, id, version, []byte(doc))
		if err != nil {
			return err
		}
		return reindex(ctx, tx, t.Name, id, nil, doc)
	})
}

// Replace implements store.Engine.
func (e *Engine) Replace(ctx context.Context, t store.TableSpec, key store.Key, version int64, doc bson.Raw) (done bool, err error) {
	err = e.write(ctx, "replace", func(tx *sql.Tx) error {
		var old []byte
		if old, done, err = atVersion(ctx, tx, t.Name, key.ID, version); !done {
			return err
		}
		_, next := head(doc)
		_, err = tx.ExecContext(ctx,
			`UPDATE documents SET version = ?, body = ? WHERE tbl = ? AND id = ?`, next, []byte(doc), t.Name, key.ID)
		if err != nil {
			return err
		}
		return reindex(ctx, tx, t.Name, key.ID, old, doc)
	})
	return done && err == nil, err
}

// Delete implements store.Engine.
func (e *Engine) Delete(ctx context.Context, t store.TableSpec, key store.Key, version int64) (done bool, err error) {
	err = e.write(ctx, "delete", func(tx *sql.Tx) error {
		var old []byte
		if old, done, err = atVersion(ctx, tx, t.Name, key.ID, version); !done {
			return err
		}
		return remove(ctx, tx, t.Name, key.ID, old)
	})
	return done && err == nil, err
}

// atVersion reads the document that is about to be written over, and tells
// whether it is there at the given version.
func atVersion(ctx context.Context, tx *sql.Tx, table, id string, version int64) (old []byte, ok bool, err error) {
	err = tx.QueryRowContext(ctx,
		`SELECT body FROM documents WHERE tbl = ? AND id = ? AND version = ?`, table, id, version).Scan(&old)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return old, err == nil, err
}

// remove deletes a document and its entries.
func remove(ctx context.Context, tx *sql.Tx, table, id string, old bson.Raw) error {
	if err := reindex(ctx, tx, table, id, old, nil); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM documents WHERE tbl = ? AND id = ?`, table, id)
	return err
}

// head reads what the store guarantees every document to have.
func head(doc bson.Raw) (id string, version int64) {
	return doc.Lookup("_id").StringValue(), doc.Lookup("version").AsInt64()
}

// write runs a function in a transaction on the one connection that writes.
func (e *Engine) write(ctx context.Context, doing string, do func(*sql.Tx) error) error {
	tx, err := e.writer.BeginTx(ctx, nil)
	if err != nil {
		return translate(err, doing)
	}
	if err := do(tx); err != nil {
		_ = tx.Rollback() // the error that led here says more
		return translate(err, doing)
	}
	return translate(tx.Commit(), doing)
}

// translate makes a fault of an error from database/sql.
func translate(err error, doing string) error {
	doing = "sqlite: " + doing
	var failed *sqlite.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return fault.Wrap(fault.NotFound, err, doing)
	case errors.As(err, new(*fault.Error)):
		return err
	case errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded):
		return fault.Wrap(fault.Unavailable, err, doing)
	case errors.As(err, &failed):
		return translateCode(failed, doing)
	case err.Error() == "sql: database is closed": // database/sql has no name for it
		return fault.Wrap(fault.Unavailable, err, doing)
	}
	return fault.Wrap(fault.Internal, err, doing)
}

func translateCode(err *sqlite.Error, doing string) error {
	switch err.Code() {
	case sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE:
		return &fault.Error{Kind: fault.Conflict, Code: "duplicate", Cause: err}
	}
	switch err.Code() & 0xFF { // the primary code, without its extension
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
		sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_INTERRUPT:
		return fault.Wrap(fault.Unavailable, err, doing)
	}
	return fault.Wrap(fault.Internal, err, doing)
}
