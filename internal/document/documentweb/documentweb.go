// Package documentweb shows the documents of a course, takes uploads and sends what
// is kept.
package documentweb

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/audit"
	"fodfaeste/internal/audit/auditweb"
	"fodfaeste/internal/document"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// Handlers answer for documents.
type Handlers struct {
	Documents  *document.Service
	Placements *placement.Service
}

const (
	listPath = "/placements/:id/documents"
	onePath  = listPath + "/:document"
)

// Routes lists the addresses of this package.
func (h Handlers) Routes() []web.Route {
	return []web.Route{
		web.Get(listPath, access.ViewDocuments, h.list),
		web.PostFile(listPath, access.AddDocuments, h.upload),
		web.Get(onePath+"/file", access.ViewDocuments, h.file),
		web.Get(onePath+"/page", access.ViewDocuments, h.page),
		web.Get(onePath+"/kind", access.AddDocuments, h.kind),
		web.Post(onePath+"/kind", access.AddDocuments, h.sort),
		web.Post(onePath+"/printing", access.AddDocuments, h.tryAgain),
		web.Post(onePath+"/removal", access.AddDocuments, h.remove),
		web.Post(onePath+"/removal/deletion", access.AddDocuments, h.restore),
	}
}

func documentsOf(placementID string) string { return "/placements/" + placementID + "/documents" }

// listModel is the documents of a course, and the form for one more.
type listModel struct {
	Name    string // of the course
	Course  string // its address
	Waits   string // that documents wait and what helps meanwhile, or ""
	Rows    []rowModel
	Gone    []rowModel
	Add     addModel
	History []auditweb.Line
}

// addModel is the form that takes a file. Kind comes before File: it is read first.
type addModel struct {
	Action  string // "" for whoever may not
	About   string // what the file is for, or ""
	For     string // the page of that, or ""
	Summary form.Summary
	Kind    form.Field
	File    form.Field
	Most    int
	TooMuch string // what the browser says before it sends too much
}

// rowModel is one document. Addresses are "" where there is nothing to do.
type rowModel struct {
	ID, Name string
	Badge    view.Badge
	Detail   string
	Note     string
	File     string
	Page     string
	Kind     string
	Again    string
	Remove   string
	Restore  string
}

func (h Handlers) list(r *web.Request) (web.Answer, error) {
	return h.show(r, form.Of(r.QueryValues()))
}

func (h Handlers) show(r *web.Request, f *form.Form) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.ViewDocuments, r.Param("id"))
	if err != nil {
		return nil, err
	}
	all, err := h.Documents.List(r.Context(), r.Actor, p.ID)
	if err != nil {
		return nil, err
	}
	return web.Form(listPage, r.T("document.title"), f, newList(r.Texts, r.Actor, p, all, f, h.Documents.CanPrint())), nil
}

func newList(t *i18n.Texts, actor access.Actor, p placement.Placement, all []document.Document, f *form.Form, printing bool) listModel {
	m := listModel{Name: p.FirstName, Course: "/placements/" + p.ID}
	var events []audit.Event
	waits := 0
	for _, d := range all {
		row := newRow(t, actor, d)
		switch d.Status() {
		case document.Gone:
			m.Gone = append(m.Gone, row)
		case document.Waiting:
			waits++
			fallthrough
		default:
			m.Rows = append(m.Rows, row)
		}
		events = append(events, d.Events...)
	}
	if waits > 0 && !printing {
		m.Waits = t.N("document.no_printer", waits)
	}
	slices.SortStableFunc(events, func(a, b audit.Event) int { return a.At.Compare(b.At) })
	m.History = auditweb.History(t, events)
	if actor.Can(access.AddDocuments) {
		m.Add = newAdd(t, actor, p.ID, f)
	}
	return m
}

// ofClaim is what documents of a claim are about: the application, and the first day
// of the period.
var ofClaim = regexp.MustCompile(`^claim:(app_[0-9a-f]+):(\d{4}-\d{2}-\d{2})$`)

// aboutOf reads what a file is for, and the page of it; nothing for anything else
// than a claim.
func aboutOf(f *form.Form) (about, page string) {
	parts := ofClaim.FindStringSubmatch(f.Value("about"))
	if parts == nil {
		return "", ""
	}
	return parts[0], "/applications/" + parts[1] + "/claims/" + parts[2]
}

