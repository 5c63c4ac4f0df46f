// Package payrollweb is where a firm makes the file it pays from, sees what is in
// it line by line, and fetches it again.
package payrollweb

import (
	"net/url"
	"strconv"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/payroll"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for payroll.
type Handlers struct {
	Payroll *payroll.Service
	Danish  *i18n.Texts // the language of files: a payroll bureau reads them
}

const path = "/payroll"

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get(path, access.RunPayroll, h.list),
		web.Get(path+"/period", access.RunPayroll, h.period),
		web.Post(path+"/period", access.RunPayroll, h.export),
		web.Get(path+"/numbers", access.RunPayroll, h.numbers),
		web.Post(path+"/numbers", access.RunPayroll, h.setNumbers),
		web.Get(path+"/:id/hours.csv", access.RunPayroll, h.csv),
		web.Get(path+"/:id/hours.xlsx", access.RunPayroll, h.xlsx),
	}
}

// listModel is the last months, and how their pay stands.
type listModel struct {
	Months  []monthModel
	Summary form.Summary
	Days    []form.Field // of a period of one's own
}

type monthModel struct {
	Href   string
	Title  string
	Detail string
	Badge  view.Badge
}

// monthsBack is how many months the list shows, the current one included.
const monthsBack = 7

// months are the last ones, the oldest first.
func months(today caldate.Date) [][2]caldate.Date {
	var spans [][2]caldate.Date
	for n := 1 - monthsBack; n <= 0; n++ {
		first := today.MonthStart().AddMonths(n)
		spans = append(spans, [2]caldate.Date{first, first.MonthEnd()})
	}
	return spans
}

func (h Handlers) list(r *web.Request) (web.Answer, error) { return h.showList(r, form.Of(nil)) }

func (h Handlers) showList(r *web.Request, f *form.Form) (web.Answer, error) {
	periods, err := h.Payroll.Periods(r.Context(), r.Actor, months(r.Today())...)
	if err != nil {
		return nil, err
	}
	return web.Form(listPage, r.T("payroll.title"), f, newList(r.Texts, periods, f, r.Today())), nil
}

func newList(t *i18n.Texts, periods []payroll.Period, f *form.Form, today caldate.Date) listModel {
	b := f.Build(t, "payroll.field")
	m := listModel{Days: []form.Field{b.Field(form.Day, "from"), b.Field(form.Day, "to")}}
	m.Summary = b.Summary(m.Days...)
	for i := len(periods) - 1; i >= 0; i-- {
		p := periods[i]
		if len(p.Book) == 0 && len(p.Files) == 0 && len(p.Rows) == 0 {
			continue
		}
		m.Months = append(m.Months, monthModel{Href: periodPath(p.From, p.To), Title: t.Month(p.From), Detail: sums(t, p.Book), Badge: badge(t, p, today)})
	}
	return m
}

// sums tells how much of each kind of pay there is.
func sums(t *i18n.Texts, book []hours.Booked) string {
	text, minutes := "", minutesOf(book)
	for _, kind := range payroll.Kinds() {
		if n := minutes[kind]; n > 0 || kind == hours.Paid {
			if text != "" {
				text += ", "
			}
			text += t.T("payroll.sum", "hours", t.Hours(n), "kind", t.T("strand."+string(kind)))
		}
	}
	return text
}

func minutesOf(book []hours.Booked) map[hours.Kind]int {
	minutes := map[hours.Kind]int{}
	for _, l := range book {
		minutes[l.Kind] += l.Minutes
	}
	return minutes
}

func badge(t *i18n.Texts, p payroll.Period, today caldate.Date) view.Badge {
	switch {
	case !p.Over(today):
		return view.Badge{Label: t.T("payroll.state.running")}
	case payroll.Corrects(p.Rows):
		return view.Badge{Label: t.T("payroll.state.changed"), Tone: "warning"}
	case len(p.Missing) > 0:
		return view.Badge{Label: t.N("payroll.state.missing", len(p.Missing)), Tone: "warning"}
	case p.Exported() && len(p.Rows) == 0:
		return view.Badge{Label: t.T("payroll.state.made"), Tone: "success"}
	}
	return view.Badge{Label: t.T("payroll.state.ready"), Tone: "info"}
}

func periodPath(from, to caldate.Date) string {
	return path + "/period?" + url.Values{"from": {from.String()}, "to": {to.String()}}.Encode()
}

