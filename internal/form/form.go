// Package form reads what people type. A Form keeps every value as typed, so
// that a page can be shown again with nothing lost, and collects what is wrong,
// so that the page can say it at the field and in one summary.
//
// What is wrong is a text key below "error."; package view puts it into words.
package form

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
)

// Form is one form as typed, or as prepared for a first showing.
type Form struct {
	values   url.Values
	warnings map[string]string // codes by field; see Warn
	faults   fault.Fields
	order    []string // fields in the order they were found wrong
	stale    bool     // somebody else changed the record first
}

// Of makes a form of values: a request's, or a record's for editing.
func Of(values url.Values) *Form {
	if values == nil {
		values = url.Values{}
	}
	return &Form{values: values}
}

// Set gives a field a value for its first showing.
func (f *Form) Set(name string, values ...string) *Form {
	f.values[name] = values
	return f
}

// Value is the first value of a field as typed, without outer blanks.
func (f *Form) Value(name string) string { return strings.TrimSpace(f.values.Get(name)) }

// Values are all values of a field: the ticked ones of a group.
func (f *Form) Values(name string) []string { return f.values[name] }

// Filled gives the values that are not empty, for an address.
func (f *Form) Filled() url.Values {
	filled := url.Values{}
	for name, values := range f.values {
		for _, v := range values {
			if strings.TrimSpace(v) != "" {
				filled.Add(name, v)
			}
		}
	}
	return filled
}

// Fail notes that a field is wrong; the first complaint about it stands.
func (f *Form) Fail(name, code string) {
	if _, known := f.faults[name]; !known {
		f.order = append(f.order, name)
	}
	f.faults.Add(name, code)
}

// Warn notes that a field should be looked at again. It stays right.
func (f *Form) Warn(name, code string) {
	if f.warnings == nil {
		f.warnings = map[string]string{}
	}
	f.warnings[name] = code
}

// Merge takes what a service found wrong with fields into the form. Any other
// error is given back.
func (f *Form) Merge(err error) error {
	fields := fault.FieldsOf(err)
	if !fault.Is(err, fault.Invalid) || len(fields) == 0 {
		return err
	}
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		f.Fail(name, fields[name])
	}
	return nil
}

// Do calls a service with what was read, if nothing is wrong so far, and takes
// what it finds wrong with fields into the form. So nothing is written of a
// form that will be shown again. Any other error is given back.
func (f *Form) Do(call func() error) error {
	if !f.OK() {
		return nil
	}
	return f.Merge(call())
}

// versionField is the hidden field in which a form carries the version of the
// record it changes.
const versionField = "version"

// SetVersion notes the version of the record that the form is made from. The
// model of the form carries it to the browser and back.
func (f *Form) SetVersion(version int64) *Form {
	return f.Set(versionField, strconv.FormatInt(version, 10))
}

// DoAt is Do for a change of a record that was seen at the version the form
// carries; a missing or wrong version matches no record. When somebody else
// changed the record first, the form is stale and no error is given back.
func (f *Form) DoAt(call func(version int64) error) error {
	version, err := strconv.ParseInt(f.Value(versionField), 10, 64)
	if err != nil {
		version = -1
	}
	err = f.Do(func() error { return call(version) })
	if fault.Is(err, fault.Conflict) && fault.CodeOf(err) == "changed" {
		f.stale = true
		return nil
	}
	return err
}

// Stale tells whether somebody else changed the record first. Before the form
// is shown again it needs the version that was found instead.
func (f *Form) Stale() bool { return f.stale }

// Compact moves the filled rows of a repeated group up over empty ones, as
// typed, so that a fault found in the n-th thing stands at the n-th row. It
// answers how many rows are filled. Row i's fields are "<group>.<i>.<name>".
func (f *Form) Compact(group string, most int, names ...string) int {
	rows := 0
	for i := range most {
		if !f.filled(group, i, names) {
			continue
		}
		if i != rows {
			for name, values := range f.values {
				if rest, ok := strings.CutPrefix(name, group+"."+strconv.Itoa(i)+"."); ok {
					f.values[rowField(group, rows, rest)] = values
					delete(f.values, name)
				}
			}
		}
		rows++
	}
	return rows
}

