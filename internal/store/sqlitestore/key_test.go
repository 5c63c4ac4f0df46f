package sqlitestore

import (
	"bytes"
	"database/sql"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fodfaeste/internal/clock"
)

func raw(t testing.TB, v any) bson.RawValue {
	t.Helper()
	if v == nil {
		return bson.RawValue{Type: bson.TypeNull}
	}
	kind, data, err := bson.MarshalValue(v)
	if err != nil {
		t.Fatal(err)
	}
	return bson.RawValue{Type: kind, Value: data}
}

func TestKeysSortAsTheirValues(t *testing.T) {
	at := time.Date(1969, 12, 31, 0, 0, 0, 0, time.UTC)
	ordered := [][]any{
		{nil}, {nil, nil}, {nil, "a"},
		{int64(math.MinInt64)}, {int32(-1)}, {int64(0)}, {int32(0), "behind"}, {1}, {int64(math.MaxInt64)},
		{""}, {"", "a"}, {"\x00"}, {"\x00\x00"}, {"\x00\x01"}, {"a"}, {"a", "z"}, {"a\x00"}, {"a\x01"}, {"aa"}, {"b"}, {"ø"}, {"\xff"},
		{false}, {true}, {at}, {at.Add(48 * time.Hour)},
	}
	var last []byte
	for i, values := range ordered {
		var key []byte
		for _, v := range values {
			key = appendKey(key, raw(t, v))
		}
		if i > 0 && bytes.Compare(last, key) >= 0 {
			t.Errorf("%q does not sort before %q", ordered[i-1], values)
		}
		last = key
	}
}

// TestQueryPlans looks at how SQLite answers the statements that queries use:
// from the entries in their order and from the documents' key, without scans
// and without sorting.
func TestQueryPlans(t *testing.T) {
	e, err := Open(t.Context(), filepath.Join(t.TempDir(), "plan.db"), clock.System{})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close(t.Context())
	tests := map[string]struct {
		query string
		args  []any
		want  []string
	}{
		"forward":  {findForward, []any{"t", 1, "a", "b", "a", "", 1}, []string{"SEARCH e USING PRIMARY KEY", "SEARCH d USING INDEX"}},
		"backward": {findBackward, []any{"t", 1, "a", "b", "b", "", 1}, []string{"SEARCH e USING PRIMARY KEY", "SEARCH d USING INDEX"}},
		"count":    {countSQL, []any{1, "a", "b"}, []string{"SEARCH e USING PRIMARY KEY"}},
	}
	for name, tt := range tests {
		plan := explain(t, e.readers, tt.query, tt.args)
		for _, want := range tt.want {
			if !strings.Contains(plan, want) {
				t.Errorf("%s: the plan lacks %q:\n%s", name, want, plan)
			}
		}
		if strings.Contains(plan, "SCAN") || name != "count" && strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("%s: the plan scans or sorts:\n%s", name, plan)
		}
	}
}

func explain(t *testing.T, db *sql.DB, query string, args []any) string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan strings.Builder
	for rows.Next() {
		var id, parent, unused int
		var detail string
		if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(detail + "\n")
	}
	return plan.String()
}
