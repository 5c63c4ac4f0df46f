package store

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fodfaeste/internal/caldate"
)

// coded has a time, a text type and an id in every place where a field's codec
// could be missed.
type coded struct {
	Date   caldate.Date            `bson:"date"`
	Ptr    *caldate.Date           `bson:"ptr"`
	Nil    *caldate.Date           `bson:"nil"`
	List   []caldate.Date          `bson:"list"`
	Ptrs   []*caldate.Date         `bson:"ptrs"`
	Map    map[string]caldate.Date `bson:"map"`
	Keys   map[caldate.Date]int64  `bson:"keys"`
	Time   time.Time               `bson:"time"`
	Times  []*time.Time            `bson:"times"`
	Object bson.ObjectID           `bson:"object"`
	ObjPtr *bson.ObjectID          `bson:"obj_ptr"`
	Empty  []string                `bson:"empty"`
	None   []string                `bson:"none"`
}

func TestCodec(t *testing.T) {
	day, at, object := caldate.MustParse("2026-11-21"), time.Date(2026, 11, 21, 8, 0, 0, 5e6, time.UTC), bson.NewObjectID()
	want := coded{
		Date: day, Ptr: &day, List: []caldate.Date{day, {}}, Ptrs: []*caldate.Date{&day, nil},
		Map: map[string]caldate.Date{"a": day}, Keys: map[caldate.Date]int64{day: 1},
		Time: at, Times: []*time.Time{&at, nil}, Object: object, ObjPtr: &object, Empty: []string{},
	}
	doc, err := encode(&want)
	if err != nil {
		t.Fatal(err)
	}
	var got coded
	if err := decode(doc, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("came back as\n%+v, %v; want\n%+v", got, err, want)
	}
	kinds := map[string]bson.Type{
		"date": bson.TypeString, "ptr": bson.TypeString, "nil": bson.TypeNull, "list.0": bson.TypeString,
		"ptrs.1": bson.TypeNull, "map.a": bson.TypeString, "keys.2026-11-21": bson.TypeInt64, "time": bson.TypeDateTime,
		"times.0": bson.TypeDateTime, "object": bson.TypeObjectID, "obj_ptr": bson.TypeObjectID, "none": bson.TypeNull,
	}
	for path, want := range kinds {
		if got := doc.Lookup(strings.Split(path, ".")...).Type; got != want {
			t.Errorf("%s is kept as %s, want %s", path, got, want)
		}
	}
}

func TestKeyValueEqualsField(t *testing.T) {
	day, at, n, name := caldate.MustParse("2026-11-21"), time.Date(2026, 11, 21, 8, 0, 0, 5_999_999, time.UTC), int64(7), "x"
	type status string
	values := []any{"a", status("b"), int64(5), true, at, &at, day, &day, day.Week(), &n, &name, nil, (*time.Time)(nil), (*caldate.Date)(nil)}
	for _, v := range values {
		doc, err := encode(&struct {
			V any `bson:"v"`
		}{v})
		if err != nil {
			t.Fatal(err)
		}
		got, err := keyValue(v)
		if want := doc.Lookup("v"); err != nil || !got.Equal(want) {
			t.Errorf("key value of %T %v is %v, %v; its field is %v", v, v, got, err, want)
		}
	}
}