func newAdd(t *i18n.Texts, actor access.Actor, placementID string, f *form.Form) addModel {
	about, page := aboutOf(f)
	if about != "" && f.Value("kind") == "" && f.OK() && actor.Can(access.ViewPay) {
		f.Set("kind", string(document.Payslip))
	}
	b := f.Build(t, "document.field")
	m := addModel{Action: documentsOf(placementID), About: about, For: page, Kind: kindField(b, actor), File: b.Field(form.Line, "file"), Most: document.MostBytes, TooMuch: t.T("error.file_over_limit")}
	m.Summary = b.Summary(m.Kind, m.File)
	return m
}

func kindField(b form.Builder, actor access.Actor) form.Field {
	var kinds []string
	for _, k := range document.Kinds(actor) {
		kinds = append(kinds, string(k))
	}
	return b.Choices(form.Radios, "kind", "document.kinds", kinds...)
}

func newRow(t *i18n.Texts, actor access.Actor, d document.Document) rowModel {
	at := documentsOf(d.PlacementID) + "/" + d.ID
	row := rowModel{ID: d.ID, Name: d.Name, Detail: t.T("document.added", "name", t.Person(d.ByName), "party", d.Party, "when", t.Moment(d.At))}
	if d.Size > 0 {
		row.Detail = size(t, d.Size) + ". " + row.Detail
	}
	status := d.Status()
	row.Badge = view.Badge{Label: t.T("document.kinds." + string(d.Kind))}
	switch status {
	case document.Unsorted:
		row.Badge = view.Badge{Label: t.T("document.status.unsorted"), Tone: "warning"}
	case document.Waiting:
		row.Badge = view.Badge{Label: t.T("document.status.waiting"), Tone: "info"}
	case document.Failed:
		row.Badge, row.Note = view.Badge{Label: t.T("document.status.failed"), Tone: "warning"}, t.T("document.failed")
	case document.Gone:
		row.Note = t.T("document.gone", "name", t.Person(d.Removed.ByName), "when", t.Moment(d.Removed.At))
		if !d.Removed.Until.IsZero() && d.Removable(actor) {
			row.Restore = at + "/removal/deletion"
		}
		return row
	}
	if d.File != "" {
		row.File = at + "/file"
	}
	if d.Printing != nil {
		row.Page = at + "/page"
	}
	if actor.Can(access.AddDocuments) {
		if status == document.Failed {
			row.Again = at + "/printing"
		}
		if status == document.Unsorted {
			row.Kind = at + "/kind"
		}
	}
	if d.Removable(actor) {
		row.Remove = at + "/removal"
	}
	return row
}

// size is a number of bytes as people read it.
func size(t *i18n.Texts, bytes int64) string {
	if bytes < 1<<20 {
		return t.T("document.size.kb", "n", max(1, int(bytes>>10)))
	}
	return t.T("document.size.mb", "n", t.Decimal(float64(bytes*10>>20)/10))
}

// upload takes a file. It is kept even where nobody said what it is; then that alone
// is asked for.
func (h Handlers) upload(r *web.Request) (web.Answer, error) {
	if _, err := h.Placements.Get(r.Context(), r.Actor, access.AddDocuments, r.Param("id")); err != nil {
		return nil, err // before anything is read
	}
	f, file, err := r.Upload("file")
	if err != nil {
		return nil, err
	}
	if file == nil {
		f.Fail("file", "file_missing")
		return h.show(r, f)
	}
	about, page := aboutOf(f)
	n := document.New{PlacementID: r.Param("id"), About: about, Kind: document.Kind(f.Value("kind")), Name: file.Name}
	d, known, err := h.Documents.Upload(r.Context(), r.Actor, n, file)
	if code := fault.FieldsOf(err)["file"]; code != "" {
		r.Log.Warn("upload refused", "reason", code)
	}
	if err := f.Merge(err); err != nil {
		return nil, err
	}
	if !f.OK() {
		return h.show(r, f)
	}
	if d.Status() == document.Unsorted {
		f.Fail("kind", "choose")
		return showKind(r, d, f), nil
	}
	said := r.T("document.kept", "name", d.Name)
	if known {
		said = r.T("document.known", "name", d.Name)
	}
	if page == "" {
		page = documentsOf(d.PlacementID)
	}
	return web.SeeOther(page, web.Done(said)), nil
}

