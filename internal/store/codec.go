package store

import (
	"bytes"
	"encoding"
	"fmt"
	"reflect"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// registry is how Go values become BSON. Beyond what the bson package does by
// itself, every type that can write itself as text is kept as that text, so
// that dates and weeks read well in the database and sort in it.
var registry = newRegistry()

func newRegistry() *bson.Registry {
	r := bson.NewRegistry()
	r.RegisterInterfaceEncoder(reflect.TypeFor[encoding.TextMarshaler](), bson.ValueEncoderFunc(encodeText))
	r.RegisterInterfaceDecoder(reflect.TypeFor[encoding.TextUnmarshaler](), bson.ValueDecoderFunc(decodeText))
	// A pointer to a time also satisfies TextMarshaler, but a time is a date-time
	// to BSON whether it is pointed to or not. The same goes for object ids.
	for _, t := range []reflect.Type{reflect.TypeFor[*time.Time](), reflect.TypeFor[*bson.ObjectID]()} {
		r.RegisterTypeEncoder(t, bson.ValueEncoderFunc(encodePointer))
		r.RegisterTypeDecoder(t, bson.ValueDecoderFunc(decodePointer))
	}
	return r
}

func encodeText(_ bson.EncodeContext, w bson.ValueWriter, v reflect.Value) error {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return w.WriteNull()
	}
	m, ok := v.Interface().(encoding.TextMarshaler)
	if !ok { // only the pointer has the method
		m = v.Addr().Interface().(encoding.TextMarshaler)
	}
	text, err := m.MarshalText()
	if err != nil {
		return err
	}
	return w.WriteString(string(text))
}

func decodeText(_ bson.DecodeContext, r bson.ValueReader, v reflect.Value) error {
	if r.Type() == bson.TypeNull {
		v.SetZero()
		return r.ReadNull()
	}
	text, err := r.ReadString()
	if err != nil {
		return err
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
	} else {
		v = v.Addr()
	}
	return v.Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
}

func encodePointer(c bson.EncodeContext, w bson.ValueWriter, v reflect.Value) error {
	if v.IsNil() {
		return w.WriteNull()
	}
	enc, err := c.LookupEncoder(v.Type().Elem())
	if err != nil {
		return err
	}
	return enc.EncodeValue(c, w, v.Elem())
}

func decodePointer(c bson.DecodeContext, r bson.ValueReader, v reflect.Value) error {
	if r.Type() == bson.TypeNull {
		v.SetZero()
		return r.ReadNull()
	}
	dec, err := c.LookupDecoder(v.Type().Elem())
	if err != nil {
		return err
	}
	v.Set(reflect.New(v.Type().Elem()))
	return dec.DecodeValue(c, r, v.Elem())
}

// encode makes a document of a pointer to a stored type. A nil slice or map is
// kept as null and comes back nil.
func encode(v any) (bson.Raw, error) {
	var b bytes.Buffer
	enc := bson.NewEncoder(bson.NewDocumentWriter(&b))
	enc.SetRegistry(registry)
	if err := enc.Encode(v); err != nil {
		return nil, internal("encode %T: %w", v, err)
	}
	return b.Bytes(), nil
}

// decode fills a pointer to a stored type from a document.
func decode(doc bson.Raw, v any) error {
	// As a value it is read where it lies; a reader of documents copies all of it.
	value := bson.RawValue{Type: bson.TypeEmbeddedDocument, Value: doc}
	if err := value.UnmarshalWithRegistry(registry, v); err != nil {
		return internal("decode %T: %w", v, err)
	}
	return nil
}

// keyValue makes the value of an index key out of a Go value, the same way
// encode makes it out of a field.
func keyValue(v any) (bson.RawValue, error) {
	plain, err := plainValue(v)
	if err != nil {
		return bson.RawValue{}, err
	}
	if plain == nil {
		return bson.RawValue{Type: bson.TypeNull}, nil
	}
	t, data, err := bson.MarshalValue(plain)
	if err != nil {
		return bson.RawValue{}, internal("key value %T: %w", v, err)
	}
	return bson.RawValue{Type: t, Value: data}, nil
}

func plainValue(v any) (any, error) {
	r := reflect.ValueOf(v)
	if v == nil || r.Kind() == reflect.Pointer && r.IsNil() {
		return nil, nil
	}
	switch v := v.(type) {
	case time.Time:
		return v, nil
	case *time.Time:
		return *v, nil
	case encoding.TextMarshaler:
		text, err := v.MarshalText()
		return string(text), err
	}
	switch {
	case r.Kind() == reflect.Pointer:
		return plainValue(r.Elem().Interface())
	case r.Kind() == reflect.String:
		return r.String(), nil
	case r.CanInt():
		return r.Int(), nil
	case r.Kind() == reflect.Bool:
		return r.Bool(), nil
	}
	return nil, fmt.Errorf("a %T cannot be an index key", v)
}
