package candidate

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/opening"
)

// MaxFile is how many bytes a file of candidates may have, and MaxRows how many
// people.
const (
	MaxFile = 700 << 10
	MaxRows = 6000
)

// Row is one person of a file. Key is the municipality's own name for the row:
// the same key is the same person, whenever the file comes again.
type Row struct {
	Key     string
	Profile Profile
	Wish    Wish
}

// RowFault is what is wrong with a row: its line in the file, the column and why,
// a text key below "error.". What the row said is not repeated.
type RowFault struct {
	Line   int
	Column string // one of Columns, or "" for the whole row
	Code   string
}

// Columns are what a file can tell, in the order the page explains them; the
// first four are needed. In the file they are called by their Danish names.
func Columns() []string {
	return []string{"key", "first_name", "mastered", "minutes_wished", "minutes_now", "conditions", "post_code", "from", "times"}
}

const neededColumns = 4

// headers are the Danish names of the columns, and others that are understood.
var headers = map[string][]string{
	"key": {"nøgle", "løbenummer", "reference"}, "first_name": {"fornavn"}, "mastered": {"opgaver", "kan"}, "minutes_wished": {"ønskede timer"},
	"minutes_now": {"timer nu"}, "conditions": {"behov", "hensyn", "skånehensyn"}, "post_code": {"postnummer", "postnr"}, "from": {"kan begynde", "fra"}, "times": {"tidspunkter"},
}

// File is a file as read: whom it names, what is wrong, and which columns have no
// meaning here.
type File struct {
	Rows   []Row
	Faults []RowFault
	Unread []string
}

// Wrong counts the rows that are wrong.
func (f File) Wrong() int {
	lines := map[int]bool{}
	for _, w := range f.Faults {
		lines[w.Line] = true
	}
	return len(lines)
}

// ReadFile reads a file with a line of headers: with semicolons or commas, in
// UTF-8 or Windows-1252. Words of a pick-list stand in their Danish form, which
// word tells by code. A file that is not such a one gives fault.Invalid at
// "file".
func ReadFile(data []byte, word func(list, code string) string) (File, error) {
	switch {
	case len(data) == 0:
		return File{}, fault.Field("file", "required")
	case len(data) > MaxFile:
		return File{}, fault.Field("file", "file_too_large")
	case bytes.IndexByte(data, 0) >= 0:
		return File{}, fault.Field("file", "csv_unreadable")
	}
	text := decoded(data)
	head, _, _ := strings.Cut(text, "\n")
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord, in.TrimLeadingSpace = -1, true
	if strings.Count(head, ";") >= strings.Count(head, ",") {
		in.Comma = ';'
	}
	first, err := in.Read()
	if err != nil {
		return File{}, fault.Field("file", "csv_unreadable")
	}
	var f File
	columns := make([]string, len(first))
	for i, name := range first {
		columns[i] = columnOf(name)
		if name = strings.TrimSpace(name); columns[i] == "" && name != "" && !opening.HasCPR(name) {
			f.Unread = append(f.Unread, name)
		}
	}
	for i, column := range columns {
		if slices.Contains(columns[:i], column) && column != "" {
			return File{}, fault.Field("file", "csv_column_twice")
		}
	}
	for _, column := range Columns()[:neededColumns] {
		if !slices.Contains(columns, column) {
			return File{}, fault.Field("file", "csv_columns_missing")
		}
	}
	return f, f.read(in, columns, word)
}

// read reads the rows behind the headers.
func (f *File) read(in *csv.Reader, columns []string, word func(list, code string) string) error {
	keys := map[string]bool{}
	for {
		cells, err := in.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &broken):
			f.Faults = append(f.Faults, RowFault{Line: broken.StartLine, Code: "csv_quotes"})
			continue
		case err != nil:
			return fault.Field("file", "csv_unreadable")
		}
		line, _ := in.FieldPos(0)
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		row, faults := readRow(cells, columns, word)
		if len(faults) == 0 && keys[row.Key] {
			faults.Add("key", "key_twice")
		}
		keys[row.Key] = true
		for _, column := range append(Columns(), "") {
			if code, wrong := faults[column]; wrong {
				f.Faults = append(f.Faults, RowFault{Line: line, Column: column, Code: code})
			}
		}
		if len(faults) == 0 {
			f.Rows = append(f.Rows, row)
		}
		if len(f.Rows) > MaxRows {
			return fault.Field("file", "csv_too_many")
		}
	}
}