// Rows is how many rows of a repeated group to show: up to the last filled one,
// and one more to write in.
func (f *Form) Rows(group string, most int, names ...string) int {
	last := 0
	for i := range most {
		if f.filled(group, i, names) {
			last = i + 1
		}
	}
	return min(last+1, most)
}

// filled tells whether a row says something in any of its fields.
func (f *Form) filled(group string, i int, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return f.Value(rowField(group, i, name)) != "" })
}

func rowField(group string, i int, name string) string {
	return group + "." + strconv.Itoa(i) + "." + name
}

// OK tells whether nothing is wrong so far.
func (f *Form) OK() bool { return len(f.faults) == 0 && !f.stale }

// FaultOf is what is wrong with a field, or "".
func (f *Form) FaultOf(name string) string { return f.faults[name] }

// Wrong lists the fields that are wrong, in the order they were found.
func (f *Form) Wrong() []string { return f.order }

// Rule checks one typed value and answers the code of what is wrong, or "".
type Rule func(value string) string

// Required refuses an empty value.
func Required(value string) string {
	if value == "" {
		return "required"
	}
	return ""
}

// Max refuses more than n characters.
func Max(n int) Rule {
	return func(value string) string {
		if utf8.RuneCountInString(value) > n {
			return "too_long"
		}
		return ""
	}
}

// longest is what any field may hold, in characters, when no Max says less.
const longest = 2000

// Text reads one line or paragraph.
func (f *Form) Text(name string, rules ...Rule) string {
	value := f.Value(name)
	for _, rule := range append(rules, Max(longest)) {
		if code := rule(value); code != "" {
			f.Fail(name, code)
			break
		}
	}
	return value
}

