package hoursweb

import (
	"slices"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/hours"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/id"
	"fodfaeste/internal/web"
)

// correctionModel puts one line of an approved week right.
type correctionModel struct {
	Name string
	Week string
	Now  string // the line as it stands, or "" for a new one
	Form form.Model
}

// cutAbsence takes the reason out of a choice of the task list.
func cutAbsence(choice string) (reason string, absent bool) {
	reason, absent = strings.CutPrefix(choice, absencePrefix)
	if !absent {
		return "", false
	}
	return reason, true
}

func (h Handlers) correction(r *web.Request, week caldate.Week) (web.Answer, error) {
	s, err := h.Hours.Get(r.Context(), r.Actor, r.Param("id"), week)
	if err != nil {
		return nil, err
	}
	if err := s.Week.May(hours.Correct, s.By); err != nil {
		return nil, err
	}
	f := form.Of(nil).Set("line", r.Query("line")).Set("key", id.Secret())
	if line, found := lineOf(s.Week, r.Query("line")); found {
		fill(f, line)
	}
	return h.showCorrection(r, s, f)
}

func lineOf(w hours.Week, lineID string) (hours.Line, bool) {
	i := slices.IndexFunc(w.Lines, func(l hours.Line) bool { return l.ID == lineID })
	if i < 0 {
		return hours.Line{}, false
	}
	return w.Lines[i], true
}

// fill prepares the form with a line as it stands.
func fill(f *form.Form, l hours.Line) {
	f.Set("date", l.Date.String()).Set("task", l.TaskID).Set("note", l.Note)
	switch {
	case l.Kind == hours.Absence:
		f.Set("task", absencePrefix+l.Absence)
	case l.Begin >= 0:
		f.Set("begin", clock(l.Begin)).Set("end", clock(l.End()))
	default:
		f.SetMinutes("minutes", l.Minutes)
	}
}

func (h Handlers) showCorrection(r *web.Request, s hours.Sheet, f *form.Form) (web.Answer, error) {
	m := buildCorrection(r.Texts, s, f)
	return web.Form(correctionPage, r.T("week.correction.title"), f, m), nil
}

func buildCorrection(t *i18n.Texts, s hours.Sheet, f *form.Form) correctionModel {
	w, p := s.Week, s.Placement
	m := correctionModel{Name: p.FirstName, Week: t.T("week.title", "n", w.Week.Number(), "days", t.Span(w.Week.Monday(), w.Week.Sunday()))}
	line, found := lineOf(w, f.Value("line"))
	if found {
		l := newLine(t, line)
		m.Now = t.T("week.correction.now", "day", t.Day(line.Date), "time", l.Time, "task", l.Task)
	}
	var days []form.Option
	for i := range 7 {
		d := w.Week.Day(i)
		if _, closed := p.ClosedOn(d); !closed && d.After(w.LockedThrough) {
			days = append(days, form.Option{Value: d.String(), Label: t.Day(d)})
		}
	}
	b := f.Build(t, "week.entry")
	sections := []form.Section{
		{Fields: []form.Field{b.Options(form.Select, "date", days...), b.Options(form.Select, "task", tasks(t, p, w.Week)...), b.Field(form.Hidden, "line"), b.Field(form.Hidden, "key")}},
		{Row: true, Fields: times(b)},
		{Fields: []form.Field{b.Optional(form.Line, "note")}},
	}
	c := f.Build(t, "week.correction")
	last := form.Section{Fields: []form.Field{c.Field(form.Area, "reason")}}
	if found {
		last.Fields = append([]form.Field{c.Field(form.Tick, "remove")}, last.Fields...)
	}
	path := weekPath(p.ID, w.Week)
	m.Form = b.Sections(path+"/correction", "week.correction.submit", append(sections, last)...)
	m.Form.Cancel = path
	return m
}

func (h Handlers) correct(r *web.Request, week caldate.Week) (web.Answer, error) {
	f := r.Form()
	c := hours.Correction{LineID: f.Value("line"), Remove: f.Ticked("remove"), Reason: f.Text("reason", form.Required, form.Max(400)), Entry: readEntry(f)}
	err := f.Do(func() error {
		_, err := h.Hours.Correct(r.Context(), r.Actor, r.Param("id"), week, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	if f.OK() {
		return web.SeeOther(weekPath(r.Param("id"), week), web.Done(r.T("week.correction.done"))), nil
	}
	s, err := h.Hours.Get(r.Context(), r.Actor, r.Param("id"), week)
	if err != nil {
		return nil, err
	}
	if !r.Actor.Can(access.ApproveHours) {
		return nil, fault.New(fault.Forbidden, "forbidden")
	}
	return h.showCorrection(r, s, f)
}