// periodModel is a stretch of days: what there is to pay, what waits, and the
// files that were made.
type periodModel struct {
	Title   string
	Empty   string
	Sums    []view.Fact
	Lines   []rowModel // what the sums are made of
	Missing []linkModel
	Lead    string // what the next file will say
	Rows    []rowModel
	From    string // of the form that makes it; "" where none can be made
	To      string
	Seen    string
	Submit  string
	Why     string // why none can be made now, or ""
	Files   []fileModel
}

type linkModel struct{ Href, Text string }

type rowModel struct {
	Name   string
	Href   string // the week whose lines it is the sum of
	Day    string
	Kind   string // of pay, or the task of a line
	Hours  string
	Before bool // corrects what an earlier file said
}

type fileModel struct {
	Title  string
	Detail string
	CSV    string
	XLSX   string
}

// days reads the period of an address.
func days(f *form.Form) (from, to caldate.Date, err error) {
	from, to = f.Date("from"), f.Date("to")
	if f.OK() {
		err = f.Merge(payroll.CheckPeriod(from, to))
	}
	return from, to, err
}

func (h Handlers) period(r *web.Request) (web.Answer, error) {
	f := form.Of(r.QueryValues())
	from, to, err := days(f)
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showList(r, f)
	}
	periods, err := h.Payroll.Periods(r.Context(), r.Actor, [2]caldate.Date{from, to})
	if err != nil {
		return nil, err
	}
	m := newPeriod(r.Texts, periods[0], r.Today())
	return web.Page(periodPage, m.Title, m), nil
}

func newPeriod(t *i18n.Texts, p payroll.Period, today caldate.Date) periodModel {
	m := periodModel{Title: t.T("payroll.of", "period", periodTitle(t, p.From, p.To))}
	minutes := minutesOf(p.Book)
	for _, kind := range payroll.Kinds() {
		if n := minutes[kind]; n > 0 {
			m.Sums = append(m.Sums, view.Fact{Label: t.T("payroll.approved_of", "kind", t.T("strand."+string(kind))), Value: t.Hours(n)})
		}
	}
	for _, l := range p.Book {
		m.Lines = append(m.Lines, rowModel{Name: l.FirstName, Href: weekPath(l.PlacementID, l.Week), Day: t.Day(l.Date), Kind: l.TaskTitle, Hours: t.Hours(l.Minutes)})
	}
	for _, item := range p.Missing {
		text := t.T("week.row_title", "name", item.FirstName, "n", item.Week.Week.Number()) + ": " + t.T("payroll.waits."+string(item.State))
		m.Missing = append(m.Missing, linkModel{Href: weekPath(item.PlacementID, item.Week.Week), Text: text})
	}
	for _, row := range p.Rows {
		m.Rows = append(m.Rows, rowModel{
			Name: row.FirstName, Href: weekPath(row.PlacementID, row.Date.Week()), Day: t.Day(row.Date), Kind: t.T("strand." + string(row.Kind)), Hours: signed(t, row.Minutes), Before: row.Correction,
		})
	}
	for _, e := range p.Files {
		m.Files = append(m.Files, newFile(t, e))
	}
	m.offer(t, p, today)
	return m
}

// offer says which file can be made now, or why none.
func (m *periodModel) offer(t *i18n.Texts, p payroll.Period, today caldate.Date) {
	switch {
	case len(p.Book) == 0 && len(p.Rows) == 0 && len(p.Files) == 0:
		m.Empty = t.T("payroll.empty")
	case len(p.Rows) == 0 && p.Exported():
		m.Why = t.T("payroll.all_told")
	case len(p.Rows) == 0:
		m.Why = t.T("payroll.nothing")
	case !p.Over(today):
		m.Lead, m.Why = t.T("payroll.so_far"), t.T("payroll.not_over", "day", t.Day(p.To.Add(1)))
	case payroll.Corrects(p.Rows):
		m.Lead, m.Submit = t.T("payroll.difference"), t.T("payroll.make_difference")
	default:
		m.Lead, m.Submit = t.T("payroll.will_say"), t.T("payroll.make")
	}
	if m.Submit != "" {
		m.From, m.To, m.Seen = p.From.String(), p.To.String(), payroll.Fingerprint(p.Rows)
	}
}

// signed writes a time with its sign where it is taken back.
func signed(t *i18n.Texts, minutes int) string {
	if minutes < 0 {
		return "−" + t.Hours(-minutes)
	}
	return t.Hours(minutes)
}

