package sqlitestore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fodfaeste/internal/store"
)

// numbered is an index that is present.
type numbered struct {
	store.Index
	num int64
}

// querier is what a connection pool and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// present lists the indexes of a table in the order they were made.
func present(ctx context.Context, q querier, table string) (list []numbered, err error) {
	rows, err := q.QueryContext(ctx, `SELECT num, spec FROM indexes WHERE tbl = ? ORDER BY num`, table)
	if err != nil {
		return nil, err
	}
	defer func() { err = firstError(err, rows.Close()) }()
	for rows.Next() {
		var x numbered
		var spec []byte
		if err := rows.Scan(&x.num, &spec); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(spec, &x.Index); err != nil {
			return nil, err
		}
		list = append(list, x)
	}
	return list, rows.Err()
}

// reindex moves the entries of a document from its old body to its new one; nil
// stands for no document.
func reindex(ctx context.Context, tx *sql.Tx, table, id string, old, doc bson.Raw) error {
	list, err := present(ctx, tx, table)
	if err != nil {
		return err
	}
	for _, x := range list {
		if err := x.move(ctx, tx, id, old, doc); err != nil {
			return err
		}
	}
	return nil
}

func (x numbered) move(ctx context.Context, tx *sql.Tx, id string, old, doc bson.Raw) error {
	before, err := x.keys(old)
	if err != nil {
		return err
	}
	after, err := x.keys(doc)
	if err != nil {
		return err
	}
	for _, key := range before {
		if slices.Contains(after, key) {
			continue
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM entries WHERE num = ? AND key = ? AND id = ?`, x.num, []byte(key), id)
		if err != nil {
			return err
		}
	}
	for _, key := range after {
		if slices.Contains(before, key) {
			continue
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO entries (num, key, id, is_unique) VALUES (?, ?, ?, ?)`,
			x.num, []byte(key), id, x.Unique)
		if err != nil {
			return err
		}
	}
	return nil
}

func (x numbered) keys(doc bson.Raw) ([]string, error) {
	if doc == nil {
		return nil, nil
	}
	return entryKeys(x.Index, doc)
}

// Indexes implements store.Engine.
func (e *Engine) Indexes(ctx context.Context, table string) ([]store.Index, error) {
	list, err := present(ctx, e.readers, table)
	if err != nil {
		return nil, translate(err, "list indexes")
	}
	indexes := make([]store.Index, len(list))
	for i, x := range list {
		indexes[i] = x.Index
	}
	return indexes, nil
}

// CreateIndex implements store.Engine.
func (e *Engine) CreateIndex(ctx context.Context, table string, x store.Index) error {
	spec, err := json.Marshal(x)
	if err != nil {
		return translate(err, "create index")
	}
	return e.write(ctx, "create index "+x.Name, func(tx *sql.Tx) error {
		made, err := tx.ExecContext(ctx, `INSERT INTO indexes (tbl, name, spec) VALUES (?, ?, ?)`, table, x.Name, string(spec))
		if err != nil {
			return err
		}
		num, err := made.LastInsertId()
		if err != nil {
			return err
		}
		return fill(ctx, tx, table, numbered{x, num})
	})
}

// fill makes the entries of the documents that are there already. It reads a
// batch at a time, since one connection cannot read and write at once.
func fill(ctx context.Context, tx *sql.Tx, table string, x numbered) error {
	const batch = 200
	last := ""
	for {
		rows, err := tx.QueryContext(ctx,
			`SELECT body FROM documents WHERE tbl = ? AND id > ? ORDER BY id LIMIT ?`, table, last, batch)
		if err != nil {
			return err
		}
		docs, err := bodies(rows)
		if err != nil {
			return err
		}
		for _, doc := range docs {
			last, _ = head(doc)
			if err := x.move(ctx, tx, last, nil, doc); err != nil {
				return fmt.Errorf("document %s: %w", last, err)
			}
		}
		if len(docs) < batch {
			return nil
		}
	}
}

// DropIndex implements store.Engine.
func (e *Engine) DropIndex(ctx context.Context, table, name string) error {
	return e.write(ctx, "drop index "+name, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx,
			`DELETE FROM entries WHERE num = (SELECT num FROM indexes WHERE tbl = ? AND name = ?)`, table, name)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `DELETE FROM indexes WHERE tbl = ? AND name = ?`, table, name)
		return err
	})
}

// Purge implements store.Engine: it removes what has expired.
func (e *Engine) Purge(ctx context.Context) (removed int, err error) {
	rows, err := e.readers.QueryContext(ctx, `SELECT DISTINCT tbl FROM indexes`)
	if err != nil {
		return 0, translate(err, "purge")
	}
	tables, err := names(rows)
	if err != nil {
		return 0, translate(err, "purge")
	}
	for _, table := range tables {
		list, err := present(ctx, e.readers, table)
		if err != nil {
			return removed, translate(err, "purge")
		}
		for _, x := range list {
			if x.ExpireAfter == nil {
				continue
			}
			n, err := e.purge(ctx, table, x)
			removed += n
			if err != nil {
				return removed, err
			}
		}
	}
	return removed, nil
}

// purge removes what has expired by one index, a batch per transaction so that
// other writers get their turn.
func (e *Engine) purge(ctx context.Context, table string, x numbered) (removed int, err error) {
	const batch = 200
	limit := bson.RawValue{Type: bson.TypeDateTime, Value: milliseconds(e.clock.Now().Add(-*x.ExpireAfter))}
	for {
		n := 0
		err := e.write(ctx, "purge "+table, func(tx *sql.Tx) error {
			rows, err := tx.QueryContext(ctx, `SELECT d.body FROM entries e CROSS JOIN documents d ON d.tbl = ? AND d.id = e.id
				WHERE e.num = ? AND e.key >= ? AND e.key <= ? LIMIT ?`,
				table, x.num, []byte{tagTime}, appendKey(nil, limit), batch)
			if err != nil {
				return err
			}
			docs, err := bodies(rows)
			if err != nil {
				return err
			}
			n = len(docs)
			for _, doc := range docs {
				id, _ := head(doc)
				if err := remove(ctx, tx, table, id, doc); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return removed, err
		}
		if removed += n; n < batch {
			return removed, nil
		}
	}
}

func milliseconds(t time.Time) []byte {
	_, data, _ := bson.MarshalValue(t) // a time can always be written
	return data
}

func names(rows *sql.Rows) (list []string, err error) {
	defer func() { err = firstError(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		list = append(list, name)
	}
	return list, rows.Err()
}
