package placementweb

import (
	"fmt"
	"strconv"
	"strings"

	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// vitasModel is the text to copy into VITAS, field by field, and the form that
// records what VITAS says.
type vitasModel struct {
	Name   string
	Lead   string
	Record string // what recording does
	Fields []view.Copy
	State  string
	Form   form.Model
	Back   string
}

func (h Handlers) vitas(r *web.Request) (web.Answer, error) {
	return h.showVitas(r, form.Of(nil))
}

// showVitas shows the text for VITAS with the form of what VITAS says.
func (h Handlers) showVitas(r *web.Request, f *form.Form) (web.Answer, error) {
	p, err := h.Placements.Get(r.Context(), r.Actor, access.RecordDecisions, r.Param("id"))
	if err != nil {
		return nil, err
	}
	if !p.Agreement.HasPraktik() {
		return nil, fault.New(fault.NotFound, "")
	}
	return web.Form(vitasPage, r.T("vitas.title"), f, newVitas(r.Texts, h.Danish, p, f)), nil
}

func newVitas(t, danish *i18n.Texts, p placement.Placement, f *form.Form) vitasModel {
	if e, open := p.OpenExtension(); open && p.ExtendsInVitas() {
		return vitasExtension(t, danish, p, e, f)
	}
	address := "/placements/" + p.ID
	m := vitasModel{Name: p.FirstName, Lead: t.T("vitas.lead"), Record: t.T("vitas.record_text"), Fields: vitasText(danish, p), Back: address}
	if p.Vitas.State != "" {
		m.State = t.T("vitas.said", "state", t.T("vitas.states."+p.Vitas.State), "who", t.Person(p.Vitas.By), "when", t.Moment(p.Vitas.At))
	}
	if p.Vitas.State == "approved" {
		m.Record, m.Form = t.T("vitas.grant_text", "hours", t.Hours(p.GrantedOn(caldate.Of(p.Vitas.At)))), grantForm(t, p, f)
		return m
	}
	f.Set("revision", strconv.Itoa(p.Revision))
	suggest(f, "granted", p.Agreement.PraktikOf(p.Agreement.Highest()))
	b := f.Build(t, "vitas.field")
	m.Form = b.Model(address+"/vitas", "vitas.record",
		b.Choices(form.Radios, "state", "vitas.states", placement.VitasStates()...), b.Field(form.Line, "reference"), b.Optional(form.Duration, "granted"), b.Optional(form.Day, "on"), b.Field(form.Hidden, "revision"))
	m.Form.Cancel = address
	return m
}

// suggest fills in a length of time where nobody has written anything.
func suggest(f *form.Form, name string, minutes int) {
	if f.Value(name) == "" && f.OK() {
		f.SetMinutes(name, minutes)
	}
}

// grantForm writes down that other hours were approved later.
func grantForm(t *i18n.Texts, p placement.Placement, f *form.Form) form.Model {
	b := f.Build(t, "vitas.field")
	m := b.Model("/placements/"+p.ID+"/vitas/hours", "vitas.record", b.Field(form.Duration, "granted"), b.Field(form.Line, "reference"), b.Optional(form.Day, "on"))
	m.Cancel = "/placements/" + p.ID
	return m
}

func (h Handlers) recordGrant(r *web.Request) (web.Answer, error) {
	f := r.Form()
	g := placement.Grant{Minutes: f.Minutes("granted"), Reference: f.Text("reference", form.Max(60)), On: f.Date("on")}
	return h.act(r, f, h.showVitas, r.T("vitas.recorded"), func() (placement.Placement, error) {
		return h.Placements.RecordGrant(r.Context(), r.Actor, r.Param("id"), g)
	})
}

// vitasText writes the application, always in Danish: VITAS speaks no other
// language. VITAS has one field for hours, so the highest step goes there and
// the ramp is told in the remarks.
func vitasText(t *i18n.Texts, p placement.Placement) []view.Copy {
	a := p.Agreement
	var meetings []string
	for _, m := range a.Meetings {
		meetings = append(meetings, t.T("placement.meeting."+m.Kind)+": "+t.Date(m.On))
	}
	return copyFields(t,
		[2]string{"p_number", a.PNumber},
		[2]string{"period", a.Start.Danish() + " – " + a.End.Danish()},
		[2]string{"hours", t.Hours(a.PraktikOf(a.Highest()))},
		[2]string{"purpose", t.T("placement.purpose." + a.Purpose)},
		[2]string{"tasks", strings.Join(tasksText(t, a, placement.Praktik), "\n")},
		[2]string{"remarks", rampSentence(t, p)},
		[2]string{"contact", t.Person(p.MentorName)},
		[2]string{"representative", representativeText(t, p)},
		[2]string{"meetings", strings.Join(meetings, "\n")},
	)
}

// copyFields makes fields to copy of names below "vitas.label." and texts.
func copyFields(t *i18n.Texts, texts ...[2]string) []view.Copy {
	fields := make([]view.Copy, len(texts))
	for i, f := range texts {
		fields[i] = view.Copy{ID: fmt.Sprintf("vitas-%d", i+1), Label: t.T("vitas.label." + f[0]), Text: f[1]}
	}
	return fields
}

// rampSentence tells how hours rise, and which tasks are paid at the same time.
func rampSentence(t *i18n.Texts, p placement.Placement) string {
	a := p.Agreement
	text := praktikText(t, p)
	var paid []string
	for _, task := range a.Tasks {
		if now, _ := p.TaskOn(task.ID, a.End); now.Strand == placement.Paid {
			paid = append(paid, task.Title)
		}
	}
	if len(paid) > 0 {
		text += " " + t.T("vitas.paid_beside", "tasks", strings.Join(paid, ", "))
	}
	if len(a.Other) > 0 {
		text += " " + t.T("vitas.other_beside", "hours", otherText(t, a))
	}
	return text
}

// praktikText tells how the praktik hours of a course go, from its first week to
// its last: as the agreement has it, and as the plan was changed on the way.
func praktikText(t *i18n.Texts, p placement.Placement) string {
	steps := p.StepsFrom(p.Agreement.Start.Week())
	if len(steps) == 0 {
		return ""
	}
	first, last, top, falls := steps[0], steps[len(steps)-1], steps[0], false
	for i, s := range steps[1:] {
		falls = falls || s.Praktik < steps[i].Praktik
		if s.Praktik > top.Praktik {
			top = s
		}
	}
	switch {
	case falls:
		return t.T("vitas.ramp_varies", "from", t.Hours(first.Praktik), "start", t.Date(p.Agreement.Start), "to", t.Hours(top.Praktik), "now", t.Hours(last.Praktik), "since", t.Date(last.From))
	case top.Praktik > first.Praktik:
		return t.T("vitas.ramp_rises", "from", t.Hours(first.Praktik), "start", t.Date(p.Agreement.Start), "to", t.Hours(top.Praktik), "top", t.Date(top.From))
	}
	return t.T("vitas.ramp_hold", "hours", t.Hours(first.Praktik))
}

// otherText lists the hours beside the course.
func otherText(t *i18n.Texts, a placement.Agreement) string {
	var list []string
	for _, o := range a.Other {
		list = append(list, t.T("placement.other_row", "what", t.T("placement.other."+string(o.What)), "hours", t.Hours(o.Minutes)))
	}
	return strings.Join(list, ", ")
}

func representativeText(t *i18n.Texts, p placement.Placement) string {
	if p.Representative.NotNeeded {
		return t.T("vitas.no_representative")
	}
	return t.T("vitas.heard", "name", p.Representative.Name, "date", t.Moment(p.Representative.At))
}

func (h Handlers) recordVitas(r *web.Request) (web.Answer, error) {
	f := r.Form()
	d := placement.Decision{Revision: revision(f), State: f.Value("state"), Reference: f.Text("reference", form.Max(60)), On: f.Date("on"), Granted: f.Minutes("granted")}
	return h.act(r, f, h.showVitas, r.T("vitas.recorded"), func() (placement.Placement, error) {
		return h.Placements.RecordVitas(r.Context(), r.Actor, r.Param("id"), d)
	})
}

var vitasPage = view.New("pages/placement/vitas", func(t *i18n.Texts) []view.Sample[vitasModel] {
	p := samplePlacement(placement.Agreed)
	sent := samplePlacement(placement.InVitas)
	sent.Vitas = placement.Vitas{State: "sent", By: "Karen Holm", At: sampleDay.Time()}
	wrong := form.Of(nil)
	wrong.Fail("state", "choose")
	return []view.Sample[vitasModel]{
		{Name: "ready", Model: newVitas(t, t, p, form.Of(nil))},
		{Name: "sent", Model: newVitas(t, t, sent, form.Of(nil))},
		{Name: "approved", Model: newVitas(t, t, samplePlacement(placement.Approved), form.Of(nil))},
		{Name: "errors", Model: newVitas(t, t, p, wrong)},
		{Name: "extension", Model: newVitas(t, t, extendedPlacement("", caldate.Date{}), form.Of(nil))},
	}
})
