package storetest

import (
	"strings"
	"testing"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

// everyCall calls each method with a scope, on a document of acme.
func everyCall(t *testing.T, db *store.DB, s store.Scope, id string) map[string]error {
	c, ctx := store.In(db, samples), t.Context()
	errs := map[string]error{}
	raise := func(v *sample) error { v.Rank++; return nil }
	doc := made(900)
	_, errs["get"] = c.Get(ctx, s, id)
	_, errs["find"] = c.Find(ctx, s, store.Query{Index: "by_rank"})
	_, errs["first"] = c.First(ctx, s, store.Query{Index: "by_rank"})
	_, errs["count"] = c.Count(ctx, s, store.Query{Index: "by_rank"})
	errs["insert"] = c.Insert(ctx, s, &doc)
	_, errs["update"] = c.Update(ctx, s, id, raise)
	_, errs["update at"] = c.UpdateAt(ctx, s, id, 1, raise)
	errs["delete"] = c.Delete(ctx, s, id)
	errs["put file"] = db.PutFile(ctx, s, "file2", "f", "text/plain", strings.NewReader("x"))
	_, errs["open file"] = db.OpenFile(ctx, s, "file")
	errs["delete file"] = db.DeleteFile(ctx, s, "file")
	return errs
}

func zeroScope(t *testing.T, db *store.DB) {
	insert(t, db, made(1))
	blank := store.Cond{Field: "company_id"}
	scopes := map[string]store.Scope{
		"zero": {}, "no conditions": store.NewScope(), "blank value": store.NewScope(blank),
		"one blank value": store.NewScope(store.Cond{Field: "company_id", Value: "acme"}, blank),
	}
	for name, s := range scopes {
		for call, err := range everyCall(t, db, s, made(1).ID) {
			if !fault.Is(err, fault.Internal) {
				t.Errorf("%s with a scope of %s gave %v, want internal", call, name, err)
			}
		}
	}
}

func foreignScope(t *testing.T, db *store.DB) {
	insert(t, db, made(1))
	if err := db.PutFile(t.Context(), acme, "file", "f", "text/plain", strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	errs := everyCall(t, db, other, made(1).ID)
	for _, call := range []string{"get", "first", "update", "update at", "delete", "open file", "delete file"} {
		if !fault.Is(errs[call], fault.NotFound) {
			t.Errorf("%s of a foreign record gave %v, want not_found", call, errs[call])
		}
	}
	if !fault.Is(errs["insert"], fault.Internal) {
		t.Errorf("insert outside the scope gave %v, want internal", errs["insert"])
	}
	c := store.In(db, samples)
	if page, err := c.Find(t.Context(), other, store.Query{Index: "by_rank"}); err != nil || len(page.Items) != 0 {
		t.Errorf("find in a foreign scope gave %v, %v", page, err)
	}
	if n, err := c.Count(t.Context(), other, store.Query{Index: "by_rank"}); err != nil || n != 0 {
		t.Errorf("count in a foreign scope gave %d, %v", n, err)
	}
	_, err := c.Update(t.Context(), acme, made(1).ID, func(v *sample) error { v.Company = "other"; return nil })
	if !fault.Is(err, fault.Internal) {
		t.Errorf("moving a document out of the scope gave %v, want internal", err)
	}
	if got, err := c.Get(t.Context(), acme, made(1).ID); err != nil || got.Version != 1 {
		t.Errorf("after all that the document is %+v, %v; want it untouched", got, err)
	}
	narrower := store.NewScope(append(acme.Conds(), store.Cond{Field: "mentor_id", Value: "m"})...)
	if _, err := c.Get(t.Context(), narrower, made(1).ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("get outside the second condition gave %v, want not_found", err)
	}
	tagged := store.NewScope(append(acme.Conds(), store.Cond{Field: "tags", Value: "mine"})...)
	doc := made(2)
	doc.Tags = []string{"yours", "mine"}
	insert(t, db, doc)
	if _, err := c.Get(t.Context(), tagged, doc.ID); err != nil {
		t.Errorf("get by one element of an array gave %v", err)
	}
	if page, err := c.Find(t.Context(), tagged, store.Query{Index: "by_tag"}); err != nil || len(page.Items) != 1 {
		t.Errorf("find by one element of an array gave %v, %v", page, err)
	}
}
