package placementweb

import (
	"fodfaeste/internal/access"
	"fodfaeste/internal/caldate"
	"fodfaeste/internal/fault"
	"fodfaeste/internal/form"
	"fodfaeste/internal/i18n"
	"fodfaeste/internal/placement"
	"fodfaeste/internal/view"
	"fodfaeste/internal/web"
)

// stopModel is the page that says what a stop means before it is made.
type stopModel struct {
	Name    string
	Follows []string
	Form    form.Model
}

func (h Handlers) stop(r *web.Request) (web.Answer, error) { return h.showStop(r, form.Of(nil)) }

func (h Handlers) showStop(r *web.Request, f *form.Form) (web.Answer, error) {
	p, logged, err := h.withDays(r)
	if err != nil {
		return nil, err
	}
	if !p.CanStop(r.Today()) {
		return nil, fault.New(fault.Conflict, "course_over")
	}
	return web.Form(stopPage, r.T("stop.title"), f, newStop(r.Texts, p, lastOf(logged), r.Today(), f)), nil
}

// withDays loads the course of the address with the days that have hours.
func (h Handlers) withDays(r *web.Request) (p placement.Placement, logged []caldate.Date, err error) {
	p, err = h.Placements.Get(r.Context(), r.Actor, access.EndPlacements, r.Param("id"))
	if err != nil {
		return p, nil, err
	}
	logged, err = h.Hours.LoggedDays(r.Context(), r.Actor, p.ID)
	return p, logged, err
}

// lastOf is the last of days in order, or the zero date.
func lastOf(days []caldate.Date) caldate.Date {
	if len(days) == 0 {
		return caldate.Date{}
	}
	return days[len(days)-1]
}

func newStop(t *i18n.Texts, p placement.Placement, last, today caldate.Date, f *form.Form) stopModel {
	m := stopModel{Name: p.FirstName, Follows: []string{t.T("stop.follows.log"), t.T("stop.follows.weeks"), t.T("stop.follows.documentation")}}
	if p.Agreement.HasPraktik() && p.Vitas.State != "" {
		m.Follows = append(m.Follows, t.T("stop.follows.vitas"))
	}
	if !last.IsZero() {
		m.Follows = append(m.Follows, t.T("stop.follows.logged", "day", t.Date(last)))
	}
	if f.Value("on") == "" && f.OK() && !today.After(p.Agreement.End) {
		f.Set("on", today.Danish())
	}
	b := f.Build(t, "stop.field")
	on := named(t, f, b.Field(form.Day, "on"), "hours_after_stop", last)
	m.Form = b.Model("/placements/"+p.ID+"/stop", "stop.submit",
		on, b.Choices(form.Radios, "reason", "placement.stop_reasons", placement.StopReasons()...), b.Optional(form.Area, "note"))
	m.Form.Cancel = "/placements/" + p.ID
	return m
}

// named puts the day that a fault is about into its words.
func named(t *i18n.Texts, f *form.Form, field form.Field, code string, day caldate.Date) form.Field {
	if f.FaultOf(field.Name) == code {
		field.Error = t.T("error."+code, "day", t.Date(day))
	}
	return field
}

func (h Handlers) makeStop(r *web.Request) (web.Answer, error) {
	f := r.Form()
	stop := placement.Stop{On: f.Date("on"), Reason: f.Value("reason"), Note: f.Text("note", form.Max(400))}
	p, logged, err := h.withDays(r)
	if err != nil {
		return nil, err
	}
	return h.act(r, f, h.showStop, r.T("stop.done", "day", r.Texts.Date(stop.On)), func() (placement.Placement, error) {
		return h.Placements.StopCourse(r.Context(), r.Actor, p.ID, stop, logged)
	})
}

func (h Handlers) undoStop(r *web.Request) (web.Answer, error) {
	p, err := h.Placements.UndoStop(r.Context(), r.Actor, r.Param("id"))
	if err != nil {
		return nil, err
	}
	return web.SeeOther("/placements/"+p.ID, web.Done(r.T("stop.undone"))), nil
}

