package claimweb

import (
	"fmt"

	"fodfaeste/internal/access"
	"fodfaeste/internal/claim"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// splitModel is who does which part of the work.
type splitModel struct {
	Back     string
	Title    string
	Name     string
	Versions []splitVersion // the newest first
	Theirs   []view.Fact
	Form     *form.Model
}

type splitVersion struct {
	Title string
	Rows  []view.Fact
	Sum   string
}

var splitFields = []string{"task", "minutes", "who", "help"}

func splitName(i int, name string) string { return fmt.Sprintf("rows.%d.%s", i, name) }

func splitRow(t *i18n.Texts, r claim.SplitRow) string {
	text := t.T("opening.per_week", "hours", t.Hours(r.Minutes)) + ", " + t.T("claim.split.who."+r.Who)
	if r.Who == "with_help" {
		text += " (" + t.Hours(r.Help) + ")"
	}
	return text
}

func (h Handlers) split(r *web.Request) (web.Answer, error) { return h.showSplit(r, form.Of(nil)) }

func (h Handlers) showSplit(r *web.Request, f *form.Form) (web.Answer, error) {
	a, err := h.Claims.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	if rule, _ := h.Claims.Rules.Scheme(a.Scheme); rule.Of != claim.Help {
		return nil, fault.New(fault.NotFound, "")
	}
	return web.Form(splitPage, r.T("claim.split.title"), f, newSplit(r.Texts, r.Actor, a, f)), nil
}

func newSplit(t *i18n.Texts, actor access.Actor, a claim.Application, f *form.Form) splitModel {
	address := path + "/" + a.ID
	m := splitModel{Back: address, Title: t.T("claim.of", "scheme", schemeName(t, a.Scheme), "name", a.FirstName), Name: a.FirstName}
	for i := len(a.Split) - 1; i >= 0; i-- {
		s := a.Split[i]
		v := splitVersion{Title: t.T("claim.split.from", "day", t.Date(s.From)), Sum: t.T("claim.split.sum", "help", t.Hours(s.HelpMinutes()), "work", t.Hours(s.Work()))}
		for _, r := range s.Rows {
			v.Rows = append(v.Rows, view.Fact{Label: r.Task, Value: splitRow(t, r)})
		}
		m.Versions = append(m.Versions, v)
	}
	if !actor.Can(access.Apply) {
		return m
	}
	if f.Value("version") == "" {
		fillSplit(f, a)
	}
	if f.Stale() && len(m.Versions) > 0 {
		m.Theirs = append(m.Theirs, view.Fact{Label: m.Versions[0].Title, Value: m.Versions[0].Sum})
		m.Theirs = append(m.Theirs, m.Versions[0].Rows...)
	}
	f.SetVersion(a.Version)
	rows := max(4, f.Rows("rows", claim.MostRows, splitFields...))
	b := f.Build(t, "claim.split.field")
	sections := []form.Section{{Fields: []form.Field{b.Field(form.Day, "from")}}}
	for i := range rows {
		sections = append(sections, form.Section{Heading: t.T("claim.split.row", "n", i+1), Row: true, Fields: []form.Field{
			b.Field(form.Line, splitName(i, "task")), b.Field(form.Duration, splitName(i, "minutes")),
			b.Choices(form.Select, splitName(i, "who"), "claim.split.who", append([]string{""}, claim.Doers()...)...), b.Optional(form.Duration, splitName(i, "help")),
		}})
	}
	form := b.Sections(address+"/split", "claim.split.save", sections...)
	form.Cancel = address
	m.Form = &form
	return m
}

// fillSplit begins with the newest version, or with the work of the application.
func fillSplit(f *form.Form, a claim.Application) {
	f.Set("from", a.Said.From.Danish())
	if n := len(a.Split); n > 0 {
		f.Set("from", a.Split[n-1].From.Danish())
		for i, r := range a.Split[n-1].Rows {
			f.Set(splitName(i, "task"), r.Task).Set(splitName(i, "who"), r.Who).SetMinutes(splitName(i, "minutes"), r.Minutes)
			if r.Who == "with_help" {
				f.SetMinutes(splitName(i, "help"), r.Help)
			}
		}
	}
}

func (h Handlers) setSplit(r *web.Request) (web.Answer, error) {
	f := r.Form()
	n := f.Compact("rows", claim.MostRows, "task", "minutes", "help")
	s := claim.Split{From: f.Date("from")}
	for i := range n {
		s.Rows = append(s.Rows, claim.SplitRow{
			Task: f.Text(splitName(i, "task"), form.Max(120)), Minutes: f.Minutes(splitName(i, "minutes")), Who: f.Value(splitName(i, "who")), Help: f.Minutes(splitName(i, "help")),
		})
	}
	err := f.DoAt(func(version int64) error {
		_, err := h.Claims.SetSplit(r.Context(), r.Actor, r.Param("id"), version, s)
		return err
	})
	switch {
	case err != nil:
		return conflict(r, path+"/"+r.Param("id"), err)
	case !f.OK():
		return h.showSplit(r, f)
	}
	return web.SeeOther(path+"/"+r.Param("id"), web.Done(r.T("claim.split.saved"))), nil
}
