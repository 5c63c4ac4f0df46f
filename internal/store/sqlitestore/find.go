package sqlitestore

import (
	"bytes"
	"context"
	"database/sql"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// CROSS JOIN tells SQLite to read the entries first, in their order, and to
// look up each document by its primary key.
const (
	findSQL = `SELECT d.body FROM entries e CROSS JOIN documents d ON d.tbl = ? AND d.id = e.id
		WHERE e.num = ? AND e.key >= ? AND e.key < ?`
	findForward  = findSQL + ` AND (e.key, e.id) > (?, ?) ORDER BY e.key, e.id LIMIT ?`
	findBackward = findSQL + ` AND (e.key, e.id) < (?, ?) ORDER BY e.key DESC, e.id DESC LIMIT ?`
	countSQL     = `SELECT count(DISTINCT e.id) FROM entries e WHERE e.num = ? AND e.key >= ? AND e.key < ?`
)

// Find implements store.Engine.
func (e *Engine) Find(ctx context.Context, t store.TableSpec, p store.Plan) ([]bson.Raw, error) {
	num, err := e.number(ctx, t.Name, p.Index.Name)
	if err != nil {
		return nil, err
	}
	from, to := bounds(p)
	query, at, id := findForward, []byte{}, ""
	if p.Descending {
		query, at = findBackward, to
	}
	if p.After != nil {
		at = appendKeys(appendKeys(nil, p.Equal), p.After.Keys)
		id = p.After.ID
		from, to = narrow(from, to, at, p.Descending)
	}
	rows, err := e.readers.QueryContext(ctx, query, t.Name, num, from, to, at, id, p.Limit)
	if err != nil {
		return nil, translate(err, "find")
	}
	docs, err := bodies(rows)
	return docs, translate(err, "find")
}

// narrow lets the range begin where the last page ended, so that SQLite steps
// over none of the entries before.
func narrow(from, to, at []byte, descending bool) ([]byte, []byte) {
	if descending {
		if end := append(slices.Clone(at), 0); bytes.Compare(end, to) < 0 {
			to = end
		}
	} else if bytes.Compare(at, from) > 0 {
		from = at
	}
	return from, to
}

func bodies(rows *sql.Rows) (docs []bson.Raw, err error) {
	defer func() { err = firstError(err, rows.Close()) }()
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		docs = append(docs, body)
	}
	return docs, rows.Err()
}

func firstError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// Count implements store.Engine.
func (e *Engine) Count(ctx context.Context, t store.TableSpec, p store.Plan) (n int, err error) {
	num, err := e.number(ctx, t.Name, p.Index.Name)
	if err != nil {
		return 0, err
	}
	from, to := bounds(p)
	err = e.readers.QueryRowContext(ctx, countSQL, num, from, to).Scan(&n)
	return n, translate(err, "count")
}

// number finds the number of an index. Without one there are no entries, and
// an empty answer would be a wrong one.
func (e *Engine) number(ctx context.Context, table, name string) (num int64, err error) {
	err = translate(e.readers.QueryRowContext(ctx,
		`SELECT num FROM indexes WHERE tbl = ? AND name = ?`, table, name).Scan(&num), "index "+name)
	if fault.Is(err, fault.NotFound) {
		err = fault.Wrap(fault.Internal, err, "table "+table+" was not reconciled")
	}
	return num, err
}
