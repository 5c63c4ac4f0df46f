package grant

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/money"
)

// draw makes situations at random. What it makes is well-formed: every value is
// within the limits of its field, and no two facts contradict each other.
type draw struct {
	*rand.Rand
	lists  map[string][]string
	absent float64     // how likely a fact is left out
	change float64     // how likely a fact that is there already is drawn again
	bases  []Situation // situations to change; drawn from nothing when there are none
}

// drawing makes the same situations again for the same seed.
func drawing(r *Rules, seed uint64, bases []Situation) *draw {
	return &draw{Rand: rand.New(rand.NewPCG(seed, 0)), lists: r.lists(), bases: bases}
}

// situation is a new one: every second filled from nothing, the others one of
// the bases with some facts changed, which come closer to what schemes ask for.
func (d *draw) situation() Situation {
	var s Situation
	d.absent, d.change = d.Float64()/2, 1
	if len(d.bases) > 0 && d.IntN(2) == 0 {
		s = clone(d.bases[d.IntN(len(d.bases))])
		d.absent, d.change = d.Float64()/4, d.Float64()/8
	}
	d.fill(reflect.ValueOf(&s).Elem())
	d.settle(&s)
	return s
}

// fill draws the fields of a struct. A fact that must be there always is.
func (d *draw) fill(into reflect.Value) {
	for i := range into.NumField() {
		field, at := into.Type().Field(i), into.Field(i)
		if field.Tag.Get("json") == "" {
			continue
		}
		if at.Kind() == reflect.Struct && at.Type() != reflect.TypeFor[caldate.Date]() && at.Type() != reflect.TypeFor[decimal.Decimal]() {
			d.fill(at)
			continue
		}
		if d.Float64() >= d.change {
			continue
		}
		at.SetZero()
		if field.Tag.Get("must") != "" || d.Float64() >= d.absent {
			d.value(at, field)
		}
	}
}

// value draws one fact.
func (d *draw) value(at reflect.Value, field reflect.StructField) {
	if at.Kind() == reflect.Pointer {
		at.Set(reflect.New(at.Type().Elem()))
		at = at.Elem()
	}
	switch at.Interface().(type) {
	case caldate.Date:
		at.Set(reflect.ValueOf(d.day(field.Tag.Get("json"))))
		return
	case decimal.Decimal:
		at.Set(reflect.ValueOf(d.number(field.Tag.Get("limit"), numbers)))
		return
	case money.Ore:
		at.SetInt(d.number(field.Tag.Get("limit"), amounts).IntPart())
		return
	case ByMonth:
		at.Set(reflect.ValueOf(d.byMonth()))
		return
	}
	switch at.Kind() {
	case reflect.Bool:
		at.SetBool(d.IntN(2) == 0)
	case reflect.Int:
		at.SetInt(d.number(field.Tag.Get("limit"), numbers).IntPart())
	case reflect.String:
		at.SetString(d.text(field.Tag))
	case reflect.Slice:
		d.list(at, field.Tag)
	default:
		panic("no value for " + field.Name)
	}
}

// The numbers lie on, just below and just above the limits of the rules.
var (
	numbers = strings.Fields("0 0.4 1 2 3 3.9 4 5 5.1 5.9 6 8 9.5 9.95 10 12 12.3 15 17 18 20 21 23.5 24 25 30 31 32 37 37.5 40 49 50 51 55 60 74 130 160.33 300 485 486 780 961.97 961.98 1200")
	amounts = strings.Fields("0 1 99 4100 12345 18000 20050 35000 900000 1767200 1767300 2500000 3333333 4276600 30000000 45000001")
	works   = strings.Fields("pakke køre Pakke rengøring")
)

func (d *draw) number(limit string, from []string) decimal.Decimal {
	least, most, _ := strings.Cut(limit, "..")
	for {
		n := dec(from[d.IntN(len(from))])
		if (least == "" || n.GreaterThanOrEqual(dec(least))) && (most == "" || n.LessThanOrEqual(dec(most))) {
			return n
		}
	}
}

// day draws a date in a place where its fact makes sense.
func (d *draw) day(fact string) caldate.Date {
	switch middle := caldate.New(2026, 3, 1); fact {
	case "start":
		return caldate.New(2024, 1, 1).Add(d.IntN(3*366) + max(0, d.IntN(40)-38)*400) // now and then after the rules end
	case "birth_date":
		return caldate.New(1955, 1, 1).Add(d.IntN(55 * 365))
	case "registered_since":
		return caldate.New(2004, 1, 1).Add(d.IntN(22 * 365))
	case "signed_on":
		return caldate.New(2019, 7, 1).Add(d.IntN(8 * 365))
	default:
		return middle.Add(d.IntN(900) - 600)
	}
}

func (d *draw) text(tag reflect.StructTag) string {
	in := tag.Get("in")
	switch {
	case tag.Get("digits") != "":
		return fmt.Sprintf("10000000%02d", d.IntN(100))
	case in == "":
		return works[d.IntN(len(works))]
	}
	values := d.values(in)
	return values[d.IntN(len(values))]
}

func (d *draw) values(in string) []string {
	if name, named := strings.CutPrefix(in, "@"); named {
		return d.lists[name]
	}
	return strings.Split(in, ",")
}

// list draws up to three entries; those of a closed list are different ones.
func (d *draw) list(at reflect.Value, tag reflect.StructTag) {
	n := d.IntN(4)
	if tag.Get("in") == "" {
		at.Set(reflect.MakeSlice(at.Type(), n, n))
		for i := range n {
			change := d.change
			d.change = 1
			d.fill(at.Index(i))
			d.change = change
		}
		return
	}
	values := slices.Clone(d.values(tag.Get("in")))
	d.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
	at.Set(reflect.MakeSlice(at.Type(), n, n))
	for i := range n {
		at.Index(i).SetString(values[i])
	}
}

// byMonth draws staff of the three years the rules are known for, with a level
// that changes little. Now and then a month is missing.
func (d *draw) byMonth() ByMonth {
	level, staff := dec(numbers[d.IntN(len(numbers))]), ByMonth{}
	for month := caldate.New(2023, 1, 1); month.Year() < 2028; month = month.AddMonths(1) {
		if d.IntN(200) > 0 {
			staff[MonthKey(month)] = level.Add(decimal.New(int64(d.IntN(100)), -2))
		}
	}
	return staff
}

// clone copies a situation in depth.
func clone(s Situation) Situation {
	var deep func(from reflect.Value) reflect.Value
	deep = func(from reflect.Value) reflect.Value {
		to := reflect.New(from.Type()).Elem()
		to.Set(from)
		switch from.Kind() {
		case reflect.Pointer:
			if !from.IsNil() {
				to.Set(reflect.New(from.Type().Elem()))
				to.Elem().Set(deep(from.Elem()))
			}
		case reflect.Slice:
			if !from.IsNil() {
				to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
				for i := range from.Len() {
					to.Index(i).Set(deep(from.Index(i)))
				}
			}
		case reflect.Map:
			to.Set(reflect.ValueOf(maps.Clone(from.Interface().(ByMonth))))
		case reflect.Struct:
			for i := range from.NumField() {
				if from.Type().Field(i).IsExported() {
					to.Field(i).Set(deep(from.Field(i)))
				}
			}
		}
		return to
	}
	return deep(reflect.ValueOf(s)).Interface().(Situation)
}
