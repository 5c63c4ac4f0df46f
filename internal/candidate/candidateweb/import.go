package candidateweb

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"fodfaeste/internal/candidate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// importModel asks for a file, tells what it would do, and what it did.
type importModel struct {
	Error   string // what is wrong with the file, or ""
	Summary form.Summary
	Columns []view.Fact
	Seen    bool     // a file was read
	Found   []string // what is in it, in sentences
	Faults  []faultRow
	Rows    string         // the good rows, packed for the way to the browser and back; "" when there are none
	Plan    candidate.Plan // goes along as well, to be told at the end
	Submit  string
}

// importingModel is an import under way: each page stores some more of the rows
// and goes on by itself, or with its button.
type importingModel struct {
	Text string
	Done int
	Of   int
	Rows string
	Plan candidate.Plan
}

// faultRow is one faulty row of the file.
type faultRow struct {
	Line   string
	Column string
	Reason string
}

func newImport(t *i18n.Texts) importModel {
	m := importModel{}
	for _, column := range candidate.Columns() {
		m.Columns = append(m.Columns, view.Fact{Label: t.T("candidate.column." + column), Value: t.T("candidate.column." + column + "_hint")})
	}
	return m
}

func (h Handlers) beginImport(r *web.Request) (web.Answer, error) {
	return web.Page(importPage, r.T("candidate.import.title"), newImport(r.Texts)), nil
}

// fail says what is wrong with the file.
func (m *importModel) fail(t *i18n.Texts, code string) {
	m.Error = t.T("error." + code)
	m.Summary = form.Summary{Title: t.N("form.summary", 1), Lines: []form.SummaryLine{{Href: "#file", Text: t.T("candidate.import.file") + ": " + m.Error}}}
}

// preview reads a file and tells what importing it would do. Nothing is stored:
// the good rows travel with the page.
func (h Handlers) preview(r *web.Request) (web.Answer, error) {
	m := newImport(r.Texts)
	data, err := r.File("file", candidate.MaxFile)
	var f candidate.File
	if err == nil {
		f, err = candidate.ReadFile(data, func(list, code string) string { return h.Danish.T(list + "." + code) })
	}
	if code := fault.FieldsOf(err)["file"]; code != "" {
		m.fail(r.Texts, code)
		return web.Invalid(importPage, r.T("candidate.import.title"), m), nil
	}
	if err != nil {
		return nil, err
	}
	plan, err := h.Candidates.PlanImport(r.Context(), r.Actor, f.Rows)
	if err != nil {
		return nil, err
	}
	if m.Rows, err = pack(f.Rows); err != nil {
		return nil, err
	}
	m.show(r.Texts, f, plan)
	return web.Page(importPage, r.T("candidate.import.title"), m), nil
}

// show tells what is in a file.
func (m *importModel) show(t *i18n.Texts, f candidate.File, plan candidate.Plan) {
	m.Seen = true
	m.Found = planned(t, plan)
	if n := f.Wrong(); n > 0 {
		m.Found = append(m.Found, t.N("candidate.import.wrong", n))
	}
	if len(f.Unread) > 0 {
		m.Found = append(m.Found, t.T("candidate.import.unread", "columns", strings.Join(f.Unread, ", ")))
	}
	for _, w := range f.Faults {
		row := faultRow{Line: strconv.Itoa(w.Line), Column: t.T("candidate.import.whole_row"), Reason: t.T("error." + w.Code)}
		if w.Column != "" {
			row.Column = t.T("candidate.column." + w.Column)
		}
		m.Faults = append(m.Faults, row)
	}
	m.Plan = plan
	m.Submit = t.N("candidate.import.submit", plan.Added+plan.Changed)
	if plan.Added+plan.Changed == 0 {
		m.Rows = ""
	}
}

func planned(t *i18n.Texts, p candidate.Plan) []string {
	return []string{t.N("candidate.import.added", p.Added), t.N("candidate.import.changed", p.Changed), t.N("candidate.import.same", p.Same)}
}

// importStep is how many rows one page of an import stores: less than a second.
const importStep = 1000

// confirmImport takes the rows of a preview into the register, so many at a time.
// What is there already is left alone, so that it goes on where it stopped.
func (h Handlers) confirmImport(r *web.Request) (web.Answer, error) {
	f := r.Form()
	rows, err := unpack(f.Value("rows"))
	if err != nil {
		return nil, fault.New(fault.Invalid, "csv_unreadable")
	}
	_, left, err := h.Candidates.Import(r.Context(), r.Actor, rows, importStep)
	if err != nil {
		return nil, err
	}
	plan := candidate.Plan{Added: f.Int("added", 0, candidate.MaxRows), Changed: f.Int("changed", 0, candidate.MaxRows), Same: f.Int("same", 0, candidate.MaxRows)}
	if left > 0 {
		return web.Page(importingPage, r.T("candidate.import.title"), newImporting(r.Texts, f.Value("rows"), plan, left)), nil
	}
	return web.SeeOther("/candidates", web.Done(r.T("candidate.import.done")+" "+strings.Join(planned(r.Texts, plan), " "))), nil
}

func newImporting(t *i18n.Texts, rows string, plan candidate.Plan, left int) importingModel {
	of := max(plan.Added+plan.Changed, left)
	return importingModel{Text: t.T("candidate.import.under_way", "done", t.Count(of-left), "of", t.Count(of)), Done: of - left, Of: of, Rows: rows, Plan: plan}
}

// pack makes rows small enough to lie in a page.
func pack(rows []candidate.Row) (string, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	err := json.NewEncoder(z).Encode(rows)
	if err == nil {
		err = z.Close()
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), err
}

// unpacked is how much of packed rows is read at most.
const unpacked = 8 << 20

func unpack(packed string) (rows []candidate.Row, err error) {
	data, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	err = json.NewDecoder(io.LimitReader(z, unpacked)).Decode(&rows)
	return rows, err
}
