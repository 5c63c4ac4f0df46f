package mongostore

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fodfaeste/internal/store"
)

// Find implements store.Engine.
func (e *Engine) Find(ctx context.Context, t store.TableSpec, p store.Plan) ([]bson.Raw, error) {
	o := options.Find().SetHint(p.Index.Name).SetSort(order(p)).SetLimit(int64(p.Limit)).
		SetBatchSize(int32(p.Limit) + 1) // everything comes in one answer
	cursor, err := e.db.Collection(t.Name).Find(ctx, match(p, p.After), o)
	if err != nil {
		return nil, translate(err, "find")
	}
	var docs []bson.Raw
	err = cursor.All(ctx, &docs)
	return docs, translate(err, "find")
}

// Count implements store.Engine.
func (e *Engine) Count(ctx context.Context, t store.TableSpec, p store.Plan) (int, error) {
	n, err := e.db.Collection(t.Name).CountDocuments(ctx, match(p, nil), options.Count().SetHint(p.Index.Name))
	return int(n), translate(err, "count")
}

// order is the sort of a plan. What is left of a unique index tells documents
// apart by itself; its _id would only make the server sort again.
func order(p store.Plan) bson.D {
	direction := 1
	if p.Descending {
		direction = -1
	}
	var sort bson.D
	for _, key := range p.Rest() {
		sort = append(sort, bson.E{Key: key, Value: direction})
	}
	if !p.Index.Unique || len(sort) == 0 {
		sort = append(sort, bson.E{Key: "_id", Value: direction})
	}
	return sort
}

// match is the filter of a plan, from a position on.
func match(p store.Plan, after *store.Position) bson.D {
	f := bson.D{}
	for i, v := range p.Equal {
		f = append(f, bson.E{Key: p.Index.Keys[i], Value: v})
	}
	var bounds bson.D
	if !p.From.IsZero() {
		bounds = append(bounds, bson.E{Key: "$gte", Value: p.From})
	}
	if !p.To.IsZero() {
		bounds = append(bounds, bson.E{Key: "$lt", Value: p.To})
	}
	if bounds != nil {
		f = append(f, bson.E{Key: p.Rest()[0], Value: bounds})
	}
	if after != nil {
		f = append(f, bson.E{Key: "$and", Value: behind(p, after)})
	}
	return f
}

// behind is the condition that a document comes after a position: it equals
// the position in the first n keys and lies beyond it in the next, for some n.
func behind(p store.Plan, after *store.Position) bson.A {
	keys := append(append([]string{}, p.Rest()...), "_id")
	values := append(append([]bson.RawValue{}, after.Keys...), text(after.ID))
	var cases bson.A
	var equal bson.D
	for i, key := range keys {
		for _, next := range beyond(key, values[i], p.Descending) {
			cases = append(cases, append(append(bson.D{}, equal...), next))
		}
		equal = append(equal, bson.E{Key: key, Value: values[i]})
	}
	conditions := bson.A{bson.D{{Key: "$or", Value: cases}}}
	if b := narrow(keys[0], values[0], p.Descending); b != nil {
		conditions = append(conditions, b)
	}
	return conditions
}

// beyond is the condition, in alternatives, that a key lies beyond a value.
// Comparisons see values of one type alone, so nothing, which sorts first,
// needs words of its own.
func beyond(key string, v bson.RawValue, descending bool) []bson.E {
	null := v.Type == bson.TypeNull
	switch {
	case null && descending:
		return nil
	case null:
		return []bson.E{{Key: key, Value: bson.D{{Key: "$ne", Value: nil}}}}
	case !descending:
		return []bson.E{{Key: key, Value: bson.D{{Key: "$gt", Value: v}}}}
	case key == "_id":
		return []bson.E{{Key: key, Value: bson.D{{Key: "$lt", Value: v}}}}
	}
	return []bson.E{
		{Key: key, Value: bson.D{{Key: "$lt", Value: v}}},
		{Key: key, Value: nil},
	}
}

// narrow says once more, in words that bound the index, that the first key
// does not lie before the position: otherwise the server would step over all
// earlier pages.
func narrow(key string, v bson.RawValue, descending bool) bson.D {
	switch {
	case v.Type == bson.TypeNull:
		return nil
	case descending:
		return bson.D{{Key: key, Value: bson.D{{Key: "$not", Value: bson.D{{Key: "$gt", Value: v}}}}}}
	}
	return bson.D{{Key: key, Value: bson.D{{Key: "$gte", Value: v}}}}
}

func text(s string) bson.RawValue {
	t, data, _ := bson.MarshalValue(s) // a string can always be written
	return bson.RawValue{Type: t, Value: data}
}
