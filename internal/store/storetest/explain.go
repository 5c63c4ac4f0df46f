package storetest

import (
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fodfaeste/internal/store"
)

// Explain asks the server how it answers every shape of query on every index
// of the tables: it has to use the index that the query names, and may not read
// whole collections. It runs on a server alone; the embedded engine knows no
// other way.
func Explain(t *testing.T, specs ...store.TableSpec) {
	e := server(t)
	ready(t, e, nil, specs)
	for _, spec := range specs {
		for _, x := range spec.Indexes {
			for name, q := range shapes(x) {
				p, err := spec.Plan(store.SystemScope(), q)
				if err != nil {
					t.Fatalf("%s.%s, %s: %v", spec.Name, x.Name, name, err)
				}
				if name == "second page" {
					p.After = position(len(p.Rest()))
				}
				doc, err := e.Explain(t.Context(), spec, p)
				if err != nil {
					t.Fatalf("%s.%s, %s: %v", spec.Name, x.Name, name, err)
				}
				used, scans := account(doc, x.Name)
				if !used || scans {
					t.Errorf("%s.%s, %s: index used %v, collection scan %v:\n%s", spec.Name, x.Name, name, used, scans, doc)
				}
			}
		}
	}
}

// shapes gives one query for every number of fixed keys and what may follow.
func shapes(x store.Index) map[string]store.Query {
	m := map[string]store.Query{}
	for n := range len(x.Keys) + 1 {
		q := store.Query{Index: x.Name, Equal: make([]any, n)}
		for i := range n {
			q.Equal[i] = "value"
			if x.ExpireAfter != nil {
				q.Equal[i] = time.Unix(0, 0)
			}
		}
		name := "fixed " + string(rune('0'+n))
		m[name] = q
		q.Descending = true
		m[name+", descending"] = q
		if n < len(x.Keys) {
			q.From, q.To = "a", "b"
			m[name+", range"] = q
		}
		m["second page"] = store.Query{Index: x.Name, Equal: q.Equal[:min(n, len(x.Keys)-1)]}
	}
	return m
}

// position is somewhere in the order of n more keys.
func position(n int) *store.Position {
	p := &store.Position{ID: "x"}
	for range n {
		t, data, _ := bson.MarshalValue("value") // a string can always be written
		p.Keys = append(p.Keys, bson.RawValue{Type: t, Value: data})
	}
	return p
}

// account reads a plan: MongoDB's has stages, DocumentDB's has PostgreSQL's
// nodes with the index's own name in IndexDetails.
func account(doc bson.Raw, index string) (used, scans bool) {
	elements, _ := doc.Elements() // came from the server and was read by the driver
	for _, e := range elements {
		switch text, _ := e.Value().StringValueOK(); e.Key() {
		case "rejectedPlans", "IndexCosts", "command":
			continue
		case "indexName":
			used = used || text == index
		case "stage":
			scans = scans || text == "COLLSCAN"
		case "Node Type":
			scans = scans || text == "Seq Scan"
		}
		inner, ok := e.Value().DocumentOK()
		if list, isArray := e.Value().ArrayOK(); isArray {
			inner, ok = bson.Raw(list), true
		}
		if ok {
			u, s := account(inner, index)
			used, scans = used || u, scans || s
		}
	}
	return used, scans
}
