package gatheringweb

import (
	"slices"

	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/gathering"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// pledgesModel is one line for each firm's word, with the line for the next one
// first: in a room full of people nobody scrolls.
type pledgesModel struct {
	Title  string
	Back   string
	Form   form.Model
	Lead   string
	Rows   []pledgeRow
	Carry  string // address of the button that makes drafts, or ""
	Before string // what that button does
}

type pledgeRow struct {
	Firm   string
	Work   string
	Badge  view.Badge
	Href   string // where the line is put right, or the firm in the pipeline
	Says   string // what Href is for
	Remove string // address, or ""
}

func (h Handlers) pledges(r *web.Request) (web.Answer, error) {
	return h.showPledges(r, form.Of(nil))
}

func (h Handlers) showPledges(r *web.Request, f *form.Form) (web.Answer, error) {
	g, err := h.Gatherings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	warn(f)
	return web.Form(pledgesPage, r.T("gathering.pledge.title"), f, newPledges(r.Texts, g, f)), nil
}

func newPledges(t *i18n.Texts, g gathering.Gathering, f *form.Form) pledgesModel {
	address := listPath + "/" + g.ID
	m := pledgesModel{Title: g.Notice.Title, Back: address, Lead: t.N("gathering.pledges", len(g.Pledges)), Form: pledgeForm(t, f, address+"/pledges", "gathering.pledge.next")}
	waiting := 0
	for _, p := range slices.Backward(g.Pledges) {
		m.Rows = append(m.Rows, newPledge(t, address+"/pledges/"+p.ID, p))
		if !p.Drafted && p.Word.CVR != "" {
			waiting++
		}
	}
	if waiting > 0 {
		m.Carry, m.Before = address+"/drafts", t.N("gathering.pledge.before", waiting)
	}
	return m
}

func pledgeForm(t *i18n.Texts, f *form.Form, action, submit string) form.Model {
	b := f.Build(t, "gathering.word")
	return b.Model(action, submit, b.Field(form.Line, "firm"), b.Field(form.Line, "work"), b.Field(form.Duration, "minutes"), b.Optional(form.Line, "phone"), b.Optional(form.Number, "cvr"))
}

func newPledge(t *i18n.Texts, address string, p gathering.Pledge) pledgeRow {
	row := pledgeRow{Firm: p.Word.Firm, Work: t.T("gathering.pledge.work", "work", p.Word.Work, "hours", t.Hours(p.Word.Minutes)), Href: address, Says: t.T("gathering.pledge.correct"), Remove: address + "/removal"}
	state, tone := "written", ""
	switch {
	case p.Drafted:
		state, tone = "drafted", "success"
	case p.FirmID != "":
		state, tone = "asked", "info"
	case p.Word.CVR == "":
		state, tone = "unknown", "warning"
	}
	if p.FirmID != "" {
		row.Href, row.Says, row.Remove = "/pipeline/"+p.FirmID, t.T("gathering.pledge.firm"), ""
	}
	row.Badge = view.Badge{Label: t.T("gathering.pledge.state." + state), Tone: tone}
	return row
}

func readWord(f *form.Form) gathering.Word {
	return gathering.Word{
		Firm: f.Text("firm", form.Required, form.Max(120)), CVR: f.Text("cvr", form.Max(12)), Work: f.Text("work", form.Required, form.Max(gathering.LongestWork)),
		Minutes: f.Minutes("minutes"), Phone: f.Text("phone", form.Max(30)),
	}
}

func (h Handlers) writeDown(r *web.Request) (web.Answer, error) {
	f := r.Form()
	word := readWord(f)
	err := f.Do(func() error {
		_, err := h.Gatherings.WriteDown(r.Context(), r.Actor, r.Param("id"), word)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return h.showPledges(r, f)
	}
	return web.SeeOther(listPath+"/"+r.Param("id")+"/pledges", web.Done(r.T("gathering.pledge.written", "firm", word.Firm))), nil
}

// pledgeModel is one line to put right.
type pledgeModel struct {
	Form form.Model
}

func (h Handlers) pledge(r *web.Request) (web.Answer, error) {
	p, err := h.find(r)
	if err != nil {
		return nil, err
	}
	f := form.Of(nil).Set("firm", p.Word.Firm).Set("cvr", p.Word.CVR).Set("work", p.Word.Work).SetMinutes("minutes", p.Word.Minutes).Set("phone", p.Word.Phone)
	return showPledge(r, f), nil
}

// find gives the pledge of the address while it can be put right.
func (h Handlers) find(r *web.Request) (gathering.Pledge, error) {
	g, err := h.Gatherings.Get(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return gathering.Pledge{}, err
	}
	i := slices.IndexFunc(g.Pledges, func(p gathering.Pledge) bool { return p.ID == r.Param("pledge") && p.FirmID == "" })
	if i < 0 {
		return gathering.Pledge{}, fault.New(fault.NotFound, "")
	}
	return g.Pledges[i], nil
}

func showPledge(r *web.Request, f *form.Form) web.Answer {
	back := listPath + "/" + r.Param("id") + "/pledges"
	warn(f)
	m := pledgeModel{pledgeForm(r.Texts, f, back+"/"+r.Param("pledge"), "form.save")}
	m.Form.Cancel = back
	return web.Form(pledgePage, r.T("gathering.pledge.correct"), f, m)
}

func (h Handlers) correct(r *web.Request) (web.Answer, error) {
	if _, err := h.find(r); err != nil {
		return nil, err
	}
	f := r.Form()
	word := readWord(f)
	err := f.Do(func() error {
		_, err := h.Gatherings.Correct(r.Context(), r.Actor, r.Param("id"), r.Param("pledge"), word)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case !f.OK():
		return showPledge(r, f), nil
	}
	return web.SeeOther(listPath+"/"+r.Param("id")+"/pledges", web.Done(r.T("gathering.pledge.saved"))), nil
}

func (h Handlers) strike(r *web.Request) (web.Answer, error) {
	if _, err := h.Gatherings.Strike(r.Context(), r.Actor, r.Param("id"), r.Param("pledge")); err != nil {
		return nil, err
	}
	return web.SeeOther(listPath+"/"+r.Param("id")+"/pledges", web.Done(r.T("gathering.pledge.struck"))), nil
}

func (h Handlers) carry(r *web.Request) (web.Answer, error) {
	c, err := h.Gatherings.Carry(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	said := r.T("gathering.pledge.carried", "drafted", r.Texts.N("gathering.pledge.drafts", c.Drafted), "asked", r.Texts.N("gathering.pledge.to_ring", c.Asked), "unknown", r.Texts.N("gathering.pledge.without", c.Unknown))
	return web.SeeOther(listPath+"/"+r.Param("id")+"/pledges", web.Done(said)), nil
}
