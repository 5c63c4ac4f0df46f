package mongostore

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/store"
)

func TestOpen(t *testing.T) {
	e, err := Open("mongodb://127.0.0.1:1/portal") // nobody listens there, and opening does not mind
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if err := e.Ping(t.Context()); !fault.Is(err, fault.Unavailable) {
		t.Errorf("ping after close gave %v, want unavailable", err)
	}
	_, err = Open("mongodb://user:hunter2@@host:port")
	if !fault.Is(err, fault.Invalid) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a bad address gave %v, want invalid without the password", err)
	}
}

func TestDatabaseOf(t *testing.T) {
	for uri, want := range map[string]string{
		"mongodb://h":                       "fodfaeste",
		"mongodb://h/":                      "fodfaeste",
		"mongodb://h/?replicaSet=r":         "fodfaeste",
		"mongodb://u:p@a:1,b:2/portal?x=/y": "portal",
		"mongodb+srv://cluster/portal":      "portal",
	} {
		if got := databaseOf(uri); got != want {
			t.Errorf("databaseOf(%q) = %q, want %q", uri, got, want)
		}
	}
}

func TestTranslate(t *testing.T) {
	tests := map[string]struct {
		err  error
		want fault.Kind
	}{
		"none":           {nil, ""},
		"no document":    {mongo.ErrNoDocuments, fault.NotFound},
		"no file":        {mongo.ErrFileNotFound, fault.NotFound},
		"taken":          {mongo.WriteException{WriteErrors: mongo.WriteErrors{{Code: 11000}}}, fault.Conflict},
		"shutting down":  {mongo.CommandError{Code: 91}, fault.Unavailable},
		"not primary":    {mongo.CommandError{Code: 10107}, fault.Unavailable},
		"network":        {mongo.CommandError{Labels: []string{"NetworkError"}}, fault.Unavailable},
		"deadline":       {fmt.Errorf("waiting: %w", context.DeadlineExceeded), fault.Unavailable},
		"closed":         {mongo.ErrClientDisconnected, fault.Unavailable},
		"bad hint":       {mongo.CommandError{Code: 2}, fault.Internal},
		"something else": {errors.New("?"), fault.Internal},
	}
	for name, tt := range tests {
		got := translate(tt.err, "test")
		if fault.KindOf(got) != tt.want {
			t.Errorf("%s: translate gave %v, want %s", name, got, tt.want)
		}
		if tt.want == fault.Unavailable && !errors.Is(got, tt.err) && !errors.As(got, new(mongo.CommandError)) {
			t.Errorf("%s: the cause is lost in %v", name, got)
		}
	}
}

// TestDescribed reads indexes that somebody made by hand: what no declaration
// gives must not pass for what one does.
func TestDescribed(t *testing.T) {
	minute := store.After(time.Minute)
	tests := map[string]struct {
		listed bson.D
		want   store.Index
	}{
		"plain":   {bson.D{{Key: "key", Value: bson.D{{Key: "a", Value: 1}, {Key: "_id", Value: 1}}}}, store.Index{Keys: []string{"a"}}},
		"double":  {bson.D{{Key: "key", Value: bson.D{{Key: "a", Value: 1.0}, {Key: "_id", Value: 1.0}}}}, store.Index{Keys: []string{"a"}}},
		"unique":  {bson.D{{Key: "key", Value: bson.D{{Key: "a", Value: 1}}}, {Key: "unique", Value: true}}, store.Index{Keys: []string{"a"}, Unique: true}},
		"expiry":  {bson.D{{Key: "key", Value: bson.D{{Key: "a", Value: 1}}}, {Key: "expireAfterSeconds", Value: int64(60)}}, store.Index{Keys: []string{"a"}, ExpireAfter: minute}},
		"no _id":  {bson.D{{Key: "key", Value: bson.D{{Key: "a", Value: 1}}}}, store.Index{Keys: []string{"a", "without _id"}}},
		"sparse":  {bson.D{{Key: "key", Value: bson.D{{Key: "a", Value: 1}}}, {Key: "unique", Value: true}, {Key: "sparse", Value: true}}, store.Index{Keys: []string{"a", "with options that are never declared"}, Unique: true}},
		"descend": {bson.D{{Key: "key", Value: bson.D{{Key: "a", Value: -1}}}, {Key: "unique", Value: true}}, store.Index{Keys: []string{`a: {"$numberInt":"-1"}`}, Unique: true}},
	}
	for name, tt := range tests {
		data, err := bson.Marshal(tt.listed)
		if err != nil {
			t.Fatal(err)
		}
		var d described
		if err := bson.Unmarshal(data, &d); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := d.index(); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: read as %+v, want %+v", name, got, tt.want)
		}
	}
}
