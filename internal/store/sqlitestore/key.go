package sqlitestore

import (
	"encoding/binary"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fodfaeste/internal/store"
)

// The first byte of a written value: its type, in the order in which MongoDB
// sorts types. Two tags are never neighbours, so tag+1 ends a type.
const (
	tagEmptyArray = 0x08
	tagNull       = 0x10
	tagNumber     = 0x20
	tagString     = 0x30
	tagBool       = 0x40
	tagTime       = 0x50
)

// appendKey writes a value so that written values compare as the values do.
func appendKey(b []byte, v bson.RawValue) []byte {
	switch v.Type {
	case bson.TypeNull:
		return append(b, tagNull)
	case bson.TypeInt32, bson.TypeInt64:
		return appendInt(append(b, tagNumber), v.AsInt64())
	case bson.TypeString:
		return appendString(append(b, tagString), v.StringValue())
	case bson.TypeBoolean:
		if v.Boolean() {
			return append(b, tagBool, 1)
		}
		return append(b, tagBool, 0)
	case bson.TypeDateTime:
		return appendInt(append(b, tagTime), v.DateTime())
	}
	return append(b, tagEmptyArray) // the zero value; the store lets nothing else through
}

// appendInt turns the sign bit round, so that negative numbers come first.
func appendInt(b []byte, n int64) []byte {
	return binary.BigEndian.AppendUint64(b, uint64(n)^1<<63)
}

// appendString ends a string with 00 01 and writes a zero byte in it as 00 FF,
// so that a string sorts before every longer one that begins with it.
func appendString(b []byte, s string) []byte {
	for i := range len(s) {
		b = append(b, s[i])
		if s[i] == 0 {
			b = append(b, 0xFF)
		}
	}
	return append(b, 0, 1)
}

func appendKeys(b []byte, values []bson.RawValue) []byte {
	for _, v := range values {
		b = appendKey(b, v)
	}
	return b
}

// bounds gives the part of an index's entries that a plan asks for: from
// included, to not. A bound on one side covers values of its own type alone,
// as it does in MongoDB.
func bounds(p store.Plan) (from, to []byte) {
	prefix := appendKeys([]byte{}, p.Equal) // never nil, which would be NULL to SQLite
	from = prefix
	to = append(slices.Clone(prefix), 0xFF) // no tag is that high
	switch {
	case !p.From.IsZero():
		from = appendKey(slices.Clone(prefix), p.From)
		to = afterType(prefix, from)
	case !p.To.IsZero():
		from = append(slices.Clone(prefix), appendKey(nil, p.To)[0])
	}
	if !p.To.IsZero() {
		to = appendKey(slices.Clone(prefix), p.To)
	}
	return from, to
}

// afterType ends the values of the type that key has behind prefix.
func afterType(prefix, key []byte) []byte {
	return append(slices.Clone(prefix), key[len(prefix)]+1)
}

// entry keys of a document under an index, each once.
func entryKeys(x store.Index, doc bson.Raw) ([]string, error) {
	rows, err := x.Entries(doc)
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(rows))
	for i, row := range rows {
		keys[i] = string(appendKeys(nil, row))
	}
	slices.Sort(keys)
	return slices.Compact(keys), nil
}
