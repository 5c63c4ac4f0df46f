package grant

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
)

// Fact describes a fact that somebody can be asked for.
type Fact struct {
	Path   Path
	Kind   FactKind
	Values []string // of a Choice
	Least  string   // the lowest number allowed, or ""
	Most   string   // the highest, or ""
}

// FactKind is what the answer looks like.
type FactKind int

const (
	YesNo  FactKind = iota
	Choice          // one of Values
	Day             // written 2026-11-21
	Number          // with a decimal point
	Whole           // a whole number
	Ore             // an amount in øre
	Text
)

// FactOf describes the fact of a path such as "work.start"; ok is false for a
// path that is none, or that names a list.
func FactOf(path Path) (f Fact, ok bool) {
	field, ok := fieldAt(reflect.TypeFor[Situation](), path)
	if !ok {
		return Fact{}, false
	}
	f.Path = path
	kind := field.Type
	if kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	f.Least, f.Most, _ = strings.Cut(field.Tag.Get("limit"), "..")
	in := field.Tag.Get("in")
	switch {
	case kind == reflect.TypeFor[caldate.Date]():
		f.Kind = Day
	case kind == reflect.TypeFor[decimal.Decimal]():
		f.Kind = Number
	case kind == reflect.TypeFor[money.Ore]():
		f.Kind = Ore
	case kind.Kind() == reflect.Bool:
		f.Kind = YesNo
	case kind.Kind() == reflect.Int:
		f.Kind = Whole
	case kind.Kind() == reflect.String && in != "" && !strings.HasPrefix(in, "@"):
		f.Kind, f.Values = Choice, strings.Split(in, ",")
	case kind.Kind() == reflect.String:
		f.Kind = Text
	default:
		return Fact{}, false
	}
	return f, true
}

// fieldAt follows the json names of a path.
func fieldAt(in reflect.Type, path Path) (reflect.StructField, bool) {
	name, rest, more := strings.Cut(string(path), ".")
	for i := range in.NumField() {
		field := in.Field(i)
		if field.Tag.Get("json") != name {
			continue
		}
		if !more {
			return field, true
		}
		if field.Type.Kind() == reflect.Struct {
			return fieldAt(field.Type, Path(rest))
		}
	}
	return reflect.StructField{}, false
}

// Tell sets a fact from its answer: yes or no, one of the values, a day, a
// number with a decimal point, an amount in øre, or a text. It is an error to
// tell what no fact can take; the error does not repeat the answer, which may be
// about a person.
func (s *Situation) Tell(path Path, answer string) error {
	fact, ok := FactOf(path)
	if !ok {
		return fmt.Errorf("grant: %s is no fact that can be told", path)
	}
	value, err := fact.value(answer)
	if err != nil {
		return fmt.Errorf("grant: %s: %w", path, err)
	}
	at := reflect.ValueOf(s).Elem()
	for name := range strings.SplitSeq(string(path), ".") {
		for i := range at.NumField() {
			if at.Type().Field(i).Tag.Get("json") == name {
				at = at.Field(i)
				break
			}
		}
	}
	if at.Kind() == reflect.Pointer {
		at.Set(reflect.New(at.Type().Elem()))
		at = at.Elem()
	}
	at.Set(reflect.ValueOf(value).Convert(at.Type()))
	return nil
}

func (f Fact) value(answer string) (any, error) {
	switch f.Kind {
	case YesNo:
		if answer != "yes" && answer != "no" {
			return nil, errors.New("neither yes nor no")
		}
		return answer == "yes", nil
	case Day:
		return caldate.Parse(answer)
	case Number:
		return decimal.NewFromString(answer)
	case Whole, Ore:
		d, err := decimal.NewFromString(answer)
		if err != nil || !d.IsInteger() {
			return nil, errors.New("not a whole number")
		}
		return d.IntPart(), nil
	}
	return answer, nil
}