// columnOf finds what a header means.
func columnOf(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	for column, names := range headers {
		if slices.Contains(names, name) {
			return column
		}
	}
	return ""
}

// readRow reads one row and finds what is wrong with it.
func readRow(cells, columns []string, word func(list, code string) string) (Row, fault.Fields) {
	var faults fault.Fields
	if len(cells) > len(columns) {
		faults.Add("", "csv_cells")
		return Row{}, faults
	}
	said := map[string]string{}
	for i, cell := range cells {
		if opening.HasCPR(cell) {
			faults.Add(columns[i], "cpr")
		}
		said[columns[i]] = strings.TrimSpace(cell)
	}
	if len(faults) > 0 {
		return Row{}, faults
	}
	minutes := func(column string) int {
		n, ok := hoursOf(said[column])
		if !ok {
			faults.Add(column, "duration")
		}
		return n
	}
	choices := func(column, list string, codes []string) []string {
		var chosen []string
		for _, part := range parts(said[column]) {
			i := slices.IndexFunc(codes, func(code string) bool { return strings.EqualFold(part, word(list, code)) })
			if i < 0 {
				faults.Add(column, "choice")
				continue
			}
			chosen = append(chosen, codes[i])
		}
		return chosen
	}
	row := Row{Key: said["key"], Profile: Profile{
		FirstName: said["first_name"], Mastered: parts(said["mastered"]), Conditions: choices("conditions", "condition", Conditions()),
		MinutesNow: minutes("minutes_now"), MinutesWished: minutes("minutes_wished"),
	}, Wish: Wish{PostCode: said["post_code"], Times: choices("times", "candidate.times", Times())}}
	var err error
	if row.Wish.From, err = caldate.Parse(said["from"]); err != nil && said["from"] != "" {
		faults.Add("from", "date")
	}
	for field, code := range fault.FieldsOf(row.check()) {
		faults.Add(field, code)
	}
	return row, faults
}

// check finds what is wrong with a row whatever file it comes from.
func (r Row) check() error {
	faults := fault.Fields(fault.FieldsOf(checkBoth(r.Profile, r.Wish)))
	switch {
	case r.Key == "":
		faults.Add("key", "required")
	case opening.HasCPR(r.Key):
		faults.Add("key", "cpr")
	case utf8.RuneCountInString(r.Key) > 40:
		faults.Add("key", "too_long")
	}
	return faults.Err()
}

// parts takes a cell with several things apart.
func parts(cell string) []string {
	var list []string
	for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return r == '|' || r == '/' || r == '\n' }) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// hoursOf reads hours as a spreadsheet writes them, 7, 7,5 or 7:30, as minutes.
func hoursOf(cell string) (minutes int, ok bool) {
	if cell == "" {
		return 0, true
	}
	if h, m, timed := strings.Cut(cell, ":"); timed {
		hours, err1 := strconv.ParseUint(h, 10, 8)
		rest, err2 := strconv.ParseUint(m, 10, 8)
		return int(hours*60 + rest), err1 == nil && err2 == nil && rest < 60
	}
	whole, tenths, _ := strings.Cut(strings.ReplaceAll(cell, ".", ","), ",")
	hours, err1 := strconv.ParseUint(whole, 10, 8)
	rest, err2 := strconv.ParseUint((tenths + "00")[:2], 10, 8)
	return int(hours*60 + rest*60/100), err1 == nil && err2 == nil && len(tenths) <= 2
}

// decoded reads text as UTF-8 or, where it is not that, as Windows-1252, in which
// Danish spreadsheets write.
func decoded(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if utf8.Valid(data) {
		return string(data)
	}
	var b strings.Builder
	for _, c := range data {
		if c >= 0x80 && c < 0xa0 {
			b.WriteRune(windows1252[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// windows1252 are the characters 0x80 to 0x9f, which differ from Latin-1.
var windows1252 = [...]rune{
	'€', '\ufffd', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\ufffd', 'Ž', '\ufffd',
	'\ufffd', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\ufffd', 'ž', 'Ÿ',
}