// breakModel tells of a stop or a pause on the page of the course.
type breakModel struct {
	Heading string
	Text    string
	Facts   []view.Fact
	Undo    string     // address that takes the stop back, or ""
	Move    form.Model // for the first day back
}

// newBreak tells of the stop, or of the pause that is or comes; without either
// its heading is empty.
func newBreak(t *i18n.Texts, actor access.Actor, p placement.Placement, today caldate.Date, f *form.Form, logged []caldate.Date) breakModel {
	address := "/placements/" + p.ID
	if s := p.Stop; s != nil {
		m := breakModel{Heading: t.T("stop.heading"), Text: t.T("stop.text"), Facts: []view.Fact{
			{Label: t.T("stop.field.on"), Value: t.Date(s.On)}, {Label: t.T("stop.reason"), Value: t.T("placement.stop_reasons." + s.Reason)},
		}}
		if !today.After(s.On) {
			m.Heading = t.T("stop.heading_soon")
		}
		m.note(t, s.Note)
		if p.CanUndoStop(today) && actor.Can(access.EndPlacements) {
			m.Undo = address + "/stop/deletion"
		}
		return m
	}
	pause, ok := p.PauseToMove(today)
	if !ok {
		return breakModel{}
	}
	m := breakModel{Heading: t.T("pause.heading_now"), Text: t.T("pause.text"), Facts: []view.Fact{
		{Label: t.T("pause.field.from"), Value: t.Date(pause.From)}, {Label: t.T("pause.field.resume"), Value: t.Date(pause.Resume)},
	}}
	if today.Before(pause.From) {
		m.Heading = t.T("pause.heading_soon")
	}
	if next, ok := p.NextMeeting(today); ok {
		m.Facts = append(m.Facts, view.Fact{Label: t.T("pause.contact"), Value: t.Date(next.On)})
	}
	m.note(t, pause.Note)
	if actor.Can(access.EndPlacements) {
		f.Set("from", pause.From.Danish())
		b := f.Build(t, "pause.move")
		m.Move = b.Model(address+"/resumption", "pause.move.submit", resumeField(t, f, b, logged), b.Field(form.Hidden, "from"))
	}
	return m
}

func (m *breakModel) note(t *i18n.Texts, note string) {
	if note != "" {
		m.Facts = append(m.Facts, view.Fact{Label: t.T("stop.field.note"), Value: note})
	}
}

var stopPage = view.New("pages/placement/stop", func(t *i18n.Texts) []view.Sample[stopModel] {
	p := samplePlacement(placement.Approved)
	wrong := form.Of(nil).Set("on", sampleDay.Add(-7).Danish())
	wrong.Fail("on", "hours_after_stop")
	wrong.Fail("reason", "choose")
	wrong.Fail("note", "required")
	return []view.Sample[stopModel]{
		{Name: "typical", Model: newStop(t, p, sampleDay.Add(-1), sampleDay, form.Of(nil))},
		{Name: "without-hours", Model: newStop(t, samplePlacement(placement.Agreed), caldate.Date{}, sampleDay, form.Of(nil))},
		{Name: "errors", Model: newStop(t, p, sampleDay.Add(-1), sampleDay, wrong)},
	}
})

var breakRegion = view.New("fragments/placement/break", func(t *i18n.Texts) []view.Sample[breakModel] {
	show := func(p placement.Placement, f *form.Form) breakModel {
		return newBreak(t, sampleOwner, p, sampleDay, f, []caldate.Date{sampleDay.Add(10)})
	}
	logged := form.Of(nil).Set("resume", sampleDay.Add(20).Danish())
	logged.Fail("resume", "hours_in_pause")
	return []view.Sample[breakModel]{
		{Name: "paused", Model: show(pausedPlacement(), form.Of(nil))},
		{Name: "errors", Model: show(pausedPlacement(), logged)},
		{Name: "stopping", Model: show(stoppedPlacement(sampleDay), form.Of(nil))},
	}
})