// Lines reads what people write one a line, without bullets and empty lines.
func (f *Form) Lines(name string, rules ...Rule) []string {
	var lines []string
	for line := range strings.Lines(f.Text(name, rules...)) {
		if line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-*•")); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// Date reads a day in ISO or Danish form. An empty field is the zero Date.
func (f *Form) Date(name string, rules ...Rule) caldate.Date {
	value := f.Text(name, append(rules, Max(20))...)
	if value == "" {
		return caldate.Date{}
	}
	d, err := caldate.Parse(value)
	if err != nil {
		f.Fail(name, "date")
	}
	return d
}

// Int reads a whole number between two bounds. An empty field is 0.
func (f *Form) Int(name string, least, most int, rules ...Rule) int {
	value := f.Text(name, append(rules, Max(12))...)
	if value == "" {
		return 0
	}
	n, err := strconv.Atoi(value)
	switch {
	case err != nil:
		f.Fail(name, "number")
	case n < least || n > most:
		f.Fail(name, "out_of_range")
	}
	return n
}

// danishNumber is a number with at most two decimals as people type it: 12,5,
// 12.5 or 15.600,25. A point before three digits parts thousands.
var danishNumber = regexp.MustCompile(`^(\d{1,7}|\d{1,3}(?:\.\d{3}){1,2})(?:,(\d{1,2}))?$|^(\d{1,7})\.(\d{1,2})$`)

// Hundredths reads a number with at most two decimals, such as 12,5, as
// hundredths. An empty field is -1: not known is not zero.
func (f *Form) Hundredths(name string) int {
	value := f.Text(name, Max(12))
	if value == "" {
		return -1
	}
	parts := danishNumber.FindStringSubmatch(value)
	if parts == nil {
		f.Fail(name, "amount")
		return -1
	}
	whole := strings.ReplaceAll(parts[1]+parts[3], ".", "")
	n, err := strconv.Atoi(whole + (parts[2] + parts[4] + "00")[:2])
	if err != nil {
		f.Fail(name, "amount")
		return -1
	}
	return n
}

// SetHundredths gives a field hundredths the way Hundredths reads them: 12 or
// 12,50.
func (f *Form) SetHundredths(name string, n int) *Form {
	if n%100 == 0 {
		return f.Set(name, strconv.Itoa(n/100))
	}
	return f.Set(name, fmt.Sprintf("%d,%02d", n/100, n%100))
}

// Minutes reads a length of time as people write it: 90 minutes are "1:30",
// "1.30", "1,5" or "1½". A plain number counts hours. An empty field is 0.
func (f *Form) Minutes(name string, rules ...Rule) int {
	value := f.Text(name, append(rules, Max(12))...)
	if value == "" {
		return 0
	}
	n, ok := parseMinutes(value)
	if !ok {
		f.Fail(name, "duration")
	}
	return n
}

// SetMinutes gives a field a length of time the way Minutes reads it: 8, 7,5 or
// 7:20.
func (f *Form) SetMinutes(name string, minutes int) *Form {
	switch hours := minutes / 60; minutes % 60 {
	case 0:
		return f.Set(name, strconv.Itoa(hours))
	case 30:
		return f.Set(name, strconv.Itoa(hours)+",5")
	default:
		return f.Set(name, fmt.Sprintf("%d:%02d", hours, minutes%60))
	}
}

func parseMinutes(s string) (int, bool) {
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "+") {
		return 0, false
	}
	if hours, rest, ok := strings.Cut(s, ":"); ok {
		return clockParts(hours, rest)
	}
	// 1.30 is an hour and a half on a Danish clock; 1,5 is a decimal number.
	if hours, rest, ok := strings.Cut(s, "."); ok && len(rest) == 2 {
		return clockParts(hours, rest)
	}
	s = strings.Replace(strings.Replace(s, "½", ",5", 1), ".", ",", 1)
	if strings.HasPrefix(s, ",") {
		s = "0" + s
	}
	h, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || !(h >= 0 && h <= 10000) {
		return 0, false
	}
	return int(h*60 + 0.5), true
}

func clockParts(hours, minutes string) (int, bool) {
	h, err1 := strconv.Atoi(hours)
	m, err2 := strconv.Atoi(minutes)
	if err1 != nil || err2 != nil || h < 0 || h > 10000 || m < 0 || m > 59 || len(minutes) != 2 {
		return 0, false
	}
	return h*60 + m, true
}

// TimeOfDay reads a clock time such as 8, 8:30 or 08.30 as minutes after
// midnight. An empty field is -1.
func (f *Form) TimeOfDay(name string) int {
	value := f.Text(name, Max(8))
	if value == "" {
		return -1
	}
	if !strings.ContainsAny(value, ":.") {
		value += ":00"
	}
	hours, minutes, _ := strings.Cut(strings.Replace(value, ".", ":", 1), ":")
	n, ok := clockParts(hours, minutes)
	if !ok || n > 24*60 {
		f.Fail(name, "time_of_day")
		return -1
	}
	return n
}

// Choice reads one of the allowed values.
func (f *Form) Choice(name string, allowed ...string) string {
	value := f.Value(name)
	switch {
	case value == "":
		f.Fail(name, "choose")
	case !slices.Contains(allowed, value):
		f.Fail(name, "choice")
	}
	return value
}

// Choices reads the ticked ones of the allowed values, in the allowed order.
func (f *Form) Choices(name string, allowed ...string) []string {
	var ticked []string
	for _, value := range allowed {
		if slices.Contains(f.values[name], value) {
			ticked = append(ticked, value)
		}
	}
	if len(ticked) != len(f.values[name]) {
		f.Fail(name, "choice")
	}
	return ticked
}

// Ticked tells whether a single box is ticked.
func (f *Form) Ticked(name string) bool { return f.Value(name) != "" }