// kindModel asks what a document is that is kept already.
type kindModel struct {
	Kept string
	Back string
	Form form.Model
}

func showKind(r *web.Request, d document.Document, f *form.Form) web.Answer {
	return web.Form(kindPage, r.T("document.sort"), f, newKind(r.Texts, r.Actor, d, f))
}

func newKind(t *i18n.Texts, actor access.Actor, d document.Document, f *form.Form) kindModel {
	back := documentsOf(d.PlacementID)
	b := f.Build(t, "document.field")
	m := kindModel{Kept: t.T("document.kept_unsorted", "name", d.Name), Back: back, Form: b.Model(back+"/"+d.ID+"/kind", "form.save", kindField(b, actor))}
	m.Form.Cancel = back
	return m
}

func (h Handlers) kind(r *web.Request) (web.Answer, error) {
	d, err := h.Documents.Get(r.Context(), r.Actor, r.Param("id"), r.Param("document"))
	if err == nil && d.Status() != document.Unsorted {
		err = fault.New(fault.NotFound, "")
	}
	if err != nil {
		return nil, err
	}
	return showKind(r, d, form.Of(nil)), nil
}

func (h Handlers) sort(r *web.Request) (web.Answer, error) {
	d, err := h.Documents.Get(r.Context(), r.Actor, r.Param("id"), r.Param("document"))
	if err != nil {
		return nil, err
	}
	f := r.Form()
	err = f.Do(func() error {
		d, err = h.Documents.Sort(r.Context(), r.Actor, r.Param("id"), d.ID, document.Kind(f.Value("kind")))
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		d, err = h.Documents.Get(r.Context(), r.Actor, r.Param("id"), r.Param("document"))
		return showKind(r, d, f), err
	}
	return done(r, "document.kept", d), nil
}

func done(r *web.Request, text string, d document.Document) web.Answer {
	return web.SeeOther(documentsOf(d.PlacementID), web.Done(r.T(text, "name", d.Name)))
}

func (h Handlers) file(r *web.Request) (web.Answer, error) {
	if _, err := h.Documents.Get(r.Context(), r.Actor, r.Param("id"), r.Param("document")); err != nil {
		return nil, err
	}
	return web.Download(func(ctx context.Context) (web.File, error) {
		d, f, err := h.Documents.Open(ctx, r.Actor, r.Param("id"), r.Param("document"))
		return web.File{Name: d.Name, ContentType: d.Type, Size: d.Size, ReadCloser: f.ReadCloser}, err
	}), nil
}

// page shows what a document is made from: it can be printed at once.
func (h Handlers) page(r *web.Request) (web.Answer, error) {
	_, html, err := h.Documents.Source(r.Context(), r.Actor, r.Param("id"), r.Param("document"))
	if err != nil {
		return nil, err
	}
	return web.ShowStandalone(html), nil
}

func (h Handlers) tryAgain(r *web.Request) (web.Answer, error) {
	d, err := h.Documents.TryAgain(r.Context(), r.Actor, r.Param("id"), r.Param("document"))
	if err != nil {
		return nil, err
	}
	return done(r, "document.queued", d), nil
}

func (h Handlers) remove(r *web.Request) (web.Answer, error) {
	d, err := h.Documents.Remove(r.Context(), r.Actor, r.Param("id"), r.Param("document"))
	if err != nil {
		return nil, err
	}
	return done(r, "document.removed", d), nil
}

func (h Handlers) restore(r *web.Request) (web.Answer, error) {
	d, err := h.Documents.Restore(r.Context(), r.Actor, r.Param("id"), r.Param("document"))
	if err != nil {
		return nil, err
	}
	return done(r, "document.restored", d), nil
}

// sampleLong is a name as long as names get.
var sampleLong = strings.Repeat("bevilling-af-virksomhedspraktik-", 4)[:104] + ".pdf"
