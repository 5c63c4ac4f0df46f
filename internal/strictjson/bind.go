package strictjson

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
)

// binder puts the nodes of a document into Go values and collects the faults.
type binder struct {
	lists  Lists
	faults Faults
}

var (
	dateType    = reflect.TypeFor[caldate.Date]()
	decimalType = reflect.TypeFor[decimal.Decimal]()
)

func (b *binder) document(root node, into any) {
	if root.delim != '{' {
		b.faults.Add("document", "must be an object, not %s", root.kind())
		return
	}
	b.object("", root, reflect.ValueOf(into).Elem())
}

// bind reads a node into a value. tag is that of the field it came from.
func (b *binder) bind(path string, n node, into reflect.Value, tag reflect.StructTag) {
	if n.delim == 0 && n.value == nil {
		b.faults.Add(path, "must not be null; leave out what is not known")
		return
	}
	if into.Kind() == reflect.Pointer {
		into.Set(reflect.New(into.Type().Elem()))
		into = into.Elem()
	}
	switch {
	case into.Type() == dateType:
		b.date(path, n, into)
	case into.Type() == decimalType:
		if d, ok := b.number(path, n, tag); ok {
			into.Set(reflect.ValueOf(d))
		}
	default:
		b.kind(path, n, into, tag)
	}
}

func (b *binder) kind(path string, n node, into reflect.Value, tag reflect.StructTag) {
	switch into.Kind() {
	case reflect.Struct:
		if b.is(path, n.delim == '{', "an object", n) {
			b.object(path, n, into)
		}
	case reflect.Map:
		if b.is(path, n.delim == '{', "an object", n) {
			b.months(path, n, into, tag)
		}
	case reflect.Slice:
		if b.is(path, n.delim == '[', "a list", n) {
			b.list(path, n, into, tag)
		}
	case reflect.Bool:
		yes, ok := n.value.(bool)
		if b.is(path, ok, "true or false", n) {
			into.SetBool(yes)
		}
	case reflect.Int, reflect.Int64:
		d, ok := b.number(path, n, tag)
		switch {
		case ok && !d.IsInteger():
			b.faults.Add(path, "must be a whole number")
		case ok:
			into.SetInt(d.IntPart())
		}
	case reflect.String:
		text, ok := n.value.(string)
		if b.is(path, ok, "a text", n) {
			b.text(path, text, tag)
			into.SetString(text)
		}
	default:
		panic(fmt.Sprintf("strictjson: %s: cannot read into %s", path, into.Type()))
	}
}

func (b *binder) is(path string, ok bool, want string, n node) bool {
	if !ok {
		b.faults.Add(path, "must be %s, not %s", want, n.kind())
	}
	return ok
}

