package hours_test

import (
	"context"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// memory is as much of an engine as a walk needs, and notes what is written: on
// the embedded one a walk takes minutes. Whatever else is asked of it panics.
type memory struct {
	store.Engine
	docs    map[string]map[string]bson.Raw // by table and id
	written []written
}

// written names a document that was written.
type written struct{ table, id string }

func newMemory() *memory { return &memory{docs: map[string]map[string]bson.Raw{}} }

func (m *memory) Get(_ context.Context, t store.TableSpec, key store.Key) (bson.Raw, error) {
	doc, ok := m.docs[t.Name][key.ID]
	if !ok {
		return nil, fault.New(fault.NotFound, "")
	}
	return doc, nil
}

func (m *memory) Insert(_ context.Context, t store.TableSpec, doc bson.Raw) error {
	id := doc.Lookup("_id").StringValue()
	if m.docs[t.Name][id] != nil {
		return fault.New(fault.Conflict, "duplicate")
	}
	if m.docs[t.Name] == nil {
		m.docs[t.Name] = map[string]bson.Raw{}
	}
	m.docs[t.Name][id] = doc
	m.written = append(m.written, written{t.Name, id})
	return nil
}

func (m *memory) Replace(_ context.Context, t store.TableSpec, key store.Key, version int64, doc bson.Raw) (bool, error) {
	if old := m.docs[t.Name][key.ID]; old == nil || old.Lookup("version").AsInt64() != version {
		return false, nil
	}
	m.docs[t.Name][key.ID] = doc
	m.written = append(m.written, written{t.Name, key.ID})
	return true, nil
}

// Find answers in one page: a walk has fewer documents than that.
func (m *memory) Find(_ context.Context, t store.TableSpec, p store.Plan) ([]bson.Raw, error) {
	type entry struct {
		keys []bson.RawValue
		doc  bson.Raw
	}
	var found []entry
	for _, doc := range m.docs[t.Name] {
		rows, err := p.Index.Entries(doc)
		if err != nil {
			return nil, err
		}
		for _, keys := range rows {
			equal, rest := keys[:len(p.Equal)], keys[len(p.Equal):]
			if slices.CompareFunc(equal, p.Equal, compareKeys) == 0 &&
				(p.From.IsZero() || compareKeys(rest[0], p.From) >= 0) && (p.To.IsZero() || compareKeys(rest[0], p.To) < 0) {
				found = append(found, entry{rest, doc})
			}
		}
	}
	slices.SortFunc(found, func(a, b entry) int {
		if c := slices.CompareFunc(a.keys, b.keys, compareKeys); c != 0 {
			return c
		}
		return strings.Compare(a.doc.Lookup("_id").StringValue(), b.doc.Lookup("_id").StringValue())
	})
	if p.Descending {
		slices.Reverse(found)
	}
	var docs []bson.Raw
	for _, e := range found {
		docs = append(docs, e.doc)
	}
	return docs[:min(len(docs), p.Limit)], nil
}

// compareKeys orders what the walk's indexes hold: text, which weeks and dates
// are too, and times.
func compareKeys(a, b bson.RawValue) int {
	if a.Type == bson.TypeDateTime && b.Type == bson.TypeDateTime {
		return a.Time().Compare(b.Time())
	}
	x, _ := a.StringValueOK()
	y, _ := b.StringValueOK()
	return strings.Compare(x, y)
}