func newFile(t *i18n.Texts, e payroll.Export) fileModel {
	kind := "whole"
	if e.Difference() {
		kind = "difference"
	}
	return fileModel{
		Title:  t.T("payroll.file."+kind, "n", e.Number, "period", periodTitle(t, e.From, e.To)),
		Detail: t.T("payroll.file.made", "who", t.Person(e.By), "when", t.Moment(e.At)),
		CSV:    path + "/" + e.ID + "/hours.csv", XLSX: path + "/" + e.ID + "/hours.xlsx",
	}
}

// periodTitle names a month by its name and anything else by its days.
func periodTitle(t *i18n.Texts, from, to caldate.Date) string {
	if from == from.MonthStart() && to == from.MonthEnd() {
		return t.Month(from)
	}
	return t.Span(from, to)
}

func weekPath(placementID string, w caldate.Week) string {
	return "/placements/" + placementID + "/weeks/" + w.String()
}

// export makes the file of what the page showed. What changed meanwhile is shown
// first.
func (h Handlers) export(r *web.Request) (web.Answer, error) {
	f := r.Form()
	from, to, err := days(f)
	if err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.showList(r, f)
	}
	e, err := h.Payroll.Make(r.Context(), r.Actor, from, to, f.Value("seen"), Files(h.Danish))
	switch code := fault.CodeOf(err); {
	case fault.Is(err, fault.Conflict) && (code == "payroll_changed" || code == "payroll_nothing"):
		return web.SeeOther(periodPath(from, to), web.Notice{Kind: "warning", Text: r.T("error." + code)}), nil
	case err != nil:
		return nil, err
	}
	return web.SeeOther(periodPath(from, to), web.Done(r.T("payroll.made", "n", e.Number))), nil
}

func (h Handlers) csv(r *web.Request) (web.Answer, error) {
	return h.file(r, "csv", "text/csv; charset=utf-8")
}

func (h Handlers) xlsx(r *web.Request) (web.Answer, error) {
	return h.file(r, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
}

func (h Handlers) file(r *web.Request, ending, contentType string) (web.Answer, error) {
	e, err := h.Payroll.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	data, err := h.Payroll.Bytes(r.Context(), r.Actor, e.ID, ending)
	if err != nil {
		return nil, err
	}
	return web.Bytes("loen-"+strconv.Itoa(e.Number)+"-"+e.From.String()+"-"+e.To.String()+"."+ending, contentType, data), nil
}

// numbersModel is the firm's own numbers of its people.
type numbersModel struct {
	Empty  string
	Theirs []view.Fact
	Form   form.Model
}

func (h Handlers) numbers(r *web.Request) (web.Answer, error) {
	return h.showNumbers(r, form.Of(nil))
}

func (h Handlers) showNumbers(r *web.Request, f *form.Form) (web.Answer, error) {
	courses, version, err := h.Payroll.Courses(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	return web.Form(numbersPage, r.T("payroll.numbers"), f, newNumbers(r.Texts, courses, version, f)), nil
}

func newNumbers(t *i18n.Texts, courses []payroll.Course, version int64, f *form.Form) numbersModel {
	var m numbersModel
	if len(courses) == 0 {
		m.Empty = t.T("payroll.no_people")
		return m
	}
	if f.Stale() {
		for _, c := range courses {
			if c.Number != "" {
				m.Theirs = append(m.Theirs, view.Fact{Label: c.FirstName, Value: c.Number})
			}
		}
	}
	var fields []form.Field
	for _, c := range courses {
		name := "number_" + c.PlacementID
		if f.Value(name) == "" && f.OK() {
			f.Set(name, c.Number)
		}
		field := f.Build(t, "payroll.field").Optional(form.Line, name)
		field.Label = t.T("payroll.number_of", "name", c.FirstName)
		fields = append(fields, field)
	}
	f.SetVersion(version)
	m.Form = f.Build(t, "payroll.field").Model(path+"/numbers", "form.save", fields...)
	m.Form.Cancel = path
	return m
}

func (h Handlers) setNumbers(r *web.Request) (web.Answer, error) {
	f := r.Form()
	courses, _, err := h.Payroll.Courses(r.Context(), r.Actor)
	if err != nil {
		return nil, err
	}
	var of []payroll.Employee
	for _, c := range courses {
		of = append(of, payroll.Employee{PlacementID: c.PlacementID, Number: f.Text("number_"+c.PlacementID, form.Max(payroll.LongestNumber))})
	}
	err = f.DoAt(func(version int64) error { return h.Payroll.SetNumbers(r.Context(), r.Actor, version, of) })
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showNumbers(r, f)
	}
	return web.SeeOther(path, web.Done(r.T("payroll.numbers_saved"))), nil
}