// object reads the members of an object into the fields that name them.
func (b *binder) object(path string, n node, into reflect.Value) {
	fields := map[string]reflect.StructField{}
	for _, f := range reflect.VisibleFields(into.Type()) {
		if key := f.Tag.Get("json"); key != "" && key != "-" {
			fields[key] = f
		}
	}
	seen := map[string]bool{}
	for _, m := range n.members {
		here := join(path, m.key)
		f, known := fields[m.key]
		switch {
		case seen[m.key]:
			b.faults.Add(here, "is given twice")
		case !known:
			b.faults.Add(here, "is not a key of this document")
		default:
			b.bind(here, m.value, into.FieldByIndex(f.Index), f.Tag)
		}
		seen[m.key] = true
	}
	for _, f := range reflect.VisibleFields(into.Type()) {
		if key := f.Tag.Get("json"); f.Tag.Get("must") != "" && !seen[key] {
			b.faults.Add(join(path, key), "is missing")
		}
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// month is the key of a map: a calendar month.
var month = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])$`)

// IsMonth tells whether a text is a calendar month, YYYY-MM.
func IsMonth(text string) bool { return month.MatchString(text) }

// months reads a map from calendar months to values.
func (b *binder) months(path string, n node, into reflect.Value, tag reflect.StructTag) {
	into.Set(reflect.MakeMapWithSize(into.Type(), len(n.members)))
	seen := map[string]bool{}
	for _, m := range n.members {
		here := join(path, m.key)
		switch {
		case seen[m.key]:
			b.faults.Add(here, "is given twice")
		case !IsMonth(m.key):
			b.faults.Add(here, "is not a month, YYYY-MM")
		}
		seen[m.key] = true
		v := reflect.New(into.Type().Elem()).Elem()
		b.bind(here, m.value, v, tag)
		into.SetMapIndex(reflect.ValueOf(m.key), v)
	}
}

func (b *binder) list(path string, n node, into reflect.Value, tag reflect.StructTag) {
	into.Set(reflect.MakeSlice(into.Type(), len(n.items), len(n.items)))
	seen := map[string]bool{}
	for i, item := range n.items {
		here := fmt.Sprintf("%s[%d]", path, i)
		b.bind(here, item, into.Index(i), tag)
		if text, ok := item.value.(string); ok && tag.Get("in") != "" {
			if seen[text] {
				b.faults.Add(here, "%s is given twice", text)
			}
			seen[text] = true
		}
	}
}

// largest is the most a number may be: two of them multiply within 64 bits.
var largest = decimal.New(1, 9)

// numberForm keeps out exponents that would make an exact decimal enormous.
var numberForm = regexp.MustCompile(`^-?\d{1,15}(\.\d{1,15})?([eE][+-]?\d)?$`)

func (b *binder) number(path string, n node, tag reflect.StructTag) (decimal.Decimal, bool) {
	literal, ok := n.value.(json.Number)
	if !b.is(path, ok, "a number", n) {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(string(literal))
	if err != nil || !numberForm.MatchString(string(literal)) || d.Abs().GreaterThan(largest) {
		b.faults.Add(path, "is too large or too fine a number")
		return decimal.Decimal{}, false
	}
	least, most, _ := strings.Cut(tag.Get("limit"), "..")
	switch {
	case least == "0" && d.IsNegative():
		b.faults.Add(path, "must not be negative")
	case least != "" && d.LessThan(decimal.RequireFromString(least)):
		b.faults.Add(path, "must be at least %s", least)
	case most != "" && d.GreaterThan(decimal.RequireFromString(most)):
		b.faults.Add(path, "must be at most %s", most)
	default:
		return d, true
	}
	return d, false
}

// isoDate is the only way a date is written in a document.
var isoDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

func (b *binder) date(path string, n node, into reflect.Value) {
	text, ok := n.value.(string)
	if !b.is(path, ok, "a date as text", n) {
		return
	}
	d, err := caldate.Parse(text)
	if err != nil || !isoDate.MatchString(text) {
		b.faults.Add(path, "is not a date, YYYY-MM-DD")
		return
	}
	into.Set(reflect.ValueOf(d))
}

// text checks a text against what its tag allows.
func (b *binder) text(path, text string, tag reflect.StructTag) {
	allowed := strings.Split(tag.Get("in"), ",")
	if name, named := strings.CutPrefix(tag.Get("in"), "@"); named {
		allowed = b.lists[name]
	}
	if tag.Get("in") != "" && !slices.Contains(allowed, text) {
		b.faults.Add(path, "must be one of %s", strings.Join(allowed, ", "))
	}
	if digits := tag.Get("digits"); digits != "" {
		n, err := strconv.Atoi(digits)
		if err != nil {
			panic("strictjson: " + path + ": digits is not a number")
		}
		if len(text) != n || strings.Trim(text, "0123456789") != "" {
			b.faults.Add(path, "must be %d digits", n)
		}
	}
	switch form := tag.Get("form"); {
	case form == "month" && !IsMonth(text):
		b.faults.Add(path, "is not a month, YYYY-MM")
	case form == "clock" && !clock.MatchString(text):
		b.faults.Add(path, "is not a time of day, HH:MM")
	}
}

// clock is a time of day. Midnight is the beginning of a day, 00:00.
var clock = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
